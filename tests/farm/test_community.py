"""The people of a real MediaWiki: the contract, and what only a live wiki has."""

from __future__ import annotations

import itertools

import pytest

from bot.wiki.community import LiveCommunity
from bot.wiki.protocol import Community
from tests.farm import Farm
from tests.farm.accounts import ACCOUNTS
from tests.farm.bot import live_wiki
from tests.wiki.community_contract import CommunityContract

_roots = (f"Community {number}" for number in itertools.count(1))

IMPORT = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
<page><title>{title}</title><ns>0</ns><id>1</id><revision><id>1</id><timestamp>2020-01-01T00:00:00Z</timestamp>
<contributor><username>{user}</username><id>77</id></contributor><model>wikitext</model><format>text/x-wiki</format>
<text xml:space="preserve">{text}</text></revision></page></mediawiki>"""


class LiveCommunityPlace:
    """A wiki with people. Each test has a root of its own, so that all of them share the wiki."""

    account = "PartnershipsBot"

    def __init__(self, farm: Farm) -> None:
        self.root = next(_roots)
        self._farm = farm
        self._wiki = farm.wiki("metawiki")

    def person(self, name: str, *, edits: int = 0, days: int = 0) -> None:
        self._wiki.establish(name, edits=edits, days=days)

    def put(self, title: str, text: str, user: str = "Amina", content_model: str = "") -> int:
        if user in ACCOUNTS:
            return self._wiki.edit(title, text, user, contentmodel=content_model or None)
        return self._wiki.create({title: text}, user)[0]

    def put_logged_out(self, title: str, text: str) -> str:
        return self._wiki.edit_logged_out(title, text)

    def import_revision(self, title: str, text: str, user: str) -> None:
        self._wiki.import_xml(IMPORT.format(title=title, text=text, user=user))

    def move(self, title: str, to: str) -> None:
        self._wiki.move(title, to)

    def hide(self, revision: int, *, user: bool = False, text: bool = False) -> None:
        self._wiki.hide(revision, user=user, text=text)

    def appoint(self, name: str, group: str) -> None:
        self._wiki.change_user_rights(name, add=[group])

    def block(self, name: str, *, only_page: str = "") -> None:
        self._wiki.block(name, only_pages=[only_page] if only_page else ())

    def rename_user(self, name: str, to: str) -> None:
        self._wiki.rename_user(name, to)

    def community(self) -> Community:
        return LiveCommunity(live_wiki(self._farm, "metawiki").api)


class TestLiveCommunity(CommunityContract):
    @pytest.fixture
    def place(self, farm: Farm) -> LiveCommunityPlace:
        return LiveCommunityPlace(farm)
