"""What belongs to one request: the settings it runs under, its reader, and the database, opened when first needed and closed after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, cast
from urllib.parse import urlencode

from flask import Flask, current_app, g, request, url_for

from bot.core.agreement import may_be_named
from bot.core.configuration import CONFIGURATION_TITLE, Configuration
from bot.core.configuration_text import Configured, read
from bot.core.knowledge import Knowledge
from bot.core.problem import Problem
from bot.core.records import Hub, Partnership, Record, RecordKey
from bot.core.reports import crosscheck
from bot.core.search import wanted
from bot.core.vocabulary import Vocabulary
from bot.core.wiki_settings import SETTINGS_TITLE, WikiSettings
from bot.i18n import Messages
from bot.settings import Settings
from bot.store import Store, StoreError
from bot.store.knowledge import knowledge_of
from bot.wiki.titles import path_of
from webservice.catalogue import Catalogue, Query
from webservice.reader import Reader, choose_language
from webservice.wikis import Wikis

_EXTENSION = "partnerships"
#: The configuration that comes with the tool.
SHIPPED = Path(__file__).resolve().parents[1] / "templates" / path_of(CONFIGURATION_TITLE)
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
    app.extensions[_EXTENSION] = tool
    app.teardown_appcontext(_close_store)


def tool() -> Tool:
    """The running app's parts."""
    return cast(Tool, current_app.extensions[_EXTENSION])


def store() -> Store:
    """The database, opened for this request. Raises StoreError."""
    if "store" not in g:
        g.store = Store.open(tool().settings.database_url, migrate=False)
    return cast(Store, g.store)


def _close_store(_error: BaseException | None) -> None:
    opened = g.pop("store", None)
    if opened is not None:
        opened.close()


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
            sites = store().sites()
        except StoreError:
            sites = {}
        g.wikis = Wikis({dbname: wiki.api for dbname, wiki in tool().settings.wikis.items()}, sites)
    return cast(Wikis, g.wikis)


def page_problems(site: str, page_id: int) -> list[Problem]:
    """What would make a page's records better. Raises StoreError."""
    records = [
        *store().records(Hub.kind),
        *(record for record in store().records(Partnership.kind, site) if record.source.page_id == page_id),
    ]
    found = [*store().problems(), *crosscheck.problems(records, tool().settings.home)]
    return [problem for problem in found if (problem.site, problem.page_id) == (site, page_id)]


def in_force(title: str, model: type[_M]) -> _M:
    """What a page of settings of the home wiki said when it was last obeyed, else the defaults. Raises StoreError."""
    kept = store().remembered(tool().settings.home, title)
    found = read(kept.text, model) if kept else None
    return found if isinstance(found, model) else model()


def knowledge() -> Knowledge:
    """All that is known today, without what may not be named. Raises StoreError."""
    if "knowledge" not in g:
        settings, on_wiki = tool().settings, in_force(SETTINGS_TITLE, WikiSettings)
        everything = knowledge_of(
            store(),
            in_force(CONFIGURATION_TITLE, Configuration),
            tool().now().date(),
            home=settings.home,
            page_root=on_wiki.page_root or settings.page_root,
            prefixes={},
            settings=on_wiki,
            place=settings.home,
        )
        g.knowledge = replace(everything, records=[record for record in everything.records if may_be_named(record)])
    return cast(Knowledge, g.knowledge)


def freshness() -> Freshness:
    """How fresh the data are. Raises StoreError."""
    checked = [job.last_success for job in store().jobs() if job.name == COLLECT and job.last_success is not None]
    return Freshness(store().newest_revision(), max(checked, default=None))


def records_of(catalogue: Catalogue, query: Query) -> list[Record]:
    """The records of a catalogue that a query's words find, the best first; all of them where it has none. Raises StoreError."""
    kind = catalogue.kind
    found = store().search(wanted(query.search), kind) if query.search else store().records(kind)
    return [record for record in found if may_be_named(record)]


def community_labels() -> Vocabulary:
    """What the community calls its codes, as its configuration in force says, else the one that comes with the tool."""
    home = tool().settings.home
    try:
        kept = store().remembered(home, CONFIGURATION_TITLE)
    except StoreError:
        kept = None
    return (_labels(kept.text) if kept else None) or _labels(SHIPPED.read_text(encoding="utf-8")) or Vocabulary({})


@lru_cache(maxsize=2)
def _labels(text: str) -> Vocabulary | None:
    configuration = read(text, Configuration)
    return Vocabulary(configuration.labels()) if isinstance(configuration, Configuration) else None


def find_record(catalogue: Catalogue, site: str, page_id: int, name: str) -> Record | None:
    """The record with this key; else, because a name can change, the only one of its kind on the page. Raises StoreError."""
    found = store().record(RecordKey(site, page_id, catalogue.kind, name))
    if found is not None:
        return found if may_be_named(found) else None
    others = [record for record in store().records(catalogue.kind, site) if record.source.page_id == page_id and may_be_named(record)]
    return others[0] if len(others) == 1 else None


def record_address(record: Record, endpoint: str) -> str:
    """The permanent address of a record under a view that takes site, page_id and name."""
    # What is None is left out, and the route without a name is taken.
    name = record.key_name or None
    return url_for(endpoint, site=record.source.site, page_id=record.source.page_id, name=name)


def same_page(**changes: str) -> str:
    """The address of this page with other arguments, relative to it; an empty value takes an argument away."""
    arguments = {**request.args.to_dict(), **changes}
    return "?" + urlencode({name: value for name, value in arguments.items() if value})
