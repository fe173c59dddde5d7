"""The bot's command line: ``python -m bot JOB …``. It parses, and hands over to what wires implementations; nothing else does."""

from __future__ import annotations

import dataclasses
import sys
from itertools import chain
from pathlib import Path
from typing import Any

import click

from bot.commands import config as config_command
from bot.commands import letter as letter_command
from bot.commands import measure as measure_command
from bot.commands import recognise as recognise_command
from bot.commands import tasks as tasks_command
from bot.commands import templates as templates_command
from bot.commands import tidy as tidy_command
from bot.commands.group import Commands, need_wikis, read_text
from bot.commands.reading import read
from bot.commands.workshop import TEMPLATES, Workshop, clock, editing, writing
from bot.console import call_line, configure_log, problem_line, write_records
from bot.core.bot_pages import stop_title
from bot.core.configuration import Configuration
from bot.core.problem import Problem
from bot.core.records import Record
from bot.core.reports import crosscheck
from bot.core.scanner import scan as scan_text
from bot.core.site import META_EXTENSION_TAGS
from bot.jobs.stop_page import StopPage
from bot.options import EPILOG, WIKI, Options, options
from bot.store import Store
from bot.wiki.protocol import WikiError

DEMO = Path(__file__).resolve().parent / "demo"


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
    with writing(shop) as (target, store):
        shop.configure(target, store)
        sys.exit(0 if shop.install(target, store) else 1)


@cli.command()
@options(WIKI)
def collect(chosen: Options) -> None:
    """Read wikis (--wiki) into the database; only what changed is fetched."""
    shop = Workshop(chosen)
    need_wikis(chosen)
    target = shop.target()
    with shop.store() as store, store.lock("run"):
        sys.exit(0 if shop.collect(target, store).complete else 1)


@cli.command()
@options()
def publish(chosen: Options) -> None:
    """Write data pages, the Problems report and the status page (--write) from the database."""
    shop = Workshop(chosen)
    with writing(shop) as (target, store):
        shop.configure(target, store)
        sys.exit(0 if shop.publish(target, store) else 1)


@cli.command()
@options(WIKI)
def run(chosen: Options) -> None:
    """Collect, then publish: the job for the schedule."""
    shop = Workshop(chosen)
    need_wikis(chosen)
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
def templates() -> None:
    """Write what on the wiki follows from the classes of records and from i18n/ into the folder “templates” of this source."""
    for file in templates_command.write(TEMPLATES):
        click.echo(file.relative_to(TEMPLATES))


@cli.command()
@click.option("--all", "everywhere", is_flag=True, help="Look at all pages with records, not only at those in the category.")
@options(WIKI)
def tidy(chosen: Options, everywhere: bool) -> None:
    """Put the parameters of records in order on pages (--wiki and --write, the same wiki) where people asked for it with a category."""
    shop = Workshop(chosen)
    with editing("tidy", shop) as edits:
        everywhere = everywhere or shop.in_force.settings.tidy_everywhere
        sys.exit(0 if tidy_command.run(edits, everywhere=everywhere) else 1)


@cli.command()
@options()
def recognise(chosen: Options) -> None:
    """Deliver barnstars and thanks that people nominated and approved (--write), from what was collected.

    With --dry-run each message is shown, with who would get it and why, and who would not and why.
    """
    shop = Workshop(chosen)
    community = shop.wikis.community(chosen.write)
    with writing(shop) as (target, store):
        shop.configure(target, store)
        job = recognise_command.RecogniseJob(shop.messages, shop.page_root, clock, shop.reporter, verbose=chosen.dry_run)
        stop_page = StopPage(target, store, stop_title(shop.page_root, "recognise"))
        writer = shop.writer(target, store, "recognise", stop_page)
        good = job.run(
            target,
            community,
            store,
            source=shop.wikis.source(chosen.write),
            reading=shop.reading(),
            settings=shop.in_force.settings,
            writer=writer,
            stop_page=stop_page,
        )
        sys.exit(0 if good else 1)


@cli.command()
@options()
def measure(chosen: Options) -> None:
    """Ask Commons Impact Metrics how much of what partners contributed is used and read; “publish” writes it (--write)."""
    shop = Workshop(chosen)
    with writing(shop) as (target, store):
        shop.configure(target, store)
        stop_page = shop.stop_page(target, store, "measure")
        sys.exit(0 if measure_command.run(shop.settings, store, stop_page, clock, shop.reporter) else 1)


