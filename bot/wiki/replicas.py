"""Toolforge's wiki replicas: which pages call our templates, told by the wikis' own tables of links, one query a wiki.

Each wiki has a database of views (``frwiki_p``). They are spread over eight slices, each a server of its own; ``meta_p.wiki`` lists them.
No connection is kept: one is opened for each slice, asked about all its wikis, and closed before the next. Titles are bytes there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

import pymysql
import toolforge
from pymysql.cursors import Cursor

Connection: TypeAlias = "pymysql.Connection[Cursor]"
#: The latest revision of each page, by page id.
Pages: TypeAlias = Mapping[int, int]

_TEMPLATE_NAMESPACE = 10
_DBNAME = re.compile(r"[a-z][a-z0-9_]*")
#: Seconds that a replica may be behind its wiki; beyond that the wiki is asked instead.
_MOST_LAG = 600
#: Seconds: to connect, and for an answer.
_PATIENCE = {"connect_timeout": 10, "read_timeout": 900}
#: Errors that concern what was asked for, and not the server: no access to it, or no such database or table.
_NOT_THERE = frozenset({1044, 1049, 1142, 1146})

# A page that calls a redirect has a link to it, and to the template it leads to; the second half finds it where only one of them was noted.
_TRANSCLUSIONS = """
SELECT page.page_id, page.page_latest
FROM {database}.linktarget JOIN {database}.templatelinks ON tl_target_id = lt_id JOIN {database}.page ON page.page_id = tl_from
WHERE lt_namespace = %(namespace)s AND lt_title IN %(titles)s
UNION
SELECT page.page_id, page.page_latest
FROM {database}.redirect JOIN {database}.page AS source ON source.page_id = rd_from
JOIN {database}.linktarget ON lt_namespace = source.page_namespace AND lt_title = source.page_title
JOIN {database}.templatelinks ON tl_target_id = lt_id JOIN {database}.page ON page.page_id = tl_from
WHERE rd_namespace = %(namespace)s AND rd_title IN %(titles)s AND COALESCE(rd_interwiki, '') = '' AND source.page_namespace = %(namespace)s
"""


class ReplicaError(Exception):
    """The replicas do not tell it. The message is one line: what is wrong, and where."""


@dataclass(frozen=True, slots=True)
class ReplicatedWiki:
    """A wiki that has a replica: its slice (``s7``), and its address (``https://fr.wikipedia.org``)."""

    dbname: str
    slice: str
    url: str


def connect(dbname: str, **options: Any) -> Connection:  # noqa: ANN401 -- whatever pymysql takes
    """A connection to the replica of a wiki, with the account that the environment has for it. ``options`` are those of pymysql."""
    # Without autocommit a transaction would hold the server to the state of its first query.
    options = {"autocommit": True, **_PATIENCE, **options}
    return toolforge.connect(dbname, cluster="analytics", **options)


class Replicas:
    """All replicas. ``connect`` opens a connection to the replica of a wiki, or to ``meta``, on the server of its slice."""

    def __init__(self, connect: Callable[[str], Connection] = connect) -> None:
        self._connect = connect
        self._wikis: Mapping[str, ReplicatedWiki] | ReplicaError | None = None
        #: What ``ask`` was told and nobody took yet: the names asked for, and the answer.
        self._told: dict[str, tuple[frozenset[str], Pages | ReplicaError]] = {}

    def wikis(self) -> Mapping[str, ReplicatedWiki]:
        """All wikis that are not closed, by database name; asked for once. Raises ReplicaError."""
        if self._wikis is None:
            try:
                self._wikis = self._list()
            except pymysql.MySQLError as error:
                self._wikis = ReplicaError(f"the list of all wikis cannot be read ({_line(error)})")
        if isinstance(self._wikis, ReplicaError):
            raise self._wikis
        return self._wikis

    def ask(self, names: Mapping[str, Collection[str]]) -> Mapping[str, Pages | ReplicaError]:
        """The pages of each wiki that call one of its templates, or why that is not known.

        ``names`` gives the templates of each wiki, as the titles of their pages have them, without namespace; pages that call a redirect
        to one of them are among the pages. A wiki that fails spoils only itself; where a server fails, all wikis of its slice do.
        ``transclusions`` gives each answer again, once. Raises ReplicaError where the wikis themselves are not known.
        """
        found: dict[str, Pages | ReplicaError] = {}
        wikis = self.wikis()
        for dbname in names.keys() - wikis.keys():
            found[dbname] = ReplicaError(f"{dbname} has no replica")
        present = sorted((wikis[dbname] for dbname in names.keys() & wikis.keys()), key=lambda wiki: (wiki.slice, wiki.dbname))
        for slice_, members in groupby(present, key=lambda wiki: wiki.slice):
            found |= self._ask_slice(slice_, [wiki.dbname for wiki in members], names)
        self._told |= {dbname: (frozenset(names[dbname]), answer) for dbname, answer in found.items()}
        return found

    def transclusions(self, dbname: str, names: Collection[str]) -> Pages:
        """The pages of a wiki that call one of the templates: see ``ask``. Raises ReplicaError."""
        asked, answer = self._told.pop(dbname, (frozenset(), None))
        if answer is None or not asked <= set(names):
            answer = self.ask({dbname: names})[dbname]
            del self._told[dbname]
        if isinstance(answer, ReplicaError):
            raise answer
        return answer

    def _list(self) -> Mapping[str, ReplicatedWiki]:
        with closing(self._connect("meta")) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT dbname, slice, url FROM meta_p.wiki WHERE is_closed = 0")
            wikis = [
                ReplicatedWiki(_text(dbname), _text(slice_).partition(".")[0], _text(url)) for dbname, slice_, url in cursor.fetchall()
            ]
        return {wiki.dbname: wiki for wiki in wikis}

    def _ask_slice(self, slice_: str, dbnames: list[str], names: Mapping[str, Collection[str]]) -> Mapping[str, Pages | ReplicaError]:
        found: dict[str, Pages | ReplicaError] = {}
        connection: Connection | None = None
        try:
            for dbname in dbnames:
                if not _DBNAME.fullmatch(dbname):
                    found[dbname] = ReplicaError(f"“{dbname}” is no name of a database")
                    continue
                if connection is None or not connection.open:
                    try:
                        connection = self._open(dbname, slice_)
                    except (pymysql.MySQLError, ReplicaError) as error:
                        reason = ReplicaError(f"the replicas of {slice_} cannot be used ({_line(error)})")
                        if _number(error) in _NOT_THERE:  # other wikis may be there
                            found[dbname] = reason
                            continue
                        return dict.fromkeys(dbnames, reason) | found
                try:
                    found[dbname] = _transclusions(connection, dbname, names[dbname])
                except pymysql.MySQLError as error:
                    found[dbname] = ReplicaError(f"the replica of {dbname} does not answer ({_line(error)})")
        finally:
            if connection is not None and connection.open:
                connection.close()
        return found

    def _open(self, dbname: str, slice_: str) -> Connection:
        connection = self._connect(dbname)
        try:
            lag = _lag(connection, slice_)
        except BaseException:
            with suppress(pymysql.MySQLError):
                connection.close()
            raise
        if lag > _MOST_LAG:
            connection.close()
            raise ReplicaError(f"they are {lag:.0f} seconds behind")
        return connection


def _lag(connection: Connection, slice_: str) -> float:
    """Seconds that a slice is behind; 0 where that is not told."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT MAX(lag) FROM heartbeat_p.heartbeat WHERE shard = %s", (slice_,))
            ((lag,),) = cursor.fetchall()
    except pymysql.MySQLError as error:
        if _number(error) not in _NOT_THERE:
            raise
        return 0
    return float(lag or 0)


def _transclusions(connection: Connection, dbname: str, names: Collection[str]) -> Pages:
    if not names:
        return {}
    titles = [name.replace(" ", "_").encode() for name in sorted(names)]
    with connection.cursor() as cursor:
        # The name was looked at by the caller; all else is bound.
        cursor.execute(_TRANSCLUSIONS.format(database=f"{dbname}_p"), {"namespace": _TEMPLATE_NAMESPACE, "titles": titles})
        return {int(page_id): int(revision) for page_id, revision in cursor.fetchall()}


def _text(value: Any) -> str:  # noqa: ANN401 -- whatever the column holds
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or "")


def _number(error: Exception) -> int:
    return error.args[0] if error.args and isinstance(error.args[0], int) else 0


def _line(error: Exception) -> str:
    return " ".join(str(error.args[-1] if error.args else type(error).__name__).split())[:300]
