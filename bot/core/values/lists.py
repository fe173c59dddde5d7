"""Lists: commas, semicolons, line breaks, bullets, Arabic and CJK commas."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from bot.core.plaintext import plain_text, without_hidden
from bot.core.problem import Complaint, ProblemCode, Severity
from bot.core.values.reading import Read, Reading, ValueType, quoted

#: Longer lists are cut, with a warning.
MAX_ENTRIES = 200
#: After so many entries that are none the rest is not read.
MAX_COMPLAINTS = 50
#: Longer texts are cut, too.
MAX_LIST = 20_000

_OPENING = {"[[": "]]", "{{": "}}", "(": ")", "（": "）", "[": "]"}
_CLOSING = {closing: opening for opening, closing in _OPENING.items()}
_BRACKETS = re.compile(r"\[\[|\]\]|\{\{|\}\}|[()（）]|\[(?=https?:)|\]")
_STRONG = re.compile(r"[;；؛、•]|\n[*#:]*|<br\b[^<>]{0,100}>|</?(?:li|p)\b[^<>]{0,100}>|\{\{\s*[·•,]\s*\}\}|\s[·‧]\s", re.IGNORECASE)
_ALL = re.compile(_STRONG.pattern + r"|[,，،]", re.IGNORECASE)
_COMMAS = re.compile(r"[,，،]")
_LIST_TEMPLATE = re.compile(
    r"\{\{\s*(?:plainlist|plain list|unbulleted list|unbulleted|ubl|ublist|hlist|flatlist|bulleted list|cslist|liste simple)\s*\|(.*)\}\}",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY = re.compile(r"&(?:#[0-9a-fA-Fx]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});")
#: Letters of scripts that put no blanks between words.
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WHOLE_LINK = re.compile(r"\[\[[^\[\]]{1,500}\]\]|\{\{[^{}]{1,500}\}\}|\[https?:[^\[\]]{1,500}\]")


class Commas(Enum):
    """What a comma means, of whatever script."""

    SEPARATE = "separate"
    #: Names may hold commas ("Museum of Arts, Paris"). So a comma separates only where nothing speaks against it: every piece is a
    #: link; or no other separator occurs and the pieces look like names, all of several words or all of one, none in lower case.
    #: A semicolon at the end keeps a name together.
    IN_NAMES = "in names"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list, ``[start, end)`` of its text, and what was read of it."""

    start: int
    end: int
    read: Read


@dataclass(frozen=True, slots=True)
class ListOf:
    """Values of one type. Entries that are not one are complained of; the others are kept, each once, in their order."""

    type: ValueType
    commas: Commas = Commas.SEPARATE
    is_list: bool = True

    def read(self, text: str, reading: Reading) -> Read:
        """The values of all entries."""
        complaints: list[Complaint] = []
        text = without_hidden(text)
        if len(text) > MAX_LIST:
            complaints.append(Complaint(ProblemCode.TOO_LONG, quoted(text.strip()), "", Severity.WARNING))
            text = text[:MAX_LIST]
        values: dict[str, None] = {}
        whole = text.strip()
        spans = list(islice(split(text, self.commas), MAX_ENTRIES + 1))
        if len(spans) > MAX_ENTRIES:
            complaints.append(Complaint(ProblemCode.TOO_LONG, quoted(whole), "", Severity.WARNING))
        for entry in self._entries(text, spans[:MAX_ENTRIES], reading):
            values.update(dict.fromkeys(entry.read.values))
            complaints += entry.read.complaints
            if len(complaints) >= MAX_COMPLAINTS:
                break
        if not values and not complaints:
            complaints.append(Complaint(ProblemCode.EMPTY, quoted(whole)))
        return Read(tuple(values), tuple(complaints))

    def entries(self, text: str, reading: Reading) -> Iterator[Entry]:
        """What is read of each entry of a text without hidden parts, the first ``MAX_ENTRIES`` of them."""
        yield from self._entries(text, list(islice(split(text, self.commas), MAX_ENTRIES)), reading)

    def _entries(self, text: str, spans: list[tuple[int, int]], reading: Reading) -> Iterator[Entry]:
        position = 0
        held: Entry | None = None
        while position < len(spans):
            start, end = spans[position]
            read = self.type.read(text[start:end], reading)
            taken = 1
            # A name may hold a comma ("Korea, South"): what is not a value may be one together with what follows.
            if read.complaints and self.commas is Commas.SEPARATE:
                for more in (2, 1):
                    if position + more < len(spans) and (joined := self._together(text, start, spans[position + more][1], reading)):
                        read, end, taken = joined.read, joined.end, more + 1
                        break
            if read.complaints and held and (longer := self._longer(text, held, end, reading)):
                held = longer
            else:
                if held:
                    yield held
                held = Entry(start, end, read)
            position += taken
        if held:
            yield held

    def _longer(self, text: str, entry: Entry, end: int, reading: Reading) -> Entry | None:
        """An entry with what follows it, if that names the same: "East Asia, Southeast Asia and the Pacific"."""
        if self.commas is not Commas.SEPARATE or entry.read.complaints:
            return None
        longer = self._together(text, entry.start, end, reading)
        return longer if longer and longer.read.values == entry.read.values else None

    def _together(self, text: str, start: int, end: int, reading: Reading) -> Entry | None:
        """What is between two places as one entry, if it names one value in one line; what is linked stands for itself."""
        joined = text[start:end]
        if "\n" in joined or "[[" in joined or "{{" in joined:
            return None
        read = self.type.read(joined, reading)
        # Names of users and titles of pages would take in whatever stands next to them.
        names = read.values and not read.complaints and not _COMMAS.search(read.value)
        return Entry(start, end, read) if names else None


