"""What was delivered: the ledger, and its mirror on the wiki.

The mirror is a page a year with one string a delivery, from which the ledger is restored when the database is gone.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.core.data_pages import DATA_ROOT, GENERATOR
from bot.core.data_rows import joined, parts, split

DELIVERIES_ROOT = DATA_ROOT + "Deliveries/"

_TITLE = re.compile(rf"{re.escape(DELIVERIES_ROOT)}\d{{4}}(-\d+)?\.json")


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message that was sent. ``page_id`` is the nomination's page on the home wiki: of each there is one delivery at most.

    ``recipient`` is the nominee's title as the nomination names it; ``page`` the talk page the message is on, since ``revision``.
    """

    page_id: int
    time: datetime  # UTC, to the second
    recipient: str
    kind: str  # "barnstar" or "thank-you"
    barnstar: str
    language: str
    nominator: str
    page: str
    revision: int


def marker(site: str, page_id: int) -> str:
    """What stands, hidden, in the message that a nomination led to: it is found although nothing else remembers."""
    return f"<!-- partnerships-notice {site}:{page_id} -->"


def delivery_pages(deliveries: Iterable[Delivery]) -> dict[str, str]:
    """Title -> JSON text: pages by year, one string a delivery, in the order of nominations."""
    by_year: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in deliveries:
        by_year[f"{delivery.time:%Y}"].append(delivery)
    pages = {}
    for year, some in sorted(by_year.items()):
        rows = [_row(each) for each in sorted(some, key=lambda each: each.page_id)]
        for number, part in enumerate(parts(rows), 1):
            title = f"{DELIVERIES_ROOT}{year}{f'-{number}' if number > 1 else ''}.json"
            pages[title] = json.dumps({"generator": GENERATOR, "deliveries": part}, ensure_ascii=False, indent="\t")
    return pages


def is_delivery_page(title: str) -> bool:
    """Whether a page of this title holds deliveries."""
    return _TITLE.fullmatch(title) is not None


def restored(pages: Mapping[str, str]) -> list[Delivery]:
    """The deliveries that pages (title -> text) hold; what cannot be read is left out."""
    found = []
    for text in pages.values():
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        rows = data.get("deliveries") if isinstance(data, dict) else None
        found += [delivery for row in (rows if isinstance(rows, list) else ()) if (delivery := _delivery(str(row)))]
    return found


def _row(each: Delivery) -> str:
    time = each.time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    cells = (each.recipient, each.kind, each.barnstar, each.language, each.nominator, each.page)
    return joined((str(each.page_id), time, *cells, str(each.revision)))


def _delivery(row: str) -> Delivery | None:
    cells = [";".join(cell) for cell in split(row)]
    if len(cells) != 9:
        return None
    try:
        time = datetime.fromisoformat(cells[1].replace("Z", "+00:00")).astimezone(UTC)
        recipient, kind, barnstar, language, nominator, page = cells[2:8]
        return Delivery(int(cells[0][:18]), time, recipient, kind, barnstar, language, nominator, page, int(cells[8][:18]))
    except ValueError:
        return None
