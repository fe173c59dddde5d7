"""Takes the Translate extension's markup out of a text and remembers where everything was.

The markup, read from the extension's source: ``<translate>`` (``nowrap``) around what is translated, ``<!--T:id-->`` for each unit, at its
beginning or at the end of a heading, ``<tvar name=x>…</tvar>`` and the older ``<tvar|x>…</>`` around what translators leave alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

# No alternative can run past the next angle bracket, so the search is linear for every text.
_MARKUP = re.compile(
    r"(?P<nowiki><nowiki>)"
    r"|(?P<open><translate(?:\s+nowrap)?\s*>\n?)|(?P<close>\n?</translate\s*>)"
    r"|(?P<marker> ?<!--T:[^-<>\n]{1,64}-->\n?)"
    r"|(?P<variable><tvar\s[^<>\n]{1,200}>)|(?P<old_variable><tvar\|[^<>\n]{1,200}>)|(?P<variable_end></tvar\s*>)|(?P<old_end></>)",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Stripped:
    """``text`` without the markup; ``removed`` are the spans of the original that are missing from it, in order.

    ``kept`` gives, for each stretch that was kept, where it begins in ``text`` and by how much the original is ahead there.
    """

    text: str
    removed: tuple[tuple[int, int], ...]
    kept: tuple[tuple[int, int], ...]

    def original(self, position: int) -> int:
        """Where the character at ``position`` of ``text`` stands in the original."""
        if not self.kept:
            return position
        return position + self.kept[bisect_right(self.kept, (position, len(self.text) + 2**62)) - 1][1]


def has_markup(text: str) -> bool:
    """Whether a page is prepared for translation."""
    return "<translate" in text or "<languages" in text


def strip(text: str) -> Stripped:
    """Take the markup away. Outside ``<translate>`` only the tags themselves count; inside ``<nowiki>`` nothing does."""
    pieces: list[str] = []
    removed: list[tuple[int, int]] = []
    kept: list[tuple[int, int]] = []
    length = position = search_from = 0
    translating = False
    while match := _MARKUP.search(text, search_from):
        start, search_from = match.span()
        kind = match.lastgroup
        if kind == "nowiki":
            end = text.find("</nowiki>", search_from)
            search_from = len(text) if end < 0 else end
            continue
        if kind == "open":
            translating = True
        elif not translating:
            continue
        elif kind == "close":
            translating = False
        if start > position:
            kept.append((length, position - length))
            pieces.append(text[position:start])
            length += start - position
        removed.append((start, search_from))
        position = search_from
    kept.append((length, position - length))
    pieces.append(text[position:])
    return Stripped("".join(pieces), tuple(removed), tuple(kept))
