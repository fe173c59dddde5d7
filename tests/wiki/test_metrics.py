"""What is asked of Commons Impact Metrics, and what is made of answers, whatever they are."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler

import pytest

from bot.core.outcome import Deferred, Failed, Reason
from bot.core.recognition.reach import Question, Reach
from bot.settings import Settings
from bot.wiki import metrics
from bot.wiki.metrics import ImpactMetrics
from tests.jobs.world import Clock
from tests.wiki.metrics_standin import ROOT, Misbehaviour, StandIn, metrics_server, problem, send

SNAPSHOT, VIEWS = "category-metrics-snapshot", "pageviews-per-category-monthly"
AUTUMN = Question("Maps of Mali", "2026-08", "2026-10")


@pytest.fixture
def server() -> Iterator[StandIn]:
    with metrics_server() as stand_in:
        stand_in.known["Maps_of_Mali"] = {"2026-07": (1, 1, 1, 1, 1), "2026-08": (90, 12, 9, 4, 2150), "2026-10": (91, 0, 0, 0, 0)}
        yield stand_in


class Waiting:
    """How long it was waited, while no time goes by."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.waited.append(seconds)


@pytest.fixture
def waiting() -> Waiting:
    return Waiting()


@pytest.fixture
def service(server: StandIn, waiting: Waiting) -> Iterator[ImpactMetrics]:
    agent = Settings(contact="someone@example.org").user_agent
    with ImpactMetrics(server.address, agent, clock=Clock(), sleep=waiting) as opened:
        yield opened


def unknown(category: str, *months: str) -> list[Reach]:
    return [Reach(category, month, None, None, None, None, None) for month in months]


KNOWN = [
    Reach("Maps of Mali", "2026-08", 90, 12, 9, 4, 2150),
    *unknown("Maps of Mali", "2026-09"),
    Reach("Maps of Mali", "2026-10", 91, 0, 0, 0, 0),
]


def test_two_requests_tell_all_months_with_subcategories(service: ImpactMetrics, server: StandIn) -> None:
    assert service.reach(AUTUMN) == KNOWN
    assert server.asked == [
        f"{ROOT}/{SNAPSHOT}/Maps_of_Mali/20260801/20261101",
        f"{ROOT}/{VIEWS}/Maps_of_Mali/deep/all-wikis/20260801/20261101",
    ]
    assert server.encodings == {"gzip"}
    (agent,) = server.agents
    assert re.fullmatch(r"partnerships-bot/\S+ \(someone@example\.org\) python-requests/\S+", agent)


def test_over_the_turn_of_the_year(service: ImpactMetrics, server: StandIn) -> None:
    server.known["Maps_of_Mali"]["2025-12"] = (5, 4, 3, 2, 1)
    assert service.reach(Question("Maps of Mali", "2025-12", "2025-12")) == [Reach("Maps of Mali", "2025-12", 5, 4, 3, 2, 1)]


def test_a_category_that_is_not_on_the_list_is_unknown_after_one_request(service: ImpactMetrics, server: StandIn) -> None:
    assert service.reach(Question("Other", "2026-09", "2026-10")) == unknown("Other", "2026-09", "2026-10")
    assert len(server.asked) == 1


@pytest.mark.parametrize("name", ["Musée d’Art & Co. (100 %)", "A/B", "50% off?", "#1", "متحف", "🏛", "a+b", "A%2FB", "C:\\D", "x" * 255])
def test_any_title_is_one_piece_of_the_path(service: ImpactMetrics, server: StandIn, name: str) -> None:
    server.known[name.replace(" ", "_")] = {"2026-10": (1, 1, 1, 1, 1)}
    assert service.reach(Question(name, "2026-10", "2026-10")) == [Reach(name, "2026-10", 1, 1, 1, 1, 1)]


@pytest.mark.parametrize("contact", ["متحف", "a\tb", ""])
def test_any_contact_can_be_given(server: StandIn, contact: str) -> None:
    with ImpactMetrics(server.address, Settings(contact=contact).user_agent, clock=Clock()) as service:
        assert service.reach(AUTUMN) == KNOWN


