"""What import-linter cannot say: which libraries the rules use, and that they neither look at a clock nor at files."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

from tests.checks import ROOT

#: What the rules may use besides Python itself.
LIBRARIES = frozenset({"babel", "mwparserfromhell", "pydantic"})
#: The parts of Python by which a rule would reach the world.
WORLD = frozenset(
    {"asyncio", "ftplib", "glob", "http", "importlib", "io", "logging", "multiprocessing", "os", "pathlib", "pickle", "random", "secrets"}
    | {"shelve", "shutil", "smtplib", "socket", "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time", "uuid"}
)
CLOCKS = frozenset({"now", "today", "utcnow"})
LONGEST = 450  # lines; a module over about 400 wants to be two

SOURCES = sorted(path for folder in ("bot", "webservice") for path in (ROOT / folder).rglob("*.py"))
RULES = [path for path in SOURCES if path.is_relative_to(ROOT / "bot" / "core")]


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_rules_import_only_what_is_allowed() -> None:
    graph = grimp.build_graph("bot", include_external_packages=True, cache_dir=None)
    rules = {"bot.core", *graph.find_descendants("bot.core")}
    assert len(rules) > 10
    allowed = LIBRARIES | (sys.stdlib_module_names - WORLD)
    imports = {(module, imported) for module in rules for imported in graph.find_modules_directly_imported_by(module)}
    rules.add("bot")  # the version and nothing else
    assert not {pair for pair in imports if pair[1] not in rules and pair[1].partition(".")[0] not in allowed}


def _world(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCKS:
                yield f"line {node.lineno}: {name}() looks at the clock"
            case ast.Call(func=ast.Name(id="open" | "input" | "print" as name)):
                yield f"line {node.lineno}: {name}()"
            case _:
                pass


@pytest.mark.parametrize("path", RULES, ids=_name)
def test_rules_look_at_no_clock_and_no_file(path: Path) -> None:
    assert not list(_world(ast.parse(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_modules_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
