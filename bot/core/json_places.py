"""JSON as people write it on a wiki page: its value, on which line each part of it stands, and all that is wrong with its form."""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate

#: The names and indexes that lead to a part of the value.
Path = tuple[str | int, ...]
Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]

MAX_LENGTH = 1_000_000
MAX_DEPTH = 20
#: After so many complaints nothing more is noted.
MAX_WRONGS = 200
_BLANK = re.compile(r"[ \t\n\r\ufeff]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,18})(\.\d{1,20})?([eE][-+]?\d{1,3})?(?![\w.+-])", re.ASCII)
_WORD = re.compile(r"[^\s,:\[\]{}\"]{1,40}")
_DECODER = json.JSONDecoder()
_WORDS: Mapping[str, Value] = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong at a path, what was found there, and what would be right. ``line`` counts from 1; 0 where only the path is known."""

    path: Path
    found: str
    remedy: str
    line: int = 0


@dataclass(slots=True)
class Json:
    """A text's value (None if its form is broken), the line of each of its parts, and what is wrong."""

    value: Value = None
    lines: dict[Path, int] = field(default_factory=dict)
    wrongs: list[Wrong] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of a part, or of the innermost part round it that exists."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_json(text: str) -> Json:
    """Read a text. Never raises. After an error of form nothing more is read; names that stand twice are all told of."""
    if len(text) > MAX_LENGTH:
        return Json(wrongs=[Wrong((), f"{len(text)} characters", f"at most {MAX_LENGTH}", 1)])
    walker = _Walker(text)
    try:
        walker.json.value = walker.whole()
    except _Broken as broken:
        walker.json.value = None
        walker.wrong(broken.path, broken.at, broken.found, broken.remedy)
    return walker.json


class _Broken(Exception):
    def __init__(self, path: Path, at: int, found: str, remedy: str) -> None:
        super().__init__(found)
        self.path, self.at, self.found, self.remedy = path, at, found, remedy


class _Walker:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.json = Json()
        self.line_starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def whole(self) -> Value:
        self.blanks()
        value = self.value((), 0)
        self.blanks()
        if self.at < len(self.text):
            raise self.broken((), "nothing after the end: remove it, or add the bracket that is missing before it")
        return value

    def line(self, at: int) -> int:
        return bisect_right(self.line_starts, at)

    def wrong(self, path: Path, at: int, found: str, remedy: str) -> None:
        if len(self.json.wrongs) < MAX_WRONGS:
            self.json.wrongs.append(Wrong(path, found, remedy, self.line(at)))

    def broken(self, path: Path, remedy: str) -> _Broken:
        found = _WORD.match(self.text, self.at)
        return _Broken(path, self.at, found.group() if found else self.text[self.at : self.at + 1] or "the end of the page", remedy)

    def blanks(self) -> None:
        if match := _BLANK.match(self.text, self.at):
            self.at = match.end()

    def value(self, path: Path, depth: int) -> Value:
        self.json.lines.setdefault(path, self.line(self.at))
        if depth > MAX_DEPTH:
            raise self.broken(path, f"at most {MAX_DEPTH} brackets within each other")
        match self.text[self.at : self.at + 1]:
            case "{":
                return self.object(path, depth)
            case "[":
                return self.array(path, depth)
            case '"':
                return self.string(path)
            case _:
                return self.word(path)

    def object(self, path: Path, depth: int) -> Value:
        found: dict[str, Value] = {}
        self.at += 1
        self.blanks()
        while not self.take("}"):
            if found and not self.take(","):
                raise self.broken(path, "a comma before it, or “}” that ends what went before")
            self.blanks()
            start = self.at
            if self.text[start : start + 1] != '"':
                raise self.broken(path, "a name in double quotation marks; no comma stands after the last one")
            name = self.string(path)
            self.blanks()
            if not self.take(":"):
                raise self.broken((*path, name), "a colon between name and value")
            self.blanks()
            if name in found:
                self.wrong((*path, name), start, f"“{name[:60]}” a second time", "each name once: put both together, or remove one")
            else:
                self.json.lines[(*path, name)] = self.line(start)
            found[name] = self.value((*path, name), depth + 1)
            self.blanks()
        return found

    def array(self, path: Path, depth: int) -> Value:
        found: list[Value] = []
        self.at += 1
        self.blanks()
        while not self.take("]"):
            if found and not self.take(","):
                raise self.broken(path, "a comma before it, or “]” that ends what went before")
            self.blanks()
            if self.text[self.at : self.at + 1] == "]":
                raise self.broken(path, "no comma after the last value")
            found.append(self.value((*path, len(found)), depth + 1))
            self.blanks()
        return found

    def string(self, path: Path) -> str:
        start = self.at
        try:
            decoded, self.at = _DECODER.raw_decode(self.text, start)
        except json.JSONDecodeError as error:
            raise _Broken(path, error.pos, "a text that is not JSON", f"correct quotation marks and backslashes ({error.msg})") from None
        text = str(decoded)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise _Broken(path, start, "half of a character", "remove “\\ud…” from the text")
        return text

    def word(self, path: Path) -> Value:
        for word, value in _WORDS.items():
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return value
        match = _NUMBER.match(self.text, self.at)
        if match is None:
            raise self.broken(path, "a text in double quotation marks, a number of at most 19 digits, true or false, […] or {…}")
        if not match.group(1) and not match.group(2):
            self.at = match.end()
            return int(match.group())
        number = float(match.group())
        if not math.isfinite(number):
            raise self.broken(path, "a smaller number")
        self.at = match.end()
        return number

    def take(self, character: str) -> bool:
        taken = self.text.startswith(character, self.at)
        self.at += taken
        return taken
