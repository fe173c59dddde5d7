"""The pages of records lead on: next steps, what is like them and why, people, recognition, partners, questions, and what can be cited."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.core.history import Change, Entry
from bot.core.recognition.deliveries import Delivery
from bot.core.recognition.reach import Measurement, Reach
from bot.core.records import Contribution, Hub, Inquiry, LearningModule, Lesson, Nomination, Partnership, Record, Task, Tool
from bot.store import OK, Store
from tests.web.reading import Page
from tests.web.records import FRENCH, META, NOON, SCRIPT, page, placed
from webservice.related import related
from webservice.request import knowledge

HUB = "Hubs/Sahel"
RECORDS: list[tuple[str, type[Record], str, str, dict[str, object]]] = [
    ("metawiki", Partnership, "P/Salt", "", {
        "partner": ("Museum of Salt",), "partner_qid": ("Q42",), "partner_type": "museum", "themes": ("salt",), "programs": ("glam",),
        "country": ("SN",), "status": "active", "languages": ("fr",), "lead": "Q99", "supported_by": ("Salt & co",),
        "lead_contact": ("Ana",), "volunteers": ("Hidden One", "Hidden Two"), "hub": HUB, "gaps": ("gender",), "tools": ("T/Up",),
        "contributions": ("media",),
    }),
    ("frwiki", Partnership, "P/Sel", "", {
        "partner": ("Museum of Salt",), "country": ("SN",), "status": "idea", "themes": ("salt",), "languages": ("fr", "wo"),
        "projects": ("wikidatawiki",), "partner_type": "university", "start": "2025-02",
    }),
    ("metawiki", Hub, HUB, "Sahel", {"themes": ("salt",), "regions": ("sub-saharan-africa",), "capacity": "4", "backup": "Hubs/Spare"}),
    ("metawiki", Hub, "Hubs/Spare", "Spare", {}),
    ("metawiki", Lesson, "L/Ask", "ask", {
        "title": "Ask early", "problem": "Nobody asked.", "solution": "Ask.\nThen ask again.", "themes": ("salt",), "countries": ("SN",),
        "partnerships": ("P/Salt",), "ask_me": ("Fatou",),
    }),
    ("metawiki", Tool, "T/Up", "Up", {"purpose": "Uploads", "status": "active", "needs": ("T350001", SCRIPT), "maintainers": ("Nora",)}),
    ("metawiki", LearningModule, "M/First", "", {
        "title": "First talk", "skills": ("negotiation",), "languages": ("fr",), "stage": ("idea", "active"),
        "url": "https://learn.example.org/",
    }),
    ("metawiki", Task, "X", "", {"page": "P/Salt", "check": "reviewed", "claimed_by": "Nora", "since": "2026-03-10"}),
    ("metawiki", Nomination, "N/1", "", {
        "nominee": "User:Fatou", "nomination_kind": "barnstar", "status": "delivered", "partnership": "P/Salt",
    }),
    ("metawiki", Inquiry, "I/1", "", {"organisation": "A choir", "publicly_agreed": "yes", "status": "new", "hub": HUB}),
    ("metawiki", Inquiry, "I/2", "", {"organisation": "Hidden choir", "status": "new", "hub": HUB}),
]  # fmt: skip


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database in which everything belongs to something."""
    address = f"sqlite:///{tmp_path_factory.mktemp('related')}/partnerships.db"
    with Store.open(address, migrate=True) as store:
        for number, (site, kind, title, name, fields) in enumerate(RECORDS, 1):
            of = page(number, title, site)
            records = [placed(of, kind, name, **fields)]
            if number == 1:
                given = {"type": "media", "date": "2025-11", "what": "Photos", "commons_category": "Salt"}
                records.append(placed(of, Contribution, **given).model_copy(update={"display_name": "Photos", "key_name": "photos"}))
            store.replace(of, records, [])
        store.set_site(META)
        store.set_site(FRENCH)
        salt = placed(page(1, "P/Salt"), Partnership).key
        store.set_history([Entry(salt, "2026-W02", Change.NEW, 20), Entry(salt, "2026-W10", Change.CHANGED, 45)])
        store.add_delivery(
            "metawiki", Delivery(9, datetime(2026, 3, 1, tzinfo=UTC), "User:Fatou", "barnstar", "", "fr", "Ana", "User talk:Fatou", 3)
        )
        store.note_reach([Measurement(Reach("Salt", "2026-02", 50, 20, 12, 3, 4321), date(2026, 3, 1))])
        store.start_job("collect", NOON)
        store.finish_job("collect", NOON, OK, {}, "")
    return address


