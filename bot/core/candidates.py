"""Pages that look like partnerships but have no record: a person may write one, nothing is created in bulk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundCandidate:
    """Such a page; ``sign`` is the full title of the category or template by which it was found."""

    site: str
    page_id: int
    title: str
    sign: str
