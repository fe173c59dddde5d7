"""Command *tidy*: wires the job that puts parameters in order, and tells what it left to people."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import click

from bot.console import Reporter
from bot.core.parse import Reader
from bot.core.tidy import Tidied
from bot.i18n import Messages
from bot.jobs.run import Reading
from bot.jobs.stop_page import StopPage, stop_title
from bot.jobs.tidy import QUIET, Tidier, TidyRules, named
from bot.options import Options
from bot.settings import Settings
from bot.store import OK, Store
from bot.wiki.protocol import PageSource, PageTarget, WikiError


def same_place(chosen: Options) -> str:
    """The wiki that is read and written. Raises WikiError where they are not the same one."""
    if chosen.wikis != (chosen.write,):
        raise WikiError("tidy changes the pages it reads: name one wiki, the same with --wiki and --write, e.g. live:metawiki for both")
    return chosen.write


@dataclass(frozen=True, slots=True)
class TidyJob:
    """The job as the command line runs it."""

    chosen: Options
    settings: Settings
    messages: Messages
    page_root: str
    clock: Callable[[], datetime]
    reporter: Reporter

    def run(
        self, source: PageSource, target: PageTarget, store: Store, reading: Reading, stop_page: StopPage | None, *, everywhere: bool
    ) -> bool:
        """Put pages in order, note how it went and print a line for each parameter that only a person can put in order."""
        reader, names = _reader(source, target, reading)
        tidier = Tidier(
            target,
            store,
            reader=reader,
            rules=self._rules(target.site.language, everywhere=everywhere),
            clock=self.clock,
            stop_page=stop_page,
            summary=self._summary,
            progress=self.reporter.outcome,
        )
        store.start_job("tidy", self.clock())
        written = tidier.tidying.written
        try:
            tidying = tidier.run(source, names)
        except WikiError as error:
            store.finish_job("tidy", self.clock(), "incomplete", written.counts(), str(error)[:1000])
            raise
        store.finish_job("tidy", self.clock(), OK if tidying.complete else "incomplete", written.counts(), written.left())
        self.reporter.wrote("tidy", written.counts())
        for title, left in tidying.left:
            click.echo(f"{title}: {left.parameter}: “{left.found}”: {self.messages('en', f'bot-tidy-left-{left.reason}')}")
        return tidying.complete

    def _rules(self, language: str, *, everywhere: bool) -> TidyRules:
        edits = self.settings.edits_per_run if self.chosen.trial is None else self.chosen.trial
        # Nobody works on the files of a folder while this runs.
        quiet = QUIET if self.chosen.write.startswith("live:") else timedelta(0)
        return TidyRules(f"Category:{self.messages(language, 'wiki-category-tidy')}", edits, everywhere, quiet)

    def _summary(self, changes: Tidied) -> str:
        return self.messages("en", "bot-summary-tidy", f"{self.page_root}/Bot", stop_title(self.page_root, "tidy"), named(changes))


def _reader(source: PageSource, target: PageTarget, reading: Reading) -> tuple[Reader, list[str]]:
    """What reads the pages of the wiki, and the names its templates have there."""
    dbname = target.site.dbname
    asked = reading.configuration.template_names(dbname)
    names = source.template_names(tuple(asked))
    reader = reading.reader(target.site, {name: asked[ours] for name, ours in names.items() if ours in asked})
    return dataclasses.replace(reader, mappings=reading.configuration.mappings_by_name(dbname, names)), list(names)
