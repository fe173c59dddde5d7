"""Which categories a page's own text puts it in; those that its templates add only a wiki knows. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.core.candidates import FoundCandidate
from bot.core.plaintext import without_comments
from bot.core.scanner import scan
from bot.core.site import Site
from bot.wiki.mentions import Mentions
from bot.wiki.titles import TitleError, normalise, split, template_name

FILE = 6
TEMPLATE = 10
CATEGORY = 14
OPTED_OUT = "Opted-out of message delivery"  # of users who want no messages: MassMessage's name for it in English
#: Pages of these namespaces are no candidates, whatever they bear.
NO_CANDIDATES = frozenset({FILE, TEMPLATE, CATEGORY})
_LINK = re.compile(r"\[\[([^\[\]|{}<>\n:]{1,100}:[^\[\]|{}<>\n]{1,300})(?:\|[^\[\]\n]{0,300})?\]\]")
_NOWIKI = re.compile(r"<nowiki>.*?(?:</nowiki>|\Z)", re.DOTALL | re.IGNORECASE)


def categories(text: str, site: Site) -> frozenset[str]:
    """The full titles of the categories that a wikitext links itself into."""
    found = set()
    for match in _LINK.finditer(_NOWIKI.sub("", without_comments(text))):
        try:
            title = normalise(match[1], site)
            if split(title, site)[0] == CATEGORY:
                found.add(title)
        except TitleError:
            continue
    return frozenset(found)


class Signs:
    """By what a text is known to be of interest: categories that it is in, templates that it calls."""

    def __init__(self, titles: Sequence[str], templates: Sequence[str], site: Site) -> None:
        self._site = site
        self._categories = {normalise(f"Category:{title}", site) for title in titles}
        self._templates = {name: Mentions([name]) for name in templates}

    def found(self, page_id: int, title: str, text: str) -> FoundCandidate | None:
        """The page with the sign that it bears, if it bears one; files, categories and templates do not count."""
        if split(title, self._site)[0] in NO_CANDIDATES:
            return None
        for category in sorted(self._categories & categories(text, self._site)):
            return FoundCandidate(self._site.dbname, page_id, title, category)
        for name, mentions in self._templates.items():
            if mentions.in_text(text) and self._calls(name, text):
                return FoundCandidate(self._site.dbname, page_id, title, f"{self._site.namespace_names(TEMPLATE)[0]}:{name}")
        return None

    def _calls(self, name: str, text: str) -> bool:
        """Whether a text calls a template and does not only name it, as a report of what was found does."""
        wanted = template_name(name, self._site)
        for call in scan(text).calls:
            try:
                if template_name(call.name, self._site) == wanted:
                    return True
            except TitleError:
                continue
        return False
