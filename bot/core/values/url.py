"""Addresses on the web."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.core.plaintext import MAX_WIKITEXT, clean, plain_text, without_hidden
from bot.core.problem import ProblemCode
from bot.core.values.reading import Read, Reading, complaint

_BRACKETS = re.compile(r"\[((?:https?:)?//[^\s\[\]<>\"]{1,2000})(?:\s[^\[\]]*)?\]", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{\{\s*url\s*\|\s*(?:1\s*=\s*)?([^\s{}|]{1,2000})\s*(?:\|[^{}]{0,500})?\}\}", re.IGNORECASE)
_SCHEME = re.compile(r"https?:", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|#[0-9]{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_BARE = re.compile(r"(?:https?:)?//[^\s\[\]<>\"]{1,2000}", re.IGNORECASE)
_HOST = re.compile(r"[\w.:-]+")
_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?:/[^\s\[\]<>\"]*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Url:
    """An ``http`` or ``https`` address, from the address or an external link."""

    is_list: bool = False

    def read(self, text: str, _reading: Reading) -> Read:
        """Read the address; one without scheme gets it as remedy."""
        source = without_hidden(text).strip()
        address = linked_address(source) or bare_address(plain_text(source))
        if not address:
            return complaint(ProblemCode.EMPTY, text.strip())
        # What is longer would be cut, and lead elsewhere.
        if _BARE.fullmatch(address) and len(source) <= MAX_WIKITEXT:
            address = "https:" + address if address.startswith("//") else address
            if _has_host(address):
                return Read((address,))
        return complaint(ProblemCode.URL, address, f"https://{address}" if _DOMAIN.fullmatch(address) else "")


def linked_address(source: str) -> str:
    """The address of a text that is wholly an external link (``[https://… label]`` or ``{{URL|…}}``); else empty."""
    match = _BRACKETS.fullmatch(source) or _TEMPLATE.fullmatch(source)
    return bare_address(match.group(1)) if match else ""


def bare_address(text: str) -> str:
    """An address as browsers read it: its scheme in lower case, characters for their entities. Any other text stays as it is."""
    match = _SCHEME.match(text)
    if not match and not text.startswith("//"):
        return text
    address = match.group().lower() + text[match.end() :] if match else text
    return clean(_ENTITY.sub(lambda entity: html.unescape(entity.group()), address))


def _has_host(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(_HOST.fullmatch(parts.hostname or "")) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
