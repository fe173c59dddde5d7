"""Every kind of record has a list and a page each, for people and for programs, with search and numbers beside each choice."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.core.configuration import CONFIGURATION_TITLE
from bot.core.records import RECORDS, Record
from bot.core.vocabulary import Vocabulary
from bot.store import Store
from tests.web.reading import Page
from tests.web.records import META, page, partnership
from webservice.catalogue import CATALOGUES
from webservice.exchange import fields

LABELS = Vocabulary({"fr": {"label-theme-salt": "Le sel"}, "en": {"label-theme-salt": "Salt"}})
CONFIGURATION = '{"version": 1, "codes": {"theme": {"salt": {"labels": {"en": "Salt & sand", "fr": "Sel"}}}}}'
#: What is said about the record of each kind, one of the facets that fits it, and the name of that choice.
SAID: dict[str, tuple[dict[str, object], str, str]] = {
    "partnership": ({"partner": ("Radio",), "themes": ("salt",)}, "theme=salt", "Salt & sand (1)"),
    "hub": ({"name": "Sahel", "themes": ("salt",), "regions": ("sub-saharan-africa",)}, "country=SN", "Senegal (1)"),
    "contribution": ({"what": "Old photos", "type": "media", "date": "2026"}, "type=media", "Media files (1)"),
    "lesson": ({"title": "Ask early", "solution": "A call helps.", "programs": ("glam",)}, "program=glam", "glam (1)"),
    "tool": ({"name": "Uploader", "purpose": "To upload", "status": "active"}, "status=active", "Maintained (1)"),
    "module": ({"title": "First steps", "skills": ("writing",), "level": "first-steps"}, "level=first-steps", "First steps (1)"),
    "task": ({"page": "P/Radio", "check": "contact"}, "wiki=metawiki", "meta.wikimedia.org (1)"),
    "nomination": ({"nominee": "User:Fatou", "reason": "Her help", "nomination_kind": "barnstar"}, "kind=barnstar", "Barnstar (1)"),
    "inquiry": ({"organisation": "A choir", "publicly_agreed": "yes", "country": ("SN",)}, "country=SN", "Senegal (1)"),
}
NAMES = {kind: str(said.get(RECORDS[kind].SHOWN_AS, kind)) for kind, (said, _, _) in SAID.items()}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database with one record of each kind, and an inquiry that nobody may see."""
    address = f"sqlite:///{tmp_path_factory.mktemp('kinds')}/partnerships.db"
    with Store.open(address, migrate=True) as store:
        for number, (kind, (said, _, _)) in enumerate(SAID.items(), 1):
            of = page(number, f"P/{kind}")
            place = {"source": partnership(of).source, "display_name": NAMES[kind], "key_name": ""}
            records: list[Record] = [RECORDS[kind].model_validate({**place, **said})]
            if kind == "inquiry":
                hidden = {"display_name": "Hidden choir", "organisation": "Hidden choir", "key_name": "hidden"}
                records.append(RECORDS[kind].model_validate({**place, **hidden}))
            store.replace(of, records, [], LABELS)
        store.set_site(META)
        store.remember("metawiki", CONFIGURATION_TITLE, 7, CONFIGURATION)
    return address


@pytest.fixture
def client(url: str, make_app: Callable[..., Flask]) -> FlaskClient:
    return make_app(url).test_client()


def test_every_kind_is_tried() -> None:
    assert set(SAID) == set(CATALOGUES) == set(RECORDS)


@pytest.mark.parametrize("kind", SAID)
def test_a_list_and_a_page(client: FlaskClient, kind: str) -> None:
    path, (_, query, option) = CATALOGUES[kind].path, SAID[kind]
    response = client.get(f"/{path}?{query}&uselang=en")
    listed = Page(response.text)
    assert response.status_code == 200
    assert option in listed.text
    (link,) = [link for link in listed.links if link.startswith(f"/{path}/")]
    one = Page(client.get(link).text)
    assert NAMES[kind] in one.text
    assert "⧼" not in response.text + one.text
    data = client.get(f"/api/v1/{path}?{query}").json
    assert data is not None
    (record,) = data["records"]
    assert tuple(record) == fields(kind)
    assert record["page"] == f"P/{kind}"
    name, _, code = query.partition("=")
    assert data["facets"][name][code] == 1
    assert all(number for codes in data["facets"].values() for number in codes.values())
    table = client.get(f"/{path}.csv?{query}").text.splitlines()
    assert [len(table), table[0]] == [2, ",".join(fields(kind))]


def test_what_is_said_beside_where_it_stands(client: FlaskClient) -> None:
    task = client.get("/api/v1/tasks").json
    assert task is not None
    assert (task["records"][0]["page"], task["records"][0]["task_page"]) == ("P/task", "P/Radio")


def test_words_are_found_in_any_text_and_marked(client: FlaskClient) -> None:
    for path, query, marked in (
        ("lessons", "call", "call"),
        ("tools", "UPLOAD", "Uploader"),
        ("hubs", "sel", ""),  # by a label
        ("hubs", "sahel", "Sahel"),
    ):
        html = client.get(f"/{path}?q={query}").text
        assert Page(html).text.count("P/") == 0
        assert len([link for link in Page(html).links if link.startswith(f"/{path}/")]) == 1, query
        assert marked in "".join(re.findall("<mark>(.*?)</mark>", html))
    assert client.get("/api/v1/tools?q=nowhere").json["total"] == 0  # type: ignore[index] # it is an object


def test_the_community_names_its_codes(client: FlaskClient) -> None:
    for language, name in (("en", "Salt & sand"), ("fr", "Sel"), ("es", "Salt & sand"), ("qqx", "salt")):
        assert name in Page(client.get(f"/hubs?uselang={language}").text).texts
        assert name in Page(client.get(f"/partnerships/metawiki/1?uselang={language}").text).texts


def test_what_the_organisation_did_not_agree_to_is_nowhere(client: FlaskClient) -> None:
    for address in ("/inquiries", "/inquiries?q=choir", "/inquiries.csv", "/api/v1/inquiries"):
        assert "Hidden" not in client.get(address).text, address
        assert "A choir" in re.sub("</?mark>", "", client.get(address).text)
    for address in ("/inquiries/metawiki/9/hidden", "/api/v1/inquiries/metawiki/9/hidden"):
        assert "Hidden" not in client.get(address, follow_redirects=True).text
