"""Two people take part through the tool in Chromium, on a real wiki: all that they do there, until the bot obeys and others are told."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from threading import Thread

import pytest
from playwright.sync_api import Browser, Locator, Page
from werkzeug.serving import make_server

from bot.core.configuration import Configuration
from bot.core.parse import Reader
from bot.core.recognition.approval import Approvals, Judged
from bot.core.recognition.nomination_page import nomination_in
from bot.core.recognition.recipient import user_of
from bot.core.tasks import open_tasks
from bot.core.template_pages.templates import EXAMPLES, call
from bot.core.wiki_settings import WikiSettings
from bot.i18n import raw_messages
from bot.jobs.install import planned_pages
from bot.wiki.community import LiveCommunity
from bot.wiki.titles import title_of
from tests.browser.conftest import RIGHT_TO_LEFT
from tests.browser.looking import LANGUAGES, opened
from tests.farm import Farm, FarmWiki
from tests.farm.bot import CommandLine, live_wiki
from tests.farm.installation import PROJECT
from tests.farm.test_person import forwarding, logged_in_app
from tests.web.oauth_standin import StandIn, oauth_wiki

pytestmark = pytest.mark.browser

TITLE, TASKS, NOMINATION = "Partnerships/Museum of Salt", "Partnerships/Tasks/Museum of Salt", "Partnerships/Nominations/User:Amina"
PORTAL, REPORT, LIST = "Partnerships", "Partnerships/Reports/Problems", "Partnerships/Index/All"
PAGE, EMPTY, BOT = "Partnerships/Example", "Partnerships/Empty", "PartnershipsBot"
DATA = "Module:Partnerships/Data/"
META = ("--wiki", "live:metawiki")
#: What of a page's content reaches beyond the window, and cannot be scrolled to within the page. Skins cut it off, so the width of the
#: whole page does not tell. A text has as many boxes as lines; what only screen readers read has none that is wide, but for the words
#: of the skin's own links for editing.
OUTSIDE = """() => {
	const content = document.querySelector( '#mw-content-text' );
	const scrolls = ( element ) => element !== content &&
		( element.matches( '.mw-editsection' ) || [ 'auto', 'scroll' ].includes( getComputedStyle( element ).overflowX ) ||
			scrolls( element.parentElement ) );
	const nodes = document.createTreeWalker( content, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT );
	const found = [];
	while ( nodes.nextNode() ) {
		const node = nodes.currentNode, range = document.createRange();
		range.selectNode( node );
		const boxes = [ ...( node.nodeType === Node.TEXT_NODE ? range : node ).getClientRects() ].filter( ( box ) => box.width > 1 );
		const most = Math.max( 0, ...boxes.map( ( box ) => Math.max( box.right - document.documentElement.clientWidth, -box.left ) ) );
		if ( most > 0.5 && !scrolls( node.parentElement ) ) {
			found.push( `${ most } pixels: ${ ( node.outerHTML || node.data ).slice( 0, 200 ) }` );
		}
	}
	return found.concat( document.documentElement.scrollWidth > document.documentElement.clientWidth ? [ 'the page' ] : [] );
}"""
#: Nobody has to press the key more often to get anywhere.
MOST_TABS = 120


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """By title: templates, modules, some of what people read, and what the bot writes there for the demonstration."""
    planned = planned_pages(PROJECT / "templates", raw_messages(), PORTAL, reads_user_language=True)
    installed = {page.title: page.text for page in planned if not page.title.endswith("/doc")}
    folder = tmp_path_factory.mktemp("demo")
    subprocess.run([sys.executable, "-m", "bot", "demo", "--directory", folder], check=True, capture_output=True)
    files = {title_of(PurePosixPath(file.relative_to(folder / "wiki"))): file for file in (folder / "wiki").rglob("*.*") if file.is_file()}
    written = {title: file.read_text(encoding="utf-8") for title, file in files.items() if title == REPORT or title.startswith(DATA)}
    # What others include comes first: within one second MediaWiki cannot tell that a cached page is older than what it shows.
    order = sorted(installed.keys() | written.keys(), key=lambda title: (not title.startswith("Module:"), ":" not in title, title))
    wanted = [title for title in order if ":" in title or title in {PORTAL, REPORT, LIST}]
    return {title: (installed | written)[title] for title in wanted}


@pytest.fixture(scope="module")
def bot(farm: Farm, pages: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandLine]:
    """A home wiki where everything is installed, and people who have been there for years; the bot has read nothing yet."""
    farm.reset()
    meta = farm.wiki("metawiki")
    record = call("Partnership", EXAMPLES["partnership"], aligned=False)
    meta.create({**pages, PAGE: record, EMPTY: "."}, user=BOT)
    for name in ("Amina", "Luc", "Admin"):
        meta.establish(name, edits=1000, days=1000)
    bot = CommandLine.of(farm, tmp_path_factory.mktemp("taking_part"))
    yield bot
    farm.reset()


@dataclass(frozen=True)
class Tool:
    """The tool as it is served, and the wiki's side of logging in."""

    address: str
    oauth: StandIn


