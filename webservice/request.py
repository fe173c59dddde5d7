"""What belongs to one request: the settings it runs under, its reader, and how everything stands while it is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from flask import Flask, current_app, g, request, url_for
from msgspec import Raw

from bot.core.agreement import may_be_named
from bot.core.configuration import CONFIGURATION_TITLE, Configuration
from bot.core.configuration_text import Configured, read
from bot.core.knowledge import Knowledge
from bot.core.problem import Problem
from bot.core.records import Record, RecordKey
from bot.core.search import wanted
from bot.core.vocabulary import Vocabulary
from bot.core.wiki_settings import SETTINGS_TITLE, WikiSettings
from bot.i18n import Messages
from bot.settings import Settings
from bot.store import Store, StoreError, Version
from bot.store.knowledge import knowledge_of
from bot.wiki.titles import path_of
from webservice.answers import VERSION
from webservice.arrays import Matches
from webservice.catalogue import Catalogue, Query
from webservice.exchange import as_data, as_json
from webservice.reader import Reader, choose_language
from webservice.snapshot import Keeper, Shelf, Snapshot, labels_of
from webservice.wikis import Wikis

_EXTENSION = "partnerships"
#: The pages that come with the tool.
_TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
#: The job that reads the wikis.
COLLECT = "collect"

_M = TypeVar("_M", bound=Configured)


@dataclass(frozen=True)
class Tool:
    """What ``create_app`` was given, or made of it. ``now`` is the clock, ``developer`` whom everybody logs in as without being asked."""

    settings: Settings
    messages: Messages
    now: Callable[[], datetime]
    developer: str = ""


@dataclass(frozen=True)
class Freshness:
    """The time of the newest revision that was read, and when the bot last looked for newer ones (UTC); None where it is not known."""

    newest: datetime | None
    checked: datetime | None


def install(app: Flask, tool: Tool) -> None:
    """Makes ``tool`` and a store available to every request of the app."""
    keeper = Keeper(tool.settings.database_url, lambda store, version, day: _snapshot(tool, store, version, day), _last_look)
    app.extensions[_EXTENSION] = tool, keeper


def tool() -> Tool:
    """The running app's parts."""
    return cast(Tool, current_app.extensions[_EXTENSION][0])


def keeper_of(app: Flask) -> Keeper:
    """An app's database, and what is kept of it."""
    return cast(Keeper, app.extensions[_EXTENSION][1])


def store() -> Store:
    """The database; what ``snapshot`` has needs no question to it. Raises StoreError."""
    if "store" not in g:
        g.store = keeper_of(current_app).store()
    return cast(Store, g.store)


def snapshot() -> Snapshot:
    """How everything stands, the same for the whole of this request. Raises StoreError."""
    if "snapshot" not in g:
        g.snapshot = keeper_of(current_app).snapshot(tool().now().date(), request.environ.get(VERSION) if request else None)
    return cast(Snapshot, g.snapshot)


def reader() -> Reader:
    """Who reads the answer to this request."""
    if "reader" not in g:
        parts = tool()
        asked = request.args.get("uselang", "")
        default = parts.settings.languages[0]
        language = choose_language(asked, request.accept_languages, default, parts.messages)
        g.reader = Reader(language, parts.messages, community_labels)
    return cast(Reader, g.reader)


def wikis() -> Wikis:
    """Addresses of the wikis that were read and of Wikimedia's; of the latter alone while the database cannot be read."""
    if "wikis" not in g:
        try:
            sites = snapshot().sites
        except StoreError:
            sites = {}
        g.wikis = Wikis({dbname: wiki.api for dbname, wiki in tool().settings.wikis.items()}, sites)
    return cast(Wikis, g.wikis)


def page_problems(site: str, page_id: int) -> list[Problem]:
    """What would make a page's records better. Raises StoreError."""
    return [problem for problem in knowledge().problems if (problem.site, problem.page_id) == (site, page_id)]


def in_force(title: str, model: type[_M]) -> _M:
    """What a page of settings of the home wiki said when it was last obeyed, else what comes with the tool. Raises StoreError."""
    return _obeyed(store(), tool().settings.home, title, model)


