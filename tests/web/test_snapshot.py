"""What is stored is read again only when it has changed, and then by one for all."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr

from bot.core.configuration import CONFIGURATION_TITLE
from bot.core.outcome import Unchanged
from bot.core.wiki_settings import SETTINGS_TITLE
from bot.i18n import Messages
from bot.settings import Settings
from bot.store import OK, Store
from bot.store.database import Database
from tests.web.conftest import clock
from tests.web.reading import Page
from tests.web.records import NOON, fill, hub, page, partnership
from webservice.app import create_app
from webservice.request import freshness, keeper_of, knowledge, snapshot


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/partnerships.db"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A database with a few records, open as the bot has it."""
    with Store.open(url, migrate=True) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def app(store: Store, url: str, make_app: Callable[..., Flask]) -> Flask:
    return make_app(url)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts what is asked of the database, and how often all of it is read."""
    counted: Counter[str] = Counter()
    for owner, name in ((Database, "read"), (Database, "glance"), (Store, "numbered_records")):
        original = getattr(owner, name)

        def noted(*arguments: object, _name: str = name, _original: Callable[..., object] = original) -> object:
            counted[_name] += 1
            return _original(*arguments)

        monkeypatch.setattr(owner, name, noted)
    return counted


def test_one_small_statement_for_each_request(client: FlaskClient, asked: Counter[str]) -> None:
    client.get("/partnerships")
    assert asked["numbered_records"] == 1
    for address in ("/partnerships?country=SN", "/partnerships/metawiki/1", "/hubs/metawiki/5/sahel hub", "/api/v1/partnerships", "/me"):
        asked.clear()
        assert client.get(address).status_code == 200
        assert asked == {"glance": 1}, address


def test_words_are_looked_for_once(client: FlaskClient, asked: Counter[str], store: Store) -> None:
    client.get("/partnerships")
    for address in ("/partnerships?q=museum", "/partnerships?q=museum&status=active", "/hubs?q=MUSEUM", "/api/v1/partnerships?q=museum"):
        asked.clear()
        assert client.get(address).status_code == 200
        if address == "/partnerships?q=museum":
            assert asked["glance"] > 1
        else:
            assert asked == {"glance": 1}, address
    of = page(9, "P/New")
    store.replace(of, [partnership(of, "New museum")], [])
    assert "/partnerships/metawiki/9/new%20museum" in Page(client.get("/partnerships?q=museum").text).links


def test_what_the_bot_read_is_shown_at_once(client: FlaskClient, asked: Counter[str], store: Store) -> None:
    def names() -> list[str]:
        data = client.get("/api/v1/hubs").json
        return [record["name"] for record in data["records"]]  # type: ignore[index] # it is an object

    assert names() == ["Sahel hub"]
    of = page(9, "Hubs/Delta")
    store.replace(of, [hub(of, "Delta")], [])
    assert names() == ["Delta", "Sahel hub"]
    store.set_translations("metawiki", ["Hubs/Delta"])
    assert names() == ["Sahel hub"]
    store.remove_missing("metawiki", [1, 2, 4, 6, 9])
    assert names() == []
    asked.clear()
    assert names() == []
    assert asked == {"glance": 1}


def test_what_the_bot_did_is_shown_without_reading_all_again(app: Flask, asked: Counter[str], store: Store) -> None:
    def checked() -> datetime | None:
        with app.test_request_context():
            return freshness().checked

    assert checked() == NOON + timedelta(hours=2)
    asked.clear()
    store.log_outcome("publish", NOON, "metawiki", "A", Unchanged())
    store.finish_job("collect", NOON + timedelta(days=1), OK, {}, "")
    assert checked() == NOON + timedelta(days=1)
    assert asked["numbered_records"] == 0


def test_settings_and_names_of_codes_count(client: FlaskClient, store: Store) -> None:
    assert "Old papers" not in client.get("/hubs").text
    store.remember(
        "metawiki", CONFIGURATION_TITLE, 7, '{"version": 1, "codes": {"theme": {"manuscripts": {"labels": {"en": "Old papers"}}}}}'
    )
    assert "Old papers" in client.get("/hubs").text


def test_a_new_day_counts(store: Store, url: str, messages: Messages, asked: Counter[str]) -> None:
    days = [NOON]
    app = create_app(Settings(database=SecretStr(url)), messages=messages, now=lambda: days[0])
    with app.test_request_context():
        assert knowledge().today == NOON.date()
    days[0] = NOON + timedelta(hours=13)
    for _ in range(2):
        with app.test_request_context():
            assert knowledge().today == (NOON + timedelta(days=1)).date()
    assert asked["numbered_records"] == 2


def test_threads_wait_for_one_of_them(app: Flask, store: Store, asked: Counter[str]) -> None:
    together = threading.Barrier(8)

    def ask(_number: int) -> int:
        with app.test_request_context():
            together.wait(20)
            return id(snapshot())

    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(ask, range(8)))
        assert (len(found), asked["numbered_records"]) == (1, 1)
        store.replace(page(9, "P/New"), [], [])
        again = set(threads.map(ask, range(8)))
    assert (len(again), asked["numbered_records"]) == (1, 2)
    assert again != found


def test_who_reads_the_older_state_is_not_disturbed(app: Flask, store: Store) -> None:
    with app.test_request_context():
        before = snapshot()
        store.remove_missing("metawiki", [1])
        assert snapshot() is before
        kept = [record.display_name for record in before.knowledge.records]
        now = keeper_of(app).snapshot(clock().date())
        assert now is not before
        assert [record.display_name for record in before.knowledge.records] == kept
        assert len(now.knowledge.records) < len(kept)


def test_hubs_are_found_across_wikis(app: Flask, store: Store) -> None:
    of = page(9, "Projet:B", "frwiki")
    store.replace(of, [partnership(of, "Across", hub="metaw:Partnerships/Hubs/Sahel")], [])
    client = app.test_client()
    link = "/hubs/metawiki/5/sahel%20hub"
    assert link not in client.get("/partnerships/frwiki/9/across").text
    assert [each["code"] for each in client.get("/api/v1/partnerships/frwiki/9/across").json["problems"]] == ["hub-unknown"]  # type: ignore[index]
    store.set_interwikis("metawiki", {"metaw": "https://meta.wikimedia.org/wiki/$1"})
    assert link in client.get("/partnerships/frwiki/9/across").text
    assert client.get("/api/v1/partnerships/frwiki/9/across").json["problems"] == []  # type: ignore[index] # it is an object


def test_links_lead_below_the_title_that_the_wiki_chose(store: Store, client: FlaskClient) -> None:
    store.remember("metawiki", SETTINGS_TITLE, 1, json.dumps({"version": 1, "page_root": "GLAM"}))
    for address in ("/", "/partnerships?q=nowhere"):
        assert "https://meta.wikimedia.org/wiki/GLAM/New" in Page(client.get(address).text).links
