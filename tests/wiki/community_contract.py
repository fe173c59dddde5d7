"""What every wiki must tell about its people. Subclass, give a ``place`` fixture, and pytest runs all of it.

``place.root`` begins every title and user name made here, so that the tests can share one living wiki.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest

from bot.core.recognition.facts import Account, PastRevision
from bot.wiki.protocol import Community

OPTED_OUT = "[[Category:Opted-out of message delivery]]"


class CommunityPlace(Protocol):
    """A wiki with people. ``account`` is the bot's."""

    root: str
    account: str

    def person(self, name: str, *, edits: int = 0, days: int = 0) -> None:
        """An account with that many edits, made that many days ago."""

    def put(self, title: str, text: str, user: str = "Amina", content_model: str = "") -> int:
        """Somebody saves a page; its revision."""

    def put_logged_out(self, title: str, text: str) -> str:
        """Somebody without an account saves a page; the temporary account that they get."""

    def import_revision(self, title: str, text: str, user: str) -> None:
        """A revision comes from another wiki, by somebody who is not known here."""

    def move(self, title: str, to: str) -> None:
        """Somebody moves a page and leaves a redirect."""

    def hide(self, revision: int, *, user: bool = False, text: bool = False) -> None:
        """Somebody hides the author or the text of a revision."""

    def appoint(self, name: str, group: str) -> None:
        """Somebody gets rights."""

    def block(self, name: str, *, only_page: str = "") -> None:
        """Somebody is blocked from the whole wiki, or from one page."""

    def rename_user(self, name: str, to: str) -> None:
        """Somebody gets another name."""

    def community(self) -> Community:
        """What the wiki tells."""


def told(history: list[PastRevision]) -> list[tuple[str, str | None]]:
    """Author and text of each revision."""
    return [(past.user, past.text) for past in history]


