"""Finds the pages that call some templates, in texts or in the bytes of an XML export, without parsing either. Pure.

Two steps. A *needle*, the longest piece of a name that is written in only one way, is searched for by the fastest means there is, and
nearly every page is done with. Around a needle the *pattern* decides: an opening or a colon, the name in any spelling MediaWiki takes,
then the end of the name. The answer errs to the side of more: it does not see nowiki or comments; the parser does.
Not found is a name that is broken by a comment or made by another template.
"""

from __future__ import annotations

import re
from collections.abc import Collection

# Between the braces and the name, and after it: space, underscore, no-break space, marks of direction.
_BLANK = "(?:[\\s_]|\u00a0|\u200e|\u200f|[\u202a-\u202e])*".replace("[\u202a-\u202e]", "\u202a|\u202b|\u202c|\u202d|\u202e")
# What may stand before a name: "{{", "Template:" or "subst:", the end of a comment or a tag (also escaped), "}}}".
_BEFORE = "[{:;>}]"
# What may stand after it: arguments, the end, a comment or a tag (also escaped), a fragment.
_AFTER = "[|}<&#]"
# Characters with several spellings, in wikitext or in XML.
_SPELLINGS = {
    " ": "(?:[ _]|\u00a0)+",
    "&": "&(?:amp;){0,2}",
    '"': '(?:"|&quot;|&#(?:0*34|[xX]0*22);)',
    "'": "(?:'|&apos;|&#(?:0*39|[xX]0*27);)",
    "<": "(?:<|&lt;)",
    ">": "(?:>|&gt;)",
}

# How many bytes round a needle are looked at: a name has 255, the rest is for blanks. The next needle is looked for half as far on.
_AROUND = 1024


class Mentions:
    """What to search for to find the calls of some templates. ``names`` are names without namespace, in normal form, at least one."""

    def __init__(self, names: Collection[str]) -> None:
        if not names or not all(names):
            raise ValueError("Name the templates to search for, at least one, none of them empty.")
        self.names = frozenset(names)
        #: Byte strings of which one occurs in each page that calls one of the templates.
        self.needles = _needles(self.names)
        alternatives = "|".join(_spelled(name) for name in sorted(names, key=len, reverse=True))
        source = f"{_BEFORE}{_BLANK}(?:{alternatives}){_BLANK}{_AFTER}"
        self._in_text = re.compile(source)
        self._in_bytes = re.compile(source.encode())

    def in_text(self, text: str) -> bool:
        """Whether a wikitext may call one of the templates."""
        return self._in_text.search(text) is not None

    def in_export(self, page: bytes) -> bool:
        """Whether a piece of an XML export in UTF-8 may call one of the templates."""
        for needle in self.needles:
            hit = page.find(needle)
            while hit >= 0:
                if self._in_bytes.search(page, max(0, hit - _AROUND), hit + _AROUND):
                    return True
                hit = page.find(needle, hit + _AROUND // 2)
        return False


def _cases(character: str) -> list[str]:
    return sorted({character, character.lower(), character.upper()})


def _spelled(name: str) -> str:
    first = "|".join(_SPELLINGS.get(case) or re.escape(case) for case in _cases(name[0]))
    return f"(?:{first})" + "".join(_SPELLINGS.get(character) or re.escape(character) for character in name[1:])


def _needles(names: Collection[str]) -> tuple[bytes, ...]:
    needles: set[bytes] = set()
    for name in names:
        first, *others = re.split("[ &\"'<>]+", name)
        # Without its first letter a piece has one spelling for both cases.
        candidates = [[first[1:]], *([piece] for piece in others)]
        longest = max(candidates, key=lambda pieces: len(pieces[0].encode()))
        if len(longest[0].encode()) < 3 and first:
            longest = [case + first[1:] for case in _cases(first[0])]
        # A name of nothing but quotes and the like has no such piece: every call has braces.
        needles.update(piece.encode() or b"{{" for piece in longest)
    return tuple(sorted(needle for needle in needles if not any(other != needle and other in needle for other in needles)))
