"""The two database engines of the farm: install the wikis once, copy them for a run, and put them back as they were."""

from __future__ import annotations

import getpass
import shutil
import signal
import sqlite3
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pymysql

from tests.farm import installation
from tests.farm.installation import DATABASE_PASSWORD, DATABASE_USER, WIKIS, Engine, FarmError, install_wiki, write_configuration

_FIRST, *_OTHERS = WIKIS


class Databases(ABC):
    """Databases of all wikis of one running farm in `directory`."""

    engine: Engine

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    @abstractmethod
    def build(self, ports: Mapping[str, int]) -> None:
        """Install all wikis into `directory`, which is empty: it is to become the template. `ports` as for write_configuration."""

    @abstractmethod
    def start(self, port: int) -> subprocess.Popen[bytes] | None:
        """Make the databases ready for use on `port`; the server process, if the engine has one."""

    @abstractmethod
    def snapshot(self) -> None:
        """Remember the present state."""

    @abstractmethod
    def reset(self) -> None:
        """Bring back the state of the last snapshot."""


class SqliteDatabases(Databases):
    """One folder of files, three to a wiki: pages, caches, jobs."""

    engine: Engine = "sqlite"

    def build(self, ports: Mapping[str, int]) -> None:
        folder = self.directory / "databases"
        write_configuration(self.directory, self.engine, self.directory, ports, 0)
        _create_sessions(self.directory)
        install_wiki(self.directory, _FIRST, ["--dbtype=sqlite", f"--dbpath={folder}"])
        for name in (f"{_FIRST}_cache", f"{_FIRST}_l10n_cache"):
            if (folder / f"{name}.sqlite").exists():
                with closing(sqlite3.connect(folder / f"{name}.sqlite")) as database, database:
                    for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                        database.execute(f"DELETE FROM {table}")
        # Nothing in a wiki's tables depends on its name or language, so the other wikis are copies of the first.
        for file in sorted(folder.glob(f"{_FIRST}*.sqlite")):
            with closing(sqlite3.connect(file, isolation_level=None)) as database:
                database.execute("VACUUM")
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            for other in _OTHERS:
                shutil.copy(file, folder / file.name.replace(_FIRST, other, 1))
        shutil.copytree(folder, self.directory / "snapshot", ignore=shutil.ignore_patterns("*-wal", "*-shm"))

    def start(self, port: int) -> None:
        _create_sessions(self.directory)

    def snapshot(self) -> None:
        self._copy("databases", "snapshot")

    def reset(self) -> None:
        self._copy("snapshot", "databases")

    def _copy(self, source: str, target: str) -> None:
        # SQLite's own backup takes its locks, so a server that is still busy with a page is no danger.
        (self.directory / target).mkdir(exist_ok=True)
        for file in sorted((self.directory / source).glob("*.sqlite")):
            with closing(sqlite3.connect(file)) as before, closing(sqlite3.connect(self.directory / target / file.name)) as after:
                after.execute("PRAGMA synchronous = OFF")
                before.backup(after)


