"""The exact difference of two texts: line by line, and within lines that were changed word by word."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

#: Unchanged lines shown before and after what changed.
CONTEXT = 3
#: Where more lines than this lie between the first change and the last, all of them count as changed: matching takes quadratic time.
MAX_LINES = 1_000
#: The same within a line, in words.
MAX_WORDS = 400
#: The same where lines, or words, are so much alike that there are more pairs of equal ones.
MAX_PAIRS = 20_000
#: So many words are compared in all: a page may have thousands of long lines. Lines after that count as changed as a whole.
MAX_WORDS_IN_ALL = 40_000
#: Blanks belong to what stands before them: else most pairs would be of blanks.
_WORDS = re.compile(r"\w+\s*|\s+|.\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a line, and whether it is only there on one side."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line on one side or, unchanged, on both; line numbers count from 1. A gap stands for unchanged lines that are left out."""

    kind: Literal["same", "removed", "added", "gap"]
    line: int = 0
    runs: tuple[Run, ...] = ()

    @property
    def text(self) -> str:
        """The whole line."""
        return "".join(run.text for run in self.runs)


def difference(before: str, after: str, context: int | None = CONTEXT) -> tuple[Row, ...]:
    """The rows that tell ``after`` from ``before``; none where they are the same. Without ``context`` every line is there.

    ``before`` are the lines that are the same or removed, ``after`` those that are the same or added.
    """
    if before == after:
        return ()
    old, new = before.split("\n"), after.split("\n")
    rows = list(_rows(old, new))
    return tuple(rows) if context is None else tuple(_shortened(rows, context))


def _rows(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    first, last = _common_ends(old, new)
    yield from (_same(number, line) for number, line in enumerate(new[:first], 1))
    words = _Words()
    middle_old, middle_new = old[first : len(old) - last], new[first : len(new) - last]
    for tag, i1, i2, j1, j2 in _opcodes(middle_old, middle_new, MAX_LINES):
        if tag == "equal":
            yield from (_same(first + j1 + number, line) for number, line in enumerate(middle_new[j1:j2], 1))
        else:
            yield from _changed(middle_old[i1:i2], middle_new[j1:j2], first + i1, first + j1, words)
    end = len(new) - last
    yield from (_same(end + number, line) for number, line in enumerate(new[end:], 1))


def _common_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many lines are the same at the beginning and, of the others, at the end."""
    shorter = min(len(old), len(new))
    first = next((number for number in range(shorter) if old[number] != new[number]), shorter)
    last = next((number for number in range(shorter - first) if old[-1 - number] != new[-1 - number]), shorter - first)
    return first, last


def _opcodes(old: Sequence[str], new: Sequence[str], most: int) -> Sequence[tuple[str, int, int, int, int]]:
    counted = Counter(old)
    if max(len(old), len(new)) > most or sum(counted[part] for part in new) > MAX_PAIRS:
        return [("replace", 0, len(old), 0, len(new))]
    return difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _same(number: int, line: str) -> Row:
    return Row("same", number, (Run(line, changed=False),))


class _Words:
    """Finds words, as long as there are not too many in all."""

    def __init__(self) -> None:
        self._left = MAX_WORDS_IN_ALL

    def of(self, old: str, new: str) -> tuple[list[str], list[str]] | None:
        """Those of two lines; None where no more are to be compared."""
        if self._left <= 0:
            return None
        found = _WORDS.findall(old), _WORDS.findall(new)
        self._left -= len(found[0]) + len(found[1])
        return found


def _changed(old: Sequence[str], new: Sequence[str], old_start: int, new_start: int, words: _Words) -> Iterator[Row]:
    """Lines that stand for each other one below the other; what one side has more of comes last."""
    for number in range(max(len(old), len(new))):
        found = words.of(old[number], new[number]) if number < min(len(old), len(new)) else None
        pair = _within(*found) if found else None
        if number < len(old):
            yield Row("removed", old_start + number + 1, pair[0] if pair else (Run(old[number], changed=True),))
        if number < len(new):
            yield Row("added", new_start + number + 1, pair[1] if pair else (Run(new[number], changed=True),))


def _within(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    runs: tuple[list[Run], list[Run]] = ([], [])
    for tag, i1, i2, j1, j2 in _opcodes(old, new, MAX_WORDS):
        for side, text in zip(runs, ("".join(old[i1:i2]), "".join(new[j1:j2])), strict=True):
            if text:
                side.append(Run(text, changed=tag != "equal"))
    return tuple(runs[0]), tuple(runs[1])


def _shortened(rows: Sequence[Row], context: int) -> Iterator[Row]:
    changes = [number for number, row in enumerate(rows) if row.kind != "same"]
    shown = {near for number in changes for near in range(number - context, number + context + 1)}
    left_out = False
    for number, row in enumerate(rows):
        if number in shown:
            yield row
        elif not left_out:
            yield Row("gap")
        left_out = number not in shown
