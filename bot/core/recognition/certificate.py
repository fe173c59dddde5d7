"""A certificate of thanks for a wall: one SVG, A4 in landscape, which needs nothing from anywhere else."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Literal

from bot.core.recognition.acknowledgement import Acknowledgement, Gift
from bot.core.recognition.ornament import rosette, woven_border
from bot.core.recognition.wording import Message, Wording, cleaned, isolated, readable_address
from bot.core.recognition.wrapping import ASCENT, LEADING, Fitted, fitted

#: Units of the drawing: four to a millimetre of A4.
WIDTH, HEIGHT = 1188, 840
#: Inside this frame (left, top, right, bottom) stands all text.
FRAME = (104.0, 96.0, 1084.0, 752.0)

_PAPER, _INK, _QUIET, _ACCENT, _TINT = "#fffdf7", "#14425a", "#4a4f52", "#7d5a12", "#efe6d2"
_FONTS = "Georgia, 'Noto Serif', 'Noto Naskh Arabic', 'DejaVu Serif', serif"
_MIDDLE = WIDTH / 2
#: Texts about the partner stand above this, signature and date below.
_FOOT = 596.0
#: Contributions that are named; a wall has no room for more.
_NAMED = 4
#: Partners that have a line each.
_LINES = 4


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines around the middle, and the space above them."""

    text: Fitted
    colour: str
    above: float
    direction: str


def certificate(acknowledgement: Acknowledgement, message: Message, language: str, direction: Literal["ltr", "rtl"]) -> str:
    """The drawing. ``message`` answers in ``language`` (BCP 47), which is written in ``direction``."""
    return _Certificate(acknowledgement, Wording(message, language, direction)).drawing()


class _Certificate:
    def __init__(self, acknowledgement: Acknowledgement, wording: Wording) -> None:
        self._told = acknowledgement
        self._wording = wording
        self._said: list[str] = []

    def drawing(self) -> str:
        language, direction = escape(self._wording.language), self._wording.direction
        texts = [*self._middle(), *self._foot()]
        title = self._wording.message("certificate-name", self._wording.listed(self._told.partners))
        names = f'role="img" aria-labelledby="title description" lang="{language}" xml:lang="{language}" direction="{direction}"'
        return "\n".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" {names} width="297mm" height="210mm" viewBox="0 0 {WIDTH} {HEIGHT}">',
                f'<title id="title">{escape(title)}</title>',
                f'<desc id="description">{escape(" · ".join(self._said))}</desc>',
                "<style>@page { size: A4 landscape; margin: 0; }</style>",
                _ornaments(),
                f'<g font-family="{_FONTS}" text-anchor="middle">',
                *texts,
                "</g>\n</svg>\n",
            )
        )

    def _middle(self) -> Iterator[str]:
        """From the title down to what was given, spread over the height there is."""
        left, top, right, _ = FRAME
        blocks = [*self._blocks(right - left - 40)]
        free = _FOOT - top - sum(block.above + block.text.height for block in blocks)
        y = top + free / 2
        for block in blocks:
            y += block.above
            yield from _lines(block.text, _MIDDLE, y, block.colour, block.direction)
            y += block.text.height

    def _blocks(self, width: float) -> Iterator[_Block]:
        told, wording = self._told, self._wording
        # A line for each, or they would fill the wall.
        names = [cleaned(name) for name in told.partners] if len(told.partners) <= _LINES else [wording.listed(told.partners)]
        yield self._block(wording.message("certificate-title"), width, 70, 54, _ACCENT, above=0)
        yield self._block(wording.message("certificate-presented"), width, 40, 22, _QUIET, above=6)
        self._said += names
        found = fitted(names, width, 170 if told.gifts else 230, 62)
        yield _Block(found, _INK, 10, _direction(names[0], wording.direction))
        yield self._block(wording.message("certificate-for"), width, 64, 24, _QUIET, above=12)
        if told.gifts:
            named = [self._gift(gift) for gift in told.gifts[:_NAMED]]
            if len(told.gifts) > _NAMED:
                named.append(wording.message("certificate-more", len(told.gifts) - _NAMED))
            self._said += named
            yield _Block(fitted(named, width - 60, 104, 19), _INK, 12, wording.direction)

    def _block(self, text: str, width: float, height: float, largest: float, colour: str, *, above: float) -> _Block:
        self._said.append(text)
        return _Block(fitted((text,), width, height, largest), colour, above, self._wording.direction)

    def _gift(self, gift: Gift) -> str:
        kind = self._wording.message(f"label-contribution-type-{gift.kind}") if gift.kind else ""
        what = isolated(gift.what) if gift.what else kind
        return " · ".join(filter(None, (what, self._wording.date(gift.date))))

    def _foot(self) -> Iterator[str]:
        """Date and signature on both sides of the rosette, and below them where it is written."""
        told, wording = self._told, self._wording
        left, _, right, bottom = FRAME
        sides = (left + 170, right - 170) if wording.direction == "ltr" else (right - 170, left + 170)
        captions = ((wording.message("certificate-date"), wording.date(told.written)), (wording.message("certificate-signature"), ""))
        for x, (caption, value), below in zip(sides, captions, ("", cleaned(told.lead)), strict=True):
            self._said += filter(None, (f"{caption}: {value}" if value else "", below))
            yield from _lines(fitted((value,), 300, 32, 20), x, 634, _INK, wording.direction)
            yield f'<path d="M{x - 150:g} 668H{x + 150:g}" stroke="{_QUIET}"/>'
            yield from _lines(fitted((caption,), 300, 22, 14), x, 670, _QUIET, wording.direction)
            yield from _lines(fitted((below,), 300, 28, 18), x, 688, _INK, _direction(below, wording.direction))
        record = [*self._record()]
        self._said += record
        found = fitted(record, right - left, 34, 13)
        yield from _lines(found, _MIDDLE, bottom - found.height, _QUIET, wording.direction)

    def _record(self) -> Iterator[str]:
        """When it began, and where that is written."""
        told, wording = self._told, self._wording
        if told.began and told.ended:
            yield wording.message("certificate-between", wording.date(told.began), wording.date(told.ended))
        elif told.began:
            yield wording.message("certificate-began", wording.date(told.began))
        yield wording.message("certificate-record", isolated(readable_address(told.address) or told.title), str(told.revision))


