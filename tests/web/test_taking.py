"""What people do on the wiki with one click and a look at what it changes: tasks taken on and given back, thanks for edits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.core.outcome import Saved
from bot.store import Store
from bot.wiki.memory import MemoryWiki
from tests.web.conftest import clock
from tests.web.oauth_standin import StandIn
from tests.web.people_api import PeopleApi
from tests.web.reading import Page
from tests.web.taking import MUSEUM, PARTNERSHIP, api, app, client, collect, database, id_of, log_in, stand_in, wiki, words
from tests.web.test_forms import press, sent

__all__ = ["api", "app", "client", "collect", "database", "log_in", "stand_in", "wiki"]

TASKS = "Partnerships/Tasks/Museum of Salt"
TODAY = "2026-03-14"
CLAIMED = "{{{{Partnership task\n| page       = {}\n| check      = {}\n| claimed_by = {}\n| since      = {}\n}}}}"


# --- Tasks


def claim(client: FlaskClient, wiki: MemoryWiki, check: str = "summary") -> Any:
    return client.get(f"/claim/{id_of(wiki, MUSEUM)}/{check}")


def test_take_a_task_on(client: FlaskClient, wiki: MemoryWiki, api: PeopleApi) -> None:
    shown = claim(client, wiki)
    assert shown.status_code == 200, words(shown)
    assert "For 30 days nobody else is asked to begin it" in words(shown)
    assert wiki.text(TASKS) is None
    done = press(client, shown, "save")
    assert done.status_code == 303
    assert wiki.text(TASKS) == CLAIMED.format(MUSEUM, "summary", "Amina", TODAY)
    ((revision, _),) = wiki.revisions_of(TASKS)
    assert revision.user == "Amina"
    assert api.summaries[revision.id].startswith("Taking on: ")
    assert f"for [[{MUSEUM}]]" in api.summaries[revision.id]
    assert "The task is yours now." in words(client.get(done.headers["Location"]))
    assert "You have taken on" in words(claim(client, wiki))


def test_a_second_task_stands_after_the_first(client: FlaskClient, wiki: MemoryWiki) -> None:
    wiki.put(TASKS, "Tasks.\n\n" + CLAIMED.format(MUSEUM, "summary", "Luc", TODAY), user="Luc")
    before = str(wiki.text(TASKS))
    assert press(client, claim(client, wiki, "contact"), "save").status_code == 303
    assert wiki.text(TASKS) == before + "\n" + CLAIMED.format(MUSEUM, "contact", "Amina", TODAY)


def test_a_task_that_somebody_has(client: FlaskClient, wiki: MemoryWiki) -> None:
    wiki.put(TASKS, CLAIMED.format(MUSEUM, "summary", "Luc", "2026-03-01"), user="Luc")
    assert "Luc has taken on" in words(claim(client, wiki))
    assert "March 31, 2026" in words(claim(client, wiki))


def test_a_task_whose_time_is_over_is_open_to_all(client: FlaskClient, wiki: MemoryWiki) -> None:
    wiki.put(TASKS, CLAIMED.format(MUSEUM, "summary", "Luc", "2026-01-01"), user="Luc")
    assert press(client, claim(client, wiki), "save").status_code == 303
    assert wiki.text(TASKS) == CLAIMED.format(MUSEUM, "summary", "Amina", TODAY)


def test_a_task_that_is_known_elsewhere_is_taken_on_there(client: FlaskClient, wiki: MemoryWiki, collect: Callable[[], None]) -> None:
    elsewhere = "Partnerships/What to do"
    wiki.put(elsewhere, f"{{{{Partnership task|page={MUSEUM}|contrôle=summary|done=2025-01-01}}}} Text.", user="Luc")
    collect()
    assert press(client, claim(client, wiki), "save").status_code == 303
    assert wiki.text(elsewhere) == f"{{{{Partnership task|page={MUSEUM}|contrôle=summary|done=|claimed_by=Amina|since={TODAY}}}}} Text."
    assert wiki.text(TASKS) is None


def test_somebody_is_quicker(client: FlaskClient, wiki: MemoryWiki) -> None:
    wiki.put(TASKS, CLAIMED.format(MUSEUM, "summary", "", ""), user="Luc")
    shown = claim(client, wiki)
    theirs = CLAIMED.format(MUSEUM, "summary", "Luc", TODAY)
    wiki.put(TASKS, theirs, user="Luc")
    answer = press(client, shown, "save")
    assert "Luc has taken on" in words(answer)
    assert wiki.text(TASKS) == theirs.rstrip()


def test_what_is_documented_is_no_task(client: FlaskClient, wiki: MemoryWiki) -> None:
    wiki.put(MUSEUM, PARTNERSHIP.replace("|lead=", "|summary=Salt, and much of it.|lead="), user="Fatou")
    assert "there is nothing to take on" in words(claim(client, wiki))


def test_there_is_no_such_task(client: FlaskClient, wiki: MemoryWiki) -> None:
    wiki.put("Partnerships/Nothing", "Text.")
    museum, nothing = id_of(wiki, MUSEUM), id_of(wiki, "Partnerships/Nothing")
    for address in (f"/claim/{museum}/nonsense", f"/claim/{nothing}/summary", "/claim/999/summary"):
        assert client.get(address).status_code == 404, address
    assert client.get(f"/claim/{museum}/summary?to=Luc").status_code == 400


def test_give_a_task_back(client: FlaskClient, log_in: Callable[[str], FlaskClient], wiki: MemoryWiki, api: PeopleApi) -> None:
    press(client, claim(client, wiki), "save")
    (release,) = (link for link in Page(claim(client, wiki).text).links if link.startswith("/release/"))
    assert "not yours any more" in words(log_in("Luc").get(release))
    done = press(client, client.get(release), "save")
    assert done.status_code == 303
    assert wiki.text(TASKS) == CLAIMED.format(MUSEUM, "summary", "", "")
    assert api.summaries[wiki.read([TASKS])[TASKS].revision.id].startswith("Giving back: ")
    assert "open to everybody again" in words(client.get(done.headers["Location"]))
    assert "not yours any more" in words(client.get(release))


# --- Thanks


def revision_of(wiki: MemoryWiki, title: str) -> int:
    return wiki.read([title])[title].revision.id


def test_thank_somebody_for_an_edit(client: FlaskClient, wiki: MemoryWiki, api: PeopleApi) -> None:
    revision = revision_of(wiki, MUSEUM)
    shown = client.get(f"/thank/{revision}")
    assert "Thank Fatou for this edit of March 14, 2026?" in words(shown)
    assert MUSEUM in words(shown)
    assert api.thanked == []
    done = client.post(f"/thank/{revision}", data=sent(Page(shown.text)))
    assert done.status_code == 200
    assert api.thanked == [("Amina", revision)]
    assert "Thank you sent" in words(done)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("invalidrecipient", "Nobody can be thanked"),
        ("revdeleted", "deleted or hidden"),
        ("blocked", "Your account is blocked"),
        ("ratelimited", "many thanks within a short time"),
        ("permissiondenied", "Log out and in again"),
        ("internal_api_error_X", "did not answer as expected"),
    ],
)
def test_thanks_that_the_wiki_refuses(client: FlaskClient, wiki: MemoryWiki, api: PeopleApi, code: str, said: str) -> None:
    address = f"/thank/{revision_of(wiki, MUSEUM)}"
    shown = client.get(address)
    api.refusal = code
    answer = client.post(address, data=sent(Page(shown.text)))
    assert answer.status_code == 409
    assert said in words(answer)


def test_nobody_thanks_themselves(client: FlaskClient, wiki: MemoryWiki, api: PeopleApi) -> None:
    revision = wiki.put("Partnerships/Mine", "Text.", user="Amina")
    other = client.get(f"/thank/{revision_of(wiki, MUSEUM)}")
    shown = client.get(f"/thank/{revision}")
    assert "it is your own" in words(shown)
    assert client.post(f"/thank/{revision}", data=sent(Page(other.text))).status_code == 409
    assert api.thanked == []


def test_nobody_is_thanked_by_a_page_elsewhere(app: Flask, client: FlaskClient, wiki: MemoryWiki, api: PeopleApi) -> None:
    address = f"/thank/{revision_of(wiki, MUSEUM)}"
    assert client.post(address).status_code == 400
    assert app.test_client().get(address).status_code == 403
    assert client.get("/thank/999").status_code == 404
    assert api.thanked == []


# --- Tidying


def test_tidy_a_page(client: FlaskClient, wiki: MemoryWiki, api: PeopleApi) -> None:
    wiki.put(MUSEUM, "Words.\n{{Partnership|partenaire=Museum of Salt|pays=Senegal|statut=en cours|start=March 2025|lead=<b>W</b>}}\nMore.")
    address = f"/tidy/{id_of(wiki, MUSEUM)}"
    shown = client.get(address)
    assert "What the page says stays the same." in words(shown)
    assert press(client, shown, "save").status_code == 303
    assert wiki.text(MUSEUM) == "Words.\n{{Partnership|partner=Museum of Salt|country=SN|status=active|start=2025-03|lead=<b>W</b>}}\nMore."
    (revision, _) = wiki.revisions_of(MUSEUM)[-1]
    assert api.summaries[revision.id] == "Putting parameters in order: partner, country, status, start (by form, see [[Partnerships]])"
    assert "is in order" in words(client.get(address))


def test_what_is_not_tidied_is_told(client: FlaskClient, wiki: MemoryWiki) -> None:
    wiki.put(MUSEUM, "{{Partnership|partner=Museum|country=Senegal<!-- or Mali -->}}")
    shown = words(client.get(f"/tidy/{id_of(wiki, MUSEUM)}"))
    assert "only a person can tell what is meant" in shown
    assert "there is a comment in" in shown


def test_pages_that_are_not_tidied(client: FlaskClient, wiki: MemoryWiki) -> None:
    wiki.put("Partnerships/Nothing", "Text.")
    wiki.put("Partnerships/Translated", f"<translate>{PARTNERSHIP}</translate>")
    assert client.get(f"/tidy/{id_of(wiki, 'Partnerships/Nothing')}").status_code == 404
    assert "prepared for translation" in words(client.get(f"/tidy/{id_of(wiki, 'Partnerships/Translated')}"))


# --- Messages


TALK = "User talk:Amina"


def test_refuse_messages_and_allow_them_again(client: FlaskClient, wiki: MemoryWiki) -> None:
    wiki.put(TALK, "Hello.")
    assert "the bot writes on your talk page" in words(client.get("/me/messages"))
    done = press(client, client.get("/me/messages/no"), "save")
    assert done.status_code == 303
    assert wiki.text(TALK) == "{{bots|optout=partnerships}}\nHello."
    assert "obeys this from now on" in words(client.get(done.headers["Location"]))
    shown = client.get("/me/messages")
    assert "You get no such messages" in words(shown)
    assert "/me/messages/yes" in Page(shown.text).links
    assert press(client, client.get("/me/messages/yes"), "save").status_code == 303
    assert wiki.text(TALK) == "Hello."


def test_refuse_messages_without_a_talk_page(client: FlaskClient, wiki: MemoryWiki) -> None:
    assert press(client, client.get("/me/messages/no"), "save").status_code == 303
    assert wiki.text(TALK) == "{{bots|optout=partnerships}}"


def test_what_refuses_all_bots_is_changed_on_the_wiki(client: FlaskClient, wiki: MemoryWiki) -> None:
    wiki.put("User:Amina", "{{nobots}}")
    shown = client.get("/me/messages")
    assert "You get no such messages" in words(shown)
    assert "/me/messages/yes" not in Page(shown.text).links


# --- My page


def test_my_page(client: FlaskClient, wiki: MemoryWiki, collect: Callable[[], None], database: str) -> None:
    for name in ("Luc", "Zoe"):
        wiki.register(name, edits=1000)
    wiki.register("Amina", edits=1000, groups=("sysop",))
    wiki.put(MUSEUM, PARTNERSHIP.replace("|lead=", "|volunteers=Amina|lead="), user="Luc")
    nomination = "{{{{Partnership nomination|nominee=User:{}|kind=thank-you|reason=Taught.|nominated_by={}}}}}"
    mine, others, about_me = (f"Partnerships/Nominations/{name}" for name in ("Mine", "Others", "Me"))
    wiki.put(mine, nomination.format("Zoe", "Amina"), user="Amina")
    wiki.put(others, nomination.format("Zoe", "Luc"), user="Luc")
    wiki.put(about_me, nomination.format("Amina", "Luc"), user="Luc")
    wiki.put(TASKS, CLAIMED.format(MUSEUM, "summary", "Amina", TODAY), user="Amina")
    collect()
    with Store.open(database, migrate=False) as store:
        store.log_outcome("tidy", clock(), "homewiki", MUSEUM, Saved(4711))
        store.log_outcome("tidy", clock(), "homewiki", "Elsewhere", Saved(4712))
        store.log_outcome("recognise", clock(), "homewiki", TALK, Saved(4713))
    shown = client.get("/me")
    assert shown.status_code == 200
    links = Page(shown.text).links
    deeds = {link.removeprefix("/nominations/") for link in links if link.startswith("/nominations/") and link.count("/") == 3}
    expected = {mine: ("object", "withdraw"), others: ("approve", "object", "decline"), about_me: ("object", "withdraw")}
    assert {f"{id_of(wiki, title)}/{deed}" for title, deeds in expected.items() for deed in deeds} <= deeds
    assert f"{id_of(wiki, mine)}/approve" not in deeds
    assert f"{id_of(wiki, about_me)}/approve" not in deeds
    museum = id_of(wiki, MUSEUM)
    assert f"/edit/partnerships/{museum}?step=summary" in links
    assert any(link.startswith(f"/release/{id_of(wiki, TASKS)}/") for link in links)
    assert any(link.startswith(f"/claim/{museum}/") for link in links)
    assert "Yours until April 13, 2026" in words(shown)
    assert "Quickest next step:" in words(shown)
    assert "revision 4711" in words(shown)
    assert "4713" in words(shown)
    assert "4712" not in words(shown)


def test_my_page_while_the_wiki_is_away(client: FlaskClient, wiki: MemoryWiki, collect: Callable[[], None], stand_in: StandIn) -> None:
    wiki.put(
        "Partnerships/Nominations/Zoe", "{{Partnership nomination|nominee=User:Zoe|kind=thank-you|reason=R|nominated_by=Luc}}", user="Luc"
    )
    collect()
    stand_in.status = 429
    assert client.get("/me").status_code == 200
    assert client.get("/me/messages").status_code == 503
