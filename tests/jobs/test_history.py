"""History lives on the wiki too: a database made anew has it back, and what people delete leaves it."""

from __future__ import annotations

from dataclasses import replace

from bot.core.history import HISTORY_ROOT
from bot.store import Store
from tests.jobs.test_publish import partnership
from tests.jobs.world import World


def grown(world: World) -> None:
    """Weeks go by: a page, another one, an edit of the first."""
    world.wiki.put("A", partnership())
    world.collect()
    world.publish()
    world.clock.move(days=8)
    world.wiki.put("B", partnership("IN"))
    world.collect()
    world.publish()
    world.clock.move(days=8)
    world.wiki.put("A", partnership(summary="They scan maps."))
    world.collect()
    world.publish()


def weeks(world: World) -> list[tuple[int, str, str]]:
    """Page, week and change of each entry."""
    return [(entry.key.page_id, entry.week, entry.change.value) for entry in world.store.history()]


def test_a_lost_database_has_its_history_back(world: World) -> None:
    grown(world)
    before = world.store.history()
    assert len({(entry.key, entry.week) for entry in before}) == 3
    pages = {title: world.wiki.text(title) for title in world.wiki.revisions([], [HISTORY_ROOT])}
    assert pages
    with Store.open("sqlite://", migrate=True) as store:
        anew = replace(world, store=store)
        anew.wiki = world.wiki
        anew.collect()
        anew.publish()
        assert store.history() == before
        assert {title: world.wiki.text(title) for title in pages} == pages


def test_what_is_deleted_leaves_history_and_every_week(world: World) -> None:
    grown(world)
    assert "page=A" in (world.wiki.text("Partnerships/New and changed/2026-W14") or "")
    page_id = next(page_id for page_id, _, change in weeks(world) if change == "c")
    world.wiki.delete("A")
    world.collect()
    world.publish()
    assert page_id not in {page for page, _, _ in weeks(world)}
    for title in world.wiki.revisions([], ["Partnerships/New and changed/", HISTORY_ROOT]):
        assert "page=A|" not in (world.wiki.text(title) or "")
        assert f"metawiki|{page_id}|" not in (world.wiki.text(title) or "")
