"""What several reports count alike: which partnerships are going, what is out of date, which codes are in force, who comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from bot.core.configuration import Code, Family
from bot.core.knowledge import Knowledge
from bot.core.records import Partnership, Record, RecordKey
from bot.core.reports.table import Row
from bot.core.values.date import has_begun, last_day
from bot.core.values.language import is_language_code
from bot.core.values.wiki import FAMILIES, SINGLE

#: Statuses of partnerships that are going: something may still be done for them.
GOING = ("idea", "discussion", "active", "paused")
#: Statuses of partnerships that run.
RUNNING = ("active", "paused")
#: What is shown for a choice that a page does not state.
NOT_STATED = "not-stated"

_R = TypeVar("_R", bound=Record)
_SUFFIXES = tuple(sorted(FAMILIES.values(), key=len, reverse=True))
_OF_ALL_LANGUAGES = frozenset(SINGLE.values())


def going(records: Iterable[Partnership]) -> Sequence[Partnership]:
    """The partnerships that are going."""
    return [record for record in records if record.status in GOING]


def completed(records: Iterable[Partnership]) -> Sequence[Partnership]:
    """The partnerships that are completed."""
    return [record for record in records if record.status == "completed"]


def stale(value: str, days: int, today: date) -> bool:
    """Whether a date is more than so many days ago. Months and years count as their last day; what is no date is not stale."""
    day = last_day(value)
    return day is not None and day < today - timedelta(days=days)


def past(value: str, today: date) -> bool:
    """Whether a date is over: a month or year is over only at its end."""
    return stale(value, 0, today)


def in_force(code: Code, today: date) -> bool:
    """Whether a code counts on a day. Dates compare as far as they go: what is until 2026 counts all that year."""
    now = today.isoformat()
    return has_begun(code.since, today) and (not code.until or now[: len(code.until)] <= code.until)


def codes_in_force(knowledge: Knowledge, family: Family) -> Mapping[str, Code]:
    """The configured codes of a family that count today, in the configuration's order."""
    codes = knowledge.configuration.codes.get(family, {})
    return {code: entry for code, entry in codes.items() if in_force(entry, knowledge.today)}


def in_order(records: Iterable[_R]) -> Sequence[_R]:
    """Records by name, wiki and page: the order of every list that has no other."""
    return sorted(records, key=order)


def order(record: Record) -> tuple[str, str, str, str]:
    """By what records are sorted where nothing else decides."""
    return record.display_name, record.source.site, record.source.title, record.key_name


def yes_no(answer: object) -> str:
    """An answer as a code of the family ``yesno``."""
    return "yes" if answer else "no"


def listed(codes: Iterable[str]) -> str:
    """Several values as one of a column that takes several."""
    return ";".join(codes)


def carried(knowledge: Knowledge) -> Counter[RecordKey]:
    """How many partnerships that are going name each hub."""
    return Counter(hub.key for record in going(knowledge.partnerships) if (hub := knowledge.hub_of(record)))


def hub_cell(knowledge: Knowledge, record: Record, column: str = "hub") -> Row:
    """The hub that a record names, as the value of a ``page`` column; nothing where there is none."""
    hub = knowledge.hub_of(record)
    return knowledge.page(column, hub) if hub else {}


def languages_of(record: Record) -> tuple[str, ...]:
    """The languages that a record states, else that of its wiki; English for wikis of all languages."""
    if stated := record.values("languages"):
        return stated
    site = record.source.site
    suffix = next((suffix for suffix in _SUFFIXES if site.endswith(suffix)), "")
    language = site.removesuffix(suffix).replace("_", "-") if suffix and site not in _OF_ALL_LANGUAGES else ""
    return (language if is_language_code(language) else "en",)
