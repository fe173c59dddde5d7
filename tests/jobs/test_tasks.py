"""Which pages say that their tasks are done, when, and what becomes of them whatever people do."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.core.bot_pages import stop_title
from bot.core.configuration import Check, Configuration
from bot.core.outcome import Deferred, Outcome, Reason, Saved, Skipped, Unchanged
from bot.core.page import Edit
from bot.jobs.page_editor import EditingRules, PageEditor, named
from bot.jobs.stop_page import StopPage
from bot.jobs.tasks import complete_tasks
from bot.jobs.tidy import Tidier
from bot.store import Store
from bot.store.knowledge import knowledge_of
from bot.wiki.dry_run import DryRun
from bot.wiki.folder import FolderWiki
from bot.wiki.memory import MemoryWiki
from bot.wiki.protocol import PageTarget
from tests.jobs.world import FRENCH, HOME, ROOT, World, kind, reader

STOP = stop_title(ROOT, "tasks")
TIDY_CATEGORY = "Category:Partnership pages to tidy"
MUSEUM, TASKS = "GLAM/Museum", "GLAM/Tasks"
PARTNERSHIP = "{{Partnership|partner=M|summary=Maps.}}"
BEFORE = f"* {{{{Partnership task|page={MUSEUM}|check=summary|since=2026-03-01|done=}}}}\n\nAmina's words."
AFTER = BEFORE.replace("done=", "done=2026-03-15")
UNTIDY = "\n{{Partnership hub|pays=Mali}}"
TIDY = "\n{{Partnership hub|countries=ML}}"
RULES = EditingRules(edits=200)
READER = replace(reader(HOME), languages=("fr",))
CONFIGURATION = Configuration(
    checks=(
        Check(code="summary", parameters=("summary",), points=5, minutes=5),
        Check(code="contact", parameters=("lead_contact",), points=5, minutes=5),
    )
)


def editor(world: World, task: str, rules: EditingRules = RULES, target: PageTarget | None = None) -> PageEditor:
    where = target or world.wiki
    stop_page = StopPage(where, world.store, stop_title(ROOT, task))
    return PageEditor(where, world.store, task=task, reader=READER, rules=rules, clock=world.clock, stop_page=stop_page)


def run(world: World, rules: EditingRules = RULES, target: PageTarget | None = None, *, collect: bool = True) -> PageEditor:
    """One run after everything was read, as the command line does it."""
    if collect:
        world.collect()
    editing = editor(world, "tasks", rules, target)
    complete_tasks(
        editing,
        knowledge_of(world.store, CONFIGURATION, world.clock().date(), home="metawiki", page_root="Partnerships", prefixes={}),
        site="metawiki",
        summary=lambda checks, tidied: f"Done {named(checks)}; tidy {named(tidied.parameters)}",
    )
    return editing


def outcomes(world: World, *, collect: bool = True) -> list[tuple[str, Outcome]]:
    return run(world, collect=collect).written.outcomes


@pytest.fixture(autouse=True)
def page(world: World) -> None:
    """The task may run, and for a day there has been a page with a task that is done."""
    world.wiki.put(STOP, "run")
    world.wiki.put(MUSEUM, PARTNERSHIP)
    world.wiki.put(TASKS, BEFORE)
    world.clock.move(days=1)


def test_done_is_set_once(world: World) -> None:
    ((title, outcome),) = outcomes(world)
    assert (title, kind(outcome)) == (TASKS, ("Saved", None))
    assert world.wiki.text(TASKS) == AFTER
    (edit,) = world.wiki.edits
    assert (edit.summary, edit.minor, edit.base) == ("Done summary; tidy ", False, world.wiki.revisions_of(TASKS)[0][0].id)
    assert [(logged.job, logged.title, logged.outcome) for logged in world.store.outcomes(10)] == [("tasks", TASKS, outcome)]
    world.clock.move(days=1)
    assert outcomes(world, collect=False) == [(TASKS, Unchanged())]
    assert outcomes(world) == []
    assert len(world.wiki.edits) == 1


def test_a_task_waits_until_its_check_passes(world: World) -> None:
    world.wiki.put(MUSEUM, "{{Partnership|partner=M}}")
    assert outcomes(world) == []
    world.wiki.put(MUSEUM, PARTNERSHIP)
    assert outcomes(world, collect=False) == []
    assert [kind(outcome) for _, outcome in outcomes(world)] == [("Saved", None)]
    assert world.wiki.text(TASKS) == AFTER


def test_on_a_partnerships_own_page(world: World) -> None:
    world.wiki.put(MUSEUM, PARTNERSHIP + BEFORE)
    world.clock.move(hours=1)
    run(world)
    assert world.wiki.text(MUSEUM) == PARTNERSHIP + AFTER
    assert world.wiki.text(TASKS) == AFTER


def test_partnerships_of_all_wikis_count_but_only_pages_of_this_one_are_edited(world: World) -> None:
    french = MemoryWiki(FRENCH, clock=world.clock)
    french.put("Musée", PARTNERSHIP)
    french.put("À faire", BEFORE.replace(MUSEUM, "Musée"))
    world.collect(french)
    world.wiki.put(TASKS, BEFORE.replace(MUSEUM, "Musée"))
    world.wiki.put("Musée", PARTNERSHIP)
    world.wiki.put("GLAM/Abroad", BEFORE.replace(MUSEUM, "w:Musée"))
    world.wiki.put("À faire", BEFORE.replace("summary", "contact"))
    world.clock.move(hours=1)
    world.collect()
    knowledge = knowledge_of(world.store, CONFIGURATION, world.clock().date(), home="metawiki", page_root="Partnerships", prefixes={})
    editing = editor(world, "tasks")
    complete_tasks(editing, replace(knowledge, interwikis={"w": "frwiki"}), site="metawiki", summary=lambda *_: "Done")
    assert [(title, kind(outcome)) for title, outcome in editing.written.outcomes] == [
        ("GLAM/Abroad", ("Saved", None)),
        (TASKS, ("Saved", None)),
    ]


def test_what_was_read_is_not_trusted_when_the_partnership_has_changed_since(world: World) -> None:
    world.collect()
    world.wiki.put(MUSEUM, "{{Partnership|partner=M}}")
    assert outcomes(world, collect=False) == [(TASKS, Unchanged())]
    world.wiki.delete(MUSEUM)
    assert outcomes(world, collect=False) == [(TASKS, Unchanged())]
    assert outcomes(world) == []
    assert not world.wiki.edits


def test_the_page_is_read_anew(world: World) -> None:
    world.collect()
    world.wiki.put(TASKS, BEFORE.replace("done=", "done=2026-03-10"))
    assert outcomes(world, collect=False) == [(TASKS, Unchanged())]
    world.wiki.put(TASKS, BEFORE.replace("check=summary", "check=contact"))
    assert outcomes(world, collect=False) == [(TASKS, Unchanged())]
    world.wiki.delete(TASKS)
    assert outcomes(world, collect=False) == []


# --- Parameters put in order by the way


def test_both_are_one_edit(world: World) -> None:
    world.wiki.put(TASKS, BEFORE.replace("|page=", "|página=") + UNTIDY)
    world.clock.move(hours=1)
    run(world)
    assert world.wiki.text(TASKS) == AFTER + TIDY
    assert [edit.summary for edit in world.wiki.edits] == ["Done summary; tidy page, countries"]


@pytest.mark.parametrize("done", ["2026-03-14", "hier"])
def test_without_a_task_that_is_done_nothing_is_put_in_order(world: World, done: str) -> None:
    world.wiki.put(TASKS, BEFORE.replace("done=", f"fait={done}") + UNTIDY)
    world.wiki.put("GLAM/Open", BEFORE.replace("summary", "contact") + UNTIDY)
    world.clock.move(hours=1)
    run(world)
    assert not world.wiki.edits


# --- What holds it back


def put(text: str, user: str = "Amina") -> Callable[[World], object]:
    return lambda world: world.wiki.put(TASKS, text, user=user)


CASES: dict[str, tuple[Callable[[World], object], tuple[str, Reason | None], float]] = {
    "nobots": (put(f"{{{{nobots}}}}{BEFORE}"), ("Skipped", Reason.NOBOTS), 24),
    "in use": (put(f"{{{{in use}}}}{BEFORE}"), ("Skipped", Reason.IN_USE), 24),
    "protected": (lambda world: world.wiki.protect(TASKS), ("Skipped", Reason.PROTECTED), 24),
    "for translation": (put(f"<translate>{BEFORE}</translate>"), ("Skipped", Reason.TRANSLATION), 24),
    "a call that is translated": (
        put(f"<languages/>{BEFORE.replace('M', '<translate>M</translate>')}"),
        ("Skipped", Reason.TRANSLATION),
        24,
    ),
    "edited a while ago": (put(f"New. {BEFORE}"), ("Deferred", Reason.RECENT), 0.9),
    "edited an hour ago": (put(f"New. {BEFORE}"), ("Saved", None), 1),
}


@pytest.mark.parametrize("name", CASES)
def test_what_becomes_of_a_page(world: World, name: str) -> None:
    do, expected, hours = CASES[name]
    do(world)
    world.clock.move(hours=hours)
    before = world.wiki.text(TASKS)
    ((_, outcome),) = outcomes(world)
    assert kind(outcome) == expected
    assert (world.wiki.text(TASKS) == before) == (expected[0] != "Saved")


def test_what_somebody_undid_is_not_done_again(world: World) -> None:
    run(world)
    undone = f"Not yet! {BEFORE}{UNTIDY}"
    world.wiki.put(TASKS, undone, user="Amina")
    world.clock.move(days=1)
    assert outcomes(world) == [(TASKS, Skipped(Reason.UNDONE))]
    # Another task on the page is another matter, and so is this one when somebody takes it on anew.
    world.wiki.put(TASKS, undone.replace("since=2026-03-01", "since=2026-03-16"), user="Amina")
    world.clock.move(days=1)
    assert [kind(outcome) for _, outcome in outcomes(world)] == [("Saved", None)]
    assert world.wiki.text(TASKS) == f"Not yet! {BEFORE.replace('03-01', '03-16').replace('done=', 'done=2026-03-17')}{TIDY}"


def test_another_task_on_a_page_where_somebody_undid_one(world: World) -> None:
    run(world)
    second = BEFORE.replace("summary", "contact")
    world.wiki.put(MUSEUM, PARTNERSHIP.replace("}}", "|lead_contact=Ana}}"))
    world.wiki.put(TASKS, BEFORE + second, user="Amina")
    world.clock.move(days=1)
    run(world)
    assert world.wiki.text(TASKS) == BEFORE + second.replace("done=", "done=2026-03-16")


def test_nobody_undoes_twice_what_was_put_in_order_by_the_way(world: World) -> None:
    world.wiki.put(stop_title(ROOT, "tidy"), "run")
    text = f"{BEFORE}{UNTIDY}[[{TIDY_CATEGORY}]]"
    world.wiki.put(TASKS, text)
    world.clock.move(days=1)
    run(world)
    assert world.wiki.edits
    world.wiki.put(TASKS, text, user="Amina")
    world.clock.move(days=1)
    tidier = Tidier(editor(world, "tidy"), lambda _: "Tidy")
    tidier.run(world.wiki, tuple(CONFIGURATION.template_names("metawiki")), TIDY_CATEGORY)
    assert tidier.editor.written.outcomes == [(TASKS, Skipped(Reason.UNDONE))]
    # The other way round
    second = text.replace("since=2026-03-01", "since=2026-03-02")
    world.wiki.put(TASKS, second.replace("summary", "contact"), user="Amina")
    world.clock.move(days=1)
    tidier.run(world.wiki, tuple(CONFIGURATION.template_names("metawiki")), TIDY_CATEGORY)
    world.wiki.put(TASKS, second.replace("summary", "contact"), user="Amina")
    world.wiki.put(MUSEUM, PARTNERSHIP.replace("}}", "|lead_contact=Ana}}"))
    world.clock.move(days=1)
    run(world)
    done = second.replace("summary", "contact").replace("done=", f"done={world.clock.now.date()}")
    assert world.wiki.text(TASKS) == done


# --- Somebody edits in between


def meanwhile(world: World, text: str, user: str) -> None:
    """Somebody saves the page just before the first save."""
    left = [text]

    def before_save(_edit: Edit) -> None:
        if left:
            world.wiki.put(TASKS, left.pop(), user=user)

    world.wiki.before_save = before_save


def test_an_edit_in_between_is_not_lost(world: World) -> None:
    meanwhile(world, f"New. {BEFORE}", "Amina")
    assert outcomes(world) == [(TASKS, Deferred(Reason.RECENT, world.clock.now + timedelta(hours=1)))]
    assert world.wiki.text(TASKS) == f"New. {BEFORE}"
    meanwhile(world, f"Newer. {BEFORE}", "Partnerships bot")
    world.clock.move(hours=1)
    run(world)
    assert world.wiki.text(TASKS) == f"Newer. {AFTER}"


def test_a_day_that_somebody_writes_in_between_stays(world: World) -> None:
    theirs = BEFORE.replace("done=", "done=2026-03-12")
    meanwhile(world, theirs, "Amina")
    assert outcomes(world) == [(TASKS, Unchanged())]
    assert world.wiki.text(TASKS) == theirs


# --- The run


def test_it_stops_before_it_asks_for_anything(world: World) -> None:
    world.wiki.put(STOP, "stop")
    world.collect()
    read = world.wiki.texts_read
    assert outcomes(world, collect=False) == [(STOP, Skipped(Reason.STOPPED, f"{STOP} does not begin with “run”"))]
    assert world.wiki.texts_read == read + 1


def test_the_edits_of_a_run_are_bounded_and_the_next_goes_on(world: World) -> None:
    world.wiki.put("GLAM/More", BEFORE)
    world.clock.move(days=1)
    done = run(world, EditingRules(edits=1))
    assert not done.complete
    assert [kind(outcome) for _, outcome in done.written.outcomes] == [("Saved", None), ("Deferred", Reason.TRIAL)]
    assert run(world).complete
    assert len(world.wiki.edits) == 2


def test_a_dry_run_saves_nothing(world: World) -> None:
    shown: list[str] = []

    def show(title: str, summary: str, lines: Sequence[str]) -> None:
        shown.extend([title, summary, *lines])

    run(world, target=DryRun(world.wiki, show))
    assert shown[:2] == [TASKS, "Done summary; tidy "]
    assert f"+{AFTER.splitlines()[0]}" in shown
    assert not world.wiki.edits


# --- The command line


def bot(*arguments: str | Path, status: int = 0) -> str:
    """What the command prints, without its log."""
    foreign = [name for name in os.environ if name.startswith(("PARTNERSHIPS_", "TOOL_"))]
    result = CliRunner(env=dict.fromkeys(foreign)).invoke(cli, [*map(str, arguments)])
    assert result.exit_code == status, result.output
    return result.output


def test_the_command(tmp_path: Path) -> None:
    folder = FolderWiki(tmp_path / "wiki", HOME)
    for title, words in {
        STOP: "run",
        stop_title(ROOT, "collect"): "run",
        MUSEUM: PARTNERSHIP,
        TASKS: BEFORE + UNTIDY.replace("pays", "países"),
        "GLAM/Open": BEFORE.replace("summary", "contact"),
    }.items():
        assert isinstance(folder.save(Edit(title, words, "", None)), Saved)
    place = f"folder:{tmp_path / 'wiki'}"
    database = ("--database", f"sqlite:///{tmp_path / 'bot.db'}")
    where = ("--wiki", place, "--write", place, *database)

    def text(title: str) -> str:
        return folder.read([title])[title].text

    assert "run “python -m bot collect” first" in bot("tasks", *where, status=2)
    bot("collect", "--wiki", place, *database)
    shown = bot("tasks", *where, "--dry-run")
    assert f"=== {TASKS}\n    Bot: " in shown
    assert ": summary; and putting parameters in order: countries. " in shown
    assert f"[[{STOP}|" in shown
    assert "+{{Partnership hub|countries=ML}}" in shown
    assert text(TASKS) == BEFORE + UNTIDY.replace("pays", "países")
    bot("tasks", *where)
    assert "|done=20" in text(TASKS)
    assert text("GLAM/Open") == BEFORE.replace("summary", "contact")
    bot("tasks", *where)
    with Store.open(f"sqlite:///{tmp_path / 'bot.db'}", migrate=False) as store:
        (job,) = (job for job in store.jobs() if job.name == "tasks")
    assert (job.state, job.counts["saved"], job.counts["unchanged"]) == ("ok", 0, 1)
    bot("tasks", "--wiki", place, "--write", f"folder:{tmp_path / 'other'}", status=2)
