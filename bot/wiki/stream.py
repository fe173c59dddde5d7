"""Opens a plain or compressed file as a stream of bytes, and turns whatever can go wrong into one line."""

from __future__ import annotations

import gzip
import os
import zlib
from io import BufferedIOBase, RawIOBase
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from rapidgzip import IndexedBzip2File  # type: ignore[import-not-found]

from bot.wiki.protocol import WikiError

# Small enough to stay in a processor's cache while it is searched several times.
READ_SIZE = 1 << 19
# XML of wikis shrinks to a tenth or so; only something made to fill the disk or the memory shrinks to a thousandth.
BOMB_RATIO = 1000
BOMB_ALLOWANCE = 64 << 20
#: bzip2 blocks are decompressed by this many threads at most: each holds some blocks of 900 kB.
THREADS = 4

_AGAIN = "fetch the file again"


class ByteStream:
    """The decompressed bytes of a file. A context manager; all errors are WikiErrors that name the file and the place."""

    def __init__(self, path: Path, raw: BinaryIO, data: BinaryIO, compressed: int) -> None:
        self._path = path
        self._raw = raw
        self._data = data
        #: Size of the compressed file in bytes, 0 where it is not compressed.
        self._compressed = compressed
        self._unread = b""
        #: How many decompressed bytes were handed out.
        self.offset = 0

    def unread(self, block: bytes) -> None:
        """Puts the last bytes back: they are read next."""
        self._unread = block + self._unread
        self.offset -= len(block)

    def read(self) -> bytes:
        """The next bytes, at least one and about READ_SIZE at most (or what was put back); none at the end."""
        if self._unread:
            block, self._unread = self._unread, b""
            self.offset += len(block)
            return block
        try:
            block = self._data.read(READ_SIZE)
        except EOFError:
            raise self.error(f"the compressed data are cut off; {_AGAIN}") from None
        except OSError as error:
            if error.errno:
                raise self.error(f"it cannot be read ({error.strerror}); check disk and permissions") from None
            raise self.error(f"the compressed data are damaged ({_one_line(error)}); {_AGAIN}") from None
        except (zlib.error, RuntimeError, ValueError) as error:
            raise self.error(f"the compressed data are cut off or damaged ({_one_line(error)}); {_AGAIN}") from None
        self.offset += len(block)
        if self._compressed and self.offset > BOMB_ALLOWANCE and self.offset > BOMB_RATIO * self._compressed:
            raise self.error(f"it grows to more than {BOMB_RATIO} times its size, which no export does; {_AGAIN} from a place you trust")
        return block

    def error(self, what: str, offset: int | None = None) -> WikiError:
        """An error of this file at an offset of its decompressed bytes (by default as far as it was read)."""
        return WikiError(f"{place(self._path, self.offset if offset is None else offset)}: {what}.")

    def close(self) -> None:
        """Closes the file."""
        self._data.close()
        self._raw.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def place(path: Path, offset: int) -> str:
    """How messages name a place in a file: ``offset`` counts the decompressed bytes before it."""
    return f"{path}, byte {offset}"


def open_stream(path: Path) -> ByteStream:
    """Opens a file; how it is compressed is seen from its first bytes, not from its name. Raises WikiError."""
    try:
        if path.is_dir():
            raise WikiError(f"{path}: this is a folder; name the file of the dump in it.")
        if path.exists() and not path.is_file():
            raise WikiError(f"{path}: this is a pipe or a device; name a plain file.")
        raw = path.open("rb")
    except FileNotFoundError:
        raise WikiError(f"{path}: there is no such file; check the path of the dump.") from None
    except (OSError, ValueError) as error:
        raise WikiError(f"{path}: it cannot be opened ({_one_line(error)}); check its permissions.") from None
    try:
        start = raw.read(6)
        raw.seek(0)
        size = os.fstat(raw.fileno()).st_size
    except OSError as error:
        raw.close()
        raise WikiError(f"{path}: it cannot be read ({_one_line(error)}); check the disk.") from None
    if not start:
        raw.close()
        raise WikiError(f"{path}, byte 0: the file is empty; {_AGAIN}.")
    if start.startswith(b"\x1f\x8b"):
        return ByteStream(path, raw, cast(BinaryIO, gzip.GzipFile(fileobj=raw)), size)
    if start.startswith(b"BZh"):
        return ByteStream(path, raw, cast(BinaryIO, _bzip2(path)), size)
    for magic, name in ((b"7z\xbc\xaf'\x1c", "7z"), (b"\xfd7zXZ", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"PK\x03\x04", "zip")):
        if start.startswith(magic):
            raw.close()
            raise WikiError(f"{path}, byte 0: {name} is not read; unpack it, or fetch the .bz2 or .gz file.")
    return ByteStream(path, raw, raw, 0)


def _bzip2(path: Path) -> BufferedIOBase | RawIOBase:
    # The standard library uses one core and takes twice as long.
    return cast(BufferedIOBase, IndexedBzip2File(str(path), parallelization=min(THREADS, len(os.sched_getaffinity(0)))))


def _one_line(error: Exception) -> str:
    return " ".join((getattr(error, "strerror", None) or str(error) or type(error).__name__).split())
