"""The benchmarks run, and what they compare does the same work. Nothing here looks at times."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.articles import articles, hostile
from tests.benchmarks.measuring import ROOT, Figure, Spread, ratios, take_turns
from tests.benchmarks.readers import READERS


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "tests.benchmarks", *arguments], cwd=ROOT, check=False, capture_output=True, text=True)


@pytest.mark.slow
def test_runs(tmp_path: Path) -> None:
    page = tmp_path / "page.wikitext"
    page.write_text("{{a|b=c}} {{d}}\n", encoding="utf-8")
    done = _run("--quick", "scanner", "dumps", "records", str(page))
    assert done.returncode == 0, done.stderr
    for name in (
        "articles: reading / mwparserfromhell",
        "page.wikitext: whole process",
        "hostile: cost of doubling",
        "dumps: ",
        "records: publish, cost of each",
    ):
        assert name in " ".join(done.stdout.split())


def test_says_what_it_does_not_know() -> None:
    done = _run("scaner")
    assert done.returncode == 2
    assert "scaner" in done.stderr


def test_parsers_find_the_same_templates() -> None:
    pages = articles(8)
    # Of galleries mwparserfromhell does not read the contents.
    texts = [re.sub(r"<gallery.*?</gallery>", "", page, flags=re.DOTALL) for page in pages]
    templates = {name: [load()(text).templates for text in texts] for name, load in READERS.items()}
    assert sum(templates["bot"]) > 100
    assert templates["bot"] == templates["mwparserfromhell"] == templates["wikitextparser"]


def test_the_same_seed_gives_the_same_pages() -> None:
    assert articles(5) == articles(5)
    assert articles(5) != articles(5, seed=1)


def test_lengths_are_those_of_articles() -> None:
    lengths = [len(page.encode()) for page in articles()]
    assert 1_500_000 < sum(lengths) < 1_900_000
    assert min(lengths) < 8_000
    assert max(lengths) > 60_000


def test_hostile_texts_are_about_as_long_as_asked() -> None:
    assert all(950 <= len(text) <= 1000 for _, text in hostile(1000))


def test_those_compared_take_turns() -> None:
    order: list[str] = []

    def measure(name: str, seconds: float) -> float:
        order.append(name)
        return seconds

    results = take_turns({"a": lambda: measure("a", 1.0), "b": lambda: measure("b", 2.0)}, 3)
    assert order == ["a", "b", "b", "a", "a", "b"]
    assert ratios(results["b"], results["a"]) == Spread(2.0, 2.0, 2.0)


def test_goals_are_met_by_the_median() -> None:
    assert Figure("a", Spread(0.1, 0.05, 0.2), 0.12).met
    assert not Figure("a", Spread(0.13, 0.05, 0.2), 0.12).met
    assert Figure("a", Spread(0.1, 0.1, 0.1), None).met is None
