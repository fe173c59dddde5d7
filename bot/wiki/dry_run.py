"""A target that shows what would be saved and saves nothing."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence

from bot.core.outcome import Outcome, Saved
from bot.core.page import Edit, Page
from bot.core.site import Site
from bot.wiki.protocol import PageTarget


class DryRun:
    """Reads from another target and hands the diff of each edit, as lines, to ``show``."""

    def __init__(self, target: PageTarget, show: Callable[[str, str, Sequence[str]], None]) -> None:
        """``show`` gets the title, the summary and the lines of a unified diff."""
        self._target = target
        self._show = show

    @property
    def site(self) -> Site:
        """The wiki."""
        return self._target.site

    @property
    def account(self) -> str:
        """The user name that edits would be made under."""
        return self._target.account

    @property
    def ledger_name(self) -> str:
        """See PageTarget."""
        return self._target.ledger_name

    @property
    def reads_user_language(self) -> bool:
        """See PageTarget."""
        return self._target.reads_user_language

    def revisions(self, titles: Sequence[str], prefixes: Sequence[str] = ()) -> Mapping[str, int]:
        """See PageTarget."""
        return self._target.revisions(titles, prefixes)

    def read(self, titles: Sequence[str]) -> Mapping[str, Page]:
        """See PageTarget."""
        return self._target.read(titles)

    def protected(self, titles: Sequence[str]) -> frozenset[str]:
        """See PageTarget."""
        return self._target.protected(titles)

    def category_members(self, title: str) -> Sequence[str]:
        """See PageTarget."""
        return self._target.category_members(title)

    def page_url(self, title: str, revision: int = 0) -> str:
        """See PageTarget."""
        return self._target.page_url(title, revision)

    def save(self, edit: Edit) -> Outcome:
        """Show the edit."""
        current = self._target.read([edit.title]).get(edit.title)
        before = current.text.splitlines() if current else []
        diff = difflib.unified_diff(before, edit.text.splitlines(), "now" if current else "(new page)", "then", lineterm="", n=2)
        self._show(edit.title, edit.summary, list(diff))
        return Saved(0)
