"""The log: a line of JSON for each request and for whatever else is worth telling, without names, addresses or secrets.

Addresses of pages hold names of people, arguments what they looked for, and messages of exceptions either; so a request is known by its
endpoint, and an exception by its type and where in the code it came from.
"""

from __future__ import annotations

import logging
import sys
import traceback
from time import perf_counter
from types import TracebackType

import structlog
from flask import Flask, Response, g, got_request_exception, request
from structlog.typing import EventDict, Processor

_SHARED: tuple[Processor, ...] = (
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def configure() -> None:
    """Log lines of this process, libraries' too, as JSON on standard error."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _without_messages,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)


def install(app: Flask) -> None:
    """Logs each request of the app, and what goes wrong in one."""
    log = structlog.get_logger("webservice")

    @app.before_request
    def begin() -> None:
        g.began = perf_counter()

    @app.after_request
    def tell(response: Response) -> Response:
        milliseconds = round((perf_counter() - g.began) * 1000) if "began" in g else 0
        log.info("request", method=request.method, endpoint=request.endpoint or "", status=response.status_code, milliseconds=milliseconds)
        return response

    def fail(_app: Flask, exception: BaseException, **_: object) -> None:
        log.error("failed", method=request.method, endpoint=request.endpoint or "", exc_info=exception)

    got_request_exception.connect(fail, app, weak=False)
    # Flask would tell the address.
    app.logger.disabled = True


def _without_messages(_logger: object, _method: str, event: EventDict) -> EventDict:
    """In place of an exception: its type, and the lines it came through."""
    match event.pop("exc_info", None):
        case BaseException() as exception:
            pass
        case (_, BaseException() as exception, _):
            pass
        case _:
            return event
    event["exception"] = type(exception).__qualname__
    event["at"] = _places(exception.__traceback__)
    return event


def _places(frames: TracebackType | None) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(frames)]
