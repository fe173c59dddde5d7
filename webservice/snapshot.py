"""What is kept between requests: the database, opened once, and the newest state of what it holds, ready to be shown.

All threads of a process share both. What was made of an older state is let go when a newer one is made; who still reads it keeps it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

import numpy as np
from msgspec import Raw

from bot.core.configuration import Configuration
from bot.core.knowledge import Knowledge
from bot.core.records import Record, RecordKey
from bot.core.search import Wanted
from bot.core.site import Site
from bot.core.vocabulary import Vocabulary
from bot.core.wiki_settings import WikiSettings
from bot.store import Hit, Store, StoreError, Version
from webservice.arrays import Columns, Matches, Positions
from webservice.catalogue import Catalogue

#: So many answers of searches are kept, the last ones.
_MOST_SEARCHES = 32
#: So many records are kept as JSON, some 2 kB each.
_MOST_ENCODED = 4096


class Shelf:
    """Records of all kinds, found by their keys, by words, and as lists. Every thread may ask at any time."""

    def __init__(self, records: Sequence[Record], numbers: Sequence[int | None]) -> None:
        """``records`` are sorted by kind; ``numbers`` are those by which the database's search finds each."""
        self._records = records
        self._lock = threading.RLock()
        self._columns: dict[str, Columns] = {}
        self._found: OrderedDict[tuple[Wanted, ...], Positions] = OrderedDict()
        self._encoded: dict[int, Raw] = {}
        # Sorted by number, so that what was found is looked up at once.
        known = np.array([(number, place) for place, number in enumerate(numbers) if number is not None], dtype=np.int64).reshape(-1, 2)
        known = known[known[:, 0].argsort()]
        self._numbers, self._places = known[:, 0], known[:, 1].astype(np.intp)

    @cached_property
    def _spans(self) -> Mapping[str, slice]:
        kinds = [record.kind for record in self._records]
        return {kind: slice(kinds.index(kind), kinds.index(kind) + kinds.count(kind)) for kind in {*kinds}}

    @cached_property
    def _by_page(self) -> Mapping[tuple[str, str, int], Sequence[Record]]:
        found: dict[tuple[str, str, int], list[Record]] = {}
        for record in self._records:
            found.setdefault((record.kind, record.source.site, record.source.page_id), []).append(record)
        return found

    def on_page(self, kind: str, site: str, page_id: int) -> Sequence[Record]:
        """The records of a kind on a page."""
        return self._by_page.get((kind, site, page_id), ())

    def record(self, key: RecordKey) -> Record | None:
        """The record with this key; the first of its page where several share it."""
        sharing = [record for record in self.on_page(key.kind, key.site, key.page_id) if record.key_name == key.name]
        return min(sharing, key=lambda record: record.source.start, default=None)

    def encoded(self, record: Record, encode: Callable[[Record], bytes]) -> Raw:
        """A record of the shelf as JSON; ``encode`` makes it, unless it is kept."""
        kept = self._encoded.get(id(record))
        if kept is None:
            kept = Raw(encode(record))
            with self._lock:
                if len(self._encoded) >= _MOST_ENCODED:
                    self._encoded.clear()
                self._encoded[id(record)] = kept
        return kept

    def columns(self, catalogue: Catalogue) -> Columns:
        """All records of a kind as arrays."""
        with self._lock:
            if catalogue.kind not in self._columns:
                self._columns[catalogue.kind] = catalogue.columns(self._records[self._spans.get(catalogue.kind, slice(0))])
            return self._columns[catalogue.kind]

    def everything(self, catalogue: Catalogue) -> Matches:
        """All records of a kind."""
        return Matches(self.columns(catalogue))

    def found(self, catalogue: Catalogue, wanted: tuple[Wanted, ...], search: Callable[[Sequence[Wanted]], Sequence[Hit]]) -> Matches:
        """Those of a kind that have all that is wanted, the best first; ``search`` is asked unless it was lately."""
        span = self._spans.get(catalogue.kind, slice(0, 0))
        places = self._all_found(wanted, search)
        return Matches(self.columns(catalogue), places[(places >= span.start) & (places < span.stop)] - span.start)

    def first_found(
        self, wanted: tuple[Wanted, ...], search: Callable[[Sequence[Wanted]], Sequence[Hit]], most: int
    ) -> Mapping[str, tuple[int, Sequence[Record]]]:
        """Of each kind of which there are any: how many have all that is wanted, and the best ``most`` of them."""
        places = self._all_found(wanted, search)
        found: dict[str, tuple[int, Sequence[Record]]] = {}
        for kind, span in self._spans.items():
            of_kind = places[(places >= span.start) & (places < span.stop)]
            if of_kind.size:
                found[kind] = of_kind.size, [self._records[place] for place in of_kind[:most].tolist()]
        return found

    def _all_found(self, wanted: tuple[Wanted, ...], search: Callable[[Sequence[Wanted]], Sequence[Hit]]) -> Positions:
        with self._lock:
            if wanted in self._found:
                self._found.move_to_end(wanted)
                return self._found[wanted]
        hits = search(wanted)
        places = self._in_order(np.array(hits, dtype=np.float64).reshape(-1, 3))
        with self._lock:
            self._found[wanted] = places
            while len(self._found) > _MOST_SEARCHES:
                self._found.popitem(last=False)
        return places

    def _in_order(self, hits: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> Positions:
        """The places of what was found, the best first: those that have it in their names, by rank, by where they stand."""
        numbers = hits[:, 0].astype(np.int64)  # exact up to 2**53
        at = np.searchsorted(self._numbers, numbers)
        at[at == len(self._numbers)] = 0
        known = self._numbers[at] == numbers if len(self._numbers) else np.zeros(len(hits), dtype=np.bool_)
        places, in_names, rank = self._places[at[known]], hits[known, 1], hits[known, 2]
        best: Positions = places[np.lexsort((self._standing[places], rank, -in_names))]
        return best

    @cached_property
    def _standing(self) -> Positions:
        """The rank of each record by where it stands."""
        sources = [record.source for record in self._records]
        order = sorted(range(len(sources)), key=lambda place: (sources[place].site, sources[place].page_id, sources[place].start))
        ranks = np.empty(len(order), dtype=np.intp)
        ranks[order] = np.arange(len(order))
        return ranks


@dataclass(frozen=True)
class Snapshot:
    """How everything stood at a version of the database, on a day. Without what may not be named."""

    version: Version
    knowledge: Knowledge
    shelf: Shelf = field(repr=False)
    sites: Mapping[str, Site]
    #: The time of the newest revision that was read, and when the bot last looked for newer ones; None where it is not known.
    newest: datetime | None
    checked: datetime | None

    @cached_property
    def labels(self) -> Vocabulary:
        """What the community calls its codes."""
        return labels_of(self.knowledge.configuration, self.knowledge.settings)


def labels_of(configuration: Configuration, settings: WikiSettings) -> Vocabulary:
    """The labels of all codes that people decide on, as the two pages give them."""
    found = {language: dict(texts) for language, texts in configuration.all_labels().items()}
    for language, texts in settings.labels().items():
        found.setdefault(language, {}).update(texts)
    return Vocabulary(found)


class Keeper:
    """The database at an address, and its newest snapshot.

    ``make`` makes a snapshot of a store's version for a day; ``look`` finds out anew when the bot last looked.
    """

    def __init__(self, url: str, make: Callable[[Store, Version, date], Snapshot], look: Callable[[Store], datetime | None]) -> None:
        """Nothing is opened yet."""
        self._url, self._make, self._look = url, make, look
        self._opening, self._making = threading.Lock(), threading.Lock()
        self._opened: tuple[Store, str] | None = None
        self._kept: Snapshot | None = None

    def store(self) -> Store:
        """The database, opened unless it is open. Raises StoreError."""
        return self._current()[0]

    def version(self) -> Version:
        """How things stand now. Raises StoreError."""
        return self._current()[1]

    def snapshot(self, today: date, version: Version | None = None) -> Snapshot:
        """What is known today; made anew only when something has changed, by one thread while the others wait. Raises StoreError.

        ``version`` is how things stand, for who has just asked.
        """
        version = version or self.version()
        kept = self._kept
        if kept is not None and (kept.version, kept.knowledge.today) == (version, today):
            return kept
        with self._making:
            kept, (store, version) = self._kept, self._current()
            if kept is not None and kept.version._replace(ledger=version.ledger) == version and kept.knowledge.today == today:
                # What the bot did changes nothing of what it read.
                made = kept if kept.version == version else replace(kept, version=version, checked=self._look(store))
            else:
                made = self._make(store, version, today)
            self._kept = made
            return made

    def _current(self) -> tuple[Store, Version]:
        opened = self._opened
        if opened is not None:
            try:
                version = opened[0].version()
                if version.tables == opened[1] and opened[0].is_current:
                    return opened[0], version
            except StoreError:
                pass
        with self._opening:
            if self._opened is None or self._opened is opened:
                self._opened = None
                if opened is not None:
                    opened[0].close()
                store = Store.open(self._url, migrate=False)
                self._opened = store, store.version().tables
            store, _ = self._opened
        return store, store.version()