def knowledge() -> Knowledge:
    """All that is known today, without what may not be named. Raises StoreError."""
    return snapshot().knowledge


def freshness() -> Freshness:
    """How fresh the data are. Raises StoreError."""
    return Freshness(snapshot().newest, snapshot().checked)


def records_of(catalogue: Catalogue, query: Query) -> Matches:
    """The records of a catalogue that a query's words find, the best first; all of them where it has none. Raises StoreError."""
    shelf = snapshot().shelf
    if not query.search:
        return shelf.everything(catalogue)
    return shelf.found(catalogue, wanted(query.search), lambda terms: store().search(terms))


def community_labels() -> Vocabulary:
    """What the community calls its codes, as its configuration in force says, else the one that comes with the tool."""
    try:
        return snapshot().labels
    except StoreError:
        return _shipped_labels()


@cache
def _shipped_labels() -> Vocabulary:
    return labels_of(_shipped(CONFIGURATION_TITLE, Configuration), _shipped(SETTINGS_TITLE, WikiSettings))


def records_as_json(records: Iterable[Record]) -> list[Raw]:
    """What is handed out about records, each encoded once for all requests. Raises StoreError."""
    shelf, known = snapshot().shelf, wikis()
    return [shelf.encoded(record, lambda it: as_json(as_data(it, known))) for record in records]


def find_record(catalogue: Catalogue, site: str, page_id: int, name: str) -> Record | None:
    """The record with this key; else, because a name can change, the only one of its kind on the page. Raises StoreError."""
    shelf = snapshot().shelf
    on_page = shelf.on_page(catalogue.kind, site, page_id)
    return shelf.record(RecordKey(site, page_id, catalogue.kind, name)) or (on_page[0] if len(on_page) == 1 else None)


def record_address(record: Record, endpoint: str, **more: Any) -> str:  # noqa: ANN401 (as url_for takes them)
    """The permanent address of a record under a view that takes site, page_id and name; ``more`` as for ``url_for``."""
    # What is None is left out, and the route without a name is taken.
    name = record.key_name or None
    return url_for(endpoint, site=record.source.site, page_id=record.source.page_id, name=name, **more)


def same_page(**changes: str) -> str:
    """The address of this page with other arguments, relative to it; an empty value takes an argument away."""
    arguments = {**request.args.to_dict(), **changes}
    return "?" + urlencode({name: value for name, value in arguments.items() if value})


def _obeyed(store: Store, home: str, title: str, model: type[_M]) -> _M:
    kept = store.remembered(home, title)
    found: _M | None = _valid(kept.text, model) if kept else None
    return found or _shipped(title, model)


@cache
def _shipped(title: str, model: type[_M]) -> _M:
    found: _M | None = _valid((_TEMPLATES / path_of(title)).read_text(encoding="utf-8"), model)
    return found or model()


@lru_cache(maxsize=8)
def _valid(text: str, model: type[_M]) -> _M | None:
    found = read(text, model)
    return found if isinstance(found, model) else None


def _snapshot(tool: Tool, store: Store, version: Version, today: date) -> Snapshot:
    """Everything that is stored, read once."""
    settings = tool.settings
    on_wiki = _obeyed(store, settings.home, SETTINGS_TITLE, WikiSettings)
    numbered = store.numbered_records()
    everything = knowledge_of(
        store,
        _obeyed(store, settings.home, CONFIGURATION_TITLE, Configuration),
        today,
        home=settings.home,
        page_root=on_wiki.page_root or settings.page_root,
        settings=on_wiki,
        place=settings.home,
        records=[record for record, _ in numbered],
    )
    named = [(record, number) for record, number in numbered if may_be_named(record)]
    records, numbers = [record for record, _ in named], [number for _, number in named]
    return Snapshot(
        version,
        replace(everything, records=records),
        Shelf(records, numbers),
        store.sites(),
        store.newest_revision(),
        _last_look(store),
    )


def _last_look(store: Store) -> datetime | None:
    checked = [job.last_success for job in store.jobs() if job.name == COLLECT and job.last_success is not None]
    return max(checked, default=None)
