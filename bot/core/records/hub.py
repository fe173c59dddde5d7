"""``{{Partnership hub}}``: who helps with partnerships, for what and where."""

from __future__ import annotations

from typing import Annotated, ClassVar

from bot.core.records.base import Parameter, Record
from bot.core.records.choices import HUB_TYPE
from bot.core.values.affiliate import Affiliate
from bot.core.values.code import Code
from bot.core.values.country import Country
from bot.core.values.date import Date
from bot.core.values.language import Language
from bot.core.values.lists import ListOf
from bot.core.values.numbers import Number
from bot.core.values.page import Page
from bot.core.values.places import Contact
from bot.core.values.region import Region
from bot.core.values.text import Text

_Texts = tuple[str, ...]


class Hub(Record):
    """A hub. Regions are codes of the eight, countries ISO 3166-1 codes, pages titles with interwiki prefix."""

    kind: ClassVar[str] = "hub"
    template: ClassVar[str] = "Partnership hub"

    name: Annotated[str, Parameter(Text(), asked=True, fr="nom", es="nombre", ar="الاسم")] = ""
    type: Annotated[str, Parameter(HUB_TYPE, asked=True, listed=True, es="tipo", ar="النوع")] = ""
    themes: Annotated[_Texts, Parameter(ListOf(Code("theme")), asked=True, listed=True, fr="thèmes", es="temas", ar="المواضيع")] = ()
    regions: Annotated[_Texts, Parameter(ListOf(Region()), asked=True, listed=True, fr="régions", es="regiones", ar="المناطق")] = ()
    countries: Annotated[_Texts, Parameter(ListOf(Country()), listed=True, fr="pays", es="países", ar="البلدان")] = ()
    languages: Annotated[_Texts, Parameter(ListOf(Language()), listed=True, fr="langues", es="idiomas", ar="اللغات")] = ()
    programs: Annotated[
        _Texts, Parameter(ListOf(Code("program")), listed=True, former="programmes", fr="programme", es="programas", ar="البرامج")
    ] = ()
    contact_page: Annotated[str, Parameter(Page(), asked=True, listed=True, fr="page_contact", es="página_contacto", ar="صفحة_الاتصال")] = (
        ""
    )
    contact_public: Annotated[str, Parameter(Contact(), es="contacto_público", ar="اتصال_عام")] = ""
    mandate: Annotated[str, Parameter(Page(), listed=True, fr="mandat", es="mandato", ar="التفويض")] = ""
    until: Annotated[str, Parameter(Date(), listed=True, fr="jusque", es="hasta", ar="حتى")] = ""
    supports: Annotated[_Texts, Parameter(ListOf(Affiliate()), listed=True, fr="soutient", es="apoya", ar="يدعم")] = ()
    backup: Annotated[str, Parameter(Page(), listed=True, fr="suppléant", es="respaldo", ar="البديل")] = ""
    capacity: Annotated[str, Parameter(Number(), listed=True, fr="capacité", es="capacidad", ar="السعة")] = ""
    last_reviewed: Annotated[str, Parameter(Date(), listed=True, fr="dernière_relecture", es="última_revisión", ar="آخر_مراجعة")] = ""
