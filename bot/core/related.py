"""What belongs on the page of a record besides what it says: next steps, what is like it, what names it, who was thanked.

Each index is made when it is first asked for, and kept as long as the knowledge it was made of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from bot.core.configuration import Check
from bot.core.documentation import Claim, Documentation, claims, documentation
from bot.core.history import NO_SCORE
from bot.core.knowledge import Knowledge
from bot.core.page_links import Place, fold_title
from bot.core.partners import Partners
from bot.core.recognition.deliveries import Delivery
from bot.core.recognition.reach import Totals, totals
from bot.core.records import Contribution, Hub, Inquiry, LearningModule, Lesson, Nomination, Partnership, Record, RecordKey, Tool
from bot.core.reports.documentation import tasks_of_checks
from bot.core.reports.inquiries import OPEN
from bot.core.reports.modules import Shelf, fits, reasons
from bot.core.reports.recognition import Thanks
from bot.core.reports.rules import carried, going, in_order
from bot.core.reports.tools import users_of
from bot.core.similarity import Feature, Features, Likeness, Similar

_R = TypeVar("_R", bound=Record)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is missing on a partnership's page: by how much the score would rise, and who has taken it on, if anybody."""

    check: Check
    gain: int
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class Fitting:
    """A learning module that fits a partnership, and why."""

    module: LearningModule
    reasons: tuple[Feature, ...]


@dataclass(frozen=True, slots=True)
class Thank:
    """A nomination that was delivered; ``delivery`` is None where it was sent by other means than the bot."""

    nomination: Nomination
    delivery: Delivery | None


