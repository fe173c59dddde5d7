"""Tools: what of them may fail."""

from __future__ import annotations

from bot.core.records import Partnership, Tool
from bot.core.reports import tools
from tests.core.reports.records import columns, knowledge, record

GOOD = {
    "status": "active",
    "maintainers": "Ana Bo",
    "funding": "A grant",
    "source_url": "https://example.org/code",
    "licence": "MIT",
    "last_release": "2025",
}
RECORDS = [
    record(Tool, "Good", **GOOD),
    record(Tool, "Left", **{**GOOD, "status": "unmaintained", "funding": ""}),
    record(Tool, "Old", **{**GOOD, "last_release": "2024-11-23"}),
    record(Tool, "Young", **{**GOOD, "last_release": "2024-11"}),
    record(Tool, "Alone", **{**GOOD, "maintainers": "Ana", "steward": "WMDE"}),
    record(Tool, "Nobody", **{**GOOD, "maintainers": ""}),
    record(Tool, "Poor", **{**GOOD, "funding": ""}),
    record(Tool, "Shut", **{**GOOD, "source_url": ""}),
    record(Tool, "Bound", **{**GOOD, "licence": "CC-BY-NC-4.0"}),
    record(Tool, "Gone", status="retired", last_release="2001"),
    record(Partnership, "P", tools="Good Old Nowhere", status="ended"),
    record(Partnership, "Q", site="frwiki", tools=("m:good", ":m:Good", "Good"), status="active"),
]


def test_tools_by_what_they_need() -> None:
    rows = tools.rows(knowledge(RECORDS))
    assert columns(rows["unmaintained"], "page", "last_release", "used_by") == [("Left", "2025", "0"), ("Old", "2024-11-23", "1")]
    assert columns(rows["single"], "page", "maintainers") == [("Alone", "Ana"), ("Nobody", "")]
    assert columns(rows["unfunded"], "page") == [("Poor",)]
    assert columns(rows["not_free"], "page", "has_source", "licence", "free") == [
        ("Bound", "yes", "CC-BY-NC-4.0", "no"),
        ("Shut", "no", "MIT", "yes"),
    ]


def test_all_tools_with_how_many_partnerships_name_them() -> None:
    rows = tools.rows(knowledge(RECORDS))["all"]
    assert len(rows) == 10
    assert columns(rows[:3], "page", "maintainers_count", "steward", "licence", "used_by") == [
        ("Alone", "1", "WMDE", "MIT", "0"),
        ("Bound", "2", "", "CC-BY-NC-4.0", "0"),
        ("Gone", "0", "", "", "0"),
    ]
    # A partnership counts once, however often it names the tool.
    assert columns(rows[3:4], "page", "used_by") == [("Good", "2")]
