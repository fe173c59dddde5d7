"""Which hub fits."""

from __future__ import annotations

import pytest

from bot.core.records import Hub, Partnership
from bot.core.routing import Router, regions_covered
from tests.core.reports.records import TODAY, record

HUBS = [
    record(Hub, "Maps", themes="maps", programs="glam"),
    record(Hub, "Africa", regions="sub-saharan-africa"),
    record(Hub, "Senegal", countries="SN", languages="fr"),
    record(Hub, "Programme", programs="glam", languages="fr"),
    record(Hub, "Expired", themes="maps law", countries="SN", until="2025"),
    record(Hub, "Abc", themes="maps", programs="glam"),
]


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"country": "SN"}, ["Senegal", "Africa"]),  # country and region 5, region 2
        ({"country": "ML"}, ["Africa", "Senegal"]),  # the same region: by name
        ({"country": "ML", "languages": "fr"}, ["Senegal", "Africa"]),
        ({"themes": "maps", "country": "ML"}, ["Abc", "Maps", "Africa", "Senegal"]),
        ({"themes": "law"}, []),
        ({"programs": "glam", "languages": "fr"}, []),  # neither theme nor place
        ({}, []),
    ],
)
def test_hubs_that_fit(fields: dict[str, object], names: list[str]) -> None:
    assert [hub.display_name for hub in Router(HUBS, TODAY).fitting(record(Partnership, "P", **fields))] == names


def test_a_hub_covers_its_regions_and_those_of_its_countries() -> None:
    assert regions_covered(record(Hub, "H", regions="south-asia", countries="SN IN")) == ("south-asia", "sub-saharan-africa")
