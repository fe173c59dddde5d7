"""The map: in which countries partnerships are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from bot.core.facets import COUNTRY, REGION, Facet
from bot.core.values.folding import folded
from webservice.arguments import refuse_unknown
from webservice.catalogue import CATALOGUES, Query, find, listing, read_query
from webservice.pages.reports import image
from webservice.request import freshness, reader, records_of
from webservice.worldmap import COLOURS, steps, world

world_map = Blueprint("map", __name__)

_CATALOGUE = CATALOGUES["partnership"]
#: By what the map can be narrowed down: by everything but places.
_FACETS = tuple(facet for facet in _CATALOGUE.facets if facet.name not in {COUNTRY, REGION})
#: Those that are offered on the page; the others come with links.
_OFFERED = ("status", "program")


@dataclass(frozen=True, slots=True)
class _Choice:
    """A facet with the codes to choose from and how many partnerships each would leave."""

    facet: Facet
    offered: Mapping[str, int]


@world_map.get("/map")
def show() -> str | AnyResponse:
    """The map and the table that says the same; the form's empty fields are left out of the address."""
    query = _query()
    if not all(request.args.values()):
        stated: dict[str, Any] = {name: value for name, value in request.args.items() if value}
        return redirect(url_for(".show", **stated))
    numbers = _numbers(query)
    offered = listing(_CATALOGUE, records_of(_CATALOGUE, query), query).offered
    choices = [_Choice(facet, offered[facet.name]) for facet in _FACETS if facet.name in _OFFERED]
    return render_template(
        "map.html",
        query=query,
        choices=choices,
        countries=sorted(numbers.items(), key=lambda item: (-item[1], folded(reader().country(item[0])))),
        legend=_legend(numbers),
        words=_words(numbers),
        freshness=freshness(),
    )


@world_map.get("/map.svg")
def drawn() -> Response:
    """The map alone."""
    numbers = _numbers(_query())
    return image(world(numbers, reader().text("web-map"), _words(numbers)))


def _query() -> Query:
    refuse_unknown(*(facet.name for facet in _FACETS))
    return read_query(_CATALOGUE, request.args)


def _numbers(query: Query) -> Counter[str]:
    """How many of the partnerships that were chosen are in each country; one that is in several counts in each."""
    found = find(_CATALOGUE, records_of(_CATALOGUE, query), query)
    return Counter(country for record in found for country in set(record.places))


def _legend(numbers: Mapping[str, int]) -> list[str]:
    """What each colour stands for, in words."""
    bounds, t = steps(max(numbers.values(), default=1)), reader()
    texts = []
    for least, following in zip_longest(bounds, bounds[1:]):
        if following is None:
            texts.append(t.text("web-map-more", least))
        elif following == least + 1:
            texts.append(t.number(least))
        else:
            texts.append(t.text("web-map-range", least, following - 1))
    return texts[: len(COLOURS)]


def _words(numbers: Counter[str]) -> str:
    """What there is to see first."""
    t = reader()
    if not numbers:
        return t.text("web-map-none")
    most = min(numbers, key=lambda code: (-numbers[code], code))
    return t.text("web-map-words", len(numbers), t.country(most), numbers[most])
