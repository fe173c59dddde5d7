"""Lists of records and single records as JSON."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from webservice.api.document import ROOT, document
from webservice.arguments import LANGUAGE, list_query, only
from webservice.catalogue import CATALOGUES, PER_PAGE, Catalogue, listing
from webservice.exchange import as_data, as_json, fields, problem_as_data, time
from webservice.request import find_record, freshness, page_problems, reader, record_address, records_as_json, records_of, wikis

api = Blueprint("api", __name__, url_prefix=ROOT)


@api.get("")
def lists() -> Response:
    """What there is to ask for."""
    only((LANGUAGE,))
    return jsonify(
        {
            catalogue.path: {
                "url": url_for(f"api.{catalogue.path}.all_records"),
                "arguments": list(catalogue.arguments),
                "fields": list(fields(catalogue.kind)),
            }
            for catalogue in CATALOGUES.values()
        }
    )


@api.get("/openapi.json")
def description() -> Response:
    """All of this as an OpenAPI document."""
    only((LANGUAGE,))
    response = jsonify(document(reader()))
    response.headers["Content-Language"] = reader().bcp47
    response.vary.add("Accept-Language")
    return response


def record_api(catalogue: Catalogue) -> Blueprint:
    """The addresses of one catalogue."""
    views = Blueprint(catalogue.path, __name__, url_prefix=f"/{catalogue.path}")

    @views.get("")
    def all_records() -> Response:
        """A page of the list, with the same arguments as the page for people; one that is not known is an error."""
        query = list_query(catalogue, catalogue.arguments)
        found = listing(catalogue, records_of(catalogue, query), query)

        arguments: dict[str, Any] = query.arguments

        def address(page: int) -> str | None:
            return url_for(".all_records", **arguments, page=page) if 1 <= page <= found.pages else None

        newest = freshness().newest
        data = {
            "total": found.total,
            "page": query.page,
            "pages": found.pages,
            "per_page": PER_PAGE,
            "newest_revision": time(newest) if newest else None,
            "previous": address(query.page - 1),
            "next": address(query.page + 1),
            "facets": {name: {code: number for code, number in codes.items() if number} for name, codes in found.offered.items()},
            "records": records_as_json(found.records),
        }
        return Response(as_json(data), mimetype="application/json")

    @views.get("/<dbname:site>/<page_id:page_id>", defaults={"name": ""})
    @views.get("/<dbname:site>/<page_id:page_id>/<path:name>")
    def one(site: str, page_id: int, name: str) -> Response | AnyResponse:
        """One record, with the problems of its page."""
        only((LANGUAGE,))
        record = find_record(catalogue, site, page_id, name)
        if record is None:
            raise NotFound("web-error-record")
        if record.key_name != name:
            return redirect(record_address(record, ".one"))
        problems = page_problems(site, page_id)
        return jsonify({**as_data(record, wikis()), "problems": [problem_as_data(problem) for problem in problems]})

    return views


for _catalogue in CATALOGUES.values():
    api.register_blueprint(record_api(_catalogue))
