"""Report *Documentation gaps*: what is missing on the pages of partnerships, the cheapest first, and who has taken it on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.core.configuration import Check
from bot.core.documentation import Claim, Documentation, claims, documentation
from bot.core.history import scores_by_week, week_of
from bot.core.knowledge import Knowledge
from bot.core.page_links import Place, fold_title
from bot.core.records import Partnership, RecordKey, Task
from bot.core.reports.table import Column, Report, Row, Rows, Table, share

#: Weeks that the table of history looks back.
WEEKS = 26

REPORT = Report(
    "documentation",
    "Documentation gaps",
    (
        Table(
            "checks",
            (
                Column("check", "label", family="check", weight=4),
                Column("points", "number", weight=1),
                Column("minutes", "number", weight=1),
                Column("passed", "share", weight=3),
            ),
            drawn=("passed",),
        ),
        Table(
            "hubs",
            (
                Column("hub", "page", weight=4),
                Column("partnerships", "number", weight=1),
                Column("missing", "number", weight=1),
                Column("minutes", "number", weight=1),
            ),
            drawn=("missing",),
        ),
        Table(
            "gaps",
            (
                Column("page", "page", weight=5),
                Column("check", "label", family="check", weight=4),
                Column("minutes", "number", weight=2),
                Column("points", "number", weight=2),
                Column("hub", "page", weight=4),
                Column("claimed", "user", weight=3),
                Column("until", "date", weight=3),
                Column("edit", "edit", of="page", weight=2),
            ),
        ),
        Table(
            "history",
            (
                Column("week", "text", weight=2),
                Column("partnerships", "number", weight=1),
                Column("average", "number", weight=1),
            ),
            drawn=("average",),
        ),
    ),
)


def rows(knowledge: Knowledge) -> Rows:
    """The checks, the hubs, each failed check of a partnership (see ``documentation``), and the average score by week."""
    checked = {record.key: documentation(record, knowledge.configuration, knowledge.today) for record in knowledge.partnerships}
    taken = claims(tasks_of_checks(knowledge), knowledge.configuration.thresholds.claim_days, knowledge.today)
    gaps = [
        _gap(knowledge, record, check, taken.get(((record.source.site, fold_title(record.source.title)), check.code)))
        for record in knowledge.partnerships
        for check in checked[record.key].failed
    ]
    return {
        "checks": _checks(knowledge, checked),
        "hubs": _hubs(knowledge, checked),
        "gaps": sorted(gaps, key=lambda row: (int(row["minutes"]), -int(row["points"]), row["check"], row["page_name"], row["page"])),
        "history": _history(knowledge),
    }


def scores(knowledge: Knowledge) -> Mapping[RecordKey, int]:
    """The documentation score of each partnership."""
    return {record.key: documentation(record, knowledge.configuration, knowledge.today).score for record in knowledge.partnerships}


def tasks_of_checks(knowledge: Knowledge) -> Mapping[tuple[Place, str], Sequence[Task]]:
    """Tasks by the place of the page they are about and the check's code."""
    found: dict[tuple[Place, str], list[Task]] = defaultdict(list)
    for task in knowledge.of(Task):
        for place in dict.fromkeys(knowledge.places(task.page, task)):
            found[place, task.check].append(task)
    return found


def _gap(knowledge: Knowledge, record: Partnership, check: Check, claim: Claim | None) -> Row:
    hub = knowledge.hub_of(record)
    return {
        **knowledge.page("page", record),
        "check": check.code,
        "minutes": str(check.minutes),
        "points": str(check.points),
        **(knowledge.page("hub", hub) if hub else {}),
        **({"claimed": claim.user, "until": claim.until.isoformat()} if claim else {}),
    }


def _checks(knowledge: Knowledge, checked: Mapping[RecordKey, Documentation]) -> list[Row]:
    passed = Counter(check.code for each in checked.values() for check in each.passed)
    failed = Counter(check.code for each in checked.values() for check in each.failed)
    few = knowledge.configuration.thresholds.few
    return [
        {
            "check": check.code,
            "points": str(check.points),
            "minutes": str(check.minutes),
            "passed": share(passed[check.code], passed[check.code] + failed[check.code], few),
        }
        for check in knowledge.configuration.checks
    ]


def _hubs(knowledge: Knowledge, checked: Mapping[RecordKey, Documentation]) -> list[Row]:
    """How much is missing at each hub; the partnerships that none stewards come last."""
    by_hub: dict[RecordKey | None, list[Documentation]] = defaultdict(list)
    hubs = {hub.key: hub for hub in knowledge.hubs.values()}
    for record in knowledge.partnerships:
        hub = knowledge.hub_of(record)
        by_hub[hub.key if hub else None].append(checked[record.key])
    found = []
    for key, here in by_hub.items():
        missing = [check for each in here for check in each.failed]
        row = {"partnerships": str(len(here)), "missing": str(len(missing)), "minutes": str(sum(check.minutes for check in missing))}
        found.append({**(knowledge.page("hub", hubs[key]) if key else {}), **row})
    return sorted(found, key=lambda row: ("hub" not in row, row.get("hub_name", ""), row.get("hub", "")))


def _history(knowledge: Knowledge) -> list[Row]:
    weeks = sorted({week_of(day) for day in _days(knowledge.today)})
    found = scores_by_week(knowledge.history, weeks)
    return [
        {"week": week, "partnerships": str(len(found[week])), "average": f"{sum(found[week]) / len(found[week]):.1f}"}
        for week in reversed(weeks)
        if len(found[week]) >= knowledge.configuration.thresholds.few
    ]


def _days(today: date) -> list[date]:
    return [today - timedelta(weeks=number) for number in range(WEEKS)]
