"""Writes a plan down as wikitext, each value in one of the notations that people use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tests.generated.pen import Pen
from tests.generated.plan import Candidate, Contribution, Hub, Inquiry, Lesson, Module, Nomination, Partnership, Plan, Record, Task, Tool
from tests.generated.words import NAMESPACES, mapping_of

#: What {{Partnership}} is called besides.
NAMES = {
    "metawiki": ("Partnership", "Partnership", "partnership", " Partnership ", "Template:Partnership", "Partenariat", "Alianza"),
    "frwiki": ("Partenariat", "Partenariat", "Partnership", "Infobox Partenariat", "infobox_Partenariat"),
    "commonswiki": ("Partnership", "Alianza"),
}
HEADINGS = {
    "values": "Values",
    "objectives": "Objectifs",
    "roles": "Who does what",
    "commitments": "Compromisos",
    "equity": "Equity",
    "results": "النتائج",
    "lessons": "Lessons",
}


class Writer(Pen):
    """Writes records."""

    def partnership(self, record: Partnership) -> str:
        """The call, the sections and the contributions."""
        values = {
            "partner": self.listed(record.partner, names=True),
            "partner_qid": self.listed(map(self.item, record.items)),
            "name": record.name,
            "partner_type": self.code("partner-type", record.partner_type),
            "lead": self.one((record.lead, f"[[{record.lead}]]")) if record.lead else "",
            "country": self.listed(map(self.country, record.countries)),
            "status": self.code("status", record.status) + (self.noise() if record.status else ""),
            "start": self.day(record.start) + (self.noise() if record.start else ""),
            "programs": self.codes("program", record.programs),
            "themes": self.codes("theme", record.themes),
            "projects": self.listed(map(self.wiki, record.projects)),
            "languages": self.listed(map(self.language, record.languages)),
            "communities": self.listed(record.communities),
            "collection_origin": self.listed(map(self.country, record.origins)),
            "lead_contact": self.listed(map(self.user, record.contacts)),
            "hub": self.page(record.hub),
            "open_to": self.code("open-to", record.open_to),
            "gaps": self.codes("gap", record.gaps),
            "priority": self.codes("priority", record.priority),
            "framework": record.framework,
            "partner_confirmed": self.page(record.confirmed),
            "agreement": self.page(record.agreement),
            "summary": record.summary,
            "report": self.page(record.report),
            "case_study": self.page(record.case_study),
            "last_reviewed": self.day(record.reviewed),
            "recognition_consent": record.consent,
            "tools": self.listed(map(self.page, record.tools)),
            "supported_by": self.listed(record.supported_by),
            "tech_needs": self.listed(map(self.wish, record.tech_needs), names=True),
            "tech_offers": self.listed(map(self.wish, record.tech_offers), names=True),
            "technology": self.codes("technology", record.technology),
            "ai_use": self.code("ai-use", record.ai_use),
            "image": "",
        }
        if record.template:
            return self.call(record.template, self.as_in(record.template, values, record))
        pieces = [self.call(self.one(NAMES[record.wiki]), values, record, aliases=True)]
        if self.random.random() < 0.05:
            pieces[0] = f"{{{{Note box|title=About|text={pieces[0]}}}}}"
        pieces += [
            f"== {HEADINGS[code]} ==\n{{{{Partnership section|{code}}}}}\n{self.prose(words)}" for code, words in record.sections.items()
        ]
        pieces += [self.contribution(given) for given in record.contributions]
        return "\n\n".join(pieces)

    def as_in(self, template: str, values: Mapping[str, str], record: Partnership) -> Mapping[str, str]:
        """The values by the names and words of other people's template."""
        mapping = mapping_of(template)
        written = {theirs: values.get(ours, "") for theirs, ours in mapping["parameters"].items()}
        words = [word for word, code in mapping["values"]["status"].items() if code == record.status]
        status = next(theirs for theirs, ours in mapping["parameters"].items() if ours == "status")
        marks = {name: self.one(wanted) for name, wanted in mapping.get("only", {}).items()}
        return written | marks | {status: self.one(words) if words else values["status"]}

    def prose(self, words: int) -> str:
        """So many words; the targets of links, comments, files and categories between them do not make more of them."""
        some = ("word", "parole", "palabra", "كلمة", "don’t", "[[link]]", "[[Partnerships/Some page|link]]")
        written = " ".join(self.one(some) for _ in range(words))
        ends = (".", " <!-- and some more that does not count -->", " [[File:A portrait.jpg|thumb|Somebody at [[work]]]]", "")
        return written + self.one(ends)

    def contribution(self, given: Contribution) -> str:
        return self.call(
            "Partnership contribution",
            {
                "type": self.code("contribution-type", given.type),
                "date": self.day(given.date),
                "what": self.text(given.what),
                "licence": self.licence(given.licence),
                "property": given.property_id,
                "records": self.number(given.records),
                "records_linked": self.number(given.linked),
                "uses_wikibase": "" if given.wikibase is None else self.code("yesno", "yes" if given.wikibase else "no"),
                "last_sync": self.day(given.last_sync),
                "help_wanted": given.help_wanted,
            },
        )

    def hub(self, record: Hub) -> str:
        return self.call(
            "Pôle de partenariat" if record.wiki == "frwiki" else "Partnership hub",
            {
                "name": record.name,
                "type": self.code("hub-type", record.type),
                "themes": self.codes("theme", record.themes),
                "regions": self.codes("region", record.regions),
                "countries": self.listed(map(self.country, record.countries)),
                "contact_page": "Partnerships/Talk",
                "mandate": self.page(record.mandate),
                "until": self.day(record.until),
                "supports": self.listed(record.supports, names=True),
                "backup": self.page(record.backup),
                "capacity": self.number(record.capacity),
            },
            record,
        )

    def tool(self, record: Tool) -> str:
        return self.call(
            "Partnership tool",
            {
                "name": record.name,
                "purpose": record.purpose,
                "status": self.code("tool-status", record.status),
                "maintainers": self.listed(map(self.user, record.maintainers)),
                "steward": record.steward,
                "funding": record.funding,
                "source": record.source,
                "licence": self.licence(record.licence),
                "last_release": self.day(record.last_release),
                "programs": self.codes("program", record.programs),
                "needs": self.listed(map(self.wish, record.needs), names=True),
                "offers": self.listed(map(self.wish, record.offers), names=True),
            },
            record,
        )

    def module(self, record: Module) -> str:
        return self.call(
            "Partnership learning module",
            {
                "title": record.name,
                "skills": self.codes("skill", record.skills),
                "format": self.code("format", record.format),
                "languages": self.listed(map(self.language, record.languages)),
                "stage": self.codes("status", record.stage),
                "programs": self.codes("program", record.programs),
                "updated": self.day(record.updated),
            },
            record,
        )

    def lesson(self, record: Lesson) -> str:
        return self.call(
            "Partnership lesson",
            {
                "title": record.name,
                "problem": record.problem,
                "solution": record.solution,
                "partner_type": self.code("partner-type", record.partner_type),
                "programs": self.codes("program", record.programs),
                "themes": self.codes("theme", record.themes),
                "technology": self.codes("technology", record.technology),
                "countries": self.listed(map(self.country, record.countries)),
                "languages": self.listed(map(self.language, record.languages)),
                "ask_me": self.listed(map(self.user, record.ask_me)),
                "endorsed_by": self.listed(map(self.user, record.endorsed_by)),
                "updated": self.day(record.updated),
            },
            record,
        )

    def task(self, record: Task) -> str:
        values = {
            "page": self.page(record.page),
            "check": record.check,
            "claimed_by": self.user(record.claimed_by) if record.claimed_by else "",
            "since": self.day(record.since),
            "done": self.day(record.done),
        }
        return self.call("Partnership task", values, record)

    def inquiry(self, record: Inquiry) -> str:
        return self.call(
            "Partner inquiry",
            {
                "kind": self.code("inquiry-kind", record.kind),
                "organisation": record.organisation,
                "publicly_agreed": self.code("yesno", record.agreed),
                "country": self.listed(map(self.country, record.countries)),
                "filed": self.day(record.filed),
                "status": self.code("inquiry-status", record.status),
                "answered": self.day(record.answered),
                "hub": self.page(record.hub),
            },
            record,
        )

    def nomination(self, record: Nomination) -> str:
        return self.call(
            "Partnership nomination",
            {
                "nominee": self.page(record.nominee),
                "kind": self.code("nomination-kind", record.kind),
                "reason": record.reason,
                "status": self.code("nomination-status", record.status),
                "nominated_by": self.user(record.nominated_by),
                "partnership": self.page(record.partnership),
                "language": self.language(record.language) if record.language else "",
            },
            record,
        )

    def signs(self, candidate: Candidate) -> str:
        """By what it is found."""
        names = ("Category", *filter(None, [NAMESPACES.get(candidate.wiki, {}).get("Category")]))
        category = f"[[{self.one(names)}:{candidate.category}]]" if candidate.category else ""
        return category + (f"{{{{{candidate.template}|state=open}}}}" if candidate.template else "")


