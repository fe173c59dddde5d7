"""A wiki in memory with people who logged in to the tool, and a database that knows what the bot read of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.core.configuration import Configuration
from bot.core.parse import Reader, parse
from bot.core.site import Site
from bot.store import Store
from bot.wiki.memory import MemoryWiki
from tests.web.conftest import clock
from tests.web.oauth_standin import CONSUMER_KEY, CONSUMER_SECRET, StandIn, oauth_wiki
from tests.web.people_api import PeopleApi
from tests.web.reading import Page

SITE = Site("homewiki")
MUSEUM = "Partnerships/Museum of Salt"
PARTNERSHIP = "{{Partnership|partner=Museum of Salt|lead=WUG|country=SN|status=active|start=2025}}"


@pytest.fixture
def wiki() -> MemoryWiki:
    made = MemoryWiki(SITE, clock=clock)
    made.put(MUSEUM, PARTNERSHIP, user="Fatou")
    return made


@pytest.fixture
def api(wiki: MemoryWiki) -> PeopleApi:
    return PeopleApi(wiki)


@pytest.fixture
def stand_in(api: PeopleApi) -> Iterator[StandIn]:
    with oauth_wiki(api) as server:
        yield server


@pytest.fixture
def database(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/taking.db"
    Store.open(url, migrate=True).close()
    return url


@pytest.fixture
def collect(database: str, wiki: MemoryWiki) -> Callable[[], None]:
    """Reads all pages of the wiki, as the bot does."""

    def read() -> None:
        reader = Reader(SITE, Configuration().template_names("homewiki"))
        with Store.open(database, migrate=False) as store:
            for page in wiki.read(wiki.titles()).values():
                found = parse(page, reader)
                store.replace(page, found.records, found.problems)

    return read


@pytest.fixture
def app(database: str, stand_in: StandIn, make_app: Callable[..., Flask]) -> Flask:
    settings = {"oauth_consumer_key": CONSUMER_KEY, "oauth_consumer_secret": CONSUMER_SECRET, "secret_key": "x" * 40}
    return make_app(database, **settings, home="homewiki", wikis={"homewiki": {"api": stand_in.api}})


@pytest.fixture
def log_in(app: Flask, stand_in: StandIn) -> Callable[[str], FlaskClient]:
    """A browser in which somebody is logged in."""

    def browser_of(user: str) -> FlaskClient:
        stand_in.access[f"key of {user}"] = ("secret", user)
        browser = app.test_client()
        with browser.session_transaction() as session:
            session["person"] = [user, f"key of {user}", "secret"]
        return browser

    return browser_of


@pytest.fixture
def client(log_in: Callable[[str], FlaskClient]) -> FlaskClient:
    return log_in("Amina")


def words(answer: Any) -> str:
    """All that can be read on a page, in one line."""
    return " ".join(Page(answer.text).text.split())


def id_of(wiki: MemoryWiki, title: str) -> int:
    return wiki.read([title])[title].id
