"""One call of a record's template: what its parameters say, and all that is wrong with them, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate, islice

from bot.core.configuration import TemplateMapping
from bot.core.page import Page
from bot.core.plaintext import MAX_WIKITEXT, plain_text, without_comments, without_hidden
from bot.core.problem import Complaint, Problem, ProblemCode, Severity
from bot.core.records import parameter_name, parameter_names, parameters
from bot.core.records.base import Record
from bot.core.rewrite import core_span
from bot.core.scanner import Argument, TemplateCall
from bot.core.tidy_values import Kept, says_nothing, tidied_argument
from bot.core.values.folding import folded, nearest
from bot.core.values.lists import MAX_ENTRIES, MAX_LIST, ListOf, split
from bot.core.values.reading import OR, Read, Reading, quoted

#: Names longer than this are no parameter or template of ours; they are not even cut out.
MAX_NAME = 300
#: Problems reported of one call: a page of nonsense must not fill the reports.
MAX_PROBLEMS = 100
_SEPARATORS = re.compile("[,;]")
_NAMED = re.compile(r"\s*([\w ]{2,40})\s*[:：]\s*(\S.*)", re.DOTALL)


class RecordCall:
    """One call as its record's class declares it. ``starts`` is where the calls of all records of the page begin, in order."""

    def __init__(
        self,
        call: TemplateCall,
        record_class: type[Record],
        page: Page,
        reading: Reading,
        places: Places,
        *,
        mapping: TemplateMapping | None,
        starts: Sequence[int],
    ) -> None:
        self.call = call
        self.mapping = mapping
        self.record_class = record_class
        self.page = page
        self.reading = reading
        self.places = places
        self.starts = starts
        self.problems: list[Problem] = []
        self._last: dict[str, Argument] = {}
        self._parts: list[tuple[str, Argument]] = []
        self.names = parameter_names(record_class)
        self.declared = parameters(record_class)

    def read(self) -> dict[str, str | tuple[str, ...]]:
        """Give the values by field, and note the problems."""
        read: dict[str, Read] = {}
        for name, argument in self._given().items():
            parameter = self.declared[name]
            if _is_empty(argument.value):
                if parameter.asked:
                    self._missing(name, argument.value_span[0])
                continue
            read[name] = parameter.type.read(self._value(name, argument), self.reading)
            for complaint in read[name].complaints:
                self._complain(complaint, _place_of(complaint, argument), name)
            if self.mapping is None:
                self._tell_what_is_kept(name, argument, read[name].values)
        self._check_order(read)
        for name, parameter in self.declared.items():
            if parameter.asked and name not in self._last:
                self._missing(name, self.call.start)
        for name, argument in self._parts:
            part = self.declared[name].type.read(self._value(name, argument), self.reading)
            for complaint in part.complaints:
                self._complain(complaint, _place_of(complaint, argument), name)
            read[name] = Read(tuple(dict.fromkeys((*(read[name].values if name in read else ()), *part.values))))
        declared = self.declared
        return {name: (result.values if declared[name].type.is_list else result.value) for name, result in read.items() if result.values}

    def _missing(self, field: str, position: int) -> None:
        # Other people's templates owe us nothing.
        severity = Severity.HINT if self.mapping else Severity.WARNING
        self._complain(Complaint(ProblemCode.MISSING, "", "", severity), position, field)

    def _value(self, field: str, argument: Argument) -> str:
        """What stands there, with codes of ours for the words of a mapped template."""
        if self.mapping is None:
            return argument.value
        type_ = self.declared[field].type
        if not isinstance(type_, ListOf):
            return self.mapping.code(field, plain_text(argument.value)) or argument.value
        if whole := self.mapping.code(field, plain_text(argument.value)):
            return whole
        text = without_hidden(argument.value[:MAX_LIST])
        entries = [text[start:end] for start, end in islice(split(text, type_.commas), MAX_ENTRIES)]
        codes = [self.mapping.code(field, plain_text(entry)) for entry in entries]
        return "; ".join(code or entry for code, entry in zip(codes, entries, strict=True)) if any(codes) else argument.value

    def _tell_what_is_kept(self, field: str, argument: Argument, values: tuple[str, ...]) -> None:
        """Note what no program may put in order, although it can be read: that is for people."""
        name = parameter_name(self.record_class, field)
        raw = argument.source.text[slice(*argument.name_span)]
        if argument.name != name and raw[slice(*core_span(raw))] != argument.name:
            self._complain(Complaint(ProblemCode.KEPT_NAME, quoted(raw.strip()), name, Severity.HINT), self._name_start(argument), field)
        if values == tuple(entry.strip() for entry in _SEPARATORS.split(argument.value)):
            return  # most values are in order
        offset = argument.value_span[0]
        type_ = self.declared[field].type
        for step in tidied_argument(argument, type_, self.reading, self.starts):
            if isinstance(step, Kept):
                found = argument.value[step.start : step.end]
                remedy = quoted(", ".join(type_.read(found, self.reading).values))
                self._complain(Complaint(step.reason, quoted(found), remedy, Severity.HINT), offset + step.start, field)

    def _given(self) -> dict[str, Argument]:
        """Give each declared parameter's argument, the last where there are several, as in MediaWiki; note what is not declared."""
        by_field: dict[str, list[Argument]] = {}
        for argument in self.call.arguments:
            span = argument.name_span
            name = argument.name if span[1] - span[0] <= MAX_NAME else argument.name[:MAX_NAME]
            if self.mapping:
                if ours := self.mapping.field(name):
                    by_field.setdefault(ours, []).append(argument)
            elif argument.positional or name.isdecimal():
                self._positional(argument)
            elif name in self.names:
                by_field.setdefault(self.names[name], []).append(argument)
            elif name not in self.record_class.IGNORED and len(self.problems) < MAX_PROBLEMS:
                self._unknown(name, argument)
        self._last = {field: self._one_of(field, self._first_part(field, arguments)) for field, arguments in by_field.items()}
        return dict(self._last)

    def _first_part(self, field: str, arguments: list[Argument]) -> list[Argument]:
        """Of a list that a mapped template has in several parameters (``contact1``, ``contact3``) the first; the others are read later."""
        if self.mapping is None or not self.declared[field].type.is_list:
            return arguments
        by_name = {argument.name: argument for argument in arguments}
        filled = [by_name[name] for name in self.mapping.parameters if name in by_name and not _is_empty(by_name[name].value)]
        self._parts += [(field, argument) for argument in filled[1:]]
        return filled[:1] or arguments

    def _one_of(self, field: str, arguments: list[Argument]) -> Argument:
        """Choose one of several arguments for a field: of one name the last, even if empty; of several names the last that is filled."""
        by_name = {argument.name: argument for argument in arguments}
        filled = [argument for argument in by_name.values() if not _is_empty(argument.value)]
        kept = max(filled or by_name.values(), key=lambda argument: argument.value_span)
        for argument in arguments:
            if argument is not kept and not says_nothing(argument) and len(self.problems) < MAX_PROBLEMS:
                found = plain_text(argument.value)
                agrees = _is_empty(argument.value) or self._agree(field, argument, kept)
                severity = Severity.HINT if agrees else Severity.WARNING
                remedy = quoted(plain_text(kept.value))
                self._complain(
                    Complaint(ProblemCode.DUPLICATE_PARAMETER, quoted(found), remedy, severity), self._name_start(argument), field
                )
        return kept

    def _agree(self, field: str, one: Argument, other: Argument) -> bool:
        if one.value.strip() == other.value.strip():
            return True
        type_ = self.declared[field].type
        values = type_.read(self._value(field, one), self.reading).values
        return bool(values) and values == type_.read(self._value(field, other), self.reading).values

    def _unknown(self, name: str, argument: Argument) -> None:
        close = {folded(known): known for known in self.names}
        similar = nearest(folded(name), close, 0.72)
        severity = Severity.HINT if _is_empty(argument.value) else Severity.ERROR
        complaint = Complaint(ProblemCode.UNKNOWN_PARAMETER, quoted(name), close.get(similar, ""), severity)
        self._complain(complaint, self._name_start(argument), quoted(name))

    def _positional(self, argument: Argument) -> None:
        if _is_empty(argument.value):
            return
        value = plain_text(argument.value) or argument.value[:MAX_WIKITEXT].strip()
        remedy = ""
        if (match := _NAMED.fullmatch(value)) and (field := self.names.get(match.group(1).strip().replace(" ", "_").lower())):
            remedy = quoted(f"{field}={match.group(2)}")
        start = argument.value_span[0] + _leading_blanks(argument.value)
        self._complain(Complaint(ProblemCode.POSITIONAL, quoted(value), remedy), start, argument.name)

    def _check_order(self, read: Mapping[str, Read]) -> None:
        for first, second in self.record_class.ORDERED:
            start = read[first].value if first in read else ""
            end = read[second].value if second in read else ""
            # Dates compare as far as both go: 2024 is not before 2024-03.
            common = min(len(start), len(end))
            if common and end[:common] < start[:common]:
                argument = self._last[second]
                complaint = Complaint(ProblemCode.DATE_ORDER, f"{start}{OR}{end}", "", Severity.WARNING)
                self._complain(complaint, argument.value_span[0] + _leading_blanks(argument.value), second)

    def _name_start(self, argument: Argument) -> int:
        start, end = argument.name_span
        return start + _leading_blanks(self.page.text[start : min(end, start + MAX_NAME)])

    def _complain(self, complaint: Complaint, position: int, parameter: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            name = parameter_name(self.record_class, parameter) if parameter in self.declared else parameter
            self.problems.append(self.places.problem(complaint, position, self.record_class.template, name))


def _is_empty(value: str) -> bool:
    return not value.strip() or not without_comments(value).strip()


def _leading_blanks(value: str) -> int:
    return len(value) - len(value.lstrip())


def _place_of(complaint: Complaint, argument: Argument) -> int:
    """Where what was found stands, if it stands in the value as it was found; else where the value begins."""
    start = argument.value_span[0]
    value = argument.value
    at = value.find(complaint.found) if complaint.found else -1
    return start + (at if at >= 0 else _leading_blanks(value))


class Places:
    """Lines and columns of a page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.page.text.split("\n"))]

    def problem(self, complaint: Complaint, position: int, template: str, parameter: str) -> Problem:
        """Give a complaint its place."""
        line = bisect_right(self._line_starts, position)
        page = self.page
        return Problem(
            code=complaint.code,
            severity=complaint.severity,
            site=page.site,
            page_id=page.id,
            page=page.title,
            revision=page.revision.id,
            template=template,
            parameter=parameter,
            line=line,
            column=position - self._line_starts[line - 1] + 1,
            found=complaint.found,
            remedy=complaint.remedy,
        )
