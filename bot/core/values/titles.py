"""Titles, user names and links, normalised as MediaWiki does."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

from bot.core.plaintext import clean
from bot.core.site import CANONICAL_NAMESPACES, Site

#: Bytes that a title may have in UTF-8 (MediaWiki's limit).
MAX_TITLE_BYTES = 255
#: A user name must leave room for its namespace.
MAX_USER_BYTES = 235

USER_NAMESPACE = 2
_TALK_OF_USERS = 3
#: Special pages that are about the user named after the slash.
_OF_USERS = frozenset({"contributions", "contribs", "emailuser"})
#: Names of the user namespace on other wikis, for links there: ``[[fr:Utilisatrice:X]]``.
_USER_WORDS = """
user utilisateur utilisatrice usuario usuaria benutzer benutzerin usuário usuária utente участник участница مستخدم
مستخدمة 利用者 用户 使用者 사용자 kullanıcı wikipedysta wikipedystka gebruiker کاربر användare користувач wikipedista
משתמש משתמשת 用戶 सदस्य pengguna szerkesztő bruker bruger käyttäjä usuari usuària mtumiaji ব্যবহারকারী ଉପଯୋଗକର୍ତ୍ତା பயனர்
వాడుకరి ผู้ใช้ صارف uporabnik корисник χρήστης utilizator redaktor потребител lankide
"""
USER_WORDS = frozenset(_USER_WORDS.split())
#: Words beside those in the names of users' talk pages.
_TALK_WORDS = frozenset({"talk", "discussion", "discusión", "نقاش"})

_ILLEGAL = re.compile(r"[#<>\[\]|{}\x00-\x1f\x7f\ufffd]|%[0-9A-Fa-f]{2}|&#?[A-Za-z0-9]+;")
_ILLEGAL_IN_USER = re.compile(r"[#<>\[\]|{}/@:=\x00-\x1f\x7f\ufffd]")
_ADDRESS = re.compile(r"\d{1,3}(?:\.(?:\d{1,3}|xxx)){3}(?:/\d+)?|(?=.*:.*:)[0-9A-Fa-f:.]{3,45}(?:/\d+)?")
#: What MediaWiki takes for an external address, even in the brackets of a link.
_ADDRESS_ELSEWHERE = re.compile(r"(?:https?|ftp)://|mailto:", re.IGNORECASE)
_BLANKS = re.compile(r"[ _\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_LINK = re.compile(r"\[\[([^\[\]|{}<>\n]{1,600})(?:\|[^\[\]]{0,600})?\]\]")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads: ``target`` as it stands between brackets, and the span of all of it."""

    target: str
    start: int
    end: int


def links(wikitext: str) -> list[Link]:
    """Find the links of a short text."""
    return [Link(match.group(1).strip(), *match.span()) for match in _LINK.finditer(wikitext)]


def normalised(title: str) -> str:
    """Give a title without its section, with single blanks, in NFC."""
    text = clean(unicodedata.normalize("NFC", title)).partition("#")[0]
    return _BLANKS.sub(" ", text).strip()


def capitalised(text: str) -> str:
    """Make the first letter a capital, as MediaWiki does: never two letters of one, and Georgian stays as it is."""
    upper = text[:1].upper()
    return text if len(upper) != 1 or "\u1c90" <= upper <= "\u1cbf" else upper + text[1:]


def split_interwiki(title: str, site: Site) -> tuple[str, str]:
    """Split ``fr:Title`` into ("fr", "Title"), over several prefixes too; the prefix is empty for a page of the wiki itself."""
    prefixes: list[str] = []
    rest = title.removeprefix(":").strip()
    while ":" in rest:
        first, _, remainder = rest.partition(":")
        prefix = first.strip().lower()
        if prefix not in site.interwikis or namespace_number(first, site) is not None:
            break
        # The next wiki reads what follows, and may have a namespace of that name.
        prefixes.append(first.strip() if prefixes else prefix)
        rest = remainder.strip()
    return ":".join(prefixes), rest


def namespace_number(name: str, site: Site) -> int | None:
    """Give the number of a namespace by one of its names, in any case; None if the wiki has no such namespace."""
    wanted = _BLANKS.sub(" ", name).strip().casefold()
    for number in {*site.namespaces, *CANONICAL_NAMESPACES}:
        if number and any(wanted == known.replace("_", " ").casefold() for known in site.namespace_names(number)):
            return number
    return None


def split_namespace(title: str, site: Site) -> tuple[int, str]:
    """Split a local title into the number of its namespace and the rest; 0 where what is before a colon is no namespace."""
    first, colon, rest = title.partition(":")
    if colon and (number := namespace_number(first, site)) is not None:
        return number, rest.strip()
    return 0, title


def canonical_title(title: str, site: Site) -> str:
    """Give a page's title as the wiki writes it, with interwiki prefixes; empty if no page can have it."""
    prefix, rest = split_interwiki(normalised(title), site)
    if not rest or _ILLEGAL.search(rest) or len(rest.encode()) > MAX_TITLE_BYTES:
        return ""
    if {".", ".."} & set(rest.split("/")) or _ADDRESS_ELSEWHERE.match(rest):
        return ""
    if prefix:
        return f"{prefix}:{rest}"
    number, name = split_namespace(rest, site)
    if not name or name.startswith(":"):
        return ""
    return f"{site.namespace_names(number)[0]}:{capitalised(name)}" if number else capitalised(name)


def canonical_user(name: str) -> str:
    """Give a user name as MediaWiki writes it; empty if nobody can have it, as is so for IP addresses."""
    text = capitalised(normalised(name))
    if not text or "#" in name or _ILLEGAL_IN_USER.search(text) or _ADDRESS.fullmatch(text) or len(text.encode()) > MAX_USER_BYTES:
        return ""
    return text


def user_of(title: str, site: Site) -> str:
    """Give the user whose page, talk page or list of contributions a title leads to, here or on another wiki; empty for other pages."""
    rest = split_interwiki(normalised(title), site)[1]
    first, colon, name = rest.partition(":")
    if colon and first.strip().lower() == "special":
        page, _, name = name.partition("/")
        return name if page.strip().lower() in _OF_USERS else ""
    words = {word.removeprefix("ال") for word in first.casefold().split()}
    elsewhere = words & USER_WORDS and words <= USER_WORDS | _TALK_WORDS
    is_user = elsewhere or namespace_number(first, site) in {USER_NAMESPACE, _TALK_OF_USERS}
    return name.strip() if colon and is_user else ""


def title_from_url(url: str, site: Site) -> str:
    """Give the title that an address of this wiki, or of one with an interwiki prefix, leads to; empty for any other address."""
    address = re.sub(r"^(?:https?:)?//", "//", url.strip())
    address = address.partition("?")[0].replace("//m.", "//").replace(".m.", ".")
    patterns = [("", site.article_url)] if site.article_url else []
    # The shortest prefix is the one people know.
    patterns += sorted(site.interwikis.items(), key=lambda item: (len(item[0]), item[0]))
    for prefix, pattern in patterns:
        before, mark, after = re.sub(r"^(?:https?:)?//", "//", pattern).partition("$1")
        if mark and len(before) > 3 and address.startswith(before) and address.endswith(after) and len(address) > len(before) + len(after):
            title = unquote(address[len(before) : len(address) - len(after) or None]).partition("#")[0]
            return f"{prefix}:{title}" if prefix else title
    return ""
