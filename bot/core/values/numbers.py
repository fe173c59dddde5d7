"""Whole numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.plaintext import MAX_WIKITEXT, plain_text
from bot.core.problem import ProblemCode
from bot.core.values.folding import digits_to_ascii
from bot.core.values.reading import Read, Reading, complaint

# Groups of three with a comma, a point, an apostrophe or a blank between them, all the same.
_GROUPED = re.compile(r"[0-9]{1,3}(?:([,.'’٬،\s])[0-9]{3}(?:\1[0-9]{3})*)?|[0-9]{1,15}")

_FORMATTED = re.compile(r"\{\{\s*formatnum\s*:\s*([^{}|]{1,40})\}\}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number, not negative, in any digits, grouped or not; given without grouping."""

    is_list: bool = False

    def read(self, text: str, _reading: Reading) -> Read:
        """The number in plain digits."""
        plain = plain_text(_FORMATTED.sub(r"\1", text[:MAX_WIKITEXT]))
        if not plain:
            return complaint(ProblemCode.EMPTY, text.strip())
        if _GROUPED.fullmatch(digits := digits_to_ascii(plain)):
            return Read((str(int(re.sub(r"\D", "", digits))),))
        return complaint(ProblemCode.NUMBER, plain)
