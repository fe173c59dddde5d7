"""Tasks noted as done on a real wiki, while people act: what the page says in the end, and whose edits it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.configuration import Check, Configuration
from bot.core.outcome import Outcome, Saved, Skipped, Unchanged
from bot.core.parse import Reader
from bot.jobs.collect import VanishingRules, collect
from bot.jobs.page_editor import EditingRules, PageEditor, named
from bot.jobs.stop_page import StopPage
from bot.jobs.tasks import complete_tasks
from bot.store import Store
from bot.store.knowledge import knowledge_of
from tests.farm import Farm
from tests.farm.bot import live_wiki
from tests.farm.test_cases import Interrupted

BOT = "PartnershipsBot"
MUSEUM, TITLE, STOP = "GLAM/Museum", "GLAM/Tasks", "Partnerships/Bot/Run/tasks"
TASK = f"{{{{Partnership task\n| page  = {MUSEUM}\n| check = summary\n| depuis = 1 March 2026\n| done  =\n}}}}"
#: Lines far enough from each other for MediaWiki to merge changes.
TEXT = f"Words.\n\n{TASK}\n\n== Talk ==\n\nMany.\n\n== Open ==\n\n{TASK.replace('summary', 'contact')}"
DAY = date(2026, 11, 24)
DONE = TEXT.replace("depuis = 1 March 2026", "since = 2026-03-01").replace("done  =", f"done  = {DAY}", 1)
CONFIGURATION = Configuration(
    checks=(
        Check(code="summary", parameters=("summary",), points=5, minutes=5),
        Check(code="contact", parameters=("lead_contact",), points=5, minutes=5),
    )
)


@dataclass
class Case:
    """The bot with a database of its own, on a wiki with people."""

    farm: Farm
    store: Store

    def __post_init__(self) -> None:
        self.wiki = self.farm.wiki("metawiki")
        self.live = live_wiki(self.farm, "metawiki")
        self.names = CONFIGURATION.template_names("metawiki")

    def reader(self, names: dict[str, str]) -> Reader:
        return Reader(self.live.site, names, languages=("fr",))

    def run(self, meanwhile: Callable[[], object] = lambda: None) -> list[tuple[str, Outcome]]:
        """One run after everything was read; ``meanwhile`` happens between its reading and its saving."""
        self.wiki.run_jobs()
        rules = VanishingRules(share=0.3, floor=10)
        collect(self.live, self.store, configuration=CONFIGURATION, make_reader=self.reader, rules=rules, fingerprint="1")
        target = Interrupted(self.live, meanwhile)
        editor = PageEditor(
            target,
            self.store,
            task="tasks",
            reader=self.reader(dict(self.names)),
            rules=EditingRules(edits=50, quiet=timedelta(0)),
            clock=lambda: datetime.now(UTC),
            stop_page=StopPage(target, self.store, STOP),
        )
        site = self.live.site.dbname
        knowledge = knowledge_of(self.store, CONFIGURATION, DAY, home=site, page_root="Partnerships", prefixes={})
        complete_tasks(editor, knowledge, site=site, summary=lambda checks, done: f"Done {named(checks)}, tidy {named(done.parameters)}")
        return editor.written.outcomes

    def users(self, title: str = TITLE) -> list[str]:
        """Who saved the page, newest first."""
        return [revision["user"] for revision in self.wiki.history(title)]


@pytest.fixture
def case(clean_farm: Farm) -> Iterator[Case]:
    with Store.open("sqlite://", migrate=True) as store:
        case = Case(clean_farm, store)
        case.wiki.create({STOP: "run", MUSEUM: "{{Partnership|partner=M|summary=Maps.}}"})
        case.wiki.edit(TITLE, TEXT)
        yield case
    saves = [request for request in clean_farm.requests() if request.action == "edit" and "bot" in request.parameters]
    assert all("baserevid" in request.parameters for request in saves)


def test_done_is_set_once_with_everything_in_order(case: Case) -> None:
    ((title, outcome),) = case.run()
    assert title == TITLE
    assert isinstance(outcome, Saved)
    assert case.wiki.get(TITLE) == DONE
    assert case.wiki.history(TITLE)[0]["comment"] == "Done summary, tidy since"
    case.farm.clear_requests()
    assert case.run() == []
    assert not [request for request in case.farm.requests() if request.action == "edit"]
    assert case.users() == [BOT, "Amina"]


def test_edits_in_between_are_kept(case: Case) -> None:
    ((_, outcome),) = case.run(lambda: case.wiki.edit(TITLE, TEXT.replace("Many.", "Many, and more.")))
    assert isinstance(outcome, Saved)
    assert outcome.merged
    assert case.wiki.get(TITLE) == DONE.replace("Many.", "Many, and more.")


def test_somebody_takes_the_task_on_in_between(case: Case) -> None:
    claimed = "| check = summary\n| claimed_by = Amina\n"
    case.run(lambda: case.wiki.edit(TITLE, TEXT.replace("| check = summary\n", claimed)))
    assert case.wiki.get(TITLE) == DONE.replace("| check = summary\n", claimed)
    assert case.users() == [BOT, "Amina", "Amina"]


def test_somebody_says_when_it_was_done_in_between(case: Case) -> None:
    theirs = TEXT.replace("done  =", "done  = 2026-03-02", 1)
    assert case.run(lambda: case.wiki.edit(TITLE, theirs)) == [(TITLE, Unchanged())]
    assert case.wiki.get(TITLE) == theirs


def test_what_somebody_undid_is_not_done_again(case: Case) -> None:
    case.run()
    case.wiki.edit(TITLE, f"Not so fast. {TEXT}")
    assert [type(outcome) for _, outcome in case.run()] == [Skipped]
    assert case.users() == ["Amina", BOT, "Amina"]


def test_the_partnership_is_deleted(case: Case) -> None:
    case.wiki.delete(MUSEUM)
    assert case.run() == []
    assert case.wiki.get(TITLE) == TEXT
