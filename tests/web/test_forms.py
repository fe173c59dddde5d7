"""Forms that write on the wiki as the person: a wiki in memory, behind OAuth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.core.outcome import Deferred, Outcome, Reason, Skipped
from bot.core.site import Site
from bot.i18n import Messages
from bot.settings import Settings
from bot.store import Store, StoreError
from bot.wiki.memory import MemoryWiki
from tests.web.conftest import clock
from tests.web.memory_api import MemoryApi
from tests.web.oauth_standin import CONSUMER_KEY, CONSUMER_SECRET, StandIn, oauth_wiki
from tests.web.reading import Page
from webservice.app import create_app
from webservice.snapshot import Keeper

FIVE = {"partner": "Museum of Salt", "lead": "Wikimedia Senegal", "country": "Sénégal", "status": "active", "start": "2026-03"}


@pytest.fixture
def wiki() -> MemoryWiki:
    return MemoryWiki(Site("homewiki"), clock=clock)


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    with oauth_wiki() as stand_in:
        yield stand_in


@pytest.fixture(scope="module")
def tool(filled: str, server: StandIn, messages: Messages) -> Flask:
    """The tool with that wiki as its home; every test has another wiki there."""
    values = {"database": filled, "home": "homewiki", "wikis": {"homewiki": {"api": server.api}}, "secret_key": "x" * 40}
    values |= {"oauth_consumer_key": CONSUMER_KEY, "oauth_consumer_secret": CONSUMER_SECRET}
    return create_app(Settings.model_validate(values), messages=messages, now=clock)


@pytest.fixture
def stand_in(server: StandIn, wiki: MemoryWiki) -> StandIn:
    server.wiki, server.status = MemoryApi(wiki), 200
    return server


@pytest.fixture
def api(stand_in: StandIn) -> MemoryApi:
    assert isinstance(stand_in.wiki, MemoryApi)
    return stand_in.wiki


@pytest.fixture
def app(tool: Flask, stand_in: StandIn) -> Flask:
    for limiter in tool.extensions["limiter"]:
        limiter.reset()
    return tool


@pytest.fixture
def client(app: Flask, stand_in: StandIn) -> FlaskClient:
    """Somebody who logged in as Amina."""
    stand_in.access["key"] = ("secret", "Amina")
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["person"] = ["Amina", "key", "secret"]
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


NO_NAMES = ["Foo#bar", "../Foo", "A/B", "Sandbox", "{{x}}", "x" * 260, "~~~~", "_", "\u202e"]


@pytest.mark.parametrize("name", NO_NAMES)
def test_names_that_no_page_can_have(client: FlaskClient, wiki: MemoryWiki, name: str) -> None:
    answer = register(client, **FIVE, _title=name)
    assert answer.status_code == 422, name
    assert "No page can be called this." in Page(answer.text).text
    assert "Wikimedia Senegal" in answer.text


@pytest.mark.parametrize("name", ["Special:Foo", ":Foo"])
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
HOSTILE += ["__NOINDEX__", "-->", "<script>alert(1)</script>"]


def test_nothing_that_is_typed_is_markup(client: FlaskClient, wiki: MemoryWiki) -> None:
    shown = register(client, **FIVE | {"lead": " ".join(HOSTILE), "_title": "Salt"})
    assert not [script for script in Page(shown.text).all("script") if "src" not in script]
    assert press(client, shown, "save").status_code == 303
    text = str(wiki.text("Partnerships/Salt"))
    assert not [value for value in HOSTILE if value in text]
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


# --- Records that are there --------------------------------------------------------------------------------------------------------

PAGE = "Partnerships/Museum of Salt"
TEXT = """{{Partnership
| partner = Museum of Salt
| lead = [[Wikimedia Senegal]] <!-- ask -->
| country = SN
| status = active
| start = soon
}}
Words.
"""


def put(wiki: MemoryWiki, text: str = TEXT, title: str = PAGE, user: str = "Luc") -> int:
    wiki.put(title, text, user=user)
    return wiki.read([title])[title].id


def values(page: Page) -> dict[str, str]:
    """What stands in a form's fields of one line."""
    return {field["name"]: field.get("value", "") for field in page.all("input") if field.get("name") and field.get("type") != "hidden"}


