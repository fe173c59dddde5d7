"""A proxy in front of a wiki that counts requests and does something before or after one of them."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

_HOP_BY_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "te", "trailer", "upgrade"})


class Proxy:
    """Listens on a port of its own. ``begin`` says before or after which request ``strike`` is called; ``edits`` counts saves alone.

    What was struck before is not forwarded, what was struck after is not answered: the wiki has done it, and nobody knows.
    """

    def __init__(self, target: str) -> None:
        self._target = urlsplit(target)
        self.count = 0
        self.at = 0
        self.then = False
        self.edits = False
        self.strike: Callable[[], None] = lambda: None
        self._lock = threading.Lock()
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                proxy._forward(self)

            def do_POST(self) -> None:
                proxy._forward(self)

            def log_message(self, *_: object) -> None:
                """Nothing is logged."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        """Listen."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()

    def begin(self, at: int = 0, *, then: bool = False, edits: bool = False) -> None:
        """Count anew, and strike at this request; at none where it is 0."""
        self.count, self.at, self.then, self.edits = 0, at, then, edits

    def _forward(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        with self._lock:
            counts = not self.edits or b"action=edit" in body
            self.count += counts
            struck = counts and self.count == self.at
        if struck and not self.then:
            self.strike()
            return
        connection = http.client.HTTPConnection(self._target.hostname or "", self._target.port, timeout=60)
        headers = {name: value for name, value in handler.headers.items() if name.lower() not in _HOP_BY_HOP | {"host"}}
        connection.request(handler.command, handler.path, body, headers | {"Host": self._target.netloc})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        if struck:
            self.strike()
            return
        handler.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in _HOP_BY_HOP:
                handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)