def write(plan: Plan, seed: int) -> dict[str, dict[str, str]]:
    """All pages, by wiki and title: those with records, and those that look as if they had some."""
    pen = Writer(seed)
    writers: Mapping[type[Record], Callable[..., str]] = {
        Partnership: pen.partnership,
        Hub: pen.hub,
        Tool: pen.tool,
        Module: pen.module,
        Lesson: pen.lesson,
        Task: pen.task,
        Inquiry: pen.inquiry,
        Nomination: pen.nomination,
    }
    # A record inside another template's argument counts only where that template shows it.
    pages: dict[str, dict[str, str]] = {wiki: {"Template:Note box": "{{{title}}}: {{{text}}}"} for wiki in NAMES}
    for record in plan.records:
        text = writers[type(record)](record)
        before = pages[record.wiki].get(record.title)
        pages[record.wiki][record.title] = f"{before}\n\n{text}" if before else text
    for candidate in plan.candidates:
        page = pages[candidate.wiki]
        page[candidate.title] = f"{page.get(candidate.title, 'A museum, and people who know it.')}\n{pen.signs(candidate)}"
    written = {wiki: set(texts) for wiki, texts in pages.items()}
    _mark_some_for_translation(pages["metawiki"], [record.title for record in plan.partnerships if record.wiki == "metawiki"], pen)
    _add_what_does_not_count(pages)
    assert all(titles <= set(pages[wiki]) for wiki, titles in written.items())
    return pages


