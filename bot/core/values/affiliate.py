"""Affiliates: an item, a page, or the name or code that people use."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.plaintext import plain_text, without_hidden
from bot.core.values.item import Item
from bot.core.values.page import Page
from bot.core.values.reading import Read, Reading
from bot.core.values.text import Text
from bot.core.values.titles import links
from bot.core.values.url import bare_address, linked_address


@dataclass(frozen=True, slots=True)
class Affiliate:
    """``Q123`` where an item is given, a page's title where the whole value is a link to it, else the text."""

    is_list: bool = False

    def read(self, text: str, reading: Reading) -> Read:
        """Read what names the affiliate."""
        item = Item().read(text, reading)
        if item.values:
            return item
        source = without_hidden(text).strip()
        found = links(source)
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(source)):
            page = Page().read(source, reading)
            if page.values:
                return page
        address = linked_address(source) or bare_address(plain_text(source))
        if address.startswith(("http://", "https://")):
            page = Page().read(address, reading)
            if page.values:
                return page
        return Text().read(text, reading)
