"""Checks, scores, what comes next, and claims: worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.core.configuration import Check, Configuration
from bot.core.documentation import Claim, claims, documentation, passes
from bot.core.knowledge import Knowledge
from bot.core.records import Hub, Partnership, Record, Task
from bot.core.records.base import Source
from bot.core.reports import documentation as report

TODAY = date(2026, 11, 24)
CONTACT = Check(code="contact", parameters=("lead_contact",), points=10, minutes=1)
SUMMARY = Check(code="summary", parameters=("summary",), points=5, minutes=5)
OBJECTIVES = Check(code="objectives", section="objectives", words=40, points=15, minutes=20)
RESULTS = Check(code="results", section="results", parameters=("report",), statuses=("completed",), points=20, minutes=30)
REVIEWED = Check(code="reviewed", parameters=("last_reviewed",), within_days=365, points=5, minutes=5)
CONFIGURATION = Configuration(checks=(CONTACT, SUMMARY, OBJECTIVES, RESULTS, REVIEWED))


def source(title: str, page_id: int = 1, site: str = "metawiki") -> Source:
    """A place on a wiki."""
    when = datetime(2026, 11, 2, tzinfo=UTC)
    return Source(site=site, page_id=page_id, title=title, namespace=0, revision=7, timestamp=when, start=0, end=9)


def partnership(title: str = "A", page_id: int = 1, **fields: object) -> Partnership:
    """A partnership that says only this."""
    return Partnership.model_validate({"source": source(title, page_id), "display_name": title, **fields})


@pytest.mark.parametrize(
    ("fields", "check", "passed"),
    [
        ({}, CONTACT, False),
        ({"lead_contact": ("Ana",)}, CONTACT, True),
        ({"summary": "They scan maps."}, SUMMARY, True),
        ({"sections": {"objectives": 39}}, OBJECTIVES, False),
        ({"sections": {"objectives": 40}}, OBJECTIVES, True),
        ({"sections": {"results": 1}}, RESULTS, True),
        ({"sections": {"results": 0}}, RESULTS, False),
        ({"report": "Report"}, RESULTS, True),
        ({"last_reviewed": "2025-11-24"}, REVIEWED, True),
        ({"last_reviewed": "2025-11-23"}, REVIEWED, False),
        # A month or a year is over only at its end.
        ({"last_reviewed": "2025-11"}, REVIEWED, True),
        ({"last_reviewed": "2025"}, REVIEWED, True),
        ({"last_reviewed": "2024"}, REVIEWED, False),
        # What is to come was not reviewed yet; this month may have been.
        ({"last_reviewed": "2026-11"}, REVIEWED, True),
        ({"last_reviewed": "2026-11-25"}, REVIEWED, False),
        ({"last_reviewed": "2099"}, REVIEWED, False),
    ],
)
def test_when_a_check_passes(fields: dict[str, object], check: Check, passed: bool) -> None:
    record = Partnership.model_validate({"source": source("A"), **fields})
    assert passes(record, check, TODAY) is passed


def test_the_score_counts_points_that_apply_and_the_cheapest_comes_first() -> None:
    found = documentation(partnership(status="active", summary="x"), CONFIGURATION, TODAY)
    # 5 of 10 + 5 + 15 + 5: results are asked only of what is completed.
    assert found.score == 14
    assert [check.code for check in found.failed] == ["contact", "reviewed", "objectives"]
    completed = documentation(partnership(status="completed", summary="x"), CONFIGURATION, TODAY)
    assert (completed.score, len(completed.failed)) == (9, 4)
    assert documentation(partnership(), Configuration(), TODAY).score == 100


def task(**fields: str) -> Task:
    """A task on its own page."""
    return Task.model_validate({"source": source("Tasks/9", 9), "page": "A", "check": "contact", "key_name": "9", **fields})


@pytest.mark.parametrize(
    ("fields", "claimed"),
    [
        ({"claimed_by": "Ana", "since": "2026-10-25"}, True),
        ({"claimed_by": "Ana", "since": "2026-10-24"}, False),
        ({"claimed_by": "Ana"}, False),
        ({"claimed_by": "Ana", "since": "2026-11-25"}, False),
        ({"claimed_by": "Ana", "since": "2099"}, False),
        ({"since": "2026-11-01"}, False),
        ({"claimed_by": "Ana", "since": "2026-11-01", "done": "2026-11-02"}, False),
    ],
)
def test_claims_expire(fields: dict[str, str], claimed: bool) -> None:
    where = (("metawiki", "A"), "contact")
    found = claims({where: [task(**fields)]}, 30, TODAY)
    assert found == ({where: Claim("Ana", date(2026, 11, 24))} if claimed else {})


def test_the_report() -> None:
    hub = Hub.model_validate({"source": source("Hubs/Sahel", 5), "display_name": "Sahel"})
    records: list[Record] = [
        partnership("A", 1, status="active", hub="Hubs/Sahel", summary="x", sections={"objectives": 50}, last_reviewed="2026"),
        partnership("B", 2, status="active", lead_contact=("Bo",), summary="x", sections={"objectives": 50}),
        hub,
        task(claimed_by="Ana", since="2026-11-01"),
    ]
    rows = report.rows(Knowledge(records, TODAY, configuration=CONFIGURATION))
    assert [(row["page"], row["check"], row.get("hub"), row.get("claimed"), row.get("until")) for row in rows["gaps"]] == [
        ("A", "contact", "Hubs/Sahel", "Ana", "2026-12-01"),
        ("B", "reviewed", None, None, None),
    ]
    assert [(row["check"], row["passed"]) for row in rows["checks"]] == [
        ("contact", "-/2"), ("summary", "-/2"), ("objectives", "-/2"), ("results", "-/0"), ("reviewed", "-/2"),
    ]  # fmt: skip
    assert [(row.get("hub_name"), row["partnerships"], row["missing"], row["minutes"]) for row in rows["hubs"]] == [
        ("Sahel", "1", "1", "1"), (None, "1", "1", "5"),
    ]  # fmt: skip
    assert rows["history"] == []
