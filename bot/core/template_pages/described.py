"""Parameters as the wiki needs them: their names there, and the names of their types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.records import Record, parameters
from bot.core.records.base import Parameter
from bot.core.records.choices import YES_NO
from bot.core.values.affiliate import Affiliate
from bot.core.values.choice import Choice
from bot.core.values.code import Code
from bot.core.values.country import Country
from bot.core.values.date import Date
from bot.core.values.item import Item
from bot.core.values.language import Language
from bot.core.values.licence import Licence
from bot.core.values.lists import Commas, ListOf
from bot.core.values.numbers import Number
from bot.core.values.page import Page
from bot.core.values.places import Category, Contact, Evidence, PageOrUrl, TextOrTask
from bot.core.values.property import Property
from bot.core.values.reading import ValueType
from bot.core.values.region import REGION, Region
from bot.core.values.text import Text
from bot.core.values.url import Url
from bot.core.values.user import User
from bot.core.values.wiki import Wiki

_TYPES: Mapping[type, str] = {
    Affiliate: "affiliate",
    Category: "category",
    Choice: "enum",
    Code: "code",
    Contact: "contact",
    Country: "country",
    Date: "date",
    Evidence: "evidence",
    Item: "item",
    Language: "language",
    Licence: "licence",
    Number: "number",
    Page: "page",
    PageOrUrl: "place",
    Property: "property",
    Region: "region",
    Text: "text",
    TextOrTask: "need",
    Url: "url",
    User: "user",
    Wiki: "wiki",
}
#: Texts that may be as long are told in sentences, and stand beside the facts.
_PROSE = 1000


@dataclass(frozen=True, slots=True)
class Described:
    """A parameter of a template. ``type`` is the name that Lua and messages know, ``family`` the labels of its codes or empty."""

    name: str
    type: str
    parameter: Parameter

    @property
    def value(self) -> ValueType:
        """The type of one value."""
        return self.parameter.type.type if isinstance(self.parameter.type, ListOf) else self.parameter.type

    @property
    def choice(self) -> Choice | None:
        """The values of which it takes some, if these are fixed."""
        return self.value if isinstance(self.value, Choice) else REGION if isinstance(self.value, Region) else None

    @property
    def family(self) -> str:
        """Which labels its codes have: ``label-<family>-<code>``."""
        return self.choice.family if self.choice else self.value.family if isinstance(self.value, Code) else ""

    @property
    def is_list(self) -> bool:
        """Whether it takes several values."""
        return isinstance(self.parameter.type, ListOf)

    @property
    def has_commas_in_names(self) -> bool:
        """Whether a comma may be part of a value."""
        return isinstance(self.parameter.type, ListOf) and self.parameter.type.commas is Commas.IN_NAMES

    @property
    def is_prose(self) -> bool:
        """Whether it is told in sentences."""
        return isinstance(self.value, Text) and self.value.longest >= _PROSE

    @property
    def aliases(self) -> tuple[str, ...]:
        """Names also accepted, of all languages."""
        return tuple(alias for aliases in self.parameter.aliases.values() for alias in aliases)


def described(record: type[Record]) -> tuple[Described, ...]:
    """The parameters of a record's template, in the order of its class."""
    return tuple(Described(parameter.name or field, _type(parameter), parameter) for field, parameter in parameters(record).items())


def _type(parameter: Parameter) -> str:
    value = parameter.type.type if isinstance(parameter.type, ListOf) else parameter.type
    return "yesno" if value == YES_NO else _TYPES[type(value)]
