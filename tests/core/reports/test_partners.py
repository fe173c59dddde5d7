"""Partners across wikis: who is the same."""

from __future__ import annotations

import pytest

from bot.core.records import Partnership
from bot.core.reports import partners
from tests.core.reports.records import columns, knowledge, record

_Fields = dict[str, object]


@pytest.mark.parametrize(
    ("here", "there", "same"),
    [
        ({"partner": ("Louvre",), "partner_qid": "Q1"}, {"partner": ("Musée du Louvre",), "partner_qid": "Q1"}, True),
        ({"partner": ("Louvre",), "partner_qid": "Q1"}, {"partner": ("Louvre",), "partner_qid": "Q2"}, False),
        ({"partner": ("Le Musée",), "country": "SN"}, {"partner": ("le musee",), "country": "SN"}, True),
        ({"partner": ("Le Musée",), "country": "SN FR"}, {"partner": ("le musee",), "country": "ML FR"}, True),
        ({"partner": ("Le Musée",), "country": "SN"}, {"partner": ("le musee",), "country": "FR"}, False),
        ({"partner": ("Le Musée",), "country": "SN"}, {"partner": ("le musee",)}, False),
        # A name without item is that of the item that is called so in the same country.
        ({"partner": ("Louvre",), "partner_qid": "Q1", "country": "FR"}, {"partner": ("Louvre",), "country": "FR"}, True),
        # Which of two partners an item is, is not sure.
        ({"partner": ("A", "B"), "partner_qid": "Q1", "country": "FR"}, {"partner": ("A",), "country": "FR"}, False),
        ({"partner": ("A", "B"), "partner_qid": "Q1"}, {"partner": ("C",), "partner_qid": "Q1"}, True),
        ({"partner": ("A", "B"), "partner_qid": "Q1 Q2"}, {"partner": ("C",), "partner_qid": "Q2"}, True),
        ({}, {}, False),
        ({"partner": ("…",), "country": "FR"}, {"partner": ("…",), "country": "FR"}, False),
    ],
)
def test_partners_are_joined_by_item_else_by_name_and_country(here: _Fields, there: _Fields, same: bool) -> None:
    records = [record(Partnership, "Here", **here), record(Partnership, "There", site="frwiki", **there)]
    rows = partners.rows(knowledge(records))
    assert len(rows["partners"]) == same
    assert columns(rows["pages"], "page", "wiki") == ([("Here", "metawiki"), ("There", "frwiki")] if same else [])


def test_a_name_that_two_items_have_joins_nothing() -> None:
    records = [
        record(Partnership, "One", partner=("Museum",), partner_qid="Q1", country="FR"),
        record(Partnership, "Two", partner=("Museum",), partner_qid="Q2", country="FR"),
        record(Partnership, "Three", site="frwiki", partner=("Museum",), country="FR"),
    ]
    assert partners.rows(knowledge(records)) == {"partners": [], "pages": []}


def test_a_partner_of_one_wiki_alone_is_not_listed() -> None:
    records = [record(Partnership, name, partner_qid="Q1") for name in "AB"]
    assert partners.rows(knowledge(records)) == {"partners": [], "pages": []}


def test_what_is_told_of_a_partner() -> None:
    records = [
        *(record(Partnership, f"M {number}", partner=("Louvre",), partner_qid="Q1", country="FR") for number in range(6)),
        record(Partnership, "Z", site="frwiki", partner=("Musée du Louvre",), partner_qid="Q1", country="SN", status="active"),
        record(Partnership, "A", partner=("Abc",), country="FR"),
        record(Partnership, "A", site="frwiki", partner=("Abc",), country="FR"),
    ]
    rows = partners.rows(knowledge(records))
    assert columns(rows["partners"], "partner", "item", "item_url", "country", "wikis", "partnerships") == [
        ("Abc", "", "", "FR", "frwiki;metawiki", "2"),
        ("Louvre", "Q1", "https://www.wikidata.org/wiki/Q1", "FR;SN", "frwiki;metawiki", "7"),
    ]
    # Five pages, of every wiki first.
    assert columns(rows["pages"], "partner", "page", "wiki", "status")[2:] == [
        ("Louvre", "M 0", "metawiki", ""),
        ("Louvre", "Z", "frwiki", "active"),
        ("Louvre", "M 1", "metawiki", ""),
        ("Louvre", "M 2", "metawiki", ""),
        ("Louvre", "M 3", "metawiki", ""),
    ]
