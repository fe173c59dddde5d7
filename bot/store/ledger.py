"""What this tool wrote, what it remembers, which jobs ran and what became of edits. Each function works in the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple, assert_never

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, delete, insert, select, update

from bot.core.outcome import Deferred, Failed, Outcome, Reason, Saved, Skipped, Unchanged
from bot.store import tables

#: States of a job that mean something here; all others are the jobs' own words.
RUNNING = "running"
OK = "ok"

#: How long it is told what became of edits.
OUTCOMES_KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Written:
    """A page that this tool saved: the revision, and a digest of its text in the caller's own way."""

    revision: int
    digest: str


class Remembered(NamedTuple):
    """The last text of a page that was good enough to stay in force."""

    revision: int
    text: str


@dataclass(frozen=True, slots=True)
class JobState:
    """How a job's last run went. ``state`` is "running" from its start to its end, and "ok" after a success; times are UTC."""

    name: str
    state: str
    last_start: datetime | None
    last_finish: datetime | None
    last_success: datetime | None
    counts: Mapping[str, int]
    detail: str


@dataclass(frozen=True, slots=True)
class LoggedOutcome:
    """What became of one edit, and when (UTC)."""

    job: str
    when: datetime
    site: str
    title: str
    outcome: Outcome


def all_written(connection: Connection, site: str) -> dict[str, Written]:
    """See ``Store.all_written``."""
    rows = connection.execute(select(tables.written).where(tables.written.c.site == site).order_by(tables.written.c.title))
    return {row.title: Written(row.revision, row.digest) for row in rows}


def written(connection: Connection, site: str, title: str) -> Written | None:
    """See ``Store.written``."""
    row = connection.execute(select(tables.written).where(_is(tables.written, site=site, title=title))).first()
    return None if row is None else Written(row.revision, row.digest)


def set_written(connection: Connection, site: str, title: str, page: Written) -> None:
    """See ``Store.set_written``."""
    _put(connection, tables.written, {"site": site, "title": title}, {"revision": page.revision, "digest": page.digest})


def remembered(connection: Connection, site: str, title: str) -> Remembered | None:
    """See ``Store.remembered``."""
    row = connection.execute(select(tables.remembered).where(_is(tables.remembered, site=site, title=title))).first()
    return None if row is None else Remembered(row.revision, row.text)


def remember(connection: Connection, site: str, title: str, page: Remembered) -> bool:
    """See ``Store.remember``. False where nothing changed."""
    if remembered(connection, site, title) == page:
        return False
    _put(connection, tables.remembered, {"site": site, "title": title}, {"revision": page.revision, "text": page.text})
    return True


def get_fingerprint(connection: Connection, site: str) -> str | None:
    """See ``Store.get_fingerprint``."""
    return connection.execute(select(tables.fingerprint.c.fingerprint).where(_is(tables.fingerprint, site=site))).scalar()


def set_fingerprint(connection: Connection, site: str, fingerprint: str) -> bool:
    """See ``Store.set_fingerprint``. False where nothing changed."""
    if get_fingerprint(connection, site) == fingerprint:
        return False
    _put(connection, tables.fingerprint, {"site": site}, {"fingerprint": fingerprint})
    return True


def start_job(connection: Connection, name: str, when: datetime) -> None:
    """See ``Store.start_job``."""
    if connection.execute(update(tables.job).where(_is(tables.job, name=name)).values(state=RUNNING, last_start=when)).rowcount == 0:
        connection.execute(insert(tables.job).values(name=name, state=RUNNING, last_start=when, counts="{}", detail=""))
    connection.execute(delete(tables.outcome).where(tables.outcome.c.time < when - OUTCOMES_KEPT))


def finish_job(connection: Connection, name: str, when: datetime, *, state: str, counts: Mapping[str, int], detail: str) -> None:
    """See ``Store.finish_job``."""
    values: dict[str, object] = {"state": state, "last_finish": when, "counts": json.dumps(dict(counts)), "detail": detail}
    if state == OK:
        values["last_success"] = when
    _put(connection, tables.job, {"name": name}, values)


def jobs(connection: Connection) -> list[JobState]:
    """See ``Store.jobs``."""
    rows = connection.execute(select(tables.job).order_by(tables.job.c.name))
    return [
        JobState(row.name, row.state, row.last_start, row.last_finish, row.last_success, json.loads(row.counts), row.detail) for row in rows
    ]


def log_outcome(connection: Connection, logged: LoggedOutcome) -> None:
    """See ``Store.log_outcome``."""
    connection.execute(
        insert(tables.outcome).values(
            job=logged.job, time=logged.when, site=logged.site, title=logged.title, **_outcome_columns(logged.outcome)
        )
    )


def outcomes(connection: Connection, limit: int) -> list[LoggedOutcome]:
    """See ``Store.outcomes``."""
    column = tables.outcome.c
    rows = connection.execute(select(tables.outcome).order_by(column.time.desc(), column.id.desc()).limit(limit))
    return [LoggedOutcome(row.job, row.time, row.site, row.title, _outcome(row)) for row in rows]


def _outcome_columns(outcome: Outcome) -> dict[str, object]:
    columns: dict[str, object] = {"revision": 0, "reason": "", "until": None, "detail": ""}
    match outcome:
        case Saved(revision):
            return columns | {"type": "saved", "revision": revision}
        case Unchanged():
            return columns | {"type": "unchanged"}
        case Skipped(why, detail):
            return columns | {"type": "skipped", "reason": why.value, "detail": detail}
        case Deferred(why, until, detail):
            return columns | {"type": "deferred", "reason": why.value, "until": until, "detail": detail}
        case Failed(why, detail):
            return columns | {"type": "failed", "reason": why.value, "detail": detail}
        case never:
            assert_never(never)


def _outcome(row: Row[Any]) -> Outcome:
    match row.type:
        case "saved":
            return Saved(row.revision)
        case "unchanged":
            return Unchanged()
        case "skipped":
            return Skipped(_reason(row.reason), row.detail)
        case "deferred":
            return Deferred(_reason(row.reason), row.until, row.detail)
        case _:
            return Failed(_reason(row.reason), row.detail)


def _reason(value: str) -> Reason:
    # A version with other reasons may have logged it.
    return Reason(value) if value in set(Reason) else Reason.OTHER


def _is(table: Table, **key: str) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in key.items()))


def _put(connection: Connection, table: Table, key: Mapping[str, str], values: Mapping[str, object]) -> None:
    # Both databases have a statement of their own for this; two plain ones do in a transaction that has the row for itself.
    if connection.execute(update(table).where(_is(table, **key)).values(**values)).rowcount == 0:
        connection.execute(insert(table).values(**key, **values))
