"""Whoever keeps something of what is stored can tell at any time whether it still holds, in every database."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.core.candidates import FoundCandidate
from bot.core.history import Change, Entry
from bot.core.outcome import Unchanged
from bot.core.page import Unreadable
from bot.core.records import RecordKey
from bot.core.site import Site
from bot.store import OK, Store
from tests.store.records import NOON, TYPES, museum, page, problem
from tests.store.test_deliveries import SENT
from tests.store.test_processes import _end, _start
from tests.store.test_reach import MARCH

SITE = Site("metawiki", article_url="https://meta.wikimedia.org/wiki/$1")
ENTRY = Entry(RecordKey("metawiki", 1, "museum", "louvre"), "2026-W11", Change.NEW, 5)
FOUND = FoundCandidate("metawiki", 7, "P", "Category:C")

#: Everything that changes what is read, by the part it changes, and whether doing it again changes something.
DATA: dict[str, tuple[Callable[[Store], object], bool]] = {
    "replace": (lambda store: store.replace(page(1), [museum(page(1))], [problem(page(1))]), True),
    "mark_unreadable": (lambda store: store.mark_unreadable("metawiki", Unreadable(1, "Page 1", "slow")), False),
    "set_translations": (lambda store: store.set_translations("metawiki", ["Page 1"]), False),
    "remove_missing": (lambda store: store.remove_missing("metawiki", [2]), False),
    "set_site": (lambda store: store.set_site(SITE), False),
    "set_interwikis": (lambda store: store.set_interwikis("metawiki", {"fr": "https://fr.wikipedia.org/wiki/$1"}), False),
    "remember": (lambda store: store.remember("metawiki", "A", 1, "text"), False),
    "set_history": (lambda store: store.set_history([ENTRY]), False),
    "set_candidates": (lambda store: store.set_candidates("metawiki", [FOUND]), False),
    "add_delivery": (lambda store: store.add_delivery("metawiki", SENT), True),
    "forget_deliveries": (lambda store: store.forget_deliveries("metawiki", [SENT.page_id]), False),
    "note_reach": (lambda store: store.note_reach([MARCH]), True),
    "keep_reach": (lambda store: store.keep_reach([]), False),
}
LEDGER: dict[str, tuple[Callable[[Store], object], bool]] = {
    "set_written": (lambda store: store.set_written("metawiki", "A", 1, "x"), True),
    "set_fingerprint": (lambda store: store.set_fingerprint("metawiki", "1"), False),
    "start_job": (lambda store: store.start_job("collect", NOON), True),
    "finish_job": (lambda store: store.finish_job("collect", NOON, OK, {}, ""), True),
    "log_outcome": (lambda store: store.log_outcome("publish", NOON, "metawiki", "A", Unchanged()), True),
}
READS = frozenset(
    {"known_revisions", "page_ids", "titles", "titles_with_markup", "sites", "interwikis", "counts", "newest_revision", "records", "record"}
    | {
        "numbered_records",
        "search",
        "problems",
        "written",
        "all_written",
        "remembered",
        "get_fingerprint",
        "history",
        "candidates",
        "deliveries",
        "reach",
    }
    | {"jobs", "outcomes", "version"}
)


def test_every_change_makes_another_version(store: Store) -> None:
    seen = {store.version()}
    for part, methods in (("data", DATA), ("ledger", LEDGER)):
        other = "ledger" if part == "data" else "data"
        for name, (change, again) in methods.items():
            before = store.version()
            change(store)
            after = store.version()
            assert getattr(after, part) != getattr(before, part), name
            assert getattr(after, other) == getattr(before, other), name
            assert after not in seen
            seen.add(after)
            change(store)
            assert (store.version() != after) is again, name


def test_what_only_reads_changes_nothing(store: Store) -> None:
    for change, _ in DATA.values():
        change(store)
    before = store.version()
    store.records()
    store.records("museum", "metawiki")
    store.sites()
    store.jobs()
    store.counts()
    with store.lock("publish"):
        pass
    assert store.version() == before


def test_every_method_is_tried() -> None:
    others = {"open", "copy_of", "close", "lock"}
    public = {name for name, _ in inspect.getmembers(Store, callable) if not name.startswith("_")}
    assert public == {*DATA, *LEDGER, *READS, *others}


def test_what_failed_changed_nothing(store: Store) -> None:
    before = store.version()
    with pytest.raises(ValueError, match="of page"):
        store.replace(page(1), [museum(page(2))], [])
    assert store.version() == before


def test_a_database_is_not_taken_for_another_one(url: str) -> None:
    versions = set()
    for _ in range(2):
        with Store.open("sqlite://", migrate=True, record_types=TYPES) as store:
            store.replace(page(1), [], [])
            versions.add(store.version())
    assert len(versions) == 2
    with Store.open(url, migrate=True, record_types=TYPES) as store:
        store.replace(page(1), [], [])
        assert store.version() not in versions


def test_another_process_is_noticed(shared_url: str) -> None:
    with Store.open(shared_url, migrate=True, record_types=TYPES) as store:
        before = store.version()
        processes = [_start("replace", shared_url, name) for name in ("A", "B")]
        for process in processes:
            _end(process)
        first = store.version()
        assert first.data != before.data
        assert first.ledger != before.ledger
        store.replace(page(1), [], [])
        assert store.version().data == first.data + 1


def test_prefixes_are_known_by_wiki(store: Store) -> None:
    many = {f"p{number}": f"https://{number}.example/$1" for number in range(501)}
    store.set_interwikis("metawiki", many)
    store.set_interwikis("frwiki", {"m": "https://meta.wikimedia.org/wiki/$1"})
    assert store.interwikis("metawiki") == many
    store.set_interwikis("metawiki", {"p": "x"})
    assert store.interwikis("metawiki") == {"p": "x"}
    assert store.interwikis("frwiki") == {"m": "https://meta.wikimedia.org/wiki/$1"}
    assert store.interwikis("dewiki") == {}


def test_a_page_that_is_unreadable_for_another_reason_has_changed(store: Store) -> None:
    store.mark_unreadable("metawiki", Unreadable(1, "Page 1", "slow"))
    before = store.version()
    for page_now in (Unreadable(1, "Page 1", "gone"), Unreadable(1, "Page 2", "gone")):
        store.mark_unreadable("metawiki", page_now)
        assert store.version() != before
        before = store.version()
    assert [each.page for each in store.problems()] == ["Page 2"]


def test_a_delivery_that_differs_has_changed(store: Store) -> None:
    store.add_delivery("metawiki", SENT)
    before = store.version()
    store.add_delivery("metawiki", replace(SENT, revision=99))
    assert store.version() != before
