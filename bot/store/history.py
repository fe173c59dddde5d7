"""What happened to records by week, and pages that may want a record. Each function works in the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hashlib import sha256

from sqlalchemy import Connection, delete, insert, select

from bot.core.candidates import FoundCandidate
from bot.core.history import Change, Entry
from bot.core.records import RecordKey
from bot.store import tables

_ROWS_AT_ONCE = 1000
#: Names within a page are bounded by the values' types; longer ones are cut, their digest still tells them apart.
_LONGEST_NAME = 512


def history(connection: Connection) -> list[Entry]:
    """See ``Store.history``."""
    column = tables.history.c
    query = select(tables.history).order_by(column.site, column.page_id, column.kind, column.key_digest, column.week)
    return [
        Entry(RecordKey(row.site, row.page_id, row.kind, row.key_name), row.week, Change(row.change), row.score)
        for row in connection.execute(query)
    ]


def set_history(connection: Connection, entries: Sequence[Entry]) -> int:
    """See ``Store.set_history``. Returns in how many entries it differs from what was there."""
    wanted = {_key(entry): entry for entry in entries}
    known = {_key(entry): entry for entry in history(connection)}
    column = tables.history.c
    gone = [key for key, entry in known.items() if wanted.get(key) != entry]
    for key in gone:
        site, page_id, kind, digest, week = key
        connection.execute(
            delete(tables.history).where(
                column.site == site, column.page_id == page_id, column.kind == kind, column.key_digest == digest, column.week == week
            )
        )
    rows = [_row(key, entry) for key, entry in wanted.items() if known.get(key) != entry]
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        connection.execute(insert(tables.history), rows[start : start + _ROWS_AT_ONCE])
    return len(gone) + len(rows)


def candidates(connection: Connection) -> list[FoundCandidate]:
    """See ``Store.candidates``."""
    column = tables.candidate.c
    rows = connection.execute(select(tables.candidate).order_by(column.site, column.title, column.page_id))
    return [FoundCandidate(row.site, row.page_id, row.title, row.sign) for row in rows]


def set_candidates(connection: Connection, site: str, found: Collection[FoundCandidate]) -> bool:
    """See ``Store.set_candidates``. False where nothing changed."""
    if {each for each in candidates(connection) if each.site == site} == set(found):
        return False
    connection.execute(delete(tables.candidate).where(tables.candidate.c.site == site))
    rows = [{"site": site, "page_id": each.page_id, "title": each.title, "sign": each.sign} for each in found]
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        connection.execute(insert(tables.candidate), rows[start : start + _ROWS_AT_ONCE])
    return True


_Key = tuple[str, int, str, str, str]


def _key(entry: Entry) -> _Key:
    key = entry.key
    return key.site, key.page_id, key.kind, sha256(key.name.encode()).hexdigest(), entry.week


def _row(key: _Key, entry: Entry) -> dict[str, object]:
    site, page_id, kind, digest, week = key
    return {
        "site": site, "page_id": page_id, "kind": kind, "key_digest": digest, "week": week,
        "key_name": entry.key.name[:_LONGEST_NAME], "change": entry.change.value, "score": entry.score,
    }  # fmt: skip
