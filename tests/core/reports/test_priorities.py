"""Priorities: those in force, the weightiest first."""

from __future__ import annotations

from bot.core.configuration import Configuration, Thresholds
from bot.core.records import Partnership
from bot.core.reports import priorities
from tests.core.reports.records import codes, columns, knowledge, record

CONFIGURATION = Configuration(
    codes={"priority": codes("equity 2", "climate 3.5 2026", "health 2", "old 9 2020 2025", "next 9 2027")}, thresholds=Thresholds(few=4)
)


def test_priorities_in_force_and_who_works_on_none() -> None:
    records = [
        record(Partnership, "A", status="active", priority="equity climate"),
        record(Partnership, "B", status="idea", priority="equity old"),
        record(Partnership, "C", status="paused", priority="old"),
        record(Partnership, "D", status="discussion"),
        record(Partnership, "E", status="completed", priority="equity"),
        record(Partnership, "F", status="completed", priority="health"),
        record(Partnership, "G", status="ended", priority="health"),
    ]
    rows = priorities.rows(knowledge(records, CONFIGURATION))
    assert columns(rows["priorities"], "priority", "weight", "going", "going_share", "completed") == [
        ("climate", "3.5", "1", "1/4", "0"),
        ("equity", "2", "2", "2/4", "1"),
        ("health", "2", "0", "0/4", "1"),
    ]
    assert columns(rows["none"], "priority", "completed") == [("health", "1")]
    assert columns(rows["summary"], "going", "outside") == [("4", "2")]


def test_shares_of_few_are_withheld() -> None:
    rows = priorities.rows(knowledge([record(Partnership, "A", status="active", priority="equity")], CONFIGURATION))
    assert {row["going_share"] for row in rows["priorities"]} == {"-/1"}
