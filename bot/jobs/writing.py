"""Writes planned pages: only ours, only real changes, nobody's edit lost, no page emptied, and it stops when asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from bot.core.batches import batches
from bot.core.data_pages import is_data, meaning, rows_of
from bot.core.exclusion import may_edit
from bot.core.outcome import Deferred, Failed, Outcome, Reason, Saved, Skipped, Unchanged
from bot.core.page import Edit, Page
from bot.core.render import is_report
from bot.core.site import Site
from bot.jobs.stop_page import StopPage
from bot.store import Store
from bot.wiki.protocol import PageTarget

#: The stop page is read again before each so many edits.
EDITS_PER_BATCH = 10
#: Pages that are read at once: more would be several requests.
_READ_AT_ONCE = 50


class Owner(Enum):
    """Who may change a page, and so when the bot may write it."""

    BOT = "bot"  # written whenever it would say something else, if it carries our mark
    INSTALLED = "installed"  # kept current as long as nobody else changed it
    PEOPLE = "people"  # put there once, where nothing is


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """What a page shall say.

    It waits until the pages it ``requires`` say what was planned for them: an index never names a shard that is not there. The shrink
    guard also looks at the pages that it ``gives_up``: what an index does not name any more is lost to readers, emptied or not.
    """

    title: str
    text: str
    owner: Owner
    content_model: str = "wikitext"
    requires: tuple[str, ...] = ()
    gives_up: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShrinkGuard:
    """A data page may lose ``floor`` rows, or this share of them, whose pages are still there; more needs ``allowed``.

    A row that another data page takes over is not lost. ``titles`` may lose everything: people said so on the wiki.
    """

    share: float
    floor: int
    allowed: bool = False
    titles: frozenset[str] = frozenset()

    def refuses(self, title: str, old: str, missed: frozenset[tuple[str, str]]) -> str:
        """Why the text must not be replaced; empty if it may. ``missed`` are the pages that exist and will be on no data page."""
        before = rows_of(old)
        if self.allowed or title in self.titles or not before:
            return ""
        lost = set(before) & missed
        if len(lost) <= max(self.floor, self.share * len(before)):
            return ""
        return f"it would lose {len(lost)} of {len(before)} rows whose pages still exist; --allow-shrink lets it, once you know why"


@dataclass(frozen=True, slots=True)
class WritingRules:
    """What bounds a batch of edits. ``edits`` is how many are made at most; ``recreate`` also makes pages anew that people deleted."""

    edits: int
    shrink: ShrinkGuard
    recreate: bool = False
    overwrite: bool = False


@dataclass(slots=True)
class Written:
    """What became of each page, in order."""

    outcomes: list[tuple[str, Outcome]] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """How many of each type: saved, unchanged, skipped, deferred, failed."""
        counted = Counter(type(outcome).__name__.lower() for _, outcome in self.outcomes)
        return {name: counted[name] for name in ("saved", "unchanged", "skipped", "deferred", "failed")}

    def left(self) -> str:
        """The pages that could not be written, each with the reason's code, as one line; beyond five only how many more."""
        told = [f"{title}: {outcome.why.value}" for title, outcome in self.outcomes if not isinstance(outcome, Saved | Unchanged)]
        return "; ".join(told[:5]) + (f"; and {len(told) - 5} more" if len(told) > 5 else "")


