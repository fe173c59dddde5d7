"""``{{Partnership nomination}}``: somebody asks that others be thanked; one page each."""

from __future__ import annotations

from typing import Annotated, ClassVar

from bot.core.records.base import Parameter, Record
from bot.core.records.choices import NOMINATION_KIND, NOMINATION_STATUS
from bot.core.values.language import Language
from bot.core.values.lists import ListOf
from bot.core.values.page import Page
from bot.core.values.places import Evidence
from bot.core.values.text import Text
from bot.core.values.user import User


class Nomination(Record):
    """A nomination. ``nominee`` is the page of a user, a group or a partnership."""

    kind: ClassVar[str] = "nomination"
    template: ClassVar[str] = "Partnership nomination"
    NAMED_BY: ClassVar[tuple[str, ...]] = ("nominee", "reason")
    SHOWN_AS: ClassVar[str] = "nominee"

    nominee: Annotated[str, Parameter(Page(), asked=True, listed=True, fr="nommé", es="nominado", ar="المرشح")] = ""
    nomination_kind: Annotated[str, Parameter(NOMINATION_KIND, asked=True, listed=True, name="kind", fr="genre", es="tipo", ar="النوع")] = (
        ""
    )
    barnstar: Annotated[str, Parameter(Text(60), listed=True, fr="étoile", es="estrella", ar="النجمة")] = ""
    reason: Annotated[str, Parameter(Text(1000), asked=True, fr="motif", es="motivo", ar="السبب")] = ""
    partnership: Annotated[str, Parameter(Page(), listed=True, fr="partenariat", es="alianza", ar="الشراكة")] = ""
    nominated_by: Annotated[str, Parameter(User(), asked=True, listed=True, fr="proposé_par", es="propuesto_por", ar="رشحه")] = ""
    approved_by: Annotated[str, Parameter(User(), listed=True, fr="approuvé_par", es="aprobado_por", ar="وافق_عليه")] = ""
    objected_by: Annotated[
        tuple[str, ...], Parameter(ListOf(User()), listed=True, fr="contesté_par", es="objetado_por", ar="اعترض_عليه")
    ] = ()
    language: Annotated[str, Parameter(Language(), fr="langue", es="idioma", ar="اللغة")] = ""
    status: Annotated[str, Parameter(NOMINATION_STATUS, listed=True, fr="statut", es="estado", ar="الحالة")] = ""
    delivered: Annotated[str, Parameter(Evidence(), listed=True, fr="remis", es="entregado", ar="سلم")] = ""
    note: Annotated[str, Parameter(Text(400), fr="remarque", es="nota", ar="ملاحظة")] = ""
