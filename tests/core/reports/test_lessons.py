"""Lessons: what fits whom, and who may be asked."""

from __future__ import annotations

from bot.core.records import Lesson, Partnership
from bot.core.reports import lessons
from tests.core.reports.records import columns, knowledge, record

RECORDS = [
    record(Lesson, "Scan maps", themes="maps", partner_type="museum", technology="ocr", languages="fr en", endorsed_by=("Bo", "Cy", "Bo"),
           ask_me=("Zoë", "Ana"), updated="2026-03"),
    record(Lesson, "Clear rights", themes="law"),
    record(Partnership, "A", status="active", themes="maps", partner_type="museum", country="SN"),
    record(Partnership, "B", status="completed", themes="maps", country="SN"),
    record(Partnership, "C", status="idea"),
]  # fmt: skip


def test_all_lessons_by_name() -> None:
    rows = lessons.rows(knowledge(RECORDS))["lessons"]
    assert columns(rows, "page", "themes", "technology", "languages", "ask_me", "endorsements", "updated") == [
        ("Clear rights", "law", "", "", "", "0", ""),
        ("Scan maps", "maps", "ocr", "fr;en", "Zoë;Ana", "2", "2026-03"),
    ]


def test_each_going_partnership_has_what_is_like_it_with_reasons() -> None:
    rows = lessons.rows(knowledge(RECORDS))
    assert columns(rows["fitting"], "page", "lesson", "reasons") == [("A", "Scan maps", "theme:maps;partner-type:museum")]
    # Those that are completed have nothing proposed, but are proposed.
    assert columns(rows["similar"], "page", "similar", "reasons") == [("A", "B", "theme:maps;country:SN;region:sub-saharan-africa")]


def test_a_semicolon_of_a_title_separates_no_reasons() -> None:
    shared = {"status": "active", "hub": "One; two", "themes": "maps"}
    rows = lessons.rows(knowledge([record(Partnership, "A", **shared), record(Partnership, "B", **shared)]))["similar"]
    assert columns(rows, "reasons") == [("theme:maps;hub:One, two",)] * 2


def test_who_may_be_asked_by_lesson() -> None:
    rows = lessons.rows(knowledge(RECORDS))["ask"]
    assert columns(rows, "lesson", "user", "themes") == [("Scan maps", "Ana", "maps"), ("Scan maps", "Zoë", "maps")]
