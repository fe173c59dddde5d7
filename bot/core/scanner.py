"""Finds template calls in wikitext by MediaWiki's own rules, in one pass.

The rules are those of MediaWiki's preprocessor (``Preprocessor_Hash``, 1.43) for a page that is viewed, not transcluded. Libraries
differ from it in pipes inside links and tables, in unclosed comments and links, in ``<includeonly>`` and in deep nesting; and some of
them can be made to hang. Here every search goes through ``_Region``, which counts the characters it looks at: the count is at most a
constant times the length, for every text. Nothing but positions is kept; names are cut out when somebody asks for them, because
nested names add up to a square of the length.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from bot.core.site import META_EXTENSION_TAGS
from bot.core.translate_markup import Stripped, strip

Span = tuple[int, int]

#: Extension tags whose contents are wikitext again. Contents of all others (nowiki, pre, math, …) are never templates.
TAGS_WITH_WIKITEXT = frozenset({"gallery", "imagemap", "indicator", "langconvert", "poem", "ref", "references"})

#: What PHP's trim() takes away.
ASCII_WHITESPACE = " \t\n\r\0\x0b"


@dataclass(frozen=True, slots=True)
class Source:
    """A page's text and what does not count in names (comments, Translate markup): spans sorted by their start."""

    text: str
    hidden: tuple[Span, ...]

    def visible(self, span: Span) -> str:
        """The text of a span without what is hidden, trimmed."""
        start, end = span
        hidden = self.hidden
        first = bisect_left(hidden, span[:1])
        if first == len(hidden) or hidden[first][0] >= end:  # nothing is hidden here, as nearly everywhere
            return self.text[start:end].strip(ASCII_WHITESPACE)
        pieces = []
        for hidden_start, hidden_end in hidden[first : bisect_left(hidden, (end, end))]:
            pieces.append(self.text[start:hidden_start])
            start = max(start, hidden_end)
        pieces.append(self.text[start:end])
        return "".join(pieces).strip(ASCII_WHITESPACE)


class Argument(NamedTuple):
    """One argument of a call; spans are code points of the page, ``[start, end)``.

    ``number`` is 1, 2, … for an argument without a name of its own, else 0. ``name_span`` runs from after the pipe to the equals sign
    (empty, at the value's start, without a name), ``value_span`` from after the equals sign or pipe to the next separator: layout
    and comments included.
    """

    number: int
    name_span: Span
    value_span: Span
    source: Source

    @property
    def positional(self) -> bool:
        """Whether it has no name of its own."""
        return self.number > 0

    @property
    def name(self) -> str:
        """Its name, trimmed and without comments; "1", "2", … where it is positional."""
        return str(self.number) if self.number else self.source.visible(self.name_span)

    @property
    def value(self) -> str:
        """The raw text between the separators."""
        return self.source.text[self.value_span[0] : self.value_span[1]]


class TemplateCall(NamedTuple):
    """``{{name|…}}`` from ``start`` to ``end`` (code points of the page); parser functions and variables are calls too.

    ``pipes`` are the separators, ``equals`` the equals sign of the argument after each (-1: it has none).
    """

    start: int
    end: int
    name_span: Span
    pipes: Sequence[int]
    equals: Sequence[int]
    close: int  # of the closing braces
    source: Source

    @property
    def name(self) -> str:
        """What is called, trimmed and without comments, otherwise as it stands."""
        return self.source.visible(self.name_span)

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """Its arguments, in their order."""
        arguments = []
        index = 0
        for number, (pipe, equals) in enumerate(zip(self.pipes, self.equals, strict=True), 1):
            end = self.pipes[number] if number < len(self.pipes) else self.close
            if equals < 0:
                index += 1
                arguments.append(Argument(index, (pipe + 1, pipe + 1), (pipe + 1, end), self.source))
            else:
                arguments.append(Argument(0, (pipe + 1, equals), (equals + 1, end), self.source))
        return tuple(arguments)


@dataclass(frozen=True, slots=True)
class Scan:
    """All calls in the order of their opening braces, and how many characters were looked at to find them."""

    calls: tuple[TemplateCall, ...]
    examined: int


