"""By what a list of records can be narrowed down: derived from what each class declares as listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from operator import attrgetter

from bot.core.records import Partnership, Record, parameter_name, parameters
from bot.core.records.base import Parameter
from bot.core.records.choices import CONTRIBUTION_TYPE, YES_NO
from bot.core.values.choice import Choice
from bot.core.values.code import Code
from bot.core.values.country import Country
from bot.core.values.language import Language
from bot.core.values.lists import ListOf
from bot.core.values.regions import REGION_OF, REGIONS, regions_of
from bot.core.values.wiki import Wiki

#: The regions of a record, which it states or which follow from its countries; and the wiki it stands on.
REGION, WIKI, COUNTRY, LANGUAGE = "region", "wiki", "country", "language"
#: What partners gave, by its type, and whether any of it can be read, seen or reused.
CONTRIBUTION, CONTENT = "contribution", "gave-content"
_CONTENT_TYPES = frozenset({"media", "metadata", "data", "text"})
#: The fields of places; other countries are not where it takes place.
_PLACES = frozenset({"country", "countries"})
_HUB = "hub"
_DBNAME = r"[a-z][a-z0-9_-]*"


@dataclass(frozen=True, slots=True)
class Facet:
    """A choice by code: ``name`` in addresses, ``values`` gives a record's codes, each once.

    ``family`` is whose names the codes have: "country", "language", "wiki", "hub" (a page's title), or a family of labels.
    ``parameter`` is the one whose name it bears; empty for what follows from something else. ``choices`` are all codes there can be;
    without them, what occurs is offered, and all of the form ``pattern`` is understood.
    """

    name: str
    family: str
    values: Callable[[Record], Sequence[str]]
    parameter: str = ""
    choices: tuple[str, ...] = ()
    pattern: str = ""
    example: str = ""


@cache
def facets(record: type[Record]) -> tuple[Facet, ...]:
    """The facets of a class: places first, then in the order of its parameters, the wiki last."""
    declared = {field: parameter for field, parameter in parameters(record).items() if parameter.listed}
    found = [facet for field, parameter in declared.items() if (facet := _facet(record, field, parameter))]
    if _PLACES & set(declared):
        found.append(Facet(REGION, REGION, _regions, choices=REGIONS))
    if issubclass(record, Partnership):
        found.append(Facet(CONTRIBUTION, CONTRIBUTION_TYPE.family, attrgetter("contributions"), choices=CONTRIBUTION_TYPE.codes))
        found.append(Facet(CONTENT, YES_NO.family, _gave_content, choices=YES_NO.codes))
    found.append(Facet(WIKI, WIKI, lambda record: (record.source.site,), pattern=_DBNAME, example="metawiki"))
    return tuple(sorted(found, key=lambda facet: (facet.name != COUNTRY, facet.name != REGION)))


def _facet(record: type[Record], field: str, parameter: Parameter) -> Facet | None:
    type_ = parameter.type.type if isinstance(parameter.type, ListOf) else parameter.type
    shown = parameter_name(record, field)
    name = shown.replace("_", "-")
    values = attrgetter(field) if parameter.type.is_list else partial(_single, field)
    match type_:
        case Country() if field in _PLACES:
            return Facet(COUNTRY, COUNTRY, _served_countries, shown, pattern="[A-Z]{2}", example="SN")
        case Country():
            return Facet(name, COUNTRY, values, shown, pattern="[A-Z]{2}", example="SN")
        case Language():
            return Facet(LANGUAGE, LANGUAGE, values, shown, pattern=r"[a-z]{2,}(-[a-z0-9]+)*", example="sw")
        case Wiki():
            return Facet("project", WIKI, values, shown, pattern=_DBNAME, example="wikidatawiki")
        case Choice():
            return Facet(name, type_.family, values, shown, type_.codes)
        case Code():
            return Facet(type_.family, type_.family, values, shown)
        case _:
            return Facet(_HUB, _HUB, values, shown) if field == _HUB else None


def _single(field: str, record: Record) -> tuple[str, ...]:
    code = getattr(record, field)
    return (code,) if code else ()


def _gave_content(record: Record) -> tuple[str, ...]:
    return ("no",) if _CONTENT_TYPES.isdisjoint(record.values("contributions")) else ("yes",)


def _served_countries(record: Record) -> tuple[str, ...]:
    # Who states regions, as a hub does, serves their countries.
    return _countries_served(record.places, record.values("regions"))


def _regions(record: Record) -> tuple[str, ...]:
    return _regions_served(record.places, record.values("regions"))


# The same countries come again and again.
@lru_cache(maxsize=5000)
def _countries_served(countries: tuple[str, ...], regions: tuple[str, ...]) -> tuple[str, ...]:
    return tuple({*countries, *(country for country, region in REGION_OF.items() if region in regions)})


@lru_cache(maxsize=5000)
def _regions_served(countries: tuple[str, ...], regions: tuple[str, ...]) -> tuple[str, ...]:
    return tuple({*regions, *regions_of(countries)})
