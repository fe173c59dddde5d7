"""``{{Partnership tool}}``: software that partnerships use, and how it is kept."""

from __future__ import annotations

from typing import Annotated, ClassVar

from bot.core.records.base import Parameter, Record
from bot.core.records.choices import TOOL_STATUS
from bot.core.values.affiliate import Affiliate
from bot.core.values.code import Code
from bot.core.values.date import Date
from bot.core.values.language import Language
from bot.core.values.licence import Licence
from bot.core.values.lists import Commas, ListOf
from bot.core.values.places import PageOrUrl, TextOrTask
from bot.core.values.text import Text
from bot.core.values.url import Url
from bot.core.values.user import User

_Texts = tuple[str, ...]
_NEEDS = ListOf(TextOrTask(), Commas.IN_NAMES)


class Tool(Record):
    """A tool. Needs and offers are texts or Phabricator tasks (``T123``)."""

    kind: ClassVar[str] = "tool"
    template: ClassVar[str] = "Partnership tool"

    name: Annotated[str, Parameter(Text(), asked=True, fr="nom", es="nombre", ar="الاسم")] = ""
    purpose: Annotated[str, Parameter(Text(400), asked=True, listed=True, fr="but", es="propósito", ar="الغرض")] = ""
    status: Annotated[str, Parameter(TOOL_STATUS, asked=True, listed=True, fr="statut", es="estado", ar="الحالة")] = ""
    programs: Annotated[
        _Texts, Parameter(ListOf(Code("program")), listed=True, former="programmes", fr="programme", es="programas", ar="البرامج")
    ] = ()
    maintainers: Annotated[_Texts, Parameter(ListOf(User()), listed=True, fr="mainteneurs", es="mantenedores", ar="المشرفون")] = ()
    steward: Annotated[str, Parameter(Affiliate(), listed=True, fr="garant", es="custodio", ar="الراعي")] = ""
    funding: Annotated[str, Parameter(Text(), listed=True, fr="financement", es="financiación", ar="التمويل")] = ""
    source_url: Annotated[str, Parameter(Url(), listed=True, name="source", fr="code_source", es="fuente", ar="المصدر")] = ""
    licence: Annotated[str, Parameter(Licence(), listed=True, former="license", es="licencia", ar="الرخصة")] = ""
    toolhub: Annotated[str, Parameter(PageOrUrl(), listed=True)] = ""
    needs: Annotated[_Texts, Parameter(_NEEDS, fr="besoins", es="necesidades", ar="احتياجات")] = ()
    offers: Annotated[_Texts, Parameter(_NEEDS, fr="offres", es="ofertas", ar="عروض")] = ()
    languages: Annotated[_Texts, Parameter(ListOf(Language()), listed=True, fr="langues", es="idiomas", ar="اللغات")] = ()
    last_release: Annotated[str, Parameter(Date(), listed=True, fr="dernière_version", es="última_versión", ar="آخر_إصدار")] = ""
