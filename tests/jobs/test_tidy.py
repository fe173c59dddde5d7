"""Which pages are put in order, when, and what becomes of them whatever people do."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.core.bot_pages import TASKS, stop_title
from bot.core.configuration import Configuration
from bot.core.in_use import IN_USE
from bot.core.outcome import Deferred, Failed, Outcome, Reason, Saved, Skipped, Unchanged
from bot.core.page import Edit, Page, Revision
from bot.core.problem import ProblemCode
from bot.core.tidy import Left
from bot.core.values.folding import folded
from bot.i18n import raw_messages
from bot.jobs.page_editor import EditingRules, PageEditor, named
from bot.jobs.stop_page import StopPage
from bot.jobs.tidy import Tidier, tidied
from bot.store import Store
from bot.wiki.dry_run import DryRun
from bot.wiki.folder import FolderWiki
from bot.wiki.protocol import PageTarget
from tests.jobs.world import HOME, ROOT, Clock, World, kind, reader

CATEGORY = "Category:Partnership pages to tidy"
ASKED = f"[[{CATEGORY}]]"
STOP = stop_title(ROOT, "tidy")
TITLE = "GLAM/Museum"
BEFORE = f"{{{{Partnership|pays=Sénégal|lead=A}}}}\n\nAmina's words.\n\n{ASKED}"
AFTER = BEFORE.replace("pays=Sénégal", "country=SN")
#: Pages with the same text are put in order alike.
OTHERS = [f"GLAM/{number:02}" for number in range(25)]
RULES = EditingRules(edits=200)
READER = replace(reader(HOME), languages=("fr",))


def run(world: World, rules: EditingRules = RULES, target: PageTarget | None = None, *, everywhere: bool = False) -> Tidier:
    """One run, as the command line does it."""
    where = target or world.wiki
    stop_page = StopPage(where, world.store, STOP)
    editor = PageEditor(where, world.store, task="tidy", reader=READER, rules=rules, clock=world.clock, stop_page=stop_page)
    tidier = Tidier(editor, lambda changes: f"Tidy {named(changes.parameters)}")
    tidier.run(world.wiki, tuple(Configuration().template_names("metawiki")), CATEGORY, everywhere=everywhere)
    return tidier


def outcomes(world: World, rules: EditingRules = RULES) -> list[Outcome]:
    return [outcome for _title, outcome in run(world, rules).editor.written.outcomes]


@pytest.fixture(autouse=True)
def page(world: World) -> None:
    """The task may run, and a page has been in the category for a day."""
    world.wiki.put(STOP, "run")
    world.wiki.put(TITLE, BEFORE)
    world.clock.move(days=1)


def test_a_page_in_the_category_is_put_in_order_once(world: World) -> None:
    (outcome,) = outcomes(world)
    assert kind(outcome) == ("Saved", None)
    assert world.wiki.text(TITLE) == AFTER
    (edit,) = world.wiki.edits
    assert (edit.summary, edit.minor, edit.base) == ("Tidy country", True, world.wiki.revisions_of(TITLE)[0][0].id)
    world.clock.move(days=1)
    assert outcomes(world) == [Unchanged()]
    assert [(logged.job, logged.title, logged.outcome) for logged in world.store.outcomes(10)] == [("tidy", TITLE, outcome)]


def test_only_pages_in_the_category_unless_all_are_asked_for(world: World) -> None:
    world.wiki.put("GLAM/Other", "{{Partnership|pays=Mali}}")
    world.wiki.put("Template:Partnership", "{{Partnership|pays=Mali}}")
    world.clock.move(days=1)
    run(world)
    assert world.wiki.text("GLAM/Other") == "{{Partnership|pays=Mali}}"
    done = run(world, everywhere=True)
    assert world.wiki.text("GLAM/Other") == "{{Partnership|country=ML}}"
    assert world.wiki.text("Template:Partnership") == "{{Partnership|pays=Mali}}"
    titles = [title for title, _ in done.editor.written.outcomes]
    assert len(titles) == len(set(titles))
    assert done.editor.complete


def test_what_is_left_to_people_is_told(world: World) -> None:
    world.wiki.put(TITLE, BEFORE.replace("Sénégal", "England"))
    world.clock.move(days=1)
    assert run(world).left == [(TITLE, Left("country", "England", ProblemCode.KEPT_MEANING))]
    assert run(world).left == [(TITLE, Left("country", "England", ProblemCode.KEPT_MEANING))]


def test_a_dry_run_saves_nothing(world: World) -> None:
    shown: list[str] = []

    def show(title: str, _summary: str, lines: Sequence[str]) -> None:
        shown.extend([title, *lines])

    done = run(world, target=DryRun(world.wiki, show))
    assert [kind(outcome) for _, outcome in done.editor.written.outcomes] == [("Saved", None)]
    assert shown[0] == TITLE
    assert "+{{Partnership|country=SN|lead=A}}" in shown
    assert world.wiki.text(TITLE) == BEFORE


def test_as_a_ride_along_only_the_text_is_given() -> None:
    page = Page("metawiki", 1, TITLE, 0, Revision(1, Clock().now), "old")
    assert tidied(page, BEFORE, READER).text == AFTER
    assert tidied(page, f"<languages/>{BEFORE}", READER).text == f"<languages/>{BEFORE}"


# --- What holds it back


@dataclass(frozen=True)
class Case:
    """What somebody did to the page, a day ago unless it says otherwise, and what becomes of the edit then."""

    do: Callable[[World], object]
    outcome: tuple[str, Reason | None]
    hours: float = 24


def put(text: str, user: str = "Amina") -> Callable[[World], object]:
    return lambda world: world.wiki.put(TITLE, text, user=user)


def with_base(world: World) -> None:
    """The page becomes a translation, by what its base says."""
    world.wiki.put(f"{TITLE}/fr", BEFORE)
    world.wiki.put(TITLE, "<languages/>Text")


SAVED, UNCHANGED = ("Saved", None), ("Unchanged", None)
CASES = {
    "nobots": Case(put(f"{{{{nobots}}}}{BEFORE}"), ("Skipped", Reason.NOBOTS)),
    "denied": Case(put(f"{{{{bots|deny=Partnerships bot}}}}{BEFORE}"), ("Skipped", Reason.NOBOTS)),
    "another bot denied": Case(put(f"{{{{bots|deny=Other bot}}}}{BEFORE}"), SAVED),
    "protected": Case(lambda world: world.wiki.protect(TITLE), ("Skipped", Reason.PROTECTED)),
    "for translation": Case(put(BEFORE.replace("Amina's words", "<translate>Amina's words</translate>")), ("Skipped", Reason.TRANSLATION)),
    "with a language bar": Case(put(f"<languages/>{BEFORE}"), ("Skipped", Reason.TRANSLATION)),
    "a translation": Case(with_base, ("Skipped", Reason.TRANSLATION)),
    "edited an hour ago": Case(put(f"New. {BEFORE}"), SAVED, hours=1),
    "edited a while ago": Case(put(f"New. {BEFORE}"), ("Deferred", Reason.RECENT), hours=0.9),
    "edited by ourselves": Case(put(f"New. {BEFORE}", "Partnerships bot"), SAVED, hours=0.1),
    "in order, edited a while ago": Case(put(AFTER), UNCHANGED, hours=0.1),
    "a redirect": Case(put(f"#REDIRECT [[Other]]\n{BEFORE}"), UNCHANGED),
    "blanked but for the category": Case(put(ASKED), UNCHANGED),
    "a filter": Case(lambda world: world.wiki.refuse(TITLE, Skipped(Reason.FILTER)), ("Skipped", Reason.FILTER)),
    "too large": Case(lambda world: world.wiki.refuse(TITLE, Failed(Reason.TOO_LARGE)), ("Failed", Reason.TOO_LARGE)),
    **{
        f"in use: {mark}": Case(put(f"{{{{{mark}}}}}\n{BEFORE}"), ("Skipped", Reason.IN_USE))
        for mark in (
            "in use", "inuse", "In use|since=today", "Template:In_use", "under construction", "en travaux", "en cours", "en obras",
            "en uso", "تحرير كثيف", "Inuse\n",
        )
    },
    "in use no more": Case(put(f"<!-- {{{{in use}}}} --><nowiki>{{{{in use}}}}</nowiki>{BEFORE}"), SAVED),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_becomes_of_a_page(world: World, name: str) -> None:
    case = CASES[name]
    case.do(world)
    world.clock.move(hours=case.hours)
    title = f"{TITLE}/fr" if name == "a translation" else TITLE
    before = world.wiki.text(title)
    done = dict(run(world).editor.written.outcomes)[title]
    assert kind(done) == case.outcome
    if case.outcome == SAVED:
        assert before is not None
        assert world.wiki.text(title) == before.replace("pays=Sénégal", "country=SN")
    else:
        assert world.wiki.text(title) == before
        assert not world.wiki.edits


def test_a_deferred_page_says_until_when_and_is_done_then(world: World) -> None:
    world.wiki.put(TITLE, f"New. {BEFORE}", user="Amina")
    edited = world.clock.now
    world.clock.move(minutes=59)
    assert outcomes(world) == [Deferred(Reason.RECENT, edited + timedelta(hours=1))]
    world.clock.move(minutes=1)
    assert [kind(outcome) for outcome in outcomes(world)] == [SAVED]


def test_marks_of_use_are_compared_folded() -> None:
    assert {folded(name) for name in IN_USE} == IN_USE
    assert "" not in IN_USE


# --- Somebody edits in between


def meanwhile(world: World, act: Callable[[], object], times: int = 1) -> None:
    """Somebody acts just before the first saves."""
    left = [act] * times

    def before_save(_edit: object) -> None:
        if left:
            left.pop()()

    world.wiki.before_save = before_save


def test_an_edit_in_between_is_not_lost(world: World) -> None:
    meanwhile(world, lambda: world.wiki.put(TITLE, f"New. {BEFORE}", user="Amina"))
    assert outcomes(world) == [Deferred(Reason.RECENT, world.clock.now + timedelta(hours=1))]
    assert world.wiki.text(TITLE) == f"New. {BEFORE}"


def test_after_an_edit_of_our_own_in_between_it_is_done_again(world: World) -> None:
    meanwhile(world, lambda: world.wiki.put(TITLE, f"New. {BEFORE}", user="Partnerships bot"))
    assert [kind(outcome) for outcome in outcomes(world)] == [SAVED]
    assert world.wiki.text(TITLE) == f"New. {AFTER}"


def test_after_a_second_edit_in_between_it_waits_for_the_next_run(world: World) -> None:
    numbers = iter(range(9))
    meanwhile(world, lambda: world.wiki.put(TITLE, f"{next(numbers)} {BEFORE}", user="Partnerships bot"), times=9)
    assert [kind(outcome) for outcome in outcomes(world)] == [("Deferred", Reason.CONFLICT)]
    assert world.wiki.text(TITLE) == f"1 {BEFORE}"


def test_what_somebody_put_in_order_in_between_is_left(world: World) -> None:
    meanwhile(world, lambda: world.wiki.put(TITLE, AFTER, user="Amina"))
    assert outcomes(world) == [Unchanged()]


def test_a_mark_in_between_is_obeyed(world: World) -> None:
    meanwhile(world, lambda: world.wiki.put(TITLE, f"{{{{in use}}}}{BEFORE}", user="Amina"))
    assert [kind(outcome) for outcome in outcomes(world)] == [("Skipped", Reason.IN_USE)]


def test_a_page_deleted_in_between_is_not_made_again(world: World) -> None:
    meanwhile(world, lambda: world.wiki.delete(TITLE))
    assert [kind(outcome) for outcome in outcomes(world)] == [("Deferred", Reason.CONFLICT)]
    assert world.wiki.text(TITLE) is None


def test_what_somebody_undid_is_not_done_again(world: World) -> None:
    run(world)
    world.wiki.put(TITLE, BEFORE, user="Amina")
    world.clock.move(days=1)
    assert outcomes(world) == [Skipped(Reason.UNDONE)]
    world.wiki.put(TITLE, BEFORE.replace("lead=A", "lead=A|début=mars 2024"), user="Amina")
    world.clock.move(days=1)
    assert [kind(outcome) for outcome in outcomes(world)] == [SAVED]


# --- The run


@pytest.fixture
def many(world: World) -> None:
    for title in OTHERS:
        world.wiki.put(title, BEFORE)
    world.clock.move(days=1)


def test_tidying_has_a_stop_page_of_its_own() -> None:
    assert "tidy" in TASKS


@pytest.mark.usefixtures("many")
def test_it_stops_before_it_reads_anything(world: World) -> None:
    world.wiki.put(STOP, "stop")
    done = run(world)
    assert done.editor.written.outcomes == [(STOP, Skipped(Reason.STOPPED, f"{STOP} does not begin with “run”"))]
    assert not done.editor.complete
    assert not world.wiki.edits


@pytest.mark.usefixtures("many")
def test_it_stops_between_batches(world: World) -> None:
    meanwhile(world, lambda: world.wiki.put(STOP, "stop"))
    done = run(world)
    assert len(world.wiki.edits) == 10
    assert kind(done.editor.written.outcomes[-1][1]) == ("Skipped", Reason.STOPPED)
    assert len(done.editor.written.outcomes) == 11
    assert not done.editor.complete


@pytest.mark.usefixtures("many")
def test_the_edits_of_a_run_are_bounded_and_the_next_goes_on(world: World) -> None:
    done = run(world, replace(RULES, edits=20))
    assert len(world.wiki.edits) == 20
    assert done.editor.written.outcomes[-1][1] == Deferred(Reason.TRIAL, detail="20 edits were made")
    assert not done.editor.complete
    assert run(world, replace(RULES, edits=20)).editor.complete
    assert len({edit.title for edit in world.wiki.edits}) == len(world.wiki.edits) == len(OTHERS) + 1


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("outcome", [Failed(Reason.BLOCKED), Deferred(Reason.LAG), Deferred(Reason.READ_ONLY)], ids=lambda each: each.why)
def test_what_the_next_edit_would_meet_too_ends_the_run(world: World, outcome: Outcome) -> None:
    world.wiki.refuse(OTHERS[1], outcome)
    done = run(world)
    assert done.editor.written.outcomes[1:] == [(OTHERS[1], outcome)]
    assert not done.editor.complete


@pytest.mark.usefixtures("many")
def test_a_page_that_cannot_be_saved_spoils_only_itself(world: World) -> None:
    world.wiki.refuse(OTHERS[1], Skipped(Reason.PROTECTED))
    done = run(world)
    assert len(world.wiki.edits) == len(OTHERS)
    assert done.editor.complete
    assert done.editor.written.left() == f"{OTHERS[1]}: protected"
    assert done.editor.written.counts()["saved"] == len(OTHERS)


def test_saved_says_its_revision(world: World) -> None:
    assert outcomes(world) == [Saved(world.wiki.revisions_of(TITLE)[-1][0].id)]


# --- The command line


def bot(*arguments: str | Path, status: int = 0) -> str:
    """What the command prints, without its log."""
    foreign = [name for name in os.environ if name.startswith(("PARTNERSHIPS_", "TOOL_"))]
    result = CliRunner(env=dict.fromkeys(foreign)).invoke(cli, ["tidy", *map(str, arguments)])
    assert result.exit_code == status, result.output
    return result.stdout


@pytest.fixture
def folder(tmp_path: Path) -> FolderWiki:
    folder = FolderWiki(tmp_path / "wiki", HOME)
    for title, text in {
        STOP: "run",
        TITLE: BEFORE.replace("Sénégal", "Sénégal, England"),
        "GLAM/Not asked": "{{Partnership|pays=Mali}}",
    }.items():
        assert isinstance(folder.save(Edit(title, text, "", None)), Saved)
    return folder


def test_the_command(folder: FolderWiki, tmp_path: Path) -> None:
    place = f"folder:{tmp_path / 'wiki'}"
    where = ("--wiki", place, "--write", place, "--database", f"sqlite:///{tmp_path / 'bot.db'}")

    def text(title: str) -> str:
        return folder.read([title])[title].text

    shown = bot(*where, "--dry-run")
    assert f"=== {TITLE}\n    Bot: " in shown
    assert "[[Partnerships/Bot|" in shown
    assert f"[[{STOP}|" in shown
    assert "+{{Partnership|country=SN, England|lead=A}}" in shown
    assert "pays=Sénégal" in text(TITLE)
    assert not (tmp_path / "bot.db").exists()
    assert f"{TITLE}: country: the words “England” say more" in bot(*where)
    assert "country=SN, England" in text(TITLE)
    assert text("GLAM/Not asked") == "{{Partnership|pays=Mali}}"
    folder.save(Edit("GLAM/Second", "{{Partnership|pays=Mali}}", "", None))
    bot(*where, "--all", "--trial", "1", status=1)
    assert [text("GLAM/Not asked"), text("GLAM/Second")].count("{{Partnership|country=ML}}") == 1
    bot(*where, "--all")
    assert text("GLAM/Not asked") == text("GLAM/Second") == "{{Partnership|country=ML}}"
    with Store.open(f"sqlite:///{tmp_path / 'bot.db'}", migrate=False) as store:
        (job,) = store.jobs()
    assert (job.name, job.state, job.counts["saved"], job.counts["unchanged"]) == ("tidy", "ok", 1, 2)


def test_the_command_changes_the_wiki_it_reads(tmp_path: Path) -> None:
    bot("--wiki", f"folder:{tmp_path}", "--write", f"folder:{tmp_path / 'other'}", status=2)
    bot("--write", f"folder:{tmp_path}", status=2)


def test_every_task_has_its_message() -> None:
    assert {f"wiki-job-{task}" for task in TASKS} <= set(raw_messages()["en"])