def _lines(text: Fitted, x: float, top: float, colour: str, direction: str) -> Iterator[str]:
    """The lines of a text around ``x``, below ``top``."""
    for number, line in enumerate(text.lines):
        y = top + text.size * (ASCENT + LEADING * number)
        yield f'<text x="{x:g}" y="{y:.1f}" font-size="{text.size:.2f}" fill="{colour}" direction="{direction}">{escape(line)}</text>'


def _direction(text: str, otherwise: str) -> str:
    """Of a text that others wrote: that of its first letter."""
    for character in text:
        match unicodedata.bidirectional(character):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
            case _:
                pass
    return otherwise


@cache
def _ornaments() -> str:
    """All that is on every certificate, below the text."""
    return "\n".join(_drawn())


def _drawn() -> Iterator[str]:
    yield f'<path d="M0 0H{WIDTH}V{HEIGHT}H0Z" fill="{_PAPER}"/>'
    yield '<g fill="none">'
    yield f'<path d="{rosette(_MIDDLE, 330, 300, petals=53, inner=0.45)}" stroke="{_TINT}" stroke-width="0.7"/>'
    yield f'<path d="{_rectangle(28)}" stroke="{_ACCENT}" stroke-width="2.5"/>'
    yield f'<path d="{woven_border(52, 52, WIDTH - 52, HEIGHT - 52, wave=18, swing=9)}" stroke="{_ACCENT}" stroke-width="1.4"/>'
    yield f'<path d="{woven_border(52, 52, WIDTH - 52, HEIGHT - 52, wave=36, swing=14)}" stroke="{_INK}" stroke-width="0.8"/>'
    yield f'<path d="{_rectangle(76)}" stroke="{_ACCENT}" stroke-width="1"/>'
    yield "</g>"
    for x in (52, WIDTH - 52):
        for y in (52, HEIGHT - 52):
            yield f'<circle cx="{x}" cy="{y}" r="27" fill="{_PAPER}" stroke="{_ACCENT}" stroke-width="1.4"/>'
            yield f'<path d="{rosette(x, y, 24, petals=16, inner=0.25)}" fill="none" stroke="{_INK}" stroke-width="0.9"/>'
    yield f'<circle cx="{_MIDDLE:g}" cy="658" r="52" fill="{_PAPER}"/>'
    yield f'<path d="{rosette(_MIDDLE, 658, 52, petals=31, inner=0.62)}" fill="none" stroke="{_ACCENT}" stroke-width="1.1"/>'
    yield f'<path d="{rosette(_MIDDLE, 658, 31, petals=16, inner=0.2)}" fill="none" stroke="{_INK}" stroke-width="1.1"/>'


def _rectangle(inset: float) -> str:
    return f"M{inset:g} {inset:g}H{WIDTH - inset:g}V{HEIGHT - inset:g}H{inset:g}Z"
