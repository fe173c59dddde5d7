"""The wikis that options name: each is opened once, and ``live:all`` is spelled out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.core.site import Site
from bot.options import Options
from bot.settings import Settings
from bot.wiki.dump import DumpSource
from bot.wiki.folder import FolderWiki
from bot.wiki.limited import Limited
from bot.wiki.protocol import Community, PageSource, WikiError

if TYPE_CHECKING:
    from bot.wiki.live import LiveWiki
    from bot.wiki.replicas import Replicas

_ALL = "live:all"


class Wikis:
    """Where pages come from. ``tell`` takes a line about what could not be found out."""

    def __init__(self, options: Options, settings: Settings, tell: Callable[[str], None]) -> None:
        self._options = options
        self._settings = settings
        self._tell = tell
        self._opened: dict[str, LiveWiki] = {}  # logged in once, whether read or written

    def source(self, text: str) -> PageSource:
        """The wiki that ``--wiki`` names."""
        kind, _, where = text.partition(":")
        source: PageSource
        if kind == "dump":
            source = DumpSource(Path(where))
        elif kind == "folder":
            source = FolderWiki(Path(where), Site(Path(where).resolve().name))
        else:
            source = self.live(where)
        return source if self._options.limit is None else Limited(source, self._options.limit)

    def live(self, dbname: str) -> LiveWiki:
        """The wiki of this database name."""
        from bot.wiki.live import LiveWiki  # noqa: PLC0415 -- pywikibot takes a second to load, and writes a folder

        return self._opened.setdefault(dbname, LiveWiki(dbname, self._settings, self._replicas))

    def community(self, text: str) -> Community:
        """The people of the wiki that ``--write`` names. Raises WikiError for what has none: a folder."""
        kind, _, where = text.partition(":")
        if kind != "live":
            raise WikiError(f"{text}: only a live wiki knows who people are and what they approved: --write live:metawiki")
        from bot.wiki.community import LiveCommunity  # noqa: PLC0415 -- see live

        return LiveCommunity(self.live(where).api)

    def named(self, templates: Callable[[str], Collection[str]], stored: Collection[str] = ()) -> tuple[str, ...]:
        """What ``--wiki`` names, with a wiki for each that ``live:all`` stands for.

        Those are the home wiki and every other where one of its ``templates`` is called, or was when it was read last (``stored``).
        Where there are replicas they are asked about all these wikis here, so that each slice is asked once. Raises WikiError.
        """
        texts = self._options.wikis
        if self._replicas is None:
            if _ALL in texts:
                raise WikiError(
                    f"{_ALL}: only Toolforge’s wiki replicas know which wikis have such pages, and there are none here: "
                    "name the wikis one by one, --wiki live:metawiki --wiki live:frwiki"
                )
            return texts
        everywhere = self._everywhere(self._replicas, templates, stored)
        return tuple(dict.fromkeys(each for text in texts for each in (everywhere if text == _ALL else (text,))))

    def _everywhere(self, replicas: Replicas, templates: Callable[[str], Collection[str]], stored: Collection[str]) -> list[str]:
        from bot.wiki.replicas import ReplicaError  # noqa: PLC0415 -- where there are no replicas, their library is not needed

        named = {text.removeprefix("live:") for text in self._options.wikis if text.startswith("live:") and text != _ALL}
        wanted_all = _ALL in self._options.wikis
        if not named and not wanted_all:
            return []
        home = f"live:{self._settings.home}"
        try:
            wikis = replicas.wikis()
            found = replicas.ask({dbname: templates(dbname) for dbname in wikis if wanted_all or dbname in named})
        except ReplicaError as error:
            if not wanted_all:
                return []  # each wiki tells it itself
            if not stored:
                raise WikiError(f"{_ALL}: {error}: try again later, or name the wikis one by one") from None
            self._tell(f"{_ALL}: only wikis that were read before are read now: {error}")
            return [home, *(f"live:{dbname}" for dbname in sorted(stored))]
        anyway = {*stored, *named, self._settings.home}
        failed = {dbname: answer for dbname, answer in found.items() if isinstance(answer, ReplicaError) and dbname not in anyway}
        for line in _unknown(failed) if wanted_all else ():
            self._tell(line)
        return [home, *(f"live:{dbname}" for dbname, answer in found.items() if dbname not in failed and (answer or dbname in anyway))]

    @cached_property
    def _replicas(self) -> Replicas | None:
        if not self._settings.replicas:
            return None
        from bot.wiki.replicas import Replicas  # noqa: PLC0415 -- see above

        return Replicas()


def _unknown(failed: Mapping[str, Exception]) -> Iterator[str]:
    """A line for each reason why it is not known whether wikis have such pages."""
    reasons: dict[str, list[str]] = {}
    for dbname, error in failed.items():
        reasons.setdefault(str(error), []).append(dbname)
    for reason, dbnames in reasons.items():
        some = ", ".join(sorted(dbnames)[:5]) + (f" and {len(dbnames) - 5} more" if len(dbnames) > 5 else "")
        yield f"{_ALL}: not known whether there are such pages on {some}: {reason}"
