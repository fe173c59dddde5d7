"""Wikidata items: ``Q123``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.plaintext import MAX_WIKITEXT, plain_text, without_hidden
from bot.core.problem import ProblemCode
from bot.core.values.folding import digits_to_ascii
from bot.core.values.reading import Read, Reading, complaint
from bot.core.values.titles import links
from bot.core.values.url import linked_address

_NUMBER = r"Q([1-9][0-9]{0,11})"
_ITEM = re.compile(
    rf"(?:(?:(?:https?:)?//)?(?:www\.|m\.)?wikidata\.org/(?:wiki/(?:Special:EntityPage/)?|entity/)|:?(?:d|wikidata|wd):\s*)?{_NUMBER}(?:[?#]\S{{0,60}})?\.?",
    re.IGNORECASE,
)
_SOMEWHERE = re.compile(rf"(?<![0-9A-Za-z]){_NUMBER}(?![0-9A-Za-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """The number of an item, from the number, a link, an address or ``{{Q|…}}``."""

    is_list: bool = False

    def read(self, text: str, _reading: Reading) -> Read:
        """Read the number; a text in which one occurs among other words gets it as remedy."""
        source = without_hidden(text[:MAX_WIKITEXT]).strip()
        plain = plain_text(source)
        for possible in (linked_address(source), plain, *(link.target for link in links(source)), source):
            if match := _ITEM.fullmatch(digits_to_ascii(possible).strip()):
                return Read((f"Q{match.group(1)}",))
        if not plain:
            return complaint(ProblemCode.EMPTY, text.strip())
        numbers = {f"Q{number}" for number in _SOMEWHERE.findall(digits_to_ascii(plain))}
        if re.fullmatch(r"[1-9][0-9]{0,11}", digits_to_ascii(plain)):
            numbers = {f"Q{digits_to_ascii(plain)}"}
        return complaint(ProblemCode.ITEM, plain, numbers.pop() if len(numbers) == 1 else "")
