"""Numbers that tell whether anything has changed."""

from __future__ import annotations

import secrets
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, insert, update

from bot.store import tables
from bot.store.database import Database
from bot.store.migration import VERSION_TABLE


class Part(StrEnum):
    """What changes together: what the wikis say and what follows from it; what the bot did and when."""

    DATA = "data"
    LEDGER = "ledger"


class Version(NamedTuple):
    """How things stand: each number is another one after each change. ``tables`` is the migration that the tables are from."""

    data: int
    ledger: int
    tables: str


#: One statement, because it is asked at every request of the web tool.
_STATEMENT = f"SELECT part, number FROM changes UNION ALL SELECT version_num, -1 FROM {VERSION_TABLE}"  # noqa: S608 (a constant)
#: Begins somewhere, so that a database that takes another one's place is not taken for that.
_FIRST_NUMBER_BITS = 48


def version(database: Database) -> Version:
    """See ``Store.version``."""
    numbers: dict[str, int] = {}
    revision = ""
    for part, number in database.glance(_STATEMENT):
        if number < 0:
            revision = part
        else:
            numbers[part] = number
    return Version(numbers.get("data", 0), numbers.get("ledger", 0), revision)


def note(connection: Connection, part: Part) -> None:
    """Notes that something of a part has changed; last in a transaction, because others wait from here on. In the caller's transaction."""
    column = tables.changes.c
    if connection.execute(update(tables.changes).where(column.part == part.value).values(number=column.number + 1)).rowcount == 0:
        connection.execute(insert(tables.changes).values(part=part.value, number=secrets.randbits(_FIRST_NUMBER_BITS)))
