"""A record's template: the call of Lua, its documentation with an example, and what its form begins with."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.forms import PREFILLED, preload_of
from bot.core.records import Record
from bot.core.records.partnership import SECTIONS
from bot.core.template_pages import template_data
from bot.core.template_pages.described import described
from bot.core.template_pages.sections import mark
from bot.core.template_pages.template_data import AUTOMATIC, Words

#: Headings that the form of a partnership begins with: people translate them, their marks tell what they are about.
_HEADINGS: Mapping[str, str] = {
    "objectives": "Objectives",
    "values": "Values",
    "roles": "Roles",
    "commitments": "Commitments",
    "equity": "Equity",
    "results": "Results",
    "lessons": "Lessons learned",
    "next": "What comes next",
}

#: An example of each kind, as its documentation shows it.
EXAMPLES: Mapping[str, Mapping[str, str]] = {
    "partnership": {
        "partner": "National Library",
        "lead": "Wikimedia Senegal",
        "country": "SN",
        "status": "active",
        "start": "2026-03",
    },
    "hub": {
        "name": "West Africa hub",
        "type": "regional",
        "themes": "languages, oral-history",
        "regions": "sub-saharan-africa",
        "contact_page": "Partnerships/Hubs/West Africa/Contact",
    },
    "contribution": {
        "type": "media",
        "date": "2026-03",
        "what": "800 photographs of the old town",
        "licence": "CC-BY-SA-4.0",
        "commons_category": "Photographs from the National Library",
    },
    "lesson": {
        "title": "Agree on licences first",
        "problem": "After the scanning it turned out that the contracts with photographers did not allow a free licence.",
        "solution": "Ask for the contracts before the first meeting ends, and begin with works in the public domain.",
    },
    "tool": {
        "name": "Pattypan",
        "purpose": "Uploads many files to Commons from a spreadsheet",
        "status": "active",
        "programs": "glam",
    },
    "module": {
        "title": "A first meeting with a museum",
        "skills": "outreach, negotiation",
        "format": "video",
        "languages": "en, fr",
    },
    "task": {
        "page": "Partnerships/National Library",
        "check": "summary",
        "claimed_by": "Amina",
        "since": "2026-03-14",
    },
    "nomination": {
        "nominee": "User:Amina",
        "kind": "thank-you",
        "reason": "She explained licences to twenty librarians in two languages.",
        "nominated_by": "Ibrahim",
    },
    "inquiry": {
        "kind": "content",
        "organisation": "National Library",
        "publicly_agreed": "yes",
        "country": "SN",
    },
}


def pages(record: type[Record], words: Words) -> Mapping[str, str]:
    """The template of a record and its subpages."""
    title = f"Template:{record.template}"
    made = {
        title: f"<includeonly>{{{{#invoke:Partnerships|record|kind={record.kind}}}}}</includeonly><noinclude>{{{{/doc}}}}</noinclude>\n",
        f"{title}/doc": _documentation(record, words),
        f"{title}/Preload": begun(record, {}),
    }
    if record.kind in PREFILLED:
        made[preload_of(record.kind)] = _begun(record, {name: f"${place}" for place, name in enumerate(PREFILLED[record.kind], 1)})
    return made


def _documentation(record: type[Record], words: Words) -> str:
    return f"""{{{{#invoke:Partnerships|message|template-{record.kind}}}}}

<pre>
{call(record.template, EXAMPLES[record.kind])}
</pre>

{{{{#invoke:Partnerships|parameters|kind={record.kind}}}}}

<div class="mw-collapsible mw-collapsed">
{template_data.of_record(record, words)}
</div>
"""


def begun(record: type[Record], values: Mapping[str, str]) -> str:
    """A page to fill in that begins with values (wikitext) of a record; a partnership has headings, too."""
    text = _begun(record, values)
    if record.kind == "partnership":
        text += "".join(f"\n== {_HEADINGS[code]} ==\n{mark(code)}\n" for code in SECTIONS)
    return text


def _begun(record: type[Record], values: Mapping[str, str]) -> str:
    """A call to fill in: what is asked for, what the wiki fills in by itself, and values besides."""
    names = [
        parameter.name
        for parameter in described(record)
        if parameter.parameter.asked or parameter.name in values or (record.kind, parameter.name) in AUTOMATIC
    ]
    # Saved on this page it would be filled in here already, so the preload itself must not be what is substituted.
    automatic = {name: AUTOMATIC.get((record.kind, name), "").replace("subst:", "<includeonly>subst:</includeonly>") for name in names}
    return call(record.template, {**automatic, **values}, aligned=False) + "\n"


def call(template: str, values: Mapping[str, str], *, aligned: bool = True) -> str:
    """A call of a template, a line for each parameter."""
    width = max(map(len, values)) if aligned else 0
    return "\n".join((f"{{{{{template}", *(f"| {name:{width}} = {value}" for name, value in values.items()), "}}"))
