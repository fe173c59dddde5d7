"""What install puts on the home wiki, in which order, and what it leaves alone when it comes again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands.workshop import TEMPLATES
from bot.core.bot_pages import TASKS, stop_title
from bot.core.outcome import Reason
from bot.i18n import raw_messages
from bot.jobs.install import MODULE, ON_WIKI_PREFIXES, PEOPLES_MODULES, install, planned_pages
from bot.jobs.stop_page import StopPage
from bot.jobs.writing import Owner, PlannedPage, Writer, Written
from bot.store import Store
from bot.wiki.memory import MemoryWiki
from tests.jobs.world import HOME, ROOT, RULES, Clock, World, kind

MESSAGES: Mapping[str, Mapping[str, str]] = {
    "en": {"wiki-hello": "Hello", "label-status-active": "active", "web-home": "Home"},
    "fr": {"wiki-hello": "Bonjour"},
}


@pytest.fixture
def world(store: Store) -> World:
    """A home wiki on which nothing of ours stands yet."""
    world = World(store)
    world.wiki = MemoryWiki(HOME, clock=world.clock)
    return world


def run(world: World, planned: list[PlannedPage], rules: object = RULES, page_root: str = ROOT) -> Written:
    """One run of install."""
    stop = StopPage(world.wiki, world.store, stop_title(page_root, "publish"), missing_means_run=True)
    writer = Writer(world.wiki, world.store, job="install", rules=rules, clock=world.clock, stop_page=stop)  # type: ignore[arg-type]
    install(writer, planned, page_root, lambda title: f"Install {title}")
    return writer.written


def pages(messages: Mapping[str, Mapping[str, str]] = MESSAGES, directory: Path = TEMPLATES, root: str = ROOT) -> list[PlannedPage]:
    """The pages to install."""
    return planned_pages(directory, messages, root, reads_user_language=True)


def index(planned: list[PlannedPage]) -> dict[str, object]:
    """What i18n.json says."""
    (page,) = (page for page in planned if page.title == f"{MODULE}/i18n.json")
    data: dict[str, object] = json.loads(page.text)
    return data


def test_everything_is_saved_in_order_and_only_once(world: World) -> None:
    planned = pages(raw_messages())
    run(world, planned)
    saved = world.saved()
    assert saved == [page.title for page in planned]
    assert len(set(saved)) == len(saved)
    assert saved[: len(TASKS)] == [stop_title(ROOT, task) for task in sorted(TASKS)]
    at = saved.index(f"{MODULE}/i18n.json")
    modules = [title for title in saved if title.startswith(MODULE)]
    assert modules[-1] == f"{MODULE}/i18n.json"  # the words are there when it announces them
    assert all(saved.index(title) > at for title in saved if title.startswith("Template:"))
    assert run(world, planned).counts() == {"saved": 0, "unchanged": len(planned), "skipped": 0, "deferred": 0, "failed": 0}
    assert world.saved() == []


def test_every_file_of_the_templates_becomes_a_page_with_its_owner() -> None:
    planned = {page.title: page for page in pages()}
    files = [path for path in TEMPLATES.rglob("*") if path.is_file()]
    assert len(planned) == len(files) + len(MESSAGES) + 1
    for title, page in planned.items():
        peoples = title == ROOT or title.startswith(f"{ROOT}/") or title in PEOPLES_MODULES
        assert (page.owner is Owner.PEOPLE) is peoples, title
    models = {title: page.content_model for title, page in planned.items()}
    assert models[MODULE] == "Scribunto"
    assert models[f"{MODULE}/doc"] == "wikitext"
    assert models[f"{MODULE}/i18n/fr.json"] == models[f"{MODULE}/i18n.json"] == "json"
    assert all(models[title] == "sanitized-css" for title in models if title.endswith(".css"))


def test_stop_pages_say_run() -> None:
    planned = {page.title: page.text for page in pages()}
    assert {planned[stop_title(ROOT, task)].split()[0] for task in TASKS} == {"run"}


def test_another_root_moves_the_pages_below_it(world: World) -> None:
    planned = pages(root="GLAM partnerships")
    titles = {page.title for page in planned}
    assert {stop_title("GLAM partnerships", task) for task in TASKS} <= titles
    assert not any(title == ROOT or title.startswith(f"{ROOT}/") for title in titles)
    assert [page.title for page in planned[: len(TASKS)]] == [stop_title("GLAM partnerships", task) for task in sorted(TASKS)]
    assert index(planned)["root"] == "GLAM partnerships"
    texts = {page.title: page.text for page in planned if page.content_model == "wikitext"}
    named = {title: found for title, text in texts.items() if (found := re.findall(r".{0,20}(?<!Module:)Partnerships/.*", text))}
    assert not named
    assert "[[GLAM partnerships/Bot/Run/tidy]]" in texts["GLAM partnerships/Bot"]
    assert "prefix=GLAM partnerships/Tools/" in texts["GLAM partnerships/New/Tool"]
    assert run(world, planned, page_root="GLAM partnerships").counts()["saved"] == len(planned)
    assert run(world, planned, page_root="GLAM partnerships").counts()["unchanged"] == len(planned)


def test_words_of_the_wiki_only(world: World) -> None:
    run(world, pages())
    words = json.loads(world.wiki.text(f"{MODULE}/i18n/en.json") or "")
    assert words["wiki-hello"] == "Hello"
    assert "web-home" not in words
    assert all(key.startswith(ON_WIKI_PREFIXES) for key in words)
    assert list(words) == sorted(words)
    assert words["label-country-SN"] == "Senegal"
    assert json.loads(world.wiki.text(f"{MODULE}/i18n/fr.json") or "")["label-country-SN"] == "Sénégal"


def test_the_version_changes_when_and_only_when_words_change() -> None:
    before = index(pages())
    assert before["languages"] == ["en", "fr"]
    assert before["userlanguage"] is True
    assert index(pages({"fr": MESSAGES["fr"], "en": dict(sorted(MESSAGES["en"].items()))})) == before
    assert index(pages({**MESSAGES, "en": {**MESSAGES["en"], "web-home": "Start"}})) == before
    assert index(pages({**MESSAGES, "en": {**MESSAGES["en"], "wiki-hello": "Hi"}}))["version"] != before["version"]
    assert index(pages({**MESSAGES, "en": {**MESSAGES["en"], "wiki-new": "New"}}))["version"] != before["version"]
    assert index(pages({**MESSAGES, "es": {"wiki-hello": "Hola"}}))["version"] != before["version"]


def test_a_new_word_saves_its_language_and_then_the_version(world: World) -> None:
    run(world, pages())
    world.saved()
    run(world, pages({**MESSAGES, "fr": {"wiki-hello": "Salut"}}))
    assert world.saved() == [f"{MODULE}/i18n/fr.json", f"{MODULE}/i18n.json"]


def test_what_people_changed_stays_until_somebody_says_otherwise(world: World, tmp_path: Path) -> None:
    for title, text in (("Template/A.wikitext", "a 1"), ("Module/Partnerships/X.lua", "x 1"), ("Partnerships.wikitext", "portal 1")):
        (tmp_path / title).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / title).write_text(text, encoding="utf-8")
    run(world, pages(directory=tmp_path))
    world.wiki.put("Template:A", "theirs")
    world.wiki.put("Partnerships", "their portal")
    world.wiki.put(f"{MODULE}/i18n/overrides/en.json", '{"wiki-hello": "Hey"}')
    assert run(world, pages(directory=tmp_path)).left() == "Template:A: not-ours"
    (tmp_path / "Template/A.wikitext").write_text("a 2", encoding="utf-8")
    (tmp_path / "Module/Partnerships/X.lua").write_text("x 2", encoding="utf-8")
    (tmp_path / "Partnerships.wikitext").write_text("portal 2", encoding="utf-8")
    world.saved()
    assert run(world, pages(directory=tmp_path)).left() == "Template:A: not-ours"
    assert world.saved() == [f"{MODULE}/X"]
    written = run(world, pages(directory=tmp_path), replace(RULES, overwrite=True))
    assert (world.saved(), written.left()) == (["Template:A"], "")
    assert world.wiki.text("Partnerships") == "their portal"
    assert world.wiki.text(f"{MODULE}/i18n/overrides/en.json") == '{"wiki-hello": "Hey"}'


def test_a_stop_page_that_says_stop_stops_install_too(world: World) -> None:
    world.wiki.put(stop_title(ROOT, "publish"), "stop")
    written = run(world, pages())
    reasons = {kind(outcome) for _, outcome in written.outcomes}
    assert reasons == {("Unchanged", None), ("Skipped", Reason.STOPPED)}  # the stop page itself is there
    assert world.saved() == []


def test_killed_at_any_edit_it_goes_on_where_it_was(store: Store) -> None:
    clock = Clock()
    for edits in (1, 7, 20):
        with Store.open("sqlite://", migrate=True) as fresh:
            world = World(fresh, clock)
            world.wiki = MemoryWiki(HOME, clock=clock)
            planned = pages()[:60]  # every page again for each edit: all of them would take minutes
            while run(world, planned, replace(RULES, edits=edits)).counts()["saved"]:
                pass
            assert world.saved() == [page.title for page in planned]
