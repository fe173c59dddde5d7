"""Messages that were delivered. Each function works in the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select

from bot.core.recognition.deliveries import Delivery
from bot.store import tables

_COLUMNS = [column for column in tables.delivery.c if column.name != "site"]


def deliveries(connection: Connection, site: str) -> list[Delivery]:
    """See ``Store.deliveries``."""
    column = tables.delivery.c
    rows = connection.execute(select(*_COLUMNS).where(column.site == site).order_by(column.time, column.page_id))
    return [Delivery(**row._mapping) for row in rows]


def add_delivery(connection: Connection, site: str, delivery: Delivery) -> None:
    """See ``Store.add_delivery``."""
    forget_deliveries(connection, site, [delivery.page_id])
    connection.execute(insert(tables.delivery).values(site=site, **asdict(delivery)))


def forget_deliveries(connection: Connection, site: str, page_ids: Collection[int]) -> int:
    """See ``Store.forget_deliveries``. Returns their number."""
    column = tables.delivery.c
    return sum(
        connection.execute(delete(tables.delivery).where(column.site == site, column.page_id == page_id)).rowcount for page_id in page_ids
    )
