"""``{{Partner inquiry}}``: an organisation would like to work with Wikimedia, and agreed to say so in public."""

from __future__ import annotations

from typing import Annotated, ClassVar

from bot.core.records.base import Parameter, Record
from bot.core.records.choices import INQUIRY_KIND, INQUIRY_STATUS, PARTNER_TYPE, YES_NO
from bot.core.values.country import Country
from bot.core.values.date import Date
from bot.core.values.language import Language
from bot.core.values.lists import ListOf
from bot.core.values.page import Page
from bot.core.values.text import Text
from bot.core.values.url import Url
from bot.core.values.user import User

_Texts = tuple[str, ...]


class Inquiry(Record):
    """An inquiry, filed by a Wikimedian."""

    kind: ClassVar[str] = "inquiry"
    template: ClassVar[str] = "Partner inquiry"
    NAMED_BY: ClassVar[tuple[str, ...]] = ("organisation", "filed")
    SHOWN_AS: ClassVar[str] = "organisation"
    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (("filed", "answered"),)

    inquiry_kind: Annotated[str, Parameter(INQUIRY_KIND, asked=True, listed=True, name="kind", fr="genre", es="tipo", ar="النوع")] = ""
    organisation: Annotated[
        str, Parameter(Text(), asked=True, listed=True, former="organization", fr="organisme", es="organización", ar="المؤسسة")
    ] = ""
    publicly_agreed: Annotated[
        str, Parameter(YES_NO, asked=True, listed=True, fr="accord_public", es="acuerdo_público", ar="موافقة_علنية")
    ] = ""
    sector: Annotated[str, Parameter(PARTNER_TYPE, listed=True, fr="secteur", ar="القطاع")] = ""
    country: Annotated[_Texts, Parameter(ListOf(Country()), listed=True, fr="pays", es="país", ar="البلد")] = ()
    languages: Annotated[_Texts, Parameter(ListOf(Language()), listed=True, fr="langues", es="idiomas", ar="اللغات")] = ()
    offer: Annotated[str, Parameter(Text(600), fr="offre", es="oferta", ar="العرض")] = ""
    website: Annotated[str, Parameter(Url(), fr="site", es="sitio", ar="الموقع")] = ""
    hub: Annotated[str, Parameter(Page(), listed=True, fr="pôle", es="nodo", ar="المحور")] = ""
    filed_by: Annotated[str, Parameter(User(), listed=True, fr="déposé_par", es="presentado_por", ar="قدمه")] = ""
    filed: Annotated[str, Parameter(Date(), listed=True, fr="déposé", es="presentado", ar="تاريخ_التقديم")] = ""
    status: Annotated[str, Parameter(INQUIRY_STATUS, listed=True, fr="statut", es="estado", ar="الحالة")] = ""
    answered: Annotated[str, Parameter(Date(), listed=True, fr="répondu", es="respondido", ar="أجيب")] = ""
    partnership: Annotated[str, Parameter(Page(), listed=True, fr="partenariat", es="alianza", ar="الشراكة")] = ""
