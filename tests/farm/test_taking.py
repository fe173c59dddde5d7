"""People decide, take tasks on and thank through the tool on a real wiki; the bot obeys what they saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.core.configuration import Configuration
from bot.core.parse import Reader
from bot.core.recognition.approval import Approvals, Judged
from bot.core.recognition.nomination_page import nomination_in
from bot.core.recognition.recipient import refusal, user_of
from bot.core.recognition.verdict import Why
from bot.core.tasks import open_tasks, with_done
from bot.core.wiki_settings import SETTINGS_TITLE, WikiSettings
from bot.store import Store
from bot.wiki.community import LiveCommunity
from tests.farm import Farm, FarmWiki
from tests.farm.bot import live_wiki
from tests.farm.test_person import forwarding, given_access, logged_in_app
from tests.web.oauth_standin import StandIn, oauth_wiki
from tests.web.reading import Page
from tests.web.test_forms import press, sent

MUSEUM, TASKS, NOMINATION = "Partnerships/Museum", "Partnerships/Tasks/Museum", "Partnerships/Nominations/Amina"
ASKED = "{{Partnership nomination|nominee=User:Amina|kind=thank-you|reason=Taught many.|nominated_by=Luc}}"
SETTINGS = '{"version": 1, "approvers": {"min_edits": 0, "min_days": 1}, "nominators": {"min_edits": 0, "min_days": 1}}'
BOT = "PartnershipsBot"


@pytest.fixture
def meta(clean_farm: Farm) -> FarmWiki:
    wiki = clean_farm.wiki("metawiki")
    for name in ("Amina", "Luc", "Admin"):
        wiki.establish(name, edits=1000, days=1000)
    wiki.edit(MUSEUM, "{{Partnership|partner=Museum|lead=WUG|country=SN|status=active|start=2025}}", "Amina")
    wiki.edit(NOMINATION, ASKED, "Luc")
    return wiki


@pytest.fixture
def oauth(meta: FarmWiki) -> Iterator[StandIn]:
    with oauth_wiki(forwarding(meta)) as stand_in:
        yield stand_in


@pytest.fixture
def app(oauth: StandIn, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    database = f"sqlite:///{tmp_path_factory.mktemp('taking')}/tool.db"
    made = logged_in_app(oauth, database)
    with Store.open(database, migrate=False) as store:
        store.remember("metawiki", SETTINGS_TITLE, 1, SETTINGS)
    return made


@pytest.fixture
def browser(app: Flask, oauth: StandIn) -> Callable[[str], FlaskClient]:
    def of(user: str) -> FlaskClient:
        access = given_access(oauth, user)
        client = app.test_client()
        with client.session_transaction() as session:
            session["person"] = [user, access.key, access.secret]
        return client

    return of


def done(client: FlaskClient, address: str) -> None:
    shown = client.get(address)
    assert shown.status_code == 200, shown.text
    saved = press(client, shown, "save")
    assert saved.status_code == 303, saved.text


def page_id(meta: FarmWiki, title: str) -> int:
    (page,) = meta.query(titles=title)["pages"]
    return int(page["pageid"])


def newest(meta: FarmWiki, title: str) -> dict[str, Any]:
    return meta.history(title)[0]


def test_a_nomination_is_approved_and_objected_to(clean_farm: Farm, meta: FarmWiki, browser: Callable[[str], FlaskClient]) -> None:
    live = live_wiki(clean_farm, "metawiki")
    reader = Reader(live.site, Configuration().template_names("metawiki"))
    community = LiveCommunity(live.api)
    settings = WikiSettings.model_validate_json(SETTINGS)
    address = f"/nominations/{page_id(meta, NOMINATION)}"

    def judged() -> Judged:
        page = live.read([NOMINATION])[NOMINATION]
        accounts = community.accounts(["Amina", "Luc", "Admin"])
        approvals = Approvals(settings, accounts, {}, BOT, page.revision.timestamp, lambda title: user_of(title, live.site))
        return approvals.judge(community.history(NOMINATION), lambda text: nomination_in(page, text, reader))

    assert "Whoever nominated cannot approve" in browser("Luc").get(f"{address}/approve").text
    done(browser("Admin"), f"{address}/approve")
    assert (judged().why, judged().approver) == (None, "Admin")
    assert newest(meta, NOMINATION)["user"] == "Admin"
    done(browser("Amina"), f"{address}/object")
    assert judged().objections == ("Amina",)
    done(browser("Amina"), f"{address}/unobject")
    assert judged().objections == ()
    done(browser("Admin"), f"{address}/unapprove")
    assert judged().why is Why.NOT_APPROVED
    done(browser("Luc"), f"{address}/withdraw")
    assert "status=withdrawn" in str(meta.get(NOMINATION))


def test_a_task_is_taken_on_and_noted_as_done(clean_farm: Farm, meta: FarmWiki, browser: Callable[[str], FlaskClient]) -> None:
    done(browser("Luc"), f"/claim/{page_id(meta, MUSEUM)}/summary")
    assert newest(meta, TASKS)["user"] == "Luc"
    live = live_wiki(clean_farm, "metawiki")
    page = live.read([TASKS])[TASKS]
    reader = Reader(live.site, Configuration().template_names("metawiki"))
    (task,) = open_tasks(page, reader)
    assert (task.page, task.check, task.claimed_by) == (MUSEUM, "summary", "Luc")
    assert "done" in with_done(page.text, [task], date(2026, 11, 24), live.site.extension_tags)
    done(browser("Luc"), f"/release/{page_id(meta, TASKS)}/{task.key_name}")
    assert open_tasks(live.read([TASKS])[TASKS], reader)[0].claimed_by == ""


def test_somebody_is_thanked_and_told(meta: FarmWiki, browser: Callable[[str], FlaskClient]) -> None:
    revision = meta.revision(MUSEUM)
    client = browser("Luc")
    shown = client.get(f"/thank/{revision}")
    assert client.post(f"/thank/{revision}", data=sent(Page(shown.text))).status_code == 200
    meta.run_jobs()
    found = meta.query("Amina", meta="notifications", notfilter="read|!read", notprop="list")["notifications"]["list"]
    thanks = [each for each in found if each["type"] == "edit-thank"]
    assert [(each["agent"]["name"], each["title"]["full"]) for each in thanks] == [("Luc", MUSEUM)]
    assert client.post(f"/thank/{revision}", data=sent(Page(shown.text))).status_code == 200
    own = browser("Amina").get(f"/thank/{revision}")
    assert "it is your own" in own.text


def test_who_wants_no_messages_gets_none(clean_farm: Farm, meta: FarmWiki, browser: Callable[[str], FlaskClient]) -> None:
    live = live_wiki(clean_farm, "metawiki")

    def refused() -> Why | None:
        return refusal(LiveCommunity(live.api).destination("User talk:Amina"), None, "thank-you", BOT, live.site)

    meta.edit("User talk:Amina", "Hello.", "Luc")
    done(browser("Amina"), "/me/messages/no")
    assert refused() is Why.EXCLUDED
    done(browser("Amina"), "/me/messages/yes")
    assert refused() is None
    assert meta.get("User talk:Amina") == "Hello."
