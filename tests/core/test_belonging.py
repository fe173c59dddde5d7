"""What stands on one page belongs together: partnerships know the types of what was given."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.core.page import Page, Revision
from bot.core.parse import Reader, parse
from bot.core.records import Partnership
from bot.core.site import Site

READER = Reader(Site("metawiki"), {"Partnership": "partnership", "Partnership contribution": "contribution"})
TEXT = """{{Partnership|name=Salt}}
{{Partnership contribution|type=media|what=Photos}}
{{Partnership contribution|type=data|what=Catalogue}}
{{Partnership contribution|type=media|what=More photos}}
{{Partnership contribution|what=Something}}
{{Partnership|name=Tea}}
"""


def test_a_partnership_knows_the_types_of_what_was_given() -> None:
    read = parse(Page("metawiki", 1, "Page", 0, Revision(1, datetime(2026, 1, 1, tzinfo=UTC)), TEXT), READER)
    given = {record.name: record.contributions for record in read.records if isinstance(record, Partnership)}
    assert given == {"Salt": ("data", "media"), "Tea": ()}
