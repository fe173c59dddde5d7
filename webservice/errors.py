"""What is answered when something is wrong: a page for people, ``application/problem+json`` (RFC 9457) for programs."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from flask import Flask, Response, make_response, render_template, request, url_for
from flask.globals import request_ctx
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from werkzeug.exceptions import BadRequest, HTTPException

from bot.store import StoreError
from bot.wiki.oauth import OAuthError
from webservice.api.answers import PROBLEM, ProblemDetails
from webservice.auth import StaleLoginError
from webservice.catalogue import CATALOGUES, PAGE, BeyondTheEndError, NotUnderstoodError
from webservice.formats import is_for_programs
from webservice.request import reader, same_page

_log = logging.getLogger(__name__)

#: Heading and text by status; those of 400 and 500 stand for the others of their kind.
_MESSAGES = {
    400: ("web-error-request", "web-error-request-text"),
    404: ("web-error-missing", "web-error-missing-text"),
    405: ("web-error-method", "web-error-method-text"),
    429: ("web-error-often", "web-error-often-text"),
    500: ("web-error-server", "web-error-server-text"),
    502: ("web-error-login", "web-error-login-text"),
    503: ("web-error-database", "web-error-database-text"),
}
#: Texts that say more than that of the status.
_MORE_EXACT = frozenset({"web-error-form", "web-error-letter", "web-error-record", "web-login-none"})
_RETRY_SECONDS = "120"


@dataclass(frozen=True)
class _Way:
    """A link that leads out of an error."""

    url: str
    text: Markup


def install(app: Flask) -> None:
    """Answers every error of the app."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NotUnderstoodError, _not_understood)
    app.register_error_handler(BeyondTheEndError, _beyond_the_end)
    app.register_error_handler(StoreError, _store)
    app.register_error_handler(OAuthError, _oauth)
    app.register_error_handler(StaleLoginError, _stale_login)
    app.register_error_handler(CSRFError, _forged)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    known = status if status in _MESSAGES else 500 if status >= 500 else 400
    heading, text = _MESSAGES[known]
    if error.description in _MORE_EXACT:
        text = error.description
    # Whoever looked for a record that is gone may find it in the list under another name.
    gone = text == "web-error-record" and request.blueprint in {catalogue.path for catalogue in CATALOGUES.values()}
    ways = (_Way(url_for(".all_records"), reader()(f"web-{request.blueprint}")),) if gone else ()
    response = _answer(status, heading, reader()(text), reader().text(text), ways)
    for name, value in error.get_headers():
        if name.lower() not in {"content-type", "content-length"}:
            response.headers[name] = value
    return response


def _not_understood(error: NotUnderstoodError) -> Response:
    ways = (_Way(same_page(**dict.fromkeys(request.args, "")), reader()("web-error-first")),) if request.args else ()
    return _answer(400, "web-error-request", reader()(error.key, *error.arguments), reader().text(error.key, *error.arguments), ways)


def _beyond_the_end(error: BeyondTheEndError) -> Response:
    arguments = (error.page, error.pages)
    key = "web-error-page-beyond"
    ways = (_Way(same_page(**{PAGE: str(error.pages)}), reader()("web-error-last")),)
    return _answer(404, "web-error-missing", reader()(key, *arguments), reader().text(key, *arguments), ways)


def _store(error: StoreError) -> Response:
    _log.error("%s", error)
    heading, text = _MESSAGES[503]
    response = _answer(503, heading, reader()(text), reader().text(text))
    response.headers["Retry-After"] = _RETRY_SECONDS
    return response


def _oauth(error: OAuthError) -> Response:
    _log.error("logging in: %s", error)
    heading, text = _MESSAGES[502]
    return _answer(502, heading, reader()(text), reader().text(text), _log_in_again())


def _stale_login(_error: StaleLoginError) -> Response:
    key = "web-login-stale"
    return _answer(400, "web-error-login", reader()(key), reader().text(key), _log_in_again())


def _log_in_again() -> tuple[_Way, ...]:
    return (_Way(url_for("auth.log_in"), reader()("web-log-in")),)


def _forged(_error: CSRFError) -> Response:
    return _http(BadRequest("web-error-form"))


def _answer(status: int, heading: str, html: Markup, plain: str, ways: tuple[_Way, ...] = ()) -> Response:
    if is_for_programs(request.path):
        problem = ProblemDetails(title=reader().text(heading), status=status, detail=plain)
        return Response(problem.model_dump_json(), status, mimetype=PROBLEM)
    if request_ctx.url_adapter is None:
        # The host's name was so odd that there is no way to make links.
        return Response(plain, status, mimetype="text/plain")
    return make_response(render_template("error.html", heading=heading, text=html, ways=ways), status)
