from __future__ import annotations

import pytest

from bot.core.agreement import may_be_named
from bot.core.records import Inquiry, Record
from tests.web.records import hub, page, partnership
from webservice.arrays import Matches
from webservice.catalogue import (
    CATALOGUES,
    PER_PAGE,
    BeyondTheEndError,
    Catalogue,
    NotUnderstoodError,
    find,
    listing,
    read_query,
)

PARTNERSHIPS, HUBS = CATALOGUES["partnership"], CATALOGUES["hub"]

RECORDS: list[Record] = [
    partnership(page(1, "P/Zoo"), partner=("Zoo of Lomé",), country=("TG",), status="active", start="2024", languages=("fr", "ee")),
    partnership(page(2, "P/École normale"), partner=("Ministère",), country=("SN", "FR"), status="idea", start="2025-03"),
    partnership(page(3, "P/archive"), partner=("Straße & Söhne",), country=(), status="", start=""),
    partnership(page(4, "P/متحف", "arwiki"), partner=("مُتحف",), country=("EG",), status="active", start="2025-03-14"),
]
HUB_RECORDS: list[Record] = [
    hub(page(5, "H/Sahel"), regions=("sub-saharan-africa",), type="regional", themes=("oral history",)),
    hub(page(6, "H/Kenya"), countries=("KE",), type="affiliate"),
]


def names(catalogue: Catalogue, records: list[Record], **arguments: str) -> list[str]:
    return [record.display_name for record in find(catalogue, Matches(catalogue.columns(records)), read_query(catalogue, arguments))]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, ["archive", "École normale", "Zoo", "متحف"]),
        ({"country": "SN"}, ["École normale"]),
        ({"country": "QQ"}, []),
        ({"region": "northern-western-europe"}, ["École normale"]),
        ({"region": "sub-saharan-africa"}, ["École normale", "Zoo"]),
        ({"status": "active"}, ["Zoo", "متحف"]),
        ({"status": "active", "wiki": "arwiki"}, ["متحف"]),
        ({"language": "ee"}, ["Zoo"]),
        ({"sort": "newest"}, ["متحف", "École normale", "Zoo", "archive"]),
        ({"sort": "start"}, ["Zoo", "École normale", "متحف", "archive"]),
        ({"sort": "name"}, ["archive", "École normale", "Zoo", "متحف"]),
        ({"q": "x"}, ["Zoo", "École normale", "archive", "متحف"]),  # as the search found them
        ({"q": "x", "sort": "name"}, ["archive", "École normale", "Zoo", "متحف"]),
        ({"q": "x", "sort": "start", "status": "active"}, ["Zoo", "متحف"]),
    ],
)
def test_partnerships_are_found(arguments: dict[str, str], expected: list[str]) -> None:
    assert names(PARTNERSHIPS, RECORDS, **arguments) == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, ["Kenya", "Sahel"]),
        ({"country": "KE"}, ["Kenya", "Sahel"]),  # who serves a region serves its countries
        ({"country": "SN"}, ["Sahel"]),
        ({"region": "sub-saharan-africa"}, ["Kenya", "Sahel"]),
        ({"type": "regional"}, ["Sahel"]),
    ],
)
def test_hubs_are_found(arguments: dict[str, str], expected: list[str]) -> None:
    assert names(HUBS, HUB_RECORDS, **arguments) == expected


@pytest.mark.parametrize(
    "arguments",
    [
        {"status": "great"},
        {"region": "mars"},
        {"country": "sn"},
        {"language": "Wolof!"},
        {"wiki": "Meta"},
        {"sort": "luck"},
        {"sort": "best"},  # of what?
        {"page": "0"},
        {"q": "x" * 201},
    ],
)
def test_what_nobody_can_mean(arguments: dict[str, str]) -> None:
    with pytest.raises(NotUnderstoodError):
        read_query(PARTNERSHIPS, arguments)


def test_pages_of_a_long_list() -> None:
    many: list[Record] = [partnership(page(number, f"P/Partner {number:03}")) for number in range(1, 2 * PER_PAGE + 2)]
    matches = Matches(PARTNERSHIPS.columns(many))
    parts = [listing(PARTNERSHIPS, matches, read_query(PARTNERSHIPS, {"page": str(number)})) for number in (1, 2, 3)]
    assert [len(part.records) for part in parts] == [50, 50, 1]
    assert [part.first for part in parts] == [1, 51, 101]
    assert {part.pages for part in parts} == {3}
    shown = [record.display_name for part in parts for record in part.records]
    assert shown == sorted(record.display_name for record in many)
    with pytest.raises(BeyondTheEndError):
        listing(PARTNERSHIPS, matches, read_query(PARTNERSHIPS, {"page": "4"}))


def test_only_what_occurs_is_offered_and_what_was_chosen() -> None:
    offered = listing(PARTNERSHIPS, Matches(PARTNERSHIPS.columns(RECORDS)), read_query(PARTNERSHIPS, {"country": "QQ"})).offered
    assert offered["country"] == {"EG": 1, "FR": 1, "QQ": 0, "SN": 1, "TG": 1}
    assert offered["language"] == {}
    assert tuple(offered["status"]) == ("idea", "discussion", "active", "paused", "completed", "ended")


def test_only_inquiries_that_may_be_public_are_shown() -> None:
    source = RECORDS[0].source
    assert may_be_named(Inquiry(source=source, publicly_agreed="yes"))
    assert not may_be_named(Inquiry(source=source, publicly_agreed="no"))
    assert not may_be_named(Inquiry(source=source))
    assert may_be_named(RECORDS[0])
