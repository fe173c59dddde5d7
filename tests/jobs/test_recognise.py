"""Job *recognise*: from a nomination to a message, once, whatever happens in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.core.bot_pages import stop_title
from bot.core.outcome import Deferred, Reason, Skipped
from bot.core.page import Edit
from bot.core.recognition.deliveries import Delivery, delivery_pages
from bot.core.recognition.notice import Notice
from bot.core.recognition.planning import Decision
from bot.core.recognition.verdict import Why
from bot.core.records import Nomination
from bot.core.wiki_settings import WikiSettings
from bot.i18n import Messages
from bot.jobs.recognise import Recognised, Recogniser, Words
from bot.jobs.stop_page import StopPage
from bot.store import Store
from bot.store.knowledge import knowledge_of
from bot.wiki.dry_run import DryRun
from bot.wiki.protocol import PageTarget
from tests.core.recognition.pages import ASKED, SETTINGS, written
from tests.jobs.world import ROOT, World, reader

BOT = "Partnerships bot"
TALK = "User talk:Amina"
NOMINATION = "Partnerships/Recognition/Nominations/Amina"
STOP = stop_title(ROOT, "recognise")
MESSAGES = Messages.load()


@dataclass
class Ceremony:
    """A wiki where people nominate and approve, and the bot that delivers."""

    world: World
    settings: WikiSettings = SETTINGS
    shown: list[tuple[Decision, Notice | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        wiki = self.world.wiki
        wiki.put(STOP, "run")
        for name in ("Ibrahim", "Luc"):
            wiki.register(name, edits=900)
        wiki.register("Sysop", edits=9000, groups=("sysop",))
        wiki.register("Chosen", edits=900)
        wiki.register("Amina", edits=20)

    def nominate(self, title: str = NOMINATION, *, days: float = 8, **values: str) -> None:
        """Ibrahim nominates, Sysop approves, and so many days pass."""
        asked = ASKED | values
        self.world.wiki.put(title, written(asked), user="Ibrahim")
        self.world.clock.move(hours=1)
        self.world.wiki.put(title, written(asked | {"approved_by": "Sysop"}), user="Sysop")
        self.world.clock.move(days=days)

    def run(self, *, store: Store | None = None, target: PageTarget | None = None, edits: int = 50) -> Recognised:
        """Collect, then deliver, as the schedule does."""
        self.world.collect()
        where, ledger = target or self.world.wiki, store or self.world.store
        return Recogniser(
            where,
            self.world.wiki,
            ledger,
            knowledge=knowledge_of(
                self.world.store,
                self.world.configuration,
                self.world.clock().date(),
                home="metawiki",
                page_root=ROOT,
                prefixes={},
                settings=self.settings,
            ),
            reader=reader(where.site),
            words=Words(
                MESSAGES, lambda languages: next((each for each in languages if each in MESSAGES.languages), "en"), MESSAGES.direction
            ),
            edits=edits,
            page_root=ROOT,
            clock=self.world.clock,
            stop_page=StopPage(where, ledger, STOP),
            summary=lambda kind, title: f"{kind} {title}".strip(),
            tell=lambda decision, message: self.shown.append((decision, message)),
        ).run()

    def notices(self, title: str = TALK) -> int:
        """How many messages are on a page."""
        return (self.world.wiki.text(title) or "").count("<!-- partnerships-notice")

    def nomination(self, title: str = NOMINATION) -> Nomination:
        """What a nomination's page says now."""
        self.world.collect()
        return next(each for each in self.world.store.records() if isinstance(each, Nomination) and each.source.title == title)

    def standing(self, title: str = NOMINATION) -> tuple[str, str]:
        """Its status and note."""
        nomination = self.nomination(title)
        return nomination.status, nomination.note


@pytest.fixture
def ceremony(world: World) -> Ceremony:
    return Ceremony(world)


def test_an_approved_nomination_is_delivered_and_the_page_says_so(ceremony: Ceremony) -> None:
    ceremony.nominate()
    ceremony.world.wiki.put(TALK, "== Old ==\nHello", user="Luc")
    ceremony.world.wiki.edits.clear()
    assert ceremony.run().decisions == [(NOMINATION, None)]
    message, result = ceremony.world.wiki.edits
    assert (message.title, message.minor, message.summary) == (TALK, False, f"barnstar {NOMINATION}")
    assert message.text.startswith("== Old ==\nHello\n\n== A barnstar for you ==\n")
    assert result.title == NOMINATION
    delivered = ceremony.nomination()
    revision = ceremony.world.wiki.revisions([TALK])[TALK]
    assert (delivered.status, delivered.delivered, delivered.note) == ("delivered", str(revision), "")
    assert [(each.page, each.revision, each.language) for each in ceremony.world.store.deliveries("metawiki")] == [(TALK, revision, "en")]


