"""OAuth 1.0a as MediaWiki's extension speaks it: how a person lets the tool act for them, and who that person is.

A refusal may come with HTTP status 200 and an error as JSON; it is told as what it is.
"""

from __future__ import annotations

import hmac
import json
import logging
import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
import requests
from requests_oauthlib import OAuth1Session

#: Seconds to connect, and between two pieces of an answer. A person waits.
TIMEOUT = (10, 30)
#: Seconds that the wiki's clock may be ahead or behind.
_LEEWAY = 10

# They would write tokens and their secrets into the log.
for _name in ("oauthlib", "requests_oauthlib"):
    logging.getLogger(_name).setLevel(logging.INFO)


class OAuthError(Exception):
    """The wiki refused, or what it said cannot be believed. The message is one line for the log, without secrets and names."""


@dataclass(frozen=True, slots=True)
class Token:
    """A key and its secret: of the consumer, of a request for access, or of access itself."""

    key: str
    secret: str = field(repr=False)


def signed_session(consumer: Token, token: Token | None, user_agent: str, **more: str) -> requests.Session:
    """A session that signs each request. ``more``: the callback, the verifier or the nonce of the one request it is for."""
    session: requests.Session = OAuth1Session(
        consumer.key,
        client_secret=consumer.secret,
        resource_owner_key=token.key if token else None,
        resource_owner_secret=token.secret if token else None,
        **more,
    )
    library = requests.utils.default_user_agent()
    session.headers.update({"User-Agent": f"{user_agent} {library}".encode()})
    return session


@dataclass(frozen=True, slots=True)
class Handshake:
    """The steps of logging in with the wiki whose index.php is at ``index``. Every method that asks it may raise OAuthError."""

    index: str
    consumer: Token
    user_agent: str

    def request_token(self, callback: str) -> Token:
        """First step: permission to ask the person, who then comes back to ``callback``."""
        return self._token("initiate", None, callback_uri=callback)

    def authorization_url(self, request_token: Token) -> str:
        """Second step: where the person is asked."""
        query = {"title": "Special:OAuth/authorize", "oauth_token": request_token.key, "oauth_consumer_key": self.consumer.key}
        return f"{self.index}?{urlencode(query)}"

    def access_token(self, request_token: Token, verifier: str) -> Token:
        """Third step: access, for what the person brought back."""
        return self._token("token", request_token, verifier=verifier)

    def user_name(self, access_token: Token) -> str:
        """Who gave access: a name that the wiki signed for this very request."""
        # Authenticated by the secret that only the wiki and the tool know; replays are found by the nonce.
        nonce = secrets.token_hex(16)
        text = self._ask("identify", access_token, nonce=nonce)
        parts = urlsplit(self.index)
        try:
            claims = jwt.decode(
                text,
                self.consumer.secret,
                algorithms=["HS256"],
                audience=self.consumer.key,
                issuer=f"{parts.scheme}://{parts.netloc}",
                leeway=_LEEWAY,
                # MediaWiki's subject is a number, which the library does not take.
                options={"require": ["aud", "exp", "iat", "iss", "nonce"], "verify_sub": False},
            )
        except jwt.InvalidTokenError as error:
            raise OAuthError(f"the identity cannot be believed: {error}") from None
        if not hmac.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
            raise OAuthError("the identity cannot be believed: it was made for another request")
        name = claims.get("username")
        if not isinstance(name, str) or not name:
            raise OAuthError("the account is hidden")
        return name

    def _token(self, step: str, token: Token | None, **more: str) -> Token:
        text = self._ask(step, token, **more)
        answer = dict(parse_qsl(text))
        if not answer.get("oauth_token") or not answer.get("oauth_token_secret"):
            raise OAuthError(f"{step}: the answer holds no token")
        return Token(answer["oauth_token"], answer["oauth_token_secret"])

    def _ask(self, step: str, token: Token | None, **more: str) -> str:
        try:
            with signed_session(self.consumer, token, self.user_agent, **more) as session:
                answer = session.post(self.index, params={"title": f"Special:OAuth/{step}"}, timeout=TIMEOUT, allow_redirects=False)
        except requests.RequestException as error:
            raise OAuthError(f"{step}: the wiki does not answer ({type(error).__name__})") from None
        text = answer.text.strip()
        if text.startswith("{"):
            raise OAuthError(f"{step}: {_refusal(text)}")
        if answer.status_code != 200:
            raise OAuthError(f"{step}: the wiki answers with status {answer.status_code}")
        return text


def _refusal(text: str) -> str:
    """The code of an error as JSON: its message may name people."""
    try:
        code = json.loads(text).get("error")
    except ValueError:
        code = None
    return f"the wiki refuses ({code})" if isinstance(code, str) and code.isascii() and len(code) < 100 else "the wiki refuses"
