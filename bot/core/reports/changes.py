"""Page *New and changed*, one a week: records that appeared, and records whose pages were edited."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.history import Change
from bot.core.knowledge import Knowledge
from bot.core.records import Record, RecordKey
from bot.core.reports.table import Column, Report, Row, Rows, Table

_COLUMNS = (
    Column("page", "page", weight=4),
    Column("kind", "label", family="kind", weight=2),
    Column("country", "countries", weight=2),
    Column("wiki", "wiki", weight=2),
    Column("date", "date", weight=2),
)
REPORT = Report("changes", "New and changed", (Table("new", _COLUMNS), Table("changed", _COLUMNS)))


def rows(knowledge: Knowledge, week: str) -> Rows:
    """What was new and what changed in an ISO week, the newest first."""
    records = {record.key: record for record in knowledge.records}
    return {
        table: _rows(knowledge, {entry.key for entry in knowledge.history if entry.week == week and entry.change is change}, records)
        for table, change in (("new", Change.NEW), ("changed", Change.CHANGED))
    }


def _rows(knowledge: Knowledge, keys: set[RecordKey], records: Mapping[RecordKey, Record]) -> list[Row]:
    found = sorted((records[key] for key in keys if key in records), key=lambda record: (record.display_name, str(record.key)))
    return [
        {
            **knowledge.page("page", record),
            "kind": record.kind,
            "country": ";".join(record.places),
            "wiki": record.source.site,
            "date": record.source.timestamp.date().isoformat(),
        }
        for record in sorted(found, key=lambda record: record.source.timestamp, reverse=True)
    ]
