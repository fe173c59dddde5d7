"""The two modules of Lua that say what the records are: ``Schema``, and ``Aliases`` with further words for codes."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from bot.core.record_pages import SANDBOX_WORDS
from bot.core.records import RECORDS, Record, parameter_name
from bot.core.records.partnership import SECTIONS
from bot.core.template_pages import lua
from bot.core.template_pages.described import Described, described
from bot.core.values.choice import Choice

SCHEMA_TITLE = "Module:Partnerships/Schema"
ALIASES_TITLE = "Module:Partnerships/Aliases"
#: Labels of the sections of a partnership's page.
SECTION_FAMILY = "section"

_MADE = "-- Made from the classes in bot/core/records by “make templates”: changes made here by hand are lost.\n"
_SCHEMA = """-- What parameters the records have: the same names, aliases and codes that the bot reads.
-- Loaded with mw.loadData, so plain tables only.
--
-- data: where the tool's data pages are.
-- enumerations: the codes of each family; their labels are the messages "label-<family>-<code>".
-- aside: parts of titles, folded and without a number, that mark what is no record.
-- kinds: by kind. template: its name. shownAs: the parameter by which people call a record. ignored: names that are no mistake.
-- parameters: those that are asked for first. type: text, enum, code, date, country, language, region, user, page, item, property, url,
-- wiki, licence, affiliate, number, yesno, category, place (page or address), evidence, contact, need (text or task).
-- commasInNames: "Museum of Arts, Paris" is one name. prose: told in sentences. listed: lists show it or choose by it.
-- family: of enumerations, or of the codes that the community decides on. group: the heading "parameter-group-<group>".
return """

_ALIASES = "-- Usual words for codes besides their labels, by family; folded, see Module:Partnerships/Values.\n"


def choices() -> Mapping[str, Choice]:
    """Every fixed choice of a parameter, by family."""
    found = {
        parameter.choice.family: parameter.choice
        for record in RECORDS.values()
        for parameter in described(record)
        if parameter.choice is not None
    }
    return dict(sorted(found.items()))


def schema() -> str:
    """The text of the schema's module."""
    enumerations = {family: choice.codes for family, choice in choices().items()} | {SECTION_FAMILY: SECTIONS}
    tree: dict[str, lua.Value] = {
        "data": "Module:Partnerships/Data",
        "enumerations": enumerations,
        "aside": {_composed(word): True for word in sorted(SANDBOX_WORDS)},
        "kinds": {kind: _kind(record) for kind, record in RECORDS.items()},
    }
    return f"{_MADE}{_SCHEMA}{lua.pretty(tree)}\n"


def aliases() -> str:
    """The text of the module with further words for codes: family to folded word to code."""
    tree = {
        family: {_composed(word): code for word, code in sorted(choice.others.items()) if word}
        for family, choice in choices().items()
        if choice.others
    }
    return f"{_MADE}{_ALIASES}return {lua.pretty(tree)}\n"


def _kind(record: type[Record]) -> Mapping[str, lua.Value]:
    fixed: dict[str, lua.Value] = {"template": record.template, "shownAs": parameter_name(record, record.SHOWN_AS)}
    fixed["ignored"] = sorted(record.IGNORED)
    fixed["parameters"] = [_parameter(parameter) for parameter in described(record)]
    return fixed


def _parameter(parameter: Described) -> Mapping[str, lua.Value]:
    shown: dict[str, lua.Value] = {"name": parameter.name, "type": parameter.type}
    marks: dict[str, bool | str] = {
        "list": parameter.is_list,
        "commasInNames": parameter.has_commas_in_names,
        "prose": parameter.is_prose,
        "asked": parameter.parameter.asked,
        "listed": parameter.parameter.listed,
        "family": parameter.family,
        "group": parameter.parameter.group,
    }
    return shown | {name: mark for name, mark in marks.items() if mark} | {"aliases": parameter.aliases}


def _composed(text: str) -> str:
    """A text as wikis store it."""
    return unicodedata.normalize("NFC", text)