@cli.command()
@options(WIKI)
def tasks(chosen: Options) -> None:
    """Note on pages (--wiki and --write, the same wiki) which tasks are done, by what the last “collect” or “run” read."""
    shop = Workshop(chosen)
    with editing("tasks", shop) as edits:
        sys.exit(0 if tasks_command.run(edits) else 1)


@cli.command()
@options(WIKI)
def check(chosen: Options) -> None:
    """Say what is wrong with the pages of wikis (--wiki), where, and what would be right; nothing is stored.

    Exit status 1 if there are errors.
    """
    shop = Workshop(chosen)
    need_wikis(chosen)
    records: list[Record] = []
    problems: list[Problem] = []
    with shop.consulted():
        for parsed in read(shop.wikis, shop.reading(), shop.reporter.failure):
            records += parsed.records
            problems += parsed.problems
    problems += crosscheck.problems(records, shop.settings.home)
    for problem in sorted(problems, key=lambda problem: (problem.site, problem.page, problem.line, problem.column)):
        click.echo(problem_line(problem, shop.messages, "en"))
    errors = sum(problem.severity == "error" for problem in problems)
    click.echo(config_command.told(shop.in_force, shop.settings.home), err=True)
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
        with shop.consulted():
            found = list(chain.from_iterable(parsed.records for parsed in read(shop.wikis, shop.reading(), shop.reporter.failure)))
        click.echo(config_command.told(shop.in_force, shop.settings.home), err=True)
    else:
        with Store.open(shop.settings.database_url, migrate=False) as store:
            found = store.records()
    write_records(found, form, sys.stdout)


@cli.command()
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write it there, not to standard output.")
@options(*letter_command.OPTIONS)
def letter(chosen: Options, output: Path | None, **wanted: Any) -> None:
    """Make a letter of thanks or a certificate for a partner that agreed to be thanked, from the database."""
    shop = Workshop(chosen)
    with Store.open(shop.settings.database_url, migrate=False) as store:
        text = letter_command.made(letter_command.Wanted(**wanted), store, shop.messages, clock().date())
    letter_command.write(text, output)


@cli.command()
@click.option("--check", "file", type=click.Path(path_type=Path), metavar="FILE", help="Is this valid, and what would change with it?")
@click.option("--schema", is_flag=True, help="Print the JSON Schema.")
@click.option(
    "--of", "kind", type=click.Choice([*config_command.MODELS]), default="configuration", show_default=True, help="Which of the two pages."
)
@options(WIKI)
def config(chosen: Options, file: Path | None, kind: str, schema: bool) -> None:
    """Show the community's configuration or settings in force, or check a draft of them.

    Of a draft (--check) every problem is told with its line, and exit status is 1 if there is any. Else it is said what would change;
    with --wiki also how many records of those wikis would read differently.
    """
    shop = Workshop(chosen)
    if schema:
        click.echo(config_command.schema(kind))
        return
    with shop.consulted() as store:
        if file is None:
            click.echo(config_command.shown(shop.in_force, kind))
            return
        in_force = shop.in_force

        def read_with(configuration: Configuration) -> list[Record]:
            shop.in_force = dataclasses.replace(in_force, configuration=configuration)
            return list(chain.from_iterable(parsed.records for parsed in read(shop.wikis, shop.reading(), shop.reporter.failure)))

        reading = read_with if chosen.wikis else None
        lines, valid = config_command.checked(file, kind, in_force, read_with=reading, stored=store.records())
    for line in lines:
        click.echo(line)
    sys.exit(0 if valid else 1)


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
        text = read_text(file)
        for call in scan_text(text, extension_tags, translate=translate, inside_tags=inside_tags).calls:
            click.echo(call_line(str(file), call))


@cli.command()
@click.option("--directory", type=click.Path(path_type=Path), default=Path("var"), show_default=True, help="Everything goes here.")
def demo(directory: Path) -> None:
    """Read three made-up wikis and write what the bot would write on Meta-Wiki into a folder."""
    wikis = tuple(f"dump:{file}" for file in sorted(DEMO.glob("*.xml")))
    database = f"sqlite:///{directory / 'partnerships.db'}"
    write = f"folder:{directory / 'wiki'}"
    shop = Workshop(Options(wikis, write, database), for_people=True)
    with writing(shop) as (target, store):
        shop.configure(target, store)
        installed = shop.install(target, store)
        collected = shop.collect(target, store)
        good = shop.publish(target, store) and installed and collected.complete
        shop.reporter.findings(store, shop.settings.home, directory)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    cli(prog_name="python -m bot")
