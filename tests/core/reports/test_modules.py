"""Learning modules: what can be learned in which language, and what fits whom."""

from __future__ import annotations

from bot.core.configuration import Configuration
from bot.core.records import LearningModule, Partnership
from bot.core.reports import modules
from tests.core.reports.records import codes, columns, knowledge, record

CONFIGURATION = Configuration(codes={"skill": codes("agree", "upload", "old 1 - 2020")})


def test_modules_by_skill_and_language() -> None:
    records = [
        record(LearningModule, "A", skills="agree upload", languages="fr sw"),
        record(LearningModule, "B", skills="upload", languages="fr fr"),
    ]
    rows = modules.rows(knowledge(records, CONFIGURATION))["matrix"]
    assert columns(rows, "skill", "modules", "languages") == [
        ("agree", "1", "en:0;fr:1;es:0;ar:0;sw:1"),
        ("upload", "2", "en:0;fr:2;es:0;ar:0;sw:1"),
    ]


def test_modules_that_nobody_updated_for_two_years_or_ever() -> None:
    dates = {"Now": "2026", "Just": "2024-11-24", "Late": "2024-11-23", "Never": "", "Month": "2024-11"}
    records = [record(LearningModule, name, updated=updated, steward="WMSN") for name, updated in dates.items()]
    rows = modules.rows(knowledge(records))["stale"]
    assert columns(rows, "page", "updated", "steward") == [("Late", "2024-11-23", "WMSN"), ("Never", "", "WMSN")]


def test_modules_fit_by_status_and_language_those_of_the_programme_first() -> None:
    records = [
        record(LearningModule, "Any", languages="fr"),
        record(LearningModule, "Best", languages="fr", stage="active", programs="glam"),
        record(LearningModule, "Completed", languages="fr", stage="completed"),
        record(LearningModule, "Dutch", languages="nl"),
        record(LearningModule, "Every", languages="en fr", stage="active idea"),
        record(LearningModule, "Further", languages="fr"),
        record(LearningModule, "Mute"),
        record(Partnership, "P", status="active", languages="fr en", programs="glam"),
        record(Partnership, "Q", status="completed", languages="fr"),
    ]
    rows = modules.rows(knowledge(records))["fitting"]
    assert columns(rows, "page", "module", "reasons") == [
        ("P", "Best", "program:glam;status:active;language:fr"),
        ("P", "Any", "language:fr"),
        ("P", "Every", "status:active;language:fr;language:en"),
    ]


def test_without_languages_those_of_the_wiki_count() -> None:
    records = [
        record(LearningModule, "English", languages="en"),
        record(LearningModule, "French", languages="fr"),
        record(Partnership, "P", status="idea", site="frwiki"),
        record(Partnership, "Q", status="paused"),
    ]
    rows = modules.rows(knowledge(records))["fitting"]
    assert columns(rows, "page", "module") == [("P", "French"), ("Q", "English")]


def test_enough_are_left_when_those_of_the_programmes_are_among_the_first() -> None:
    records = [record(LearningModule, f"M {number}", languages="fr", programs="glam" if number in {0, 9} else "") for number in range(10)]
    rows = modules.rows(knowledge([*records, record(Partnership, "P", status="idea", languages="fr", programs="glam")]))["fitting"]
    assert columns(rows, "module") == [("M 0",), ("M 9",), ("M 1",)]
