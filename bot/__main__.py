"""The bot's command line: ``python -m bot JOB …``. It parses, chooses implementations and wires them; nothing else does."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.console import Reporter, configure_log, problem_line, write_records
from bot.core.configuration import Configuration
from bot.core.page import Page, Unreadable
from bot.core.parse import Parsed, Reader, parse
from bot.core.problem import Problem
from bot.core.records import Record
from bot.core.reports import crosscheck
from bot.core.scanner import scan as scan_text
from bot.core.site import META_EXTENSION_TAGS, Site
from bot.core.translation_pages import has_markup, translation_pages
from bot.core.vocabulary import Vocabulary
from bot.i18n import Messages, MessagesError, raw_messages
from bot.jobs import install as install_job
from bot.jobs import publish as publish_job
from bot.jobs.collect import VanishingRules
from bot.jobs.run import Reading, Run, collect_all
from bot.jobs.stop_page import StopPage, stop_title
from bot.jobs.writing import ShrinkGuard, Writer, WritingRules
from bot.options import EPILOG, WIKI, Options, options
from bot.settings import Settings, SettingsError
from bot.store import OK, Store, StoreError
from bot.wiki.dry_run import DryRun
from bot.wiki.dump import DumpSource
from bot.wiki.folder import FolderWiki
from bot.wiki.limited import Limited
from bot.wiki.protocol import PageSource, PageTarget, WikiError

if TYPE_CHECKING:
    from bot.wiki.live import LiveWiki

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
DEMO = Path(__file__).resolve().parent / "demo"
ERRORS = (SettingsError, StoreError, WikiError, MessagesError)


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
        self._wikis: dict[str, LiveWiki] = {}  # logged in once, whether read or written
        self.reporter = Reporter(self.messages, for_people=for_people)

    # Wikis

    def source(self, text: str) -> PageSource:
        """The wiki that ``--wiki`` names."""
        kind, _, where = text.partition(":")
        source: PageSource
        if kind == "dump":
            source = DumpSource(Path(where))
        elif kind == "folder":
            source = FolderWiki(Path(where), Site(Path(where).resolve().name))
        else:
            source = self._live(where)
        return source if self.options.limit is None else Limited(source, self.options.limit)

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
            target = self._live(where)
        return DryRun(target, show_diff) if self.options.dry_run else target

    def _live(self, dbname: str) -> LiveWiki:
        from bot.wiki.live import LiveWiki  # pywikibot takes a second to load, and writes a folder

        return self._wikis.setdefault(dbname, LiveWiki(dbname, self.settings))

    def store(self) -> Store:
        """The database; a dry run has a copy of its own, in memory."""
        url = self.settings.database_url
        return Store.copy_of(url) if self.options.dry_run else Store.open(url, migrate=True)

    # Reading

    def reading(self) -> Reading:
        """What reading pages takes."""
        configuration = Configuration()
        labels = raw_messages()
        vocabulary = Vocabulary(labels)
        languages = tuple(dict.fromkeys((*self.settings.languages, "fr", "es", "ar")))

        def reader(site: Site, names: dict[str, str]) -> Reader:
            return Reader(site, names, vocabulary, languages)

        only_labels = {language: {k: v for k, v in texts.items() if k.startswith("label-")} for language, texts in labels.items()}
        fingerprint = configuration.fingerprint(languages, only_labels)
        allowed = self.options.allow_shrink
        rules = VanishingRules(self.settings.shrink_share, self.settings.shrink_floor, allowed)
        return Reading(configuration, reader, fingerprint, rules)

    # Writing

    def stop_page(self, target: PageTarget | None, store: Store, task: str, *, missing_means_run: bool = False) -> StopPage | None:
        """The stop page of a task on the wiki that is written to."""
        return StopPage(target, store, stop_title(self.settings.page_root, task), missing_means_run) if target else None

    def writer(self, target: PageTarget, store: Store, job: str, stop_page: StopPage | None) -> Writer:
        """What writes pages to the target."""
        options, settings = self.options, self.settings
        shrink = ShrinkGuard(settings.shrink_share, settings.shrink_floor, options.allow_shrink)
        edits = settings.edits_per_run if options.trial is None else options.trial
        rules = WritingRules(edits, shrink, options.recreate, options.overwrite)
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
        root = self.settings.page_root
        return self.messages("en", f"bot-summary-{job}", f"{root}/Bot", stop_title(root, "publish"))

    def install(self, target: PageTarget, store: Store) -> bool:
        """Put templates, modules, words and the people's pages on the wiki; whether all went well."""
        planned = install_job.planned_pages(TEMPLATES, raw_messages(), self.settings.page_root, target.reads_user_language)
        stop_page = self.stop_page(target, store, "publish", missing_means_run=True)
        writer = self.writer(target, store, "install", stop_page)
        store.start_job("install", clock())
        install_job.install(writer, planned, self.settings.page_root, functools.partial(self.summary, "install"))
        return self._finish("install", writer, store)

    def collect(self, target: PageTarget | None, store: Store) -> Run:
        """Read all wikis. Raises WikiError if there is nothing to show for it, neither from this run nor from earlier ones."""
        sources = {text.removeprefix("live:"): functools.partial(self.source, text) for text in self.options.wikis}
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
        publish_job.publish(writer, store, home=self.settings.home, page_root=self.settings.page_root, now=clock(), summary=summary)
        return self._finish("publish", writer, store)

    def _finish(self, job: str, writer: Writer, store: Store) -> bool:
        counts = writer.written.counts()
        good = not (counts["skipped"] or counts["deferred"] or counts["failed"])
        store.finish_job(job, clock(), OK if good else "incomplete", counts, writer.written.left())
        self.reporter.wrote(job, counts)
        return good


