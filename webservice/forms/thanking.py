"""Thanking somebody for an edit, with the wiki's own thanks: a click of the person themselves, asked once because it cannot be undone."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request
from flask_limiter import Limiter
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.core.thanks import Thanks
from webservice.auth import Person, home_wiki
from webservice.forms.taking import WRITES, answering, with_person
from webservice.request import tool, wikis


def thanking_pages(limiter: Limiter) -> Blueprint:
    """The address at which a revision of the home wiki is thanked for."""
    pages = answering("thanking")

    @pages.route("/thank/<page_id:revision>", methods=["GET", "POST"])
    @limiter.limit(WRITES, methods=["POST"])
    def thank(revision: int) -> Response:
        """Asks whether somebody is to be thanked for a revision; sent, it is done."""
        return with_person(lambda someone: _thank(revision, someone))

    return pages


def _thank(revision: int, someone: Person) -> Response:
    wiki, home = home_wiki(someone), tool().settings.home
    page = wiki.page_at(revision)
    if page is None:
        raise NotFound("web-error-record")
    author = page.revision.user
    why = Thanks.RECIPIENT if author in {"", someone.name} else None
    result = wiki.thank(revision) if why is None and request.method == "POST" else why
    answer = render_template(
        "forms/thank_page.html",
        author=author,
        title=page.title,
        moment=page.revision.timestamp,
        page_url=wikis().page(home, page.title),
        revision_url=wikis().revision(home, revision),
        revision=revision,
        result=result,
        sent=result is Thanks.SENT,
        wiki_name=wikis().name(home),
        account=someone.name,
    )
    return make_response(answer, 409 if request.method == "POST" and result is not Thanks.SENT else 200)
