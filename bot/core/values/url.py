"""Addresses on the web."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.core.plaintext import MAX_WIKITEXT, plain_text, without_hidden
from bot.core.problem import ProblemCode
from bot.core.values.reading import Read, Reading, complaint

_BRACKETS = re.compile(r"\[((?:https?:)?//[^\s\[\]<>\"]{1,2000})(?:\s[^\[\]]*)?\]", re.IGNORECASE)
_BARE = re.compile(r"(?:https?:)?//[^\s\[\]<>\"]{1,2000}", re.IGNORECASE)
_HOST = re.compile(r"[\w.:-]+")
_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?:/[^\s\[\]<>\"]*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Url:
    """An ``http`` or ``https`` address, from the address or an external link."""

    is_list: bool = False

    def read(self, text: str, _reading: Reading) -> Read:
        """Read the address; one without scheme gets it as remedy."""
        source = without_hidden(text[:MAX_WIKITEXT]).strip()
        address = address_in_brackets(source) or plain_text(source)
        if not address:
            return complaint(ProblemCode.EMPTY, text.strip())
        if _BARE.fullmatch(address):
            address = "https:" + address if address.startswith("//") else address
            if _has_host(address):
                return Read((address,))
        return complaint(ProblemCode.URL, address, f"https://{address}" if _DOMAIN.fullmatch(address) else "")


def address_in_brackets(source: str) -> str:
    """The address of a text that is wholly an external link (``[https://… label]``); else empty."""
    match = _BRACKETS.fullmatch(source)
    return match.group(1) if match else ""


def _has_host(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(_HOST.fullmatch(parts.hostname or "")) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
