"""Report *Problems*: everything that is wrong with the pages, by page, with its place and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.core.data_pages import page_address
from bot.core.problem import Problem, Severity

_ORDER = {severity: number for number, severity in enumerate(Severity)}


def rows(problems: Iterable[Problem], home: str, urls: Mapping[str, str]) -> list[dict[str, str]]:
    """One row a problem, sorted by wiki (home first), page, severity and place. ``urls``: see ``data_pages``; ``edit`` opens the editor."""
    ordered = sorted(problems, key=lambda p: (p.site != home, p.site, p.page, _ORDER[p.severity], p.line, p.column, p.parameter, p.code))
    return [_row(problem, home, urls) for problem in ordered]


def _row(problem: Problem, home: str, urls: Mapping[str, str]) -> dict[str, str]:
    address = "" if problem.site == home else page_address(urls.get(problem.site, ""), problem.page)
    return {
        "site": problem.site,
        "page": problem.page,
        "url": address,
        "edit": f"{address}{'&' if '?' in address else '?'}action=edit" if address else "",
        "code": problem.code.value,
        "severity": problem.severity.value,
        "template": problem.template,
        "parameter": problem.parameter,
        "line": str(problem.line) if problem.line else "",
        "column": str(problem.column) if problem.column else "",
        "found": problem.found,
        "remedy": problem.remedy,
    }