@pytest.fixture
def tool(farm: Farm, bot: CommandLine) -> Iterator[Tool]:
    """The tool over what the bot read."""
    with oauth_wiki(forwarding(farm.wiki("metawiki"))) as oauth:
        server = make_server("127.0.0.1", 0, logged_in_app(oauth, f"sqlite:///{bot.settings.parent / BOT}.db"), threaded=True)
        address = oauth.callback_prefix = f"http://127.0.0.1:{server.server_port}/"
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield Tool(address.rstrip("/"), oauth)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def tab_to(page: Page, target: Locator) -> None:
    """Gets to a field, a link or a button with the keyboard."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement && element.matches( ':focus-visible' )"):
            return
    pytest.fail(f"no key leads to {target}")


def type_into(page: Page, label: str, text: str) -> None:
    tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.type(text)


def enter(page: Page, target: Locator) -> None:
    """Follows a link, or presses a button, with the keyboard."""
    tab_to(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def link(page: Page, name: str) -> Locator:
    return page.get_by_role("main").get_by_role("link", name=name, exact=True).first


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def save(page: Page) -> None:
    """Looks at the change, and saves it."""
    assert heading(page) == "This will be saved"
    button(page, "Save on the wiki").click()
    assert heading(page) == "Saved, thank you"


def made(meta: FarmWiki, title: str) -> list[tuple[str, str]]:
    """Who edited a page, and how they summed it up, the first edit first."""
    return [(revision["user"], revision["comment"]) for revision in reversed(meta.history(title))]


def judged(farm: Farm) -> Judged:
    """What the bot makes of the nomination."""
    live = live_wiki(farm, "metawiki")
    reader, community = Reader(live.site, Configuration().template_names("metawiki")), LiveCommunity(live.api)
    page = live.read([NOMINATION])[NOMINATION]
    accounts = community.accounts(["Amina", "Luc", "Admin"])
    approvals = Approvals(WikiSettings(), accounts, {}, BOT, page.revision.timestamp, lambda title: user_of(title, live.site))
    return approvals.judge(community.history(NOMINATION), lambda text: nomination_in(page, text, reader))


def claimed(farm: Farm) -> Sequence[tuple[str, str]]:
    """The page of each open task, and who has taken it on, as the bot reads them."""
    live = live_wiki(farm, "metawiki")
    reader = Reader(live.site, Configuration().template_names("metawiki"))
    return [(task.page, task.claimed_by) for task in open_tasks(live.read([TASKS])[TASKS], reader)]


def log_out(page: Page, tool: Tool) -> None:
    """Logs out; nothing is left by which anybody could still write."""
    button(page, "Log out").click()
    assert page.context.cookies() == []
    page.goto(f"{tool.address}/me")
    assert "Log in with your Wikimedia account" in page.get_by_role("main").inner_text()
    page.goto(f"{tool.address}/new/partnerships")
    assert heading(page) == "Log in first"


def test_two_people_take_part(farm: Farm, bot: CommandLine, tool: Tool, browser: Browser) -> None:
    meta = farm.wiki("metawiki")
    farm.clear_requests()
    with opened(browser, 1280) as (luc, heard), opened(browser, 320, scripts=False) as (admin, _):
        # Luc logs in and registers a partnership by keyboard alone.
        luc.goto(tool.address)
        enter(luc, link(luc, "Register a partnership"))
        enter(luc, link(luc, "Log in"))
        tab_to(luc, luc.locator("input[name=user]"))
        luc.keyboard.type("Luc")
        enter(luc, button(luc, "Allow"))
        assert heading(luc) == "Register a partnership"
        type_into(luc, "Partner", "Museum of Salt")
        type_into(luc, "Lead", "Wikimedia Senegal")
        type_into(luc, "Country", "Sénégal")
        type_into(luc, "Status", "Active")  # a list: the letters choose
        type_into(luc, "Start", "2026-03")
        enter(luc, button(luc, "Show what will be saved"))
        assert meta.get(TITLE) is None
        enter(luc, button(luc, "Save on the wiki"))
        assert heading(luc) == "Saved, thank you"
        registered, first = str(meta.get(TITLE)), meta.revision(TITLE)
        assert registered.startswith(
            "{{Partnership\n| partner = Museum of Salt\n| lead = Wikimedia Senegal\n| country = SN\n| status = active\n"
        )

        # He completes it, while Amina edits the same page.
        link(luc, "Complete everything").click()
        luc.get_by_role("heading", name="Who").click()
        luc.get_by_label("Contact", exact=True).fill("Luc")
        luc.get_by_label("Start", exact=True).fill("2025")
        hers = registered.replace("start = 2026-03", "start = 2026-04") + "\nHer words."
        second = meta.edit(TITLE, hers, "Amina", summary="The month")
        button(luc, "Show what will be saved").click()
        assert heading(luc) == "Somebody edited the page meanwhile"
        assert luc.get_by_role("region", name="What was changed since you opened the form").get_by_text("2026-04").is_visible()
        button(luc, "Save my change on top").click()
        assert heading(luc) == "Saved, thank you"
        text = str(meta.get(TITLE))
        assert "| start = 2025\n" in text
        assert text.endswith("\nHer words.")
        bot("collect", *META)

        # He nominates her; somebody else approves, without scripts.
        luc.goto(f"{tool.address}/nominations")
        link(luc, "Nominate somebody for thanks").click()
        luc.get_by_label("Nominee", exact=True).fill("User:Amina")
        luc.get_by_label("Kind", exact=True).select_option("Thank-you message")
        luc.get_by_label("Reason", exact=True).fill("She knew the month.")
        button(luc, "Show what will be saved").click()
        save(luc)
        bot("collect", *META)
        admin.goto(f"{tool.address}/me")
        link(admin, "Log in").click()
        admin.locator("input[name=user]").fill("Admin")
        button(admin, "Allow").click()
        waiting = admin.get_by_role("region", name="Nominations that wait for an approval like yours")
        waiting.get_by_role("listitem").filter(has_text="She knew the month.").get_by_role("link", name="Approve the nomination").click()
        assert "a message of thanks" in admin.get_by_role("main").inner_text()
        save(admin)
        assert (judged(farm).why, judged(farm).nominator, judged(farm).approver) == (None, "Luc", "Admin")

        # She thanks Luc, once.
        admin.goto(f"{tool.address}/thank/{first}")
        button(admin, "Send the thanks").click()
        assert heading(admin) == "Thank you sent"
        meta.run_jobs()
        told = meta.query("Luc", meta="notifications", notfilter="read|!read", notprop="list")["notifications"]["list"]
        thanks = [(each["agent"]["name"], each["title"]["full"], each["revid"]) for each in told if each["type"] == "edit-thank"]
        assert thanks == [("Admin", TITLE, first)]

        # He takes on what is missing.
        luc.goto(f"{tool.address}/me")
        luc.get_by_role("region", name="Partnerships that name me").get_by_role("link", name="Take this on").click()
        save(luc)
        assert claimed(farm) == [(TITLE, "Luc")]
        bot("collect", *META)
        luc.goto(f"{tool.address}/me")
        assert luc.get_by_role("region", name="Tasks I claimed").get_by_text("Yours until").is_visible()
        # The browser notes what it was answered when he had not logged in, and when she was quicker.
        assert [text for text in heard.complaints if "403 (FORBIDDEN)" not in text and "409 (CONFLICT)" not in text] == []

        log_out(luc, tool)
        log_out(admin, tool)

    assert made(meta, TITLE) == [
        ("Luc", "New: Partnership (by form, see [[Partnerships]])"),
        ("Amina", "The month"),
        ("Luc", "Filled in or corrected: start, lead_contact (by form, see [[Partnerships]])"),
    ]
    assert made(meta, NOMINATION) == [
        ("Luc", "New: Nomination (by form, see [[Partnerships]])"),
        ("Admin", "Approving the nomination (by form, see [[Partnerships]])"),
    ]
    edits = [request for request in farm.requests("metawiki") if request.action == "edit"]
    bases = [(each.user, each.parameters["title"], each.parameters.get("baserevid")) for each in edits]
    nominated = meta.history(NOMINATION)[-1]["revid"]
    assert bases == [
        ("Luc", TITLE, None),
        ("Luc", TITLE, str(second)),
        ("Luc", NOMINATION, None),
        ("Admin", NOMINATION, str(nominated)),
        ("Luc", TASKS, None),
    ]
    assert all("createonly" in each.parameters for each in edits if "baserevid" not in each.parameters)


@pytest.mark.parametrize("language", ["en", RIGHT_TO_LEFT])
@pytest.mark.parametrize("skin", ["vector-2022", "minerva"])
def test_pages_of_the_wiki_fit_on_a_telephone(farm: Farm, bot: CommandLine, browser: Browser, skin: str, language: str) -> None:
    meta = farm.wiki("metawiki")
    with opened(browser, 320) as (page, _):

        def too_wide(title: str) -> list[str]:
            page.goto(f"{meta.page_url(title)}?useskin={skin}&uselang={language}")
            assert page.evaluate("document.documentElement.dir") == LANGUAGES[language]
            assert page.locator(".error, .scribunto-error").count() == 0
            return list(page.evaluate(OUTSIDE))

        assert too_wide(EMPTY) == []
        assert {title: found for title in (PORTAL, REPORT, LIST, PAGE) if (found := too_wide(title))} == {}
