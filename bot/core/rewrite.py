"""Sets, adds, renames and removes parameters of one template call; the rest of the page stays to the byte.

The author's layout is kept: spaces, line breaks and comments round names and values, and a new parameter looks like its neighbours.
Every result is scanned again: where it does not read as meant, ``RewriteError`` is raised and nothing has changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.core.scanner import ASCII_WHITESPACE, Argument, TemplateCall, scan
from bot.core.site import META_EXTENSION_TAGS


class RewriteError(ValueError):
    """The change would not read as meant; the message says what of it."""


# What could end a parameter, start or end other markup, or be replaced when a page is saved.
_MARKUP = re.compile(r"[|{}\[\]<>\n]|~~~|''|__|&(?=[A-Za-z#])")
_LINE_MARKUP = re.compile(r"[=*#:;]|----")
_NOT_SAVED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# Layout at the ends of a value: white space and whole comments.
_LEADING_LAYOUT = re.compile(r"(?:[ \t\n\r\0\x0b]|<!--(?:(?!-->).)*+-->)*+", re.DOTALL)
_EMPTY_LEADING_LAYOUT = re.compile(r"(?:\s*<!--(?:(?!-->).)*+-->)*+[ \t]*", re.DOTALL | re.ASCII)


def escape_value(text: str, *, positional: bool = False) -> str:
    """Plain text as the value of a parameter that reads back as this text, whatever it holds.

    It becomes NFC, as MediaWiki stores it; characters that MediaWiki does not store are left out. For a value without a name of its
    own say ``positional``: an equals sign would make a name of what stands before it.
    """
    text = unicodedata.normalize("NFC", _NOT_SAVED.sub("", text))
    escaped = _MARKUP.sub(lambda found: "".join(f"&#{ord(character)};" for character in found[0]), text)
    if positional:
        escaped = escaped.replace("=", "&#61;")
    if not escaped:
        return ""
    # A mark that combines with what stands before it would change the equals sign itself (= and U+0338 are ≠).
    if _LINE_MARKUP.match(escaped) or escaped[0] in ASCII_WHITESPACE or unicodedata.combining(escaped[0]):
        escaped = f"&#{ord(escaped[0])};{escaped[1:]}"
    if escaped[-1] in ASCII_WHITESPACE:
        escaped = f"{escaped[:-1]}&#{ord(escaped[-1])};"
    return escaped


def core_span(raw: str) -> tuple[int, int]:
    """Where a name or value stands in its argument: without the layout round it, white space and comments."""
    before, core, _ = _layout(raw)
    return len(before), len(before) + len(core)


def set_parameter(text: str, call: TemplateCall, name: str, value: str, extension_tags: frozenset[str] = META_EXTENSION_TAGS) -> str:
    """The page with the parameter set to ``value`` (wikitext; see ``escape_value``), added at the end if the call has none.

    Where it is given several times the last one, which MediaWiki obeys, is set.
    """
    parts = _parts(call)
    given = [number for number, part in enumerate(parts) if part.name == name]
    if given:
        part = parts[given[-1]]
        if part.positional:
            part = replace(part, value=value)
        else:
            before, core, after = _layout(part.value)
            if not core and not before:
                before = _usual(_layout(other.value)[0] for other in parts if not other.positional and other is not part)
            part = replace(part, value=before + value + after)
        parts[given[-1]] = part
    else:
        parts = _with_new(parts, name, value)
    return _written(text, call, parts, extension_tags)


def rename_parameter(text: str, call: TemplateCall, old: str, new: str, extension_tags: frozenset[str] = META_EXTENSION_TAGS) -> str:
    """The page with each parameter ``old`` called ``new``. The values stay; positional ones after a renamed one keep their numbers."""
    parts = _parts(call)
    if not any(part.name == old for part in parts):
        raise RewriteError(f"there is no parameter {old!r} to rename")
    if any(part.name == new for part in parts):
        raise RewriteError(f"there is a parameter {new!r} already")
    parts = _numbered_from(parts, old)
    renamed = [replace(part, name=new, raw_name=_layout_with(part.raw_name, new)) if part.name == old else part for part in parts]
    return _written(text, call, renamed, extension_tags)


def remove_parameter(text: str, call: TemplateCall, name: str, extension_tags: frozenset[str] = META_EXTENSION_TAGS) -> str:
    """The page without any parameter of this name. Positional ones after it keep their numbers."""
    parts = _numbered_from(_parts(call), name)
    kept = [part for part in parts if part.name != name]
    if len(kept) == len(parts):
        return text
    if kept and parts[-1].name == name:  # what stood before the closing braces stands there again
        last, removed = kept[-1], parts[-1]
        if not last.positional and not removed.positional:
            before, core, _ = _layout(last.value)
            kept[-1] = replace(last, value=before + core + _layout(removed.value)[2])
    return _written(text, call, kept, extension_tags)


@dataclass(frozen=True, slots=True)
class _Part:
    """An argument as it is written: ``|`` + (``raw_name`` + ``=``) + ``value``."""

    name: str
    positional: bool
    raw_name: str
    value: str

    def __str__(self) -> str:
        return f"|{self.value}" if self.positional else f"|{self.raw_name}={self.value}"


def _parts(call: TemplateCall) -> list[_Part]:
    def raw_name(argument: Argument) -> str:
        return argument.source.text[argument.name_span[0] : argument.name_span[1]]

    return [_Part(argument.name, argument.positional, raw_name(argument), argument.value) for argument in call.arguments]


def _written(text: str, call: TemplateCall, parts: list[_Part], extension_tags: frozenset[str]) -> str:
    head = text[call.start : call.name_span[1]]
    tail = text[call.close : call.end]
    written = head + "".join(map(str, parts)) + tail
    changed = text[: call.start] + written + text[call.end :]
    expected = [(part.name, part.positional, part.value) for part in parts]
    for found in scan(changed, extension_tags, inside_tags=True).calls:
        if found.start == call.start and found.end == call.start + len(written):
            if found.name == call.name and [(a.name, a.positional, a.value) for a in found.arguments] == expected:
                return changed
            break
    raise RewriteError(f"the call of {call.name!r} would not read as meant: a name or value would leave its place")


def _layout(value: str) -> tuple[str, str, str]:
    """Leading layout, core and trailing layout of a name or value; in one without a core, comments and the spaces after them lead."""
    start = _end(_LEADING_LAYOUT, value)
    if start == len(value):
        start = _end(_EMPTY_LEADING_LAYOUT, value)
        return value[:start], "", value[start:]
    end = _trailing_layout_start(value, start)
    return value[:start], value[start:end], value[end:]


def _end(pattern: re.Pattern[str], value: str) -> int:
    match = pattern.match(value)
    return match.end() if match else 0


def _trailing_layout_start(value: str, start: int) -> int:
    end = len(value)
    while True:
        end = start + len(value[start:end].rstrip(ASCII_WHITESPACE))
        opened = value.rfind("<!--", start, end)
        if not value.endswith("-->", start, end) or opened < 0 or value.find("-->", opened + 4, end) != end - 3:
            return end
        end = opened


def _layout_with(raw_name: str, name: str) -> str:
    before, _, after = _layout(raw_name)
    return before + name + after


def _usual(layouts: Iterable[str]) -> str:
    """The most frequent layout of one line and without comments."""
    counted = Counter(layout for layout in layouts if "\n" not in layout and "<" not in layout)
    return counted.most_common(1)[0][0] if counted else ""


def _with_new(parts: list[_Part], name: str, value: str) -> list[_Part]:
    """A parameter more, at the end, laid out like the named ones there are."""
    named = [part for part in parts if not part.positional]
    if not named:
        return [*parts, _Part(name, positional=False, raw_name=name, value=value)]
    before_name, _, after_name = _layout(named[-1].raw_name)
    width = len(named[-1].raw_name)
    if any(_layout(part.raw_name)[2] for part in named) and all(len(part.raw_name) == width for part in named[:-1]) and len(named) > 1:
        after_name = " " * max(1, width - len(before_name) - len(name))  # equals signs stand below each other
    new = _Part(name, positional=False, raw_name=before_name + name + after_name, value=_usual(_layout(p.value)[0] for p in named) + value)
    last = parts[-1]
    if last.positional:
        return [*parts, new]
    # What trails the last value belongs before the closing braces (but for its comments); between parameters stands what does so elsewhere.
    before, core, after = _layout(last.value)
    comments = after[: after.rfind("-->") + 3] if "-->" in after else ""
    before_braces = after[len(comments) :]
    between = _layout(named[-2].value)[2] if len(named) > 1 else before_braces
    between = comments + (between if "<" not in between else before_braces)
    return [*parts[:-1], replace(last, value=before + core + between), replace(new, value=new.value + before_braces)]


def _numbered_from(parts: list[_Part], name: str) -> list[_Part]:
    """Positional arguments after the one called ``name`` get their numbers written, so that they keep them."""
    for number, part in enumerate(parts):
        if part.positional and part.name == name:
            return [
                replace(other, positional=False, raw_name=other.name) if other.positional and at >= number else other
                for at, other in enumerate(parts)
            ]
    return parts
