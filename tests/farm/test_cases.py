"""What becomes of an edit when people act at the same time: case, outcome, and what the real wiki says in the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

import pytest

from bot.core.outcome import Deferred, Failed, Outcome, Reason, Saved, Skipped, Unchanged
from bot.core.page import Edit, Page
from bot.core.site import Site
from bot.jobs.stop_page import StopPage
from bot.jobs.writing import EDITS_PER_BATCH, Owner, PlannedPage, ShrinkGuard, Writer, WritingRules
from bot.store import Store
from bot.wiki.protocol import PageTarget
from tests.farm import Farm, FarmWiki
from tests.farm.bot import live_wiki

pytestmark = pytest.mark.engines("sqlite", "mariadb")

BOT = "PartnershipsBot"
TITLE = "Partnerships/Reports/Case"


def report(*lines: str) -> str:
    """A page that carries our mark; its lines are far enough from each other for MediaWiki to merge changes."""
    return "\n\n".join(["{{Partnership report|report=problems}}", *lines, "{{Partnership report end}}"])


FIRST = report("First line", "Between", "Last line")
OURS = report("First line, ours", "Between", "Last line")


class Interrupted:
    """A target on which somebody acts just before a page is saved: the first ``times`` times."""

    def __init__(self, target: PageTarget, act: Callable[[], object], times: int = 1) -> None:
        self._target = target
        self._act = act
        self._left = times

    @property
    def site(self) -> Site:
        return self._target.site

    @property
    def account(self) -> str:
        return self._target.account

    @property
    def ledger_name(self) -> str:
        return self._target.ledger_name

    @property
    def reads_user_language(self) -> bool:
        return self._target.reads_user_language

    def revisions(self, titles: Sequence[str], prefixes: Sequence[str] = ()) -> Mapping[str, int]:
        return self._target.revisions(titles, prefixes)

    def read(self, titles: Sequence[str]) -> Mapping[str, Page]:
        return self._target.read(titles)

    def protected(self, titles: Sequence[str]) -> frozenset[str]:
        return self._target.protected(titles)

    def category_members(self, title: str) -> Sequence[str]:
        return self._target.category_members(title)

    def page_url(self, title: str, revision: int = 0) -> str:
        return self._target.page_url(title, revision)

    def save(self, edit: Edit) -> Outcome:
        if self._left:
            self._left -= 1
            self._act()
        return self._target.save(edit)


class Case:
    """The bot with a database of its own, on a wiki with people."""

    def __init__(self, farm: Farm, store: Store) -> None:
        self.farm = farm
        self.wiki: FarmWiki = farm.wiki("metawiki")
        self.live = live_wiki(farm, "metawiki")
        self.store = store

    def write_pages(
        self,
        planned: Sequence[PlannedPage],
        meanwhile: Callable[[], object] = lambda: None,
        *,
        times: int = 1,
        stop_page: str = "",
        recreate: bool = False,
    ) -> list[Outcome]:
        target = Interrupted(self.live, meanwhile, times)
        writer = Writer(
            target,
            self.store,
            job="publish",
            rules=WritingRules(100, ShrinkGuard(0.3, 10), recreate=recreate),
            clock=lambda: datetime.now(UTC),
            stop_page=StopPage(target, self.store, stop_page) if stop_page else None,
        )
        writer.write(planned, ("Partnerships/Reports/",), lambda page: "A test")
        return [outcome for _, outcome in writer.written.outcomes]

    def write(
        self,
        text: str = OURS,
        meanwhile: Callable[[], object] = lambda: None,
        *,
        title: str = TITLE,
        times: int = 1,
        stop_page: str = "",
        recreate: bool = False,
    ) -> Outcome:
        """Let the bot write one page; ``meanwhile`` happens between its reading and its saving."""
        (outcome,) = self.write_pages([PlannedPage(title, text, Owner.BOT)], meanwhile, times=times, stop_page=stop_page, recreate=recreate)
        return outcome

    def text(self, title: str = TITLE) -> str | None:
        return self.wiki.get(title)

    def users(self, title: str = TITLE) -> list[str]:
        """Who saved the page, newest first."""
        return [revision["user"] for revision in self.wiki.history(title)]


@pytest.fixture
def case(clean_farm: Farm) -> Iterator[Case]:
    with Store.open("sqlite://", migrate=True) as store:
        yield Case(clean_farm, store)
    saves = [request for request in clean_farm.requests() if request.action == "edit"]
    assert all(request.parameters.keys() & {"baserevid", "createonly"} for request in saves)
    assert not any("basetimestamp" in request.parameters for request in saves)


@pytest.fixture
def written(case: Case) -> Case:
    """The bot has written the page once."""
    assert isinstance(case.write(FIRST), Saved)
    return case


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits once, and briefly, for servers that are away."""
    monkeypatch.setattr("pywikibot.config.max_retries", 1)
    monkeypatch.setattr("pywikibot.config.retry_wait", 0)
    monkeypatch.setattr("pywikibot.config.retry_max", 0)


