"""The reach of categories by month. Each function works in the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete, insert, select, tuple_

from bot.core.batches import batches
from bot.core.recognition.reach import Measurement, Reach, figures
from bot.store import tables

_ROWS_AT_ONCE = 500


def reach(connection: Connection) -> list[Measurement]:
    """See ``Store.reach``."""
    column = tables.reach.c
    return [
        Measurement(Reach(row.category, row.month, row.files, row.used_files, row.pages, row.wikis, row.views), row.asked)
        for row in connection.execute(select(tables.reach).order_by(column.category, column.month))
    ]


def note_reach(connection: Connection, measurements: Sequence[Measurement]) -> int:
    """See ``Store.note_reach``. Returns how many it noted."""
    column = tables.reach.c
    by_month = {(each.reach.category, each.reach.month): each for each in measurements}
    for some in batches(by_month.items(), _ROWS_AT_ONCE):
        connection.execute(delete(tables.reach).where(tuple_(column.category, column.month).in_([key for key, _ in some])))
        connection.execute(insert(tables.reach), [_row(each) for _, each in some])
    return len(by_month)


def keep_reach(connection: Connection, categories: Collection[str]) -> int:
    """See ``Store.keep_reach``. Returns of how many categories something was deleted."""
    column = tables.reach.c
    known = connection.execute(select(column.category).distinct()).scalars()
    gone = sorted(set(known) - set(categories))
    for category in gone:
        connection.execute(delete(tables.reach).where(column.category == category))
    return len(gone)


def _row(measurement: Measurement) -> dict[str, object]:
    reach = measurement.reach
    names = ("files", "used_files", "pages", "wikis", "views")
    numbers = dict(zip(names, figures(reach), strict=True))
    return {"category": reach.category, "month": reach.month, **numbers, "asked": measurement.asked}