def _mark_some_for_translation(pages: dict[str, str], titles: Sequence[str], pen: Pen) -> None:
    """Some pages are prepared for translation, and have translations, whose calls do not count."""
    different = list(dict.fromkeys(titles))
    for title in sorted(pen.random.sample(different, min(6, len(different)))):
        text = pages[title]
        pages[title] = f"<languages/>\n<translate>\n<!--T:1-->\nWelcome to this page.\n</translate>\n{text}"
        for language in ("fr", "ar"):
            pages[f"{title}/{language}"] = f"<languages/>\nWelcome.\n{text}"


def _add_what_does_not_count(pages: dict[str, dict[str, str]]) -> None:
    """Drafts, sandboxes, talk pages, documentation; calls that MediaWiki does not see."""
    full = (
        "{{Partnership|partner=Nobody|lead=Atlas User Group|country=CA|status=active|start=2024|programs=glam|gaps=gender"
        "|partner_type=university|projects=wikidatawiki|technology=ocr|ai_use=unreviewed}}\n"
        "{{Partnership contribution|type=data|date=2024|what=Nothing|records=5000}}"
    )
    for title in (
        "User:Amina/Draft/Museum",
        "User:Amina/sandbox",
        "Partnerships/Sandbox",
        "Partnerships/Sandbox 2",
        "Partnerships/Shelf/doc",
        "Partnerships/Preload",
        "Talk:Partnerships/Somewhere",
        "Template:Some partnership",
    ):
        pages["metawiki"][title] = full
    pages["metawiki"]["Partnerships/Moved"] = f"#REDIRECT [[Partnerships]]\n{full}"
    pages["metawiki"]["Template:Some museum"] = "A box.[[Category:GLAM]]"
    pages["frwiki"]["Utilisateur:Amina/Brouillon"] = full
    pages["commonswiki"]["Commons:Partnerships/Testes"] = full
    for number, (before, after) in enumerate(
        (("<!--", "-->"), ("<nowiki>", "</nowiki>"), ("<pre>", "</pre>"), ("<includeonly>", "</includeonly>"))
    ):
        pages["metawiki"][f"Partnerships/Hidden {number}"] = f"{before}{full}{after}"
