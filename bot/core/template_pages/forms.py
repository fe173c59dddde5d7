"""Pages with a box that begins a record: ``Partnerships/New`` and those below it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.forms import FORMS, Form
from bot.core.page_root import DEFAULT_ROOT
from bot.core.records import RECORDS


def pages() -> Mapping[str, str]:
    """The pages with forms, and what stands above the edit box that each leads to."""
    found: dict[str, str] = {}
    for form in FORMS:
        # The first form of a page needs no heading: the page's title says what it is.
        heading = f"\n== {_message(f'wiki-list-{form.kind}')} ==\n" if _title(form) in found else ""
        found[_title(form)] = found.get(_title(form), "") + heading + _box(form)
        found[f"Template:{RECORDS[form.kind].template}/Intro"] = f"{_message(f'wiki-form-{form.kind}-intro')}\n"
    for page in dict.fromkeys(_title(form) for form in FORMS):
        links = [f"* [[{_title(form)}|{_message(f'label-kind-{form.kind}')}]]" for form in FORMS if _title(form) != page]
        found[page] += f"\n== {_message('wiki-form-others')} ==\n" + "\n".join(links) + "\n"
    return found


def _title(form: Form) -> str:
    return f"{DEFAULT_ROOT}/{form.page}"


def _box(form: Form) -> str:
    template = RECORDS[form.kind].template
    return f"""{_message(f"wiki-form-{form.kind}-intro")}

{{{{#tag:inputbox|
type=create
prefix={DEFAULT_ROOT}/{form.prefix}
preload=Template:{template}/Preload
editintro=Template:{template}/Intro
placeholder={_message(f"wiki-form-{form.kind}-title", plain=True)}
buttonlabel={_message("wiki-form-button", plain=True)}
break=no
}}}}
"""


def _message(key: str, *, plain: bool = False) -> str:
    return f"{{{{#invoke:Partnerships|message|{key}{'|plain=1' if plain else ''}}}}}"
