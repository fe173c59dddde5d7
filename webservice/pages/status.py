"""``/status``: how the bot is doing, for people. Nothing of what went wrong inside is told: that is for the log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template

from bot.core.bot_pages import TASKS, status_title, stop_title
from bot.core.knowledge import Knowledge
from bot.core.outcome import Deferred, Failed, Outcome, Reason, Saved, Skipped, Unchanged
from bot.store import JobState, LoggedOutcome
from webservice.arguments import refuse_unknown
from webservice.request import freshness, knowledge, reader, store, tool, wikis

status = Blueprint("status", __name__)

#: Edits that are looked at, and that are shown.
_LOOKED_AT, _SHOWN = 1000, 20
#: Jobs that write nothing but the tool's own pages.
_OWN_PAGES = frozenset({"install", "publish"})
#: States that have words; what else a job says of itself is told as not finished.
_STATES = frozenset({"ok", "running"})


@dataclass(frozen=True, slots=True)
class _Job:
    """A job: what it is called, how it stands, what it counted, and where it is stopped."""

    name: str
    state: str
    last_start: datetime | None
    last_success: datetime | None
    counts: Sequence[tuple[str, int]]
    stop: str


@dataclass(frozen=True, slots=True)
class _Edit:
    """What became of an edit. A page that may not be named has no title; ``revision`` is an address."""

    job: str
    when: datetime
    wiki: str
    title: str
    url: str
    result: str
    reason: str
    until: datetime | None
    revision: str


@status.get("/status")
def show() -> str:
    """Jobs, what became of their last edits, what waits, and how the bot is stopped."""
    refuse_unknown()
    of = knowledge()
    told = [each for each in store().outcomes(_LOOKED_AT) if not isinstance(each.outcome, Unchanged)]
    named = {(record.source.site, record.source.title) for record in of.records}
    stops = [(task, wikis().page(of.home, stop_title(of.page_root, task))) for task in TASKS]
    return render_template(
        "status.html",
        jobs=[_job(each, of) for each in store().jobs()],
        edits=[_edit(each, named) for each in told[:_SHOWN]],
        waiting=[_edit(each, named) for each in _waiting(told, tool().now())],
        stops=stops,
        status_url=wikis().page(of.home, status_title(of.page_root)),
        freshness=freshness(),
    )


def _job(job: JobState, of: Knowledge) -> _Job:
    t, state = reader(), job.state if job.state in _STATES else "incomplete"
    counts = [(t.text(key), count) for name, count in job.counts.items() if (key := f"wiki-count-{name.replace(' ', '-')}") in t.messages]
    stop = wikis().page(of.home, stop_title(of.page_root, job.name)) if job.name in TASKS else ""
    return _Job(_job_name(job.name), state, job.last_start, job.last_success, counts, stop)


def _job_name(name: str) -> str:
    key = f"wiki-job-{name}"
    return reader().text(key) if key in reader().messages else name


def _waiting(newest_first: Iterable[LoggedOutcome], now: datetime) -> list[LoggedOutcome]:
    """The edits that were put off and neither made nor given up since."""
    last: dict[tuple[str, str, str], LoggedOutcome] = {}
    for each in newest_first:
        last.setdefault((each.job, each.site, each.title), each)
    return [
        each for each in last.values() if isinstance(each.outcome, Deferred) and (each.outcome.until is None or each.outcome.until > now)
    ]


def _edit(logged: LoggedOutcome, named: set[tuple[str, str]]) -> _Edit:
    # People and organisations have pages too: only what is shown elsewhere, or is the tool's own, is named here.
    may_be_named = logged.job in _OWN_PAGES or (logged.site, logged.title) in named
    title = logged.title if may_be_named else ""
    url = wikis().page(logged.site, title) if title else ""
    result, why, until = _became(logged.outcome)
    saved = logged.outcome.revision if isinstance(logged.outcome, Saved) and may_be_named else 0
    reason = reader().text(f"outcome-{why.value}") if why else ""
    revision = wikis().revision(logged.site, saved)
    return _Edit(_job_name(logged.job), logged.when, wikis().name(logged.site), title, url, result, reason, until, revision)


def _became(outcome: Outcome) -> tuple[str, Reason | None, datetime | None]:
    """What became of an edit (``wiki-count-…``), why, and until when it waits."""
    match outcome:
        case Saved():
            return "saved", None, None
        case Unchanged():
            return "unchanged", None, None
        case Skipped(why):
            return "skipped", why, None
        case Deferred(why, until):
            return "deferred", why, until
        case Failed(why):
            return "failed", why, None
