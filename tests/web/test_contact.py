"""The contact guide: whom an institution is told to write to, and that nothing of it is kept."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr

from bot.commands.workshop import TEMPLATES
from bot.core.configuration import CONFIGURATION_TITLE
from bot.core.records import Hub, Partnership, Record
from bot.core.wiki_settings import SETTINGS_TITLE
from bot.i18n import Messages
from bot.settings import Settings
from bot.store import Store
from bot.wiki.titles import path_of
from tests.web.conftest import clock
from tests.web.reading import Page
from tests.web.records import META, SCRIPT, hub, page, partnership
from tests.web.test_pages import KEY, opened
from webservice.app import create_app
from webservice.exits import AFFILIATES, EXITS, SCAMS

ANSWERS = {"sector": "museum", "country": "SN", "language": "fr", "kind": "content"}
MAIL = "salt+pepper@example.org"
VERIFIED = {
    "Sahel": {"contact": MAIL, "checked": "2026-02"},
    "Busy": {"contact": "Talk:Busy hub"},
    "Spare": {"contact": "https://example.org/write?to=us"},
    "Museums": {"contact": "javascript:alert(1)"},
}
RECORDS: list[tuple[type[Record], str, dict[str, Any]]] = [
    (Hub, "Sahel", {"countries": ("SN",), "languages": ("fr", "en"), "contact_public": "impostor@example.org"}),
    (Hub, "Busy", {"countries": ("KE",), "capacity": "1", "backup": "Spare"}),
    (Hub, "Spare", {"countries": ("PE",)}),
    (Hub, "Museums", {"themes": ("museums",)}),
    (Hub, "Unverified", {"countries": ("SN", "JP"), "languages": ("fr",), "themes": ("museums",), "contact_public": "me@example.org"}),
    (Partnership, "Salt", {"partner_type": "museum", "country": ("SN",), "status": "active", "start": "2025"}),
    (Partnership, "Lost", {"partner_type": "museum", "country": ("SN",), "status": "completed", "outcome": "failure"}),
    (Partnership, "Tea", {"partner_type": "company", "country": ("KE",), "status": "active", "hub": "Busy"}),
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with hubs, some of which are verified."""
    file = tmp_path_factory.mktemp("contact") / "partnerships.db"
    with Store.open(f"sqlite:///{file}", migrate=True) as store:
        for number, (kind, title, fields) in enumerate(RECORDS, 1):
            make = hub if kind is Hub else partnership
            store.replace(page(number, title), [make(page(number, title), **fields)], [])
        store.set_site(META)
        store.remember("metawiki", SETTINGS_TITLE, 1, json.dumps({"version": 1, "hubs": VERIFIED}))
        store.remember("metawiki", CONFIGURATION_TITLE, 1, (TEMPLATES / path_of(CONFIGURATION_TITLE)).read_text(encoding="utf-8"))
    return file


@pytest.fixture(scope="module")
def guide(database: Path, messages: Messages) -> FlaskClient:
    """Asks a tool over that database; one for all tests, because nothing is kept."""
    return create_app(Settings(database=SecretStr(f"sqlite:///{database}")), messages=messages, now=clock).test_client()


def answered(client: FlaskClient, language: str = "en", **changes: str) -> Page:
    response = client.get("/contact", query_string={**ANSWERS, **changes, "uselang": language})
    assert response.status_code == 200
    return Page(response.text)


def hubs_of(found: Page) -> list[str]:
    """The pages of the hubs that are named, in order."""
    return [link.split("/")[3].partition("?")[0] for link in found.links if link.startswith("/hubs/metawiki/")]


def test_first_of_all_it_names_the_ways_out_and_warns(guide: FlaskClient) -> None:
    found = opened(guide, "/contact")
    assert set(EXITS.values()) < set(found.links)
    assert SCAMS in found.links
    assert "Nobody ever asks you for money." in found.text
    assert found.text.index("Giving money") < found.text.index("What kind of organisation are you?")
    assert [field["name"] for field in found.all("select")] == ["sector", "country", "language", "kind"]
    assert not [field for field in found.all("input") if field.get("type") != "hidden"]


def test_every_way_out_is_told_of_once(guide: FlaskClient) -> None:
    keys = opened(guide, "/contact", "qqx").text
    for code, address in EXITS.items():
        assert urlsplit(address).scheme == "https"
        for end in ("", "-text", "-link"):
            assert keys.count(f"(web-contact-exit-{code}{end})") == 1


