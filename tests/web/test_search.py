"""One search finds records of all kinds, in any script."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.core.records import Lesson, Tool
from bot.store import Store
from tests.searching import TEXTS
from tests.web.reading import Page
from tests.web.records import META, SCRIPT, hub, page, partnership, placed


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database with names in many scripts, seven partnerships about salt, and a few other records that say it."""
    address = f"sqlite:///{tmp_path_factory.mktemp('search')}/partnerships.db"
    with Store.open(address, migrate=True) as store:
        for number, (letter, name) in enumerate(TEXTS.items(), 1):
            of = page(number, f"P/{letter}")
            store.replace(of, [partnership(of, letter, partner=(name,))], [])
        for number in range(101, 108):
            of = page(number, f"P/{number}")
            store.replace(of, [partnership(of, f"Salt {number}")], [])
        of = page(200, "P/others")
        lesson = placed(of, Lesson, "Pepper", title="Pepper", solution="Ask for salt.")
        store.replace(of, [hub(of, "Salt hub"), lesson, placed(of, Tool, SCRIPT, purpose="Weighs salt")], [])
        store.set_site(META)
    return address


@pytest.fixture
def client(url: str, make_app: Callable[..., Flask]) -> FlaskClient:
    return make_app(url).test_client()


def _links(html: str) -> list[str]:
    return [unquote(link) for link in Page(html).links if re.match("/[a-z]+/metawiki/", link)]


@pytest.mark.parametrize(
    ("query", "letters", "marked"),
    [
        ("图书馆", "f", ["图书馆"]),
        ("国立国会", "g", ["国立国会"]),
        ("キーウ", "h", ["キーウ"]),
        ("พิพิธภัณฑ", "i", ["พิพิธภัณฑ"]),
        ("المتحف", "de", ["المُتحَف", "متحف"]),
        ("musee", "b", ["Musée"]),
        ("киев", "o", ["Киева"]),
    ],
)
def test_words_of_any_script_are_found_and_marked(client: FlaskClient, query: str, letters: str, marked: list[str]) -> None:
    html = client.get("/search", query_string={"q": query}).text
    assert sorted(link.rpartition("/")[2] for link in _links(html)) == list(letters)
    assert sorted(re.findall("<mark>(.*?)</mark>", html)) == sorted(marked)


def test_the_first_of_each_kind_and_the_way_to_the_rest(client: FlaskClient) -> None:
    html = client.get("/search?q=salt&uselang=fr").text
    found = Page(html)
    assert [link.split("/")[1] for link in _links(html)] == ["partnerships"] * 5 + ["hubs", "lessons", "tools"]
    assert {"/partnerships?q=salt&uselang=fr", "/hubs?q=salt&uselang=fr", "/lessons?q=salt&uselang=fr"} <= set(found.links)
    assert "10 fiches correspondent" in found.text
    assert "7 partenariats" in found.text
    rest = Page(client.get("/partnerships?q=salt").text)
    assert len([link for link in rest.links if link.startswith("/partnerships/metawiki/")]) == 7


@pytest.mark.parametrize("query", ["", "q=", "q=++"])
def test_without_words_there_is_a_field(client: FlaskClient, query: str) -> None:
    html = client.get(f"/search?{query}").text
    assert 'name="q"' in html
    assert "Nothing has" not in html
    assert _links(html) == []


@pytest.mark.parametrize("query", ["nowhere-at-all", "!?", "salt zanzibar"])
def test_nothing_found_says_so(client: FlaskClient, query: str) -> None:
    response = client.get("/search", query_string={"q": query})
    assert response.status_code == 200
    assert "Nothing has all of these words." in response.text
    assert _links(response.text) == []


def test_what_cannot_be_meant(client: FlaskClient) -> None:
    assert client.get(f"/search?q={'x' * 201}").status_code == 400
    assert client.get(f"/search?q={'x' * 200}").status_code == 200


def test_what_people_wrote_stays_text(client: FlaskClient) -> None:
    html = client.get("/search", query_string={"q": f"weighs {SCRIPT}"}).text
    assert SCRIPT not in html
    assert "&lt;script&gt;" in client.get("/search?q=weighs").text
