"""Data partnerships: what was given, how it is linked, and who helps."""

from __future__ import annotations

from dataclasses import replace

from bot.core.recognition.reach import Reach
from bot.core.records import Contribution, Hub, Partnership
from bot.core.reports import data_partnerships
from tests.core.reports.records import columns, knowledge, record

RECORDS = [
    record(Hub, "Maps hub", themes="maps"),
    record(Hub, "Sahel hub", regions="sub-saharan-africa"),
    record(Hub, "Old hub", regions="sub-saharan-africa", themes="maps", until="2020"),
    record(Partnership, "A", status="active", country="SN", hub="Maps hub"),
    record(Contribution, "A", at=20, type="data", what="Maps", records="100", records_linked="25", licence="CC0-1.0", last_sync="2024",
           uses_wikibase="yes", help_wanted="Matching"),
    record(Contribution, "A", at=40, type="metadata", what="Notices", licence="CC-BY-NC-4.0", uses_wikibase="yes",
           last_sync="2025-11-24"),
    record(Contribution, "A", at=60, type="media", what="Photos", help_wanted="Upload"),
    record(Partnership, "B", status="completed", country="ML"),
    record(Contribution, "B", at=20, type="media", what="Names", property_id="P31", last_sync="2020", help_wanted="Checking"),
    record(Contribution, "C", type="other", what="Lost", records="50", records_linked="5", licence="CC0-1.0", help_wanted="Anything"),
    record(Partnership, "D", status="active", country="IN"),
    record(Contribution, "D", at=20, type="data", what="Laws", licence="MIT", last_sync="2025-11", help_wanted="Hosting"),
]  # fmt: skip


def test_contributions_of_data_and_their_totals() -> None:
    rows = data_partnerships.rows(knowledge(RECORDS))
    assert columns(rows["all"], "page", "what", "records", "linked", "linked_share", "licence", "free") == [
        ("A", "Maps", "100", "25", "25/100", "CC0-1.0", "yes"),
        ("A", "Notices", "", "", "", "CC-BY-NC-4.0", "no"),
        ("B", "Names", "", "", "", "", ""),
        ("C", "Lost", "50", "5", "5/50", "CC0-1.0", "yes"),
        ("D", "Laws", "", "", "", "MIT", "yes"),
    ]
    # Two contributions with Wikibase are of one partnership.
    assert rows["totals"] == [{"contributions": "5", "records": "150", "linked": "30", "linked_share": "30/150", "wikibase": "1"}]
    assert data_partnerships.rows(knowledge([]))["totals"] == []


def test_what_is_out_of_date_while_the_partnership_is_going() -> None:
    rows = data_partnerships.rows(knowledge(RECORDS))["stale"]
    assert columns(rows, "page", "what", "last_sync", "hub") == [("A", "Maps", "2024", "Maps hub")]


def test_licences_that_are_not_free_or_not_stated() -> None:
    rows = data_partnerships.rows(knowledge(RECORDS))["licences"]
    assert columns(rows, "what", "licence") == [("Notices", "CC-BY-NC-4.0"), ("Names", "")]


def test_help_is_asked_of_the_partnerships_hub_or_of_one_that_fits() -> None:
    rows = data_partnerships.rows(knowledge(RECORDS))["help"]
    assert columns(rows, "what", "help_wanted", "hub", "routed") == [
        ("Maps", "Matching", "Maps hub", "named"),
        ("Names", "Checking", "Sahel hub", "fitting"),
        ("Lost", "Anything", "", ""),
        ("Laws", "Hosting", "", "nobody"),
    ]


def test_how_far_files_reach_with_unknown_as_unknown() -> None:
    given = [
        record(Partnership, "A"),
        record(Contribution, "A", at=20, type="media", what="Maps", commons_category="Maps of A & B"),
        record(Contribution, "A", at=40, type="data", what="Laws"),
        record(Partnership, "B", site="frwiki"),
        record(Contribution, "B", site="frwiki", at=20, type="media", what="Songs", commons_category="Songs"),
        record(Contribution, "C", type="media", what="Photos", commons_category="Photos"),
        record(Contribution, "D", type="media", what="Plans", commons_category="Plans"),
    ]
    reach = [
        *(Reach("Maps of A & B", f"2026-{number:02}", 90, 0, 0, 0, 100 * number) for number in range(1, 9)),
        Reach("Maps of A & B", "2026-09", 91, 3, 2, 1, None),
        Reach("Maps of A & B", "2026-10", None, None, None, None, None),
        Reach("Photos", "2026-08", None, None, None, None, None),
        Reach("Plans", "2026-08", 7, 6, 5, 4, None),
        Reach("Songs", "2026-08", None, None, None, None, 0),
    ]
    rows = data_partnerships.rows(replace(knowledge(given), reach=reach))["reach"]
    shown = ("page", "category", "month", "files", "used_files", "used_pages", "used_wikis", "views")
    assert columns(rows, *shown) == [
        ("A", "Category:Maps of A & B", "2026-09", "91", "3", "2", "1",
         "2026-03:300;2026-04:400;2026-05:500;2026-06:600;2026-07:700;2026-08:800"),
        ("B", "Category:Songs", "2026-08", "unknown", "unknown", "unknown", "unknown", "2026-08:0"),
        ("C", "Category:Photos", "", "", "", "", "", "unknown"),
        ("D", "Category:Plans", "2026-08", "7", "6", "5", "4", "unknown"),
    ]  # fmt: skip
    assert columns(rows, "category_name", "category_url", "page_url") == [
        ("Maps of A & B", "https://commons.wikimedia.org/wiki/Category:Maps_of_A_%26_B", ""),
        ("Songs", "https://commons.wikimedia.org/wiki/Category:Songs", "https://fr.wikipedia.org/wiki/B"),
        ("Photos", "https://commons.wikimedia.org/wiki/Category:Photos", ""),
        ("Plans", "https://commons.wikimedia.org/wiki/Category:Plans", ""),
    ]
