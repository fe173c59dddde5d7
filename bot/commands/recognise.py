"""Command *recognise*: wires the job that delivers what people nominated and approved, and tells of each nomination what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import click

from bot.commands.reading import reader_of
from bot.console import Reporter
from bot.core.bot_pages import stop_title
from bot.core.recognition.notice import Notice
from bot.core.recognition.planning import Decision
from bot.core.wiki_settings import WikiSettings
from bot.i18n import SOURCE_LANGUAGE, Messages
from bot.jobs.drafts import write_drafts
from bot.jobs.recognise import Recogniser, Words
from bot.jobs.run import Reading
from bot.jobs.stop_page import StopPage
from bot.jobs.writing import Writer
from bot.store import OK, Store
from bot.store.knowledge import knowledge_of
from bot.wiki.protocol import Community, PageSource, PageTarget, WikiError


@dataclass(frozen=True, slots=True)
class RecogniseJob:
    """The job as the command line runs it. ``verbose`` also shows each message."""

    messages: Messages
    page_root: str
    clock: Callable[[], datetime]
    reporter: Reporter
    verbose: bool

    def run(
        self,
        target: PageTarget,
        community: Community,
        store: Store,
        *,
        source: PageSource,
        reading: Reading,
        settings: WikiSettings,
        writer: Writer,
        stop_page: StopPage,
    ) -> bool:
        """Deliver what is due, print a line for each nomination, and draft nominations with ``writer``."""
        configuration, home = reading.configuration, target.site.dbname
        knowledge = knowledge_of(
            store,
            configuration,
            self.clock().date(),
            home=home,
            page_root=self.page_root,
            prefixes=target.site.interwikis,
            settings=settings,
            place=target.ledger_name,
        )
        recogniser = Recogniser(
            target,
            community,
            store,
            knowledge=knowledge,
            reader=reader_of(source, target.site, reading)[0],
            words=Words(self.messages, self._written, self.messages.direction),
            edits=writer.edits,
            page_root=self.page_root,
            clock=self.clock,
            stop_page=stop_page,
            summary=self._summary,
            tell=self._tell,
        )
        store.start_job("recognise", self.clock())
        written = recogniser.recognised.written
        try:
            recogniser.run()
            write_drafts(
                writer,
                knowledge,
                page_root=self.page_root,
                nominator=target.account,
                reason=lambda draft: self.messages(target.site.language, f"draft-{draft.milestone}", draft.partnership.display_name),
                summary=lambda _: self._summary("draft", ""),
            )
        except WikiError as error:
            store.finish_job("recognise", self.clock(), "incomplete", written.counts(), str(error)[:1000])
            raise
        written.outcomes += writer.written.outcomes
        complete = recogniser.recognised.complete
        store.finish_job("recognise", self.clock(), OK if complete else "incomplete", written.counts(), written.left())
        self.reporter.wrote("recognise", written.counts())
        return complete

    def _written(self, languages: Sequence[str]) -> str:
        """The first of the languages that has messages of its own, or whose nearest fallback but English has."""
        for language in languages:
            for code in (language, *self.messages.fallbacks(language)):
                if code in self.messages.languages and (code != SOURCE_LANGUAGE or language == SOURCE_LANGUAGE):
                    return code
        return SOURCE_LANGUAGE

    def _summary(self, kind: str, title: str) -> str:
        documentation, stop = f"{self.page_root}/Bot", stop_title(self.page_root, "recognise")
        arguments = (documentation, stop, title) if title else (documentation, stop)
        return self.messages(SOURCE_LANGUAGE, f"bot-summary-{kind}", *arguments)

    def _tell(self, decision: Decision, message: Notice | None) -> None:
        nomination = decision.case.nomination
        why = self.messages(SOURCE_LANGUAGE, f"recognition-{decision.why or 'delivered'}")
        until = f" (until {decision.until:%Y-%m-%d})" if decision.until else ""
        click.echo(f"{nomination.source.title}: {nomination.nomination_kind} for {nomination.nominee}: {why}{until}")
        if decision.why is None:
            judged = decision.case.judged
            click.echo(f"  nominated by {judged.nominator}, approved by {judged.approver} on {judged.approved:%Y-%m-%d}")
        if message and self.verbose:
            click.echo(f"  == {message.heading} ==")
            for line in message.text.splitlines():
                click.echo(f"  {line}")
