"""Wiki replicas as on Toolforge, made of databases on a MariaDB of ours: a database of views a wiki, and ``meta_p`` that lists them.

Who reads them has an account that sees the views alone. `Toolforge` stands for the network there: whoever asks the library ``toolforge``
for a server gets this one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pymysql
import pytest
import toolforge
from pymysql.cursors import Cursor

from tests.store.mariadb import Server

_connect: Callable[..., pymysql.Connection[Cursor]] = toolforge._connect

ACCOUNT = {"TOOL_REPLICA_USER": "u1234", "TOOL_REPLICA_PASSWORD": "replica"}

#: Tables that nobody outside sees, and those of which some columns or rows are left out.
_HIDDEN = frozenset(
    {
        "abuse_filter_history",
        "bot_passwords",
        "echo_notification",
        "ip_changes",
        "ipblocks",
        "job",
        "l10n_cache",
        "module_deps",
        "oathauth_users",
    }
    | {"objectcache", "querycache", "searchindex", "text", "updatelog", "uploadstash", "user_newtalk", "user_properties", "watchlist"}
)
_COLUMNS = {"user": "user_id, user_name, user_registration, user_editcount"}
_ROWS = {"archive": "ar_deleted & 4 = 0", "logging": "log_deleted & 4 = 0", "revision": "rev_deleted & 4 = 0"}


@dataclass(frozen=True)
class Replica:
    """A replica: the wiki's name, its slice, its address, and the database that has its tables."""

    dbname: str
    slice: str
    url: str
    tables: str
    closed: bool = False


def replicate(server: Server, replicas: Iterable[Replica]) -> None:
    """Make ``meta_p`` and the views anew."""
    user, password = ACCOUNT["TOOL_REPLICA_USER"], ACCOUNT["TOOL_REPLICA_PASSWORD"]
    tables: dict[str, list[str]] = {}
    for database, name in server.execute("SELECT table_schema, table_name FROM information_schema.tables ORDER BY 1, 2"):
        tables.setdefault(_text(database), []).append(_text(name))
    statements = [
        "CREATE DATABASE IF NOT EXISTS meta_p",
        "DROP TABLE IF EXISTS meta_p.wiki",
        "CREATE TABLE meta_p.wiki (dbname VARCHAR(64) PRIMARY KEY, url TEXT, slice TEXT, is_closed INT NOT NULL) CHARACTER SET utf8mb4",
        f"CREATE USER IF NOT EXISTS '{user}'@'127.0.0.1' IDENTIFIED BY '{password}'",
        f"GRANT SELECT, SHOW VIEW ON `%\\_p`.* TO '{user}'@'127.0.0.1'",
    ]
    for replica in replicas:
        row = f"'{replica.dbname}', '{replica.url}', '{replica.slice}.labsdb', {int(replica.closed)}"
        statements.append(f"INSERT INTO meta_p.wiki (dbname, url, slice, is_closed) VALUES ({row})")
        statements += _views(replica, tables[replica.tables])
    server.execute(*statements)


def _views(replica: Replica, tables: Iterable[str]) -> Iterator[str]:
    yield f"CREATE DATABASE IF NOT EXISTS {replica.dbname}_p"
    for name in tables:
        if name not in _HIDDEN:
            select = f"SELECT {_COLUMNS.get(name, '*')} FROM {replica.tables}.`{name}`"
            yield f"CREATE OR REPLACE SQL SECURITY DEFINER VIEW {replica.dbname}_p.`{name}` AS {select}"
            if name in _ROWS:
                condition = f"WHERE {_ROWS[name]}"
                yield f"CREATE OR REPLACE SQL SECURITY DEFINER VIEW {replica.dbname}_p.`{name}_userindex` AS {select} {condition}"


def _text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


@dataclass
class Toolforge:
    """The servers of the replicas, all of them this one, and what was asked of them."""

    server: Server
    #: The servers that were connected to, by their names, in order; and all queries.
    hosts: list[str] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)
    connections: list[pymysql.Connection[Cursor]] = field(default_factory=list)
    #: Servers that do not answer.
    down: frozenset[str] = frozenset()
    #: Called with each query and its connection before it is sent.
    before: Callable[[str, Any], None] = lambda query, connection: None

    @property
    def open(self) -> int:
        """How many connections are open now."""
        return sum(connection.open for connection in self.connections)

    def asked(self) -> dict[str, int]:
        """How many queries each wiki's database was asked."""
        return dict(Counter(query.partition("_p.linktarget")[0].rpartition(" ")[2] for query in self.queries if "_p.linktarget" in query))

    def clear(self) -> None:
        """Forget what was asked."""
        self.hosts.clear()
        self.queries.clear()

    def connect(self, **options: Any) -> pymysql.Connection[Cursor]:
        """What the library does instead of connecting through the network."""
        self.hosts.append(options["host"])
        if options["host"] in self.down:
            raise pymysql.OperationalError(2003, f"Can't connect to MySQL server on '{options['host']}' (timed out)")
        network = self

        class Asking(Cursor):
            def execute(self, query: str, arguments: Any = None) -> int:
                network.queries.append(query)
                network.before(query, self.connection)
                return super().execute(query, arguments)

        options |= {"host": "127.0.0.1", "port": self.server.port, "cursorclass": Asking}
        self.connections.append(_connect(**options))
        return self.connections[-1]


@contextmanager
def on_toolforge(server: Server) -> Iterator[Toolforge]:
    """Within the block this process is on Toolforge: its environment has an account, and its servers answer."""
    network = Toolforge(server)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ACCOUNT.items():
            patch.setenv(name, value)
        patch.setattr(toolforge, "_connect", network.connect)
        yield network
        assert network.open == 0, "a connection was left open"