@pytest.fixture
def client(url: str, make_app: Callable[..., Flask]) -> FlaskClient:
    return make_app(url).test_client()


def shown(client: FlaskClient, address: str, language: str = "en") -> Page:
    """A page, which must be there."""
    response = client.get(f"{address}{'&' if '?' in address else '?'}uselang={language}", follow_redirects=True)
    assert response.status_code == 200
    assert "⧼" not in response.text
    return Page(response.text)


def section(html: str, id_: str) -> str:
    """The text of a section, by the id of its heading."""
    found = re.search(rf'<section[^>]*aria-labelledby="{id_}">(.*?)</section>', html, re.DOTALL)
    assert found, id_
    return Page(found[1]).text


def test_a_partnership_begins_with_its_next_best_step(client: FlaskClient) -> None:
    html = client.get("/partnerships/metawiki/1?uselang=en").text
    text = section(html, "next")
    (bar,) = Page(html).all("progress")
    score = int(bar["value"])
    assert f"Documentation: {score} of 100 points" in text
    assert re.search(r"\+\d+ points, 2 minutes", text)
    assert "more steps" in text
    assert "https://meta.wikimedia.org/w/index.php?title=P/Salt&action=edit" in Page(html).links
    # Of what is missing, the quickest comes first.
    minutes = [int(number) for number in re.findall(r"points?, (\d+) minute", text)]
    assert minutes == sorted(minutes)
    # A score is shown nowhere else.
    for address in ("/partnerships", "/", "/hubs/metawiki/3/sahel", "/questions", "/partners/Q42"):
        assert "of 100 points" not in shown(client, address).text


def test_whoever_took_a_step_on_is_named(client: FlaskClient) -> None:
    text = section(client.get("/partnerships/metawiki/1?uselang=en").text, "next")
    assert "Nora\nhas taken this on, until April 9, 2026." in text


def test_how_the_score_went_is_an_image_with_words_and_a_table(client: FlaskClient) -> None:
    html = client.get("/partnerships/metawiki/1?uselang=en").text
    image = Page(html).all("img")[-1]
    assert (
        image["alt"]
        == "A line of the documentation score: 20 points in the week of January 5, 2026, 45 points in the week of March 2, 2026."
    )
    table = Page(html[html.index("<table") : html.index("</table>")]).texts
    assert table == ["Week that began on", "Points", "January 5, 2026", "20", "March 2, 2026", "45"]
    drawn = client.get(image["src"])
    assert (drawn.status_code, drawn.mimetype) == (200, "image/svg+xml")
    assert "script" not in drawn.text
    assert drawn.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "5 janvier 2026" in client.get("/charts/scores/metawiki/1?uselang=fr").text
    again = client.get(image["src"], headers={"If-None-Match": drawn.headers["ETag"]})
    assert again.status_code == 304
    for address in ("/charts/scores/frwiki/2", "/charts/scores/metawiki/3", "/charts/scores/metawiki/77"):
        assert client.get(address).status_code == 404


def test_what_is_alike_says_why(client: FlaskClient) -> None:
    html = client.get("/partnerships/metawiki/1?uselang=en").text
    similar = section(html, "similar")
    assert "P/Sel" not in similar  # the record's name
    assert "Sel\n" in similar
    assert re.search(r"theme:\s+salt", similar)
    assert re.search(r"region:\s+Sub-Saharan Africa", similar)
    assert "Lessons that may help\nask\ntheme:\nsalt" in section(html, "fitting-lessons")
    assert "ask" in section(html, "lessons")
    assert re.search(r"First\nstatus:\s+Active", section(html, "modules"))
    assert "Photos" in section(html, "contributions")
    assert "Up" in section(html, "tools")


