"""Every page at the width of a telephone and a desk, by day and by night, in three languages: it fits, is quiet, shuts nobody out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, get_args

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import RIGHT_TO_LEFT

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "list": "/partnerships",
    "filtered": "/partnerships?country=FR&status=active&sort=newest",
    "found": "/partnerships?q=archives",
    "nothing found": "/partnerships?q=nowhere-at-all",
    "lessons": "/lessons",
    "hubs": "/hubs",
    "record": "/partnerships/metawiki/13071808",
    "record with next steps": "/partnerships/commonswiki/171540140",
    "hub": "/hubs/metawiki/13050464",
    "report": "/reports/documentation",
    "map": "/map",
    "recognition": "/recognition",
    "status": "/status",
    "no such record": "/partnerships/metawiki/1",
    "not understood": "/partnerships?page=x",
}
#: Answers that the browser's console calls errors, and rightly.
REFUSED = {"no such record": 404, "not understood": 400}
LANGUAGES = {"en": "ltr", "fr": "ltr", RIGHT_TO_LEFT: "rtl"}
#: WCAG 2.2, levels A and AA, and what axe's authors recommend.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class Window:
    """What somebody looks at the tool through."""

    language: str
    width: int
    scheme: Scheme

    @property
    def is_searched(self) -> bool:
        """Whether axe looks too, which takes a while: colours and widths matter in one language, each language once."""
        return self.language == "en" or (self.width, self.scheme) == (320, "light")


WINDOWS = [Window(language, width, scheme) for language in LANGUAGES for width in (320, 1280) for scheme in get_args(Scheme)]


@dataclass
class Heard:
    """What a window's console complained about, and what was asked for from where."""

    complaints: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("console", lambda message: self.complaints.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", lambda request: self.complaints.append(f"not loaded: {request.url}"))
        page.on("request", lambda request: self.requested.append(request.url))


@contextmanager
def opened(browser: Browser, width: int, scheme: Scheme = "light", *, scripts: bool = True) -> Iterator[tuple[Page, Heard]]:
    """A window of its own, and what was heard of it."""
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripts) as context:
        page = context.new_page()
        heard = Heard()
        heard.listen(page)
        yield page, heard


def violations(page: Page, axe: str) -> dict[str, list[str]]:
    """What axe finds, by rule: the first elements."""
    page.evaluate(axe)  # through the debugger: the page's own policy allows no script
    result = page.evaluate("tags => axe.run( document, { runOnly: tags } )", TAGS)
    assert result["passes"]
    return {violation["id"]: [node["html"] for node in violation["nodes"]][:3] for violation in result["violations"]}


@pytest.mark.slow
@pytest.mark.parametrize("window", WINDOWS, ids=lambda window: f"{window.language}-{window.width}-{window.scheme}")
def test_every_page(browser: Browser, demo: str, axe: str, window: Window) -> None:
    found: dict[str, object] = {}
    for name, address in PAGES.items():
        with opened(browser, window.width, window.scheme) as (page, heard):
            response = page.goto(f"{demo}{address}{'&' if '?' in address else '?'}uselang={window.language}")
            assert response is not None
            assert response.status == REFUSED.get(name, 200)
            assert page.evaluate("document.documentElement.dir") == LANGUAGES[window.language]
            too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert too_wide == 0, f"{name} is {too_wide} pixels too wide"
            assert [complaint for complaint in heard.complaints if f"status of {response.status}" not in complaint] == []
            assert [url for url in heard.requested if not url.startswith(demo)] == []
            if window.is_searched and (shut_out := violations(page, axe)):
                found[name] = shut_out
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)


def test_what_shuts_people_out_would_be_found(browser: Browser, demo: str, axe: str) -> None:
    with opened(browser, 1280) as (page, _heard):
        page.goto(f"{demo}/partnerships")
        page.evaluate("document.querySelector( 'label[for=q]' ).remove()")
        page.evaluate("document.querySelector( 'h1' ).style.color = '#ddd'")
        assert {"label", "color-contrast"} <= set(violations(page, axe))


def test_without_scripts_one_finds_a_partnership(browser: Browser, demo: str) -> None:
    with opened(browser, 320, scripts=False) as (page, heard):
        page.goto(f"{demo}/?uselang=fr")
        page.get_by_label("Trouver un partenariat").fill("saloum")
        page.get_by_role("button", name="Rechercher").click()
        assert page.url == f"{demo}/partnerships?uselang=fr&q=saloum"
        page.get_by_role("link", name="Archives du delta du Saloum").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Archives du delta du Saloum"
        assert page.get_by_text("Sénégal").is_visible()
        page.get_by_role("link", name="English").click()
        assert page.get_by_text("Senegal").is_visible()
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
        lessons = page.locator(".menu a[href*='/lessons']")
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
        page.wait_for_url(f"{demo}/partnerships?uselang={language}")
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
