"""One record as one string: what Lua reads fastest. Cells are separated by bars, the items of a cell by semicolons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

#: A page of so many rows, or bytes, takes Lua some hundredths of a second; MediaWiki's pages end at two megabytes.
ROWS_PER_PAGE = 3000
BYTES_PER_PAGE = 900_000

_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = (("\\", "\\\\"), ("|", "\\p"), (";", "\\s"), ("\n", " "))


def joined(cells: Iterable[str | Sequence[str]]) -> str:
    """Cells, each a text or several, as a row."""
    return "|".join(_escaped(cell) if isinstance(cell, str) else ";".join(map(_escaped, cell)) for cell in cells)


def split(row: str) -> list[list[str]]:
    """The cells of a row, each as its items (of a text one)."""
    return [[_unescaped(item) for item in cell.split(";")] for cell in row.split("|")]


def parts(rows: Sequence[str]) -> Iterator[list[str]]:
    """Rows by page: one ends where one more row would pass either bound."""
    part: list[str] = []
    size = 0
    for row in rows:
        length = len(row.encode()) + 8
        if part and (len(part) == ROWS_PER_PAGE or size + length > BYTES_PER_PAGE):
            yield part
            part, size = [], 0
        part.append(row)
        size += length
    if part:
        yield part


def _escaped(value: str) -> str:
    for plain, escape in _ESCAPES:
        value = value.replace(plain, escape)
    return value


def _unescaped(value: str) -> str:
    return _ESCAPE.sub(lambda found: {"p": "|", "s": ";"}.get(found[1], found[1]), value)
