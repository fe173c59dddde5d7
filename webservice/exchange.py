"""Records as data: what the JSON and CSV of a record hold, derived from its class."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

import msgspec

from bot.core.problem import Problem
from bot.core.records import RECORDS, Record, parameters
from webservice.wikis import Wikis

Value = str | int | list[str]

#: Where a record stands, before what it says.
PLACE = ("kind", "site", "page_id", "key", "name", "page", "url", "revision", "revision_url", "revision_time")
#: Names that people did not put there themselves.
_KEPT_BACK = frozenset({"volunteers"})
_ENCODER = msgspec.json.Encoder()
#: Spreadsheet programs take what begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LIST_SEPARATOR = "; "
#: What stays as it is in an address.
_ADDRESS = ":/?#[]@!$&'()*+,;=%~"


@cache
def fields(kind: str) -> tuple[str, ...]:
    """The names of everything that is handed out about a kind of record, in order."""
    return (*PLACE, *said(kind).values())


@cache
def said(kind: str) -> Mapping[str, str]:
    """The fields of what a kind of record says, and what each is called beside ``PLACE``: a task's ``page`` is ``task_page``."""
    declared = [name for name in parameters(RECORDS[kind]) if name != "name" and name not in _KEPT_BACK]
    derived = ["regions"] if {"country", "countries"} & {*declared} and "regions" not in declared else []
    return {name: f"{kind}_{name}" if name in PLACE else name for name in (*declared, *derived)}


def as_data(record: Record, wikis: Wikis) -> dict[str, Value]:
    """A record by ``fields``: codes and plain text, lists as lists, "" and [] where nothing is stated."""
    source = record.source
    data: dict[str, Value] = {
        "kind": record.kind,
        "site": source.site,
        "page_id": source.page_id,
        "key": record.key_name,
        "name": record.display_name,
        "page": source.title,
        "url": wikis.page(source.site, source.title),
        "revision": source.revision,
        "revision_url": wikis.revision(source.site, source.revision),
        "revision_time": time(source.timestamp),
    }
    for field, name in said(record.kind).items():
        value = stated(record, field)
        data[name] = value if isinstance(value, str) else list(value)
    return data


def as_json(data: Mapping[str, object]) -> bytes:
    """What is handed out, encoded; what is encoded already, as ``msgspec.Raw``, is taken as it is."""
    return _ENCODER.encode(data)


def identifier(record: Record, wikis: Wikis) -> str:
    """The address that stands for a record for ever, whatever its page is called and wherever this tool runs; leads to the page."""
    name = quote("/".join(filter(None, (record.kind, record.key_name))), safe="/")
    script = wikis.script(record.source.site)
    if script:
        return f"{quote(script, safe=_ADDRESS)}?curid={record.source.page_id}#{name}"
    return uuid5(NAMESPACE_URL, f"{record.source.site}/{record.source.page_id}/{name}").urn


def stated(record: Record, name: str) -> str | tuple[str, ...]:
    """What a record says about one of the ``fields``; its regions are derived where it does not state them."""
    value: str | tuple[str, ...] = record.all_regions if name == "regions" else getattr(record, name)
    return value


def problem_as_data(problem: Problem) -> dict[str, str | int]:
    """A problem, without the page that it is handed out with."""
    shown = asdict(problem)
    return {name: shown[name] for name in ("code", "severity", "template", "parameter", "line", "column", "found", "remedy", "revision")}


def as_csv(kind: str, records: Iterable[Record], wikis: Wikis) -> str:
    """Records as a table with a line of names (RFC 4180). Several values are joined by semicolons; an apostrophe disarms formulas."""
    names = fields(kind)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    for record in records:
        data = as_data(record, wikis)
        writer.writerow([cell(data[name]) for name in names])
    return text.getvalue()


def time(when: datetime) -> str:
    """A time in UTC, as ISO 8601 has it: ``2026-03-14T12:00:00Z``."""
    return when.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def cell(value: Value) -> str:
    """A value as a cell of a table: several joined by semicolons, and no formula."""
    text = _LIST_SEPARATOR.join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
