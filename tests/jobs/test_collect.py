"""Reading a wiki into the store: what is fetched, what is forgotten, and when neither is believed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import pytest

from bot.core.bot_pages import stop_title
from bot.core.configuration import Configuration
from bot.core.outcome import Reason
from bot.core.page import Known, Page, Unreadable
from bot.core.parse import Reader
from bot.core.problem import ProblemCode
from bot.core.search import wanted
from bot.core.site import Site
from bot.core.vocabulary import Vocabulary
from bot.jobs.collect import Collected, VanishingRules, collect
from bot.jobs.run import Reading, Run, collect_all
from bot.jobs.stop_page import StopPage
from bot.store import Store
from bot.wiki.dump import DumpSource
from bot.wiki.folder import FolderWiki
from bot.wiki.limited import Limited
from bot.wiki.memory import MemoryWiki
from bot.wiki.protocol import PageSource, WikiError
from tests.jobs.world import FRENCH, LENIENT, ROOT, World
from tests.wiki.exports import export


def partnership(partner: str = "A museum") -> str:
    """A page's text with one partnership and nothing wrong."""
    return f"{{{{Partnership|partner={partner}|lead=Wikimedia Sénégal|country=SN|status=active|start=2026}}}}"


def titles(store: Store) -> set[str]:
    """The pages that records stand on."""
    return {record.source.title for record in store.records()}


def fill(wiki: MemoryWiki, number: int) -> None:
    """Pages with a partnership each."""
    for index in range(number):
        wiki.put(f"Page {index:03}", partnership(f"Museum {index}"))


# ---- What is read -----------------------------------------------------------------------------------------------------------------------


def test_only_what_changed_is_read_again(world: World) -> None:
    fill(world.wiki, 5)
    assert world.collect() == Collected("metawiki", read=5)
    assert len(world.store.records()) == 5
    world.wiki.put("Page 003", partnership("Another museum"))
    world.wiki.put("Page 005", partnership("A new museum"))
    texts = world.wiki.texts_read
    assert world.collect() == Collected("metawiki", read=2, unchanged=4)
    assert world.wiki.texts_read == texts + 2
    assert {record.model_dump()["partner"] for record in world.store.records()} >= {("Another museum",), ("A new museum",)}
    assert world.collect() == Collected("metawiki", unchanged=6)


def test_progress_is_told_after_each_page(world: World) -> None:
    fill(world.wiki, 3)
    told: list[int] = []
    reading = reading_of(world)
    run_of(world, lambda: world.wiki, reading=reading, progress=lambda state: told.append(state.read))
    assert told == [1, 2, 3]


def test_everything_is_read_again_when_pages_may_read_differently(world: World) -> None:
    fill(world.wiki, 3)
    world.collect(fingerprint="version 1")
    assert world.collect(fingerprint="version 2") == Collected("metawiki", read=3)
    assert world.collect(fingerprint="version 2") == Collected("metawiki", unchanged=3)


def test_a_new_redirect_to_the_template_is_a_reason_too(world: World) -> None:
    world.wiki.put("Template:Partnership", "…")
    world.wiki.put("Both", partnership() + "{{Cooperation|partner=B}}")
    assert world.collect().read == 1
    assert len(world.store.records()) == 1
    world.wiki.put("Template:Cooperation", "#REDIRECT [[Template:Partnership]]")
    assert world.collect().read == 1
    assert len(world.store.records()) == 2


def test_a_run_with_other_rules_that_was_cut_off_leaves_nothing_half_read(world: World) -> None:
    fill(world.wiki, 3)
    world.collect(fingerprint="1")
    with pytest.raises(WikiError):
        world.collect(Breaks(world.wiki, after=2), fingerprint="2")
    # Back to the first rules: what was read by the second must be read again, though no page has changed.
    assert world.collect(fingerprint="1") == Collected("metawiki", read=3)


def test_moved_pages_keep_their_records(world: World) -> None:
    world.wiki.put("Old", partnership())
    world.collect()
    (before,) = world.store.records()
    world.wiki.move("Old", "New")
    assert world.collect() == Collected("metawiki", read=1)
    (after,) = world.store.records()
    assert (after.key, after.source.title) == (before.key, "New")


