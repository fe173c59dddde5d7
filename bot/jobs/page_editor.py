"""Edits pages of people, for jobs that were asked to: with everything people may expect of whoever edits their pages.

It waits much and insists on nothing: one edit a page and run, none where somebody works on the page or edited it a short while ago,
none on pages for translation, none that somebody undid, and nobody's edit is lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.batches import batches
from bot.core.exclusion import may_edit
from bot.core.in_use import is_in_use
from bot.core.outcome import ENDS_RUN, Deferred, Failed, Outcome, Reason, Saved, Skipped, Unchanged
from bot.core.page import Edit, Page
from bot.core.parse import MAX_RECORDS, Reader
from bot.core.translation_pages import base_title, has_markup
from bot.jobs.stop_page import StopPage
from bot.jobs.writing import EDITS_PER_BATCH, Written
from bot.store import Store
from bot.wiki.protocol import PageTarget

#: How long a page is left to whoever edited it last.
QUIET = timedelta(hours=1)
#: Names that a summary tells.
_NAMED = 8
_READ_AT_ONCE = 50
#: What is known to have been changed on a page, to see when somebody changes it back: at least as much as one edit can change.
_REMEMBERED = 2 * MAX_RECORDS


@dataclass(frozen=True, slots=True)
class EditingRules:
    """``edits`` is how many are made at most; ``quiet`` is how long after somebody's edit a page is left alone."""

    edits: int
    quiet: timedelta = QUIET


@dataclass(frozen=True, slots=True)
class Change:
    """What a page is to say, and the summary. ``changes`` are what the edit changes, as it was before; the page's text is always one."""

    text: str
    summary: str
    minor: bool = False
    changes: tuple[str, ...] = ()


#: Whether an edit changed this on a page before: then somebody changed it back.
Undone = Callable[[str], bool]
#: What is to become of a page. It is asked again where somebody saves in between.
Plan = Callable[[Page, Undone], Change | Unchanged | Skipped | Failed]


class PageEditor:
    """Edits pages of one wiki, each at most once, for a task that has a stop page."""

    def __init__(
        self,
        target: PageTarget,
        store: Store,
        *,
        task: str,
        reader: Reader,
        rules: EditingRules,
        clock: Callable[[], datetime],
        stop_page: StopPage | None,
        progress: Callable[[str, Outcome], None] | None = None,
    ) -> None:
        self.target = target
        self.reader = reader
        self.clock = clock
        self.written = Written()
        self._store = store
        self._task = task
        self._rules = rules
        self._stop_page = stop_page
        self._progress = progress
        self._saved = 0

    @property
    def complete(self) -> bool:
        """Whether every page was looked at and nothing went wrong. What people do not want now is no failure."""
        return not any(isinstance(outcome, Failed) or _ends(outcome) for _, outcome in self.written.outcomes)

    def edit(self, pages: Iterable[Page], plan: Plan) -> None:
        """Edit those of the pages that are to say something else. No page is asked for before the stop page lets the task run."""
        if self._stop_page and (stopped := self._stop_page.refusal()):
            self._note(self._stop_page.title, stopped)
            return
        seen: set[str] = set()
        for page in pages:
            if page.title in seen:
                continue
            seen.add(page.title)
            outcome = self._edit(page, plan)
            self._note(page.title, outcome)
            if _ends(outcome):
                break

    def read(self, titles: Collection[str]) -> Iterator[Page]:
        """Those of the pages that exist, read as they are needed."""
        for some in batches(titles, _READ_AT_ONCE):
            pages = self.target.read(some)
            yield from (pages[title] for title in some if title in pages)

    def _note(self, title: str, outcome: Outcome) -> None:
        self.written.outcomes.append((title, outcome))
        if not isinstance(outcome, Unchanged):
            self._store.log_outcome(self._task, self.clock(), self.target.site.dbname, title, outcome)
        if self._progress:
            self._progress(title, outcome)

    def _edit(self, page: Page, plan: Plan) -> Outcome:
        outcome = self._try(page, plan)
        if isinstance(outcome, Deferred) and outcome.why is Reason.CONFLICT and (fresh := self.target.read([page.title]).get(page.title)):
            # Somebody was faster: look at what they did, and judge again. A second time it waits for the next run.
            return self._try(fresh, plan)
        return outcome

    def _try(self, page: Page, plan: Plan) -> Outcome:
        before = self._changed_before(page.title)
        planned = plan(page, lambda what: _digest(what) in before)
        if isinstance(planned, Unchanged):
            return planned
        if refused := self._refusal(page):
            return refused
        return self._save(page, planned, before) if isinstance(planned, Change) else planned

    def _save(self, page: Page, change: Change, before: Sequence[str]) -> Outcome:
        if self._saved >= self._rules.edits:
            return Deferred(Reason.TRIAL, detail=f"{self._rules.edits} edits were made")
        if self._stop_page and self._saved and self._saved % EDITS_PER_BATCH == 0 and (stopped := self._stop_page.refusal()):
            return stopped
        outcome = self.target.save(Edit(page.title, change.text, change.summary, page.revision.id, minor=change.minor))
        if isinstance(outcome, Saved):
            self._saved += 1
            digests = [*before, *map(_digest, (page.text, *change.changes))][-_REMEMBERED:]
            self._store.remember(self.target.ledger_name, _memory_of(page.title), outcome.revision, "\n".join(digests))
        return outcome

    def _changed_before(self, title: str) -> list[str]:
        """The digests of what this page said before an edit, whichever task made it."""
        known = self._store.remembered(self.target.ledger_name, _memory_of(title))
        return known.text.split() if known else []

    def _refusal(self, page: Page) -> Outcome | None:
        """Why a page is not edited, or not now."""
        if has_markup(page.text) or self._is_translation(page.title):
            return Skipped(Reason.TRANSLATION)
        if not may_edit(page.text, self.target.account, self.target.site.extension_tags):
            return Skipped(Reason.NOBOTS)
        if is_in_use(page.text, self.reader):
            return Skipped(Reason.IN_USE)
        until = page.revision.timestamp + self._rules.quiet
        if page.revision.user != self.target.account and self.clock() < until:
            return Deferred(Reason.RECENT, until)
        return None

    def _is_translation(self, title: str) -> bool:
        base = base_title(title)
        return bool(base) and any(has_markup(page.text) for page in self.target.read([base]).values())


def named(names: Sequence[str]) -> str:
    """Some names for a summary: the first few."""
    return ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _memory_of(title: str) -> str:
    """Under which title the store keeps it: one that no page can have."""
    return f"{title}#edited"


def _ends(outcome: Outcome) -> bool:
    return not isinstance(outcome, Saved | Unchanged) and outcome.why in ENDS_RUN
