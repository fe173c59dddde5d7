"""What a person at a terminal sees, and what a log gets instead: progress, outcomes, problems, tables of records."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, assert_never

import structlog
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table

from bot.core.outcome import Deferred, Failed, Outcome, Saved, Skipped, Unchanged
from bot.core.problem import Problem
from bot.core.records import RECORDS, Record, parameters
from bot.core.reports import crosscheck
from bot.core.scanner import TemplateCall
from bot.i18n import Messages
from bot.jobs.collect import Collected
from bot.jobs.measure import Measuring
from bot.store import Store


def configure_log() -> None:
    """Log lines as JSON on standard error: without a terminal nobody reads colours."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


class Reporter:
    """Tells how work goes on: a progress line on a terminal, log lines elsewhere."""

    def __init__(self, messages: Messages, *, for_people: bool | None = None) -> None:
        """``for_people`` says whether to write sentences or log lines; by default that is for a terminal to say."""
        self._messages = messages
        self.console = Console(stderr=True, highlight=False)
        self._for_people = self.console.is_terminal if for_people is None else for_people
        self._log = structlog.get_logger()
        self._progress: Progress | None = None
        self._tasks: dict[str, Any] = {}

    @contextmanager
    def progress(self) -> Iterator[None]:
        """While it lasts, ``collected``, ``advance`` and ``outcome`` move the progress line."""
        if not self.console.is_terminal:
            yield
            return
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn())
        with Progress(*columns, console=self.console, transient=True) as self._progress:
            yield
        self._progress, self._tasks = None, {}

    def collected(self, state: Collected) -> None:
        """A page more was read or recognised."""
        self.advance(state.site, state.read + state.unchanged + state.unreadable)

    def advance(self, name: str, completed: int) -> None:
        """So much of something is done."""
        if self._progress is not None:
            if name not in self._tasks:
                self._tasks[name] = self._progress.add_task(name, total=None)
            self._progress.update(self._tasks[name], completed=completed)

    def wiki(self, state: Collected) -> None:
        """A wiki was read."""
        if self._for_people:
            text = f"{state.site}: {state.read} read, {state.unchanged} unchanged, {state.removed} removed, {state.unreadable} unreadable"
            self.console.print(text, markup=False)
        else:
            counts = {"read": state.read, "unchanged": state.unchanged, "removed": state.removed, "unreadable": state.unreadable}
            self._log.info("collected", wiki=state.site, **counts)

    def outcome(self, title: str, outcome: Outcome) -> None:
        """An edit was made, or not."""
        if isinstance(outcome, Unchanged) or (self._for_people and isinstance(outcome, Saved) and not self.console.is_terminal):
            return
        if not self._for_people:
            self._log.info("edit", title=title, outcome=type(outcome).__name__.lower(), reason=_reason(outcome), detail=_detail(outcome))
            return
        self.console.print(f"  {self.told(outcome)}  {title}", markup=False)

    def told(self, outcome: Outcome) -> str:
        """An outcome in words."""
        match outcome:
            case Saved():
                return "saved"
            case Unchanged():
                return "unchanged"
            case Skipped(why, detail) | Deferred(why, _, detail) | Failed(why, detail):
                sentence = self._messages("en", f"outcome-{why.value}")
                return f"{type(outcome).__name__.lower()}: {sentence}" + (f" ({detail})" if detail else "")
            case never:
                assert_never(never)

    def failure(self, text: str) -> None:
        """Something that did not work, on one line."""
        if self._for_people:
            self.console.print(f"error: {text}", style="red", markup=False, soft_wrap=True)
        else:
            self._log.error("failed", detail=text)

    def wrote(self, job: str, counts: Mapping[str, int]) -> None:
        """A writing job came to its end."""
        if self._for_people:
            told = ", ".join(f"{number} {name}" for name, number in counts.items() if number) or "nothing to do"
            changed = "" if counts["saved"] else " (nothing changed)"
            self.console.print(f"{job}: {told}{changed}", markup=False)
        else:
            self._log.info("wrote", job=job, **counts)

    def measured(self, state: Measuring) -> None:
        """The reach of contributions was asked for."""
        if self._for_people:
            why = f" ({state.why})" if state.why else ""
            told = f"{state.known} answered, {state.unknown} without figures, {len(state.failures)} failed, {state.left} left for later"
            self.console.print(f"measure: {told}{why}", markup=False, soft_wrap=True)
        else:
            self._log.info("measured", **state.counts(), detail=state.why)

    def findings(self, store: Store, home: str, directory: Path) -> None:
        """What a demonstration found, and where to look."""
        counts = store.counts()
        table = Table(title="What the pages say", title_justify="left")
        for heading in ("wiki", "partnerships", "hubs", "problems"):
            table.add_column(heading, justify="left" if heading == "wiki" else "right")
        kinds = Counter((record.source.site, record.kind) for record in store.records())
        wrong = Counter(problem.site for problem in [*store.problems(), *crosscheck.problems(store.records(), home)])
        for site in store.sites():
            table.add_row(site, str(kinds[site, "partnership"]), str(kinds[site, "hub"]), str(wrong[site]))
        out = Console(highlight=False)
        out.print(table)
        out.print(f"{counts.pages} pages read. Where to look:", markup=False)
        places = {
            "what is wrong, page by page": directory / "wiki" / "Partnerships" / "Reports" / "Problems.wikitext",
            "the data that the wiki's lists read": directory / "wiki" / "Module" / "Partnerships" / "Data",
            "how the bot stands": directory / "wiki" / "Partnerships" / "Bot" / "Status.wikitext",
            "the database": directory / "partnerships.db",
        }
        for what, place in places.items():
            out.print(f"  {place}  ({what})", markup=False, soft_wrap=True)


