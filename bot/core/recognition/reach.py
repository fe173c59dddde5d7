"""The reach of what partners contributed: how much of a category on Commons is used and read, by month, and what is still to be asked.

The figures are those of Commons Impact Metrics, files in subcategories included. It knows the categories on a list of its own: of any
other nothing is known, which is not the same as nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from bot.core.data_pages import DATA_ROOT
from bot.core.data_rows import joined, split
from bot.core.records import Contribution, Record
from bot.core.yearly_pages import yearly_pages, yearly_rows

REACH_ROOT = DATA_ROOT + "Reach/"
#: Months that are looked back at most.
MONTHS_BACK = 24
#: After so long it is asked again what was not known.
_AGAIN = timedelta(days=30)
#: The last month of a category on the list is published some days after its end: a weekly run asks again.
_SOON = timedelta(days=6)
#: Bytes of a title on a wiki.
_LONGEST_TITLE = 255

_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Reach:
    """The reach of a category in a month (``2026-03``): its files, those in use, the pages and wikis they are used on, these pages' views.

    ``category`` is a title on Commons without namespace; its subcategories count too. None is unknown.
    """

    category: str
    month: str
    files: int | None
    used_files: int | None
    pages: int | None
    wikis: int | None
    views: int | None


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was found out about the reach of a category in a month, and on which day it was asked."""

    reach: Reach
    asked: date


@dataclass(frozen=True, slots=True)
class Question:
    """The months of a category that are to be asked for, both included."""

    category: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Totals:
    """What is known of a category: the newest month with any figure, and each month's views, oldest first."""

    newest: Reach
    views: Mapping[str, int]


def figures(reach: Reach) -> tuple[int | None, ...]:
    """The figures of a month, in the order of the fields."""
    return (reach.files, reach.used_files, reach.pages, reach.wikis, reach.views)


def is_known(reach: Reach) -> bool:
    """Whether there is any figure."""
    return any(figure is not None for figure in figures(reach))


def months(first: str, last: str) -> Iterator[str]:
    """All months from one to another, both included."""
    for number in range(month_number(first), month_number(last) + 1):
        yield _month(number)


def next_month(month: str) -> str:
    """The month after."""
    return _month(month_number(month) + 1)


def wanted(records: Iterable[Record]) -> dict[str, str]:
    """The categories that contributions name, each with the month of its first contribution; empty where one has no date."""
    found: dict[str, str] = {}
    for record in records:
        if isinstance(record, Contribution) and record.commons_category and len(record.commons_category.encode()) <= _LONGEST_TITLE:
            dated = _MONTH.match(record.date)
            month = f"{dated[1]}-{dated[2] or '01'}" if dated else ""
            found[record.commons_category] = min(found.get(record.commons_category, month), month)
    return found


def questions(wanted: Mapping[str, str], known: Iterable[Measurement], today: date) -> list[Question]:
    """What is to be asked today: whole past months of each category that are not known, as few questions as cover these and no others.

    What was asked is asked again after thirty days; of a category that is on the list the last month some days later. The order is
    another one each day, so that where not everything can be asked, nobody waits for ever.
    """
    by_category: dict[str, dict[str, Measurement]] = defaultdict(dict)
    for each in known:
        by_category[each.reach.category][each.reach.month] = each
    last = _month(today.year * 12 + today.month - 2)
    earliest = _month(month_number(last) - MONTHS_BACK + 1)
    found = []
    for category, since in wanted.items():
        window = months(max(since, earliest), last)
        found += [Question(category, *span) for span in _spans(_due(window, by_category[category], last, today))]
    return sorted(found, key=lambda question: (sha256(f"{today} {question.category}".encode()).digest(), question.first))


def _due(window: Iterable[str], known: Mapping[str, Measurement], last: str, today: date) -> list[str]:
    is_listed = any(is_known(each.reach) for each in known.values())
    if known and not is_listed and max(each.asked for each in known.values()) + _AGAIN > today:
        return []  # not on the list: months that ended since are no reason to ask
    due = []
    for month in window:
        before = known.get(month)
        wait = _SOON if is_listed and month == last else _AGAIN
        if before is None or (None in figures(before.reach) and before.asked + wait <= today):
            due.append(month)
    return due


def _spans(due: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Months that follow each other, as first and last."""
    start = 0
    for position, month in enumerate(due, 1):
        if position == len(due) or month_number(due[position]) != month_number(month) + 1:
            yield due[start], month
            start = position


def merged(before: Reach | None, now: Reach) -> Reach:
    """A month as it is known now; a figure that was known stays if it is not told any more."""
    if before is None:
        return now
    kept = {name: getattr(before, name) for name in Reach.__dataclass_fields__ if getattr(now, name) is None}
    return replace(now, **kept)


def totals(reach: Iterable[Reach]) -> dict[str, Totals]:
    """What is known of each category of which anything is."""
    by_category: dict[str, list[Reach]] = defaultdict(list)
    for each in reach:
        if is_known(each):
            by_category[each.category].append(each)
    found = {}
    for category, known in by_category.items():
        known.sort(key=lambda each: each.month)
        found[category] = Totals(known[-1], {each.month: each.views for each in known if each.views is not None})
    return found


# Mirrored on the wiki


def reach_pages(reach: Iterable[Reach]) -> dict[str, str]:
    """Title -> JSON text: pages by year, one string a category (``category|03,120,12,9,4,2150;04,…``). What is not known is left out."""
    by_year: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in sorted(filter(is_known, reach), key=lambda each: each.month):
        year, _, month = each.month.partition("-")
        cells = ["" if figure is None else str(figure) for figure in figures(each)]
        by_year[year][each.category].append(",".join([month, *cells]))
    rows = {year: [joined((category, told)) for category, told in by_category.items()] for year, by_category in by_year.items()}
    return yearly_pages(REACH_ROOT, "reach", rows)


def restored(pages: Mapping[str, str]) -> list[Measurement]:
    """What pages (title -> text) hold; what cannot be read is left out. On which day it was asked they do not tell: the month's first."""
    return [each for year, row in yearly_rows(REACH_ROOT, "reach", pages) for each in _measurements(row, year)]


_TOLD = re.compile(r"(0[1-9]|1[0-2])((?:,[0-9]{0,15}){5})")


def _measurements(row: str, year: str) -> Iterator[Measurement]:
    cells = split(row)
    if len(cells) != 2 or len(cells[0][0].encode()) > _LONGEST_TITLE:
        return
    for told in cells[1]:
        if match := _TOLD.fullmatch(told):
            numbers = [int(cell) if cell else None for cell in match[2].split(",")[1:]]
            yield Measurement(Reach(cells[0][0], f"{year}-{match[1]}", *numbers), date(int(year), int(match[1]), 1))


def month_number(month: str) -> int:
    """A month, counted from the year 0: those that follow each other have numbers that do."""
    year, _, of_year = month.partition("-")
    return int(year) * 12 + int(of_year) - 1


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
