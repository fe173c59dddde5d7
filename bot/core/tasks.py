"""Tasks that are done: the documentation check that a ``{{Partnership task}}`` names passes, so that ``done`` can say since when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.core.documentation import documentation
from bot.core.knowledge import Knowledge
from bot.core.page import Page
from bot.core.parse import Reader, parse
from bot.core.plaintext import without_comments
from bot.core.records import Partnership, Task, parameter_names
from bot.core.rewrite import set_parameter
from bot.core.scanner import TemplateCall, scan
from bot.core.tidy import record_calls

_DONE = frozenset(name for name, field in parameter_names(Task).items() if field == "done")


def fulfilling(task: Task, knowledge: Knowledge) -> Sequence[Partnership]:
    """The partnerships on the page that a task names, if its check applies to one of them at least and fails for none; else nothing."""
    here = next((found for place in knowledge.places(task.page, task) if (found := knowledge.partnerships_by_page.get(place))), ())
    checked = [documentation(partnership, knowledge.configuration, knowledge.today) for partnership in here]
    passed = any(check.code == task.check for each in checked for check in each.passed)
    failed = any(check.code == task.check for each in checked for check in each.failed)
    return here if passed and not failed else ()


def open_tasks(page: Page, reader: Reader) -> Sequence[Task]:
    """The tasks on a page of which nobody has written, in any words, when they were done."""
    starts = {call.start for call, kind in record_calls(page, reader) if kind is Task and not _says_when(call)}
    return [record for record in parse(page, reader).records if isinstance(record, Task) and record.source.start in starts]


def with_done(text: str, tasks: Sequence[Task], day: date, extension_tags: frozenset[str]) -> str:
    """The text that the tasks were read from, with ``done`` of each of them set. Raises RewriteError."""
    for start in sorted((task.source.start for task in tasks), reverse=True):  # what stands before a call keeps its place
        call = next(call for call in scan(text, extension_tags).calls if call.start == start)
        named = [argument.name for argument in call.arguments if argument.name in _DONE]
        text = set_parameter(text, call, named[-1] if named else "done", day.isoformat(), extension_tags)
    return text


def _says_when(call: TemplateCall) -> bool:
    return any(without_comments(argument.value).strip() for argument in call.arguments if argument.name in _DONE)
