"""What the cells of reports look like, by the type of their column (``bot.core.reports.table``): as HTML, and as plain text for charts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from bot.core.knowledge import Knowledge
from bot.core.records import Record
from bot.core.reports.drawing import Name
from bot.core.reports.rules import NOT_STATED
from bot.core.reports.table import UNKNOWN, Column, Row, read_counts, read_share
from webservice.reader import Reader
from webservice.wikis import Wikis

_PHABRICATOR = "https://phabricator.wikimedia.org/"
_TASK = re.compile(r"T[1-9]\d*")
#: Types of several values, separated by semicolons, with the type of one.
_SEVERAL: Mapping[str, str] = {
    "labels": "label", "users": "user", "countries": "country", "regions": "region", "languages": "language", "wikis": "wiki",
}  # fmt: skip
#: Types whose values are codes that have names.
_NAMED = frozenset({"label", "country", "region", "language", "wiki"})
_BAR = Markup(
    '<svg class="bar" viewBox="0 0 100 6" width="100" height="6" preserveAspectRatio="none" aria-hidden="true">'
    '<path class="all" d="M0 0H100V6H0Z"/><path d="M0 0H{0}V6H0Z"/></svg>'
)
_CHIP = Markup('<span class="cdx-info-chip{0}"><span class="cdx-info-chip__text">{1}</span></span>')
#: The chips of statuses of partnerships; the colour only repeats what the word says.
_STATUS_CHIPS: Mapping[str, str] = {"active": "success", "idea": "progressive", "discussion": "progressive", "paused": "warning"}
_LINK = Markup('<a href="{0}">{1}</a>')
_LIST = Markup('<ul class="{0}">{1}</ul>')
_ITEM = Markup("<li>{0}</li>")
_QUIET = Markup('<span class="quiet">{0}</span>')

#: A page as rows name it: its title, its address where it lies elsewhere, what it is called.
_Place = tuple[str, str, str]


def chip(text: str, kind: str = "") -> Markup:
    """A word that stands out: ``kind`` is "progressive", "success", "warning", "error", or nothing."""
    return _CHIP.format(kind and f" cdx-info-chip--{kind}", text)


def status_chip(status: str, name: str) -> Markup:
    """The status of a partnership as a chip."""
    return chip(name, _STATUS_CHIPS.get(status, ""))


def records_by_page(knowledge: Knowledge) -> Mapping[_Place, Record]:
    """The record that the cell of a page stands for; of several that look alike the first."""
    found: dict[_Place, Record] = {}
    for record in knowledge.records:
        cell = knowledge.page("page", record)
        found.setdefault((cell["page"], cell["page_url"], cell["page_name"]), record)
    return found


@dataclass(frozen=True)
class Cells:
    """Shows cells to a reader. ``records`` are as ``records_by_page`` finds them, ``address`` is that of a record's page."""

    t: Reader
    wikis: Wikis
    home: str
    records: Mapping[_Place, Record]
    address: Callable[[Record], str]

    def heading(self, column: Column) -> str:
        """What stands above a column."""
        return self.t.text("wiki-report-edit" if column.type == "edit" else f"wiki-column-{column.name}")

    def html(self, column: Column, row: Row) -> Markup:
        """A cell."""
        if column.type == "edit":
            return self._edit(column, row)
        value = row.get(column.name, "")
        if not value:
            return escape(self.t.text("wiki-region-none")) if column.type == "region" else Markup()
        show: Mapping[str, Callable[[str, Column], Markup]] = {
            "share": self._share,
            "counts": self._counts,
            "reasons": self._reasons,
            "series": self._series,
            "create": self._create,
        }
        if column.type == "page":
            return self._page(column, row)
        if column.type in _SEVERAL:
            single = Column(column.name, _SEVERAL[column.type], column.family)
            return self.t.listed(self._one(single, each) for each in value.split(";") if each)
        return show[column.type](value, column) if column.type in show else self._one(column, value)

    def plain(self, name: Name) -> str:
        """What a bar, a point or a series of a chart is called."""
        column, row = name.column, name.row
        if row is None:
            return self.heading(column)
        value = row.get(column.name, "")
        if column.type == "page":
            return row.get(f"{column.name}_name") or value or self.t.text("wiki-not-stated")
        if not value:
            return self.t.text("wiki-region-none")
        match column.type:
            case "date":
                return self.t.edtf(value)
            case "message":
                return self._message(column, value)
            case _:
                return self.named(column.family or column.type, value) if column.type in _NAMED else value

    def named(self, family: str, code: str) -> str:
        """The name of a code of a report: parts of the framework are sections or parameters, and what is not stated counts too."""
        if self.t.shows_keys:
            return code
        if family == "wiki":
            return self.wikis.name(code)
        keys = [f"label-section-{code}", f"parameter-partnership-{code}"] if family == "part" else []
        keys += ["wiki-not-stated"] if code == NOT_STATED else []
        return next((self.t.text(key) for key in keys if key in self.t.messages), "") or self.t.name(family, code)

    def number(self, value: str) -> str:
        """A whole number or a decimal; what is neither as it is."""
        return self.t.number(Decimal(value)) if re.fullmatch(r"\d+(\.\d+)?", value) else value

    def _one(self, column: Column, value: str) -> Markup:
        """One value of a type that may have several."""
        match column.type:
            case "label" if column.family == "status":
                return status_chip(value, self.named("status", value))
            case kind if kind in _NAMED:
                return self._isolated(self.named(column.family or kind, value))
            case "number":
                return escape(self.number(value))
            case "figure":
                return self._unknown() if value == UNKNOWN else escape(self.number(value))
            case "date":
                return Markup('<time datetime="{0}">{1}</time>').format(value, self.t.edtf(value))
            case "user":
                return _outside(self.wikis.page(self.home, f"User:{value}"), self._isolated(value))
            case "url":
                return _outside(value, self._isolated(re.sub(r"^https?://", "", value)))
            case "message":
                return escape(self._message(column, value))
            case _:
                return _outside(_PHABRICATOR + value, escape(value)) if _TASK.fullmatch(value) else self._isolated(value)

    def _page(self, column: Column, row: Row) -> Markup:
        """A page: a record's own one here, else on its wiki."""
        title, url, name = (row.get(column.name + part, "") for part in ("", "_url", "_name"))
        record = self.records.get((title, url, name))
        address = self.address(record) if record else url or self.wikis.page(self.home, title)
        return _outside(address, self._isolated(name or title), inside=record is not None)

    def _edit(self, column: Column, row: Row) -> Markup:
        title, url = row.get(column.of, ""), row.get(f"{column.of}_url", "")
        address = f"{url}{'&' if '?' in url else '?'}action=edit" if url else self.wikis.edit(self.home, title) if title else ""
        return _outside(address, escape(self.t.text("wiki-report-edit"))) if address else Markup()

    def _create(self, value: str, _column: Column) -> Markup:
        return _outside(value, escape(self.t.text("wiki-report-create")))

    def _share(self, value: str, _column: Column) -> Markup:
        part, whole = read_share(value)
        if part is None:
            return _QUIET.format(self.t("wiki-share-withheld", whole))
        return Markup("{0} {1}").format(self.t("wiki-share", part, whole), _bar(part, whole))

    def _counts(self, value: str, column: Column) -> Markup:
        items = [
            _ITEM.format(chip(self._count(self.named(column.family, code), number), "" if number else "warning"))
            for code, number in read_counts(value)
        ]
        return _LIST.format("chips", Markup().join(items)) if items else Markup()

    def _series(self, value: str, _column: Column) -> Markup:
        months = read_counts(value)
        most = max((number for _, number in months), default=0)
        items = [_ITEM.format(self._count(self.t.edtf(month), number) + Markup(" ") + _bar(number, most)) for month, number in months]
        return _LIST.format("series", Markup().join(items)) if items else self._unknown()

    def _reasons(self, value: str, _column: Column) -> Markup:
        return self.t.listed(self._reason(*each.partition(":")[::2]) for each in value.split(";"))

    def _reason(self, family: str, code: str) -> Markup:
        key = f"wiki-reason-{family}"
        name = self.t.text(key) if key in self.t.messages else family
        return self.t("wiki-reason", name, self._isolated(self.named(family, code)))

    def _count(self, name: str, number: int) -> Markup:
        return self.t("wiki-report-count", self._isolated(name), number)

    def _message(self, column: Column, value: str) -> str:
        key = f"wiki-{column.family}-{value}"
        return self.t.text(key) if key in self.t.messages else value

    def _unknown(self) -> Markup:
        return _QUIET.format(self.t("wiki-unknown"))

    def _isolated(self, text: str) -> Markup:
        return escape(self.t.isolate(text))


def _outside(url: str, label: Markup, *, inside: bool = False) -> Markup:
    """A link; what is neither here nor on the web is only named."""
    return _LINK.format(url, label) if inside or url.startswith(("https://", "http://")) else label


def _bar(part: int, whole: int) -> Markup:
    return _BAR.format(min(100, round(100 * part / whole)) if whole else 0)
