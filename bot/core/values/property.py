"""Wikidata properties: ``P195``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.plaintext import MAX_WIKITEXT, plain_text, without_hidden
from bot.core.problem import ProblemCode
from bot.core.values.folding import digits_to_ascii
from bot.core.values.reading import Read, Reading, complaint
from bot.core.values.titles import links
from bot.core.values.url import linked_address

_NUMBER = r"P([1-9][0-9]{0,7})"
_PROPERTY = re.compile(
    rf"(?:(?:(?:https?:)?//)?(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/|:?(?:d|wikidata|wd):\s*)?(?:Property:|P:)?{_NUMBER}(?:[?#]\S{{0,60}})?\.?",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(r"\{\{\s*(?:P|property)\s*\|\s*P?([1-9][0-9]{0,7})\s*(?:\|[^{}]*)?\}\}", re.IGNORECASE)
_SOMEWHERE = re.compile(rf"(?<![0-9A-Za-z]){_NUMBER}(?![0-9A-Za-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Property:
    """The number of a property, from the number, a link, an address or ``{{P|…}}``."""

    is_list: bool = False

    def read(self, text: str, _reading: Reading) -> Read:
        """Read the number; a text in which one occurs among other words gets it as remedy."""
        source = without_hidden(text[:MAX_WIKITEXT]).strip()
        if match := _TEMPLATE.fullmatch(digits_to_ascii(source)):
            return Read((f"P{match[1]}",))
        plain = plain_text(source)
        for possible in (linked_address(source), plain, *(link.target for link in links(source)), source):
            if match := _PROPERTY.fullmatch(digits_to_ascii(possible).strip()):
                return Read((f"P{match[1]}",))
        if not plain:
            return complaint(ProblemCode.EMPTY, text.strip())
        numbers = {f"P{number}" for number in _SOMEWHERE.findall(digits_to_ascii(plain))}
        return complaint(ProblemCode.PROPERTY, plain, numbers.pop() if len(numbers) == 1 else "")
