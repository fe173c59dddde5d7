"""What measurements have in common. The machine is shared: things compared take turns, and their ratios count, not their seconds."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Spread(NamedTuple):
    """The median of some measurements, and the lowest and highest of them."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.median:.3f} ({self.low:.3f} to {self.high:.3f})"


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured, and the most it may be by the project's goals (``None``: no goal, worth a look)."""

    name: str
    measured: Spread
    goal: float | None
    unit: str = "×"
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the median is within the goal; ``None`` without a goal."""
        return None if self.goal is None else self.measured.median <= self.goal


def spread(values: Sequence[float]) -> Spread:
    """Median, lowest and highest; there is at least one value."""
    return Spread(statistics.median(values), min(values), max(values))


def ratios(values: Sequence[float], base: Sequence[float]) -> Spread:
    """Each value by the one of the same round: what slowed a round down slowed both."""
    return spread([value / other for value, other in zip(values, base, strict=True)])


def take_turns(measures: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """What each measure returned in each round; in every round another one begins."""
    names = list(measures)
    results: dict[str, list[float]] = {name: [] for name in names}
    for turn in _turns(names, rounds):
        results[turn].append(measures[turn]())
    return results


def _turns(names: Sequence[str], rounds: int) -> Iterator[str]:
    for number in range(rounds):
        first = number % len(names)
        yield from names[first:]
        yield from names[:first]
