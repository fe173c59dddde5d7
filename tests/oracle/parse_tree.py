"""Reads the answer of ``action=expandtemplates&prop=parsetree`` into calls with their places in the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

PHP_TRIM = " \t\n\r\0\x0b"


@dataclass
class _Open:
    tag: str
    start: int
    name: tuple[int, int] = (0, 0)
    parts: list[tuple[str | None, tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    index: str | None = None
    has_inner: bool = False


class _Tree:
    """Follows the tree and counts where in the original text it stands."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.position = 0
        self.stack: list[_Open] = []
        self.calls: list[_Open] = []
        self.ends: list[int] = []
        self.comments: list[tuple[int, int]] = []

    def add(self, text: str) -> None:
        self.text.append(text)
        self.position += len(text)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "part":
            self.add("|")
        if tag == "inner":
            self.add(">")
            self.stack[-1].has_inner = True
        element = _Open(tag, self.position)
        if tag == "template":
            self.add("{{")
        elif tag == "tplarg":
            self.add("{{{")
        elif tag == "ext":
            self.add("<")
        elif tag == "name":
            element.index = attributes.get("index")
        self.stack.append(element)

    def end(self, tag: str) -> None:
        element = self.stack.pop()
        span = (element.start, self.position)
        if tag == "title":
            self.stack[-1].name = span
        elif tag == "name":
            self.stack[-1].parts = [(element.index, span, span)]
        elif tag == "value":
            (index, name, _) = self.stack[-1].parts[0]
            self.stack[-1].parts = [(index, name, span)]
        elif tag == "part":
            self.stack[-1].parts += element.parts
        elif tag == "comment":
            self.comments.append(span)
        elif tag == "ext" and not element.has_inner:
            self.add("/>")
        elif tag == "tplarg":
            self.add("}}}")
        elif tag == "template":
            self.add("}}")
            self.calls.append(element)
            self.ends.append(self.position)


def calls_of_parse_tree(xml: str, text: str) -> list[dict[str, Any]]:
    """The calls of a parse tree, as ``python -m bot scan`` prints them, but for each value its span.

    Raises AssertionError if the tree is not of this text.
    """
    tree = _Tree()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = tree.start
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.add
    parser.Parse(xml, True)
    assert "".join(tree.text) == text, ("the tree is of another text", "".join(tree.text), text)
    comments = sorted(tree.comments)

    def visible(span: tuple[int, int]) -> str:
        start, end = span
        kept = []
        for comment_start, comment_end in comments:
            if start <= comment_start and comment_end <= end:
                kept.append(text[start:comment_start])
                start = comment_end
        return "".join([*kept, text[start:end]]).strip(PHP_TRIM)

    found = []
    for call, end in zip(tree.calls, tree.ends, strict=True):
        params = []
        for index, name, value in call.parts:
            params.append({"name": index or visible(name), "value": list(value), "positional": index is not None})
        found.append({"name": visible(call.name), "start": call.start, "end": end, "params": params})
    return sorted(found, key=lambda call: int(call["start"]))