# --- Somebody edits in between -------------------------------------------------------------------------------------------------------


def test_conflict_on_the_same_line(written: Case) -> None:
    theirs = report("First line, Amina's", "Between", "Last line")
    outcome = written.write(OURS, lambda: written.wiki.edit(TITLE, theirs))
    # The page is ours: what somebody wrote there stays in its history.
    assert isinstance(outcome, Saved)
    assert written.text() == OURS
    assert written.users() == [BOT, "Amina", BOT]


def test_conflict_again_and_again_waits_for_the_next_run(written: Case) -> None:
    edits = iter(range(10))
    outcome = written.write(OURS, lambda: written.wiki.edit(TITLE, report(f"First line, {next(edits)}", "Between", "Last line")), times=10)
    assert isinstance(outcome, Deferred)
    assert outcome.why is Reason.CONFLICT
    assert written.text() == report("First line, 1", "Between", "Last line")
    assert written.users() == ["Amina", "Amina", BOT]
    assert isinstance(written.write(OURS), Saved)
    assert written.text() == OURS


def test_an_edit_elsewhere_on_the_page_is_merged(written: Case) -> None:
    outcome = written.write(OURS, lambda: written.wiki.edit(TITLE, report("First line", "Between", "Last line, Amina's")))
    assert isinstance(outcome, Saved)
    assert outcome.merged
    assert written.text() == report("First line, ours", "Between", "Last line, Amina's")
    assert written.users() == [BOT, "Amina", BOT]
    # The next run puts its own page right.
    assert isinstance(written.write(OURS), Saved)
    assert written.text() == OURS
    assert written.write(OURS) == Unchanged()


def test_our_own_account_edits_in_between(written: Case) -> None:
    outcome = written.write(OURS, lambda: written.wiki.edit(TITLE, report("First line, by hand", "Between", "Last line"), user=BOT))
    assert isinstance(outcome, Saved)
    assert written.text() == OURS
    assert written.users() == [BOT, BOT, BOT]
    edits = [request for request in written.farm.requests() if request.action == "edit"]
    assert len(edits) == 3  # one was refused: it did not overwrite silently


def test_an_edit_in_the_second_of_our_base_revision(written: Case) -> None:
    base = written.wiki.history(TITLE)[0]["timestamp"]
    stamp = "".join(character for character in base if character.isdigit())

    def edit() -> None:
        revision = written.wiki.edit(TITLE, report("First line, Amina's", "Between", "Last line"))
        written.wiki.script("sql.php", "--query", f"UPDATE revision SET rev_timestamp = '{stamp}' WHERE rev_id = {revision}")
        assert written.wiki.history(TITLE)[0]["timestamp"] == base

    assert isinstance(written.write(OURS, edit), Saved)
    edits = [request for request in written.farm.requests() if request.action == "edit"]
    assert len(edits) == 3
    assert written.text() == OURS
    assert written.users().count("Amina") == 1


def test_a_page_of_ours_that_a_person_edited_is_put_right(written: Case) -> None:
    written.wiki.edit(TITLE, report("First line, Amina's", "Between", "Last line"))
    assert isinstance(written.write(FIRST), Saved)
    assert written.text() == FIRST
    assert written.users() == [BOT, "Amina", BOT]


# --- The page goes, or comes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", [True, False], ids=["before", "meanwhile"])
def test_moved_leaving_a_redirect(written: Case, first: bool) -> None:
    def move() -> None:
        written.wiki.move(TITLE, "Partnerships/Elsewhere")

    if first:
        move()
    outcome = written.write(OURS, (lambda: None) if first else move)
    assert isinstance(outcome, Skipped)
    assert outcome.why is Reason.NOT_OURS
    assert written.text() == "#REDIRECT [[Partnerships/Elsewhere]]"
    assert written.text("Partnerships/Elsewhere") == FIRST


