"""Whatever people typed elsewhere, it reaches a page of ours as the plain value of one parameter."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.render import ROWS_PER_PAGE, SHOWN_CHARACTERS, call, is_report, plain, report_pages, table_pages
from bot.core.reports.table import Column, Report, Table
from bot.core.scanner import Argument, scan
from bot.core.site import META_EXTENSION_TAGS

MARKS = (
    *("[[", "]]", "{{", "}}", "{{{", "}}}", "|", "=", "\n", "<", ">", "~~~", "~~~~~", "''", "'''''", "__NOTOC__", "__", "://", "//", ":"),
    *("http://", "https://x.example/", "mailto:", "news:", "tel:", "urn:", "bitcoin:", "ISBN ", "RFC ", "PMID ", "9780306406157", "1234"),
    *("[", "]", "{", "}", "-{", "}-", "<!--", "-->", "<nowiki>", "</nowiki>", "<nowiki/>", "<ref>", "<pre>", "&", "&lt;", "&#91;&#91;"),
    *(
        "&nbsp;",
        "#",
        "*",
        ";",
        " ",
        "\t",
        "\u00a0",
        "\u2003",
        "\u2028",
        "\x7fUNIQ",
        "\0",
        "\r",
        "----",
        "==",
        "\u0338",
        "\ufb2c",
        "\U0001d160",
    ),
    *("Category:X", "[[Category:X]]", "{{Delete}}", "{{!}}", "{{subst:x}}", "é", "e\u0301", "😀", "\u202e", "\ud800"),
)
texts = st.one_of(st.text(max_size=400), st.lists(st.sampled_from(MARKS), max_size=30).map("".join))

# Everything that MediaWiki makes a link of without brackets; the kinds of space between name and number as its parser takes them.
_SPACE = r"(?:\t|&nbsp;|&\#0*160;|&\#[xX]0*[aA]0;|[\u0020\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])"
_MAGIC = re.compile(rf"\b(?:(?:RFC|PMID){_SPACE}+\d|ISBN{_SPACE}+[\dXx])")
_ADDRESS = re.compile(r'(?:[a-z]{2,}:|//)[^\]\[<>"\x00-\x20\x7f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]', re.IGNORECASE)


def arguments(text: str) -> tuple[Argument, ...]:
    """The arguments of the only call that a text is."""
    (found,) = scan(text, META_EXTENSION_TAGS).calls
    assert (found.start, found.end) == (0, len(text))
    return found.arguments


@given(texts)
@example("=\u0338")
@example("ISBN\u00a09780306406157")
@example("ISBN  9780306406157")
@example("mailto:\u2028x")
@example("a" * 299 + "[[b]]")
def test_any_text_is_one_plain_value(text: str) -> None:
    value = plain(text)
    row = f"{{{{Partnership report row|report=problems|found={value}|severity=error}}}}"
    _, found, severity = arguments(row)
    assert (found.name, found.value, found.positional) == ("found", value, False)
    assert (severity.name, severity.value) == ("severity", "error")
    for mark in ("[", "]", "{", "}", "|", "<", ">", "~~~", "''", "__", "://", "//", "\n", "\0", "\x7f"):
        assert mark not in value, mark
    assert not _MAGIC.search(value)
    assert not _ADDRESS.search(value)
    assert value[:1] not in {"*", "#", ":", ";", " ", "="}


@given(texts)
def test_it_reads_as_the_text_that_was_typed(text: str) -> None:
    stored = unicodedata.normalize("NFC", re.sub("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]", "", text))
    if len(text) <= SHOWN_CHARACTERS:
        # Escaping is undone by whoever shows it, and by nothing else: an entity that was typed is shown as it was typed.
        assert unescape(plain(text)) == stored


@given(st.text(max_size=2000), st.integers(min_value=1, max_value=400))
def test_it_has_a_bounded_length(text: str, characters: int) -> None:
    # A letter may become three in NFC, and each an entity of at most ten characters.
    value = plain(text, characters)
    assert len(value) <= characters * 30
    if len(text) > characters:
        assert value.endswith("…")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("Musée d'art", "Musée d'art"),
        ("متحف: الوطني", "متحف: الوطني"),
        ("Note: a 3:1 vote, 100 % & more; a-b", "Note: a 3:1 vote, 100 % & more; a-b"),
        ("x" * SHOWN_CHARACTERS, "x" * SHOWN_CHARACTERS),
        ("x" * SHOWN_CHARACTERS + "y", "x" * (SHOWN_CHARACTERS - 1) + "…"),
    ],
)
def test_ordinary_text_stays_legible(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.dictionaries(st.sampled_from(["report", "page", "found", "remedy", "code", "line"]), texts, max_size=6))
def test_a_call_has_the_arguments_that_say_something(values: dict[str, str]) -> None:
    found = arguments(call("Partnership report row", values))
    escaped = {name: value for name, value in values.items() if value}
    assert [argument.name for argument in found] == list(escaped)
    assert not any(argument.positional for argument in found)


def test_titles_stay_whole_and_unbroken() -> None:
    title = "User:A/" + "x" * 400 + " (1:2)"
    assert arguments(call("Row", {"page": title}))[0].value == title


def test_reports_in_parts() -> None:
    rows = [{"page": f"Page {number}", "found": "[[x]]"} for number in range(2 * ROWS_PER_PAGE + 1)]
    pages = report_pages("problems", "R", rows, {"date": "2026-03-14"})
    assert list(pages) == ["R", "R/2", "R/3"]
    shown = []
    for number, text in enumerate(pages.values(), 1):
        assert is_report(text)
        lines = text.split("\n")
        count = f"count={len(rows)}|part={number}|parts=3"
        assert lines[0] == f"{{{{Partnership report|report=problems|date=2026-03-14|{count}}}}}"
        assert lines[-1] == f"{{{{Partnership report end|report=problems|{count}}}}}"
        shown += lines[1:-1]
    assert shown == [f"{{{{Partnership report row|report=problems|page={row['page']}|found=&#91;&#91;x&#93;&#93;}}}}" for row in rows]


def test_an_empty_report_says_so() -> None:
    ((title, text),) = report_pages("problems", "R", [], {"date": ""}).items()
    assert title == "R"
    assert text.split("\n") == [
        "{{Partnership report|report=problems|count=0|part=1|parts=1}}",
        "{{Partnership report end|report=problems|count=0|part=1|parts=1}}",
    ]


@pytest.mark.parametrize(
    "text", ["", "#REDIRECT [[R]]", "{{Partnership report row|report=x}}", "Text {{Partnership report|report=x}}", "{{nobots}}"]
)
def test_what_is_no_report_of_ours(text: str) -> None:
    assert not is_report(text)


def test_rows_that_take_more_room_are_fewer_on_a_page() -> None:
    columns = (Column("what", "text"),)
    report = Report("data", "Data", (Table("first", columns), Table("large", columns, weight=2), Table("last", columns)))
    rows = [{"what": str(number)} for number in range(ROWS_PER_PAGE)]
    pages = table_pages(report, "R", {"first": rows[:99], "large": rows[:101], "last": rows[:99]}, {})
    parts = [[call.arguments[1].value for call in scan(text).calls if call.name == "Partnership report row"] for text in pages.values()]
    assert [(part.count("first"), part.count("large"), part.count("last")) for part in parts] == [(99, 100, 0), (0, 1, 99)]
    # One place left is none for a row of two, and the head of its table is not left alone at the end either.
    pages = table_pages(report, "R", {"first": rows[1:], "large": rows[:1]}, {})
    assert ["table=large" in text for text in pages.values()] == [False, True]
