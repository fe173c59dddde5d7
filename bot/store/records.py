"""Records and problems as rows, and back. Each function works in the caller's transaction."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Connection, Row, Table, and_, exists, select

from bot.core.problem import Problem, ProblemCode, Severity
from bot.core.records.base import Record, RecordKey
from bot.store import tables

RecordTypes = Mapping[str, type[Record]]

_log = logging.getLogger(__name__)


def record_row(record: Record, position: int) -> dict[str, object]:
    """The columns of a record that is the ``position``-th of its page."""
    return {
        "site": record.source.site,
        "page_id": record.source.page_id,
        "position": position,
        "kind": record.kind,
        "key_digest": _digest(record.key_name),
        "data": record.model_dump_json(),
    }


def problem_row(problem: Problem, position: int) -> dict[str, object]:
    """The columns of a problem that is the ``position``-th of its page."""
    return {**asdict(problem), "code": problem.code.value, "severity": problem.severity.value, "position": position}


def in_translation(table: Table) -> ColumnElement[bool]:
    """Whether a record or problem stands on a page that was made by translating another."""
    page = tables.page.c
    same_page = (page.site == table.c.site) & (page.page_id == table.c.page_id)
    return exists().where(same_page, page.translation.is_(True))


def records(connection: Connection, types: RecordTypes, kind: str | None, site: str | None) -> list[Record]:
    """See ``Store.records``."""
    return [record for record, _ in numbered(connection, types, kind, site)]


def numbered(
    connection: Connection, types: RecordTypes, kind: str | None = None, site: str | None = None
) -> list[tuple[Record, int | None]]:
    """See ``Store.numbered_records``."""
    column, place = tables.record.c, tables.search.c
    same_record = and_(place.site == column.site, place.page_id == column.page_id, place.position == column.position)
    query = select(tables.record, place.id.label("number")).outerjoin(tables.search, same_record)
    query = query.where(~in_translation(tables.record)).order_by(column.site, column.page_id, column.position)
    if kind is not None:
        query = query.where(column.kind == kind)
    if site is not None:
        query = query.where(column.site == site)
    found = [(record, row.number) for row in connection.execute(query) if (record := _rebuilt(row, types)) is not None]
    # Sorted here, stably: the two databases need not agree with each other, or with us, about the order of letters.
    return sorted(found, key=lambda pair: (pair[0].kind, pair[0].display_name, pair[0].source.site, pair[0].source.page_id))


def record(connection: Connection, types: RecordTypes, key: RecordKey) -> Record | None:
    """See ``Store.record``."""
    column = tables.record.c
    query = select(tables.record).order_by(column.position).limit(1)
    query = query.where(
        column.site == key.site, column.page_id == key.page_id, column.kind == key.kind, column.key_digest == _digest(key.name)
    )
    row = connection.execute(query).first()
    return None if row is None else _rebuilt(row, types)


def problems(connection: Connection) -> list[Problem]:
    """See ``Store.problems``."""
    column = tables.problem.c
    query = select(tables.problem).where(~in_translation(tables.problem)).order_by(column.site, column.page_id, column.position)
    rows = connection.execute(query)
    found = [problem for row in rows if (problem := _problem(row)) is not None]
    return sorted(found, key=lambda problem: (problem.site, problem.page, problem.line, problem.column, problem.code))


def _rebuilt(row: Row[Any], types: RecordTypes) -> Record | None:
    """The record of a row; None, with a warning, where it has another shape."""
    # Another version of the tool may have written it in another shape. Its page is read again at the next run, because the
    # fingerprint has changed; until then one record must not take all others with it.
    if row.kind not in types:
        _log.warning(
            "a record of the unknown kind “%s” (%s, page %d) is left out until its page is read again", row.kind, row.site, row.page_id
        )
        return None
    try:
        return types[row.kind].model_validate_json(row.data)
    except ValidationError:
        _log.warning("a record of another shape (%s, page %d) is left out until its page is read again", row.site, row.page_id)
        return None


def _problem(row: Row[Any]) -> Problem | None:
    try:
        code, severity = ProblemCode(row.code), Severity(row.severity)
    except ValueError:
        _log.warning(
            "a problem of the unknown code “%s” (%s, page %d) is left out until its page is read again", row.code, row.site, row.page_id
        )
        return None
    values = {name: value for name, value in row._mapping.items() if name not in {"position", "code", "severity"}}
    return Problem(code=code, severity=severity, **values)


def _digest(name: str) -> str:
    return sha256(name.encode()).hexdigest()
