"""What becomes of a planned page, whatever people did to the page before, meanwhile and since."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.core.data_pages import meaning
from bot.core.outcome import Outcome, Reason, Saved, Skipped, Unchanged
from bot.core.page import Edit, Page, Revision
from bot.core.site import Site
from bot.jobs.writing import Owner, PlannedPage, ShrinkGuard, WritingRules
from bot.store import Store, StoreError
from bot.wiki.folder import FolderWiki
from bot.wiki.memory import MemoryWiki
from tests.jobs.world import RULES, STOP, World, kind

SHARD = "Module:Partnerships/Data/Partnership/none.json"
REPORT = "Partnerships/Reports/Problems"
TEMPLATE = "Template:Partnership"
PORTAL = "Partnerships"


def shard(*names: str) -> str:
    """A data page with one record on each of the home wiki's pages of these names."""
    return json.dumps({"generator": "partnerships", "records": [f"{name}|metawiki|{name}||1" for name in names]}, indent="\t")


def report(*rows: str) -> str:
    """A report."""
    return "\n".join(["{{Partnership report|report=problems|count=1}}", *rows, "{{Partnership report end|report=problems}}"])


def data_page(*names: str, title: str = SHARD) -> PlannedPage:
    """A data page to be written."""
    return PlannedPage(title, shard(*names), Owner.BOT, "json")


def report_page(*rows: str, title: str = REPORT) -> PlannedPage:
    """A report to be written."""
    return PlannedPage(title, report(*rows), Owner.BOT)


def reports(number: int) -> list[PlannedPage]:
    """So many reports to be written."""
    return [report_page("one", title=f"{REPORT}/{index:02}") for index in range(number)]


def installed_page(text: str) -> PlannedPage:
    """A template to be kept current."""
    return PlannedPage(TEMPLATE, text, Owner.INSTALLED)


PEOPLES_PAGE = PlannedPage(PORTAL, "Welcome.", Owner.PEOPLE)
RECREATE, OVERWRITE = replace(RULES, recreate=True), replace(RULES, overwrite=True)


@dataclass(frozen=True)
class Case:
    """Something was written in a first run, or not; then people did something; then comes the second run."""

    name: str
    planned: PlannedPage
    outcome: tuple[str, Reason | None]
    text: str | None  # what the page says in the end
    before: PlannedPage | None = None
    people: Callable[[MemoryWiki], object] = lambda wiki: None
    rules: WritingRules = RULES


SAVED, UNCHANGED = ("Saved", None), ("Unchanged", None)
NOT_OURS, DELETED, NOBOTS = ("Skipped", Reason.NOT_OURS), ("Skipped", Reason.DELETED), ("Skipped", Reason.NOBOTS)

