"""Text: what a reader sees, in one line, of bounded length."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.plaintext import MAX_WIKITEXT, plain_text
from bot.core.problem import Complaint, ProblemCode, Severity
from bot.core.values.reading import Read, Reading, complaint, quoted


@dataclass(frozen=True, slots=True)
class Text:
    """At most ``longest`` characters; what is longer is cut, with a warning."""

    longest: int = 250
    is_list: bool = False

    def read(self, text: str, _reading: Reading) -> Read:
        """The plain text, if any is left."""
        plain = plain_text(text)
        if not plain:
            return complaint(ProblemCode.EMPTY, text.strip())
        if len(plain) <= self.longest and len(text) <= MAX_WIKITEXT:
            return Read((plain,))
        cut = plain if len(plain) <= self.longest else plain[: self.longest - 1].rstrip() + "…"
        return Read((cut,), (Complaint(ProblemCode.TOO_LONG, quoted(plain), cut, Severity.WARNING),))
