"""Forms that write on a real MediaWiki as the person who fills them in, while somebody else edits there too."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.farm import Farm
from tests.farm.test_person import given_access, logged_in_app, oauth
from tests.web.oauth_standin import StandIn
from tests.web.reading import Page
from tests.web.test_forms import FIVE, press, sent

__all__ = ["oauth"]

SUMMARY = "New: Partnership (by form, see [[Partnerships]])"


def browser_of(oauth: StandIn, user: str, database: str) -> FlaskClient:
    """Somebody who logged in."""
    access = given_access(oauth, user)
    browser = logged_in_app(oauth, database).test_client()
    with browser.session_transaction() as session:
        session["person"] = [user, access.key, access.secret]
    return browser


@pytest.fixture
def luc(oauth: StandIn, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return browser_of(oauth, "Luc", f"sqlite:///{tmp_path_factory.mktemp('forms')}/tool.db")


def test_registered_completed_and_nobodys_edit_lost(farm: Farm, luc: FlaskClient) -> None:
    meta = farm.wiki("metawiki")
    title = "Partnerships/Musée d’Écume"
    # Registered: exactly what was shown.
    shown = press(luc, luc.get("/new/partnerships"), "review", **FIVE | {"partner": "Musée d’Écume", "lead": "{{Evil}} ~~~~ ''x''"})
    assert shown.status_code == 200, Page(shown.text).text
    assert meta.get(title) is None
    done = press(luc, shown, "save")
    assert done.status_code == 303
    registered = str(meta.get(title))
    assert registered.startswith("{{Partnership\n| partner = Musée d’Écume\n| lead = &#123;&#123;Evil&#125;&#125; &#126;&#126;&#126;~ ")
    after = Page(luc.get(done.headers["Location"]).text)
    (complete,) = [link for link in after.links if link.startswith("/edit/partnerships/") and "step" not in link]
    # Completed, while Amina edits the same line: both are shown, hers stays.
    form = luc.get(complete)
    hers = registered.replace("status = active", "status = paused") + "\nHer words."
    meta.edit(title, hers, "Amina")
    conflict = press(luc, form, "review", **FIVE | {"partner": "Musée d’Écume\nLibrary"})
    assert conflict.status_code == 409
    assert "paused" in conflict.text
    assert press(luc, conflict, "save").status_code == 303
    first, last = registered.index("| lead"), registered.index("| country")
    mine = hers[:first].replace("Écume", "Écume; Library") + "| lead = Wikimedia Senegal\n" + hers[last:]
    assert meta.get(title) == mine
    # She is quicker than the last button, on another line: nothing is lost either.
    shown = press(luc, luc.get(complete), "review", start="2025")
    again = mine.replace("Her words.", "Her last words.")
    meta.edit(title, again, "Amina")
    answer = press(luc, shown, "save")
    assert answer.status_code == 409
    assert press(luc, answer, "save").status_code == 303
    assert meta.get(title) == again.replace("start = 2026-03", "start = 2025")
    made = [(revision["user"], revision["comment"]) for revision in reversed(meta.history(title))]
    assert made == [
        ("Luc", SUMMARY),
        ("Amina", ""),
        ("Luc", "Filled in or corrected: partner, lead (by form, see [[Partnerships]])"),
        ("Amina", ""),
        ("Luc", "Filled in or corrected: start (by form, see [[Partnerships]])"),
    ]


def test_a_page_of_somebody_else_is_not_made_again(farm: Farm, luc: FlaskClient) -> None:
    meta = farm.wiki("metawiki")
    title = "Partnerships/Taken museum"
    shown = press(luc, luc.get("/new/partnerships"), "review", **FIVE | {"partner": "Taken museum"})
    theirs = meta.edit(title, "Hers.", "Amina")
    answer = press(luc, shown, "save")
    assert answer.status_code == 409
    assert "Hers." in answer.text
    assert "Wikimedia Senegal" in answer.text
    assert meta.revision(title) == theirs
    other = press(luc, press(luc, answer, "form"), "review", **FIVE | {"partner": "Taken museum", "_title": "Taken museum, Dakar"})
    assert press(luc, other, "save").status_code == 303
    assert meta.revision(title) == theirs


def test_refusals_of_the_wiki_are_told_and_nothing_is_lost(farm: Farm, oauth: StandIn, luc: FlaskClient) -> None:
    meta = farm.wiki("metawiki")
    title = "Partnerships/Closed museum"
    meta.edit(title, "{{Partnership|partner=Closed museum}}", "Amina")
    meta.protect(title)
    number = meta.query(titles=title)["pages"][0]["pageid"]
    answer = press(luc, press(luc, luc.get(f"/edit/partnerships/{number}"), "review", lead="WUG"), "save")
    assert "The page is protected." in Page(answer.text).text
    assert sent(Page(answer.text))["lead"] == ["WUG"]
    assert meta.get(title) == "{{Partnership|partner=Closed museum}}"
    # Nobody writes by an access that was taken back.
    oauth.access.clear()
    gone = luc.post(f"/edit/partnerships/{number}", data=sent(Page(answer.text)) | {"_step": "save"})
    assert gone.status_code == 503
    assert "WUG" in gone.text


def test_a_contribution_and_another_kind(farm: Farm, luc: FlaskClient) -> None:
    meta = farm.wiki("metawiki")
    title = "Partnerships/Giving museum"
    text = "{{Partnership\n| partner = Giving museum\n}}\nWords."
    meta.edit(title, text, "Amina")
    number = meta.query(titles=title)["pages"][0]["pageid"]
    shown = press(luc, luc.get(f"/contribute/{number}"), "review", type="media", date="2026-03")
    assert press(luc, shown, "save").status_code == 303
    assert meta.get(title) == text.replace("}}", "}}\n{{Partnership contribution\n| type = media\n| date = 2026-03\n}}")
    shown = press(luc, luc.get("/new/nominations"), "review", nominee="User:Amina", kind="thank-you", reason="Help.")
    assert press(luc, shown, "save").status_code == 303
    assert "| nominated_by = Luc\n| status = open\n" in str(meta.get("Partnerships/Nominations/User:Amina"))
