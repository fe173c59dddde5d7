"""What is delivered now: approved, unopposed, agreed to, once, and not too much at a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.core.recognition.approval import Judged
from bot.core.recognition.deliveries import Delivery
from bot.core.recognition.nomination_page import nomination_in
from bot.core.recognition.planning import CANARY, Case, Decision, plan
from bot.core.recognition.verdict import Why
from bot.core.records import Partnership
from bot.core.wiki_settings import Caps, WikiSettings
from tests.core.recognition.pages import ASKED, BOT, NOW, READER, SETTINGS, page, written

DAY = timedelta(days=1)
LONG_AGO = Delivery(1, NOW - 400 * DAY, "User:Old", "barnstar", "mentoring", "en", "Luc", "User talk:Old", 5)


def case(
    page_id: int = 7,
    *,
    approved: float | None = 8,
    made: float = 20,
    why: Why | None = None,
    objections: tuple[str, ...] = (),
    nominator: str = "Ibrahim",
    **values: str,
) -> Case:
    """A nomination approved and made so many days ago."""
    text = written(ASKED | {"nominee": f"User:Amina {page_id}"} | values)
    nomination = nomination_in(page(text, page_id=page_id), text, READER)
    assert nomination is not None
    when = None if approved is None else NOW - approved * DAY
    return Case(nomination, Judged(NOW - made * DAY, nominator, "Sysop", when, why, objections))


def planned(
    *cases: Case,
    ledger: tuple[Delivery, ...] = (LONG_AGO,),
    settings: WikiSettings = SETTINGS,
    partnership: Partnership | None = None,
    now: datetime = NOW,
) -> list[Decision]:
    return plan(cases, ledger, lambda _: partnership, settings, now, bot=BOT)


def whys(*cases: Case, **rest: Any) -> list[tuple[int, Why | None]]:
    return [(each.case.nomination.source.page_id, each.why) for each in planned(*cases, **rest)]


def test_what_was_approved_a_window_ago_is_delivered() -> None:
    assert whys(case()) == [(7, None)]
    assert planned(case(approved=6)) == [Decision(case(approved=6), Why.WINDOW, NOW + DAY)]


@pytest.mark.parametrize("why", [Why.NOT_APPROVED, Why.NOT_BY_APPROVER, Why.CLOSED])
def test_what_is_not_approved_waits_and_then_expires(why: Why) -> None:
    assert whys(case(why=why, made=89)) == [(7, why)]
    assert whys(case(why=why, made=90)) == [(7, Why.EXPIRED)]


def test_an_objection_holds_it_up() -> None:
    assert whys(case(objections=("Luc",))) == [(7, Why.OBJECTION)]
    assert whys(case(objections=("Luc",), made=100)) == [(7, Why.EXPIRED)]
    assert whys(case(made=100)) == [(7, None)]


def test_nothing_is_delivered_twice() -> None:
    before = Delivery(7, NOW - 300 * DAY, "User:Amina 7", "barnstar", "mentoring", "en", "Ibrahim", "User talk:Amina 7", 9)
    assert whys(case(), ledger=(before,)) == [(7, Why.DELIVERED)]


def test_nobody_gets_two_of_a_kind_within_the_cool_down() -> None:
    before = Delivery(1, NOW - 100 * DAY, "user:amina 7", "barnstar", "mentoring", "en", "Luc", "User talk:Amina 7", 9)
    assert planned(case(), ledger=(before,)) == [Decision(case(), Why.COOL_DOWN, NOW + 80 * DAY)]
    assert whys(case(kind="thank-you"), ledger=(before,)) == [(7, None)]
    both = [case(7, nominee="User:Amina"), case(8, approved=9, nominee="User:Amina")]
    assert whys(*both) == [(8, None), (7, Why.COOL_DOWN)]


def test_caps_hold_and_who_waited_longest_comes_first() -> None:
    settings = SETTINGS.model_copy(update={"caps": Caps(per_run=2, per_day=3)})
    cases = [case(10 + number, approved=20 - number, nominator=f"N{number}") for number in range(5)]
    assert whys(*cases, settings=settings) == [(10, None), (11, None), (12, Why.CAPS), (13, Why.CAPS), (14, Why.CAPS)]
    today = tuple(Delivery(number, NOW - DAY / 2, f"User:{number}", "barnstar", "x", "en", "Luc", "", number) for number in (1, 2))
    assert [why for _, why in whys(*cases, settings=settings, ledger=(LONG_AGO, *today))] == [None, *[Why.CAPS] * 4]


def test_the_first_day_sees_a_few() -> None:
    cases = [case(10 + number, nominator=f"N{number}") for number in range(6)]
    assert [why for _, why in whys(*cases, ledger=())] == [*[None] * CANARY, *[Why.CAPS] * 3]
    first = tuple(Delivery(number, NOW - DAY / 3, f"User:{number}", "barnstar", "x", "en", "Luc", "", number) for number in (1, 2))
    assert [why for _, why in whys(*cases, ledger=first)] == [None, *[Why.CAPS] * 5]


@pytest.mark.parametrize(
    ("consent", "evidence", "why"),
    [
        ("yes", "https://example.org/letter", None),
        ("name-only", "12345", None),
        ("yes", "", Why.CONSENT),
        ("no", "12345", Why.CONSENT),
        ("", "12345", Why.CONSENT),
    ],
)
def test_institutions_are_thanked_only_with_consent_that_can_be_seen(consent: str, evidence: str, why: Why | None) -> None:
    source = case().nomination.source
    partnership = Partnership(source=source, recognition_consent=consent, consent_evidence=evidence)
    assert whys(case(kind="thank-you", nominee="Museum"), partnership=partnership) == [(7, why)]


def test_more_nominations_than_one_may_make_in_a_month_do_not_count() -> None:
    cases = [case(10 + number, made=20 - number) for number in range(5)]
    assert [why for _, why in sorted(whys(*cases))] == [None, None, None, Why.QUOTA, Why.QUOTA]
    old = [case(10 + number, made=60 - number) for number in range(3)]
    assert [why for _, why in sorted(whys(*old, case(20)))] == [None] * 4
    sent = tuple(Delivery(number, NOW - 21 * DAY, f"User:{number}", "barnstar", "x", "en", "Ibrahim", "", number) for number in (1, 2, 3))
    assert whys(case(), ledger=(LONG_AGO, *sent)) == [(7, Why.QUOTA)]


def test_the_bot_may_draft_more_than_that() -> None:
    drafted = [case(10 + number, nominator=BOT, nominated_by=BOT) for number in range(5)]
    assert [each.why for each in planned(*drafted)] == [None] * 5
