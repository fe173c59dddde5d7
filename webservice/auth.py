"""Logging in with an account of the home wiki, and out again.

All that is known of a person is in a signed cookie of theirs: their name, and the access they gave. What was begun and not yet finished
stands there too, each attempt by itself, so that several windows can log in at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import Blueprint, redirect, request, session, url_for
from flask_limiter import Limiter
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.wiki.oauth import Handshake, Token, signed_session
from bot.wiki.person import PersonApi, PersonWiki
from webservice.request import tool, wikis

#: Toolforge does not tell addresses of people, so this is for all of them together: it keeps the wiki from being flooded.
_LOGINS = "60 per minute"
_PERSON = "person"
_ATTEMPTS = "attempts"
#: A cookie holds 4 kB.
_MOST_ATTEMPTS = 4
_LONGEST_ADDRESS = 400
#: A path within the tool: browsers take two slashes, and backslashes, for the beginning of a host.
_INSIDE = re.compile(r"/(?!/)[!-\[\]-~]*")


class StaleLoginError(Exception):
    """Somebody comes back from the wiki who was not sent there from this browser, or has come back before."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who logged in: their user name, and what the wiki knows their access by."""

    name: str
    access: Token


def person() -> Person | None:
    """Who sends this request; None for somebody who has not logged in."""
    match session.get(_PERSON):
        case [str(name), str(key), str(secret)]:
            return Person(name, Token(key, secret))
        case _:
            return None


def consumer() -> Token | None:
    """Through which consumer people log in; None where that is not set up."""
    pair = tool().settings.oauth_consumer
    return Token(*pair) if pair and wikis().script(tool().settings.home) else None


def home_wiki(someone: Person) -> PersonWiki:
    """The home wiki, where what is saved is saved by this person. Only where logging in is set up."""
    settings = tool().settings
    signed = signed_session(_required_consumer(), someone.access, settings.web_user_agent)
    return PersonWiki(PersonApi(settings.home, wikis().api(settings.home), someone.name, signed))


def login_address() -> str:
    """Where somebody logs in to come back to this page; empty where that is not set up."""
    if consumer() is None and not tool().developer:
        return ""
    here = quote(request.path) + (f"?{request.query_string.decode('latin-1')}" if request.query_string else "")
    return url_for("auth.log_in", next=here if _inside(here) and request.method == "GET" else None)


def _log_in_as(someone: Person) -> None:
    """Begins a new session: nothing of the old one stays but what was begun elsewhere."""
    attempts = session.get(_ATTEMPTS, {})
    session.clear()
    session[_ATTEMPTS] = attempts
    session[_PERSON] = [someone.name, someone.access.key, someone.access.secret]


def auth_pages(limiter: Limiter) -> Blueprint:
    """The addresses for logging in and out."""
    pages = Blueprint("auth", __name__)

    @pages.get("/login")
    @limiter.limit(_LOGINS)
    def log_in() -> Response:
        """Sends somebody to the wiki, which asks them; ``next`` is where they want to be afterwards."""
        back = _inside(request.args.get("next", ""))
        if tool().developer:
            _log_in_as(Person(tool().developer, Token("", "")))
            return redirect(back or url_for("home.show"))
        handshake = _handshake()
        token = handshake.request_token(url_for(".log_in_done", _external=True, uselang=None))
        attempts: dict[str, Any] = session.get(_ATTEMPTS, {}) | {token.key: [token.secret, back]}
        session[_ATTEMPTS] = dict(list(attempts.items())[-_MOST_ATTEMPTS:])
        return redirect(handshake.authorization_url(token))

    @pages.get("/oauth-callback")
    @limiter.limit(_LOGINS)
    def log_in_done() -> Response:
        """The wiki sends somebody back."""
        handshake = _handshake()
        attempts: dict[str, Any] = session.get(_ATTEMPTS, {})
        key, verifier = request.args.get("oauth_token", ""), request.args.get("oauth_verifier", "")
        attempt = attempts.pop(key, None)
        if attempt is None or not verifier:
            raise StaleLoginError
        session[_ATTEMPTS] = attempts
        secret, back = attempt
        access = handshake.access_token(Token(key, secret), verifier)
        _log_in_as(Person(handshake.user_name(access), access))
        return redirect(back or url_for("home.show"))

    @pages.post("/logout")
    def log_out() -> Response:
        """Forgets the person."""
        session.clear()
        return redirect(url_for("home.show"), 303)

    return pages


def _handshake() -> Handshake:
    settings = tool().settings
    return Handshake(wikis().script(settings.home), _required_consumer(), settings.web_user_agent)


def _required_consumer() -> Token:
    through = consumer()
    if through is None:
        raise NotFound("web-login-none")
    return through


def _inside(address: str) -> str:
    """The address, if it is one of the tool's own and of bounded length; else empty."""
    return address if _INSIDE.fullmatch(address) and len(address) <= _LONGEST_ADDRESS else ""
