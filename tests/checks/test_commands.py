"""The commands that README.md and CONTRIBUTING.md tell people to type exist, and CI types no other."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.checks import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = frozenset(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
PUBLIC = frozenset(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))


def _commands(name: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", text)
    lines = [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()] + spans
    return [line for line in lines if line]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_documented_targets_exist(name: str) -> None:
    named = {match[1] for line in _commands(name) if (match := re.match(r"make ([a-z]+)", line))}
    assert named
    assert named <= TARGETS


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_documented_jobs_exist(name: str) -> None:
    from bot.__main__ import cli  # noqa: PLC0415 (wires everything; the other tests here do without)

    named = {match[1] for line in _commands(name) if (match := re.search(r"python3? -m bot ([a-z]+)", line))}
    assert named <= cli.commands.keys()


def test_readme_tells_how_to_run_and_test() -> None:
    assert {"make run", "make test"} <= {" ".join(line.split()[:2]) for line in _commands("README.md")}


def test_continuous_integration_runs_the_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert script == ["#!/usr/bin/env bash", "exec make test"]


def test_help_lists_the_targets() -> None:
    shown = subprocess.run(["make", "help"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert set(re.findall(r"^make ([a-z]+)", shown, re.MULTILINE)) == PUBLIC
    assert {"bench", "check", "demo", "farm", "fix", "help", "run", "test"} <= PUBLIC