def test_people_and_groups_lead_to_the_wiki_and_volunteers_are_counted(client: FlaskClient) -> None:
    response = client.get("/partnerships/metawiki/1?uselang=en")
    people, links = section(response.text, "people"), Page(response.text).links
    assert "2 volunteers" in people
    for address in ("/partnerships/metawiki/1", "/api/v1/partnerships/metawiki/1", "/partnerships.csv", "/partnerships/metawiki/1.ttl"):
        assert "Hidden" not in client.get(address).text
    for link in ("wikidata.org/wiki/Q99", "meta.wikimedia.org/wiki/Special:Search/Salt_%26_co", "meta.wikimedia.org/wiki/User:Ana"):
        assert any(link in each for each in links), (link, links)
    assert "/hubs/metawiki/3/sahel?uselang=en" in links


def test_recognition_says_who_proposed_it(client: FlaskClient) -> None:
    thanks = section(client.get("/partnerships/metawiki/1?uselang=en").text, "thanks")
    assert "Barnstar\nMarch 1, 2026\nProposed by\nAna" in thanks
    assert 'id="thanks"' not in client.get("/partnerships/frwiki/2").text


def test_a_hub_says_what_it_serves_and_carries(client: FlaskClient) -> None:
    html = client.get("/hubs/metawiki/3/sahel?uselang=en").text
    assert "Sub-Saharan Africa" in section(html, "serves")
    load = section(html, "load")
    assert "1 of 4 places taken" in load
    assert "1 open inquiry waits for it." in load  # what nobody agreed to tell of is not even counted
    assert "Spare" in load
    assert "Salt" in section(html, "partnerships")


def test_a_lesson_reads_as_an_article(client: FlaskClient) -> None:
    html = client.get("/lessons/metawiki/5/ask?uselang=en").text
    assert section(html, "problem") == "Problem\nNobody asked."
    assert "Fatou" in section(html, "ask")
    assert "https://meta.wikimedia.org/wiki/User:Fatou" in Page(html).links
    assert "Salt" in section(html, "sources")
    assert "theme:" in section(html, "helps")


def test_a_tool_its_needs_and_its_users(client: FlaskClient) -> None:
    html = client.get("/tools/metawiki/6/up?uselang=en").text
    page_ = Page(html)
    assert "https://phabricator.wikimedia.org/T350001" in page_.links
    assert SCRIPT in section(html, "needs")
    assert "1 partnership names it." in section(html, "kept")
    assert "Salt" in section(html, "users")


def test_a_module_leads_to_what_it_teaches(client: FlaskClient) -> None:
    page_ = shown(client, "/modules/metawiki/7")
    assert "https://learn.example.org/" in page_.links
    assert "of 2 partnerships under way" in page_.text


def test_a_contribution_its_partnership_and_reach(client: FlaskClient) -> None:
    html = client.get("/contributions/metawiki/1/photos?uselang=en").text
    assert "Salt" in section(html, "partnership")
    reach = section(html, "reach")
    assert "As of February 2026" in reach
    assert "4,321" in reach
    assert "https://commons.wikimedia.org/wiki/Category:Salt" in Page(html).links


def test_a_partner_has_one_page_for_all_wikis(client: FlaskClient) -> None:
    assert "/partners/Q42?uselang=en" in shown(client, "/partnerships/frwiki/2").links
    page_ = shown(client, "/partners/Q42")
    assert "2 partnerships on 2 wikis" in page_.text
    assert {"/partnerships/metawiki/1?uselang=en", "/partnerships/frwiki/2?uselang=en"} <= set(page_.links)
    assert "Photos" in page_.text
    assert "Sahel" in page_.text
    assert "February 2025" in page_.text
    moved = client.get("/partners/SN:museum of salt")
    assert (moved.status_code, unquote(moved.headers["Location"])) == (302, "/partners/Q42")
    assert client.get("/partners/SN:nobody").status_code == 404


