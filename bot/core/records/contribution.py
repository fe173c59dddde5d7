"""``{{Partnership contribution}}``: what a partner gave, on the partnership's page, as often as there is something to tell."""

from __future__ import annotations

from typing import Annotated, ClassVar

from bot.core.records.base import Parameter, Record
from bot.core.records.choices import CONTRIBUTION_TYPE, YES_NO
from bot.core.values.date import Date
from bot.core.values.item import Item
from bot.core.values.licence import Licence
from bot.core.values.numbers import Number
from bot.core.values.places import Category
from bot.core.values.property import Property
from bot.core.values.text import Text
from bot.core.values.url import Url


class Contribution(Record):
    """A contribution. Licences are SPDX identifiers, numbers plain digits, categories titles on Commons without namespace."""

    kind: ClassVar[str] = "contribution"
    template: ClassVar[str] = "Partnership contribution"
    NAMED_BY: ClassVar[tuple[str, ...]] = ("type", "date", "what")
    SHOWN_AS: ClassVar[str] = "what"

    type: Annotated[str, Parameter(CONTRIBUTION_TYPE, asked=True, listed=True, es="tipo", ar="النوع")] = ""
    date: Annotated[str, Parameter(Date(), asked=True, listed=True, es="fecha", ar="التاريخ")] = ""
    what: Annotated[str, Parameter(Text(), listed=True, fr="quoi", es="qué", ar="ماذا")] = ""
    licence: Annotated[str, Parameter(Licence(), listed=True, former="license", es="licencia", ar="الرخصة")] = ""
    commons_category: Annotated[
        str, Parameter(Category(), listed=True, fr="catégorie_commons", es="categoría_commons", ar="تصنيف_كومنز")
    ] = ""
    property_id: Annotated[str, Parameter(Property(), listed=True, name="property", fr="propriété", es="propiedad", ar="الخاصية")] = ""
    class_item: Annotated[str, Parameter(Item(), listed=True, name="class", fr="classe", es="clase", ar="الصنف")] = ""
    format: Annotated[str, Parameter(Text(120), es="formato", ar="الصيغة")] = ""
    records: Annotated[str, Parameter(Number(), listed=True, fr="notices", es="registros", ar="السجلات")] = ""
    records_linked: Annotated[
        str, Parameter(Number(), listed=True, fr="notices_liées", es="registros_enlazados", ar="السجلات_المرتبطة")
    ] = ""
    uses_wikibase: Annotated[str, Parameter(YES_NO, listed=True, fr="utilise_wikibase", es="usa_wikibase", ar="يستخدم_ويكيبيس")] = ""
    last_sync: Annotated[str, Parameter(Date(), listed=True, fr="dernière_synchro", es="última_sincronización", ar="آخر_مزامنة")] = ""
    source_url: Annotated[str, Parameter(Url(), name="source", es="fuente", ar="المصدر")] = ""
    help_wanted: Annotated[str, Parameter(Text(400), listed=True, fr="aide_souhaitée", es="ayuda_deseada", ar="مساعدة_مطلوبة")] = ""
