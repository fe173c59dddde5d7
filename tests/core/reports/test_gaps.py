"""Knowledge gaps: what is worked on where, and who could fill what is empty."""

from __future__ import annotations

from bot.core.configuration import Configuration
from bot.core.records import Hub, Partnership
from bot.core.reports import gaps
from bot.core.values.regions import REGIONS
from tests.core.reports.records import codes, columns, knowledge, record

CONFIGURATION = Configuration(codes={"gap": codes("women 1", "health 5", "over 9 2020 2025")})
RECORDS = [
    record(Partnership, "A", status="active", country="SN FR", gaps="women"),
    record(Partnership, "B", status="completed", country="ML", gaps="women health"),
    record(Partnership, "C", status="ended", country="IN", gaps="women"),
    record(Partnership, "D", status="idea", gaps="women"),
    record(Hub, "Z hub", regions="south-asia"),
    record(Hub, "Sahel", countries="SN"),
    *(record(Hub, f"Hub {letter}", regions="south-asia", countries="IN") for letter in "DCBA"),
]


def test_every_gap_in_force_has_every_region() -> None:
    rows = gaps.rows(knowledge(RECORDS, CONFIGURATION))["matrix"]
    assert columns(rows, "gap", "partnerships") == [("health", "1"), ("women", "3")]
    found = dict(cell.split(":") for cell in rows[1]["regions"].split(";"))
    assert tuple(found) == REGIONS
    assert (found["sub-saharan-africa"], found["northern-western-europe"], found["south-asia"]) == ("2", "1", "0")


def test_empty_cells_are_opportunities_the_weightiest_gap_first() -> None:
    rows = gaps.rows(knowledge(RECORDS, CONFIGURATION))["opportunities"]
    assert [row["gap"] for row in rows] == ["health"] * 7 + ["women"] * 6
    assert ("women", "south-asia", "Hub A, Hub B, Hub C") in columns(rows, "gap", "region", "hubs")
    assert ("women", "north-america", "") in columns(rows, "gap", "region", "hubs")
    assert not [row for row in rows if row["region"] == "sub-saharan-africa"]
