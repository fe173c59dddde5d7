"""A page's records, and all that is wrong with them."""

from __future__ import annotations

import difflib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from bot.core.belonging import contributions_of, types_given
from bot.core.configuration import TemplateMapping
from bot.core.page import Page
from bot.core.plaintext import plain_text
from bot.core.problem import Complaint, Problem, ProblemCode, Severity
from bot.core.record_call import MAX_NAME, Places, RecordCall
from bot.core.record_pages import is_record_page
from bot.core.records import RECORDS, Partnership, parameter_names
from bot.core.records.base import Record, Source
from bot.core.records.partnership import SECTIONS
from bot.core.scanner import TemplateCall, scan
from bot.core.sections import Section, sections
from bot.core.site import Site
from bot.core.translate_markup import has_markup
from bot.core.translation_pages import base_title
from bot.core.values.choice import Choice
from bot.core.values.folding import folded, nearest
from bot.core.values.locales import with_fallbacks
from bot.core.values.reading import OR, Reading, quoted
from bot.core.values.titles import capitalised, namespace_number, normalised
from bot.core.vocabulary import Vocabulary

SECTION_TEMPLATE, _SECTION = "Partnership section", Choice("section", SECTIONS)
_TEMPLATE_NAMESPACE = 10
#: Problems reported of one page: what comes after is not read.
MAX_PROBLEMS_OF_A_PAGE = 2_000
#: Records of a page that are read; nobody writes so many.
MAX_RECORDS = 500
#: Arguments of another template that are looked at to see what it is used for.
MAX_ARGUMENTS = 200
#: How similar the name of an unknown template must be to one of ours.
_MISSPELT = 0.88


@dataclass(frozen=True)
class Reader:
    """What reading a wiki's pages takes.

    ``templates`` gives the kind of record for each name a template has there, without namespace; case of the first letter and
    underscores do not count. ``languages`` are those whose names are understood on every page, besides the page's own and English.
    ``others`` are templates of ours that are no records: they are not taken for misspelt ones; ``section_names`` mark sections.
    ``mappings`` are by the names of other people's templates that are among ``templates`` too.
    """

    site: Site
    templates: Mapping[str, str]
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}))
    languages: tuple[str, ...] = ()
    others: frozenset[str] = frozenset({"Partnerships"})
    section_names: frozenset[str] = frozenset({SECTION_TEMPLATE})
    mappings: Mapping[str, TemplateMapping] = field(default_factory=dict)

    def kind(self, name: str) -> str | None:
        """Give the kind of record that ``{{name}}`` is, or None. ``Template:`` in any of its names and a colon before it may stand."""
        plain = self.template_title(name)
        return self._kinds.get(plain) if plain else None

    def template_title(self, name: str) -> str:
        """Give the title without namespace of the template that ``{{name}}`` calls; empty where that is no template."""
        if "\n" in name or "{" in name:
            return ""
        title = normalised(name)
        with_colon = title.startswith(":")
        first, colon, rest = title.removeprefix(":").partition(":")
        if colon and namespace_number(first, self.site) == _TEMPLATE_NAMESPACE:
            return capitalised(rest.strip())
        # {{:Title}} shows a page of the main namespace, {{User:X}} one of a user.
        return "" if with_colon or (colon and namespace_number(first, self.site) is not None) else capitalised(title)

    def mapping(self, name: str) -> TemplateMapping | None:
        """Give how ``{{name}}`` is read, if it is a template of other people."""
        return self._mappings.get(self.template_title(name)) if self.mappings else None

    @cached_property
    def _mappings(self) -> Mapping[str, TemplateMapping]:
        return {capitalised(normalised(name)): mapping for name, mapping in self.mappings.items()}

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        return {capitalised(normalised(name)): kind for name, kind in self.templates.items()}

    def reading(self, page: Page) -> Reading:
        """Give what values on a page are read with: a language in the page's title comes first, then the wiki's."""
        own = (page.title.rpartition("/")[2],) if base_title(page.title) else ()
        languages = with_fallbacks(*own, self.site.language, *self.languages)
        return Reading(self.site, languages, self.vocabulary, page.title)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A page's records in the order they stand, and problems by place."""

    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()


def parse(page: Page, reader: Reader) -> Parsed:
    """Read all records of a page. Never raises, whatever the text; no problem hides another, up to the bounds above."""
    if not is_record_page(page, reader.site):
        return Parsed()
    places = Places(page)
    kinds = _Kinds(reader)
    records: list[Record] = []
    problems: list[Problem] = []
    names: dict[tuple[str, str], int] = {}
    reading = reader.reading(page)
    calls = scan(page.text, reader.site.extension_tags, translate=has_markup(page.text)).calls
    starts = [call.start for call in calls if call.name_span[1] - call.name_span[0] <= MAX_NAME and kinds.kind(call.name)]
    marks: list[TemplateCall] = []
    for call in calls:
        if call.name_span[1] - call.name_span[0] > MAX_NAME:
            continue
        kind = kinds.kind(call.name)
        if kind is None:
            if kinds.is_section(call.name):
                marks.append(call)
            else:
                problems += _misspelt(call, kinds, places)
            continue
        mapping = reader.mapping(call.name)
        if mapping and mapping.only and not mapping.is_meant(_plain_values(call)):
            continue
        record_class = RECORDS[kind]
        if len(records) == MAX_RECORDS or len(problems) >= MAX_PROBLEMS_OF_A_PAGE:
            complaint = Complaint(ProblemCode.TOO_LONG, record_class.template, "")
            problems.append(places.problem(complaint, call.start, record_class.template, ""))
            break
        reader_of_call = RecordCall(call, record_class, page, reading, places, mapping=mapping, starts=starts)
        fields = reader_of_call.read()
        problems += reader_of_call.problems
        record = _record(record_class, call, page, fields)
        seen = names[kind, record.key_name] = names.get((kind, record.key_name), 0) + 1
        if seen > 1:
            problems.append(
                places.problem(
                    Complaint(ProblemCode.SAME_NAME, quoted(record.display_name), "", Severity.WARNING),
                    call.start,
                    record_class.template,
                    record_class.NAMED_BY[0],
                )
            )
            # Both stay; the key says which one it is by their order.
            record = record.model_copy(update={"key_name": f"{record.key_name}#{seen}"})
        records.append(record)
    found = sections(page.text, marks, calls)
    found = [replace(section, code=_SECTION.read(section.code, reading).value or section.code) for section in found]
    problems += [places.problem(wrong, section.start, SECTION_TEMPLATE, "1") for section in found if (wrong := _wrong_code(section))]
    records = _with_contributions(_with_sections(records, found))
    return Parsed(tuple(records), tuple(sorted(problems, key=lambda problem: (problem.line, problem.column, problem.code))))


