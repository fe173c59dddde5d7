"""What the community decides about reading and judging: template names, codes, frameworks, checks, thresholds."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, field_validator, model_validator

from bot import __version__
from bot.core.configuration_text import CODE_PATTERN, DBNAME_PATTERN, ConfigurationProblem, Configured, read, refuse
from bot.core.json_places import Wrong
from bot.core.records import RECORDS, Partnership, parameter_names, parameters
from bot.core.records.choices import STATUSES
from bot.core.records.partnership import SECTIONS
from bot.core.values.choice import Choice
from bot.core.values.code import Code as CodeType
from bot.core.values.date import last_day
from bot.core.values.folding import folded, nearest
from bot.core.values.language import is_language_code
from bot.core.values.lists import ListOf
from bot.core.values.reading import ValueType
from bot.core.values.titles import capitalised, normalised

#: Names that wikis call our templates by, besides their own; redirects are asked of the wiki.
_LOCAL_NAMES: Mapping[str, tuple[str, ...]] = {"partnership": ("Partenariat", "Alianza"), "hub": ("Pôle de partenariat",)}
#: Where the community decides.
CONFIGURATION_TITLE = "Module:Partnerships/Configuration.json"
#: What codes are about; parameters name the family of their values.
Family = Literal["program", "theme", "gap", "priority", "skill", "technology"]
_EDTF = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def _close(text: str, known: list[str] | tuple[str, ...]) -> str:
    similar = nearest(folded(text), known, 0.6)
    return f"did you mean {similar}?" if similar else f"one of {', '.join(known)}"


def _kind(kind: str) -> str:
    refuse([] if kind in RECORDS else [Wrong((), f"“{kind}”", _close(kind, list(RECORDS)))])
    return kind


def _section(section: str) -> str:
    refuse([] if section in {"", *SECTIONS} else [Wrong((), f"“{section}”, which is no section", _close(section, SECTIONS))])
    return section


def _status(status: str) -> str:
    refuse([] if status in STATUSES else [Wrong((), f"“{status}”, which is no status", _close(status, STATUSES))])
    return status


def _field(name: str) -> str:
    known = tuple(parameters(Partnership))
    refuse([] if name in known else [Wrong((), f"“{name}”, which is no parameter of a partnership", _close(name, known))])
    return name


def _part(part: str) -> str:
    known = (*SECTIONS, *parameters(Partnership))
    refuse([] if part in known else [Wrong((), f"“{part}”, which is neither a section nor a parameter", _close(part, known))])
    return part


def _language(code: str) -> str:
    refuse([] if is_language_code(code) else [Wrong((), f"“{code}”, which is no language", "a MediaWiki language code: en, fr, pt-br …")])
    return code


def _date(text: str) -> str:
    good = not text or (_EDTF.fullmatch(text) and last_day(text))
    refuse([] if good else [Wrong((), f"“{text}”", "a date as 2026, 2026-03 or 2026-03-14, or nothing")])
    return text


def _template(name: str) -> str:
    wrong = re.search(r"[\[\]{}|#<>\n]", name) or re.match(r"\s*template\s*:", name, re.IGNORECASE)
    refuse([Wrong((), f"“{name}”", "the template’s name without braces and without “Template:”")] if wrong else [])
    return capitalised(normalised(name))


Dbname = Annotated[str, StringConstraints(pattern=DBNAME_PATTERN)]
CodeName = Annotated[str, StringConstraints(pattern=CODE_PATTERN, max_length=60)]
Kind = Annotated[str, AfterValidator(_kind)]
TemplateName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_template)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255, pattern=r"^[^\[\]{}|<>\n]+$")]
Edtf = Annotated[str, AfterValidator(_date)]
Labels = Mapping[
    Annotated[str, AfterValidator(_language)],
    Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160, pattern=r"^[^\n\r]+$")],
]
Number = Annotated[int, Field(strict=True, ge=0, le=100_000)]
Days = Annotated[int, Field(strict=True, ge=1, le=36_500)]


class WikiEntry(Configured):
    """What our templates are called on a wiki besides their usual names, by the kind of record."""

    templates: Mapping[Kind, tuple[TemplateName, ...]] = {}


class TemplateMapping(Configured):
    """Another template that a wiki uses already, read as a record of ``kind``.

    ``parameters`` gives for each parameter of theirs the one of ours that it fills; ``values`` by parameter of ours the codes that
    texts of theirs stand for. Several of theirs may fill one of ours that takes several values, in the order of ``parameters``.
    What is not named here is not read. Where a template is used for other things too, ``only`` gives by
    parameter of theirs the values with which it is meant: all other calls are no records.
    """

    wiki: Dbname
    template: TemplateName
    kind: Kind
    parameters: Mapping[Annotated[str, StringConstraints(min_length=1, max_length=200)], str]
    values: Mapping[str, Mapping[str, str]] = {}
    only: Mapping[str, Annotated[tuple[str, ...], Field(min_length=1)]] = {}

    @model_validator(mode="after")
    def _names(self) -> Self:
        ours = parameter_names(RECORDS[self.kind])
        places = [(("parameters", theirs), name) for theirs, name in self.parameters.items()]
        places += [(("values", name), name) for name in self.values]
        refuse(
            [
                Wrong(path, f"“{name}”, which is no parameter of a {self.kind}", _close(name, tuple(parameters(RECORDS[self.kind]))))
                for path, name in places
                if name not in ours
            ]
        )
        return self

    def is_meant(self, values: Mapping[str, str]) -> bool:
        """Whether a call with these values (plain text by parameter of theirs) is a record. Case, accents and blanks do not count."""
        return all(folded(values.get(name, "")) in {folded(text) for text in wanted} for name, wanted in self.only.items())

    def field(self, theirs: str) -> str:
        """The field that a parameter of theirs fills, or empty."""
        return parameter_names(RECORDS[self.kind])[self.parameters[theirs]] if theirs in self.parameters else ""

    def code(self, field: str, text: str) -> str:
        """What a text of theirs stands for in a field, or empty. Case, accents and blanks do not count."""
        ours = parameter_names(RECORDS[self.kind])
        wanted = folded(text)
        for name, codes in self.values.items():
            if ours[name] == field:
                return next((code for known, code in codes.items() if folded(known) == wanted), "")
        return ""


class Candidate(Configured):
    """Where on a wiki pages may be about a partnership without being a record; categories and templates without namespace."""

    wiki: Dbname
    categories: tuple[Title, ...] = ()
    templates: tuple[TemplateName, ...] = ()

    @model_validator(mode="after")
    def _something(self) -> Self:
        refuse([] if self.categories or self.templates else [Wrong((), "neither categories nor templates", "name at least one")])
        return self


class Code(Configured):
    """A code that pages may state: its labels by language, how much it weighs, and from when until when it counts."""

    labels: Annotated[Labels, Field(min_length=1)]
    weight: Annotated[float, Field(strict=True, ge=0, le=1000)] = 1
    since: Edtf = ""
    until: Edtf = ""

    @model_validator(mode="after")
    def _order(self) -> Self:
        # Dates compare as far as both go: 2024 is not before 2024-03.
        common = min(len(self.since), len(self.until))
        before = bool(common) and self.until[:common] < self.since[:common]
        refuse([Wrong(("until",), f"“{self.until}”, before since ({self.since})", "the later date")] if before else [])
        return self


class Framework(Configured):
    """A version of the partnership framework, and what it asks a page to state: sections and parameters."""

    labels: Labels = Field(default_factory=dict)
    asks: Annotated[tuple[Annotated[str, AfterValidator(_part)], ...], Field(min_length=1)]


class Check(Configured):
    """One thing that good documentation has.

    It passes where any of ``parameters`` is filled (with a date of the last ``within_days``, if that is asked) or ``section`` has
    at least ``words``. It applies to partnerships of ``statuses``, all if none is named. ``minutes`` is what it takes to do.
    """

    code: CodeName
    labels: Labels = Field(default_factory=dict)
    parameters: tuple[Annotated[str, AfterValidator(_field)], ...] = ()
    section: Annotated[str, AfterValidator(_section)] = ""
    words: Number = 0
    within_days: Number = 0
    statuses: tuple[Annotated[str, AfterValidator(_status)], ...] = ()
    points: Number = 1
    minutes: Number = 5

    @model_validator(mode="after")
    def _something(self) -> Self:
        wrongs = []
        if not self.parameters and not self.section:
            wrongs.append(Wrong((), "a check without parameters and section", "name what it looks at"))
        if self.words and not self.section:
            wrongs.append(Wrong(("words",), str(self.words), "name the section whose words are counted, or leave it out"))
        if self.within_days and not self.parameters:
            wrongs.append(Wrong(("within_days",), str(self.within_days), "name the parameter that has the date, or leave it out"))
        refuse(wrongs)
        return self


class Thresholds(Configured):
    """After how many days something is told of, and below how many no share is shown."""

    review_after_days: Days = 365
    inquiry_overdue_days: Days = 14
    inquiry_escalate_days: Days = 28
    claim_days: Days = 30
    sync_stale_days: Days = 365
    module_stale_days: Days = 730
    release_stale_days: Days = 730
    few: Annotated[int, Field(strict=True, ge=1, le=1000)] = 10

    @model_validator(mode="after")
    def _order(self) -> Self:
        early = self.inquiry_escalate_days < self.inquiry_overdue_days
        remedy = f"at least inquiry_overdue_days ({self.inquiry_overdue_days})"
        refuse([Wrong(("inquiry_escalate_days",), str(self.inquiry_escalate_days), remedy)] if early else [])
        return self


class Configuration(Configured):
    """Everything; without arguments the built-in template names alone."""

    version: Literal[1] = 1
    wikis: Mapping[Dbname, WikiEntry] = {}
    mappings: Annotated[tuple[TemplateMapping, ...], Field(max_length=500)] = ()
    candidates: Annotated[tuple[Candidate, ...], Field(max_length=500)] = ()
    codes: Mapping[Family, Mapping[CodeName, Code]] = {}
    frameworks: Mapping[Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)], Framework] = {}
    checks: Annotated[tuple[Check, ...], Field(max_length=200)] = ()
    thresholds: Thresholds = Thresholds()

    @field_validator("checks")
    @classmethod
    def _checks_once(cls, checks: tuple[Check, ...]) -> tuple[Check, ...]:
        codes = [check.code for check in checks]
        wrongs = [
            Wrong((number, "code"), f"“{code}”, which checks[{codes.index(code)}] has already", "a code of its own")
            for number, code in enumerate(codes)
            if codes.index(code) < number
        ]
        refuse(wrongs)
        return checks

    @field_validator("candidates")
    @classmethod
    def _candidates_once(cls, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        wikis = [candidate.wiki for candidate in candidates]
        refuse(
            [
                Wrong((number, "wiki"), f"“{wiki}”, which candidates[{wikis.index(wiki)}] has already", "put both together")
                for number, wiki in enumerate(wikis)
                if wikis.index(wiki) < number
            ]
        )
        return candidates

    @field_validator("mappings")
    @classmethod
    def _mappings_once(cls, mappings: tuple[TemplateMapping, ...]) -> tuple[TemplateMapping, ...]:
        seen: dict[tuple[str, str], int] = {}
        wrongs = []
        for number, mapping in enumerate(mappings):
            first = seen.setdefault((mapping.wiki, mapping.template), number)
            if first < number:
                found = f"“{mapping.template}” on {mapping.wiki}, which mappings[{first}] has already"
                wrongs.append(Wrong((number, "template"), found, "put both together"))
        refuse(wrongs)
        return mappings

    @model_validator(mode="after")
    def _agree(self) -> Self:
        wrongs = []
        for number, mapping in enumerate(self.mappings):
            if mapping.template in self._own_names(mapping.wiki):
                found = f"“{mapping.template}”, which is a name of our own template on {mapping.wiki}"
                wrongs.append(Wrong(("mappings", number, "template"), found, "no mapping is needed: remove it"))
            wrongs += [Wrong(("mappings", number, *wrong.path), wrong.found, wrong.remedy) for wrong in self._wrong_values(mapping)]
        refuse(wrongs)
        return self

    def _wrong_values(self, mapping: TemplateMapping) -> Iterator[Wrong]:
        declared = parameters(RECORDS[mapping.kind])
        ours = parameter_names(RECORDS[mapping.kind])
        for name, codes in mapping.values.items():
            known = self._codes_of(declared[ours[name]].type)
            for theirs, code in codes.items():
                if known and code not in known:
                    yield Wrong(("values", name, theirs), f"“{code}”, which is no code of {name}", _close(code, known))

    def _codes_of(self, type_: ValueType) -> tuple[str, ...]:
        """The codes that a type of values has; none where any text will do."""
        if isinstance(type_, ListOf):
            return self._codes_of(type_.type)
        if isinstance(type_, CodeType):
            return next((tuple(codes) for family, codes in self.codes.items() if family == type_.family), ())
        return type_.codes if isinstance(type_, Choice) else ()

    def _own_names(self, dbname: str) -> dict[str, str]:
        names = {name: kind for kind, record in RECORDS.items() for name in (record.template, *_LOCAL_NAMES.get(kind, ()))}
        if dbname in self.wikis:
            names |= {name: kind for kind, local in self.wikis[dbname].templates.items() for name in local}
        return names

    def template_names(self, dbname: str) -> Mapping[str, str]:
        """The kind of record that each template name stands for on a wiki, without namespace; mapped templates are among them."""
        return self._own_names(dbname) | {mapping.template: mapping.kind for mapping in self.mappings if mapping.wiki == dbname}

    def mappings_by_name(self, dbname: str, names: Mapping[str, str]) -> Mapping[str, TemplateMapping]:
        """The mapping of each name (redirects included) that a mapped template has; ``names`` gives the template each leads to."""
        mapped = {mapping.template: mapping for mapping in self.mappings if mapping.wiki == dbname}
        return {name: mapped[target] for name, target in names.items() if target in mapped}

    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """The labels of all codes as messages by language: ``label-<family>-<code>``."""
        found: dict[str, dict[str, str]] = {}
        for family, codes in self.codes.items():
            for code, entry in codes.items():
                for language, text in entry.labels.items():
                    found.setdefault(language, {})[f"label-{family}-{code}"] = text
        return found

    def all_labels(self) -> Mapping[str, Mapping[str, str]]:
        """The labels of codes, checks and framework versions, by language: what the wiki's templates show."""
        found = {language: dict(labels) for language, labels in self.labels().items()}
        named = [("check", check.code, check.labels) for check in self.checks]
        named += [("framework", version, framework.labels) for version, framework in self.frameworks.items()]
        for family, code, labels in named:
            for language, text in labels.items():
                found.setdefault(language, {})[f"label-{family}-{code}"] = text
        return found

    def fingerprint(self, *more: object) -> str:
        """A text that differs whenever pages may read differently: then all of them are read again."""
        names = self._own_names("")
        wikis = {dbname: self._own_names(dbname) for dbname in self.wikis}
        mappings = sorted((mapping.model_dump() for mapping in self.mappings), key=lambda mapping: (mapping["wiki"], mapping["template"]))
        what = json.dumps([__version__, names, wikis, mappings, self.labels(), more], sort_keys=True, default=str)
        return hashlib.sha256(what.encode()).hexdigest()


__all__ = [
    "Candidate",
    "Check",
    "Code",
    "Configuration",
    "ConfigurationProblem",
    "Configured",
    "Framework",
    "TemplateMapping",
    "Thresholds",
    "WikiEntry",
    "read",
]
