"""What a chart of a report's table shows. Which form it has follows from the types of the columns; how it looks is not said here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.core.recognition.reach import months as months_between
from bot.core.reports.table import Column, Row, Table, read_counts, read_share

#: More bars are no picture any more, more colours cannot be told apart; the table has the rest.
MOST_ROWS = 20
MOST_SERIES = 7

_WEEK = re.compile(r"\d{4}-W\d{2}")


class Form(StrEnum):
    """How a chart looks."""

    BARS = "bars"  # numbers: beside each other
    SHARES = "shares"  # shares, in percent
    STACKED = "stacked"  # counts by code: on top of each other
    LINE = "line"  # weeks or months, from the oldest


@dataclass(frozen=True, slots=True)
class Name:
    """What a bar, a point or a series is called: a cell (``column`` of ``row``), or the heading of a column where there is no row."""

    column: Column
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one colour, one for each label; None is unknown or withheld. Without a name it stands for ``others`` codes."""

    name: Name | None
    values: tuple[Decimal | None, ...]
    others: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: its labels in order, and its series. ``left_out`` rows of the table are not drawn."""

    form: Form
    labels: tuple[Name, ...]
    series: tuple[Series, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """What there is to see first: the label with the largest and with the smallest number, or the first and last of a line."""

    first: Name
    first_value: Decimal
    last: Name
    last_value: Decimal


def drawing(table: Table, rows: Sequence[Row]) -> Drawing | None:
    """The chart of a table, or None where it has none or shows nothing. Only what stands in the cells is drawn."""
    if not table.drawn:
        return None
    first, drawn = table.columns[0], [column for column in table.columns if column.name in table.drawn]
    if drawn[0].type == "series":
        found = _months(first, drawn[0], rows)
    elif rows and all(_WEEK.fullmatch(row.get(first.name, "")) for row in rows):
        found = _bars(Form.LINE, first, drawn, rows[::-1])
    else:
        shown = rows[:MOST_ROWS]
        if drawn[0].type == "counts":
            found = _stacked(first, drawn[0], shown)
        else:
            found = _bars(Form.SHARES if drawn[0].type == "share" else Form.BARS, first, drawn, shown)
        found = Drawing(found.form, found.labels, found.series, len(rows) - len(shown))
    return found if any(value for series in found.series for value in series.values) else None


def finding(of: Drawing) -> Finding:
    """The main finding: of a line the ends of its first series; of bars the extremes of the first series, stacked ones taken together."""
    if of.form is Form.STACKED:
        totals = [sum((value for value in values if value), Decimal()) for values in zip(*(each.values for each in of.series), strict=True)]
        known = list(zip(of.labels, totals, strict=True))
    else:
        series = next(each for each in of.series if any(value is not None for value in each.values))
        known = [(label, value) for label, value in zip(of.labels, series.values, strict=True) if value is not None]
    if of.form is Form.LINE:
        (first, first_value), (last, last_value) = known[0], known[-1]
    else:
        first, first_value = max(known, key=lambda pair: pair[1])
        last, last_value = min(known, key=lambda pair: pair[1])
    return Finding(first, first_value, last, last_value)


def _bars(form: Form, first: Column, drawn: Sequence[Column], rows: Sequence[Row]) -> Drawing:
    labels = tuple(Name(first, row) for row in rows)
    series = tuple(Series(Name(column), tuple(_value(column, row) for row in rows)) for column in drawn)
    return Drawing(form, labels, series)


def _value(column: Column, row: Row) -> Decimal | None:
    value = row.get(column.name, "")
    if not value:
        return None
    if column.type == "share":
        part, whole = read_share(value)
        return None if part is None or not whole else Decimal(100 * part) / whole
    return Decimal(value) if re.fullmatch(r"\d+(\.\d+)?", value) else None


def _stacked(first: Column, drawn: Column, rows: Sequence[Row]) -> Drawing:
    """One series for each code, the most frequent first; the rare ones together."""
    by_row = [dict(read_counts(row.get(drawn.name, ""))) for row in rows]
    totals = Counter[str]()
    for found in by_row:
        totals.update(found)
    codes = [code for code, _ in totals.most_common() if totals[code]]
    own, rare = (codes, []) if len(codes) <= MOST_SERIES + 1 else (codes[:MOST_SERIES], codes[MOST_SERIES:])
    named = Column(drawn.name, "label", family=drawn.family)
    series = [Series(Name(named, {drawn.name: code}), tuple(Decimal(found.get(code, 0)) for found in by_row)) for code in own]
    if rare:
        series.append(Series(None, tuple(Decimal(sum(found.get(code, 0) for code in rare)) for found in by_row), len(rare)))
    return Drawing(Form.STACKED, tuple(Name(first, row) for row in rows), tuple(series))


def _months(first: Column, drawn: Column, rows: Sequence[Row]) -> Drawing:
    """One series for each row that has months, those with the largest numbers first."""
    known = [(row, dict(read_counts(row.get(drawn.name, "")))) for row in rows]
    known = sorted((pair for pair in known if pair[1]), key=lambda pair: -sum(pair[1].values()))
    there = {month for _, found in known for month in found}
    months = list(months_between(min(there), max(there))) if there else []
    labels = tuple(Name(Column("month", "date"), {"month": month}) for month in months)
    return Drawing(
        Form.LINE,
        labels,
        tuple(Series(Name(first, row), _of_months(found, months)) for row, found in known[:MOST_SERIES]),
        len(rows) - len(known[:MOST_SERIES]),
    )


def _of_months(found: Mapping[str, int], months: Sequence[str]) -> tuple[Decimal | None, ...]:
    return tuple(Decimal(found[month]) if month in found else None for month in months)
