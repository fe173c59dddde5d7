"""Lists and records in the forms that programs read: feeds, proposals for Wikidata, and what all forms share."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from bot.store import Store
from tests.web.reading import Page
from tests.web.records import META, SCRIPT, hub, page, partnership
from webservice.catalogue import CATALOGUES
from webservice.feed import LONGEST, as_atom
from webservice.formats import MIME_TYPES, list_forms, record_forms
from webservice.quickstatements import proposals
from webservice.wikis import Wikis

ATOM = "{http://www.w3.org/2005/Atom}"
LISTS = [f"/{catalogue.path}.{form}" for catalogue in CATALOGUES.values() for form in list_forms(catalogue)]
RECORDS = [f"/partnerships/metawiki/1.{form}" for form in record_forms(CATALOGUES["partnership"])]
#: RFC 3339.
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
WIKIS = Wikis({}, {"metawiki": META})
COMMAND = re.compile(
    r'Q[1-9][0-9]*\tP973\t"https://[^"\s|]+"\tS854\t"https://[^"\s|]+\?oldid=[0-9]+"\t'
    r'S577\t\+\d{4}-\d\d-\d\dT00:00:00Z/11\t/\* [^*|"\t]+ \*/'
)


def feed(client: FlaskClient, address: str) -> ET.Element:
    response = client.get(address)
    assert (response.status_code, response.mimetype) == (200, "application/atom+xml")
    return valid(response.text)


def valid(text: str) -> ET.Element:
    """The feed, if it has all that RFC 4287 asks for."""
    root = ET.fromstring(text)
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (child,) = element.findall(ATOM + name)
            assert child.text, name
        assert re.fullmatch(r"(https?:|urn:)\S+", element.findtext(f"{ATOM}id", ""))
        assert re.fullmatch(TIME, element.findtext(f"{ATOM}updated", ""))
        # Without a relation it is the alternate.
        links = [link.get("rel", "alternate") for link in element.findall(f"{ATOM}link")]
        assert len(set(links)) == len(links)
        assert all(re.match("https?://", link.get("href", "")) for link in element.findall(f"{ATOM}link"))
        assert "alternate" in links
    assert root.find(f"{ATOM}link[@rel='self']") is not None
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    return root


def titles(root: ET.Element) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]


def test_a_feed_has_the_newest_first(client: FlaskClient) -> None:
    root = feed(client, "/partnerships.atom")
    times = [entry.findtext(f"{ATOM}updated") for entry in root.findall(f"{ATOM}entry")]
    assert times == sorted(times, key=str, reverse=True)
    assert (times[0], len(times)) == ("2026-03-14T12:06:00+00:00", 6)
    assert root.findtext(f"{ATOM}updated") == times[0]
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == "http://localhost/partnerships.atom"  # type: ignore[union-attr] # it is there
    salt = next(entry for entry in root.findall(f"{ATOM}entry") if entry.findtext(f"{ATOM}title") == "Museum of Salt")
    links = {link.get("rel", "alternate"): link.get("href") for link in salt.findall(f"{ATOM}link")}
    assert links == {"alternate": "http://localhost/partnerships/metawiki/1", "via": "https://meta.wikimedia.org/w/index.php?oldid=1001"}
    assert salt.findtext(f"{ATOM}id") == "https://meta.wikimedia.org/w/index.php?curid=1#partnership"
    assert salt.findtext(f"{ATOM}summary") == "Museum of Salt, City of Dakar"


def test_a_feed_by_filter(client: FlaskClient) -> None:
    root = feed(client, "/partnerships.atom?country=KE&q=radio")
    assert titles(root) == ["Radio"]
    alternate = root.find(f"{ATOM}link[@rel='alternate']").get("href")  # type: ignore[union-attr] # it is there
    assert parse_qs(urlsplit(str(alternate)).query) == {"country": ["KE"], "q": ["radio"]}
    assert root.findtext(f"{ATOM}id") != feed(client, "/partnerships.atom").findtext(f"{ATOM}id")
    assert root.findtext(f"{ATOM}id") == feed(client, "/partnerships.atom?q=radio&country=KE&uselang=fr").findtext(f"{ATOM}id")
    assert titles(feed(client, "/lessons.atom")) == []


def test_what_is_deleted_vanishes_and_a_feed_stays_short(tmp_path: Path, make_app: Callable[..., Flask]) -> None:
    url = f"sqlite:///{tmp_path}/many.db"
    with Store.open(url, migrate=True) as store:
        for number in range(1, LONGEST + 3):
            of = page(number, f"P/{number}")
            store.replace(of, [partnership(of)], [])
        client = make_app(url).test_client()
        assert titles(feed(client, "/partnerships.atom")) == [str(number) for number in range(LONGEST + 2, 2, -1)]
        store.remove_missing("metawiki", range(1, LONGEST + 2))
        assert titles(feed(client, "/partnerships.atom")) == [str(number) for number in range(LONGEST + 1, 1, -1)]


@given(title=st.text(), partner=st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_breaks_a_feed(title: str, partner: str) -> None:
    record = partnership(page(1, f"P/{title.encode('utf-8', 'replace').decode()}"), partner=(partner,))
    address = "https://tool.example/partnerships"
    made = as_atom(
        [record],
        WIKIS,
        feed_id="urn:uuid:1",
        title=f"List {title}",
        author="x",
        self_url=address,
        list_url=address,
        page_of=lambda _: address,
    )
    ET.fromstring(made)


def test_proposals_are_for_items_of_what_has_begun(client: FlaskClient) -> None:
    response = client.get("/partnerships/metawiki/1.quickstatements")
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.text == client.get("/partnerships.quickstatements").text == client.get("/partnerships.quickstatements?country=SN").text
    parts = response.text.removesuffix("\n").split("\t")
    assert parts[:-1] == [
        "Q1193236",
        "P973",
        '"https://meta.wikimedia.org/wiki/Partnerships/Museum_of_Salt"',
        "S854",
        '"https://meta.wikimedia.org/w/index.php?oldid=1001"',
        "S577",
        "+2026-03-14T00:00:00Z/11",
    ]
    assert parts[-1] == "/* Proposed by the partnerships tool from a page of the wiki, and checked by me */"
    for address in ("/partnerships/metawiki/2/radio.quickstatements", "/partnerships.quickstatements?country=KE"):
        assert client.get(address).text == ""
    for status in ("", "idea", "discussion"):
        assert not proposals([partnership(page(1, "P"), partner_qid=("Q1",), status=status)], WIKIS, "x")


@pytest.mark.parametrize("hostile", ['"', "|", "\t", "\n", "*/", '"\tP31\t"', SCRIPT, "", "Q1|P31|Q5", "\u202e"])
def test_no_text_ends_a_command(hostile: str) -> None:
    record = partnership(page(1, f"P/{hostile}"), partner=(hostile,), partner_qid=("Q1", hostile), status="active")
    lines = proposals([record], WIKIS, f"Checked {hostile}").split("\n")
    assert lines.pop() == ""
    assert len(lines) == 1
    assert COMMAND.fullmatch(lines[0]), lines[0]


def test_who_may_not_be_trusted_proposes_nothing() -> None:
    records = [partnership(page(1, "P", "nowhere"), partner_qid=("Q1",), status="active"), hub(page(2, "P"))]
    assert not proposals(records, WIKIS, "x")


@pytest.mark.parametrize("address", [*LISTS, *RECORDS])
def test_every_form_is_asked_for_alike(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    assert (first.status_code, first.mimetype) == (200, MIME_TYPES[address.rpartition(".")[2]])
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    head = client.head(address)
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", first.headers["ETag"])
    asked = client.options(address, headers={"Origin": "https://example.org", "Access-Control-Request-Method": "GET"})
    assert asked.status_code == 200
    assert "If-None-Match" in asked.headers["Access-Control-Allow-Headers"]
    for query in ("contry=SN", "uselang=", "uselang=fr&uselang=en"):
        refused = client.get(f"{address}?{query}")
        assert (refused.status_code, refused.content_type) == (400, "application/problem+json")
        assert refused.headers["Access-Control-Allow-Origin"] == "*"


def test_words_of_the_reader_are_told_apart(client: FlaskClient) -> None:
    for form in ("atom", "quickstatements"):
        french = client.get(f"/partnerships.{form}", headers={"Accept-Language": "fr"})
        assert "Accept-Language" in french.headers["Vary"]
        assert french.headers["Content-Language"] == "fr"
        assert french.headers["ETag"] != client.get(f"/partnerships.{form}").headers["ETag"]


def test_pages_lead_to_every_form(client: FlaskClient) -> None:
    listed = Page(client.get("/partnerships?status=active&sort=newest&uselang=en").text)
    heads = {link["type"]: link["href"] for link in listed.all("link") if link["rel"] == "alternate"}
    assert set(heads) == {*MIME_TYPES.values(), "application/json"}
    assert heads["application/atom+xml"] == "/partnerships.atom?status=active"
    assert heads["text/turtle"] == "/partnerships.ttl?status=active&sort=newest"
    assert set(heads.values()) <= set(listed.links)
    one = Page(client.get("/partnerships/metawiki/1").text)
    assert {link["href"] for link in one.all("link") if link["rel"] == "alternate"} == {*RECORDS, "/api/v1/partnerships/metawiki/1"}
    assert set(RECORDS) <= set(one.links)
    without_item = Page(client.get("/partnerships/metawiki/6").text).links
    assert "/partnerships/metawiki/6.ttl" in without_item
    assert not any(link.endswith(".quickstatements") for link in without_item)
    for address in (*heads.values(), *RECORDS):
        assert client.get(address).status_code == 200, address


def test_linked_data_come_by_pages(tmp_path: Path, make_app: Callable[..., Flask]) -> None:
    url = f"sqlite:///{tmp_path}/pages.db"
    with Store.open(url, migrate=True) as store:
        for number in range(1, 102):
            of = page(number, f"P/{number:03}")
            store.replace(of, [partnership(of, status="idea")], [])
    client = make_app(url).test_client()
    found: list[str] = []
    address = "/partnerships.ttl?status=idea"
    while address:
        response = client.get(address)
        found += re.findall(r"curid=(\d+)#partnership>", response.text)
        links = dict(re.findall(r'<([^>]+)>; rel="(\w+)"', response.headers.get("Link", "")))
        address = next((url for url, relation in links.items() if relation == "next"), "")
    assert sorted(map(int, found)) == [*range(1, 102)]
    assert "Link" in client.get("/partnerships.ttl").headers["Access-Control-Expose-Headers"]
    assert client.get("/partnerships.ttl?page=4").status_code == 404
