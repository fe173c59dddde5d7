"""Technology and AI use."""

from __future__ import annotations

from bot.core.configuration import Configuration, Thresholds
from bot.core.records import Lesson, Partnership
from bot.core.reports import technology
from tests.core.reports.records import codes, columns, knowledge, record

CONFIGURATION = Configuration(codes={"technology": codes("iiif", "ocr", "wikibase", "fax 1 - 2020")}, thresholds=Thresholds(few=4))
RECORDS = [
    record(Partnership, "B", status="active", technology="ocr iiif", ai_use="unreviewed"),
    record(Partnership, "A", status="idea", technology="ocr", ai_use="undisclosed"),
    record(Partnership, "C", status="completed", technology="iiif", ai_use="none"),
    record(Partnership, "D", status="ended", technology="ocr"),
    record(Lesson, "L", technology="iiif fax"),
]


def test_technologies_the_most_used_first() -> None:
    rows = technology.rows(knowledge(RECORDS, CONFIGURATION))["technologies"]
    assert columns(rows, "technology", "going", "completed", "lessons") == [
        ("ocr", "2", "0", "0"),
        ("iiif", "1", "1", "1"),
        ("fax", "0", "0", "1"),  # out of force, but a lesson has it
        ("wikibase", "0", "0", "0"),
    ]


def test_ai_use_of_all_partnerships() -> None:
    rows = technology.rows(knowledge(RECORDS, CONFIGURATION))
    assert columns(rows["ai"], "ai_use", "partnerships", "share") == [
        ("none", "1", "1/4"),
        ("reviewed", "0", "0/4"),
        ("unreviewed", "1", "1/4"),
        ("undisclosed", "1", "1/4"),
        ("not-stated", "1", "1/4"),
    ]
    assert columns(rows["unreviewed"], "page", "ai_use") == [("A", "undisclosed"), ("B", "unreviewed")]
