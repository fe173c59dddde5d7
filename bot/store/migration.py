"""Brings a database to the tables of this version, or says why it cannot be used."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.locks import held

#: Not alembic's usual name: a database with other tables and without this one belongs to somebody else.
VERSION_TABLE = "partnerships_version"
_MIGRATION_SECONDS = 300

_alembic_at_work = threading.Lock()  # its contexts are global to the process


@dataclass(frozen=True, slots=True)
class State:
    """How a database stands to this version of the tool; ``revision`` is the one it has, or empty."""

    state: Literal["empty", "current", "older", "newer", "foreign"]
    revision: str = ""


def make_current(database: Database) -> None:
    """Creates what is missing and migrates what is older. Raises StoreError for a newer database or one that is not ours."""
    if database.file is not None:
        try:
            database.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"the folder of the database {database.place} cannot be made ({error.strerror}): "
                "name a file in a folder that this user may write"
            ) from None
    if _usable(database, database.read(_state)):
        return
    with held(database, "migration", _MIGRATION_SECONDS):
        if database.kind == "file":
            _keep_write_ahead_log(database)
        # On SQLite the transaction holds everything. MariaDB commits each definition: migrations there must bear being run again.
        database.write(_upgrade_unless_current)
    if not _usable(database, database.read(_state)):
        raise StoreError(f"the database {database.place} could not be updated: move it away and run “python -m bot collect”")


def check_current(database: Database) -> None:
    """Raises StoreError unless the database has the tables of this version; creates and changes nothing."""
    if database.file is not None and not database.file.exists():
        raise StoreError(f"there is no database {database.place}: run “python -m bot collect” to create it")
    found = database.read(_state)
    if not _usable(database, found):
        if found.state == "empty":
            raise StoreError(f"the database {database.place} is empty: run “python -m bot collect” to fill it")
        raise StoreError(
            f"the database {database.place} was written by an older version (revision {found.revision or 'none'}): "
            "run “python -m bot install” or “python -m bot collect” to update it"
        )


def is_empty(database: Database) -> bool:
    """Whether nothing was ever written there; creates and changes nothing."""
    if database.file is not None and not database.file.exists():
        return True
    return database.read(_state).state == "empty"


def _usable(database: Database, found: State) -> bool:
    if found.state == "foreign":
        raise StoreError(f"the database {database.place} belongs to another program: give this tool a database of its own")
    if found.state == "newer":
        raise StoreError(f"the database {database.place} was written by a newer version (revision {found.revision}): update the tool")
    return found.state == "current"


def _state(connection: Connection) -> State:
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in tables:
        return State("foreign" if tables else "empty")
    revision = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision() or ""
    scripts = ScriptDirectory.from_config(_config())
    if revision == scripts.get_current_head():
        return State("current", revision)
    known = {script.revision for script in scripts.walk_revisions()}
    return State("older" if not revision or revision in known else "newer", revision)


def _upgrade_unless_current(connection: Connection) -> None:
    if _state(connection).state not in {"empty", "older"}:
        return  # another process was faster
    config = _config()
    config.attributes["connection"] = connection
    with _alembic_at_work:
        command.upgrade(config, "head")


def _keep_write_ahead_log(database: Database) -> None:
    # With it, readers and the writer do not wait for each other. The file remembers it; it cannot be set within a transaction.
    with database.errors():
        connection = database.engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA journal_mode = WAL")
        except sqlite3.Error as error:
            raise StoreError(f"the database {database.place} cannot be written ({error}): check the rights of its folder") from None
        finally:
            connection.close()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    config.set_main_option("path_separator", "os")
    return config