def test_a_second_run_does_nothing(ceremony: Ceremony) -> None:
    ceremony.nominate()
    ceremony.run()
    ceremony.world.wiki.edits.clear()
    assert ceremony.run().decisions == []
    assert ceremony.world.wiki.edits == []


@pytest.mark.parametrize(
    ("languages", "asked", "heading"),
    [
        ((), "", "A barnstar for you"),
        (("sw", "fr"), "", "Une étoile pour vous"),
        (("fr",), "es", "Una estrella para ti"),
        ((), "ar", "نجمة لك"),
    ],
)
def test_it_is_written_in_the_recipients_language(ceremony: Ceremony, languages: tuple[str, ...], asked: str, heading: str) -> None:
    ceremony.world.wiki.register("Amina", languages=languages)
    ceremony.nominate(language=asked)
    ceremony.run()
    assert f"== {heading} ==" in (ceremony.world.wiki.text(TALK) or "")


def test_while_people_may_object_it_waits_and_says_so(ceremony: Ceremony) -> None:
    ceremony.nominate(days=3)
    assert ceremony.run().decisions == [(NOMINATION, Why.WINDOW)]
    assert (ceremony.notices(), ceremony.standing()) == (0, ("approved", ""))
    ceremony.world.clock.move(days=5)
    assert ceremony.run().decisions == [(NOMINATION, None)]


def test_a_forgery_gets_its_reason_and_what_a_person_noted_stays(ceremony: Ceremony) -> None:
    ceremony.nominate()
    text = ceremony.world.wiki.text(NOMINATION) or ""
    ceremony.world.wiki.put(NOMINATION, text.replace("twenty", "thirty"), user="Ibrahim")
    assert ceremony.run().decisions == [(NOMINATION, Why.CHANGED)]
    assert ceremony.standing() == ("", "changed")
    ceremony.world.wiki.edits.clear()
    ceremony.run()
    assert ceremony.world.wiki.edits == []
    noted = (ceremony.world.wiki.text(NOMINATION) or "").replace("note = changed", "note = Let us talk.")
    ceremony.world.wiki.put(NOMINATION, noted, user="Luc")
    ceremony.run()
    assert ceremony.standing() == ("", "Let us talk.")


def test_approved_again_the_reason_goes_away(ceremony: Ceremony) -> None:
    ceremony.nominate()
    ceremony.world.wiki.put(NOMINATION, (ceremony.world.wiki.text(NOMINATION) or "").replace("twenty", "thirty"), user="Ibrahim")
    ceremony.run()
    text = ceremony.world.wiki.text(NOMINATION) or ""
    ceremony.world.wiki.put(NOMINATION, text.replace("approved_by = Sysop", "approved_by = "), user="Sysop")
    ceremony.world.wiki.put(NOMINATION, text, user="Sysop")
    ceremony.run()
    assert ceremony.standing() == ("approved", "")


def test_nobody_approves_and_it_expires(ceremony: Ceremony) -> None:
    ceremony.world.wiki.put(NOMINATION, written(ASKED), user="Ibrahim")
    ceremony.run()
    assert ceremony.standing() == ("", "")
    ceremony.world.clock.move(days=91)
    assert ceremony.run().decisions == [(NOMINATION, Why.EXPIRED)]
    assert ceremony.standing() == ("expired", "not-approved")
    assert ceremony.run().decisions == []


def test_what_the_recipient_does_not_want_is_closed_with_its_reason(ceremony: Ceremony) -> None:
    ceremony.nominate()
    ceremony.world.wiki.put("User:Amina", "{{bots|optout=partnerships}}", user="Amina")
    assert ceremony.run().decisions == [(NOMINATION, Why.EXCLUDED)]
    assert (ceremony.notices(), ceremony.standing()) == (0, ("undeliverable", "excluded"))


def test_a_redirect_is_followed(ceremony: Ceremony) -> None:
    ceremony.nominate()
    ceremony.world.wiki.register("Amina S.", edits=1)
    ceremony.world.wiki.put(TALK, "#REDIRECT [[User talk:Amina S.]]", user="Amina")
    ceremony.run()
    assert (ceremony.notices(), ceremony.notices("User talk:Amina S.")) == (0, 1)


