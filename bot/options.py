"""The options that all commands share, and what they may say."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

EPILOG = """
\b
Where pages come from (--wiki, may be repeated) and go to (--write):
  dump:FILE      a MediaWiki XML export or dump: plain, .gz or .bz2
  folder:DIR     a folder with one file a page
  live:DBNAME    a wiki: metawiki, frwiki, or one that the settings name
  live:all       every Wikimedia wiki that has such pages (--wiki only, on Toolforge)
  none           nowhere (--write only; the default)
"""


@dataclass(frozen=True, slots=True)
class Options:
    """What the options of all jobs say."""

    wikis: tuple[str, ...] = ()
    write: str = "none"
    database: str = ""
    settings: Path | None = None
    dry_run: bool = False
    trial: int | None = None
    limit: int | None = None
    allow_shrink: bool = False
    recreate: bool = False
    overwrite: bool = False


_Places = str | tuple[str, ...]


def _address(kinds: Sequence[str], _context: click.Context, _parameter: click.Parameter, value: _Places) -> _Places:
    for text in (value,) if isinstance(value, str) else value:
        kind, _, where = text.partition(":")
        if kind not in kinds or (kind != "none" and not where):
            forms = ", ".join({"dump": "dump:FILE", "folder": "folder:DIR", "live": "live:DBNAME", "none": "none"}[kind] for kind in kinds)
            raise click.BadParameter(f"“{text}” is not one of {forms}")
    return value


WIKI = click.option(
    "--wiki",
    "wikis",
    multiple=True,
    metavar="WHERE",
    callback=functools.partial(_address, ("dump", "folder", "live")),
    help="Read this wiki.",
)
SHARED = (
    click.option(
        "--write", default="none", show_default=True, metavar="WHERE", help="Write to this wiki.",
        callback=functools.partial(_address, ("folder", "live", "none")),
    ),
    click.option("--database", default="", metavar="URL", help="Database, sqlite:///var/partnerships.db say; the settings' by default."),
    click.option("--settings", type=click.Path(path_type=Path), metavar="FILE", help="YAML file with settings."),
    click.option("--dry-run", is_flag=True, help="Show the diff of every edit; touch neither wiki nor database."),
    click.option("--trial", type=click.IntRange(1), metavar="N", help="Make N edits at most, for a bot request."),
    click.option("--limit", type=click.IntRange(1), metavar="N", help="Read N pages of each wiki at most, to try things."),
    click.option("--allow-shrink", is_flag=True, help="Let pages and lists become much smaller."),
    click.option("--recreate", is_flag=True, help="Make pages anew that people deleted."),
    click.option("--overwrite", is_flag=True, help="Replace templates and modules that people changed."),
)  # fmt: skip


def options(*more: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of all jobs, as one ``Options``."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def wrapped(**values: Any) -> None:  # noqa: ANN401 (click hands over whatever an option holds)
            names = Options.__dataclass_fields__
            chosen = {name: values.pop(name) for name in names if name in values}
            command(Options(**chosen), **values)

        for option in reversed((*more, *SHARED)):
            wrapped = option(wrapped)
        return wrapped

    return decorate
