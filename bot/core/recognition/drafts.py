"""Nominations that the bot drafts when a partnership reaches a milestone: people approve them, or do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.core.agreement import may_be_thanked
from bot.core.history import Entry
from bot.core.knowledge import Knowledge
from bot.core.records import Partnership, RecordKey
from bot.core.reports.rules import in_order
from bot.core.rewrite import escape_value
from bot.core.values.date import last_day

#: What is longer ago is history: nobody waits for thanks any more, and what was deleted then is not made anew.
RECENT = timedelta(days=60)
_COMPLETE = 100
_TITLE_BYTES = 200


class Milestone(StrEnum):
    """What a partnership reached; each has a message ``draft-<value>``, the reason that the draft gives."""

    CONTRIBUTION = "contribution"
    COMPLETED = "completed"
    DOCUMENTED = "documented"


@dataclass(frozen=True, slots=True)
class Draft:
    """A nomination to be made: its page below the folder of nominations, whom it is for, and what was reached."""

    name: str
    partnership: Partnership
    milestone: Milestone


def drafts(knowledge: Knowledge) -> Iterator[Draft]:
    """What the partnerships of the home wiki reached of late that may be thanked in public, by name.

    Each milestone of a partnership gives one draft: several contributions of a day, or of a month, are one.
    """
    documented = _documented(knowledge)
    for record in in_order(knowledge.partnerships):
        if record.source.site != knowledge.home or not may_be_thanked(record):
            continue
        dates = [each.date for each in knowledge.contributions.get(record.key, ()) if _recent(each.date, knowledge.today)]
        for day in sorted(set(dates)):
            yield Draft(_name(record, f"contribution {day}"), record, Milestone.CONTRIBUTION)
        if record.status == "completed" and _recent(record.end, knowledge.today):
            yield Draft(_name(record, "completed"), record, Milestone.COMPLETED)
        if record.key in documented and _recent(documented[record.key].isoformat(), knowledge.today):
            yield Draft(_name(record, "documented"), record, Milestone.DOCUMENTED)


def draft_text(draft: Draft, reason: str, nominator: str) -> str:
    """The wikitext of a draft's page."""
    title = draft.partnership.source.title
    values = {
        "nominee": title,
        "kind": "thank-you",
        "reason": escape_value(reason),
        "partnership": title,
        "nominated_by": nominator,
        "status": "open",
    }
    return "{{Partnership nomination\n" + "".join(f"| {name} = {value}\n" for name, value in values.items()) + "}}"


def _name(record: Partnership, what: str) -> str:
    title = record.source.title.replace("/", " – ")
    while len(title.encode()) > _TITLE_BYTES:
        title = title[:-1]
    return f"{title} ({what})"


def _recent(value: str, today: date) -> bool:
    day = last_day(value) if value else None
    return day is not None and today - RECENT <= day and value <= today.isoformat()


def _documented(knowledge: Knowledge) -> Mapping[RecordKey, date]:
    """When the documentation of each partnership was complete for the first time: the Monday of that week."""
    first: dict[RecordKey, Entry] = {}
    # Without checks everything would be complete.
    history = knowledge.history if knowledge.configuration.checks else ()
    for entry in sorted(history, key=lambda entry: entry.week):
        if entry.score == _COMPLETE:
            first.setdefault(entry.key, entry)
    return {key: date.fromisocalendar(int(entry.week[:4]), int(entry.week[-2:]), 1) for key, entry in first.items()}
