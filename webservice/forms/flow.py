"""Every write of a person: the exact difference first, then saved by their own account; whatever happens, what they typed is kept.

A form sends what was typed to its own address, again and again: to be reviewed, to be changed once more, to be saved. Nothing is stored.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from bot.core.composing import UnfitError
from bot.core.difference import Row, difference
from bot.core.forms import FORMS
from bot.core.outcome import Deferred, Reason, Saved, Unchanged
from bot.core.page import Edit, Page
from bot.store import StoreError
from bot.wiki.person import PersonWiki
from bot.wiki.protocol import WikiError
from webservice.auth import Person, login_address, person
from webservice.catalogue import CATALOGUES
from webservice.forms.rules import page_root
from webservice.request import reader, same_page, tool, wikis

_log = logging.getLogger(__name__)

STEP, BASE, SEEN = "_step", "_base", "_seen"
#: What the flow itself sends along; all else was typed.
_OWN = frozenset({STEP, BASE, SEEN, "csrf_token"})
_CONFLICTS = frozenset({Reason.CONFLICT, Reason.CREATED})
#: Of what somebody else changed; nobody reads more, and a whole page may have a hundred thousand.
_MOST_ROWS = 2_000
#: A page that does not exist has no revision.
_NONE = 0


class Step(StrEnum):
    """What is to be done with what was typed."""

    FORM = "form"
    REVIEW = "review"
    SAVE = "save"


@dataclass(frozen=True)
class Change:
    """What somebody wants to save on one page.

    ``page`` is the page as it is now, None where there is none; ``apply`` makes the new text of any version of it, and may raise
    UnfitError. ``summary`` is in the wiki's language. ``warnings`` are shown beside the difference, ``about`` above it. ``back`` is where
    somebody goes who does not want to save; without it their form's own address is sent `Step.FORM`. ``did`` tells what is said after
    saving: ``web-did-<did>``.
    """

    title: str
    page: Page | None
    apply: Callable[[Page | None], str]
    summary: str
    warnings: Sequence[Markup] = ()
    about: str = ""
    back: str = ""
    did: str = ""


def guard(pages: Blueprint) -> None:
    """Lets nothing be lost that is sent to these pages while the wiki or the database is away, too often, or after the session is over."""

    @pages.errorhandler(WikiError)
    def no_answer(_error: WikiError) -> Response:
        return kept("web-write-no-answer", status=503)

    @pages.errorhandler(CSRFError)
    def forged(_error: CSRFError) -> Response:
        # A session that is over has neither a person nor a token.
        return kept("web-error-form", status=400) if person() else logged_out()

    @pages.errorhandler(TooManyRequests)
    def too_often(_error: TooManyRequests) -> Response:
        return kept("web-error-often-text", status=429)

    @pages.errorhandler(StoreError)
    def no_database(error: StoreError) -> Response:
        _log.error("%s", error)
        return kept("web-error-database-text", status=503)


def with_person(answer: Callable[[Person], Response]) -> Response:
    """The answer to somebody who logged in; everybody else is asked to."""
    someone = person()
    return answer(someone) if someone else logged_out()


def here() -> str:
    """The address that the form sends to: the one it came from."""
    # Not as values of ``url_for``: what anybody may write into an address, it would obey.
    return url_for(str(request.endpoint), **{**(request.view_args or {}), "uselang": None}) + (same_page() if request.args else "")


def step() -> Step:
    """Which step is asked for; what is not known is reviewed."""
    asked = request.form.get(STEP, "")
    return Step(asked) if asked in set(Step) else Step.REVIEW


def base_revision() -> int | None:
    """The revision that the form was made from, 0 for no page; None where the form does not say."""
    given = request.form.get(BASE, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) <= 18 else None


def carry_out(wiki: PersonWiki, change: Change) -> Response:
    """Shows what would change, or saves it, as the form asks. Raises WikiError where the wiki cannot be read."""
    current = change.page.revision.id if change.page else _NONE
    base = base_revision()
    if base is not None and base != current:
        return _conflict(wiki, change, base)
    try:
        text = change.apply(change.page)
    except UnfitError:
        return kept("web-write-unfit", status=409)
    if step() is not Step.SAVE or request.form.get(SEEN) != _digest(text):
        return _review(wiki, change, text)
    outcome = wiki.save(Edit(change.title, text, change.summary, current or None))
    match outcome:
        case Saved(revision, merged):
            return redirect(
                url_for("saved.show", page=change.title, revision=revision, merged="1" if merged else None, did=change.did or None), 303
            )
        case Unchanged():
            return redirect(url_for("saved.show", page=change.title, revision=current), 303)
        case Deferred(why=why) if why in _CONFLICTS:
            return _conflict(wiki, replace(change, page=wiki.read([change.title]).get(change.title)), current)
        case _:
            return _review(wiki, change, text, refused=f"outcome-{outcome.why.value}", detail=outcome.detail)


def kept(key: str, *, status: int, log_in: bool = False) -> Response:
    """Says in words why nothing was saved, and gives back everything that was typed."""
    page = render_template("forms/kept.html", message=reader()(key), log_in=login_address() if log_in else "", **_sent())
    return make_response(page, status)


def logged_out() -> Response:
    """For somebody who has not logged in, or not any more: a link to do so, and what they typed meanwhile."""
    if request.method == "POST":
        return kept("web-write-logged-out", status=403, log_in=True)
    path = (request.view_args or {}).get("path")
    page = next((form.page for form in FORMS if path == CATALOGUES[form.kind].path), "")
    wiki_form = wikis().page(tool().settings.home, f"{page_root()}/{page}") if page else ""
    return make_response(render_template("forms/log_in.html", wiki_form=wiki_form), 403)


def _review(wiki: PersonWiki, change: Change, text: str, *, refused: str = "", detail: str = "") -> Response:
    rows = difference(change.page.text if change.page else "", text)
    page = render_template(
        "forms/review.html", change=change, rows=rows, base=change.page.revision.id if change.page else _NONE, seen=_digest(text),
        account=wiki.account, refused=refused, detail=detail, **_sent(),
    )  # fmt: skip
    return make_response(page, 409 if refused else 200)


def _conflict(wiki: PersonWiki, change: Change, base: int) -> Response:
    """Both versions: what somebody else changed since, and the person's own change made again on top of that, where it can be."""
    before = wiki.page_at(base) if base else None
    now = change.page.text if change.page else ""
    theirs: Sequence[Row] = difference(before.text, now) if before and before.title == change.title else ()
    if len(theirs) > _MOST_ROWS:
        theirs = ()  # the page's history shows it
    try:
        text = change.apply(change.page) if base else change.apply(None)
    except UnfitError:
        text = None
    can_save = base != _NONE and text is not None
    page = render_template(
        "forms/conflict.html", change=change, created=base == _NONE, theirs=theirs, now=now, text=text, can_save=can_save,
        rows=difference(now, text) if can_save and text is not None else (), seen=_digest(text) if text is not None else "",
        base=change.page.revision.id if change.page else _NONE, account=wiki.account, **_sent(),
    )  # fmt: skip
    return make_response(page, 409)


def _sent() -> dict[str, object]:
    """What the pages of every step need: where the form goes to, what was typed, what the wiki is called."""
    typed = [(name, value) for name, values in request.form.lists() if name not in _OWN for value in values]
    return {
        "action": here(),
        "typed": typed,
        "sent_base": request.form.get(BASE, ""),
        "wiki_name": wikis().name(tool().settings.home),
    }


def _digest(text: str) -> str:
    """What tells the text that was shown from every other."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
