"""Reach: which months are asked for and when, what is known of a category, and how it is mirrored on the wiki."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.data_rows import BYTES_PER_PAGE, ROWS_PER_PAGE
from bot.core.recognition.reach import (
    REACH_ROOT,
    Measurement,
    Question,
    Reach,
    Totals,
    is_known,
    merged,
    months,
    questions,
    reach_pages,
    restored,
    totals,
    wanted,
)
from bot.core.records import Contribution, Partnership, Record
from tests.core.reports.records import record

TODAY = date(2026, 11, 24)


def reach(month: str, *figures: int | None, category: str = "Maps") -> Reach:
    """A month of a category; figures that are not given are unknown."""
    all_five: list[int | None] = [*figures, *[None] * (5 - len(figures))]
    return Reach(category, month, *all_five)


def asked(month: str, *figures: int | None, on: date = TODAY) -> Measurement:
    return Measurement(reach(month, *figures), on)


FIGURES = (9, 5, 4, 3, 1200)


def test_categories_that_contributions_name_since_the_first_of_them() -> None:
    records: list[Record] = [
        record(Partnership, "A"),
        record(Contribution, "A", at=1, commons_category="Maps", date="2026-03-14"),
        record(Contribution, "A", at=2, commons_category="Maps", date="2025-11"),
        record(Contribution, "A", at=3, commons_category="Photos", date="2026"),
        record(Contribution, "A", at=4, commons_category="Scores"),
        record(Contribution, "A", at=5, commons_category="Scores", date="2026-03"),
        record(Contribution, "A", at=6, type="data"),
        record(Contribution, "A", at=7, commons_category="🏛" * 64, date="2026"),
    ]
    assert wanted(records) == {"Maps": "2025-11", "Photos": "2026-01", "Scores": ""}


@pytest.mark.parametrize(
    ("since", "today", "expected"),
    [
        ("2026-08", "2026-11-24", [("2026-08", "2026-10")]),
        ("2026-10", "2026-11-01", [("2026-10", "2026-10")]),
        ("2026-11", "2026-11-24", []),  # its first month is not over
        ("2026-12", "2026-11-24", []),
        ("", "2026-11-24", [("2024-11", "2026-10")]),  # no more than 24 months
        ("2019-02", "2026-01-31", [("2024-01", "2025-12")]),
    ],
)
def test_whole_past_months_are_asked_for(since: str, today: str, expected: list[tuple[str, str]]) -> None:
    found = questions({"Maps": since}, [], date.fromisoformat(today))
    assert [(question.category, question.first, question.last) for question in found] == [("Maps", *span) for span in expected]
    assert sum(len(list(months(question.first, question.last))) for question in found) <= 24


def spans(known: list[Measurement], today: date = TODAY, since: str = "2026-06") -> list[tuple[str, str]]:
    return [(question.first, question.last) for question in questions({"Maps": since}, known, today)]


def test_a_known_month_is_asked_for_never_again() -> None:
    known = [asked(month, *FIGURES, on=date(2026, 1, 1)) for month in months("2026-06", "2026-10")]
    assert spans(known) == []
    assert spans(known, date(2026, 12, 1)) == [("2026-11", "2026-11")]
    assert spans([each for each in known if each.reach.month != "2026-08"]) == [("2026-08", "2026-08")]
    assert spans(known[1:-1]) == [("2026-06", "2026-06"), ("2026-10", "2026-10")]
    assert spans([]) == [("2026-06", "2026-10")]


def test_a_category_that_is_not_on_the_list_is_asked_for_after_thirty_days() -> None:
    unknown = [asked(month) for month in months("2026-06", "2026-10")]
    assert spans(unknown) == []
    # A month that ended since is no reason: nothing will be known of it either.
    assert spans(unknown, date(2026, 12, 23)) == []
    assert spans(unknown, date(2026, 12, 24)) == [("2026-06", "2026-11")]


def test_the_last_month_of_a_category_on_the_list_is_asked_for_some_days_later() -> None:
    known = [*(asked(month, *FIGURES) for month in months("2026-07", "2026-09")), asked("2026-06"), asked("2026-10", *FIGURES[:4])]
    assert spans(known, TODAY + timedelta(days=5)) == []
    assert spans(known, TODAY + timedelta(days=6)) == [("2026-10", "2026-10")]
    assert spans(known, TODAY + timedelta(days=30)) == [("2026-06", "2026-06"), ("2026-10", "2026-11")]


def test_each_day_has_its_order() -> None:
    names = {f"Category {number}": "2026-10" for number in range(50)}
    orders = [[question.category for question in questions(names, [], TODAY + timedelta(days=days))] for days in (0, 0, 7)]
    assert orders[0] == orders[1] != orders[2]
    assert sorted(orders[0]) == sorted(orders[2]) == sorted(names)


def test_nothing_is_asked_for_twice() -> None:
    assert questions({"A": "2026-10", "B": "2026-10"}, [], TODAY).count(Question("A", "2026-10", "2026-10")) == 1


def test_unknown_is_not_zero() -> None:
    assert is_known(reach("2026-10", 0))
    assert is_known(reach("2026-10", None, None, None, None, 0))
    assert not is_known(reach("2026-10"))


def test_a_figure_that_was_known_stays() -> None:
    assert merged(None, reach("2026-10", 9)) == reach("2026-10", 9)
    assert merged(reach("2026-10", 9, 5), reach("2026-10", 0, None, None, None, 7)) == reach("2026-10", 0, 5, None, None, 7)


def test_totals_of_what_is_known() -> None:
    of_maps = [reach("2026-09", *FIGURES), reach("2026-08", None, None, None, None, 0), reach("2026-10", 10, 6), reach("2026-11")]
    found = totals([*of_maps, reach("2026-10", category="Unlisted")])
    assert found == {"Maps": Totals(of_maps[2], {"2026-08": 0, "2026-09": 1200})}
    assert list(found["Maps"].views) == ["2026-08", "2026-09"]


# --- The mirror


figure = st.none() | st.integers(0, 10**15 - 1)
measured = st.builds(
    Reach,
    st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=20) | st.sampled_from(["Maps", "A|B;C", "a,b\\"]),
    st.sampled_from(["2025-12", "2026-01", "2026-02"]),
    figure,
    figure,
    figure,
    figure,
    figure,
)


@given(st.lists(measured, unique_by=lambda each: (each.category, each.month)))
def test_what_is_known_comes_back_from_its_pages(known: list[Reach]) -> None:
    pages = reach_pages(known)
    back = [each.reach for each in restored(pages)]
    assert sorted(back, key=repr) == sorted(filter(is_known, known), key=repr)
    assert reach_pages(reversed(back)) == pages


def test_how_the_mirror_looks() -> None:
    pages = reach_pages([reach("2026-04", *FIGURES), reach("2026-03", 0), reach("2025-12", *FIGURES, category="A, b"), reach("2026-05")])
    assert list(pages) == [f"{REACH_ROOT}2025.json", f"{REACH_ROOT}2026.json"]
    assert '"Maps|03,0,,,,;04,9,5,4,3,1200"' in pages[f"{REACH_ROOT}2026.json"]
    assert '"A, b|12,9,5,4,3,1200"' in pages[f"{REACH_ROOT}2025.json"]
    assert "05" not in pages[f"{REACH_ROOT}2026.json"]


def test_large_years_come_in_parts() -> None:
    year = [reach(f"2026-{month:02}", *(10**14,) * 5, category=f"Category {number}") for number in range(3500) for month in range(1, 13)]
    pages = reach_pages(year)
    assert list(pages) == [f"{REACH_ROOT}2026.json", *(f"{REACH_ROOT}2026-{part}.json" for part in range(2, len(pages) + 1))]
    assert all(text.count("\n") <= ROWS_PER_PAGE + 5 and len(text.encode()) < BYTES_PER_PAGE * 1.1 for text in pages.values())
    assert len(restored(pages)) == len(year)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("2026.json", "{"),
        ("2026.json", "[" * 10_000),
        ("2026.json", "[]"),
        ("2026.json", '{"reach": 7}'),
        ("2026.json", '{"reach": [7, null, "Maps", "Maps|04|05", "Maps|04,1,2,3,4", "Maps|13,1,2,3,4,5"]}'),
        ("2026.json", '{"reach": ["Maps|04,-1,2,3,4,5", "Maps|04,x,2,3,4,5", "Maps|04,,,,"]}'),
        ("2026.json", '{"reach": ["Maps|04,1,2,3,4,1234567890123456", "%s|04,1,2,3,4,5"]}' % ("x" * 256)),
        ("0000.json", '{"reach": ["Maps|04,1,2,3,4,5"]}'),
        ("٢٠٢٦.json", '{"reach": ["Maps|04,1,2,3,4,5"]}'),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_left_out(title: str, text: str) -> None:
    good = {f"{REACH_ROOT}2025.json": '{"reach": ["Maps|04,1,,3,4,5"]}'}
    found = restored({f"{REACH_ROOT}{title}": text} | good)
    assert [each.reach for each in found] == [Reach("Maps", "2025-04", 1, None, 3, 4, 5)]
