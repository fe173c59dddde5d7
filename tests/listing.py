"""How lists are narrowed down, counted and ordered, said as plainly as can be: what the arrays of the web tool are compared with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.core.facets import Facet
from bot.core.records import Record
from bot.core.values.folding import folded


def fits(record: Record, facets: Sequence[Facet], chosen: Mapping[str, str]) -> bool:
    """Whether a record has every code that was chosen, by facet."""
    return all(chosen[facet.name] in facet.values(record) for facet in facets if facet.name in chosen)


def counts(records: Sequence[Record], facets: Sequence[Facet], chosen: Mapping[str, str]) -> Mapping[str, Mapping[str, int]]:
    """By facet, how many records each code would leave if it were chosen there and all other choices stayed."""
    found = {}
    for facet in facets:
        others = {name: code for name, code in chosen.items() if name != facet.name}
        found[facet.name] = Counter(code for record in records if fits(record, facets, others) for code in {*facet.values(record)})
    return found


def ordered(records: Sequence[Record], order: str, dated_by: str) -> list[Record]:
    """Records by name, or by date with those without a date last."""
    found = sorted(
        records, key=lambda record: (folded(record.display_name), record.display_name, record.source.site, record.source.page_id)
    )
    if order in {"newest", "start"}:
        # Stable: what has the same date stays in the order of names.
        found.sort(key=lambda record: record.values(dated_by), reverse=order == "newest")
        found.sort(key=lambda record: not record.values(dated_by))
    return found
