"""One of a few codes: the code itself, or its label in any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.plaintext import plain_text
from bot.core.problem import ProblemCode
from bot.core.values.folding import digits_to_ascii, folded, nearest, without_article
from bot.core.values.reading import OR, Read, Reading, complaint
from bot.core.vocabulary import Unclear


@dataclass(frozen=True, slots=True)
class Choice:
    """One of ``codes``. Labels are those of ``family`` in the vocabulary; ``others`` gives further usual words (folded) for codes."""

    family: str
    codes: tuple[str, ...]
    others: Mapping[str, str] = field(default_factory=dict, hash=False)
    #: Words that could mean several codes, folded.
    ambiguous: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    problem: ProblemCode = ProblemCode.CHOICE
    is_list: bool = False

    def read(self, text: str, reading: Reading) -> Read:
        """The code. What is none gets the most similar label as remedy, else all the codes if they are few."""
        plain = plain_text(text)
        if not plain:
            return complaint(ProblemCode.EMPTY, text.strip())
        # A sign alone has no letters to fold, but may ask to be shown as a picture.
        wanted = folded(digits_to_ascii(plain)) or plain.rstrip("\ufe0e\ufe0f")
        for code in self.codes:
            if folded(code) == wanted:
                return Read((code,))
        named = reading.vocabulary.code(self.family, plain, reading.languages)
        if isinstance(named, str) and named in self.codes:
            return Read((named,))
        for word in (wanted, without_article(wanted)):
            if word in self.others:
                return Read((self.others[word],))
        return complaint(self.problem, plain, self._remedy(wanted, named))

    def _remedy(self, wanted: str, named: str | Unclear) -> str:
        for word in (wanted, without_article(wanted)):
            if word in self.ambiguous:
                return OR.join(self.ambiguous[word])
        if isinstance(named, Unclear):
            candidates = [code for code in self.codes if code in named.candidates]
            if candidates:
                return OR.join(candidates)
        by_word = {folded(code): code for code in self.codes} | dict(self.others)
        if similar := nearest(wanted, by_word):
            return by_word[similar]
        if isinstance(named, Unclear) and named.similar:
            return named.similar
        return OR.join(self.codes) if len(self.codes) <= 6 else ""
