"""How the documentation score of a partnership went, as an image for its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from bot.core.records import Partnership
from webservice import charts
from webservice.catalogue import CATALOGUES
from webservice.pages.reports import image
from webservice.related import related
from webservice.request import find_record, reader

scores = Blueprint("scores", __name__, url_prefix="/charts/scores")


@dataclass(frozen=True, slots=True)
class Score:
    """A score, and the reader's name for the Monday of the week from which it is."""

    name: str
    score: int


def scores_of(record: Partnership) -> Sequence[Score]:
    """The scores that are known of a partnership, the oldest first."""
    return [Score(reader().edtf(_monday(week).isoformat()), score) for week, score in related().scores(record)]


@scores.get("/<dbname:site>/<page_id:page_id>", defaults={"name": ""})
@scores.get("/<dbname:site>/<page_id:page_id>/<path:name>")
def chart(site: str, page_id: int, name: str) -> Response:
    """The chart; of fewer than two scores there is none."""
    record = find_record(CATALOGUES[Partnership.kind], site, page_id, name)
    known = scores_of(record) if isinstance(record, Partnership) else ()
    if len(known) < 2:
        raise NotFound
    t, first, last = reader(), known[0], known[-1]
    words = t.text("web-score-alt", first.name, first.score, last.name, last.score)
    return image(charts.score_chart([(each.name, each.score) for each in known], record.display_name if record else "", words))


def _monday(week: str) -> date:
    """The first day of a week as the history has it."""
    return date.fromisocalendar(int(week[:4]), int(week[-2:]), 1)
