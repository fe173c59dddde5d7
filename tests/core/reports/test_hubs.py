"""Hubs: what each carries, and what none cares for."""

from __future__ import annotations

from bot.core.configuration import Configuration
from bot.core.records import Hub, Partnership
from bot.core.reports import hubs
from bot.core.reports.table import Rows
from tests.core.reports.records import codes, columns, knowledge, record

CONFIGURATION = Configuration(codes={"theme": codes("maps", "music", "law", "old 1 - 2025")})
RECORDS = [
    record(Hub, "Sahel hub", type="regional", capacity="2", until="2026", backup="Maps hub", mandate="Deal", countries="SN"),
    record(Hub, "Maps hub", type="thematic", themes="maps", until="2025", backup="Maps hub", regions="north-america"),
    record(Hub, "Projet:Pôle", site="frwiki", backup="Nowhere", supports=("Wikimédia France",)),
    record(Partnership, "A", status="active", hub="Sahel hub", country="SN", themes="maps", lead="Wikimedia France"),
    record(Partnership, "B", status="idea", hub="sahel_hub", lead="WM Mali"),
    record(Partnership, "C", site="frwiki", status="paused", hub="m:Sahel hub", lead="wm mali"),
    record(Partnership, "D", status="completed", hub="Sahel hub", themes="music", country="IN", lead="WM India"),
    record(Partnership, "E", status="discussion", lead="WM Mali"),
    record(Partnership, "F", status="active", hub="fr:Projet:Pôle"),
    record(Partnership, "G", status="active", lead_contact=("Ana",)),
    record(Partnership, "H", status="ended"),
]


def rows() -> Rows:
    return hubs.rows(knowledge(RECORDS, CONFIGURATION))


def test_what_each_hub_carries_however_few() -> None:
    names = ("hub", "type", "going", "capacity", "load", "until", "expired", "mandate")
    assert columns(rows()["load"], *names) == [
        ("Maps hub", "thematic", "0", "", "", "2025", "yes", "no"),
        ("Projet:Pôle", "", "1", "", "", "", "", "no"),
        ("Sahel hub", "regional", "3", "2", "3/2", "2026", "no", "yes"),
    ]
    assert rows()["load"][1]["hub_url"] == "https://fr.wikipedia.org/wiki/Projet:P%C3%B4le"


def test_a_backup_is_another_hub_with_a_record() -> None:
    assert columns(rows()["no_backup"], "hub", "backup") == [("Maps hub", "Maps hub"), ("Projet:Pôle", "Nowhere")]


def test_hubs_whose_time_is_over() -> None:
    assert columns(rows()["expired"], "hub", "until") == [("Maps hub", "2025")]


def test_themes_and_regions_without_hub() -> None:
    assert columns(rows()["themes"], "theme", "partnerships") == [("music", "1"), ("law", "0")]
    found = {row["region"]: row["partnerships"] for row in rows()["regions"]}
    assert len(found) == 6
    assert found["south-asia"] == "1"
    assert not {"north-america", "sub-saharan-africa"} & set(found)


def test_affiliates_that_lead_and_that_no_hub_supports() -> None:
    # "wm mali" is the same; France is supported, however it is accented; India leads nothing that is going.
    assert columns(rows()["unsupported"], "affiliate", "going") == [("WM Mali", "3")]


def test_partnerships_with_neither_hub_nor_contact() -> None:
    assert columns(rows()["unstewarded"], "page", "status", "missing") == [("E", "discussion", "hub;lead_contact")]