def test_complete_a_partnership(client: FlaskClient, wiki: MemoryWiki, api: MemoryApi) -> None:
    number = put(wiki)
    form = client.get(f"/edit/partnerships/{number}")
    assert values(Page(form.text))["lead"] == "Wikimedia Senegal"
    shown = press(client, form, "review", **FIVE)
    assert shown.status_code == 200
    assert "Filled in or corrected: start (by form, see [[Partnerships]])" in Page(shown.text).text
    assert press(client, shown, "save").status_code == 303
    assert wiki.text(PAGE) == TEXT.rstrip().replace("soon", "2026-03")
    (_, (revision, _)) = wiki.revisions_of(PAGE)
    assert revision.user == "Amina"
    assert api.summaries[revision.id] == "Filled in or corrected: start (by form, see [[Partnerships]])"


def test_one_step_asks_only_what_it_needs(client: FlaskClient, wiki: MemoryWiki) -> None:
    number = put(wiki)
    form = client.get(f"/edit/partnerships/{number}?step=contact")
    assert form.status_code == 200, form.text
    assert {field["name"] for field in Page(form.text).all("textarea")} == {"lead_contact"}
    assert not values(Page(form.text))
    shown = press(client, form, "review", lead_contact="[[User:Amina]]\n[[User:Luc]]")
    assert press(client, shown, "save").status_code == 303
    assert wiki.text(PAGE) == TEXT.rstrip().replace("= soon\n", "= soon\n| lead_contact = Amina, Luc\n")
    assert client.get(f"/edit/partnerships/{number}?step=nonsense").status_code == 400
    assert client.get(f"/edit/partnerships/{number}?other=x").status_code == 400


def test_an_edit_conflict_shows_both_and_loses_nothing(client: FlaskClient, wiki: MemoryWiki) -> None:
    number = put(wiki)
    form = client.get(f"/edit/partnerships/{number}")
    put(wiki, TEXT.replace("active", "paused") + "More words.")
    shown = press(client, form, "review", **FIVE)
    assert shown.status_code == 409
    page = Page(shown.text)
    assert [part for tag, part in _changed(shown.text)] == ["active", "paused", "More words.", "soon", "2026-03"]
    assert "Somebody edited the page meanwhile" in page.text
    done = press(client, shown, "save")
    assert done.status_code == 303
    assert wiki.text(PAGE) == (TEXT.replace("active", "paused") + "More words.").replace("soon", "2026-03")


def test_a_conflict_does_not_show_thousands_of_lines_of_others(client: FlaskClient, wiki: MemoryWiki) -> None:
    form = client.get(f"/edit/partnerships/{put(wiki)}")
    put(wiki, TEXT + "\nMore words." * 3000)
    shown = press(client, form, "review", **FIVE)
    assert shown.status_code == 409
    assert [part for _, part in _changed(shown.text)] == ["soon", "2026-03"]
    assert press(client, shown, "save").status_code == 303


def _changed(html: str) -> list[tuple[str, str]]:
    return re.findall(r"<(del|ins)>([^<]*)</", html)


def test_a_conflict_at_the_last_moment(client: FlaskClient, wiki: MemoryWiki, api: MemoryApi) -> None:
    shown = press(client, client.get(f"/edit/partnerships/{put(wiki)}"), "review", **FIVE)

    def meanwhile() -> None:
        api.before_edit = None
        put(wiki, TEXT.replace("active", "paused"))

    api.before_edit = meanwhile
    conflict = press(client, shown, "save")
    assert conflict.status_code == 409
    assert [part for _, part in _changed(conflict.text)] == ["active", "paused", "soon", "2026-03"]
    assert press(client, conflict, "save").status_code == 303
    assert wiki.text(PAGE) == TEXT.rstrip().replace("active", "paused").replace("soon", "2026-03")


