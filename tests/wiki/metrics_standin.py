"""A server that speaks as Commons Impact Metrics do, by their documentation and to the letter, and misbehaves where it is told to."""

from __future__ import annotations

import gzip
import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias
from urllib.parse import unquote

ROOT = "/api/rest_v1/metrics/commons-analytics"
NOT_LOADED = (
    "The date(s) you used are valid, but we either do not have data for those date(s), or the category you asked for is not loaded yet. "
    "Please check documentation for more information"
)
#: Files, those in use, pages and wikis they are used on, views of these pages: subcategories included.
Figures: TypeAlias = tuple[int, int, int, int, int]
#: What it does instead of answering as it should: it writes the answer itself.
Misbehaviour: TypeAlias = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class StandIn:
    """What it knows, by category (with underscores) and month, and what it was asked."""

    address: str = ""
    known: dict[str, dict[str, Figures]] = field(default_factory=dict)
    #: By a part of the path, how it answers the next requests for it, one after the other.
    misbehaves: dict[str, list[Misbehaviour]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    encodings: set[str] = field(default_factory=set)

    def count(self, part: str = "") -> int:
        """How many requests had this in their path."""
        return sum(part in path for path in self.asked)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        self.asked.append(handler.path)
        self.agents.add(handler.headers.get("User-Agent", ""))
        self.encodings.add(handler.headers.get("Accept-Encoding", ""))
        for part, queue in self.misbehaves.items():
            if part in handler.path and queue:
                queue.pop(0)(handler)
                return
        if "bot" not in handler.headers.get("User-Agent", ""):
            problem(handler, 403, "Please set a user-agent and respect our robot policy")
            return
        self._route(handler, handler.path.removeprefix(ROOT).lstrip("/").split("/"))

    def _route(self, handler: BaseHTTPRequestHandler, parts: list[str]) -> None:
        match parts:
            case ["category-metrics-snapshot", category, start, end]:
                self._range(handler, category, (start, end), _use)
            case ["pageviews-per-category-monthly", category, scope, wiki, start, end]:
                if scope not in {"shallow", "deep"}:
                    problem(handler, 400, "invalid category-scope, must be one of: shallow, deep")
                elif wiki != "all-wikis" and not re.fullmatch(r"[a-z-]+(\.[a-z-]+)+", wiki):
                    problem(handler, 404, "invalid route")
                else:
                    self._range(handler, category, (start, end), lambda of: {"pageview-count": of[4]})
            case _:
                problem(handler, 404, "invalid route")

    def _range(
        self, handler: BaseHTTPRequestHandler, category: str, span: tuple[str, str], item: Callable[[Figures], Mapping[str, int]]
    ) -> None:
        for name, text in zip(("start", "end"), span, strict=True):
            if not _is_date(text):
                problem(handler, 400, f"{name} timestamp is invalid, must be a valid date in YYYYMMDD format")
                return
        first, beyond = (f"{text[:4]}-{text[4:6]}" for text in span)
        if first >= beyond:
            problem(handler, 400, "no full months found in specified date range")
            return
        by_month = self.known.get(unquote(category), {})
        items = [{"timestamp": f"{month}-01T00:00:00Z", **item(of)} for month, of in sorted(by_month.items()) if first <= month < beyond]
        if not items:
            problem(handler, 404, NOT_LOADED)
            return
        send(handler, 200, {"context": {"category": unquote(category), "start": span[0], "end": span[1]}, "items": items})


def _use(of: Figures) -> Mapping[str, int]:
    """Files in the category itself count too, as in the documentation: here it has one fewer of everything."""
    names = ("media-file-count", "used-media-file-count", "leveraging-page-count", "leveraging-wiki-count")
    return {name: max(number - 1, 0) for name, number in zip(names, of[:4], strict=True)} | {
        f"{name}-deep": number for name, number in zip(names, of[:4], strict=True)
    }


def _is_date(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y%m%d")  # noqa: DTZ007 -- a date, of which only the notation matters
    except ValueError:
        return False
    return len(text) == 8


def send(handler: BaseHTTPRequestHandler, status: int, body: object, **headers: str) -> None:
    """An answer as JSON (bytes as they are), compressed where that is accepted. ``Retry_After`` gives that header."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    handler.send_response(status)
    if "gzip" in handler.headers.get("Accept-Encoding", ""):
        data = gzip.compress(data)
        handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Type", "application/json" if status == 200 else "application/problem+json")
    handler.send_header("Content-Length", str(len(data)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(data)


def problem(handler: BaseHTTPRequestHandler, status: int, detail: str, **headers: str) -> None:
    """An error as documented."""
    title = {400: "Bad Request", 403: "Forbidden", 404: "Not Found", 429: "Too Many Requests", 503: "Service Unavailable"}.get(status, "")
    uri = handler.path.removeprefix("/api/rest_v1")
    body = {"type": "about:blank", "title": title, "method": "get", "status": status, "detail": detail, "uri": uri}
    send(handler, status, body, **headers)


@contextmanager
def metrics_server() -> Iterator[StandIn]:
    """A server on a free port of this machine, as long as it lasts."""
    stand_in = StandIn()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            stand_in.answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its name in the library
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stand_in.address = f"http://127.0.0.1:{server.server_port}{ROOT}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