def test_a_partnership_is_thanked_on_its_talk_page_if_it_agreed(ceremony: Ceremony) -> None:
    record = "{{Partnership|partner=Museum|status=active|country=SN|start=2025|recognition_consent=yes|consent_evidence=https://example.org/yes}}"
    ceremony.world.wiki.put("Museum", record)
    ceremony.nominate(kind="thank-you", nominee="Museum", barnstar="")
    assert ceremony.run().decisions == [(NOMINATION, None)]
    assert ceremony.notices("Talk:Museum") == 1


def test_a_partnership_that_did_not_agree_is_not(ceremony: Ceremony) -> None:
    ceremony.world.wiki.put("Museum", "{{Partnership|partner=Museum|status=active|country=SN|start=2025}}")
    ceremony.nominate(kind="thank-you", nominee="Museum", barnstar="")
    assert ceremony.run().decisions == [(NOMINATION, Why.CONSENT)]
    assert ceremony.standing() == ("undeliverable", "consent")


def test_a_page_that_does_not_exist_gets_no_talk_page(ceremony: Ceremony) -> None:
    ceremony.nominate(kind="thank-you", nominee="Nowhere", barnstar="")
    assert ceremony.run().decisions == [(NOMINATION, Why.NO_RECIPIENT)]
    assert ceremony.world.wiki.text("Talk:Nowhere") is None


def others(ceremony: Ceremony) -> Iterator[Store]:
    """Databases that know nothing: deleted, or of another bot."""
    for _ in range(2):
        with Store.open("sqlite://", migrate=True) as store:
            yield store


def test_not_twice_although_database_and_result_are_lost(ceremony: Ceremony) -> None:
    ceremony.nominate()
    before = ceremony.world.wiki.text(NOMINATION) or ""
    ceremony.run()
    for store in others(ceremony):
        ceremony.world.wiki.put(NOMINATION, before, user="Luc")  # an exact revert: the approval counts again
        assert ceremony.run(store=store).decisions == [(NOMINATION, None)]
        assert ceremony.notices() == 1
        assert ceremony.standing()[0] == "delivered"
        assert len(store.deliveries("metawiki")) == 1


def test_not_twice_although_the_section_was_archived_and_the_user_renamed(ceremony: Ceremony) -> None:
    ceremony.nominate()
    before = ceremony.world.wiki.text(NOMINATION) or ""
    ceremony.run()
    ceremony.world.wiki.put(TALK, "", user="Amina")
    ceremony.world.wiki.rename_user("Amina", "Amina S.")
    ceremony.world.wiki.move(TALK, "User talk:Amina S.")
    ceremony.world.wiki.put(NOMINATION, before, user="Luc")
    for store in others(ceremony):
        ceremony.run(store=store)
        assert ceremony.notices("User talk:Amina S.") == 0
        assert ceremony.standing()[0] == "delivered"


def test_two_bots_at_once_send_one_message(ceremony: Ceremony) -> None:
    ceremony.nominate()
    ceremony.world.wiki.put(TALK, "Hello", user="Luc")
    with Store.open("sqlite://", migrate=True) as other:

        def meanwhile(edit: Edit) -> None:
            if edit.title == TALK:
                ceremony.world.wiki.before_save = None
                ceremony.run(store=other)

        ceremony.world.wiki.before_save = meanwhile
        ceremony.run()
    assert ceremony.notices() == 1


@pytest.mark.parametrize("exists", [True, False])
def test_somebody_who_writes_meanwhile_loses_nothing(ceremony: Ceremony, exists: bool) -> None:
    ceremony.nominate()
    if exists:
        ceremony.world.wiki.put(TALK, "Hello", user="Luc")

    def meanwhile(edit: Edit) -> None:
        if edit.title == TALK:
            ceremony.world.wiki.before_save = None
            ceremony.world.wiki.put(TALK, "Written meanwhile", user="Luc")

    ceremony.world.wiki.before_save = meanwhile
    ceremony.run()
    assert (ceremony.world.wiki.text(TALK) or "").startswith("Written meanwhile\n\n==")
    assert ceremony.notices() == 1