@pytest.mark.parametrize("first", [True, False], ids=["before", "meanwhile"])
def test_moved_without_a_redirect(written: Case, first: bool) -> None:
    def move() -> None:
        written.wiki.move(TITLE, "Partnerships/Elsewhere", leave_redirect=False)

    if first:
        move()
    outcome = written.write(OURS, (lambda: None) if first else move)
    assert isinstance(outcome, Skipped)
    assert outcome.why is Reason.DELETED
    assert written.text() is None
    assert written.text("Partnerships/Elsewhere") == FIRST


@pytest.mark.parametrize("first", [True, False], ids=["before", "meanwhile"])
def test_deleted(written: Case, first: bool) -> None:
    def delete() -> None:
        written.wiki.delete(TITLE)

    if first:
        delete()
    outcome = written.write(OURS, (lambda: None) if first else delete)
    assert isinstance(outcome, Skipped)
    assert outcome.why is Reason.DELETED
    assert written.text() is None
    assert isinstance(written.write(OURS, recreate=True), Saved)
    assert written.text() == OURS


@pytest.mark.parametrize("first", [True, False], ids=["before", "meanwhile"])
def test_blanked(written: Case, first: bool) -> None:
    def blank() -> None:
        written.wiki.edit(TITLE, "")

    if first:
        blank()
    outcome = written.write(OURS, (lambda: None) if first else blank)
    assert isinstance(outcome, Skipped)
    assert outcome.why is Reason.NOT_OURS
    assert written.text() == ""


def test_created_meanwhile(case: Case) -> None:
    outcome = case.write(OURS, lambda: case.wiki.edit(TITLE, "Amina's page"))
    assert isinstance(outcome, Skipped)
    assert outcome.why is Reason.NOT_OURS
    assert case.text() == "Amina's page"
    assert case.users() == ["Amina"]


def test_a_page_that_is_not_ours_under_our_title(case: Case) -> None:
    case.wiki.edit(TITLE, "Amina's page")
    outcome = case.write()
    assert isinstance(outcome, Skipped)
    assert outcome.why is Reason.NOT_OURS
    assert "Amina" in outcome.detail
    assert case.text() == "Amina's page"


# --- The page, or the wiki, says no ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("marker", ["{{nobots}}", "{{bots|deny=PartnershipsBot}}"])
def test_a_page_that_wants_no_bots(written: Case, marker: str) -> None:
    theirs = report("First line", marker, "Last line")
    written.wiki.edit(TITLE, theirs)
    outcome = written.write()
    assert isinstance(outcome, Skipped)
    assert outcome.why is Reason.NOBOTS
    assert written.text() == theirs


def test_no_bots_wanted_meanwhile(written: Case) -> None:
    theirs = report("First line, please {{nobots}}", "Between", "Last line")
    outcome = written.write(OURS, lambda: written.wiki.edit(TITLE, theirs))
    assert isinstance(outcome, Skipped)
    assert outcome.why is Reason.NOBOTS
    assert written.text() == theirs


@pytest.mark.parametrize("first", [True, False], ids=["before", "meanwhile"])
def test_protected(written: Case, first: bool) -> None:
    def protect() -> None:
        written.wiki.protect(TITLE)

    if first:
        protect()
    outcome = written.write(OURS, (lambda: None) if first else protect)
    assert isinstance(outcome, Skipped)
    assert outcome.why is Reason.PROTECTED
    assert written.text() == FIRST


def test_protected_against_creation(case: Case) -> None:
    case.wiki.protect(TITLE)
    outcome = case.write()
    assert isinstance(outcome, Skipped)
    assert outcome.why in {Reason.PROTECTED, Reason.RIGHTS}
    assert case.text() is None


def test_rights_missing(case: Case) -> None:
    outcome = case.write(title="MediaWiki:Partnerships case")
    assert isinstance(outcome, Skipped)
    assert outcome.why is Reason.RIGHTS
    assert case.text("MediaWiki:Partnerships case") is None


def other_pages(count: int) -> list[PlannedPage]:
    return [PlannedPage(f"{TITLE} {number:02}", OURS, Owner.BOT) for number in range(count)]


