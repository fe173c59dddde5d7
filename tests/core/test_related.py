"""What belongs to a record: next steps, what is like it, what names it, recognition, and partners across wikis."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.configuration import Check, Configuration
from bot.core.history import Change, Entry
from bot.core.partners import Partners
from bot.core.recognition.deliveries import Delivery
from bot.core.recognition.reach import Reach
from bot.core.records import Contribution, Hub, Inquiry, LearningModule, Lesson, Nomination, Partnership, Task, Tool
from bot.core.related import Related
from tests.core.reports.records import knowledge, record

CONFIGURATION = Configuration(
    checks=(
        Check(code="contact", parameters=("lead_contact",), points=30, minutes=1),
        Check(code="report", parameters=("report",), points=20, minutes=30),
        Check(code="languages", parameters=("languages",), points=10, minutes=2),
    )
)
SALT = record(
    Partnership, "P/Salt", partner_type="museum", themes="salt maps", country="SN", status="active", languages="fr", lead_contact="Ana"
)
MAPS = record(Partnership, "P/Maps", themes="salt", country="SN", status="idea", languages="fr", hub="H/Sahel", tools="T/Uploader")
TEA = record(Partnership, "P/Tea", site="frwiki", country="KE", status="completed", hub="m:H/Sahel", tools="m:T/Uploader")
HUB = record(Hub, "H/Sahel", capacity="3")
LESSON = record(Lesson, "L/Ask", themes="salt", countries="SN", partnerships=("P/Salt", "fr:P/Tea", "P/Nowhere", "P/Salt"))
TOOL = record(Tool, "T/Uploader")


def related(*records: object, **more: object) -> Related:
    known = knowledge([SALT, MAPS, TEA, HUB, LESSON, TOOL, *records], CONFIGURATION)  # type: ignore[list-item] # they are records
    return Related(replace(known, **more))  # type: ignore[arg-type] # each its field


def test_steps_are_the_cheapest_first_and_add_up_to_the_whole() -> None:
    documentation, steps = related().documentation(MAPS), related().steps(MAPS)
    assert (documentation.score, [(step.check.code, step.gain) for step in steps]) == (17, [("contact", 50), ("report", 33)])
    assert related().steps(SALT)[0].check.code == "report"
    assert related().steps(SALT)[0].gain == 100 - related().documentation(SALT).score == 33


def test_whoever_took_a_step_on_is_named_until_the_claim_expires() -> None:
    taken = record(Task, "X", page="P/Maps", check="report", claimed_by="Fatou", since="2026-11-20")
    stale = record(Task, "Y", page="P/Maps", check="contact", claimed_by="Ana", since="2026-01-01")
    contact, report = related(taken, stale).steps(MAPS)
    assert contact.claim is None
    assert report.claim is not None
    assert (report.claim.user, report.claim.until.isoformat()) == ("Fatou", "2026-12-20")


def test_the_score_went_week_by_week() -> None:
    entries = [
        Entry(SALT.key, "2026-W30", Change.SCORE, 60),
        Entry(SALT.key, "2026-W05", Change.NEW, 20),
        Entry(SALT.key, "2026-W33", Change.CHANGED),
        Entry(MAPS.key, "2026-W31", Change.NEW, 1),
    ]
    found = related(history=entries)
    assert found.scores(SALT) == [("2026-W05", 20), ("2026-W30", 60)]
    assert found.scores(TEA) == ()


def test_what_is_alike_is_told_with_reasons() -> None:
    found = related()
    (alike,) = found.like(SALT)
    assert alike.record is MAPS
    assert alike.reasons == (("theme", "salt"), ("country", "SN"), ("language", "fr"), ("region", "sub-saharan-africa"))
    assert [likeness.record for likeness in found.lessons_like(SALT)] == [LESSON]
    assert {likeness.record.key for likeness in found.like(LESSON)} == {SALT.key, MAPS.key}


def test_a_record_that_was_read_later_is_compared_as_it_was() -> None:
    changed = SALT.model_copy(update={"themes": ("tea",)})
    unknown = record(Partnership, "P/New", themes="salt", country="SN")
    assert [likeness.record for likeness in related().like(changed)] == [MAPS]
    assert related().like(unknown) == ()


def test_lessons_and_their_partnerships_lead_to_each_other() -> None:
    found = related()
    assert found.sources(LESSON) == (SALT, TEA)
    assert [found.lessons_naming(each) for each in (SALT, TEA, MAPS)] == [[LESSON], [LESSON], ()]


def test_modules_fit_by_status_and_language() -> None:
    first = record(LearningModule, "M/First", languages="fr", stage="idea discussion")
    other = record(LearningModule, "M/Swahili", languages="sw")
    anytime = record(LearningModule, "M/Anytime", languages="fr en")
    found = related(first, other, anytime)
    assert [(each.module, each.reasons) for each in found.modules(MAPS)] == [
        (anytime, (("language", "fr"),)),
        (first, (("status", "idea"), ("language", "fr"))),
    ]
    # Tea is completed: no module of these is for that.
    assert [found.fitted(module) for module in (first, other, anytime)] == [1, 0, 2]
    for module in (first, other, anytime):
        assert found.fitted(module) == sum(module in [each.module for each in found.modules(each_one)] for each_one in (SALT, MAPS))


def test_hubs_and_tools_know_who_names_them_from_any_wiki() -> None:
    waiting = [record(Inquiry, f"I/{status}", hub="H/Sahel", status=status) for status in ("new", "routed", "answered", "closed")]
    found = related(*waiting)
    assert (found.stewarded(HUB), found.load(HUB), found.open_inquiries(HUB)) == ([MAPS, TEA], 1, 2)
    assert found.users(TOOL) == [MAPS, TEA]
    assert [found.tools(each) for each in (SALT, MAPS)] == [(), [TOOL]]


def test_thanks_are_those_delivered_with_who_proposed_them() -> None:
    delivered = record(Nomination, "N/One", nominee="User:Fatou", partnership="P/Salt", status="delivered", edited="2026-05-01")
    by_hand = record(Nomination, "N/Two", nominee="P/Salt", partnership="P/Salt", status="delivered", edited="2026-06-01")
    waiting = record(Nomination, "N/Three", nominee="User:Ana", partnership="P/Salt", status="approved")
    sent = Delivery(
        delivered.source.page_id, datetime(2026, 4, 30, tzinfo=UTC), "User:Fatou", "barnstar", "", "fr", "Ana", "User talk:Fatou", 9
    )
    found = related(delivered, by_hand, waiting, deliveries=[sent])
    assert [(thank.nomination, thank.delivery) for thank in found.thanks(SALT)] == [(by_hand, None), (delivered, sent)]
    assert found.thanks(MAPS) == []


def test_reach_is_that_of_the_category() -> None:
    given = record(Contribution, "P/Salt", commons_category="Salt")
    months = [Reach("Maps", "2026-03", 9, 9, 9, 9, 9), Reach("Salt", "2026-03", 5, 2, 1, 1, 900), Reach("Salt", "2026-02", 4, 1, 1, 1, 700)]
    totals = related(given, reach=months).reach(given)
    assert totals is not None
    assert (totals.newest.month, totals.views) == ("2026-03", {"2026-02": 700, "2026-03": 900})
    assert related(reach=months).reach(record(Contribution, "P/Tea")) is None


# ---- Partners ---------------------------------------------------------------------------------------------------------------------------

MUSEUM = record(Partnership, "P/1", partner=("Museum of Salt",), partner_qid="Q42", country="SN")
SAME = record(Partnership, "P/2", site="frwiki", partner=("Museum of Salt",), country="SN ML")
RADIO = record(Partnership, "P/3", partner=("Radio", "Museum of Salt"), country="KE")


@pytest.mark.parametrize(
    ("key", "name", "pages"),
    [
        ("Q42", "Museum of Salt", ["P/1", "P/2"]),
        ("SN:museum of salt", "Museum of Salt", ["P/1", "P/2"]),  # as it was called before somebody found its item
        ("ML:museum of salt", "Museum of Salt", ["P/1", "P/2"]),
        ("KE:museum of salt", "Museum of Salt", ["P/3"]),
        ("KE:radio", "Radio", ["P/3"]),
    ],
)
def test_a_partner_is_found_by_every_key_it_may_have_had(key: str, name: str, pages: list[str]) -> None:
    partner = Partners([MUSEUM, SAME, RADIO]).get(key)
    assert partner is not None
    assert (partner.name, [each.source.title for each in partner.records]) == (name, pages)


def test_partners_of_a_partnership() -> None:
    found = Partners([MUSEUM, SAME, RADIO])
    assert [partner.key for partner in found.of(RADIO)] == ["KE:museum of salt", "KE:radio"]
    assert [(partner.key, partner.wikis, partner.countries) for partner in found.of(SAME)] == [
        ("Q42", ("frwiki", "metawiki"), ("ML", "SN"))
    ]
    assert found.get("KE:nobody") is None
    assert found.of(SALT) == ()
