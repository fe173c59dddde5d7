"""The letter and the certificate in a real browser: they fit screen and paper, shut nobody out and stay text."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bot.core.recognition.acknowledgement import Acknowledgement, Gift
from bot.core.recognition.certificate import FRAME, certificate
from bot.core.recognition.letter import letter
from bot.core.recognition.wrapping import text_width
from tests.browser.conftest import RIGHT_TO_LEFT
from tests.browser.looking import opened, violations
from tests.core.recognition.test_certificate import ARABIC, LONG
from tests.core.recognition.test_letter import HOSTILE, SHOWN
from tests.core.recognition.thanks import LANGUAGES, USUAL, changed, message

pytestmark = pytest.mark.browser

#: Names that are long, wide, or in scripts whose letters are.
NAMES = (
    LONG[:200],
    ARABIC[:200],
    "W" * 200,
    "海辺民話図書館" * 28,
    "നാട്ടുചരിത്രമ്യൂസിയം കോഴിക്കോട് " * 6,
    "राष्ट्रीय पुस्तकालय और संग्रहालय " * 6,
    "พิพิธภัณฑสถานแห่งชาติพระนคร" * 7,
    "НАЦИОНАЛЬНЫЙ МУЗЕЙ ИСКУССТВ " * 7,
    "ΕΘΝΙΚΗ ΒΙΒΛΙΟΘΗΚΗ " * 11,
)


def the_certificate(page: Page, told: Acknowledgement, language: str) -> None:
    """Shown as a file of its own would be."""
    drawing = certificate(told, message(language), language, LANGUAGES[language])
    page.set_content(f'<!DOCTYPE html><html lang="{language}"><title>x</title><main><h1>x</h1>{drawing}</main></html>')


def the_letter(page: Page, told: Acknowledgement, language: str) -> None:
    page.set_content(letter(told, message(language), language, LANGUAGES[language]))


def boxes(page: Page) -> list[tuple[str, float, float, float, float, float]]:
    """Of each line its text, size, and left, top, right and bottom, in units of the drawing."""
    found = page.evaluate(
        """() => [ ...document.querySelectorAll( 'svg text' ) ].filter( ( text ) => text.textContent ).map( ( text ) => {
            const box = text.getBBox();
            return [ text.textContent, Number( text.getAttribute( 'font-size' ) ), box.x, box.y, box.x + box.width, box.y + box.height ];
        } )"""
    )
    assert found
    return [tuple(line) for line in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_certificate_stays_in_its_frame(browser: Browser, axe: str, language: str) -> None:
    left, top, right, bottom = FRAME
    with opened(browser, 1280) as (page, heard):
        names = NAMES if language in {"en", RIGHT_TO_LEFT} else NAMES[:1]
        for told in (USUAL, *(changed(partners=(name,), lead=name) for name in names)):
            the_certificate(page, told, language)
            for text, size, *box in boxes(page):
                assert left <= box[0] <= box[2] <= right, text
                # A browser's box is as high as the font's tallest letter, which is higher than a line.
                assert top - size <= box[1] <= box[3] <= bottom + size, text
                assert box[2] - box[0] <= text_width(text) * size + 1, f"{text} is wider than estimated"
        the_certificate(page, USUAL, language)
        assert violations(page, axe) == {}
        name = page.get_by_role("img").first
        assert "Museum of the Two Rivers" in (name.evaluate("svg => svg.querySelector( 'title' ).textContent"))
        assert heard.complaints == []
        assert heard.requested == []


def test_certificate_prints_on_one_sheet(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "certificate.svg"
    file.write_text(certificate(USUAL, message("en"), "en", "ltr"), encoding="utf-8")
    with opened(browser, 1280) as (page, heard):
        page.goto(file.as_uri())
        sheet = page.pdf(prefer_css_page_size=True)
        assert sheets(sheet) == 1
        assert b"/MediaBox [0 0 841" in sheet  # points: A4 across
        assert heard.complaints == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_letter_fits_screen_and_paper(browser: Browser, axe: str, language: str) -> None:
    with opened(browser, 320) as (page, heard):
        the_letter(page, USUAL, language)
        assert page.evaluate("[ document.documentElement.lang, document.documentElement.dir ]") == [language, LANGUAGES[language]]
        assert too_wide(page) == 0
        assert violations(page, axe) == {}
        page.set_viewport_size({"width": 1280, "height": 800})
        assert too_wide(page) == 0
        assert violations(page, axe) == {}
        assert [sheets(page.pdf(format=paper)) for paper in ("A4", "Letter")] == [1, 1]
        assert heard.complaints == []
        assert heard.requested == []


def test_letter_with_long_words_fits(browser: Browser) -> None:
    gifts = (Gift("media", "x" * 250, "2025"), Gift("data", LONG, "2026"))
    with opened(browser, 320) as (page, _heard):
        for told in (changed(partners=("W" * 250,), lead=ARABIC, gifts=gifts, name="y" * 200), changed(address=USUAL.address + "z" * 400)):
            the_letter(page, told, "fr")
            assert too_wide(page) == 0


def test_text_of_others_runs_nothing(browser: Browser) -> None:
    told = changed(partners=(HOSTILE,), lead=HOSTILE, name=HOSTILE, gifts=(Gift("media", HOSTILE, HOSTILE),), began=HOSTILE)
    with opened(browser, 1280) as (page, heard):
        for show in (the_letter, the_certificate):
            show(page, told, "en")
            assert page.evaluate("document.querySelectorAll( 'script, img, [onerror]' ).length") == 0
            assert "".join(SHOWN.split()) in page.evaluate("document.body.textContent.replace( /\\s/g, '' )")
        assert heard.requested == []
        assert heard.complaints == []


def too_wide(page: Page) -> int:
    """By how many pixels one would have to scroll sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert isinstance(wide, int)
    return wide


def sheets(document: bytes) -> int:
    """How many pages a PDF of Chromium has."""
    return document.count(b"/Type /Page\n")
