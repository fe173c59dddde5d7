"""Finds records by terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.core.records.base import Record
from bot.core.search import Wanted, searched
from bot.core.vocabulary import Vocabulary
from bot.store.database import Database

_MARIADB = (
    "SELECT id, MATCH (names) AGAINST (%s IN BOOLEAN MODE) > 0, MATCH (terms) AGAINST (%s IN BOOLEAN MODE) FROM search "
    "WHERE MATCH (terms) AGAINST (%s IN BOOLEAN MODE)"
)
#: SQLite's index: its rows are those of ``search``, and ``rank`` is the lower the better.
_SQLITE = "SELECT rowid, rank FROM search_text WHERE search_text MATCH ?"
_SQLITE_NAMES = "SELECT rowid FROM search_text WHERE search_text MATCH ?"


class Hit(NamedTuple):
    """A record that was found, by its number: whether its names have all that is wanted, and how well it fits, the lower the better."""

    number: int
    in_names: bool
    rank: float


def search_row(record: Record, position: int, vocabulary: Vocabulary) -> Mapping[str, object]:
    """The columns of what is searched of a record that is the ``position``-th of its page."""
    found = searched(record, vocabulary)
    source = record.source
    return {"site": source.site, "page_id": source.page_id, "position": position, "names": found.names, "terms": found.all}


def search(database: Database, wanted: Sequence[Wanted]) -> list[Hit]:
    """See ``Store.search``."""
    if not wanted:
        return []
    if database.kind == "mariadb":
        asked = " ".join(f"+{each.term}{'*' if each.begins else ''}" for each in wanted)
        return [Hit(number, bool(in_names), -score) for number, in_names, score in database.glance(_MARIADB, asked, asked, asked)]
    asked = " AND ".join(f"{each.term}{' *' if each.begins else ''}" for each in wanted)
    in_names = {number for (number,) in database.glance(_SQLITE_NAMES, f"names : ({asked})")}
    return [Hit(number, number in in_names, rank) for number, rank in database.glance(_SQLITE, f"terms : ({asked})")]
