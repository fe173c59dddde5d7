"""What the database alone knows, mirrored on the wiki: JSON pages by year with one string a row, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from bot.core.data_pages import GENERATOR
from bot.core.data_rows import parts


def yearly_pages(root: str, name: str, rows: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Title -> JSON text, in parts where a year has much: ``rows`` by year under ``name``, sorted. Titles begin with ``root``."""
    pages = {}
    for year, of_year in sorted(rows.items()):
        for number, part in enumerate(parts(sorted(of_year)), 1):
            title = f"{root}{year}{f'-{number}' if number > 1 else ''}.json"
            pages[title] = json.dumps({"generator": GENERATOR, name: part}, ensure_ascii=False, indent="\t")
    return pages


def yearly_rows(root: str, name: str, pages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Year and row for each row of pages (title -> text) that ``yearly_pages`` made; pages that cannot be read have none."""
    for title, text in pages.items():
        year = title.removeprefix(root)[:4]
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        rows = data.get(name) if isinstance(data, dict) else None
        if isinstance(rows, list) and re.fullmatch(r"[1-9][0-9]{3}", year):
            for row in rows:
                yield year, str(row)
