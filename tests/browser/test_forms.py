"""Filling in a form in a browser: with and without scripts, from right to left, in the dark, and after a pause."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect
from werkzeug.serving import make_server

from bot.core.site import Site
from bot.i18n import Messages
from bot.settings import Settings
from bot.store import Store
from bot.wiki.memory import MemoryWiki
from tests.browser.conftest import RIGHT_TO_LEFT
from tests.browser.looking import LANGUAGES, faults, opened, violations
from tests.web.conftest import clock
from tests.web.memory_api import MemoryApi
from tests.web.oauth_standin import CONSUMER_KEY, CONSUMER_SECRET, StandIn, oauth_wiki
from webservice.app import create_app

pytestmark = pytest.mark.browser

TITLE = "Partnerships/Museum of Salt"
TEXT = "{{Partnership\n| partner = Museum of Salt\n| lead = WUG\n| start = soon\n}}"


@pytest.fixture
def wiki() -> MemoryWiki:
    return MemoryWiki(Site("homewiki"), clock=clock)


@pytest.fixture
def address(wiki: MemoryWiki, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the tool, whose home is that wiki."""
    database = f"sqlite:///{tmp_path_factory.mktemp('forms')}/tool.db"
    Store.open(database, migrate=True).close()
    with oauth_wiki(MemoryApi(wiki)) as stand_in:
        server = make_server("127.0.0.1", 0, _app(stand_in, database), threaded=True)
        stand_in.callback_prefix = f"http://127.0.0.1:{server.server_port}/"
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def _app(stand_in: StandIn, database: str) -> Flask:
    values = {"database": database, "home": "homewiki", "wikis": {"homewiki": {"api": stand_in.api}}, "secret_key": "x" * 40}
    values |= {"oauth_consumer_key": CONSUMER_KEY, "oauth_consumer_secret": CONSUMER_SECRET}
    return create_app(Settings.model_validate(values), messages=Messages.load(), now=clock)


def log_in(page: Page, address: str, back: str) -> None:
    page.goto(f"{address}/login?next={back}")
    page.locator("input[name=user]").fill("Amina")
    page.get_by_role("button", name="Allow").click()
    page.wait_for_url(f"{address}/**")


def press(page: Page, button: Locator) -> None:
    """Sends a form, and waits for the answer with its scripts."""
    with page.expect_navigation():
        button.click()


@pytest.mark.slow
def test_from_right_to_left_on_a_telephone_in_the_dark(browser: Browser, address: str, wiki: MemoryWiki, axe: str) -> None:
    wiki.put(TITLE, TEXT, user="Luc")
    with opened(browser, 320, "dark") as (page, _):
        log_in(page, address, f"/edit/partnerships/1?uselang={RIGHT_TO_LEFT}")

        def is_fine() -> None:
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
            assert violations(page, axe) == {}

        is_fine()
        page.locator("[name=start]").fill("never")
        press(page, page.locator("button[value=review]"))
        is_fine()
        page.locator("[name=start]").fill("2026-03")
        press(page, page.locator("button[value=review]"))
        is_fine()
        wiki.put(TITLE, TEXT + "\nWords.", user="Luc")
        press(page, page.locator("button[value=save]"))
        is_fine()
        press(page, page.locator("button[value=save]"))
        is_fine()
    assert wiki.text(TITLE) == TEXT.replace("soon", "2026-03") + "\nWords."


@pytest.mark.slow
def test_pages_of_those_who_logged_in(browser: Browser, address: str, wiki: MemoryWiki, axe: str) -> None:
    wiki.put(TITLE, TEXT, user="Luc")
    found: dict[tuple[str, str], list[str]] = {}
    with opened(browser, 1280) as (page, heard):
        log_in(page, address, "/me")
        for language in LANGUAGES:
            for path in ("/me", "/new/partnerships", "/edit/partnerships/1", "/edit/partnerships/1?step=contact"):
                page.goto(f"{address}{path}{'&' if '?' in path else '?'}uselang={language}")
                if wrong := faults(page, language, axe):
                    found[path, language] = wrong
        assert heard.complaints == []
    assert not found


def test_what_was_typed_is_kept_until_it_is_saved(browser: Browser, address: str, wiki: MemoryWiki) -> None:
    wiki.put(TITLE, TEXT, user="Luc")
    with opened(browser, 1280) as (page, heard):
        log_in(page, address, "/edit/partnerships/1")
        lead, start = page.get_by_role("textbox", name="Lead"), page.get_by_role("textbox", name="Start")
        start.fill("later")
        start.press("Tab")
        expect(page.locator("[data-check=start]")).to_contain_text("is not a date")
        start.fill("2026-03")
        start.press("Tab")
        expect(page.locator("[data-check=start]")).to_be_empty()
        page.on("dialog", lambda dialog: dialog.accept())  # it asks before somebody leaves
        page.goto(f"{address}/partnerships")
        # Meanwhile somebody else changes what was not changed here.
        wiki.put(TITLE, TEXT.replace("WUG", "Wikimedia Senegal"), user="Luc")
        page.goto(f"{address}/edit/partnerships/1")
        expect(start).to_have_value("2026-03")
        expect(lead).to_have_value("Wikimedia Senegal")
        expect(page.get_by_text("was not saved, and is here again")).to_be_visible()
        page.get_by_role("button", name="Start afresh").click()
        expect(start).to_have_value("")
        start.fill("2025")
        press(page, page.get_by_role("button", name="Show what will be saved"))
        press(page, page.get_by_role("button", name="Save on the wiki"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Saved, thank you")
        wiki.put(TITLE, TEXT, user="Luc")
        page.goto(f"{address}/edit/partnerships/1")
        expect(start).to_have_value("")
        assert heard.complaints == []


def test_without_scripts_one_registers_a_partnership(browser: Browser, address: str, wiki: MemoryWiki) -> None:
    with opened(browser, 320, scripts=False) as (page, heard):
        page.goto(f"{address}/")
        page.get_by_role("link", name="Register a partnership", exact=True).first.click()
        page.get_by_role("main").get_by_role("link", name="Log in").click()
        page.locator("input[name=user]").fill("Amina")
        page.get_by_role("button", name="Allow").click()
        page.get_by_label("Partner", exact=True).fill("Museum of Salt")
        page.get_by_label("Status").select_option("Active")
        page.get_by_text("Where", exact=True).click()
        page.get_by_role("textbox", name="Languages").fill("Wolof\nFrench")
        press(page, page.get_by_role("button", name="Show what will be saved"))
        assert page.get_by_text("You, as Amina on").is_visible()
        press(page, page.get_by_role("button", name="Save on the wiki"))
        assert page.get_by_role("heading", name="Best next steps").is_visible()
        assert [complaint for complaint in heard.complaints if "403" not in complaint] == []
    text = str(wiki.text(TITLE))
    assert text.startswith("{{Partnership\n| partner = Museum of Salt\n| lead = \n| country = \n| status = active\n")
    assert "| languages = wo, fr\n" in text
