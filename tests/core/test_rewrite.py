"""Rewriting by tables of before and after, and for every value."""

from __future__ import annotations

import html
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.rewrite import RewriteError, escape_value, remove_parameter, rename_parameter, set_parameter
from bot.core.scanner import scan

LIST = """Before | = }} {{other|lead=Z}}
{{Partnership
 | partner = Musée <!-- the big one --> de Dakar
 | lead    = [[User:A|A]] <!-- who? -->
 | country =
 | status  = {{x|lead=no}}
}}
after"""


@pytest.mark.parametrize(
    ("before", "name", "value", "after"),
    [
        ("{{P}}", "lead", "A", "{{P|lead=A}}"),
        ("{{P|lead=B}}", "lead", "A", "{{P|lead=A}}"),
        ("{{P|lead=}}", "lead", "A", "{{P|lead=A}}"),
        ("{{P|lead= B }}", "lead", "A", "{{P|lead= A }}"),
        ("{{P|lead = }}", "lead", "A", "{{P|lead = A}}"),
        ("{{P\n| lead = B\n}}", "lead", "A", "{{P\n| lead = A\n}}"),
        ("{{P\n| lead =\n}}", "lead", "A", "{{P\n| lead =A\n}}"),
        ("{{P\n| a = B\n| lead =\n}}", "lead", "A", "{{P\n| a = B\n| lead = A\n}}"),
        ("{{P\n| lead = <!-- who -->\n}}", "lead", "A", "{{P\n| lead = <!-- who -->A\n}}"),
        ("{{P\n| lead = B <!-- who -->\n}}", "lead", "A", "{{P\n| lead = A <!-- who -->\n}}"),
        ("{{P|lead=B|lead=C}}", "lead", "A", "{{P|lead=B|lead=A}}"),
        ("{{P\n| a = B\n}}", "lead", "A", "{{P\n| a = B\n| lead = A\n}}"),
        ("{{P\n | a = B\n | b = C\n}}", "lead", "A", "{{P\n | a = B\n | b = C\n | lead = A\n}}"),
        ("{{P\n| a    = B\n| bcde = C\n}}", "fg", "A", "{{P\n| a    = B\n| bcde = C\n| fg   = A\n}}"),
        ("{{P\n| a    = B\n| bcde = C\n}}", "longer", "A", "{{P\n| a    = B\n| bcde = C\n| longer = A\n}}"),
        ("{{P|a=B|c=D}}", "lead", "A", "{{P|a=B|c=D|lead=A}}"),
        ("{{P|a=B| c=D }}", "lead", "A", "{{P|a=B| c=D| lead=A }}"),
        ("{{P\n|a=B\n|c=D}}", "lead", "A", "{{P\n|a=B\n|c=D\n|lead=A}}"),
        ("{{P\n| a = B <!-- c -->\n}}", "lead", "A", "{{P\n| a = B <!-- c -->\n| lead = A\n}}"),
        ("{{P|x}}", "lead", "A", "{{P|x|lead=A}}"),
        ("{{P|x}}", "1", "A", "{{P|A}}"),
        ("{{P|x|1=y}}", "1", "A", "{{P|x|1=A}}"),
        ("{{P|a={{Q|lead=B}}}}", "lead", "A", "{{P|a={{Q|lead=B}}|lead=A}}"),
        (LIST, "country", "SN", LIST.replace("country =\n", "country = SN\n")),
        (LIST, "lead", "WMFR", LIST.replace("= [[User:A|A]] <", "= WMFR <")),
        (LIST, "start", "2024", LIST.replace("no}}\n}}", "no}}\n | start   = 2024\n}}")),
    ],
)
def test_set(before: str, name: str, value: str, after: str) -> None:
    call = next(call for call in scan(before).calls if call.name in {"P", "Partnership"})
    assert set_parameter(before, call, name, value) == after


