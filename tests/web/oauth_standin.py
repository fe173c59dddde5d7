"""A wiki with the OAuth extension, to the letter of OAuth 1.0a: every signature, time and nonce is checked.

Who is asked for access logs in by saying who they are. Requests to api.php go on to a real MediaWiki, as the person whose access they
are signed with.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
import requests
from oauthlib.common import Request
from oauthlib.oauth1.rfc5849 import signature

CONSUMER_KEY = "c0ffee00c0ffee00c0ffee00c0ffee00"
CONSUMER_SECRET = "5ec2e7005ec2e7005ec2e7005ec2e7005ec2e700"
#: Seconds that a request may be old.
_FRESH = 300
#: What the consumer's grants allow.
ACTIONS = frozenset({"query", "edit", "expandtemplates", "thank"})
_OAUTH_NAMES = frozenset({"oauth_consumer_key", "oauth_nonce", "oauth_signature", "oauth_signature_method", "oauth_timestamp"})


class Wiki(Protocol):
    """Where requests to api.php go on to."""

    def __call__(self, user: str, parameters: Mapping[str, str]) -> bytes:
        """The answer of the wiki's API to this account."""


class RefusedError(Exception):
    """The request is not a good one; the message is what MediaWiki says."""


@dataclass
class RequestToken:
    """A request for access, and what became of it."""

    secret: str
    callback: str
    user: str = ""
    verifier: str = ""
    used: bool = False


