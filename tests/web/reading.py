"""What a person sees of a page of HTML."""

from __future__ import annotations

from html.parser import HTMLParser

#: Attributes that are read out or shown.
_SPOKEN = ("aria-label", "alt", "title", "placeholder")


class Page(HTMLParser):
    """A page's texts, links, ids and elements, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes))
        self.texts += [attributes[name] for name in _SPOKEN if attributes.get(name)]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(" ".join(data.split()))

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of a name."""
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        """Everything that can be read."""
        return "\n".join(self.texts)

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        return [attributes["href"] for attributes in self.all("a")]
