"""Draws what is not a partnership: hubs, tools, modules, lessons, inquiries, nominations, tasks, and pages without a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tests.generated.chance import LEAFLETS, Chance
from tests.generated.plan import Candidate, Hub, Inquiry, Lesson, Module, Nomination, Partnership, Task, Tool
from tests.generated.words import (
    AFFILIATES,
    COUNTRIES,
    LANGUAGE_NAMES,
    PEOPLE,
    REGIONS,
    TOOL_LICENCES,
    codes,
    configuration,
)

#: What pages are called before their own name, by wiki.
PREFIX = {"metawiki": "Partnerships/", "frwiki": "Partenariats/", "commonswiki": "Commons:Partnerships/"}
STATUSES = ("idea", "discussion", "active", "paused", "completed", "ended")
PARTNER_TYPES = ("museum", "university", "library", "archive", "ngo", "school", "government")
NO_HUB = "Partnerships/Hubs/Nowhere"


class Others(Chance):
    """Draws other records, and pages without one."""

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
                    purpose=self.one(("Carries files.", self.phrase())),
                    programs=self.some(codes("program")[:6], 2),
                    needs=self.wishes(),
                    offers=self.wishes(),
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
                problem=self.one(("Nobody answered.", self.phrase(), self.one(LEAFLETS))),
                solution=self.one(("We called.", self.phrase())),
                partner_type=self.one(("", *PARTNER_TYPES)),
                programs=self.some(codes("program")[:6], 2),
                themes=self.some(codes("theme")[:12], 2),
                technology=self.some(codes("technology")[:6], 2),
                countries=self.some([country.code for country in COUNTRIES], 2, 0.4),
                languages=self.some(tuple(LANGUAGE_NAMES), 2, 0.5),
                ask_me=self.some(PEOPLE, 2, 0.4),
                endorsed_by=self.some(PEOPLE, 3, 0.6),
                updated=self.one(("", self.ago(self.random.randint(1, 900)))),
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
        """Of users, groups and partnerships, some for a partnership of the same wiki; most of them delivered."""
        drawn = []
        for number in range(1, 21):
            wiki = "frwiki" if number % 5 == 0 else "metawiki"
            titles = [record.title for record in partnerships if record.wiki == wiki] or [""]
            nominee = self.one((f"User:{self.one(PEOPLE[:5])}", self.one(tuple(AFFILIATES)), "Readers of the river", self.one(titles)))
            drawn.append(
                Nomination(
                    wiki=wiki,
                    title=f"{PREFIX[wiki]}Nominations/{number}",
                    nominee=nominee or "User:Amina",
                    partnership=self.one(("", self.one(titles))),
                    kind=self.one(("barnstar", "thank-you")),
                    reason=f"Kept the partnership going, year {number}.",
                    status=self.one(("open", "", "approved", "declined", "delivered", "delivered", "delivered")),
                    nominated_by=self.one(PEOPLE[:5]),
                    language=self.one(("", "en", "fr", "sw")),
                )
            )
        return tuple(drawn)

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

    def candidates(self, partnerships: Sequence[Partnership]) -> tuple[Candidate, ...]:
        """On each wiki pages in a category, with a template, with both, and a page that has its record."""
        drawn = []
        for wanted in configuration()["candidates"]:
            wiki, categories, templates = wanted["wiki"], wanted["categories"], wanted["templates"]
            for category, template in ((self.one(categories), ""), ("", self.one(templates)), (self.one(categories), self.one(templates))):
                title = PREFIX[wiki] + self.numbered("Looks like one")
                drawn.append(Candidate(wiki=wiki, title=title, category=category, template=template))
            recorded = [record.title for record in partnerships if record.wiki == wiki]
            drawn += [Candidate(wiki=wiki, title=title, category=self.one(categories)) for title in dict.fromkeys(recorded[:8])]
        return tuple(drawn)
