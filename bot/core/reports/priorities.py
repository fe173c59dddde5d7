"""Report *Priorities*: how far partnerships work on what the movement wants first."""

from __future__ import annotations

from collections import Counter

from bot.core.knowledge import Knowledge
from bot.core.reports.rules import codes_in_force, completed, going
from bot.core.reports.table import Column, Report, Rows, Table, share

REPORT = Report(
    "priorities",
    "Priorities",
    (
        Table("summary", (Column("going", "number", weight=1), Column("outside", "number", weight=1))),
        Table(
            "priorities",
            (
                Column("priority", "label", family="priority", weight=4),
                Column("weight", "number", weight=1),
                Column("going", "number", weight=1),
                Column("going_share", "share", weight=2),
                Column("completed", "number", weight=1),
            ),
            drawn=("going", "completed"),
        ),
        Table(
            "none",
            (
                Column("priority", "label", family="priority", weight=4),
                Column("weight", "number", weight=1),
                Column("completed", "number", weight=1),
            ),
        ),
    ),
)


def rows(knowledge: Knowledge) -> Rows:
    """Each priority in force today, the weightiest first; those that no going partnership works on; how many work on none."""
    few = knowledge.configuration.thresholds.few
    codes = codes_in_force(knowledge, "priority")
    now = going(knowledge.partnerships)
    by_priority = Counter(code for record in now for code in set(record.priority))
    done = Counter(code for record in completed(knowledge.partnerships) for code in set(record.priority))
    priorities = [
        {
            "priority": code,
            "weight": f"{codes[code].weight:g}",
            "going": str(by_priority[code]),
            "going_share": share(by_priority[code], len(now), few),
            "completed": str(done[code]),
        }
        for code in sorted(codes, key=lambda code: (-codes[code].weight, code))
    ]
    outside = sum(1 for record in now if codes.keys().isdisjoint(record.priority))
    return {
        "summary": [{"going": str(len(now)), "outside": str(outside)}],
        "priorities": priorities,
        "none": [
            {"priority": row["priority"], "weight": row["weight"], "completed": row["completed"]}
            for row in priorities
            if row["going"] == "0"
        ],
    }
