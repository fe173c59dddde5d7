"""Equity: every figure counted by hand."""

from __future__ import annotations

import pytest

from bot.core.configuration import Configuration, Thresholds
from bot.core.records import Partnership
from bot.core.reports import equity
from tests.core.reports.records import columns, knowledge, record

RECORDS = [
    record(Partnership, "A", country="SN", languages="fr wo", open_to="everyone"),
    record(Partnership, "B", country="SN ML", open_to="invited"),
    record(Partnership, "C", country="FR SN", languages="fr", open_to="everyone"),
    record(Partnership, "D", status="ended"),
]
FEW = Configuration(thresholds=Thresholds(few=3))


def test_a_partnership_counts_in_each_of_its_regions_and_every_region_has_a_row() -> None:
    rows = equity.rows(knowledge(RECORDS, FEW))["region"]
    assert len(rows) == 8
    found = {row["region"]: row for row in rows}
    assert columns([found["sub-saharan-africa"]], "partnerships", "share", "stating_languages", "open_to_all") == [
        ("3", "3/4", "2/3", "2/3")
    ]
    assert columns([found["northern-western-europe"]], "partnerships", "share", "stating_languages", "open_to_all") == [
        ("1", "1/4", "-/1", "-/1")
    ]
    assert columns([found["south-asia"]], "partnerships", "share", "stating_languages", "open_to_all") == [("0", "0/4", "-/0", "-/0")]


def test_countries_and_languages_the_most_frequent_first() -> None:
    rows = equity.rows(knowledge(RECORDS, FEW))
    assert columns(rows["country"], "country", "partnerships", "share") == [("SN", "3", "3/4"), ("FR", "1", "1/4"), ("ML", "1", "1/4")]
    # Of the two that state languages, which are too few.
    assert columns(rows["language"], "language", "partnerships", "share") == [("fr", "2", "-/2"), ("wo", "1", "-/2")]


def test_who_may_join_including_those_that_do_not_say() -> None:
    rows = equity.rows(knowledge(RECORDS, FEW))["openness"]
    assert columns(rows, "open_to", "partnerships", "share") == [
        ("everyone", "2", "2/4"),
        ("affiliates", "0", "0/4"),
        ("invited", "1", "1/4"),
        ("not-stated", "1", "1/4"),
    ]


def test_concentration_is_the_sum_of_the_squared_shares() -> None:
    rows = equity.rows(knowledge(RECORDS))["concentration"]
    # Countries: SN 3/5, ML 1/5, FR 1/5, so (9 + 1 + 1) / 25. Regions: Africa 3/4, Europe 1/4, so (9 + 1) / 16.
    assert columns(rows, "by", "index", "places", "pairs") == [("country", "0.440", "3", "5"), ("region", "0.625", "2", "4")]


def test_shares_of_few_are_withheld() -> None:
    rows = equity.rows(knowledge(RECORDS))  # ten are asked for, there are four
    assert {row["share"] for table in ("region", "country", "openness") for row in rows[table]} == {"-/4"}
    assert {row["share"] for row in rows["language"]} == {"-/2"}


def test_nothing_is_known_of_no_partnerships() -> None:
    rows = equity.rows(knowledge([]))
    assert columns(rows["concentration"], "by", "index", "pairs") == [("country", "", "0"), ("region", "", "0")]
    assert rows["country"] == rows["language"] == rows["origins"] == []


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"country": "FR", "collection_origin": "SN ML"}, "SN;ML"),
        ({"country": "FR SN", "collection_origin": "SN ML"}, "ML"),
        ({"country": "FR", "collection_origin": "SN", "lead": "Wikimedia Senegal"}, ""),
        ({"country": "FR", "collection_origin": "SN", "lead": "Wikimédia Sénégal"}, ""),
        ({"country": "FR", "collection_origin": "SN", "supported_by": ("Q5", "WM SN")}, ""),
        ({"country": "FR", "collection_origin": "EG", "communities": ("مجتمع مصر",)}, ""),
        # Nigeria is not Niger, and the French "de" is not Germany.
        ({"country": "FR", "collection_origin": "NE", "lead": "Wikimedia Nigeria"}, "NE"),
        ({"country": "FR", "collection_origin": "DE", "lead": "Amis de Dakar"}, "DE"),
        ({"country": "FR", "collection_origin": "SN", "status": "completed"}, "SN"),
        ({"country": "FR", "collection_origin": "SN", "status": "ended"}, ""),
        ({"country": "FR"}, ""),
    ],
)
def test_heritage_of_countries_from_which_nobody_is_named(fields: dict[str, object], missing: str) -> None:
    rows = equity.rows(knowledge([record(Partnership, "A", **{"status": "active", **fields})]))["origins"]
    assert columns(rows, "page", "origin") == ([("A", missing)] if missing else [])