class Related:
    """Finds what belongs to the records of some knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Nothing is computed yet."""
        self.knowledge = knowledge

    # Of partnerships

    def documentation(self, record: Partnership) -> Documentation:
        """How well a partnership is documented."""
        return documentation(record, self.knowledge.configuration, self.knowledge.today)

    def steps(self, record: Partnership) -> Sequence[Step]:
        """What is missing, the cheapest first."""
        found = self.documentation(record)
        place = _place(record)
        return [Step(check, found.gain(check), self._claims.get((place, check.code))) for check in found.failed]

    def scores(self, record: Partnership) -> Sequence[tuple[str, int]]:
        """The weeks (``2026-W47``) in which its score is known to have become another, or its page was edited, and the score then."""
        return self._scores.get(record.key, ())

    def like(self, record: Partnership | Lesson) -> Sequence[Likeness]:
        """Up to three partnerships that are most like it."""
        known = self._known(record)
        return self._similar_partnerships.like(known) if known else ()

    def lessons_like(self, record: Partnership | Lesson) -> Sequence[Likeness]:
        """Up to three lessons that are most like it."""
        known = self._known(record)
        return self._similar_lessons.like(known) if known else ()

    def lessons_naming(self, record: Partnership) -> Sequence[Lesson]:
        """The lessons that were learned in a partnership."""
        return self._lessons_by_page.get(_place(record), ())

    def modules(self, record: Partnership) -> Sequence[Fitting]:
        """Up to three learning modules that fit its status and languages."""
        return [Fitting(module, tuple(_feature(reason) for reason in reasons(record, module))) for module in self._shelf.fitting(record)]

    def tools(self, record: Partnership) -> Sequence[Tool]:
        """The tools that it names and that have a record."""
        return self._tools.get(record.key, ())

    def thanks(self, record: Partnership) -> Sequence[Thank]:
        """What was delivered for it or to it, the newest first; each once."""
        nominations = {nomination.key: nomination for nomination in self._thanks.of(record)}.values()
        newest = sorted(nominations, key=lambda nomination: (nomination.source.timestamp, nomination.source.page_id), reverse=True)
        return [Thank(nomination, self._deliveries.get(nomination.key)) for nomination in newest]

    @cached_property
    def partners(self) -> Partners:
        """All partners."""
        return Partners(self.knowledge.partnerships)

    # Of hubs

    def stewarded(self, hub: Hub) -> Sequence[Partnership]:
        """The partnerships that name a hub."""
        return self._by_hub.get(hub.key, ())

    def load(self, hub: Hub) -> int:
        """How many of them are going."""
        return self._load.get(hub.key, 0)

    def open_inquiries(self, hub: Hub) -> int:
        """How many inquiries wait that name a hub."""
        return len(self._inquiries.get(hub.key, ()))

    # Of other kinds

    def sources(self, lesson: Lesson) -> Sequence[Partnership]:
        """The partnerships in which a lesson was learned."""
        found: dict[RecordKey, Partnership] = {}
        for title in lesson.partnerships:
            if place := self._place_named(title, lesson):
                found |= {record.key: record for record in self.knowledge.partnerships_by_page[place]}
        return tuple(found.values())

    def users(self, tool: Tool) -> Sequence[Partnership]:
        """The partnerships that name a tool."""
        return self._users.get(tool.key, ())

    def fitted(self, module: LearningModule) -> int:
        """How many partnerships that are going a module is for."""
        return sum(1 for record in going(self.knowledge.partnerships) if fits(record, module))

    def reach(self, contribution: Contribution) -> Totals | None:
        """How far the files of a contribution reached, where that is known."""
        return self._reach.get(contribution.commons_category) if contribution.commons_category else None

    # What these are looked up in

    def _known(self, record: Record) -> Record | None:
        """The same record among those that are compared: one that was read a moment later may be missing there."""
        return self._by_key.get(record.key)

    def _place_named(self, title: str, lesson: Lesson) -> Place | None:
        places = self.knowledge.places(title, lesson)
        return next((place for place in places if place in self.knowledge.partnerships_by_page), None)

    @cached_property
    def _by_key(self) -> Mapping[RecordKey, Record]:
        return {record.key: record for record in (*self.knowledge.partnerships, *self._lessons)}

    @cached_property
    def _lessons(self) -> Sequence[Lesson]:
        return in_order(self.knowledge.of(Lesson))

    @cached_property
    def _features(self) -> Features:
        return Features([*self.knowledge.partnerships, *self._lessons])

    @cached_property
    def _similar_partnerships(self) -> Similar:
        return Similar(self.knowledge.partnerships, self._features)

    @cached_property
    def _similar_lessons(self) -> Similar:
        return Similar(self._lessons, self._features)

    @cached_property
    def _lessons_by_page(self) -> Mapping[Place, Sequence[Lesson]]:
        found: dict[Place, list[Lesson]] = defaultdict(list)
        for lesson in self._lessons:
            named = (self._place_named(title, lesson) for title in lesson.partnerships)
            for place in dict.fromkeys(place for place in named if place):
                found[place].append(lesson)
        return found

    @cached_property
    def _shelf(self) -> Shelf:
        return Shelf(in_order(self.knowledge.of(LearningModule)))

    @cached_property
    def _claims(self) -> Mapping[tuple[Place, str], Claim]:
        return claims(tasks_of_checks(self.knowledge), self.knowledge.configuration.thresholds.claim_days, self.knowledge.today)

    @cached_property
    def _scores(self) -> Mapping[RecordKey, Sequence[tuple[str, int]]]:
        found: dict[RecordKey, list[tuple[str, int]]] = defaultdict(list)
        for entry in sorted(self.knowledge.history, key=lambda entry: entry.week):
            if entry.score != NO_SCORE:
                found[entry.key].append((entry.week, entry.score))
        return found

    @cached_property
    def _thanks(self) -> Thanks:
        return Thanks(self.knowledge)

    @cached_property
    def _deliveries(self) -> Mapping[RecordKey, Delivery]:
        by_page = {delivery.page_id: delivery for delivery in self.knowledge.deliveries}
        at_home = (nomination for nomination in self.knowledge.of(Nomination) if nomination.source.site == self.knowledge.home)
        return {nomination.key: by_page[nomination.source.page_id] for nomination in at_home if nomination.source.page_id in by_page}

    @cached_property
    def _by_hub(self) -> Mapping[RecordKey, Sequence[Partnership]]:
        return self._naming_hubs(in_order(self.knowledge.partnerships))

    @cached_property
    def _inquiries(self) -> Mapping[RecordKey, Sequence[Inquiry]]:
        waiting = (inquiry for inquiry in self.knowledge.of(Inquiry) if inquiry.status in OPEN and not inquiry.answered)
        return self._naming_hubs(waiting)

    def _naming_hubs(self, records: Iterable[_R]) -> Mapping[RecordKey, Sequence[_R]]:
        found: dict[RecordKey, list[_R]] = defaultdict(list)
        for record in records:
            if hub := self.knowledge.hub_of(record):
                found[hub.key].append(record)
        return found

    @cached_property
    def _load(self) -> Mapping[RecordKey, int]:
        return carried(self.knowledge)

    @cached_property
    def _users(self) -> Mapping[RecordKey, Sequence[Partnership]]:
        return users_of(self.knowledge)

    @cached_property
    def _tools(self) -> Mapping[RecordKey, Sequence[Tool]]:
        found: dict[RecordKey, list[Tool]] = defaultdict(list)
        for tool in in_order(self.knowledge.of(Tool)):
            for user in self.users(tool):
                found[user.key].append(tool)
        return found

    @cached_property
    def _reach(self) -> Mapping[str, Totals]:
        return totals(self.knowledge.reach)


def by_family(reasons: Iterable[Feature]) -> Mapping[str, Sequence[str]]:
    """Reasons as they are told: the codes of each family together, in their order."""
    found: dict[str, list[str]] = defaultdict(list)
    for family, code in reasons:
        found[family].append(code)
    return found


def _place(record: Record) -> Place:
    return record.source.site, fold_title(record.source.title)


def _feature(reason: str) -> Feature:
    family, _, code = reason.partition(":")
    return family, code