def test_blocked(written: Case) -> None:
    outcomes = written.write_pages(other_pages(3), lambda: written.wiki.block(BOT))
    assert [(type(outcome), outcome.why) for outcome in outcomes if isinstance(outcome, Failed)] == [(Failed, Reason.BLOCKED)] * 3
    # It did not knock again after the first refusal.
    assert len([request for request in written.farm.requests() if request.action == "edit"]) == 2
    assert all(written.text(page.title) is None for page in other_pages(3))
    written.wiki.unblock(BOT)
    assert all(isinstance(outcome, Saved) for outcome in written.write_pages(other_pages(3)))


def test_blocked_from_one_page(written: Case) -> None:
    written.wiki.block(BOT, only_pages=[TITLE])
    outcome = written.write()
    assert isinstance(outcome, Failed)
    assert outcome.why is Reason.BLOCKED
    assert written.text() == FIRST


@pytest.mark.usefixtures("impatient")
def test_read_only(written: Case) -> None:
    outcomes = written.write_pages(other_pages(2), lambda: written.farm.set_read_only("metawiki", "Moving house"))
    assert [outcome.why for outcome in outcomes if isinstance(outcome, Deferred)] == [Reason.READ_ONLY] * 2
    written.farm.set_read_only("metawiki", None)
    assert written.text(f"{TITLE} 00") is None
    assert all(isinstance(outcome, Saved) for outcome in written.write_pages(other_pages(2)))


@pytest.mark.usefixtures("impatient")
def test_servers_that_lag_behind(written: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pywikibot.throttle.Throttle.lag", lambda throttle, lagtime=None: None)
    outcomes = written.write_pages(other_pages(2), lambda: written.farm.set_lag(7))
    assert [outcome.why for outcome in outcomes if isinstance(outcome, Deferred)] == [Reason.LAG] * 2
    assert all(request.parameters["maxlag"] == "5" for request in written.farm.requests() if request.action == "edit")
    written.farm.set_lag(None)
    assert all(isinstance(outcome, Saved) for outcome in written.write_pages(other_pages(2)))


# --- The stop page ---------------------------------------------------------------------------------------------------------------------

STOP = "Partnerships/Bot/Run/publish"


@pytest.mark.parametrize("text", [None, "", "Stop, please", "Do not run", "stop\nrun"])
def test_a_stop_page_that_does_not_say_run(written: Case, text: str | None) -> None:
    if text is not None:
        written.wiki.edit(STOP, text)
    outcome = written.write(stop_page=STOP)
    assert isinstance(outcome, Skipped)
    assert outcome.why is Reason.STOPPED
    assert written.text() == FIRST


def test_a_stop_page_that_says_run(written: Case) -> None:
    written.wiki.edit(STOP, "Run. Change the first word to stop it.")
    assert isinstance(written.write(stop_page=STOP), Saved)
    assert written.text() == OURS


def test_stopped_between_two_batches(case: Case) -> None:
    case.wiki.edit(STOP, "run")
    outcomes = case.write_pages(other_pages(EDITS_PER_BATCH + 2), lambda: case.wiki.edit(STOP, "stop"), stop_page=STOP)
    assert [type(outcome) for outcome in outcomes] == [Saved] * EDITS_PER_BATCH + [Skipped] * 2
    assert case.text(f"{TITLE} {EDITS_PER_BATCH}") is None


@pytest.mark.usefixtures("impatient")
def test_a_stop_page_that_cannot_be_read(written: Case) -> None:
    written.wiki.edit(STOP, "run")
    stop_page = StopPage(written.live, written.store, STOP)
    assert stop_page.refusal() is None
    written.farm.set_outage("metawiki", active=True)
    refusal = stop_page.refusal()
    assert isinstance(refusal, Skipped)
    assert refusal.why is Reason.STOPPED
    written.farm.set_outage("metawiki", active=False)
    assert stop_page.refusal() is None


@pytest.mark.usefixtures("impatient")
def test_an_outage_while_saving(written: Case) -> None:
    outcomes = written.write_pages(other_pages(1), lambda: written.farm.set_outage("metawiki", active=True))
    written.farm.set_outage("metawiki", active=False)
    assert isinstance(outcomes[0], Deferred | Failed)
    assert written.text(f"{TITLE} 00") is None
    assert isinstance(written.write_pages(other_pages(1))[0], Saved)