# ---- What is gone -----------------------------------------------------------------------------------------------------------------------


def test_what_is_deleted_or_no_longer_a_partnership_goes(world: World) -> None:
    fill(world.wiki, 4)
    world.collect()
    world.wiki.delete("Page 000")
    world.wiki.put("Page 001", "Nothing here any more.")
    assert world.collect() == Collected("metawiki", unchanged=2, removed=2)
    assert titles(world.store) == {"Page 002", "Page 003"}
    assert world.store.titles() == {("metawiki", "Page 002"), ("metawiki", "Page 003")}


@pytest.mark.parametrize(
    ("rules", "blanked", "refused"),
    [
        (VanishingRules(0.3, 10), 10, False),
        (VanishingRules(0.3, 10), 12, False),
        (VanishingRules(0.3, 10), 13, True),
        (VanishingRules(0.0, 10), 10, False),
        (VanishingRules(0.0, 10), 11, True),
        (VanishingRules(0.0, 0), 1, True),
        (VanishingRules(1.0, 0), 39, False),
        (VanishingRules(1.0, 99), 40, True),  # all of them: an empty source
        (VanishingRules(0.0, 0, allowed=True), 40, False),
    ],
)
def test_many_pages_that_lose_their_templates_at_once(world: World, rules: VanishingRules, blanked: int, refused: bool) -> None:
    fill(world.wiki, 40)
    world.collect()
    for index in range(blanked):
        world.wiki.put(f"Page {index:03}", "Vandals were here.")
    collected = world.collect(rules=rules)
    assert (collected.refusal is not None) is refused
    assert collected.removed == (0 if refused else blanked)
    assert len(world.store.records()) == 40 - collected.removed
    if collected.refusal:
        assert collected.refusal.why is Reason.SHRINK
        assert f"{blanked} of 40 pages of metawiki" in collected.refusal.detail
        assert "--allow-shrink" in collected.refusal.detail


def test_what_the_wiki_says_was_deleted_always_goes(world: World) -> None:
    fill(world.wiki, 40)
    world.collect()
    for index in range(40):
        world.wiki.delete(f"Page {index:03}")
    assert world.collect(rules=VanishingRules(0, 0)) == Collected("metawiki", removed=40)
    assert world.store.records() == []


def test_an_export_that_cannot_know_of_deletions_is_not_believed_when_empty(world: World, tmp_path: Path) -> None:
    fill(world.wiki, 3)
    file = tmp_path / "wiki.xml"
    ids = {title: number for number, title in enumerate(world.wiki.titles(), 1)}
    file.write_text(export(world.wiki, ids), encoding="utf-8")
    assert world.collect(DumpSource(file)).read == 3
    file.write_text(export(MemoryWiki(world.wiki.site, clock=world.clock), {}), encoding="utf-8")
    collected = world.collect(DumpSource(file))
    assert collected.refusal is not None
    assert (collected.removed, len(world.store.records())) == (0, 3)


def test_refused_today_believed_when_they_are_back(world: World) -> None:
    fill(world.wiki, 20)
    world.collect()
    for index in range(20):
        world.wiki.put(f"Page {index:03}", "")
    assert world.collect().refusal is not None
    fill(world.wiki, 20)
    assert world.collect() == Collected("metawiki", read=20)


class Hides(Limited):
    """A wiki whose administrators have hidden some texts from the public."""

    is_complete = True

    def __init__(self, source: PageSource, *hidden: str) -> None:
        super().__init__(source, 1_000_000)
        self._hidden = hidden

    def changed(self, names: Collection[str], known: Mapping[int, int]) -> Iterator[Page | Known | Unreadable]:
        for item in super().changed(names, {}):
            if isinstance(item, Page) and item.title in self._hidden:
                yield Unreadable(item.id, item.title, "the text is hidden", hidden=True)
            else:
                yield item


def test_hidden_text_is_forgotten(world: World) -> None:
    fill(world.wiki, 3)
    world.collect()
    assert world.collect(Hides(world.wiki, "Page 001"), rules=VanishingRules(0, 0)) == Collected("metawiki", read=2, removed=1)
    assert titles(world.store) == {"Page 000", "Page 002"}
    assert world.store.problems() == []


