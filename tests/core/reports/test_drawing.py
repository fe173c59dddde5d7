"""What charts show of tables: only what stands there, in a form that follows from the columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.reports.drawing import MOST_ROWS, MOST_SERIES, Drawing, Form, drawing, finding
from bot.core.reports.registry import REPORTS
from bot.core.reports.table import UNKNOWN, Column, Row, Table, counts, read_counts, read_share, share

REGIONS = Table(
    "t", (Column("region", "region"), Column("partnerships", "number"), Column("going", "number")), drawn=("partnerships", "going")
)
CHECKS = Table("t", (Column("check", "label", family="check"), Column("passed", "share")), drawn=("passed",))
MATRIX = Table("t", (Column("gap", "label", family="gap"), Column("regions", "counts", family="region")), drawn=("regions",))
VIEWS = Table("t", (Column("page", "page"), Column("views", "series")), drawn=("views",))
WEEKS = Table("t", (Column("week", "text"), Column("average", "number")), drawn=("average",))


def _drawn(table: Table, *rows: Row) -> Drawing:
    found = drawing(table, rows)
    assert found is not None
    return found


def _numbers(of: Drawing) -> list[list[float | None]]:
    return [[None if value is None else float(value) for value in series.values] for series in of.series]


def _codes(of: Drawing, column: str) -> list[str]:
    return [label.row[column] for label in of.labels if label.row]


def test_numbers_are_bars_beside_each_other() -> None:
    found = _drawn(REGIONS, {"region": "a", "partnerships": "3", "going": "1"}, {"region": "b", "partnerships": "", "going": "0"})
    assert (found.form, _numbers(found)) == (Form.BARS, [[3, None], [1, 0]])
    assert [series.name.column.name for series in found.series if series.name] == ["partnerships", "going"]
    assert _codes(found, "region") == ["a", "b"]


def test_what_is_withheld_is_not_drawn() -> None:
    found = _drawn(CHECKS, {"check": "a", "passed": share(3, 4, 10)}, {"check": "b", "passed": share(30, 40, 10)})
    assert (found.form, _numbers(found)) == (Form.SHARES, [[None, 75]])
    assert drawing(CHECKS, [{"check": "a", "passed": share(3, 4, 10)}]) is None


def test_counts_are_stacked_the_most_frequent_code_first() -> None:
    found = _drawn(MATRIX, {"gap": "a", "regions": "x:1;y:2;z:0"}, {"gap": "b", "regions": "y:3"})
    assert (found.form, _numbers(found)) == (Form.STACKED, [[2, 3], [1, 0]])
    assert [series.name.row for series in found.series if series.name] == [{"regions": "y"}, {"regions": "x"}]


def test_rare_codes_are_drawn_together() -> None:
    regions = counts({f"r{number:02}": 30 - number for number in range(MOST_SERIES + 3)})
    found = _drawn(MATRIX, {"gap": "a", "regions": regions})
    assert len(found.series) == MOST_SERIES + 1
    assert (found.series[-1].name, found.series[-1].others) == (None, 3)
    assert _numbers(found)[-1] == [sum(30 - number for number in range(MOST_SERIES, MOST_SERIES + 3))]


def test_months_are_a_line_without_a_point_where_nothing_is_known() -> None:
    found = _drawn(
        VIEWS, {"page": "A", "views": "2026-01:5;2026-03:7"}, {"page": "B", "views": UNKNOWN}, {"page": "C", "views": "2026-03:90"}
    )
    assert (found.form, _codes(found, "month")) == (Form.LINE, ["2026-01", "2026-02", "2026-03"])
    assert _numbers(found) == [[None, None, 90], [5, None, 7]]
    assert found.left_out == 1


def test_weeks_are_a_line_from_the_oldest() -> None:
    found = _drawn(WEEKS, {"week": "2026-W02", "average": "2.5"}, {"week": "2026-W01", "average": "1"})
    assert (found.form, _codes(found, "week"), _numbers(found)) == (Form.LINE, ["2026-W01", "2026-W02"], [[1, 2.5]])


def test_what_is_too_much_for_a_picture_is_left_out() -> None:
    rows = [{"region": str(number), "partnerships": "1"} for number in range(MOST_ROWS + 5)]
    found = _drawn(REGIONS, *rows)
    assert (len(found.labels), found.left_out) == (MOST_ROWS, 5)


@pytest.mark.parametrize("rows", [[], [{"region": "a", "partnerships": "0"}]], ids=["no rows", "nothing but noughts"])
def test_where_there_is_nothing_to_see_there_is_no_chart(rows: list[Row]) -> None:
    assert drawing(REGIONS, rows) is None
    assert drawing(VIEWS, []) is None


def test_the_finding_of_bars_are_their_extremes() -> None:
    rows = [{"region": code, "partnerships": number} for code, number in (("a", "3"), ("b", "9"), ("c", "1"), ("d", ""))]
    found = finding(_drawn(REGIONS, *rows))
    assert (found.first.row, int(found.first_value)) == (rows[1], 9)
    assert (found.last.row, int(found.last_value)) == (rows[2], 1)


def test_the_finding_of_stacked_bars_counts_all_codes() -> None:
    found = finding(_drawn(MATRIX, {"gap": "a", "regions": "x:5"}, {"gap": "b", "regions": "x:2;y:4"}))
    assert (int(found.first_value), int(found.last_value)) == (6, 5)


def test_the_finding_of_a_line_are_its_ends() -> None:
    found = finding(_drawn(VIEWS, {"page": "A", "views": "2026-01:9;2026-02:1;2026-03:7"}))
    assert (int(found.first_value), int(found.last_value)) == (9, 7)


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 50))
def test_shares_are_read_as_they_are_written(part: int, rest: int, few: int) -> None:
    whole = part + rest
    assert read_share(share(part, whole, few)) == (part if whole >= few else None, whole)


@given(st.dictionaries(st.from_regex(r"\A[a-z][a-z:-]{0,9}\Z"), st.integers(0)))
def test_counts_are_read_as_they_are_written(found: dict[str, int]) -> None:
    assert read_counts(counts(found)) == list(found.items())
    assert read_counts(UNKNOWN) == []


@pytest.mark.parametrize("name", REPORTS)
def test_what_is_drawn_are_columns_of_one_type_that_has_numbers(name: str) -> None:
    for table in REPORTS[name].tables:
        types = [column.type for column in table.columns if column.name in table.drawn]
        assert len(types) == len(table.drawn)
        assert len(set(types)) <= 1
        assert {*types} <= {"number", "share", "counts", "series"}
        assert len(types) <= 1 or types[0] == "number"
