"""What a list of records can be asked for, and the answer: filters, order and pages. Pure: arguments and records in, a listing out."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.core.facets import Facet, facets
from bot.core.records import RECORDS, Record
from bot.i18n import Argument
from webservice.arrays import Chosen, Columns, Matches, Positions, in_order

PER_PAGE = 50
MAX_VALUE = 200

SEARCH = "q"
SORT = "sort"
PAGE = "page"
_CODES_SEPARATOR = ", "
_BEST, _NAME, _NEWEST, _OLDEST = "best", "name", "newest", "start"


class NotUnderstoodError(Exception):
    """An argument cannot be used: the key of a message that says why, and the message's arguments."""

    def __init__(self, key: str, *arguments: Argument) -> None:
        super().__init__(key)
        self.key = key
        self.arguments = arguments


class BeyondTheEndError(Exception):
    """The list has fewer pages than the one asked for."""

    def __init__(self, page: int, pages: int) -> None:
        super().__init__(f"page {page} of {pages}")
        self.page = page
        self.pages = pages


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One kind of record as a list: where it is found in addresses, what can be chosen, by which date it can be ordered, if any."""

    kind: str
    path: str
    dated_by: str = ""

    @property
    def facets(self) -> tuple[Facet, ...]:
        """What can be chosen."""
        return facets(RECORDS[self.kind])

    def columns(self, records: Sequence[Record]) -> Columns:
        """Records of the kind, ready to be listed."""
        return Columns(records, self.facets, self.dated_by)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of everything that can be asked for."""
        return (SEARCH, *(facet.name for facet in self.facets), SORT, PAGE)

    def sorts(self, *, searching: bool) -> Mapping[str, str]:
        """The orders there are, with the message that names each; the first is taken where none is asked for."""
        best = {_BEST: "web-sort-best"} if searching else {}
        dates = {_NEWEST: "web-sort-newest", _OLDEST: "web-sort-start"} if self.dated_by else {}
        return best | {_NAME: "web-sort-name"} | dates


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody asks a catalogue for. ``choices`` holds only what was chosen."""

    search: str = ""
    choices: Mapping[str, str] = field(default_factory=dict, hash=False)
    sort: str = ""
    page: int = 1

    @property
    def arguments(self) -> dict[str, str]:
        """The query as it stands in an address, without the page."""
        values = {SEARCH: self.search, **self.choices, SORT: self.sort}
        return {name: value for name, value in values.items() if value}

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.search or self.choices)


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the answer. ``offered`` gives, by facet, the codes to choose from and how many records each would leave."""

    query: Query
    records: tuple[Record, ...]
    total: int
    pages: int
    offered: Mapping[str, Mapping[str, int]]

    @property
    def first(self) -> int:
        """The number in the whole list of the first record here, from 1."""
        return (self.query.page - 1) * PER_PAGE + 1


def read_query(catalogue: Catalogue, arguments: Mapping[str, str]) -> Query:
    """Reads what stands in an address. Raises NotUnderstoodError for what nobody can have meant."""
    values = {name: " ".join(arguments.get(name, "").split()) for name in catalogue.arguments}
    for name, value in values.items():
        if len(value) > MAX_VALUE:
            raise NotUnderstoodError("web-error-long", name, MAX_VALUE)
    chosen = {facet.name: values[facet.name] for facet in catalogue.facets if values[facet.name]}
    for facet in catalogue.facets:
        if facet.name in chosen:
            _check(facet, chosen[facet.name])
    sorts = catalogue.sorts(searching=bool(values[SEARCH]))
    if values[SORT] and values[SORT] not in sorts:
        raise NotUnderstoodError("web-error-choice", SORT, values[SORT], _CODES_SEPARATOR.join(sorts))
    if values[PAGE] and not re.fullmatch(r"0*[1-9][0-9]{0,8}", values[PAGE], re.ASCII):
        raise NotUnderstoodError("web-error-page-number", values[PAGE])
    return Query(values[SEARCH], chosen, values[SORT], int(values[PAGE] or 1))


def read_words(arguments: Mapping[str, str]) -> str:
    """Reads what is looked for. Raises NotUnderstoodError."""
    words = " ".join(arguments.get(SEARCH, "").split())
    if len(words) > MAX_VALUE:
        raise NotUnderstoodError("web-error-long", SEARCH, MAX_VALUE)
    return words


def find(catalogue: Catalogue, matches: Matches, query: Query) -> list[Record]:
    """Of all records, or of those that a search found, those that a query chooses, in its order."""
    chosen = matches.columns.chosen(matches.positions, query.choices)
    return _records(matches, _ordered(catalogue, matches, chosen, query))


def listing(catalogue: Catalogue, matches: Matches, query: Query) -> Listing:
    """The page of the answer that a query asks for; ``matches`` as for ``find``. Raises BeyondTheEndError."""
    chosen = matches.columns.chosen(matches.positions, query.choices)
    total = len(Matches(matches.columns, chosen.positions))
    pages = max(1, math.ceil(total / PER_PAGE))
    if query.page > pages:
        raise BeyondTheEndError(query.page, pages)
    start = (query.page - 1) * PER_PAGE
    shown = _ordered(catalogue, matches, chosen, query)[start : start + PER_PAGE]
    offered = {facet.name: _offered(facet, chosen.numbers[facet.name], query.choices.get(facet.name)) for facet in catalogue.facets}
    return Listing(query, tuple(_records(matches, shown)), total, pages, offered)


def _ordered(catalogue: Catalogue, matches: Matches, chosen: Chosen, query: Query) -> Positions:
    columns, found = matches.columns, chosen.positions
    order = query.sort or next(iter(catalogue.sorts(searching=bool(query.search))))
    if order == _BEST:
        return np.arange(len(columns.records)) if found is None else found
    if order == _NAME:
        return in_order(found, columns.by_name)
    return in_order(found, columns.newest if order == _NEWEST else columns.oldest)


def _records(matches: Matches, positions: Positions) -> list[Record]:
    return [matches.columns.records[position] for position in positions.tolist()]


def _check(facet: Facet, value: str) -> None:
    """Raises NotUnderstoodError for what can never be a code."""
    if facet.choices and value not in facet.choices:
        raise NotUnderstoodError("web-error-choice", facet.name, value, _CODES_SEPARATOR.join(facet.choices))
    if facet.pattern and not re.fullmatch(facet.pattern, value):
        raise NotUnderstoodError("web-error-code", facet.name, value, facet.example)


def _offered(facet: Facet, numbers: Mapping[str, int], chosen: str | None) -> Mapping[str, int]:
    offered = facet.choices or sorted({*numbers, *((chosen,) if chosen else ())})
    return {code: numbers.get(code, 0) for code in offered}


#: Every list by the kind of its records.
CATALOGUES: Mapping[str, Catalogue] = {
    catalogue.kind: catalogue
    for catalogue in (
        Catalogue("partnership", "partnerships", "start"),
        Catalogue("hub", "hubs"),
        Catalogue("contribution", "contributions", "date"),
        Catalogue("lesson", "lessons", "updated"),
        Catalogue("tool", "tools", "last_release"),
        Catalogue("module", "modules", "updated"),
        Catalogue("task", "tasks", "since"),
        Catalogue("nomination", "nominations"),
        Catalogue("inquiry", "inquiries", "filed"),
    )
}
