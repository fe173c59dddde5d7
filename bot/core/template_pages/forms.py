"""Pages with a box that begins a record: ``Partnerships/New`` and those below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.records import RECORDS

ROOT = "Partnerships"


@dataclass(frozen=True, slots=True)
class Form:
    """A form: the page it is on, and under which title it creates pages."""

    kind: str
    page: str
    prefix: str


#: A contribution stands on its partnership's page and a task on a report's, so neither has a form.
FORMS = (
    Form("partnership", f"{ROOT}/New", f"{ROOT}/"),
    Form("hub", f"{ROOT}/New", f"{ROOT}/Hubs/"),
    Form("lesson", f"{ROOT}/New/Lesson", f"{ROOT}/Lessons/"),
    Form("tool", f"{ROOT}/New/Tool", f"{ROOT}/Tools/"),
    Form("module", f"{ROOT}/New/Learning module", f"{ROOT}/Learning modules/"),
    Form("nomination", f"{ROOT}/New/Nomination", f"{ROOT}/Nominations/"),
    Form("inquiry", f"{ROOT}/New/Inquiry", f"{ROOT}/Inquiries/"),
)


def pages() -> Mapping[str, str]:
    """The pages with forms, and what stands above the edit box that each leads to."""
    found: dict[str, str] = {}
    for form in FORMS:
        # The first form of a page needs no heading: the page's title says what it is.
        heading = f"\n== {_message(f'wiki-list-{form.kind}')} ==\n" if form.page in found else ""
        found[form.page] = found.get(form.page, "") + heading + _box(form)
        found[f"Template:{RECORDS[form.kind].template}/Intro"] = f"{_message(f'wiki-form-{form.kind}-intro')}\n"
    others = dict.fromkeys(form.page for form in FORMS)
    for page in others:
        links = [f"* [[{form.page}|{_message(f'label-kind-{form.kind}')}]]" for form in FORMS if form.page != page]
        found[page] += f"\n== {_message('wiki-form-others')} ==\n" + "\n".join(links) + "\n"
    return found


def _box(form: Form) -> str:
    template = RECORDS[form.kind].template
    return f"""{_message(f"wiki-form-{form.kind}-intro")}

{{{{#tag:inputbox|
type=create
prefix={form.prefix}
preload=Template:{template}/Preload
editintro=Template:{template}/Intro
placeholder={_message(f"wiki-form-{form.kind}-title", plain=True)}
buttonlabel={_message("wiki-form-button", plain=True)}
break=no
}}}}
"""


def _message(key: str, *, plain: bool = False) -> str:
    return f"{{{{#invoke:Partnerships|message|{key}{'|plain=1' if plain else ''}}}}}"
