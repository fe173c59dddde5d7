"""Languages: MediaWiki codes, read from codes and names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel.core import get_global

from bot.core.plaintext import plain_text
from bot.core.problem import ProblemCode
from bot.core.values.folding import folded, nearest, without_article
from bot.core.values.language_names import FORMER_CODES, OTHER_CODES, OTHER_OWN_NAMES, OWN_NAMES
from bot.core.values.locales import locale, locales
from bot.core.values.reading import OR, Read, Reading, complaint

_WORD = re.compile(r"^(?:lingua|langue|lengua|idioma|language|lugha ya|sprache|اللغة) | (?:language|lingua)$")
#: Codes of languages of ISO 639-3 that are usual words, of which a list of languages has more need.
_WORDS = frozenset({"all", "and", "any", "not", "the", "yes"})
_EXPLANATION = re.compile(r"\s*[(（][^()（）]{0,80}[)）]\s*$")
#: Names people use that CLDR has otherwise or not at all.
_OTHER_NAMES: Mapping[str, str] = {
    folded(name): code
    for name, code in {
        "Farsi": "fa", "Mandarin": "zh", "Chinese (simplified)": "zh-hans", "Chinese (traditional)": "zh-hant",
        "Simplified Chinese": "zh-hans", "Traditional Chinese": "zh-hant", "Cantonese": "yue", "Brazilian Portuguese": "pt-br",
        "Portuguese (Brazil)": "pt-br", "portugais (Brésil)": "pt-br", "portugués (Brasil)": "pt-br", "portugués brasileño": "pt-br",
        "Castilian": "es", "Castellano": "es", "castillan": "es", "Panjabi": "pa", "Bengali": "bn", "Oriya": "or", "Flemish": "nl",
        "Moroccan Arabic": "ary", "árabe marroquí": "ary", "العربية المغربية": "ary", "Darija": "ary",
        "Egyptian Arabic": "arz", "Tagalog": "tl", "Filipino": "tl",
        "Bahasa Indonesia": "id", "Bahasa Melayu": "ms", "Swahili": "sw", "Uyghur": "ug", "Kurmanji": "ku", "Sorani": "ckb",
        "Hanzi": "zh", "Alemannic": "gsw", "Min Nan": "nan", "Euskera": "eu", "Valencian": "ca", "Kiswahili": "sw", "Fula": "ff",
        "Pulaar": "ff", "Fulfulde": "ff", "Peul": "ff", "Malinke": "mlq", "Kinyarwanda": "rw", "Kirundi": "rn", "Setswana": "tn",
}.items()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Language:
    """A MediaWiki language code. Names are read in the reading's languages, English, and the language itself."""

    is_list: bool = False

    def read(self, text: str, reading: Reading) -> Read:
        """Read the code; former codes give the ones that replaced them."""
        plain = plain_text(text)
        if not plain:
            return complaint(ProblemCode.EMPTY, text.strip())
        candidates = _candidates(plain, reading.languages)
        if not candidates and (match := _EXPLANATION.search(plain)):
            candidates = _candidates(plain[: match.start()], reading.languages)
        if len(candidates) == 1:
            return Read(tuple(candidates))
        if candidates:
            return complaint(ProblemCode.LANGUAGE_AMBIGUOUS, plain, OR.join(sorted(candidates)))
        return complaint(ProblemCode.LANGUAGE, plain, _similar(plain, reading.languages))


def is_language_code(text: str) -> bool:
    """Whether a text is a MediaWiki language code as it stands, in lower case."""
    return text in _codes() or text in FORMER_CODES


def language_name(code: str, languages: tuple[str, ...]) -> str:
    """Give the name of a language in the first of the languages that has one, else its own name, else the code."""
    cldr = _cldr_code(code)
    for language in (*languages, "en"):
        if (found := locale(language)) and (name := found.languages.get(cldr)):
            return str(name)
    return OWN_NAMES.get(code, code)


def _candidates(text: str, languages: tuple[str, ...]) -> frozenset[str]:
    stripped = text.strip()
    code = _known_code(stripped.replace("_", "-").lower())
    named = _named(folded(text), languages)
    if code in _codes():
        # "Ga" is a language of Ghana, "ga" the code of Irish: which one is meant by the first is not known.
        return named | {code} if stripped[:1].isupper() and stripped[1:].islower() else frozenset({code})
    if named:
        return named
    # A language without a wiki or a name in CLDR may still be one that people speak.
    return frozenset({code}) if code in _spoken() - _WORDS else frozenset()


