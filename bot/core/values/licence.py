"""Licences: SPDX identifiers, from those and from the short names that Creative Commons uses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.plaintext import MAX_WIKITEXT, plain_text, without_hidden
from bot.core.problem import ProblemCode
from bot.core.values.folding import digits_to_ascii, folded, nearest
from bot.core.values.reading import Read, Reading, complaint

#: Licences of free software and data that are met, by their SPDX identifier, with other words for them.
_WORDS: Mapping[str, str] = {
    "CC0-1.0": "cc0|cc 0|cc zero|creative commons zero",
    "CC-PDM-1.0": "pd|public domain|pdm|public domain mark|domaine public|dominio público|ملكية عامة|الملكية العامة|ملك عام|pd old",
    "ODbL-1.0": "odbl|open database licence|open database license",
    "ODC-By-1.0": "odc by",
    "PDDL-1.0": "pddl",
    "etalab-2.0": "licence ouverte|etalab|licence ouverte 2 0|open licence etalab",
    "OGL-UK-3.0": "ogl|open government licence",
    "GFDL-1.3-or-later": "gfdl|gnu fdl|gnu free documentation license",
    "MIT": "expat|mit license|mit licence",
    "Apache-2.0": "apache|apache 2|apache license 2 0",
    "BSD-2-Clause": "bsd 2",
    "BSD-3-Clause": "bsd|bsd 3",
    "MPL-2.0": "mpl|mozilla public license",
    "GPL-2.0-or-later": "gpl 2 0|gpl2|gplv2|gpl v2|gpl 2|gnu gpl v2",
    "GPL-2.0-only": "",
    "GPL-3.0-only": "",
    "GPL-3.0-or-later": "gpl|gpl3|gplv3|gpl v3|gpl 3|gpl 3 0|gnu gpl|gnu gpl v3",
    "LGPL-2.1-only": "",
    "LGPL-2.1-or-later": "",
    "LGPL-3.0-or-later": "lgpl|lgplv3",
    "AGPL-3.0-only": "",
    "AGPL-3.0-or-later": "agpl|agplv3|agpl 3 0",
    "EUPL-1.2": "eupl",
}
_KNOWN = {folded(word): code for code, words in _WORDS.items() for word in (code, *words.split("|")) if word}
_CREATIVE_COMMONS = re.compile(
    r"(?:cc|creative commons)?[ -]*(by(?:[ -](?:nc|nd|sa)){0,2})(?:[ -]*v?\.?([1-4])(?:[.,٫]([05]))?)?(?:[ -]([a-z]{2,3}))?", re.IGNORECASE
)
_NAMED = {
    "attribution sharealike": "by-sa",
    "attribution share alike": "by-sa",
    "attribution noncommercial": "by-nc",
    "attribution": "by",
}
_TEMPLATE = re.compile(r"\{\{([^{}|]{1,100})(?:\|[^{}]{0,500})?\}\}")
#: What may stand before and after the name of a licence and says nothing about which it is.
_AROUND = re.compile(r"^(?:licen[cs]e|licencia|رخصة) | (?:international|unported|generic)$|\.$", re.IGNORECASE)
_IN_PARENTHESES = re.compile(r"[^()]{1,100}\(([^()]{1,40})\)")
_ADDRESS = re.compile(
    r"(?:https?:)?//creativecommons\.org/(?:licenses/([a-z-]+)/([1-4]\.[05])|publicdomain/(zero|mark)/1\.0)\b.*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Licence:
    """An SPDX identifier: ``CC-BY-SA-4.0`` from “CC BY-SA 4.0”, ``{{cc-by-sa-4.0}}``, its address, …; without a number it is the newest."""

    is_list: bool = False

    def read(self, text: str, _reading: Reading) -> Read:
        """Read the identifier."""
        source = without_hidden(text[:MAX_WIKITEXT]).strip()
        template = _TEMPLATE.fullmatch(source)
        plain = digits_to_ascii(plain_text(source) or (template[1] if template else "")).strip()
        if not plain:
            return complaint(ProblemCode.EMPTY, text.strip())
        short = _IN_PARENTHESES.fullmatch(plain)
        for name in dict.fromkeys((plain, _AROUND.sub("", plain), short[1] if short else plain)):
            if code := _code(name):
                return Read((code,))
        similar = nearest(folded(plain), _KNOWN)
        return complaint(ProblemCode.LICENCE, plain, _KNOWN.get(similar, ""))


def _code(plain: str) -> str:
    """The identifier of a licence by its name or address; empty if it has none."""
    if match := _ADDRESS.fullmatch(plain):
        if match[3]:
            return "CC0-1.0" if match[3].lower() == "zero" else "CC-PDM-1.0"
        plain = f"CC {match[1]} {match[2]}"
    name = folded(plain)
    if name in _KNOWN:
        return _KNOWN[name]
    for words, code in _NAMED.items():
        if name.startswith(("creative commons " + words, "cc " + words)):
            plain = re.sub(words.replace(" ", "[ -]?"), code, plain, flags=re.IGNORECASE)
            break
    if match := _CREATIVE_COMMONS.fullmatch(re.sub(r"[\s_]+", " ", plain)):
        parts = match[1].upper().replace(" ", "-").split("-")
        version = f"{match[2]}.{match[3] or '0'}" if match[2] else "4.0"
        country = f"-{match[4].upper()}" if match[4] and match[2] else ""
        if not (match[4] and not match[2]):
            return f"CC-{'-'.join(parts)}-{version}{country}"
    return ""


def is_free(licence: str) -> bool:
    """Whether Wikimedia projects can take what is under this licence: neither non-commercial nor without derivatives."""
    return bool(licence) and not {"NC", "ND"} & set(licence.split("-"))
