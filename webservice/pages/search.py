"""One search for all kinds of records."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from bot.core.search import wanted
from webservice.catalogue import CATALOGUES, read_words
from webservice.request import freshness, snapshot, store

search = Blueprint("search", __name__)

#: So many records of each kind are shown; its list has them all.
_FIRST = 5


@search.get("/search")
def everything() -> str:
    """The first records of each kind that have the words, and how many there are."""
    words = read_words(request.args)
    found = snapshot().shelf.first_found(wanted(words), lambda terms: store().search(terms), _FIRST)
    return render_template(
        "search.html",
        words=words,
        found=[(catalogue, *found[kind]) for kind, catalogue in CATALOGUES.items() if kind in found],
        total=sum(number for number, _ in found.values()),
        freshness=freshness(),
    )
