"""Both databases find the same, whatever people write."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text

from bot.core.page import Page
from bot.core.search import wanted
from bot.core.vocabulary import Vocabulary
from bot.store import Store
from bot.store.database import Database
from bot.store.migration import VERSION_TABLE
from tests.searching import CASES, TEXTS
from tests.store.records import NOON, page
from tests.web.records import hub, partnership

LABELS = Vocabulary({"en": {"label-status-active": "In progress"}, "fr": {"label-status-active": "En cours"}})


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store of the tool's own records."""
    with Store.open(url, migrate=True) as opened:
        yield opened


def names(store: Store, query: str, kind: str | None = None) -> list[str]:
    """The names of what is found (of a kind), the best first."""
    records = {number: record for record, number in store.numbered_records() if kind in {None, record.kind}}
    hits = sorted(store.search(wanted(query)), key=lambda hit: (not hit.in_names, hit.rank))
    return [records[hit.number].display_name for hit in hits if hit.number in records]


def put(store: Store, number: int, name: str, *, site: str = "metawiki", revision: int = 10, **fields: object) -> Page:
    of = page(number, site=site, revision=revision, when=NOON + timedelta(days=revision))
    store.replace(of, [partnership(of, name, **fields)], [], LABELS)
    return of


def test_who_is_found(store: Store) -> None:
    for number, (name, summary) in enumerate(TEXTS.items()):
        put(store, number + 1, name * 3, summary=summary)
    found = {query: "".join(sorted(name[0] for name in names(store, query))) for query, _ in CASES}
    assert found == dict(CASES)


def test_names_come_first(store: Store) -> None:
    put(store, 1, "Radio", summary="museum museum museum")
    put(store, 2, "Museum of Salt", summary="a long text about many other things, and about all of them at length")
    put(store, 3, "Gallery", partner=("Museum",))
    found = names(store, "museum")
    assert set(found[:2]) == {"Museum of Salt", "Gallery"}
    assert found[2:] == ["Radio"]


def test_kinds_and_labels(store: Store) -> None:
    of = page(1)
    store.replace(of, [partnership(of, "Salt", status="active"), hub(of, "Salt hub", themes=("salt-trade",))], [], LABELS)
    assert set(names(store, "salt")) == {"Salt", "Salt hub"}
    assert names(store, "salt", "hub") == ["Salt hub"]
    assert names(store, "trade") == ["Salt hub"]
    assert names(store, "salt", "tool") == []
    assert names(store, "en cours") == names(store, "in progress") == ["Salt"]


def test_what_is_searched_follows_the_pages(store: Store) -> None:
    put(store, 1, "Salt")
    put(store, 2, "Pepper")
    put(store, 1, "Sugar", revision=11)
    assert names(store, "salt") == []
    assert names(store, "sugar") == ["Sugar"]
    store.remove_missing("metawiki", [1])
    assert names(store, "pepper") == []
    store.set_translations("metawiki", ["Page 1"])
    assert names(store, "sugar") == []


def test_a_copy_can_be_searched(shared_url: str) -> None:
    with Store.open(shared_url, migrate=True) as store:
        put(store, 1, "Salt")
    with Store.copy_of(shared_url) as copy:
        assert names(copy, "salt") == ["Salt"]
        put(copy, 1, "Sugar")
        assert names(copy, "salt") == []
        assert names(copy, "sugar") == ["Sugar"]


def test_a_database_without_terms_is_read_again(shared_url: str) -> None:
    with Store.open(shared_url, migrate=True) as store:
        put(store, 1, "Salt")
        store.set_fingerprint("metawiki", "1")
    _set_back_before_search(shared_url)
    with Store.open(shared_url, migrate=True) as store:
        assert store.get_fingerprint("metawiki") is None
        assert len(store.records()) == 1
        assert names(store, "salt") == []
        put(store, 1, "Salt")
        assert names(store, "salt") == ["Salt"]


def _set_back_before_search(url: str) -> None:
    database = Database(url)
    fts = [] if database.kind == "mariadb" else ["DROP TABLE search_text"]

    def work(connection: Connection) -> None:
        for statement in (*fts, "DROP TABLE search", f"UPDATE {VERSION_TABLE} SET version_num = '0004'"):
            connection.execute(text(statement))

    database.write(work)
    database.close()
