"""``{{Partnership section|objectives}}``, which tells what a section is about in any language, and its documentation."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.records.partnership import SECTIONS
from bot.core.template_pages import template_data
from bot.core.template_pages.template_data import Words, texts

TEMPLATE = "Partnership section"


def mark(code: str) -> str:
    """The call that marks a section."""
    return f"{{{{{TEMPLATE}|{code}}}}}"


def pages(words: Words) -> Mapping[str, str]:
    """The template and its documentation."""
    parameter = {
        "label": texts("wiki-section", "Section", words),
        "description": texts("wiki-section-help", "Section", words),
        "type": "line",
        "suggestedvalues": list(SECTIONS),
        "suggested": True,
    }
    data = {"description": texts("wiki-section-about", TEMPLATE, words), "format": "inline", "params": {"1": parameter}}
    documentation = f"""{{{{#invoke:Partnerships|message|wiki-section-about}}}}

<pre>
== Objectives ==
{mark("objectives")}
What we want to reach together …
</pre>

{{{{#invoke:Partnerships|sections}}}}

<div class="mw-collapsible mw-collapsed">
{template_data.tag(data)}
</div>
"""
    title = f"Template:{TEMPLATE}"
    return {
        title: "<includeonly>{{#invoke:Partnerships|section|{{{1|}}}}}</includeonly><noinclude>{{/doc}}</noinclude>\n",
        f"{title}/doc": documentation,
    }