class CommunityContract:
    """What holds for every wiki."""

    # ---- Histories --------------------------------------------------------------------------------------------------------------------

    def test_a_history_is_told_from_its_end(self, place: CommunityPlace) -> None:
        title = f"{place.root}/A"
        edits = [("Amina", "One"), ("Luc", "Two é"), ("Amina", "One")]  # the last takes back the second
        saved = [place.put(title, text, user) for user, text in edits]
        history = place.community().history(title)
        assert told([*history]) == edits[::-1]
        assert [past.id for past in history] == saved[::-1]
        ids = place.community().accounts(["Amina", "Luc"])
        assert [past.user_id for past in history] == [ids["Amina"].id, ids["Luc"].id, ids["Amina"].id]
        assert all(past.timestamp.utcoffset() == timedelta() for past in history)
        assert history[0].timestamp >= history[-1].timestamp

    def test_what_is_hidden_stays_hidden(self, place: CommunityPlace) -> None:
        title = f"{place.root}/A"
        saved = [place.put(title, text) for text in ("One", "Two", "Three", "Four")]
        place.hide(saved[0], user=True)
        place.hide(saved[1], text=True)
        place.hide(saved[2], user=True, text=True)
        history = place.community().history(title)
        assert told([*history]) == [("Amina", "Four"), ("", None), ("Amina", None), ("", "One")]
        assert [bool(past.user_id) for past in history] == [True, False, True, False]

    def test_whoever_edited_elsewhere_is_nobody_here(self, place: CommunityPlace) -> None:
        title = f"{place.root}/A"
        place.import_revision(title, "One", "Somebody far away")
        place.put(title, "Two")
        latest, first = place.community().history(title)
        assert latest.user_id
        assert (first.user, first.user_id, first.text) == ("imported>Somebody far away", 0, "One")

    def test_a_history_moves_with_its_page(self, place: CommunityPlace) -> None:
        old, new = f"{place.root}/Old", f"{place.root}/New"
        place.put(old, "One", "Luc")
        place.move(old, new)
        history = place.community().history(new)
        assert (history[-1].user, history[-1].text) == ("Luc", "One")
        assert len(history) == 2
        (redirect,) = place.community().history(old)
        assert new in (redirect.text or "")

    def test_a_history_knows_the_new_name_of_its_author(self, place: CommunityPlace) -> None:
        before, after = f"{place.root} Ann", f"{place.root} Bea"
        place.person(before)
        place.put(f"{place.root}/A", "One", before)
        (old,) = place.community().history(f"{place.root}/A")
        place.rename_user(before, after)
        (new,) = place.community().history(f"{place.root}/A")
        assert (old.user, new.user) == (before, after)
        assert old.user_id == new.user_id == place.community().accounts([after])[after].id
        assert place.community().accounts([before])[before] == Account(before)

    def test_no_page_has_no_history(self, place: CommunityPlace) -> None:
        for name in "AB":
            place.put(f"{place.root}/{name}", "Text")
        for title in (f"{place.root}/None", f"{place.root}/A|{place.root}/B", "", "<>"):
            assert [*place.community().history(title)] == []
            assert place.community().own_revision_with(title, "Text") == 0

    def test_the_bot_finds_what_it_once_wrote(self, place: CommunityPlace) -> None:
        title, marker = f"User talk:{place.root}", "<!-- partnerships-bot: 1/2 -->"
        place.put(title, f"Look: {marker}")  # anybody can copy a marker
        assert place.community().own_revision_with(title, marker) == 0
        place.put(title, "Hello", place.account)
        written = place.put(title, f"Hello\n\nThank you {marker}", place.account)
        place.put(title, f"Hello\n\nThank you {marker}\n\nMore", place.account)
        place.put(title, "See the archive")
        assert place.community().own_revision_with(title, marker) == written
        assert place.community().own_revision_with(title, "<!-- partnerships-bot: 1/3 -->") == 0

    # ---- Accounts ---------------------------------------------------------------------------------------------------------------------

    def test_who_somebody_is(self, place: CommunityPlace) -> None:
        name = f"{place.root} Ann"
        place.person(name, edits=600, days=400)
        place.put(f"{place.root}/A", "One", name)
        place.appoint(name, "sysop")
        account = place.community().accounts([name])[name]
        assert account.id > 0
        assert (account.name, account.edits, account.groups & {"sysop", "bot", "user"}) == (name, 601, frozenset({"sysop", "user"}))
        assert account.registered is not None
        assert timedelta(days=399) < datetime.now(UTC) - account.registered < timedelta(days=401)
        assert (account.is_blocked, account.is_locked, account.is_hidden, account.is_temporary) == (False, False, False, False)

    def test_names_as_people_write_them(self, place: CommunityPlace) -> None:
        ann = f"{place.root} Ann"
        place.person(ann)
        written = [ann, ann.replace(" ", "_"), ann[0].lower() + ann[1:]]
        nobody = [
            f"{place.root} None",
            "127.0.0.1",
            "2001:db8::1",
            f"{ann}|Amina",
            "Amina/x",
            "User:Amina",
            "",
            "imported>Amina",
            "#",
            "A" * 300,
        ]
        found = place.community().accounts([*written, *nobody])
        assert set(found) == {*written, *nobody}
        assert {found[name].id for name in written} == {found[ann].id}
        assert found[ann].id
        assert [found[name].name for name in written] == written
        assert [found[name] for name in nobody] == [Account(name) for name in nobody]
        assert place.community().accounts([]) == {}

    def test_who_is_blocked(self, place: CommunityPlace) -> None:
        names = [f"{place.root} {name}" for name in ("Ann", "Bea", "Cid")]
        for name in names:
            place.person(name)
        place.put(f"{place.root}/A", "Text")
        place.block(names[1])
        place.block(names[2], only_page=f"{place.root}/A")
        found = place.community().accounts(names)
        assert [found[name].is_blocked for name in names] == [False, True, False]

    def test_who_is_there_for_a_while_only(self, place: CommunityPlace) -> None:
        name = place.put_logged_out(f"{place.root}/A", "Text")
        account = place.community().accounts([name])[name]
        assert account.id > 0
        assert account.is_temporary

    # ---- Destinations -----------------------------------------------------------------------------------------------------------------

    def test_a_message_goes_to_the_talk_page(self, place: CommunityPlace) -> None:
        ann = f"{place.root} Ann"
        revision = place.put(f"User talk:{ann}", "== Hello ==\nText")
        place.put(f"User:{ann}", "{{nobots}} I am Ann")
        for title in (f"User:{ann}", f"user_talk:{ann}", f" :User:{ann} "):
            found = place.community().destination(title)
            assert (found.title, found.namespace, found.content_model, found.elsewhere) == (f"User talk:{ann}", 3, "wikitext", "")
            assert found.page is not None
            assert (found.page.text, found.page.revision.id) == ("== Hello ==\nText", revision)
            assert (found.page.title, found.page.namespace, found.page.redirect) == (f"User talk:{ann}", 3, None)
            assert found.user_page == "{{nobots}} I am Ann"
            assert not found.notices_refused
        subpage = place.community().destination(f"User:{ann}/Work")
        assert (subpage.title, subpage.page, subpage.user_page) == (f"User talk:{ann}/Work", None, "{{nobots}} I am Ann")

    @pytest.mark.parametrize(("before", "talk", "namespace"), [("", "Talk:", 1), ("Talk:", "Talk:", 1), ("Help:", "Help talk:", 13)])
    def test_a_group_has_a_talk_page_too(self, place: CommunityPlace, before: str, talk: str, namespace: int) -> None:
        found = place.community().destination(f"{before}{place.root}/Group")
        assert (found.title, found.namespace, found.page, found.content_model) == (f"{talk}{place.root}/Group", namespace, None, "wikitext")
        assert (found.user_page, found.elsewhere, found.notices_refused) == ("", "", False)

    def test_redirects_are_followed(self, place: CommunityPlace) -> None:
        ann, bea, cid = (f"User talk:{place.root} {name}" for name in ("Ann", "Bea", "Cid"))
        place.put(cid, "Here")
        place.put(f"User:{place.root} Cid", "I am Cid")
        place.put(bea, f"#REDIRECT [[{cid}]]")
        place.put(ann, f"#REDIRECT [[{bea}#Section]]")
        for title in (ann, f"User:{place.root} Ann", bea):
            found = place.community().destination(title)
            assert found.page is not None
            assert (found.title, found.page.title, found.page.text) == (cid, cid, "Here")
            assert found.user_page == "I am Cid"

    def test_redirects_to_nothing_and_in_circles(self, place: CommunityPlace) -> None:
        ann, bea, cid, dan = (f"User talk:{place.root} {name}" for name in ("Ann", "Bea", "Cid", "Dan"))
        place.put(ann, f"#REDIRECT [[{bea}]]")
        found = place.community().destination(ann)
        assert (found.title, found.page, found.content_model) == (bea, None, "wikitext")
        place.put(cid, f"#REDIRECT [[{dan}]]")
        place.put(dan, f"#REDIRECT [[{cid}]]")
        for title in (cid, dan):
            found = place.community().destination(title)
            assert (found.page, found.content_model, found.elsewhere) == (None, "", "")

    def test_nothing_is_put_on_another_wiki(self, place: CommunityPlace) -> None:
        talk = f"User talk:{place.root} Ann"
        place.put(talk, f"#REDIRECT [[fr:Discussion utilisateur:{place.root} Ann]]")
        for title in (talk, f"fr:Discussion utilisateur:{place.root} Ann"):
            found = place.community().destination(title)
            assert (found.elsewhere, found.page) == (f"fr:Discussion utilisateur:{place.root} Ann", None)
            assert found.content_model == ""

    @pytest.mark.parametrize(
        "title",
        [
            "",
            "#A",
            "A|B",
            "<b>",
            "Special:Preferences",
            "Special:None",
            "Media:A.png",
            "Talk:User:Amina",
            "Talk:fr:Amina",
            "User:",
            "A{{B}}",
            "../A",
        ],
    )
    def test_titles_that_lead_nowhere(self, place: CommunityPlace, title: str) -> None:
        found = place.community().destination(title)
        assert (found.title, found.page, found.content_model, found.elsewhere) == (title, None, "", "")

    def test_a_name_that_looks_like_a_namespace(self, place: CommunityPlace) -> None:
        found = place.community().destination(f"User:User:{place.root}")
        assert (found.title, found.namespace, found.page) == (f"User talk:User:{place.root}", 3, None)

    def test_pages_that_are_not_wikitext(self, place: CommunityPlace) -> None:
        place.put(f"User talk:{place.root} Ann", "Plain", "Admin", content_model="text")
        found = place.community().destination(f"User:{place.root} Ann")
        assert found.page is not None
        assert (found.content_model, found.page.content_model, found.page.text) == ("text", "text", "Plain")
        code = place.community().destination(f"User talk:{place.root} Ann/common.json")
        assert (code.page, code.content_model) == (None, "wikitext")

    def test_who_wants_no_messages(self, place: CommunityPlace) -> None:
        root = place.root
        place.put(f"User talk:{root} Ann", f"Text {OPTED_OUT}")
        place.put(f"User:{root} Bea", f"Text {OPTED_OUT}")
        place.put(f"User:{root} Cid", "[[Category:Others]] [[:Category:Opted-out of message delivery]]")
        place.put(f"User talk:{root} Dan", f"#REDIRECT [[User talk:{root} Bea]]")
        place.put(f"{root}/Group", OPTED_OUT)
        refused = {
            title: place.community().destination(title).notices_refused
            for title in (
                *(f"User:{root} {name}" for name in ("Ann", "Bea", "Cid", "Dan")),
                *(f"User talk:{root} {name}" for name in ("Ann", "Bea/Archive", "Cid", "Dan")),
                *(f"{root}/Group", f"Talk:{root}/Group", f"{root}/Groups"),
            )
        }
        assert {title for title, refuses in refused.items() if not refuses} == {
            f"User:{root} Cid",
            f"User talk:{root} Cid",
            f"{root}/Groups",
        }
