"""The page that tells people who write programs what the API has, made from its OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, render_template, url_for

from bot.core.records import RECORDS, Record
from webservice.api.answers import PROBLEM
from webservice.api.document import document
from webservice.catalogue import CATALOGUES, Catalogue
from webservice.request import knowledge, reader, record_address

api_page = Blueprint("api_page", __name__)

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Chapter:
    """What there is about one kind of record: addresses with what each is for, parameters and fields as the document has them."""

    path: str
    addresses: Mapping[str, str]
    parameters: Sequence[Mapping[str, Any]]
    fields: Mapping[str, Mapping[str, Any]]
    examples: Sequence[str]


@api_page.get("/api")
def show() -> str:
    """The page."""
    described = document(reader())
    records = {record.kind: record for record in reversed(knowledge().records)}
    operations = {path: item["get"] for path, item in described["paths"].items()}
    return render_template(
        "api.html",
        general={path: operation["summary"] for path, operation in operations.items() if not operation.get("tags")},
        chapters=[_chapter(described, catalogue, records.get(kind)) for kind, catalogue in CATALOGUES.items()],
        problem=PROBLEM,
    )


def _chapter(described: Mapping[str, Any], catalogue: Catalogue, record: Record | None) -> Chapter:
    operations = {path: item["get"] for path, item in described["paths"].items() if catalogue.path in item["get"].get("tags", ())}
    return Chapter(
        catalogue.path,
        {path: operation["summary"] for path, operation in operations.items()},
        # Each once, in the order in which addresses ask for them.
        list({parameter["name"]: parameter for operation in operations.values() for parameter in operation["parameters"]}.values()),
        described["components"]["schemas"][RECORDS[catalogue.kind].__name__]["properties"],
        _examples(catalogue, record),
    )


def _examples(catalogue: Catalogue, record: Record | None) -> list[str]:
    """Addresses that can be followed."""
    address = url_for(f"api.{catalogue.path}.all_records")
    choices = {facet.name: facet.example or next(iter(facet.choices), "") for facet in catalogue.facets}
    filters = [urlencode({name: code}) for name, code in choices.items() if code]
    one = [record_address(record, f"api.{catalogue.path}.one")] if record else []
    return [address, *(f"{address}?{chosen}" for chosen in filters[:_EXAMPLES]), *one]
