"""What a partnership's page says in prose: how many words each section has that ``{{Partnership section|code}}`` marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.plaintext import NOT_SHOWN
from bot.core.scanner import TemplateCall

_HEADING = re.compile(r"^(={1,6})[^\n]*?={1,6}[ \t]*(?:<!--(?:(?!-->).)*-->[ \t]*)*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,300}>|https?://\S+|&#?\w+;")
#: A link without others in it, its target and what is shown of it.
_LINK = re.compile(r"\[\[([^\[\]|]{0,300})(?:\|([^\[\]]{0,2000}))?\]\]")
_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
#: Letters of scripts that put no blanks between words: of two of them at least, on the average, a word is made.
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Section:
    """A marked section: its code as it stands, where its mark is, and how many words follow up to the next heading of its rank."""

    code: str
    start: int
    end: int
    words: int


def sections(text: str, marks: Sequence[TemplateCall], calls: Sequence[TemplateCall]) -> list[Section]:
    """Find the sections of a page. ``marks`` are the calls of ``{{Partnership section}}``, ``calls`` all calls, both by their start.

    What stands in template calls is no prose and does not count, nor do files with their captions, categories and the targets of links.
    """
    if not marks:
        return []
    headings = [(match.start(), len(match[1])) for match in _HEADING.finditer(text)]
    starts = [start for start, _ in headings]
    found = []
    for number, mark in enumerate(marks):
        index = bisect_right(starts, mark.start)
        rank = headings[index - 1][1] if index else 7
        end = next((start for start, other in headings[index:] if other <= rank), len(text))
        if number + 1 < len(marks):
            end = min(end, marks[number + 1].start)
        code = next((argument.value for argument in mark.arguments if argument.name == "1"), "")
        found.append(Section(code, mark.start, mark.end, _words(text, mark.end, end, calls)))
    return found


def _words(text: str, start: int, end: int, calls: Sequence[TemplateCall]) -> int:
    pieces = []
    for call in calls:
        if start <= call.start < end:
            pieces.append(text[start : call.start])
            start = min(end, call.end)
    pieces.append(text[start:end])
    prose = _TAG.sub(" ", _HEADING.sub(" ", _COMMENT.sub(" ", " ".join(pieces))))
    prose = _LINK.sub(_shown, _LINK.sub(_shown, prose))  # once more for files, whose captions hold links
    letters = len(_WITHOUT_SPACES.findall(prose))
    return len(_WORD.findall(_WITHOUT_SPACES.sub(" ", prose))) + letters // 2


def _shown(link: re.Match[str]) -> str:
    """What a reader sees of a link in running text: neither its target where it has a label, nor files and categories."""
    target, label = link[1], link[2]
    namespace, colon, _ = target.partition(":")
    return "" if colon and namespace.strip().casefold() in NOT_SHOWN else label or target
