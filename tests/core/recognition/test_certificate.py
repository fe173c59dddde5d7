"""The certificate holds any name, in any script, inside its frame."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.recognition import certificate as module
from bot.core.recognition.acknowledgement import Acknowledgement, Gift
from bot.core.recognition.certificate import FRAME, HEIGHT, WIDTH, certificate
from bot.core.recognition.ornament import rosette, woven_border
from bot.core.recognition.wording import cleaned
from bot.core.recognition.wrapping import ASCENT, DESCENT, fitted, text_width, wrapped
from tests.core.recognition.test_letter import HOSTILE, SHOWN
from tests.core.recognition.thanks import LANGUAGES, USUAL, changed, message

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {f"{SVG}{name}" for name in ("svg", "title", "desc", "style", "g", "path", "circle", "text")}
#: Where the rosette at the foot begins and ends.
ROSETTE = (606, 710)
LONG = "Museum of Contemporary Art and of the History of the Peoples of the Upper Valley and its Tributaries, with the Library " * 2
ARABIC = "دار الكتب والوثائق القومية ومكتبة الطفل ومتحف الآثار والفنون الشعبية في مدينة الإسكندرية وضواحيها " * 2


@dataclass(frozen=True)
class Line:
    """A line of text: its middle, baseline, size and what it says."""

    x: float
    y: float
    size: float
    text: str
    colour: str
    direction: str

    @property
    def is_inside(self) -> bool:
        """Whether it is inside the frame, however wide the font."""
        left, top, right, bottom = FRAME
        half = text_width(self.text) * self.size / 2
        return (
            left <= self.x - half + 0.1
            and self.x + half - 0.1 <= right
            and top <= self.y - ASCENT * self.size + 0.1
            and self.y + DESCENT * self.size - 0.1 <= bottom
        )


def drawn(told: Acknowledgement, language: str = "en") -> ElementTree.Element:
    return ElementTree.fromstring(certificate(told, message(language), language, LANGUAGES[language]))


def lines(root: ElementTree.Element) -> list[Line]:
    return [
        Line(
            float(e.attrib["x"]), float(e.attrib["y"]), float(e.attrib["font-size"]), e.text or "", e.attrib["fill"], e.attrib["direction"]
        )
        for e in root.iter(f"{SVG}text")
    ]


def unspaced(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_certificate_in_every_language(language: str) -> None:
    root = drawn(USUAL, language)
    assert (root.attrib["role"], root.attrib["lang"], root.attrib["direction"]) == ("img", language, LANGUAGES[language])
    assert root.attrib["aria-labelledby"].split() == [root[0].attrib["id"], root[1].attrib["id"]]
    assert (root[0].tag, root[1].tag) == (f"{SVG}title", f"{SVG}desc")
    assert "Museum of the Two Rivers" in (root[0].text or "")
    shown = lines(root)
    assert {line.direction for line in shown} <= {"ltr", "rtl"}
    assert all(line.is_inside for line in shown)
    described = unspaced(root[1].text or "")
    for line in shown:
        if line.text != message(language)("certificate-date") and line.text != message(language)("certificate-signature"):
            assert unspaced(line.text) in described
    assert "⧼" not in described
    assert not re.search(r"\$\d|\{\{", described)


def test_what_stands_on_it() -> None:
    texts = [line.text.translate({0x2068: None, 0x2069: None}) for line in lines(drawn(USUAL))]
    assert texts == [
        "Certificate of thanks",
        "presented with gratitude to",
        "Museum of the Two Rivers",
        "for helping to share knowledge freely with everyone",
        "Photographs of river festivals · November 2025",
        "Catalogue of masks · 2026",
        "Expertise",
        "November 24, 2026",
        "Date",
        "Signature",
        "Two Rivers Wikimedians User Group",
        "Partnership begun: March 2024",
        "Written down on https://meta.wikimedia.org/wiki/Partnerships/Two_Rivers, revision 26000123",
    ]


def test_of_many_gifts_the_others_are_counted() -> None:
    told = changed(gifts=tuple(Gift("media", f"Gift {number}", "") for number in range(1, 8)), began="2024", ended="2025")
    texts = [line.text for line in lines(drawn(told))]
    assert "and 3 more contributions" in texts
    assert "Partnership: 2024 – 2025" in texts
    assert not [text for text in texts if "Gift 5" in text]
    assert not [text for text in (line.text for line in lines(drawn(changed(gifts=told.gifts[:4])))) if "more" in text]


def test_partners_have_a_line_each_unless_there_are_many() -> None:
    shown = [line.text for line in lines(drawn(changed(partners=("Museum", "Library", "Archive"))))]
    assert shown[2:5] == ["Museum", "Library", "Archive"]
    many = lines(drawn(changed(partners=tuple(f"Museum number {number}" for number in range(40)))))
    assert all(line.is_inside for line in many)
    assert "Museum number 39" in " ".join(line.text for line in many).replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize(
    ("name", "direction"), [("Museum", "ltr"), ("دار الكتب", "rtl"), ("1001 دار", "rtl"), ("בית", "rtl"), ("1001", "rtl")]
)
def test_a_name_has_its_own_direction(name: str, direction: str) -> None:
    assert lines(drawn(changed(partners=(name,)), "ar"))[2].direction == direction


@given(st.text(min_size=1, max_size=200).filter(cleaned), st.sampled_from([*LANGUAGES]))
@example(LONG[:200], "fr")
@example(ARABIC[:200], "ar")
@example("W" * 200, "en")
@example("\ufdfd" * 100, "ar")
@example("海辺民話図書館" * 28, "en")
@example("a" * 60 + " " + "b" * 139, "es")
@settings(max_examples=30)
def test_every_letter_of_a_name_is_inside_the_frame(name: str, language: str) -> None:
    shown = lines(drawn(changed(partners=(name,)), language))
    assert all(line.is_inside for line in shown)
    assert unspaced(cleaned(name)) in unspaced("".join(line.text for line in shown))


def test_lines_do_not_run_into_each_other() -> None:
    gift = Gift("media", LONG, "2025-11")
    told = changed(partners=(LONG * 2,), gifts=(gift,) * 9, lead=LONG, address=f"https://x.example/{'y' * 400}", ended="2025")
    for each in (told, changed(partners=(ARABIC * 2,), gifts=())):
        middle = [line for line in lines(drawn(each)) if line.x == WIDTH / 2]
        for above, below in pairwise(middle):
            assert above.y + 0.3 * above.size <= below.y - 0.9 * below.size
        assert all(line.y + DESCENT * line.size <= ROSETTE[0] or line.y - line.size >= ROSETTE[1] for line in middle)
        assert all(line.is_inside for line in lines(drawn(each)))


def test_text_of_others_stays_text() -> None:
    told = changed(
        partners=(HOSTILE,), lead=HOSTILE, gifts=(Gift("media", HOSTILE, HOSTILE),), address=HOSTILE, title=HOSTILE, began=HOSTILE
    )
    root = drawn(told)
    assert {element.tag for element in root.iter()} <= ELEMENTS
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in attributes if name.startswith(("on", "style")) or name.endswith("href")]
    assert unspaced(SHOWN) in unspaced("".join(line.text for line in lines(root)))
    assert SHOWN in (root[0].text or "").replace("\u2068", "").replace("\u2069", "")


def test_nothing_is_fetched() -> None:
    text = certificate(changed(address=""), message("en"), "en", "ltr")
    assert re.findall(r"https?://[^\s\"<]+", text) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"url\(|@import|@font-face|href|<script|<image", text)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_text_can_be_read_on_the_paper_and_on_its_pattern() -> None:
    colours = {line.colour for line in lines(drawn(USUAL))}
    assert len(colours) > 1
    for colour in colours:
        for ground in (module._PAPER, module._TINT):
            assert (luminance(ground) + 0.05) / (luminance(colour) + 0.05) >= 4.5


def points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]


def test_ornaments_stay_in_their_place() -> None:
    found = points(rosette(100, 100, 50, petals=16, inner=0.25))
    distances = [((x - 100) ** 2 + (y - 100) ** 2) ** 0.5 for x, y in found]
    assert max(distances) == pytest.approx(50, abs=0.1)
    assert min(distances) == pytest.approx(12.5, abs=0.1)
    border = points(woven_border(52, 52, WIDTH - 52, HEIGHT - 52, wave=18, swing=9))
    assert min(x for x, _ in border) == pytest.approx(43, abs=0.1)
    assert max(y for _, y in border) == pytest.approx(HEIGHT - 43, abs=0.1)
    assert not [(x, y) for x, y in border if 62 < x < WIDTH - 62 and 62 < y < HEIGHT - 62]


# Wrapping


@given(st.text(max_size=200), st.floats(min_value=0.5, max_value=40))
def test_wrapping_loses_no_letter_and_is_never_too_wide(text: str, width: float) -> None:
    found = wrapped(text, width)
    assert unspaced("".join(found)) == unspaced(text)
    assert all(text_width(line) <= width or is_one_letter(line) for line in found)


def is_one_letter(line: str) -> bool:
    """Whether it cannot be broken: there is one letter with its marks, or several that are joined."""
    return "\u200d" in line or sum(unicodedata.category(character)[0] != "M" for character in line) <= 1


def test_lines_end_between_words_and_are_about_equally_long() -> None:
    assert fitted(("Bibliothèque de la Société de géographie du delta",), 300, 60, 30).lines == (
        "Bibliothèque de la Société",
        "de géographie du delta",
    )


@pytest.mark.parametrize(
    ("text", "width", "lines_of_it"),
    [
        ("海辺民話図書館", 4, ["海辺民", "話図書", "館"]),
        ("e\u0301e\u0301", 0.7, ["e\u0301", "e\u0301"]),
        ("a bb", 1.4, ["a", "bb"]),
        ("  ", 5, []),
    ],
)
def test_where_lines_end(text: str, width: float, lines_of_it: list[str]) -> None:
    assert wrapped(text, width) == lines_of_it


def test_a_letter_wider_than_the_box_is_made_smaller() -> None:
    assert fitted(("\ufdfd",), 100, 100, 62).size * text_width("\ufdfd") <= 100


def test_fewer_lines_are_worth_smaller_letters_but_not_any() -> None:
    found = fitted(("Museum of the Two Rivers",), 940, 170, 62)
    assert len(found.lines) == 1
    assert found.size < 62
    found = fitted((LONG[:200],), 940, 170, 62)
    assert len(found.lines) > 2
    assert found.size > 24
