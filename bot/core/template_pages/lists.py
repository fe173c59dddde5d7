"""``{{Partnerships|…}}``, which shows what is on record on any page, and its documentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.core.data_pages import DERIVED, field_name
from bot.core.records import RECORDS, parameters
from bot.core.template_pages import template_data
from bot.core.template_pages.described import described
from bot.core.template_pages.template_data import Words, texts
from bot.core.values.region import REGION

TEMPLATE = "Partnerships"
#: Where a call has an argument of the name, the record's parameter is called otherwise.
OWN: Mapping[str, str] = {"kind": "type", "format": "form"}
FORMATS = ("table", "list", "count", "sentence", "figure")
#: Shorter names of conditions.
SHORTER: Mapping[str, str] = {
    "regions": "region",
    "languages": "language",
    "themes": "theme",
    "programs": "program",
    "projects": "project",
    "gaps": "gap",
    "tools": "tool",
    "skills": "skill",
    "contributions": "contribution",
}
#: What a call says besides its conditions: type in TemplateData, values to suggest, what is taken if nothing is said.
_ARGUMENTS: Mapping[str, tuple[str, tuple[str, ...], str]] = {
    "kind": ("line", tuple(RECORDS), "partnership"),
    "format": ("line", FORMATS, "table"),
    "by": ("line", (), ""),
    "sort": ("line", ("name", "newest"), "name"),
    "limit": ("number", (), "100"),
    "offset": ("number", (), "0"),
    "revisions": ("line", ("yes",), ""),
    "lang": ("line", (), ""),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """Something by which records of some kinds can be chosen: its name, the message that names it, codes to choose from."""

    name: str
    message: str
    help: str = ""
    codes: tuple[str, ...] = ()


def conditions(kind: str) -> Iterator[Condition]:
    """By what records of a kind can be chosen: every parameter that lists show, what is found out about them, and their wiki."""
    for parameter in described(RECORDS[kind]):
        if parameter.parameter.listed:
            key = f"parameter-{kind}-{parameter.name}"
            yield Condition(OWN.get(parameter.name, parameter.name), key, f"{key}-help", parameter.choice.codes if parameter.choice else ())
    declared = {field_name(RECORDS[kind], field) for field in parameters(RECORDS[kind])}
    for name in DERIVED.get(kind, ()):
        if name not in declared:
            yield Condition(name, f"wiki-column-{name}", codes=REGION.codes if name == "regions" else ())
    yield Condition("wiki", "wiki-column-wiki")


def pages(words: Words) -> Mapping[str, str]:
    """The template and its documentation."""
    title = f"Template:{TEMPLATE}"
    return {
        title: "<includeonly>{{#invoke:Partnerships|list}}</includeonly><noinclude>{{/doc}}</noinclude>\n",
        f"{title}/doc": f"""{{{{#invoke:Partnerships|message|wiki-list-about}}}}

<pre>
{{{{Partnerships|country=SN|status=active}}}}
{{{{Partnerships|projects=wikidatawiki; commonswiki|partner_type=university|format=sentence}}}}
{{{{Partnerships|kind=lesson|theme=museums|sort=newest|limit=10|format=list}}}}
{{{{Partnerships|format=figure|by=region}}}}
{{{{Partnerships|country=SN, ML|format=count}}}}
</pre>

{{{{#invoke:Partnerships|message|wiki-list-about-conditions}}}}

{{{{#invoke:Partnerships|conditions}}}}

<div class="mw-collapsible mw-collapsed">
{_template_data(words)}
</div>
""",
    }


def _template_data(words: Words) -> str:
    params: dict[str, object] = {name: _argument(name, words) for name in _ARGUMENTS}
    found: dict[str, list[Condition]] = {}
    for kind in RECORDS:
        for condition in conditions(kind):
            found.setdefault(condition.name, []).append(condition)
    params |= {name: _condition(several, words) for name, several in found.items()}
    return template_data.tag(
        {"description": texts("wiki-list-about", TEMPLATE, words), "format": "inline", "paramOrder": list(params), "params": params}
    )


def _argument(name: str, words: Words) -> Mapping[str, object]:
    type_, suggested, default = _ARGUMENTS[name]
    key = f"wiki-list-argument-{name}"
    shown: dict[str, object] = {"label": texts(key, name, words), "description": texts(f"{key}-help", name, words), "type": type_}
    if suggested:
        shown["suggestedvalues"] = list(suggested)
    if default:
        shown["default"] = default
    return shown


def _condition(several: list[Condition], words: Words) -> Mapping[str, object]:
    """What all kinds call the same is one parameter: it is described as for the first, with the codes of all."""
    first = several[0]
    codes = list(dict.fromkeys(code for condition in several for code in condition.codes))
    shown: dict[str, object] = {
        "label": texts(first.message, first.name, words),
        "description": texts(first.help or first.message, first.name, words),
        "type": "string",
    }
    if first.name in SHORTER:
        shown["aliases"] = [SHORTER[first.name]]
    if codes:
        shown["suggestedvalues"] = codes
    return shown
