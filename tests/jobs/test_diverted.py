"""Job *recognise* where a nomination, or the page a message would be on, is no longer what it was when people looked at it."""

from __future__ import annotations

import pytest

from bot.core.bot_pages import stop_title
from bot.core.page import Edit
from bot.core.recognition.verdict import Why
from tests.jobs.test_recognise import NOMINATION, TALK, Ceremony, ceremony
from tests.jobs.world import ROOT

__all__ = ["ceremony"]
MUSEUM = "{{Partnership|partner=Museum|status=active|country=SN|start=2025}}"


@pytest.mark.parametrize(("user", "why"), [("Ibrahim", Why.SELF_NOMINATION), ("Sysop", Why.BY_NOMINEE)])
def test_a_redirect_leads_no_message_to_those_who_asked_for_it(ceremony: Ceremony, user: str, why: Why) -> None:
    ceremony.nominate()
    ceremony.world.wiki.put(TALK, f"#REDIRECT [[User talk:{user}]]", user="Amina")
    assert ceremony.run().decisions == [(NOMINATION, why)]
    assert (ceremony.notices(f"User talk:{user}"), ceremony.standing()) == (0, ("undeliverable", str(why)))


@pytest.mark.parametrize("nominee", ["Talk:Museum", "Old name"])
def test_no_other_title_of_its_page_goes_round_the_consent_of_a_partner(ceremony: Ceremony, nominee: str) -> None:
    ceremony.world.wiki.put("Museum", MUSEUM)
    ceremony.world.wiki.put("Talk:Museum", "Hello")
    ceremony.world.wiki.put("Old name", "#REDIRECT [[Museum]]")
    ceremony.world.wiki.put("Talk:Old name", "#REDIRECT [[Talk:Museum]]")
    ceremony.nominate(kind="thank-you", nominee=nominee, barnstar="")
    assert ceremony.run().decisions == [(NOMINATION, Why.CONSENT)]
    assert (ceremony.notices("Talk:Museum"), ceremony.standing()) == (0, ("undeliverable", "consent"))


@pytest.mark.parametrize("nominee", ["User talk:Amina", "User:Old"])
def test_no_other_title_of_its_page_goes_round_the_cool_down(ceremony: Ceremony, nominee: str) -> None:
    ceremony.world.wiki.register("Old", edits=1)
    ceremony.world.wiki.put("User talk:Old", f"#REDIRECT [[{TALK}]]")
    ceremony.nominate()
    ceremony.nominate(f"{NOMINATION} 2", nominee=nominee)
    assert ceremony.run().decisions == [(NOMINATION, None), (f"{NOMINATION} 2", Why.COOL_DOWN)]
    assert (ceremony.notices(), ceremony.standing(f"{NOMINATION} 2")) == (1, ("approved", ""))


def test_a_nomination_that_moved_since_it_was_collected_waits_and_disturbs_no_other(ceremony: Ceremony) -> None:
    ceremony.nominate()
    ceremony.nominate(f"{NOMINATION} 2", nominee="User:Luc")
    collect = ceremony.world.collect

    def collected(*arguments: object) -> None:
        collect()
        ceremony.world.wiki.move(NOMINATION, f"{NOMINATION} 3")

    ceremony.world.collect = collected  # type: ignore[method-assign, assignment]
    assert ceremony.run().decisions == [(f"{NOMINATION} 2", None)]


def test_it_is_stopped_between_two_messages(ceremony: Ceremony) -> None:
    ceremony.nominate()
    ceremony.nominate(f"{NOMINATION} 2", nominee="User:Luc")

    def stop(edit: Edit) -> None:
        if edit.title == TALK:
            ceremony.world.wiki.put(stop_title(ROOT, "recognise"), "stop")

    ceremony.world.wiki.before_save = stop
    assert not ceremony.run().complete
    assert (ceremony.notices(), ceremony.notices("User talk:Luc")) == (1, 0)


def test_who_is_no_longer_named_by_a_nomination_is_not_named_by_the_page_of_the_year(ceremony: Ceremony) -> None:
    ceremony.nominate()
    ceremony.run()
    page = f"{ROOT}/Recognition/2026"
    ceremony.world.collect()
    ceremony.world.publish()
    assert "User:Amina" in (ceremony.world.wiki.text(page) or "")
    text = ceremony.world.wiki.text(NOMINATION) or ""
    ceremony.world.wiki.put(NOMINATION, text.replace("User:Amina", "User:Vanished 1"), user="Sysop")
    ceremony.world.collect()
    ceremony.world.publish()
    written = ceremony.world.wiki.text(page) or ""
    assert (NOMINATION in written, "User:Amina" in written) == (True, False)
