"""The reports: those of the wiki, with charts, and each table as data."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import Blueprint, Response, current_app, jsonify, render_template, url_for
from werkzeug.exceptions import NotFound

from bot.core.bot_pages import reports_root
from bot.core.knowledge import Knowledge
from bot.core.records import Record
from bot.core.reports.drawing import drawing
from bot.core.reports.registry import REPORTS, ROWS
from bot.core.reports.table import Report, Row, Rows, Table
from webservice import charts
from webservice.arguments import Part, part, refuse_unknown
from webservice.catalogue import CATALOGUES, PAGE
from webservice.cells import Cells, records_by_page
from webservice.exchange import cell, time
from webservice.headers import SELF_CONTAINED_POLICY
from webservice.request import freshness, knowledge, reader, record_address, wikis

reports = Blueprint("reports", __name__)

#: Rows of a table on the page of its report, and on a page of its own.
FIRST_ROWS, PER_PAGE = 10, 50
#: The reports by what they are looked at for (``web-reports-group-…``).
GROUPS: Mapping[str, Sequence[str]] = {
    "do": ("documentation", "candidates", "inquiries", "needs", "recognition"),
    "stand": ("equity", "priorities", "gaps", "framework", "data"),
    "learn": ("lessons", "modules", "partners"),
    "help": ("hubs", "tools", "technology"),
}
_EXTENSION = "partnerships.reports"


class Made:
    """What was made of one state of the knowledge; each report once."""

    def __init__(self, of: Knowledge) -> None:
        self.knowledge = of
        self._rows: dict[str, Rows] = {}

    def rows(self, report: str) -> Rows:
        """The rows of a report, by table."""
        if report not in self._rows:
            self._rows[report] = ROWS[report](self.knowledge)
        return self._rows[report]

    @cached_property
    def records(self) -> Mapping[tuple[str, str, str], Record]:
        """See ``records_by_page``."""
        return records_by_page(self.knowledge)


def made() -> Made:
    """What was made of the knowledge of today, as long as it is the same. Raises StoreError."""
    now = knowledge()
    kept = current_app.extensions.get(_EXTENSION)
    if not isinstance(kept, Made) or kept.knowledge is not now:
        kept = current_app.extensions[_EXTENSION] = Made(now)
    return kept


def cells() -> Cells:
    """Shows cells to the reader of this request. Raises StoreError."""
    of = made()
    return Cells(reader(), wikis(), of.knowledge.home, of.records, address)


def address(record: Record) -> str:
    """The address of a record's own page."""
    return record_address(record, f"{CATALOGUES[record.kind].path}.one")


@dataclass(frozen=True, slots=True)
class _Chart:
    """A chart on a page: where it is, its size, what stands for it, and how many rows it leaves out."""

    url: str
    words: str
    left_out: int


@dataclass(frozen=True, slots=True)
class _Shown:
    """A table on a page: its heading, the part of its rows, its chart if there is one."""

    table: Table
    heading: str
    part: Part[Row]
    chart: _Chart | None

    @property
    def is_narrow(self) -> bool:
        """Whether a chart has room beside it."""
        return len(self.table.columns) < 5 and not any(column.type in {"counts", "series"} for column in self.table.columns)


@reports.get("/reports")
def overview() -> str:
    """All reports, and what each answers."""
    refuse_unknown()
    return render_template("reports.html", groups=GROUPS, reports=REPORTS, freshness=freshness())


@reports.get("/reports/<name>")
def one(name: str) -> str:
    """A report: the beginning of each of its tables."""
    refuse_unknown()
    report = _report(name)
    rows = made().rows(name)
    shown = [_shown(report, table, _beginning(rows[table.name])) for table in report.tables]
    return _page("report.html", report, tables=shown)


@reports.get("/reports/<name>/<table>")
def table(name: str, table: str) -> str:
    """One table of a report, in parts where it is long."""
    refuse_unknown(PAGE)
    report, declared, rows = _table(name, table)
    return _page("report_table.html", report, shown=_shown(report, declared, part(rows, PER_PAGE)))


