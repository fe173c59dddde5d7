"""A lock that lasts as long as its holder lives: nothing has to be tidied up after a process that was killed."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from sqlalchemy import text

from bot.store.database import Database
from bot.store.errors import LockedError, StoreError

_NAME = re.compile(r"[a-z0-9-]{1,40}")


@contextmanager
def held(database: Database, name: str, seconds: float = 0) -> Iterator[None]:
    """Holds the lock ``name`` of this database; waits for it at most ``seconds``, then raises LockedError. It cannot be taken twice."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"not the name of a lock: {name!r}")
    match database.kind:
        case "memory":
            lock = database.locks.setdefault(name, threading.Lock())
            if not lock.acquire(timeout=seconds):
                raise _locked(database, name)
            try:
                yield
            finally:
                lock.release()
        case "file":
            with _on_file(database, name, seconds):
                yield
        case "mariadb":
            with _on_mariadb(database, name, seconds):
                yield


@contextmanager
def _on_file(database: Database, name: str, seconds: float) -> Iterator[None]:
    # An SQLite file beside the database that is never written: SQLite knows how to lock a file on every system.
    path = f"{database.file}-lock-{name}"
    try:
        connection = sqlite3.connect(path, timeout=seconds, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        if "locked" in str(error):
            raise _locked(database, name) from None
        raise StoreError(f"{path} cannot be used as a lock ({error}): check that this user may write the folder") from None
    try:
        yield
    finally:
        connection.close()


@contextmanager
def _on_mariadb(database: Database, name: str, seconds: float) -> Iterator[None]:
    # Such locks belong to the server: the name must tell our database from those of all others. 64 characters at most.
    server_wide = "partnerships-" + sha256(f"{database.name}\n{name}".encode()).hexdigest()[:48]
    with database.errors():
        connection = database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    try:
        with database.errors():
            connection.execute(text("SET SESSION wait_timeout = 86400"))  # it has nothing to say as long as the job runs
            got = connection.execute(text("SELECT GET_LOCK(:name, :seconds)"), {"name": server_wide, "seconds": seconds}).scalar()
        if got != 1:
            raise _locked(database, name)
        yield
    finally:
        connection.close()  # the server sees the end of the connection, as it would that of the process


def _locked(database: Database, name: str) -> LockedError:
    return LockedError(f"another run of “{name}” is at work on the database {database.place}: wait until it has ended")
