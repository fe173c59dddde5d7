"""Job *measure*: asks how much of what partners contributed is used and read, and notes it by month.

What is known is asked for never again. One category that fails spoils only itself; what the other side puts off is for the next run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.outcome import Deferred, Failed
from bot.core.recognition.reach import Measurement, is_known, merged, questions, wanted
from bot.jobs.stop_page import StopPage
from bot.store import OK, Store
from bot.wiki.protocol import ReachSource

#: The stop page is read again before each so many questions.
_QUESTIONS_PER_BATCH = 20
#: So many failures one after the other are no matter of single categories.
_FAILURES_IN_A_ROW = 10


@dataclass(slots=True)
class Measuring:
    """What became of the questions: how many were answered, with any figure or without, and category and reason of each that failed.

    ``left`` is how many were not asked, and ``why`` the reason.
    """

    known: int = 0
    unknown: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)
    left: int = 0
    why: str = ""

    @property
    def answered(self) -> int:
        """How many questions were answered."""
        return self.known + self.unknown

    @property
    def complete(self) -> bool:
        """Whether all questions were answered."""
        return not self.failures and not self.left

    def counts(self) -> dict[str, int]:
        """How many questions had an answer with figures or without, had none, or were not asked."""
        return {"known": self.known, "unknown": self.unknown, "failed": len(self.failures), "deferred": self.left}

    def detail(self) -> str:
        """What went wrong, each reason once, as one line. It names no category: the status page would go on to when nobody else does."""
        return "; ".join(dict.fromkeys([*([self.why] if self.why else []), *(reason for _, reason in self.failures)]))[:1000]


def measure(
    metrics: ReachSource,
    store: Store,
    *,
    most: int,
    clock: Callable[[], datetime],
    stop_page: StopPage | None,
    progress: Callable[[Measuring], None] | None = None,
) -> Measuring:
    """Ask up to ``most`` questions, note each answer at once, and note how the job went."""
    measuring = Measuring()
    store.start_job("measure", clock())
    today = clock().date()
    known = store.reach()
    before = {(each.reach.category, each.reach.month): each.reach for each in known}
    asked = questions(wanted(store.records("contribution")), known, today)
    in_a_row = 0
    for number, question in enumerate(asked):
        refusal = _refusal(number, most, in_a_row, stop_page)
        match refusal or metrics.reach(question):
            case str(why) | Deferred(_, _, why):
                measuring.why, measuring.left = why, len(asked) - number
                break
            case Failed(_, detail):
                measuring.failures.append((question.category, detail))
                in_a_row += 1
            case found:
                store.note_reach([Measurement(merged(before.get((each.category, each.month)), each), today) for each in found])
                is_listed = any(map(is_known, found))
                measuring.known += is_listed
                measuring.unknown += not is_listed
                in_a_row = 0
        if progress:
            progress(measuring)
    store.finish_job("measure", clock(), OK if measuring.complete else "incomplete", measuring.counts(), measuring.detail())
    return measuring


def _refusal(number: int, most: int, in_a_row: int, stop_page: StopPage | None) -> str:
    """Why the next question is not to be asked; empty if it may."""
    if number >= most:
        return f"{most} questions were asked"
    if in_a_row >= _FAILURES_IN_A_ROW:
        return f"{in_a_row} questions in a row failed"
    stopped = stop_page.refusal() if stop_page and number % _QUESTIONS_PER_BATCH == 0 else None
    return stopped.detail if stopped else ""
