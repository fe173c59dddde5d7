"""What people write, and what it means: ``tests/fixtures/values.json``, written by hand from the data model.

A row is one meaning: under a language's code what is written on pages in that language, one text or several; ``is`` is the value or
the values of a list; ``problem`` the code of an error, ``warning`` that of a warning, ``remedy`` what the problem says would be right.
``of`` names the parameter whose type reads the row, where a type has several forms. A long text is given by its pieces and how often
each is repeated.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from bot.core.problem import ProblemCode, Severity
from bot.core.records import RECORDS, parameters
from bot.core.values.choice import Choice
from bot.core.values.lists import ListOf
from bot.core.values.reading import ValueType
from tests.core.values import LANGUAGES, PROJECT, reading

TABLE: Mapping[str, list[dict[str, Any]]] = json.loads((PROJECT / "tests" / "fixtures" / "values.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Written:
    """A text on a page in a language, and what is made of it. ``remedy`` is None where any will do."""

    name: str
    type: ValueType
    language: str
    text: str
    values: tuple[str, ...]
    problems: tuple[tuple[ProblemCode, Severity], ...]
    remedy: str | None


def name_of(type_: ValueType) -> str:
    """The name of a type in the table: ``ListOf`` is list, ``TextOrTask`` text-or-task."""
    if isinstance(type_, Choice):
        return "yesno" if type_.family == "yesno" else "choice"
    name = type(type_).__name__.removesuffix("Of")
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).removeprefix("-")


@cache
def declared() -> Mapping[str, ValueType]:
    """The types that parameters have, by those parameters: ``partnership.status``."""
    return {f"{kind}.{field}": known.type for kind, record in RECORDS.items() for field, known in parameters(record).items()}


@cache
def types() -> Mapping[str, ValueType]:
    """One of every type that parameters have, lists and what is in them, by its name."""
    found: dict[str, ValueType] = {}
    for type_ in declared().values():
        for each in (type_, type_.type) if isinstance(type_, ListOf) else (type_,):
            found.setdefault(name_of(each), each)
    return found


def whole(text: str | Mapping[str, int]) -> str:
    return text if isinstance(text, str) else "".join(piece * times for piece, times in text.items())


def several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def table() -> Iterator[Written]:
    for name, rows in TABLE.items():
        for row in rows:
            type_ = declared()[row["of"]] if "of" in row else types()[name]
            if name != "list" and isinstance(type_, ListOf):
                type_ = type_.type
            values = tuple(whole(value) for value in several(row.get("is", [])))
            marks = (("problem", Severity.ERROR), ("warning", Severity.WARNING))
            problems = tuple((ProblemCode(row[mark]), severity) for mark, severity in marks if mark in row)
            for language, texts in row.items():
                if language not in {"of", "is", "problem", "warning", "remedy"}:
                    for text in several(texts):
                        yield Written(name, type_, language, whole(text), values, problems, row.get("remedy"))


WRITTEN = list(table())


@pytest.mark.parametrize("written", WRITTEN, ids=[f"{each.name}-{each.language}-{each.text[:40]}" for each in WRITTEN])
def test_what_is_meant(written: Written) -> None:
    read = written.type.read(written.text, reading(written.language))
    assert (read.values, tuple((problem.code, problem.severity) for problem in read.complaints)) == (written.values, written.problems)
    if written.remedy is not None:
        assert [problem.remedy for problem in read.complaints] == [written.remedy]


def test_every_type_is_in_the_table_forty_times_in_four_languages() -> None:
    assert set(TABLE) == set(types())
    assert {name: count for name, count in Counter(each.name for each in WRITTEN).items() if count < 40} == {}
    without = {name: set(LANGUAGES) - {each.language for each in WRITTEN if each.name == name} for name in TABLE}
    assert {name: missing for name, missing in without.items() if missing} == {}
