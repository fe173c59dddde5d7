"""The first page: what this is, how much there is of it, and ways in."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, render_template

from bot.core.reports import crosscheck
from bot.core.values.regions import REGIONS
from webservice.request import freshness, store, tool, wikis

home = Blueprint("home", __name__)


@home.get("/")
def show() -> str:
    """The first page."""
    records = store().records()
    regions = Counter(region for record in records if record.kind == "partnership" for region in record.all_regions)
    settings = tool().settings
    return render_template(
        "home.html",
        records=Counter(record.kind for record in records),
        wikis_read=len({record.source.site for record in records}),
        problems=len(store().problems()) + len(crosscheck.problems(records, settings.home)),
        regions=[(region, regions[region]) for region in REGIONS if regions[region]],
        freshness=freshness(),
        problems_url=wikis().page(settings.home, f"{settings.page_root}/Reports/Problems"),
        register_url=wikis().page(settings.home, f"{settings.page_root}/New"),
    )
