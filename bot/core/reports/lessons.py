"""Report *Lessons*: what was learned, who may be asked, and for each partnership what is like it and which lessons fit."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.knowledge import Knowledge
from bot.core.records import Lesson
from bot.core.reports.rules import going, in_order, listed
from bot.core.reports.table import Column, Report, Row, Rows, Table
from bot.core.similarity import Features, Similar

REPORT = Report(
    "lessons",
    "Lessons",
    (
        Table(
            "lessons",
            (
                Column("page", "page", weight=4),
                Column("partner_type", "label", family="partner-type", weight=2),
                Column("themes", "labels", family="theme", weight=3),
                Column("technology", "labels", family="technology", weight=2),
                Column("languages", "languages", weight=2),
                Column("ask_me", "users", weight=2),
                Column("endorsements", "number", weight=1),
                Column("updated", "date", weight=2),
            ),
        ),
        Table(
            "fitting",
            (Column("page", "page", weight=4), Column("lesson", "page", weight=4), Column("reasons", "reasons", weight=5)),
        ),
        Table(
            "similar",
            (Column("page", "page", weight=4), Column("similar", "page", weight=4), Column("reasons", "reasons", weight=5)),
        ),
        Table(
            "ask",
            (
                Column("lesson", "page", weight=4),
                Column("user", "user", weight=3),
                Column("themes", "labels", family="theme", weight=3),
                Column("languages", "languages", weight=2),
            ),
        ),
    ),
)


def rows(knowledge: Knowledge) -> Rows:
    """All lessons; for each going partnership up to three lessons and up to three other partnerships like it; who offers to be asked."""
    lessons = in_order(knowledge.of(Lesson))
    features = Features([*knowledge.partnerships, *lessons])
    return {
        "lessons": [_lesson(knowledge, lesson) for lesson in lessons],
        "fitting": list(_alike(knowledge, "lesson", Similar(lessons, features))),
        "similar": list(_alike(knowledge, "similar", Similar(knowledge.partnerships, features))),
        "ask": [
            {
                **knowledge.page("lesson", lesson),
                "user": user,
                "themes": listed(lesson.themes),
                "languages": listed(lesson.languages),
            }
            for lesson in lessons
            for user in sorted(set(lesson.ask_me))
        ],
    }


def _lesson(knowledge: Knowledge, lesson: Lesson) -> Row:
    return {
        **knowledge.page("page", lesson),
        "partner_type": lesson.partner_type,
        "themes": listed(lesson.themes),
        "technology": listed(lesson.technology),
        "languages": listed(lesson.languages),
        "ask_me": listed(lesson.ask_me),
        "endorsements": str(len(set(lesson.endorsed_by))),
        "updated": lesson.updated,
    }


def _alike(knowledge: Knowledge, column: str, among: Similar) -> Iterator[Row]:
    """For each going partnership what is most like it, and why."""
    for record in in_order(going(knowledge.partnerships)):
        for found in among.like(record):
            # What separates reasons cannot stand within one.
            reasons = (f"{family}:{code.replace(';', ',')}" for family, code in found.reasons)
            yield {**knowledge.page("page", record), **knowledge.page(column, found.record), "reasons": listed(reasons)}
