"""Report *Needs and offers*: what partnerships and tools need of technology, and who offers something that may fit."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.knowledge import Knowledge
from bot.core.records import Record, Tool
from bot.core.reports.rules import NOT_STATED, in_order, listed
from bot.core.reports.table import Column, Report, Row, Rows, Table
from bot.core.words import only_rare, words_of

#: So many offers are told of a need.
MATCHES = 3
#: So many offers are looked at for each word of a need.
MOST = 100

_TASK = re.compile(r"T[1-9][0-9]*")
_PAGE = Column("page", "page", weight=4)
_PROGRAMS = Column("programs", "labels", family="program", weight=2)

REPORT = Report(
    "needs",
    "Needs and offers",
    (
        Table(
            "programs",
            (
                Column("program", "label", family="program", weight=4),
                Column("needs", "number", weight=1),
                Column("unmatched", "number", weight=1),
                Column("offers", "number", weight=1),
            ),
            drawn=("needs", "unmatched", "offers"),
        ),
        Table(
            "needs",
            (_PROGRAMS, _PAGE, Column("need", "text", weight=4), Column("matches", "number", weight=1)),
        ),
        Table(
            "matches",
            (
                _PAGE,
                Column("need", "text", weight=4),
                Column("offered_by", "page", weight=4),
                Column("offer", "text", weight=4),
                Column("reasons", "reasons", weight=3),
            ),
        ),
        Table("offers", (_PROGRAMS, _PAGE, Column("offer", "text", weight=4))),
    ),
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A need or an offer: who says it, the text or task, and the words that tell what it is about."""

    record: Record
    text: str
    words: frozenset[str]
    programs: frozenset[str]

    @property
    def task(self) -> str:
        return self.text if _TASK.fullmatch(self.text) else ""


def rows(knowledge: Knowledge) -> Rows:
    """How many needs and offers each programme has; each need; the offers that fit them best; the offers that fit none.

    Partnerships that are over need nothing more, but may still offer something. Retired tools do neither; every other tool is an
    offer by its purpose.
    """
    needs, offers = _needs_and_offers(knowledge)
    shelf = _Offers(offers)
    fitting = [shelf.fitting(need) for need in needs]
    taken = {place for places in fitting for place in places}
    return {
        "programs": _programs(needs, fitting, offers),
        "needs": [
            {**knowledge.page("page", need.record), "need": need.text, "programs": _listed(need), "matches": str(len(places))}
            for need, places in sorted(zip(needs, fitting, strict=True), key=lambda pair: _by_program(pair[0]))
        ],
        "matches": [
            {
                **knowledge.page("page", need.record),
                "need": need.text,
                **knowledge.page("offered_by", offer.record),
                "offer": offer.text,
                "reasons": listed(_reasons(need, offer)),
            }
            for need, places in zip(needs, fitting, strict=True)
            for offer in (offers[place] for place in places[:MATCHES])
        ],
        "offers": [
            {**knowledge.page("page", offer.record), "offer": offer.text, "programs": _listed(offer)}
            for offer in sorted((offer for place, offer in enumerate(offers) if place not in taken), key=_by_program)
        ],
    }


def _needs_and_offers(knowledge: Knowledge) -> tuple[list[_Said], list[_Said]]:
    tools = [tool for tool in in_order(knowledge.of(Tool)) if tool.status != "retired"]
    partnerships = in_order(knowledge.partnerships)
    needing = [record for record in partnerships if record.status not in {"completed", "ended"}]
    needs: list[tuple[Record, str]] = [(record, text) for record in needing for text in record.tech_needs]
    needs += [(tool, text) for tool in tools for text in tool.needs]
    offers: list[tuple[Record, str]] = [(record, text) for record in partnerships for text in record.tech_offers]
    offers += [(tool, text) for tool in tools for text in (*tool.offers, tool.purpose) if text]
    words = only_rare([frozenset() if _TASK.fullmatch(text) else words_of(text) for _, text in (*needs, *offers)])
    said = [
        _Said(record, text, rare, frozenset(record.values("programs")))
        for (record, text), rare in zip((*needs, *offers), words, strict=True)
    ]
    return said[: len(needs)], said[len(needs) :]


class _Offers:
    """Finds the offers that fit a need: they name the same task, or share a rare word and, if both state programmes, one of those."""

    def __init__(self, offers: Sequence[_Said]) -> None:
        self._offers = offers
        self._having: dict[str, list[int]] = defaultdict(list)
        for place, offer in enumerate(offers):
            for word in (*offer.words, *filter(None, [offer.task])):
                self._having[word].append(place)

    def fitting(self, need: _Said) -> list[int]:
        """The places of the offers that fit: those of the same task first, then those that share most words."""
        same_task = [place for place in self._having.get(need.task, ()) if self._offers[place].record is not need.record]
        shared = Counter(place for word in need.words for place in self._having.get(word, ())[:MOST])
        others = [place for place in shared if self._offers[place].record is not need.record and self._agrees(need, place)]
        others.sort(key=lambda place: (-shared[place], place))
        return list(dict.fromkeys((*same_task, *others)))

    def _agrees(self, need: _Said, place: int) -> bool:
        programs = self._offers[place].programs
        return not need.programs or not programs or not need.programs.isdisjoint(programs)


def _reasons(need: _Said, offer: _Said) -> Iterator[str]:
    """Why an offer fits a need."""
    if need.task and need.task == offer.task:
        yield f"task:{need.task}"
    yield from (f"program:{code}" for code in sorted(need.programs & offer.programs))
    yield from (f"word:{word}" for word in sorted(need.words & offer.words))


def _programs(needs: Sequence[_Said], fitting: Sequence[Sequence[int]], offers: Sequence[_Said]) -> list[Row]:
    """The programmes that need or offer anything; last what states none."""
    needed, unmatched, offered = (
        Counter(program for said in several for program in (said.programs or {""}))
        for several in (needs, [need for need, found in zip(needs, fitting, strict=True) if not found], offers)
    )
    return [
        {
            "program": program or NOT_STATED,
            "needs": str(needed[program]),
            "unmatched": str(unmatched[program]),
            "offers": str(offered[program]),
        }
        for program in sorted({*needed, *offered}, key=lambda program: (not program, program))
    ]


def _listed(said: _Said) -> str:
    return listed(sorted(said.programs))


def _by_program(said: _Said) -> tuple[bool, list[str]]:
    """What states no programme comes last; otherwise as it was."""
    return not said.programs, sorted(said.programs)
