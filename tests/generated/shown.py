"""Reads the figures back from the pages that the bot wrote."""

from __future__ import annotations

import html
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from bot.core.scanner import scan
from tests.generated.counting import Expected, Figures

ROW = "Partnership report row"
Shown = Mapping[tuple[str, str], list[Mapping[str, str]]]


def rows_shown(texts: Iterable[str]) -> Shown:
    """The rows of all tables on report pages, in their order; the parts of a report come one after the other."""
    found: dict[tuple[str, str], list[Mapping[str, str]]] = defaultdict(list)
    for text in texts:
        for call in scan(text).calls:
            if call.name == ROW:
                row = {argument.name: html.unescape(argument.value) for argument in call.arguments}
                found[row.pop("report"), row.pop("table", "")].append(row)
    return found


def differences(figures: Figures, shown: Shown) -> list[str]:
    """What tables say otherwise than they must: each row that is missing, and each that is too much."""
    found = []
    for (report, table), expected in figures.items():
        rows = [tuple(row.get(column, "") for column in expected.columns) for row in shown.get((report, table), ())]
        found += [f"{report}/{table}: {line}" for line in _compared(expected, rows)]
    return found


def _compared(expected: Expected, rows: list[tuple[str, ...]]) -> list[str]:
    wanted, given = Counter(expected.rows), Counter(rows)
    lines = [f"missing {row} ×{n}" for row, n in (wanted - given).items()] + [f"too much {row} ×{n}" for row, n in (given - wanted).items()]
    if not lines and expected.ordered and tuple(rows) != expected.rows:
        lines.append(f"another order: {rows}")
    return lines
