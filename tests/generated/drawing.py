"""Draws a plan: which records there are, and what each says, as codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tests.generated.chance import LEAFLETS
from tests.generated.drawing_others import NO_HUB, PARTNER_TYPES, PREFIX, STATUSES, Others
from tests.generated.plan import Broken, Contribution, Hub, Organisation, Partnership, Plan, Tool
from tests.generated.words import (
    AFFILIATES,
    COUNTRIES,
    COUNTRY,
    FOREIGN,
    LANGUAGE_NAMES,
    LICENCES,
    PEOPLE,
    WIKIS,
    codes,
    configuration,
    mapping_of,
)

SECTIONS = ("values", "objectives", "roles", "commitments", "equity", "results", "lessons")
KINDS = ("Museum", "Library", "Archive", "University", "Institute")


class Drawing(Others):
    """Draws partnerships and what belongs to them."""

    def organisations(self) -> tuple[Organisation, ...]:
        """Partners that several partnerships share; some have no item, and those have one name."""
        drawn = []
        for number in range(12):
            with_item = number % 3 != 0
            name = self.numbered(f"{self.one(KINDS)} of the Delta")
            names = (name, f"Musée du delta, {number}e") if with_item else (name,)
            drawn.append(Organisation(names=names, item=f"Q{9000 + number}" if with_item else "", country=self.country_codes(1)[0]))
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
        lead, *others = self.random.sample(tuple(AFFILIATES), 3)
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
            lead=lead,
            supported_by=tuple(self.one((name, name.lower())) for name in others[: self.one((0, 0, 1, 2))]),
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
            summary=self.one(("", "A summary, in one sentence.", f"{self.phrase()}.", f"{self.phrase()}.", self.one(LEAFLETS))),
            report=self.one(("", "Partnerships/Report of the year")),
            case_study=self.one(("", "Partnerships/Case study")),
            reviewed=self.one(("", self.round_limit(365), self.round_limit(365))),
            consent=self.one(("", "yes", "name-only", "no")),
            tools=self.tools_of(wiki, tools),
            tech_needs=self.wishes(),
            tech_offers=self.wishes(),
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
    if record.organisation and "items" not in kept:
        kept["partner"] = record.organisation.names[:1]
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
        made=today,
        partnerships=tuple(drawn),
        hubs=hubs,
        tools=tools,
        modules=drawing.modules(),
        lessons=drawing.lessons(),
        tasks=drawing.tasks(drawn),
        inquiries=drawing.inquiries(hubs),
        nominations=drawing.nominations(drawn),
        candidates=drawing.candidates(drawn),
    )
