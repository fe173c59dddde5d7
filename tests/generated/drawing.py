"""Draws a plan: which records there are, and what each says, as codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from tests.generated.plan import (
    Broken,
    Contribution,
    Hub,
    Inquiry,
    Lesson,
    Module,
    Nomination,
    Organisation,
    Partnership,
    Plan,
    Task,
    Tool,
)
from tests.generated.words import (
    AFFILIATES,
    COUNTRIES,
    COUNTRY,
    FOREIGN,
    LANGUAGE_NAMES,
    LICENCES,
    PEOPLE,
    REGIONS,
    TOOL_LICENCES,
    WIKIS,
    codes,
    configuration,
    mapping_of,
)

_T = TypeVar("_T")

#: What pages are called before their own name, by wiki.
PREFIX = {"metawiki": "Partnerships/", "frwiki": "Partenariats/", "commonswiki": "Commons:Partnerships/"}
STATUSES = ("idea", "discussion", "active", "paused", "completed", "ended")
PARTNER_TYPES = ("museum", "university", "library", "archive", "ngo", "school", "government")
SECTIONS = ("values", "objectives", "roles", "commitments", "equity", "results", "lessons")
KINDS = ("Museum", "Library", "Archive", "University", "Institute")
NO_HUB = "Partnerships/Hubs/Nowhere"


class Drawing:
    """Draws with one source of chance. Dates lie ``margin`` days or more from the days on which something changes."""

    def __init__(self, seed: int, today: date, margin: int) -> None:
        self.random = Random(seed)
        self.today = today
        self.margin = margin
        self.number = 0

    # ---- Small things -----------------------------------------------------------------------------------------------------------------

    def maybe(self, share: float) -> bool:
        return self.random.random() < share

    def some(self, of: Sequence[_T], most: int, share: float = 0.7) -> tuple[_T, ...]:
        """None, or up to ``most`` different ones, in any order."""
        return tuple(self.random.sample(of, self.random.randint(1, most))) if self.maybe(share) else ()

    def one(self, of: Sequence[_T]) -> _T:
        return self.random.choice(of)

    def ago(self, days: int, *, precise: bool = False) -> str:
        """A date so many days ago, perhaps only its month or year."""
        day = (self.today - timedelta(days=days)).isoformat()
        return day if precise or self.maybe(0.7) else self.one((day[:7], day[:4]))

    def round_limit(self, days: int) -> str:
        """A day on one side or the other of a limit, sometimes the last that counts or the first that does not."""
        near = (days, days + 1) if self.margin == 0 else (days - self.margin, days + 1 + self.margin)
        if self.maybe(0.3):
            return self.ago(self.one(near), precise=True)
        return self.ago(self.one((self.random.randint(0, near[0]), self.random.randint(near[1], 3 * days))), precise=True)

    def numbered(self, word: str) -> str:
        self.number += 1
        return f"{word} {self.number}"

    def country_codes(self, most: int = 2) -> tuple[str, ...]:
        weights = [country.weight for country in COUNTRIES]
        drawn = self.random.choices([country.code for country in COUNTRIES], weights, k=self.one((1, 1, 1, most)))
        return tuple(dict.fromkeys(drawn))

    # ---- Records ----------------------------------------------------------------------------------------------------------------------

    def hubs(self) -> tuple[Hub, ...]:
        """Eight hubs on two wikis; two regions and most themes have none."""
        themes = codes("theme")[:9]
        regions = (*REGIONS[2:4], REGIONS[5])
        drawn = []
        for number in range(1, 9):
            wiki = "frwiki" if number == 8 else "metawiki"
            drawn.append(
                Hub(
                    wiki=wiki,
                    title=f"{PREFIX[wiki]}Hubs/Hub {number}",
                    name=f"{self.one(('Oak', 'Baobab', 'Cèdre', 'نخيل'))} hub {number}",
                    type=self.one(("affiliate", "thematic", "regional", "project")),
                    themes=tuple(self.random.sample(themes, self.random.randint(1, 3))),
                    regions=tuple(self.random.sample(regions, self.random.randint(1, 2))),
                    countries=self.some(("MX", "CO", "SN"), 1, 0.4),
                    mandate="Partnerships/Mandate" if self.maybe(0.6) else "",
                    until=self.one(("", *(self.ago(days, precise=True) for days in (-700, -90, 1 + self.margin, 200)))),
                    supports=self.some(tuple(AFFILIATES)[:5], 2, 0.5),
                    capacity=self.one((0, 3, 12, 40)),
                )
            )
        titles = [hub.title for hub in drawn if hub.wiki == "metawiki"]
        # Each of three ways is there: none, a page that is no hub, another hub.
        backups = ["", NO_HUB, *(self.one([other for other in titles if other != hub.title]) for hub in drawn[2:])]
        return tuple(replace(hub, backup=backup) for hub, backup in zip(drawn, backups, strict=True))

    def organisations(self) -> tuple[Organisation, ...]:
        """Partners that several partnerships share; some have no item, and those have one name."""
        drawn = []
        for number in range(12):
            with_item = number % 3 != 0
            name = self.numbered(f"{self.one(KINDS)} of the Delta")
            names = (name, f"Musée du delta, {number}e") if with_item else (name,)
            drawn.append(Organisation(names=names, item=f"Q{9000 + number}" if with_item else "", country=self.country_codes(1)[0]))
        return tuple(drawn)

    def tools(self) -> tuple[Tool, ...]:
        limit = configuration()["thresholds"]["release_stale_days"]
        drawn = []
        for number in range(1, 15):
            wiki = "commonswiki" if number % 5 == 0 else "metawiki"
            drawn.append(
                Tool(
                    wiki=wiki,
                    title=f"{PREFIX[wiki]}Tools/Tool {number}",
                    name=f"Carter {number}",
                    status=self.one(("planned", "active", "active", "unmaintained", "retired")),
                    maintainers=self.some(PEOPLE, 3, 0.8),
                    steward=self.one(("", *AFFILIATES)),
                    funding=self.one(("", "Grant of 2025")),
                    source=self.one(("", "https://example.org/source")),
                    licence=self.one(("", *TOOL_LICENCES)),
                    last_release=self.one(("", self.round_limit(limit))),
                )
            )
        return tuple(drawn)

    def modules(self) -> tuple[Module, ...]:
        limit = configuration()["thresholds"]["module_stale_days"]
        drawn = []
        for number in range(1, 17):
            wiki = "frwiki" if number % 6 == 0 else "metawiki"
            drawn.append(
                Module(
                    wiki=wiki,
                    title=f"{PREFIX[wiki]}Modules/Module {number}",
                    name=f"First lessons {number:02}",
                    format=self.one(("video", "text", "course", "workshop", "slides")),
                    skills=tuple(self.random.sample(codes("skill")[:10], self.random.randint(1, 3))),
                    languages=tuple(self.random.sample(("en", "fr", "es", "ar", "sw"), self.random.randint(1, 3))),
                    stage=self.some(STATUSES, 3, 0.6),
                    programs=self.some(codes("program")[:5], 2),
                    updated=self.one(("", self.round_limit(limit), self.round_limit(limit))),
                )
            )
        return tuple(drawn)

    def lessons(self) -> tuple[Lesson, ...]:
        return tuple(
            Lesson(
                wiki="metawiki",
                title=f"Partnerships/Lessons/Lesson {number}",
                name=f"What we learned {number}",
                technology=self.some(codes("technology")[:6], 2),
                themes=self.some(codes("theme"), 2),
            )
            for number in range(1, 13)
        )

    def inquiries(self, hubs: Sequence[Hub]) -> tuple[Inquiry, ...]:
        thresholds = configuration()["thresholds"]
        drawn = []
        for number in range(1, 31):
            status = self.one(("new", "routed", "", "answered", "closed"))
            limit = thresholds[self.one(("inquiry_overdue_days", "inquiry_escalate_days"))]
            filed = self.round_limit(limit)
            spent = (self.today - date.fromisoformat(filed)).days
            answered = (date.fromisoformat(filed) + timedelta(days=self.random.randint(0, spent))).isoformat()
            drawn.append(
                Inquiry(
                    wiki="metawiki",
                    title=f"Partnerships/Inquiries/{number}",
                    organisation=f"Asking, Looking & Sons {number}",
                    kind=self.one(("content", "data", "technical", "education")),
                    filed=filed,
                    agreed=self.one(("yes", "yes", "yes", "yes", "no")),
                    status=status,
                    answered=answered if status == "answered" else "",
                    hub=self.one(("", *(hub.title for hub in hubs if hub.wiki == "metawiki"))),
                    countries=self.country_codes(),
                )
            )
        return tuple(drawn)

    def nominations(self, partnerships: Sequence[Partnership]) -> tuple[Nomination, ...]:
        return tuple(
            Nomination(
                wiki="metawiki",
                title=f"Partnerships/Nominations/{number}",
                nominee=f"User:{self.one(('Amina', 'Chidi'))}",
                kind=self.one(("barnstar", "thank-you")),
                reason=f"Kept the partnership going, year {number}.",
                status=self.one(("open", "approved", "declined")),
                nominated_by=self.one(PEOPLE[:5]),
            )
            for number in range(1, 7)
        )

    def tasks(self, partnerships: Sequence[Partnership]) -> tuple[Task, ...]:
        """Claims, each of another page and check: in force, over, done, without a date, of nobody."""
        days = configuration()["thresholds"]["claim_days"]
        checks = [check["code"] for check in configuration()["checks"]]
        pages = list(dict.fromkeys((record.wiki, record.title) for record in partnerships))
        drawn = []
        for wiki, title in self.random.sample(pages, min(40, len(pages))):
            since = self.round_limit(days)
            state = self.one(("claimed", "claimed", "claimed", "done", "undated", "nobody's"))
            drawn.append(
                Task(
                    wiki=wiki,
                    title=f"{PREFIX[wiki]}Tasks",
                    page=title,
                    check=self.one(checks),
                    claimed_by="" if state == "nobody's" else self.one(PEOPLE[:4]),
                    since="" if state == "undated" else since,
                    done=self.today.isoformat() if state == "done" else "",
                )
            )
        return tuple(drawn)

    def contribution(self) -> Contribution:
        limit = configuration()["thresholds"]["sync_stale_days"]
        kind = self.one(("media", "metadata", "data", "data", "text", "expertise", "funding"))
        holds_data = kind in {"metadata", "data"}
        records = self.one((0, 40, 1200, 25_000)) if holds_data or self.maybe(0.1) else 0
        return Contribution(
            type=kind,
            date=self.ago(self.random.randint(1, 900)),
            what=self.numbered(self.one((f"Gift of {kind}", "Maps = plans & views: l’île", "أرشيف «الدلتا»", "C++ & <tables>"))),
            licence=self.one(("", *LICENCES)) if holds_data or kind == "media" else "",
            property_id=self.one(("", "P217")) if holds_data else "",
            records=records,
            linked=self.random.randint(0, records) if records and self.maybe(0.8) else 0,
            wikibase=self.one((None, True, False)) if holds_data else None,
            last_sync=self.one(("", self.round_limit(limit))) if holds_data else "",
            help_wanted=self.one(("", "", "Matching names to items")),
        )

    def partnership(
        self, wiki: str, title: str, hubs: Sequence[Hub], tools: Sequence[Tool], organisation: Organisation | None
    ) -> Partnership:
        country_codes = self.country_codes()
        if organisation:
            country_codes = tuple(dict.fromkeys((organisation.country, *country_codes[:1])))
        status = self.random.choices(STATUSES, (2, 2, 5, 2, 4, 1))[0]
        partner, items = self.partner(organisation)
        named = self.one([country.code for country in COUNTRIES])
        local_hubs = [hub for hub in hubs if hub.wiki in {"metawiki", wiki}]
        with_names = self.maybe(0.5)
        sections = {code: self.one((3, 19, 20, 39, 40, 60)) for code in SECTIONS if self.maybe(0.35)}
        themes, programs = self.some(codes("theme")[:12], 3), self.some(codes("program")[:6], 2)
        return Partnership(
            wiki=wiki,
            title=title,
            name=self.numbered("Work on shelves") if with_names else "",
            partner=partner,
            items=items,
            organisation=organisation,
            partner_type=self.one(("", *PARTNER_TYPES, "university")),
            lead=self.one(tuple(AFFILIATES)),
            countries=country_codes,
            status=status,
            start=self.ago(self.random.randint(30, 2500)),
            programs=programs,
            themes=themes,
            projects=self.some(tuple(WIKIS), 3),
            languages=self.some(tuple(LANGUAGE_NAMES), 3),
            communities=("Readers of the river", self.community(named)) if self.maybe(0.4) else (),
            communities_of=named,
            origins=self.some([country.code for country in COUNTRIES], 2, 0.3),
            contacts=self.some(PEOPLE, 2, 0.6),
            hub=self.one(local_hubs).title if self.maybe(0.5) else "",
            open_to=self.one(("", "everyone", "everyone", "affiliates", "invited")),
            gaps=self.some(codes("gap")[:6], 2, 0.6),
            priority=self.some(codes("priority")[:6], 2, 0.6),
            framework=self.one(("1", "1", "", "draft of 2023")),
            confirmed=self.one(("", "Partnerships/Letters")),
            agreement=self.one(("", "Partnerships/Agreements")),
            summary=self.one(("", "A summary, in one sentence.")),
            report=self.one(("", "Partnerships/Report of the year")),
            case_study=self.one(("", "Partnerships/Case study")),
            reviewed=self.one(("", self.round_limit(365), self.round_limit(365))),
            consent=self.one(("", "yes", "name-only", "no")),
            tools=self.tools_of(wiki, tools),
            technology=self.some(codes("technology")[:7], 2, 0.6),
            ai_use=self.one(("", "none", "reviewed", "unreviewed", "undisclosed")),
            sections=sections,
            contributions=tuple(self.contribution() for _ in range(self.one((0, 0, 1, 2)))),
        )

    def partner(self, organisation: Organisation | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if organisation is None:
            names = tuple(self.numbered(f"{self.one(KINDS)} by the river") for _ in range(self.one((1, 1, 2))))
            return names, (f"Q{20_000 + self.number}",) if len(names) == 1 and self.maybe(0.5) else ()
        if organisation.item and self.maybe(0.6):
            return (self.one(organisation.names),), (organisation.item,)
        return (organisation.names[0],), ()

    def community(self, code: str) -> str:
        return f"Friends of {self.one(COUNTRY[code].names)}"

    def tools_of(self, wiki: str, tools: Sequence[Tool]) -> tuple[str, ...]:
        return self.some([tool.title for tool in tools if tool.wiki in {"metawiki", wiki}], 3, 0.4)


#: Each way to make a mistake, with what is lost by it.
MISTAKES: tuple[Mapping[str, Any], ...] = (
    {"status": "", "broken": (Broken("status", "sleeping", "choice"),)},
    {"start": "", "broken": (Broken("start", "31 February 2025", "date"),)},
    {"start": "", "broken": (Broken("start", "03/04/2025", "date-ambiguous"),)},
    {"broken": (Broken("country", "Atlantis", "country"),)},
    {"broken": (Broken("country", "Congo", "country-ambiguous"),)},
    {"broken": (Broken("languages", "Zwiebelisch", "language"),)},
    {"gaps": (), "broken": (Broken("gaps", "everything at once", "code"),)},
    {"open_to": "", "broken": (Broken("open_to", "whoever pays", "choice"),)},
    {"lead": "", "lost": ("lead",)},
    {"hub": NO_HUB},
    {"status": "", "lost": ("status",), "extra": {"statuss": "active"}},
)


#: The fields of which the templates of other people know, by our parameters' names.
_FOREIGN_FIELDS = {
    "partner": "partner", "partner_qid": "items", "name": "name", "lead": "lead", "lead_contact": "contacts", "country": "countries",
    "languages": "languages", "status": "status", "start": "start", "summary": "summary", "report": "report", "agreement": "agreement",
    "case_study": "case_study", "programs": "programs", "themes": "themes",
}  # fmt: skip


def foreign(record: Partnership) -> Partnership:
    """The record as far as it can be told with the template that its wiki had before."""
    template = FOREIGN[record.wiki]
    known = mapping_of(template)["parameters"].values()
    kept = {field: getattr(record, field) for ours, field in _FOREIGN_FIELDS.items() if ours in known}
    return Partnership(wiki=record.wiki, title=record.title, template=template, organisation=record.organisation, **kept)


def draw(seed: int, partnerships: int, today: date, margin: int) -> Plan:
    """Draw everything."""
    drawing = Drawing(seed, today, margin)
    hubs, tools, organisations = drawing.hubs(), drawing.tools(), drawing.organisations()
    drawn: list[Partnership] = []
    while len(drawn) < partnerships:
        wiki = drawing.random.choices(tuple(PREFIX), (5, 3, 2))[0]
        title = f"{PREFIX[wiki]}{drawing.numbered(drawing.one(('Bridge', 'Shelf', 'Étagère', 'جسر')))}"
        organisation = drawing.one(organisations) if drawing.maybe(0.15) else None
        record = drawing.partnership(wiki, title, hubs, tools, organisation)
        if drawing.maybe(0.08):
            drawn.append(foreign(record))
            continue
        drawn.append(record)
        if drawing.maybe(0.05) and len(drawn) < partnerships:
            drawn[-1] = replace(record, name=record.name or drawing.numbered("First of two"))
            second = drawing.partnership(wiki, title, hubs, tools, None)
            drawn.append(replace(second, name=drawing.numbered("Second of two")))
    ours = [place for place, record in enumerate(drawn) if not record.template]
    for number, place in enumerate(drawing.random.sample(ours, min(len(ours), max(len(MISTAKES), len(drawn) // 12)))):
        drawn[place] = replace(drawn[place], **MISTAKES[number % len(MISTAKES)])
    return Plan(
        today=today,
        partnerships=tuple(drawn),
        hubs=hubs,
        tools=tools,
        modules=drawing.modules(),
        lessons=drawing.lessons(),
        tasks=drawing.tasks(drawn),
        inquiries=drawing.inquiries(hubs),
        nominations=drawing.nominations(drawn),
    )
