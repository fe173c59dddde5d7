"""The first page: what this is, how things stand, and ways in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, url_for
from werkzeug.exceptions import NotFound

from bot.core.knowledge import Knowledge
from bot.core.records import Record
from bot.core.reports.drawing import Drawing, drawing
from bot.core.reports.table import Column, Row, Table
from bot.core.values.regions import REGIONS
from webservice import charts
from webservice.arguments import refuse_unknown
from webservice.pages.reports import cells, image, made
from webservice.request import freshness, knowledge, reader, wikis

home = Blueprint("home", __name__)

#: Years, checks and changes that have room.
_YEARS, _CHECKS, _CHANGES = 10, 3, 6
#: Kinds whose records tell something to whoever does not know the partnership.
_TOLD = frozenset({"partnership", "hub", "lesson", "tool", "module", "inquiry"})
_TREND = Table("began", (Column("year", "date"), Column("partnerships", "number")), drawn=("partnerships",))


@dataclass(frozen=True, slots=True)
class _Fix:
    """Something small that is missing on several pages: the code of its check, on how many, and the minutes it takes on each."""

    check: str
    pages: int
    minutes: int


@home.get("/")
def show() -> str:
    """The first page."""
    of = knowledge()
    regions = Counter(region for record in of.partnerships for region in record.all_regions)
    priorities = made().rows("priorities")["priorities"]
    drawn = _trend(of)
    return render_template(
        "home.html",
        records=Counter(record.kind for record in of.records),
        wikis_read=len({record.source.site for record in of.records}),
        countries=len({place for record in of.partnerships for place in record.places}),
        problems=len(of.problems),
        regions=[(region, regions[region]) for region in REGIONS if regions[region]],
        trend=charts.words(drawn, reader().text("web-home-trend"), cells()) if drawn else "",
        trend_url=url_for(".trend", uselang=reader().language),
        fixes=_fixes(made().rows("documentation")["gaps"]),
        priorities=len(priorities),
        covered=sum(1 for row in priorities if row["going"] != "0"),
        changes=_changes(of),
        freshness=freshness(),
        problems_url=wikis().page(of.home, f"{of.page_root}/Reports/Problems"),
        register_url=wikis().page(of.home, f"{of.page_root}/New"),
    )


@home.get("/began.svg")
def trend() -> Response:
    """How many partnerships began in each of the last years."""
    refuse_unknown()
    drawn = _trend(knowledge())
    if drawn is None:
        raise NotFound
    return image(charts.chart(drawn, reader().text("web-home-trend"), cells()))


def _trend(of: Knowledge) -> Drawing | None:
    began = Counter(record.start[:4] for record in of.partnerships if record.start)
    years = [str(year) for year in range(of.today.year - _YEARS + 1, of.today.year + 1)]
    return drawing(_TREND, [{"year": year, "partnerships": str(began[year])} for year in years])


def _fixes(gaps: Sequence[Row]) -> list[_Fix]:
    """What takes the fewest minutes, and of that what most pages lack."""
    pages, minutes = Counter(row["check"] for row in gaps), {row["check"]: int(row["minutes"]) for row in gaps}
    found = [_Fix(check, number, minutes[check]) for check, number in pages.items()]
    return sorted(found, key=lambda fix: (fix.minutes, -fix.pages, fix.check))[:_CHECKS]


def _changes(of: Knowledge) -> list[Record]:
    """The records whose pages were edited last, one of each page."""
    told: dict[tuple[str, int], Record] = {}
    for record in sorted(of.records, key=lambda record: record.source.timestamp, reverse=True):
        if record.kind in _TOLD:
            told.setdefault((record.source.site, record.source.page_id), record)
    return list(told.values())[:_CHANGES]