def _reason(outcome: Outcome) -> str:
    return "" if isinstance(outcome, Saved | Unchanged) else outcome.why.value


def _detail(outcome: Outcome) -> str:
    return "" if isinstance(outcome, Saved | Unchanged) else outcome.detail


def problem_line(problem: Problem, messages: Messages, language: str) -> str:
    """One line a problem, as compilers write them: ``wiki: page:line:column: severity: sentence``."""
    place = f"{problem.line}:{problem.column}:" if problem.line else ""
    sentence = messages(language, f"problem-{problem.code.value}", problem.parameter, problem.found, problem.remedy)
    remedy = f" → {problem.remedy}" if problem.remedy else ""
    return f"{problem.site}: {problem.page}:{place} {problem.severity.value}: {sentence}{remedy}"


def write_records(records: Iterable[Record], form: str, out: TextIO) -> None:
    """Write records as one JSON array ("json"), a JSON object a line ("jsonl") or a table ("csv", lists joined by semicolons)."""
    rows = [_row(record) for record in records]
    if form == "json":
        json.dump(rows, out, ensure_ascii=False, indent=2)
        out.write("\n")
    elif form == "jsonl":
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    else:
        names = ["kind", "display_name", "site", "page_id", "title", "revision", *_columns()]
        writer = csv.DictWriter(out, names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)


def _columns() -> Sequence[str]:
    return list(dict.fromkeys(name for record in RECORDS.values() for name in parameters(record)))


def _row(record: Record) -> dict[str, Any]:
    source = record.source
    place = {"site": source.site, "page_id": source.page_id, "title": source.title, "revision": source.revision}
    values = {name: getattr(record, name) for name in parameters(type(record))}
    return {"kind": record.kind, "display_name": record.display_name, **place, **values}


def _cell(value: object) -> object:
    text = "; ".join(value) if isinstance(value, tuple) else value
    # A spreadsheet takes these for formulas.
    return f"'{text}" if isinstance(text, str) and text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def call_line(file: str, call: TemplateCall) -> str:
    """A template call as one line of JSON: where it is and what it is given."""
    params = [{"name": part.name, "value": part.value, "positional": part.positional} for part in call.arguments]
    return json.dumps({"file": file, "name": call.name, "start": call.start, "end": call.end, "params": params}, ensure_ascii=False)
