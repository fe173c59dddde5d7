"""How the bot is doing, as everybody may read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.core.outcome import Deferred, Failed, Outcome, Reason, Saved, Skipped, Unchanged
from bot.core.records import Inquiry
from bot.store import Store
from tests.web.conftest import clock
from tests.web.reading import Page
from tests.web.records import META, NOON, page, partnership, placed

SECRET = "OperationalError at db.internal: password"
PRIVATE = "Partnerships/Inquiries/Ministry of Silence"

Ask = Callable[..., Page]


@pytest.fixture
def ask(tmp_path: Path, make_app: Callable[..., Flask]) -> Iterator[Ask]:
    """The page after edits as (job, title, outcome), the oldest first."""
    url = f"sqlite:///{tmp_path}/status.db"
    store = Store.open(url, migrate=True)
    store.set_site(META)
    salt, private = page(1, "Partnerships/Museum of Salt"), page(2, PRIVATE)
    store.replace(salt, [partnership(salt)], [])
    store.replace(private, [placed(private, Inquiry, publicly_agreed="no")], [])

    def asked(*edits: tuple[str, str, Outcome], language: str = "en") -> Page:
        for number, (job, title, outcome) in enumerate(edits):
            store.log_outcome(job, NOON + timedelta(minutes=number), "metawiki", title, outcome)
        client: FlaskClient = make_app(url).test_client()
        response = client.get(f"/status?uselang={language}")
        assert response.status_code == 200
        assert SECRET not in response.text
        return Page(response.text)

    asked.store = store  # type: ignore[attr-defined] # for tests that need more in it
    yield asked
    store.close()


def test_jobs_are_told_without_what_went_wrong_inside(ask: Ask) -> None:
    store: Store = ask.store  # type: ignore[attr-defined] # see there
    store.start_job("collect", NOON)
    store.finish_job("collect", NOON, "ok", {"pages": 6}, "")
    store.start_job("publish", NOON)
    store.finish_job("publish", NOON, SECRET, {"saved": 2, SECRET: 3}, SECRET)
    shown = ask()
    assert {"Collect records", "Done", "pages: 6", "Publish lists and reports", "Not finished", "saved: 2", "not yet"} <= set(shown.texts)
    assert "https://meta.wikimedia.org/wiki/Partnerships/Bot/Run/publish" in shown.links


def test_edits_are_told_with_reasons_in_words_and_without_details(ask: Ask) -> None:
    shown = ask(
        ("publish", "Partnerships/Reports/Equity", Saved(77)),
        ("tidy", "Partnerships/Museum of Salt", Skipped(Reason.NOBOTS, SECRET)),
        ("publish", "Partnerships/Reports/Hubs", Failed(Reason.OTHER, SECRET)),
        ("publish", "Partnerships/Reports/Gaps", Unchanged()),
    )
    assert {"Partnerships/Reports/Equity", "Partnerships/Museum of Salt", "Partnerships/Reports/Hubs"} <= set(shown.texts)
    assert {"The page asks bots to keep away.", "Something else went wrong."} <= set(shown.texts)
    assert "https://meta.wikimedia.org/w/index.php?oldid=77" in shown.links
    assert "Partnerships/Reports/Gaps" not in shown.text


def test_neither_people_nor_what_may_not_be_named_is_named(ask: Ask) -> None:
    shown = ask(
        ("recognise", "User talk:Amina", Skipped(Reason.NOBOTS)),
        ("tidy", PRIVATE, Saved(4321)),
        ("recognise", "User talk:Bo", Deferred(Reason.LAG)),
    )
    assert not [name for name in ("Amina", "Silence", "User talk") if name in shown.text]
    assert not [link for link in shown.links if "talk" in link or "4321" in link]
    assert shown.texts.count("a page that is not named here") == 4


def test_what_waits_is_what_was_put_off_last(ask: Ask) -> None:
    later, before = clock() + timedelta(hours=1), clock() - timedelta(hours=1)
    shown = ask(
        ("publish", "Partnerships/A", Deferred(Reason.LAG, later)),
        ("publish", "Partnerships/B", Deferred(Reason.LAG, before)),
        ("publish", "Partnerships/C", Deferred(Reason.CONFLICT)),
        ("publish", "Partnerships/D", Deferred(Reason.LAG, later)),
        ("publish", "Partnerships/D", Saved(5)),
    )
    waiting = shown.texts[shown.texts.index("Put off for now") : shown.texts.index("Last edits")]
    assert [title for title in waiting if title.startswith("Partnerships/")] == ["Partnerships/C", "Partnerships/A"]
    assert "not before March 14, 2026, 4:00 PM UTC" in " ".join(waiting).replace("\u202f", " ")


def test_a_bot_that_never_ran_says_so(empty_client: FlaskClient) -> None:
    shown = Page(empty_client.get("/status").text)
    assert {"No task has run yet", "Nothing is put off.", "The bot has edited nothing lately."} <= set(shown.texts)
    assert empty_client.get("/status?job=x").status_code == 400
