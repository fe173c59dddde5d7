"""Codes that the community decides on: themes, gaps, priorities … read from the code or its label in any language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.plaintext import plain_text
from bot.core.problem import ProblemCode
from bot.core.values.choice import Choice
from bot.core.values.folding import folded
from bot.core.values.reading import Read, Reading, complaint


@dataclass(frozen=True, slots=True)
class Code:
    """One of the codes of ``family`` in the configuration. Without a configuration any text is taken, as a code."""

    family: str
    is_list: bool = False

    def read(self, text: str, reading: Reading) -> Read:
        """The code; what is none gets the most similar label as remedy."""
        codes = reading.vocabulary.codes(self.family)
        if codes:
            return Choice(self.family, codes, problem=ProblemCode.CODE).read(text, reading)
        code = re.sub(r"\W+", "-", folded(plain_text(text))).strip("-")[:60]
        return Read((code,)) if code else complaint(ProblemCode.EMPTY, text.strip())
