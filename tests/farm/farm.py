"""A farm of real MediaWikis on loopback: Meta, the French Wikipedia and Commons in small.

`with Farm.start("sqlite", directory) as farm:` runs one; `farm.wiki("metawiki").edit("Sandbox", "Hello")` writes to it.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import requests

from tests.farm import installation
from tests.farm.databases import Databases, databases_of, ready_template
from tests.farm.installation import HERE, WIKIS, Engine, FarmError
from tests.farm.wiki import FarmWiki

_WORKERS = 3  # PHP processes a wiki


@dataclass(frozen=True)
class LoggedRequest:
    """One API request as the wiki saw it. Tokens and passwords are left out; texts are replaced by their length ("12 bytes")."""

    wiki: str
    time: float  # seconds since 1970
    method: str  # GET or POST
    user: str  # account name, or the address of somebody not logged in
    agent: str  # User-Agent
    parameters: Mapping[str, str]

    @property
    def action(self) -> str:
        """The API module, such as query or edit."""
        return self.parameters.get("action", "help")

    @property
    def reads_content(self) -> bool:
        """Whether the answer held the text of pages."""
        properties = {part for name in ("rvprop", "arvprop", "drvprop") for part in self.parameters.get(name, "").split("|")}
        return "content" in properties or "export" in self.parameters or self.action == "parse"


class Farm:
    """Three running wikis (`metawiki`, `frwiki`, `commonswiki`) with their servers. Make one with `Farm.start`."""

    def __init__(self, engine: Engine, directory: Path, ports: Mapping[str, int], databases: Databases) -> None:
        self.engine: Engine = engine
        self.directory = directory
        self._databases = databases
        self._processes: list[subprocess.Popen[bytes]] = []
        self._guard: subprocess.Popen[bytes] | None = None
        self._wikis = {name: FarmWiki(name, ports[name], directory) for name in WIKIS}

    @classmethod
    def start(cls, engine: Engine, directory: Path | str, *, job_run_rate: int = 0, first_port: int = 0) -> Farm:
        """Start the wikis in `directory` and return when they answer.

        A folder that already holds a farm of this engine and version goes on where it stopped; an empty or missing one gets
        freshly installed wikis. The first start on a machine takes about half a minute, later ones a few seconds.
        `job_run_rate`: jobs run after each request (0: only by `FarmWiki.run_jobs`, so that tests know when).
        `first_port`: the wikis' ports follow each other from here; 0 chooses free ones.
        Raises FarmUnavailableError where PHP, MediaWiki or the database cannot be had, FarmError if a server fails.
        """
        installation.require(engine)
        directory = Path(directory).resolve()
        ports = _ports(first_port)
        template = ready_template(engine, ports)
        _fill(directory, template)
        installation.write_configuration(directory, engine, template, ports, job_run_rate)
        farm = cls(engine, directory, ports, databases_of(engine, directory))
        atexit.register(farm.stop)
        try:
            farm._start_servers(ports)
        except BaseException:
            farm.stop()
            raise
        return farm

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.stop()

    def stop(self) -> None:
        """End all servers of the farm. The folder stays, and can be started again. Harmless when it is stopped already."""
        atexit.unregister(self.stop)
        if self._guard and self._guard.stdin:
            _signal_group(self._guard.pid, signal.SIGKILL)
            self._guard.wait()
            self._guard.stdin.close()
            self._guard = None
        for process in self._processes:
            _signal_group(process.pid, signal.SIGTERM)
        for process in self._processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                _signal_group(process.pid, signal.SIGKILL)
                process.wait()
        self._processes.clear()
        (self.directory / "processes.json").unlink(missing_ok=True)
        for wiki in self._wikis.values():
            wiki.close()

    def wiki(self, dbname: str) -> FarmWiki:
        """One of the wikis: `metawiki`, `frwiki`, `commonswiki`."""
        return self._wikis[dbname]

    @property
    def wikis(self) -> tuple[FarmWiki, ...]:
        """All wikis, the home wiki first."""
        return tuple(self._wikis.values())

    # --- State -------------------------------------------------------------------------------------------------------------

    def snapshot(self) -> None:
        """Make the present contents of all wikis what `reset` brings back."""
        self._databases.snapshot()

    def reset(self) -> None:
        """Bring all wikis back to the last snapshot (at first: freshly installed), end all conditions and empty the request log.

        Log-ins stay valid. No request may be under way.
        """
        self._databases.reset()
        self.set_lag(None)
        self.set_people(None)
        for wiki in self.wikis:
            self.set_read_only(wiki.dbname, None)
            self.set_outage(wiki.dbname, active=False)
            wiki.forget_memory()
        self.clear_requests()

    # --- Conditions ----------------------------------------------------------------------------------------------------------

    def set_lag(self, seconds: float | None) -> None:
        """Pretend that replicas are `seconds` behind, on all wikis: requests with a lower maxlag are refused. None ends it."""
        _set_file(self.directory / "lag", None if seconds is None else str(seconds))

    def set_read_only(self, dbname: str, reason: str | None) -> None:
        """Make one wiki read-only for `reason`; None ends it."""
        _set_file(self.directory / f"read-only-{dbname}", reason)

    def set_outage(self, dbname: str, *, active: bool) -> None:
        """Let one wiki answer every request with HTTP status 503, or end that."""
        _set_file(self.directory / f"outage-{dbname}", "down" if active else None)

    def set_people(self, people: Mapping[str, Mapping[str, Any]] | None) -> None:
        """Let all wikis have global accounts and Babel boxes: {account: {"globaluserinfo": …, "babel": …}}, as the API gives them."""
        _set_file(self.directory / "people.json", None if people is None else json.dumps(people))

    # --- Requests ------------------------------------------------------------------------------------------------------------

    def requests(self, dbname: str | None = None) -> list[LoggedRequest]:
        """The API requests since `clear_requests`, oldest first, of one wiki or all; without those of the farm's own code."""
        try:
            lines = (self.directory / "requests.jsonl").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []
        requests_ = [LoggedRequest(**json.loads(line)) for line in lines]
        return [request for request in requests_ if dbname in (None, request.wiki)]

    def clear_requests(self) -> None:
        """Forget all requests so far."""
        (self.directory / "requests.jsonl").unlink(missing_ok=True)

    # --- Servers -------------------------------------------------------------------------------------------------------------

    def _start_servers(self, ports: Mapping[str, int]) -> None:
        database_server = self._databases.start(ports["database"])
        if database_server:
            self._processes.append(database_server)
        for name in WIKIS:
            with (self.directory / "log" / f"{name}-php.log").open("ab") as log:
                self._processes.append(
                    subprocess.Popen(
                        [
                            *installation.php(self.directory, server=True),
                            f"-S127.0.0.1:{ports[name]}",
                            f"-t{self.directory / 'document-root'}",
                            str(HERE / "router.php"),
                        ],
                        env=installation.environment(self.directory, name) | {"PHP_CLI_SERVER_WORKERS": str(_WORKERS)},
                        stdin=subprocess.DEVNULL,
                        stdout=log,
                        stderr=subprocess.STDOUT,
                        process_group=0,
                    )
                )
        pids = [process.pid for process in self._processes]
        # Should this process be killed, the guard's input ends, and it ends the servers.
        ending = 'cat > /dev/null; for pid; do kill -s TERM -- "-$pid"; done'
        self._guard = subprocess.Popen(["sh", "-c", ending, "farm-guard", *map(str, pids)], stdin=subprocess.PIPE, process_group=0)
        (self.directory / "processes.json").write_text(json.dumps(pids))
        with ThreadPoolExecutor() as threads:
            list(threads.map(self._await_answer, WIKIS))
        self.clear_requests()

    def _await_answer(self, dbname: str) -> None:
        deadline = time.monotonic() + 60
        while True:
            try:
                self._wikis[dbname].query(meta="siteinfo")
                return
            except requests.ConnectionError as error:
                exited = [process for process in self._processes if process.poll() is not None]
                if exited or time.monotonic() > deadline:
                    raise FarmError(f"{dbname} does not answer: see {self.directory / 'log'}") from error
                time.sleep(0.02)


