"""How a page is looked at: in each language at the width of a telephone and a desk, by day and by night."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, get_args

from playwright.sync_api import Browser, Page, Request, ViewportSize

from tests.browser.conftest import RIGHT_TO_LEFT

LANGUAGES = {"en": "ltr", "fr": "ltr", "es": "ltr", RIGHT_TO_LEFT: "rtl"}
#: WCAG 2.2, levels A and AA, and what axe's authors recommend.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

Scheme = Literal["light", "dark"]
WIDTHS = (1280, 320)
#: Where axe looks too, which takes a while: colours and widths matter in one language, direction in another.
SEARCHED = {("en", 1280, "light"), ("en", 320, "dark"), (RIGHT_TO_LEFT, 320, "light")}


@dataclass
class Heard:
    """What a window's console complained about, and what was asked for from where."""

    complaints: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)

    def forget(self) -> None:
        """Begins anew."""
        self.complaints.clear()
        self.requested.clear()

    def listen(self, page: Page) -> None:
        page.on("console", lambda message: self.complaints.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", self._not_loaded)
        page.on("request", lambda request: self.requested.append(request.url))

    def _not_loaded(self, request: Request) -> None:
        # Whoever goes on does not wait for pictures.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"not loaded: {request.url}")


@contextmanager
def opened(browser: Browser, width: int, scheme: Scheme = "light", *, scripts: bool = True) -> Iterator[tuple[Page, Heard]]:
    """A window of its own, and what was heard of it."""
    size: ViewportSize = {"width": width, "height": 800}
    # Colours that are still changing from day to night would be told as they are half-way.
    with browser.new_context(viewport=size, color_scheme=scheme, java_script_enabled=scripts, reduced_motion="reduce") as context:
        page = context.new_page()
        heard = Heard()
        heard.listen(page)
        yield page, heard


def faults(page: Page, language: str, axe: str) -> list[str]:
    """What is wrong with the page that is open in this language: too wide, of another direction, or what axe finds."""
    found = []
    direction = page.evaluate("document.documentElement.dir")
    if direction != LANGUAGES[language]:
        found.append(f"direction {direction}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if too_wide:
            found.append(f"{too_wide} of {width} pixels too wide")
        for scheme in get_args(Scheme):
            if (language, width, scheme) in SEARCHED:
                page.emulate_media(color_scheme=scheme)
                found += [f"{rule} ({width}, {scheme}): {places}" for rule, places in violations(page, axe).items()]
    return found


def violations(page: Page, axe: str) -> dict[str, list[str]]:
    """What axe finds, by rule: the first elements."""
    page.evaluate(axe)  # through the debugger: the page's own policy allows no script
    result = page.evaluate("tags => axe.run( document, { runOnly: tags } )", TAGS)
    assert result["passes"]
    return {violation["id"]: [node["html"] for node in violation["nodes"]][:3] for violation in result["violations"]}