CASES = [
    # Nothing there yet.
    Case("a new data page", data_page("A"), SAVED, shard("A")),
    Case("a new report", report_page("one"), SAVED, report("one")),
    Case("a new template", installed_page("One"), SAVED, "One"),
    Case("a new page of people", PEOPLES_PAGE, SAVED, "Welcome."),
    # It says so already.
    Case("the same again", data_page("A"), UNCHANGED, shard("A"), data_page("A")),
    Case(
        "JSON laid out otherwise",
        data_page("A"),
        UNCHANGED,
        json.dumps(json.loads(shard("A")), indent=4),
        people=lambda wiki: wiki.put(SHARD, json.dumps(json.loads(shard("A")), indent=4)),
    ),
    Case("blanks at the end", PlannedPage(REPORT, report("one") + " \n\n", Owner.BOT), UNCHANGED, report("one"), report_page("one")),
    Case("decomposed letters", installed_page("Muse\u0301e"), UNCHANGED, "Mus\u00e9e", installed_page("Muse\u0301e")),
    Case("people wrote the very same", report_page("one"), UNCHANGED, report("one"), people=lambda wiki: wiki.put(REPORT, report("one"))),
    Case("a template of ours that people put there", installed_page("One"), UNCHANGED, "One", people=lambda w: w.put(TEMPLATE, "One")),
    # It says something else.
    Case("more records", data_page("A", "B"), SAVED, shard("A", "B"), data_page("A")),
    Case("other rows", report_page("two"), SAVED, report("two"), report_page("one")),
    Case("a newer template", installed_page("Two"), SAVED, "Two", installed_page("One")),
    # People edited a page of the bot's.
    Case("edited, mark kept", report_page("two"), SAVED, report("two"), report_page("one"), lambda w: w.put(REPORT, report("theirs"))),
    Case("edited and not replanned", report_page("one"), SAVED, report("one"), report_page("one"), lambda w: w.put(REPORT, report("x"))),
    Case("data edited, mark kept", data_page("A"), SAVED, shard("A"), data_page("A"), lambda w: w.put(SHARD, shard("A", "Vandal"))),
    Case("mark removed", report_page("two"), NOT_OURS, "Theirs", report_page("one"), lambda wiki: wiki.put(REPORT, "Theirs")),
    Case("blanked", report_page("two"), NOT_OURS, "", report_page("one"), lambda wiki: wiki.put(REPORT, "")),
    Case("data: mark removed", data_page("A", "B"), NOT_OURS, "{}", data_page("A"), lambda wiki: wiki.put(SHARD, "{}")),
    Case("data: no JSON any more", data_page("A", "B"), NOT_OURS, "{", data_page("A"), lambda wiki: wiki.put(SHARD, "{")),
    Case("data: a list", data_page("A", "B"), NOT_OURS, "[1]", data_page("A"), lambda wiki: wiki.put(SHARD, "[1]")),
    Case("data: nested beyond reason", data_page("A"), NOT_OURS, "[" * 9999, data_page("A"), lambda wiki: wiki.put(SHARD, "[" * 9999)),
    Case(
        "moved, redirect left",
        report_page("two"),
        NOT_OURS,
        "#REDIRECT [[Elsewhere]]",
        report_page("one"),
        lambda wiki: wiki.move(REPORT, "Elsewhere"),
    ),
    Case("moved, no redirect", report_page("two"), DELETED, None, report_page("one"), lambda w: w.move(REPORT, "X", redirect=False)),
    Case("never ours", report_page("one"), NOT_OURS, "Theirs", people=lambda wiki: wiki.put(REPORT, "Theirs")),
    # People deleted it.
    Case("deleted", report_page("two"), DELETED, None, report_page("one"), lambda wiki: wiki.delete(REPORT)),
    Case("deleted, to be recreated", report_page("two"), SAVED, report("two"), report_page("one"), lambda w: w.delete(REPORT), RECREATE),
    Case("a template deleted", installed_page("One"), DELETED, None, installed_page("One"), lambda wiki: wiki.delete(TEMPLATE)),
    Case("people's page deleted", PEOPLES_PAGE, DELETED, None, PEOPLES_PAGE, lambda wiki: wiki.delete(PORTAL)),
    Case("deleted and made anew by people", report_page("two"), NOT_OURS, "New", report_page("one"), lambda w: _made_anew(w, REPORT)),
    # People keep bots away.
    Case(
        "nobots", report_page("two"), ("Skipped", Reason.NOBOTS), report("{{nobots}}"), people=lambda w: w.put(REPORT, report("{{nobots}}"))
    ),
    Case(
        "nobots in a template",
        installed_page("Two"),
        NOT_OURS,
        "{{nobots}}",
        installed_page("One"),
        lambda w: w.put(TEMPLATE, "{{nobots}}"),
    ),
    Case(
        "nobots, even to overwrite",
        installed_page("Two"),
        NOBOTS,
        "{{nobots}}",
        installed_page("One"),
        lambda wiki: wiki.put(TEMPLATE, "{{nobots}}"),
        OVERWRITE,
    ),
    Case("protected", report_page("two"), ("Skipped", Reason.PROTECTED), report("one"), report_page("one"), lambda w: w.protect(REPORT)),
    Case("protected against creation", report_page("one"), ("Skipped", Reason.PROTECTED), None, people=lambda wiki: wiki.protect(REPORT)),
    # Templates and modules that people changed are theirs, until somebody says otherwise.
    Case("a template edited", installed_page("Two"), NOT_OURS, "Theirs", installed_page("One"), lambda wiki: wiki.put(TEMPLATE, "Theirs")),
    Case(
        "a template edited, to be overwritten",
        installed_page("Two"),
        SAVED,
        "Two",
        installed_page("One"),
        lambda wiki: wiki.put(TEMPLATE, "Theirs"),
        OVERWRITE,
    ),
    Case("a template that was there before", installed_page("One"), NOT_OURS, "Theirs", people=lambda wiki: wiki.put(TEMPLATE, "Theirs")),
    # People's pages are put there once.
    Case("people's page there already", PEOPLES_PAGE, UNCHANGED, "Theirs", people=lambda wiki: wiki.put(PORTAL, "Theirs")),
    Case("people's page edited", PEOPLES_PAGE, UNCHANGED, "Theirs", PEOPLES_PAGE, lambda wiki: wiki.put(PORTAL, "Theirs")),
    Case("people's page blanked", PEOPLES_PAGE, UNCHANGED, "", PEOPLES_PAGE, lambda wiki: wiki.put(PORTAL, "")),
    Case("people's page, to overwrite", PEOPLES_PAGE, UNCHANGED, "Theirs", PEOPLES_PAGE, lambda w: w.put(PORTAL, "Theirs"), OVERWRITE),
    Case("people's page, newer text", replace(PEOPLES_PAGE, text="New."), UNCHANGED, "Welcome.", PEOPLES_PAGE),
    # What no wiki takes.
    Case("not a title", report_page("x", title="A[b]"), ("Failed", Reason.TITLE), None),
    Case("too large", report_page("x" * (2 << 20)), ("Failed", Reason.TOO_LARGE), None),
]


