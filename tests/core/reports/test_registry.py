"""Every report: its words in every language, and rows that fit its columns."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import pytest

from bot.core.configuration import Configuration
from bot.core.records import RECORDS as KINDS
from bot.core.records import (
    Contribution,
    Hub,
    Inquiry,
    LearningModule,
    Lesson,
    Nomination,
    Partnership,
    Record,
    Tool,
    parameter_name,
    parameters,
)
from bot.core.reports.registry import REPORTS, ROWS
from bot.core.similarity import ALIKE, Features, Similar
from bot.i18n import DIRECTORY
from tests.core.reports.records import codes, knowledge, record

#: Of every kind one or two, so that most tables have rows.
RECORDS = [
    record(Partnership, "A", status="active", country="SN", languages="fr", themes="maps", gaps="women", priority="first", technology="ocr",
           ai_use="unreviewed", collection_origin="ML", recognition_consent="yes", tech_needs=("Papyrus fonts",), partner=("Louvre",),
           lead="WM", partner_qid="Q1", tools="T"),
    record(Contribution, "A", at=20, type="data", what="Maps", date="2026", last_sync="2020", help_wanted="Matching", records="9"),
    record(Partnership, "B", site="frwiki", status="idea", country="SN", themes="maps", partner_qid="Q1", tech_offers=("Zooming",)),
    record(Hub, "H", themes="law", countries="SN", until="2020"),
    record(Inquiry, "I", publicly_agreed="yes", filed="2026-01-01", hub="H", organisation="Museum", inquiry_kind="data"),
    record(LearningModule, "M", languages="fr", skills="agree"),
    record(Lesson, "L", themes="maps", countries="SN", ask_me="Ana"),
    record(Nomination, "N", status="open", nomination_kind="barnstar"),
    record(Tool, "T", purpose="Papyrus viewer", status="unmaintained"),
    record(Tool, "U", purpose="Something else", status="active"),
]  # fmt: skip
CONFIGURATION = Configuration(
    codes={
        "theme": codes("maps", "law"),
        "gap": codes("women"),
        "priority": codes("first", "second"),
        "skill": codes("agree"),
        "technology": codes("ocr"),
    }
)
#: A parameter in the quotation marks of some language.
_PARAMETER = re.compile("[“«] ?([a-z_]+) ?[”»]")
#: What "page" columns have besides their own value.
_ENDS = ("", "_url", "_name")


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "qqq"])
@pytest.mark.parametrize("name", REPORTS)
def test_every_report_has_its_words(name: str, language: str) -> None:
    messages = json.loads((DIRECTORY / f"{language}.json").read_text(encoding="utf-8"))
    keys = {f"wiki-report-{name}{end}" for end in ("", "-about", "-count", "-none")}
    keys |= {f"wiki-table-{name}-{table.name}{end}" for table in REPORTS[name].tables for end in ("", "-none")}
    columns = [column for table in REPORTS[name].tables for column in table.columns if column.type != "edit"]
    keys |= {f"wiki-column-{column.name}" for column in columns}
    for table, rows in ROWS[name](knowledge(RECORDS, CONFIGURATION)).items():
        for column in next(each for each in REPORTS[name].tables if each.name == table).columns:
            values = {row[column.name] for row in rows if row.get(column.name)}
            if column.type == "message":
                keys |= {f"wiki-{column.family}-{value}" for value in values}
            if column.type == "reasons":
                keys |= {f"wiki-reason-{reason.partition(':')[0]}" for value in values for reason in value.split(";")}
    assert not {key for key in keys if not messages.get(key, "").strip()}


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize("name", REPORTS)
def test_every_report_says_how_things_are_put_right(name: str, language: str) -> None:
    messages, english = (json.loads((DIRECTORY / f"{code}.json").read_text(encoding="utf-8")) for code in (language, "en"))
    named = set(_PARAMETER.findall(messages[f"wiki-report-{name}-about"]))
    assert named == set(_PARAMETER.findall(english[f"wiki-report-{name}-about"]))
    assert named <= {parameter_name(kind, field) for kind in KINDS.values() for field in parameters(kind)}
    # Either a parameter to fill in is named, or rows link what opens it.
    assert named or {"edit", "create"} & {column.type for table in REPORTS[name].tables for column in table.columns}


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_whatever_records_share_has_words(language: str) -> None:
    messages = json.loads((DIRECTORY / f"{language}.json").read_text(encoding="utf-8"))
    everything = {
        "partner_qid": "Q1", "themes": "x", "programs": "x", "partner_type": "museum", "gaps": "x", "technology": "x", "country": "SN",
        "projects": "frwiki", "languages": "fr", "hub": "H", "summary": "papyrus",
    }  # fmt: skip
    both = [record(Partnership, name, **everything) for name in "AB"]
    (found,) = Similar(both, Features(both)).like(both[0])
    assert found.weight > ALIKE
    assert len({family for family, _ in found.reasons}) == 12
    assert not {family for family, _ in found.reasons if f"wiki-reason-{family}" not in messages}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("records", [RECORDS, []], ids=["some", "none"])
def test_rows_fit_their_columns(name: str, records: Sequence[Record]) -> None:
    rows = ROWS[name](knowledge(records, CONFIGURATION))
    assert set(rows) == {table.name for table in REPORTS[name].tables}
    for table in REPORTS[name].tables:
        known = {f"{column.name}{end}" for column in table.columns for end in (_ENDS if column.type == "page" else ("",))}
        assert {key for row in rows[table.name] for key in row} <= known
        assert all(isinstance(value, str) for row in rows[table.name] for value in row.values())
