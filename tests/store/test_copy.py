"""A copy in memory holds everything, and the database it was made from never notices."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.outcome import Deferred, Reason, Saved
from bot.core.page import Unreadable
from bot.core.site import Site
from bot.store import OK, Store, StoreError, Written
from tests.store.records import NOON, TYPES, hub, museum, page, problem


def test_a_copy_holds_everything_and_is_a_database_of_its_own(shared_url: str) -> None:
    with Store.open(shared_url, migrate=True, record_types=TYPES) as store:
        store.set_site(Site("metawiki", language="en", article_url="https://meta.example.org/wiki/$1"))
        for number in range(1, 1203):
            of = page(number)
            store.replace(of, [museum(of, f"Musée {number} 😀"), hub(of)], [problem(of)])
        store.mark_unreadable("metawiki", Unreadable(5000, "Page", "broken"))
        store.set_written("metawiki", "Data", 7, "digest")
        store.remember("metawiki", "Stop", 8, "run")
        store.set_fingerprint("metawiki", "1")
        store.start_job("collect", NOON)
        store.finish_job("collect", NOON, OK, {"pages": 3}, "")
        store.log_outcome("publish", NOON, "metawiki", "Data", Saved(7))
        store.log_outcome("publish", NOON, "metawiki", "Report", Deferred(Reason.LAG, NOON + timedelta(hours=1)))
        with Store.copy_of(shared_url, record_types=TYPES) as copy:
            assert copy.records() == store.records()
            assert copy.problems() == store.problems()
            assert (copy.counts(), copy.titles(), copy.jobs()) == (store.counts(), store.titles(), store.jobs())
            assert (copy.outcomes(9), copy.sites()) == (store.outcomes(9), store.sites())
            assert (copy.all_written("metawiki"), copy.remembered("metawiki", "Stop")) == (
                store.all_written("metawiki"),
                store.remembered("metawiki", "Stop"),
            )
            assert copy.get_fingerprint("metawiki") == "1"
            copy.remove_missing("metawiki", [1])
            copy.set_written("metawiki", "Data", 8, "other")
            copy.log_outcome("publish", NOON, "metawiki", "Data", Saved(8))
            assert len(copy.records()) == 2
        assert store.counts().pages == 1203
        assert store.written("metawiki", "Data") == Written(7, "digest")


def test_of_an_empty_database_it_is_empty(shared_url: str) -> None:
    with Store.copy_of(shared_url, record_types=TYPES) as copy:
        assert copy.records() == []
    with pytest.raises(StoreError):  # still nothing is there
        Store.open(shared_url, migrate=False, record_types=TYPES)


def test_no_file_is_made_or_changed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/folder/p.db"
    Store.copy_of(url).close()
    assert list(tmp_path.iterdir()) == []
    Store.open(url, migrate=True).close()
    before = {file: (file.stat().st_mtime_ns, file.read_bytes()) for file in tmp_path.rglob("*") if file.is_file()}
    Store.copy_of(url).close()
    assert {file: (file.stat().st_mtime_ns, file.read_bytes()) for file in tmp_path.rglob("*") if file.is_file()} == before
