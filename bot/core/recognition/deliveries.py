"""What was delivered: the ledger, and its mirror on the wiki.

The mirror is a page a year with one string a delivery, from which the ledger is restored when the database is gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.core.data_pages import DATA_ROOT
from bot.core.data_rows import joined, split
from bot.core.yearly_pages import yearly_pages, yearly_rows

DELIVERIES_ROOT = DATA_ROOT + "Deliveries/"


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
    """Title -> JSON text: pages by year, one string a delivery."""
    by_year: dict[str, list[str]] = defaultdict(list)
    for delivery in deliveries:
        by_year[f"{delivery.time:%Y}"].append(_row(delivery))
    return yearly_pages(DELIVERIES_ROOT, "deliveries", by_year)


def restored(pages: Mapping[str, str]) -> list[Delivery]:
    """The deliveries that pages (title -> text) hold; what cannot be read is left out."""
    return [delivery for _, row in yearly_rows(DELIVERIES_ROOT, "deliveries", pages) if (delivery := _delivery(row))]


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
