"""Several processes and threads on one database."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.core.outcome import Unchanged
from bot.store import LockedError, Store
from bot.store.database import Database
from bot.store.migration import make_current
from tests.store.mariadb import Server
from tests.store.records import NOON, TYPES, museum, page

_ROOT = Path(__file__).parents[2]


def _start(job: str, url: str, argument: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "error", "-m", "tests.store.other_process", job, url, argument]
    return subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _end(process: subprocess.Popen[str]) -> None:
    _output, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (0, "")


def test_two_processes_create_the_database_at_once(shared_url: str) -> None:
    processes = [_start("open", shared_url) for _ in range(3)]
    for process in processes:
        _end(process)
    Store.open(shared_url, migrate=False).close()


def test_two_processes_replace_the_same_pages(shared_url: str) -> None:
    with Store.open(shared_url, migrate=True, record_types=TYPES) as store:
        processes = [_start("replace", shared_url, name) for name in ("A", "B")]
        while any(process.poll() is None for process in processes):
            of_page: dict[int, set[str]] = {}
            records = store.records()  # a reader sees the whole of one or of the other
            for record in records:
                of_page.setdefault(record.source.page_id, set()).add(record.display_name[0])
            assert all(len(names) == 1 for names in of_page.values())
            assert len(records) == 5 * len(of_page)
        for process in processes:
            _end(process)
        assert store.counts().records == {"museum": 50}
        assert len(store.all_written("metawiki")) == 10


def test_a_lock_is_held_once(store: Store) -> None:
    with store.lock("publish"):
        with pytest.raises(LockedError, match="another run of “publish” is at work"), store.lock("publish"):
            pass
        with store.lock("collect"):
            store.log_outcome("publish", NOON, "metawiki", "A", Unchanged())
    with store.lock("publish"):
        pass


def test_a_lock_is_let_go_when_the_job_fails(store: Store) -> None:
    with pytest.raises(KeyError), store.lock("publish"):
        raise KeyError
    with store.lock("publish"):
        pass


def test_a_lock_can_be_waited_for(store: Store) -> None:
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with store.lock("publish"):
            held.set()
            let_go.wait(20)

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(20)
    with pytest.raises(LockedError), store.lock("publish", seconds=0.2):
        pass
    let_go.set()
    with store.lock("publish", seconds=20):
        pass
    thread.join()


def test_locks_have_plain_names(store: Store) -> None:
    with pytest.raises(ValueError, match="not the name of a lock"), store.lock("../publish"):
        pass


def test_a_killed_process_holds_no_lock(shared_url: str) -> None:
    with Store.open(shared_url, migrate=True) as store:
        process = _start("hold", shared_url, "publish")
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(LockedError), store.lock("publish"):
            pass
        process.kill()
        process.communicate(timeout=30)
        with store.lock("publish", seconds=10):
            pass


def test_databases_of_one_server_have_locks_of_their_own(mariadb: Server, mariadb_url: str) -> None:
    mariadb.execute("CREATE DATABASE neighbour")
    with (
        Store.open(mariadb_url, migrate=True) as one,
        Store.open(mariadb.url("neighbour"), migrate=True) as other,
        one.lock("publish"),
        other.lock("publish"),
    ):
        pass
    mariadb.execute("DROP DATABASE neighbour")


def test_threads_share_a_store(store: Store) -> None:
    def work(number: int) -> None:
        this = page(number)
        store.replace(this, [museum(this)], [])
        assert len(store.records()) >= 1

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(1, 21)))
    assert store.counts().pages == 20


def test_a_forked_process_has_connections_of_its_own(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/partnerships.db")
    with Store(database, TYPES) as store:
        make_current(database)
        child = os.fork()
        if child == 0:
            try:
                store.replace(page(1), [], [])
                os._exit(0)
            except BaseException:  # noqa: BLE001 - whatever it is, the child must not go on with the tests
                os._exit(1)
        assert os.waitpid(child, 0)[1] == 0
        assert store.known_revisions("metawiki") == {1: 10}
