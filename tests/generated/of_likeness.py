"""The figures of reports that tell what is like what: lessons, and needs with the offers that may fit them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.generated.counting import Expected, Figures, Known, unaccented
from tests.generated.plan import Lesson, Partnership, Record, Tool, last_day
from tests.generated.words import SUBJECTS

#: What a shared feature weighs, in the order in which reasons are told.
WEIGHTS: Mapping[str, int] = {
    "item": 5, "theme": 3, "program": 2, "partner-type": 2, "gap": 2, "technology": 2, "country": 2, "wiki": 1, "language": 1,
    "region": 1, "hub": 1, "word": 1,
}  # fmt: skip
#: What two must share to be alike, by weight; how many words count of those that they share.
ENOUGH, MOST_WORDS = 4, 3
#: What is proposed to each.
PROPOSED = 3

_SPELT = {spelling.strip("“”"): word for word, spellings in SUBJECTS.items() for spelling in spellings}
_FAMILIES = tuple(WEIGHTS)


def words(*texts: str) -> set[str]:
    """The words of four letters or more, without accents and capitals; no numbers."""
    found = {_SPELT.get(word, unaccented(word)) for text in texts for word in re.sub(r"[“”.:,]", " ", text).split()}
    return {word for word in found if len(word) >= 4 and not word.isdecimal()}


def rare(said: Sequence[set[str]]) -> list[set[str]]:
    """Of each the words that no more than one in twenty of all have, or no more than three."""
    number = Counter(word for words in said for word in words)
    return [{word for word in words if number[word] <= 3 or 20 * number[word] <= len(said)} for words in said]


# ---- Lessons ----------------------------------------------------------------------------------------------------------------------------


class Likeness:
    """What partnerships and lessons share."""

    def __init__(self, known: Known) -> None:
        records: Sequence[Partnership | Lesson] = (*known.all, *known.plan.lessons)
        texts = rare([words(*_texts(record)) for record in records])
        self.features = {id(record): self._features(known, record, some) for record, some in zip(records, texts, strict=True)}
        self.order = {id(record): place for place, record in enumerate(sorted(records, key=known.place))}

    @staticmethod
    def _features(known: Known, record: Partnership | Lesson, texts: set[str]) -> frozenset[tuple[int, str]]:
        """Families by their place in the table, so that they sort as reasons are told."""
        found: dict[str, Iterable[str]] = {
            "theme": record.themes,
            "program": record.programs,
            "partner-type": [record.partner_type] if record.partner_type else (),
            "technology": record.technology,
            "country": record.countries,
            "language": record.languages,
            "region": known.regions(record.countries),
            "word": texts,
        }
        if isinstance(record, Partnership):
            found |= {"item": record.items, "gap": record.gaps, "wiki": record.projects, "hub": [record.hub] if record.hub else ()}
        return frozenset((_FAMILIES.index(family), code) for family, codes in found.items() for code in codes)

    def most_alike(self, record: Partnership, others: Sequence[Partnership | Lesson]) -> list[tuple[Partnership | Lesson, str]]:
        """Up to three others with the reasons, the most alike first; of those that are so alike the newest."""
        found = []
        mine = self.features[id(record)]
        for other in others:
            shared = sorted(mine & self.features[id(other)])
            told = [f"{_FAMILIES[family]}:{code}" for family, code in shared if _FAMILIES[family] != "word"]
            weight = sum(WEIGHTS[reason.partition(":")[0]] for reason in told)
            told += [f"word:{code}" for family, code in shared if _FAMILIES[family] == "word"][:MOST_WORDS]
            weight += sum(1 for reason in told if reason.startswith("word:"))
            if other is not record and weight >= ENOUGH:
                found.append((-weight, *_age(other), self.order[id(other)], other, ";".join(told)))
        return [(each[-2], each[-1]) for each in sorted(found, key=lambda each: each[:-2])[:PROPOSED]]


def _age(record: Partnership | Lesson) -> tuple[bool, int]:
    day = last_day(record.updated if isinstance(record, Lesson) else record.start)
    return day is None, -day.toordinal() if day else 0


def _texts(record: Partnership | Lesson) -> tuple[str, ...]:
    if isinstance(record, Lesson):
        return record.name, record.problem, record.solution
    return record.name, record.summary, *record.partner


def lessons(known: Known) -> Figures:
    likeness = Likeness(known)
    lessons = sorted(known.plan.lessons, key=lambda lesson: lesson.name)
    going = in_order(known.going)
    return {
        ("lessons", "lessons"): Expected(
            ("page", "page_name", "partner_type", "themes", "technology", "languages", "ask_me", "endorsements", "updated"),
            tuple(
                (
                    lesson.title,
                    lesson.name,
                    lesson.partner_type,
                    ";".join(lesson.themes),
                    ";".join(lesson.technology),
                    ";".join(lesson.languages),
                    ";".join(lesson.ask_me),
                    str(len(lesson.endorsed_by)),
                    lesson.updated,
                )
                for lesson in lessons
            ),
            ordered=True,
        ),
        ("lessons", "fitting"): Expected(
            ("page", "page_name", "lesson", "reasons"),
            tuple(
                (record.title, record.shown, found.title, why) for record in going for found, why in likeness.most_alike(record, lessons)
            ),
            ordered=True,
        ),
        ("lessons", "similar"): Expected(
            ("page", "page_name", "similar", "similar_name", "reasons"),
            tuple(
                (record.title, record.shown, found.title, found.shown, why)
                for record in going
                for found, why in likeness.most_alike(record, known.all)
            ),
            ordered=True,
        ),
        ("lessons", "ask"): Expected(
            ("lesson", "user", "themes", "languages"),
            tuple(
                (lesson.title, user, ";".join(lesson.themes), ";".join(lesson.languages))
                for lesson in lessons
                for user in sorted(lesson.ask_me)
            ),
            ordered=True,
        ),
    }


def in_order(records: Iterable[Partnership]) -> list[Partnership]:
    return sorted(records, key=lambda record: (record.shown, record.wiki, record.title))


# ---- Needs and offers -------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """A need or an offer."""

    record: Partnership | Tool
    text: str
    words: frozenset[str] = frozenset()

    @property
    def is_task(self) -> bool:
        """Whether it is a task's number and nothing else."""
        return re.fullmatch(r"T\d+", self.text) is not None

    def fits(self, need: Said) -> tuple[bool, int] | None:
        """How well it fits a need: not the same task, and minus the words in common; None where it does not fit."""
        programs, needed = set(self.record.programs), set(need.record.programs)
        if self.record is need.record:
            return None
        if self.is_task and self.text == need.text:
            return False, 0
        if not self.words & need.words or (programs and needed and not programs & needed):
            return None
        return True, -len(self.words & need.words)

    def why(self, need: Said) -> str:
        """The reasons why it fits."""
        reasons = [f"task:{self.text}"] if self.is_task and self.text == need.text else []
        reasons += [f"program:{code}" for code in sorted({*self.record.programs} & {*need.record.programs})]
        return ";".join([*reasons, *(f"word:{word}" for word in sorted(self.words & need.words))])


