"""What programs may add to an address: nothing that is not known, empty or said twice."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request

from webservice.catalogue import Catalogue, NotUnderstoodError, Query, read_query

LANGUAGE = "uselang"
_LONGEST_QUOTE = 100


def list_query(catalogue: Catalogue, known: Sequence[str]) -> Query:
    """The query for a list that this request's address holds, of which ``known`` arguments may be part. Raises NotUnderstoodError."""
    only((*known, LANGUAGE))
    return read_query(catalogue, request.args)


def only(known: Sequence[str]) -> None:
    """Raises NotUnderstoodError unless all arguments are known, each is given once, and none is empty."""
    # A filter that is passed over, because it is misspelt or a program had nothing to fill in, would answer another question.
    for name, values in request.args.lists():
        if name not in known:
            raise NotUnderstoodError("web-error-parameter", name[:_LONGEST_QUOTE], ", ".join(known))
        if len(values) > 1:
            raise NotUnderstoodError("web-error-twice", name)
        if not values[0].strip():
            raise NotUnderstoodError("web-error-empty", name)
