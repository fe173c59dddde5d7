"""Command *tasks*: wires the job that notes which tasks are done."""

from __future__ import annotations

from bot.commands.page_edits import PageEdits
from bot.commands.reading import reader_of
from bot.core.tidy import Tidied
from bot.jobs.page_editor import named
from bot.jobs.tasks import complete_tasks
from bot.store.knowledge import knowledge_of
from bot.wiki.protocol import WikiError


def run(edits: PageEdits) -> bool:
    """Note which tasks are done, by what the database knows. Raises WikiError where the wiki was never read."""
    site = edits.source.site.dbname
    if site not in edits.store.sites():
        raise WikiError(f"{site} was never read, so nothing is known of its tasks: run “python -m bot collect” first")

    def summary(checks: list[str], tidied: Tidied) -> str:
        message = "bot-summary-tasks-tidy" if tidied.changes else "bot-summary-tasks"
        return edits.summary(message, named(checks), named(tidied.parameters))

    reader, _ = reader_of(edits.source, edits.target.site, edits.reading)
    editor = edits.editor(reader)
    home = edits.target.site
    knowledge = knowledge_of(
        edits.store,
        edits.reading.configuration,
        edits.clock().date(),
        home=home.dbname,
        page_root=edits.page_root,
        prefixes=home.interwikis,
    )
    return edits.run(editor, lambda: complete_tasks(editor, knowledge, site=site, summary=summary))
