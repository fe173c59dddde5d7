"""Draws small things: some of many, dates, countries, texts with a number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from tests.generated.words import COUNTRIES, SUBJECTS

_T = TypeVar("_T")

#: With what texts begin: many with the same words, which then tell nothing.
_BEGINNINGS = ("Help with", "Somebody for", "Training in", "Scripts about", "Ideas:")
#: Texts that several pages have from one leaflet.
_WORDS = tuple(spellings[0] for spellings in SUBJECTS.values())
LEAFLETS = tuple(" ".join(_WORDS[start : start + 5]) for start in range(0, len(_WORDS), 5))
_TASKS = tuple(f"T{1040 + number}" for number in range(12))


class Chance:
    """Draws with one source of chance. Dates lie ``margin`` days or more from the days on which something changes."""

    def __init__(self, seed: int, today: date, margin: int) -> None:
        self.random = Random(seed)
        self.today = today
        self.margin = margin
        self.number = 0

    def maybe(self, share: float) -> bool:
        return self.random.random() < share

    def some(self, of: Sequence[_T], most: int, share: float = 0.7) -> tuple[_T, ...]:
        """None, or up to ``most`` different ones, in any order."""
        return tuple(self.random.sample(of, self.random.randint(1, most))) if self.maybe(share) else ()

    def one(self, of: Sequence[_T]) -> _T:
        return self.random.choice(of)

    def ago(self, days: int, *, precise: bool = False) -> str:
        """A date so many days ago, perhaps only its month or year."""
        day = (self.today - timedelta(days=days)).isoformat()
        return day if precise or self.maybe(0.7) else self.one((day[:7], day[:4]))

    def round_limit(self, days: int) -> str:
        """A day on one side or the other of a limit, sometimes the last that counts or the first that does not."""
        near = (days, days + 1) if self.margin == 0 else (days - self.margin, days + 1 + self.margin)
        if self.maybe(0.3):
            return self.ago(self.one(near), precise=True)
        return self.ago(self.one((self.random.randint(0, near[0]), self.random.randint(near[1], 3 * days))), precise=True)

    def numbered(self, word: str) -> str:
        self.number += 1
        return f"{word} {self.number}"

    def country_codes(self, most: int = 2) -> tuple[str, ...]:
        weights = [country.weight for country in COUNTRIES]
        drawn = self.random.choices([country.code for country in COUNTRIES], weights, k=self.one((1, 1, 1, most)))
        return tuple(dict.fromkeys(drawn))

    def phrase(self) -> str:
        """Some words, of which the last ones may be rare."""
        subjects = self.random.sample(tuple(SUBJECTS), self.random.randint(1, 3))
        return " ".join((self.one(_BEGINNINGS), *(self.one(SUBJECTS[subject]) for subject in subjects)))

    def wishes(self) -> tuple[str, ...]:
        """Up to two needs or offers, as texts or tasks."""
        drawn = [self.one(_TASKS) if self.maybe(0.25) else self.phrase() for _ in range(self.one((0, 0, 1, 2)))]
        return tuple(dict.fromkeys(drawn))
