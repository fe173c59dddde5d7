"""Report *Hubs*: how much hubs carry, what no hub cares for, and which partnerships nobody looks after."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from bot.core.knowledge import Knowledge
from bot.core.page_links import fold_title
from bot.core.records import Hub, Partnership
from bot.core.reports.rules import carried, codes_in_force, going, in_order, past, yes_no
from bot.core.reports.table import Column, Report, Row, Rows, Table, share
from bot.core.routing import regions_covered
from bot.core.values.folding import folded
from bot.core.values.regions import REGIONS

REPORT = Report(
    "hubs",
    "Hubs",
    (
        Table(
            "load",
            (
                Column("hub", "page", weight=4),
                Column("type", "label", family="hub-type", weight=2),
                Column("going", "number", weight=1),
                Column("capacity", "number", weight=1),
                Column("load", "share", weight=2),
                Column("until", "date", weight=2),
                Column("expired", "label", family="yesno", weight=1),
                Column("mandate", "label", family="yesno", weight=1),
            ),
            drawn=("going",),
        ),
        Table(
            "no_backup",
            (Column("hub", "page", weight=4), Column("backup", "text", weight=3), Column("edit", "edit", of="hub", weight=1)),
        ),
        Table(
            "themes",
            (Column("theme", "label", family="theme", weight=4), Column("partnerships", "number", weight=1)),
            drawn=("partnerships",),
        ),
        Table("regions", (Column("region", "region", weight=4), Column("partnerships", "number", weight=1))),
        Table("unsupported", (Column("affiliate", "text", weight=4), Column("going", "number", weight=1))),
        Table(
            "unstewarded",
            (
                Column("page", "page", weight=4),
                Column("status", "label", family="status", weight=2),
                Column("missing", "labels", family="part", weight=3),
                Column("edit", "edit", of="page", weight=1),
            ),
        ),
        Table(
            "expired",
            (Column("hub", "page", weight=4), Column("until", "date", weight=2), Column("edit", "edit", of="hub", weight=1)),
        ),
    ),
)


def rows(knowledge: Knowledge) -> Rows:
    """Each hub with what it carries; hubs without backup; themes, regions and affiliates without hub; partnerships without anybody."""
    hubs = in_order(knowledge.hubs.values())
    now = going(knowledge.partnerships)
    load = carried(knowledge)
    themes = {theme for hub in hubs for theme in hub.themes}
    regions = {region for hub in hubs for region in regions_covered(hub)}
    by_theme = Counter(theme for record in knowledge.partnerships for theme in set(record.themes))
    by_region = Counter(region for record in knowledge.partnerships for region in record.all_regions)
    return {
        "load": [_load(knowledge, hub, load[hub.key]) for hub in hubs],
        "no_backup": [{**knowledge.page("hub", hub), "backup": hub.backup} for hub in hubs if not _has_backup(knowledge, hub)],
        "themes": [
            {"theme": theme, "partnerships": str(by_theme[theme])} for theme in codes_in_force(knowledge, "theme") if theme not in themes
        ],
        "regions": [{"region": region, "partnerships": str(by_region[region])} for region in REGIONS if region not in regions],
        "unsupported": _unsupported(hubs, now),
        "unstewarded": [
            {**knowledge.page("page", record), "status": record.status, "missing": "hub;lead_contact"}
            for record in in_order(now)
            if not record.hub and not record.lead_contact
        ],
        "expired": [{**knowledge.page("hub", hub), "until": hub.until} for hub in hubs if past(hub.until, knowledge.today)],
    }


def _load(knowledge: Knowledge, hub: Hub, load: int) -> Row:
    capacity = int(hub.capacity) if hub.capacity.isdecimal() else 0
    return {
        **knowledge.page("hub", hub),
        "type": hub.type,
        "going": str(load),
        "capacity": hub.capacity,
        # Never withheld: what a hub carries is no secret of few people.
        "load": share(load, capacity, 0) if capacity else "",
        "until": hub.until,
        "expired": yes_no(past(hub.until, knowledge.today)) if hub.until else "",
        "mandate": yes_no(hub.mandate),
    }


def _has_backup(knowledge: Knowledge, hub: Hub) -> bool:
    """Whether another hub, which has a record, stands in for it."""
    backup = knowledge.hub_of(hub, hub.backup)
    return backup is not None and backup.key != hub.key


def _unsupported(hubs: Sequence[Hub], now: Sequence[Partnership]) -> list[Row]:
    """The affiliates that lead partnerships and that no hub supports. Case, accents and underscores do not matter."""
    supported = {folded(fold_title(affiliate)) for hub in hubs for affiliate in hub.supports}
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for record in now:
        if record.lead and (name := folded(fold_title(record.lead))) not in supported:
            written[name][record.lead] += 1
    found = [(min(texts, key=lambda text: (-texts[text], text)), texts.total()) for texts in written.values()]
    return [{"affiliate": text, "going": str(number)} for text, number in sorted(found)]
