"""What a person typed into a form as wikitext: a page begun with a record, or parameters of one set; all else stays to the byte."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.page import Page
from bot.core.parse import Parsed, Reader, parse
from bot.core.plaintext import plain_text
from bot.core.problem import Problem, Severity
from bot.core.records import Contribution, Partnership, Record, parameter_names, parameters
from bot.core.records.base import Parameter
from bot.core.rewrite import RewriteError, escape_value, set_parameter
from bot.core.scanner import TemplateCall
from bot.core.template_pages.template_data import AUTOMATIC
from bot.core.template_pages.templates import begun, call
from bot.core.tidy import record_calls
from bot.core.values.affiliate import Affiliate
from bot.core.values.lists import Commas, ListOf
from bot.core.values.places import TextOrTask
from bot.core.values.reading import Read, Reading
from bot.core.values.text import Text

#: What was typed, by the record's field: one text, or one for each code that was chosen.
Typed = Mapping[str, tuple[str, ...]]

#: Types of which every text is a value: what is typed is meant as it stands, and no markup.
_LITERAL = (Text, TextOrTask, Affiliate)
_SEPARATORS = re.compile("[;；؛、•·‧,，،\n]")
_SEPARATORS_OF_NAMES = re.compile("[;；؛、•·‧\n]")
_BRACKETS = re.compile("[()（）]")
#: Characters that make letters run in another direction than their own.
_OVERRIDES = dict.fromkeys((0x202D, 0x202E))


class UnfitError(Exception):
    """The page is not what the form was made for: what was typed cannot be put where it belongs."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A page's text with what was typed, the record in it, and what is wrong with that: ``errors`` lose a value, ``warnings`` do not."""

    text: str
    record: Record
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def value_text(parameter: Parameter, typed: Sequence[str], reading: Reading) -> str:
    """The wikitext that reads as what was typed: its codes and titles where it is understood, else the same letters.

    Nothing that is typed ends the parameter, is markup, or turns around what stands beside it.
    """
    typed = [text.translate(_OVERRIDES) for text in typed]
    if isinstance(parameter.type, ListOf):
        return _list_text(parameter.type, [line for text in typed for line in text.splitlines() if line.strip()], reading)
    text = " ".join(" ".join(typed).split())
    literal = escape_value(text)
    if not literal or isinstance(parameter.type, _LITERAL):
        return literal
    read = _understood(parameter.type.read(literal, reading)) or _understood(parameter.type.read(text, reading))
    # Several users in a link to each, say, are no one value.
    return escape_value(read.value) if read and len(read.values) == 1 else literal


def _list_text(type_: ListOf, lines: Sequence[str], reading: Reading) -> str:
    literal = [escape_value(line.strip()) for line in lines]
    values: dict[str, None] = {}
    for line, escaped in zip(lines, literal, strict=True):
        read = _understood(type_.read(_joined(type_, [escaped]), reading)) or _understood(type_.read(line, reading))
        if read is None:
            return _joined(type_, literal)
        values.update(dict.fromkeys(read.values))
    separators = _SEPARATORS if type_.commas is Commas.SEPARATE else _SEPARATORS_OF_NAMES
    written = [_by_number(separators, escape_value(value)) for value in values]
    joined = _joined(type_, written)
    if type_.read(joined, reading).values != tuple(values):  # a bracket opens in one entry and closes in another
        joined = _joined(type_, [_by_number(_BRACKETS, value) for value in written])
    return joined


def _joined(type_: ListOf, entries: Sequence[str]) -> str:
    if type_.commas is Commas.SEPARATE:
        return ", ".join(entries)
    # A semicolon at the end keeps a name with a comma together.
    return "; ".join(entries) + (";" if len(entries) == 1 and re.search("[,，،]", entries[0]) else "")


def _understood(read: Read) -> Read | None:
    return read if read.values and not read.complaints else None


def _by_number(characters: re.Pattern[str], text: str) -> str:
    """The text with some of its characters as entities; those that belong to an entity stay."""
    pieces = re.split("(&#[0-9]+;)", text)
    return "".join(
        piece if number % 2 else characters.sub(lambda found: f"&#{ord(found[0])};", piece) for number, piece in enumerate(pieces)
    )


def shown_values(record: Record) -> Typed:
    """What a form shows of a record: its values as they were understood, lists one a line where they are no codes."""
    return {field: record.values(field) for field in parameters(type(record))}


def begin(page: Page, record_class: type[Record], typed: Typed, automatic: Mapping[str, str], reader: Reader) -> Composed:
    """A page that is to be made: ``page`` has its title and no text.

    ``automatic`` are values (plain text) by parameter, instead of what the wiki would fill in by itself.
    Raises UnfitError where that is no page for records.
    """
    reading = reader.reading(page)
    values = {name: escape_value(automatic.get(name, "")) for kind, name in AUTOMATIC if kind == record_class.kind}
    for field, parameter in parameters(record_class).items():
        if text := value_text(parameter, typed.get(field, ()), reading):
            values[parameter.name or field] = text
    made = _with_text(page, begun(record_class, values))
    parsed = parse(made, reader)
    record = next((record for record in parsed.records if type(record) is record_class), None)
    if record is None or len(parsed.records) != 1:
        raise UnfitError
    return Composed(made.text, record, *_sorted(parsed.problems))


