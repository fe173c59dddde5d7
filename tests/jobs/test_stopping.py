"""When writing stops: because somebody asked for it, because it would be of no use, or because it has done enough."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.core.outcome import Deferred, Failed, Outcome, Reason, Skipped, Unchanged
from bot.core.page import Page
from bot.jobs.stop_page import StopPage
from bot.jobs.writing import EDITS_PER_BATCH
from bot.wiki.memory import MemoryWiki
from bot.wiki.protocol import WikiError
from tests.jobs.test_writing import SAVED, UNCHANGED, between, report_page, reports
from tests.jobs.world import RULES, STOP, World, kind

# ---- It stops when asked ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["run", "run.", "Run", "'''run'''", " run \n\nSay anything else here to stop it.", "run, please"])
def test_a_stop_page_that_says_run(world: World, text: str) -> None:
    world.wiki.put(STOP, text)
    assert [kind(outcome) for outcome in world.write(report_page("one"))] == [SAVED]


@pytest.mark.parametrize("text", ["", " \n", "stop", "Do not run", "running", "<!-- run -->", "{{run}}", "norun", "#REDIRECT [[Run]]"])
def test_a_stop_page_that_says_anything_else(world: World, text: str) -> None:
    world.wiki.put(STOP, text)
    assert {kind(outcome) for outcome in world.write(*reports(3))} == {("Skipped", Reason.STOPPED)}
    assert world.saved() == []


def test_a_missing_stop_page_stops(world: World) -> None:
    world.wiki.delete(STOP)
    (outcome,) = world.write(report_page("one"))
    assert outcome == Skipped(Reason.STOPPED, f"{STOP} does not exist; “python -m bot install” creates it")
    assert StopPage(world.wiki, world.store, STOP, missing_means_run=True).refusal() is None


@pytest.mark.parametrize(
    "stop",
    [
        lambda wiki: wiki.put(STOP, "stop"),
        lambda wiki: wiki.put(STOP, ""),
        lambda wiki: wiki.delete(STOP),
        lambda wiki: wiki.move(STOP, "Elsewhere"),
    ],
    ids=["set", "blanked", "deleted", "moved"],
)
def test_the_stop_page_is_read_between_batches(world: World, stop: Callable[[MemoryWiki], object]) -> None:
    between(world, lambda: stop(world.wiki))
    outcomes = world.write(*reports(2 * EDITS_PER_BATCH + 5))
    assert [kind(outcome) for outcome in outcomes] == [SAVED] * EDITS_PER_BATCH + [("Skipped", Reason.STOPPED)] * (EDITS_PER_BATCH + 5)
    # What says so already is not held up by it.
    assert world.write(*reports(EDITS_PER_BATCH)) == [Unchanged()] * EDITS_PER_BATCH


class UnreadableLater(MemoryWiki):
    """A wiki that has trouble from a certain edit on."""

    broken = False

    def read(self, titles: list[str]) -> dict[str, Page]:  # type: ignore[override]  # asked with lists only
        if self.broken and STOP in titles:
            raise WikiError("metawiki: no answer: try again later")
        return dict(super().read(titles))

    def revisions(self, titles: list[str], prefixes: tuple[str, ...] = ()) -> dict[str, int]:  # type: ignore[override]
        if self.broken and STOP in titles:
            raise WikiError("metawiki: no answer: try again later")
        return dict(super().revisions(titles, prefixes))


def test_a_stop_page_that_cannot_be_read_stops(world: World) -> None:
    wiki = world.wiki = UnreadableLater(world.wiki.site, clock=world.clock)
    wiki.put(STOP, "run")
    between(world, lambda: setattr(wiki, "broken", True))
    outcomes = world.write(*reports(EDITS_PER_BATCH + 1))
    assert {kind(outcome) for outcome in outcomes[:-1]} == {SAVED}
    assert outcomes[-1] == Skipped(Reason.STOPPED, f"{STOP} cannot be read: metawiki: no answer: try again later")


def test_the_stop_page_costs_one_text_and_then_only_its_revision(world: World) -> None:
    world.write(report_page("one"))
    read = world.wiki.texts_read
    assert StopPage(world.wiki, world.store, STOP).refusal() is None
    assert world.wiki.texts_read == read
    world.wiki.put(STOP, "run on")
    assert StopPage(world.wiki, world.store, STOP).refusal() is None
    assert world.wiki.texts_read == read + 1


# ---- It gives up when there is no use ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "outcome",
    [Failed(Reason.BLOCKED, "blocked until May"), Deferred(Reason.LAG, detail="5 s behind"), Deferred(Reason.READ_ONLY)],
    ids=lambda outcome: outcome.why.value,
)
def test_what_the_next_edit_would_meet_too_ends_the_run(world: World, outcome: Outcome) -> None:
    first, second, third, *rest = reports(6)
    world.write(third)
    world.wiki.refuse(second.title, outcome)
    asked = []
    world.wiki.before_save = lambda edit: asked.append(edit.title)
    saved, *others = world.write(first, second, third, *rest)
    assert kind(saved) == SAVED
    assert others == [outcome, Unchanged(), outcome, outcome, outcome]
    assert asked == [first.title, second.title]
    world.wiki.refuse(second.title, None)
    assert [kind(outcome) for outcome in world.write(first, second, third, *rest)] == [UNCHANGED, SAVED, UNCHANGED, *[SAVED] * 3]


@pytest.mark.parametrize(
    "outcome", [Skipped(Reason.FILTER, "no"), Failed(Reason.OTHER, "500"), Skipped(Reason.RIGHTS), Skipped(Reason.PROTECTED)]
)
def test_what_concerns_one_page_spoils_only_that(world: World, outcome: Outcome) -> None:
    first, second, third = reports(3)
    world.wiki.refuse(second.title, outcome)
    assert [kind(found) for found in world.write(first, second, third)] == [SAVED, kind(outcome), SAVED]


def test_no_more_edits_than_allowed(world: World) -> None:
    few = replace(RULES, edits=3)
    pages = reports(8)
    trial = ("Deferred", Reason.TRIAL)
    assert [kind(outcome) for outcome in world.write(*pages, rules=few)] == [SAVED] * 3 + [trial] * 5
    assert [kind(outcome) for outcome in world.write(*pages, rules=few)] == [UNCHANGED] * 3 + [SAVED] * 3 + [trial] * 2
    assert [kind(outcome) for outcome in world.write(*pages, rules=few)] == [UNCHANGED] * 6 + [SAVED] * 2