def test_partners_are_searched_by_name_or_item(client: FlaskClient) -> None:
    for words, number in (("", 1), ("MUSEUM salt", 1), ("q42", 1), ("nobody", 0)):
        assert len([link for link in shown(client, f"/partners?q={words}").links if link.startswith("/partners/")]) == number, words
    assert client.get("/partners?page=2").status_code == 404
    assert client.get("/partners?page=x").status_code == 400
    assert client.get(f"/partners?q={'x' * 201}").status_code == 400


def test_the_working_groups_own_questions_are_answered(client: FlaskClient) -> None:
    html = client.get("/questions?uselang=en").text
    assert "1 partnership in 1 country" in section(html, "universities")
    gender = section(html, "gender")
    assert "1 partnership in 1 country" in gender
    assert "Salt" in gender
    assert "Media files\n1" in section(html, "given")
    assert "2025\n1\nnot stated yet\n1" in section(html, "began")
    for link in Page(html).links:
        if link.startswith(("/partnerships?", "/contributions?")):
            assert client.get(link).status_code == 200
    answer = client.get("/api/v1/partnerships?program=glam&gap=gender&gave-content=yes").json
    assert answer is not None
    assert answer["total"] == 1


def cited(client: FlaskClient, address: str, language: str, headers: Mapping[str, str] | None = None) -> str:
    """The sentence on a page."""
    html = client.get(f"{address}{'&' if '?' in address else '?'}uselang={language}", headers=headers).text
    found = re.search(r"<textarea id=\"citation\"[^>]*>(.*?)</textarea>", html, re.DOTALL)
    assert found
    return Page(found[1]).text


LISTED = "As of March 14, 2026, the partnerships tool of the Wikimedia movement lists"
FROM = "in the partnerships tool of the Wikimedia movement as of March 14, 2026, from revision"
SALT_PAGE = "https://meta.wikimedia.org/wiki/P/Salt"
FRENCH_LISTED = "Au 14 mars 2026, l’outil des partenariats du mouvement Wikimédia compte"


@pytest.mark.parametrize(
    ("address", "language", "sentence"),
    [
        ("/partnerships", "en", f"{LISTED} 2 partnerships. {{}}"),
        ("/partnerships?gap=gender&wiki=metawiki", "en", f"{LISTED} 1 partnership (Gaps: Gender and Wiki: meta.wikimedia.org). {{}}"),
        ("/partnerships?status=idea&q=museum", "fr", f"{FRENCH_LISTED} 1 partenariat (État : Idée et mots : museum). {{}}"),
        ("/partnerships/metawiki/1", "en", f"“Salt” (Partnership, Active, and Senegal), {FROM} 1001 of {SALT_PAGE}. {{}}"),
    ],
)  # fmt: skip
def test_what_a_page_says_can_be_cited(client: FlaskClient, address: str, language: str, sentence: str) -> None:
    assert cited(client, address, language) == sentence.format(f"http://localhost{address}")


def test_the_order_of_a_list_is_not_cited_and_a_foreign_host_neither(client: FlaskClient) -> None:
    assert cited(client, "/partnerships?status=idea&sort=newest", "en").endswith(" http://localhost/partnerships?status=idea")
    assert cited(client, "/partnerships", "en", headers={"Host": "evil.example"}).endswith("lists 2 partnerships. /partnerships")


def test_nothing_is_cited_before_anything_was_read(empty_client: FlaskClient) -> None:
    assert "citation" not in empty_client.get("/partnerships").text


def test_what_belongs_together_is_found_once_while_the_records_stay_the_same(
    url: str, make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    with make_app(url).test_request_context("/"):
        first = related()
        assert related() is first
        another = replace(knowledge())
        monkeypatch.setattr("webservice.related.knowledge", lambda: another)
        assert related() is not first
        assert related().knowledge is another
