from __future__ import annotations

import pytest

from bot.core.facets import counts, facets, fits
from bot.core.records import RECORDS, Hub, Partnership
from tests.web.records import hub, page, partnership

RECORDS_OF_PARTNERSHIPS = [
    partnership(page(1, "P/A"), country=("SN", "FR"), status="active", themes=("music",), languages=("fr",)),
    partnership(page(2, "P/B"), country=("SN", "ML"), status="idea", themes=("music", "craft"), languages=("fr",)),
    partnership(page(3, "P/C", "frwiki"), country=("FR",), status="active", languages=("fr",), hub="Hubs/Sahel"),
]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            "partnership",
            """country region status partner-type program theme language collection-origin hub outcome open-to gap priority technology
            ai-use wiki""",
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


def test_each_number_says_what_a_choice_would_leave() -> None:
    of = facets(Partnership)
    everything = counts(RECORDS_OF_PARTNERSHIPS, of, {})
    assert everything["country"] == {"SN": 2, "FR": 2, "ML": 1}
    assert everything["region"] == {"sub-saharan-africa": 2, "northern-western-europe": 2}
    assert everything["wiki"] == {"metawiki": 2, "frwiki": 1}
    assert everything["hub"] == {"Hubs/Sahel": 1}
    chosen = counts(RECORDS_OF_PARTNERSHIPS, of, {"status": "active", "country": "SN"})
    assert chosen["country"] == {"SN": 1, "FR": 2}  # of the active ones
    assert chosen["status"] == {"active": 1, "idea": 1}  # of those in Senegal
    assert chosen["theme"] == {"music": 1}  # of those that are both
    for facet in of:
        for code, number in chosen[facet.name].items():
            wanted = {"status": "active", "country": "SN", facet.name: code}
            assert number == sum(fits(record, of, wanted) for record in RECORDS_OF_PARTNERSHIPS), (facet.name, code)


def test_a_hub_serves_the_countries_of_its_regions_and_the_regions_of_its_countries() -> None:
    found = counts([hub(page(5, "H/A"), regions=("sub-saharan-africa",), countries=("FR",))], facets(Hub), {})
    assert found["region"] == {"sub-saharan-africa": 1, "northern-western-europe": 1}
    assert found["country"]["SN"] == found["country"]["FR"] == 1
    assert "DE" not in found["country"]
