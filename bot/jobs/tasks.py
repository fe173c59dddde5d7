"""Job *tasks*: notes on people's pages which tasks are done, once the documentation checks that they name pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from bot.core.knowledge import Knowledge
from bot.core.outcome import Failed, Reason, Skipped, Unchanged
from bot.core.page import Page
from bot.core.records import Task
from bot.core.rewrite import RewriteError
from bot.core.tasks import fulfilling, open_tasks, with_done
from bot.core.tidy import Tidied
from bot.jobs.page_editor import Change, PageEditor, Undone
from bot.jobs.tidy import tidied

#: Makes an edit summary of the checks that pass and of what was put in order by the way.
Summary = Callable[[list[str], Tidied], str]


def complete_tasks(editor: PageEditor, knowledge: Knowledge, *, site: str, summary: Summary) -> None:
    """Set ``done`` of each task of a site to the day of ``knowledge``. ``site`` is the name under which its pages were read."""
    _Completing(editor, knowledge, site, summary).run()


class _Completing:
    def __init__(self, editor: PageEditor, knowledge: Knowledge, site: str, summary: Summary) -> None:
        self._editor = editor
        self._knowledge = knowledge
        self._site = site
        self._summary = summary

    def run(self) -> None:
        self._editor.edit(self._pages(), self._plan)

    def _pages(self) -> Iterator[Page]:
        """The pages with tasks that may be done, by what was read of them."""
        known = self._knowledge
        found = [(task, fulfilling(task, known)) for task in known.of(Task) if task.source.site == self._site and not task.done]
        sources = [each.source for _, here in found for each in here if each.source.site == self._site]
        self._forget_outdated({source.title: source.revision for source in sources})
        yield from self._editor.read(sorted({task.source.title for task, here in found if here}))

    def _forget_outdated(self, read: Mapping[str, int]) -> None:
        """Partnerships whose pages have changed since they were read, or are gone, fulfil nothing until they are read again."""
        revisions = self._editor.target.revisions(sorted(read))
        outdated = {(self._site, title) for title, revision in read.items() if revisions.get(title) != revision}
        records = [record for record in self._knowledge.records if (record.source.site, record.source.title) not in outdated]
        self._knowledge = replace(self._knowledge, records=records)

    def _plan(self, page: Page, undone: Undone) -> Change | Unchanged | Skipped | Failed:
        # A folder that is read goes by another name than the wiki that its files are drafts of.
        tasks = open_tasks(replace(page, site=self._site), self._editor.reader)
        passing = [task for task in tasks if fulfilling(task, self._knowledge)]
        if not passing:
            return Unchanged()
        new = [task for task in passing if not undone(_identity(task))]
        if not new:
            return Skipped(Reason.UNDONE)
        try:
            text = with_done(page.text, new, self._knowledge.today, self._editor.target.site.extension_tags)
        except RewriteError as error:
            return Failed(Reason.OTHER, str(error))
        # Nobody is to undo twice what was put in order by the way.
        result = Tidied(text) if undone(page.text) else tidied(page, text, self._editor.reader)
        checks = list(dict.fromkeys(task.check for task in new))
        return Change(result.text, self._summary(checks, result), changes=tuple(map(_identity, new)))


def _identity(task: Task) -> str:
    """What tells a task from others on its page: taken on anew, it is another one."""
    return repr((task.page, task.check, task.claimed_by, task.since))