@reports.get("/reports/<name>/<table>.csv")
def as_csv(name: str, table: str) -> Response:
    """All rows of a table, with a line of names."""
    refuse_unknown()
    report, declared, rows = _table(name, table)
    names, text = _names(declared), io.StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([[cell(row.get(each, "")) for each in names] for row in _with_addresses(declared, rows)])
    response = Response(text.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{report.name}-{declared.name}.csv"'
    return response


@reports.get("/reports/<name>/<table>.json")
def as_json(name: str, table: str) -> Response:
    """All rows of a table, and what its columns are."""
    refuse_unknown()
    report, declared, rows = _table(name, table)
    newest, show = freshness().newest, cells()
    return jsonify(
        report=report.name,
        table=declared.name,
        url=url_for(".table", name=report.name, table=declared.name, _external=True),
        wiki_page=_wiki_page(report),
        newest_revision=time(newest) if newest else None,
        columns=[{"name": each.name, "type": each.type, "family": each.family, "heading": show.heading(each)} for each in declared.columns],
        rows=[{each: row[each] for each in _names(declared) if row.get(each)} for row in _with_addresses(declared, rows)],
    )


@reports.get("/reports/<name>/<table>.svg")
def as_chart(name: str, table: str) -> Response:
    """A table as a chart."""
    refuse_unknown()
    report, declared, rows = _table(name, table)
    drawn = drawing(declared, rows)
    if drawn is None:
        raise NotFound
    return image(charts.chart(drawn, _title(report, declared), cells()))


def image(svg: str) -> Response:
    """An answer that is a drawing."""
    response = Response(svg, mimetype="image/svg+xml")
    response.headers["Content-Security-Policy"] = SELF_CONTAINED_POLICY
    response.headers["Content-Language"] = reader().bcp47
    response.vary.add("Accept-Language")
    return response


def _page(template: str, report: Report, **more: object) -> str:
    return render_template(template, report=report, cells=cells(), wiki_page=_wiki_page(report), freshness=freshness(), **more)


def _wiki_page(report: Report) -> str:
    of = knowledge()
    return wikis().page(of.home, reports_root(of.page_root) + report.title)


def _report(name: str) -> Report:
    if name not in REPORTS:
        raise NotFound
    return REPORTS[name]


def _table(name: str, table: str) -> tuple[Report, Table, Sequence[Row]]:
    report = _report(name)
    declared = next((each for each in report.tables if each.name == table), None)
    if declared is None:
        raise NotFound
    return report, declared, made().rows(name)[table]


def _beginning(rows: Sequence[Row]) -> Part[Row]:
    return Part(rows[:FIRST_ROWS], 1, -(-len(rows) // PER_PAGE), 1, len(rows))


def _shown(report: Report, declared: Table, of: Part[Row]) -> _Shown:
    drawn = drawing(declared, made().rows(report.name)[declared.name])
    chart = None
    if drawn is not None and of.number == 1:
        url = url_for(".as_chart", name=report.name, table=declared.name, uselang=reader().language)
        chart = _Chart(url, charts.words(drawn, _title(report, declared), cells()), drawn.left_out)
    return _Shown(declared, _heading(report, declared), of, chart)


def _heading(report: Report, declared: Table) -> str:
    return reader().text(f"wiki-table-{report.name}-{declared.name}")


def _title(report: Report, declared: Table) -> str:
    """What the chart is about: the table, and the column where it is but one."""
    columns = [column for column in declared.columns if column.name in declared.drawn]
    heading = _heading(report, declared)
    return reader().text("web-chart-title", heading, cells().heading(columns[0])) if len(columns) == 1 else heading


def _names(declared: Table) -> list[str]:
    """The names of what is handed out of each row."""
    names: list[str] = []
    for column in declared.columns:
        if column.type == "page":
            names += [column.name, f"{column.name}_name", f"{column.name}_url"]
        elif column.type != "edit":
            names.append(column.name)
    return names


def _with_addresses(declared: Table, rows: Sequence[Row]) -> list[Row]:
    """Rows in which every page has its address."""
    pages = [column.name for column in declared.columns if column.type == "page"]
    home, found = knowledge().home, wikis()
    return [
        {**row, **{f"{name}_url": row.get(f"{name}_url") or found.page(home, row[name]) for name in pages if row.get(name)}} for row in rows
    ]
