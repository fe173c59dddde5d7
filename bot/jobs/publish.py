"""Job *publish*: what the store knows becomes data pages, the Problems report and the status page on the home wiki."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.core import history
from bot.core.bot_pages import reports_root, status_title, weeks_root
from bot.core.configuration import Configuration
from bot.core.configuration_text import PageProblem
from bot.core.data_pages import DATA_ROOT, date_of
from bot.core.history import HISTORY_ROOT
from bot.core.recognition import deliveries, reach
from bot.core.recognition.deliveries import DELIVERIES_ROOT
from bot.core.recognition.reach import REACH_ROOT
from bot.core.records import Nomination
from bot.core.render import report_pages
from bot.core.reports import status
from bot.core.wiki_settings import WikiSettings
from bot.jobs.planning import is_year_page, planned_pages, with_history
from bot.jobs.writing import Owner, PlannedPage, Writer, Written
from bot.store import JobState, Store
from bot.store.knowledge import knowledge_of

#: Counts that say how things stand; those that say what one run did would change the status page at every run.
_LASTING_COUNTS = frozenset({"pages", "unreadable", "partnerships", "hubs", "problems", "skipped", "deferred", "failed"})


def publish(
    writer: Writer,
    store: Store,
    *,
    configuration: Configuration,
    home: str,
    page_root: str,
    now: datetime,
    summary: Callable[[str], str],
    trouble: Sequence[PageProblem] = (),
    settings: WikiSettings | None = None,
) -> None:
    """Write what differs. ``summary`` gives the edit summary for a page's title; ``trouble`` is with configuration and settings."""
    prefixes = (DATA_ROOT, reports_root(page_root), weeks_root(page_root))
    written = writer.known()
    mirrored = [title for title in written if title.startswith(prefixes) or is_year_page(title, page_root)]
    if status_title(page_root) not in written:
        # No run came to its end with this database: an older one may have known of more pages.
        mirrors = "|".join(map(re.escape, (HISTORY_ROOT, DELIVERIES_ROOT, REACH_ROOT)))
        parts = re.compile(
            rf"{re.escape(DATA_ROOT)}\w+/[a-z-]+(-\d+)?\.json|({mirrors})\d{{4}}(-\d+)?\.json"
            rf"|{re.escape(reports_root(page_root))}[\w ]+/\d+|{re.escape(weeks_root(page_root))}\d{{4}}-W\d\d(/\d+)?"
        )
        mirrored += [title for title in writer.existing(prefixes) if title not in written and parts.fullmatch(title)]
        _restore_reach(writer, store, mirrored)
    if not store.history() and (pages := [title for title in mirrored if title.startswith(HISTORY_ROOT)]):
        store.set_history(history.restored(writer.texts(pages)))
    _restore_deliveries(writer, store, home, mirrored)
    store.keep_reach(reach.wanted(store.records()))
    if writer.site.interwikis:
        store.set_interwikis(home, writer.site.interwikis)
    known = knowledge_of(
        store,
        configuration,
        now.date(),
        home=home,
        page_root=page_root,
        settings=settings,
        place=writer.place,
    )
    knowledge = with_history(known, store)
    facts = {"date": date_of(knowledge.records), "unreadable": str(knowledge.unreadable) if knowledge.unreadable else ""}
    planned = planned_pages(knowledge, facts, mirrored)
    writer.write(planned, prefixes, lambda page: summary(page.title))
    text = status_page(store, page_root, now, writer.written, trouble)
    writer.write([PlannedPage(status_title(page_root), text, Owner.BOT)], (), lambda page: summary(page.title))


def _restore_deliveries(writer: Writer, store: Store, home: str, mirrored: Sequence[str]) -> None:
    """Know again from the wiki what was delivered, and forget what nominations led to that exist no more."""
    pages = [title for title in mirrored if title.startswith(DELIVERIES_ROOT)]
    if pages and not store.deliveries(writer.place):
        for delivery in deliveries.restored(writer.texts(pages)):
            store.add_delivery(writer.place, delivery)
    if store.get_fingerprint(home) is not None:
        there = {record.source.page_id for record in store.records() if isinstance(record, Nomination) and record.source.site == home}
        gone = {each.page_id for each in store.deliveries(writer.place)} - there
        store.forget_deliveries(writer.place, gone)


def _restore_reach(writer: Writer, store: Store, mirrored: Sequence[str]) -> None:
    """Note what the wiki alone knows of the reach of categories: the database may have been asked for some of it again."""
    known = {(each.reach.category, each.reach.month) for each in store.reach() if reach.is_known(each.reach)}
    told = reach.restored(writer.texts([title for title in mirrored if title.startswith(REACH_ROOT)]))
    store.note_reach([each for each in told if (each.reach.category, each.reach.month) not in known])


def status_page(store: Store, page_root: str, now: datetime, written: Written, trouble: Sequence[PageProblem] = ()) -> str:
    """The status page as it would be after a publishing run that wrote this."""
    jobs = [_facts(job) for job in store.jobs() if job.name != "publish"]
    counts = {name: count for name, count in written.counts().items() if name in _LASTING_COUNTS}
    left = written.left()
    last_success = next((job.last_success for job in store.jobs() if job.name == "publish"), None) if left else now
    jobs.append(status.JobFacts("publish", "incomplete" if left else "ok", now, last_success, counts, left))
    title = status_title(page_root)
    return report_pages("status", title, [*status.page_rows(trouble), *status.rows(jobs)], {})[title]


def _facts(job: JobState) -> status.JobFacts:
    counts = {name: count for name, count in job.counts.items() if name in _LASTING_COUNTS}
    return status.JobFacts(job.name, job.state, job.last_start, job.last_success, counts, job.detail)
