"""The configuration and the settings in force: what the wiki says, as far as it can be obeyed, else the defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from bot.core.configuration import CONFIGURATION_TITLE, Configuration, Configured, read
from bot.core.configuration_text import PageProblem, Why
from bot.core.json_places import MAX_LENGTH
from bot.core.wiki_settings import SETTINGS_TITLE, WikiSettings
from bot.store import Remembered, Store
from bot.wiki.protocol import PageTarget, WikiError
from bot.wiki.titles import path_of

#: The ledger keeps what is in force under a page's title, and under this what was seen last, so that it is not fetched again.
_SEEN = "#seen"

_M = TypeVar("_M", bound=Configured)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is in force, and why that is not what the wiki says.

    ``revision`` is that of the configuration's page; 0 where the one that comes with the tool is in force.
    """

    configuration: Configuration
    settings: WikiSettings
    problems: tuple[PageProblem, ...] = ()
    revision: int = 0


def shipped(templates: Path) -> Loaded:
    """The defaults that come with the tool: the pages as ``install`` puts them there. Raises ValueError if they are not valid."""
    return Loaded(
        _valid(_default(templates, CONFIGURATION_TITLE), Configuration),
        _valid(_default(templates, SETTINGS_TITLE), WikiSettings),
    )


def load(target: PageTarget | None, store: Store, defaults: Loaded, home: str = "") -> Loaded:
    """What is in force now.

    The wiki is asked for both pages' revisions at once, and for the text of what changed. A page that does not exist leaves the
    defaults; one that is not valid what was in force before. Settings are obeyed only while administrators alone edit them. Without
    a target, or if the wiki does not answer, what was in force last on ``home`` stays.
    """
    ledger = _Ledger(store, target.ledger_name if target else home)
    kept = ledger.in_force(CONFIGURATION_TITLE, Configuration)
    configuration, revision = (kept.made, kept.page.revision) if kept else (defaults.configuration, 0)
    settings = obeyed.made if (obeyed := ledger.in_force(SETTINGS_TITLE, WikiSettings)) else defaults.settings
    if target is None:
        return Loaded(configuration, settings, revision=revision)
    try:
        pages = _read_pages(target, ledger)
        protected = target.protected([SETTINGS_TITLE]) if SETTINGS_TITLE in pages else frozenset()
    except WikiError as error:
        return Loaded(configuration, settings, (PageProblem(CONFIGURATION_TITLE, Why.UNREADABLE, found=str(error)),), revision)
    problems: list[PageProblem] = []
    if CONFIGURATION_TITLE not in pages:
        configuration, revision = defaults.configuration, 0
        ledger.forget(CONFIGURATION_TITLE)
    elif (found := _checked(pages[CONFIGURATION_TITLE], CONFIGURATION_TITLE, Configuration, problems)) is not None:
        configuration, revision = found.made, found.page.revision
        ledger.put_in_force(CONFIGURATION_TITLE, found.page)
    if SETTINGS_TITLE not in pages:
        settings = defaults.settings
        ledger.forget(SETTINGS_TITLE)
    elif SETTINGS_TITLE not in protected:
        _checked(pages[SETTINGS_TITLE], SETTINGS_TITLE, WikiSettings, problems)
        problems.append(PageProblem(SETTINGS_TITLE, Why.UNPROTECTED))
    elif (obeyed := _checked(pages[SETTINGS_TITLE], SETTINGS_TITLE, WikiSettings, problems)) is not None:
        settings = obeyed.made
        ledger.put_in_force(SETTINGS_TITLE, obeyed.page)
    return Loaded(configuration, settings, tuple(problems), revision)


@dataclass(frozen=True, slots=True)
class _Valid(Generic[_M]):
    page: Remembered
    made: _M


@dataclass(frozen=True, slots=True)
class _Ledger:
    store: Store
    site: str

    def in_force(self, title: str, model: type[_M]) -> _Valid[_M] | None:
        """What was in force last; None if nothing was, or if this version of the tool does not take it any more."""
        kept = self.store.remembered(self.site, title) if self.site else None
        found = read(kept.text, model) if kept else None
        return _Valid(kept, found) if kept and isinstance(found, model) else None

    def put_in_force(self, title: str, page: Remembered) -> None:
        kept = self.store.remembered(self.site, title)
        if kept is None or kept.revision != page.revision:
            self.store.remember(self.site, title, page.revision, page.text)

    def forget(self, title: str) -> None:
        """Nothing is in force of a page that was deleted, also where no wiki is asked: in the web tool, say."""
        if self.store.remembered(self.site, title):
            self.store.remember(self.site, title, 0, "")

    def at(self, title: str, revision: int) -> Remembered | None:
        """The text of a revision, if it was ever fetched and is one of the last."""
        both = (self.store.remembered(self.site, name) for name in (title, title + _SEEN))
        return next((kept for kept in both if kept is not None and kept.revision == revision), None)


def _read_pages(target: PageTarget, ledger: _Ledger) -> Mapping[str, Remembered | None]:
    """The existing ones of the two pages; None for one that has no text. Only what was not read yet is fetched."""
    latest = target.revisions([CONFIGURATION_TITLE, SETTINGS_TITLE])
    pages: dict[str, Remembered | None] = {title: ledger.at(title, revision) for title, revision in latest.items()}
    unread = [title for title, page in pages.items() if page is None]
    for title, page in (target.read(unread) if unread else {}).items():
        # Longer ones are refused, for which the rest is not needed.
        seen = Remembered(page.revision.id, page.text[: MAX_LENGTH + 1])
        ledger.store.remember(ledger.site, title + _SEEN, *seen)
        pages[title] = seen
    return pages


def _checked(page: Remembered | None, title: str, model: type[_M], problems: list[PageProblem]) -> _Valid[_M] | None:
    """The page and what it says; None, and the problems noted, if it says nothing that can be obeyed."""
    if page is None:
        problems.append(PageProblem(title, Why.UNREADABLE))
        return None
    found = read(page.text, model)
    if isinstance(found, tuple):
        problems += [PageProblem(title, Why.INVALID, wrong.line, wrong.path, wrong.found, wrong.remedy) for wrong in found]
        return None
    return _Valid(page, found)


def _default(templates: Path, title: str) -> str:
    return (templates / path_of(title)).read_text(encoding="utf-8")


def _valid(text: str, model: type[_M]) -> _M:
    found = read(text, model)
    if isinstance(found, tuple):
        raise ValueError(f"{model.__name__}: line {found[0].line}: {found[0].path}: {found[0].found}; {found[0].remedy}")
    return found
