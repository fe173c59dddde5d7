"""What may stand on a wiki or elsewhere: evidence, agreements, contacts, tasks, categories."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.plaintext import MAX_WIKITEXT, plain_text, without_hidden
from bot.core.problem import ProblemCode
from bot.core.values.page import Page
from bot.core.values.reading import Read, Reading, complaint
from bot.core.values.text import Text
from bot.core.values.titles import USER_WORDS, links, split_interwiki
from bot.core.values.url import Url, address_in_brackets

_TASK = re.compile(r"(?:(?:https?:)?//phabricator\.wikimedia\.org/|:?phab(?:ricator)?:)?(T[1-9][0-9]{0,7})(?:#\S{0,60})?", re.IGNORECASE)
_TICKET = re.compile(r"(?:ticket|vrts?|otrs)?[:# ]*([0-9]{16})", re.IGNORECASE)
_REVISION = re.compile(
    r"(?:https?:)?//\S{1,200}[?&](?:oldid|diff)=([0-9]{1,15})\S{0,100}|(?:special:(?:diff|permalink)/)([0-9]{1,15})", re.IGNORECASE
)
_MAIL = re.compile(r"(?:mailto:)?([A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageOrUrl:
    """A page's title, or an address on the web that is no page of a known wiki."""

    is_list: bool = False

    def read(self, text: str, reading: Reading) -> Read:
        """Read the title or address."""
        source = without_hidden(text[:MAX_WIKITEXT]).strip()
        page = Page().read(address_in_brackets(source) or source, reading)
        if page.values:
            return page
        url = Url().read(source, reading)
        return url if url.values else page


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where somebody agreed in public: a page, an address (of a revision, say), or the number of a ticket."""

    is_list: bool = False

    def read(self, text: str, reading: Reading) -> Read:
        """Read the place; a ticket's number stands alone."""
        plain = plain_text(text)
        if match := _TICKET.fullmatch(plain):
            return Read((f"ticket:{match[1]}",))
        if _REVISION.fullmatch(plain):
            return Url().read(plain, reading) if "//" in plain else Read((plain,))
        return PageOrUrl().read(text, reading)


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a group in public: a mail address of a role, or a page; never one person's."""

    is_list: bool = False

    def read(self, text: str, reading: Reading) -> Read:
        """Read the address or title; a user's page is refused."""
        plain = plain_text(text)
        if match := _MAIL.fullmatch(plain.replace(" (at) ", "@").replace(" at ", "@")):
            return Read((match[1].lower(),))
        found = PageOrUrl().read(text, reading)
        title = found.value
        _, rest = split_interwiki(title, reading.site) if title else ("", "")
        if rest.partition(":")[0].strip().lower() in USER_WORDS and ":" in rest:
            return complaint(ProblemCode.CONTACT, plain)
        return found


@dataclass(frozen=True, slots=True)
class TextOrTask:
    """Text, or the number of a Phabricator task (``T12345``) where the value is one."""

    is_list: bool = False

    def read(self, text: str, reading: Reading) -> Read:
        """Read the task's number or the plain text."""
        source = without_hidden(text[:MAX_WIKITEXT]).strip()
        for possible in (plain_text(source), *(link.target for link in links(source)[:1])):
            if match := _TASK.fullmatch(possible.strip()):
                return Read((match[1].upper(),))
        return Text().read(text, reading)


@dataclass(frozen=True, slots=True)
class Category:
    """A category's title without its namespace."""

    is_list: bool = False

    def read(self, text: str, reading: Reading) -> Read:
        """Read the title, from a link, an address or the title alone."""
        found = Page().read(text, reading)
        if not found.values:
            return found
        _, title = split_interwiki(found.value, reading.site)
        first, colon, rest = title.partition(":")
        name = rest if colon and first.lower() in _CATEGORY_WORDS | {n.lower() for n in reading.site.namespace_names(14)} else title
        return Read((name[:1].upper() + name[1:],)) if name else complaint(ProblemCode.PAGE, found.value)


_CATEGORY_WORDS = frozenset({"category", "catégorie", "categoría", "تصنيف", "kategorie", "categoria", "категория", "分类", "カテゴリ"})