def _made_anew(wiki: MemoryWiki, title: str) -> None:
    wiki.delete(title)
    wiki.put(title, "New")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_becomes_of_a_page(world: World, case: Case) -> None:
    if case.before:
        assert world.write(case.before) == [Saved(world.wiki.revisions_of(case.before.title)[-1][0].id)]
    case.people(world.wiki)
    world.saved()
    (outcome,) = world.write(case.planned, rules=case.rules)
    assert kind(outcome) == case.outcome
    if case.planned.title != "A[b]":
        assert world.wiki.text(case.planned.title) == case.text
    assert len(world.saved()) == (case.outcome == SAVED)
    # And again: what is saved is unchanged then, all else is as before.
    (outcome,) = world.write(case.planned, rules=case.rules)
    assert kind(outcome) == (UNCHANGED if case.outcome == SAVED else case.outcome)
    assert world.saved() == []


def test_outcomes_are_logged_and_nothing_is_said_of_unchanged_pages(world: World) -> None:
    world.wiki.put(REPORT, "Theirs")
    world.write(data_page("A"), report_page("one"))
    world.write(data_page("A"), report_page("one"))
    logged = [(entry.job, entry.site, entry.title, kind(entry.outcome)) for entry in world.store.outcomes(10)]
    refused = ("publish", "metawiki", REPORT, NOT_OURS)
    assert logged == [refused, refused, ("publish", "metawiki", SHARD, SAVED)]


def test_a_person_is_named_whose_page_it_is_and_what_helps(world: World) -> None:
    world.write(installed_page("One"))
    revision = world.wiki.put(TEMPLATE, "Theirs", user="Amina")
    world.wiki.put(REPORT, "Theirs", user="Bao")
    template, page = world.write(installed_page("Two"), report_page("one"))
    assert template == Skipped(Reason.NOT_OURS, f"revision {revision} by Amina is not this tool's; --overwrite puts ours there")
    assert isinstance(page, Skipped)
    assert "by Bao" in page.detail
    assert "--overwrite" not in page.detail  # nothing lets the bot write over a page that is not its own


