"""The scanner against MediaWiki's recorded reading, and its cost for hostile texts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.scanner import Scan, scan
from tests.oracle.recording import RECORDED_COUNT, recorded

# The tags' ends are looked for once, each stretch may be walked once more for comments, and each token costs a character or two.
MAXIMAL_EXAMINED_PER_CHARACTER = 6

HOSTILE = {
    "unclosed comments": "<!--",
    "tables": "{|",
    "unclosed calls": "{{Partnership|",
    "unclosed tags": "<nowiki>",
    "unclosed tags of many names": "<ref><poem><gallery><math><pre><score>",
    "tags without end": "<ref ",
    "tag names followed by tags": "<ref <",
    "closing tags without end": "</ref ",
    "closing tags": "</ref>",
    "comments": "<!-- -->",
    "comments on lines": "\n<!-- -->",
    "comments with spaces": "\n \t<!-- --> \t",
    "comments almost closed": "<!-- --",
    "links": "[[",
    "link ends": "]]",
    "variants": "-{",
    "variants and braces": "-{{",
    "variant ends": "-{|}-",
    "headings": "\n=",
    "heading runs": "\n======",
    "equals": "=",
    "pipes in a call": "{{a|",
    "calls": "{{a|b=c}}",
    "parameters": "{{{a|",
    "braces": "{",
    "closing braces": "}",
    "mixed brackets": "{{[[-{",
    "mixed brackets closed": "{{[[-{}-]]}}",
    "includeonly": "<includeonly>",
    "noinclude": "<noinclude>",
    "spaces": " ",
    "line breaks": "\n",
    "signatures": "~~~~",
    "translate": "<translate>",
    "translation variables": "<tvar|",
    "translation markers": "<!--T:",
    "translation markers in translate": "<translate><!--T:1-->",
}


def as_printed(result: Scan) -> list[dict[str, Any]]:
    return [
        {
            "name": call.name,
            "start": call.start,
            "end": call.end,
            "params": [{"name": a.name, "value": list(a.value_span), "positional": a.positional} for a in call.arguments],
        }
        for call in result.calls
    ]


def test_reads_as_mediawiki_does() -> None:
    extension_tags, entries = recorded()
    assert len(entries) == RECORDED_COUNT >= 2000
    assert sum(len(calls) for _, calls in entries) > 2000
    differences = [(text, calls) for text, calls in entries if as_printed(scan(text, extension_tags)) != calls]
    assert not differences, f"{len(differences)} differences, first: {differences[0]}"


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("closing", ["", "}}", "-->", "]]"])
@pytest.mark.parametrize("translate", [False, True])
def test_examines_each_character_a_few_times(unit: str, closing: str, translate: bool) -> None:
    for length in (1_000, 30_000):
        count = length // len(unit)
        text = unit * count + closing * (count if closing else 0)
        for inside_tags in (False, True):
            examined = scan(text, translate=translate, inside_tags=inside_tags).examined
            assert examined <= MAXIMAL_EXAMINED_PER_CHARACTER * (len(text) + 1)


SYNTAX = st.sampled_from([*HOSTILE.values(), "}}", "]]", "}-", "-->", "</ref>", "</nowiki>", "<ref/>", "|", "=", "a", "é", "\U0001f3db"])


@given(st.lists(SYNTAX, max_size=60).map("".join))
def test_cost_and_spans_hold_for_every_text(text: str) -> None:
    result = scan(text, inside_tags=True)
    assert result.examined <= MAXIMAL_EXAMINED_PER_CHARACTER * (len(text) + 1)
    starts = [call.start for call in result.calls]
    assert starts == sorted(set(starts))
    for call in result.calls:
        assert text[call.start : call.start + 2] == "{{"
        assert text[call.end - 2 : call.end] == "}}"
        separators = [call.name_span[1], *(argument.value_span[1] for argument in call.arguments)]
        assert separators == sorted(separators)
        assert separators[-1] == call.end - 2
        assert all(text[separator] == "|" for separator in separators[:-1])


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for translate in (False, True):
        scan(text, translate=translate, inside_tags=True)


def test_contents_of_tags_only_on_request() -> None:
    text = "{{a}}<ref>{{b|<poem>{{c}}</poem>}}</ref><nowiki>{{d}}</nowiki><gallery>\nA.jpg|{{e}}\n</gallery><math>{{f}}</math>"
    assert [call.name for call in scan(text).calls] == ["a"]
    inside = scan(text, inside_tags=True).calls
    assert [call.name for call in inside] == ["a", "b", "c", "e"]
    assert [text[call.start : call.end] for call in inside] == ["{{a}}", "{{b|<poem>{{c}}</poem>}}", "{{c}}", "{{e}}"]


def test_tags_are_those_of_the_wiki() -> None:
    assert [call.name for call in scan("<ref>{{a}}</ref>", frozenset()).calls] == ["a"]
    assert [call.name for call in scan("<foo>{{a}}</foo>", frozenset({"foo"})).calls] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{a|b=<translate>c</translate>}}", {"b": "<translate>c</translate>"}),
        ("{{a|b=<translate><!--T:3--> c|d</translate>}}", {"b": "<translate><!--T:3--> c", "1": "d</translate>"}),
        ("{{a|<translate>b=c</translate>}}", {"b": "c</translate>"}),
        ("<translate>{{a|b=<tvar name=x>c=|d=e</tvar>}}</translate>", {"b": "<tvar name=x>c=", "d": "e</tvar>"}),
        ("<translate>{{a|<tvar|x>b</>=c}}</translate>", {"b": "c"}),
        ("<translate>{<!--T:1-->{a|b=c}}</translate>", {"b": "c"}),
        ("<translate nowrap>{{a<!--T:1-->|b = c}}</translate>", {"b": " c"}),
        ("<nowiki><translate>{{z}}</translate></nowiki>{{a|b=c}}", {"b": "c"}),
        ("<translate>\n<!--T:1-->\n{{a|b=c}}\n</translate>", {"b": "c"}),
        ("{{a|b=c}}<translate>", {"b": "c"}),
    ],
)
def test_translate_markup_is_looked_through(text: str, expected: dict[str, str]) -> None:
    (call,) = scan(text, translate=True).calls
    assert call.name == "a"
    assert {argument.name: argument.value for argument in call.arguments} == expected
    assert text[call.start] == "{"
    assert text[call.end - 1] == "}"


def test_translate_markup_changes_nothing_where_there_is_none() -> None:
    extension_tags, entries = recorded()
    for text, calls in entries:
        assert as_printed(scan(text, extension_tags, translate=True)) == calls
