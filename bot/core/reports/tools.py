"""Report *Tools*: the software partnerships rely on, and what of it may fail them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from bot.core.knowledge import Knowledge
from bot.core.page_links import Place, fold_title
from bot.core.records import Partnership, RecordKey, Tool
from bot.core.reports.rules import in_order, listed, stale, yes_no
from bot.core.reports.table import Column, Report, Row, Rows, Table
from bot.core.values.licence import is_free

_EDIT = Column("edit", "edit", of="page", weight=1)
_USED = Column("used_by", "number", weight=1)

REPORT = Report(
    "tools",
    "Tools",
    (
        Table(
            "unmaintained",
            (
                Column("page", "page", weight=4),
                Column("status", "label", family="tool-status", weight=2),
                Column("last_release", "date", weight=2),
                _USED,
                _EDIT,
            ),
        ),
        Table("single", (Column("page", "page", weight=4), Column("maintainers", "users", weight=3), _USED, _EDIT)),
        Table("unfunded", (Column("page", "page", weight=4), Column("steward", "text", weight=3), _USED, _EDIT)),
        Table(
            "not_free",
            (
                Column("page", "page", weight=4),
                Column("has_source", "label", family="yesno", weight=1),
                Column("licence", "text", weight=2),
                Column("free", "label", family="yesno", weight=1),
                _EDIT,
            ),
        ),
        Table(
            "all",
            (
                Column("page", "page", weight=4),
                Column("status", "label", family="tool-status", weight=2),
                Column("maintainers_count", "number", weight=1),
                Column("steward", "text", weight=3),
                Column("licence", "text", weight=2),
                _USED,
            ),
        ),
    ),
)


def rows(knowledge: Knowledge) -> Rows:
    """The tools that need somebody, by what they need, and all tools. Retired tools need nothing any more."""
    used = used_by(knowledge)
    days = knowledge.configuration.thresholds.release_stale_days
    tools = in_order(knowledge.of(Tool))
    kept = [tool for tool in tools if tool.status != "retired"]

    def about(tool: Tool, **more: str) -> Row:
        return {**knowledge.page("page", tool), "used_by": str(used[tool.key]), **more}

    return {
        "unmaintained": [
            about(tool, status=tool.status, last_release=tool.last_release)
            for tool in kept
            if tool.status == "unmaintained" or stale(tool.last_release, days, knowledge.today)
        ],
        "single": [about(tool, maintainers=listed(tool.maintainers)) for tool in kept if len(set(tool.maintainers)) <= 1],
        "unfunded": [about(tool, steward=tool.steward) for tool in kept if tool.status == "active" and not tool.funding],
        "not_free": [
            {
                **knowledge.page("page", tool),
                "has_source": yes_no(tool.source_url),
                "licence": tool.licence,
                "free": yes_no(is_free(tool.licence)),
            }
            for tool in kept
            if not tool.source_url or not is_free(tool.licence)
        ],
        "all": [
            about(
                tool,
                status=tool.status,
                maintainers_count=str(len(set(tool.maintainers))),
                steward=tool.steward,
                licence=tool.licence,
            )
            for tool in tools
        ],
    }


def used_by(knowledge: Knowledge) -> Mapping[RecordKey, int]:
    """How many partnerships name each tool."""
    return Counter({key: len(users) for key, users in users_of(knowledge).items()})


def users_of(knowledge: Knowledge) -> Mapping[RecordKey, Sequence[Partnership]]:
    """The partnerships that name each tool that any names; whoever names a page names every tool on it."""
    pages: dict[Place, list[RecordKey]] = defaultdict(list)
    for tool in knowledge.of(Tool):
        pages[tool.source.site, fold_title(tool.source.title)].append(tool.key)
    found: dict[RecordKey, list[Partnership]] = defaultdict(list)
    for record in knowledge.partnerships:
        named: dict[RecordKey, None] = {}
        for title in record.tools:
            place = next((place for place in knowledge.places(title, record) if place in pages), None)
            named |= dict.fromkeys(pages[place] if place else ())
        for key in named:
            found[key].append(record)
    return found
