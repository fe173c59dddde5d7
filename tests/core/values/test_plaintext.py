"""What a reader sees of a short value."""

from __future__ import annotations

import unicodedata

import mwparserfromhell
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.plaintext import MAX_MARKS, MAX_WIKITEXT, plain_text


@pytest.mark.parametrize(
    ("wikitext", "plain"),
    [
        ("plain", "plain"),
        ("[[Musée|Le ''Musée'']] &amp; co", "Le Musée & co"),
        ("[[:Category:A]] [[Page]]", "Category:A Page"),
        ("[[File:X.jpg|thumb|a]]Z[[Catégorie:X]]", "Z"),
        ("[https://example.org Label] [https://example.org]", "Label"),
        ("see https://example.org/a", "see https://example.org/a"),
        ("a<br/>b\nc<br>d", "a b c d"),
        ("a<ref name=x>b</ref><ref name=x/> c", "a c"),
        ("a<!-- b --> c <!-- d", "a c"),
        ("<nowiki>[[x]]</nowiki> {{!}} {{=}}", "[[x]] | ="),
        ("<span style='x'>a</span> <b>b</b> < 3", "a b < 3"),
        ("{{flag|SN}} {{u|Foo}} {{lang|fr|Théâtre}} {{lang-fr|x}} {{Q|42}}", "SN Foo Théâtre x Q42"),
        ("{{unknown|a}}b{{nowrap|{{small|c}}}}", "bc"),
        ("{{{1|default}}} {{{1}}}", "default"),
        ("<translate><!--T:3--> Bonjour <tvar name=x>Jo</tvar> <tvar|y>Z</></translate>", "Bonjour Jo Z"),
        ("'''''a''' b''", "a b"),
        ("* a\n* b", "a b"),
        ("\u200fمتحف\u202e الفن\u2069", "متحف الفن"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("e\u0301", "é"),
        ("&lt;b&gt; &#233; &nosuch;", "<b> é &nosuch;"),
        ("__NOTOC__ x", "x"),
        ("", ""),
    ],
)
def test_plain_text(wikitext: str, plain: str) -> None:
    assert plain_text(wikitext) == plain


@given(st.text() | st.lists(st.sampled_from(list("[]{}|='<>!-&#;/*abc\n \u200f")), max_size=200).map("".join))
def test_it_is_one_line_of_nfc(text: str) -> None:
    plain = plain_text(text)
    assert plain == plain.strip()
    assert "\n" not in plain
    assert unicodedata.is_normalized("NFC", plain)
    assert len(plain) <= MAX_WIKITEXT


@pytest.mark.parametrize(
    "piece",
    [
        "{|",
        "{{",
        "[[",
        "<!--",
        "<nowiki>",
        "{{a|",
        "[http://a ",
        "''",
        "<b>",
        "<a b=",
        "&#",
        "{{{",
        "[[a|",
        "-{",
        "<ref>",
        "http://",
        "</",
        "| ",
    ],
)
def test_hostile_texts_reach_the_parser_short_and_with_few_marks(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser's time grows with the square of what it gets; so what it gets is bounded, and that is what is counted."""
    seen: list[str] = []
    parse = mwparserfromhell.parse

    def counting(text: str, **options: bool) -> object:
        seen.append(text)
        return parse(text, **options)

    monkeypatch.setattr(mwparserfromhell, "parse", counting)
    plain_text(piece * 100_000)
    assert len(seen) <= 1
    for text in seen:
        assert len(text) <= 4 * MAX_WIKITEXT
        assert sum(text.count(mark) for mark in ("{{", "[", "''", "//")) <= 2 * MAX_MARKS
