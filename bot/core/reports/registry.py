"""Every report that is made of tables, with the function that makes its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.core.knowledge import Knowledge
from bot.core.reports import (
    candidates,
    data_partnerships,
    documentation,
    equity,
    framework,
    gaps,
    hubs,
    inquiries,
    lessons,
    modules,
    needs,
    partners,
    priorities,
    recognition,
    technology,
    tools,
)
from bot.core.reports.table import Report, Rows

_MODULES = (
    documentation,
    framework,
    equity,
    hubs,
    lessons,
    priorities,
    inquiries,
    tools,
    needs,
    technology,
    data_partnerships,
    modules,
    recognition,
    gaps,
    partners,
    candidates,
)

#: Each report by its name, in the order in which they are listed.
REPORTS: Mapping[str, Report] = {module.REPORT.name: module.REPORT for module in _MODULES}
#: What makes each report's rows.
ROWS: Mapping[str, Callable[[Knowledge], Rows]] = {module.REPORT.name: module.rows for module in _MODULES}
