"""Reads what people write on a configuration page into a model, or says all that is wrong with it, line by line."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.core.json_places import MAX_WRONGS, Json, Path, Wrong, read_json

CODE_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
DBNAME_PATTERN = r"^[a-z][a-z0-9_-]{0,63}$"
#: Longer texts are quoted in part.
_MAX_QUOTED = 80
#: And no sentence on a problem is longer.
_MAX_TOLD = 300
#: What the patterns of texts that people often get wrong mean.
_FORMS: Mapping[str, str] = {
    CODE_PATTERN: "small letters and digits, with hyphens between",
    DBNAME_PATTERN: "a wiki’s database name: metawiki, frwiki …",
}
_SHAPES: Mapping[str, str] = {
    "string_type": "a text in double quotation marks",
    "string_too_short": "a text that is not empty",
    "string_too_long": "a shorter text",
    "int_type": "a whole number without quotation marks",
    "float_type": "a number without quotation marks",
    "bool_type": "true or false, without quotation marks",
    "tuple_type": "a list: […]",
    "mapping_type": "names and values: {…}",
    "dict_type": "names and values: {…}",
    "model_type": "names and values: {…}",
    "model_attributes_type": "names and values: {…}",
}


class Configured(BaseModel):
    """What all parts of the configuration share: nothing changes, and no name is taken that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class ConfigurationProblem:
    """What is wrong on a configuration page: on which line (from 1), at which path (``checks[2].points``), and what would be right."""

    line: int
    path: str
    found: str
    remedy: str


class Why(StrEnum):
    """Why a page is not obeyed, or not as it stands."""

    INVALID = "invalid"
    UNPROTECTED = "unprotected"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class PageProblem:
    """What is wrong with one of the two pages; what was in force before stays. ``line`` is 0 where it is about the whole page."""

    page: str
    why: Why
    line: int = 0
    path: str = ""
    found: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        """One line for a log."""
        place = f"{self.page}:{self.line}" if self.line else self.page
        match self.why:
            case Why.INVALID:
                return f"{place}: {self.path + ': ' if self.path else ''}{self.found}; {self.remedy}"
            case Why.UNPROTECTED:
                return f"{place}: not obeyed, because not only administrators may edit it; protect it fully"
            case Why.UNREADABLE:
                return f"{place}: cannot be read{': ' + self.found if self.found else ''}"


_M = TypeVar("_M", bound=Configured)


class Refused(ValueError):
    """All that a validator found wrong."""

    def __init__(self, wrongs: Sequence[Wrong]) -> None:
        super().__init__("; ".join(f"{path_text(wrong.path)}: {wrong.found}; {wrong.remedy}" for wrong in wrongs))
        self.wrongs = tuple(wrongs)


def refuse(wrongs: Sequence[Wrong]) -> None:
    """End a validator: all that it found wrong at once. Paths count from where the validator stands."""
    if wrongs:
        raise Refused(wrongs)


def read(text: str, model: type[_M]) -> _M | tuple[ConfigurationProblem, ...]:
    """The model, or every problem by line. Never raises, whatever the text."""
    found = read_json(text)
    wrongs = list(found.wrongs)
    if not wrongs or found.value is not None:
        try:
            made = model.model_validate(found.value)
        except ValidationError as error:
            wrongs += [wrong for details in _details(error) for wrong in _wrongs(details, model)]
        else:
            if not wrongs:
                return made
    problems = {_problem(wrong, found) for wrong in wrongs[:MAX_WRONGS]}
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.path, problem.found)))


def _details(error: ValidationError) -> Sequence[Mapping[str, Any]]:
    return [dict(details) for details in islice(error.errors(include_url=False), MAX_WRONGS)]


def path_text(path: Path) -> str:
    """``("checks", 2, "points")`` as ``checks[2].points``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part[:_MAX_QUOTED]}" if text else part[:_MAX_QUOTED]
    return text


def _problem(wrong: Wrong, json: Json) -> ConfigurationProblem:
    return ConfigurationProblem(
        wrong.line or json.line(wrong.path), path_text(wrong.path), wrong.found[:_MAX_TOLD], wrong.remedy[:_MAX_TOLD]
    )


def _wrongs(details: Mapping[str, Any], model: type[BaseModel]) -> list[Wrong]:
    path = tuple(part for part in details["loc"] if part != "[key]")
    context = details.get("ctx", {})
    if isinstance(refused := context.get("error"), Refused):
        return [Wrong((*path, *wrong.path), wrong.found, wrong.remedy) for wrong in refused.wrongs]
    match details["type"]:
        case "missing":
            return [Wrong(path, "nothing", "add it")]
        case "extra_forbidden":
            return [Wrong(path, f"“{str(path[-1])[:_MAX_QUOTED]}”, which is not known", _similar(path, model))]
        case "literal_error":
            return [Wrong(path, _shown(details["input"]), f"it must be {context.get('expected', '')}")]
        case "string_pattern_mismatch":
            pattern = str(context.get("pattern", ""))
            return [
                Wrong(path, _shown(details["input"]), _FORMS.get(pattern, f"a text without brackets, bars and line breaks ({pattern})"))
            ]
        case "too_short" if len(details["input"]) >= context["min_length"]:
            return []  # each of its parts is told of already
        case "too_short":
            return [Wrong(path, _shown(details["input"]), f"at least {context['min_length']} of them")]
        case "too_long":
            return [Wrong(path, _shown(details["input"]), f"at most {context['max_length']} of them")]
        case kind:
            message = details["msg"]
            return [Wrong(path, _shown(details["input"]), _SHAPES.get(kind, message[:1].lower() + message[1:]))]


def _shown(value: Any) -> str:  # noqa: ANN401 -- whatever stands on the page
    if isinstance(value, str):
        return f"“{value[:_MAX_QUOTED]}{'…' if len(value) > _MAX_QUOTED else ''}”"
    if isinstance(value, Mapping):
        return "names and values: {…}"
    if isinstance(value, list | tuple):
        return "a list: […]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)


@cache
def _schema(model: type[BaseModel]) -> Mapping[str, Any]:
    return model.model_json_schema()


def _similar(path: Path, model: type[BaseModel]) -> str:
    """The known names at a path, the most similar one alone if there is one."""
    schema = _schema(model)
    here: Mapping[str, Any] = schema
    for part in path[:-1]:
        if isinstance(part, int):
            here = here.get("items", {})
        else:
            here = here.get("properties", {}).get(part) or here.get("additionalProperties") or {}
        if "$ref" in here:
            here = schema["$defs"][here["$ref"].rpartition("/")[2]]
    names = list(here.get("properties", {}))
    close = difflib.get_close_matches(str(path[-1])[:_MAX_QUOTED], names, n=1)
    return f"did you mean {close[0]}?" if close else f"one of {', '.join(names)}" if names else "remove it"