def show_diff(title: str, summary: str, lines: Sequence[str]) -> None:
    """A dry run's edit on standard output."""
    click.echo(f"=== {title}\n    {summary}")
    for line in lines:
        click.echo(line)


class Commands(click.Group):
    """What cannot be helped becomes one line and exit status 2; an interruption 130."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command that was named."""
        try:
            return super().invoke(context)
        except ERRORS as error:
            click.echo(f"error: {error}", err=True)
            sys.exit(2)
        except BrokenPipeError:  # the reader has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except KeyboardInterrupt:
            click.echo("interrupted: what was saved is saved, the next run goes on", err=True)
            sys.exit(130)


@click.group(cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    """Read partnership pages of Wikimedia wikis, say what is wrong with them, and keep lists and reports on the home wiki.

    Start with “python -m bot demo”, which needs no wiki, or “check” and “records”, which only read.
    """
    configure_log()


@cli.command()
@options()
def install(chosen: Options) -> None:
    """Put templates, modules, words and first pages on the home wiki (--write)."""
    shop = Workshop(chosen)
    with _writing(shop) as (target, store):
        sys.exit(0 if shop.install(target, store) else 1)


@cli.command()
@options(WIKI)
def collect(chosen: Options) -> None:
    """Read wikis (--wiki) into the database; only what changed is fetched."""
    shop = Workshop(chosen)
    _need_wikis(chosen)
    target = shop.target()
    with shop.store() as store, store.lock("run"):
        sys.exit(0 if shop.collect(target, store).complete else 1)


@cli.command()
@options()
def publish(chosen: Options) -> None:
    """Write data pages, the Problems report and the status page (--write) from the database."""
    shop = Workshop(chosen)
    with _writing(shop) as (target, store):
        sys.exit(0 if shop.publish(target, store) else 1)


@cli.command()
@options(WIKI)
def run(chosen: Options) -> None:
    """Collect, then publish: the job for the schedule."""
    shop = Workshop(chosen)
    _need_wikis(chosen)
    target = shop.target()
    with shop.store() as store, store.lock("run"):
        collected = shop.collect(target, store)
        good = collected.complete
        if target is None:
            click.echo("nothing is published: name a wiki with --write", err=True)
        elif chosen.limit is not None:
            click.echo("nothing is published: --limit left pages unread", err=True)
        elif collected.stopped and not store.sites():
            click.echo("nothing is published: nothing was read yet", err=True)
        elif unread := [name for name in collected.unread if store.get_fingerprint(name) is None]:
            # Their rows would vanish from the lists.
            raise WikiError(f"nothing is published: {', '.join(unread)} could not be read, and never was; see the lines above")
        else:
            good = shop.publish(target, store) and good
        sys.exit(0 if good else 1)


@cli.command()
@options(WIKI)
def check(chosen: Options) -> None:
    """Say what is wrong with the pages of wikis (--wiki), where, and what would be right; nothing is stored.

    Exit status 1 if there are errors.
    """
    shop = Workshop(chosen)
    _need_wikis(chosen)
    records: list[Record] = []
    problems: list[Problem] = []
    for parsed in _read(shop):
        records += parsed.records
        problems += parsed.problems
    problems += crosscheck.problems(records, shop.settings.home)
    for problem in sorted(problems, key=lambda problem: (problem.site, problem.page, problem.line, problem.column)):
        click.echo(problem_line(problem, shop.messages, "en"))
    errors = sum(problem.severity == "error" for problem in problems)
    click.echo(f"{len(records)} records, {len(problems)} problems, {errors} of them errors", err=True)
    sys.exit(1 if errors else 0)


@cli.command()
@click.option(
    "--format", "form", type=click.Choice(["json", "jsonl", "csv"]), default="jsonl", show_default=True, help="How to write them."
)
@options(WIKI)
def records(chosen: Options, form: str) -> None:
    """Write the records of wikis (--wiki), or of the database if none is named, to standard output."""
    shop = Workshop(chosen)
    if chosen.wikis:
        found = list(chain.from_iterable(parsed.records for parsed in _read(shop)))
    else:
        with Store.open(shop.settings.database_url, migrate=False) as store:
            found = store.records()
    write_records(found, form, sys.stdout)


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--inside-tags", is_flag=True, help="Also look into <ref>, <poem>, <gallery> and the like.")
@click.option("--translate", is_flag=True, help="Look through the Translate extension's markup.")
@click.option("--tags", default="", metavar="NAME,…", help="The wiki's extension tags, if they are not Meta's.")
def scan(files: tuple[Path, ...], inside_tags: bool, translate: bool, tags: str) -> None:
    """Print every template call in files of wikitext: one JSON object a line, in order of the opening braces.

    Offsets count code points. “-” reads standard input.
    """
    extension_tags = frozenset(tag.strip(" <>").lower() for tag in tags.split(",")) if tags else META_EXTENSION_TAGS
    for file in files:
        text = _text(file)
        for call in scan_text(text, extension_tags, translate=translate, inside_tags=inside_tags).calls:
            params = [{"name": a.name, "value": a.value, "positional": a.positional} for a in call.arguments]
            line = {"file": str(file), "name": call.name, "start": call.start, "end": call.end, "params": params}
            click.echo(json.dumps(line, ensure_ascii=False))


@cli.command()
@click.option("--directory", type=click.Path(path_type=Path), default=Path("var"), show_default=True, help="Everything goes here.")
def demo(directory: Path) -> None:
    """Read three made-up wikis and write what the bot would write on Meta-Wiki into a folder."""
    wikis = tuple(f"dump:{file}" for file in sorted(DEMO.glob("*.xml")))
    database = f"sqlite:///{directory / 'partnerships.db'}"
    write = f"folder:{directory / 'wiki'}"
    chosen = Options(
        wikis, write, database, None, dry_run=False, trial=None, limit=None, allow_shrink=False, recreate=False, overwrite=False
    )
    shop = Workshop(chosen, for_people=True)
    with _writing(shop) as (target, store):
        installed = shop.install(target, store)
        collected = shop.collect(target, store)
        good = shop.publish(target, store) and installed and collected.complete
        shop.reporter.findings(store, shop.settings.home, directory)
    sys.exit(0 if good else 1)


@contextlib.contextmanager
def _writing(shop: Workshop) -> Iterator[tuple[PageTarget, Store]]:
    target = shop.target()
    if target is None:
        raise WikiError("nowhere to write: name a wiki with --write, e.g. --write folder:var/wiki")
    with shop.store() as store, store.lock("run"):
        yield target, store


def _need_wikis(chosen: Options) -> None:
    if not chosen.wikis:
        raise WikiError("nothing to read: name a wiki with --wiki, e.g. --wiki dump:bot/demo/metawiki.xml")


def _read(shop: Workshop) -> Iterator[Parsed]:
    """What is in each page of the wikis that is no translation; those that cannot be read are told."""
    reading = shop.reading()
    asked = reading.configuration.template_names
    read: set[str] = set()
    for text in shop.options.wikis:
        source = shop.source(text)
        if source.site.dbname in read:
            raise WikiError(f"{text}: {source.site.dbname} is named twice: name each wiki once")
        read.add(source.site.dbname)
        names = source.template_names(tuple(asked))
        reader = reading.reader(source.site, {name: asked[target] for name, target in names.items() if target in asked})
        pages = []
        for item in source.changed(tuple(names), {}):
            if isinstance(item, Page):
                pages.append(item)
            elif isinstance(item, Unreadable):
                shop.reporter.failure(f"{source.site.dbname}: {item.title} cannot be read: {item.why}")
        translations = translation_pages({page.title: has_markup(page.text) for page in pages})
        yield from (parse(page, reader) for page in pages if page.title not in translations)


def _text(file: Path) -> str:
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WikiError(f"{file}: not UTF-8 at byte {error.start}: save it in UTF-8") from None
    except OSError as error:
        raise WikiError(f"{file}: cannot be read ({error.strerror}): check its path and rights") from None


if __name__ == "__main__":
    cli(prog_name="python -m bot")
