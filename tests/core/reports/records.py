"""Small records made by hand, for the tests of reports."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TypeVar

from bot.core.configuration import Code, Configuration
from bot.core.knowledge import Knowledge
from bot.core.records import Record
from bot.core.records.base import Source
from bot.core.reports.table import Row

TODAY = date(2026, 11, 24)
URLS = {"metawiki": "https://meta.wikimedia.org/wiki/$1", "frwiki": "https://fr.wikipedia.org/wiki/$1"}

_R = TypeVar("_R", bound=Record)


def record(kind: type[_R], title: str, **fields: object) -> _R:
    """A record of a kind on the page of this title. Lists may be written as one text with blanks.

    Besides the fields there are ``site``, ``at`` (how many characters from the page's beginning) and ``edited`` (on which day).
    """
    at = int(str(fields.pop("at", 0)))
    source = Source(
        site=str(fields.pop("site", "metawiki")),
        page_id=zlib.crc32(title.encode()),
        title=title,
        namespace=0,
        revision=7,
        timestamp=datetime.fromisoformat(str(fields.pop("edited", "2026-11-02"))).replace(tzinfo=UTC),
        start=at,
        end=at + 9,
    )
    values = {name: _listed(kind, name, value) for name, value in fields.items()}
    return kind.model_validate({"source": source, "display_name": title, "key_name": f"{title} {at}", **values})


def _listed(kind: type[Record], name: str, value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) and kind.model_fields[name].default == () else value


def knowledge(records: Iterable[Record], configuration: Configuration | None = None) -> Knowledge:
    """What is known on the day of the tests, at Meta-Wiki, with French Wikipedia besides."""
    return Knowledge(list(records), TODAY, configuration=configuration or Configuration(), urls=URLS, interwikis={"fr": "frwiki"})


def codes(*texts: str) -> Mapping[str, Code]:
    """Codes, each as ``name`` or ``name weight since until`` with ``-`` for what it has not."""
    found = {}
    for text in texts:
        name, weight, since, until = (*text.split(), *("1", "-", "-")[text.count(" ") :])
        found[name] = Code(labels={"en": name}, weight=float(weight), since=since.strip("-"), until=until.strip("-"))
    return found


def columns(rows: Sequence[Row], *names: str) -> list[tuple[str, ...]]:
    """Of each row these columns, empty where it has none."""
    return [tuple(row.get(name, "") for name in names) for row in rows]
