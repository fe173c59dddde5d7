"""What the wiki knows of the records, made from their classes: templates, their documentation and forms, and two modules of Lua.

Nothing of this is written by hand: ``make templates`` writes it, and a test tells when it is not current.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.records import RECORDS
from bot.core.reports.schema import REPORTS_TITLE, reports_lua
from bot.core.template_pages import forms, lists, modules, sections, templates


def pages(words: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """Every page by its title. ``words`` are the messages of i18n/ by language; languages that lack one go without it."""
    made = {modules.SCHEMA_TITLE: modules.schema(), modules.ALIASES_TITLE: modules.aliases(), REPORTS_TITLE: reports_lua()}
    for record in RECORDS.values():
        made.update(templates.pages(record, words))
    made.update(sections.pages(words))
    made.update(lists.pages(words))
    made.update(forms.pages())
    return made


__all__ = ["pages"]
