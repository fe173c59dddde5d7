"""Marks on talk pages that refuse messages: put there, understood, and taken away without touching others."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.composing import UnfitError
from bot.core.page import Page, Revision
from bot.core.recognition.opting import wants_messages, with_opt_out, without_opt_out
from bot.core.site import META_EXTENSION_TAGS as TAGS


def page(text: str, redirect: str | None = None) -> Page:
    return Page("metawiki", 1, "User talk:Amina", 3, Revision(1, datetime(2026, 3, 1, tzinfo=UTC)), text, redirect=redirect)


@pytest.mark.parametrize("text", ["", "Hello.", "{{bots|deny=Other}}\nHello.", "<!-- {{bots}} -->"])
def test_what_is_put_there_is_obeyed_and_taken_away(text: str) -> None:
    assert wants_messages(text, "Bot", TAGS)
    after = with_opt_out(page(text))
    assert not wants_messages(after, "Bot", TAGS)
    assert without_opt_out(page(after), TAGS) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A {{Bots|optout= Partnerships }} b", "A  b"),
        ("{{bots|optout=massmessage, partnerships}}\nA", "{{bots|optout=massmessage}}\nA"),
        ("{{bots|deny=Other|optout=partnerships}}A", "{{bots|deny=Other|optout=}}A"),
        ("{{bots|optout=partnerships}}\n{{bots|optout=partnerships}}\nA", "A"),
    ],
)
def test_only_our_name_is_taken_away(before: str, after: str) -> None:
    assert without_opt_out(page(before), TAGS) == after
    assert wants_messages(after, "Bot", TAGS)


@pytest.mark.parametrize("text", ["{{nobots}}", "{{bots|optout=all}}", "Hello.", "{{bots|optout=a|optout=partnerships}}"])
def test_what_a_person_has_to_look_at(text: str) -> None:
    with pytest.raises(UnfitError):
        without_opt_out(page(text), TAGS)


def test_a_redirect_stays_one() -> None:
    with pytest.raises(UnfitError):
        with_opt_out(page("#REDIRECT [[User talk:Other]]", "User talk:Other"))
