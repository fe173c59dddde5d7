"""A world of three wikis: pages that people may have written, and the figures that every report must show of them.

A plan is drawn first, in codes (``drawing``). From it the pages are written in many notations (``writing``) and, apart from that, the
figures are counted (``figures``). Nothing here uses the bot, so that a mistake of the bot's cannot hide itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.generated.counting import ExpectedList, Figures, Known, Scores
from tests.generated.drawing import draw
from tests.generated.figures import figures, lists, problems
from tests.generated.of_others import score, week_of
from tests.generated.plan import Plan
from tests.generated.writing import write

TODAY = date(2026, 3, 14)


@dataclass(frozen=True, slots=True)
class World:
    """``pages`` by wiki and title; what reports, live lists and the report of problems must have."""

    plan: Plan
    pages: Mapping[str, Mapping[str, str]]
    figures: Figures
    lists: tuple[ExpectedList, ...]
    problems: tuple[tuple[str, str, str, str], ...]
    scores: Scores

    def without(self, places: Collection[tuple[str, str]]) -> World:
        """The world once these pages with partnerships, by wiki and title, are deleted."""
        left = tuple(record for record in self.plan.partnerships if (record.wiki, record.title) not in places)
        candidates = tuple(page for page in self.plan.candidates if (page.wiki, page.title) not in places)
        pages = {wiki: {title: text for title, text in texts.items() if (wiki, title) not in places} for wiki, texts in self.pages.items()}
        scores = {week: {key: score for key, score in found.items() if key[:2] not in places} for week, found in self.scores.items()}
        return _counted(replace(self.plan, partnerships=left, candidates=candidates), pages, scores)

    def named(self, places: Collection[tuple[str, str]]) -> set[str]:
        """What only these pages with partnerships say: titles and names with a number of their own."""
        gone = [record for record in self.plan.partnerships if (record.wiki, record.title) in places]
        texts = {title.rpartition("/")[2] for _, title in places}
        texts |= {text for record in gone for text in (record.shown, *(given.what for given in record.contributions))}
        return texts | {name for record in gone if not record.organisation for name in record.partner}

    def later(self, days: int) -> World:
        """The same world some days later."""
        return _counted(replace(self.plan, today=self.plan.today + timedelta(days=days)), self.pages, self.scores)

    def deletable(self) -> list[tuple[str, str]]:
        """A page of each wiki with a partnership and what it gave, of which no other page says a word; by wiki and title."""
        named = {(task.wiki, task.page) for task in self.plan.tasks}
        named |= {(each.wiki, title) for each in self.plan.nominations for title in (each.partnership, each.nominee)}
        found: dict[str, str] = {}
        for record in self.plan.partnerships:
            place = (record.wiki, record.title)
            if record.contributions and place not in named and "<translate>" not in self.pages[record.wiki][record.title]:
                found.setdefault(*place)
        return list(found.items())


def generate(seed: int, partnerships: int = 300, *, today: date = TODAY, margin: int = 0) -> World:
    """The same seed and day give the same world. With a ``margin`` nothing changes for so many days before and after."""
    plan = draw(seed, partnerships, today, margin)
    return _counted(plan, write(plan, seed), {})


def _counted(plan: Plan, pages: Mapping[str, Mapping[str, str]], before: Scores) -> World:
    """The world at a run on the day of the plan, after those whose scores are handed in."""
    known = Known(plan, before)
    scores = {(record.wiki, record.title, record.name): score(known, record) for record in plan.partnerships}
    known.scores = {**before, week_of(plan.today): scores}
    return World(plan, pages, figures(known), lists(known), problems(known), known.scores)
