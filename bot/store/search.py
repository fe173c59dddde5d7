"""Finds records by terms. Each function works in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, and_, column, select, table
from sqlalchemy.dialects.mysql import match

from bot.core.records.base import Record
from bot.core.search import Wanted, searched
from bot.core.vocabulary import Vocabulary
from bot.store import tables
from bot.store.records import RecordTypes, in_translation, rebuilt

#: SQLite's index: its rows are those of ``search``, and ``rank`` is the lower the better.
_INDEX = table("search_text", column("rowid"), column("search_text"), column("rank"))


def search_row(record: Record, position: int, vocabulary: Vocabulary) -> Mapping[str, object]:
    """The columns of what is searched of a record that is the ``position``-th of its page."""
    found = searched(record, vocabulary)
    source = record.source
    return {"site": source.site, "page_id": source.page_id, "position": position, "names": found.names, "terms": found.all}


def search(connection: Connection, types: RecordTypes, wanted: Sequence[Wanted], kind: str | None) -> list[Record]:
    """See ``Store.search``."""
    if not wanted:
        return []
    place, row = tables.search.c, tables.record.c
    same_record = and_(place.site == row.site, place.page_id == row.page_id, place.position == row.position)
    query = select(tables.record).join(tables.search, same_record).where(~in_translation(tables.record))
    if kind is not None:
        query = query.where(row.kind == kind)
    if connection.dialect.name == "mysql":
        asked = " ".join(f"+{each.term}{'*' if each.begins else ''}" for each in wanted)
        fits = match(place.terms, against=asked).in_boolean_mode()
        query = query.where(fits).order_by((match(place.names, against=asked).in_boolean_mode() > 0).desc(), fits.desc())
    else:
        asked = " AND ".join(f"{each.term}{' *' if each.begins else ''}" for each in wanted)
        in_names = place.id.in_(select(_INDEX.c.rowid).where(_matches(f"names : ({asked})")).correlate(None))
        query = query.join(_INDEX, _INDEX.c.rowid == place.id).where(_matches(f"terms : ({asked})"))
        query = query.order_by(in_names.desc(), _INDEX.c.rank)
    query = query.order_by(row.site, row.page_id, row.position)
    return [record for found in connection.execute(query) if (record := rebuilt(found, types)) is not None]


def _matches(asked: str) -> ColumnElement[bool]:
    return _INDEX.c.search_text.bool_op("MATCH")(asked)
