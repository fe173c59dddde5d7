"""What a report is: tables with named, typed columns, and rows of codes and plain values. How they look is the wiki's business.

The types of columns are those that ``Module:Partnerships/Report`` can show:

========== ==================================================================================================================
page       a title; ``<name>_url`` its address where it lies on another wiki, ``<name>_name`` what it is called
text       plain text of anybody
label      a code of ``family`` (``label-<family>-<code>``); ``labels`` several, separated by semicolons
country    an ISO 3166-1 code; ``countries``, ``region``, ``regions``, ``language``, ``languages`` likewise
wiki       a database name; ``wikis`` several
user       a user name; ``users`` several
url        an address
date       EDTF
number     a whole number or a decimal
figure     a whole number, or ``unknown``
series     ``2026-03:120;2026-04:90``: a number for each month, with bars, or ``unknown``
share      ``3/12``: shown with its percentage as a bar, or ``-/7``: withheld, because too few stand behind it
counts     ``en:3;fr:0``: how many of each code of ``family``; those with none stand out
reasons    ``country:SN;theme:maps``: why two records are alike, each ``<family>:<code>``
message    a code of the messages ``wiki-<family>-<code>``
edit       no value: a link that opens the editor of the page in the column named by ``of``; ``edit_line`` in the row is not needed
create     an address that opens a prefilled form
========== ==================================================================================================================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: A row: its values by column, and ``<column>_url`` and ``<column>_name`` for pages. What is empty is left out.
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name (heading ``wiki-column-<name>``), type, and what the type needs to know besides."""

    name: str
    type: str
    family: str = ""
    of: str = ""
    weight: int = 2  # of its width


@dataclass(frozen=True, slots=True)
class Table:
    """A part of a report: its name (heading ``wiki-table-<report>-<name>``, ``…-none`` where it has no row) and columns.

    A row of it takes as much room on a page as ``weight`` rows of other tables. ``drawn`` are the columns, all of one type, that a chart
    shows where there are charts.
    """

    name: str
    columns: tuple[Column, ...]
    weight: int = 1
    drawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report: its name (``wiki-report-<name>``, ``…-about``), the title of its page below ``Reports/``, its tables in order."""

    name: str
    title: str
    tables: tuple[Table, ...]


#: The rows of each table of a report, by the table's name.
Rows = Mapping[str, Sequence[Row]]


def share(part: int, whole: int, few: int) -> str:
    """A share as a ``share`` column has it: withheld where fewer than ``few`` stand behind it."""
    return f"{part}/{whole}" if whole >= few else f"-/{whole}"


def read_share(value: str) -> tuple[int | None, int]:
    """The part and the whole of what a ``share`` column has; a part that is withheld is None."""
    part, _, whole = value.partition("/")
    return (None if part == "-" else int(part)), int(whole)


#: What stands in a ``figure`` or ``series`` column where nothing is known.
UNKNOWN = "unknown"


def figure(number: int | None) -> str:
    """A number as a ``figure`` column has it."""
    return UNKNOWN if number is None else str(number)


def counts(found: Mapping[str, int]) -> str:
    """How many of each code, or in each month, as a ``counts`` or ``series`` column has them."""
    return ";".join(f"{code}:{number}" for code, number in found.items())


def read_counts(value: str) -> list[tuple[str, int]]:
    """The codes or months of what a ``counts`` or ``series`` column has, each with its number; none where nothing is known."""
    pairs = (item.rpartition(":") for item in value.split(";") if value not in {"", UNKNOWN})
    return [(code, int(number)) for code, _, number in pairs]