def test_it_proposes_a_verified_hub_with_reasons_and_its_pinned_contact(guide: FlaskClient) -> None:
    found = answered(guide)
    assert hubs_of(found) == ["1", "4", "3", "2"]
    for told in ("It works in this country:", "Senegal", "It can be written to in this language:", "French", "February 2026"):
        assert told in found.text
    assert "It works in this part of the world" not in found.text.partition("Others that may help")[0]  # the country says it
    assert "It knows this subject:\nMuseums" in found.text
    assert MAIL in found.text
    assert "impostor" not in found.text
    assert "me@example.org" not in found.text
    assert "within 14 days" in found.text
    assert "after 28 days" in found.text
    assert "Nobody ever asks you for money." in found.text


def test_the_message_is_ready_to_be_mailed_and_copied(guide: FlaskClient) -> None:
    found = answered(guide, language="en")
    mail = next(link for link in found.links if link.startswith("mailto:"))
    assert urlsplit(mail).path == "salt%2Bpepper@example.org"
    sent = parse_qs(urlsplit(mail).query, strict_parsing=True)
    assert sent["subject"] == ["Collaborer avec Wikimedia : Musée (Sénégal)"]  # French is what they will write
    (body,) = sent["body"]
    assert body.startswith("Bonjour,\r\n\r\n[Nom de votre organisation]")
    assert "\r\nLangue : français\r\n" in body
    (field,) = found.all("textarea")
    assert (field["lang"], field["dir"]) == ("fr", "ltr")
    assert " ".join(body.split()) in found.texts
    assert "+" not in urlsplit(mail).query  # mail programs do not take it for a blank


@pytest.mark.parametrize(("language", "written"), [("ar", "ar"), ("wo", "en"), ("es", "es")])
def test_the_message_is_in_a_language_that_has_messages(guide: FlaskClient, language: str, written: str) -> None:
    assert answered(guide, sector="museum", language="en").all("html")[0]["lang"] == "en"
    response = guide.get("/contact", query_string={**ANSWERS, "language": language, "uselang": "en"})
    (field,) = Page(response.text).all("textarea")
    assert field["lang"] == written
    assert field["dir"] == ("rtl" if written == "ar" else "ltr")


def test_a_contact_may_be_a_page_or_an_address_and_never_a_script(guide: FlaskClient) -> None:
    links = answered(guide).links
    assert "https://meta.wikimedia.org/wiki/Talk:Busy_hub" in links
    assert "https://meta.wikimedia.org/wiki/javascript:alert(1)" in links
    found = answered(guide, country="KE", sector="company", language="en")
    assert hubs_of(found)[0] == "3"
    assert "https://example.org/write?to=us" in found.links
    assert "Everybody can read it" in found.text
    assert not any(link.startswith("mailto:") for link in found.links[: found.links.index("https://example.org/write?to=us")])


def test_a_hub_without_room_gives_its_place_to_its_backup(guide: FlaskClient) -> None:
    found = answered(guide, country="KE", sector="company")
    assert hubs_of(found) == ["3", "1", "2"]
    assert "It stands in for another hub, which has no room at present:\nBusy" in found.text
    assert found.text.count("It has much to do at present") == 1


def test_without_a_verified_hub_it_says_so_and_leads_on(guide: FlaskClient) -> None:
    found = answered(guide, country="JP", sector="school")  # an unverified hub works there
    assert hubs_of(found) == []
    assert "No checked contact fits your answers yet." in found.text
    assert AFFILIATES in found.links
    assert "https://meta.wikimedia.org/wiki/Partnerships/Inquiries" in found.links
    assert "@" not in found.text
    assert "within 14 days" not in found.text
    assert len(found.all("textarea")) == 1


def test_nobody_is_verified_by_settings_that_do_not_say_so(tmp_path: Path, make_app: Callable[..., Flask]) -> None:
    url, said = f"sqlite:///{tmp_path}/partnerships.db", json.dumps({"version": 1, "hubs": VERIFIED})
    client = make_app(url).test_client()
    with Store.open(url, migrate=True) as store:
        store.replace(page(1, "Sahel"), [hub(page(1, "Sahel"), countries=("SN",))], [])
        store.remember("frwiki", SETTINGS_TITLE, 1, said)  # not the home wiki
        store.remember("metawiki", f"{SETTINGS_TITLE}#seen", 1, said)  # read, not obeyed
        assert hubs_of(answered(client)) == []
        for number, text in enumerate(("{", said.replace(MAIL, ""), json.dumps({"version": 1})), 1):
            store.remember("metawiki", SETTINGS_TITLE, number, text)
            assert hubs_of(answered(client)) == []
        store.remember("metawiki", SETTINGS_TITLE, 9, said)
        assert hubs_of(answered(client)) == ["1"]


