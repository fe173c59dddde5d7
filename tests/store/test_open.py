"""Opening a database: created, migrated, or refused with one line that says what to do."""

from __future__ import annotations

import socket
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from bot.store import Store, StoreError, tables
from bot.store.database import Database
from bot.store.migration import VERSION_TABLE, make_current
from tests.store.mariadb import Server
from tests.store.records import TYPES, museum, page


def _refusal(url: str, *, migrate: bool = True) -> str:
    with pytest.raises(StoreError) as raised:
        Store.open(url, migrate=migrate)
    message = str(raised.value)
    assert "\n" not in message
    assert "sqlalche" not in message
    assert raised.value.__suppress_context__ or raised.value.__context__ is None
    return message


def _execute(url: str, *statements: str) -> None:
    def work(connection: Connection) -> None:
        for statement in statements:
            connection.execute(text(statement))

    database = Database(url)
    database.write(work)
    database.close()


def test_the_migrations_make_the_tables_that_are_used(shared_url: str) -> None:
    database = Database(shared_url)
    make_current(database)

    def differences(connection: Connection) -> list[object]:
        # SQLite's full-text index has tables of its own.
        others = "search_text" if database.kind == "mariadb" else ("search_text", "search_names", "search_terms")

        def is_ours(_object: object, name: str | None, *_more: object) -> bool:
            return not (name or "").startswith(others)

        options = {"version_table": VERSION_TABLE, "include_object": is_ours}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), tables.metadata))

    assert database.read(differences) == []
    expected = {*tables.metadata.tables, VERSION_TABLE}
    found = database.read(lambda connection: set(inspect(connection).get_table_names()))
    assert {name for name in found if not name.startswith("search_text")} == expected
    database.close()


def test_opening_again_keeps_everything(shared_url: str) -> None:
    first = page(1)
    for _ in range(2):
        with Store.open(shared_url, migrate=True, record_types=TYPES) as store:
            store.replace(first, [museum(first)], [])
    with Store.open(shared_url, migrate=False, record_types=TYPES) as store:
        assert store.records() == [museum(first)]


def test_keys_and_tables_on_mariadb(mariadb_url: str, mariadb: Server) -> None:
    Store.open(mariadb_url, migrate=True).close()
    schema = mariadb_url.rpartition("/")[2]
    found = mariadb.execute(
        "SELECT table_name, engine, table_collation FROM information_schema.tables "
        f"WHERE table_schema = '{schema}' AND table_name <> '{VERSION_TABLE}'"
    )
    assert {name for name, _, _ in found} == set(tables.metadata.tables)
    assert {(engine, collation) for _, engine, collation in found} == {("InnoDB", "utf8mb4_nopad_bin")}


def test_an_empty_database_is_refused_without_migrating(url: str, tmp_path: Path) -> None:
    message = _refusal(url, migrate=False)
    assert "python -m bot collect" in message
    assert list(tmp_path.iterdir()) == []


def test_a_newer_database_is_refused(shared_url: str) -> None:
    Store.open(shared_url, migrate=True).close()
    _execute(shared_url, f"UPDATE {VERSION_TABLE} SET version_num = '0999'")
    for migrate in (True, False):
        assert "was written by a newer version (revision 0999): update the tool" in _refusal(shared_url, migrate=migrate)


def test_an_older_database_is_migrated_or_refused(shared_url: str) -> None:
    first = page(1)
    with Store.open(shared_url, migrate=True, record_types=TYPES) as store:
        store.replace(first, [museum(first)], [])
    _execute(shared_url, f"DELETE FROM {VERSION_TABLE}", "DROP TABLE outcome")  # as a migration leaves it that was killed
    assert "older version" in _refusal(shared_url, migrate=False)
    with Store.open(shared_url, migrate=True, record_types=TYPES) as store:
        assert store.records() == [museum(first)]
        assert store.outcomes(limit=1) == []


def test_a_database_of_another_program_is_refused_and_left_alone(shared_url: str) -> None:
    _execute(shared_url, "CREATE TABLE alembic_version (version_num VARCHAR(32))", "CREATE TABLE page (page_title VARCHAR(255))")
    for migrate in (True, False):
        assert "belongs to another program: give this tool a database of its own" in _refusal(shared_url, migrate=migrate)
    database = Database(shared_url)
    assert database.read(lambda connection: sorted(inspect(connection).get_table_names())) == ["alembic_version", "page"]
    if database.kind == "file":
        assert database.read(lambda connection: connection.execute(text("PRAGMA journal_mode")).scalar()) == "delete"
    database.close()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "secret-word",
        "sqlite:/one-slash",
        "postgresql://me:secret-word@host/db",
        "mysql://me:secret-word@host",
        "mysql://me:secret-word@host:port/db",
        "sqlite://me:secret-word@host/db",
    ],
)
def test_addresses_that_are_not_understood(url: str) -> None:
    message = _refusal(url)
    assert "write sqlite:///folder/file.db or mysql+pymysql://user:password@host/database" in message
    assert "secret-word" not in message


