"""Which hub may help: the one that a page names, else the one that knows most of its themes and works where it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.core.records import Hub, Record
from bot.core.values.date import last_day
from bot.core.values.regions import regions_of

#: What a hub and a record may share, and what it weighs; a hub fits that shares a theme or a place.
_WEIGHTS: Mapping[str, int] = {"theme": 4, "country": 3, "region": 2, "program": 1, "language": 1}
_NEEDED = ("theme", "country", "region")


def regions_covered(hub: Hub) -> tuple[str, ...]:
    """The regions in which a hub works: those that it states, and those in which its countries lie."""
    return tuple(dict.fromkeys((*hub.regions, *regions_of(hub.countries))))


class Router:
    """Finds the hubs that fit a record. Hubs whose time is over are left out."""

    def __init__(self, hubs: Iterable[Hub], today: date) -> None:
        """``today`` says whose time is over."""
        self._hubs: Sequence[Hub] = [hub for hub in hubs if not ((until := last_day(hub.until)) and until < today)]
        self._having: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, hub in enumerate(self._hubs):
            for feature in _features(hub, regions_covered(hub)):
                self._having[feature].append(place)

    def fitting(self, record: Record) -> list[Hub]:
        """The hubs that share a theme, a country or a region with a record: those that share most first, then by name."""
        weights: Counter[int] = Counter()
        fit: set[int] = set()
        for family, code in _features(record, record.all_regions):
            for place in self._having.get((family, code), ()):
                weights[place] += _WEIGHTS[family]
                if family in _NEEDED:
                    fit.add(place)
        return [self._hubs[place] for place in sorted(fit, key=lambda place: (-weights[place], *_name(self._hubs[place])))]


def _features(record: Record, regions: tuple[str, ...]) -> set[tuple[str, str]]:
    fields = {"theme": record.values("themes"), "country": record.places, "region": regions}
    fields |= {"program": record.values("programs"), "language": record.values("languages")}
    return {(family, code) for family, codes in fields.items() for code in codes}


def _name(hub: Hub) -> tuple[str, str, str]:
    return hub.display_name, hub.source.site, hub.source.title
