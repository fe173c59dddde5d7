"""``python -m webservice`` and what the tool loads."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

from bot.store import Store
from tests.web.records import fill

COMMAND = [sys.executable, "-m", "webservice"]


def test_without_a_database_it_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run([*COMMAND, "--directory", tmp_path], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        f"Error: {tmp_path}/partnerships.db does not exist: run “make demo” first, or name another folder with --directory\n"
    )


def test_a_file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "partnerships.db").write_bytes(b"rubbish" * 1000)
    done = subprocess.run([*COMMAND, "--directory", tmp_path], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1


def test_a_developer_is_refused_in_production(tmp_path: Path) -> None:
    Store.open(f"sqlite:///{tmp_path}/partnerships.db", migrate=True).close()
    options = ["--directory", str(tmp_path), "--developer", "Ana"]
    environment = os.environ | {"PARTNERSHIPS_PROXIES": "1"}
    done = subprocess.run([*COMMAND, *options], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: nobody may log in without being asked")


def test_it_serves_until_it_is_ended(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/partnerships.db", migrate=True) as store:
        fill(store)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PARTNERSHIPS_")}
    with subprocess.Popen(
        [*COMMAND, "--directory", tmp_path, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        assert address, line
        with urllib.request.urlopen(address[0] + "healthz") as answer:
            assert answer.status == 200
        taken = subprocess.run([*COMMAND, "--directory", tmp_path, "--port", address[1]], capture_output=True, text=True, check=False)
        assert taken.returncode == 1
        assert f"port {address[1]}" in taken.stderr.splitlines()[-1]
        server.send_signal(signal.SIGTERM)
        assert server.wait(20) == 0
        assert server.stderr is not None
        assert server.stderr.read() == ""


def test_no_job_and_no_live_wiki_is_loaded() -> None:
    code = "import sys, webservice.app; webservice.app.create_app(); print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "bot.store" in loaded
    assert not [name for name in loaded if name.startswith(("bot.jobs", "bot.wiki.live", "bot.__main__", "pywikibot"))]
