"""Which hub may help: the one that a page names, else the one that knows most of its themes and works where it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.records import Hub, Record
from bot.core.values.date import last_day
from bot.core.values.regions import regions_of

#: What a hub and others may share: a family (one of the below) and a code.
Feature = tuple[str, str]

#: What each family weighs; a hub fits that shares a theme or a place.
_WEIGHTS: Mapping[str, int] = {"theme": 4, "country": 3, "region": 2, "program": 1, "language": 1}
_NEEDED = ("theme", "country", "region")


@dataclass(frozen=True, slots=True)
class Fit:
    """A hub and what it shares with what was asked for, which is why it is proposed: what weighs most first."""

    hub: Hub
    shared: tuple[Feature, ...]

    def shares(self, families: Iterable[str]) -> bool:
        """Whether it shares anything of one of the families."""
        return any(family in families for family, _ in self.shared)


def regions_covered(hub: Hub) -> tuple[str, ...]:
    """The regions in which a hub works: those that it states, and those in which its countries lie."""
    return tuple(dict.fromkeys((*hub.regions, *regions_of(hub.countries))))


class Router:
    """Finds the hubs that fit. Hubs whose time is over are left out."""

    def __init__(self, hubs: Iterable[Hub], today: date) -> None:
        """``today`` says whose time is over."""
        self._hubs: Sequence[Hub] = [hub for hub in hubs if not ((until := last_day(hub.until)) and until < today)]
        self._having: dict[Feature, list[int]] = defaultdict(list)
        for place, hub in enumerate(self._hubs):
            for feature in _features(hub, regions_covered(hub)):
                self._having[feature].append(place)

    def __contains__(self, hub: Hub) -> bool:
        """Whether it is one of the hubs, and its time is not over."""
        return any(hub.key == other.key for other in self._hubs)

    def fitting(self, record: Record) -> list[Hub]:
        """The hubs that share a theme, a country or a region with a record: those that share most first, then by name."""
        return [fit.hub for fit in self.ranked(_features(record, record.all_regions)) if fit.shares(_NEEDED)]

    def ranked(self, wanted: Iterable[Feature]) -> list[Fit]:
        """The hubs that share anything with what is wanted: those that share most first, then by name."""
        shared: dict[int, list[Feature]] = defaultdict(list)
        weights: Counter[int] = Counter()
        for feature in sorted(set(wanted), key=lambda feature: (-_WEIGHTS[feature[0]], feature)):
            for place in self._having.get(feature, ()):
                shared[place].append(feature)
                weights[place] += _WEIGHTS[feature[0]]
        order = sorted(shared, key=lambda place: (-weights[place], *_name(self._hubs[place])))
        return [Fit(self._hubs[place], tuple(shared[place])) for place in order]


def _features(record: Record, regions: tuple[str, ...]) -> set[Feature]:
    fields = {"theme": record.values("themes"), "country": record.places, "region": regions}
    fields |= {"program": record.values("programs"), "language": record.values("languages")}
    return {(family, code) for family, codes in fields.items() for code in codes}


def _name(hub: Hub) -> tuple[str, str, str]:
    return hub.display_name, hub.source.site, hub.source.title
