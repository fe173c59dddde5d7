"""Command *tidy*: wires the job that puts parameters in order, and tells what it left to people."""

from __future__ import annotations

import click

from bot.commands.page_edits import PageEdits
from bot.commands.reading import reader_of
from bot.core.tidy import Tidied
from bot.jobs.page_editor import named
from bot.jobs.tidy import Tidier


def run(edits: PageEdits, *, everywhere: bool) -> bool:
    """Put pages in order, note how it went and print a line for each parameter that only a person can put in order."""

    def summary(changes: Tidied) -> str:
        return edits.summary("bot-summary-tidy", named(changes.parameters))

    reader, names = reader_of(edits.source, edits.target.site, edits.reading)
    tidier = Tidier(edits.editor(reader), summary)
    category = f"Category:{edits.messages(edits.target.site.language, 'wiki-category-tidy')}"
    good = edits.run(tidier.editor, lambda: tidier.run(edits.source, names, category, everywhere=everywhere))
    for title, left in tidier.left:
        click.echo(f"{title}: {edits.messages('en', f'problem-{left.reason}', left.parameter, left.found)}")
    return good