def test_hidden_text_is_forgotten_even_where_others_are_kept(world: World) -> None:
    fill(world.wiki, 20)
    world.collect()
    for index in range(1, 20):
        world.wiki.put(f"Page {index:03}", "")
    collected = world.collect(Hides(world.wiki, "Page 000"))
    assert collected.refusal is not None
    assert titles(world.store) == {f"Page {index:03}" for index in range(1, 20)}


def test_a_page_that_cannot_be_read_is_kept_and_reported(world: World) -> None:
    fill(world.wiki, 2)
    world.collect()
    world.wiki.put("Page 000", partnership("Another"))
    world.wiki.make_unreadable("Page 000", "the server does not give its text")
    assert world.collect() == Collected("metawiki", unchanged=1, unreadable=1)
    assert titles(world.store) == {"Page 000", "Page 001"}
    (problem,) = world.store.problems()
    assert (problem.code, problem.page, problem.found) == (ProblemCode.UNREADABLE, "Page 000", "the server does not give its text")
    assert world.store.counts().unreadable == 1
    # It is asked for again each time, though it is reported once only.
    assert world.collect() == Collected("metawiki", unchanged=1, unreadable=1)
    assert len(world.store.problems()) == 1


# ---- Translations -----------------------------------------------------------------------------------------------------------------------


def test_translations_do_not_count_while_the_base_page_cannot_be_read(world: World) -> None:
    world.wiki.put("Museum", f"<languages/>{partnership()}")
    world.wiki.put("Museum/fr", partnership())
    world.collect()
    world.wiki.put("Museum", f"<languages/>{partnership('Another')}")
    world.wiki.make_unreadable("Museum", "the server does not give its text")
    world.collect()
    assert titles(world.store) == {"Museum"}


def test_translations_do_not_count_once_the_base_page_is_known(world: World) -> None:
    world.wiki.put("Museum/fr", partnership())
    world.wiki.put("Museum/Annex", partnership())
    world.collect()
    assert titles(world.store) == {"Museum/fr", "Museum/Annex"}
    world.wiki.put("Museum", f"<languages/><translate>{partnership()}</translate>")
    assert world.collect() == Collected("metawiki", read=1, unchanged=2)
    assert titles(world.store) == {"Museum", "Museum/Annex"}
    # And no longer when the base page is translated no more.
    world.wiki.put("Museum", partnership())
    world.collect()
    assert titles(world.store) == {"Museum", "Museum/fr", "Museum/Annex"}


# ---- Parts of a wiki, and wikis that fail ------------------------------------------------------------------------------------------------


class Breaks(Limited):
    """A wiki that stops answering after some pages."""

    is_complete = True

    def __init__(self, source: PageSource, *, after: int) -> None:
        super().__init__(source, after)

    def changed(self, names: Collection[str], known: Mapping[int, int]) -> Iterator[Page | Known | Unreadable]:
        yield from super().changed(names, known)
        raise WikiError(f"{self.site.dbname}: no answer: try again later")


def test_a_limit_removes_nothing_and_remembers_no_rules(world: World) -> None:
    fill(world.wiki, 5)
    assert world.collect(Limited(world.wiki, 2)) == Collected("metawiki", read=2)
    assert world.store.get_fingerprint("metawiki") is None
    world.collect()
    world.wiki.delete("Page 004")
    assert world.collect(Limited(world.wiki, 2)) == Collected("metawiki", unchanged=2)
    assert len(world.store.records()) == 5
    assert world.collect(Limited(world.wiki, 2), fingerprint="2") == Collected("metawiki", read=2)
    assert world.collect(fingerprint="2") == Collected("metawiki", read=4, removed=1)


def test_a_wiki_that_breaks_off_keeps_what_was_read_and_removes_nothing(world: World) -> None:
    fill(world.wiki, 5)
    with pytest.raises(WikiError):
        world.collect(Breaks(world.wiki, after=3))
    assert len(world.store.records()) == 3
    assert world.store.get_fingerprint("metawiki") is None
    assert world.collect() == Collected("metawiki", read=5)
    world.wiki.delete("Page 000")
    with pytest.raises(WikiError):
        world.collect(Breaks(world.wiki, after=1))
    assert len(world.store.records()) == 5


