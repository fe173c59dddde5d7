"""What the API answers, as models: those of records are made from the record classes, and so is the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, create_model

from bot.core.problem import ProblemCode, Severity
from bot.core.records import RECORDS, parameters
from bot.core.values.choice import Choice
from bot.core.values.lists import ListOf
from bot.core.values.reading import ValueType
from webservice.catalogue import CATALOGUES
from webservice.exchange import PLACE, said

#: RFC 9457.
PROBLEM = "application/problem+json"

_NUMBERS = frozenset({"page_id", "revision"})
_TIMES = frozenset({"revision_time"})


class Answer(BaseModel):
    """What all answers share: nothing is in them that is not said here."""

    model_config = ConfigDict(extra="forbid")


class ProblemDetails(Answer):
    """Why there is no answer: ``title`` in general, ``detail`` exactly, and what to do about it."""

    type: Literal["about:blank"] = "about:blank"
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str


class PageProblem(Answer):
    """What would make a page's records better: where it stands, what was found, and what would be right if that is known."""

    code: ProblemCode
    severity: Severity
    template: str
    parameter: str
    line: Annotated[int, Field(ge=0)]
    column: Annotated[int, Field(ge=0)]
    found: str
    remedy: str
    revision: Annotated[int, Field(ge=0)]


class Offer(Answer):
    """A list: where it is, what it can be asked for, and what it says about each record."""

    url: str
    arguments: list[str]
    fields: list[str]


class Page(Answer):
    """A page of a list. ``previous`` and ``next`` are addresses, ``newest_revision`` is that of all data."""

    total: Annotated[int, Field(ge=0)]
    page: Annotated[int, Field(ge=1)]
    pages: Annotated[int, Field(ge=1)]
    per_page: Annotated[int, Field(ge=1)]
    newest_revision: datetime | None
    previous: str | None
    next: str | None


@cache
def record_answer(kind: str) -> type[Answer]:
    """A record of a kind, as ``exchange.as_data`` gives it."""
    return _model(RECORDS[kind].__name__, Answer, _fields(kind))


@cache
def single_answer(kind: str) -> type[Answer]:
    """A record of a kind, with the problems of its page."""
    return _model(f"Single{RECORDS[kind].__name__}", record_answer(kind), {"problems": list[PageProblem]})


@cache
def page_answer(kind: str) -> type[Answer]:
    """A page of the list of a kind. Of each facet only codes that occur are counted."""
    name = RECORDS[kind].__name__
    numbers = dict[str, Annotated[int, Field(ge=1)]]
    counted = _model(f"{name}Facets", Answer, {facet.name: numbers for facet in CATALOGUES[kind].facets})
    return _model(f"{name}Page", Page, {"facets": counted, "records": list[record_answer(kind)]})  # type: ignore[misc] # made at run time


@cache
def offers() -> type[Answer]:
    """All lists, by the last part of their address."""
    return _model("Lists", Answer, {catalogue.path: Offer for catalogue in CATALOGUES.values()})


def _fields(kind: str) -> dict[str, Any]:
    declared = parameters(RECORDS[kind])
    place = {name: int if name in _NUMBERS else datetime if name in _TIMES else str for name in PLACE}
    stated = {name: _type(declared[field].type) if field in declared else list[str] for field, name in said(kind).items()}
    return {**place, "kind": Literal[kind], **stated}


def _type(type_: ValueType) -> Any:  # noqa: ANN401 (a type made of codes)
    if isinstance(type_, ListOf):
        return list[_codes(type_.type)]  # type: ignore[misc] # made at run time
    # What is not stated is an empty text.
    return Literal[("", *type_.codes)] if isinstance(type_, Choice) else str


def _codes(type_: ValueType) -> Any:  # noqa: ANN401 (a type made of codes)
    return Literal[type_.codes] if isinstance(type_, Choice) else str


def _model(name: str, base: type[Answer], types: Mapping[str, Any]) -> type[Answer]:
    # Names with a hyphen, as facets may have, are no names in Python.
    fields = {field.replace("-", "_"): (type_, Field(alias=field)) if "-" in field else (type_, ...) for field, type_ in types.items()}
    return cast(type[Answer], create_model(name, __base__=base, **fields))  # type: ignore[call-overload] # its fields are made at run time
