"""What became of contributed media: how far the files of a category on Commons reach in a month."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reach:
    """One month ("2026-03") of a category (title without namespace) and all beneath it. None is unknown, and never zero."""

    category: str
    month: str
    files: int | None
    used_files: int | None
    pages: int | None
    wikis: int | None
    views: int | None
