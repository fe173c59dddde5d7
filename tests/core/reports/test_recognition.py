"""Recognition: who was thanked, who was not, and what waits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.history import Change, Entry
from bot.core.records import Contribution, Nomination, Partnership
from bot.core.reports import recognition
from tests.core.reports.records import columns, knowledge, record


def celebrated(*records: Nomination) -> list[tuple[str, ...]]:
    """Communities to celebrate, with these nominations."""
    partnerships = [
        record(Partnership, "A", status="active", lead="WM Senegal", communities=("Wolof group", "Readers")),
        record(Partnership, "B", status="completed", lead="wm senegal", supported_by=("WM France", "WM Sénégal")),
        record(Partnership, "C", status="active", site="frwiki", lead="WM Senegal"),
        record(Partnership, "D", status="ended", lead="WM India"),
    ]
    return columns(recognition.rows(knowledge([*partnerships, *records]))["celebrate"], "community", "partnerships")


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ({"nominee": "User:X", "status": "open", "partnership": "A"}, ["Readers", "WM France", "WM Senegal", "Wolof group"]),
        ({"nominee": "Readers", "status": "delivered"}, ["WM France", "WM Senegal", "Wolof group"]),
        ({"nominee": "Meta:Wolof_group", "status": "delivered"}, ["Readers", "WM France", "WM Senegal"]),
        ({"nominee": "User:X", "partnership": "a", "status": "delivered"}, ["WM France"]),
        ({"nominee": "B", "status": "delivered"}, ["Readers", "Wolof group"]),
        ({"nominee": "fr:C", "status": "delivered"}, ["Readers", "WM France", "Wolof group"]),
    ],
)
def test_communities_to_celebrate_are_those_that_nobody_thanked(fields: dict[str, object], left: list[str]) -> None:
    assert [community for community, _ in celebrated(record(Nomination, "N", **fields))] == left


def test_a_community_counts_once_a_partnership_by_the_name_most_use() -> None:
    # "wm senegal" and "WM Sénégal" of B are one and the same.
    assert celebrated() == [("Readers", "1"), ("WM France", "1"), ("WM Senegal", "3"), ("Wolof group", "1")]


@pytest.mark.parametrize(
    ("consent", "date", "nomination", "listed"),
    [
        ("yes", "2026-03-14", {}, True),
        ("name-only", "2026", {}, True),
        ("no", "2026-03-14", {}, False),
        ("", "2026-03-14", {}, False),
        ("yes", "", {}, False),
        ("yes", "2026-03-14", {"edited": "2026-03-14"}, False),
        ("yes", "2026-03-14", {"edited": "2026-03-13"}, True),
        ("yes", "2026-03", {"edited": "2026-03-02"}, False),
        ("yes", "2026", {"edited": "2025-12-31"}, True),
        ("yes", "2026-03-14", {"edited": "2026-05-01", "status": "approved"}, True),
        ("yes", "2026-03-14", {"edited": "2026-05-01", "nomination_kind": "barnstar"}, True),
        ("yes", "2026-03-14", {"edited": "2026-05-01", "partnership": "Other"}, True),
        ("yes", "2026-03-14", {"edited": "2026-05-01", "partnership": "", "nominee": "gift"}, False),
    ],
)
def test_gifts_that_nobody_thanked_for(consent: str, date: str, nomination: dict[str, object], listed: bool) -> None:
    thanks = {"nomination_kind": "thank-you", "status": "delivered", "partnership": "Gift", "nominee": "User:X", **nomination}
    records = [
        record(Partnership, "Gift", recognition_consent=consent),
        record(Contribution, "Gift", at=20, what="Maps", date=date),
        *([record(Nomination, "N", **thanks)] if nomination else []),
    ]
    rows = recognition.rows(knowledge(records))["unacknowledged"]
    assert columns(rows, "page", "what", "date") == ([("Gift", "Maps", date)] if listed else [])


def test_gifts_have_a_form_that_names_the_partnership() -> None:
    records = [
        record(Partnership, "Musée & Co", site="frwiki", recognition_consent="yes"),
        record(Contribution, "Musée & Co", site="frwiki", at=20, what="Maps", date="2026"),
        record(Contribution, "Musée & Co", site="frwiki", at=40, what="Books", date="2026-05"),
    ]
    rows = recognition.rows(knowledge(records))["unacknowledged"]
    assert [row["what"] for row in rows] == ["Books", "Maps"]
    assert rows[0]["create"] == (
        "https://meta.wikimedia.org/wiki/Partnerships/Nominations/Mus%C3%A9e_%26_Co?action=edit"
        "&preload=Template%3APartnership%20nomination%2FPrefilled&preloadparams%5B%5D=fr%3AMus%C3%A9e%20%26%20Co"
    )


def test_open_nominations_the_oldest_first_with_the_week_they_are_known_since() -> None:
    records = [
        record(Nomination, "New", status="open", nomination_kind="barnstar", edited="2026-11-01"),
        record(Nomination, "Edge", status="", edited="2026-08-26"),
        record(Nomination, "Late", status="open", edited="2026-08-25"),
        record(Nomination, "Known", status="open", edited="2026-11-20"),
        record(Nomination, "Done", status="approved", edited="2020-01-01"),
    ]
    # The week 23 of 2026 began on 1 June.
    known = replace(
        knowledge(records), history=[Entry(records[3].key, "2026-W23", Change.NEW), Entry(records[3].key, "2026-W47", Change.CHANGED)]
    )
    rows = recognition.rows(known)["open"]
    assert columns(rows, "page", "kind", "since", "overdue") == [
        ("Known", "", "2026-06-01", "yes"),
        ("Late", "", "2026-08-25", "yes"),
        ("Edge", "", "2026-08-26", "no"),
        ("New", "barnstar", "2026-11-01", "no"),
    ]


def test_thanks_by_region_and_language() -> None:
    records = [
        record(Partnership, "A", country="SN FR"),
        record(Nomination, "One", status="delivered", partnership="A", language="fr"),
        record(Nomination, "Two", status="delivered", nominee="A", language="en"),
        record(Nomination, "Three", status="delivered", nominee="User:X", language="fr"),
        record(Nomination, "Four", status="open", partnership="A", language="fr"),
    ]
    rows = recognition.rows(knowledge(records))["thanked"]
    assert len(rows) == 9
    assert [row for row in columns(rows, "region", "delivered", "languages") if row[1] != "0"] == [
        ("sub-saharan-africa", "2", "en:1;fr:1"),
        ("northern-western-europe", "2", "en:1;fr:1"),
        ("", "1", "fr:1"),
    ]
