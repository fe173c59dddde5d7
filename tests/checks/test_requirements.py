"""What is installed is what is used, pinned, and from nowhere in particular."""

from __future__ import annotations

import ast
import json
import re
import sys
from functools import cache
from importlib.metadata import packages_distributions

import pytest

from tests.checks import ROOT

LISTS = ("requirements", "requirements-dev")
OURS = frozenset({"bot", "tests", "tool_translations_config", "webservice"})
#: Used by others, not imported: gunicorn serves the app, PyMySQL is named in the database's address.
NOT_IMPORTED = frozenset({"gunicorn", "pymysql"})


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.strip()).lower()


def _wanted(name: str) -> set[str]:
    lines = (ROOT / f"{name}.in").read_text(encoding="utf-8").splitlines()
    return {_canonical(re.split(r"[\[<>=!~;]", line)[0]) for line in lines if line and not line.startswith(("-", "#"))}


@cache
def _pinned(name: str) -> dict[str, str]:
    text = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
    return {_canonical(package): version for package, version in re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", text, re.MULTILINE)}


@pytest.mark.parametrize("name", LISTS)
def test_everything_wanted_is_pinned_with_hashes(name: str) -> None:
    assert _wanted(name) <= _pinned(name).keys()
    text = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
    packages = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(packages) == len(_pinned(name))
    assert not [package.splitlines()[0] for package in packages if "--hash=sha256:" not in package]


def test_tests_run_what_is_deployed() -> None:
    assert _pinned("requirements").items() <= _pinned("requirements-dev").items()


@pytest.mark.parametrize("name", [*(f"{name}.txt" for name in LISTS), "package-lock.json"])
def test_locks_name_no_place(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    if name.endswith(".json"):
        packages = json.loads(text)["packages"]
        assert all("integrity" in package for path, package in packages.items() if path)
        assert not [path for path, package in packages.items() if "resolved" in package]
    else:
        assert not re.search(r"://|^-|@ ", re.sub(r"#.*", "", text), re.MULTILINE)


def _imported(folder: str) -> set[str]:
    found: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - OURS


def test_what_runs_imports_what_is_required_and_the_other_way_round() -> None:
    distributions = packages_distributions()
    used = {
        module: {_canonical(name) for name in distributions.get(module, ())}
        for folder in ("bot", "webservice")
        for module in _imported(folder)
    }
    wanted = _wanted("requirements")
    assert not {module for module, names in used.items() if not names & wanted}
    assert not wanted - set().union(*used.values()) - NOT_IMPORTED
