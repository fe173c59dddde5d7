"""A home wiki in memory, a real store and a clock that stands still: what the jobs work on in their tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.core.bot_pages import stop_title
from bot.core.configuration import Configuration
from bot.core.outcome import Deferred, Failed, Outcome, Reason, Skipped
from bot.core.parse import Reader
from bot.core.site import Site
from bot.jobs import publish as publish_job
from bot.jobs.collect import Collected, VanishingRules, collect
from bot.jobs.stop_page import StopPage
from bot.jobs.writing import PlannedPage, ShrinkGuard, Writer, WritingRules, Written
from bot.store import Store
from bot.wiki.memory import MemoryWiki
from bot.wiki.protocol import PageSource, PageTarget

HOME = Site("metawiki", article_url="https://meta.example.org/wiki/$1")
FRENCH = Site("frwiki", language="fr", article_url="https://fr.example.org/wiki/$1")
ROOT = "Partnerships"
STOP = stop_title(ROOT, "publish")
LENIENT = VanishingRules(share=0.3, floor=10)
RULES = WritingRules(edits=200, shrink=ShrinkGuard(share=0.3, floor=10))


@dataclass
class Clock:
    """Gives the same time until it is moved."""

    now: datetime = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time, UTC."""
        return self.now

    def move(self, **span: float) -> None:
        """Let time pass: ``hours=1``."""
        self.now += timedelta(**span)


def reader(site: Site) -> Reader:
    """What reads the pages of a wiki whose templates have their own names."""
    return Reader(site, Configuration().template_names(site.dbname))


def kind(outcome: Outcome) -> tuple[str, Reason | None]:
    """An outcome's type, and its reason where it has one."""
    return type(outcome).__name__, outcome.why if isinstance(outcome, Skipped | Deferred | Failed) else None


@dataclass
class World:
    """The home wiki and the bot's store. Each ``write``, ``collect`` and ``publish`` is a run of its own."""

    store: Store
    clock: Clock = field(default_factory=Clock)
    configuration: Configuration = field(default_factory=Configuration)
    wiki: MemoryWiki = field(init=False)

    def __post_init__(self) -> None:
        """Open the wiki."""
        self.wiki = MemoryWiki(HOME, clock=self.clock)
        self.wiki.put(STOP, "run")

    def writer(
        self, rules: WritingRules = RULES, *, stop: str = STOP, target: PageTarget | None = None, store: Store | None = None
    ) -> Writer:
        """A writer as the command line makes it."""
        where, ledger = target or self.wiki, store or self.store
        return Writer(
            where,
            ledger,
            job="publish",
            rules=rules,
            clock=self.clock,
            stop_page=StopPage(where, ledger, STOP),
            existing_pages=ledger.titles(),
        )

    def write(
        self,
        *planned: PlannedPage,
        rules: WritingRules = RULES,
        target: PageTarget | None = None,
        store: Store | None = None,
    ) -> list[Outcome]:
        """One run that writes these pages; what became of each, in this order."""
        writer = self.writer(rules, target=target, store=store)
        writer.write(planned, ("Module:Partnerships/Data/",), lambda page: f"Update {page.title}")
        outcomes = dict(writer.written.outcomes)
        assert len(writer.written.outcomes) == len(planned)
        return [outcomes[page.title] for page in planned]

    def collect(self, source: PageSource | None = None, rules: VanishingRules = LENIENT, fingerprint: str = "1") -> Collected:
        """One run that reads a wiki, the home wiki by default."""
        return collect(
            source or self.wiki,
            self.store,
            configuration=self.configuration,
            make_reader=lambda names: Reader((source or self.wiki).site, names),
            rules=rules,
            fingerprint=fingerprint,
        )

    def publish(self, rules: WritingRules = RULES) -> Written:
        """One run that publishes, as the command line does it."""
        writer = self.writer(rules)
        self.store.start_job("publish", self.clock())
        publish_job.publish(
            writer,
            self.store,
            configuration=self.configuration,
            home="metawiki",
            page_root=ROOT,
            now=self.clock(),
            summary=lambda title: f"Update {title}",
        )
        state = "incomplete" if writer.written.left() else "ok"
        self.store.finish_job("publish", self.clock(), state, writer.written.counts(), writer.written.left())
        return writer.written

    def saved(self) -> list[str]:
        """The titles that the bot has saved since this was last asked, in order."""
        titles = [edit.title for edit in self.wiki.edits]
        self.wiki.edits.clear()
        return titles
