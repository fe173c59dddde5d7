"""Report *Candidates*: pages that look like partnerships but have no record. A person decides, with a prefilled form."""

from __future__ import annotations

from bot.core.candidates import FoundCandidate
from bot.core.data_pages import page_address
from bot.core.forms import prefilled, prefix_of
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
                Column("create", "create", weight=1),
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
                "create": _form(knowledge, candidate),
            }
            for candidate in sorted(knowledge.candidates, key=lambda each: (each.site != knowledge.home, each.site, each.title))
        ]
    }


def _form(knowledge: Knowledge, candidate: FoundCandidate) -> str:
    """The address of a form with what is known: for a page of the home wiki at its end, for any other on a page at home that names it."""
    home = knowledge.urls.get(knowledge.home, "")
    name = candidate.title.rpartition("/")[2].rpartition(":")[2].strip()
    if candidate.site == knowledge.home:
        return prefilled(home, candidate.title, "partnership", {"name": name}, section=True)
    values = {"name": name, "projects": candidate.site}
    if (page := knowledge.title_at_home(candidate.site, candidate.title)) != candidate.title:
        values["documentation"] = f"[[:{page}]]"  # a link, because titles may have commas, which separate entries
    return prefilled(home, prefix_of("partnership", knowledge.page_root) + name, "partnership", values)
