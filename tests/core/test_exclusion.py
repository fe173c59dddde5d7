"""The forms of exclusion that Template:Bots documents, and what they mean for an account."""

from __future__ import annotations

import re

import pytest

from bot.core.exclusion import may_edit, may_notify

ALLOWED = """
{{nobots|HagermanBot,Werdnabot}}
{{nobots|MyBot|USER}}
{{bots}}
{{bots|deny=HagermanBot,Werdnabot}}
{{bots|allow=USER, HagermanBot}}
{{bots|allow=all}}
{{bots|deny=none}}
{{bots|USER}}
{{bots|with=unknown_parameter}}
{{bots|with_empty_parameter=}}
{{bots|allow=}}
{{bots|deny=}}
{{bots|optout=all}}
<!-- {{nobots}} -->
<nowiki>{{nobots}}</nowiki>
<includeonly>{{nobots}}</includeonly>
{{nobotsplease}}
"""
DENIED = """
{{nobots}}
{{Nobots}}
{{ NoBots }}
{{Template:nobots}}
{{template:nobots}}
{{nobots|}}
{{nobots|USER, HagermanBot,Werdnabot}}
{{nobots|all}}
{{nobots|allow=USER}}
{{nobots|deny=USER}}
{{nobots|decline=USER}}
{{nobots|with_empty_parameter=}}
{{nobots|USER|MyBot}}
{{bots|allow=HagermanBot,Werdnabot}}
{{bots|deny=USER, HagermanBot}}
{{bots|allow=none}}
{{bots|deny=all}}
{{Bots|deny= user }}
{{a|b={{nobots}}}}
"""


@pytest.mark.parametrize("text", ALLOWED.strip().split("\n"))
def test_allowed(text: str) -> None:
    assert may_edit(text.replace("USER", "User"), "User")
    assert may_notify(text.replace("USER", "User"), "User", []) is ("optout=all" not in text)


@pytest.mark.parametrize("text", DENIED.strip().split("\n"))
def test_denied(text: str) -> None:
    assert not may_edit(text.replace("USER", "User"), "User")
    assert not may_notify(text.replace("USER", "User"), "User", ["barnstar"])


NOTICES_REFUSED = """
{{bots|optout=all}}
{{Bots| optout = All }}
{{bots|optout=barnstar}}
{{bots|optout=nosource, Thank you notice ,nolicense}}
{{bots|optout=thank_you_notice}}
{{bots|deny=HagermanBot|optout=all}}
{{bots|allow=USER|optout=barnstar}}
{{bots|optout=nosource|optout=barnstar}}
{{bots|optout=barnstar|optout=nosource}}
{{bots}} {{bots|optout=barnstar}}
{{bots
| optout =
barnstar
}}
"""
NOTICES_TAKEN = """
{{bots|optout=}}
{{bots|optout=none}}
{{bots|optout=nosource,nolicense}}
{{bots|optout=barnstars}}
{{bots|optout=USER}}
{{bots|1=optout=all}}
{{bots|barnstar}}
{{nobots|HagermanBot|optout=all}}
<!-- {{bots|optout=all}} -->
<nowiki>{{bots|optout=all}}</nowiki>
{{robots|optout=all}}
"""


def _cases(texts: str) -> list[str]:
    return [text.replace("USER", "User") for text in re.split(r"\n(?=[{<])", texts.strip())]


@pytest.mark.parametrize("text", _cases(NOTICES_REFUSED))
def test_notices_refused(text: str) -> None:
    assert may_edit(text, "User")
    assert not may_notify(text, "User", ["barnstar", "Thank you notice"])


@pytest.mark.parametrize("text", _cases(NOTICES_TAKEN))
def test_notices_taken(text: str) -> None:
    assert may_notify(text, "User", ["barnstar", "Thank you notice"])


def test_underscores_are_spaces() -> None:
    assert not may_edit("{{bots|deny=My_bot}}", "My bot")
    assert may_edit("{{bots|allow=My bot}}", "My_bot")
