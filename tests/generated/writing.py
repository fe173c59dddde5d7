"""Writes a plan down as wikitext, each value in one of the notations that people use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random
from typing import TypeVar

from tests.generated.plan import Broken, Contribution, Hub, Inquiry, Lesson, Module, Nomination, Partnership, Plan, Record, Task, Tool
from tests.generated.words import (
    ARABIC_DIGITS,
    COUNTRY,
    LANGUAGE_NAMES,
    LANGUAGES,
    LICENCES,
    MONTHS,
    TOOL_LICENCES,
    WIKIS,
    mapping_of,
    notations,
)

_T = TypeVar("_T")

#: Names of parameters in French, Spanish and Arabic.
ALIASES: Mapping[str, tuple[str, str, str]] = {
    "partner": ("partenaire", "socio", "الشريك"),
    "partner_qid": ("partenaire_qid", "socio_qid", "عنصر_الشريك"),
    "partner_type": ("type_partenaire", "tipo_socio", "نوع_الشريك"),
    "name": ("nom", "nombre", "الاسم"),
    "lead": ("porteur", "responsable", "المسؤول"),
    "country": ("pays", "país", "البلد"),
    "status": ("statut", "estado", "الحالة"),
    "start": ("début", "inicio", "البداية"),
    "programs": ("programme", "programas", "البرامج"),
    "themes": ("thèmes", "temas", "المواضيع"),
    "projects": ("projets", "proyectos", "المشاريع"),
    "languages": ("langues", "idiomas", "اللغات"),
    "communities": ("communautés", "comunidades", "المجتمعات"),
    "lead_contact": ("contact", "contacto", "جهة_الاتصال"),
    "gaps": ("lacunes", "brechas", "الفجوات"),
    "open_to": ("ouvert_à", "abierto_a", "مفتوح_ل"),
    "framework": ("cadre", "marco", "الإطار"),
    "hub": ("pôle", "nodo", "المحور"),
    "tools": ("outils", "herramientas", "الأدوات"),
    "technology": ("technologie", "tecnología", "التقنية"),
    "summary": ("résumé", "resumen", "الملخص"),
}
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


class Pen:
    """Writes with one source of chance. Every value is a list of entries and how it is written."""

    def __init__(self, seed: int) -> None:
        self.random = Random(f"pen {seed}")

    def one(self, of: Sequence[_T]) -> _T:
        return self.random.choice(of)

    # ---- Values -----------------------------------------------------------------------------------------------------------------------

    def code(self, family: str, code: str) -> str:
        return self.one(notations(family, code)) if code else ""

    def text(self, text: str) -> str:
        """Plain text, perhaps with markup that does not show."""
        escaped = text.replace("<", "&lt;")
        return self.one((escaped, f"''{escaped}''", f"<b>{escaped}</b>", f"[[Partnerships/Gifts|{escaped}]]"))

    def day(self, text: str) -> str:
        """A date, a month or a year."""
        if not text or self.random.random() < 0.4:
            return text
        year, month, day = (*(int(part) for part in text.split("-")), 0, 0)[:3]
        if not month:
            return text.translate(ARABIC_DIGITS)
        language = self.one(LANGUAGES)
        name = MONTHS[language][month - 1]
        of = {"es": " de "}.get(language, " ")
        if not day:
            return self.one((f"{name}{of}{year}", f"{month:02}/{year}"))
        written = [f"{day}{of}{name}{of}{year}", f"{year}/{month:02}/{day:02}"]
        if language == "en":
            written.append(f"{name} {day}, {year}")
        if language == "ar":
            written.append(written[0].translate(ARABIC_DIGITS))
        written.append(f"{day}&nbsp;{name}&nbsp;{year}")
        if day > 12:
            written.append(f"{day:02}/{month:02}/{year}")
        return self.one(written)

    def country(self, code: str) -> str:
        return self.one((code, *COUNTRY[code].names))

    def language(self, code: str) -> str:
        return self.one((code, *LANGUAGE_NAMES[code]))

    def wiki(self, code: str) -> str:
        return self.one(WIKIS[code])

    def user(self, name: str) -> str:
        return self.one((name, f"[[User:{name}|{name}]]", f"[[User:{name}]]", f"{{{{u|{name}}}}}"))

    def item(self, item: str) -> str:
        return self.one((item, item.lower(), f"[[d:{item}]]", f"https://www.wikidata.org/wiki/{item}"))

    def noise(self) -> str:
        """What may stand after a value and says nothing."""
        return self.one(("", "", "", "", "", "", "<!-- see talk -->", "<ref>A letter.</ref>"))

    def page(self, title: str) -> str:
        return self.one((title, title.replace(" ", "_"), f"[[{title}]]", f"[[{title}|here]]")) if title else ""

    def licence(self, code: str) -> str:
        return self.one({**LICENCES, **TOOL_LICENCES}[code][0]) if code else ""

    def number(self, number: int) -> str:
        if not number:
            return ""
        return self.one((str(number), f"{number:,}", str(number).translate(ARABIC_DIGITS)))

    def listed(self, entries: Iterable[str], *, names: bool = False) -> str:
        """A list; entries that may hold commas or blanks are kept apart by stronger marks."""
        entries = list(entries)
        if not entries:
            return ""
        if len(entries) == 1:
            return entries[0]
        ways: list[Callable[[], str]] = [
            lambda: "; ".join(entries),
            lambda: "\n" + "\n".join(f"* {entry}" for entry in entries),
            lambda: "<br>".join(entries),
            lambda: "{{ubl|" + "|".join(entries) + "}}",
        ]
        if not names and not any("," in entry for entry in entries):
            ways += [lambda: ", ".join(entries), lambda: "، ".join(entries)]
        return self.one(ways)()

    # ---- Calls ------------------------------------------------------------------------------------------------------------------------

    def call(self, name: str, values: Mapping[str, str], record: Record | None = None, *, aliases: bool = False) -> str:
        """A template call in some layout, with what is broken in the record, and without what is lost."""
        values = dict(values)
        for broken in record.broken if record else ():
            values[broken.parameter] = self.with_broken(values.get(broken.parameter, ""), broken)
        for lost in record.lost if record else ():
            values.pop(lost, None)
        values |= dict(record.extra) if record else {}
        filled = [(self.parameter(name, aliases=aliases), text) for name, text in values.items() if text]
        empty = [(name, "") for name, text in values.items() if not text and name in {"image", "end", "mandate", "steward"}]
        self.random.shuffle(filled)
        written = filled + empty
        if self.random.random() < 0.5 and not any("\n" in text for _, text in written):
            return "{{" + "|".join([name, *(f"{key}={text}" for key, text in written)]) + "}}"
        lines = [f"| {key} = {text}" for key, text in written]
        if self.random.random() < 0.3:
            lines.insert(1, "<!-- | status = idea -->")
        return "{{" + "\n".join([name, *lines]) + "\n}}"

    def with_broken(self, text: str, broken: Broken) -> str:
        return f"{text}; {broken.text}" if text and "\n" not in text else f"{text}\n* {broken.text}" if text else broken.text

    def parameter(self, name: str, *, aliases: bool) -> str:
        return self.one((name, *ALIASES[name])) if aliases and name in ALIASES and self.random.random() < 0.5 else name

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

    def codes(self, family: str, codes: Iterable[str]) -> str:
        return self.listed([self.code(family, code) for code in codes])

    def prose(self, words: int) -> str:
        """So many words; links, comments and files between them do not make more of them."""
        written = [self.one(("word", "parole", "palabra", "كلمة", "don’t", "[[link]]")) for _ in range(words)]
        return " ".join(written) + self.one((".", " <!-- and some more that does not count -->", ""))

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
                "purpose": "Carries files.",
                "status": self.code("tool-status", record.status),
                "maintainers": self.listed(map(self.user, record.maintainers)),
                "steward": record.steward,
                "funding": record.funding,
                "source": record.source,
                "licence": self.licence(record.licence),
                "last_release": self.day(record.last_release),
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
                "problem": "Nobody answered.",
                "solution": "We called.",
                "technology": self.codes("technology", record.technology),
                "themes": self.codes("theme", record.themes),
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
            },
            record,
        )


def write(plan: Plan, seed: int) -> dict[str, dict[str, str]]:
    """All pages, by wiki and title: those with records, and those that look as if they had some."""
    pen = Pen(seed)
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
    written = {wiki: set(texts) for wiki, texts in pages.items()}
    _mark_some_for_translation(pages["metawiki"], [record.title for record in plan.partnerships if record.wiki == "metawiki"], pen)
    _add_what_does_not_count(pages)
    assert all(titles <= set(pages[wiki]) for wiki, titles in written.items())
    return pages


def _mark_some_for_translation(pages: dict[str, str], titles: Sequence[str], pen: Pen) -> None:
    """Some pages are prepared for translation, and have translations, whose calls do not count."""
    for title in sorted(pen.random.sample(list(dict.fromkeys(titles)), min(6, len(titles)))):
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
    pages["frwiki"]["Utilisateur:Amina/Brouillon"] = full
    pages["commonswiki"]["Commons:Partnerships/Testes"] = full
    for number, (before, after) in enumerate(
        (("<!--", "-->"), ("<nowiki>", "</nowiki>"), ("<pre>", "</pre>"), ("<includeonly>", "</includeonly>"))
    ):
        pages["metawiki"][f"Partnerships/Hidden {number}"] = f"{before}{full}{after}"