def scan(text: str, extension_tags: frozenset[str] = META_EXTENSION_TAGS, *, translate: bool = False, inside_tags: bool = False) -> Scan:
    """Find every template call of a page, at any depth.

    ``extension_tags`` are the wiki's (``Site.extension_tags``). With ``translate`` the Translate extension's markup is taken away
    first, as it does itself; offsets are still those of ``text``. With ``inside_tags`` calls in the contents of ``<ref>``,
    ``<poem>``, ``<gallery>`` and the like are found too.
    """
    stripped = strip(text) if translate else Stripped(text, (), ())
    found: list[_Call] = []
    comments: list[Span] = []
    examined = 0
    regions = [(0, len(stripped.text))]
    while regions:
        region = _Region(stripped.text, *regions.pop(), _grammar(extension_tags))
        region.read()
        found += region.calls
        comments += region.comments
        examined += region.examined
        if inside_tags:
            regions += region.contents
    found.sort()
    return Scan(tuple(_calls(found, comments, text, stripped)), examined)


class _Call(NamedTuple):
    """Where a call's braces, pipes and equals signs are in the text that was read."""

    start: int
    end: int
    pipes: Sequence[int]
    equals: Sequence[int]


def _calls(found: list[_Call], comments: list[Span], text: str, stripped: Stripped) -> Iterator[TemplateCall]:
    if not stripped.removed:
        source = Source(text, tuple(sorted(comments)))
        for start, end, pipes, equals in found:
            yield TemplateCall(start, end, (start + 2, pipes[0] if pipes else end - 2), pipes, equals, end - 2, source)
        return
    at = stripped.original
    hidden = sorted(chain(((at(start), at(end - 1) + 1) for start, end in comments), stripped.removed))
    source = Source(text, tuple(hidden))
    for call in found:
        pipes = [at(pipe) for pipe in call.pipes]
        equals = [at(sign) if sign >= 0 else -1 for sign in call.equals]
        close = at(call.end - 2)
        # Both braces of each end are looked up: markup may stand between them.
        name_span = (at(call.start + 1) + 1, pipes[0] if pipes else close)
        yield TemplateCall(at(call.start), at(call.end - 1) + 1, name_span, pipes, equals, close, source)


class _Grammar(NamedTuple):
    """The patterns for one set of extension tags. Each finds the next place where something may happen, in one state."""

    page: re.Pattern[str]
    heading: re.Pattern[str]
    link: re.Pattern[str]
    template: re.Pattern[str]
    template_name: re.Pattern[str]  # inside a part that has no equals sign yet
    variant: re.Pattern[str]
    variant_name: re.Pattern[str]
    closing_tag: re.Pattern[str]


@lru_cache(maxsize=64)
def _grammar(extension_tags: frozenset[str]) -> _Grammar:
    # Every alternative begins with a literal character, so that the engine can skip to the next one of them.
    tags = sorted({tag.lower() for tag in extension_tags} | {"includeonly", "noinclude", "onlyinclude"}, key=lambda tag: (-len(tag), tag))
    names = "|".join(map(re.escape, tags))
    tag = rf"<(?:!--|(?i:{names}|/noinclude|/onlyinclude)(?=\s|/>|>))"
    # A line break matters only before an equals sign; of a run of closing braces three at most are used at once.
    opening = [tag, r"\{{2,}", r"\[{2,}", r"-\{+"]
    line_start = r"\n={1,6}"

    def pattern(*alternatives: str) -> re.Pattern[str]:
        return re.compile("|".join(alternatives), re.ASCII)

    return _Grammar(
        page=pattern(*opening, line_start),
        heading=pattern(*opening, r"\n={0,6}"),
        link=pattern(*opening, line_start, r"\]\]"),
        template=pattern(*opening, line_start, r"\}{2,3}", r"\|"),
        template_name=pattern(*opening, line_start, r"\}{2,3}", r"\|", "="),
        variant=pattern(*opening, line_start, r"\}-", r"\|"),
        variant_name=pattern(*opening, line_start, r"\}-", r"\|", "="),
        closing_tag=re.compile(rf"</({names})\s*>", re.ASCII | re.IGNORECASE),
    )


