"""Which records belong together: a contribution stands on its partnership's page."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.core.records import Contribution, Partnership, Record, RecordKey


def partnership_of(records: Sequence[Record]) -> Mapping[RecordKey, Partnership]:
    """The partnership that each contribution belongs to: the last one before it on its page, else the page's first.

    Contributions on pages without a partnership belong to none.
    """
    by_page: dict[tuple[str, int], list[Partnership]] = defaultdict(list)
    for record in records:
        if isinstance(record, Partnership):
            by_page[record.source.site, record.source.page_id].append(record)
    for partnerships in by_page.values():
        partnerships.sort(key=lambda record: record.source.start)
    found = {}
    for record in records:
        if isinstance(record, Contribution) and (here := by_page.get((record.source.site, record.source.page_id))):
            index = bisect_right([partnership.source.start for partnership in here], record.source.start)
            found[record.key] = here[max(index - 1, 0)]
    return found


def contributions_of(records: Sequence[Record]) -> Mapping[RecordKey, tuple[Contribution, ...]]:
    """The contributions of each partnership that has any, by the partnership's key."""
    owners = partnership_of(records)
    found: dict[RecordKey, list[Contribution]] = defaultdict(list)
    for record in records:
        if isinstance(record, Contribution) and record.key in owners:
            found[owners[record.key].key].append(record)
    return {key: tuple(contributions) for key, contributions in found.items()}


def types_given(contributions: Iterable[Contribution]) -> tuple[str, ...]:
    """The types of what was given, each once, sorted."""
    return tuple(sorted({contribution.type for contribution in contributions if contribution.type}))