@pytest.mark.parametrize(
    ("before", "old", "new", "after"),
    [
        ("{{P| pays  = SN}}", "pays", "country", "{{P| country  = SN}}"),
        ("{{P|\n<!-- where -->pays=SN}}", "pays", "country", "{{P|\n<!-- where -->country=SN}}"),
        ("{{P|pays=SN|pays=FR}}", "pays", "country", "{{P|country=SN|country=FR}}"),
        ("{{P|SN}}", "1", "country", "{{P|country=SN}}"),
        ("{{P|SN|FR|x=y|DE}}", "2", "country", "{{P|SN|country=FR|x=y|3=DE}}"),
    ],
)
def test_rename(before: str, old: str, new: str, after: str) -> None:
    assert rename_parameter(before, scan(before).calls[0], old, new) == after


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("{{P|a=1}}", "a", "{{P}}"),
        ("{{P|a=1}}", "b", "{{P|a=1}}"),
        ("{{P\n | a = 1\n | b = 2\n}}", "b", "{{P\n | a = 1\n}}"),
        ("{{P\n | a = 1\n | b = 2\n}}", "a", "{{P\n | b = 2\n}}"),
        ("{{P|a=1|a=2|b=3}}", "a", "{{P|b=3}}"),
        ("{{P|x|y|z}}", "2", "{{P|x|3=z}}"),
        ("{{P|x|y|z}}", "3", "{{P|x|y}}"),
    ],
)
def test_remove(before: str, name: str, after: str) -> None:
    assert remove_parameter(before, scan(before).calls[0], name) == after


@pytest.mark.parametrize("value", ["a|b", "a}}", "{{a", "[[a", "<!-- a", "<nowiki>", "a\n== b", "<includeonly>", "-{a", "a=b}}"])
def test_what_would_leave_its_place_is_refused(value: str) -> None:
    text = "{{P|a=1}} {{Q}}</nowiki>"
    with pytest.raises(RewriteError, match="would not read as meant"):
        set_parameter(text, scan(text).calls[0], "b", value)


def test_renaming_to_a_name_in_use_or_from_none_is_refused() -> None:
    text = "{{P|a=1|b=2}}"
    with pytest.raises(RewriteError, match="already"):
        rename_parameter(text, scan(text).calls[0], "a", "b")
    with pytest.raises(RewriteError, match="no parameter"):
        rename_parameter(text, scan(text).calls[0], "c", "d")


HOSTILE_TEXT = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "|",
                "=",
                "{{",
                "}}",
                "{{{",
                "}}}",
                "[[",
                "]]",
                "<!--",
                "-->",
                "<nowiki>",
                "</nowiki>",
                "<ref>",
                "<includeonly>",
                "~~~~",
                "''",
                "__TOC__",
                "-{",
                "}-",
                "*",
                "#",
                ":",
                ";",
                "----",
            ]
        ),
        st.sampled_from(["\n", "\n==", " ", "&lt;", "&#124;", "&", "\u0338", "\u0301", "\t", "\x7f", "\u200f"]),
        st.text(max_size=4),
    ),
    max_size=12,
).map("".join)


def stored(text: str) -> str:
    """What MediaWiki would store of a text: NFC, without what it does not store."""

    def is_stored(character: str) -> bool:
        return (
            unicodedata.category(character) != "Cs"
            and (ord(character) >= 32 or character in "\t\n")
            and character not in "\x7f\ufffe\uffff"
        )

    kept = "".join(filter(is_stored, text))
    return unicodedata.normalize("NFC", kept)


@given(HOSTILE_TEXT)
def test_any_text_stays_in_its_parameter_and_reads_back(value: str) -> None:
    for before in ("{{P|a=1}}", "{{P}}", "{{P|b=\n}}{{Q|c}}", "x {{P\n| b = <!-- c -->\n|d}} [[", "{{P|b={{R|b=2}}\n}}"):
        call = next(call for call in scan(before).calls if call.name == "P")
        after = set_parameter(before, call, "b", escape_value(value))
        read = next(call for call in scan(unicodedata.normalize("NFC", after)).calls if call.name == "P")
        *_, argument = (argument for argument in read.arguments if argument.name == "b")
        plain = argument.value.replace("<!-- c -->", "").strip(" \n")
        assert html.unescape(plain) == stored(value)
        others = [(a.name, a.value.strip()) for a in read.arguments if a.name != "b"]
        assert others == [(a.name, a.value.strip()) for a in call.arguments if a.name != "b"]


@given(HOSTILE_TEXT)
def test_any_text_stays_in_a_positional_parameter(value: str) -> None:
    text = "{{P|a|b}}"
    after = set_parameter(text, scan(text).calls[0], "1", escape_value(value, positional=True))
    first, second = scan(after).calls[0].arguments
    assert (first.positional, html.unescape(first.value), second.value) == (True, stored(value), "b")