class _Piece:
    """Something opened and not yet closed: ``{{…`` ("{"), ``[[…`` ("["), ``-{…`` ("-") or a heading ("=")."""

    __slots__ = ("after_dash", "count", "equals", "opener", "pipes", "start")

    equals: list[int]  # set together with pipes

    def __init__(self, opener: str, start: int, count: int) -> None:
        self.opener = opener
        self.start = start  # of the outermost opening character that is still open
        self.count = count
        self.after_dash = False  # a dash before the braces, which may turn out to open a variant
        self.pipes: list[int] | None = None


class _Region:
    """A stretch of text that is read by itself: a whole page, or the contents of a tag."""

    def __init__(self, text: str, start: int, end: int, grammar: _Grammar) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.grammar = grammar
        self.examined = 0
        self.calls: list[_Call] = []
        self.comments: list[Span] = []
        self.contents: list[Span] = []  # of tags that hold wikitext
        self._stack: list[_Piece] = []
        self._no_more_tag_ends = False
        self._closing_tags: dict[str, list[Span]] | None = None

    # -- The one place that searches: each method counts what it looked at.

    def _search(self, pattern: re.Pattern[str], position: int) -> re.Match[str] | None:
        match = pattern.search(self.text, position, self.end)
        self.examined += (match.end() if match else self.end) - position
        return match

    def _find(self, needle: str, position: int) -> int:
        found = self.text.find(needle, position, self.end)
        self.examined += (self.end if found < 0 else found + len(needle)) - position
        return found

    def _skip(self, characters: str, position: int, limit: int | None = None) -> int:
        """The first position at or after ``position`` that holds another character."""
        start, end = position, min(self.end, limit or self.end)
        while position < end and self.text[position] in characters:
            position += 1
        self.examined += position - start + 1
        return position

    def _skip_back(self, characters: str, position: int) -> int:
        start = position
        while position > self.start and self.text[position - 1] in characters:
            position -= 1
        self.examined += start - position + 1
        return position

    # -- MediaWiki's loop.

    def read(self) -> None:
        """Fill ``calls``, ``comments`` and ``contents``."""
        text, stack, search, grammar = self.text, self._stack, self._search, self.grammar
        position = self._line_start(self.start)
        pattern = self._pattern()
        while match := search(pattern, position):
            found, position = match.span()
            character = text[found]
            if character == "|":
                piece = stack[-1]
                if piece.pipes is None:
                    piece.pipes, piece.equals = [], []
                piece.pipes.append(found)
                piece.equals.append(-1)
                pattern = grammar.template_name if piece.opener == "{" else grammar.variant_name
            elif character == "=":
                piece = stack[-1]
                piece.equals[-1] = found
                pattern = grammar.template if piece.opener == "{" else grammar.variant
            elif character == "{":
                stack.append(_Piece("{", found, position - found))
                pattern = grammar.template
            elif character == "}":
                position = self._close(found, position)
                pattern = self._pattern()
            elif character == "[":
                stack.append(_Piece("[", found, position - found))
                pattern = grammar.link
            elif character == "]":
                self._reopen(stack.pop(), 2)
                pattern = self._pattern()
            elif character == "<":
                position = self._tag(found, position)
                pattern = self._pattern()  # a heading may begin after a comment
            elif character == "\n":
                if pattern is grammar.heading:  # the line break that ends a heading may begin another
                    stack.pop()
                    pattern = self._pattern()
                count = position - found - 1
                if count == 1 and (pattern is grammar.template_name or pattern is grammar.variant_name):
                    position = found + 1  # a lone equals sign where a name may end is a separator instead
                elif count:
                    stack.append(_Piece("=", found + 1, count))
                    pattern = grammar.heading
            elif position - found > 2:  # -{{{: the rightmost braces win
                piece = _Piece("{", found + 1, position - found - 1)
                piece.after_dash = True
                stack.append(piece)
                pattern = grammar.template
            else:
                stack.append(_Piece("-", found, 2))
                pattern = grammar.variant

    def _pattern(self) -> re.Pattern[str]:
        grammar = self.grammar
        if not self._stack:
            return grammar.page
        piece = self._stack[-1]
        if piece.opener == "{":
            return grammar.template_name if piece.pipes and piece.equals[-1] < 0 else grammar.template
        if piece.opener == "[":
            return grammar.link
        if piece.opener == "=":
            return grammar.heading
        return grammar.variant_name if piece.pipes and piece.equals[-1] < 0 else grammar.variant

    def _line_start(self, position: int) -> int:
        """Open a heading if one begins here without a line break before it: at the start, or after a comment that took its line along."""
        count = self._skip("=", position, position + 6) - position
        if not count or (count == 1 and self._pattern() in (self.grammar.template_name, self.grammar.variant_name)):
            return position
        self._stack.append(_Piece("=", position, count))
        return position + count

    def _close(self, found: int, position: int) -> int:
        piece = self._stack.pop()
        if piece.opener == "-":
            return position
        count = min(position - found, piece.count)
        if count == 2:
            start = piece.start + piece.count - 2
            if piece.pipes is None:
                self.calls.append(_Call(start, found + 2, (), ()))
            else:
                self.calls.append(_Call(start, found + 2, piece.pipes, piece.equals))
        if count < piece.count:
            self._reopen(piece, count)
        return found + count

    def _reopen(self, piece: _Piece, closed: int) -> None:
        """What is left of a run of opening characters, after the innermost ``closed`` of them found their end, is open again."""
        count = piece.count - closed
        if count >= 2:
            left = _Piece(piece.opener, piece.start, count)
            left.after_dash = piece.after_dash
            self._stack.append(left)
        elif count == 1 and piece.after_dash:
            self._stack.append(_Piece("-", piece.start - 1, 2))

    # -- Comments and tags.

    def _tag(self, found: int, name_end: int) -> int:
        """Where reading goes on after the tag or comment that begins at ``found``."""
        name = self.text[found + 1 : name_end]
        if name == "!--":
            return self._comment(found)
        tag_end = -1 if self._no_more_tag_ends else self._find(">", name_end)
        if tag_end < 0:
            self._no_more_tag_ends = True
            return found + 1
        lower_name = name.lower()
        if lower_name in {"noinclude", "/noinclude", "onlyinclude", "/onlyinclude"} or self.text[tag_end - 1] == "/":
            return tag_end + 1
        closing = self._closing_tag(lower_name, tag_end + 1)
        if closing is None:
            # Only an includeonly in lower case may be left open: it then hides the rest.
            return self.end if name == "includeonly" else tag_end + 1
        if lower_name in TAGS_WITH_WIKITEXT:
            self.contents.append((tag_end + 1, closing[0]))
        return closing[1]

    def _closing_tag(self, name: str, position: int) -> Span | None:
        if self._closing_tags is None:  # all of them at once: a search for each name would be as many passes as there are names
            self._closing_tags = {}
            for match in self.grammar.closing_tag.finditer(self.text, position, self.end):
                self._closing_tags.setdefault(match[1].lower(), []).append(match.span())
            self.examined += self.end - position
        spans = self._closing_tags.get(name, [])
        index = bisect_right(spans, (position - 1, self.end + 1))
        return spans[index] if index < len(spans) else None

    def _comment(self, found: int) -> int:
        end = self._find("-->", found + 4)
        if end < 0:
            self.comments.append((found, self.end))
            return self.end
        end += 3
        start = self._skip_back(" \t", found)
        # Comments alone on a line are taken away together with the line. Only the first of a chain can be after a line break.
        if start > self.start and self.text[start - 1] == "\n":
            line_end = self._skip(" \t", end)
            while self.text.startswith("<!--", line_end, self.end) and (next_end := self._find("-->", line_end + 4)) >= 0:
                line_end = self._skip(" \t", next_end + 3)
            if line_end < self.end and self.text[line_end] == "\n":
                self.comments.append((start, line_end + 1))
                return self._line_start(line_end + 1)
        self.comments.append((found, end))
        return end
