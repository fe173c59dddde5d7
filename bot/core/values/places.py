"""What may stand on a wiki or elsewhere: evidence, agreements, contacts, tasks, categories."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.plaintext import MAX_WIKITEXT, plain_text, without_hidden
from bot.core.problem import ProblemCode
from bot.core.values.folding import digits_to_ascii
from bot.core.values.page import Page
from bot.core.values.reading import Read, Reading, complaint
from bot.core.values.text import Text
from bot.core.values.titles import links, split_interwiki, user_of
from bot.core.values.url import Url, linked_address

_TASK = re.compile(r"(?:(?:https?:)?//phabricator\.wikimedia\.org/|:?phab(?:ricator)?:)?(T[1-9][0-9]{0,7})(?:#\S{0,60})?\.?", re.IGNORECASE)
_TASK_TEMPLATE = re.compile(r"\{\{\s*(?:phab|phabricator|tracked)\s*\|\s*T?([1-9][0-9]{0,7})\s*(?:\|[^{}]{0,200})?\}\}", re.IGNORECASE)
_TICKET = re.compile(r"[:# ]*(?:(?:ticket|vrts?|otrs|n[°º]|no\.)[:# ]*)*([0-9]{16})", re.IGNORECASE)
_REVISION = re.compile(
    r"(?:https?:)?//\S{1,200}[?&](?:oldid|diff)=[0-9]{1,15}\S{0,100}|special:(diff|permalink)/([0-9]{1,15})", re.IGNORECASE
)
_AT = re.compile(r"\s*[(\[]\s*(?:at|arobase|arroba)\s*[)\]]\s*| at ", re.IGNORECASE)
_MAIL_LINK = re.compile(r"\[mailto:([^\s\[\]?]{1,200})[^\[\]]{0,500}\]", re.IGNORECASE)
_MAIL = re.compile(r"(?:mailto:)?([A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageOrUrl:
    """A page's title, or an address on the web that is no page of a known wiki."""

    is_list: bool = False

    def read(self, text: str, reading: Reading) -> Read:
        """Read the title or address."""
        source = without_hidden(text[:MAX_WIKITEXT]).strip()
        page = Page().read(source, reading)
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
        for possible in (plain, *(link.target for link in links(without_hidden(text[:MAX_WIKITEXT]).strip())[:1])):
            if match := _TICKET.fullmatch(digits_to_ascii(possible)):
                return Read((f"ticket:{match[1]}",))
        if match := _REVISION.fullmatch(plain):
            return Read((f"Special:{match[1].capitalize()}/{match[2]}",)) if match[2] else Url().read(plain, reading)
        return PageOrUrl().read(text, reading)


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a group in public: a mail address of a role, or a page; never one person's."""

    is_list: bool = False

    def read(self, text: str, reading: Reading) -> Read:
        """Read the address or title; a user's page is refused."""
        source = without_hidden(text[:MAX_WIKITEXT]).strip()
        plain = plain_text(source)
        link = _MAIL_LINK.fullmatch(source)
        if address := mail_address(link[1] if link else plain):
            return Read((address,))
        found = PageOrUrl().read(source, reading)
        if user_of(found.value, reading.site):
            return complaint(ProblemCode.CONTACT, plain)
        # What looks like a mail address and is none would be taken for a page.
        return complaint(ProblemCode.PAGE, plain) if link or "@" in found.value.partition("//")[0] else found


def mail_address(text: str) -> str:
    """The mail address that a text is, in small letters; empty if it is none."""
    match = _MAIL.fullmatch(_AT.sub("@", text).strip("<>.,;"))
    return match[1].lower() if match else ""


@dataclass(frozen=True, slots=True)
class TextOrTask:
    """Text, or the number of a Phabricator task (``T12345``) where the value is one."""

    is_list: bool = False

    def read(self, text: str, reading: Reading) -> Read:
        """Read the task's number or the plain text."""
        source = without_hidden(text[:MAX_WIKITEXT]).strip()
        if match := _TASK_TEMPLATE.fullmatch(digits_to_ascii(source)):
            return Read((f"T{match[1]}",))
        for possible in (linked_address(source), plain_text(source), *(link.target for link in links(source)[:1])):
            if match := _TASK.fullmatch(digits_to_ascii(possible).strip()):
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
