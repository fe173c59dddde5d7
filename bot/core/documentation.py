"""How well a partnership is documented: checks that anybody can follow, a score of 0 to 100, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.configuration import Check, Configuration
from bot.core.page_links import Place
from bot.core.records import Partnership, Task
from bot.core.values.date import has_begun, last_day


@dataclass(frozen=True, slots=True)
class Documentation:
    """What checks apply to a partnership and pass, in the configuration's order; those that fail, the cheapest first."""

    passed: tuple[Check, ...]
    failed: tuple[Check, ...]

    @property
    def score(self) -> int:
        """Of the points that apply, how many are earned, 0 to 100; 100 where none applies."""
        return self._score(0)

    def gain(self, check: Check) -> int:
        """By how much the score would rise if one that fails passed too."""
        return self._score(check.points) - self.score

    def _score(self, more: int) -> int:
        earned = sum(check.points for check in self.passed)
        whole = earned + sum(check.points for check in self.failed)
        return round(100 * (earned + more) / whole) if whole else 100


def documentation(record: Partnership, configuration: Configuration, today: date) -> Documentation:
    """Check a partnership. Cheapest are the checks that take the fewest minutes; of those that take the same the ones with most points."""
    applying = [check for check in configuration.checks if not check.statuses or record.status in check.statuses]
    passed = tuple(check for check in applying if passes(record, check, today))
    failed = sorted((check for check in applying if check not in passed), key=lambda check: (check.minutes, -check.points, check.code))
    return Documentation(passed, tuple(failed))


def passes(record: Partnership, check: Check, today: date) -> bool:
    """Whether any of the parameters is filled (with a date that is recent enough, if the check asks for that), or the section written.

    A date that is to come is no recent one.
    """
    if check.section and record.sections.get(check.section, 0) >= max(check.words, 1):
        return True
    values = [value for name in check.parameters for value in record.values(name)]
    if check.within_days:
        earliest = today - timedelta(days=check.within_days)
        return any((day := last_day(value)) and day >= earliest and has_begun(value, today) for value in values)
    return bool(values)


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody has taken a check on, up to and including ``until``."""

    user: str
    until: date


def claims(tasks: Mapping[tuple[Place, str], Sequence[Task]], days: int, today: date) -> Mapping[tuple[Place, str], Claim]:
    """The claims in force, by the partnership's place and the check's code.

    Claims without a date, or with one to come, done or expired do not count.
    """
    found: dict[tuple[Place, str], Claim] = {}
    for where, given in tasks.items():
        for task in given:
            since = last_day(task.since) if has_begun(task.since, today) else None
            if task.claimed_by and since and not task.done and today <= (until := since + timedelta(days=days)):
                found.setdefault(where, Claim(task.claimed_by, until))
    return found
