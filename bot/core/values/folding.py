"""How texts are compared: what people see as the same is the same."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

#: How similar a misspelt word must be for "did you mean".
SIMILAR = 0.8

# Accents of the Latin, Greek and Cyrillic scripts, Arabic vowel points and the stretching mark, and what makes a sign a picture ("✔️").
# Vowel signs of other scripts are letters.
_MARKS = re.compile("[\u0300-\u036f\u064b-\u0652\u0640\ufe0e\ufe0f]")
_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ı": "i", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
)


#: What may stand before a name, in folded text, and says nothing about which it is.
_ARTICLE = re.compile(r"(?:the|la|le|les|l|el|los|las|die|der|das|il|os|as) (?=\w)")


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """A text for comparison: case, accents, vowel points, hyphens, apostrophes and punctuation do not count."""
    decomposed = _MARKS.sub("", unicodedata.normalize("NFKD", text.translate(_LETTERS)).casefold())
    if decomposed.isascii() and decomposed.isalnum():
        return decomposed
    return " ".join("".join(_kept(character) for character in decomposed).split())


@lru_cache(maxsize=10_000)
def folded_character(character: str) -> str:
    """What is left of one character when a text is folded: a blank where it separates words, nothing where it does not count."""
    decomposed = _MARKS.sub("", unicodedata.normalize("NFKD", character.translate(_LETTERS)).casefold())
    return "".join(map(_kept, decomposed))


def without_article(name: str) -> str:
    """A folded name without the article before it."""
    return _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return " " if category[0] in "PZSC" else character


def nearest(text: str, candidates: Iterable[str], cutoff: float = SIMILAR) -> str:
    """The candidate most like a folded text, or empty. One letter and long texts resemble nothing.

    Comparing is slow, and pages may hold thousands of misspelt words: only candidates are compared that begin or end alike and
    are about as long.
    """
    if not 2 <= len(text) <= 60:
        return ""
    possible = [
        candidate
        for candidate in candidates
        if (candidate[:1] == text[0] or candidate[-2:] == text[-2:])
        and 2 * min(len(text), len(candidate)) >= cutoff * (len(text) + len(candidate))
    ]
    found = difflib.get_close_matches(text, possible, n=1, cutoff=cutoff)
    return found[0] if found else ""


def digits_to_ascii(text: str) -> str:
    """Decimal digits of any script as 0 to 9; all else as it is."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(character)) if character.isdecimal() else character for character in text)
