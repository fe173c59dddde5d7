"""The tool as it is served, over what the bot makes of the demo's wikis, and what finds faults in it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from pydantic import SecretStr
from werkzeug.serving import make_server

from bot.settings import Settings
from tests.browser.chromium import missing
from webservice.app import create_app

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
#: A language that is written from right to left.
RIGHT_TO_LEFT = "ar"


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which finds what shuts people out."""
    if not AXE.exists():
        missing("axe-core is not there (“make check” installs it)")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the tool over the demo's database."""
    folder = tmp_path_factory.mktemp("browser")
    subprocess.run([sys.executable, "-m", "bot", "demo", "--directory", folder / "var"], check=True, capture_output=True)
    with served(f"sqlite:///{folder}/var/partnerships.db") as address:
        yield address


@contextmanager
def served(database: str) -> Iterator[str]:
    """Serves the tool on a free port; gives its address."""
    app = create_app(Settings(database=SecretStr(database)))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
