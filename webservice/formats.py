"""In which forms lists and records are handed out to programs, by the end of their address; beside JSON, which stands under ``/api/``."""

from __future__ import annotations

from collections.abc import Mapping

from webservice.catalogue import PAGE, SORT, Catalogue

CSV, TURTLE, JSON_LD, ATOM, QUICKSTATEMENTS = "csv", "ttl", "jsonld", "atom", "quickstatements"

MIME_TYPES: Mapping[str, str] = {
    CSV: "text/csv",
    TURTLE: "text/turtle",
    JSON_LD: "application/ld+json",
    ATOM: "application/atom+xml",
    QUICKSTATEMENTS: "text/plain",
}
#: Arguments of the list that mean nothing in a form: tables and proposals hold the whole list, a feed is in an order of its own.
_WITHOUT: Mapping[str, frozenset[str]] = {
    CSV: frozenset({PAGE}),
    QUICKSTATEMENTS: frozenset({PAGE, SORT}),
    ATOM: frozenset({PAGE, SORT}),
}


def list_forms(catalogue: Catalogue) -> tuple[str, ...]:
    """The forms of a list."""
    return (CSV, ATOM, *record_forms(catalogue))


def record_forms(catalogue: Catalogue) -> tuple[str, ...]:
    """The forms of a single record: only partnerships have items of Wikidata to say something about."""
    return (TURTLE, JSON_LD, *((QUICKSTATEMENTS,) if catalogue.kind == "partnership" else ()))


def list_arguments(catalogue: Catalogue, form: str) -> tuple[str, ...]:
    """What a list can be asked for in a form."""
    return tuple(name for name in catalogue.arguments if name not in _WITHOUT.get(form, ()))


def is_for_programs(path: str) -> bool:
    """Whether a program reads what stands at a path of the tool."""
    return path.startswith("/api/") or path.rpartition(".")[2] in {*MIME_TYPES, "json"}
