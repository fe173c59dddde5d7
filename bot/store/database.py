"""One database, SQLite or MariaDB: how it is opened, what a transaction is, and what its errors mean."""

from __future__ import annotations

import os
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NoReturn, TypeVar

import pymysql
from sqlalchemy import URL, Connection, Engine, NullPool, QueuePool, StaticPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError, StatementError

from bot.store.errors import StoreError

Result = TypeVar("Result")

#: Seconds that a write waits for another one.
BUSY_SECONDS = 30
CONNECT_SECONDS = 10
#: MariaDB takes one of two transactions back when each waits for the other, or when both put in the same new row; whoever is
#: taken back begins again. SQLite lets them in one by one.
_WAITED_TOO_LONG = frozenset({1205, 1213})
_TAKEN_BACK = _WAITED_TOO_LONG | {1062}
_ATTEMPTS = 5


class Database:
    """Transactions on one database. ``place`` names it in messages, without password; ``file`` is its path, None for memory and MariaDB."""

    def __init__(self, url: str) -> None:
        """Nothing is opened yet. Raises StoreError for an address that is not understood."""
        self._url = _understood(url)
        self.kind: Literal["memory", "file", "mariadb"]
        self.file: Path | None = None
        if self._url.get_backend_name() == "mysql":
            self.kind = "mariadb"
            self.place = f"{self._url.database} on {self._url.host or 'localhost'}"
        elif self._url.database in {None, "", ":memory:"}:
            self.kind = "memory"
            self.place = "memory"
        else:
            self.kind = "file"
            self.file = Path(str(self._url.database)).absolute()
            self.place = str(self._url.database)
        self.engine = _engine(self._url, self.kind)
        self._one_at_a_time = threading.RLock()  # a database in memory has one connection, whatever the thread
        self._process = os.getpid()
        #: Locks of a database in memory, by name: only this object can hold them.
        self.locks: dict[str, threading.Lock] = {}

    @property
    def name(self) -> str:
        """The database's own name on its server."""
        return self._url.database or ""

    @property
    def identity(self) -> tuple[int, int] | None:
        """What tells a file from another one that takes its place; None without a file."""
        try:
            found = self.file.stat() if self.file else None
        except OSError:
            return None
        return (found.st_dev, found.st_ino) if found else None

    def close(self) -> None:
        """Closes what is open."""
        self.engine.dispose()

    def read(self, work: Callable[[Connection], Result]) -> Result:
        """``work`` in one transaction that only reads."""
        with self.errors(), self._turn(), self.engine.connect() as connection, connection.begin():
            return work(connection)

    def glance(self, statement: str, *values: str) -> list[tuple[Any, ...]]:
        """The rows of one statement in the database's own words, without what SQLAlchemy costs: for what is asked all the time."""
        with self.errors(), self._turn():
            connection = self.engine.raw_connection()
            try:
                cursor = connection.cursor()
                cursor.execute(statement, values)
                return list(cursor.fetchall())
            except (sqlite3.Error, pymysql.MySQLError) as error:
                raise DBAPIError.instance(statement, values, error, Exception) from error
            finally:
                connection.close()

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """``work`` in one transaction: all of it or, when anything is raised, nothing.

        It may be begun again, so it changes nothing else.
        """
        with self.errors(), self._turn():
            for attempt in range(1, _ATTEMPTS + 1):
                try:
                    with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
                        return work(connection)
                except DBAPIError as error:
                    if attempt == _ATTEMPTS or _number(error) not in _TAKEN_BACK:
                        raise
        raise AssertionError("the last attempt returns or raises")

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Within it, whatever the database complains about is a StoreError."""
        try:
            yield
        except SQLAlchemyError as error:
            self._explain(error)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if self.kind == "memory":
            with self._one_at_a_time:
                yield
            return
        if self._process != os.getpid():
            self.engine.dispose(close=False)  # after a fork, SQLite's connections are still the parent's
            self._process = os.getpid()
        yield

    def _explain(self, error: SQLAlchemyError) -> NoReturn:
        if isinstance(error, StatementError) and not isinstance(error, DBAPIError) and error.orig is not None:
            raise error.orig  # a value that no database takes: the caller's mistake
        cause = getattr(error, "orig", None) or error
        explained = self._mariadb_says(cause) if self.kind == "mariadb" else self._sqlite_says(str(cause))
        # "from None": the chain would show statements, and with them what people wrote.
        raise StoreError(" ".join(explained.split())) from None

    def _sqlite_says(self, text: str) -> str:
        place = self.place
        if "not a database" in text:
            return f"{place} is not a database: name another file, or move this one away"
        if "malformed" in text:
            return f"the database {place} is damaged: move it away and run “python -m bot collect”, which builds it again"
        if "unable to open" in text:
            return f"the database {place} cannot be opened: check that its folder exists and that this user may write there"
        if "readonly" in text:
            return f"the database {place} cannot be written: give this user the right to write the file and its folder"
        if "locked" in text:
            return f"the database {place} was busy for {BUSY_SECONDS} s: wait until the other process has ended and try again"
        if "full" in text:
            return f"no room is left for the database {place}: free some space and try again"
        return f"the database {place} says: {text}"

    def _mariadb_says(self, cause: BaseException) -> str:
        number, text = _number_and_text(cause)
        user, host, place = self._url.username or "", self._url.host or "localhost", self.place
        if isinstance(getattr(cause, "original_exception", None), socket.gaierror):
            return f"the database host “{host}” is not known: check the database address"
        silent = f"no database answers on {host}, port {self._url.port or 3306}: check host and port, and that the server runs"
        lost = f"the connection to the database {place} was lost: try again later"
        full = f"the database {place} has too many connections: try again later"
        busy = f"the database {place} was busy: wait until the other process has ended and try again"
        lacking = f"the database user “{user}” lacks a right on {place}: grant it ({text})"
        create = f"CREATE DATABASE `{self.name}` CHARACTER SET utf8mb4"
        explanations = {
            1044: f"the database user “{user}” has no access to {place}: grant it, or check the database's name",
            1045: f"{host} refuses the database user “{user}”: check user name and password in the database address",
            1049: f"there is no database {place}: create it ({create}) or correct its name",
            1153: f"the database {place} does not take so large a page: raise its max_allowed_packet",
            **dict.fromkeys((2002, 2003), silent),
            **dict.fromkeys((2006, 2013), lost),
            **dict.fromkeys((1040, 1203, 1226), full),
            **dict.fromkeys((1142, 1143, 1227), lacking),
            **dict.fromkeys(_WAITED_TOO_LONG, busy),
        }
        return explanations.get(number, f"the database {place} says: {text}")


def _understood(text: str) -> URL:
    # The text itself is never repeated: it may hold a password.
    remedy = "write sqlite:///folder/file.db or mysql+pymysql://user:password@host/database"
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise StoreError(f"the database address is not understood: {remedy}") from None
    backend = url.drivername.partition("+")[0]
    if backend == "sqlite":
        if url.host or url.username:
            raise StoreError(f"the address of an SQLite database needs three slashes: {remedy}")
        return url.set(drivername="sqlite")
    if backend in {"mysql", "mariadb"}:
        if not url.database:
            raise StoreError(f"the database address names no database: {remedy}")
        return url.set(drivername="mysql+pymysql").update_query_dict({"charset": "utf8mb4"})
    raise StoreError(f"databases of the type “{backend}” cannot be used: {remedy}")


def _engine(url: URL, kind: Literal["memory", "file", "mariadb"]) -> Engine:
    if kind == "mariadb":
        settings = f"SET SESSION time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES', innodb_lock_wait_timeout = {BUSY_SECONDS}"
        engine = create_engine(
            url,
            poolclass=NullPool,  # ToolsDB allows few connections, and asks that none is kept
            isolation_level="READ COMMITTED",  # rows are locked, not the gaps between them: writers meet less often
            connect_args={"connect_timeout": CONNECT_SECONDS, "init_command": settings},
        )
        _prepare_encryption_once(engine)
        return engine
    arguments = {"timeout": BUSY_SECONDS, "check_same_thread": False}
    engine = create_engine(url, poolclass=StaticPool if kind == "memory" else QueuePool, connect_args=arguments)

    # Python's own handling of transactions opens them late and leaves table definitions outside; both are ours here.
    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")  # with a write-ahead log, safe against a crash of the process

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that starts by reading and goes on to write fails at once when another has written in between.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    return engine


def _prepare_encryption_once(engine: Engine) -> None:
    # PyMySQL encrypts where the server can, and gets ready for that at each connection, which takes ten times as long as the rest.
    encryption: dict[str, Any] = {}

    @event.listens_for(engine, "do_connect")
    def _connects(_dialect: object, _record: object, _arguments: object, parameters: dict[str, Any]) -> None:
        parameters.update(encryption)

    @event.listens_for(engine, "connect")
    def _connected(connection: pymysql.Connection[Any], _record: object) -> None:
        if not encryption:
            with connection.cursor() as cursor:
                cursor.execute("SHOW STATUS LIKE 'Ssl_cipher'")
                encrypted = cursor.fetchone()
            context = connection.ctx if encrypted and encrypted[1] else None  # type: ignore[attr-defined]  # missing in its types
            encryption.update({"ssl": context} if context else {"ssl_disabled": True})


def _number(error: DBAPIError) -> int:
    return _number_and_text(error.orig)[0] if error.orig is not None else 0


def _number_and_text(cause: BaseException) -> tuple[int, str]:
    if isinstance(cause, pymysql.MySQLError) and len(cause.args) >= 2 and isinstance(cause.args[0], int):
        return cause.args[0], str(cause.args[1])
    return 0, str(cause)
