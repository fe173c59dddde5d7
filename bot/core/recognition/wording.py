"""Words on what is printed: messages in one language, and what others wrote, which must disturb neither them nor the markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol
from urllib.parse import unquote

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal

from bot.core.values.date_words import date_in_words
from bot.core.values.locales import locale

#: First strong isolate and its end: what stands between them has a direction of its own (Unicode, annex 9).
ISOLATE, END = "\u2068", "\u2069"

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
#: They would turn round what follows them, or end our own isolates.
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Message(Protocol):
    """A message in the language of the page, as plain text, with its parameters put in."""

    def __call__(self, key: str, *parameters: str | int) -> str:
        """The message of this key."""
        ...


@dataclass(frozen=True)
class Wording:
    """How one language says it. ``language`` is a BCP 47 code."""

    message: Message
    language: str
    direction: Literal["ltr", "rtl"]

    @cached_property
    def locale(self) -> Locale:
        """Its CLDR locale; English where it has none."""
        return locale(self.language) or Locale("en")

    def date(self, value: str) -> str:
        """A date in EDTF, in words."""
        return date_in_words(cleaned(value), self.locale)

    def number(self, value: int) -> str:
        """A whole number, grouped."""
        return format_decimal(value, locale=self.locale)

    def listed(self, texts: Iterable[str]) -> str:
        """What others wrote, joined as the language joins what is listed."""
        return format_list([isolated(text) for text in texts], style="standard", locale=self.locale)


def cleaned(text: str) -> str:
    """What others wrote as one line of printable text."""
    return " ".join(_DIRECTIONS.sub("", _NOT_IN_XML.sub("\ufffd", text)).split())


def isolated(text: str) -> str:
    """What others wrote as a parameter of a message: its direction does not disturb what stands around it."""
    return f"{ISOLATE}{cleaned(text)}{END}"


def readable_address(address: str) -> str:
    """An address in the letters of its language, which people can read and type; as it is where that would show blanks or worse."""
    readable = unquote(address)
    return readable if readable.isprintable() and " " not in readable else cleaned(address)
