"""Drafts nominations at milestones of partnerships, as pages that people approve, change or delete; each is made once."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.forms import prefix_of
from bot.core.knowledge import Knowledge
from bot.core.recognition.drafts import Draft, draft_text, drafts
from bot.jobs.writing import Owner, PlannedPage, Writer


def write_drafts(
    writer: Writer,
    knowledge: Knowledge,
    *,
    page_root: str,
    nominator: str,
    reason: Callable[[Draft], str],
    summary: Callable[[PlannedPage], str],
) -> None:
    """Write as many of the drafts that were never made as Settings allow in a run."""
    root = prefix_of("nomination", page_root)
    known = set(writer.known())
    planned = [
        PlannedPage(root + draft.name, draft_text(draft, reason(draft), nominator), Owner.PEOPLE)
        for draft in drafts(knowledge)
        if root + draft.name not in known
    ]
    if planned:
        there = set(writer.existing([root]))
        new = [page for page in planned if page.title not in there]
        writer.write(new[: knowledge.settings.drafts_per_run], (), summary)
