"""Writes values in the notations that people use, and template calls in some layout."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random
from typing import TypeVar

from tests.generated.plan import Broken, Record
from tests.generated.words import (
    ARABIC_DIGITS,
    COUNTRY,
    LANGUAGE_NAMES,
    LANGUAGES,
    LICENCES,
    MONTHS,
    TOOL_LICENCES,
    WIKIS,
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
    "supported_by": ("soutien", "apoyo", "بدعم_من"),
    "tech_needs": ("besoins_techniques", "necesidades_técnicas", "احتياجات_تقنية"),
    "tech_offers": ("offres_techniques", "ofertas_técnicas", "عروض_تقنية"),
    "summary": ("résumé", "resumen", "الملخص"),
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

    def codes(self, family: str, codes: Iterable[str]) -> str:
        return self.listed([self.code(family, code) for code in codes])

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

    def wish(self, text: str) -> str:
        """A need or an offer: a task by its number, a link or its address, or text."""
        if re.fullmatch(r"T\d+", text):
            return self.one((text, text.lower(), f"[[phab:{text}]]", f"https://phabricator.wikimedia.org/{text}"))
        return self.text(text)

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
        """With a further entry, in the way the others are listed."""
        if text.startswith("{{ubl|"):
            return f"{text.removesuffix('}}')}|{broken.text}}}}}"
        return f"{text}; {broken.text}" if text and "\n" not in text else f"{text}\n* {broken.text}" if text else broken.text

    def parameter(self, name: str, *, aliases: bool) -> str:
        return self.one((name, *ALIASES[name])) if aliases and name in ALIASES and self.random.random() < 0.5 else name
