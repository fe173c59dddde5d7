"""Framework conformance, and how tables become pages."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest

from bot.core import render
from bot.core.configuration import Configuration, Framework
from bot.core.knowledge import Knowledge
from bot.core.render import table_pages
from bot.core.reports import framework
from bot.core.reports.registry import REPORTS
from bot.core.reports.table import Column, Report, Table, share
from bot.core.scanner import scan
from tests.core.test_documentation import partnership

CONFIGURATION = Configuration(frameworks={"1": Framework(asks=("objectives", "values", "agreement")), "2": Framework(asks=("roles",))})


def test_who_states_what() -> None:
    records = [
        partnership("Half", 1, framework="1", sections={"objectives": 3}, agreement="Deal"),
        partnership("All", 2, framework="1", sections={"objectives": 3, "values": 9}, agreement="Deal"),
        partnership("Empty section", 3, framework="1", sections={"objectives": 0}),
        partnership("None", 4, sections={"roles": 5}),
    ]
    rows = framework.rows(Knowledge(records, date(2026, 11, 24), configuration=CONFIGURATION))
    assert rows["versions"] == [
        {"version": "1", "partnerships": "3", "endorsed": "-/4", "complete": "-/3", "parts": "objectives:2;values:1;agreement:2"},
        {"version": "2", "partnerships": "0", "endorsed": "-/4", "complete": "-/0", "parts": "roles:0"},
    ]
    assert [(row["page"], row["has"], row["lacks"]) for row in rows["partnerships"]] == [
        ("All", "objectives;values;agreement", ""),
        ("Half", "objectives;agreement", "values"),
        ("Empty section", "", "objectives;values;agreement"),
    ]


def test_shares_of_few_are_withheld() -> None:
    assert (share(3, 9, 10), share(3, 10, 10), share(0, 0, 0)) == ("-/9", "3/10", "0/0")


REPORT = Report("test", "Test", (Table("one", (Column("page", "page"),)), Table("two", (Column("n", "number"),)), Table("empty", ())))


def calls(text: str) -> list[tuple[str, dict[str, str]]]:
    """Name and arguments of each call of a page."""
    return [(call.name, {argument.name: argument.value for argument in call.arguments}) for call in scan(text).calls]


def test_tables_become_pages_and_begin_anew_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "ROWS_PER_PAGE", 3)
    rows = {"one": [{"page": "A"}, {"page": "B|]]"}], "two": [{"n": str(number)} for number in range(4)]}
    pages = table_pages(REPORT, "Reports/Test", rows, {"date": "2026-11-24"})
    assert list(pages) == ["Reports/Test", "Reports/Test/2", "Reports/Test/3"]
    first, second, last = (calls(text) for text in pages.values())
    assert [name.removeprefix("Partnership report").strip() for name, _ in first] == [
        "", "table", "row", "row", "table end", "table", "row", "table end", "end",
    ]  # fmt: skip
    assert first[0][1] == {"report": "test", "date": "2026-11-24", "page": "Reports/Test", "count": "6", "part": "1", "parts": "3"}
    assert first[3][1]["page"] == "B&#124;&#93;&#93;"
    assert first[5][1] == {"report": "test", "table": "two", "count": "4", "from": "1"}
    assert [arguments.get("n") for name, arguments in second if name.endswith("row")] == ["1", "2", "3"]
    assert second[1][1]["from"] == "2"
    # A table without rows says so, and is not closed.
    assert last[1] == ("Partnership report table", {"report": "test", "table": "empty", "count": "0", "from": "1"})


def test_lists_of_codes_are_not_cut_and_texts_are() -> None:
    report = Report("test", "Test", (Table("one", (Column("n", "counts"), Column("t", "text"))),))
    long = ";".join(f"x{number}:1" for number in range(99))
    (text,) = table_pages(report, "T", {"one": [{"n": long, "t": long}]}, {}).values()
    (row,) = [arguments for name, arguments in calls(text) if name.endswith("row")]
    assert unescape(row["n"]) == long
    assert len(unescape(row["t"])) == render.SHOWN_CHARACTERS


def test_reports_are_declared_once() -> None:
    titles = [report.title for report in REPORTS.values()]
    assert len(set(titles)) == len(titles)
    for report in REPORTS.values():
        names = [table.name for table in report.tables]
        assert len(set(names)) == len(names)
        for table in report.tables:
            columns = [column.name for column in table.columns]
            assert len(set(columns)) == len(columns)
            # An address of ours is not escaped: what people gave must not stand in its place.
            assert not any(name in {"url", "report", "table"} or name.endswith("_url") for name in columns)
            assert all(column.of in columns for column in table.columns if column.type == "edit")