def test_an_edit_is_made_from_the_revision_that_was_read(world: World) -> None:
    world.write(report_page("one"))
    theirs = world.wiki.put(REPORT, report("theirs"))
    world.saved()
    world.write(report_page("two"), data_page("A"))
    bases = [(edit.title, edit.base, edit.summary, edit.content_model) for edit in world.wiki.edits]
    assert bases == [(REPORT, theirs, f"Update {REPORT}", "wikitext"), (SHARD, None, f"Update {SHARD}", "json")]


# ---- Somebody is faster -----------------------------------------------------------------------------------------------------------------


def between(world: World, *edits: Callable[[], object]) -> None:
    """Before each of the next saves, somebody does one of these."""
    waiting = list(edits)

    def somebody(_edit: Edit) -> None:
        if waiting:
            waiting.pop(0)()

    world.wiki.before_save = somebody


def test_a_conflict_is_looked_at_again(world: World) -> None:
    world.write(report_page("one"))
    between(world, lambda: world.wiki.put(REPORT, report("theirs")))
    assert [kind(outcome) for outcome in world.write(report_page("two"))] == [SAVED]
    assert [text for _, text in world.wiki.revisions_of(REPORT)] == [report("one"), report("theirs"), report("two")]


def test_after_two_conflicts_the_page_waits_for_the_next_run(world: World) -> None:
    world.write(report_page("one"))
    between(world, lambda: world.wiki.put(REPORT, report("x")), lambda: world.wiki.put(REPORT, report("y")))
    assert [kind(outcome) for outcome in world.write(report_page("two"))] == [("Deferred", Reason.CONFLICT)]
    assert world.wiki.text(REPORT) == report("y")
    assert [kind(outcome) for outcome in world.write(report_page("two"))] == [SAVED]


def test_who_takes_the_mark_away_meanwhile_keeps_the_page(world: World) -> None:
    world.write(report_page("one"))
    between(world, lambda: world.wiki.put(REPORT, "Theirs"))
    assert [kind(outcome) for outcome in world.write(report_page("two"))] == [NOT_OURS]
    assert world.wiki.text(REPORT) == "Theirs"


def test_who_writes_the_same_meanwhile_has_done_the_work(world: World) -> None:
    world.write(report_page("one"))
    between(world, lambda: world.wiki.put(REPORT, report("two")))
    assert world.write(report_page("two")) == [Unchanged()]


def test_a_page_created_meanwhile_is_not_replaced(world: World) -> None:
    between(world, lambda: world.wiki.put(REPORT, "Theirs"))
    assert [kind(outcome) for outcome in world.write(report_page("one"))] == [NOT_OURS]
    assert world.wiki.text(REPORT) == "Theirs"


def test_people_who_make_their_page_themselves_are_left_alone(world: World) -> None:
    between(world, lambda: world.wiki.put(PORTAL, "Theirs"))
    assert world.write(PEOPLES_PAGE) == [Unchanged()]
    assert world.wiki.text(PORTAL) == "Theirs"


def test_a_page_deleted_meanwhile_stays_deleted(world: World) -> None:
    world.write(report_page("one"))
    between(world, lambda: world.wiki.delete(REPORT))
    assert [kind(outcome) for outcome in world.write(report_page("two"))] == [DELETED]
    assert world.wiki.text(REPORT) is None


# ---- Shrink guard -----------------------------------------------------------------------------------------------------------------------


def known_pages(world: World, *names: str) -> None:
    """These pages still call a template, as far as the bot has read."""
    for number, name in enumerate(names, 1):
        page = Page("metawiki", number, name, 0, Revision(1, world.clock()), "{{Partnership}}")
        world.store.replace(page, [], [])


HUNDRED = [f"P{number:03}" for number in range(100)]


