"""Puts the parameters of our templates in order: canonical names, dates in ISO notation, codes for labels, no duplicates.

What a person meant stays: a record reads the same before and after, and what says more than a code is left as it is, with the reason.
Everything but the names and values that change stays to the byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.core.page import Page
from bot.core.parse import MAX_RECORDS, Reader, parse
from bot.core.problem import ProblemCode
from bot.core.record_pages import is_record_page
from bot.core.records import RECORDS, parameter_name, parameter_names, parameters
from bot.core.records.base import Record
from bot.core.rewrite import core_span
from bot.core.scanner import ASCII_WHITESPACE, Argument, TemplateCall, scan
from bot.core.tidy_values import Kept, Replacement, is_coded, is_plain_name, replaced, tidied_argument, tidied_value
from bot.core.translate_markup import has_markup
from bot.core.values.reading import Reading, ValueType, quoted

#: Longer names are no template's.
_MAX_NAME = 300


class ChangeKind(StrEnum):
    """What of a parameter changed."""

    NAME = "name"
    VALUE = "value"
    DUPLICATE = "duplicate"  # it was given again, and that was removed


@dataclass(frozen=True, slots=True)
class Change:
    """One change, of the parameter with this canonical name; ``after`` is empty where a duplicate was removed."""

    parameter: str
    kind: ChangeKind
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Left:
    """What could be put in order by a person, and why it was not done here: parsing the page gives a problem of the same code."""

    parameter: str
    found: str
    reason: ProblemCode


@dataclass(frozen=True, slots=True)
class Tidied:
    """A page's text put in order, what was changed and what was left."""

    text: str
    changes: tuple[Change, ...] = ()
    left: tuple[Left, ...] = ()

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters that changed, each once, in order."""
        return tuple(dict.fromkeys(change.parameter for change in self.changes))


def tidy(page: Page, reader: Reader) -> Tidied:
    """Put all records of a page in order. Doing it again changes nothing; where records would read otherwise nothing is changed."""
    if not is_record_page(page, reader.site):
        return Tidied(page.text)
    calls = record_calls(page, reader)
    reading = reader.reading(page)
    records = parse(page, reader).records
    starts = sorted(record.source.start for record in records)
    orders = [_Order(call, record_class, reading, page.text, starts) for call, record_class in calls]
    for order in orders:
        order.put()
    edits = [edit for order in orders for edit in order.edits]
    changes = tuple(change for order in orders for change in order.changes)
    left = tuple(each for order in orders for each in order.left)
    if not edits:
        return Tidied(page.text, (), left)
    after = replace(page, text=replaced(page.text, edits))
    if _as_meant(orders, record_calls(after, reader)) and _said(records) == _said(parse(after, reader).records):
        return Tidied(after.text, changes, left)
    unsure = tuple(Left(change.parameter, change.before, ProblemCode.KEPT_UNSURE) for change in changes)
    return Tidied(page.text, (), (*unsure, *left))


def record_calls(page: Page, reader: Reader) -> list[tuple[TemplateCall, type[Record]]]:
    """Find the calls of our own templates; those of others keep their own names and words."""
    found = []
    kinds: dict[str, str | None] = {}  # some pages call a template a hundred thousand times
    for call in scan(page.text, reader.site.extension_tags, translate=has_markup(page.text)).calls:
        if call.name_span[1] - call.name_span[0] > _MAX_NAME:
            continue
        name = call.name
        if name not in kinds:
            kinds[name] = None if reader.mapping(name) else reader.kind(name)
        if kind := kinds[name]:
            found.append((call, RECORDS[kind]))
    return found[:MAX_RECORDS]


def _said(records: Sequence[Record]) -> list[tuple[type[Record], dict[str, object]]]:
    return [(type(record), record.model_dump(exclude={"source"})) for record in records]


def _as_meant(orders: list[_Order], found: list[tuple[TemplateCall, type[Record]]]) -> bool:
    """Whether the changed page has the same calls, with the arguments that were to be left."""
    return len(orders) == len(found) and all(
        [argument.name for argument in call.arguments] == order.names_after
        and (call.name, record_class) == (order.call.name, order.record_class)
        for order, (call, record_class) in zip(orders, found, strict=True)
    )


class _Order:
    """One call: what is to be changed in it, and what is left."""

    def __init__(self, call: TemplateCall, record_class: type[Record], reading: Reading, text: str, starts: list[int]) -> None:
        self.call = call
        self.record_class = record_class
        self.edits: list[Replacement] = []
        self.changes: list[Change] = []
        self.left: list[Left] = []
        self._reading = reading
        self._text = text
        self._starts = starts  # of all records' calls on the page
        self._arguments = call.arguments
        self._names = [argument.name for argument in self._arguments]
        self._removed: set[int] = set()
        self._renamed: dict[int, str] = {}

    @property
    def names_after(self) -> list[str]:
        """The names that the call is to have."""
        return [self._renamed.get(number, name) for number, name in enumerate(self._names) if number not in self._removed]

    def put(self) -> None:
        """Look at each declared parameter."""
        fields = parameter_names(self.record_class)
        given: dict[str, list[int]] = {}
        for number, name in enumerate(self._names):
            if name in fields:
                given.setdefault(fields[name], []).append(number)
        for field, numbers in given.items():
            name, type_ = parameter_name(self.record_class, field), parameters(self.record_class)[field].type
            kept = self._only(numbers, name, type_)
            if kept is None:
                found = " · ".join(f"{self._names[number]}={self._arguments[number].value.strip()}" for number in numbers)
                self.left.append(Left(name, quoted(found), ProblemCode.DUPLICATE_PARAMETER))
                continue
            for number in numbers:
                if number != kept:
                    self._removed.add(number)
                    self.changes.append(Change(name, ChangeKind.DUPLICATE, self._shown(number), ""))
            self._rename(kept, name)
            self._put_value(kept, name, type_)
        self._remove()

    def _shown(self, number: int) -> str:
        argument = self._arguments[number]
        return quoted(f"{self._names[number]}={argument.value.strip()}")

    # ---- Duplicates

    def _only(self, numbers: list[int], canonical: str, type_: ValueType) -> int | None:
        """Choose the one argument of several that stays, if the others say the same or nothing; None where they do not."""
        if len(numbers) == 1:
            return numbers[0]
        last = {self._names[number]: number for number in numbers}
        filled = [number for number in last.values() if self._arguments[number].value.strip(ASCII_WHITESPACE)]
        obeyed = max(filled or last.values())  # as the parser reads them
        # The canonical one stays where it can, for then nothing is renamed.
        for kept in dict.fromkeys(number for number in (last.get(canonical), obeyed) if number is not None):
            if all(self._says_no_more(number, kept, type_) for number in numbers if number != kept):
                return kept
        return None

    def _says_no_more(self, number: int, kept: int, type_: ValueType) -> bool:
        argument, other = self._arguments[number], self._arguments[kept]
        start, end = argument.name_span[0], argument.value_span[1]
        if any(start <= position < end for position in self._starts):
            return False  # a record stands in it
        if not is_plain_name(argument):
            return False  # a comment stands at it
        mine, its = argument.value.strip(ASCII_WHITESPACE), other.value.strip(ASCII_WHITESPACE)
        if mine in {its, ""}:
            return True
        if not its or not is_coded(type_):
            return False
        one, two = type_.read(mine, self._reading), type_.read(its, self._reading)
        steps = tidied_value(argument.value, type_, self._reading)
        return (
            bool(one.values) and one == two and not one.complaints and not any(isinstance(step, Kept) for step in steps) and "<" not in mine
        )

    def _remove(self) -> None:
        """Take the arguments away that are not needed; what stood before the closing braces stands there again."""
        total = len(self._arguments)
        trailing = total
        while trailing and trailing - 1 in self._removed:
            trailing -= 1
        for number in sorted(self._removed):
            if number < trailing:
                self.edits.append(Replacement(self._start(number), self._arguments[number].value_span[1], ""))
        if trailing == total:
            return
        start = self._start(trailing)
        end = self._arguments[-1].value_span[1]
        if not self._arguments[trailing - 1].positional:
            start = len(self._text[:start].rstrip(ASCII_WHITESPACE))
            end -= len(self._arguments[-1].value) - len(self._arguments[-1].value.rstrip(ASCII_WHITESPACE))
        self.edits.append(Replacement(start, end, ""))

    def _start(self, number: int) -> int:
        return self.call.pipes[number]

    # ---- Names and values

    def _rename(self, number: int, canonical: str) -> None:
        argument = self._arguments[number]
        if argument.name == canonical:
            return
        raw = self._text[slice(*argument.name_span)]
        start, end = core_span(raw)
        if raw[start:end] != argument.name:
            self.left.append(Left(canonical, quoted(raw.strip()), ProblemCode.KEPT_NAME))
            return
        self._renamed[number] = canonical
        offset = argument.name_span[0]
        self.edits.append(Replacement(offset + start, offset + end, canonical))
        self.changes.append(Change(canonical, ChangeKind.NAME, argument.name, canonical))

    def _put_value(self, number: int, name: str, type_: ValueType) -> None:
        argument: Argument = self._arguments[number]
        value, offset = argument.value, argument.value_span[0]
        for step in tidied_argument(argument, type_, self._reading, self._starts):
            before = quoted(value[step.start : step.end])
            match step:
                case Replacement(start, end, text):
                    self.edits.append(Replacement(offset + start, offset + end, text))
                    self.changes.append(Change(name, ChangeKind.VALUE, before, text))
                case Kept(reason=reason):
                    self.left.append(Left(name, before, reason))


__all__ = ["Change", "ChangeKind", "Left", "Tidied", "record_calls", "tidy"]
