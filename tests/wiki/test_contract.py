"""The contract over the places that need no server."""

from __future__ import annotations

import bz2
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.outcome import Saved
from bot.core.page import Edit
from bot.core.site import Site
from bot.wiki.dump import DumpSource
from bot.wiki.folder import FolderWiki
from bot.wiki.memory import MemoryWiki
from bot.wiki.protocol import PageSource, PageTarget
from bot.wiki.titles import normalise, path_of
from tests.wiki.contract import ReadingContract, WritingContract
from tests.wiki.exports import export

SITE = Site("testwiki", namespaces={2: ("User",), 10: ("Template",), 828: ("Module",)}, article_url="https://example.org/wiki/$1")


def ticking() -> Callable[[], datetime]:
    """A clock that goes on by a second with every look."""
    now = datetime(2026, 11, 24, tzinfo=UTC)

    def clock() -> datetime:
        nonlocal now
        now += timedelta(seconds=1)
        return now

    return clock


class MemoryPlace:
    root = "Contract"
    everything_protected = False

    def __init__(self) -> None:
        self.wiki = MemoryWiki(SITE, clock=ticking())

    def put(self, title: str, text: str) -> None:
        self.wiki.put(title, text)

    def delete(self, title: str) -> None:
        self.wiki.delete(title)

    def protect(self, title: str) -> None:
        self.wiki.protect(title)

    def unprotect(self, title: str) -> None:
        self.wiki.unprotect(title)

    def source(self) -> PageSource:
        return self.wiki

    def target(self) -> PageTarget:
        return self.wiki


class FolderPlace:
    root = "Contract"
    everything_protected = True

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.wiki = FolderWiki(directory, SITE)

    def put(self, title: str, text: str) -> None:
        base = self.wiki.revisions([title]).get(title)
        assert isinstance(self.wiki.save(Edit(title, text, "", base)), Saved)

    def delete(self, title: str) -> None:
        (self.directory / path_of(title)).unlink()

    def protect(self, title: str) -> None:
        """Files have no protection."""

    def unprotect(self, title: str) -> None:
        """Nor can they lose it."""

    def source(self) -> PageSource:
        return FolderWiki(self.directory, SITE)

    def target(self) -> PageTarget:
        return FolderWiki(self.directory, SITE)


class DumpPlace:
    root = "Contract"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.wiki = MemoryWiki(SITE, clock=ticking())
        self.ids: dict[str, int] = {}

    def put(self, title: str, text: str) -> None:
        self.wiki.put(title, text)
        self.ids.setdefault(normalise(title, SITE), len(self.ids) + 1)

    def delete(self, title: str) -> None:
        self.wiki.delete(title)

    def source(self) -> PageSource:
        self.path.write_bytes(bz2.compress(export(self.wiki, self.ids).encode()))
        return DumpSource(self.path)


class TestMemory(WritingContract):
    @pytest.fixture
    def place(self) -> MemoryPlace:
        return MemoryPlace()


class TestFolder(WritingContract):
    @pytest.fixture
    def place(self, tmp_path: Path) -> FolderPlace:
        return FolderPlace(tmp_path / "wiki")


class TestDump(ReadingContract):
    @pytest.fixture
    def place(self, tmp_path: Path) -> DumpPlace:
        return DumpPlace(tmp_path / "dump.xml.bz2")