def change(page: Page, which: tuple[str, str], typed: Typed, shown: Typed, reader: Reader) -> Composed:
    """The page with what was typed, where it is not what was ``shown``, in the record ``which``: its kind and key name.

    Raises UnfitError where the record is not there, or where the page would not read as meant.
    """
    before = parse(page, reader)
    record = find(before.records, *which)
    changed = changed_fields(type(record), typed, shown)
    reading = reader.reading(page)
    made = page
    for field in changed:
        parameter = parameters(type(record))[field]
        made = _set(made, record.source.start, field, value_text(parameter, typed[field], reading), reader)
    return _checked(made, before, record, frozenset(changed), reader)


def changed_fields(record: type[Record], typed: Typed, shown: Typed) -> tuple[str, ...]:
    """The fields for which something else was typed than was shown."""
    return tuple(field for field in parameters(record) if field in typed and _lines(typed[field]) != _lines(shown.get(field, ())))


def contribute(page: Page, name: str, typed: Typed, reader: Reader) -> Composed:
    """The page with one more contribution to the partnership of this key name, after those that it has. Raises UnfitError."""
    before = parse(page, reader)
    partnership = find(before.records, Partnership.kind, name)
    following = [record for record in before.records if record.source.start > partnership.source.start]
    last = partnership
    for record in following:
        if not isinstance(record, Contribution):
            break
        last = record
    reading = reader.reading(page)
    declared = parameters(Contribution).items()
    values = {
        parameter.name or field: text
        for field, parameter in declared
        if (text := value_text(parameter, typed.get(field, ()), reading)) or parameter.asked
    }
    added = "\n" + call(Contribution.template, values, aligned=False)
    end = last.source.end
    made = _with_text(page, page.text[:end] + added + page.text[end:])
    parsed = parse(made, reader)
    new = next((found for found in parsed.records if found.source.start == end + 1), None)
    others = [_said(found) for found in parsed.records if found is not new]
    if not isinstance(new, Contribution) or others != [_said(found) for found in before.records]:
        raise UnfitError
    return Composed(made.text, new, *_sorted(_new(before.problems, parsed.problems)))


def find(records: Sequence[Record], kind: str, name: str) -> Record:
    """The record with this key; else, because a name can change, the only one of its kind. Raises UnfitError."""
    of_kind = [record for record in records if record.kind == kind]
    named = [record for record in of_kind if record.key_name == name]
    if len(named or of_kind) != 1:
        raise UnfitError
    return (named or of_kind)[0]


def _lines(texts: Sequence[str]) -> list[str]:
    return [" ".join(line.split()) for text in texts for line in text.splitlines() if line.strip()]


def _set(page: Page, start: int, field: str, value: str, reader: Reader) -> Page:
    """The page with one parameter set, under the name that it has there."""
    found = next(((found, kind) for found, kind in record_calls(page, reader) if found.start == start), None)
    if found is None:
        raise UnfitError
    template, record_class = found
    try:
        text = set_parameter(page.text, template, _name_there(template, record_class, field), value, reader.site.extension_tags)
    except RewriteError:
        raise UnfitError from None
    return _with_text(page, text)


def _name_there(template: TemplateCall, record_class: type[Record], field: str) -> str:
    names = parameter_names(record_class)
    given = [argument for argument in template.arguments if not argument.positional and names.get(argument.name) == field]
    filled = [argument for argument in given if argument.value.strip()]
    return (filled or given)[-1].name if given else parameters(record_class)[field].name or field


def _checked(made: Page, before: Parsed, record: Record, changed: frozenset[str], reader: Reader) -> Composed:
    """What was made, if all but the changed fields of the record says what it said."""
    parsed = parse(made, reader)
    if len(parsed.records) != len(before.records):
        raise UnfitError
    result = parsed.records[before.records.index(record)]
    free = {*changed, "display_name", "key_name"}
    for old, new in zip(before.records, parsed.records, strict=True):
        if _said(old, free if old is record else set()) != _said(new, free if old is record else set()):
            raise UnfitError
    return Composed(made.text, result, *_sorted(_new(before.problems, parsed.problems)))


def _said(record: Record, free: set[str] | frozenset[str] = frozenset()) -> tuple[type[Record], dict[str, object]]:
    """What a record says itself: what was contributed, others say."""
    return type(record), record.model_dump(exclude={"source", "contributions", *free})


def _new(before: Sequence[Problem], after: Sequence[Problem]) -> Iterator[Problem]:
    """The problems that were not there."""
    known = Counter((problem.code, problem.template, problem.parameter, problem.found) for problem in before)
    for problem in after:
        key = (problem.code, problem.template, problem.parameter, problem.found)
        if known[key]:
            known[key] -= 1
        else:
            yield problem


def _sorted(problems: Sequence[Problem] | Iterator[Problem]) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    found = tuple(problems)
    return (
        tuple(problem for problem in found if problem.severity is Severity.ERROR),
        tuple(problem for problem in found if problem.severity is Severity.WARNING),
    )


def _with_text(page: Page, text: str) -> Page:
    return Page(page.site, page.id, page.title, page.namespace, page.revision, text, page.content_model, page.redirect)


def page_name(text: str) -> str:
    """What a page may be called that is about something with this name: without the characters that no title has, and not too long."""
    plain = " ".join(re.sub(r"[#<>\[\]|{}_/\x00-\x1f\x7f]", " ", plain_text(text)).split())
    return plain.encode()[:180].decode(errors="ignore").strip()
