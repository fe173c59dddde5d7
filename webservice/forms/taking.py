"""What all pages share on which a person does one thing to a page of the home wiki, without filling in anything."""

from __future__ import annotations

from collections.abc import Callable, Collection

from flask import Blueprint, make_response, redirect, render_template, request
from markupsafe import Markup
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.core.composing import UnfitError
from bot.core.page import Page, Revision
from bot.core.site import Site
from bot.core.vocabulary import Vocabulary
from bot.wiki.person import PersonWiki
from bot.wiki.titles import split
from webservice.arguments import refuse_unknown
from webservice.auth import Person
from webservice.forms import flow
from webservice.forms.flow import Change, Step, carry_out, guard, step
from webservice.forms.rules import configuration
from webservice.request import reader, tool

#: Of one person, or of everybody at one address.
WRITES = "60 per minute"


def answering(name: str) -> Blueprint:
    """A blueprint that says in words when the wiki does not answer, or a form was not sent from here."""
    pages = Blueprint(name, __name__)
    guard(pages)
    return pages


def with_person(answer: Callable[[Person], Response]) -> Response:
    """What is answered to somebody who logged in; to others how to do so. No argument is understood but the language."""
    refuse_unknown()
    return flow.with_person(answer)


def existing(wiki: PersonWiki, page_id: int) -> Page:
    """A page of the home wiki as it is now. Raises NotFound and WikiError."""
    page = wiki.page(page_id)
    if page is None:
        raise NotFound("web-error-record")
    return page


def there(page: Page | None) -> Page:
    """The page. Raises UnfitError where there is none any more."""
    if page is None:
        raise UnfitError
    return page


def or_empty(page: Page | None, title: str, site: Site) -> Page:
    """The page; where there is none, one without text."""
    return page or Page(site.dbname, 0, title, split(title, site)[0], Revision(0, tool().now()), "")


def carried_out(wiki: PersonWiki, change: Change) -> Response:
    """As ``carry_out``; there is no form to go back to, so who wants to see it again begins again."""
    if request.method == "POST" and step() is Step.FORM:
        return redirect(request.full_path.rstrip("?"), 303)
    return carry_out(wiki, change)


def nothing_to_do(heading: str, texts: Collection[Markup], links: Collection[tuple[str, str]] = ()) -> Response:
    """Says why there is nothing to save; ``links`` are addresses with the keys of what they are called."""
    return make_response(render_template("forms/nothing.html", heading=reader()(heading), texts=texts, links=links))


def check_label(code: str, language: str) -> str:
    """What a check of the documentation is called."""
    return Vocabulary(configuration().all_labels()).label("check", code, (language, *tool().messages.fallbacks(language)))
