"""Whose talk page takes a message: everybody's wishes count, in each form in which they can be uttered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.page import Page, Revision
from bot.core.recognition.facts import Account, Destination
from bot.core.recognition.recipient import refusal, user_of
from bot.core.recognition.verdict import Why
from tests.core.recognition.pages import ACCOUNTS, BOT, HOME, START, established

TALK = Destination("User talk:Amina", 3)


def with_text(text: str) -> Destination:
    return replace(TALK, page=Page("metawiki", 9, "User talk:Amina", 3, Revision(5, START, "Amina"), text))


def why(destination: Destination = TALK, account: Account | None = ACCOUNTS["Amina"], kind: str = "barnstar") -> Why | None:
    return refusal(destination, account, kind, BOT, HOME)


def test_an_ordinary_talk_page_takes_it() -> None:
    assert why() is None
    assert why(with_text("== Hello ==\n{{bots}}")) is None
    assert why(Destination("Talk:Museum", 1), None, "thank-you") is None


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        (Account("Amina"), Why.NO_RECIPIENT),
        (established("Amina", 2, is_blocked=True), Why.BLOCKED),
        (established("Amina", 2, is_locked=True), Why.LOCKED),
        (established("Amina", 2, is_hidden=True), Why.NO_RECIPIENT),
        (established("Amina", 2, is_temporary=True), Why.TEMPORARY),
    ],
)
def test_accounts_that_cannot_be_thanked(account: Account, expected: Why) -> None:
    assert why(account=account) is expected


@pytest.mark.parametrize(
    ("destination", "expected"),
    [
        (replace(TALK, elsewhere="fr:Discussion utilisateur:Amina"), Why.ELSEWHERE),
        (with_text("{{Soft redirect|:fr:Discussion utilisateur:Amina}}"), Why.ELSEWHERE),
        (with_text("{{softredirect|w:User talk:Amina}}"), Why.ELSEWHERE),
        (replace(TALK, content_model="flow-board"), Why.NOT_WIKITEXT),
        (Destination("Special:Talk", -1, content_model=""), Why.NO_RECIPIENT),
        (Destination("Museum", 0), Why.NOT_WIKITEXT),
        (replace(TALK, notices_refused=True), Why.OPTED_OUT),
    ],
)
def test_pages_that_take_no_message(destination: Destination, expected: Why) -> None:
    assert why(destination) is expected


EXCLUDED = (
    "{{nobots}}",
    "{{bots|deny=all}}",
    "{{bots|deny=Other bot, partnerships bot}}",
    "{{bots|allow=none}}",
    "{{bots|allow=Other bot}}",
    "{{nobots|Partnerships bot}}",
    "{{bots|optout=all}}",
    "{{bots|optout=Partnerships}}",
    "{{bots|optout=news, barnstar}}",
    "{{bots|deny=Other bot|optout=partnerships}}",
    "text {{Bots|optout=barnstar}} text",
)


@pytest.mark.parametrize("text", EXCLUDED)
def test_every_form_of_exclusion_is_obeyed_on_talk_page_and_user_page(text: str) -> None:
    assert why(with_text(text)) is Why.EXCLUDED
    assert why(replace(TALK, user_page=text)) is Why.EXCLUDED


@pytest.mark.parametrize(
    "text",
    ["{{bots|optout=thank-you}}", "{{bots|deny=Other bot}}", "<nowiki>{{nobots}}</nowiki>", "{{bots|allow=all}}", "{{bots|optout=}}"],
)
def test_what_excludes_others_does_not_exclude_us(text: str) -> None:
    assert why(with_text(text)) is None


@pytest.mark.parametrize(
    ("title", "user"),
    [("User:Amina", "Amina"), ("User talk:Amina", "Amina"), ("User:Amina/Box/2", "Amina"), ("Wikimedia Senegal", ""), ("Talk:Amina", "")],
)
def test_whose_page_it_is(title: str, user: str) -> None:
    assert user_of(title, HOME) == user
