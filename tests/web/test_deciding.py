"""Deciding on nominations through the web tool: what is told beforehand, what is saved, and what the bot makes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from bot.core.configuration import Configuration
from bot.core.parse import Reader
from bot.core.recognition.approval import Approvals, Judged
from bot.core.recognition.nomination_page import nomination_in
from bot.core.recognition.recipient import user_of
from bot.core.wiki_settings import SETTINGS_TITLE, WikiSettings
from bot.store import Store
from bot.wiki.memory import MemoryWiki
from tests.web.conftest import clock
from tests.web.people_api import PeopleApi
from tests.web.reading import Page
from tests.web.taking import SITE, api, app, client, collect, database, id_of, log_in, stand_in, wiki, words
from tests.web.test_forms import press

__all__ = ["api", "app", "client", "collect", "database", "log_in", "stand_in", "wiki"]

TITLE = "Partnerships/Nominations/Fatou"
ASKED = "{{Partnership nomination|nominee=User:Fatou|kind=thank-you|reason=Taught many.|nominated_by=Luc}} Text."


@pytest.fixture(autouse=True)
def nominated(wiki: MemoryWiki) -> None:
    """Luc nominates Fatou; Amina may approve, who is an administrator."""
    for name in ("Luc", "Fatou", "Zoe"):
        wiki.register(name, edits=1000)
    wiki.register("Amina", edits=1000, groups=("sysop",))
    wiki.put(TITLE, ASKED, user="Luc")


def decide(client: FlaskClient, wiki: MemoryWiki, deed: str) -> Any:
    return client.get(f"/nominations/{id_of(wiki, TITLE)}/{deed}")


def judged(wiki: MemoryWiki) -> Judged:
    """What the bot makes of the page's history."""
    page = wiki.read([TITLE])[TITLE]
    reader = Reader(SITE, Configuration().template_names("homewiki"))
    history = wiki.history(TITLE)
    accounts = wiki.accounts(["Luc", "Fatou", "Amina", "Zoe"])
    approvals = Approvals(WikiSettings(), accounts, {}, "Bot", clock(), lambda title: user_of(title, SITE))
    return approvals.judge(history, lambda text: nomination_in(page, text, reader))


def test_approve(client: FlaskClient, wiki: MemoryWiki, api: PeopleApi) -> None:
    shown = decide(client, wiki, "approve")
    assert "Taught many." in words(shown)
    assert "anybody may still object for 7 days" in words(shown)
    assert "User:Fatou gets a message of thanks" in words(shown)
    assert wiki.text(TITLE) == ASKED
    done = press(client, shown, "save")
    assert done.status_code == 303
    assert wiki.text(TITLE) == ASKED.replace("}}", "|approved_by=Amina}}")
    assert (judged(wiki).why, judged(wiki).approver) == (None, "Amina")
    assert "The time for objections begins now." in words(client.get(done.headers["Location"]))
    assert api.summaries[wiki.read([TITLE])[TITLE].revision.id] == "Approving the nomination (by form, see [[Partnerships]])"
    assert "says so already" in words(decide(client, wiki, "approve"))


def test_take_an_approval_back(client: FlaskClient, log_in: Callable[[str], FlaskClient], wiki: MemoryWiki) -> None:
    press(client, decide(client, wiki, "approve"), "save")
    assert "Amina has approved it already" in words(decide(log_in("Zoe"), wiki, "approve"))
    assert "says so already" in words(decide(log_in("Zoe"), wiki, "unapprove"))
    assert press(client, decide(client, wiki, "unapprove"), "save").status_code == 303
    assert wiki.text(TITLE) == ASKED.replace("}}", "|approved_by=}}")
    assert judged(wiki).why == "not-approved"


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("Luc", "Whoever nominated cannot approve"),
        ("Fatou", "Nominees cannot approve their own nomination"),
        ("Zoe", "your account may not decide on nominations"),
    ],
)
def test_who_may_not_approve_is_told_beforehand(log_in: Callable[[str], FlaskClient], wiki: MemoryWiki, who: str, said: str) -> None:
    if who != "Zoe":
        wiki.register(who, edits=1000, groups=("sysop",))
    browser = log_in(who)
    assert said in words(decide(browser, wiki, "approve"))
    assert browser.post(f"/nominations/{id_of(wiki, TITLE)}/approve", data={"_step": "save"}).status_code == 400
    assert wiki.text(TITLE) == ASKED


def test_an_approval_that_does_not_count_is_made_anew(client: FlaskClient, wiki: MemoryWiki) -> None:
    # Luc wrote somebody else's name.
    wiki.put(TITLE, ASKED.replace("}}", "|approved_by=Zoe}}"), user="Luc")
    assert press(client, decide(client, wiki, "approve"), "save").status_code == 303
    assert judged(wiki).why is None


