"""Headers that every answer carries: what browsers may do with it, and whether it has changed."""

from __future__ import annotations

from flask import Flask, Response, request, session

from webservice.answers import TAG
from webservice.api.answers import PROBLEM
from webservice.auth import person
from webservice.formats import is_for_programs
from webservice.request import reader

#: Nothing but the tool's own files, and the icons within Codex's styles; no frames, forms only to the tool itself.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "  # nothing in a page itself
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: For what needs nothing from anywhere else: drawings and letters that bring their style with them.
SELF_CONTAINED_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_DAY = "86400"


def install(app: Flask) -> None:
    """Adds them to every answer of the app."""
    app.before_request(_unchanged)
    app.after_request(_secure)
    # Functions run in reverse: what is conditional comes last, when all headers are there.
    app.after_request(_readable_elsewhere)
    app.after_request(_conditional)


def _secure(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if response.mimetype in {"text/html", PROBLEM}:
        response.headers["Content-Language"] = reader().bcp47
        response.vary.add("Accept-Language")
    return response


def _readable_elsewhere(response: Response) -> Response:
    """Pages of any site may read the data: there is nothing here that is not public, and nothing that depends on who asks."""
    if is_for_programs(request.path):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
            response.headers["Access-Control-Max-Age"] = _DAY
    return response


def _unchanged() -> Response | None:
    """What somebody has already is known to be true still before it is made again."""
    tag = request.environ.get(TAG)
    # Who has just anything may have asked for what there is not.
    if tag is None or request.if_none_match.star_tag or not request.if_none_match.contains_weak(tag):
        return None
    response = Response(status=304)
    response.set_etag(tag)
    return response


def _conditional(response: Response) -> Response:
    if request.path == "/healthz" or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    elif request.method in {"GET", "HEAD"} and response.status_code in {200, 304} and not response.direct_passthrough:
        # To look at the session at all makes an answer one reader's.
        personal = response.mimetype == "text/html" and (person() is not None or session.modified)
        response.headers["Cache-Control"] = "private, no-cache" if personal else "no-cache"
        tag = request.environ.get(TAG)
        if tag and not personal:
            response.set_etag(tag)
        else:
            response.add_etag()
        response.make_conditional(request)
    return response