def test_back_from_a_conflict_the_form_shows_what_is_there_now(client: FlaskClient, wiki: MemoryWiki) -> None:
    form = client.get(f"/edit/partnerships/{put(wiki)}")
    put(wiki, TEXT.replace("Museum of Salt", "Museum of Pepper").replace("[[Wikimedia Senegal]]", "WUG"))
    conflict = press(client, form, "review", **FIVE)
    again = press(client, conflict, "form")
    assert values(Page(again.text))["lead"] == "WUG"
    assert values(Page(again.text))["start"] == "2026-03"
    assert "Museum of Pepper" in again.text


def test_a_change_that_has_no_place_any_more(client: FlaskClient, wiki: MemoryWiki) -> None:
    number = put(wiki)
    form = client.get(f"/edit/partnerships/{number}")
    shown = press(client, form, "review", **FIVE)
    put(wiki, "Nothing but words.")
    gone = press_without_checks(client, shown, "save")
    assert gone.status_code == 404
    wiki.delete(PAGE)
    assert press_without_checks(client, shown, "save").status_code == 404
    assert wiki.text(PAGE) is None


def press_without_checks(client: FlaskClient, response: Any, step: str) -> Any:
    page = Page(response.text)
    (action,) = {attributes["action"] for attributes in page.all("form") if attributes["action"] != "/logout"}
    return client.post(action, data=sent(page) | {"_step": step})


@pytest.mark.parametrize("base", ["0", "1", "999", "x", "", "9" * 30, "-1", "١"])
def test_a_revision_that_somebody_made_up(client: FlaskClient, wiki: MemoryWiki, base: str) -> None:
    other = put(wiki, "Another page.", "Other")
    form = client.get(f"/edit/partnerships/{put(wiki)}")
    before = wiki.titles(), wiki.text(PAGE)
    answer = press(client, form, "review", **FIVE | {"_base": base, "_opened": base, "_seen": "x"})
    assert answer.status_code in {200, 409}
    assert (wiki.titles(), wiki.text(PAGE)) == before
    assert other


def test_nothing_to_change(client: FlaskClient, wiki: MemoryWiki) -> None:
    form = client.get(f"/edit/partnerships/{put(wiki)}")
    shown = press(client, form, "review", **FIVE | {"start": "", "country": "SN"})
    assert "Nothing would change" in Page(shown.text).text
    assert [button["value"] for button in Page(shown.text).all("button") if button.get("name")] == ["form"]


def test_pages_that_are_no_records(client: FlaskClient, wiki: MemoryWiki) -> None:
    for title, text in [("Salt", "Words"), ("Talk:Salt", TEXT), ("Partnerships/Sandbox", TEXT), ("Old", f"#REDIRECT [[{PAGE}]]")]:
        number = put(wiki, text, title)
        assert client.get(f"/edit/partnerships/{number}").status_code == 404, title
        assert client.get(f"/contribute/{number}").status_code == 404, title
    assert client.get("/edit/partnerships/99999").status_code == 404
    assert client.get(f"/edit/hubs/{put(wiki)}").status_code == 404
    assert client.get(f"/edit/tasks/{put(wiki)}").status_code == 404
    assert client.get("/new/contributions").status_code == 404


# --- Every kind --------------------------------------------------------------------------------------------------------------------

_HUB = {"name": "Sahel", "type": "regional", "regions": ["sub-saharan-africa"], "contact_page": "Hubs/Sahel"}
_LESSON = {"title": "Ask early", "problem": "Too late.", "solution": "A call."}
#: What is typed into each form, which page it makes, and what is said there later.
KINDS: dict[str, tuple[dict[str, Any], str, dict[str, Any]]] = {
    "partnerships": (FIVE, "Museum of Salt", {"lead": "WUG"}),
    "hubs": (_HUB, "Hubs/Sahel", {"capacity": "5"}),
    "lessons": (_LESSON, "Lessons/Ask early", {"updated": "2026"}),
    "tools": ({"name": "Uploader", "purpose": "To upload", "status": "active"}, "Tools/Uploader", {"source": "https://a.org/b"}),
    "modules": ({"title": "First steps", "format": "video", "languages": "fr"}, "Learning modules/First steps", {"level": "trainer"}),
    "nominations": ({"nominee": "User:Luc", "kind": "barnstar", "reason": "Help."}, "Nominations/User:Luc", {"barnstar": "star"}),
    "inquiries": ({"organisation": "A choir", "kind": "content", "publicly_agreed": "yes"}, "Inquiries/A choir", {"sector": "museum"}),
}
AUTOMATIC = {
    "nominations": {"nominated_by": "Amina", "status": "open"},
    "inquiries": {"filed_by": "Amina", "filed": "2026-03-14", "status": "new"},
}


