"""What may stand behind the question mark of an address: on pages nothing unknown, for programs nothing empty or said twice either."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

from webservice.catalogue import PAGE, BeyondTheEndError, Catalogue, NotUnderstoodError, Query, read_query

#: The language of the answer, which every address takes.
LANGUAGE = "uselang"
_LONGEST_QUOTE = 100

_T = TypeVar("_T")


def list_query(catalogue: Catalogue, known: Sequence[str]) -> Query:
    """The query for a list that this request's address holds, of which ``known`` arguments may be part. Raises NotUnderstoodError."""
    only((*known, LANGUAGE))
    return read_query(catalogue, request.args)


def only(known: Sequence[str]) -> None:
    """Raises NotUnderstoodError unless all arguments are known, each is given once, and none is empty."""
    _refuse_unknown(known)
    for name, values in request.args.lists():
        if len(values) > 1:
            raise NotUnderstoodError("web-error-twice", name)
        if not values[0].strip():
            raise NotUnderstoodError("web-error-empty", name)


def refuse_unknown(*known: str) -> None:
    """Raises NotUnderstoodError for an argument that is not known; the language always is."""
    _refuse_unknown((*known, LANGUAGE))


def _refuse_unknown(known: Sequence[str]) -> None:
    # A filter that is passed over, because it is misspelt, would answer another question.
    for name in request.args:
        if name not in known:
            raise NotUnderstoodError("web-error-parameter", name[:_LONGEST_QUOTE], ", ".join(known))


@dataclass(frozen=True, slots=True)
class Part(Generic[_T]):
    """A page of something long: page ``number`` of ``pages``, whose first item is number ``first`` of ``total``, from 1."""

    items: Sequence[_T]
    number: int
    pages: int
    first: int
    total: int


def part(items: Sequence[_T], size: int) -> Part[_T]:
    """The page that the address asks for. Raises NotUnderstoodError and BeyondTheEndError."""
    asked = request.args.get(PAGE, "") or "1"
    if not re.fullmatch(r"0*[1-9][0-9]{0,8}", asked, re.ASCII):
        raise NotUnderstoodError("web-error-page-number", asked[:_LONGEST_QUOTE])
    number, pages = int(asked), max(1, math.ceil(len(items) / size))
    if number > pages:
        raise BeyondTheEndError(number, pages)
    start = (number - 1) * size
    return Part(items[start : start + size], number, pages, start + 1, len(items))
