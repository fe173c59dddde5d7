"""Parameters put in order on a real wiki, while people act: what the page says in the end, and whose edits it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.configuration import Configuration
from bot.core.outcome import Deferred, Outcome, Reason, Saved, Skipped
from bot.core.parse import Reader
from bot.core.render import report_pages
from bot.core.reports import problems
from bot.i18n import raw_messages
from bot.jobs.collect import VanishingRules, collect
from bot.jobs.install import planned_pages
from bot.jobs.page_editor import EditingRules, PageEditor, named
from bot.jobs.stop_page import StopPage
from bot.jobs.tidy import Tidier
from bot.store import Store
from tests.farm import Farm
from tests.farm.bot import live_wiki
from tests.farm.installation import PROJECT
from tests.farm.test_cases import Interrupted
from tests.farm.test_onwiki import plain, sound

BOT = "PartnershipsBot"
TITLE = "GLAM/Museum"
STOP = "Partnerships/Bot/Run/tidy"
CATEGORY = "Category:Partnership pages to tidy"
CALL = "{{Partnership\n| pays = Sénégal, <!-- sic --> Mali\n| début = 14 March 2024\n}}"
TIDY_CALL = "{{Partnership\n| country = Sénégal, <!-- sic --> Mali\n| start = 2024-03-14\n}}"
#: Lines far enough from each other for MediaWiki to merge changes.
TEXT = f"Words.\n\n{CALL}\n\n== Results ==\n\nMany.\n\n[[{CATEGORY}]]"
TIDY = TEXT.replace(CALL, TIDY_CALL)
AT_ONCE = EditingRules(edits=50, quiet=timedelta(0))


@dataclass
class Case:
    """The bot with a database of its own, on a wiki with people."""

    farm: Farm
    store: Store

    def __post_init__(self) -> None:
        self.wiki = self.farm.wiki("metawiki")
        self.live = live_wiki(self.farm, "metawiki")

    def run(
        self,
        meanwhile: Callable[[], object] = lambda: None,
        *,
        times: int = 1,
        rules: EditingRules = AT_ONCE,
        everywhere: bool = False,
    ) -> dict[str, Outcome]:
        """One run; ``meanwhile`` happens between its reading and its saving."""
        self.wiki.run_jobs()
        target = Interrupted(self.live, meanwhile, times)
        names = Configuration().template_names("metawiki")
        editor = PageEditor(
            target,
            self.store,
            task="tidy",
            reader=Reader(self.live.site, names, languages=("fr",)),
            rules=rules,
            clock=lambda: datetime.now(UTC),
            stop_page=StopPage(target, self.store, STOP),
        )
        tidier = Tidier(editor, lambda changes: f"Tidy {named(changes.parameters)}")
        tidier.run(self.live, tuple(names), CATEGORY, everywhere=everywhere)
        return dict(editor.written.outcomes)

    def users(self, title: str = TITLE) -> list[str]:
        """Who saved the page, newest first."""
        return [revision["user"] for revision in self.wiki.history(title)]


@pytest.fixture
def case(clean_farm: Farm) -> Iterator[Case]:
    with Store.open("sqlite://", migrate=True) as store:
        case = Case(clean_farm, store)
        case.wiki.edit(STOP, "run")
        case.wiki.edit(TITLE, TEXT)
        yield case
    saves = [request for request in clean_farm.requests() if request.action == "edit" and "summary" in request.parameters]
    assert all(request.parameters.keys() & {"baserevid", "createonly"} for request in saves if "bot" in request.parameters)


def test_asked_by_category_it_is_done_once(case: Case) -> None:
    case.wiki.edit("GLAM/Not asked", CALL)
    outcomes = case.run()
    assert list(outcomes) == [TITLE]
    assert isinstance(outcomes[TITLE], Saved)
    assert case.wiki.get(TITLE) == TIDY
    assert case.users() == [BOT, "Amina"]
    assert case.wiki.history(TITLE)[0]["comment"] == "Tidy country, start"
    case.run()
    assert case.users() == [BOT, "Amina"]
    assert case.wiki.get("GLAM/Not asked") == CALL


def test_what_is_left_to_people_is_on_the_report_of_problems(case: Case) -> None:
    installed = {page.title: page.text for page in planned_pages(PROJECT / "templates", raw_messages(), "Partnerships", True)}
    case.wiki.create({title: text for title, text in installed.items() if title.startswith(("Module:", "Template:"))}, user="Admin")
    case.run()
    collect(
        case.live,
        case.store,
        configuration=Configuration(),
        make_reader=lambda names: Reader(case.live.site, names, languages=("fr",)),
        rules=VanishingRules(share=0.3, floor=10),
        fingerprint="1",
    )
    text = report_pages("problems", "X", problems.rows(case.store.problems(), case.live.site.dbname, {}), {"date": "2026-11-24"})["X"]
    shown = plain(sound(case.wiki.call("parse", text=text, title="X", contentmodel="wikitext", prop="text|templates", uselang="en")))
    assert "there is a comment in “Sénégal, <!-- sic --> Mali”, so the bot does not put it in order. Suggestion: SN, ML" in shown
    assert "14 March 2024" not in shown  # that was put in order


def test_everywhere(case: Case) -> None:
    case.wiki.edit("GLAM/Not asked", CALL)
    assert all(isinstance(outcome, Saved) for outcome in case.run(everywhere=True).values())
    assert case.wiki.get("GLAM/Not asked") == TIDY_CALL


def test_an_edit_of_the_same_line_in_between(case: Case) -> None:
    theirs = TEXT.replace("14 March", "15 March")
    assert isinstance(case.run(lambda: case.wiki.edit(TITLE, theirs))[TITLE], Saved)
    assert case.wiki.get(TITLE) == TIDY.replace("03-14", "03-15")
    assert case.users() == [BOT, "Amina", "Amina"]


def test_an_edit_of_the_same_line_in_between_where_people_are_given_time(case: Case) -> None:
    # The page was created just now; so only what our own account made is not recent.
    case.wiki.edit(TITLE, TEXT + "\n\nMore.", user=BOT)
    theirs = TEXT.replace("14 March", "15 March")
    outcome = case.run(lambda: case.wiki.edit(TITLE, theirs), rules=EditingRules(edits=50))[TITLE]
    assert isinstance(outcome, Deferred)
    assert outcome.why is Reason.RECENT
    assert outcome.until is not None
    assert outcome.until > datetime.now(UTC)
    assert case.wiki.get(TITLE) == theirs


def test_edits_again_and_again_wait_for_the_next_run(case: Case) -> None:
    days = iter(range(15, 25))
    outcome = case.run(lambda: case.wiki.edit(TITLE, TEXT.replace("14 March", f"{next(days)} March")), times=10)[TITLE]
    assert isinstance(outcome, Deferred)
    assert outcome.why is Reason.CONFLICT
    assert case.wiki.get(TITLE) == TEXT.replace("14 March", "16 March")
    assert BOT not in case.users()


def test_an_edit_elsewhere_on_the_page_is_merged(case: Case) -> None:
    outcome = case.run(lambda: case.wiki.edit(TITLE, TEXT.replace("Many.", "Many, and more.")))[TITLE]
    assert isinstance(outcome, Saved)
    assert outcome.merged
    assert case.wiki.get(TITLE) == TIDY.replace("Many.", "Many, and more.")


def test_somebody_undoes_it(case: Case) -> None:
    case.run()
    case.wiki.edit(TITLE, TEXT)
    assert case.run()[TITLE] == Skipped(Reason.UNDONE)
    assert case.users() == ["Amina", BOT, "Amina"]


def test_deleted_meanwhile(case: Case) -> None:
    outcome = case.run(lambda: case.wiki.delete(TITLE))[TITLE]
    assert isinstance(outcome, Deferred)
    assert case.wiki.get(TITLE) is None


@pytest.mark.parametrize("first", [True, False], ids=["before", "meanwhile"])
def test_protected(case: Case, first: bool) -> None:
    if first:
        case.wiki.protect(TITLE)
    outcome = case.run((lambda: None) if first else (lambda: case.wiki.protect(TITLE)))[TITLE]
    assert isinstance(outcome, Skipped)
    assert outcome.why is Reason.PROTECTED
    assert case.wiki.get(TITLE) == TEXT


@pytest.mark.parametrize(
    ("mark", "why"), [("{{nobots}}", Reason.NOBOTS), ("{{in use}}", Reason.IN_USE), ("<languages/>", Reason.TRANSLATION)]
)
@pytest.mark.parametrize("first", [True, False], ids=["before", "meanwhile"])
def test_marked(case: Case, mark: str, why: Reason, first: bool) -> None:
    # On the line that the bot would change, so that nothing can be merged.
    marked = TEXT.replace("{{Partnership\n|", f"{mark}{{{{Partnership\n|").replace("| début =", "|  début =")
    if first:
        case.wiki.edit(TITLE, marked)
    outcome = case.run((lambda: None) if first else (lambda: case.wiki.edit(TITLE, marked)))[TITLE]
    assert isinstance(outcome, Skipped)
    assert outcome.why is why
    assert case.wiki.get(TITLE) == marked


def test_stopped(case: Case) -> None:
    case.wiki.edit(STOP, "stop")
    assert [kind.why for kind in case.run().values() if isinstance(kind, Skipped)] == [Reason.STOPPED]
    assert case.wiki.get(TITLE) == TEXT
