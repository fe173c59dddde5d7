"""What may stand behind the question mark of an address."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

from webservice.catalogue import PAGE, BeyondTheEndError, NotUnderstoodError

#: The language of the answer, which every address takes.
LANGUAGE = "uselang"

_T = TypeVar("_T")


def refuse_unknown(*known: str) -> None:
    """Raises NotUnderstoodError for an argument that would be passed over: another question than was asked would be answered."""
    for name in request.args:
        if name not in (*known, LANGUAGE):
            raise NotUnderstoodError("web-error-parameter", name[:100], ", ".join((*known, LANGUAGE)))


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
        raise NotUnderstoodError("web-error-page-number", asked[:100])
    number, pages = int(asked), max(1, math.ceil(len(items) / size))
    if number > pages:
        raise BeyondTheEndError(number, pages)
    start = (number - 1) * size
    return Part(items[start : start + size], number, pages, start + 1, len(items))
