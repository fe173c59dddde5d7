"""Forms that write on the wiki as the person: a wiki in memory, behind OAuth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.core.outcome import Deferred, Outcome, Reason, Skipped
from bot.core.site import Site
from bot.wiki.memory import MemoryWiki
from tests.web.conftest import clock
from tests.web.memory_api import MemoryApi
from tests.web.oauth_standin import CONSUMER_KEY, CONSUMER_SECRET, StandIn, oauth_wiki
from tests.web.reading import Page

SECRET_KEY = "of the tests, and long enough for it"
FIVE = {"partner": "Museum of Salt", "lead": "Wikimedia Senegal", "country": "Sénégal", "status": "active", "start": "2026-03"}


@pytest.fixture
def wiki() -> MemoryWiki:
    return MemoryWiki(Site("homewiki"), clock=clock)


@pytest.fixture
def api(wiki: MemoryWiki) -> MemoryApi:
    return MemoryApi(wiki)


@pytest.fixture
def stand_in(api: MemoryApi) -> Iterator[StandIn]:
    with oauth_wiki(api) as server:
        yield server


@pytest.fixture
def app(filled: str, stand_in: StandIn, make_app: Callable[..., Flask]) -> Flask:
    settings = {"oauth_consumer_key": CONSUMER_KEY, "oauth_consumer_secret": CONSUMER_SECRET, "secret_key": SECRET_KEY}
    return make_app(filled, **settings, home="homewiki", wikis={"homewiki": {"api": stand_in.api}})


@pytest.fixture
def client(app: Flask, stand_in: StandIn) -> FlaskClient:
    """Somebody who logged in as Amina."""
    browser = app.test_client()
    back = urlsplit(stand_in.allow(browser.get("/login").headers["Location"], "Amina"))
    browser.get(back.path, query_string=back.query)
    return browser


def sent(page: Page) -> dict[str, list[str]]:
    """What a browser sends of the last form of a page, but for its buttons."""
    start = max(number for number, (tag, _) in enumerate(page.elements) if tag == "form")
    values: dict[str, list[str]] = {}
    for tag, attributes in page.elements[start:]:
        if tag == "input" and attributes.get("type") != "checkbox" and attributes.get("name"):
            values.setdefault(attributes["name"], []).append(attributes.get("value", ""))
    return values


def press(client: FlaskClient, response: Any, step: str, **answers: Any) -> Any:
    """Fills in the form of an answer and presses one of its buttons."""
    page = Page(response.text)
    buttons = [attributes["value"] for attributes in page.all("button") if attributes.get("name") == "_step"]
    assert step in buttons, (buttons, page.text)
    (action,) = {attributes["action"] for attributes in page.all("form") if attributes["action"] != "/logout"}
    return client.post(action, data=sent(page) | answers | {"_step": step})


def register(client: FlaskClient, **answers: str) -> Any:
    return press(client, client.get("/new/partnerships"), "review", **answers)


def test_register_a_partnership(client: FlaskClient, wiki: MemoryWiki, api: MemoryApi) -> None:
    shown = register(client, **FIVE)
    assert shown.status_code == 200, shown.text
    text = Page(shown.text).text
    assert "Amina" in text
    assert "| country = SN" in text
    assert "New: Partnership (by form, see [[Partnerships]])" in text
    assert wiki.titles() == ()
    done = press(client, shown, "save")
    assert done.status_code == 303
    title = "Partnerships/Museum of Salt"
    ((revision, saved),) = wiki.revisions_of(title)
    assert revision.user == "Amina"
    assert api.summaries == {revision.id: "New: Partnership (by form, see [[Partnerships]])"}
    assert saved.startswith(
        "{{Partnership\n| partner = Museum of Salt\n| lead = Wikimedia Senegal\n| country = SN\n| status = active\n| start = 2026-03\n}}\n"
        "\n== Objectives ==\n"
    )
    after = client.get(done.headers["Location"])
    assert after.status_code == 200
    shown = Page(after.text)
    assert "of 100 points" in shown.text
    assert f"/edit/partnerships/{wiki.read([title])[title].id}" in "\n".join(shown.links)


def test_what_was_shown_is_what_is_saved(client: FlaskClient, wiki: MemoryWiki) -> None:
    shown = register(client, **FIVE)
    page = Page(shown.text)
    other = client.post("/new/partnerships", data=sent(page) | {"partner": "Somebody else", "_step": "save"})
    assert other.status_code == 200
    assert "Somebody else" in Page(other.text).text
    assert wiki.titles() == ()


def test_back_to_the_form_and_on_again(client: FlaskClient, wiki: MemoryWiki) -> None:
    shown = register(client, **FIVE)
    form = press(client, shown, "form")
    fields = {field["name"]: field.get("value", "") for field in Page(form.text).all("input") if field.get("name")}
    assert fields["lead"] == "Wikimedia Senegal"
    assert fields["_title"] == "Museum of Salt"
    again = press(client, form, "review", **FIVE | {"lead": "Wikimedia France"})
    assert press(client, again, "save").status_code == 303
    assert "| lead = Wikimedia France\n" in str(wiki.text("Partnerships/Museum of Salt"))


def test_a_page_that_exists_stays(client: FlaskClient, wiki: MemoryWiki) -> None:
    wiki.put("Partnerships/Museum of Salt", "Theirs.", user="Luc")
    shown = register(client, **FIVE)
    assert shown.status_code == 409
    texts = Page(shown.text).text
    assert "A page of this name exists already" in texts
    assert "Theirs." in texts
    assert "| lead = Wikimedia Senegal" in texts
    assert client.post("/new/partnerships", data=sent(Page(shown.text)) | {"_step": "save"}).status_code in {200, 409}
    assert wiki.text("Partnerships/Museum of Salt") == "Theirs."
    form = press(client, shown, "form")
    other = press(client, form, "review", **FIVE | {"_title": "Museum of Salt, Dakar"})
    assert press(client, other, "save").status_code == 303
    assert wiki.titles() == ("Partnerships/Museum of Salt", "Partnerships/Museum of Salt, Dakar")


def test_a_page_that_is_created_in_between_stays(client: FlaskClient, wiki: MemoryWiki, api: MemoryApi) -> None:
    shown = register(client, **FIVE)
    api.before_edit = lambda: wiki.put("Partnerships/Museum of Salt", "Theirs.", user="Luc")
    answer = press(client, shown, "save")
    assert answer.status_code == 409
    assert "Wikimedia Senegal" in answer.text
    assert wiki.text("Partnerships/Museum of Salt") == "Theirs."


NO_NAMES = ["Foo#bar", "../Foo", "A/B", "..", "Sandbox", "Doc", "a|b", "{{x}}", "<b>", "x" * 260, "~~~~", "&amp;", "_", "\u202e"]


@pytest.mark.parametrize("name", NO_NAMES)
def test_names_that_no_page_can_have(client: FlaskClient, wiki: MemoryWiki, name: str) -> None:
    answer = register(client, **FIVE, _title=name)
    assert answer.status_code == 422, name
    assert "No page can be called this." in Page(answer.text).text
    assert "Wikimedia Senegal" in answer.text


@pytest.mark.parametrize("name", ["Talk:Foo", "Special:Foo", "User:Foo", "Template:Foo", ":Foo", "fr:Foo"])
def test_names_do_not_lead_elsewhere(client: FlaskClient, wiki: MemoryWiki, name: str) -> None:
    done = press(client, register(client, **FIVE, _title=name), "save")
    assert done.status_code == 303
    (title,) = wiki.titles()
    assert title == f"Partnerships/{name}"


def test_what_is_not_understood_is_told_beside_the_field(client: FlaskClient, wiki: MemoryWiki) -> None:
    answer = register(client, **FIVE | {"start": "soon", "country": "Atlantis"})
    assert answer.status_code == 422
    page = Page(answer.text)
    invalid = {attributes["name"] for tag, attributes in page.elements if attributes.get("aria-invalid") == "true"}
    assert invalid == {"start", "country"}
    assert "“soon” is not a date" in page.text.replace("\n", "")
    nothing = register(client)
    assert nothing.status_code == 422
    assert "This is needed." in Page(nothing.text).text


def test_what_is_missing_is_told_and_may_be_saved(client: FlaskClient, wiki: MemoryWiki) -> None:
    shown = register(client, partner="Museum of Salt")
    assert shown.status_code == 200
    assert "Start\nis missing." in Page(shown.text).text
    assert press(client, shown, "save").status_code == 303


HOSTILE = ["}}{{Partnership|partner=Other}}", "|lead=Evil", "<!--", "{{subst:Evil}}", "~~~~", "<nowiki>", "[[Category:Evil]]"]
HOSTILE += ["__NOINDEX__", "-->", "&#125;&#125;", "<script>alert(1)</script>"]


@pytest.mark.parametrize("value", HOSTILE)
def test_nothing_that_is_typed_is_markup(client: FlaskClient, wiki: MemoryWiki, value: str) -> None:
    done = press(client, register(client, **FIVE | {"lead": value, "_title": "Salt"}), "save")
    assert done.status_code == 303
    text = str(wiki.text("Partnerships/Salt"))
    assert value not in text
    assert text.count("{{Partnership\n") == 1


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Skipped(Reason.PROTECTED), "The page is protected."),
        (Skipped(Reason.FILTER), "An abuse filter"),
        (Deferred(Reason.LAG), "The servers asked for a pause."),
        (Deferred(Reason.READ_ONLY), "The wiki is read-only for now."),
    ],
)
def test_what_the_wiki_refuses_is_told_and_kept(client: FlaskClient, wiki: MemoryWiki, outcome: Outcome, said: str) -> None:
    wiki.refuse("Partnerships/Museum of Salt", outcome)
    answer = press(client, register(client, **FIVE), "save")
    assert answer.status_code == 409
    assert said in Page(answer.text).text
    assert "Wikimedia Senegal" in answer.text
    wiki.refuse("Partnerships/Museum of Salt", None)
    assert press(client, answer, "save").status_code == 303


def test_a_wiki_that_is_away(client: FlaskClient, wiki: MemoryWiki, stand_in: StandIn) -> None:
    shown = register(client, **FIVE)
    stand_in.status = 429
    answer = press(client, shown, "save")
    assert answer.status_code == 503
    assert "Wikimedia Senegal" in answer.text
    stand_in.status = 200
    assert press(client, press(client, press(client, answer, "form"), "review", **FIVE), "save").status_code == 303


def test_somebody_whose_login_is_over_keeps_what_they_typed(app: Flask, client: FlaskClient, wiki: MemoryWiki) -> None:
    shown = register(client, **FIVE)
    stranger = app.test_client()
    answer = stranger.post("/new/partnerships", data=sent(Page(shown.text)) | {"_step": "save"})
    assert answer.status_code == 403
    page = Page(answer.text)
    assert "Wikimedia Senegal" in answer.text
    assert wiki.titles() == ()
    assert any(link.startswith("/login") for link in page.links)
