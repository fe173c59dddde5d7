"""TemplateData of a template: what the visual editor and other tools know of its parameters."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.core.records import Record
from bot.core.template_pages.described import Described, described

#: Languages of labels and descriptions. MediaWiki keeps at most 65,535 compressed bytes a template; these four take a tenth of that.
LANGUAGES = ("en", "fr", "es", "ar")
Words = Mapping[str, Mapping[str, str]]

#: What the wiki fills in by itself.
AUTOMATIC: Mapping[tuple[str, str], str] = {
    ("nomination", "nominated_by"): "{{subst:REVISIONUSER}}",
    ("nomination", "status"): "open",
    ("inquiry", "filed_by"): "{{subst:REVISIONUSER}}",
    ("inquiry", "status"): "new",
    ("inquiry", "filed"): "{{subst:#time:Y-m-d}}",
}
_TYPES = {"page": "wiki-page-name", "user": "wiki-user-name", "url": "url", "number": "number"}


def of_record(record: type[Record], words: Words) -> str:
    """The tag with the TemplateData of a record's template."""
    declared = described(record)
    return tag(
        {
            "description": texts(f"template-{record.kind}", record.template, words),
            "format": "block",
            "paramOrder": [parameter.name for parameter in declared],
            "params": {parameter.name: _parameter(record.kind, parameter, words) for parameter in declared},
        }
    )


def tag(data: Mapping[str, object]) -> str:
    """The tag around TemplateData."""
    return f"<templatedata>\n{json.dumps(data, ensure_ascii=False, indent=chr(9))}\n</templatedata>"


def texts(key: str, otherwise: str, words: Words) -> Mapping[str, str]:
    """A message in each language that has it; where none has it, something instead."""
    return {language: text for language in LANGUAGES if (text := words.get(language, {}).get(key))} or {"en": otherwise}


def _parameter(kind: str, parameter: Described, words: Words) -> Mapping[str, object]:
    key = f"parameter-{kind}-{parameter.name}"
    shown: dict[str, object] = {
        "label": texts(key, parameter.name, words),
        "description": texts(f"{key}-help", parameter.name, words),
        "type": _type(parameter),
    }
    if parameter.aliases:
        shown["aliases"] = list(parameter.aliases)
    if parameter.parameter.asked:
        shown["suggested"] = True
    if parameter.choice:
        shown["suggestedvalues"] = list(parameter.choice.codes)
    if value := AUTOMATIC.get((kind, parameter.name)):
        shown["autovalue"] = value
    return shown


def _type(parameter: Described) -> str:
    if parameter.name == "image":
        return "wiki-file-name"
    if parameter.is_list or parameter.is_prose:
        return "string"
    return _TYPES.get(parameter.type, "line")
