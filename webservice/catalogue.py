"""What a list of records can be asked for, and the answer: filters, order and pages. Pure: arguments and records in, a listing out."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from bot.core.records import Hub, Partnership, Record
from bot.core.records.choices import HUB_TYPE, STATUSES
from bot.core.values.folding import folded
from bot.core.values.regions import REGION_OF, REGIONS, regions_of
from bot.i18n import Argument

PER_PAGE = 50
MAX_VALUE = 200

SEARCH = "q"
SORT = "sort"
PAGE = "page"
_CODES_SEPARATOR = ", "


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
class Filter:
    """A choice by code. ``values`` gives a record's codes.

    ``choices`` are all codes there can be; without them, what occurs is offered, and all of the form ``pattern`` is understood.
    """

    name: str
    family: str  # whose names the codes have: "country", "language", "wiki", or a family of labels
    values: Callable[[Record], Sequence[str]]
    choices: tuple[str, ...] = ()
    example: str = ""
    pattern: str = ""

    def check(self, value: str) -> None:
        """Raises NotUnderstoodError for what can never be a code."""
        if self.choices and value not in self.choices:
            raise NotUnderstoodError("web-error-choice", self.name, value, _CODES_SEPARATOR.join(self.choices))
        if self.pattern and not re.fullmatch(self.pattern, value):
            raise NotUnderstoodError("web-error-code", self.name, value, self.example)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One kind of record as a list: where it is found in addresses, what is searched, what can be chosen, in which orders."""

    kind: str
    path: str
    searched: Callable[[Record], Sequence[str]]
    filters: tuple[Filter, ...]
    sorts: Mapping[str, str] = field(hash=False)  # value in the address -> message

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of everything that can be asked for."""
        return (SEARCH, *(choice.name for choice in self.filters), SORT, PAGE)


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
    """A page of the answer. ``offered`` gives, by filter, the codes to choose from."""

    query: Query
    records: tuple[Record, ...]
    total: int
    pages: int
    offered: Mapping[str, tuple[str, ...]]

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
    chosen = {choice.name: values[choice.name] for choice in catalogue.filters if values[choice.name]}
    for choice in catalogue.filters:
        if choice.name in chosen:
            choice.check(chosen[choice.name])
    if values[SORT] and values[SORT] not in catalogue.sorts:
        raise NotUnderstoodError("web-error-choice", SORT, values[SORT], _CODES_SEPARATOR.join(catalogue.sorts))
    if values[PAGE] and not re.fullmatch(r"0*[1-9][0-9]{0,8}", values[PAGE], re.ASCII):
        raise NotUnderstoodError("web-error-page-number", values[PAGE])
    return Query(values[SEARCH], chosen, values[SORT], int(values[PAGE] or 1))


def find(catalogue: Catalogue, records: Sequence[Record], query: Query) -> list[Record]:
    """All records that a query asks for, in its order."""
    words = folded(query.search).split()
    if query.search and not words:
        return []  # only punctuation: nothing contains it once it does not count
    found = [record for record in records if _fits(catalogue, record, query, words)]
    found.sort(key=lambda record: (folded(record.display_name), record.display_name, record.source.site, record.source.page_id))
    if query.sort in {"start", "newest"}:
        # Stable: what starts at the same time stays in the order of names, and what does not say when comes last.
        found.sort(key=_start, reverse=query.sort == "newest")
        found.sort(key=lambda record: not _start(record))
    return found


def listing(catalogue: Catalogue, records: Sequence[Record], query: Query) -> Listing:
    """The page of the answer that a query asks for. Raises BeyondTheEndError."""
    found = find(catalogue, records, query)
    pages = max(1, math.ceil(len(found) / PER_PAGE))
    if query.page > pages:
        raise BeyondTheEndError(query.page, pages)
    start = (query.page - 1) * PER_PAGE
    offered = {choice.name: _offered(choice, records, query) for choice in catalogue.filters}
    return Listing(query, tuple(found[start : start + PER_PAGE]), len(found), pages, offered)


def _fits(catalogue: Catalogue, record: Record, query: Query, words: Sequence[str]) -> bool:
    for choice in catalogue.filters:
        wanted = query.choices.get(choice.name)
        if wanted and wanted not in choice.values(record):
            return False
    if not words:
        return True
    text = " ".join(folded(part) for part in catalogue.searched(record))
    return all(word in text for word in words)


def _offered(choice: Filter, records: Sequence[Record], query: Query) -> tuple[str, ...]:
    if choice.choices:
        return choice.choices
    occurring = {value for record in records for value in choice.values(record)}
    if wanted := query.choices.get(choice.name):
        occurring.add(wanted)
    return tuple(sorted(occurring))


def _start(record: Record) -> str:
    return cast(Partnership, record).start


def _site(record: Record) -> tuple[str, ...]:
    return (record.source.site,)


def _hub_countries(record: Record) -> tuple[str, ...]:
    # A hub that serves a region serves its countries.
    hub = cast(Hub, record)
    return (*hub.countries, *(country for country, region in REGION_OF.items() if region and region in hub.regions))


def _hub_regions(record: Record) -> tuple[str, ...]:
    hub = cast(Hub, record)
    return (*hub.regions, *regions_of(hub.countries))


_LANGUAGE = r"[a-z]{2,}(-[a-z0-9]+)*"
_DBNAME = r"[a-z][a-z0-9_-]*"

PARTNERSHIPS = Catalogue(
    kind="partnership",
    path="partnerships",
    searched=lambda record: (record.display_name, *cast(Partnership, record).partner),
    filters=(
        Filter("country", "country", lambda record: cast(Partnership, record).country, pattern="[A-Z]{2}", example="SN"),
        Filter("region", "region", lambda record: record.all_regions, REGIONS),
        Filter("status", "status", lambda record: (cast(Partnership, record).status,), STATUSES),
        Filter("language", "language", lambda record: cast(Partnership, record).languages, pattern=_LANGUAGE, example="sw"),
        Filter("wiki", "wiki", _site, pattern=_DBNAME, example="metawiki"),
    ),
    sorts={"name": "web-sort-name", "newest": "web-sort-newest", "start": "web-sort-start"},
)

HUBS = Catalogue(
    kind="hub",
    path="hubs",
    searched=lambda record: (record.display_name, *cast(Hub, record).themes),
    filters=(
        Filter("country", "country", _hub_countries, pattern="[A-Z]{2}", example="SN"),
        Filter("region", "region", _hub_regions, REGIONS),
        Filter("type", "hub-type", lambda record: (cast(Hub, record).type,), HUB_TYPE.codes),
        Filter("language", "language", lambda record: cast(Hub, record).languages, pattern=_LANGUAGE, example="sw"),
        Filter("wiki", "wiki", _site, pattern=_DBNAME, example="metawiki"),
    ),
    sorts={"name": "web-sort-name"},
)

#: Every list by the kind of its records.
CATALOGUES: Mapping[str, Catalogue] = {catalogue.kind: catalogue for catalogue in (PARTNERSHIPS, HUBS)}