def test_it_shows_what_worked(guide: FlaskClient) -> None:
    found = answered(guide)
    assert "/partnerships/metawiki/6?uselang=en" in found.links
    assert "Salt" in found.text
    assert "Lost" not in found.text


def test_many_countries_are_an_answer_too(guide: FlaskClient) -> None:
    found = answered(guide, country="001")
    assert hubs_of(found) == ["4"]
    assert "Plusieurs pays ou le monde entier" in found.text  # in the message


@pytest.mark.parametrize("name", ANSWERS)
def test_what_cannot_be_answered_is_asked_again(guide: FlaskClient, name: str) -> None:
    for value in (None, "", SCRIPT, "MUSEUM", "nowhere", "\x00", "٣", "x" * 5000, "SN&x=1"):
        answers = {**ANSWERS, "uselang": "en", name: value}
        response = guide.get("/contact", query_string={key: text for key, text in answers.items() if text is not None})
        assert response.status_code == 400
        found = Page(response.text)
        assert "please answer all four questions" in found.text
        assert [field["name"] for field in found.all("select") if field.get("aria-invalid")] == [name]
        chosen = [option["value"] for option in found.all("option") if "selected" in option]
        assert chosen == [code for key, code in ANSWERS.items() if key != name]
        assert not found.all("script")
        assert not found.all("textarea")


def test_what_else_stands_in_the_address_is_ignored(guide: FlaskClient) -> None:
    response = guide.get("/contact", query_string={**ANSWERS, "offer": SCRIPT, "uselang": "en"})
    assert response.status_code == 200
    assert "alert(1)" not in response.text.replace("javascript:alert(1)", "").replace("%3Cscript%3Ealert%281%29", "")
    assert guide.post("/contact", data=ANSWERS).status_code == 405


def test_nothing_is_kept_and_nothing_logged(guide: FlaskClient, database: Path, caplog: pytest.LogCaptureFixture) -> None:
    def digests() -> dict[str, str]:
        return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in database.parent.iterdir()}

    before = digests()
    with caplog.at_level(logging.DEBUG):
        for changes in ({}, {"country": "JP"}, {"country": SCRIPT}):
            response = guide.get("/contact", query_string={**ANSWERS, **changes})
            assert "Set-Cookie" not in response.headers
    assert digests() == before
    assert [record.getMessage() for record in caplog.records if record.name.startswith(("webservice", "bot", "flask", "werkzeug"))] == []


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "qqx"])
@pytest.mark.parametrize("answers", [{}, ANSWERS, {**ANSWERS, "country": "JP", "sector": "school"}, {**ANSWERS, "kind": ""}])
def test_every_page_in_every_language(guide: FlaskClient, language: str, answers: dict[str, str]) -> None:
    response = guide.get("/contact", query_string={**answers, "uselang": language})
    assert "⧼" not in response.text
    found = Page(response.text)
    ids = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    labelled = {label["for"] for label in found.all("label")}
    assert {field["id"] for field in found.all("select")} == labelled
    inside = [link for link in found.links if link.startswith("/") and not link.startswith("/api/")]
    assert all(f"uselang={language}" in link for link in inside), inside
    if language == "qqx":
        written = {unquote(link) for link in found.links} | {title for _, title, _ in RECORDS} | {"meta.wikimedia.org", "museums", MAIL}
        for text in found.texts:
            while text != (shorter := KEY.sub("", text)):
                text = shorter
            # Codes, names of languages, contacts, names of hubs.
            assert text in written or not any(len(word) > 3 for word in text.split() if word.isalpha()) or text in {
                "English", "français", "español", "العربية",
            }, text  # fmt: skip


def test_without_a_database_the_ways_out_are_still_there(tmp_path: Path, make_app: Callable[..., Flask]) -> None:
    client = make_app(f"sqlite:///{tmp_path}/none.db").test_client()
    assert client.get("/contact").status_code == 200
    assert client.get("/contact", query_string=ANSWERS).status_code == 503


def test_the_first_page_has_two_doors(guide: FlaskClient) -> None:
    found = opened(guide, "/", "fr")
    assert "Je représente une institution" in found.text
    assert "/contact?uselang=fr" in found.links
    assert "Je contribue à Wikimedia" in found.text
    assert "https://meta.wikimedia.org/wiki/Partnerships/New" in found.links
