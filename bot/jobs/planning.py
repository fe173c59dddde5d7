"""What the bot's own pages shall say: data pages, reports, weekly pages, history and reach."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.agreement import may_be_named
from bot.core.bot_pages import recognition_root, reports_root, weeks_root
from bot.core.data_pages import CODES_TITLE, DATA_ROOT, INDEX_TITLE, codes_page, data_pages
from bot.core.history import continued, history_pages, week_of
from bot.core.knowledge import Knowledge
from bot.core.recognition.deliveries import delivery_pages
from bot.core.recognition.reach import reach_pages
from bot.core.render import report_pages, table_pages
from bot.core.reports import changes, documentation, problems, year
from bot.core.reports.registry import REPORTS, ROWS
from bot.jobs.writing import Owner, PlannedPage
from bot.store import Store

EMPTY_SHARD = '{"generator": "partnerships", "records": []}'
#: Weeks for which there is a page *New and changed* although none was written before.
WEEKS = 4


def with_history(knowledge: Knowledge, store: Store) -> Knowledge:
    """What the reports may look at; the history is brought up to date with the rest."""
    named = filter(may_be_named, knowledge.records)
    history = continued(knowledge.history, named, documentation.scores(knowledge), knowledge.today)
    store.set_history(history)
    return replace(knowledge, history=history)


def planned_pages(knowledge: Knowledge, facts: dict[str, str], mirrored: Sequence[str]) -> list[PlannedPage]:
    """Every page the bot owns but the status page, as it shall be; ``mirrored`` are titles it wrote before.

    Those that are needed no more are emptied: a bot cannot delete. Shards come before the index that names them, and those that it names no
    more are emptied after it, so that readers find every record at any time. ``facts`` stand in the head of each report.
    """
    data = data_pages(knowledge.records, knowledge.home, knowledge.urls)
    index = data.pop(INDEX_TITLE)
    mirrors = history_pages(knowledge.history) | delivery_pages(knowledge.deliveries) | reach_pages(knowledge.reach)
    reports = _reports(knowledge, facts) | _weeks(knowledge, facts, mirrored) | _years(knowledge, facts, mirrored)
    needed = {INDEX_TITLE, CODES_TITLE, *data, *mirrors, *reports}
    emptied = tuple(title for title in mirrored if title.startswith(DATA_ROOT) and title not in needed)
    planned = [PlannedPage(CODES_TITLE, codes_page(_labels(knowledge)), Owner.BOT, "json")]
    planned += [PlannedPage(title, text, Owner.BOT, "json") for title, text in sorted(data.items())]
    planned.append(PlannedPage(INDEX_TITLE, index, Owner.BOT, "json", requires=tuple(data), gives_up=emptied))
    planned += [PlannedPage(title, EMPTY_SHARD, Owner.BOT, "json", requires=(INDEX_TITLE,)) for title in emptied]
    planned += [PlannedPage(title, text, Owner.BOT, "json") for title, text in mirrors.items()]
    planned += [PlannedPage(title, text, Owner.BOT) for title, text in reports.items()]
    nothing = replace(knowledge, records=(), problems=(), history=(), candidates=(), reach=(), deliveries=())
    empty = _reports(nothing, facts) | _weeks(nothing, facts, mirrored) | _years(nothing, facts, mirrored)
    for title in mirrored:
        # A part that is needed no more says what the whole report would say if it were empty.
        if title not in needed and (text := empty.get(title.rpartition("/")[0])):
            planned.append(PlannedPage(title, text, Owner.BOT))
    return planned


def _labels(knowledge: Knowledge) -> dict[str, dict[str, str]]:
    """The labels of all codes that people decide on, by language."""
    found = {language: dict(texts) for language, texts in knowledge.configuration.all_labels().items()}
    for language, texts in knowledge.settings.labels().items():
        found.setdefault(language, {}).update(texts)
    return found


def _reports(knowledge: Knowledge, facts: dict[str, str]) -> dict[str, str]:
    root = reports_root(knowledge.page_root)
    found = problems.rows(knowledge.problems, knowledge.home, knowledge.urls)
    pages = report_pages("problems", f"{root}Problems", found, {"date": facts["date"]})
    for name, report in REPORTS.items():
        pages |= table_pages(report, root + report.title, ROWS[name](knowledge), facts)
    return pages


def _weeks(knowledge: Knowledge, facts: dict[str, str], mirrored: Sequence[str]) -> dict[str, str]:
    """The pages of the last weeks, and of all weeks that have one: what was deleted since goes from there too."""
    root = weeks_root(knowledge.page_root)
    weeks = {week_of(knowledge.today - timedelta(weeks=number)) for number in range(WEEKS)}
    weeks |= {title.removeprefix(root) for title in mirrored if title.startswith(root) and "/" not in title.removeprefix(root)}
    pages: dict[str, str] = {}
    for week in sorted(weeks):
        pages |= table_pages(changes.REPORT, root + week, changes.rows(knowledge, week), facts)
    return pages


def _years(knowledge: Knowledge, facts: dict[str, str], mirrored: Sequence[str]) -> dict[str, str]:
    """The pages of this year, of years in which something was delivered, and of all years that have one."""
    root = recognition_root(knowledge.page_root)
    years = {f"{knowledge.today:%Y}", *(f"{each.time:%Y}" for each in knowledge.deliveries)}
    years |= {title.removeprefix(root)[:4] for title in mirrored if is_year_page(title, knowledge.page_root)}
    pages: dict[str, str] = {}
    for number in sorted(years):
        pages |= table_pages(year.REPORT, root + number, year.rows(knowledge, number), facts)
    return pages


def is_year_page(title: str, page_root: str) -> bool:
    """Whether a title is of the page of what was delivered in a year, or of a part of it."""
    return re.fullmatch(re.escape(recognition_root(page_root)) + r"\d{4}(/\d+)?", title) is not None
