"""``{{Partnership hub}}``: who helps with partnerships, for what and where."""

from __future__ import annotations

from typing import Annotated, ClassVar

from bot.core.records.base import Parameter, Record
from bot.core.values.choice import Choice
from bot.core.values.country import Country
from bot.core.values.date import Date
from bot.core.values.folding import folded
from bot.core.values.language import Language
from bot.core.values.lists import ListOf
from bot.core.values.page import Page
from bot.core.values.region import Region
from bot.core.values.regions import regions_of
from bot.core.values.text import Text

#: What holds a hub together.
HUB_TYPES = ("affiliate", "thematic", "regional", "project")

_TYPE_WORDS = {
    "affiliate": "chapter|user group|affilié|chapitre|afiliado|capítulo|تابع",
    "thematic": "theme|thematic hub|thématique|temático|temática|موضوعي",
    "regional": "region|regional hub|régional|régionale|إقليمي",
    "project": "projet|proyecto|مشروع",
}

HUB_TYPE = Choice("hub-type", HUB_TYPES, {folded(word): code for code, words in _TYPE_WORDS.items() for word in words.split("|")})


class Hub(Record):
    """A hub. Regions are codes of the eight, countries ISO 3166-1 codes, pages titles with interwiki prefix."""

    kind: ClassVar[str] = "hub"
    template: ClassVar[str] = "Partnership hub"

    LATER: ClassVar[frozenset[str]] = frozenset({"programs", "mandate", "supports", "contact_public", "capacity", "last_reviewed"})

    name: Annotated[str, Parameter(Text(), asked=True, aliases={"fr": ("nom",), "es": ("nombre",), "ar": ("الاسم",)})] = ""
    type: Annotated[str, Parameter(HUB_TYPE, asked=True, aliases={"es": ("tipo",), "ar": ("النوع",)})] = ""
    themes: Annotated[
        tuple[str, ...], Parameter(ListOf(Text()), asked=True, aliases={"fr": ("thèmes",), "es": ("temas",), "ar": ("المواضيع",)})
    ] = ()
    regions: Annotated[
        tuple[str, ...], Parameter(ListOf(Region()), asked=True, aliases={"fr": ("régions",), "es": ("regiones",), "ar": ("المناطق",)})
    ] = ()
    countries: Annotated[
        tuple[str, ...], Parameter(ListOf(Country()), aliases={"fr": ("pays",), "es": ("países",), "ar": ("البلدان",)})
    ] = ()
    languages: Annotated[
        tuple[str, ...], Parameter(ListOf(Language()), aliases={"fr": ("langues",), "es": ("idiomas",), "ar": ("اللغات",)})
    ] = ()
    contact_page: Annotated[
        str,
        Parameter(Page(), asked=True, aliases={"fr": ("page_contact",), "es": ("página_contacto",), "ar": ("صفحة_الاتصال",)}),
    ] = ""
    until: Annotated[str, Parameter(Date(), aliases={"fr": ("jusque",), "es": ("hasta",), "ar": ("حتى",)})] = ""
    backup: Annotated[str, Parameter(Page(), aliases={"fr": ("suppléant",), "es": ("respaldo",), "ar": ("البديل",)})] = ""

    @property
    def region(self) -> str:
        """The first of its regions, else that of its first country, else empty: under which it is filed."""
        if self.regions:
            return self.regions[0]
        return next((region for code in self.countries for region in regions_of((code,))), "")
