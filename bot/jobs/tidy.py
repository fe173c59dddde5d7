"""Job *tidy*: puts the parameters of our templates in order on people's pages, where that was asked for.

It waits much and insists on nothing: one edit a page and run, none where somebody works on the page or edited it a short while ago,
none on pages for translation, none that somebody undid, and nobody's edit is lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.core.batches import batches
from bot.core.exclusion import may_edit
from bot.core.in_use import is_in_use
from bot.core.outcome import Deferred, Failed, Outcome, Reason, Saved, Skipped, Unchanged
from bot.core.page import Edit, Page
from bot.core.parse import Reader
from bot.core.tidy import Left, Tidied, tidy
from bot.core.translation_pages import base_title, has_markup
from bot.jobs.stop_page import StopPage
from bot.jobs.writing import EDITS_PER_BATCH, Written
from bot.store import Store
from bot.wiki.protocol import PageSource, PageTarget

#: How long a page is left to whoever edited it last.
QUIET = timedelta(hours=1)
#: Names of parameters that a summary tells.
_NAMED = 8
_READ_AT_ONCE = 50
#: Texts of a page that are known to have been put in order, to see when somebody goes back to one of them.
_REMEMBERED = 20
#: What ends a run before its last page: the next edits would fare no better, or must not be made.
_ENDS = frozenset({Reason.STOPPED, Reason.TRIAL, Reason.LAG, Reason.READ_ONLY, Reason.BLOCKED})


@dataclass(frozen=True, slots=True)
class TidyRules:
    """Which pages, and how many of them.

    ``category`` is the full title of the category by which people ask; with ``everywhere`` all pages with records are looked at.
    ``edits`` is how many are made at most; ``quiet`` is how long after somebody's edit a page is left alone.
    """

    category: str
    edits: int
    everywhere: bool = False
    quiet: timedelta = QUIET


@dataclass(slots=True)
class Tidying:
    """What became of each page, and what was left on those that were saved or did not change, by title."""

    written: Written = field(default_factory=Written)
    left: list[tuple[str, Left]] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether every page was looked at and nothing went wrong. What people do not want now is no failure."""
        return not any(isinstance(outcome, Failed) or _ends(outcome) for _, outcome in self.written.outcomes)


def tidied(page: Page, text: str, reader: Reader) -> str:
    """Put a new text of a page in order, for a job that saves the page anyway. A page for translation stays as it is."""
    return text if has_markup(text) else tidy(replace(page, text=text), reader).text


def named(changes: Tidied) -> str:
    """The parameters that changed, for a summary."""
    names = changes.parameters
    return ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")


class Tidier:
    """Puts pages of one wiki in order. ``summary`` makes an edit summary of what changes on a page."""

    def __init__(
        self,
        target: PageTarget,
        store: Store,
        *,
        reader: Reader,
        rules: TidyRules,
        clock: Callable[[], datetime],
        stop_page: StopPage | None,
        summary: Callable[[Tidied], str],
        progress: Callable[[str, Outcome], None] | None = None,
    ) -> None:
        self._target = target
        self._store = store
        self._reader = reader
        self._rules = rules
        self._clock = clock
        self._stop_page = stop_page
        self._summary = summary
        self._progress = progress
        self._saved = 0
        self.tidying = Tidying()

    def run(self, source: PageSource, names: Collection[str]) -> Tidying:
        """Put the pages in order that were asked for; ``names`` are those that our templates have on this wiki."""
        if self._stop_page and (stopped := self._stop_page.refusal()):
            self._note(self._stop_page.title, stopped)
            return self.tidying
        seen: set[str] = set()
        for page in self._pages(source, names):
            if page.title in seen:
                continue
            seen.add(page.title)
            outcome = self._put_in_order(page)
            self._note(page.title, outcome)
            if _ends(outcome):
                break
        return self.tidying

    def _pages(self, source: PageSource, names: Collection[str]) -> Iterator[Page]:
        for titles in batches(self._target.category_members(self._rules.category), _READ_AT_ONCE):
            pages = self._target.read(titles)
            yield from (pages[title] for title in titles if title in pages)
        if self._rules.everywhere:
            yield from (item for item in source.changed(tuple(names), {}) if isinstance(item, Page))

    def _note(self, title: str, outcome: Outcome) -> None:
        self.tidying.written.outcomes.append((title, outcome))
        if not isinstance(outcome, Unchanged):
            self._store.log_outcome("tidy", self._clock(), self._target.site.dbname, title, outcome)
        if self._progress:
            self._progress(title, outcome)

    def _put_in_order(self, page: Page) -> Outcome:
        outcome, left = self._try(page)
        if isinstance(outcome, Deferred) and outcome.why is Reason.CONFLICT and (fresh := self._target.read([page.title]).get(page.title)):
            # Somebody was faster: look at what they did, and judge again. A second time it waits for the next run.
            outcome, left = self._try(fresh)
        if isinstance(outcome, Saved | Unchanged):
            self.tidying.left += [(page.title, each) for each in left]
        return outcome

    def _try(self, page: Page) -> tuple[Outcome, tuple[Left, ...]]:
        result = tidy(page, self._reader)
        if result.text == page.text:
            return Unchanged(), result.left
        return self._refusal(page) or self._save(page, result), result.left

    def _save(self, page: Page, result: Tidied) -> Outcome:
        if self._saved >= self._rules.edits:
            return Deferred(Reason.TRIAL, detail=f"{self._rules.edits} edits were made")
        if self._stop_page and self._saved and self._saved % EDITS_PER_BATCH == 0 and (stopped := self._stop_page.refusal()):
            return stopped
        outcome = self._target.save(Edit(page.title, result.text, self._summary(result), page.revision.id, minor=True))
        if isinstance(outcome, Saved):
            self._saved += 1
            digests = [*self._put_in_order_before(page.title), _digest(page.text)][-_REMEMBERED:]
            self._store.remember(self._target.ledger_name, _memory_of(page.title), outcome.revision, "\n".join(digests))
        return outcome

    def _put_in_order_before(self, title: str) -> list[str]:
        """The digests of the texts from which this page was put in order."""
        known = self._store.remembered(self._target.ledger_name, _memory_of(title))
        return known.text.split() if known else []

    def _refusal(self, page: Page) -> Outcome | None:
        """Why a page is not edited, or not now."""
        if has_markup(page.text) or self._is_translation(page.title):
            return Skipped(Reason.TRANSLATION)
        if not may_edit(page.text, self._target.account, self._target.site.extension_tags):
            return Skipped(Reason.NOBOTS)
        if is_in_use(page.text, self._reader):
            return Skipped(Reason.IN_USE)
        if _digest(page.text) in self._put_in_order_before(page.title):
            return Skipped(Reason.UNDONE)
        until = page.revision.timestamp + self._rules.quiet
        if page.revision.user != self._target.account and self._clock() < until:
            return Deferred(Reason.RECENT, until)
        return None

    def _is_translation(self, title: str) -> bool:
        base = base_title(title)
        return bool(base) and any(has_markup(page.text) for page in self._target.read([base]).values())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _memory_of(title: str) -> str:
    """Under which title the store keeps it: one that no page can have."""
    return f"{title}#tidy"


def _ends(outcome: Outcome) -> bool:
    return not isinstance(outcome, Saved | Unchanged) and outcome.why in _ENDS
