"""What a run cannot recompute: since which week a record is known, in which weeks it changed, and how its score went.

A week is an ISO week as ``2026-W47``. The weeks of records are those of the revisions they came from, so that a database made anew tells
the same. It is mirrored on the wiki, a page a year with one string a record, and restored from there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.core.data_pages import DATA_ROOT
from bot.core.data_rows import joined, split
from bot.core.records import Record, RecordKey
from bot.core.yearly_pages import yearly_pages, yearly_rows

HISTORY_ROOT = DATA_ROOT + "History/"
#: The score of records that have none.
NO_SCORE = -1

_WEEK = re.compile(r"W(\d\d)([ncs])(\d{1,3})?", re.ASCII)


class Change(StrEnum):
    """What happened in a week, as one letter."""

    NEW = "n"
    CHANGED = "c"  # its page was edited
    SCORE = "s"  # nothing but time, or the checks, made another score of it


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened to a record in a week, and its score at the end of it (``NO_SCORE`` if it has none)."""

    key: RecordKey
    week: str
    change: Change
    score: int = NO_SCORE


def week_of(day: date) -> str:
    """The ISO week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def continued(known: Sequence[Entry], records: Iterable[Record], scores: Mapping[RecordKey, int], today: date) -> list[Entry]:
    """The history with what is known today, by record and week; records that exist no more have none."""
    before: dict[RecordKey, list[Entry]] = defaultdict(list)
    for entry in known:
        before[entry.key].append(entry)
    history: list[Entry] = []
    for record in records:
        entries = sorted(before.get(record.key, ()), key=lambda entry: entry.week)
        history += _continued(
            entries, record.key, week_of(record.source.timestamp.date()), scores.get(record.key, NO_SCORE), week_of(today)
        )
    return sorted(history, key=lambda entry: (entry.key.site, entry.key.page_id, entry.key.kind, entry.key.name, entry.week))


def _continued(entries: list[Entry], key: RecordKey, edited: str, score: int, now: str) -> list[Entry]:
    if not entries:
        return [Entry(key, edited, Change.NEW, score)]
    if edited > max((entry.week for entry in entries if entry.change is not Change.SCORE), default=""):
        kept = [entry for entry in entries if entry.week != edited]
        return sorted([*kept, Entry(key, edited, Change.CHANGED, score)], key=lambda entry: entry.week)
    last = entries[-1]
    if last.score == score:
        return entries
    # Within the week of its last entry that entry is corrected; later weeks get one of their own.
    if last.week >= now:
        return [*entries[:-1], replace(last, score=score)]
    return [*entries, Entry(key, now, Change.SCORE, score)]


def scores_by_week(history: Iterable[Entry], weeks: Sequence[str]) -> dict[str, list[int]]:
    """The scores of all records at the end of each of these weeks."""
    by_key: dict[RecordKey, list[Entry]] = defaultdict(list)
    for entry in history:
        if entry.score != NO_SCORE:
            by_key[entry.key].append(entry)
    found: dict[str, list[int]] = {week: [] for week in weeks}
    for entries in by_key.values():
        entries.sort(key=lambda entry: entry.week)
        for week in weeks:
            until = [entry.score for entry in entries if entry.week <= week]
            if until:
                found[week].append(until[-1])
    return found


def history_pages(history: Iterable[Entry]) -> dict[str, str]:
    """Title -> JSON text: pages by year, one string a record (``site|page id|kind|name|W12n40;W30c55``)."""
    by_year: dict[str, dict[RecordKey, list[str]]] = defaultdict(lambda: defaultdict(list))
    for entry in sorted(history, key=lambda entry: entry.week):
        year, _, week = entry.week.partition("-")
        by_year[year][entry.key].append(f"{week}{entry.change.value}{entry.score if entry.score != NO_SCORE else ''}")
    rows = {
        year: [joined((key.site, str(key.page_id), key.kind, key.name, weeks)) for key, weeks in by_key.items()]
        for year, by_key in by_year.items()
    }
    return yearly_pages(HISTORY_ROOT, "history", rows)


def restored(pages: Mapping[str, str]) -> list[Entry]:
    """The history that pages (title -> text) hold; what cannot be read is left out."""
    return [entry for year, row in yearly_rows(HISTORY_ROOT, "history", pages) for entry in _entries(row, year)]


def _entries(row: str, year: str) -> list[Entry]:
    cells = split(row)
    if len(cells) != 5 or not cells[1][0].isdecimal():
        return []
    site, page_id, kind, name, weeks = cells
    key = RecordKey(site[0], int(page_id[0][:18]), kind[0], name[0])
    return [
        Entry(key, f"{year}-W{match[1]}", Change(match[2]), int(match[3]) if match[3] else NO_SCORE)
        for week in weeks
        if (match := _WEEK.fullmatch(week)) and _is_week(int(year), int(match[1]))
    ]


def _is_week(year: int, week: int) -> bool:
    """Whether a year has a week of this number: 52 or 53 of them."""
    return 1 <= week <= date(year, 12, 28).isocalendar().week
