"""``{{Partnership lesson}}``: what somebody learned that helps the next one."""

from __future__ import annotations

from typing import Annotated, ClassVar

from bot.core.records.base import Parameter, Record
from bot.core.records.choices import PARTNER_TYPE
from bot.core.values.code import Code
from bot.core.values.country import Country
from bot.core.values.date import Date
from bot.core.values.language import Language
from bot.core.values.lists import ListOf
from bot.core.values.page import Page
from bot.core.values.text import Text
from bot.core.values.user import User

_Texts = tuple[str, ...]
#: Lessons are told in some sentences.
_PROSE = Text(1500)


class Lesson(Record):
    """A lesson. ``ask_me`` are users who offered to be asked."""

    kind: ClassVar[str] = "lesson"
    template: ClassVar[str] = "Partnership lesson"
    NAMED_BY: ClassVar[tuple[str, ...]] = ("title",)
    SHOWN_AS: ClassVar[str] = "title"

    title: Annotated[str, Parameter(Text(), asked=True, listed=True, fr="titre", es="título", ar="العنوان")] = ""
    problem: Annotated[str, Parameter(_PROSE, asked=True, fr="problème", es="problema", ar="المشكلة")] = ""
    solution: Annotated[str, Parameter(_PROSE, asked=True, es="solución", ar="الحل")] = ""
    what_failed: Annotated[str, Parameter(_PROSE, fr="échecs", es="qué_falló", ar="ما_فشل")] = ""
    considerations: Annotated[str, Parameter(_PROSE, fr="considérations", es="consideraciones", ar="اعتبارات")] = ""
    partner_type: Annotated[str, Parameter(PARTNER_TYPE, listed=True, fr="type_partenaire", es="tipo_socio", ar="نوع_الشريك")] = ""
    programs: Annotated[
        _Texts, Parameter(ListOf(Code("program")), listed=True, former="programmes", fr="programme", es="programas", ar="البرامج")
    ] = ()
    themes: Annotated[_Texts, Parameter(ListOf(Code("theme")), listed=True, fr="thèmes", es="temas", ar="المواضيع")] = ()
    technology: Annotated[_Texts, Parameter(ListOf(Code("technology")), listed=True, fr="technologie", es="tecnología", ar="التقنية")] = ()
    countries: Annotated[_Texts, Parameter(ListOf(Country()), listed=True, fr="pays", es="países", ar="البلدان")] = ()
    languages: Annotated[_Texts, Parameter(ListOf(Language()), listed=True, fr="langues", es="idiomas", ar="اللغات")] = ()
    partnerships: Annotated[_Texts, Parameter(ListOf(Page()), listed=True, fr="partenariats", es="alianzas", ar="الشراكات")] = ()
    creator: Annotated[_Texts, Parameter(ListOf(User()), listed=True, fr="auteur", es="autor", ar="المنشئ")] = ()
    endorsed_by: Annotated[_Texts, Parameter(ListOf(User()), fr="approuvé_par", es="respaldado_por", ar="بتأييد_من")] = ()
    ask_me: Annotated[_Texts, Parameter(ListOf(User()), listed=True, fr="me_demander", es="pregúntame", ar="اسألني")] = ()
    updated: Annotated[str, Parameter(Date(), listed=True, fr="mis_à_jour", es="actualizado", ar="آخر_تحديث")] = ""
