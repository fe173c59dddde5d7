"""Report *Technology and AI use*: which technology partnerships work with, and whether people look at what machines make."""

from __future__ import annotations

from collections import Counter

from bot.core.knowledge import Knowledge
from bot.core.records import Lesson
from bot.core.records.choices import AI_USE
from bot.core.reports.rules import NOT_STATED, codes_in_force, completed, going, in_order
from bot.core.reports.table import Column, Report, Rows, Table, share

REPORT = Report(
    "technology",
    "Technology and AI use",
    (
        Table(
            "technologies",
            (
                Column("technology", "label", family="technology", weight=4),
                Column("going", "number", weight=1),
                Column("completed", "number", weight=1),
                Column("lessons", "number", weight=1),
            ),
            drawn=("going", "completed", "lessons"),
        ),
        Table(
            "ai",
            (
                Column("ai_use", "label", family="ai-use", weight=4),
                Column("partnerships", "number", weight=1),
                Column("share", "share", weight=2),
            ),
            drawn=("partnerships",),
        ),
        Table(
            "unreviewed",
            (
                Column("page", "page", weight=4),
                Column("ai_use", "label", family="ai-use", weight=3),
                Column("edit", "edit", of="page", weight=1),
            ),
        ),
    ),
)


def rows(knowledge: Knowledge) -> Rows:
    """Each technology in force or in use, the most used first; all partnerships by their use of AI; those where nobody checks, or says."""
    now, done = (
        Counter(code for record in records for code in set(record.technology))
        for records in (going(knowledge.partnerships), completed(knowledge.partnerships))
    )
    lessons = Counter(code for lesson in knowledge.of(Lesson) for code in set(lesson.technology))
    ai = Counter(record.ai_use or NOT_STATED for record in knowledge.partnerships)
    whole = len(knowledge.partnerships)
    return {
        "technologies": [
            {"technology": code, "going": str(now[code]), "completed": str(done[code]), "lessons": str(lessons[code])}
            for code in sorted({*codes_in_force(knowledge, "technology"), *now, *done, *lessons}, key=lambda code: (-now[code], code))
        ],
        "ai": [
            {"ai_use": code, "partnerships": str(ai[code]), "share": share(ai[code], whole, knowledge.configuration.thresholds.few)}
            for code in (*AI_USE.codes, NOT_STATED)
        ],
        "unreviewed": [
            {**knowledge.page("page", record), "ai_use": record.ai_use}
            for record in in_order(knowledge.partnerships)
            if record.ai_use in {"unreviewed", "undisclosed"}
        ],
    }
