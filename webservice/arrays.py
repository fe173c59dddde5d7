"""Records of one kind as arrays, made once: then they are narrowed down, counted and put in order without looking at each. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from bot.core.facets import Facet
from bot.core.records import Record
from bot.core.values.folding import folded

#: With more codes a record, most of the rows would be empty.
_MOST_IN_ROWS = 4

#: Places in a sequence of records.
Positions = npt.NDArray[np.intp]


class Codes:
    """The codes of one facet. ``names`` gives each a number; those of the record at ``p`` lie from ``starts[p]`` to ``starts[p + 1]``."""

    def __init__(self, values: Iterable[Sequence[str]]) -> None:
        """Takes the codes of each record; each counts once."""
        numbers: dict[str, int] = {}
        lengths, flat = [0], []
        for codes in values:
            one = [numbers.setdefault(code, len(numbers)) for code in dict.fromkeys(codes)]
            lengths.append(len(one))
            flat += one
        self.names = tuple(numbers)
        self._numbers = numbers
        self._starts = np.cumsum(lengths, dtype=np.intp)
        self._flat = np.array(flat, dtype=np.intp)
        #: With few codes a record, a row for each; what is left of a row is filled with what is no code's number.
        self._rows = None
        if (most := max(lengths)) <= _MOST_IN_ROWS:
            self._rows = np.full((len(lengths) - 1, most), len(numbers), dtype=np.intp)
            self._rows[np.arange(most) < np.diff(self._starts)[:, np.newaxis]] = self._flat

    @cached_property
    def totals(self) -> Mapping[str, int]:
        """How many of all records have each code."""
        return self._named(np.bincount(self._flat, minlength=len(self.names)))

    def count(self, positions: Positions) -> Mapping[str, int]:
        """How many of the records at these places, each of which is named once, have each code that any has."""
        if self._rows is not None:
            return self._named(np.bincount(self._rows[positions].ravel(), minlength=len(self.names))[: len(self.names)])
        starts = self._starts[positions]
        lengths = self._starts[positions + 1] - starts
        before = np.cumsum(lengths) - lengths
        # Each record's span, one after the other.
        places = np.repeat(starts - before, lengths) + np.arange(lengths.sum())
        return self._named(np.bincount(self._flat[places], minlength=len(self.names)))

    def has(self, code: str) -> npt.NDArray[np.bool_]:
        """Of each record whether it has a code."""
        found = np.zeros(len(self._starts) - 1, dtype=np.bool_)
        if (number := self._numbers.get(code)) is not None:
            # A span begins where the last start that is not behind the place lies.
            found[np.searchsorted(self._starts, np.flatnonzero(self._flat == number), side="right") - 1] = True
        return found

    def _named(self, numbers: npt.NDArray[np.intp]) -> Mapping[str, int]:
        there = np.flatnonzero(numbers)
        return {self.names[code]: number for code, number in zip(there.tolist(), numbers[there].tolist(), strict=True)}


class Columns:
    """Records of one kind with the codes of their facets and their orders; ``dated_by`` is the field of their date, if they have one."""

    def __init__(self, records: Sequence[Record], facets: Sequence[Facet], dated_by: str = "") -> None:
        """Looks at each record once for each facet; the orders are made when first asked for."""
        self.records = records
        self._dated_by = dated_by
        self._codes = {facet.name: Codes(map(facet.values, records)) for facet in facets}

    @cached_property
    def by_name(self) -> Positions:
        """All places in the order of names."""
        records = self.records
        keys = [(folded(record.display_name), record.display_name, record.source.site, record.source.page_id) for record in records]
        return np.array(sorted(range(len(records)), key=keys.__getitem__), dtype=np.intp)

    @cached_property
    def newest(self) -> Positions:
        """All places in the order of dates, the newest first; what has none comes last, what has the same in the order of names."""
        return self._by_date(newest=True)

    @cached_property
    def oldest(self) -> Positions:
        """The same with the oldest first."""
        return self._by_date(newest=False)

    def _by_date(self, *, newest: bool) -> Positions:
        dates = [record.values(self._dated_by) for record in self.records]
        dated = sorted((place for place in self.by_name.tolist() if dates[place]), key=dates.__getitem__, reverse=newest)
        return np.array([*dated, *(place for place in self.by_name.tolist() if not dates[place])], dtype=np.intp)

    def chosen(self, found: Positions | None, choices: Mapping[str, str]) -> Chosen:
        """Of what was found (None: everything) what has each code that was chosen, by facet; and the numbers beside all choices."""
        if not choices:
            counted = {name: codes.totals if found is None else codes.count(found) for name, codes in self._codes.items()}
            return Chosen(found, counted)
        base = np.arange(len(self.records)) if found is None else found
        lacks = {name: ~self._codes[name].has(code)[base] for name, code in choices.items()}
        missing = np.sum(list(lacks.values()), axis=0, dtype=np.intp)
        fitting = base[missing == 0]
        numbers = {name: codes.count(base[missing == lacks[name]] if name in lacks else fitting) for name, codes in self._codes.items()}
        return Chosen(fitting, numbers)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What fits, in the order in which it was found (None: everything), and by facet how many records each code would leave."""

    positions: Positions | None
    numbers: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Matches:
    """Some of the records of one kind, by their places, the best first; None for all."""

    columns: Columns
    positions: Positions | None = None

    def __len__(self) -> int:
        """How many there are."""
        return len(self.columns.records) if self.positions is None else len(self.positions)


def in_order(positions: Positions | None, order: Positions) -> Positions:
    """Some places (None: all) in an order of all."""
    if positions is None:
        return order
    wanted = np.zeros(len(order), dtype=np.bool_)
    wanted[positions] = True
    return order[wanted[order]]
