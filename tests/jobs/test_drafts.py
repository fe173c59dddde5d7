"""Nominations that the bot drafts, and the page of the year that tells what was delivered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.recognition.deliveries import DELIVERIES_ROOT
from bot.core.recognition.reach import Measurement, Reach
from bot.core.wiki_settings import WikiSettings
from bot.jobs.drafts import write_drafts
from bot.store import Store
from bot.store.knowledge import knowledge_of
from tests.jobs.test_recognise import NOMINATION, Ceremony
from tests.jobs.world import ROOT, World

FOLDER = f"{ROOT}/Nominations/"
AGREED = "|recognition_consent=yes|consent_evidence=https://example.org/yes|attribution_text=The Museum of Dakar"
YEAR = f"{ROOT}/Recognition/2026"


def museum(world: World, *, agreed: str = AGREED, status: str = "completed", end: str = "2026-03-01", gifts: str = "2026-02") -> None:
    contribution = "{{Partnership contribution|type=media|what=Photographs|date=" + gifts + "}}"
    text = "{{Partnership|partner=Museum|country=SN|start=2025|status=" + status + "|end=" + end + agreed + "}}\n" + contribution
    world.wiki.put("Museum/Dakar", text)
    world.collect()


def draft(world: World, settings: WikiSettings | None = None) -> list[str]:
    """Draft once; the titles that were saved."""
    knowledge = knowledge_of(
        world.store, world.configuration, world.clock().date(), home="metawiki", page_root=ROOT, prefixes={}, settings=settings
    )
    world.wiki.edits.clear()
    write_drafts(
        world.writer(),
        knowledge,
        page_root=ROOT,
        nominator=world.wiki.account,
        reason=lambda each: f"{each.milestone} [[x]]",
        summary=lambda page: f"draft {page.title}",
    )
    return [edit.title for edit in world.wiki.edits]


def test_milestones_are_drafted_once_for_people_to_approve(world: World) -> None:
    museum(world)
    names = [f"{FOLDER}Museum – Dakar (contribution 2026-02)", f"{FOLDER}Museum – Dakar (completed)"]
    assert draft(world) == names
    text = world.wiki.text(names[0]) or ""
    assert "| nominee = Museum/Dakar\n| kind = thank-you\n| reason = contribution &#91;&#91;x&#93;&#93;\n" in text
    assert "approved_by" not in text
    assert draft(world) == []


def test_what_people_deleted_or_made_themselves_is_left(world: World) -> None:
    museum(world, status="active", end="")
    [name] = draft(world)
    world.wiki.delete(name)
    assert draft(world) == []
    with Store.open("sqlite://", migrate=True) as store:
        other = replace(world, store=store)
        other.wiki = world.wiki
        world.wiki.put(name, "People's", user="Luc")
        other.collect()
        assert draft(other) == []


@pytest.mark.parametrize(
    "change",
    [
        {"agreed": ""},
        {"agreed": AGREED.replace("=yes", "=no")},
        {"agreed": "|recognition_consent=yes"},
        {"end": "2025-06", "gifts": "2025-06"},
    ],
)
def test_nothing_is_drafted_without_consent_or_long_after(world: World, change: dict[str, str]) -> None:
    museum(world, **change)
    assert draft(world) == []


def test_settings_bound_the_drafts_of_a_run(world: World) -> None:
    museum(world)
    assert draft(world, WikiSettings(drafts_per_run=0)) == []
    assert len(draft(world, WikiSettings(drafts_per_run=1))) == 1
    assert len(draft(world, WikiSettings(drafts_per_run=1))) == 1


@pytest.fixture
def ceremony(world: World) -> Ceremony:
    return Ceremony(world)


def test_what_was_delivered_stands_on_the_page_of_the_year_and_in_the_mirror(ceremony: Ceremony) -> None:
    ceremony.nominate()
    museum(ceremony.world)
    ceremony.run()
    ceremony.world.collect()
    ceremony.world.publish()
    page = ceremony.world.wiki.text(YEAR) or ""
    row = f"recipient=User:Amina|kind=barnstar|barnstar=mentoring|language=en|nomination={NOMINATION}"
    assert row in page
    assert "partner=The Museum of Dakar|page=Museum/Dakar" in page
    assert "what=Photographs" in page
    assert "User:Amina|barnstar|mentoring|en|Ibrahim" in (ceremony.world.wiki.text(f"{DELIVERIES_ROOT}2026.json") or "")


def test_a_new_database_knows_it_again_and_what_is_deleted_is_forgotten(ceremony: Ceremony) -> None:
    ceremony.nominate()
    ceremony.run()
    ceremony.world.collect()
    ceremony.world.publish()
    with Store.open("sqlite://", migrate=True) as store:
        world = replace(ceremony.world, store=store)
        world.wiki = ceremony.world.wiki
        world.collect()
        world.publish()
        assert [each.recipient for each in store.deliveries("metawiki")] == ["User:Amina"]
        assert "User:Amina" in (world.wiki.text(YEAR) or "")
        world.wiki.delete(NOMINATION)
        world.collect()
        world.publish()
        assert store.deliveries("metawiki") == []
        assert "User:Amina" not in (world.wiki.text(YEAR) or "")
        assert "User:Amina" not in (world.wiki.text(f"{DELIVERIES_ROOT}2026.json") or "")


def test_a_partner_that_wants_its_name_alone_gets_its_name_alone(world: World) -> None:
    museum(world, agreed=AGREED.replace("consent=yes", "consent=name-only"))
    world.publish()
    page = world.wiki.text(YEAR) or ""
    assert "partner=The Museum of Dakar|page=Museum/Dakar" in page
    assert "Photographs" not in page


def test_the_page_of_the_year_tells_how_far_gifts_reached(world: World) -> None:
    museum(world)
    text = (world.wiki.text("Museum/Dakar") or "").replace("|what=", "|commons_category=Photographs of Dakar|what=")
    world.wiki.put("Museum/Dakar", text)
    world.collect()
    world.publish()
    assert "used_pages=unknown|views=unknown" in (world.wiki.text(YEAR) or "")
    months = {"2025-12": 1000, "2026-01": 200, "2026-02": 300}
    asked = world.clock().date()
    world.store.note_reach([Measurement(Reach("Photographs of Dakar", month, 9, 4, 7, 2, views), asked) for month, views in months.items()])
    world.publish()
    assert "used_pages=7|views=2026-01:200;2026-02:300" in (world.wiki.text(YEAR) or "").replace("&#58;", ":")
