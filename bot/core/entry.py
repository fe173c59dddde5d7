"""What a form asks of a person: a question for each parameter of a record's class, with all that a browser can check of its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.core.configuration import Configuration
from bot.core.records import Record, parameters
from bot.core.template_pages.described import Described, described
from bot.core.template_pages.template_data import AUTOMATIC
from bot.core.values.text import Text

#: What nobody fills in by a form: it is said in steps of its own, or by the bot.
_OTHERWISE: Mapping[str, frozenset[str]] = {
    "nomination": frozenset({"approved_by", "objected_by", "delivered", "note"}),
    "task": frozenset({"done"}),
}
#: A text that may be longer than this needs more than a line.
_LINE = 250
#: Of everything that has no length of its own.
_LONGEST = 1000


class Input(StrEnum):
    """How an answer is given."""

    ONE = "one"  # one of a few codes
    SOME = "some"  # any of a few codes
    LINE = "line"  # a line of text
    LINES = "lines"  # texts, one a line
    PROSE = "prose"  # sentences
    URL = "url"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a form.

    ``field`` is the record's field, ``name`` the parameter's name on the wiki. ``codes`` are those to choose from, with the labels of
    ``family``. Without an answer to what is ``needed`` there is no record; what is ``asked`` is asked for first. ``longest`` is in
    characters, ``group`` a heading or empty.
    """

    field: str
    name: str
    input: Input
    family: str
    codes: tuple[str, ...]
    longest: int
    asked: bool
    needed: bool
    group: str


def questions(record: type[Record], configuration: Configuration) -> tuple[Question, ...]:
    """The questions of a record's form, those that are asked first; what the wiki or the bot fills in is not among them."""
    fields = {parameter.name or field: field for field, parameter in parameters(record).items()}
    found = [
        _question(record, fields[parameter.name], parameter, configuration)
        for parameter in described(record)
        if (record.kind, parameter.name) not in AUTOMATIC and fields[parameter.name] not in _OTHERWISE.get(record.kind, ())
    ]
    return tuple(sorted(found, key=lambda question: not question.asked))


def _question(record: type[Record], field: str, parameter: Described, configuration: Configuration) -> Question:
    codes = _codes(parameter, configuration)
    kind = _input(parameter, choosing=bool(codes))
    longest = parameter.value.longest if isinstance(parameter.value, Text) and not parameter.is_list else _LONGEST
    asked = parameter.parameter.asked
    return Question(
        field, parameter.name, kind, parameter.family, codes, longest, asked, field in needed(record), parameter.parameter.group
    )


def needed(record: type[Record]) -> tuple[str, ...]:
    """The fields without which there is no record: of those that are asked for the ones that name it, else the first."""
    asked = [field for field, parameter in parameters(record).items() if parameter.asked]
    naming = [field for field in record.NAMED_BY if field in asked]
    return tuple(naming or asked[:1])


def _codes(parameter: Described, configuration: Configuration) -> tuple[str, ...]:
    if parameter.choice:
        return parameter.choice.codes
    return next((tuple(codes) for family, codes in configuration.codes.items() if family == parameter.family), ())


def _input(parameter: Described, *, choosing: bool) -> Input:
    if choosing:
        return Input.SOME if parameter.is_list else Input.ONE
    if parameter.is_list:
        return Input.LINES
    if isinstance(parameter.value, Text) and parameter.value.longest > _LINE:
        return Input.PROSE
    return {"url": Input.URL, "number": Input.NUMBER, "date": Input.DATE}.get(parameter.type, Input.LINE)
