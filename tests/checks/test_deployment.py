"""The files that Toolforge reads agree with each other and with the command line."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click
import pytest
import yaml
from packaging.specifiers import SpecifierSet

from tests.checks import ROOT

IMAGE = "tool-partnerships/tool-partnerships:latest"
#: What ``toolforge jobs load`` knows of a job.
JOB_KEYS = frozenset(
    {"command", "cpu", "emails", "filelog", "health-check-script", "image", "mem", "mount", "name", "no-filelog", "port", "replicas"}
    | {"retry", "schedule", "timeout"}
)


def _processes() -> Mapping[str, list[str]]:
    processes = {}
    for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines():
        name, colon, command = line.partition(":")
        assert colon, line
        assert name not in processes
        processes[name] = shlex.split(command)
    return processes


def _jobs() -> list[dict[str, Any]]:
    jobs: list[dict[str, Any]] = yaml.safe_load((ROOT / "jobs.yaml").read_text(encoding="utf-8"))
    return jobs


def _service() -> dict[str, Any]:
    service: dict[str, Any] = yaml.safe_load((ROOT / "service.template").read_text(encoding="utf-8"))
    return service


def test_jobs_are_processes() -> None:
    jobs = _jobs()
    assert {job["command"] for job in jobs} <= _processes().keys() - {"web"}
    assert len({job["name"] for job in jobs}) == len(jobs)


@pytest.mark.parametrize("job", _jobs(), ids=lambda job: job["name"])
def test_job(job: dict[str, Any]) -> None:
    assert job.keys() <= JOB_KEYS
    assert re.fullmatch(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?", job["name"])
    assert job["image"] == IMAGE
    assert job["mount"] == "none"
    assert job["schedule"] in {"@hourly", "@daily", "@weekly", "@monthly"}  # they spread the load, exact times do not


@pytest.mark.parametrize(("name", "words"), sorted((name, words) for name, words in _processes().items() if name != "web"))
def test_processes_are_jobs_of_the_bot(name: str, words: list[str]) -> None:
    cli = import_module("bot.__main__").cli
    assert isinstance(cli, click.Group)
    assert words[:3] == ["python", "-m", "bot"]
    command, *options = words[3:]
    assert command == name
    assert command in cli.commands
    cli.commands[command].make_context(command, list(options), resilient_parsing=True)


def test_every_job_of_the_bot_is_a_process() -> None:
    jobs = {path.stem for path in (ROOT / "bot" / "jobs").glob("*.py")}
    commands = set(import_module("bot.__main__").cli.commands)
    assert jobs & commands <= _processes().keys()


def test_web_process_serves_the_app() -> None:
    words = _processes()["web"]
    assert words[0] == "gunicorn"
    assert words[-1] == "webservice.production:create_app()"
    assert words[words.index("--bind") + 1].startswith("0.0.0.0:${PORT:-")
    assert "--access-logfile" not in words  # names of people may stand in addresses


def test_service_is_built_and_asked_for_its_health() -> None:
    service = _service()
    assert (service["type"], service["mount"], service["health-check-path"]) == ("buildservice", "none", "/healthz")
    app = import_module("webservice.app").create_app()
    assert service["health-check-path"] in {rule.rule for rule in app.url_map.iter_rules()}


def test_python_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    version = (ROOT / ".python-version").read_text(encoding="utf-8").strip()
    assert SpecifierSet(project["project"]["requires-python"]).contains(version)
    assert project["tool"]["mypy"]["python_version"] == version
    assert project["tool"]["ruff"]["target-version"] == "py" + version.replace(".", "")