def needs(known: Known) -> Figures:
    partnerships = in_order(known.all)
    tools = sorted((tool for tool in known.plan.tools if tool.status != "retired"), key=lambda tool: (tool.name, tool.wiki))
    wanted = [Said(record, text) for record in partnerships if record.status not in {"completed", "ended"} for text in record.tech_needs]
    wanted += [Said(tool, text) for tool in tools for text in tool.needs]
    given = [Said(record, text) for record in partnerships for text in record.tech_offers]
    given += [Said(tool, text) for tool in tools for text in (*tool.offers, tool.purpose)]
    told = rare([set() if said.is_task else words(said.text) for said in (*wanted, *given)])
    everything = [Said(said.record, said.text, frozenset(some)) for said, some in zip((*wanted, *given), told, strict=True)]
    wanted, given = everything[: len(wanted)], everything[len(wanted) :]
    fitting: list[list[Said]] = []
    for need in wanted:
        found = [(fit, place) for place, offer in enumerate(given) if (fit := offer.fits(need))]
        fitting.append([given[place] for _, place in sorted(found)])
    taken = {id(offer) for offers in fitting for offer in offers}
    matched = list(zip(wanted, fitting, strict=True))
    return {
        ("needs", "programs"): Expected(
            ("program", "needs", "unmatched", "offers"),
            _programs(wanted, [need for need, offers in matched if not offers], given),
            ordered=True,
        ),
        ("needs", "needs"): Expected(
            ("programs", "page", "page_name", "need", "matches"),
            tuple((_codes(need), *_page(need.record), need.text, str(len(offers))) for need, offers in matched),
        ),
        ("needs", "matches"): Expected(
            ("page", "page_name", "need", "offered_by", "offered_by_name", "offer", "reasons"),
            tuple(
                (*_page(need.record), need.text, *_page(offer.record), offer.text, offer.why(need))
                for need, offers in matched
                for offer in offers[:PROPOSED]
            ),
            ordered=True,
        ),
        ("needs", "offers"): Expected(
            ("programs", "page", "page_name", "offer"),
            tuple((_codes(offer), *_page(offer.record), offer.text) for offer in given if id(offer) not in taken),
        ),
    }


def _page(record: Record) -> tuple[str, str]:
    return record.title, record.shown


def _codes(said: Said) -> str:
    return ";".join(sorted(said.record.programs))


def _programs(needs: Sequence[Said], unmatched: Sequence[Said], offers: Sequence[Said]) -> tuple[tuple[str, ...], ...]:
    programs = sorted({code for said in (*needs, *offers) for code in said.record.programs})
    rows = []
    for program in (*programs, ""):
        numbers = [
            sum(1 for said in several if program in said.record.programs or not (program or said.record.programs))
            for several in (needs, unmatched, offers)
        ]
        if any(numbers):
            rows.append((program or "not-stated", *map(str, numbers)))
    return tuple(rows)
