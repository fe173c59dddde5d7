"""Inquiries: who waits, since when, and for whom."""

from __future__ import annotations

import pytest

from bot.core.records import Hub, Inquiry
from bot.core.reports import inquiries
from tests.core.reports.records import columns, knowledge, record

HUBS = [record(Hub, "Sahel hub", backup="Maps hub"), record(Hub, "Maps hub", backup="Nowhere")]


@pytest.mark.parametrize(
    ("fields", "due", "state", "hub"),
    [
        # Today is 24 November.
        ({"filed": "2026-11-10", "hub": "Sahel hub"}, "2026-11-24", "new", "Sahel hub"),
        ({"filed": "2026-11-09", "hub": "Sahel hub"}, "2026-11-23", "overdue", "Sahel hub"),
        ({"filed": "2026-10-27", "hub": "Sahel hub"}, "2026-11-10", "overdue", "Sahel hub"),
        ({"filed": "2026-10-26", "hub": "Sahel hub"}, "2026-11-09", "escalated", "Maps hub"),
        ({"filed": "2026-10-26", "hub": "Maps hub"}, "2026-11-09", "escalated", "Maps hub"),  # its backup is unknown
        ({"filed": "2026-10-26", "hub": "Nowhere"}, "2026-11-09", "escalated", ""),
        ({"filed": "2026-10-26"}, "2026-11-09", "escalated", ""),
        ({"filed": "2026-10"}, "2026-11-14", "overdue", ""),
        ({"filed": "2026"}, "2027-01-14", "new", ""),
        ({}, "", "new", ""),
        ({"filed": "9999"}, "", "new", ""),
        ({"filed": "2026-11-10", "status": "routed"}, "2026-11-24", "new", ""),
    ],
)
def test_what_time_makes_of_an_open_inquiry(fields: dict[str, object], due: str, state: str, hub: str) -> None:
    rows = inquiries.rows(knowledge([record(Inquiry, "I", publicly_agreed="yes", **fields), *HUBS]))["open"]
    assert columns(rows, "due", "state", "hub") == [(due, state, hub)]


def test_open_inquiries_the_oldest_first() -> None:
    told = {"publicly_agreed": "yes", "inquiry_kind": "data", "country": "SN ML"}
    records = [
        record(Inquiry, "C", organisation="Undated", **told),
        record(Inquiry, "B", organisation="Later", filed="2026-11-10", **told),
        record(Inquiry, "A", organisation="Later too", filed="2026-11-10", **told),
        record(Inquiry, "D", organisation="First", filed="2026-11-01", **told),
    ]
    rows = inquiries.rows(knowledge(records))["open"]
    assert columns(rows, "page", "organisation", "kind", "country", "filed") == [
        ("D", "First", "data", "SN;ML", "2026-11-01"),
        ("A", "Later too", "data", "SN;ML", "2026-11-10"),
        ("B", "Later", "data", "SN;ML", "2026-11-10"),
        ("C", "Undated", "data", "SN;ML", ""),
    ]


def test_who_did_not_agree_is_only_counted() -> None:
    records = [
        record(Inquiry, "A", organisation="Secret", filed="2020"),
        record(Inquiry, "B", organisation="Secret", filed="2020", publicly_agreed="no", status="answered", answered="2021"),
        record(Inquiry, "C", publicly_agreed="yes", filed="2026-10-26"),
        record(Inquiry, "D", publicly_agreed="yes", filed="2026-11-09"),
        record(Inquiry, "E", publicly_agreed="yes", filed="2026-11-20"),
        record(Inquiry, "F", publicly_agreed="yes", filed="2026-01-01", answered="2026-01-04", status="answered"),
        record(Inquiry, "G", publicly_agreed="yes", filed="2026-01-31", answered="2026-02-10", status="closed"),
        record(Inquiry, "H", publicly_agreed="yes", filed="2026-01", answered="2026-09", status="answered"),
        record(Inquiry, "I", publicly_agreed="yes", filed="2026-01-01", status="closed"),
        # Who answers and forgets the status has answered.
        record(Inquiry, "J", publicly_agreed="yes", filed="2026-01", answered="2026-09", status="routed"),
    ]
    rows = inquiries.rows(knowledge(records))
    # Three days and ten: the median is between them. What is known to the month only does not count.
    assert rows["summary"] == [
        {"open": "3", "overdue": "1", "escalated": "1", "answered": "4", "median_days": "6.5", "withheld": "2"},
    ]
    assert "Secret" not in str(rows)


def test_without_inquiries_there_is_nothing_to_sum_up() -> None:
    assert inquiries.rows(knowledge([])) == {"summary": [], "open": []}
