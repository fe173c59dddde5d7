"""What is in force: what the wiki says as long as it can be obeyed, what was in force before, or the defaults."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.core.configuration import CONFIGURATION_TITLE, Configuration
from bot.core.configuration_text import PageProblem, Why
from bot.core.data_pages import rows_of
from bot.core.parse import Reader
from bot.core.records import Partnership
from bot.core.wiki_settings import SETTINGS_TITLE, WikiSettings
from bot.jobs.collect import Collected, collect
from bot.jobs.configuration import Loaded, load, shipped
from bot.jobs.install import planned_pages
from bot.jobs.publish import status_page
from bot.jobs.writing import Owner, ShrinkGuard, Written
from bot.wiki.protocol import WikiError
from tests.jobs.world import HOME, LENIENT, ROOT, World

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
BOX = {"wiki": "metawiki", "template": "Project box", "kind": "partnership", "parameters": {"who": "partner"}}
DEFAULTS = Loaded(Configuration(), WikiSettings())


def configuration(few: int) -> str:
    return json.dumps({"thresholds": {"few": few}})


def settings(days: int) -> str:
    return json.dumps({"cool_down_days": days})


def in_force(world: World) -> tuple[int, int, list[tuple[str, Why]]]:
    """The two numbers in force, and what is told of: all that one run sees."""
    loaded = load(world.wiki, world.store, DEFAULTS)
    short = {CONFIGURATION_TITLE: "configuration", SETTINGS_TITLE: "settings"}
    return (
        loaded.configuration.thresholds.few,
        loaded.settings.cool_down_days,
        [(short[problem.page], problem.why) for problem in loaded.problems],
    )


def test_without_pages_the_defaults_are_in_force(world: World) -> None:
    assert in_force(world) == (10, 180, [])
    assert load(None, world.store, DEFAULTS, "metawiki") == DEFAULTS


def test_what_the_wiki_says_is_in_force(world: World) -> None:
    world.wiki.put(CONFIGURATION_TITLE, configuration(3))
    world.wiki.put(SETTINGS_TITLE, settings(90))
    world.wiki.protect(SETTINGS_TITLE)
    assert in_force(world) == (3, 90, [])
    # Also where no wiki can be asked.
    loaded = load(None, world.store, DEFAULTS, "metawiki")
    assert (loaded.configuration.thresholds.few, loaded.settings.cool_down_days) == (3, 90)


@pytest.mark.parametrize("broken", ["", "{", '{"thresholds": {"few": 0}}', '{"unknown": 1}', "[" * 100_000, "x" * 1_000_100])
def test_the_last_valid_version_stays_in_force(world: World, broken: str) -> None:
    world.wiki.put(CONFIGURATION_TITLE, configuration(3))
    assert in_force(world) == (3, 180, [])
    world.wiki.put(CONFIGURATION_TITLE, broken)
    for _ in range(2):
        assert in_force(world) == (3, 180, [("configuration", Why.INVALID)])
    world.wiki.put(CONFIGURATION_TITLE, configuration(4))
    assert in_force(world) == (4, 180, [])


def test_where_no_version_was_ever_valid_the_defaults_are_in_force(world: World) -> None:
    world.wiki.put(CONFIGURATION_TITLE, "{")
    assert in_force(world) == (10, 180, [("configuration", Why.INVALID)])


def test_a_page_that_was_deleted_leaves_the_defaults(world: World) -> None:
    world.wiki.put(CONFIGURATION_TITLE, configuration(3))
    world.wiki.put(SETTINGS_TITLE, settings(90))
    world.wiki.protect(SETTINGS_TITLE)
    in_force(world)
    world.wiki.delete(CONFIGURATION_TITLE)
    world.wiki.delete(SETTINGS_TITLE)
    assert in_force(world) == (10, 180, [])
    # Also where no wiki can be asked.
    assert load(None, world.store, DEFAULTS, "metawiki") == DEFAULTS
    world.wiki.put(SETTINGS_TITLE, settings(90))
    world.wiki.protect(SETTINGS_TITLE)
    assert in_force(world) == (10, 90, [])


def test_settings_are_obeyed_only_while_the_page_is_fully_protected(world: World) -> None:
    world.wiki.put(SETTINGS_TITLE, settings(90))
    assert in_force(world) == (10, 180, [("settings", Why.UNPROTECTED)])
    world.wiki.protect(SETTINGS_TITLE)
    assert in_force(world) == (10, 90, [])
    world.wiki.unprotect(SETTINGS_TITLE)
    assert in_force(world) == (10, 90, [("settings", Why.UNPROTECTED)])
    # What somebody writes now is not read.
    world.wiki.put(SETTINGS_TITLE, settings(1))
    for _ in range(2):
        assert in_force(world) == (10, 90, [("settings", Why.UNPROTECTED)])
    world.wiki.put(SETTINGS_TITLE, "{")
    assert in_force(world) == (10, 90, [("settings", Why.INVALID), ("settings", Why.UNPROTECTED)])
    world.wiki.put(SETTINGS_TITLE, settings(30))
    world.wiki.protect(SETTINGS_TITLE)
    assert in_force(world) == (10, 30, [])


def test_the_configuration_needs_no_protection(world: World) -> None:
    world.wiki.put(CONFIGURATION_TITLE, configuration(3))
    assert in_force(world) == (3, 180, [])


@pytest.mark.parametrize("text", [configuration(3), "{"])
def test_a_text_is_fetched_once_whether_it_is_valid_or_not(world: World, text: str) -> None:
    world.wiki.put(CONFIGURATION_TITLE, text)
    world.wiki.put(SETTINGS_TITLE, settings(90))
    in_force(world)
    assert world.wiki.texts_read == 2
    requests = world.wiki.requests
    in_force(world)
    assert world.wiki.texts_read == 2
    assert world.wiki.requests - requests == 2  # revisions of both, protection


def test_a_wiki_that_does_not_answer_changes_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.wiki.put(CONFIGURATION_TITLE, configuration(3))
    in_force(world)
    world.wiki.put(CONFIGURATION_TITLE, configuration(4))

    def fails(*_: Any) -> Any:
        raise WikiError("metawiki does not answer")

    for name in ("revisions", "read"):
        with monkeypatch.context() as patch:
            patch.setattr(world.wiki, name, fails)
            loaded = load(world.wiki, world.store, DEFAULTS)
        assert loaded.configuration.thresholds.few == 3
        assert [problem.why for problem in loaded.problems] == [Why.UNREADABLE]
        assert "metawiki does not answer" in str(loaded.problems[0])


def test_a_version_that_a_newer_tool_does_not_take_leaves_the_defaults(world: World) -> None:
    world.store.remember("metawiki", CONFIGURATION_TITLE, 1, '{"former": 1}')
    assert load(None, world.store, DEFAULTS, "metawiki") == DEFAULTS


def test_problems_say_page_line_path_and_remedy(world: World) -> None:
    world.wiki.put(CONFIGURATION_TITLE, '{\n"thresholds": {\n"few": "3"}}')
    (problem,) = load(world.wiki, world.store, DEFAULTS).problems
    assert problem == PageProblem(CONFIGURATION_TITLE, Why.INVALID, 3, "thresholds.few", "“3”", "a whole number without quotation marks")
    assert str(problem) == f"{CONFIGURATION_TITLE}:3: thresholds.few: “3”; a whole number without quotation marks"


def test_problems_stand_on_the_status_page(world: World) -> None:
    problems = [PageProblem(CONFIGURATION_TITLE, Why.INVALID, 3, "checks[1]", "“{{x}}”", "y")] * 60
    problems.append(PageProblem(SETTINGS_TITLE, Why.UNPROTECTED))
    text = status_page(world.store, ROOT, world.clock(), Written(), problems)
    rows = [line for line in text.splitlines() if "|configuration=" in line]
    assert len(rows) == 51
    assert rows[0].startswith("{{Partnership report row|report=status|configuration=invalid|state=incomplete|page=Module:Partnerships/Conf")
    assert "|line=3|path=checks" in rows[0]
    assert "{{x}}" not in rows[0]
    assert rows[-1].endswith("|configuration=unprotected|state=incomplete|page=Module:Partnerships/Settings.json}}")


def test_pages_that_the_settings_name_may_shrink() -> None:
    old = json.dumps({"generator": "partnerships", "records": [f"x|metawiki|Page {number}" for number in range(50)]})
    missed = frozenset(rows_of(old) or ())
    assert len(missed) == 50
    guard = ShrinkGuard(0.3, 10, titles=frozenset({"Module:A.json"}))
    assert guard.refuses("Module:A.json", old, missed) == ""
    assert "50 of 50 rows" in guard.refuses("Module:B.json", old, missed)


def test_what_ships_with_the_tool_is_put_on_the_wiki_once_for_people(world: World) -> None:
    planned = {page.title: page for page in planned_pages(TEMPLATES, {"en": {}}, ROOT, reads_user_language=False)}
    for title in (CONFIGURATION_TITLE, SETTINGS_TITLE):
        assert (planned[title].owner, planned[title].content_model) == (Owner.PEOPLE, "json")
        world.wiki.put(title, planned[title].text)
    world.wiki.protect(SETTINGS_TITLE)
    loaded = load(world.wiki, world.store, DEFAULTS)
    assert loaded == replace(shipped(TEMPLATES), revision=loaded.revision)
    assert loaded.revision == world.wiki.revisions([CONFIGURATION_TITLE])[CONFIGURATION_TITLE]


@pytest.mark.parametrize(
    ("change", "read", "removed"),
    [
        ({}, 0, 0),
        ({"checks": []}, 0, 0),
        ({"mappings": []}, 1, 2),
        ({"mappings": [{**BOX, "parameters": {"who": "partner", "colour": "name"}}]}, 3, 0),
    ],
)
def test_mapped_templates_are_collected_and_read_again_when_that_changes(
    world: World, change: dict[str, Any], read: int, removed: int
) -> None:
    value: dict[str, Any] = {"checks": [{"code": "a", "section": "next"}], "mappings": [BOX]}
    world.wiki.put("A", "{{project box|who=Museum|colour=red}}")
    world.wiki.put("Template:Box", "#REDIRECT [[Template:Project box]]")
    world.wiki.put("B", "{{Box|who=Library}}")
    world.wiki.put("C", "{{Partnership|partner=School}}")

    def run(value: dict[str, Any]) -> Collected:
        made = Configuration.model_validate(value)
        return collect(
            world.wiki,
            world.store,
            configuration=made,
            make_reader=lambda names: Reader(HOME, names),
            rules=LENIENT,
            fingerprint=made.fingerprint(),
        )

    assert run(value).read == 3
    partners = {record.partner for record in world.store.records("partnership") if isinstance(record, Partnership)}
    assert partners == {("Museum",), ("Library",), ("School",)}
    again = run(value | change)
    assert (again.read, again.removed) == (read, removed)
