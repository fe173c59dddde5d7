"""Lists and records in the forms that programs read, at the address of the page with an ending of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from bot.core.records import Record
from webservice.arguments import LANGUAGE, list_query, only
from webservice.catalogue import Catalogue, Query, find, listing
from webservice.exchange import as_csv
from webservice.feed import as_atom
from webservice.formats import ATOM, CSV, JSON_LD, MIME_TYPES, QUICKSTATEMENTS, TURTLE, list_arguments, list_forms, record_forms
from webservice.linked_data import as_json_ld, as_turtle, graph
from webservice.quickstatements import proposals
from webservice.request import find_record, reader, record_address, records_of, tool, wikis

#: Forms that hold words of the reader's language.
_IN_WORDS = frozenset({ATOM, QUICKSTATEMENTS})


def add_formats(pages: Blueprint, catalogue: Catalogue) -> None:
    """Adds the views of a catalogue to its blueprint: ``.whole`` for the list, ``.one_as`` for a record."""
    of_list, of_record = ",".join(list_forms(catalogue)), ",".join(record_forms(catalogue))
    record = f"/{catalogue.path}/<dbname:site>/<page_id:page_id>"

    @pages.get(f"/{catalogue.path}.<any({of_list}):form>")
    def whole(form: str) -> Response:
        """The list, in linked data a page of it."""
        query = list_query(catalogue, list_arguments(catalogue, form))
        found = records_of(catalogue, query)
        if form not in {TURTLE, JSON_LD}:
            return _answer(form, catalogue, find(catalogue, found, query), query)
        page = listing(catalogue, found, query)
        response = _answer(form, catalogue, page.records, query)
        others = {"prev": query.page - 1, "next": query.page + 1}
        links = {
            relation: list_address(catalogue, form, query, page=str(number))
            for relation, number in others.items()
            if 1 <= number <= page.pages
        }
        if links:
            response.headers["Link"] = ", ".join(f'<{address}>; rel="{relation}"' for relation, address in links.items())
        return response

    @pages.get(f"{record}.<any({of_record}):form>", defaults={"name": ""})
    @pages.get(f"{record}/<path:name>.<any({of_record}):form>")
    def one_as(site: str, page_id: int, name: str, form: str) -> AnyResponse:
        """One record."""
        only((LANGUAGE,))
        found = find_record(catalogue, site, page_id, name)
        if found is None:
            raise NotFound("web-error-record")
        if found.key_name != name:
            return redirect(record_address(found, ".one_as", form=form))
        return _answer(form, catalogue, [found], Query())


def list_address(catalogue: Catalogue, form: str, query: Query, **more: Any) -> str:  # noqa: ANN401 (as url_for takes them)
    """The address of what a query finds, in a form; ``more`` as for ``url_for``."""
    arguments: dict[str, Any] = {name: value for name, value in query.arguments.items() if name in list_arguments(catalogue, form)}
    return url_for(f"{catalogue.path}.whole", form=form, uselang=None, **arguments, **more)


def list_addresses(catalogue: Catalogue, query: Query) -> dict[str, str]:
    """The address of what a query finds in every form there is."""
    return {form: list_address(catalogue, form, query) for form in list_forms(catalogue)}


def record_addresses(catalogue: Catalogue, record: Record) -> dict[str, str]:
    """The address of a record in every form that says something about it: nothing is proposed to Wikidata without an item."""
    forms = [form for form in record_forms(catalogue) if form != QUICKSTATEMENTS or record.values("partner_qid")]
    return {form: record_address(record, f"{catalogue.path}.one_as", form=form, uselang=None) for form in forms}


def _answer(form: str, catalogue: Catalogue, records: Sequence[Record], query: Query) -> Response:
    match form:
        case "csv":
            body: str | bytes = as_csv(catalogue.kind, records, wikis())
        case "atom":
            body = _feed(catalogue, records, query)
        case "ttl":
            body = as_turtle(graph(records, wikis()))
        case "jsonld":
            body = as_json_ld(graph(records, wikis()))
        case _:
            body = proposals(records, wikis(), reader().text("web-quickstatements-comment"))
    response = Response(body, mimetype=MIME_TYPES[form])
    if form == CSV:
        response.headers["Content-Disposition"] = f'attachment; filename="{catalogue.path}.csv"'
    if form in _IN_WORDS:
        response.headers["Content-Language"] = reader().bcp47
        response.vary.add("Accept-Language")
    return response


def _feed(catalogue: Catalogue, records: Sequence[Record], query: Query) -> bytes:
    t = reader()
    path, arguments = list_address(catalogue, ATOM, query), dict[str, Any](query.arguments)
    return as_atom(
        records,
        wikis(),
        # The same wherever the tool runs, and whatever its host is called.
        feed_id=uuid5(NAMESPACE_URL, f"{tool().settings.home}{path}").urn,
        title=t.text("web-title-page", t.text(f"web-{catalogue.path}"), t.text("web-title")),
        author=t.text("web-title"),
        self_url=request.url,
        list_url=url_for(".all_records", _external=True, **arguments),
        page_of=lambda record: record_address(record, ".one", _external=True, uselang=None),
    )
