"""A wiki as its XML export or dump has it (``.xml``, ``.xml.gz``, ``.xml.bz2``). Read only.

The bytes are searched for the names of the templates as they come, and only pages around a hit are cut out and parsed (`bot.wiki.cut`,
`bot.wiki.export`), so that reading costs little more than decompressing, and memory does not grow with the file. What is cut out waits,
on disk where it is much, until the whole file was seen: only then are all redirects to the templates known.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from bot.core.candidates import FoundCandidate
from bot.core.page import Known, Page, Unreadable
from bot.core.site import Site
from bot.wiki.cut import Cut, Piece, cut_pages, read_header
from bot.wiki.export import ExportedPage, ExportError, parse_page, parse_site
from bot.wiki.mentions import Mentions
from bot.wiki.pieces import Pieces
from bot.wiki.protocol import WikiError
from bot.wiki.stream import open_stream, place
from bot.wiki.titles import TEMPLATE, TitleError, split, template_name

_log = logging.getLogger(__name__)

_PAGE_ID = re.compile(rb"<id>(\d+)</id>")  # the first one of a page
_REVISION_ID = re.compile(rb"<revision>\s*<id>(\d+)</id>")


class DumpSource:
    """The pages of a MediaWiki XML export.

    Of a page with several revisions only the newest counts; of a page that stands in it twice, the first. ``site`` takes the place of
    the export's own ``<siteinfo>``. Raises WikiError: at once if the file is missing or no export; before the first page if it is cut off
    or damaged further on. The file is read through once, and to the last redirect a second time where one lies behind pages that use it.
    """

    def __init__(self, path: Path, site: Site | None = None) -> None:
        self._path = path
        with open_stream(path) as stream:
            header = read_header(stream)
        try:
            self._site = site or parse_site(header)
        except ExportError as error:
            raise self._error(error) from None
        self._names: dict[str, str] = {}
        self._pieces = Pieces(path)

    #: See PageSource.
    is_complete = True

    @property
    def site(self) -> Site:
        """The wiki that ``<siteinfo>`` describes; its interwikis and extensions are not known."""
        return self._site

    def template_names(self, names: Collection[str]) -> Mapping[str, str]:
        """See PageSource. Reads the file, and keeps what `changed` needs of it."""
        asked = self._survey(names)
        return {name: target for name, target in self._names.items() if name in asked or target in asked}

    def changed(self, names: Collection[str], known: Mapping[int, int]) -> Iterator[Page | Known | Unreadable]:
        """See PageSource. Reads the file unless `template_names` did so for all of the names."""
        if not names:
            return
        mentions = Mentions(self.template_names(names))
        seen: dict[int, int] = {}
        for piece in self._pieces:
            found = self._page(piece, mentions, known)
            if found is None:
                continue
            if found.id not in seen:
                seen[found.id] = piece.offset
                yield found
            elif seen[found.id] != piece.offset:
                _log.warning("%s: page id %d stands in it more than once; the first one counts.", self._path, found.id)

    def candidates(self, categories: Sequence[str], templates: Sequence[str]) -> Mapping[int, FoundCandidate]:  # noqa: ARG002
        """Always none: see PageSource."""
        return {}

    def confirm_missing(self, ids: Collection[int]) -> frozenset[int]:  # noqa: ARG002
        """Always none: an export may be of some pages only, so what is not in it may well exist."""
        return frozenset()

    # ---- Finding the pages ------------------------------------------------------------------------------------------------------------

    def _survey(self, names: Collection[str]) -> set[str]:
        """Fills ``_names`` and ``_pieces`` for these names, and those of before; gives the names in normal form."""
        try:
            asked = {template_name(name, self._site) for name in names}
        except TitleError as error:
            raise WikiError(str(error)) from None
        if asked <= self._names.keys():
            return asked
        wanted = asked | set(self._names.values())
        found = {name: name for name in wanted}
        self._names = {}
        self._pieces.clear()
        search, until = set(wanted), None
        while search:
            # Pages before a redirect may call it, and were not searched for its name: once more, for that name, up to there.
            search, until = self._pass(search, found, until)
        self._names = found
        return asked

    def _pass(self, search: Collection[str], found: dict[str, str], until: int | None) -> tuple[set[str], int]:
        """Reads the file, or its beginning; keeps pages that may call one of ``search`` and adds new redirects to ``found``.

        Gives the new redirects and where the last one ends.
        """
        cut = Cut(Mentions(search))
        met: set[str] = set()
        end = 0
        with open_stream(self._path) as stream:
            read_header(stream)
            for piece in cut_pages(stream, cut, until):
                redirect = self._redirect(piece, found)
                if redirect:
                    met.add(redirect)
                    end = piece.offset
                    cut.mentions = Mentions({*search, *met})
                elif cut.mentions.in_export(piece.data):
                    self._pieces.append(piece)
        return met, end

    def _redirect(self, piece: Piece, found: dict[str, str]) -> str | None:
        """The name of a template that redirects to one asked for, if this is its page and the name is new: it is added."""
        if b"<redirect title=" not in piece.data:
            return None
        page = self._parsed(piece)
        if page.namespace != TEMPLATE or page.redirect is None:
            return None
        try:
            namespace, target = split(page.redirect, self._site)
            name = template_name(page.title, self._site)
        except TitleError:
            return None
        # As in MediaWiki a redirect to a redirect leads nowhere.
        if namespace != TEMPLATE or found.get(target) != target or name in found:
            return None
        found[name] = target
        return name

    # ---- Reading a page ---------------------------------------------------------------------------------------------------------------

    def _page(self, piece: Piece, mentions: Mentions, known: Mapping[int, int]) -> Page | Known | None:
        if not mentions.in_export(piece.data):
            return None
        if (identified := _identified(piece.data)) and known.get(identified.id) == identified.revision:
            return identified
        page = self._parsed(piece)
        # The call may have stood in an older revision, or the text may be hidden.
        if page.text is None or not mentions.in_text(page.text):
            return None
        return Known(page.id, page.revision.id) if known.get(page.id) == page.revision.id else page.on(self._site.dbname)

    def _parsed(self, piece: Piece) -> ExportedPage:
        try:
            return parse_page(piece.data)
        except ExportError as error:
            raise self._error(error, piece.offset) from None

    def _error(self, error: ExportError, offset: int = 0) -> WikiError:
        return WikiError(f"{place(self._path, offset + error.offset)}: {error}.")


def _identified(page: bytes) -> Known | None:
    """Page id and revision of a page that has one revision only."""
    if page.count(b"<revision>") != 1:
        return None
    page_id, revision = _PAGE_ID.search(page), _REVISION_ID.search(page)
    return Known(int(page_id[1]), int(revision[1])) if page_id and revision else None
