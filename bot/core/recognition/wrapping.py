"""Text that has to fit a box without being measured: no font is known, so its width is estimated, rather too wide than too narrow."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

#: From one line to the next, in the size of the letters.
LEADING = 1.3
#: What letters take above the baseline of the first line and below that of the last, in their size.
ASCENT, DESCENT = 1.0, 0.4
#: Words are broken only where letters would become smaller than this.
_WHOLE_WORDS = 20.0
_SMALLER = 0.96
#: Fewer lines are worth letters that are this much smaller, and no more.
_WORTH_A_LINE = 0.8
#: Between ideographs, kana and hangul a line may end; what follows one without being one stays with it.
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff"
_UNITS = re.compile(f"[{_IDEOGRAPHS}]?[^{_IDEOGRAPHS}]+|[{_IDEOGRAPHS}]")
_ZERO_WIDTH_JOINER = "\u200d"
#: Letters of usual fonts are at most this wide; of those, DejaVu Serif has the widest.
_WIDTHS = {
    " ": 0.36, **dict.fromkeys("ijl.,:;'’!|()[]/I", 0.42), **dict.fromkeys("frst-", 0.52), **dict.fromkeys("mwMW@%&—…", 1.1),
    "\ufdfa": 3.5, "\ufdfd": 11.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines, the size of their letters and the height of all of them, in the box's units."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        """From the top of the first line to the bottom of the last."""
        return self.size * (ASCENT + LEADING * (len(self.lines) - 1) + DESCENT) if self.lines else 0.0


def fitted(paragraphs: Sequence[str], width: float, height: float, largest: float) -> Fitted:
    """The paragraphs in letters as large as fit the box, ``largest`` at most, in lines that are about equally long."""
    found = _filled(paragraphs, width, height, largest)
    smallest = _WORTH_A_LINE * found.size
    while len(found.lines) > len(paragraphs):
        fewer = _filled(paragraphs, width, height, largest, lines=len(found.lines) - 1)
        if fewer.size < smallest:
            break
        found = fewer
    return Fitted(tuple(line for text in paragraphs for line in _balanced(text, width / found.size)), found.size)


def wrapped(text: str, width: float) -> list[str]:
    """The text in lines of at most ``width`` times the size of the letters. Blanks at breaks are left out.

    Only a single letter can be wider than that.
    """
    lines: list[str] = []
    line = ""
    for blank, unit in _units(text):
        if text_width(line + blank + unit) <= width:
            line += blank + unit if line else unit
            continue
        if line:
            lines.append(line)
        line = ""
        for letter in _letters(unit):
            if line and text_width(line + letter) > width:
                lines.append(line)
                line = ""
            line += letter
    return [*lines, line] if line else lines


@lru_cache(maxsize=4096)
def text_width(text: str) -> float:
    """How wide a text is at most, in the size of its letters."""
    return sum(_width(character) for character in text)


def _filled(paragraphs: Sequence[str], width: float, height: float, largest: float, *, lines: int | None = None) -> Fitted:
    """In letters as large as fit, in so many lines at most."""
    size = largest
    longest_unit = max((text_width(unit) for text in paragraphs for _, unit in _units(text)), default=0.0)
    while True:
        if size < _WHOLE_WORDS or longest_unit * size <= width:
            found = Fitted(tuple(line for text in paragraphs for line in wrapped(text, width / size)), size)
            fits = found.height <= height and all(text_width(line) * size <= width for line in found.lines)
            if fits and (lines is None or len(found.lines) <= lines):
                return found
        size *= _SMALLER


def _balanced(text: str, width: float) -> list[str]:
    """Wrapped to about the smallest width that takes no more lines and breaks no more words."""
    lines = wrapped(text, width)
    narrow = max((text_width(unit) for _, unit in _units(text)), default=width)
    wide = width
    while len(lines) > 1 and wide - narrow > 0.5:
        middle = (narrow + wide) / 2
        tried = wrapped(text, middle)
        if len(tried) == len(lines):
            lines, wide = tried, middle
        else:
            narrow = middle
    return lines


def _units(text: str) -> Iterator[tuple[str, str]]:
    """What a line may begin with: words, and each ideograph; before it the blank that is left out there."""
    for word in text.split():
        blank = " "
        for unit in _UNITS.findall(word):
            yield blank, unit
            blank = ""


def _letters(word: str) -> list[str]:
    """What may not be torn apart: each letter with its marks."""
    letters: list[str] = []
    for character in word:
        if letters and (unicodedata.category(character)[0] == "M" or _ZERO_WIDTH_JOINER in (character, letters[-1][-1])):
            letters[-1] += character
        else:
            letters.append(character)
    return letters


def _width(character: str) -> float:
    if known := _WIDTHS.get(character):
        return known
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Cf"}:
        return 0.0
    if ord(character) < 0x250:
        return 0.88 if category == "Lu" else 0.67
    if "\u0370" <= character <= "\u052f":  # Greek and Cyrillic
        return 1.1 if category == "Lu" else 0.95
    if "\u0590" <= character <= "\u06ff":  # Hebrew and Arabic
        return 0.75
    if category == "Lo" and unicodedata.east_asian_width(character) == "W":
        return 1.05
    return 1.4
