"""Words by which texts are compared: those that few texts have say what a text is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.core.values.folding import folded

#: Shorter words say little.
SHORTEST = 4
#: A word is rare that at most this share of the texts has …
RARE_SHARE = 0.05
#: … or so few of them.
RARE_NUMBER = 3


def words_of(text: str) -> frozenset[str]:
    """The words of a text, folded, without short ones and numbers."""
    # Word by word, because the same words come again and again, and foldings are remembered.
    words = (word for written in text.split() for word in folded(written).split())
    return frozenset(word for word in words if len(word) >= SHORTEST and not word.isdecimal())


def only_rare(texts: Sequence[Iterable[str]]) -> list[frozenset[str]]:
    """Of the words of each text those that are rare among all of them."""
    found = Counter(word for words in texts for word in set(words))
    most = max(RARE_NUMBER, int(RARE_SHARE * len(texts)))
    return [frozenset(word for word in words if found[word] <= most) for words in texts]