@pytest.mark.parametrize(
    ("rules", "left", "expected"),
    [
        (ShrinkGuard(0.3, 10), 71, SAVED),
        (ShrinkGuard(0.3, 10), 70, SAVED),
        (ShrinkGuard(0.3, 10), 69, ("Skipped", Reason.SHRINK)),
        (ShrinkGuard(0.3, 10), 0, ("Skipped", Reason.SHRINK)),
        (ShrinkGuard(0.0, 10), 90, SAVED),
        (ShrinkGuard(0.0, 10), 89, ("Skipped", Reason.SHRINK)),
        (ShrinkGuard(0.0, 0), 99, ("Skipped", Reason.SHRINK)),
        (ShrinkGuard(1.0, 0), 0, SAVED),
        (ShrinkGuard(0.3, 10, allowed=True), 0, SAVED),
    ],
)
def test_a_page_does_not_lose_too_many_rows(world: World, rules: ShrinkGuard, left: int, expected: tuple[str, Reason | None]) -> None:
    known_pages(world, *HUNDRED)
    world.write(data_page(*HUNDRED))
    (outcome,) = world.write(data_page(*HUNDRED[:left]), rules=replace(RULES, shrink=rules))
    assert kind(outcome) == expected
    assert world.wiki.text(SHARD) == (shard(*HUNDRED[:left]) if expected == SAVED else shard(*HUNDRED))
    if isinstance(outcome, Skipped):
        assert f"{100 - left} of 100 rows" in outcome.detail
        assert "--allow-shrink" in outcome.detail


def test_what_people_deleted_may_go(world: World) -> None:
    known_pages(world, *HUNDRED)
    world.write(data_page(*HUNDRED))
    world.store.remove_missing("metawiki", [1])
    assert [kind(outcome) for outcome in world.write(data_page(HUNDRED[0]))] == [SAVED]


def test_what_another_page_takes_over_is_not_lost(world: World) -> None:
    known_pages(world, *HUNDRED)
    world.write(data_page(*HUNDRED))
    other = "Module:Partnerships/Data/Partnership/south-asia.json"
    assert [kind(outcome) for outcome in world.write(data_page(), data_page(*HUNDRED, title=other))] == [SAVED, SAVED]


def test_a_refused_page_does_not_keep_others_waiting(world: World) -> None:
    known_pages(world, *HUNDRED)
    world.write(data_page(*HUNDRED))
    assert [kind(outcome) for outcome in world.write(data_page(), report_page("one"))] == [("Skipped", Reason.SHRINK), SAVED]


# ---- Killed at any instant --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def ledger(shared_url: str) -> Iterator[Store]:
    """A store in a file, and one in MariaDB."""
    with Store.open(shared_url, migrate=True) as opened:
        yield opened


class NotesNoSave(Store):
    """What a run leaves that is killed after each save and before it is noted."""

    def set_written(self, site: str, title: str, revision: int, digest: str) -> None:
        """Note nothing."""


def test_killed_after_the_save_and_before_it_was_noted(ledger: Store, shared_url: str, world: World) -> None:
    world.store = ledger
    pages = [data_page("A"), report_page("one"), installed_page("One"), PEOPLES_PAGE]
    with NotesNoSave.open(shared_url, migrate=False) as killed:
        world.write(*pages, store=killed)
    assert ledger.all_written("metawiki") == {}
    assert len(world.saved()) == len(pages)
    assert world.write(*pages) == [Unchanged()] * 4
    assert set(ledger.all_written("metawiki")) == {page.title for page in pages if page.owner is not Owner.PEOPLE}
    assert world.saved() == []


class DiesOnce(Store):
    """A database that is lost at the first note of a save."""

    alive = False

    def set_written(self, site: str, title: str, revision: int, digest: str) -> None:
        if not self.alive:
            self.alive = True
            raise StoreError("the connection to the database was lost: try again later")
        super().set_written(site, title, revision, digest)


def test_the_database_is_lost_between_save_and_note(world: World) -> None:
    with DiesOnce.open("sqlite://", migrate=True) as store:
        pages = [report_page("one"), data_page("A")]
        with pytest.raises(StoreError):
            world.write(*pages, store=store)
        assert world.saved() == [REPORT]
        assert [kind(outcome) for outcome in world.write(*pages, store=store)] == [UNCHANGED, SAVED]
        assert world.saved() == [SHARD]
        assert world.write(*pages, store=store) == [Unchanged()] * 2