def test_the_ledger_comes_back_from_the_wiki(ceremony: Ceremony) -> None:
    ceremony.nominate()
    sent = Delivery(99, ceremony.world.clock() - timedelta(days=20), "User:Amina", "barnstar", "mentoring", "en", "Luc", TALK, 5)
    for title, text in delivery_pages([sent]).items():
        ceremony.world.wiki.put(title, text, user=BOT)
    assert ceremony.run().decisions == [(NOMINATION, Why.COOL_DOWN)]
    assert [each.page_id for each in ceremony.world.store.deliveries("metawiki")] == [99]


def test_what_only_nominations_remember_counts_too(ceremony: Ceremony) -> None:
    ceremony.world.wiki.put(NOMINATION + " 1", written(ASKED | {"status": "delivered", "delivered": "5"}), user="Ibrahim")
    ceremony.nominate()
    assert ceremony.run().decisions == [(NOMINATION, Why.COOL_DOWN)]


def test_it_stops_when_asked(ceremony: Ceremony) -> None:
    ceremony.nominate()
    ceremony.world.wiki.put(STOP, "stop")
    recognised = ceremony.run()
    assert (recognised.decisions, recognised.complete, ceremony.notices()) == ([], False, 0)


def test_it_is_stopped_between_two_batches(ceremony: Ceremony) -> None:
    for number in range(12):
        ceremony.world.wiki.put(f"{NOMINATION} {number}", written(ASKED | {"reason": ""}), user="Ibrahim")

    def stop(edit: Edit) -> None:
        if edit.title.endswith(" 9"):
            ceremony.world.wiki.put(STOP, "stop")

    ceremony.world.wiki.before_save = stop
    recognised = ceremony.run()
    outcomes = [outcome for _, outcome in recognised.written.outcomes]
    assert sum(not isinstance(each, Skipped) for each in outcomes) == 10
    assert not recognised.complete


def test_what_the_servers_put_off_is_done_next_time(ceremony: Ceremony) -> None:
    ceremony.nominate()
    ceremony.world.wiki.refuse(TALK, Deferred(Reason.LAG))
    recognised = ceremony.run()
    assert (recognised.decisions, recognised.complete) == ([(NOMINATION, Why.NOT_SAVED)], False)
    assert ceremony.standing() == ("", "")
    ceremony.world.wiki.refuse(TALK, None)
    assert ceremony.run().decisions == [(NOMINATION, None)]


def test_a_trial_makes_so_many_edits(ceremony: Ceremony) -> None:
    ceremony.nominate()
    ceremony.run(edits=1)
    assert (ceremony.notices(), ceremony.standing()[0]) == (1, "")
    ceremony.run()
    assert (ceremony.notices(), ceremony.standing()[0]) == (1, "delivered")


def test_a_dry_run_shows_each_message_and_saves_nothing(ceremony: Ceremony) -> None:
    ceremony.nominate()
    diffs: list[str] = []
    before = ceremony.world.wiki.titles(), len(ceremony.world.wiki.edits)
    ceremony.run(target=DryRun(ceremony.world.wiki, lambda title, _summary, _lines: diffs.append(title)))
    assert (ceremony.world.wiki.titles(), len(ceremony.world.wiki.edits)) == before
    assert diffs == [TALK, NOMINATION]
    [(decision, message)] = ceremony.shown
    assert decision.why is None
    assert message is not None
    assert "She taught twenty librarians." in message.text


def test_a_page_that_calls_the_template_twice_is_told_so(ceremony: Ceremony) -> None:
    ceremony.world.wiki.put(NOMINATION, written(ASKED) + written(ASKED | {"reason": "Other"}), user="Ibrahim")
    assert {why for _, why in ceremony.run().decisions} == {Why.SEVERAL}


def test_it_asks_little(ceremony: Ceremony) -> None:
    for number in range(5):
        ceremony.world.wiki.put(f"{NOMINATION} {number}", written(ASKED), user="Ibrahim")
    ceremony.run()
    ceremony.world.collect()
    ceremony.world.wiki.requests = 0
    ceremony.run()
    # A history each; collecting, the stop page, pages, accounts and the ledger once.
    assert ceremony.world.wiki.requests <= 5 + 8


def test_a_page_with_a_delivered_nomination_and_another_stops_nobody_else(ceremony: Ceremony) -> None:
    other = ASKED | {"status": "delivered", "delivered": "5", "nominee": "User:Luc"}
    ceremony.world.wiki.put(NOMINATION + " 1", written(other) + written(ASKED), user="Ibrahim")
    ceremony.nominate()
    assert dict(ceremony.run().decisions)[NOMINATION] is None
    assert ceremony.notices() == 1
