"""Putting the parameters of a page in order, as the bot does where somebody asked for that, by whoever looks at what it changes."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask_limiter import Limiter
from markupsafe import Markup
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.core.parse import parse
from bot.core.tidy import Left, tidy
from bot.core.translation_pages import has_markup
from webservice.auth import Person, home_wiki
from webservice.forms.flow import Change
from webservice.forms.rules import page_root, reader_of, site_of
from webservice.forms.taking import WRITES, answering, carried_out, existing, nothing_to_do, there, with_person
from webservice.request import reader, tool, wikis


def tidying_pages(limiter: Limiter) -> Blueprint:
    """The address at which a page of the home wiki is put in order."""
    pages = answering("tidying")

    @pages.route("/tidy/<page_id:page_id>", methods=["GET", "POST"])
    @limiter.limit(WRITES, methods=["POST"])
    def page(page_id: int) -> Response:
        """Puts the records of a page in order."""
        return with_person(lambda someone: _tidy(page_id, someone))

    return pages


def _tidy(page_id: int, someone: Person) -> Response:
    wiki = home_wiki(someone)
    page, reading = existing(wiki, page_id), reader_of(site_of(wiki))
    records = parse(page, reading).records
    if not records:
        raise NotFound("web-error-record")
    t, kinds = reader(), list(dict.fromkeys(record.kind for record in records))
    address = wikis().page(tool().settings.home, page.title)
    if has_markup(page.text):
        return nothing_to_do("web-tidy", [t("outcome-translation")], [(address, "web-tidy-page")])
    result = tidy(page, reading)
    left = _left(result.left, kinds)
    if result.text == page.text:
        return nothing_to_do("web-tidy", [t("web-tidy-nothing"), *([left] if left else [])], [(address, "web-tidy-page")])
    names = ", ".join(result.parameters)
    change = Change(
        page.title,
        page,
        lambda now: tidy(there(now), reading).text,
        tool().messages(reading.site.language, "web-summary-tidy", names, page_root()),
        about=t("web-tidy-about") + left,
        back=address,
    )
    return carried_out(wiki, change)


def _left(left: tuple[Left, ...], kinds: list[str]) -> Markup:
    """What a person could put in order, each with the reason why it was left."""
    t = reader()
    texts = dict.fromkeys(t.said(each.reason, each.parameter, each.found, kinds) for each in left)
    return Markup(render_template("forms/left.html", texts=list(texts))) if texts else Markup()  # noqa: S704 (a template that escapes)
