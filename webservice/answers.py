"""What was answered to people who are not logged in, kept for as long as it stays true.

An answer follows from the address, the languages and formats that are accepted, what is stored, the day, the settings and the tool's own
files. Together they make its ETag, before any work is done: so what somebody has already is known at once to be true still, and what
somebody asked for before is given again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.http import remove_entity_headers
from werkzeug.wsgi import ClosingIterator

from bot.settings import Settings
from bot.store import StoreError, Version
from webservice.snapshot import Keeper

#: Where the ETag of the answer to a request stands in its environment, if it has one before the answer is there; and how things stood.
TAG, VERSION = "partnerships.tag", "partnerships.version"
#: So much is kept, of answers that are not too long; the oldest go first, and with them what is true no more.
_MOST_BYTES = 16 * 1024 * 1024
_LONGEST = 512 * 1024
#: What each takes besides its body.
_WEIGHT_OF_HEADERS = 4096
#: What is said to one, or of one answer alone: to note it of every answer would take too much.
_OWN_HEADERS = frozenset({"set-cookie", "x-ratelimit-limit", "link"})
#: Of so many answers it is known how to say that they have not changed, some 200 bytes each.
_MOST_NOTED = 50_000
_MOST_SAME = 100
_ROOT = Path(__file__).parents[1]

#: What ``start_response`` is told of an exception.
_Error = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None] | None
_Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Answer:
    headers: _Headers
    body: bytes

    @property
    def weight(self) -> int:
        """About how many bytes it takes."""
        return len(self.body) + _WEIGHT_OF_HEADERS


class Answers:
    """A WSGI application in front of the tool's own. Every thread may ask at any time."""

    def __init__(self, app: WSGIApplication, keeper: Keeper, settings: Settings, now: Callable[[], datetime], cookie: str) -> None:
        """``cookie`` is the name of the one that says who somebody is."""
        self._app, self._keeper, self._now, self._cookie = app, keeper, now, cookie
        self._stamp = f"{_digest_of_files()} {settings.model_dump_json()}"
        self._lock = threading.Lock()
        self._kept: dict[str, _Answer] = {}
        self._bytes = 0
        self._unchanged: dict[str, tuple[tuple[str, str], ...]] = {}
        self._same: dict[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answers a request."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or self._cookie in environ.get("HTTP_COOKIE", ""):
            return self._app(environ, start_response)
        try:
            true_for = version, _ = self._keeper.version(), self._now().date()
        except StoreError:
            return self._app(environ, start_response)
        tag = self._tag(environ, true_for)
        if (unchanged := self._unchanged.get(tag)) is not None:
            known = environ.get("HTTP_IF_NONE_MATCH", "")
            if tag in known or known == "*":
                start_response("304 NOT MODIFIED", [*unchanged, ("ETag", f'"{tag}"')])
                return ()
            if (kept := self._kept.get(tag)) is not None:
                start_response("200 OK", kept.headers)
                return () if environ["REQUEST_METHOD"] == "HEAD" else (kept.body,)
        environ[TAG], environ[VERSION] = tag, version
        return self._asked(environ, start_response, tag)

    def _tag(self, environ: WSGIEnvironment, true_for: tuple[Version, date]) -> str:
        asked = environ.get
        parts = (
            self._stamp,
            *map(str, (*true_for[0], true_for[1])),
            asked("wsgi.url_scheme", ""),
            asked("HTTP_HOST", "") or asked("SERVER_NAME", ""),
            asked("SCRIPT_NAME", ""),
            asked("PATH_INFO", ""),
            asked("QUERY_STRING", ""),
            asked("HTTP_ACCEPT", ""),
            asked("HTTP_ACCEPT_LANGUAGE", ""),
        )
        return blake2b("\n".join(parts).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()

    def _asked(self, environ: WSGIEnvironment, start_response: StartResponse, tag: str) -> Iterable[bytes]:
        """Lets the tool answer, and keeps what it says if that may be given again."""
        may_be_kept = False
        headers: _Headers = []

        def start(status: str, said: _Headers, error: _Error = None) -> Callable[[bytes], object]:
            nonlocal may_be_kept, headers
            headers, names = said, {name.lower(): value for name, value in said}
            if names.get("etag") == f'"{tag}"' and not _OWN_HEADERS & names.keys():
                self._note(tag, said)
                may_be_kept = status.startswith("200") and environ["REQUEST_METHOD"] == "GET"
            return start_response(status, said, error)

        body = self._app(environ, start)
        if not may_be_kept:
            return body
        whole = b"".join(body)
        if len(whole) <= _LONGEST:
            self._keep(tag, _Answer(list(headers), whole))
        close: Callable[[], None] | None = getattr(body, "close", None)
        return ClosingIterator((whole,), close) if close else (whole,)

    def _note(self, tag: str, said: _Headers) -> None:
        """Notes the headers of the answer that nothing has changed; they are the same ones again and again."""
        headers = [(name, value) for name, value in said if name.lower() != "etag"]
        remove_entity_headers(headers)
        with self._lock:
            if len(self._same) > _MOST_SAME:
                self._same.clear()
            self._unchanged[tag] = self._same.setdefault(tuple(headers), tuple(headers))
            while len(self._unchanged) > _MOST_NOTED:
                del self._unchanged[next(iter(self._unchanged))]

    def _keep(self, tag: str, answer: _Answer) -> None:
        with self._lock:
            if tag not in self._kept:
                self._kept[tag] = answer
                self._bytes += answer.weight
            while self._bytes > _MOST_BYTES:
                self._bytes -= self._kept.pop(next(iter(self._kept))).weight


@cache
def _digest_of_files() -> str:
    """Of everything that pages are made from: another version of the tool answers otherwise."""
    digest = blake2b(digest_size=16)
    for folder in ("bot", "webservice", "i18n", "templates"):
        for file in sorted((_ROOT / folder).rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(f"{file.relative_to(_ROOT)} ".encode() + file.read_bytes())
    return digest.hexdigest()
