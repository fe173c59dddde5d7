"""The declared reports as the Lua table by which ``Module:Partnerships/Report`` shows them."""

from __future__ import annotations

from bot.core.reports import changes, year
from bot.core.reports.registry import REPORTS
from bot.core.reports.table import Column

REPORTS_TITLE = "Module:Partnerships/Reports"

_HEAD = """-- The reports that consist of tables, and the columns of each table. See Module:Partnerships/Table.
-- Written by "make templates" from bot/core/reports: change it there.
-- Loaded with mw.loadData, so plain tables only.
return {
"""


def reports_lua() -> str:
    """The module's text."""
    lines = [_HEAD]
    for report in (*REPORTS.values(), changes.REPORT, year.REPORT):
        lines.append(f"\t[{_quoted(report.name)}] = {{\n")
        for table in report.tables:
            lines.append(f"\t\t[{_quoted(table.name)}] = {{\n")
            lines += [f"\t\t\t{_column(column)},\n" for column in table.columns]
            lines.append("\t\t},\n")
        lines.append("\t},\n")
    lines.append("}\n")
    return "".join(lines)


def _column(column: Column) -> str:
    parts = [f"name = {_quoted(column.name)}", f"type = {_quoted(column.type)}", f"weight = {column.weight}"]
    parts += [f"{key} = {_quoted(value)}" for key, value in (("family", column.family), ("of", column.of)) if value]
    return "{ " + ", ".join(parts) + " }"


def _quoted(text: str) -> str:
    # Names of ours only: letters, digits, blanks, hyphens, slashes.
    return f"'{text}'"
