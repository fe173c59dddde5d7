"""Atom feeds (RFC 4287): the records of a list whose pages changed last."""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from feedgen.ext.base import BaseEntryExtension
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from bot.core.records import Record
from webservice.exchange import identifier
from webservice.wikis import Wikis

LONGEST = 50

#: Before anything was read.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
#: What XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: The fields that say most about a record; the first that is stated is shown.
_SUMMARIES = ("summary", "partner", "purpose", "solution", "reason", "offer")


def as_atom(
    records: Iterable[Record],
    wikis: Wikis,
    *,
    feed_id: str,
    title: str,
    author: str,
    self_url: str,
    list_url: str,
    page_of: Callable[[Record], str],
) -> bytes:
    """The feed of a list: its newest records first. Addresses are absolute; ``page_of`` gives that of a record's page in the tool."""
    newest = heapq.nlargest(LONGEST, records, key=lambda record: (record.source.timestamp, record.source.revision, record.key_name))
    feed = FeedGenerator()
    feed.id(feed_id)
    feed.title(_writable(title))
    feed.author(name=_writable(author))
    feed.link(href=self_url, rel="self", type="application/atom+xml")
    feed.link(href=list_url, rel="alternate", type="text/html")
    feed.updated(newest[0].source.timestamp if newest else _NEVER)
    for record in newest:
        entry = feed.add_entry(order="append")
        entry.id(identifier(record, wikis))
        entry.title(_writable(record.display_name) or record.kind)
        entry.updated(record.source.timestamp)
        # It loses what is said of an entry's links: one without a "rel" is to the page, the other is added below.
        entry.link(href=page_of(record))
        entry.register_extension("revision", _Revision, rss=False)
        entry.revision.address = wikis.revision(record.source.site, record.source.revision)
        entry.summary(_writable(next(filter(None, (", ".join(record.values(field)) for field in _SUMMARIES)), record.source.title)))
    made: bytes = feed.atom_str()
    return made


class _Revision(BaseEntryExtension):  # type: ignore[misc] # the library has no types
    """The link of an entry to the revision that it was read in."""

    address = ""

    def extend_atom(self, entry: object) -> object:
        """Adds it to the entry's element."""
        if self.address:
            xml_elem("link", entry, rel="via", type="text/html", href=self.address)
        return entry


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)
