"""Report *Knowledge gaps*: which gaps partnerships work on in which region, and which hubs could fill those that nobody does."""

from __future__ import annotations

from collections import Counter, defaultdict

from bot.core.knowledge import Knowledge
from bot.core.reports.rules import codes_in_force, completed, going, in_order
from bot.core.reports.table import Column, Report, Rows, Table, counts
from bot.core.routing import regions_covered
from bot.core.values.regions import REGIONS

#: So many hubs are named for an opportunity.
HUBS = 3

REPORT = Report(
    "gaps",
    "Knowledge gaps",
    (
        Table(
            "matrix",
            (
                Column("gap", "label", family="gap", weight=3),
                Column("partnerships", "number", weight=1),
                Column("regions", "counts", family="region", weight=6),
            ),
            drawn=("regions",),
        ),
        Table(
            "opportunities",
            (
                Column("gap", "label", family="gap", weight=3),
                Column("region", "region", weight=3),
                Column("hubs", "text", weight=4),
            ),
        ),
    ),
)


def rows(knowledge: Knowledge) -> Rows:
    """Each gap in force, the weightiest first, by region of the partnerships that are going or completed; then each pair without any."""
    codes = codes_in_force(knowledge, "gap")
    gaps = sorted(codes, key=lambda code: (-codes[code].weight, code))
    found: Counter[tuple[str, str]] = Counter()
    partnerships: Counter[str] = Counter()
    for record in (*going(knowledge.partnerships), *completed(knowledge.partnerships)):
        partnerships.update(set(record.gaps))
        found.update((gap, region) for gap in set(record.gaps) for region in record.all_regions)
    hubs = _hubs(knowledge)
    return {
        "matrix": [
            {"gap": gap, "partnerships": str(partnerships[gap]), "regions": counts({region: found[gap, region] for region in REGIONS})}
            for gap in gaps
        ],
        "opportunities": [
            {"gap": gap, "region": region, "hubs": ", ".join(hubs.get(region, ())[:HUBS])}
            for gap in gaps
            for region in REGIONS
            if not found[gap, region]
        ],
    }


def _hubs(knowledge: Knowledge) -> dict[str, list[str]]:
    """The names of the hubs of each region."""
    found: dict[str, list[str]] = defaultdict(list)
    for hub in in_order(knowledge.hubs.values()):
        for region in regions_covered(hub):
            found[region].append(hub.display_name)
    return found
