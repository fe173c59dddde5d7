"""What people ask about partnerships, answered from today's records, each with the list it was counted from."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from bot.core.facets import fits
from bot.core.questions import QUESTIONS, Question
from bot.core.records import RECORDS, Partnership, Record
from webservice.catalogue import CATALOGUES, Query
from webservice.citation import Citation, cited_list
from webservice.request import freshness, knowledge

questions = Blueprint("questions", __name__)

#: So many records of an answer are shown.
_SHOWN = 5


@dataclass(frozen=True)
class _Answer:
    """What a list that answers a question holds, and how it is cited."""

    query: Query
    records: list[Record]
    citation: Citation | None

    @property
    def places(self) -> int:
        """In how many countries that is."""
        return len({country for record in self.records for country in record.places})


@questions.get("/questions")
def show() -> str:
    """All questions with their answers."""
    return render_template(
        "questions.html",
        answered=[(question, CATALOGUES[question.kind], _answers(question)) for question in QUESTIONS],
        counts_places={Partnership.kind},
        shown=_SHOWN,
        freshness=freshness(),
    )


def _answers(question: Question) -> list[_Answer]:
    catalogue, fresh = CATALOGUES[question.kind], freshness()
    found = []
    for choices in question.answers:
        records = [record for record in knowledge().of(RECORDS[question.kind]) if fits(record, catalogue.facets, choices)]
        query = Query(choices=choices)
        found.append(_Answer(query, records, cited_list(catalogue, query, len(records), fresh)))
    return found
