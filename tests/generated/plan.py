"""What is drawn before a word of wikitext is written: records of plain codes, and which pages they stand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

GOING = ("idea", "discussion", "active", "paused")


@dataclass(frozen=True, slots=True)
class Broken:
    """A value that cannot be read: what a page says, for which parameter, and which problem that is."""

    parameter: str
    text: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record: where it stands, and what is wrong with it.

    ``broken`` values stand in place of a value, or in a list beside the others; ``lost`` parameters are not written at all though
    they are asked for; ``extra`` is written as it is.
    """

    wiki: str
    title: str
    broken: tuple[Broken, ...] = ()
    lost: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """What it is called."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """Something that a partner gave."""

    type: str
    date: str
    what: str
    licence: str = ""
    property_id: str = ""
    records: int = 0
    linked: int = 0
    wikibase: bool | None = None
    last_sync: str = ""
    help_wanted: str = ""

    @property
    def is_data(self) -> bool:
        """Whether the report on data counts it."""
        return self.type in {"data", "metadata"} or bool(self.property_id or self.records)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub(Record):
    """A hub; ``backup`` is the title of another, of none, or empty."""

    name: str
    type: str
    themes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    mandate: str = ""
    until: str = ""
    supports: tuple[str, ...] = ()
    backup: str = ""
    capacity: int = 0

    @property
    def shown(self) -> str:
        """Its name."""
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A partner of several partnerships. Only with its item it goes by its second name too."""

    names: tuple[str, ...]
    item: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership(Record):
    """A partnership with everything that reports look at.

    ``hub`` is the title of a hub, or of a page that is none; ``template`` one of other people, where it is not written with ours.
    """

    template: str = ""
    name: str = ""
    partner: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    organisation: Organisation | None = None
    partner_type: str = ""
    lead: str = ""
    supported_by: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    status: str = ""
    start: str = ""
    programs: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()
    communities_of: str = ""
    origins: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    hub: str = ""
    open_to: str = ""
    gaps: tuple[str, ...] = ()
    priority: tuple[str, ...] = ()
    framework: str = ""
    confirmed: str = ""
    agreement: str = ""
    summary: str = ""
    report: str = ""
    case_study: str = ""
    reviewed: str = ""
    consent: str = ""
    tools: tuple[str, ...] = ()
    tech_needs: tuple[str, ...] = ()
    tech_offers: tuple[str, ...] = ()
    technology: tuple[str, ...] = ()
    ai_use: str = ""
    #: Words of each section.
    sections: Mapping[str, int] = field(default_factory=dict)
    contributions: tuple[Contribution, ...] = ()

    @property
    def shown(self) -> str:
        """Its name, else the last part of its page's title."""
        return self.name or self.title.rpartition("/")[2]

    @property
    def is_going(self) -> bool:
        """Whether something may still be done for it."""
        return self.status in GOING


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool(Record):
    """A tool."""

    name: str
    status: str
    maintainers: tuple[str, ...] = ()
    steward: str = ""
    funding: str = ""
    source: str = ""
    licence: str = ""
    last_release: str = ""
    purpose: str = ""
    programs: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """Its name."""
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Module(Record):
    """A learning module."""

    name: str
    format: str
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    updated: str = ""

    @property
    def shown(self) -> str:
        """Its title."""
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Record):
    """A lesson."""

    name: str
    problem: str
    solution: str
    partner_type: str = ""
    programs: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    technology: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    ask_me: tuple[str, ...] = ()
    endorsed_by: tuple[str, ...] = ()
    updated: str = ""

    @property
    def shown(self) -> str:
        """Its title."""
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Record):
    """Somebody takes on a check of the partnerships on ``page``, which lies on the same wiki."""

    page: str
    check: str
    claimed_by: str = ""
    since: str = ""
    done: str = ""

    @property
    def shown(self) -> str:
        """The check."""
        return self.check


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry(Record):
    """An organisation asks."""

    organisation: str
    kind: str
    filed: str
    agreed: str = ""
    status: str = ""
    answered: str = ""
    hub: str = ""
    countries: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The organisation."""
        return self.organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination(Record):
    """Somebody shall be thanked; ``partnership`` is a title on the same wiki."""

    nominee: str
    kind: str
    reason: str
    status: str
    nominated_by: str
    partnership: str = ""
    language: str = ""

    @property
    def shown(self) -> str:
        """The nominee."""
        return self.nominee


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A page that is in a category, or calls a template, by which partnerships are looked for; some have their record already."""

    wiki: str
    title: str
    category: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that was drawn. All pages were written on the day ``made``."""

    today: date
    made: date
    partnerships: tuple[Partnership, ...]
    hubs: tuple[Hub, ...]
    tools: tuple[Tool, ...]
    modules: tuple[Module, ...]
    lessons: tuple[Lesson, ...]
    tasks: tuple[Task, ...]
    inquiries: tuple[Inquiry, ...]
    nominations: tuple[Nomination, ...]
    candidates: tuple[Candidate, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """All records that have a page or a part of one to themselves."""
        return (
            *self.partnerships, *self.hubs, *self.tools, *self.modules, *self.lessons, *self.tasks, *self.inquiries, *self.nominations,
        )  # fmt: skip


def last_day(text: str) -> date | None:
    """The last day of a date that may be a month or a year."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    if len(parts) == 2:
        year, month = parts
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    return date(parts[0], 12, 31)
