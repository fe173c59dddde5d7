"""Report *Data partnerships*: data that partners gave, how much is linked, under which licence, who needs help; and how far files reach."""

from __future__ import annotations

from bot.core.data_pages import page_address
from bot.core.knowledge import Knowledge
from bot.core.recognition.reach import Totals, totals
from bot.core.records import Contribution, Partnership
from bot.core.reports.rules import GOING, hub_cell, order, stale, yes_no
from bot.core.reports.table import UNKNOWN, Column, Report, Row, Rows, Table, counts, figure, share
from bot.core.routing import Router
from bot.core.values.licence import is_free

_EDIT = Column("edit", "edit", of="page", weight=1)
_WHAT = (Column("page", "page", weight=4), Column("what", "text", weight=3))

REPORT = Report(
    "data",
    "Data partnerships",
    (
        Table(
            "totals",
            (
                Column("contributions", "number", weight=1),
                Column("records", "number", weight=1),
                Column("linked", "number", weight=1),
                Column("linked_share", "share", weight=2),
                Column("wikibase", "number", weight=1),
            ),
        ),
        Table(
            "all",
            (
                *_WHAT,
                Column("records", "number", weight=1),
                Column("linked", "number", weight=1),
                Column("linked_share", "share", weight=2),
                Column("licence", "text", weight=2),
                Column("free", "label", family="yesno", weight=1),
            ),
        ),
        Table("stale", (*_WHAT, Column("last_sync", "date", weight=2), Column("hub", "page", weight=3), _EDIT)),
        Table("licences", (*_WHAT, Column("licence", "text", weight=2), _EDIT)),
        Table(
            "help",
            (
                *_WHAT,
                Column("help_wanted", "text", weight=4),
                Column("hub", "page", weight=3),
                Column("routed", "message", family="routed", weight=2),
            ),
        ),
        Table(
            "reach",
            (
                Column("page", "page", weight=4),
                Column("category", "page", weight=3),
                Column("month", "date", weight=1),
                Column("files", "figure", weight=1),
                Column("used_files", "figure", weight=1),
                Column("used_pages", "figure", weight=1),
                Column("used_wikis", "figure", weight=1),
                Column("views", "series", weight=3),
            ),
            drawn=("views",),
            weight=2,
        ),
    ),
)
_COMMONS = "https://commons.wikimedia.org/wiki/$1"
#: Months of which the views are shown.
_MONTHS = 6


def rows(knowledge: Knowledge) -> Rows:
    """Contributions of data or metadata, or with a property or records: their totals, each of them, and what is to be done about them."""
    days = knowledge.configuration.thresholds.sync_stale_days
    found = sorted((record for record in knowledge.of(Contribution) if _is_data(record)), key=lambda record: _order(knowledge, record))
    router = Router(knowledge.hubs.values(), knowledge.today)
    return {
        "totals": _totals(knowledge, found),
        "all": [
            {
                **_about(knowledge, record),
                "records": record.records,
                "linked": record.records_linked,
                "linked_share": share(_number(record.records_linked), _number(record.records), 0) if _number(record.records) else "",
                "licence": record.licence,
                "free": yes_no(is_free(record.licence)) if record.licence else "",
            }
            for record in found
        ],
        "stale": [
            {**_about(knowledge, record), "last_sync": record.last_sync, **hub_cell(knowledge, owner)}
            for record in found
            if (owner := knowledge.owners.get(record.key)) and owner.status in GOING and stale(record.last_sync, days, knowledge.today)
        ],
        "licences": [{**_about(knowledge, record), "licence": record.licence} for record in found if not is_free(record.licence)],
        "help": [
            {**_about(knowledge, record), "help_wanted": record.help_wanted, **_routed(knowledge, knowledge.owners.get(record.key), router)}
            for record in found
            if record.help_wanted
        ],
        "reach": _reach(knowledge),
    }


def _is_data(record: Contribution) -> bool:
    return record.type in {"data", "metadata"} or bool(record.property_id or record.records)


def _order(knowledge: Knowledge, record: Contribution) -> tuple[str, ...]:
    """By partnership, then as they stand on its page."""
    return (*order(knowledge.owners.get(record.key) or record), record.date, record.what, record.key_name)


def _about(knowledge: Knowledge, record: Contribution) -> Row:
    return {**knowledge.page("page", knowledge.owners.get(record.key) or record), "what": record.what}


def _reach(knowledge: Knowledge) -> list[Row]:
    """Each contribution, data or not, whose files are in a category on Commons: how they were used in the last month that is known."""
    known = totals(knowledge.reach)
    rows: list[Row] = []
    for record in sorted(knowledge.of(Contribution), key=lambda record: _order(knowledge, record)):
        if category := record.commons_category:
            of = known.get(category)
            rows.append({**_category(knowledge, record, category), **(_figures(of) if of else {"views": UNKNOWN})})
    return rows


def _category(knowledge: Knowledge, record: Contribution, category: str) -> Row:
    title = f"Category:{category}"
    page = knowledge.page("page", knowledge.owners.get(record.key) or record)
    return {**page, "category": title, "category_url": page_address(_COMMONS, title), "category_name": category}


def _figures(of: Totals) -> Row:
    newest = of.newest
    return {
        "month": newest.month,
        "files": figure(newest.files),
        "used_files": figure(newest.used_files),
        "used_pages": figure(newest.pages),
        "used_wikis": figure(newest.wikis),
        "views": counts(dict(list(of.views.items())[-_MONTHS:])) or UNKNOWN,
    }


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _totals(knowledge: Knowledge, found: list[Contribution]) -> list[Row]:
    """All together, in one row; none where there is no contribution."""
    records = sum(_number(record.records) for record in found)
    linked = sum(_number(record.records_linked) for record in found)
    users = {(knowledge.owners.get(record.key) or record).key for record in found if record.uses_wikibase == "yes"}
    row = {
        "contributions": str(len(found)),
        "records": str(records),
        "linked": str(linked),
        "linked_share": share(linked, records, 0) if records else "",
        "wikibase": str(len(users)),
    }
    return [row] if found else []


def _routed(knowledge: Knowledge, owner: Partnership | None, router: Router) -> Row:
    """Who is to help: the hub that the partnership names, else the one that fits best."""
    if owner is None:
        return {}
    if hub := knowledge.hub_of(owner):
        return {**knowledge.page("hub", hub), "routed": "named"}
    if fitting := router.fitting(owner):
        return {**knowledge.page("hub", fitting[0]), "routed": "fitting"}
    return {"routed": "nobody"}