def stop_left_over(directory: Path | str) -> bool:
    """End the servers of a farm that another process started in `directory`; whether there were any."""
    file = Path(directory).resolve() / "processes.json"
    if not file.exists():
        return False
    for pid in json.loads(file.read_text()):
        # The number may belong to somebody else by now: only a server with this farm's folder on its command line is meant.
        command_line = Path(f"/proc/{pid}/cmdline")
        if command_line.exists() and str(file.parent).encode() in command_line.read_bytes():
            _signal_group(pid, signal.SIGTERM)
            deadline = time.monotonic() + 30
            while command_line.exists() and command_line.read_bytes() and time.monotonic() < deadline:
                time.sleep(0.05)
    file.unlink(missing_ok=True)
    return True


def _fill(directory: Path, template: Path) -> None:
    """Copy the template's databases to `directory`, unless it holds a farm made from the same template."""
    if (directory / "farm.json").exists():
        stop_left_over(directory)
        if installation.read_configuration(directory)["template"] == template.name:
            return
        shutil.rmtree(directory)
    elif directory.exists() and any(directory.iterdir()):
        raise FarmError(f"{directory} is neither empty nor a farm: it is left alone")
    directory.mkdir(parents=True, exist_ok=True)
    for folder in ("databases", "snapshot"):
        if (template / folder).exists():
            shutil.copytree(template / folder, directory / folder)


def _ports(first: int) -> dict[str, int]:
    """A port for each wiki and the database. Free ones are held all at once while choosing, so that they differ."""
    names = [*WIKIS, "database"]
    if first:
        return {name: first + offset for offset, name in enumerate(names)}
    ports = {}
    with ExitStack() as stack:
        for name in names:
            listener = stack.enter_context(closing(socket.socket()))
            listener.bind(("127.0.0.1", 0))
            ports[name] = int(listener.getsockname()[1])
    return ports


def _signal_group(pid: int, number: signal.Signals) -> None:
    """Signal a server and its workers: each server leads a process group of its own."""
    with suppress(ProcessLookupError):
        os.killpg(pid, number)


def _set_file(path: Path, content: str | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.write_text(content)
