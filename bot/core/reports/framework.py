"""Report *Framework conformance*: which partnerships state which part of the framework that they endorse, by its version."""

from __future__ import annotations

from collections import Counter

from bot.core.knowledge import Knowledge
from bot.core.records import Partnership
from bot.core.reports.table import Column, Report, Row, Rows, Table, counts, share

REPORT = Report(
    "framework",
    "Framework conformance",
    (
        Table(
            "versions",
            (
                Column("version", "text", weight=1),
                Column("partnerships", "number", weight=1),
                Column("endorsed", "share", weight=2),
                Column("complete", "share", weight=2),
                Column("parts", "counts", family="part", weight=5),
            ),
            drawn=("partnerships",),
        ),
        Table(
            "partnerships",
            (
                Column("page", "page", weight=4),
                Column("version", "text", weight=1),
                Column("has", "labels", family="part", weight=4),
                Column("lacks", "labels", family="part", weight=4),
                Column("edit", "edit", of="page", weight=1),
            ),
        ),
    ),
)


def rows(knowledge: Knowledge) -> Rows:
    """How many endorse each version and state each of its parts; then each partnership that endorses one, the most complete first."""
    versions: list[Row] = []
    partnerships: list[Row] = []
    few = knowledge.configuration.thresholds.few
    for version, framework in sorted(knowledge.configuration.frameworks.items()):
        endorsing = [record for record in knowledge.partnerships if record.framework.casefold() == version.casefold()]
        stated: Counter[str] = Counter(dict.fromkeys(framework.asks, 0))
        complete = 0
        for record in endorsing:
            has = [part for part in framework.asks if states(record, part)]
            lacks = [part for part in framework.asks if part not in has]
            stated.update(has)
            complete += not lacks
            partnerships.append({**knowledge.page("page", record), "version": version, "has": ";".join(has), "lacks": ";".join(lacks)})
        versions.append(
            {
                "version": version,
                "partnerships": str(len(endorsing)),
                "endorsed": share(len(endorsing), len(knowledge.partnerships), few),
                "complete": share(complete, len(endorsing), few),
                "parts": counts(stated),
            }
        )
    return {"versions": versions, "partnerships": sorted(partnerships, key=_by_completeness)}


def states(record: Partnership, part: str) -> bool:
    """Whether a partnership has a part of the framework: a section with words in it, or a parameter that is filled."""
    return record.sections.get(part, 0) > 0 or bool(record.values(part))


def _by_completeness(row: Row) -> tuple[int, str, str]:
    return len(row["lacks"].split(";")) if row["lacks"] else 0, row["page_name"], row["page"]
