"""The reader's language: how it is chosen, and what messages, names of codes, dates and numbers look like in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property

import babel
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup, escape
from werkzeug.datastructures import LanguageAccept

from bot.core.facets import WIKI, Facet
from bot.core.problem import Problem, ProblemCode
from bot.core.search import highlights
from bot.core.values.date_words import date_in_words
from bot.core.values.folding import folded
from bot.core.vocabulary import Vocabulary
from bot.i18n import KEY_LANGUAGE, SOURCE_LANGUAGE, Argument, Messages, babel_code, language_table
from webservice.wikis import Wikis

_ISOLATED = Markup("<bdi>%s</bdi>")


def choose_language(asked: str, accepted: LanguageAccept, default: str, messages: Messages) -> str:
    """The MediaWiki code of the language to answer in: the one asked for, else the browser's, else the default, else English.

    Only a language that has messages, or the first of its fallbacks that has, can be chosen, so that the page's language and direction
    are those of its words. ``qqx`` shows keys.
    """
    if asked.lower() == KEY_LANGUAGE:
        return KEY_LANGUAGE
    for wanted in (asked, *(tag for tag, quality in accepted if quality > 0), default):
        if found := _with_messages(wanted.lower().replace("_", "-"), messages):
            return found
    return SOURCE_LANGUAGE


def _with_messages(wanted: str, messages: Messages) -> str:
    parts = wanted.split("-")[:4]
    shorter = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    # English ends every chain of fallbacks; that nobody asked for it must not hide the next language the browser names.
    fallbacks = [fallback for code in shorter for fallback in messages.fallbacks(code) if fallback != SOURCE_LANGUAGE]
    for code in (*shorter, *fallbacks):
        if code in messages.languages:
            return code
    return ""


def _without_labels() -> Vocabulary:
    return Vocabulary({})


@dataclass(frozen=True)
class Reader:
    """Somebody who reads in ``language`` (a MediaWiki code that has messages, or ``qqx``). Texts are handed out escaped.

    ``community`` gives what the community calls the codes it decided on.
    """

    language: str
    messages: Messages
    community: Callable[[], Vocabulary] = _without_labels

    @property
    def bcp47(self) -> str:
        """The language's code in HTML."""
        return self.bcp47_of(self.language)

    def bcp47_of(self, code: str) -> str:
        """The code in HTML of any language."""
        known = language_table().get(code)
        return known.bcp47 if known else code

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return self.messages.direction(self.language)

    @cached_property
    def locale(self) -> babel.Locale:
        """The CLDR locale of the language, or of a fallback that has one."""
        return babel.Locale.parse(babel_code(self.language))

    @property
    def shows_keys(self) -> bool:
        """Whether keys are shown instead of messages, and codes instead of names."""
        return self.language == KEY_LANGUAGE

    def __call__(self, key: str, *arguments: Argument) -> Markup:
        """A message as HTML."""
        return self.messages.markup(self.language, key, *arguments)

    def text(self, key: str, *arguments: Argument) -> str:
        """A message as plain text, for JSON."""
        return self.messages(self.language, key, *arguments)

    def label(self, family: str, code: str) -> str:
        """The name of a code that is ours or the community's: ``label("status", "active")``; of an unknown one the code."""
        key = f"label-{family}-{code}"
        if key in self.messages or self.shows_keys:
            return self.text(key) if key in self.messages else code
        return self.community().label(family, code, (self.language, *self.messages.fallbacks(self.language)))

    def parameter(self, kind: str, name: str) -> str:
        """What a parameter of a kind of record is called; of an unknown one its name."""
        key = f"parameter-{kind}-{name}"
        return self.text(key) if key in self.messages else name

    def country(self, code: str) -> str:
        """The name of a country by its ISO 3166-1 code."""
        return code if self.shows_keys else str(self.locale.territories.get(code, code))

    def language_name(self, code: str) -> str:
        """The name of a language by its MediaWiki code: in the reader's language, else in itself."""
        if self.shows_keys:
            return code
        for candidate in (babel_code(code) if code in language_table() else "", code.replace("-", "_")):
            # The locale of a fallback is not the language itself.
            if candidate.partition("_")[0] == code.partition("-")[0] and (name := self.locale.languages.get(candidate)):
                return str(name)
        known = language_table().get(code)
        return known.autonym if known else code

    def autonym(self, code: str) -> str:
        """What a language calls itself."""
        known = language_table().get(code)
        return known.autonym if known else code

    def edtf(self, value: str) -> str:
        """A date in EDTF (``2026``, ``2026-03``, ``2026-03-14``) in words; anything else as it is."""
        return value if self.shows_keys else date_in_words(value, self.locale)

    def day(self, when: datetime) -> str:
        """The day of a time, in UTC."""
        utc = when.astimezone(UTC)
        return utc.date().isoformat() if self.shows_keys else format_date(utc.date(), "long", locale=self.locale)

    def moment(self, when: datetime) -> str:
        """A day and time of day, in UTC and saying so."""
        utc = when.astimezone(UTC)
        if self.shows_keys:
            return self.text("web-moment", utc.date().isoformat(), utc.time().isoformat(timespec="minutes"))
        return self.text("web-moment", self.day(when), format_time(utc.time(), "short", locale=self.locale))

    def number(self, value: int | Decimal) -> str:
        """A whole number, or a decimal with up to three places."""
        return str(value) if self.shows_keys else format_decimal(value, locale=self.locale)

    def percent(self, value: Decimal) -> str:
        """A share, 1 for all, in whole percent."""
        return f"{value:.0%}" if self.shows_keys else format_percent(value, locale=self.locale)

    def name(self, family: str, code: str) -> str:
        """The name of a code; ``family`` is ``country``, ``language`` or one of ours."""
        match family:
            case "country":
                return self.country(code)
            case "language":
                return self.language_name(code)
            case _:
                return self.label(family, code)

    def all_names(self, family: str, codes: Iterable[str]) -> list[str]:
        """The names of several codes."""
        return [self.name(family, code) for code in codes]

    def all_isolated(self, texts: Iterable[str]) -> list[Markup]:
        """Several texts that somebody wrote, none of which disturbs the direction of what stands around it."""
        return [_ISOLATED % text for text in texts]

    def listed(self, items: Iterable[str]) -> Markup:
        """Texts, or HTML, as the language joins what is listed."""
        escaped = [escape(item) for item in items]
        if self.shows_keys:
            return Markup(", ").join(escaped)
        # The only style that every locale has.
        return Markup(format_list(escaped, style="standard", locale=self.locale))  # noqa: S704 (each item is escaped)

    def facet(self, kind: str, facet: Facet) -> str:
        """What a facet of a kind of record is called."""
        return self.parameter(kind, facet.parameter) if facet.parameter else self.text(f"web-filter-{facet.name}")

    def options(self, facet: Facet, codes: Iterable[str], wikis: Wikis) -> list[tuple[str, str]]:
        """Codes to choose from with their names: our own as they come, all others in the order of their names."""
        pairs = [(code, wikis.name(code) if facet.family == WIKI else self.name(facet.family, code)) for code in codes]
        return pairs if facet.choices else sorted(pairs, key=lambda pair: (folded(pair[1]), pair[0]))

    def marked(self, text: str, query: str) -> Markup:
        """What somebody wrote, with what a query found in it marked."""
        parts, end = [], 0
        for start, stop in highlights(text, query):
            parts += [escape(text[end:start]), Markup("<mark>%s</mark>") % text[start:stop]]
            end = stop
        return Markup("").join([*parts, escape(text[end:])])

    def problem(self, problem: Problem, kinds: Sequence[str]) -> Markup:
        """What a problem says. ``kinds`` are those a parameter's name is looked up in."""
        return self.said(problem.code, problem.parameter, problem.found, kinds, remedy=problem.remedy)

    def said(self, code: ProblemCode, parameter: str, found: str, kinds: Sequence[str], *, remedy: str = "") -> Markup:
        """What a kind of problem says of a parameter and what was found there."""
        labels = [key for kind in kinds if (key := f"parameter-{kind}-{parameter}") in self.messages]
        name = self.text(labels[0]) if labels else parameter
        return self(f"problem-{code.value}", *(self.isolate(part) for part in (name, found, remedy)))

    def isolate(self, text: str) -> str | Markup:
        """What somebody wrote, as an argument of a message: its direction does not disturb what stands around it."""
        return text if self.shows_keys else _ISOLATED % text
