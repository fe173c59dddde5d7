"""Page *Recognition*, one a year: what was delivered, and the partners who are thanked for what they gave in it."""

from __future__ import annotations

from collections import Counter

from bot.core.agreement import may_be_thanked
from bot.core.knowledge import Knowledge
from bot.core.recognition.reach import totals
from bot.core.records import Nomination, Partnership
from bot.core.reports.rules import in_order
from bot.core.reports.table import UNKNOWN, Column, Report, Row, Rows, Table, counts, figure
from bot.core.values.regions import REGIONS

REPORT = Report(
    "year",
    "Recognition",
    (
        Table(
            "delivered",
            (
                Column("date", "date", weight=2),
                Column("recipient", "page", weight=4),
                Column("kind", "label", family="nomination-kind", weight=2),
                Column("barnstar", "label", family="barnstar", weight=3),
                Column("language", "language", weight=2),
                Column("nomination", "page", weight=4),
            ),
        ),
        Table(
            "thanks",
            (
                Column("region", "region", weight=3),
                Column("partner", "text", weight=4),
                Column("page", "page", weight=4),
                Column("what", "text", weight=5),
                Column("used_pages", "figure", weight=2),
                Column("views", "series", weight=4),
            ),
            weight=2,
        ),
    ),
)


def rows(knowledge: Knowledge, year: str) -> Rows:
    """What was delivered in a year, the newest first; then by region and name the partners that gave something and may be thanked.

    A partner is called as it wishes; what it gave is named only where it agreed to more than its name. Its reach is that of the year: pages
    of the last month that is known, and views by month.
    """
    return {"delivered": _delivered(knowledge, year), "thanks": _thanks(knowledge, year)}


def _delivered(knowledge: Knowledge, year: str) -> list[Row]:
    pages = {each.source.page_id: each for each in knowledge.of(Nomination) if each.source.site == knowledge.home}
    sent = [each for each in knowledge.deliveries if f"{each.time:%Y}" == year and each.page_id in pages]
    return [
        {
            "date": each.time.date().isoformat(),
            # Who was renamed, or taken off the nomination's page, is not named here either.
            "recipient": each.recipient if each.recipient == pages[each.page_id].nominee else "",
            "kind": each.kind,
            "barnstar": each.barnstar,
            "language": each.language,
            "nomination": pages[each.page_id].source.title,
        }
        for each in sorted(sent, key=lambda each: (each.time, each.page_id), reverse=True)
    ]


def _thanks(knowledge: Knowledge, year: str) -> list[Row]:
    found = [
        {
            "region": region,
            "partner": record.attribution_text or ", ".join(record.partner) or record.display_name,
            **knowledge.page("page", record),
            **(_given(knowledge, record, year) if record.recognition_consent == "yes" else {}),
        }
        for record in in_order(knowledge.partnerships)
        if may_be_thanked(record) and any(each.date.startswith(year) for each in knowledge.contributions.get(record.key, ()))
        for region in record.all_regions or ("",)
    ]
    places = [*REGIONS, ""]
    return sorted(found, key=lambda row: places.index(row["region"]))


def _given(knowledge: Knowledge, record: Partnership, year: str) -> Row:
    """What a partner gave in a year, and how far the files of it on Commons reached in that year."""
    given = [each for each in knowledge.contributions[record.key] if each.date.startswith(year)]
    row = {"what": "; ".join(dict.fromkeys(each.what for each in given if each.what))}
    categories = {each.commons_category for each in given if each.commons_category}
    if not categories:
        return row
    months = [each for each in knowledge.reach if each.category in categories and each.month.startswith(year)]
    known = totals(months).values()
    views: Counter[str] = Counter()
    for each in known:
        views.update(each.views)
    pages = [each.newest.pages for each in known if each.newest.pages is not None]
    return {**row, "used_pages": figure(sum(pages) if pages else None), "views": counts(dict(sorted(views.items()))) or UNKNOWN}