def test_where_only_the_views_are_unknown(service: ImpactMetrics, server: StandIn) -> None:
    server.misbehaves[VIEWS] = [lambda handler: problem(handler, 404, "not loaded yet")]
    found = service.reach(AUTUMN)
    assert not isinstance(found, Deferred | Failed)
    assert [(each.files, each.views) for each in found] == [(90, None), (None, None), (91, None)]


# --- Answers that are not as documented: the category fails, the next one does not


def items(*found: object) -> Misbehaviour:
    return lambda handler: send(handler, 200, {"items": list(found)})


def raw(body: bytes, status: int = 200) -> Misbehaviour:
    return lambda handler: send(handler, status, body)


def truncated(handler: BaseHTTPRequestHandler) -> None:
    """It promises more than it sends."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"items": [')
    handler.close_connection = True


def without_answer(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


def not_compressed(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Length", "4")
    handler.end_headers()
    handler.wfile.write(b"text")


def elsewhere(handler: BaseHTTPRequestHandler) -> None:
    send(handler, 301, {}, Location="http://127.0.0.1:9/")


MONTH = "2026-08-01T00:00:00Z"
WRONG: dict[str, tuple[Misbehaviour, str]] = {
    "no JSON": (raw(b"<html>"), "not as documented"),
    "nothing": (raw(b""), "not as documented"),
    "not an object": (raw(b"[]"), "not as documented"),
    "too deep": (raw(b"[" * 100_000), "not as documented"),
    "no items": (raw(b"{}"), "items: Field required"),
    "items of another type": (raw(b'{"items": "many"}'), "items"),
    "no time": (items({"media-file-count-deep": 1}), "items.0.timestamp"),
    "another time": (items({"timestamp": "August", "media-file-count-deep": 1}), "items.0.timestamp"),
    "a number as text": (items({"timestamp": MONTH, "media-file-count-deep": "90"}), "items.0.media-file-count-deep"),
    "half a file": (items({"timestamp": MONTH, "media-file-count-deep": 90.5}), "items.0.media-file-count-deep"),
    "yes": (items({"timestamp": MONTH, "media-file-count-deep": True}), "items.0.media-file-count-deep"),
    "less than none": (items({"timestamp": MONTH, "media-file-count-deep": -1}), "items.0.media-file-count-deep"),
    "too many": (items({"timestamp": MONTH, "media-file-count-deep": 10**15}), "items.0.media-file-count-deep"),
    "huge": (raw(b" " * 1_000_001), "an answer of more than 1000000 bytes"),
    "truncated": (truncated, "no answer"),
    "no answer at all": (without_answer, "no answer"),
    "not compressed as it says": (not_compressed, "no answer"),
    "another place": (elsewhere, "HTTP 301"),
    "an error": (lambda handler: problem(handler, 500, "Something\nbroke"), "HTTP 500: Something broke"),
    "an error in details": (raw(b'{"detail": ["start timestamp", "is invalid"]}', 400), "HTTP 400: start timestamp; is invalid"),
    "an error of somebody else": (raw(b"<html>", 502), "HTTP 502: nothing that it would say"),
    "no such address": (lambda handler: problem(handler, 404, "invalid route"), "HTTP 404: invalid route"),
    "nothing there": (raw(b"<html>", 404), "HTTP 404: nothing that it would say"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_spoils_only_its_category(service: ImpactMetrics, server: StandIn, name: str) -> None:
    misbehaviour, complaint = WRONG[name]
    server.known["Photos"] = {"2026-10": (1, 1, 1, 1, 1)}
    server.misbehaves["Photos"] = [misbehaviour]
    found = service.reach(Question("Photos", "2026-10", "2026-10"))
    assert isinstance(found, Failed)
    assert found.why is Reason.OTHER
    assert found.detail.startswith(f"{SNAPSHOT}: ")
    assert complaint in found.detail
    assert "\n" not in found.detail
    assert service.reach(AUTUMN) == KNOWN
    server.misbehaves["deep/all-wikis"] = [lambda handler: problem(handler, 500, "no")]
    assert service.reach(AUTUMN) == Failed(Reason.OTHER, f"{VIEWS}: HTTP 500: no")


def test_what_is_told_besides_does_not_matter(service: ImpactMetrics, server: StandIn) -> None:
    months = [
        {"timestamp": "2026080100", "media-file-count-deep": 7, "used-media-file-count-deep": None, "colour": "red"},
        {"timestamp": "2031-01-01T00:00:00Z", "media-file-count-deep": 1},
    ]
    server.misbehaves[SNAPSHOT] = [lambda handler: send(handler, 200, {"next": [[]], "items": months})]
    found = service.reach(AUTUMN)
    assert not isinstance(found, Deferred | Failed)
    assert found[0] == Reach("Maps of Mali", "2026-08", 7, None, None, None, 2150)
    assert [each.month for each in found] == ["2026-08", "2026-09", "2026-10"]


def drip(seconds: float, handler: BaseHTTPRequestHandler) -> None:
    """It sends byte after byte, never so slowly that a piece would be late."""
    handler.send_response(200)
    handler.send_header("Content-Length", "10000")
    handler.end_headers()
    end = time.monotonic() + seconds
    try:
        while time.monotonic() < end:
            handler.wfile.write(b" ")
            time.sleep(0.05)
    except OSError:  # the other side has hung up
        pass
    handler.close_connection = True


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1.2)
    handler.close_connection = True


@pytest.mark.parametrize(("misbehaviour", "complaint"), [(partial(drip, 4), "no whole answer in 0 seconds"), (silent, "no answer")])
def test_nobody_waits_for_ever(
    service: ImpactMetrics, server: StandIn, monkeypatch: pytest.MonkeyPatch, misbehaviour: Misbehaviour, complaint: str
) -> None:
    monkeypatch.setattr(metrics, "_PIECE", 0.3)
    monkeypatch.setattr(metrics, "_WHOLE", 0.4)
    server.misbehaves[SNAPSHOT] = [misbehaviour]
    before = time.monotonic()
    found = service.reach(AUTUMN)
    assert time.monotonic() - before < 1.1
    assert isinstance(found, Failed)
    assert complaint in found.detail


def test_without_a_server_it_says_so() -> None:
    with ImpactMetrics("http://127.0.0.1:9", "bot", clock=Clock()) as service:
        assert service.reach(AUTUMN) == Failed(Reason.OTHER, f"{SNAPSHOT}: no answer (ConnectionError)")


# --- Asked to wait


def busy(status: int, wait: str | None) -> Misbehaviour:
    headers = {} if wait is None else {"Retry_After": wait}
    return lambda handler: problem(handler, status, "too many", **headers)


@pytest.mark.parametrize(
    ("wait", "seconds"),
    [("7", 7), ("0", 1), ("Sat, 14 Mar 2026 09:30:20 GMT", 20), ("Sat, 14 Mar 2026 09:00:00 GMT", 1), (None, 10), ("soon", 10)],
)
def test_it_waits_as_long_as_it_is_asked_to(
    service: ImpactMetrics, server: StandIn, waiting: Waiting, wait: str | None, seconds: float
) -> None:
    server.misbehaves[SNAPSHOT] = [busy(429, wait)]
    server.misbehaves[VIEWS] = [busy(503, wait)]
    assert service.reach(AUTUMN) == KNOWN
    assert waiting.waited == [seconds, seconds]
    assert (server.count(SNAPSHOT), server.count(VIEWS)) == (2, 2)


@pytest.mark.parametrize("wait", ["121", "3600", "999999999", "Sat, 14 Mar 2026 10:30:00 GMT"])
def test_where_it_would_wait_too_long_it_is_put_off(service: ImpactMetrics, server: StandIn, waiting: Waiting, wait: str) -> None:
    server.misbehaves[SNAPSHOT] = [busy(429, wait)]
    seconds = int(wait) if wait.isdecimal() else 3600
    until = Clock().now + timedelta(seconds=seconds)
    assert service.reach(AUTUMN) == Deferred(Reason.LAG, until, f"the metrics ask to wait until {until:%Y-%m-%d %H:%M} UTC")
    assert waiting.waited == []
    assert len(server.asked) == 1


def test_patience_is_limited_for_the_whole_run(service: ImpactMetrics, server: StandIn, waiting: Waiting) -> None:
    server.misbehaves[""] = [busy(503, None)] * 100
    assert isinstance(service.reach(AUTUMN), Deferred)
    assert waiting.waited == [10.0] * 12
    assert isinstance(service.reach(AUTUMN), Deferred)
    assert len(waiting.waited) == 12
    assert len(server.asked) == 14
