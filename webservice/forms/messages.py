"""Whether the bot may write on somebody's own talk page: what the page says, and how its owner changes that."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask_limiter import Limiter
from werkzeug.wrappers import Response

from bot.core.recognition.opting import wants_messages, with_opt_out, without_opt_out
from bot.core.recognition.recipient import USER_TALK, refusal
from bot.core.recognition.verdict import Why
from webservice.auth import Person, home_wiki
from webservice.forms.flow import Change
from webservice.forms.rules import page_root, site_of
from webservice.forms.taking import WRITES, answering, carried_out, nothing_to_do, or_empty, there, with_person
from webservice.request import reader, tool, wikis

#: What stands against messages that the owner of a talk page wishes.
_WISHES = frozenset({Why.EXCLUDED, Why.OPTED_OUT})


def message_pages(limiter: Limiter) -> Blueprint:
    """The addresses about messages on one's own talk page."""
    pages = answering("messages")
    writes = limiter.limit(WRITES, methods=["POST"])

    @pages.get("/me/messages")
    def show() -> Response:
        """Whether the bot may write there, and where that is changed."""
        return with_person(_show)

    @pages.route("/me/messages/<any(no,yes):wish>", methods=["GET", "POST"])
    @writes
    def choose(wish: str) -> Response:
        """Refuses messages, or allows them again."""
        return with_person(lambda someone: _choose(wish, someone))

    return pages


def _bot() -> str:
    settings = tool().settings
    return settings.account(settings.home).bot_username


def _show(someone: Person) -> Response:
    wiki = home_wiki(someone)
    site = site_of(wiki)
    destination = wiki.community.destination(f"{site.namespace_names(USER_TALK)[0]}:{someone.name}")
    why = refusal(destination, None, "thank-you", _bot(), site)
    page, t = destination.page, reader()
    wanted = wants_messages(page.text if page else "", _bot(), site.extension_tags)
    if why is None:
        link = (url_for(".choose", wish="no"), "web-messages-no")
        return nothing_to_do("web-messages", [t("web-messages-wanted")], [link])
    # What is said elsewhere, or about all bots, has to be changed there.
    links = [(url_for(".choose", wish="yes"), "web-messages-yes")] if why is Why.EXCLUDED and not wanted else []
    talk = (wikis().page(tool().settings.home, destination.title), "web-messages-page")
    told = t("web-messages-refused") if why in _WISHES else t(f"recognition-{why}")
    return nothing_to_do("web-messages", [told], [*links, talk])


def _choose(wish: str, someone: Person) -> Response:
    wiki = home_wiki(someone)
    site, t = site_of(wiki), reader()
    title = f"{site.namespace_names(USER_TALK)[0]}:{someone.name}"
    page = wiki.read([title]).get(title)
    wanted = wants_messages(page.text if page else "", _bot(), site.extension_tags)
    back = url_for(".show")
    if wanted == (wish == "yes"):
        return nothing_to_do("web-messages", [t("web-write-nothing")], [(back, "web-messages")])
    opts_out = wish == "no"
    change = Change(
        title,
        page,
        lambda now: with_opt_out(or_empty(now, title, site)) if opts_out else without_opt_out(there(now), site.extension_tags),
        tool().messages(site.language, "web-summary-opt-out" if opts_out else "web-summary-opt-in", page_root()),
        about=t("web-messages-no-about" if opts_out else "web-messages-yes-about"),
        back=back,
        did="opt-out" if opts_out else "opt-in",
    )
    return carried_out(wiki, change)
