"""The contract over the people of a wiki in memory."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.site import Site
from bot.wiki.memory import MemoryWiki
from bot.wiki.protocol import Community
from tests.wiki.community_contract import CommunityContract

SITE = Site("testwiki", interwikis={"fr": "https://fr.example.org/wiki/$1"})


class MemoryCommunityPlace:
    root = "Community"

    def __init__(self) -> None:
        self.wiki = MemoryWiki(SITE, clock=lambda: datetime.now(UTC))
        self.account = self.wiki.account
        for name in ("Amina", "Luc"):
            self.wiki.register(name)

    def person(self, name: str, *, edits: int = 0, days: int = 0) -> None:
        self.wiki.register(name, edits=edits, registered=datetime.now(UTC) - timedelta(days=days))

    def put(self, title: str, text: str, user: str = "Amina", content_model: str = "") -> int:
        return self.wiki.put(title, text, user=user, content_model=content_model)

    def put_logged_out(self, title: str, text: str) -> str:
        self.wiki.register("~2026-1", is_temporary=True)
        self.wiki.put(title, text, user="~2026-1")
        return "~2026-1"

    def import_revision(self, title: str, text: str, user: str) -> None:
        self.wiki.put(title, text, user=f"imported>{user}")

    def move(self, title: str, to: str) -> None:
        self.wiki.move(title, to)

    def hide(self, revision: int, *, user: bool = False, text: bool = False) -> None:
        self.wiki.hide(revision, user=user, text=text)

    def appoint(self, name: str, group: str) -> None:
        self.wiki.register(name, edits=600, registered=datetime.now(UTC) - timedelta(days=400), groups=[group])

    def block(self, name: str, *, only_page: str = "") -> None:
        self.wiki.register(name, is_blocked=not only_page)

    def rename_user(self, name: str, to: str) -> None:
        self.wiki.rename_user(name, to)

    def community(self) -> Community:
        return self.wiki


class TestMemoryCommunity(CommunityContract):
    @pytest.fixture
    def place(self) -> MemoryCommunityPlace:
        return MemoryCommunityPlace()
