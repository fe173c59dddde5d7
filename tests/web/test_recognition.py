"""The wall of those who were thanked, and letters for partners who agreed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.core.recognition.deliveries import Delivery
from bot.core.recognition.reach import Measurement, Reach
from bot.core.records import Contribution, Nomination
from bot.store import Store
from tests.web.reading import Page
from tests.web.records import META, SCRIPT, page, partnership, placed
from webservice.headers import SELF_CONTAINED_POLICY

AGREED = {"recognition_consent": "yes", "consent_evidence": "Talk:Salt", "status": "active", "start": "2024-03"}
#: What is on a page of each number: the partner's name and what it said about thanks.
PARTNERS: dict[int, tuple[str, dict[str, str]]] = {
    1: ("Museum of Salt", AGREED | {"attribution_text": "The Salt Museum, Dakar"}),
    2: ("مكتبة الواحة", AGREED | {"recognition_consent": "name-only"}),
    3: ("Refused", AGREED | {"recognition_consent": "no"}),
    4: ("Unproven", AGREED | {"consent_evidence": ""}),
    5: (SCRIPT, AGREED),
}


@pytest.fixture
def client(tmp_path: Path, make_app: Callable[..., Flask]) -> FlaskClient:
    """Asks a tool that knows partners, of whom three may be thanked, and two deliveries, of which one names nobody any more."""
    url = f"sqlite:///{tmp_path}/thanks.db"
    with Store.open(url, migrate=True) as store:
        store.set_site(META)
        for number, (name, said) in PARTNERS.items():
            of = page(number, f"Partnerships/{number}")
            gift = placed(of, Contribution, "gift", type="media", what=f"Gift {number}", date="2026-02", commons_category=f"Salt {number}")
            store.replace(of, [partnership(of, partner=(name,), country=("SN",), languages=("fr",), **said), gift], [])
        for number, nominee in ((11, "User talk:Amina"), (12, "User talk:Renamed")):
            of = page(number, f"Partnerships/Recognition/{number}")
            store.replace(of, [placed(of, Nomination, nominee=nominee, status="delivered", nomination_kind="barnstar")], [])
            when = datetime(2026, 3, number, tzinfo=UTC)
            recipient = "User talk:Amina" if number == 11 else "User talk:Former Name"
            store.add_delivery("metawiki", Delivery(number, when, recipient, "barnstar", "partnership", "fr", "Bo", recipient, 7))
        store.note_reach([Measurement(Reach("Salt 1", "2026-02", 9, 8, 420, 3, 1234), date(2026, 3, 1))])
    return make_app(url).test_client()


def test_the_wall_names_those_who_may_be_named(client: FlaskClient) -> None:
    shown = Page(client.get("/recognition").text)
    assert {"User talk:Amina", "Not named here", "The Partnership Barnstar", "The Salt Museum, Dakar", "مكتبة الواحة"} <= set(shown.texts)
    assert not [name for name in ("Former Name", "Renamed", "Refused", "Unproven") if name in shown.text]
    assert {"/nominations/metawiki/11", "/nominations/metawiki/12", "/recognition/thanks/metawiki/1"} <= set(shown.links)
    assert any(link.startswith("https://commons.wikimedia.org/wiki/File:") for link in shown.links)


def test_what_was_given_is_named_only_where_the_partner_agreed_to_it(client: FlaskClient) -> None:
    shown = Page(client.get("/recognition/2026").text)
    assert {"Gift 1", "420", "Pages using them"} <= set(shown.texts)
    assert "Gift 2" not in shown.texts
    # Of the others nothing is known, and nothing is said.
    assert shown.texts.count("Pages using them") == 1
    assert "not known" not in shown.text


def test_pictures_are_drawn_and_come_from_nowhere_else(client: FlaskClient) -> None:
    shown = Page(client.get("/recognition").text)
    assert all(image["src"].startswith("/") for image in shown.all("img"))
    emblems = [path["d"] for path in shown.all("path") if path["d"].startswith("M96")]
    assert len(emblems) == 2


@pytest.mark.parametrize(
    ("address", "status"), [("/recognition/2026", 200), ("/recognition/2025", 404), ("/recognition/12", 404), ("/recognition?x=1", 400)]
)
def test_there_is_a_wall_for_each_year_with_something(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_an_empty_wall_tells_how_to_nominate(empty_client: FlaskClient) -> None:
    shown = Page(empty_client.get("/recognition").text)
    assert {"Nothing was delivered this year.", "Whom would you thank?"} <= set(shown.texts)
    assert "https://meta.wikimedia.org/wiki/Partnerships/Recognition" in shown.links


@pytest.mark.parametrize("view", ["thanks", "letter", "certificate"])
@pytest.mark.parametrize(("number", "status"), [(1, 200), (2, 200), (3, 404), (4, 404), (5, 200), (11, 404), (99, 404)])
def test_nobody_is_thanked_who_did_not_agree(client: FlaskClient, view: str, number: int, status: int) -> None:
    response = client.get(f"/recognition/{view}/metawiki/{number}")
    assert response.status_code == status
    assert "Refused" not in response.text
    assert "<script>alert" not in response.text


def test_a_letter_is_written_in_the_partners_language_or_any_other(client: FlaskClient) -> None:
    answer = client.get("/recognition/letter/metawiki/1")
    assert (answer.mimetype, answer.headers["Content-Security-Policy"]) == ("text/html", SELF_CONTAINED_POLICY)
    assert Page(answer.text).all("html") == [{"lang": "fr", "dir": "ltr"}]
    assert {"The Salt Museum, Dakar", "https://meta.wikimedia.org/wiki/Partnerships/1"} <= set(Page(answer.text).texts)
    arabic = client.get("/recognition/letter/metawiki/1?language=ar").text
    assert Page(arabic).all("html") == [{"lang": "ar", "dir": "rtl"}]
    assert client.get("/recognition/letter/metawiki/1?language=xx").status_code == 400


def test_a_certificate_can_be_seen_and_saved(client: FlaskClient) -> None:
    seen = client.get("/recognition/certificate/metawiki/1?language=es")
    assert (seen.mimetype, "Content-Disposition" in seen.headers) == ("image/svg+xml", False)
    assert ET.fromstring(seen.text).get("lang") == "es"
    saved = client.get("/recognition/certificate/metawiki/1?language=es&download=1")
    assert saved.headers["Content-Disposition"] == 'attachment; filename="certificate-metawiki-1-es.svg"'
    assert saved.text == seen.text


def test_the_page_leads_to_both_in_the_language_chosen(client: FlaskClient) -> None:
    shown = Page(client.get("/recognition/thanks/metawiki/1?language=es&uselang=en").text)
    assert "/recognition/letter/metawiki/1?language=es&uselang=en" in shown.links
    assert client.get("/recognition/thanks/metawiki/1/other%20name").status_code == 302
