"""A source that gives only so many pages, to try things on a large wiki."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from bot.core.candidates import FoundCandidate
from bot.core.page import Known, Page, Unreadable
from bot.core.site import Site
from bot.wiki.protocol import PageSource


class Limited:
    """The first pages of another source. What it leaves out is not gone: nothing may be removed because of it."""

    def __init__(self, source: PageSource, pages: int) -> None:
        self._source = source
        self._pages = pages

    @property
    def site(self) -> Site:
        """The wiki."""
        return self._source.site

    @property
    def is_complete(self) -> bool:
        """See PageSource."""
        return False

    def template_names(self, names: Collection[str]) -> Mapping[str, str]:
        """See PageSource."""
        return self._source.template_names(names)

    def changed(self, names: Collection[str], known: Mapping[int, int]) -> Iterator[Page | Known | Unreadable]:
        """See PageSource."""
        return islice(self._source.changed(names, known), self._pages)

    def candidates(self, categories: Sequence[str], templates: Sequence[str]) -> Mapping[int, FoundCandidate]:
        """See PageSource."""
        return self._source.candidates(categories, templates)

    def confirm_missing(self, ids: Collection[int]) -> frozenset[int]:
        """See PageSource."""
        return self._source.confirm_missing(ids)
