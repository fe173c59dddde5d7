"""Report *Status*: how each job of the bot stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.configuration_text import PageProblem

_TOLD_OF_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class JobFacts:
    """What is to be told of a job: its state ("ok", or what went wrong), when it started and succeeded last, and its counts."""

    name: str
    state: str
    last_start: datetime | None
    last_success: datetime | None
    counts: Mapping[str, int]
    detail: str = ""


def rows(jobs: Sequence[JobFacts]) -> list[dict[str, str]]:
    """One row a job: dates to the day only, so that an hourly run does not make an edit an hour."""
    return [
        {
            "job": job.name,
            "state": job.state,
            "detail": job.detail,
            "last_start": _day(job.last_start),
            "last_success": _day(job.last_success),
            **{name.replace(" ", "_"): str(count) for name, count in sorted(job.counts.items())},
        }
        for job in sorted(jobs, key=lambda job: job.name)
    ]


def page_rows(problems: Sequence[PageProblem]) -> list[dict[str, str]]:
    """One row for each thing that is wrong on the pages by which people govern the bot, the first fifty of each page."""
    told: Counter[str] = Counter()
    rows = []
    for problem in problems:
        told[problem.page] += 1
        if told[problem.page] <= _TOLD_OF_A_PAGE:
            place = {"page": problem.page, "line": str(problem.line) if problem.line else "", "path": problem.path}
            rows.append(
                {"configuration": problem.why.value, "state": "incomplete", **place, "found": problem.found, "remedy": problem.remedy}
            )
    return rows


def _day(time: datetime | None) -> str:
    return time.date().isoformat() if time else ""
