"""Every page in every language: it fits a telephone and a desk, is quiet, and shuts nobody out by day or by night."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import RIGHT_TO_LEFT
from tests.browser.looking import LANGUAGES, faults, opened

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "list": "/partnerships",
    "filtered": "/partnerships?country=FR&status=active&sort=newest",
    "found": "/partnerships?q=archives",
    "nothing found": "/partnerships?q=nowhere-at-all",
    "found everywhere": "/search?q=archives",
    "lessons": "/lessons",
    "hubs": "/hubs",
    "record": "/partnerships/metawiki/13071808",
    "record with next steps": "/partnerships/commonswiki/171540140",
    "record with all that belongs to it": "/partnerships/metawiki/13062255",
    "hub": "/hubs/metawiki/13050464",
    "data for programs": "/api",
    "report": "/reports/documentation",
    "map": "/map",
    "recognition": "/recognition",
    "year": "/recognition/2026",
    "letter and certificate": "/recognition/thanks/metawiki/13062255",
    "reports": "/reports",
    "table of a report": "/reports/documentation/gaps",
    "partners": "/partners",
    "guide to a contact": "/contact",
    "guide with answers missing": "/contact?sector=museum",
    "whom to contact": "/contact?sector=museum&country=CL&language=es&kind=content",
    "status": "/status",
    "partner": "/partners/Q990000101",
    "questions": "/questions",
    "no such record": "/partnerships/metawiki/1",
    "not understood": "/partnerships?page=x",
}
#: Answers that the browser's console calls errors, and rightly.
REFUSED = {"guide with answers missing": 400, "no such record": 404, "not understood": 400}


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page(browser: Browser, demo: str, axe: str, language: str) -> None:
    found: dict[str, list[str]] = {}
    with opened(browser, 1280) as (page, heard):
        for name, address in PAGES.items():
            heard.forget()
            response = page.goto(f"{demo}{address}{'&' if '?' in address else '?'}uselang={language}")
            assert response is not None
            assert response.status == REFUSED.get(name, 200)
            if wrong := faults(page, language, axe):
                found[name] = wrong
            assert [complaint for complaint in heard.complaints if f"status of {response.status}" not in complaint] == []
            assert [url for url in heard.requested if not url.startswith((demo, "data:"))] == []
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)


def test_what_is_wrong_would_be_found(browser: Browser, demo: str, axe: str) -> None:
    with opened(browser, 1280) as (page, _heard):
        page.goto(f"{demo}/partnerships")
        assert faults(page, "en", axe) == []
        page.evaluate("document.querySelector( 'label[for=q]' ).remove()")
        page.evaluate("document.querySelector( 'h1' ).style.color = '#ddd'")
        page.evaluate("document.querySelector( 'h1' ).style.minWidth = '400px'")
        found = faults(page, "en", axe)
        assert [fault.partition(" (")[0] for fault in found] == ["color-contrast", "label", "96 of 320 pixels too wide", "label"]
        assert "direction ltr" in faults(page, "ar", axe)


def test_without_scripts_one_finds_a_partnership(browser: Browser, demo: str) -> None:
    with opened(browser, 320, scripts=False) as (page, heard):
        page.goto(f"{demo}/?uselang=fr")
        page.get_by_label("Chercher partout").fill("saloum")
        page.get_by_role("button", name="Rechercher").click()
        assert page.url == f"{demo}/search?uselang=fr&q=saloum"
        page.get_by_role("link", name="Archives du delta du Saloum").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Archives du delta du Saloum"
        assert page.get_by_role("definition").get_by_text("Sénégal", exact=True).is_visible()
        page.get_by_role("link", name="English").click()
        assert page.get_by_role("definition").get_by_text("Senegal", exact=True).is_visible()
        assert heard.complaints == []


def test_choices_make_an_address_to_pass_on(browser: Browser, demo: str) -> None:
    with opened(browser, 1280) as (page, heard):
        page.goto(f"{demo}/partnerships")
        page.get_by_label("Status").select_option("discussion")
        page.get_by_label("Order").select_option("Newest first")
        page.get_by_role("button", name="Search").click()
        assert page.url == f"{demo}/partnerships?status=discussion&sort=newest"
        assert page.get_by_label("Status").input_value() == "discussion"
        page.get_by_role("link", name="Show all").click()
        assert page.url == f"{demo}/partnerships"
        assert heard.complaints == []


def test_the_keyboard_reaches_everything(browser: Browser, demo: str) -> None:
    with opened(browser, 1280) as (page, _heard):
        page.goto(f"{demo}/partnerships")
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to content")
        assert skip.evaluate("element => element === document.activeElement")
        assert skip.evaluate("element => element.getBoundingClientRect().top >= 0")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.get_by_role("main").get_by_role("link").first.evaluate("element => element === document.activeElement")
        page.keyboard.press("Tab")
        assert page.get_by_label("Words to look for").evaluate("element => element === document.activeElement")
        for _ in range(10):
            page.keyboard.press("Tab")
            outline = page.evaluate("getComputedStyle( document.activeElement ).outlineStyle")
            assert outline == "solid"


@pytest.mark.parametrize(("width", "language"), [(320, "en"), (1280, RIGHT_TO_LEFT)])
def test_the_menu_opens_by_keyboard_and_without_scripts(browser: Browser, demo: str, width: int, language: str) -> None:
    with opened(browser, width, scripts=False) as (page, heard):
        page.goto(f"{demo}/hubs?uselang={language}")
        names = page.locator(".menu summary")
        lessons = page.locator(".menu a[href^='/lessons']")
        assert not lessons.is_visible()
        names.nth(1).focus()
        page.keyboard.press("Enter")
        assert lessons.is_visible()
        box = lessons.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        names.nth(0).focus()
        page.keyboard.press("Enter")
        # One at a time, or they would lie upon each other.
        assert not lessons.is_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{demo}/search?uselang={language}")
        assert heard.complaints == []


def test_what_is_pressed_is_large_enough(browser: Browser, demo: str) -> None:
    with opened(browser, 320) as (page, _heard):
        for address in ("/", "/partnerships", "/partnerships/metawiki/13071808"):
            page.goto(demo + address)
            small = page.evaluate(
                """() => [ ...document.querySelectorAll( 'button, select, input, nav a, .button' ) ]
                    .filter( ( element ) => element.getBoundingClientRect().height < 24 ).map( ( element ) => element.outerHTML )"""
            )
            assert small == []
