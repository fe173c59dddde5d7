"""What Wikidata could say about partners, in the format of QuickStatements (version 1). Proposals: whoever runs them answers for them.

Only one statement is sure enough: that the partner is described on the partnership's page (P973), with that page's revision as reference
(P854) and its date (P577). Countries and types of partners would have to be guessed: a partnership takes place where it does, wherever the
partner is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC

from bot.core.records import Partnership, Record
from webservice.wikis import Wikis

_DESCRIBED_AT = "P973"
_REFERENCE, _PUBLISHED = "S854", "S577"
#: What has begun: an idea may come to nothing.
_BEGUN = frozenset({"active", "paused", "completed", "ended"})
_ITEM = re.compile(r"Q[1-9][0-9]*")
#: An address without anything that ends a value or a command.
_ADDRESS = re.compile(r"https?://[^\s\"|<>]+")
_DAY = 11  # the precision


def proposals(records: Iterable[Record], wikis: Wikis, comment: str) -> str:
    """A command a line for each partner's item; ``comment`` becomes the summary of the edits. Nothing for records without items."""
    # What would end the comment, the value or the command.
    said = " ".join(re.sub(r"\*/|[|\"]", " ", comment).split())
    return "".join(f"{command}\t/* {said} */\n" for record in records for command in _commands(record, wikis))


def _commands(record: Record, wikis: Wikis) -> Iterator[str]:
    if not isinstance(record, Partnership) or record.status not in _BEGUN:
        return
    source = record.source
    page, revision = wikis.page(source.site, source.title), wikis.revision(source.site, source.revision)
    if not (_ADDRESS.fullmatch(page) and _ADDRESS.fullmatch(revision)):
        return
    day = source.timestamp.astimezone(UTC).date().isoformat()
    for item in record.partner_qid:
        if _ITEM.fullmatch(item):
            parts = (item, _DESCRIBED_AT, f'"{page}"', _REFERENCE, f'"{revision}"', _PUBLISHED, f"+{day}T00:00:00Z/{_DAY}")
            yield "\t".join(parts)
