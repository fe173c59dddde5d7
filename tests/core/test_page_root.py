"""Texts that name pages below the default root, and what becomes of them below another."""

from __future__ import annotations

import pytest

from bot.core.page_root import moved, placed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[Partnerships]] [[Partnerships|x]] [[Partnerships#Top]]", "[[L'a\\1]] [[L'a\\1|x]] [[L'a\\1#Top]]"),
        ("[[Partnerships/New]] [[:Partnerships/Bot|the bot]]", "[[L'a\\1/New]] [[:L'a\\1/Bot|the bot]]"),
        ("{{#ifexist:Partnerships/A|{{:Partnerships/A}}}}", "{{#ifexist:L'a\\1/A|{{:L'a\\1/A}}}}"),
        ("prefix=Partnerships/Hubs/\nhub=Partnerships/X", "prefix=L'a\\1/Hubs/\nhub=L'a\\1/X"),
        ("[[Module:Partnerships/Data/Index.json]] [[Category:Partnerships/A]] {{Template:Partnerships/doc}}", ""),
        ("{{Partnerships|format=list}} {{#invoke:Partnerships|list}} [[Template:Partnerships]]", ""),
        ("Partnerships [[Partnerships of 2026]] [[OtherPartnerships/A]] [[Category:Partnerships]]", ""),
    ],
)
def test_titles_below_the_root_are_moved_and_nothing_else(text: str, expected: str) -> None:
    assert moved(text, "L'a\\1") == (expected or text)


def test_pages_go_below_the_root() -> None:
    given = ["Partnerships", "Partnerships/A/B", "Partnerships of 2026", "Module:Partnerships/X"]
    assert [placed(title, "Root") for title in given] == ["Root", "Root/A/B", "Partnerships of 2026", "Module:Partnerships/X"]