def test_a_name_that_somebody_else_wrote_is_not_approved_by_its_owner(client: FlaskClient, wiki: MemoryWiki) -> None:
    wiki.put(TITLE, ASKED.replace("}}", "|approved_by=Amina}}"), user="Luc")
    assert "approvers write their own name" in words(decide(client, wiki, "approve"))
    assert press(client, decide(client, wiki, "unapprove"), "save").status_code == 303
    assert press(client, decide(client, wiki, "approve"), "save").status_code == 303
    assert judged(wiki).why is None


def test_object_and_take_it_back(client: FlaskClient, log_in: Callable[[str], FlaskClient], wiki: MemoryWiki) -> None:
    wiki.put(TITLE, ASKED.replace("}}", "|contesté_par=[[User:Old|O]]}}"), user="Luc")
    press(client, decide(client, wiki, "approve"), "save")
    zoe = log_in("Zoe")
    done = press(zoe, decide(zoe, wiki, "object"), "save")
    assert done.status_code == 303
    assert wiki.text(TITLE) == ASKED.replace("}}", "|contesté_par=Old, Zoe|approved_by=Amina}}")
    assert judged(wiki).objections == ("Zoe",)
    assert press(zoe, decide(zoe, wiki, "unobject"), "save").status_code == 303
    assert judged(wiki).objections == ()
    assert "Old" in str(wiki.text(TITLE))


def test_withdraw_and_decline(client: FlaskClient, log_in: Callable[[str], FlaskClient], wiki: MemoryWiki) -> None:
    assert "can withdraw a nomination" in words(decide(client, wiki, "withdraw"))
    luc, zoe = log_in("Luc"), log_in("Zoe")
    assert "may not decide on nominations" in words(decide(zoe, wiki, "decline"))
    assert press(luc, decide(luc, wiki, "withdraw"), "save").status_code == 303
    assert wiki.text(TITLE) == ASKED.replace("}}", "|status=withdrawn}}")
    assert "It is decided already: Withdrawn" in words(decide(client, wiki, "approve"))
    wiki.put(TITLE, ASKED, user="Luc")
    assert press(client, decide(client, wiki, "decline"), "save").status_code == 303
    assert "|status=declined}}" in str(wiki.text(TITLE))


def test_what_changes_in_between_is_looked_at_again(client: FlaskClient, wiki: MemoryWiki) -> None:
    shown = decide(client, wiki, "approve")
    wiki.put(TITLE, ASKED.replace("Taught many.", "Paid me."), user="Luc")
    answer = press(client, shown, "save")
    assert answer.status_code == 409
    assert "Paid me." in words(answer)
    assert "approved_by" not in str(wiki.text(TITLE))


def test_nobody_approves_for_others(client: FlaskClient, wiki: MemoryWiki) -> None:
    shown = decide(client, wiki, "approve")
    client.post(f"/nominations/{id_of(wiki, TITLE)}/approve", data=_sent(shown) | {"approved_by": "Zoe", "user": "Zoe", "_step": "save"})
    assert wiki.text(TITLE) == ASKED.replace("}}", "|approved_by=Amina}}")
    assert client.get(f"/nominations/{id_of(wiki, TITLE)}/approve?approved_by=Zoe").status_code == 400


def test_settings_in_force_decide_who_approves(client: FlaskClient, wiki: MemoryWiki, database: str) -> None:
    with Store.open(database, migrate=False) as store:
        store.remember("homewiki", SETTINGS_TITLE, 1, '{"version": 1, "approvers": {"groups": [], "names": ["Zoe"]}}')
    assert "may not decide on nominations" in words(decide(client, wiki, "approve"))


def test_no_partner_is_thanked_who_did_not_agree(client: FlaskClient, wiki: MemoryWiki, collect: Callable[[], None]) -> None:
    collect()
    wiki.put(TITLE, ASKED.replace("User:Fatou", "Partnerships/Museum of Salt"), user="Luc")
    assert "does not say that it agreed to be thanked" in words(decide(client, wiki, "approve"))


def test_pages_without_one_nomination(client: FlaskClient, wiki: MemoryWiki, collect: Callable[[], None]) -> None:
    assert client.get(f"/nominations/{id_of(wiki, 'Partnerships/Museum of Salt')}/approve").status_code == 404
    collect()
    wiki.put(TITLE, ASKED + ASKED, user="Luc")
    assert "There must be exactly one nomination on the page" in words(decide(client, wiki, "approve"))
    assert client.get(f"/nominations/{id_of(wiki, TITLE)}/nonsense").status_code == 404


def _sent(shown: Any) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for field in Page(shown.text).all("input"):
        values.setdefault(field["name"], []).append(field["value"])
    return values
