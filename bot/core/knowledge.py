"""Everything a report may look at: all records, the configuration, the day, and where pages are read. No report asks for more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from bot.core.belonging import contributions_of, partnership_of
from bot.core.candidates import FoundCandidate
from bot.core.configuration import Configuration
from bot.core.data_pages import page_address
from bot.core.history import Entry
from bot.core.page_links import Place, fold_title, places
from bot.core.page_root import DEFAULT_ROOT
from bot.core.problem import Problem
from bot.core.recognition.deliveries import Delivery
from bot.core.recognition.reach import Reach
from bot.core.records import Contribution, Hub, Partnership, Record, RecordKey
from bot.core.wiki_settings import WikiSettings

_R = TypeVar("_R", bound=Record)


@dataclass(frozen=True)
class Knowledge:
    """What is known on one day.

    ``urls`` gives, by site, the address of a page with ``$1`` for its title; ``interwikis`` the site that each prefix leads to.
    Under ``page_root`` the tool's pages stand at home. ``unreadable`` is how many pages could not be read, ``reach`` what was asked of the
    categories on Commons that contributions name.
    """

    records: Sequence[Record]
    today: date
    home: str = "metawiki"
    page_root: str = DEFAULT_ROOT
    configuration: Configuration = field(default_factory=Configuration)
    problems: Sequence[Problem] = ()
    urls: Mapping[str, str] = field(default_factory=dict)
    interwikis: Mapping[str, str] = field(default_factory=dict)
    unreadable: int = 0
    history: Sequence[Entry] = ()
    candidates: Sequence[FoundCandidate] = ()
    settings: WikiSettings = field(default_factory=WikiSettings)
    deliveries: Sequence[Delivery] = ()
    reach: Sequence[Reach] = ()

    def of(self, kind: type[_R]) -> Iterator[_R]:
        """The records of one class, in their order."""
        return (record for record in self.records if isinstance(record, kind))

    @cached_property
    def partnerships(self) -> Sequence[Partnership]:
        """All partnerships."""
        return tuple(self.of(Partnership))

    @cached_property
    def contributions(self) -> Mapping[RecordKey, tuple[Contribution, ...]]:
        """The contributions of each partnership that has any."""
        return contributions_of(self.records)

    @cached_property
    def owners(self) -> Mapping[RecordKey, Partnership]:
        """The partnership of each contribution that has one."""
        return partnership_of(self.records)

    @cached_property
    def hubs(self) -> Mapping[Place, Hub]:
        """Each hub by its site and folded title; of several on a page the first."""
        found: dict[Place, Hub] = {}
        for hub in self.of(Hub):
            found.setdefault((hub.source.site, fold_title(hub.source.title)), hub)
        return found

    @cached_property
    def partnerships_by_page(self) -> Mapping[Place, tuple[Partnership, ...]]:
        """The partnerships of each page, by its site and folded title."""
        found: dict[Place, tuple[Partnership, ...]] = {}
        for partnership in self.partnerships:
            place = (partnership.source.site, fold_title(partnership.source.title))
            found[place] = (*found.get(place, ()), partnership)
        return found

    def hub_of(self, record: Record, title: str | None = None) -> Hub | None:
        """The hub that a record names as its ``hub`` (or as ``title``), if there is one on that page."""
        named = next(iter(record.values("hub")), "") if title is None else title
        return next((hub for place in self.places(named, record) if (hub := self.hubs.get(place))), None) if named else None

    def places(self, title: str, record: Record) -> Sequence[Place]:
        """Where a title that a record names may be meant to lie."""
        return places(title, record.source.site, self.home, self.interwikis)

    def title_at_home(self, site: str, title: str) -> str:
        """What a page of a site is called at home: with its wiki's prefix where it has one, the shortest of several."""
        prefixes = [prefix for prefix, target in self.interwikis.items() if target == site and site != self.home]
        return f"{min(prefixes, key=lambda prefix: (len(prefix), prefix))}:{title}" if prefixes else title

    def page(self, column: str, record: Record) -> dict[str, str]:
        """A record as the value of a ``page`` column: title, address where it lies on another wiki, and its name."""
        source = record.source
        url = "" if source.site == self.home else page_address(self.urls.get(source.site, ""), source.title)
        return {column: source.title, f"{column}_url": url, f"{column}_name": record.display_name}
