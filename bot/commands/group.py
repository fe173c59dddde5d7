"""How commands begin and end, read files and show edits."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from bot.i18n import MessagesError
from bot.options import Options
from bot.settings import SettingsError
from bot.store import StoreError
from bot.wiki.protocol import WikiError

ERRORS = (SettingsError, StoreError, WikiError, MessagesError)


class Commands(click.Group):
    """What cannot be helped becomes one line and exit status 2; an interruption 130."""

    def invoke(self, context: click.Context) -> Any:  # noqa: ANN401 -- whatever the command gives
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


def need_wikis(chosen: Options) -> None:
    """Refuse to go on where no wiki is named. Raises WikiError."""
    if not chosen.wikis:
        raise WikiError("nothing to read: name a wiki with --wiki, e.g. --wiki dump:bot/demo/metawiki.xml")


def show_diff(title: str, summary: str, lines: Sequence[str]) -> None:
    """A dry run's edit on standard output."""
    click.echo(f"=== {title}\n    {summary}")
    for line in lines:
        click.echo(line)


def read_text(file: Path) -> str:
    """The text of a file, or of standard input for “-”. Raises WikiError."""
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WikiError(f"{file}: not UTF-8 at byte {error.start}: save it in UTF-8") from None
    except OSError as error:
        raise WikiError(f"{file}: cannot be read ({error.strerror}): check its path and rights") from None
