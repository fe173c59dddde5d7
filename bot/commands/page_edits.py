"""What commands that edit people's pages share: one wiki, bounds, and how it went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.console import Reporter
from bot.core.bot_pages import stop_title
from bot.core.parse import Reader
from bot.i18n import Messages
from bot.jobs.page_editor import QUIET, EditingRules, PageEditor
from bot.jobs.run import Reading
from bot.jobs.stop_page import StopPage
from bot.options import Options
from bot.store import OK, Store
from bot.wiki.protocol import PageSource, PageTarget, WikiError


def same_place(task: str, chosen: Options) -> str:
    """The wiki that is read and written. Raises WikiError where they are not the same one."""
    if chosen.wikis != (chosen.write,):
        raise WikiError(f"{task} changes the pages it reads: name one wiki, the same with --wiki and --write, e.g. live:metawiki for both")
    return chosen.write


def quiet_at(place: str) -> timedelta:
    """How long a page is left to whoever edited it last: nobody works on the files of a folder while this runs."""
    return QUIET if place.startswith("live:") else timedelta(0)


@dataclass(frozen=True, slots=True)
class PageEdits:
    """A task that edits people's pages, as the command line runs it: what it is, where, and with what.

    ``source`` and ``target`` are the same wiki.
    """

    task: str
    rules: EditingRules
    messages: Messages
    page_root: str
    clock: Callable[[], datetime]
    reporter: Reporter
    source: PageSource
    target: PageTarget
    store: Store
    reading: Reading
    stop_page: StopPage | None

    def editor(self, reader: Reader) -> PageEditor:
        """What edits the pages."""
        return PageEditor(
            self.target,
            self.store,
            task=self.task,
            reader=reader,
            rules=self.rules,
            clock=self.clock,
            stop_page=self.stop_page,
            progress=self.reporter.outcome,
        )

    def run(self, editor: PageEditor, work: Callable[[], None]) -> bool:
        """Do the work and note how it went; whether all went well."""
        self.store.start_job(self.task, self.clock())
        try:
            work()
        except WikiError as error:
            self.store.finish_job(self.task, self.clock(), "incomplete", editor.written.counts(), str(error)[:1000])
            raise
        counts = editor.written.counts()
        self.store.finish_job(self.task, self.clock(), OK if editor.complete else "incomplete", counts, editor.written.left())
        self.reporter.wrote(self.task, counts)
        return editor.complete

    def summary(self, message: str, *more: str) -> str:
        """An edit summary: which task, where to read about it or stop it, and more."""
        return self.messages("en", message, f"{self.page_root}/Bot", stop_title(self.page_root, self.task), *more)
