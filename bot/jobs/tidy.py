"""Job *tidy*: puts the parameters of our templates in order on people's pages, where that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from bot.core.outcome import Reason, Saved, Skipped, Unchanged
from bot.core.page import Page
from bot.core.parse import Reader
from bot.core.tidy import Left, Tidied, tidy
from bot.core.translation_pages import has_markup
from bot.jobs.page_editor import Change, PageEditor, Undone
from bot.wiki.protocol import PageSource


def tidied(page: Page, text: str, reader: Reader) -> Tidied:
    """Put a new text of a page in order, for a job that saves the page anyway. A page for translation stays as it is."""
    return Tidied(text) if has_markup(text) else tidy(replace(page, text=text), reader)


class Tidier:
    """Puts pages of a wiki in order. ``summary`` makes an edit summary of what changes on a page."""

    def __init__(self, editor: PageEditor, summary: Callable[[Tidied], str]) -> None:
        self.editor = editor
        self._summary = summary
        self._left: dict[str, tuple[Left, ...]] = {}

    @property
    def left(self) -> list[tuple[str, Left]]:
        """What was left on the pages that were saved or did not change, by title."""
        done = [title for title, outcome in self.editor.written.outcomes if isinstance(outcome, Saved | Unchanged)]
        return [(title, each) for title in done for each in self._left[title]]

    def run(self, source: PageSource, names: Collection[str], category: str, *, everywhere: bool = False) -> None:
        """Put the pages of a category in order, by which people ask for it, or all with records.

        ``category`` is its full title; ``names`` are those that our templates have on this wiki.
        """
        self.editor.edit(self._pages(source, names, category, everywhere=everywhere), self._plan)

    def _pages(self, source: PageSource, names: Collection[str], category: str, *, everywhere: bool) -> Iterator[Page]:
        yield from self.editor.read(self.editor.target.category_members(category))
        if everywhere:
            yield from (item for item in source.changed(tuple(names), {}) if isinstance(item, Page))

    def _plan(self, page: Page, undone: Undone) -> Change | Unchanged | Skipped:
        result = tidy(page, self.editor.reader)
        self._left[page.title] = result.left
        if result.text == page.text:
            return Unchanged()
        return Skipped(Reason.UNDONE) if undone(page.text) else Change(result.text, self._summary(result), minor=True)
