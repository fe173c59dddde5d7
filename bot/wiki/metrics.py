"""Commons Impact Metrics of the Wikimedia Analytics API: how much of a category's files is used and read, by month.

One request tells all months of a category; there are two, for use and for views. They are made one after the other, compressed, under
the bot's name. Only categories on a list of theirs are known: of the others it says 404.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Annotated, Generic, Self, TypeVar
from urllib.parse import quote

import requests
from pydantic import BaseModel, Field, ValidationError
from urllib3.exceptions import HTTPError

from bot.core.outcome import Deferred, Failed, Reason
from bot.core.recognition.reach import Question, Reach, months, next_month

#: Seconds to connect, between two pieces of an answer, and for a whole answer.
_CONNECT, _PIECE, _WHOLE = 10.0, 30.0, 60.0
#: Bytes of an answer: 24 months take six thousand.
_MOST_BYTES = 1_000_000
#: Seconds that are waited in all when it is asked to; beyond that the rest is for the next run.
_PATIENCE = 120.0
#: Seconds that are waited where nothing is said about it.
_PAUSE = 10.0

_Count = Annotated[int | None, Field(strict=True, ge=0, lt=10**15)]


class _Month(BaseModel):
    #: ``2026-03-01T00:00:00Z``, or in the notation of the other analytics services ``2026030100``.
    timestamp: Annotated[str, Field(pattern=r"^[0-9]{4}-?(0[1-9]|1[0-2])-?[0-9]{2}")]

    @property
    def month(self) -> str:
        digits = self.timestamp.replace("-", "")
        return f"{digits[:4]}-{digits[4:6]}"


class _Use(_Month):
    files: _Count = Field(default=None, alias="media-file-count-deep")
    used_files: _Count = Field(default=None, alias="used-media-file-count-deep")
    pages: _Count = Field(default=None, alias="leveraging-page-count-deep")
    wikis: _Count = Field(default=None, alias="leveraging-wiki-count-deep")


class _Views(_Month):
    views: _Count = Field(default=None, alias="pageview-count")


_M = TypeVar("_M", bound=_Month)


class _Answer(BaseModel, Generic[_M]):
    items: list[_M]


class _Problem(BaseModel):
    """What goes with an error (RFC 7807)."""

    detail: str | list[str]


class _WrongError(Exception):
    """The answer cannot be used."""


class _NotNowError(Exception):
    """It asks for more patience than there is."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"the metrics ask to wait until {until:%Y-%m-%d %H:%M} UTC")
        self.until = until


class ImpactMetrics:
    """The service at an address (``https://…/commons-analytics``). One object for one run: its patience is limited."""

    def __init__(
        self, address: str, user_agent: str, *, clock: Callable[[], datetime], sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._address = address
        self._clock = clock
        self._sleep = sleep
        self._patience = _PATIENCE
        self._session = requests.Session()
        library = requests.utils.default_user_agent()
        self._session.headers.update({"User-Agent": f"{user_agent} {library}".encode(), "Accept-Encoding": "gzip"})

    def __enter__(self) -> Self:
        """The service itself; its connections are closed at the end."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        """Closes them."""
        self._session.close()

    def reach(self, question: Question) -> Sequence[Reach] | Deferred | Failed:
        """See ReachSource."""
        category = quote(question.category.replace(" ", "_"), safe="")
        span = "/".join(month.replace("-", "") + "01" for month in (question.first, next_month(question.last)))
        try:
            use = self._by_month(_Answer[_Use], f"category-metrics-snapshot/{category}/{span}")
            views = self._by_month(_Answer[_Views], f"pageviews-per-category-monthly/{category}/deep/all-wikis/{span}") if use else {}
        except _NotNowError as error:
            return Deferred(Reason.LAG, error.until, str(error))
        except _WrongError as error:
            return Failed(Reason.OTHER, str(error))
        found = []
        for month in months(question.first, question.last):
            used, viewed = use.get(month, _NO_USE), views.get(month, _NO_VIEWS)
            found.append(Reach(question.category, month, used.files, used.used_files, used.pages, used.wikis, viewed.views))
        return found

    def _by_month(self, model: type[_Answer[_M]], path: str) -> Mapping[str, _M]:
        """What is told of each month; nothing where it does not know the category."""
        name = path.partition("/")[0]
        try:
            body = self._ask(path)
            answer = model.model_validate_json(body) if body is not None else model(items=[])
        except ValidationError as error:
            complaint = error.errors(include_url=False, include_context=False, include_input=False)[0]
            place = ".".join(map(str, complaint["loc"])) or "the whole"
            raise _WrongError(f"{name}: not as documented ({place}: {_line(complaint['msg'])})") from None
        except (requests.RequestException, HTTPError) as error:
            raise _WrongError(f"{name}: no answer ({type(error).__name__})") from None
        except _WrongError as error:
            raise _WrongError(f"{name}: {error}") from None
        return {item.month: item for item in answer.items}

    def _ask(self, path: str) -> bytes | None:
        """The body of an answer; None where there is nothing known. It waits when asked to."""
        while True:
            url = f"{self._address}/{path}"
            with self._session.get(url, stream=True, timeout=(_CONNECT, _PIECE), allow_redirects=False) as response:
                body = _body(response)
            match response.status_code:
                case 200:
                    return body
                case 404 if "invalid route" not in (detail := _detail(body)) and detail:
                    return None
                case 429 | 503:
                    self._wait(response.headers.get("Retry-After", ""))
                case status:
                    raise _WrongError(f"HTTP {status}: {_detail(body) or 'nothing that it would say'}")

    def _wait(self, told: str) -> None:
        seconds = max(1.0, _seconds(told, self._clock()))
        if seconds > self._patience:
            raise _NotNowError(self._clock() + timedelta(seconds=seconds))
        self._patience -= seconds
        self._sleep(seconds)


_NO_USE, _NO_VIEWS = _Use(timestamp="0000-01-01"), _Views(timestamp="0000-01-01")


def _body(response: requests.Response) -> bytes:
    """The whole body. Raises _WrongError for one that is too large, or takes too long."""
    end = time.monotonic() + _WHOLE
    body = bytearray()
    while piece := response.raw.read1(65536, decode_content=True):
        body += piece
        if len(body) > _MOST_BYTES:
            raise _WrongError(f"an answer of more than {_MOST_BYTES} bytes")
        if time.monotonic() > end:
            raise _WrongError(f"no whole answer in {_WHOLE:.0f} seconds")
    return bytes(body)


def _detail(body: bytes) -> str:
    """What an error says of itself; empty where it is none of this service's."""
    try:
        detail = _Problem.model_validate_json(body).detail
    except ValidationError:
        return ""
    return _line(detail if isinstance(detail, str) else "; ".join(detail))


def _seconds(told: str, now: datetime) -> float:
    """How long to wait by a header ``Retry-After``: seconds, or a date."""
    if re.fullmatch(r"[0-9]{1,9}", told):
        return float(told)
    try:
        return (parsedate_to_datetime(told) - now).total_seconds()
    except (ValueError, TypeError):  # TypeError: a date without zone
        return _PAUSE


def _line(text: str) -> str:
    return " ".join(text.split())[:200]
