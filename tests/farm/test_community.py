"""The people of a real MediaWiki: the contract, and what only a live wiki has."""

from __future__ import annotations

import itertools

import pytest

from bot.core.recognition.facts import Account
from bot.settings import Settings
from bot.wiki.api import Api
from bot.wiki.community import LiveCommunity
from bot.wiki.protocol import Community
from tests.farm import Farm
from tests.farm.accounts import ACCOUNTS
from tests.farm.bot import live_wiki
from tests.wiki.community_contract import OPTED_OUT, CommunityContract, told

_roots = (f"Community {number}" for number in itertools.count(1))

IMPORT = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
<page><title>{title}</title><ns>0</ns><id>1</id><revision><id>1</id><timestamp>2020-01-01T00:00:00Z</timestamp>
<contributor><username>{user}</username><id>77</id></contributor><model>wikitext</model><format>text/x-wiki</format>
<text xml:space="preserve">{text}</text></revision></page></mediawiki>"""


def community_of(farm: Farm, dbname: str = "metawiki", account: str = "PartnershipsBot") -> LiveCommunity:
    return LiveCommunity(live_wiki(farm, dbname, account).api)


class LiveCommunityPlace:
    """A wiki with people. Each test has a root of its own, so that all of them share the wiki."""

    account = "PartnershipsBot"

    def __init__(self, farm: Farm) -> None:
        self.root = next(_roots)
        self._wiki = farm.wiki("metawiki")
        self._community = community_of(farm)

    def person(self, name: str, *, edits: int = 0, days: int = 0) -> None:
        self._wiki.establish(name, edits=edits, days=days)

    def put(self, title: str, text: str, user: str = "Amina", content_model: str = "") -> int:
        if user in ACCOUNTS:
            return self._wiki.edit(title, text, user, contentmodel=content_model or None)
        return self._wiki.create({title: text}, user)[0]

    def put_logged_out(self, title: str, text: str) -> str:
        return self._wiki.edit_logged_out(title, text)

    def import_revision(self, title: str, text: str, user: str) -> None:
        self._wiki.import_xml(IMPORT.format(title=title, text=text, user=user))

    def move(self, title: str, to: str) -> None:
        self._wiki.move(title, to)

    def hide(self, revision: int, *, user: bool = False, text: bool = False) -> None:
        self._wiki.hide(revision, user=user, text=text)

    def appoint(self, name: str, group: str) -> None:
        self._wiki.change_user_rights(name, add=[group])

    def block(self, name: str, *, only_page: str = "") -> None:
        self._wiki.block(name, only_pages=[only_page] if only_page else ())

    def rename_user(self, name: str, to: str) -> None:
        self._wiki.rename_user(name, to)

    def community(self) -> Community:
        return self._community


class TestLiveCommunity(CommunityContract):
    @pytest.fixture
    def place(self, farm: Farm) -> LiveCommunityPlace:
        return LiveCommunityPlace(farm)


# --- What only a live wiki has -----------------------------------------------------------------------------------------------------


def test_what_is_known_of_accounts_on_all_wikis(clean_farm: Farm) -> None:
    names = ["Admin", "Amina", "Luc", "SlowBot", "PartnershipsBot"]
    shared = {"home": "metawiki", "id": 7}
    clean_farm.set_people(
        {
            "Admin": {"globaluserinfo": shared, "babel": {}},
            "Amina": {"globaluserinfo": shared, "babel": {"de": "0", "en": "2", "FR": "5", "wo": "N", "ar": "2", "ha": "N"}},
            "Luc": {"globaluserinfo": shared | {"locked": True}},
            "SlowBot": {"globaluserinfo": shared | {"hidden": True}},
        }
    )
    found = community_of(clean_farm).accounts(names)
    assert found["Amina"].languages == ("wo", "ha", "fr", "en", "ar")
    assert found["Admin"].languages == ()
    assert {name for name in names if found[name].is_locked} == {"Luc"}
    # Of a hidden account the wiki may also say that there is none.
    assert {name for name in names if found[name].is_hidden} == {"SlowBot", "PartnershipsBot"}


def test_extensions_that_a_wiki_lacks_are_asked_once(clean_farm: Farm) -> None:
    community = community_of(clean_farm)
    community.accounts(["Amina"])
    clean_farm.clear_requests()
    assert all(account.id and not account.is_hidden for account in community.accounts(["Amina", "Luc", "Admin"]).values())
    assert community.accounts(["Nobody"]) == {"Nobody": Account("Nobody")}
    asked = [(request.parameters.get("list"), request.parameters.get("meta")) for request in clean_farm.requests()]
    assert asked == [("users", "userinfo")] * 2  # pywikibot always asks who it is


def test_a_message_costs_two_or_three_requests(clean_farm: Farm) -> None:
    meta = clean_farm.wiki("metawiki")
    meta.create({"User talk:Old": "#REDIRECT [[User talk:Older]]", "User talk:Older": "#REDIRECT [[User talk:Amina]]", "Group": "Text"})
    community = community_of(clean_farm)
    community.destination("User:Luc")
    requests = {}
    for title in ("User:Amina", "User talk:Amina", "Group", "User:Amina/Work", "User talk:Old", "User:Old"):
        clean_farm.clear_requests()
        assert community.destination(title).content_model == "wikitext"
        requests[title] = len(clean_farm.requests())
    assert requests == {"User:Amina": 2, "User talk:Amina": 2, "Group": 2, "User:Amina/Work": 3, "User talk:Old": 3, "User:Old": 3}


def test_who_wants_no_messages_says_so_through_a_template_too(clean_farm: Farm) -> None:
    meta = clean_farm.wiki("metawiki")
    meta.create({"Template:No messages": f"<includeonly>{OPTED_OUT}</includeonly>", "User:Amina": "{{No messages}}"})
    community = community_of(clean_farm)
    assert [community.destination(f"User:{name}").notices_refused for name in ("Amina", "Luc")] == [True, False]


def test_each_wiki_has_its_own_name_for_who_wants_no_messages(clean_farm: Farm) -> None:
    french = clean_farm.wiki("frwiki")
    pages = {"Amina": "Sans messages", "Luc": "Opted-out of message delivery", "Admin": "Autre"}
    for name, category in pages.items():
        french.edit(f"Discussion utilisateur:{name}", f"[[Catégorie:{category}]]")
    api = live_wiki(clean_farm, "frwiki").api

    def refusing(community: LiveCommunity) -> set[str]:
        return {name for name in pages if community.destination(f"Utilisateur:{name}").notices_refused}

    assert refusing(LiveCommunity(api)) == {"Luc"}
    assert refusing(LiveCommunity(api, opted_out="Autre")) == {"Admin"}
    french.edit("MediaWiki:Massmessage-optout-category", "Sans messages", "Admin")
    assert refusing(LiveCommunity(api, opted_out="Autre")) == {"Amina"}


def test_names_of_namespaces_in_the_wikis_language(clean_farm: Farm) -> None:
    french = clean_farm.wiki("frwiki")
    french.call("options", "Amina", change="gender=female", write=True)
    french.edit("Utilisateur:Amina", "Je suis Amina")
    community = community_of(clean_farm, "frwiki")
    for title in ("Utilisateur:Amina", "Utilisatrice:Amina", "user:amina", "w:User:Amina", "Discussion utilisatrice:Amina"):
        found = community.destination(title)
        assert (found.title, found.namespace) == ("Discussion utilisatrice:Amina", 3), title
        assert (found.user_page, found.elsewhere) == ("Je suis Amina", "")
    elsewhere = community.destination("m:User:Amina")
    assert (elsewhere.elsewhere, elsewhere.content_model) == ("m:User:Amina", "")


def test_a_long_history_comes_whole(clean_farm: Farm) -> None:
    meta = clean_farm.wiki("metawiki")
    texts = [f"{number} " + "x" * 1_900_000 for number in range(5)]  # an answer holds eight megabytes
    saved = [meta.edit("Long", text, "Admin", contentmodel="text") for text in texts]
    community = community_of(clean_farm)
    assert community.own_revision_with("Long", "Text") == 0
    clean_farm.clear_requests()
    history = community.history("Long")
    assert len(clean_farm.requests()) == 3  # two for the texts, one for the log of imports
    assert [past.id for past in history] == saved[::-1]
    assert [past.text for past in history] == texts[::-1]


def test_whoever_has_no_account_wrote_nothing(clean_farm: Farm) -> None:
    meta = clean_farm.wiki("metawiki")
    meta.edit("Page", "Text")
    name = f"metawiki{meta.port}-reader"
    settings = Settings.model_validate({"database": "sqlite://", "wikis": {name: {"api": meta.api_url}}, "home": name})
    community = LiveCommunity(Api(name, settings))
    assert told([*community.history("Page")]) == [("Amina", "Text")]
    assert community.own_revision_with("Page", "Text") == 0


def test_what_is_hidden_is_nobodys_business_even_with_rights(clean_farm: Farm) -> None:
    meta = clean_farm.wiki("metawiki")
    first = meta.edit("Page", "One")
    lost = meta.edit("Page", "Two", "Luc")
    latest = meta.edit("Page", "Three")
    meta.hide(first, user=True, text=True)
    content = f"SELECT slot_content_id FROM slots WHERE slot_revision_id = {lost}"
    meta.script("sql.php", "--query", f"UPDATE content SET content_address = 'tt:99999' WHERE content_id = ({content})")
    meta.change_user_rights("PartnershipsBot", add=["sysop"])
    history = community_of(clean_farm).history("Page")
    assert told([*history]) == [("Amina", "Three"), ("Luc", None), ("", None)]
    assert [bool(past.user_id) for past in history] == [True, True, False]
    meta.hide(latest, user=True)
    page = live_wiki(clean_farm, "metawiki").read(["Page"])["Page"]
    assert (page.revision.user, page.text) == ("", "Three")


def test_a_talk_page_that_cannot_be_read_is_not_written_on(clean_farm: Farm) -> None:
    meta = clean_farm.wiki("metawiki")
    lost = meta.edit("User talk:Luc", "Text")
    content = f"SELECT slot_content_id FROM slots WHERE slot_revision_id = {lost}"
    meta.script("sql.php", "--query", f"UPDATE content SET content_address = 'tt:99999' WHERE content_id = ({content})")
    found = community_of(clean_farm).destination("User:Luc")
    assert (found.page, found.content_model) == (None, "")


def test_very_old_and_suppressed_accounts(clean_farm: Farm) -> None:
    meta = clean_farm.wiki("metawiki")
    meta.script("sql.php", "--query", "UPDATE user SET user_registration = NULL WHERE user_name = 'Luc'")
    meta.change_user_rights("Admin", add=["suppress"])
    meta.call("block", "Admin", write=True, user_="SlowBot", expiry="never", hidename=True)
    found = community_of(clean_farm).accounts(["Luc", "SlowBot"])
    assert (found["Luc"].registered, found["Luc"].id > 0) == (None, True)
    assert found["SlowBot"] == Account("SlowBot")