@dataclass
class StandIn:
    """What it knows. ``callback_prefix`` is what the consumer was registered with; a test may replace the rest."""

    url: str = ""
    callback_prefix: str = "http://localhost/"
    wiki: Wiki | None = None
    requested: dict[str, RequestToken] = field(default_factory=dict)
    #: Secret and user name, by key.
    access: dict[str, tuple[str, str]] = field(default_factory=dict)
    nonces: set[tuple[str, str]] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    claims: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
    signing_secret: str = CONSUMER_SECRET
    #: With what status api.php answers.
    status: int = 200
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def api(self) -> str:
        """The address of its api.php."""
        return f"{self.url}/w/api.php"

    def allow(self, address: str, user: str) -> str:
        """A person goes where they were sent, and says yes: the address they are sent back to."""
        with requests.Session() as browser:
            browser.trust_env = False
            shown = browser.get(address, timeout=20)
            assert shown.status_code == 200, shown.text
            assert f'name="oauth_token" value="{dict(parse_qsl(urlsplit(address).query))["oauth_token"]}"' in shown.text
            query = dict(parse_qsl(urlsplit(address).query))
            sent = browser.post(address.partition("?")[0], data=query | {"user": user}, timeout=20, allow_redirects=False)
        assert sent.status_code == 302, sent.text
        return sent.headers["Location"]

    # -- Answering

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0))).decode()
        target = urlsplit(handler.path)
        step = dict(parse_qsl(target.query)).get("title", "") or dict(parse_qsl(body)).get("title", "")
        with self.lock:
            self.asked.append(step or target.path)
            self.agents.add(handler.headers.get("User-Agent", ""))
        if target.path == "/w/api.php":
            self._api(handler, body)
        elif step == "Special:OAuth/authorize":
            self._authorize(handler, body)
        else:
            self._special(handler, step, body)

    def _special(self, handler: BaseHTTPRequestHandler, step: str, body: str) -> None:
        if not step:  # a browser asks for an icon
            _send(handler, 200, b"", "image/png")
            return
        steps = {"Special:OAuth/initiate": self._initiate, "Special:OAuth/token": self._token, "Special:OAuth/identify": self._identify}
        try:
            with self.lock:
                text = steps[step](handler, body)
        except RefusedError as error:
            message = f"An error occurred in the OAuth protocol: {error}"
            text = json.dumps({"error": "mwoauth-oauth-exception", "message": message})
        _send(handler, 200, text.encode())

    def _initiate(self, handler: BaseHTTPRequestHandler, body: str) -> str:
        signed = self._verified(handler, body, "")
        if not signed.get("oauth_callback", "").startswith(self.callback_prefix):
            raise RefusedError("oauth_callback must be set, and be below the registered callback")
        key, token = secrets.token_hex(16), RequestToken(secrets.token_hex(16), signed["oauth_callback"])
        self.requested[key] = token
        return urlencode({"oauth_token": key, "oauth_token_secret": token.secret, "oauth_callback_confirmed": "true"})

    def _authorize(self, handler: BaseHTTPRequestHandler, body: str) -> None:
        given = dict(parse_qsl(urlsplit(handler.path).query)) | dict(parse_qsl(body))
        token = self.requested.get(given.get("oauth_token", ""))
        if token is None or given.get("oauth_consumer_key") != CONSUMER_KEY or token.used:
            _send(handler, 400, b"E004: request token not found")
            return
        if handler.command == "GET":
            fields = "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in given.items())
            form = f'<form method="post" action="/w/index.php">{fields}<input name="user"><button>Allow</button></form>'
            _send(handler, 200, f"<!DOCTYPE html><title>OAuth</title>{form}".encode(), "text/html")
            return
        token.user, token.verifier = given["user"], secrets.token_hex(16)
        back = urlencode({"oauth_verifier": token.verifier, "oauth_token": given["oauth_token"]})
        handler.send_response(302)
        handler.send_header("Location", f"{token.callback}{'&' if '?' in token.callback else '?'}{back}")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    def _token(self, handler: BaseHTTPRequestHandler, body: str) -> str:
        key = _authorization(handler).get("oauth_token", "")
        token = self.requested.get(key)
        if token is None or token.used:
            raise RefusedError("Request token was already used")
        signed = self._verified(handler, body, token.secret)
        if not token.verifier or signed.get("oauth_verifier") != token.verifier:
            raise RefusedError("The verification code is wrong")
        token.used = True
        access, secret = secrets.token_hex(16), secrets.token_hex(16)
        self.access[access] = (secret, token.user)
        return urlencode({"oauth_token": access, "oauth_token_secret": secret})

    def _identify(self, handler: BaseHTTPRequestHandler, body: str) -> str:
        user, signed = self._person(handler, body)
        now = int(time.time())
        claims = {"iss": self.url, "sub": 1234, "aud": CONSUMER_KEY, "exp": now + 100, "iat": now, "nonce": signed["oauth_nonce"]}
        return jwt.encode(self.claims(claims | {"username": user}), self.signing_secret, "HS256")

    def _api(self, handler: BaseHTTPRequestHandler, body: str) -> None:
        parameters = dict(parse_qsl(urlsplit(handler.path).query, keep_blank_values=True)) | dict(parse_qsl(body, keep_blank_values=True))
        try:
            with self.lock:
                user, _ = self._person(handler, body)
        except RefusedError as error:
            info = f"The authorization headers in your request are not valid: {error}"
            _send(handler, 200, json.dumps({"error": {"code": "mwoauth-invalid-authorization", "info": info}}).encode())
            return
        if parameters.get("action") not in ACTIONS:
            _send(handler, 200, json.dumps({"error": {"code": "permissiondenied", "info": "Not among the grants."}}).encode())
            return
        assert self.wiki is not None
        _send(handler, self.status, self.wiki(user, parameters))

    # -- Checking

    def _person(self, handler: BaseHTTPRequestHandler, body: str) -> tuple[str, Mapping[str, str]]:
        """Who signed a request, and the parameters of the signature."""
        secret, user = self.access.get(_authorization(handler).get("oauth_token", ""), ("", ""))
        if not user:
            raise RefusedError("Invalid access token")
        return user, self._verified(handler, body, secret)

    def _verified(self, handler: BaseHTTPRequestHandler, body: str, token_secret: str) -> Mapping[str, str]:
        """The parameters of a signature that is right, fresh and new."""
        signed = _authorization(handler)
        if missing := _OAUTH_NAMES - signed.keys():
            raise RefusedError(f"Missing {', '.join(sorted(missing))}")
        if signed["oauth_consumer_key"] != CONSUMER_KEY or signed["oauth_signature_method"] != "HMAC-SHA1":
            raise RefusedError("Invalid consumer or method")
        if abs(time.time() - int(signed["oauth_timestamp"])) > _FRESH:
            raise RefusedError("Expired timestamp")
        if (moment := (signed["oauth_timestamp"], signed["oauth_nonce"])) in self.nonces:
            raise RefusedError("Nonce already used")
        is_form = handler.headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded")
        request = Request(self.url + handler.path, handler.command, body if is_form else "", dict(handler.headers))
        request.params = signature.collect_parameters(
            urlsplit(handler.path).query, body if is_form else "", {"Authorization": handler.headers["Authorization"]}
        )
        request.signature = signed["oauth_signature"]
        if not signature.verify_hmac_sha1(request, CONSUMER_SECRET, token_secret):
            raise RefusedError("Invalid signature")
        self.nonces.add(moment)
        return signed


def _authorization(handler: BaseHTTPRequestHandler) -> dict[str, str]:
    header = {"Authorization": handler.headers.get("Authorization", "")}
    return dict(signature.collect_parameters(headers=header, exclude_oauth_signature=False))


def _send(handler: BaseHTTPRequestHandler, status: int, data: bytes, kind: str = "application/json") -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)


@contextmanager
def oauth_wiki(wiki: Wiki | None = None) -> Iterator[StandIn]:
    """A server on a free port of this machine, as long as it lasts."""
    stand_in = StandIn(wiki=wiki)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            stand_in.answer(self)

        def do_POST(self) -> None:
            stand_in.answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its name in the library
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stand_in.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
