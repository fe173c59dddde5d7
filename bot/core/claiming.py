"""Taking on a missing piece of a partnership's documentation, and giving it back: tasks on pages of their own below the page root."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.core.composing import UnfitError, change, shown_values, value_text
from bot.core.documentation import Claim, claims
from bot.core.page import Page
from bot.core.page_links import fold_title, places
from bot.core.parse import Reader, parse
from bot.core.records import Record, Task, parameters
from bot.core.template_pages.templates import call
from bot.core.values.titles import MAX_TITLE_BYTES


def task_page(title: str, page_root: str) -> str:
    """Where a new task about the partnerships on a page stands."""
    folder = f"{page_root}/Tasks"
    own = f"{folder}/{title.removeprefix(f'{page_root}/')}"
    return own if len(own.encode()) <= MAX_TITLE_BYTES else folder


def tasks_about(page: Page, title: str, check: str, reader: Reader) -> Sequence[Task]:
    """The tasks on a page that are about a check of the partnerships on the page ``title`` of the same wiki; open ones first."""
    here = (page.site, fold_title(title))
    found = [task for task in _tasks(page, reader) if task.check == check and here in places(task.page, page.site, page.site, {})]
    return sorted(found, key=lambda task: bool(task.done))


def claim_on(tasks: Iterable[Task], days: int, today: date) -> Claim | None:
    """The claim that is in force on one of the tasks."""
    return claims({(("", ""), ""): tuple(tasks)}, days, today).get((("", ""), ""))


def with_claim(page: Page, title: str, check: str, claim: Claim, reader: Reader, *, days: int, today: date) -> str:
    """The page with the check taken on today by the claim's user: in the task it has for that, else in a new one at its end.

    Raises UnfitError where somebody else has taken it on, and where the page would not read as meant.
    """
    tasks = tasks_about(page, title, check, reader)
    other = claim_on(tasks, days, today)
    if other and other.user != claim.user:
        raise UnfitError
    said = {"claimed_by": (claim.user,), "since": (today.isoformat(),), "done": ()}
    if not tasks:
        return _with_task(page, {"page": (title,), "check": (check,), **said}, reader)
    return change(page, (Task.kind, tasks[0].key_name), said, shown_values(tasks[0]), reader).text


def without_claim(page: Page, name: str, user: str, reader: Reader) -> str:
    """The page with the task of this key name given back by the user who has it. Raises UnfitError where they do not have it."""
    task = next((task for task in _tasks(page, reader) if task.key_name == name), None)
    if task is None or task.claimed_by != user or task.done:
        raise UnfitError
    return change(page, (Task.kind, name), {"claimed_by": (), "since": ()}, shown_values(task), reader).text


def _tasks(page: Page, reader: Reader) -> Sequence[Task]:
    return [record for record in parse(page, reader).records if isinstance(record, Task)]


def _with_task(page: Page, said: Mapping[str, tuple[str, ...]], reader: Reader) -> str:
    reading = reader.reading(page)
    values = {field: value_text(parameters(Task)[field], texts, reading) for field, texts in said.items() if texts}
    gap = "" if not page.text or page.text.endswith("\n") else "\n"
    text = f"{page.text}{gap}{call(Task.template, values)}\n"
    *others, new = parse(replace(page, text=text), reader).records or (None,)
    meant = isinstance(new, Task) and all(new.values(field) == texts for field, texts in said.items())
    if not meant or [_said(each) for each in others if each] != [_said(each) for each in parse(page, reader).records]:
        raise UnfitError
    return text


def _said(record: Record) -> tuple[type[Record], dict[str, object]]:
    return type(record), record.model_dump(exclude={"source"})
