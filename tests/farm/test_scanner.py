"""The scanner and the rewriter against MediaWiki itself."""

from __future__ import annotations

import html
import random
import re
import unicodedata

from bot.core.rewrite import escape_value, set_parameter
from bot.core.scanner import scan
from tests.core.test_scanner import as_printed
from tests.farm import Farm
from tests.oracle.parse_tree import calls_of_parse_tree
from tests.oracle.recording import RECORDED_SEED, ask_mediawiki, extension_tags, recorded
from tests.oracle.texts import HAND_WRITTEN, texts

THROUGH_THE_API, THROUGH_THE_PREPROCESSOR = 400, 12_000


def test_reads_random_texts_as_mediawiki_does(farm: Farm) -> None:
    wiki = farm.wiki("metawiki")
    tags = extension_tags(wiki.api_url)
    random_texts = list(texts(random.randrange(2**32), THROUGH_THE_PREPROCESSOR))
    for text, tree in zip(random_texts, wiki.parsetrees(random_texts), strict=True):
        assert as_printed(scan(text, tags)) == calls_of_parse_tree(tree, text), text


def test_reads_texts_as_the_api_says(farm: Farm) -> None:
    wiki = farm.wiki("metawiki")
    tags = extension_tags(wiki.api_url)
    for text, calls in ask_mediawiki(wiki.api_url, texts(random.randrange(2**32), THROUGH_THE_API)):
        assert as_printed(scan(text, tags)) == calls, text


def test_the_recording_is_what_this_mediawiki_says(farm: Farm) -> None:
    wiki = farm.wiki("metawiki")
    tags, entries = recorded()
    assert tags == extension_tags(wiki.api_url)
    count = len(HAND_WRITTEN) + 200
    assert list(ask_mediawiki(wiki.api_url, texts(RECORDED_SEED, count))) == entries[:count]


HOSTILE = (
    "|", "=", "{{", "}}", "{{{", "}}}", "[[", "]]", "<!--", "-->", "<nowiki>", "</nowiki>", "<ref>", "<includeonly>", "~~~~", "~~~~~",
    "''", "'''",
    "__NOTOC__", "-{", "}-", "*", "#", ":", ";", "----", "&lt;", "&#124;", "&", "\u0338", "\u0301", "\n", "\n==", "\n|", "<br>",
    "{{!}}", "{{subst:x}}", "{|", "|}", "[http://x.y z]", "\u0627\u0644", "\u6f22", "\U0001f3db", "a", "b c", "  ",
)  # fmt: skip


def test_what_was_set_is_what_mediawiki_reads_back(farm: Farm) -> None:
    wiki = farm.wiki("metawiki")
    source = random.Random(RECORDED_SEED)
    values = [*HOSTILE, *("".join(source.choices(HOSTILE, k=source.randint(2, 8))) for _ in range(150))]
    wiki.edit("Template:Shown", "<span class=shown>{{{value}}}</span><span class=other>{{{other}}}</span>")
    for start in range(0, len(values), 40):
        batch = [unicodedata.normalize("NFC", value) for value in values[start : start + 40]]
        text = ""
        for value in batch:
            before = "{{Shown\n | value =\n | other = untouched\n}}\n"
            text += set_parameter(before, scan(before).calls[0], "value", escape_value(value))
        wiki.edit(f"Values {start}", text)
        stored = wiki.get(f"Values {start}")
        assert stored is not None
        calls = calls_of_parse_tree(wiki.parsetree(stored), stored)
        read = [{param["name"]: stored[slice(*param["value"])] for param in call["params"]} for call in calls]
        assert [html.unescape(params["value"].strip(" \n")) for params in read] == batch
        assert [params["other"].strip() for params in read] == ["untouched"] * len(batch)
        shown = re.findall(
            r'<span class="shown">(.*?)</span><span class="other">untouched</span>', wiki.parse(f"Values {start}"), re.DOTALL
        )
        assert [_spaces(html.unescape(re.sub(r"</?a\b[^>]*>", "", text))) for text in shown] == [_spaces(value) for value in batch]


def _spaces(text: str) -> str:
    """Readers see no difference between kinds of space, and MediaWiki puts some of its own before punctuation."""
    return " ".join(text.replace("\u00a0", " ").split())
