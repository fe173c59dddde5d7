"""The log of the tool as gunicorn serves it: a line of JSON for each request, and nobody's name in any."""

from __future__ import annotations

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest

from bot.store import Store
from tests.checks import ROOT
from webservice import logs

NAME = "Fatou Ndiaye"


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, Path]]:
    """The address of the tool as the Procfile has it, and the file its log goes to."""
    database = f"sqlite:///{folder}/partnerships.db"
    Store.open(database, migrate=True).close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = next(line for line in (ROOT / "Procfile").read_text().splitlines() if line.startswith("web:")).removeprefix("web:")
    program, *arguments = shlex.split(command.replace("0.0.0.0:${PORT:-8000}", f"127.0.0.1:{port}"))
    environment = os.environ | {"PARTNERSHIPS_DATABASE": database, "PARTNERSHIPS_PROXIES": "1", "PARTNERSHIPS_SECRET_KEY": "x" * 32}
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen([sys.executable, "-m", program, *arguments], cwd=ROOT, env=environment, stderr=output)
        try:
            address = f"http://127.0.0.1:{port}"
            deadline = time.monotonic() + 60
            while True:
                try:
                    urlopen(f"{address}/healthz").close()
                    break
                except URLError:
                    assert process.poll() is None, log.read_text()
                    assert time.monotonic() < deadline, log.read_text()
                    time.sleep(0.05)
            yield address, log
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def lines(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]


def status(address: str) -> int:
    try:
        with urlopen(Request(address, headers={"X-Forwarded-For": "192.0.2.7", "Cookie": f"name={NAME}"})) as response:
            return int(response.status)
    except HTTPError as error:
        return error.code


def test_requests_are_told_without_names(tmp_path: Path) -> None:
    with served(tmp_path) as (address, log):
        assert status(f"{address}/partnerships?q=Fatou+Ndiaye") == 200
        assert status(f"{address}/partnerships/metawiki/1/Fatou%20Ndiaye") == 404
        assert status(f"{address}/Fatou%20Ndiaye") == 404
        told = [line for line in lines(log) if line["event"] == "request"]
        assert [(line["endpoint"], line["status"]) for line in told if line["endpoint"] != "health.healthz"] == [
            ("partnerships.all_records", 200),
            ("partnerships.one", 404),
            ("", 404),
        ]
        assert all(line["level"] == "info" and line["timestamp"].endswith("Z") and line["milliseconds"] >= 0 for line in told)
        (tmp_path / "partnerships.db").write_bytes(b"rubbish" * 1000)
        assert status(f"{address}/partnerships?q=Fatou") == 503
    everything = log.read_text()
    assert len([line for line in lines(log) if line["level"] == "error"]) == 1
    for secret in ("Fatou", "Ndiaye", "192.0.2.7"):
        assert secret not in everything


def test_an_exception_is_told_by_its_type_and_places() -> None:
    def fail() -> None:
        raise KeyError(NAME)

    with pytest.raises(KeyError) as caught:
        fail()
    event = logs._without_messages(None, "error", {"event": "failed", "exc_info": caught.value})
    assert event["exception"] == "KeyError"
    assert event["at"][-1].endswith(" fail")
    assert NAME not in json.dumps(event)
