"""What the bot wrote, remembers and did."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.outcome import Deferred, Failed, Outcome, Reason, Saved, Skipped, Unchanged
from bot.store import JobState, LoggedOutcome, Store, StoreError, Written
from tests.store.records import NOON


def test_written_pages(store: Store) -> None:
    assert store.written("metawiki", "A") is None
    store.set_written("metawiki", "A", 5, "d1")
    store.set_written("metawiki", "B", 6, "d2")
    store.set_written("frwiki", "A", 7, "d3")
    store.set_written("metawiki", "A", 8, "d4")
    assert store.written("metawiki", "A") == Written(8, "d4")
    assert store.all_written("metawiki") == {"A": Written(8, "d4"), "B": Written(6, "d2")}
    assert store.all_written("frwiki") == {"A": Written(7, "d3")}


def test_the_same_again_changes_nothing(store: Store) -> None:
    for _ in range(2):
        store.set_written("metawiki", "A", 5, "d1")
        store.set_fingerprint("metawiki", "1")
        store.remember("metawiki", "A", 5, "text")
    assert store.all_written("metawiki") == {"A": Written(5, "d1")}


def test_titles_that_look_alike_are_different(store: Store) -> None:
    titles = ["Ecole", "École", "ecole", "E\u0301cole", "Ecole ", "Straße", "Strasse", "🏛", "🏺"]
    for number, title in enumerate(titles):
        store.set_written("metawiki", title, number, str(number))
        store.remember("metawiki", title, number, title)
    assert store.all_written("metawiki") == {title: Written(number, str(number)) for number, title in enumerate(titles)}
    for number, title in enumerate(titles):
        assert store.remembered("metawiki", title) == (number, title)


def test_remembered_texts(store: Store) -> None:
    assert store.remembered("metawiki", "Configuration") is None
    store.remember("metawiki", "Configuration", 1, "{}")
    store.remember("metawiki", "Configuration", 2, "é🏛" * 300_000)
    found = store.remembered("metawiki", "Configuration")
    assert found is not None
    assert (found.revision, found.text) == (2, "é🏛" * 300_000)
    assert store.remembered("frwiki", "Configuration") is None


def test_a_title_that_no_wiki_has_is_an_error_in_a_line(mariadb_url: str) -> None:
    with Store.open(mariadb_url, migrate=True) as store:
        with pytest.raises(StoreError, match="title") as raised:
            store.set_written("metawiki", "x" * 513, 1, "d")
        assert "\n" not in str(raised.value)
        assert store.all_written("metawiki") == {}


def test_fingerprints(store: Store) -> None:
    assert store.get_fingerprint("metawiki") is None
    store.set_fingerprint("metawiki", "1")
    store.set_fingerprint("metawiki", "2" * 1000)
    assert store.get_fingerprint("metawiki") == "2" * 1000
    assert store.get_fingerprint("frwiki") is None


def test_jobs(store: Store) -> None:
    later, last = NOON + timedelta(minutes=5), NOON + timedelta(days=1)
    assert store.jobs() == []
    store.start_job("publish", NOON)
    assert store.jobs() == [JobState("publish", "running", NOON, None, None, {}, "")]
    store.finish_job("publish", later, "ok", {"saved": 3}, "")
    assert store.jobs() == [JobState("publish", "ok", NOON, later, later, {"saved": 3}, "")]
    store.start_job("publish", last)
    assert store.jobs() == [JobState("publish", "running", last, later, later, {"saved": 3}, "")]
    store.finish_job("publish", last, "failed", {}, "the wiki does not answer")
    store.start_job("collect", last)
    assert store.jobs() == [
        JobState("collect", "running", last, None, None, {}, ""),
        JobState("publish", "failed", last, last, later, {}, "the wiki does not answer"),
    ]


def test_a_job_may_end_without_having_started(store: Store) -> None:
    store.finish_job("install", NOON, "failed", {}, "no such wiki")
    assert store.jobs() == [JobState("install", "failed", None, NOON, None, {}, "no such wiki")]


def test_outcomes(store: Store) -> None:
    all_kinds: list[Outcome] = [
        Saved(77),
        Unchanged(),
        Skipped(Reason.NOBOTS, "{{nobots}}"),
        Deferred(Reason.LAG, NOON + timedelta(hours=1), "5 s"),
        Deferred(Reason.LAG),
        Failed(Reason.OTHER, "é🏛"),
    ]
    for minute, outcome in enumerate(all_kinds):
        store.log_outcome("publish", NOON + timedelta(minutes=minute), "metawiki", f"Page {minute}", outcome)
    logged = store.outcomes(limit=100)
    assert [entry.outcome for entry in logged] == all_kinds[::-1]
    assert logged[0] == LoggedOutcome("publish", NOON + timedelta(minutes=5), "metawiki", "Page 5", all_kinds[5])
    assert store.outcomes(limit=2) == logged[:2]


def test_outcomes_of_one_instant_are_in_their_order(store: Store) -> None:
    for revision in (1, 2, 3):
        store.log_outcome("publish", NOON, "metawiki", "A", Saved(revision))
    assert [entry.outcome for entry in store.outcomes(limit=3)] == [Saved(3), Saved(2), Saved(1)]


def test_old_outcomes_are_dropped(store: Store) -> None:
    store.log_outcome("publish", NOON, "metawiki", "A", Unchanged())
    store.start_job("publish", NOON + timedelta(days=90))
    assert len(store.outcomes(limit=5)) == 1
    store.start_job("publish", NOON + timedelta(days=91))
    assert store.outcomes(limit=5) == []