@pytest.mark.parametrize("path", KINDS)
def test_every_kind_is_made_and_changed(client: FlaskClient, wiki: MemoryWiki, path: str) -> None:
    typed, name, more = KINDS[path]
    title = f"Partnerships/{name}"
    shown = press(client, client.get(f"/new/{path}"), "review", **typed)
    assert shown.status_code == 200, Page(shown.text).text
    assert press(client, shown, "save").status_code == 303
    text = str(wiki.text(title))
    said = {name: value[0] if isinstance(value, list) else value for name, value in typed.items()} | AUTOMATIC.get(path, {})
    for name, value in said.items():
        assert f"| {name} = {'SN' if value == 'Sénégal' else value}\n" in text
    (name, value), *_ = more.items()
    number = wiki.read([title])[title].id
    shown = press(client, client.get(f"/edit/{path}/{number}"), "review", **typed | more)
    assert press(client, shown, "save").status_code == 303
    assert f"| {name} = {value}\n" in str(wiki.text(title))
    assert len(str(wiki.text(title)).split("\n")) - len(text.split("\n")) == (0 if path == "partnerships" else 1)


@pytest.mark.parametrize("agreed", ["", "no"])
def test_nobody_files_an_inquiry_that_is_not_public(client: FlaskClient, wiki: MemoryWiki, agreed: str) -> None:
    typed, name, _ = KINDS["inquiries"]
    title = f"Partnerships/{name}"
    answer = press(client, client.get("/new/inquiries"), "review", **typed | {"publicly_agreed": agreed})
    assert answer.status_code == 422
    assert "It can only be filed if the organisation agreed to that." in Page(answer.text).text
    number = put(wiki, "{{Partner inquiry|kind=content|organisation=A choir|publicly_agreed=yes}}", title)
    answer = press(client, client.get(f"/edit/inquiries/{number}"), "review", **typed | {"publicly_agreed": agreed})
    assert answer.status_code == 422


def test_add_a_contribution(client: FlaskClient, wiki: MemoryWiki, api: MemoryApi) -> None:
    number = put(wiki)
    shown = press(client, client.get(f"/contribute/{number}"), "review", type="media", date="2026-03", what="Photos | maps")
    assert press(client, shown, "save").status_code == 303
    added = "\n{{Partnership contribution\n| type = media\n| date = 2026-03\n| what = Photos &#124; maps\n}}"
    assert wiki.text(PAGE) == TEXT.rstrip().replace("soon\n}}", "soon\n}}" + added)
    assert list(api.summaries.values()) == ["New: Contribution (by form, see [[Partnerships]])"]
    lacking = press(client, client.get(f"/contribute/{number}"), "review", what="Photos")
    assert lacking.status_code == 422


def test_a_record_by_its_name(client: FlaskClient, wiki: MemoryWiki) -> None:
    number = put(wiki, "{{Partnership|name=Radio|partner=a}}\n{{Partnership|name=Télé|partner=b}}")
    assert client.get(f"/edit/partnerships/{number}").status_code == 404
    form = client.get(f"/edit/partnerships/{number}/tele")
    shown = press(client, form, "review", partner="c")
    assert press(client, shown, "save").status_code == 303
    assert wiki.text(PAGE) == "{{Partnership|name=Radio|partner=a}}\n{{Partnership|name=Télé|partner=c}}"


