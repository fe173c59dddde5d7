"""``{{Partnership task}}``: somebody takes a missing piece of documentation on."""

from __future__ import annotations

from typing import Annotated, ClassVar

from bot.core.records.base import Parameter, Record
from bot.core.values.date import Date
from bot.core.values.page import Page
from bot.core.values.text import Text
from bot.core.values.user import User


class Task(Record):
    """A task: the documentation check ``check`` of the partnership on ``page``; the bot sets ``done`` when it passes."""

    kind: ClassVar[str] = "task"
    template: ClassVar[str] = "Partnership task"
    NAMED_BY: ClassVar[tuple[str, ...]] = ("page", "check")
    SHOWN_AS: ClassVar[str] = "check"
    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (("since", "done"),)

    page: Annotated[str, Parameter(Page(), asked=True, listed=True, es="página", ar="الصفحة")] = ""
    check: Annotated[str, Parameter(Text(60), asked=True, listed=True, fr="contrôle", es="comprobación", ar="الفحص")] = ""
    claimed_by: Annotated[str, Parameter(User(), listed=True, fr="pris_par", es="asumida_por", ar="تكفل_به")] = ""
    since: Annotated[str, Parameter(Date(), listed=True, fr="depuis", es="desde", ar="منذ")] = ""
    done: Annotated[str, Parameter(Date(), listed=True, fr="fait", es="hecho", ar="أنجز")] = ""
