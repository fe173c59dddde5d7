"""Records as the bot would have read them, for a database of the tests' own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from bot.core.page import Page, Revision
from bot.core.problem import Problem, ProblemCode, Severity
from bot.core.records import Hub, Partnership, Record, Source
from bot.core.site import Site
from bot.core.values.folding import folded
from bot.store import OK, Store

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
SCRIPT = "<script>alert(1)</script>"
HUB_PAGE = "Partnerships/Hubs/Sahel"

META = Site("metawiki", article_url="https://meta.wikimedia.org/wiki/$1")
FRENCH = Site("frwiki", language="fr", article_url="https://fr.wikipedia.org/wiki/$1")


def page(number: int, title: str, site: str = "metawiki") -> Page:
    """A page, each newer than the one with the number before it."""
    return Page(site, number, title, 0, Revision(1000 + number, NOON + timedelta(minutes=number), "Ana"), "")


def _place(of: Page, name: str) -> dict[str, Any]:
    source = Source(
        site=of.site, page_id=of.id, title=of.title, namespace=0, revision=of.revision.id, timestamp=of.revision.timestamp, start=0, end=9
    )
    return {"source": source, "name": name, "display_name": name or of.title.rpartition("/")[2], "key_name": folded(name)}


RecordType = TypeVar("RecordType", bound=Record)


def placed(of: Page, kind: type[RecordType], name: str = "", **fields: Any) -> RecordType:
    """A record of any kind on a page; its key is ``name``."""
    place = {field: value for field, value in _place(of, name).items() if field in kind.model_fields}
    return kind(**place, **fields)


def partnership(of: Page, name: str = "", **fields: Any) -> Partnership:
    """A partnership on a page."""
    return placed(of, Partnership, name, **fields)


def hub(of: Page, name: str = "", **fields: Any) -> Hub:
    """A hub on a page."""
    return placed(of, Hub, name, **fields)


def problem(of: Page, parameter: str, code: ProblemCode, found: str = "", remedy: str = "") -> Problem:
    """A problem of a page's partnership."""
    severity = Severity.HINT if code is ProblemCode.MISSING else Severity.ERROR
    return Problem(code, severity, of.site, of.id, of.title, of.revision.id, "Partnership", parameter, 3, 12, found, remedy)


def fill(store: Store) -> list[Record]:
    """Puts a few pages of each kind into a store; returns their records."""
    pages = [
        page(1, "Partnerships/Museum of Salt"),
        page(2, "Partnerships/Two of them"),
        page(3, "Projet:Partenariats/Archives d’Écume", "frwiki"),
        page(4, f"Partnerships/{SCRIPT}"),
        page(5, HUB_PAGE),
        page(6, "Partnerships/مكتبة الواحة"),
    ]
    salt, two, french, hostile, sahel, oasis = pages
    records: dict[int, list[Record]] = {
        1: [
            partnership(
                salt,
                partner=("Museum of Salt", "City of Dakar"),
                partner_qid=("Q1193236",),
                partner_type="museum",
                lead="WUG",
                country=("SN", "FR"),
                status="active",
                start="2025-03",
                languages=("fr", "wo"),
                lead_contact=("Ana",),
                hub=HUB_PAGE,
            )
        ],
        2: [
            partnership(two, "Radio", partner=("Radio",), country=("KE",), status="idea", start="2026"),
            partnership(two, "Télé", partner=("Télé",), country=("KE",), status="ended", start="2024-01-31"),
        ],
        3: [partnership(french, partner=("Archives",), country=("FR",), status="paused", languages=("fr",))],
        4: [
            partnership(
                hostile,
                partner=(SCRIPT, "=cmd|' /C calc'!A0"),
                lead='"><img src=x onerror=alert(2)>',
                hub="javascript:alert(3)",
                lead_contact=("'><b>",),
            )
        ],
        5: [hub(sahel, "Sahel hub", type="regional", themes=("manuscripts",), regions=("sub-saharan-africa",), contact_page="Talk:Sahel")],
        6: [partnership(oasis, partner=("مكتبة الواحة",), country=("EG",), status="active", start="2025-03-14", languages=("ar",))],
    }
    problems = {
        3: [problem(french, "start", ProblemCode.DATE, "bientôt", "2026"), problem(french, "lead", ProblemCode.MISSING)],
        4: [problem(hostile, "start", ProblemCode.DATE, SCRIPT, SCRIPT), problem(hostile, SCRIPT, ProblemCode.UNKNOWN_PARAMETER, SCRIPT)],
    }
    for each in pages:
        store.replace(each, records[each.id], problems.get(each.id, []))
    store.set_site(META)
    store.set_site(FRENCH)
    store.start_job("collect", NOON + timedelta(hours=1))
    store.finish_job("collect", NOON + timedelta(hours=2), OK, {"pages": 6}, "")
    return [record for of_page in records.values() for record in of_page]
