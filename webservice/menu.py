"""The main menu: what there is, by what people come for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request, url_for

from webservice.forms.records import KINDS

#: Each group (``web-menu-…``) with its entries: the key of a message, and the view that it leads to.
_MENU: Mapping[str, Sequence[tuple[str, str]]] = {
    "find": (
        ("web-search-everything", "search.everything"),
        ("web-partnerships", "partnerships.all_records"),
        ("web-partners", "partners.everyone"),
        ("web-hubs", "hubs.all_records"),
        ("web-contributions", "contributions.all_records"),
        ("web-inquiries", "inquiries.all_records"),
        ("web-map", "map.show"),
    ),
    "learn": (
        ("web-lessons", "lessons.all_records"),
        ("web-modules", "modules.all_records"),
        ("web-tools", "tools.all_records"),
        ("wiki-page-questions", "questions.show"),
    ),
    "reports": (("web-menu-all-reports", "reports.overview"), ("wiki-report-status", "status.show")),
    "recognition": (
        ("web-recognition", "recognition.newest"),
        ("web-nominations", "nominations.all_records"),
    ),
    "join": (("web-tasks", "tasks.all_records"),),
}
#: What can be written with a form, by the path of its list; the last entries of its group.
_FORMS = ("partnerships", "lessons", "tools", "modules", "nominations")


@dataclass(frozen=True, slots=True)
class Entry:
    """A link: ``current`` is "page" where it leads to this very page, "true" where this page belongs to it."""

    key: str
    url: str
    current: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Links that belong together."""

    key: str
    entries: tuple[Entry, ...]

    @property
    def is_current(self) -> bool:
        """Whether one of them is."""
        return any(entry.current for entry in self.entries)


def menu() -> list[Group]:
    """The main menu as it is seen from the page that was asked for."""
    groups = {key: [_entry(*entry) for entry in entries] for key, entries in _MENU.items()}
    asked = (request.view_args or {}).get("path") if request.endpoint == "forms.register" else None
    for path in _FORMS:
        url = url_for("forms.register", path=path)
        groups["join"].append(Entry(f"web-form-new-{KINDS[path]}", url, "page" if path == asked else ""))
    return [Group(f"web-menu-{key}", tuple(entries)) for key, entries in groups.items()]


def _entry(key: str, endpoint: str) -> Entry:
    here = request.endpoint or ""
    if here == endpoint:
        return Entry(key, url_for(endpoint), "page")
    # The views of one kind of page share what stands before the point.
    return Entry(key, url_for(endpoint), "true" if here.rpartition(".")[0] == endpoint.rpartition(".")[0] else "")
