"""Report *Partners across wikis*: partners that several wikis work with, perhaps without knowing of each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.core.knowledge import Knowledge
from bot.core.partners import Partners
from bot.core.records import Partnership
from bot.core.reports.rules import listed, order
from bot.core.reports.table import Column, Report, Row, Rows, Table

#: So many pages are listed for a partner.
PAGES = 5

REPORT = Report(
    "partners",
    "Partners across wikis",
    (
        Table(
            "partners",
            (
                Column("partner", "text", weight=4),
                Column("item", "page", weight=1),
                Column("country", "countries", weight=2),
                Column("wikis", "wikis", weight=4),
                Column("partnerships", "number", weight=1),
            ),
        ),
        Table(
            "pages",
            (
                Column("partner", "text", weight=4),
                Column("page", "page", weight=4),
                Column("wiki", "wiki", weight=2),
                Column("status", "label", family="status", weight=2),
            ),
        ),
    ),
)


def rows(knowledge: Knowledge) -> Rows:
    """Partners of two wikis or more, by name: once with the figures, once with their pages."""
    partners: list[Row] = []
    pages: list[Row] = []
    for partner in Partners(knowledge.partnerships).all:
        if len(partner.wikis) < 2:
            continue
        partners.append(
            {
                "partner": partner.name,
                "item": partner.item,
                "item_url": f"https://www.wikidata.org/wiki/{partner.item}" if partner.item else "",
                "country": listed(partner.countries),
                "wikis": listed(partner.wikis),
                "partnerships": str(len(partner.records)),
            }
        )
        pages += [
            {"partner": partner.name, **knowledge.page("page", record), "wiki": record.source.site, "status": record.status}
            for record in _some(partner.records)
        ]
    return {"partners": partners, "pages": pages}


def _some(records: Sequence[Partnership]) -> Sequence[Partnership]:
    """A few partnerships, so chosen that as many wikis as possible are among them."""
    seen: Counter[str] = Counter()
    ranked = []
    for record in records:
        seen[record.source.site] += 1
        ranked.append((seen[record.source.site], order(record), record))
    return [record for _, _, record in sorted(ranked, key=lambda entry: entry[:2])[:PAGES]]
