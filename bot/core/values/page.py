"""Pages: of the wiki itself, or of another with an interwiki prefix."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.plaintext import MAX_WIKITEXT, plain_text, without_hidden
from bot.core.problem import ProblemCode
from bot.core.values.reading import Read, Reading, complaint
from bot.core.values.titles import canonical_title, links, title_from_url
from bot.core.values.url import bare_address, linked_address


@dataclass(frozen=True, slots=True)
class Page:
    """A page's title, ``Title`` or ``prefix:Title``, from a link, an address or the title alone; sections are left out."""

    is_list: bool = False

    def read(self, text: str, reading: Reading) -> Read:
        """Read the title as the wiki writes it."""
        source = without_hidden(text[:MAX_WIKITEXT]).strip()
        found = links(source)
        if len(found) > 1:
            titles = [title for link in found if (title := canonical_title(link.target, reading.site))]
            return complaint(ProblemCode.PAGE, plain_text(source), titles[0] if len(set(titles)) == 1 else "")
        if found:
            target = found[0].target
        else:
            target = linked_address(source) or bare_address(plain_text(source))
            if target.startswith(("http://", "https://", "//")):
                target = title_from_url(target, reading.site)
        if not target:
            plain = plain_text(source)
            return complaint(ProblemCode.PAGE if plain else ProblemCode.EMPTY, plain or text.strip())
        if target.startswith("/") and reading.page:
            # A link to a subpage of the page it stands on.
            target = reading.page + target.rstrip("/")
        if title := canonical_title(target, reading.site):
            return Read((title,))
        return complaint(ProblemCode.PAGE, plain_text(source) or source)
