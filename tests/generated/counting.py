"""What counting a plan takes: how rows are told, and what several reports look at."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from tests.generated.plan import Hub, Inquiry, Partnership, Plan, Record, last_day
from tests.generated.words import REGION_OF, REGIONS, configuration

FEW = int(configuration()["thresholds"]["few"])


@dataclass(frozen=True, slots=True)
class Expected:
    """The rows that a table must have, by the columns named; without any, how many. ``ordered`` says whether their order counts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    ordered: bool = False


#: By report and table.
Figures = Mapping[tuple[str, str], Expected]


#: By week of a run (``2026-W11``) the documentation score of each partnership, by wiki, title and name.
Scores = Mapping[str, Mapping[tuple[str, str, str], int]]


@dataclass(frozen=True, slots=True)
class ExpectedList:
    """How many records a live list must have: the arguments of ``{{Partnerships|…}}``."""

    arguments: str
    count: int


def share(part: int, whole: int, few: int = FEW) -> str:
    return f"{part}/{whole}" if whole >= few else f"-/{whole}"


def yes(answer: object) -> str:
    return "yes" if answer else "no"


def unaccented(text: str) -> str:
    """In small letters without accents."""
    return "".join(letter for letter in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(letter))


class Known:
    """A plan, and what is known of it at once."""

    def __init__(self, plan: Plan, scores: Scores) -> None:
        self.plan = plan
        self.scores = scores
        self.today = plan.today
        self.all = plan.partnerships
        self.going = [record for record in self.all if record.is_going]
        self.completed = [record for record in self.all if record.status == "completed"]
        self.hubs = {hub.title: hub for hub in plan.hubs}
        self.limits: Mapping[str, int] = configuration()["thresholds"]
        titles = dict.fromkeys((record.wiki, record.title) for record in plan.records)
        self._pages = {place: number for number, place in enumerate(titles)}

    def regions(self, countries: Iterable[str]) -> list[str]:
        found = {REGION_OF[country] for country in countries}
        return [region for region in REGIONS if region in found]

    def regions_of(self, hub: Hub) -> set[str]:
        return {*hub.regions, *self.regions(hub.countries)}

    def hub_of(self, record: Partnership | Inquiry) -> Hub | None:
        return self.hubs.get(record.hub)

    def place(self, record: Record) -> tuple[str, int, str]:
        """By what records are sorted where nothing else decides: wiki, then page in the order of their making, then name."""
        return record.wiki, self._pages[record.wiki, record.title], record.shown.casefold()

    def is_older(self, text: str, days: int) -> bool:
        day = last_day(text)
        return day is not None and day < self.today - timedelta(days=days)

    def is_over(self, hub: Hub) -> bool:
        return self.is_older(hub.until, 0)