class MariaDatabases(Databases):
    """A MariaDB server of the farm's own, on loopback. The snapshot of a wiki is a database beside it, with the same tables."""

    engine: Engine = "mariadb"

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self._port = 0

    def build(self, ports: Mapping[str, int]) -> None:
        write_configuration(self.directory, self.engine, self.directory, ports, 0)
        _create_sessions(self.directory)
        subprocess.run(
            [
                "mariadb-install-db",
                "--no-defaults",
                f"--datadir={self._data}",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
            ],
            check=True,
            capture_output=True,
        )
        server = self.start(ports["database"])
        try:
            install_wiki(
                self.directory,
                _FIRST,
                [
                    "--dbtype=mysql",
                    f"--dbserver=127.0.0.1:{ports['database']}",
                    *(f"--{option}={DATABASE_USER}" for option in ("dbuser", "installdbuser")),
                    *(f"--{option}={DATABASE_PASSWORD}" for option in ("dbpass", "installdbpass")),
                ],
            )
            with closing(self._connect()) as connection, connection.cursor() as cursor:
                cursor.execute(f"TRUNCATE {_FIRST}.objectcache")
                for other in _OTHERS:
                    _copy_database(cursor, _FIRST, other)
            self.snapshot()
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(60)

    @property
    def _data(self) -> Path:
        return self.directory / "databases"

    def start(self, port: int) -> subprocess.Popen[bytes]:
        _create_sessions(self.directory)
        self._port = port
        first_statements = self.directory / "first-statements.sql"
        first_statements.write_text(
            f"CREATE USER IF NOT EXISTS '{DATABASE_USER}'@'127.0.0.1' IDENTIFIED BY '{DATABASE_PASSWORD}';\n"
            f"GRANT ALL ON *.* TO '{DATABASE_USER}'@'127.0.0.1' WITH GRANT OPTION;\n"
        )
        options = {
            "datadir": self._data,
            "socket": "farm.sock",  # below the data folder: a whole path may be longer than a socket's may be
            "pid-file": "farm.pid",
            "port": port,
            "bind-address": "127.0.0.1",
            "init-file": first_statements,
            "character-set-server": "binary",
            "innodb-buffer-pool-size": "128M",
            "innodb-log-file-size": "16M",
            "innodb-flush-log-at-trx-commit": 0,
            "innodb-doublewrite": 0,
            "innodb-flush-method": "nosync",
            "sync-frm": 0,
            "key-buffer-size": "8M",
        }
        log = self.directory / "log" / "mariadb.log"
        with log.open("ab") as output:
            server = subprocess.Popen(
                [
                    "mariadbd",
                    "--no-defaults",
                    "--skip-name-resolve",
                    f"--user={getpass.getuser()}",
                    *(f"--{name}={value}" for name, value in options.items()),
                ],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                process_group=0,
            )
        deadline = time.monotonic() + 60
        while True:
            try:
                self._connect().close()
                return server
            except pymysql.err.OperationalError as error:
                if server.poll() is not None or time.monotonic() > deadline:
                    raise FarmError(f"MariaDB did not start: see {log}") from error
                time.sleep(0.02)

    def snapshot(self) -> None:
        with closing(self._connect()) as connection, connection.cursor() as cursor:
            for name in WIKIS:
                _copy_database(cursor, name, f"{name}_snapshot")

    def reset(self) -> None:
        with closing(self._connect()) as connection, connection.cursor() as cursor:
            for name in WIKIS:
                _copy_database(cursor, f"{name}_snapshot", name)

    def _connect(self) -> pymysql.Connection[pymysql.cursors.Cursor]:
        return pymysql.connect(host="127.0.0.1", port=self._port, user=DATABASE_USER, password=DATABASE_PASSWORD, autocommit=True)


def _copy_database(cursor: pymysql.cursors.Cursor, source: str, target: str) -> None:
    """Make `target` equal to `source`, touching only tables that differ."""
    cursor.execute(f"CREATE DATABASE IF NOT EXISTS {target}")
    cursor.execute("SET SESSION unique_checks = 0, foreign_key_checks = 0")
    present = set(_tables(cursor, target))
    tables = _tables(cursor, source)
    for table in tables:
        if table not in present:
            cursor.execute(f"CREATE TABLE {target}.`{table}` LIKE {source}.`{table}`")
    wanted, found = (_checksums(cursor, database, tables) for database in (source, target))
    for table in tables:
        if wanted[table] != found[table]:
            # Emptying by TRUNCATE rather than DELETE starts the numbering of pages and revisions anew.
            cursor.execute(f"TRUNCATE {target}.`{table}`")
            cursor.execute(f"INSERT INTO {target}.`{table}` SELECT * FROM {source}.`{table}`")


def _tables(cursor: pymysql.cursors.Cursor, database: str) -> list[str]:
    cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = %s ORDER BY 1", (database,))
    return [_text(row[0]) for row in cursor.fetchall()]


def _checksums(cursor: pymysql.cursors.Cursor, database: str, tables: list[str]) -> dict[str, int]:
    cursor.execute("CHECKSUM TABLE " + ", ".join(f"{database}.`{table}`" for table in tables))
    return {_text(name).partition(".")[2]: checksum for name, checksum in cursor.fetchall()}


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _create_sessions(directory: Path) -> None:
    """MediaWiki opens an SQLite file only if it is there. Log-ins are in one whatever the engine, for a reset to spare them."""
    with closing(sqlite3.connect(directory / "sessions" / "sessions.sqlite")) as database:
        database.execute("PRAGMA journal_mode = WAL")


def databases_of(engine: Engine, directory: Path) -> Databases:
    """The databases of `engine` in the folder of a farm."""
    return SqliteDatabases(directory) if engine == "sqlite" else MariaDatabases(directory)


def ready_template(engine: Engine, ports: Mapping[str, int]) -> Path:
    """The folder of installed wikis of `engine`, installing them now if they are not there yet."""
    template = installation.template_directory(engine)
    with installation.building(template) as must_build:
        if must_build:
            template.mkdir()
            databases_of(engine, template).build(ports)
    return template
