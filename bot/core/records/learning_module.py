"""``{{Partnership learning module}}``: what those who run partnerships can learn from."""

from __future__ import annotations

from typing import Annotated, ClassVar

from bot.core.records.base import Parameter, Record
from bot.core.records.choices import ACCESSIBLE, FORMAT, LEVEL, STATUS
from bot.core.values.affiliate import Affiliate
from bot.core.values.code import Code
from bot.core.values.date import Date
from bot.core.values.language import Language
from bot.core.values.lists import ListOf
from bot.core.values.text import Text
from bot.core.values.url import Url

_Texts = tuple[str, ...]


class LearningModule(Record):
    """A learning module. ``stage`` are the statuses of partnerships that it fits."""

    kind: ClassVar[str] = "module"
    template: ClassVar[str] = "Partnership learning module"
    NAMED_BY: ClassVar[tuple[str, ...]] = ("title",)
    SHOWN_AS: ClassVar[str] = "title"

    title: Annotated[str, Parameter(Text(), asked=True, listed=True, fr="titre", es="título", ar="العنوان")] = ""
    skills: Annotated[
        _Texts, Parameter(ListOf(Code("skill")), asked=True, listed=True, fr="compétences", es="habilidades", ar="المهارات")
    ] = ()
    format: Annotated[str, Parameter(FORMAT, asked=True, listed=True, es="formato", ar="الصيغة")] = ""
    languages: Annotated[_Texts, Parameter(ListOf(Language()), asked=True, listed=True, fr="langues", es="idiomas", ar="اللغات")] = ()
    level: Annotated[str, Parameter(LEVEL, listed=True, fr="niveau", es="nivel", ar="المستوى")] = ""
    stage: Annotated[_Texts, Parameter(ListOf(STATUS), listed=True, fr="étape", es="etapa", ar="المرحلة")] = ()
    programs: Annotated[
        _Texts, Parameter(ListOf(Code("program")), listed=True, former="programmes", fr="programme", es="programas", ar="البرامج")
    ] = ()
    steward: Annotated[str, Parameter(Affiliate(), listed=True, fr="garant", es="custodio", ar="الراعي")] = ""
    updated: Annotated[str, Parameter(Date(), listed=True, fr="mis_à_jour", es="actualizado", ar="آخر_تحديث")] = ""
    url: Annotated[str, Parameter(Url(), listed=True, fr="adresse", es="dirección", ar="الرابط")] = ""
    accessible: Annotated[
        _Texts, Parameter(ListOf(ACCESSIBLE), listed=True, fr="accessibilité", es="accesibilidad", ar="سهولة_الوصول")
    ] = ()
