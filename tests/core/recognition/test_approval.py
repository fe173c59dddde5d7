"""An approval counts only if the page's history shows that an entitled account made it, of what is asked now."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.core.recognition.verdict import Why
from tests.core.recognition.pages import ASKED, BOT, START, History, written

APPROVED = ASKED | {"approved_by": "Sysop"}


def asked() -> History:
    return History().save("Ibrahim", ASKED)


def approved() -> History:
    return asked().save("Sysop", APPROVED)


def test_an_approval_made_by_the_account_itself_counts() -> None:
    judged = approved().judged()
    assert (judged.why, judged.nominator, judged.approver, judged.objections) == (None, "Ibrahim", "Sysop", ())
    assert judged.made is not None
    assert judged.approved is not None
    assert (judged.approved - judged.made).seconds == 3600


GENUINE: dict[str, Callable[[], History]] = {
    "chosen by name": lambda: asked().save("Chosen", ASKED | {"approved_by": "Chosen"}),
    "name in another case, underscore and link": lambda: asked().save("Sysop", ASKED | {"approved_by": "[[user:sysop|me]]"}),
    "in French": lambda: asked().save("Sysop", written(ASKED) + "\n").save("Sysop", written(ASKED | {"approuvé_par": "Sysop"})),
    "text of the page changed since": lambda: approved().save("Luc", "About:\n" + written(APPROVED)),
    "the bot noted something": lambda: approved().save(BOT, APPROVED | {"status": "approved"}),
    "the language was chosen": lambda: approved().save("Amina", APPROVED | {"language": "fr"}),
    "vandalism was reverted": lambda: approved().save("Newcomer", "rubbish").save("Luc", APPROVED),
    "two vandals, and hidden vandalism": lambda: (
        approved().save("Newcomer", None).save("Luc", APPROVED).save("Newcomer", ASKED).save("Ibrahim", APPROVED)
    ),
    "approved again after a withdrawal": lambda: approved().save("Sysop", ASKED).save("Sysop", APPROVED),
    "approved again after a change": lambda: (
        approved()
        .save("Ibrahim", APPROVED | {"reason": "More."})
        .save("Ibrahim", ASKED | {"reason": "More."})
        .save("Sysop", APPROVED | {"reason": "More."})
    ),
    "the bot nominated": lambda: History().save(BOT, ASKED | {"nominated_by": BOT}).save("Sysop", APPROVED | {"nominated_by": BOT}),
    "a label of the barnstar": lambda: (
        History()
        .save("Ibrahim", ASKED | {"barnstar": "l’étoile du mentorat"})
        .save("Sysop", APPROVED | {"barnstar": "l’étoile du mentorat"})
    ),
    "moved and protected: the same text twice": lambda: approved().save("Sysop", APPROVED),
}


@pytest.mark.parametrize("history", GENUINE.values(), ids=GENUINE)
def test_genuine_approvals_count(history: Callable[[], History]) -> None:
    assert history().judged().why is None


OTHER = {"reason": "Something else."}
FORGED: dict[str, tuple[Callable[[], History], Why]] = {
    "the nominator approves": (
        lambda: (
            History()
            .save("Chosen", ASKED | {"nominated_by": "Chosen"})
            .save("Chosen", ASKED | {"nominated_by": "Chosen", "approved_by": "Chosen"})
        ),
        Why.SELF_APPROVAL,
    ),
    "the page's maker approves what another took over": (
        lambda: History().save("Sysop", ASKED).save("Ibrahim", ASKED | OTHER).save("Sysop", APPROVED | OTHER),
        Why.SELF_APPROVAL,
    ),
    "whoever worded the reason approves": (lambda: asked().save("Sysop", ASKED | OTHER).save("Sysop", APPROVED | OTHER), Why.SELF_APPROVAL),
    "the bot approves": (lambda: asked().save(BOT, ASKED | {"approved_by": BOT}), Why.SELF_APPROVAL),
    "the nominee approves": (
        lambda: (
            History()
            .save("Ibrahim", ASKED | {"nominee": "User:Chosen"})
            .save("Chosen", ASKED | {"nominee": "User:Chosen", "approved_by": "Chosen"})
        ),
        Why.BY_NOMINEE,
    ),
    "the nominee approves on a subpage": (
        lambda: (
            History()
            .save("Ibrahim", ASKED | {"nominee": "User talk:Chosen/Box"})
            .save("Chosen", ASKED | {"nominee": "User talk:Chosen/Box", "approved_by": "Chosen"})
        ),
        Why.BY_NOMINEE,
    ),
    "somebody types an approver's name": (lambda: asked().save("Luc", APPROVED), Why.NOT_BY_APPROVER),
    "the nominator types it at once": (lambda: History().save("Ibrahim", APPROVED), Why.NOT_BY_APPROVER),
    "an approved page is copied": (lambda: History().save("Luc", APPROVED | {"nominated_by": "Luc"}), Why.NOT_BY_APPROVER),
    "the approver's old revision is restored": (lambda: approved().save("Sysop", ASKED).save("Luc", APPROVED), Why.NOT_BY_APPROVER),
    "restored after the approver blanked it": (lambda: approved().save("Sysop", "").save("Luc", APPROVED), Why.NOT_BY_APPROVER),
    "restored, not exactly": (lambda: approved().save("Luc", ASKED).save("Ibrahim", written(APPROVED) + "\n."), Why.NOT_BY_APPROVER),
    "the reason is changed": (lambda: approved().save("Ibrahim", APPROVED | OTHER), Why.CHANGED),
    "the nominee is swapped": (lambda: approved().save("Ibrahim", APPROVED | {"nominee": "User:Luc"}), Why.CHANGED),
    "the kind is changed": (lambda: approved().save("Ibrahim", APPROVED | {"kind": "thank-you"}), Why.CHANGED),
    "the partnership is changed": (lambda: approved().save("Ibrahim", APPROVED | {"partnership": "Elsewhere"}), Why.CHANGED),
    "somebody who may not": (lambda: asked().save("Luc", ASKED | {"approved_by": "Luc"}), Why.UNENTITLED),
    "an administrator of ten days": (lambda: asked().save("New sysop", ASKED | {"approved_by": "New sysop"}), Why.UNENTITLED),
    "a blocked administrator": (lambda: asked().save("Blocked", ASKED | {"approved_by": "Blocked"}), Why.UNENTITLED),
    "the author is hidden": (lambda: asked().save("", APPROVED), Why.HIDDEN),
    "the text before is hidden": (lambda: asked().save("Luc", None).save("Sysop", APPROVED), Why.HIDDEN),
    "the newest text is hidden": (lambda: approved().save("Luc", None), Why.HIDDEN),
    "a hidden author undone": (lambda: approved().save("", ASKED).save("Luc", APPROVED), Why.HIDDEN),
    "the maker is hidden": (lambda: History().save("", ASKED).save("Ibrahim", ASKED | OTHER).save("Sysop", APPROVED | OTHER), Why.HIDDEN),
    "an imported approval": (lambda: asked().save("meta>Sysop", APPROVED), Why.IMPORTED),
    "an approval imported under a local name": (lambda: asked().save("Sysop", APPROVED, user_id=0), Why.IMPORTED),
    "an imported nomination": (lambda: History().save("meta>Ibrahim", ASKED).save("Sysop", APPROVED), Why.IMPORTED),
    "the approver was renamed": (lambda: asked().save("Chosen", ASKED | {"approved_by": "Gone"}), Why.NO_ACCOUNT),
    "nobody has that name": (lambda: asked().save("Luc", ASKED | {"approved_by": "Nobody at all"}), Why.NO_ACCOUNT),
    "two nominations on the page": (
        lambda: (
            History().save("Ibrahim", written(ASKED) + written(ASKED | OTHER)).save("Sysop", written(APPROVED) + written(ASKED | OTHER))
        ),
        Why.SEVERAL,
    ),
    "a second nominee by an alias, which its page does not show": (
        lambda: History().save("Ibrahim", ASKED | {"nominado": "User:Luc"}).save("Sysop", APPROVED | {"nominado": "User:Luc"}),
        Why.SEVERAL,
    ),
    "a reason that hides something": (
        lambda: (
            History()
            .save("Ibrahim", ASKED | {"reason": 'Much. <span style="display:none">Not this.</span>'})
            .save("Sysop", APPROVED | {"reason": 'Much. <span style="display:none">Not this.</span>'})
        ),
        Why.SEVERAL,
    ),
    "a reason that shows another on its page": (
        lambda: History().save("Ibrahim", ASKED | {"reason": "{{{1|Much.}}}"}).save("Sysop", APPROVED | {"reason": "{{{1|Much.}}}"}),
        Why.SEVERAL,
    ),
    "no nomination": (lambda: History().save("Ibrahim", "Hello"), Why.SEVERAL),
    "nominating oneself": (
        lambda: History().save("Ibrahim", ASKED | {"nominee": "User:Ibrahim"}).save("Sysop", APPROVED | {"nominee": "User:Ibrahim"}),
        Why.SELF_NOMINATION,
    ),
    "nominating in another's name": (lambda: History().save("Luc", ASKED).save("Sysop", APPROVED), Why.NOT_BY_NOMINATOR),
    "a newcomer nominates": (
        lambda: History().save("Newcomer", ASKED | {"nominated_by": "Newcomer"}).save("Sysop", APPROVED | {"nominated_by": "Newcomer"}),
        Why.NOMINATOR,
    ),
    "a newcomer rewrites what an established user asked for": (
        lambda: asked().save("Newcomer", ASKED | OTHER).save("Sysop", APPROVED | OTHER),
        Why.NOMINATOR,
    ),
    "a newcomer rewrites what the bot drafted": (
        lambda: (
            History()
            .save(BOT, ASKED | {"nominated_by": BOT})
            .save("Newcomer", ASKED | OTHER | {"nominated_by": BOT})
            .save("Sysop", APPROVED | OTHER | {"nominated_by": BOT})
        ),
        Why.NOMINATOR,
    ),
    "another nominee in the name of who made the page": (
        lambda: asked().save("Luc", ASKED | {"nominee": "User:Chosen"}).save("Sysop", APPROVED | {"nominee": "User:Chosen"}),
        Why.NOT_BY_NOMINATOR,
    ),
    "an unknown barnstar": (
        lambda: History().save("Ibrahim", ASKED | {"barnstar": "gold"}).save("Sysop", APPROVED | {"barnstar": "gold"}),
        Why.BARNSTAR,
    ),
    "a barnstar for a page": (
        lambda: History().save("Ibrahim", ASKED | {"nominee": "Some group"}).save("Sysop", APPROVED | {"nominee": "Some group"}),
        Why.NOT_A_USER,
    ),
    "no reason": (lambda: History().save("Ibrahim", ASKED | {"reason": ""}).save("Sysop", APPROVED | {"reason": ""}), Why.INCOMPLETE),
    "nobody approved": (asked, Why.NOT_APPROVED),
    "an approval that was taken back": (lambda: approved().save("Sysop", ASKED), Why.NOT_APPROVED),
    "withdrawn, and opened by another": (
        lambda: approved().save("Ibrahim", APPROVED | {"status": "withdrawn"}).save("Luc", APPROVED),
        Why.CLOSED,
    ),
    "the nominee does not want it": (
        lambda: approved().save("Amina", APPROVED | {"status": "withdrawn"}).save("Ibrahim", APPROVED | {"status": "open"}),
        Why.CLOSED,
    ),
    "declined, and opened by the nominator": (
        lambda: approved().save("Chosen", APPROVED | {"status": "declined"}).save("Ibrahim", APPROVED),
        Why.CLOSED,
    ),
}


@pytest.mark.parametrize(("history", "why"), FORGED.values(), ids=FORGED)
def test_forgeries_are_refused_each_with_its_reason(history: Callable[[], History], why: Why) -> None:
    assert history().judged().why is why


def test_a_page_without_history_is_refused() -> None:
    assert History().judged().why is Why.HIDDEN


def test_approver_and_nominator_of_one_affiliate_are_not_two_opinions() -> None:
    members = {"Ibrahim": ["wikimedia senegal"], "Sysop": ["wikimedia senegal", "wikimedia france"], "Luc": ["wikimedia france"]}
    assert approved().judged(affiliates=members).why is Why.AFFILIATE
    assert approved().judged(affiliates=members | {"Ibrahim": ["wikimedia ghana"]}).why is None


OBJECTED = APPROVED | {"objected_by": "Luc"}
OBJECTIONS: dict[str, tuple[Callable[[], History], tuple[str, ...]]] = {
    "somebody objects": (lambda: approved().save("Luc", OBJECTED), ("Luc",)),
    "before the approval": (lambda: asked().save("Luc", ASKED | {"objected_by": "Luc"}).save("Sysop", OBJECTED), ("Luc",)),
    "in another's name": (lambda: approved().save("Newcomer", OBJECTED), ()),
    "a temporary account": (lambda: approved().save("~2026-12", APPROVED | {"objected_by": "~2026-12"}), ()),
    "taken back": (lambda: approved().save("Luc", OBJECTED).save("Luc", APPROVED), ()),
    "removed by the nominator": (lambda: approved().save("Luc", OBJECTED).save("Ibrahim", APPROVED), ("Luc",)),
    "removed by the approver": (lambda: approved().save("Luc", OBJECTED).save("Sysop", APPROVED), ("Luc",)),
    "overruled by another who may approve": (lambda: approved().save("Luc", OBJECTED).save("Chosen", APPROVED), ()),
    "the nominee objects, and is overruled": (
        lambda: approved().save("Amina", APPROVED | {"objected_by": "Amina"}).save("Chosen", APPROVED),
        ("Amina",),
    ),
    "two object, one takes it back": (
        lambda: (
            approved()
            .save("Luc", OBJECTED)
            .save("Amina", APPROVED | {"objected_by": "Luc, Amina"})
            .save("Luc", APPROVED | {"objected_by": "Amina"})
        ),
        ("Amina",),
    ),
    "blanked for a while": (lambda: approved().save("Luc", OBJECTED).save("Newcomer", "").save("Ibrahim", APPROVED), ("Luc",)),
}


@pytest.mark.parametrize(("history", "standing"), OBJECTIONS.values(), ids=OBJECTIONS)
def test_an_objection_stands_until_those_who_may_take_it_back(history: Callable[[], History], standing: tuple[str, ...]) -> None:
    judged = history().judged()
    assert (judged.objections, judged.why) == (standing, None)


def test_opened_again_by_whoever_closed_it_it_counts() -> None:
    history = approved().save("Ibrahim", APPROVED | {"status": "withdrawn"}).save("Ibrahim", APPROVED)
    assert history.judged().why is None
    assert approved().save("Chosen", APPROVED | {"status": "declined"}).save("Chosen", APPROVED).judged().why is None


def test_times_are_those_of_the_first_revision_that_asked_and_of_the_approval() -> None:
    judged = (
        asked().save("Ibrahim", ASKED | OTHER).save("Newcomer", "x").save("Luc", ASKED | OTHER).save("Sysop", APPROVED | OTHER).judged()
    )
    assert judged.made is not None
    assert judged.approved is not None
    assert [(when - START).seconds // 3600 for when in (judged.made, judged.approved)] == [2, 5]
