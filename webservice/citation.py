"""A sentence that says what a list or a record shows, with its day and permanent address, so that it can be cited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from bot.core.facets import WIKI, Facet
from bot.core.records import Record
from webservice.catalogue import CATALOGUES, Catalogue, Query
from webservice.request import Freshness, reader, tool, wikis

_THIS_MACHINE = frozenset({"localhost", "127.0.0.1"})


@dataclass(frozen=True, slots=True)
class Citation:
    """The sentence in the reader's language, and the address that stands in it."""

    text: str
    address: str


def cited_list(catalogue: Catalogue, query: Query, total: int, fresh: Freshness) -> Citation | None:
    """What a list says: how many there are of what was chosen. None while nothing was read."""
    day = fresh.checked or fresh.newest
    if day is None:
        return None
    read = reader()
    chosen = {facet: query.choices[facet.name] for facet in catalogue.facets if facet.name in query.choices}
    conditions = [read.text("wiki-reason", read.facet(catalogue.kind, facet), _name(facet, code)) for facet, code in chosen.items()]
    if query.search:
        conditions.append(read.text("web-cite-words", query.search))
    arguments = {**query.choices, "q": query.search} if query.search else query.choices
    address = permanent(f"{catalogue.path}.all_records", **arguments)
    number = read.text(f"web-list-count-{catalogue.kind}", total)
    if conditions:
        return Citation(read.text("web-cite-list-chosen", read.day(day), number, conditions, address), address)
    return Citation(read.text("web-cite-list", read.day(day), number, address), address)


def cited_record(record: Record, fresh: Freshness) -> Citation | None:
    """What a record is and how it stands, by its page's revision. None while nothing was read."""
    day = fresh.checked or fresh.newest
    if day is None:
        return None
    read, source = reader(), record.source
    facts = [read.label("kind", record.kind)]
    statuses = (facet for facet in CATALOGUES[record.kind].facets if facet.name == "status")
    facts += [_name(facet, code) for facet in statuses for code in facet.values(record)]
    facts += [read.country(code) for code in record.places]
    address = permanent(f"{CATALOGUES[record.kind].path}.one", site=source.site, page_id=source.page_id, name=record.key_name or None)
    page = wikis().page(source.site, source.title) or source.title
    text = read.text("web-cite-record", record.display_name, facts, read.day(day), str(source.revision), page, address)
    return Citation(text, address)


def permanent(endpoint: str, **values: str | int | None) -> str:
    """The address of a view in nobody's language. It begins with the tool's host where that is sure: browsers can lie, proxies do not."""
    arguments: dict[str, Any] = {**values, "uselang": None}
    is_sure = tool().settings.proxies > 0 or request.host.partition(":")[0] in _THIS_MACHINE
    return url_for(endpoint, _external=is_sure, **arguments)


def _name(facet: Facet, code: str) -> str:
    return wikis().name(code) if facet.family == WIKI else reader().name(facet.family, code)
