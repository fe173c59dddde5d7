"""Forms that begin a record: on which page each is, where it puts what is written, and links that fill one in beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from bot.core.data_pages import page_address
from bot.core.records import RECORDS


@dataclass(frozen=True, slots=True)
class Form:
    """A form: the page it is on, and under which title it creates pages; both below the page root."""

    kind: str
    page: str
    prefix: str


#: A contribution stands on its partnership's page, and a task is taken on by a click in the web tool, so neither has a form.
FORMS = (
    Form("partnership", "New", ""),
    Form("hub", "New", "Hubs/"),
    Form("lesson", "New/Lesson", "Lessons/"),
    Form("tool", "New/Tool", "Tools/"),
    Form("module", "New/Learning module", "Learning modules/"),
    Form("nomination", "New/Nomination", "Nominations/"),
    Form("inquiry", "New/Inquiry", "Inquiries/"),
)
#: By kind, what a link can fill in besides: its preload has ``$1``, ``$2`` … there.
PREFILLED: Mapping[str, tuple[str, ...]] = {
    "partnership": ("name", "projects", "documentation"),
    "nomination": ("partnership",),
}


def prefix_of(kind: str, page_root: str) -> str:
    """Under which title a form creates pages."""
    return next(f"{page_root}/{form.prefix}" for form in FORMS if form.kind == kind)


def preload_of(kind: str) -> str:
    """The title of what a link's form begins with."""
    return f"Template:{RECORDS[kind].template}/Prefilled"


def prefilled(url: str, title: str, kind: str, values: Mapping[str, str], *, section: bool = False) -> str:
    """The address of an editor that begins with a record and these values, in a page that does not exist yet or as a new ``section``.

    ``url`` is the pattern of the wiki's addresses; without one the address is empty.
    """
    address = page_address(url, title)
    if not address:
        return ""
    # On a page that exists nothing is preloaded, unless it is a new section.
    query = [("action", "edit"), *([("section", "new"), ("nosummary", "1")] if section else []), ("preload", preload_of(kind))]
    query += [("preloadparams[]", values.get(name, "")) for name in PREFILLED[kind]]
    text = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in query)
    # As in the addresses of pages: no signature, no word like __NOTOC__.
    return address + ("&" if "?" in address else "?") + text.replace("~", "%7E").replace("__", "_%5F")
