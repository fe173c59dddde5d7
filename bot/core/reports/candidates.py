"""Report *Candidates*: pages that look like partnerships but have no record. A person decides, with a prefilled form."""

from __future__ import annotations

from bot.core.data_pages import page_address
from bot.core.knowledge import Knowledge
from bot.core.reports.table import Column, Report, Rows, Table

REPORT = Report(
    "candidates",
    "Candidates",
    (
        Table(
            "pages",
            (
                Column("page", "page", weight=4),
                Column("wiki", "wiki", weight=2),
                Column("sign", "text", weight=3),
                Column("edit", "edit", of="page", weight=1),
            ),
        ),
    ),
)


def rows(knowledge: Knowledge) -> Rows:
    """One row a page, by wiki and title."""
    return {
        "pages": [
            {
                "page": candidate.title,
                "page_url": ""
                if candidate.site == knowledge.home
                else page_address(knowledge.urls.get(candidate.site, ""), candidate.title),
                "wiki": candidate.site,
                "sign": candidate.sign,
            }
            for candidate in sorted(knowledge.candidates, key=lambda each: (each.site != knowledge.home, each.site, each.title))
        ]
    }
