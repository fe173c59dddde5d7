"""The letter says what is known, in every language, and no text of others becomes more than text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.recognition.acknowledgement import Acknowledgement, CategoryReach, Gift
from bot.core.recognition.letter import letter
from bot.core.recognition.reach import Reach
from tests.core.recognition.thanks import CATEGORY, LANGUAGES, USUAL, changed, message

ELEMENTS = frozenset(
    {"html", "head", "meta", "title", "style", "body", "main", "header", "h1", "h2", "svg", "path", "rect", "p", "bdi", "ul", "li", "dl"}
    | {"dt", "dd", "div", "a"}
)
ATTRIBUTES = frozenset(
    {"lang", "dir", "charset", "name", "content", "http-equiv", "class", "href", "viewbox", "width", "height", "aria-hidden", "d", "x", "y"}
)
HOSTILE = """</title></style><script>alert(1)</script>"'><img src=x onerror=alert(2)>&amp; \u202e turned\u2069 \x00\x0b end"""
#: What of it is shown.
SHOWN = """</title></style><script>alert(1)</script>"'><img src=x onerror=alert(2)>&amp; turned \ufffd\ufffd end"""


class Page(HTMLParser):
    """What a page is made of, as a browser would see it: elements, attributes, definitions, and the text of ``bdi`` elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: dict[str, set[str]] = {}
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == [], "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, set()).add(value or "")
        if tag not in {"meta", "rect", "path"}:
            self._open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"rect", "path"}:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in dict.fromkeys(self._open):
            self.texts[tag][-1] += data

    @property
    def definitions(self) -> dict[str, str]:
        """Values by their names."""
        return dict(zip(self.texts["dt"], self.texts["dd"], strict=True))


def page(told: Acknowledgement, language: str = "en") -> Page:
    return Page(letter(told, message(language), language, LANGUAGES[language]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_letter_in_every_language(language: str) -> None:
    found = page(USUAL, language)
    assert (found.attributes["lang"], LANGUAGES[language] in found.attributes["dir"]) == ({language}, True)
    assert found.texts["title"] == found.texts["h1"] == [message(language)("letter-title")]
    whole = found.texts["html"][0]
    for text in (*USUAL.partners, USUAL.lead, USUAL.name, CATEGORY, "Photographs of river festivals", "26000123"):
        assert text in found.texts["bdi"] or text in whole
    assert "⧼" not in whole
    assert not re.search(r"\$\d|\{\{|[\u2066-\u2069]", whole)


def test_what_was_given() -> None:
    assert page(USUAL).texts["li"] == [
        "Photographs of river festivals · Media files · November 2025 · 2,400 records · 1,800 of them linked to Wikidata",
        "Catalogue of masks · Metadata · 2026 · 900 records",
        "Expertise",
    ]


def test_what_is_not_known_is_said_to_be_unknown_and_zero_is_said_to_be_zero() -> None:
    newest = Reach(CATEGORY, "2026-10", 2400, None, 0, None, None)
    earlier = Reach(CATEGORY, "2026-08", 2390, 300, 480, 16, 52000)
    definitions = page(changed(reach=(CategoryReach(CATEGORY, (earlier, newest)),))).definitions
    assert [definitions[name] for name in ("Files", "Files in use", "Pages that use them", "Wikis that use them")] == [
        "2,400", "not known", "0", "not known",
    ]  # fmt: skip
    assert definitions["Views of those pages in that month"] == "not known"
    assert not [name for name in definitions if name.startswith("Views, ")]


def test_views_of_all_months_together() -> None:
    assert page(USUAL).definitions["Views, July 2026 – October 2026"] == "177,500 (one month is not known)"


def test_bars_stand_where_their_months_are() -> None:
    text = letter(USUAL, message("en"), "en", "ltr")
    assert [(int(x), float(height)) for x, height in re.findall(r'<rect x="(\d+)" y="[\d.]+" width="14" height="([\d.]+)"', text)] == [
        (0, 29.0), (18, 34.0), (54, 36.0),
    ]  # fmt: skip


def test_a_category_of_which_nothing_is_known_has_no_figures() -> None:
    found = page(changed(reach=(CategoryReach(CATEGORY),)))
    assert "Files" not in found.definitions
    assert f"How far the files in the category “{CATEGORY}” on Wikimedia Commons have spread is not known yet." in found.texts["p"]
    assert not [text for text in found.texts["p"] if text.startswith("Counted by")]


def test_nothing_is_said_of_gifts_where_none_may_be_named() -> None:
    found = page(changed(gifts=(), reach=()))
    assert found.texts["h2"] == ["Where this is written"]
    assert "li" not in found.texts


def test_only_what_the_page_says_is_said_of_the_partnership() -> None:
    assert page(USUAL).definitions["Began"] == "March 2024"
    definitions = page(changed(began="", lead="", ended="", gifts=(), reach=())).definitions
    assert list(definitions) == ["Partnership", "Page", "Revision"]
    assert page(changed(ended="2025-01-31")).definitions["Ended"] == "January 31, 2025"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://meta.wikimedia.org/wiki/%D8%AF%D8%A7%D8%B1_(x)", "https://meta.wikimedia.org/wiki/دار_(x)"),
        ("https://meta.wikimedia.org/wiki/a%20b", "https://meta.wikimedia.org/wiki/a%20b"),
        ("https://meta.wikimedia.org/wiki/a%E2%80%AEb", "https://meta.wikimedia.org/wiki/a%E2%80%AEb"),
        ("https://meta.wikimedia.org/wiki/%3Cscript%3E", "https://meta.wikimedia.org/wiki/<script>"),
    ],
)
def test_addresses_can_be_read_and_followed(address: str, shown: str) -> None:
    found = page(changed(address=address))
    assert found.definitions["Page"] == shown
    assert found.attributes["href"] == {address}


@pytest.mark.parametrize("address", ["", "javascript:alert(1)"])
def test_without_an_address_there_is_the_title(address: str) -> None:
    found = page(changed(address=address))
    assert found.definitions["Page"] == USUAL.title
    assert "a" not in found.elements


def test_text_of_others_stays_text() -> None:
    gift = Gift("media", HOSTILE, HOSTILE, 1)
    reach = CategoryReach(HOSTILE, (Reach(HOSTILE, "2026-10", 1, 1, 1, 1, 1),))
    told = changed(
        partners=(HOSTILE, "B"), name=HOSTILE, lead=HOSTILE, title=HOSTILE, address=f"https://x.example/{HOSTILE}", began=HOSTILE,
        gifts=(gift,), reach=(reach,),
    )  # fmt: skip
    found = page(told)
    assert found.elements <= ELEMENTS
    assert set(found.attributes) <= ATTRIBUTES
    assert found.definitions["Partnership"] == found.definitions["Led by"] == SHOWN
    assert page(changed(address="", title=HOSTILE)).definitions["Page"] == SHOWN


@given(st.text(st.sampled_from("<>&\"'/!-=? \u2068\u2069\u202e\x00ab"), min_size=1))
def test_any_text_leaves_the_page_whole(text: str) -> None:
    found = page(changed(partners=(text,), lead=text, gifts=(Gift("media", text, text),)))
    assert found.elements <= ELEMENTS
    assert found.texts["h2"][-1] == "Where this is written"


def test_nothing_is_fetched_and_nothing_runs() -> None:
    text = letter(USUAL, message("en"), "en", "ltr")
    assert re.findall(r"https?://[^\s\"<]+", text) == [USUAL.address] * 2
    assert "default-src 'none'" in text
    assert not re.search(r"url\(|@import|<script|<link|<img|\bon[a-z]+=", text)