def reading_of(world: World) -> Reading:
    """What the job *run* reads with."""
    return Reading(Configuration(), Reader, "1", LENIENT)


def run_of(world: World, *sources: object, reading: Reading | None = None, progress: object = None, stop: bool = False) -> Run:
    """The job *run* over some wikis, without publishing."""
    page = StopPage(world.wiki, world.store, stop_title(ROOT, "collect")) if stop else None
    return collect_all(
        {f"source {number}": source for number, source in enumerate(sources)},  # type: ignore[misc]  # functions that open a source
        world.store,
        reading=reading or reading_of(world),
        clock=world.clock,
        stop_page=page,
        home="metawiki",
        progress=progress,  # type: ignore[arg-type]  # likewise
    )


def no_such_wiki() -> PageSource:
    """Opening it fails."""
    raise WikiError("xwiki: there is no such wiki: correct its name")


def test_one_wiki_that_fails_spoils_only_itself(world: World, tmp_path: Path) -> None:
    french = MemoryWiki(FRENCH, clock=world.clock)
    fill(french, 3)
    fill(world.wiki, 2)
    file = tmp_path / "testwiki" / "Page.wikitext"
    file.parent.mkdir()
    file.write_text(partnership(), encoding="utf-8")
    folder = FolderWiki(tmp_path / "testwiki", Site("testwiki"))
    run = run_of(world, no_such_wiki, lambda: Breaks(french, after=1), lambda: world.wiki, lambda: folder)
    assert run.collected == [Collected("metawiki", read=2), Collected("testwiki", read=1)]
    assert run.failures == ["xwiki: there is no such wiki: correct its name", "frwiki: no answer: try again later"]
    assert not run.complete
    (job,) = world.store.jobs()
    assert (job.state, job.last_success) == ("incomplete", None)
    assert job.detail == " · ".join(run.failures)
    assert job.counts == {"pages": 4, "unreadable": 0, "partnerships": 4, "hubs": 0, "problems": 0}
    world.clock.move(hours=1)
    assert run_of(world, lambda: french, lambda: world.wiki, lambda: folder).complete
    (job,) = world.store.jobs()
    assert (job.state, job.last_success, job.detail) == ("ok", world.clock(), "")


def test_the_stop_page_is_read_before_each_wiki(world: World) -> None:
    stop = stop_title(ROOT, "collect")
    fill(world.wiki, 1)
    assert run_of(world, lambda: world.wiki, stop=True).failures == [f"{stop} does not exist; “python -m bot install” creates it"]
    world.wiki.put(stop, "run")

    def stops_the_next() -> PageSource:
        world.wiki.put(stop, "stop")
        return world.wiki

    run = run_of(world, stops_the_next, no_such_wiki, stop=True)
    assert run.collected == [Collected("metawiki", read=1)]
    assert run.failures == [f"{stop} does not begin with “run”"]


def test_on_every_database(shared_url: str, world: World) -> None:
    with Store.open(shared_url, migrate=True) as store:
        world.store = store
        fill(world.wiki, 20)
        assert world.collect() == Collected("metawiki", read=20)
        world.wiki.delete("Page 000")
        world.wiki.put("Page 001", partnership("é|;\\😀"))
        assert world.collect() == Collected("metawiki", read=1, unchanged=18, removed=1)
        assert world.collect() == Collected("metawiki", unchanged=19)


def test_what_is_read_can_be_searched_by_its_labels(world: World) -> None:
    fill(world.wiki, 1)
    labels = Vocabulary({"fr": {"label-status-active": "En cours"}})
    collect(
        world.wiki,
        world.store,
        configuration=world.configuration,
        make_reader=lambda names: Reader(world.wiki.site, names, labels),
        rules=LENIENT,
        fingerprint="1",
    )
    names = {number: record.display_name for record, number in world.store.numbered_records()}
    assert [names[hit.number] for hit in world.store.search(wanted("en cours sénégal"))] == ["Page 000"]