def _plain_values(call: TemplateCall) -> Mapping[str, str]:
    """The values of another template's call, by parameter: what tells what it is used for."""
    return {argument.name: plain_text(argument.value) for argument in call.arguments[:MAX_ARGUMENTS]}


def _wrong_code(section: Section) -> Complaint | None:
    code = section.code.strip()
    if code in SECTIONS:
        return None
    return Complaint(ProblemCode.SECTION, quoted(code), nearest(folded(code), SECTIONS, 0.6) or OR.join(SECTIONS))


def _with_sections(records: list[Record], found: list[Section]) -> list[Record]:
    """Give each partnership the sections that follow it on its page; what stands before the first one is its own too."""
    starts = [record.source.start for record in records if isinstance(record, Partnership)]
    words: dict[int, dict[str, int]] = {}
    for section in found:
        if starts and section.code.strip() in SECTIONS:
            owner = words.setdefault(starts[max(bisect_right(starts, section.start) - 1, 0)], {})
            owner[section.code.strip()] = owner.get(section.code.strip(), 0) + section.words
    return [
        record.model_copy(update={"sections": words[record.source.start]})
        if isinstance(record, Partnership) and record.source.start in words
        else record
        for record in records
    ]


def _with_contributions(records: list[Record]) -> list[Record]:
    """Let each partnership know the types of what was given, so that it can be chosen by them."""
    given = contributions_of(records)
    return [
        record.model_copy(update={"contributions": types_given(given[record.key])}) if record.key in given else record for record in records
    ]


def _record(record_class: type[Record], call: TemplateCall, page: Page, fields: Mapping[str, str | tuple[str, ...]]) -> Record:
    own_name = str(fields.get(record_class.SHOWN_AS, ""))
    named = " ".join(str(fields[field]) for field in record_class.NAMED_BY if field in fields)
    source = Source(
        site=page.site,
        page_id=page.id,
        title=page.title,
        namespace=page.namespace,
        revision=page.revision.id,
        timestamp=page.revision.timestamp,
        start=call.start,
        end=call.end,
    )
    # Without a name of its own its key has none either: the title may change.
    values = {"display_name": own_name or last_part(page), "key_name": folded(named), **fields}
    return record_class.model_validate({"source": source, **values})


def last_part(page: Page) -> str:
    """Give what a page is called without its namespace and the pages it lies under."""
    title = page.title.partition(":")[2] if page.namespace and ":" in page.title else page.title
    if base_title(title):
        title = base_title(title)
    return title.rstrip("/").rpartition("/")[2].strip() or page.title


class _Kinds:
    """What names mean, each looked up once a page: some pages call a template a hundred thousand times."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._known: dict[str, str | None] = {}
        self._meant: dict[str, str] = {}
        self._sections: dict[str, bool] = {}

    def kind(self, name: str) -> str | None:
        """The kind of record that ``{{name}}`` is, or None."""
        if name not in self._known:
            self._known[name] = self.reader.kind(name)
        return self._known[name]

    def is_section(self, name: str) -> bool:
        """Whether ``{{name}}`` marks a section."""
        if name not in self._sections:
            self._sections[name] = self.reader.template_title(name) in self.reader.section_names
        return self._sections[name]

    def meant(self, name: str) -> str:
        """The template of ours that an unknown name resembles, or empty."""
        if name not in self._meant:
            self._meant[name] = self._resembles(name)
        return self._meant[name]

    def _resembles(self, name: str) -> str:
        if abs(len(name) - self._longest) > self._longest or (title := self.reader.template_title(name)) in {"", *self.reader.others}:
            return ""
        title = folded(title)
        for known in self.reader.templates:
            matcher = difflib.SequenceMatcher(None, title, folded(known))
            # The cheap bounds first.
            if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= _MISSPELT and matcher.ratio() >= _MISSPELT:
                return known
        return ""

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.reader.templates), default=0)


def _misspelt(call: TemplateCall, kinds: _Kinds, places: Places) -> Iterator[Problem]:
    """A template of nearly our name, with parameters of ours, is probably meant to be one."""
    meant = kinds.meant(call.name)
    if meant:
        record_class = RECORDS[kinds.reader.templates[meant]]
        names = parameter_names(record_class)
        if sum(1 for argument in call.arguments[:50] if argument.name[:MAX_NAME] in names) >= 2:
            title = kinds.reader.template_title(call.name)
            complaint = Complaint(ProblemCode.MISSPELT_TEMPLATE, quoted(title), capitalised(normalised(meant)))
            yield places.problem(complaint, call.start, record_class.template, "")
