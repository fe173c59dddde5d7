"""The bot's requests for approval show what the code does."""

from __future__ import annotations

import difflib
from datetime import date

import pytest

from bot.core.data_pages import data_pages
from bot.core.parse import parse
from bot.core.recognition.notice import with_section
from bot.core.records import Task
from bot.core.tasks import open_tasks, with_done
from bot.core.tidy import tidy
from tests.checks import ROOT
from tests.core.recognition.test_notice import message
from tests.core.test_tidy import READER, page

REQUEST = ROOT / "bot" / "REQUEST.md"
UNTIDY = """{{Partnership
| partenaire = Musée de l’Eau
| pays       = Sénégal, Mali
| statut     = en cours
| début      = 1er mars 2024
}}
== Objectives =="""
TASK = "{{Partnership task\n| page       = Partnerships/Museum of the Two Rivers\n| check      = summary\n| claimed_by = Amina\n}}"


def data_page(status: str) -> str:
    text = f"{{{{Partnership|partner=Museum of the Two Rivers|country=SN|status={status}|start=2024-03}}}}"
    records = parse(page(text, "Partnerships/Museum of the Two Rivers"), READER).records
    return next(text for title, text in data_pages(records, "metawiki", {}).items() if not title.endswith("Index.json"))


def tidied() -> tuple[str, str]:
    return UNTIDY, tidy(page(UNTIDY), READER).text


def task_done() -> tuple[str, str]:
    tasks: list[Task] = list(open_tasks(page(TASK), READER))
    return TASK, with_done(TASK, tasks, date(2026, 3, 14), READER.site.extension_tags)


def delivered() -> tuple[str, str]:
    talk = "== Welcome ==\nHello! ~~~~"
    return talk, with_section(talk, message(partnership="Museum of the Two Rivers"))


SAMPLES = {
    "publish": (data_page("active"), data_page("completed")),
    "tidy": tidied(),
    "tasks": task_done(),
    "recognise": delivered(),
}


@pytest.mark.parametrize("task", SAMPLES)
def test_the_sample_is_what_the_code_makes(task: str) -> None:
    before, after = SAMPLES[task]
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1))[2:]
    assert any(line.startswith("+") for line in lines)
    assert "\n".join(lines) in REQUEST.read_text(encoding="utf-8")
