"""A real MediaWiki as somebody uses it who logged in to the web tool: the contract, and whose edits they are."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import pytest
from flask import Flask

from bot.core.outcome import Deferred, Failed, Outcome, Reason, Saved
from bot.core.page import Edit
from bot.i18n import Messages
from bot.settings import Settings
from bot.store import Store
from bot.wiki.oauth import Token, signed_session
from bot.wiki.person import PersonApi, PersonWiki
from bot.wiki.protocol import PageTarget, WikiError
from tests.farm import Farm, FarmWiki
from tests.farm.test_live import LivePlace
from tests.web.oauth_standin import CONSUMER_KEY, CONSUMER_SECRET, StandIn, Wiki, oauth_wiki
from tests.wiki.contract import WritingContract
from webservice.app import create_app
from webservice.auth import home_wiki, person

_roots = (f"Person {number}" for number in itertools.count(1))
CONSUMER = Token(CONSUMER_KEY, CONSUMER_SECRET)


def forwarding(wiki: FarmWiki) -> Wiki:
    """Sends requests on to a wiki, as an account of the farm. They are the tool's own, so the farm's log has them."""

    def send(user: str, parameters: Mapping[str, str]) -> bytes:
        return wiki._session(user).post(wiki.api_url, data=dict(parameters), headers={"X-Farm-Operator": None}, timeout=60).content

    return send


@pytest.fixture
def oauth(farm: Farm) -> Iterator[StandIn]:
    """The farm's home wiki, behind OAuth."""
    with oauth_wiki(forwarding(farm.wiki("metawiki"))) as stand_in:
        yield stand_in


def given_access(oauth: StandIn, user: str) -> Token:
    """What somebody has who has logged in."""
    access = Token(f"access of {user}", "secret")
    oauth.access[access.key] = (access.secret, user)
    return access


def wiki_of(oauth: StandIn, user: str, access: Token | None = None) -> PersonWiki:
    session = signed_session(CONSUMER, access or given_access(oauth, user), "partnerships tests")
    return PersonWiki(PersonApi("metawiki", oauth.api, user, session))


class PersonPlace(LivePlace):
    """A wiki on which Amina edits, and Luc does through the tool."""

    def __init__(self, farm: Farm, oauth: StandIn) -> None:
        super().__init__(farm)
        self.root = next(_roots)
        self._oauth = oauth

    def target(self) -> PageTarget:
        return wiki_of(self._oauth, "Luc")


class TestPerson(WritingContract):
    @pytest.fixture
    def place(self, farm: Farm, oauth: StandIn) -> PersonPlace:
        return PersonPlace(farm, oauth)


def saved(outcome: Outcome) -> int:
    assert isinstance(outcome, Saved)
    return outcome.revision


def test_somebody_who_logged_in_edits_under_their_own_name(farm: Farm, oauth: StandIn, tmp_path_factory: pytest.TempPathFactory) -> None:
    meta = farm.wiki("metawiki")
    app = logged_in_app(oauth, f"sqlite:///{tmp_path_factory.mktemp('person')}/tool.db")
    title, line = "Person/Museum", "{{{{Partnership|partner=Museum|status={}}}}}"
    with app.test_client() as browser:
        back = urlsplit(oauth.allow(browser.get("/login").headers["Location"], "Luc"))
        assert browser.get(back.path, query_string=back.query).status_code == 302
        browser.get("/me")
        someone = person()
        assert someone is not None
        wiki = home_wiki(someone)
        base = saved(wiki.save(Edit(title, line.format("idea"), "Registered", None)))
        # Amina was quicker: what Luc read is not there any more, and what she wrote stays.
        theirs = meta.edit(title, line.format("paused"), "Amina")
        conflict = wiki.save(Edit(title, line.format("active"), "Completed", base))
        assert isinstance(conflict, Deferred)
        assert conflict.why is Reason.CONFLICT
        assert meta.get(title) == line.format("paused")
        mine = saved(wiki.save(Edit(title, line.format("active"), "Completed", theirs)))
    made = [(revision["revid"], revision["user"], revision["comment"]) for revision in meta.history(title)]
    assert made == [(mine, "Luc", "Completed"), (theirs, "Amina", ""), (base, "Luc", "Registered")]
    assert any(agent.startswith("partnerships/") and "python-requests/" in agent for agent in oauth.agents)


def logged_in_app(oauth: StandIn, database: str) -> Flask:
    Store.open(database, migrate=True).close()
    values = {"database": database, "home": "metawiki", "wikis": {"metawiki": {"api": oauth.api}}, "secret_key": "x" * 40}
    values |= {"oauth_consumer_key": CONSUMER_KEY, "oauth_consumer_secret": CONSUMER_SECRET}
    return create_app(Settings.model_validate(values), messages=Messages.load())


def test_what_the_wiki_refuses_is_told(farm: Farm, oauth: StandIn) -> None:
    meta = farm.wiki("metawiki")
    meta.edit("Person/Closed", "Text")
    meta.protect("Person/Closed")
    refusals = {
        wiki_of(oauth, "Luc", Token("nobody's", "secret")): Reason.RIGHTS,  # withdrawn
        wiki_of(oauth, "Amina", given_access(oauth, "Luc")): Reason.RIGHTS,  # somebody else's
        wiki_of(oauth, "Luc", Token(given_access(oauth, "Luc").key, "wrong")): Reason.RIGHTS,
    }
    for wiki, reason in refusals.items():
        outcome = wiki.save(Edit("Person/Refused", "Text", "", None))
        assert isinstance(outcome, Failed)
        assert outcome.why is reason
        with pytest.raises(WikiError, match="log in again"):
            wiki.read(["Person/Closed"])
    assert meta.get("Person/Refused") is None
    base = meta.revision("Person/Closed")
    assert getattr(wiki_of(oauth, "Luc").save(Edit("Person/Closed", "Other", "", base)), "why", None) is Reason.PROTECTED


def test_a_wiki_that_has_too_much_to_do(oauth: StandIn) -> None:
    oauth.status = 429
    outcome = wiki_of(oauth, "Luc").save(Edit("Person/Busy", "Text", "", None))
    assert isinstance(outcome, Deferred)
    assert outcome.why is Reason.LAG


def test_a_wiki_that_is_away(farm: Farm, oauth: StandIn) -> None:
    wiki = wiki_of(oauth, "Luc")
    farm.set_outage("metawiki", active=True)
    try:
        outcome = wiki.save(Edit("Person/Away", "Text", "", None))
        assert isinstance(outcome, Failed)
        assert outcome.why is Reason.OTHER
        with pytest.raises(WikiError, match="does not answer"):
            wiki.read(["Person/Away"])
    finally:
        farm.set_outage("metawiki", active=False)
