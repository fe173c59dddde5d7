"""Whom an institution that knows nobody is sent to: a hub that administrators have verified, with reasons, and examples that worked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.core.knowledge import Knowledge
from bot.core.page_links import places
from bot.core.records import Hub, Partnership, RecordKey
from bot.core.reports.rules import carried, order
from bot.core.routing import Feature, Fit, Router
from bot.core.values.regions import regions_of
from bot.core.wiki_settings import VerifiedHub

#: What a hub knows that can help each kind of organisation, and with each kind of inquiry.
SECTORS: Mapping[str, tuple[Feature, ...]] = {
    "gallery": (("theme", "art"), ("program", "glam")),
    "library": (("theme", "libraries"), ("program", "libraries"), ("program", "glam")),
    "archive": (("theme", "archives"), ("program", "heritage"), ("program", "glam")),
    "museum": (("theme", "museums"), ("program", "heritage"), ("program", "glam")),
    "university": (("theme", "universities"), ("program", "education")),
    "school": (("theme", "schools"), ("program", "education")),
    "research": (("theme", "science"), ("program", "science")),
    "government": (("theme", "law"), ("program", "advocacy")),
    "intergovernmental": (("program", "advocacy"),),
    "ngo": (("program", "community"),),
    "media": (("program", "media"),),
    "company": (),
    "health": (("theme", "health"), ("program", "medicine")),
    "community": (("program", "community"),),
    "other": (),
}
KINDS: Mapping[str, tuple[Feature, ...]] = {
    "content": (),
    "data": (("theme", "open-data"), ("program", "data")),
    "technical": (("program", "technology"),),
    "education": (("program", "education"),),
    "event": (("program", "wiki-loves"),),
    "funding": (),
    "other": (),
}
#: What makes a hub that states no place know something of the matter, and one that does work there.
_MATTERS = ("theme", "program")
_PLACES = ("country", "region")
_EXAMPLES_HAVE = ("active", "completed")


@dataclass(frozen=True, slots=True)
class Wish:
    """What an institution asks about, in codes; ``country`` is empty where it works in many."""

    sector: str
    country: str
    language: str
    kind: str


@dataclass(frozen=True, slots=True)
class Referral:
    """A verified hub, how it is reached, and why it is proposed.

    ``shared`` is empty for one that is proposed only because it stands in for another. ``full`` means that it carries as many
    partnerships as it says it can.
    """

    hub: Hub
    verified: VerifiedHub
    shared: tuple[Feature, ...]
    full: bool = False
    stands_in_for: Hub | None = None


def referrals(wish: Wish, knowledge: Knowledge) -> tuple[Referral, ...]:
    """The verified hubs that may help, the best first; each once.

    A hub that has no room comes after all that have, and gives its place to its backup where that is verified and has room.
    """
    verified = {hub.key: (hub, entry) for hub, entry in _verified(knowledge)}
    router = Router((hub for hub, _ in verified.values()), knowledge.today)
    load = carried(knowledge)
    fits = [fit for fit in router.ranked(_features(wish)) if _serves(fit)]
    shared = {fit.hub.key: fit.shared for fit in fits}
    found: dict[RecordKey, Referral] = {}
    for fit in fits:
        if not _full(fit.hub, load):
            found.setdefault(fit.hub.key, Referral(fit.hub, verified[fit.hub.key][1], fit.shared))
        elif (backup := knowledge.hub_of(fit.hub, fit.hub.backup)) and backup in router and not _full(backup, load):
            entry = verified[backup.key][1]
            found.setdefault(backup.key, Referral(backup, entry, shared.get(backup.key, ()), stands_in_for=fit.hub))
    for fit in fits:
        found.setdefault(fit.hub.key, Referral(fit.hub, verified[fit.hub.key][1], fit.shared, full=True))
    return tuple(found.values())


def examples(wish: Wish, partnerships: Iterable[Partnership], limit: int) -> list[Partnership]:
    """Partnerships like the one that is wished for, which run or were completed without failure.

    Those of the same country and kind of organisation first, then of the same region and kind, the same country, the same kind.
    """
    regions = set(regions_of((wish.country,)))
    found: list[tuple[int, Partnership]] = []
    for record in partnerships:
        if record.status not in _EXAMPLES_HAVE or record.outcome == "failure":
            continue
        alike, here = record.partner_type == wish.sector, wish.country in record.country
        near = not regions.isdisjoint(record.all_regions)
        if alike or here:
            found.append((0 if alike and here else 1 if alike and near else 2 if here else 3, record))
    return [record for _, record in sorted(found, key=lambda pair: (pair[0], order(pair[1])))[:limit]]


def _verified(knowledge: Knowledge) -> Iterator[tuple[Hub, VerifiedHub]]:
    """The hubs that the settings name by the title of their page, as it is called at home."""
    for title, entry in knowledge.settings.hubs.items():
        place = places(title, knowledge.home, knowledge.home, knowledge.interwikis)[0]
        if hub := knowledge.hubs.get(place):
            yield hub, entry


def _features(wish: Wish) -> set[Feature]:
    found = {*SECTORS.get(wish.sector, ()), *KINDS.get(wish.kind, ())}
    if wish.country:
        found |= {("country", wish.country), *(("region", region) for region in regions_of((wish.country,)))}
    return found | {("language", wish.language)}


def _serves(fit: Fit) -> bool:
    """Whether a hub works there; of one that works nowhere in particular, whether it knows something of the matter."""
    if fit.hub.countries or fit.hub.regions:
        return fit.shares(_PLACES)
    return fit.shares(_MATTERS)


def _full(hub: Hub, load: Counter[RecordKey]) -> bool:
    return hub.capacity.isdecimal() and load[hub.key] >= int(hub.capacity)