def test_folders_are_made(tmp_path: Path) -> None:
    Store.open(f"sqlite:///{tmp_path}/var/a b/partnerships.db", migrate=True).close()
    assert (tmp_path / "var/a b/partnerships.db").exists()


def test_a_relative_path_is_below_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Store.open("sqlite:///var/partnerships.db", migrate=True).close()
    assert (tmp_path / "var/partnerships.db").exists()


def test_a_file_that_is_not_a_database(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Dear diary, " * 100)
    for migrate in (True, False):
        assert "notes.txt is not a database: name another file" in _refusal(f"sqlite:///{file}", migrate=migrate)
    assert file.read_text() == "Dear diary, " * 100


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "name a file in a folder that this user may write" in _refusal(f"sqlite:///{tmp_path}/file/partnerships.db")


def test_a_database_that_is_a_folder(tmp_path: Path) -> None:
    for migrate in (True, False):
        assert "cannot be opened" in _refusal(f"sqlite:///{tmp_path}", migrate=migrate)


def test_a_folder_that_may_not_be_written() -> None:
    assert "this user may write there" in _refusal("sqlite:////proc/partnerships.db")  # not even the superuser may


def test_a_damaged_database(tmp_path: Path) -> None:
    file = tmp_path / "partnerships.db"
    first = page(1)
    with Store.open(f"sqlite:///{file}", migrate=True, record_types=TYPES) as store:
        store.replace(first, [museum(first)], [])
    content = bytearray(file.read_bytes())
    content[1024:] = b"x" * (len(content) - 1024)
    file.write_bytes(content)
    assert "move it away and run “python -m bot collect”" in _refusal(f"sqlite:///{file}")


def test_a_database_that_was_moved_away_while_open_is_an_error_in_a_line(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/partnerships.db", migrate=True, record_types=TYPES) as store:
        with sqlite3.connect(tmp_path / "partnerships.db") as other:
            other.execute("DROP TABLE record")
        other.close()
        with pytest.raises(StoreError, match="no such table: record") as raised:
            store.records()
    assert "\n" not in str(raised.value)


def test_a_wrong_password(mariadb: Server, mariadb_url: str) -> None:
    message = _refusal(mariadb_url.replace("p%40ss", "secret-word"))
    assert message == "127.0.0.1 refuses the database user “tester”: check user name and password in the database address"


def test_a_database_that_does_not_exist(mariadb: Server) -> None:
    assert "there is no database nowhere on 127.0.0.1: create it (CREATE DATABASE `nowhere`" in _refusal(mariadb.url("nowhere"))


def test_a_database_that_the_user_may_not_use(mariadb: Server, mariadb_url: str) -> None:
    mariadb.execute("CREATE OR REPLACE USER guest@127.0.0.1 IDENTIFIED BY 'x'")
    address = f"mysql://guest:x@127.0.0.1:{mariadb.port}/{mariadb_url.rpartition('/')[2]}"
    assert "the database user “guest” has no access to" in _refusal(address)


def test_a_port_where_nobody_answers() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        assert f"no database answers on 127.0.0.1, port {port}: check host and port" in _refusal(f"mysql://a:b@127.0.0.1:{port}/c")


def test_a_host_that_is_not_known() -> None:
    assert "the database host “nowhere.invalid” is not known" in _refusal("mysql://a:b@nowhere.invalid/c")


def test_mariadb_need_not_have_its_defaults(mariadb: Server, mariadb_url: str) -> None:
    mariadb.execute("SET GLOBAL sql_mode = ''", "SET GLOBAL time_zone = '+05:30'")
    try:
        first = page(1)
        with Store.open(mariadb_url, migrate=True, record_types=TYPES) as store:
            store.replace(first, [museum(first)], [])
            assert store.newest_revision() == first.revision.timestamp
            with pytest.raises(StoreError):
                store.set_written("metawiki", "x" * 513, 1, "d")
    finally:
        mariadb.execute("SET GLOBAL sql_mode = DEFAULT", "SET GLOBAL time_zone = DEFAULT")
