"""Pages that look like partnerships but have no record: found where the configuration says, listed until they have one."""

from __future__ import annotations

from bot.commands.workshop import TEMPLATES
from bot.core.configuration import Candidate, Configuration
from bot.core.parse import Reader
from bot.i18n import raw_messages
from bot.jobs.collect import collect
from bot.jobs.configuration import shipped
from tests.jobs.world import LENIENT, World

CONFIGURATION = Configuration(
    candidates=(Candidate(wiki="metawiki", categories=("GLAM",), templates=("Box",)), Candidate(wiki="frwiki", categories=("Other",)))
)
SIGN = "[[Category:GLAM]]"


def candidates(world: World) -> list[tuple[str, str]]:
    """Title and sign of what a run finds."""
    collect(
        world.wiki,
        world.store,
        configuration=CONFIGURATION,
        make_reader=lambda names: Reader(world.wiki.site, names),
        rules=LENIENT,
        fingerprint="1",
    )
    return [(each.title, each.sign) for each in world.store.candidates()]


def test_pages_without_a_record_are_candidates_until_they_have_one(world: World) -> None:
    world.wiki.put("Museum", f"Text {SIGN}")
    world.wiki.put("Box here", "{{Box|x=y}}")
    world.wiki.put("Recorded", "{{Partnership|partner=A}} " + SIGN)
    world.wiki.put("Names it", "See Template:Box| or <nowiki>{{Box}}</nowiki>")
    world.wiki.put("Elsewhere", "[[Category:Other]]")
    assert candidates(world) == [("Box here", "Template:Box"), ("Museum", "Category:GLAM")]
    world.wiki.put("Museum", "{{Partnership|partner=A}} " + SIGN)
    world.wiki.delete("Box here")
    assert candidates(world) == []


def test_translations_of_recorded_pages_are_no_candidates(world: World) -> None:
    world.wiki.put("Recorded", "<languages/><translate>{{Partnership|partner=A}}</translate> " + SIGN)
    world.wiki.put("Recorded/fr", "Texte " + SIGN)
    world.wiki.put("Other/fr", "Texte " + SIGN)
    assert candidates(world) == [("Other/fr", "Category:GLAM")]


def test_a_second_run_asks_no_more_than_the_first(world: World) -> None:
    world.wiki.put("Museum", SIGN)
    world.wiki.requests = 0
    candidates(world)
    first, world.wiki.requests = world.wiki.requests, 0
    candidates(world)
    assert world.wiki.requests <= first


def test_no_category_that_our_own_templates_fill_is_looked_at() -> None:
    # Every record would be a candidate for a moment, and the list would grow with the records.
    ours = {text for texts in raw_messages().values() for key, text in texts.items() if key.startswith("wiki-category-")}
    looked_at = {category for candidate in shipped(TEMPLATES).configuration.candidates for category in candidate.categories}
    assert looked_at
    assert not looked_at & ours