def split(text: str, commas: Commas = Commas.SEPARATE) -> Iterator[tuple[int, int]]:
    """The spans of a list's entries, none empty. Links, templates and parentheses are not cut."""
    offset = 0
    separators = _ALL if commas is Commas.SEPARATE else _STRONG
    if match := _LIST_TEMPLATE.fullmatch(text.strip()):
        offset = text.index(text.strip()) + match.start(1)
        text = match.group(1)
        separators = re.compile(separators.pattern + r"|\|", re.IGNORECASE)
    protected = _protected(text)
    starts = [start for start, _ in protected]

    def is_protected(position: int) -> bool:
        index = bisect_right(starts, position) - 1
        return index >= 0 and position < protected[index][1]

    def pieces(pattern: re.Pattern[str], start: int, end: int) -> Iterator[tuple[int, int]]:
        for match in pattern.finditer(text, start, end):
            # A template that is itself a separator begins with the braces that protect others.
            if is_protected(match.start()) and not match.group().startswith("{{"):
                continue
            yield start, match.start()
            start = match.end()
        yield start, end

    entries = list(pieces(separators, 0, len(text)))
    for start, end in entries:
        parts = [(start, end)]
        if commas is Commas.IN_NAMES and _COMMAS.search(text, start, end):
            candidates = list(pieces(_COMMAS, start, end))
            if _are_names([text[first:last].strip() for first, last in candidates], alone=len(entries) == 1):
                parts = candidates
        for first, last in parts:
            entry = text[first:last]
            kept = entry.strip().lstrip("*#").strip()
            if kept and (plain_text(kept) or "{{" in kept):
                begin = first + entry.index(kept)
                yield offset + begin, offset + begin + len(kept)


def _are_names(candidates: list[str], *, alone: bool) -> bool:
    """Whether what stands between commas are names of their own, not parts of one."""
    filled = [candidate for candidate in candidates if candidate]
    if all(_WHOLE_LINK.fullmatch(candidate) for candidate in filled):
        return True
    several = {" " in candidate or _WITHOUT_SPACES.search(candidate) is not None for candidate in filled}
    return alone and len(several) == 1 and not any(candidate[0].islower() for candidate in filled)


def _protected(text: str) -> list[tuple[int, int]]:
    """The outermost spans between brackets that belong together; brackets without partner protect nothing."""
    open_at: list[tuple[str, int]] = []
    counts: dict[str, int] = dict.fromkeys(_OPENING, 0)
    spans: list[tuple[int, int]] = []
    for match in _BRACKETS.finditer(text):
        mark = match.group()
        if mark in _OPENING:
            open_at.append((mark, match.start()))
            counts[mark] += 1
        elif counts[_CLOSING[mark]]:
            opening = _CLOSING[mark]
            while open_at:
                last, start = open_at.pop()
                counts[last] -= 1
                if last == opening:
                    while spans and spans[-1][0] >= start:
                        spans.pop()
                    spans.append((start, match.end()))
                    break
    # The semicolon of "&amp;" ends no entry.
    spans += [match.span() for match in _ENTITY.finditer(text)]
    return _outermost(spans)


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
