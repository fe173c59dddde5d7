"""What commands have in common: wikis, database and what is in force, made from the options of the command line."""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.commands.group import show_diff
from bot.commands.page_edits import PageEdits, quiet_at, same_place
from bot.commands.wikis import Wikis
from bot.console import Reporter
from bot.core.bot_pages import stop_title
from bot.core.parse import Reader
from bot.core.site import Site
from bot.core.vocabulary import Vocabulary, merged
from bot.i18n import Messages, raw_messages
from bot.jobs import configuration as configuration_job
from bot.jobs import install as install_job
from bot.jobs import publish as publish_job
from bot.jobs.collect import VanishingRules
from bot.jobs.page_editor import EditingRules
from bot.jobs.run import Reading, Run, collect_all
from bot.jobs.stop_page import StopPage
from bot.jobs.writing import ShrinkGuard, Writer, WritingRules
from bot.options import Options
from bot.settings import Settings
from bot.store import OK, Store
from bot.wiki.dry_run import DryRun
from bot.wiki.folder import FolderWiki
from bot.wiki.protocol import PageTarget, WikiError

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def clock() -> datetime:
    """The time now, UTC."""
    return datetime.now(UTC)


class Workshop:
    """Everything a job needs, made from the options."""

    def __init__(self, options: Options, *, for_people: bool | None = None) -> None:
        self.options = options
        environment = dict(os.environ)
        if options.database:
            environment["PARTNERSHIPS_DATABASE"] = options.database
        self.settings = Settings.load(options.settings, environment)
        self.messages = Messages.load()
        self.reporter = Reporter(self.messages, for_people=for_people)
        self.wikis = Wikis(options, self.settings, self.reporter.failure)
        self.in_force = self._shipped = configuration_job.shipped(TEMPLATES)

    # Wikis

    def target(self) -> PageTarget | None:
        """The wiki that ``--write`` names; in a dry run nothing is saved there."""
        kind, _, where = self.options.write.partition(":")
        if kind == "none":
            return None
        target: PageTarget
        if kind == "folder":
            target = FolderWiki(Path(where), Site(self.settings.home), self.settings.bot_username or "Partnerships bot")
        else:
            if where != self.settings.home:
                raise WikiError(
                    f"{where} is not the home wiki ({self.settings.home}): only that is written to; change “home” in the settings"
                )
            target = self.wikis.live(where)
        return DryRun(target, show_diff) if self.options.dry_run else target

    def store(self) -> Store:
        """The database; a dry run has a copy of its own, in memory."""
        url = self.settings.database_url
        return Store.copy_of(url) if self.options.dry_run else Store.open(url, migrate=True)

    # What the wiki decides

    def configure(self, target: PageTarget | None, store: Store) -> None:
        """Bring into force what the wiki says; tell of what is wrong with it."""
        self.in_force = configuration_job.load(target, store, self._shipped, self.settings.home)
        self._tell_problems()

    def _tell_problems(self) -> None:
        for problem in self.in_force.problems:
            self.reporter.failure(str(problem))

    @contextlib.contextmanager
    def consulted(self) -> Iterator[Store]:
        """For commands that only read: a copy of the database, and in force is what the home wiki says, or said last.

        It is asked if ``--write`` names where it stands, or if it is read anyway.
        """
        target = self.target()
        if target is None and {"live:all", f"live:{self.settings.home}"} & set(self.options.wikis):
            target = self.wikis.live(self.settings.home)
        with Store.copy_of(self.settings.database_url) as store:
            self.in_force = configuration_job.load(target, store, self._shipped, self.settings.home)
            yield store
        self._tell_problems()  # only now: where nothing can be read, that alone is told

    @property
    def page_root(self) -> str:
        """Under this title stand the pages of people and the reports."""
        return self.in_force.settings.page_root or self.settings.page_root

    @property
    def shrink_share(self) -> float:
        """The share of its rows that a page may lose in one edit."""
        share = self.in_force.settings.shrink_share
        return self.settings.shrink_share if share is None else share

    @property
    def edits(self) -> int:
        """How many edits a job makes at most."""
        return self.settings.edits_per_run if self.options.trial is None else self.options.trial

    # Reading

    def reading(self) -> Reading:
        """What reading pages takes, by the configuration in force."""
        configuration = self.in_force.configuration
        labels = merged(raw_messages(), configuration.labels())
        vocabulary = Vocabulary(labels)
        languages = tuple(dict.fromkeys((*self.settings.languages, *self.messages.languages)))

        def reader(site: Site, names: dict[str, str]) -> Reader:
            return Reader(site, names, vocabulary, languages)

        only_labels = {language: {k: v for k, v in texts.items() if k.startswith("label-")} for language, texts in labels.items()}
        fingerprint = configuration.fingerprint(languages, only_labels)
        allowed = self.options.allow_shrink
        rules = VanishingRules(self.shrink_share, self.settings.shrink_floor, allowed)
        return Reading(configuration, reader, fingerprint, rules)

    # Writing

    def stop_page(self, target: PageTarget | None, store: Store, task: str, *, missing_means_run: bool = False) -> StopPage | None:
        """The stop page of a task on the wiki that is written to."""
        return StopPage(target, store, stop_title(self.page_root, task), missing_means_run) if target else None

    def writer(self, target: PageTarget, store: Store, job: str, stop_page: StopPage | None) -> Writer:
        """What writes pages to the target."""
        options, settings = self.options, self.settings
        shrink = ShrinkGuard(
            self.shrink_share, settings.shrink_floor, options.allow_shrink, frozenset(self.in_force.settings.shrink_allowed)
        )
        rules = WritingRules(self.edits, shrink, options.recreate, options.overwrite)
        return Writer(
            target,
            store,
            job=job,
            rules=rules,
            clock=clock,
            stop_page=stop_page,
            existing_pages=store.titles(),
            progress=self.reporter.outcome,
        )

    def summary(self, job: str, _title: str) -> str:
        """The edit summary of a job: which task, why, and where to read about it or stop it."""
        root = self.page_root
        return self.messages("en", f"bot-summary-{job}", f"{root}/Bot", stop_title(root, "publish"))

    def install(self, target: PageTarget, store: Store) -> bool:
        """Put templates, modules, words and the people's pages on the wiki; whether all went well."""
        planned = install_job.planned_pages(TEMPLATES, raw_messages(), self.page_root, target.reads_user_language)
        stop_page = self.stop_page(target, store, "publish", missing_means_run=True)
        writer = self.writer(target, store, "install", stop_page)
        store.start_job("install", clock())
        install_job.install(writer, planned, self.page_root, functools.partial(self.summary, "install"))
        return self._finish("install", writer, store)

    def collect(self, target: PageTarget | None, store: Store) -> Run:
        """Read all wikis. Raises WikiError if there is nothing to show for it, neither from this run nor from earlier ones."""
        self.configure(target, store)
        named = self.wikis.named(self.in_force.configuration.template_names, [*filter(store.page_ids, store.sites())])
        sources = {text.removeprefix("live:"): functools.partial(self.wikis.source, text) for text in named}
        stop_page = self.stop_page(target, store, "collect")
        with self.reporter.progress():
            run = collect_all(
                sources,
                store,
                reading=self.reading(),
                clock=clock,
                stop_page=stop_page,
                home=self.settings.home,
                progress=self.reporter.collected,
            )
        if run.failed and not store.sites():
            raise WikiError(run.failed)
        for collected in run.collected:
            self.reporter.wiki(collected)
        for failure in run.failures:
            self.reporter.failure(failure)
        return run

    def publish(self, target: PageTarget, store: Store) -> bool:
        """Write data pages, reports and status; whether all went well."""
        writer = self.writer(target, store, "publish", self.stop_page(target, store, "publish"))
        store.start_job("publish", clock())
        summary = functools.partial(self.summary, "publish")
        publish_job.publish(
            writer,
            store,
            configuration=self.in_force.configuration,
            trouble=self.in_force.problems,
            settings=self.in_force.settings,
            home=self.settings.home,
            page_root=self.page_root,
            now=clock(),
            summary=summary,
        )
        return self._finish("publish", writer, store)

    def _finish(self, job: str, writer: Writer, store: Store) -> bool:
        counts = writer.written.counts()
        good = not (counts["skipped"] or counts["deferred"] or counts["failed"])
        store.finish_job(job, clock(), OK if good else "incomplete", counts, writer.written.left())
        self.reporter.wrote(job, counts)
        return good


@contextlib.contextmanager
def writing(shop: Workshop) -> Iterator[tuple[PageTarget, Store]]:
    """The wiki to write to and the database, for one run alone. Raises WikiError where no wiki is named."""
    target = shop.target()
    if target is None:
        raise WikiError("nowhere to write: name a wiki with --write, e.g. --write folder:var/wiki")
    with shop.store() as store, store.lock("run"):
        yield target, store


@contextlib.contextmanager
def editing(task: str, shop: Workshop) -> Iterator[PageEdits]:
    """What edits people's pages, for a task that reads and writes the same wiki."""
    place = same_place(task, shop.options)
    with writing(shop) as (target, store):
        shop.configure(target, store)
        source, stop_page = shop.wikis.source(place), shop.stop_page(target, store, task)
        rules = EditingRules(shop.edits, quiet_at(place))
        yield PageEdits(task, rules, shop.messages, shop.page_root, clock, shop.reporter, source, target, store, shop.reading(), stop_page)
