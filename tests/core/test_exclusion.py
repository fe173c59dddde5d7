"""The forms of exclusion that Template:Bots documents, and what they mean for an account."""

from __future__ import annotations

import pytest

from bot.core.exclusion import may_edit

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


@pytest.mark.parametrize("text", DENIED.strip().split("\n"))
def test_denied(text: str) -> None:
    assert not may_edit(text.replace("USER", "User"), "User")


def test_underscores_are_spaces() -> None:
    assert not may_edit("{{bots|deny=My_bot}}", "My bot")
    assert may_edit("{{bots|allow=My bot}}", "My_bot")
