"""Wikis: their database names, from those, addresses and what people call them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.plaintext import MAX_WIKITEXT, plain_text, without_hidden
from bot.core.problem import ProblemCode
from bot.core.values.folding import folded, nearest, without_article
from bot.core.values.language import Language, is_language_code
from bot.core.values.reading import Read, Reading, complaint
from bot.core.values.url import linked_address

#: The end of the database name of each family of wikis that has one wiki a language.
FAMILIES: Mapping[str, str] = {
    "wikipedia": "wiki",
    "wiktionary": "wiktionary",
    "wikisource": "wikisource",
    "wikiquote": "wikiquote",
    "wikibooks": "wikibooks",
    "wikinews": "wikinews",
    "wikiversity": "wikiversity",
    "wikivoyage": "wikivoyage",
}
#: Wikis without a language, by what they are called.
SINGLE: Mapping[str, str] = {
    "commons": "commonswiki",
    "wikimedia commons": "commonswiki",
    "wikidata": "wikidatawiki",
    "meta": "metawiki",
    "meta wiki": "metawiki",
    "wikispecies": "specieswiki",
    "species": "specieswiki",
    "incubator": "incubatorwiki",
    "wikimedia incubator": "incubatorwiki",
    "outreach": "outreachwiki",
    "mediawiki": "mediawikiwiki",
    "wikifunctions": "wikifunctionswiki",
    "wikimania": "wikimaniawiki",
    "multilingual wikisource": "sourceswiki",
    "ويكيميديا كومنز": "commonswiki",
    "كومنز": "commonswiki",
    "ويكي بيانات": "wikidatawiki",
    "ويكيداتا": "wikidatawiki",
    "ميتا": "metawiki",
    "ميتا ويكي": "metawiki",
    "ميتاويكي": "metawiki",
}
#: What the families are called in other languages, folded.
_OTHER_FAMILY_NAMES = {
    "wiktionnaire": "wiktionary", "wikilivres": "wikibooks", "wikiversite": "wikiversity",
    "wikcionario": "wiktionary", "wikilibros": "wikibooks", "wikinoticias": "wikinews", "wikiversidad": "wikiversity",
    "wikiviajes": "wikivoyage",
    "ويكيبيديا": "wikipedia", "ويكاموس": "wiktionary", "ويكي مصدر": "wikisource", "ويكي اقتباس": "wikiquote", "ويكي الكتب": "wikibooks",
    "ويكي الاخبار": "wikinews", "ويكي الجامعة": "wikiversity", "ويكي رحلات": "wikivoyage",
}  # fmt: skip
_FAMILY_NAME = re.compile(rf"\b(?:{'|'.join(_OTHER_FAMILY_NAMES)})\b")
_HOST = re.compile(r"(?:(?:https?:)?//)?(?:www\.|m\.)?([a-z][a-z0-9-]*)\.(?:m\.)?([a-z]+)(?:\.org)?(?:/.*)?", re.IGNORECASE)
_DBNAME = re.compile(rf"([a-z][a-z0-9_]*?)({'|'.join(sorted(FAMILIES.values(), key=len, reverse=True))})")
_OF = re.compile(r" (?:in|en|em|auf|de|du|باللغة) ")
#: "In" and the Arabic article, one word with what follows.
_IN_THE = re.compile(r"\bبال(?!لغة)")


@dataclass(frozen=True, slots=True)
class Wiki:
    """A wiki's database name: ``frwiki``, from ``frwiki``, ``fr.wikipedia``, an address, “French Wikipedia” or “Wikipédia en français”."""

    is_list: bool = False

    def read(self, text: str, reading: Reading) -> Read:
        """Read the database name."""
        source = without_hidden(text[:MAX_WIKITEXT]).strip()
        plain = linked_address(source) or plain_text(source)
        if not plain:
            return complaint(ProblemCode.EMPTY, text.strip())
        found = _by_host(plain) or _by_name(plain, reading) or _by_dbname(plain)
        if found:
            return Read((found,))
        similar = nearest(folded(plain), SINGLE)
        return complaint(ProblemCode.WIKI, plain, SINGLE.get(similar, ""))


def _by_host(text: str) -> str:
    match = _HOST.fullmatch(text)
    if not match:
        return ""
    language, family = match[1].lower(), match[2].lower()
    if family in FAMILIES and is_language_code(language):
        return language.replace("-", "_") + FAMILIES[family]
    if family == "wikimedia":
        return SINGLE.get(language, "")
    return SINGLE.get(language, "") if family == "org" else ""


def _by_name(text: str, reading: Reading) -> str:
    name = without_article(folded(text))
    if name in SINGLE:
        return SINGLE[name]
    words = _IN_THE.sub("ال", _FAMILY_NAME.sub(lambda match: _OTHER_FAMILY_NAMES[match.group()], name)).split()
    for position, family in enumerate(words):
        if family in FAMILIES and len(words) > 1:
            rest = _OF.sub(" ", f" {' '.join((*words[:position], *words[position + 1 :]))} ").strip()
            if language := Language().read(rest, reading).value:
                return language.replace("-", "_") + FAMILIES[family]
    return ""


def _by_dbname(text: str) -> str:
    name = text.lower()
    if name in SINGLE.values():
        return name
    match = _DBNAME.fullmatch(name)
    return name if match and is_language_code(match[1].replace("_", "-")) else ""
