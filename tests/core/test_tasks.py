"""Which tasks are done, and how their pages say so."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.core.configuration import Check, Configuration, TemplateMapping
from bot.core.page import Page, Revision
from bot.core.parse import Reader
from bot.core.records import RECORDS, Partnership, Record, Task
from bot.core.site import META_EXTENSION_TAGS, Site
from bot.core.tasks import fulfilling, open_tasks, with_done
from tests.core.reports.records import knowledge, record

READER = Reader(
    Site("metawiki", namespaces={0: ("",), 10: ("Template",)}),
    {**{each.template: kind for kind, each in RECORDS.items()}, "To do": "task"},
    mappings={"To do": TemplateMapping(wiki="metawiki", template="To do", kind="task", parameters={"when": "done"})},
)
CONFIGURATION = Configuration(
    checks=(
        Check(code="summary", parameters=("summary",), points=5, minutes=5),
        Check(code="report", parameters=("report",), statuses=("completed",), points=5, minutes=5),
    )
)


def partnership(title: str = "GLAM/Museum", **fields: object) -> Partnership:
    return record(Partnership, title, status="active", **fields)


@pytest.mark.parametrize(
    ("task", "partnerships", "done"),
    [
        ({}, [partnership(summary="Maps.")], True),
        ({}, [partnership()], False),
        ({}, [partnership("GLAM/Other", summary="Maps.")], False),
        ({}, [], False),
        ({"check": "unknown"}, [partnership(summary="Maps.")], False),
        ({"check": ""}, [partnership(summary="Maps.")], False),
        ({"page": ""}, [partnership(summary="Maps.")], False),
        # A check that does not apply says nothing.
        ({"check": "report"}, [partnership(report="Report")], False),
        # All partnerships of a page have to pass.
        ({}, [partnership(summary="Maps."), partnership(at=50)], False),
        ({}, [partnership(summary="Maps."), partnership(at=50, summary="Songs.")], True),
        # Its own wiki comes before home; a prefix comes before both.
        ({"site": "frwiki"}, [partnership(summary="Maps.")], True),
        ({"site": "frwiki"}, [partnership(summary="Maps."), partnership(site="frwiki")], False),
        ({"page": "fr:GLAM/Museum"}, [partnership(summary="Maps."), partnership(site="frwiki")], False),
        ({"page": "fr:GLAM/Museum"}, [partnership(), partnership(site="frwiki", summary="Maps.")], True),
        ({"page": "gLAM/Museum"}, [partnership("GLAM/Museum", summary="Maps.")], True),
        ({"page": "glam/Museum"}, [partnership("GLAM/Museum", summary="Maps.")], False),
    ],
)
def test_a_task_is_done_when_the_check_passes_where_it_says(task: dict[str, object], partnerships: list[Record], done: bool) -> None:
    fields = {"page": "GLAM/Museum", "check": "summary", **task}
    assert bool(fulfilling(record(Task, "Tasks", **fields), knowledge(partnerships, CONFIGURATION))) is done


def page(text: str) -> Page:
    return Page("metawiki", 7, "Tasks", 0, Revision(99, datetime(2026, 3, 1, tzinfo=UTC)), text)


CALL = "{{Partnership task|page=A|check=summary|since=2026-03-01|done=}}"
DONE = CALL.replace("done=", "done=2026-11-24")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (CALL, DONE),
        (f"Words.\n* {CALL}\n* {CALL}\nMore.", f"Words.\n* {DONE}\n* {DONE}\nMore."),
        ("{{Partnership task|page=A|check=b}}", "{{Partnership task|page=A|check=b|done=2026-11-24}}"),
        (
            "{{Partnership task\n| page  = A\n| done  = \n| check = b\n}}",
            "{{Partnership task\n| page  = A\n| done  = 2026-11-24\n| check = b\n}}",
        ),
        ("{{Partnership task|fait=|done=<!-- when? -->}}", "{{Partnership task|fait=|done=<!-- when? -->2026-11-24}}"),
        ("{{Partnership task|hecho=|page=A}}", "{{Partnership task|hecho=2026-11-24|page=A}}"),
        ("{{partnership task |done=|done= }}", "{{partnership task |done=|done= 2026-11-24}}"),
        (f"{{{{Partnership|summary={CALL}}}}}", f"{{{{Partnership|summary={DONE}}}}}"),
        (
            "{{Partnership task|check={{Partnership task|check=b}}}}",
            "{{Partnership task|check={{Partnership task|check=b|done=2026-11-24}}|done=2026-11-24}}",
        ),
    ],
)
def test_done_is_set_where_nothing_says_when(before: str, after: str) -> None:
    tasks = open_tasks(page(before), READER)
    assert with_done(before, tasks, date(2026, 11, 24), META_EXTENSION_TAGS) == after
    assert open_tasks(page(after), READER) == []


@pytest.mark.parametrize(
    "text",
    [
        DONE,
        "{{Partnership task|page=A|check=b|done=not yet}}",
        "{{Partnership task|page=A|check=b|fait=mars 2026|done=}}",
        "{{Partnership task|page=A|check=b|done=<ref>Ask</ref>}}",
        "{{To do|page=A|check=b|done=}}",
        "{{Partnership|summary=A}}",
        "<nowiki>{{Partnership task|page=A|check=b}}</nowiki>",
    ],
)
def test_what_people_wrote_stays(text: str) -> None:
    assert open_tasks(page(text), READER) == []
