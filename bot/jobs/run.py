"""Job *run*: collect every wiki, then publish. One wiki that fails spoils only itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from bot.core.configuration import Configuration
from bot.core.parse import Reader
from bot.core.reports import crosscheck
from bot.core.site import Site
from bot.jobs.collect import Collected, VanishingRules, collect
from bot.jobs.stop_page import StopPage
from bot.store import OK, Store
from bot.wiki.protocol import PageSource, WikiError


@dataclass(slots=True)
class Run:
    """What became of each wiki: what was collected, and one line for each that failed or was stopped."""

    collected: list[Collected] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    stopped: bool = False
    unread: list[str] = field(default_factory=list)  # as they were named

    @property
    def failed(self) -> str:
        """Why nothing could be read at all, as one line; empty if something was, or if the stop page asked for it."""
        return "" if self.collected or self.stopped else " · ".join(self.failures)

    @property
    def complete(self) -> bool:
        """Whether every wiki was read to its end."""
        return not self.failures and all(collected.refusal is None for collected in self.collected)


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading takes: the configuration, and a reader for a site and its template names."""

    configuration: Configuration
    reader: Callable[[Site, dict[str, str]], Reader]
    fingerprint: str
    rules: VanishingRules


def collect_all(
    sources: Mapping[str, Callable[[], PageSource]],
    store: Store,
    *,
    reading: Reading,
    clock: Callable[[], datetime],
    stop_page: StopPage | None,
    home: str,
    progress: Callable[[Collected], None] | None = None,
) -> Run:
    """Collect one wiki after the other and note how the job went. The stop page is read before each.

    ``sources`` opens each wiki by what it was named: its database name, where that is known before it is opened.
    """
    run = Run()
    store.start_job("collect", clock())
    for name, open_source in sources.items():
        if stop_page and (stopped := stop_page.refusal()):
            run.failures.append(stopped.detail)
            run.stopped = True
            break
        try:
            source = open_source()
            if any(source.site.dbname == collected.site for collected in run.collected):
                raise WikiError(f"{name}: {source.site.dbname} was read already in this run: name each wiki once")
            collected = collect(
                source,
                store,
                configuration=reading.configuration,
                make_reader=partial(reading.reader, source.site),
                rules=reading.rules,
                fingerprint=reading.fingerprint,
                progress=progress,
            )
        except WikiError as error:
            run.failures.append(str(error))
            run.unread.append(name)
            continue
        run.collected.append(collected)
        if collected.refusal:
            run.failures.append(collected.refusal.detail)
    store.finish_job("collect", clock(), OK if run.complete else "incomplete", _counts(store, home), " · ".join(run.failures)[:1000])
    return run


def _counts(store: Store, home: str) -> dict[str, int]:
    counts = store.counts()
    problems = sum(counts.problems.values()) + len(crosscheck.problems(store.records(), home))
    return {
        "pages": counts.pages,
        "unreadable": counts.unreadable,
        "partnerships": counts.records.get("partnership", 0),
        "hubs": counts.records.get("hub", 0),
        "problems": problems,
    }
