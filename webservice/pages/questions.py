"""What people ask about partnerships, answered from today's records, each with the list it was counted from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import Blueprint, render_template

from bot.core.questions import QUESTIONS, Question
from bot.core.records import Partnership, Record
from webservice.catalogue import CATALOGUES, Query, find
from webservice.citation import Citation, cited_list
from webservice.request import Freshness, freshness, reader, records_of

questions = Blueprint("questions", __name__)

#: So many records of an answer are shown.
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Count:
    """How many records there are of what a reader calls ``name``, and the choices of the list of these, if there is one."""

    name: str
    number: int
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a list that answers a question holds, how that is cited, and how many records there are of what it is counted by."""

    query: Query
    records: Sequence[Record]
    citation: Citation | None
    tally: Sequence[_Count]

    @property
    def places(self) -> int:
        """In how many countries that is."""
        return len({country for record in self.records for country in record.places})


@questions.get("/questions")
def show() -> str:
    """All questions with their answers."""
    fresh = freshness()
    return render_template(
        "questions.html",
        answered=[(question, CATALOGUES[question.kind], _answers(question, fresh)) for question in QUESTIONS],
        counts_places={Partnership.kind},
        shown=_SHOWN,
        freshness=fresh,
    )


def _answers(question: Question, fresh: Freshness) -> Sequence[_Answer]:
    catalogue = CATALOGUES[question.kind]
    found = []
    for choices in question.answers:
        query = Query(choices=choices)
        records = find(catalogue, records_of(catalogue, query), query)
        found.append(_Answer(query, records, cited_list(catalogue, query, len(records), fresh), _tally(question, choices, records)))
    return found


def _tally(question: Question, choices: Mapping[str, str], records: Sequence[Record]) -> Sequence[_Count]:
    """Codes with the most records first; years in their order, and last what has none."""
    facet = next((facet for facet in CATALOGUES[question.kind].facets if facet.name == question.by), None)
    if facet:
        numbers = Counter(code for record in records for code in facet.values(record))
        order = sorted(numbers, key=lambda code: (-numbers[code], facet.choices.index(code)))
        return [_Count(reader().name(facet.family, code), numbers[code], {**choices, facet.name: code}) for code in order]
    if not question.by:
        return ()
    years = Counter(next(iter(record.values(question.by)), "")[:4] for record in records)
    return [_Count(year or reader().text("web-not-stated"), years[year]) for year in sorted(years, key=lambda year: (not year, year))]