# --- Who may -----------------------------------------------------------------------------------------------------------------------


def test_only_somebody_who_logged_in(app: Flask, wiki: MemoryWiki) -> None:
    stranger = app.test_client()
    number = put(wiki)
    for address in ("/new/partnerships", f"/edit/partnerships/{number}", f"/contribute/{number}"):
        answer = stranger.get(address)
        assert answer.status_code == 403
        assert any(link.startswith("/login?next=") for link in Page(answer.text).links)


def test_another_site_writes_nothing(client: FlaskClient, wiki: MemoryWiki) -> None:
    shown = register(client, **FIVE)
    data = sent(Page(shown.text))
    for token in ("", "forged"):
        answer = client.post("/new/partnerships", data=data | {"csrf_token": token, "_step": "save"})
        assert answer.status_code == 400
        assert "Wikimedia Senegal" in answer.text
    assert wiki.titles() == ()


def test_too_much_is_refused(client: FlaskClient, wiki: MemoryWiki) -> None:
    answer = client.post("/new/partnerships", data={"partner": "x" * 300_000})
    assert answer.status_code == 413
    long = press(client, client.get("/new/lessons"), "review", title="x", problem="é" * 5000, solution="م" * 5000)
    assert long.status_code == 200
    assert "is too long" in Page(long.text).text


def test_nobody_saves_without_end(client: FlaskClient) -> None:
    token = sent(Page(client.get("/new/partnerships").text))["csrf_token"]
    statuses = [client.post("/new/partnerships?other=x", data={"csrf_token": token}).status_code for _ in range(61)]
    assert statuses == [400] * 60 + [429]
    refused = client.post("/new/partnerships", data=FIVE | {"csrf_token": token})
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) <= 60
    assert sent(Page(refused.text))["partner"] == ["Museum of Salt"]
    assert client.get("/partnerships").status_code == 200


def test_nothing_typed_is_lost_while_the_database_is_away(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    form = client.get("/new/partnerships")

    def away(_keeper: Keeper) -> Store:
        raise StoreError("away")

    monkeypatch.setattr(Keeper, "store", away)
    refused = press(client, form, "review", **FIVE)
    assert refused.status_code == 503
    assert sent(Page(refused.text))["partner"] == ["Museum of Salt"]


@pytest.mark.parametrize("query", ["endpoint=x", "_external=1&_scheme=https", "_anchor=x", "path=hubs", "uselang=fr&uselang=ar"])
def test_an_address_does_not_say_where_a_form_goes_to(client: FlaskClient, query: str) -> None:
    refused = client.post(f"/new/partnerships?{query}", data=FIVE)
    assert refused.status_code == 400
    forms = [attributes["action"] for tag, attributes in Page(refused.text).elements if tag == "form"]
    assert forms[-1].startswith("/new/partnerships?")


# --- While somebody types ----------------------------------------------------------------------------------------------------------


def test_answers_are_checked_one_by_one(client: FlaskClient, wiki: MemoryWiki, stand_in: StandIn) -> None:
    token = sent(Page(client.get("/new/partnerships").text))["csrf_token"][0]
    asked = len(stand_in.asked)
    answer = client.post("/forms/partnership/check", data=FIVE | {"start": "soon"}, headers={"X-CSRFToken": token})
    assert list(answer.get_json()) == ["start"]
    assert "is not a date" in answer.get_json()["start"][0]
    assert client.post("/forms/partnership/check", data=FIVE, headers={"X-CSRFToken": token}).get_json() == {}
    assert client.post("/forms/partnership/check", data=FIVE).status_code == 400
    assert client.post("/forms/task/check", headers={"X-CSRFToken": token}).status_code == 404
    assert len(stand_in.asked) == asked


@pytest.mark.parametrize("address", ["/saved", "/saved?page=x", "/saved?page=x&revision=y", "/saved?page=x&revision=" + "1" * 30])
def test_what_was_not_saved_has_no_page(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404
    assert client.get("/saved?page=x&revision=1&other=2").status_code == 400
