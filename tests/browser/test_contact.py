"""The contact guide as people see it: from the first page to a message, by keyboard, on a telephone, without scripts."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from bot.core.wiki_settings import SETTINGS_TITLE
from bot.store import Store
from tests.browser.conftest import served
from tests.browser.looking import LANGUAGES, faults, opened

pytestmark = pytest.mark.browser

HUBS = {
    "Partnerships/Hubs/Sahel and West Africa Heritage Hub": {"contact": "heritage-hub@example.org", "checked": "2026-10-05"},
    "Partnerships/Hubs/East Africa Education Hub": {
        "contact": "https://example.org/an/address/that/does/not/end/soon/enough/for/telephones"
    },
}
ANSWERED = "/contact?sector=museum&country=SN&language=fr&kind=content"
PAGES = ("/contact", "/contact?sector=museum", ANSWERED)


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the tool over the demo's database, in which two hubs are verified."""
    folder = tmp_path_factory.mktemp("contact")
    subprocess.run([sys.executable, "-m", "bot", "demo", "--directory", folder / "var"], check=True, capture_output=True)
    database = f"sqlite:///{folder}/var/partnerships.db"
    with Store.open(database, migrate=False) as store:
        store.remember("metawiki", SETTINGS_TITLE, 1, json.dumps({"version": 1, "hubs": HUBS}))
    with served(database) as address:
        yield address


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_fits_and_shuts_nobody_out(browser: Browser, guide: str, axe: str, language: str) -> None:
    with opened(browser, 1280) as (page, heard):
        for address in PAGES:
            page.goto(f"{guide}{address}{'&' if '?' in address else '?'}uselang={language}")
            assert faults(page, language, axe) == [], address
        assert [complaint for complaint in heard.complaints if "status of 400" not in complaint] == []
        assert [url for url in heard.requested if not url.startswith((guide, "data:"))] == []


def test_without_scripts_the_keyboard_leads_from_the_first_page_to_a_message(browser: Browser, guide: str) -> None:
    with opened(browser, 320, scripts=False) as (page, heard):
        page.goto(f"{guide}/?uselang=en")
        page.get_by_role("link", name="Find the right contact").focus()
        page.keyboard.press("Enter")
        page.get_by_label("What kind of organisation").focus()
        for letters in ("Mus", "Seneg", "French", "Content"):
            page.keyboard.type(letters)
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{guide}/contact?uselang=en&sector=museum&country=SN&language=fr&kind=content")
        assert page.get_by_role("heading", level=2).first.inner_text() == "Sahel and West Africa Heritage Hub"
        assert page.get_by_role("textbox", name="Your message").input_value().startswith("Bonjour,")
        assert not page.get_by_text("Copy the message").is_visible()
        assert heard.complaints == []


def test_the_message_is_copied_as_it_was_filled_in(browser: Browser, guide: str) -> None:
    with opened(browser, 1280) as (page, heard):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{guide}{ANSWERED}&uselang=en")
        message = page.get_by_role("textbox", name="Your message")
        message.fill("Bonjour, nous sommes le Musée du sel.")
        page.get_by_role("button", name="Copy the message").click()
        page.get_by_text("Copied", exact=True).wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == "Bonjour, nous sommes le Musée du sel."
        message.press("End")
        message.type("!")
        assert not page.get_by_text("Copied", exact=True).is_visible()
        assert heard.complaints == []
