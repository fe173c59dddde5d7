"""Job *publish*: what the store knows becomes data pages, the Problems report and the status page on the home wiki."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.core.data_pages import DATA_ROOT, INDEX_TITLE, data_pages
from bot.core.render import report_pages
from bot.core.reports import crosscheck, problems, status
from bot.jobs.writing import Owner, PlannedPage, Writer, Written
from bot.store import JobState, Store

EMPTY_SHARD = '{"generator": "partnerships", "records": []}'
#: Counts that say how things stand; those that say what one run did would change the status page at every run.
_LASTING_COUNTS = frozenset({"pages", "unreadable", "partnerships", "hubs", "problems", "skipped", "deferred", "failed"})


def reports_root(page_root: str) -> str:
    """Under this title stand the reports."""
    return f"{page_root}/Reports/"


def status_title(page_root: str) -> str:
    """The title of the status page."""
    return f"{page_root}/Bot/Status"


def planned_pages(store: Store, home: str, page_root: str, mirrored: Sequence[str]) -> list[PlannedPage]:
    """Every page the bot owns but the status page, as it shall be; ``mirrored`` are titles it wrote before.

    Those that are needed no more are emptied: a bot cannot delete. Shards come before the index that names them, and those that it names no
    more are emptied after it, so that readers find every record at any time.
    """
    urls = {dbname: site.article_url for dbname, site in store.sites().items()}
    records = store.records()
    data = data_pages(records, home, urls)
    index = data.pop(INDEX_TITLE)
    newest = store.newest_revision()
    all_problems = [*store.problems(), *crosscheck.problems(records, home)]
    rows = problems.rows(all_problems, home, urls)
    facts = {"date": newest.date().isoformat() if newest else ""}
    report_title = reports_root(page_root) + "Problems"
    reports = report_pages("problems", report_title, rows, facts)
    spare = [title for title in mirrored if title not in data and title not in reports and title != INDEX_TITLE]
    emptied = tuple(title for title in spare if title.startswith(DATA_ROOT))
    planned = [PlannedPage(title, text, Owner.BOT, "json") for title, text in sorted(data.items())]
    planned.append(PlannedPage(INDEX_TITLE, index, Owner.BOT, "json", requires=tuple(data), gives_up=emptied))
    planned += [PlannedPage(title, EMPTY_SHARD, Owner.BOT, "json", requires=(INDEX_TITLE,)) for title in emptied]
    planned += [PlannedPage(title, text, Owner.BOT) for title, text in reports.items()]
    for title in spare:
        if title.startswith(report_title + "/"):
            planned.append(PlannedPage(title, report_pages("problems", title, [], facts)[title], Owner.BOT))
    return planned


def publish(
    writer: Writer,
    store: Store,
    *,
    home: str,
    page_root: str,
    now: datetime,
    summary: Callable[[str], str],
) -> None:
    """Write what differs. ``summary`` gives the edit summary for a page's title."""
    prefixes = (DATA_ROOT, reports_root(page_root))
    written = writer.known()
    mirrored = [title for title in written if title.startswith(prefixes)]
    if status_title(page_root) not in written:
        # No run came to its end with this database: an older one may have known of more pages.
        parts = re.compile(rf"{re.escape(DATA_ROOT)}\w+/[a-z-]+(-\d+)?\.json|{re.escape(reports_root(page_root))}\w+/\d+")
        mirrored += [title for title in writer.existing(prefixes) if title not in written and parts.fullmatch(title)]
    planned = planned_pages(store, home, page_root, mirrored)
    writer.write(planned, prefixes, lambda page: summary(page.title))
    text = status_page(store, page_root, now, writer.written)
    writer.write([PlannedPage(status_title(page_root), text, Owner.BOT)], (), lambda page: summary(page.title))


def status_page(store: Store, page_root: str, now: datetime, written: Written) -> str:
    """The status page as it would be after a publishing run that wrote this."""
    jobs = [_facts(job) for job in store.jobs() if job.name != "publish"]
    counts = {name: count for name, count in written.counts().items() if name in _LASTING_COUNTS}
    left = written.left()
    last_success = next((job.last_success for job in store.jobs() if job.name == "publish"), None) if left else now
    jobs.append(status.JobFacts("publish", "incomplete" if left else "ok", now, last_success, counts, left))
    title = status_title(page_root)
    return report_pages("status", title, status.rows(jobs), {})[title]


def _facts(job: JobState) -> status.JobFacts:
    counts = {name: count for name, count in job.counts.items() if name in _LASTING_COUNTS}
    return status.JobFacts(job.name, job.state, job.last_start, job.last_success, counts, job.detail)
