"""Lists of records, and a page for each."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from bot.core.records import Hub, Partnership, Record, parameters
from bot.core.reports import crosscheck
from webservice.catalogue import PAGE, Catalogue, find, listing, read_query
from webservice.exchange import as_csv, stated
from webservice.request import find_record, freshness, page_problems, record_address, store, tool, wikis

#: What a reader wants to know first, by kind; the other parameters follow.
_FIRST = {"partnership": ("partner", "status", "start", "lead", "country", "regions"), "hub": ("type", "themes", "regions", "countries")}


def record_pages(catalogue: Catalogue) -> Blueprint:
    """The pages of one catalogue."""
    pages = Blueprint(catalogue.path, __name__)

    @pages.get(f"/{catalogue.path}")
    def all_records() -> str | AnyResponse:
        """The list; the search form's empty fields are left out of its address."""
        if not all(request.args.values()):
            stated = {name: value for name, value in request.args.items() if value}
            return redirect(f"/{catalogue.path}" + ("?" + urlencode(stated) if stated else ""))
        query = read_query(catalogue, request.args)
        settings = tool().settings
        return render_template(
            "list.html",
            catalogue=catalogue,
            listing=listing(catalogue, store().records(catalogue.kind), query),
            freshness=freshness(),
            register_url=wikis().page(settings.home, f"{settings.page_root}/New"),
            page_argument=PAGE,
        )

    @pages.get(f"/{catalogue.path}.csv")
    def table() -> Response:
        """The whole list as a table; ``page`` does not matter."""
        query = read_query(catalogue, request.args)
        text = as_csv(catalogue.kind, find(catalogue, store().records(catalogue.kind), query), wikis())
        response = Response(text, mimetype="text/csv")
        response.headers["Content-Disposition"] = f'attachment; filename="{catalogue.path}.csv"'
        return response

    @pages.get(f"/{catalogue.path}/<dbname:site>/<page_id:page_id>", defaults={"name": ""})
    @pages.get(f"/{catalogue.path}/<dbname:site>/<page_id:page_id>/<path:name>")
    def one(site: str, page_id: int, name: str) -> str | AnyResponse:
        """One record. Under a name that it had once, its address now is given."""
        record = find_record(catalogue, site, page_id, name)
        if record is None:
            raise NotFound("web-error-record")
        if record.key_name != name:
            return redirect(record_address(record, ".one"))
        problems = page_problems(site, page_id)
        return render_template(
            "record.html",
            catalogue=catalogue,
            record=record,
            facts=_facts(record),
            problems=problems,
            unclear={problem.parameter for problem in problems if problem.found},
            hub=_hub_of(record),
            partnerships=[partnership for partnership in store().records(Partnership.kind) if _supports(record, partnership)],
            freshness=freshness(),
        )

    return pages


def _facts(record: Record) -> list[tuple[str, str | tuple[str, ...], bool]]:
    """Name, value and whether it is asked for, of what the record states and of what is asked for; what matters most first."""
    declared = parameters(type(record))
    order = dict.fromkeys((*_FIRST[record.kind], *declared))
    order.pop("name")
    facts = []
    for name in order:
        value = stated(record, name)
        asked = name in declared and declared[name].asked
        if value or asked:
            facts.append((name, value, asked))
    return facts


def _hub_of(record: Record) -> Record | None:
    """The hub that a partnership names, if it has a record."""
    return next((hub for hub in store().records(Hub.kind) if _supports(hub, record)), None)


def _supports(hub: Record, partnership: Record) -> bool:
    """Whether the one is a hub and the other a partnership that names its page."""
    if not isinstance(hub, Hub) or not isinstance(partnership, Partnership) or not partnership.hub:
        return False
    # The rule by which a hub is known to be there says also whether it is this one.
    return not crosscheck.problems((partnership, hub), tool().settings.home)
