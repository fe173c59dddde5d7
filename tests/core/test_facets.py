from __future__ import annotations

import pytest

from bot.core.facets import facets
from bot.core.records import RECORDS, Hub, Partnership
from tests.web.records import hub, page, partnership


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            "partnership",
            """country region status partner-type program theme project language collection-origin hub outcome open-to gap priority
            technology ai-use contribution gave-content wiki""",
        ),
        ("hub", "country region type theme language program wiki"),
        ("contribution", "type uses-wikibase wiki"),
        ("lesson", "country region partner-type program theme technology language wiki"),
        ("tool", "status program language wiki"),
        ("module", "skill format language level stage program accessible wiki"),
        ("task", "wiki"),
        ("nomination", "kind status wiki"),
        ("inquiry", "country region kind publicly-agreed sector language hub status wiki"),
    ],
)
def test_facets_follow_from_what_a_class_declares(kind: str, expected: str) -> None:
    assert [facet.name for facet in facets(RECORDS[kind])] == expected.split()


def test_partnerships_are_chosen_by_what_partners_gave() -> None:
    of = {facet.name: facet.values for facet in facets(Partnership)}
    donor = partnership(page(1, "P/A"), contributions=("data", "funding"), projects=("wikidatawiki",))
    assert [of[name](donor) for name in ("contribution", "gave-content", "project")] == [("data", "funding"), ("yes",), ("wikidatawiki",)]
    assert of["gave-content"](partnership(page(2, "P/B"), contributions=("space",))) == ("no",)
    assert of["gave-content"](partnership(page(3, "P/C"))) == ("no",)


def test_a_hub_serves_the_countries_of_its_regions_and_the_regions_of_its_countries() -> None:
    of = {facet.name: facet.values for facet in facets(Hub)}
    sahel = hub(page(5, "H/A"), regions=("sub-saharan-africa",), countries=("FR",))
    assert set(of["region"](sahel)) == {"sub-saharan-africa", "northern-western-europe"}
    assert {"SN", "FR"} < set(of["country"](sahel))
    assert "DE" not in of["country"](sahel)
