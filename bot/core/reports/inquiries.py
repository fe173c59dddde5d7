"""Report *Inquiries*: organisations that asked and wait for an answer. Those who did not agree to be named are only counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median

from bot.core.agreement import may_be_named
from bot.core.knowledge import Knowledge
from bot.core.records import Inquiry
from bot.core.reports.rules import listed, order
from bot.core.reports.table import Column, Report, Row, Rows, Table
from bot.core.values.date import last_day

OPEN = ("new", "routed", "")

REPORT = Report(
    "inquiries",
    "Inquiries",
    (
        Table(
            "summary",
            (
                Column("open", "number", weight=1),
                Column("overdue", "number", weight=1),
                Column("escalated", "number", weight=1),
                Column("answered", "number", weight=1),
                Column("median_days", "number", weight=1),
                Column("withheld", "number", weight=1),
            ),
        ),
        Table(
            "open",
            (
                Column("page", "page", weight=4),
                Column("organisation", "text", weight=3),
                Column("kind", "label", family="inquiry-kind", weight=2),
                Column("country", "countries", weight=2),
                Column("filed", "date", weight=2),
                Column("hub", "page", weight=3),
                Column("due", "date", weight=2),
                Column("state", "message", family="inquiry-state", weight=2),
            ),
        ),
    ),
)


def rows(knowledge: Knowledge) -> Rows:
    """How inquiries stand, and the open ones, the oldest first. Of all this only those count that may be told of in public."""
    inquiries = list(knowledge.of(Inquiry))
    public = [inquiry for inquiry in inquiries if may_be_named(inquiry)]
    waiting = sorted(
        (inquiry for inquiry in public if inquiry.status in OPEN and not inquiry.answered),
        key=lambda inquiry: (last_day(inquiry.filed) or date.max, order(inquiry)),
    )
    states = Counter(_state(knowledge, inquiry) for inquiry in waiting)
    days = _days_to_answer(public)
    summary = {
        "open": str(len(waiting)),
        "overdue": str(states["overdue"]),
        "escalated": str(states["escalated"]),
        "answered": str(sum(1 for inquiry in public if inquiry.status == "answered" or inquiry.answered)),
        "median_days": f"{median(days):g}" if days else "",
        "withheld": str(len(inquiries) - len(public)),
    }
    return {"summary": [summary] if inquiries else [], "open": [_row(knowledge, inquiry) for inquiry in waiting]}


def _row(knowledge: Knowledge, inquiry: Inquiry) -> Row:
    due = _after(inquiry, knowledge.configuration.thresholds.inquiry_overdue_days)
    return {
        # The organisation has a column of its own, so the page goes by its title.
        **{name: value for name, value in knowledge.page("page", inquiry).items() if name != "page_name"},
        "organisation": inquiry.organisation,
        "kind": inquiry.inquiry_kind,
        "country": listed(inquiry.country),
        "filed": inquiry.filed,
        **_responsible(knowledge, inquiry),
        "due": due.isoformat() if due else "",
        "state": _state(knowledge, inquiry),
    }


def _after(inquiry: Inquiry, days: int) -> date | None:
    """The day so many days after it was filed; a month counts as its last day."""
    filed = last_day(inquiry.filed)
    return filed + timedelta(days=days) if filed and filed.year < date.max.year else None


def _state(knowledge: Knowledge, inquiry: Inquiry) -> str:
    """What time has made of an open inquiry: new, overdue, or escalated to the backup of its hub."""
    thresholds = knowledge.configuration.thresholds
    for state, days in (("escalated", thresholds.inquiry_escalate_days), ("overdue", thresholds.inquiry_overdue_days)):
        if (due := _after(inquiry, days)) and knowledge.today > due:
            return state
    return "new"


def _responsible(knowledge: Knowledge, inquiry: Inquiry) -> Row:
    """The hub that it was routed to; the backup of that, if there is one, once it is escalated."""
    hub = knowledge.hub_of(inquiry)
    if hub and hub.backup and _state(knowledge, inquiry) == "escalated":
        hub = knowledge.hub_of(hub, hub.backup) or hub
    return knowledge.page("hub", hub) if hub else {}


def _days_to_answer(inquiries: Sequence[Inquiry]) -> list[int]:
    """From filing to answering, where both days are known to the day."""
    found = []
    for inquiry in inquiries:
        if len(inquiry.filed) == len(inquiry.answered) == 10:
            filed, answered = last_day(inquiry.filed), last_day(inquiry.answered)
            if filed and answered and filed <= answered:
                found.append((answered - filed).days)
    return found
