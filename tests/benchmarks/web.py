"""The web tool at work, in process, against the least that could do the same; and what a search and a page of a list cost."""

from __future__ import annotations

import gc
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count, cycle
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import msgspec
import numpy as np
from flask import Flask
from pydantic import SecretStr
from rich.console import Console
from werkzeug.test import EnvironBuilder

from bot.core.facets import facets
from bot.core.records import Partnership
from bot.jobs.configuration import shipped
from bot.settings import Settings
from bot.store import Store
from tests.benchmarks.measuring import ROOT, Figure, ratios, spread, take_turns
from tests.benchmarks.records import SIZES, page
from tests.jobs.world import World
from webservice.app import create_app
from webservice.arrays import Columns

SIX = ("country", "region", "status", "theme", "language", "program")
#: At this size the goal for facets holds.
_FACETS_AT = 10_000
_ROWS = 20
_HOST = "https://example.org/"
#: Words, and beginnings of words, that all records have.
_COMMON = ("scan", "together", "museum", "they", "togethe", "museu", "togeth", "muse", "toget", "the", "toge", "mus", "tog", "sca")
#: Each is measured for about so long.
_SECONDS = 0.2


def run(console: Console, sizes: Sequence[int] = SIZES, rounds: int = 5) -> list[Figure]:
    """Measure and print."""
    figures = []
    for size in sizes:
        with _filled(size) as url:
            figures += _measure(console, size, url, rounds)
    return figures


@contextmanager
def _filled(size: int) -> Iterator[str]:
    """The address of a database with so many partnerships."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'x.db'}"
        with Store.open(url, migrate=True) as store:
            world = World(store, configuration=shipped(ROOT / "templates").configuration)
            randomness = random.Random(size)
            for number in range(size):
                world.wiki.put(f"Partnerships/{number}", page(number, randomness))
            world.collect()
        yield url


def _measure(console: Console, size: int, url: str, rounds: int) -> list[Figure]:
    app = create_app(Settings(database=SecretStr(url), secret_key=SecretStr("x" * 32)))
    file = url.removeprefix("sqlite:///")
    listed, page_of_list = "/api/v1/partnerships?sort=name", "/partnerships?uselang=en"
    # The first request reads everything.
    tag = app.test_client().get(listed, base_url=_HOST).headers["ETag"]
    measures: Mapping[str, Callable[[], float]] = {
        "six facets": _facets(url),
        "numpy": _bare_facets(size),
        "JSON list": _repeated(_caller(app, listed)),
        "JSON list, new": _repeated(_caller(app, listed, new=True)),
        "JSON list, filtered, new": _repeated(_caller(app, "/api/v1/partnerships?theme=music&status=active", new=True)),
        "bare": _repeated(_caller(_bare(file), "/?page=1")),
        "304": _repeated(_caller(app, listed, {"If-None-Match": tag})),
        "hello": _repeated(_caller(_hello(), "/")),
        "rare word": _searched(app, (str(number) for number in range(size // 2, size))),
        "common word": _searched(app, cycle(_COMMON)),
        "HTML list": _repeated(_caller(app, page_of_list)),
        "HTML list, new": _repeated(_caller(app, page_of_list, new=True)),
    }
    gc.collect()
    gc.freeze()
    times = take_turns(measures, rounds)
    gc.unfreeze()
    console.print(f" {size:>7} records  " + "  ".join(f"{name} {spread(values).median * 1e6:.0f} µs" for name, values in times.items()))
    note = f"{size} records"

    def figure(name: str, base: str, goal: float | None) -> Figure:
        return Figure(f"web: {name} / {base}", ratios(times[name], times[base]), goal, note=note)

    return [
        figure("six facets", "numpy", 5 if size == _FACETS_AT else None),
        figure("JSON list", "bare", 2),
        figure("JSON list, new", "bare", None),
        figure("JSON list, filtered, new", "bare", None),
        figure("304", "hello", 1.1),
        figure("rare word", "bare", None),
        figure("common word", "bare", None),
        figure("HTML list", "hello", None),
        figure("HTML list, new", "hello", None),
    ]


def _repeated(call: Callable[[], object]) -> Callable[[], float]:
    """Measures the CPU seconds of a call, over as many as fit into a while."""
    call()
    start = time.process_time()
    call()
    number = max(1, min(2000, int(_SECONDS / max(time.process_time() - start, 1e-6))))

    def measure() -> float:
        begun = time.process_time()
        for _ in range(number):
            call()
        return (time.process_time() - begun) / number

    return measure


def _caller(
    app: WSGIApplication, address: str, headers: Mapping[str, str] | None = None, *, new: bool = False, check: bool = True
) -> Callable[[], object]:
    """Asks an application as a server does; with ``new``, each time as nobody has asked before, so that no kept answer is given."""
    number = count()
    environ = EnvironBuilder(address, base_url=_HOST, headers=list((headers or {}).items())).get_environ()
    answers: list[str] = []

    def start(status: str, _headers: object, _error: object = None) -> Callable[[bytes], object]:
        answers.append(status)
        return answers.append  # type: ignore[return-value] # nothing is written through it

    def call() -> object:
        body = app(environ | {"HTTP_ACCEPT": f"*/*;v={next(number)}"} if new else dict(environ), start)
        read = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        answers.clear()
        return read

    if check:
        list(app(dict(environ), start))
        if not answers[0].startswith("304" if headers else "200"):
            raise RuntimeError(f"{address}: {answers[0]}")
    return call


def _searched(app: Flask, words: Iterator[str]) -> Callable[[], float]:
    """Measures a page of what a word finds; each time another one, because answers are kept."""

    def measure() -> float:
        call = _caller(app, f"/api/v1/partnerships?q={next(words)}&page=1", check=False)
        begun = time.process_time()
        call()
        return time.process_time() - begun

    return measure


def _hello() -> Flask:
    app = Flask("hello")

    @app.get("/")
    def hello() -> str:
        return "hello"

    return app


def _bare(file: str) -> WSGIApplication:
    """Twenty rows as JSON, by nothing but what is needed."""
    connection = sqlite3.connect(file, check_same_thread=False)
    names = ("site", "page_id", "title", "namespace", "revision", "revision_time", "content_model", "unreadable")
    statement = f"SELECT {', '.join(names)} FROM page ORDER BY site, page_id LIMIT {_ROWS}"
    encoder = msgspec.json.Encoder()

    def answer(_environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        rows = [dict(zip(names, row, strict=True)) for row in connection.execute(statement)]
        body = encoder.encode({"total": _ROWS, "records": rows})
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    return answer


def _match(size: int) -> np.ndarray[Any, np.dtype[np.intp]]:
    """Four in five of so many records, as a search leaves them."""
    randomness = np.random.default_rng(size)
    return randomness.permutation(size)[: size * 4 // 5]


def _facets(url: str) -> Callable[[], float]:
    with Store.open(url, migrate=False) as store:
        records = store.records(Partnership.kind)
    columns = Columns(records, [facet for facet in facets(Partnership) if facet.name in SIX])
    match = _match(len(records))
    return _repeated(lambda: columns.chosen(match, {}).numbers)


def _bare_facets(size: int) -> Callable[[], float]:
    """The numbers of six facets, of which three have two codes a record, and nothing else."""
    randomness = np.random.default_rng(size)
    arrays = [randomness.integers(0, 12, (size, 1 + number % 2)) for number in range(len(SIX))]
    match = _match(size)
    return _repeated(lambda: [np.bincount(codes[match].ravel(), minlength=12) for codes in arrays])