def test_a_new_database_makes_no_edit_twice(world: World) -> None:
    pages = [data_page("A"), *reports(60), installed_page("One"), PEOPLES_PAGE]
    world.write(*pages)
    world.saved()
    with Store.open("sqlite://", migrate=True) as store:
        assert world.write(*pages, store=store) == [Unchanged()] * len(pages)
        assert world.saved() == []
        # What it wrote, it knows again, newer texts go on.
        newer = [data_page("A", "B"), installed_page("Two")]
        assert [kind(outcome) for outcome in world.write(*newer, store=store)] == [SAVED, SAVED]


def test_a_new_version_after_the_database_was_lost_still_knows_its_own_edits(world: World) -> None:
    world.write(installed_page("One"))
    with Store.open("sqlite://", migrate=True) as store:
        assert [kind(outcome) for outcome in world.write(installed_page("Two"), store=store)] == [SAVED]
    world.wiki.put(TEMPLATE, "Theirs")
    with Store.open("sqlite://", migrate=True) as store:
        assert [kind(outcome) for outcome in world.write(installed_page("Three"), store=store)] == [NOT_OURS]


def test_two_edits_that_the_wiki_merged_are_looked_at_again(world: World) -> None:
    class Merges(MemoryWiki):
        """A wiki that answers a base of yesterday by merging, as MediaWiki does for distant paragraphs."""

        def save(self, edit: Edit) -> Outcome:
            if edit.base is None:
                return super().save(edit)
            text = f"{edit.text}\n{{{{Partnership report row|report=problems|page=theirs}}}}"
            return Saved(self.put(edit.title, text, user=self.account), merged=True)

    wiki = world.wiki = Merges(world.wiki.site, clock=world.clock)
    wiki.put(STOP, "run")
    world.write(report_page("one"))
    assert [kind(outcome) for outcome in world.write(report_page("two"))] == [SAVED]
    written = world.store.written("metawiki", REPORT)
    assert written is not None
    assert written.digest != meaning(report("two"), "wikitext")
    assert [kind(outcome) for outcome in world.write(report_page("two"))] == [SAVED]


def test_a_folder_is_written_like_a_wiki(world: World, tmp_path: Path) -> None:
    folder = FolderWiki(tmp_path / "wiki", Site("metawiki"))
    folder.save(Edit(STOP, "run", "", None))
    pages = [data_page("A"), report_page("one"), installed_page("One"), PEOPLES_PAGE]
    assert {kind(outcome) for outcome in world.write(*pages, target=folder)} == {SAVED}
    assert world.write(*pages, target=folder) == [Unchanged()] * 4
    file = tmp_path / "wiki" / "Partnerships" / "Reports" / "Problems.wikitext"
    file.write_text("Theirs", encoding="utf-8")
    assert [kind(outcome) for outcome in world.write(report_page("two"), target=folder)] == [NOT_OURS]
    assert file.read_text(encoding="utf-8") == "Theirs"
    with Store.open("sqlite://", migrate=True) as store:
        assert [kind(o) for o in world.write(*pages, target=folder, store=store)] == [UNCHANGED, NOT_OURS, UNCHANGED, UNCHANGED]


def test_counts_and_what_is_left(world: World) -> None:
    world.wiki.put(REPORT, "Theirs")
    writer = world.writer(replace(RULES, edits=1))
    writer.write([data_page("A"), report_page("one"), *reports(7)], (), lambda page: "Update")
    assert writer.written.counts() == {"saved": 1, "unchanged": 0, "skipped": 1, "deferred": 7, "failed": 0}
    first, *others, last = writer.written.left().split("; ")
    assert (first, last) == (f"{REPORT}: not-ours", "and 3 more")
    assert others == [f"{REPORT}/{number:02}: trial" for number in range(4)]
