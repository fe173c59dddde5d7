"""Lists of records, and a page for each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from bot.core.records import Partnership, Record, parameters
from bot.core.records.partnership import WHO
from bot.core.related import by_family
from bot.core.values.affiliate import Affiliate
from bot.core.values.choice import Choice
from bot.core.values.code import Code
from bot.core.values.country import Country
from bot.core.values.date import Date
from bot.core.values.item import Item
from bot.core.values.language import Language
from bot.core.values.lists import ListOf
from bot.core.values.page import Page
from bot.core.values.places import Category
from bot.core.values.reading import ValueType
from bot.core.values.region import Region
from bot.core.values.url import Url
from bot.core.values.user import User
from bot.core.values.wiki import Wiki
from webservice.catalogue import PAGE, Catalogue, listing, read_query
from webservice.citation import cited_list, cited_record
from webservice.exchange import stated
from webservice.pages.formats import add_formats, list_addresses, record_addresses
from webservice.pages.scores import scores_of
from webservice.related import related
from webservice.request import find_record, freshness, knowledge, page_problems, record_address, records_of, wikis

#: What a reader wants to know first, by kind; the other parameters follow.
_FIRST = {"partnership": ("partner", "status", "start", "lead", "country", "regions"), "hub": ("type", "themes", "regions", "countries")}
#: What the page of a kind tells in its own manner.
_TOLD = {
    "hub": ("themes", "regions", "countries", "languages", "programs"),
    "lesson": ("title", "problem", "solution", "what_failed", "considerations", "ask_me"),
    "tool": ("purpose", "status", "maintainers", "needs", "offers", "last_release"),
    "module": ("title", "skills", "url"),
}
_FAMILIES: Mapping[type, str] = {
    Country: "country", Region: "region", Language: "language", Date: "date", Item: "item", Page: "page", Url: "url", User: "user",
    Wiki: "wiki", Affiliate: "affiliate", Category: "category",
}  # fmt: skip


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
        of = knowledge()
        found, fresh = listing(catalogue, records_of(catalogue, query), query), freshness()
        return render_template(
            "list.html",
            catalogue=catalogue,
            listing=found,
            citation=cited_list(catalogue, query, found.total, fresh),
            freshness=fresh,
            register_url=wikis().page(of.home, f"{of.page_root}/New"),
            page_argument=PAGE,
            forms=list_addresses(catalogue, query),
        )

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
        facts, fresh = _facts(record), freshness()
        return render_template(
            [f"record/{record.kind}.html", "record/record.html"],
            catalogue=catalogue,
            record=record,
            facts=[fact for fact in facts if not fact.is_of_people],
            people=[fact for fact in facts if fact.is_of_people],
            problems=problems,
            unclear={problem.parameter for problem in problems if problem.found},
            related=related(),
            hub=related().knowledge.hub_of(record),
            scores=scores_of(record) if isinstance(record, Partnership) else (),
            citation=cited_record(record, fresh),
            freshness=fresh,
            by_family=by_family,
            is_item=re.compile(r"Q[1-9][0-9]*").fullmatch,
            is_task=re.compile(r"T[1-9][0-9]*").fullmatch,
            forms=record_addresses(catalogue, record),
        )

    add_formats(pages, catalogue)
    return pages


@dataclass(frozen=True, slots=True)
class _Fact:
    """A field, what the wiki calls it, whose names its values have, and its values; none where it is asked for and not stated."""

    field: str
    parameter: str
    family: str
    values: tuple[str, ...]
    is_of_people: bool = False


def _facts(record: Record) -> list[_Fact]:
    """What the record states, and what is asked for; what matters most first."""
    declared = parameters(type(record))
    order = dict.fromkeys((*_FIRST.get(record.kind, ()), *declared))
    for name in ("name", *_TOLD.get(record.kind, ())):
        order.pop(name, None)
    facts = []
    for name in order:
        value = stated(record, name)
        values = value if isinstance(value, tuple) else (value,) if value else ()
        if name not in declared:
            facts.append(_Fact(name, name, name.removesuffix("s"), values))
        elif values or declared[name].asked:
            is_of_people = declared[name].group == WHO
            facts.append(_Fact(name, declared[name].name or name, _family(declared[name].type), values, is_of_people))
    return facts


def _family(type_: ValueType) -> str:
    """Whose names values of a type have, or what they lead to; empty for texts."""
    match type_:
        case ListOf():
            return _family(type_.type)
        case Choice() | Code():
            return type_.family
        case _:
            return _FAMILIES.get(type(type_), "")
