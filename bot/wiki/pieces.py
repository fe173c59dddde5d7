"""Keeps pages cut out of an export until they are wanted: in memory while they are few, in a temporary file when they are many."""

from __future__ import annotations

import struct
import tempfile
import weakref
from collections.abc import Iterator
from pathlib import Path

from bot.wiki.cut import Piece
from bot.wiki.protocol import WikiError

IN_MEMORY = 1 << 20
_FRAME = struct.Struct("<QQ")  # offset in the export, length


class Pieces:
    """A sequence of pieces that is only appended to and read through. ``path`` is the export, for messages. Raises WikiError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # open as long as this object lives
        weakref.finalize(self, self._file.close)

    def append(self, piece: Piece) -> None:
        """Adds one at the end."""
        try:
            self._file.write(_FRAME.pack(piece.offset, len(piece.data)))
            self._file.write(piece.data)
        except OSError as error:
            folder = tempfile.gettempdir()
            raise WikiError(f"{self._path}: the pages found in it do not fit into {folder} ({error.strerror}); make room there.") from None

    def clear(self) -> None:
        """Forgets all."""
        self._file.seek(0)
        self._file.truncate()

    def __iter__(self) -> Iterator[Piece]:
        position = 0
        while True:
            # Somebody else may read through them at the same time.
            self._file.seek(position)
            frame = self._file.read(_FRAME.size)
            if not frame:
                return
            offset, length = _FRAME.unpack(frame)
            yield Piece(offset, self._file.read(length))
            position += _FRAME.size + length