def _named(name: str, languages: tuple[str, ...]) -> frozenset[str]:
    """The languages of a folded name."""
    if not name or len(name) > 80:
        return frozenset()
    for wanted in dict.fromkeys((name, _WORD.sub("", name), without_article(name))):
        for language in (*languages, "en"):
            if found := _names(language).get(wanted):
                return found
        if wanted in _OTHER_NAMES:
            return frozenset({_OTHER_NAMES[wanted]})
        if found := _own_names().get(wanted):
            return found
    return frozenset()


@lru_cache(maxsize=10_000)
def _similar(text: str, languages: tuple[str, ...]) -> str:
    known = _all_names(languages)
    similar = nearest(folded(text), known)
    return language_name(min(known[similar]), languages) if similar else ""


@lru_cache(maxsize=64)
def _all_names(languages: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    known: dict[str, frozenset[str]] = {}
    for names in (*(_names(language) for language in (*languages, "en")), _own_names()):
        for name, codes in names.items():
            known.setdefault(name, codes)
    return known


def _cldr_code(code: str) -> str:
    language, dash, rest = code.partition("-")
    return f"{language}_{rest.capitalize() if len(rest) == 4 else rest.upper()}" if dash else {"tl": "fil"}.get(language, language)


def _known_code(code: str) -> str:
    """MediaWiki's code for a code in lower case, if it has one; any other text stays as it is."""
    if code in FORMER_CODES or code in _of_mediawiki():
        return FORMER_CODES.get(code, code)
    return _alpha2().get(code) or _of_cldr().get(code, code)


def _mediawiki_code(cldr: str) -> str:
    """MediaWiki's code for one of CLDR: what is spoken in one country has a code of its own only where MediaWiki gives it one."""
    code = cldr.replace("_", "-").lower()
    # Montenegrin has none there, and is not just Serbian.
    if code not in OTHER_CODES and code != "sr-me":
        code = code.partition("-")[0]
    return FORMER_CODES.get(code, code)


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(_of_cldr().values()) | _of_mediawiki()


@lru_cache(maxsize=1)
def _of_mediawiki() -> frozenset[str]:
    return OTHER_CODES | ((OWN_NAMES.keys() | OTHER_OWN_NAMES.keys()) - FORMER_CODES.keys())


@lru_cache(maxsize=1)
def _of_cldr() -> Mapping[str, str]:
    """MediaWiki's codes by those of CLDR, in lower case with hyphens."""
    english = locale("en")
    known = english.languages if english else {}
    return {code.replace("_", "-").lower(): _mediawiki_code(code) for code in known if code not in {"root", "und", "zxx", "mul", "mis"}}


@lru_cache(maxsize=1)
def _spoken() -> frozenset[str]:
    """All languages whose script CLDR knows: some 7,000 of ISO 639-3."""
    return frozenset(code for code in get_global("likely_subtags") if len(code) == 3 and code.isalpha())


@lru_cache(maxsize=1)
def _alpha2() -> Mapping[str, str]:
    """Codes of three letters for which there is one of two: ``fra`` is ``fr``. CLDR takes Twi for Akan; each has a wiki."""
    aliases = get_global("language_aliases")
    found = {old: _mediawiki_code(new) for old, new in aliases.items() if len(old) == 3 and old.isalpha() and len(new) == 2}
    return found | {"twi": "tw"}


@lru_cache(maxsize=256)
def _names(language: str) -> Mapping[str, frozenset[str]]:
    names: dict[str, frozenset[str]] = {}
    for each in locales(language)[:1]:
        for cldr, name in each.languages.items():
            code = _mediawiki_code(cldr)
            if code in _codes() and (key := folded(str(name))):
                names[key] = names.get(key, frozenset()) | {code}
    return names


@lru_cache(maxsize=1)
def _own_names() -> Mapping[str, frozenset[str]]:
    names: dict[str, frozenset[str]] = {}
    written = [*OWN_NAMES.items(), *OTHER_OWN_NAMES.items()]
    written += [(code, part) for code, name in OTHER_OWN_NAMES.items() if " / " in name for part in name.split(" / ")]
    for code, name in written:
        key = folded(name)
        names[key] = names.get(key, frozenset()) | {FORMER_CODES.get(code, code)}
    return names