class Writer:
    """Writes planned pages to one target."""

    def __init__(
        self,
        target: PageTarget,
        store: Store,
        *,
        job: str,
        rules: WritingRules,
        clock: Callable[[], datetime],
        stop_page: StopPage | None,
        existing_pages: frozenset[tuple[str, str]] = frozenset(),
        progress: Callable[[str, Outcome], None] | None = None,
    ) -> None:
        self._target = target
        self._store = store
        self._job = job
        self._rules = rules
        self._clock = clock
        self._stop_page = stop_page
        self._existing_pages = existing_pages
        self._missed = existing_pages
        self._progress = progress
        self._saved = 0
        self._halt: Outcome | None = None
        self.written = Written()

    @property
    def place(self) -> str:
        """The name under which it is noted what was saved here; see PageTarget."""
        return self._target.ledger_name

    @property
    def edits(self) -> int:
        """How many edits a run makes at most."""
        return self._rules.edits

    @property
    def site(self) -> Site:
        """The wiki that is written to."""
        return self._target.site

    def known(self) -> list[str]:
        """The titles of what was written here before."""
        return sorted(self._store.all_written(self._target.ledger_name))

    def existing(self, prefixes: Sequence[str]) -> list[str]:
        """The titles on the wiki that begin with one of these."""
        return sorted(self._target.revisions([], prefixes))

    def texts(self, titles: Sequence[str]) -> dict[str, str]:
        """What pages on the wiki say, by title."""
        return {title: page.text for title, page in self._target.read(titles).items()}

    def write(self, planned: Sequence[PlannedPage], prefixes: Sequence[str], summary: Callable[[PlannedPage], str]) -> None:
        """Make the pages say what is planned. The revisions of pages under ``prefixes`` come in few requests, the others one by one."""
        outside = [page.title for page in planned if not page.title.startswith(tuple(prefixes))]
        revisions = self._target.revisions(outside, prefixes)
        known = self._store.all_written(self._target.ledger_name)
        self._missed = self._existing_pages - {row for page in planned if page.content_model == "json" for row in rows_of(page.text) or ()}
        pending = []
        for page in planned:
            before, revision = known.get(page.title), revisions.get(page.title)
            is_current = before is not None and revision == before.revision and before.digest == meaning(page.text, page.content_model)
            if is_current or (page.owner is Owner.PEOPLE and revision is not None):
                self._note(page.title, Unchanged())
            else:
                pending.append(page)
        for batch in batches(pending, _READ_AT_ONCE):
            current = self._target.read([page.title for page in batch if page.title in revisions])
            for page in batch:
                self._note(page.title, self._waits(page) or self._write(page, current.get(page.title), summary(page)))

    def _waits(self, planned: PlannedPage) -> Outcome | None:
        if self._halt is not None:
            return None
        for title, outcome in self.written.outcomes:
            if title in planned.requires and not isinstance(outcome, Saved | Unchanged):
                return Deferred(outcome.why, detail=f"it waits for {title}")
        for title, page in self._target.read(planned.gives_up).items() if planned.gives_up else ():
            if why := self._rules.shrink.refuses(title, page.text, self._missed):
                return Skipped(Reason.SHRINK, f"{title}: {why}")
        return None

    def _note(self, title: str, outcome: Outcome) -> None:
        self.written.outcomes.append((title, outcome))
        if not isinstance(outcome, Unchanged):
            self._store.log_outcome(self._job, self._clock(), self._target.site.dbname, title, outcome)
        if self._progress:
            self._progress(title, outcome)

    def _write(self, planned: PlannedPage, current: Page | None, summary: str) -> Outcome:
        outcome = self._try(planned, current, summary)
        if isinstance(outcome, Deferred) and outcome.why in {Reason.CONFLICT, Reason.CREATED}:
            # Somebody was faster: look at what they did, and judge again. A second time it waits for the next run.
            outcome = self._try(planned, self._target.read([planned.title]).get(planned.title), summary)
        return outcome

    def _try(self, planned: PlannedPage, current: Page | None, summary: str) -> Outcome:
        digest = meaning(planned.text, planned.content_model)
        site = self._target.ledger_name
        if current is not None and meaning(current.text, planned.content_model) == digest:
            self._store.set_written(site, planned.title, current.revision.id, digest)
            return Unchanged()
        if self._halt is not None:
            return self._halt
        if refusal := self._refusal(planned, current):
            return refusal
        if self._saved >= self._rules.edits:
            return Deferred(Reason.TRIAL, detail=f"{self._rules.edits} edits were made")
        if self._stop_page and self._saved % EDITS_PER_BATCH == 0 and (stopped := self._stop_page.refusal()):
            self._halt = stopped
            return stopped
        base = current.revision.id if current is not None else None
        outcome = self._target.save(Edit(planned.title, planned.text, summary, base, content_model=planned.content_model))
        match outcome:
            case Saved(revision, merged):
                self._saved += 1
                # A merged page does not say what was planned: the next run looks at it.
                self._store.set_written(site, planned.title, revision, "" if merged else digest)
            case Unchanged():
                self._store.set_written(site, planned.title, base or 0, digest)
            case Deferred(Reason.LAG | Reason.READ_ONLY) | Failed(Reason.BLOCKED):
                self._halt = outcome  # the next edits would fare no better
            case _:
                pass
        return outcome

    def _refusal(self, planned: PlannedPage, current: Page | None) -> Outcome | None:
        before = self._store.written(self._target.ledger_name, planned.title)
        if current is None:
            if before and not self._rules.recreate:
                return Skipped(Reason.DELETED, "people deleted or moved it; --recreate makes it anew")
            return None
        if planned.owner is Owner.PEOPLE:
            return Unchanged()  # they were faster: something is there
        if not self._is_ours(planned, current, before.revision if before else 0):
            remedy = "; --overwrite puts ours there" if planned.owner is Owner.INSTALLED else ""
            return Skipped(
                Reason.NOT_OURS, f"revision {current.revision.id} by {current.revision.user or 'somebody'} is not this tool's{remedy}"
            )
        if not may_edit(current.text, self._target.account, self._target.site.extension_tags):
            return Skipped(Reason.NOBOTS)
        if why := self._rules.shrink.refuses(planned.title, current.text, self._missed):
            return Skipped(Reason.SHRINK, why)
        return None

    def _is_ours(self, planned: PlannedPage, current: Page, written: int) -> bool:
        if planned.owner is Owner.INSTALLED:
            # The account's own edit is ours even if the database that knew of it is gone.
            by_us = current.revision.user == self._target.account != ""
            return current.revision.id == written or by_us or self._rules.overwrite
        return is_data(current.text) if planned.content_model == "json" else is_report(current.text)
