"""How fast calls are found in pages, side by side with other parsers, and how the cost grows with texts that are meant to be costly."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.core.scanner import scan
from tests.benchmarks.articles import ARTICLES, articles, hostile
from tests.benchmarks.measuring import ROOT, Figure, Spread, ratios, spread, take_turns
from tests.benchmarks.readers import READERS, Reader

BASE = "mwparserfromhell"
SHARE_OF_BASE = 0.12
GROWTH_OF_DOUBLING = 2.5
SECONDS_A_MEGABYTE = 0.5
LONGEST = 1_000_000  # characters of a hostile text
GROWTH_ROUNDS = 2  # at most: there are many texts
CHANCES = 8  # more, for each round, of the texts that look worst
SUSPECTS = 6


def run(console: Console, *, quick: bool, rounds: int, files: Sequence[Path] = ()) -> list[Figure]:
    """Print tables of all comparisons; ``files`` hold the wikitext of a page each and are measured besides the generated pages."""
    pages: dict[str, Sequence[str]] = {"articles": articles(6 if quick else ARTICLES)}
    pages |= {file.name: [file.read_text(encoding="utf-8")] for file in files}
    figures = []
    for name, texts in pages.items():
        figures += side_by_side(console, name, texts, rounds)
    return figures + growth(console, LONGEST // (100 if quick else 1), min(rounds, GROWTH_ROUNDS))


# ---- The same work, done by several parsers -------------------------------------------------------------------------------------------


def side_by_side(console: Console, name: str, texts: Sequence[str], rounds: int) -> list[Figure]:
    """Compare the parsers in one process, and as processes of their own."""
    readers = {parser: load() for parser, load in READERS.items()}
    counted = {parser: [read(text) for text in texts] for parser, read in readers.items()}  # and everything is loaded now
    gc.freeze()  # collections in the middle of a measurement shall look at what is measured only, not at everything that is loaded
    seconds = take_turns({parser: partial(_reading, read, texts) for parser, read in readers.items()}, rounds)
    processes = _processes(texts, rounds)
    megabytes = sum(len(text.encode()) for text in texts) / 1e6

    table = Table(title=f"{name}: {len(texts)} pages, {megabytes:.2f} MB; ratio to {BASE} (goal ≤ {SHARE_OF_BASE})", title_justify="left")
    for heading in ("", "templates", "parameters", "MB/s", "ratio", "process, s", "ratio", "peak MB"):
        table.add_column(heading, justify="right" if heading else "left")
    for parser, counts in counted.items():
        table.add_row(
            parser,
            str(sum(count.templates for count in counts)),
            str(sum(count.parameters for count in counts)),
            f"{megabytes / spread(seconds[parser]).median:.2f}",
            str(ratios(seconds[parser], seconds[BASE])),
            f"{processes.seconds(parser).median:.2f}",
            str(ratios(processes.runs[parser], processes.runs[BASE])),
            f"{processes.memory[parser]:.0f}",
        )
    console.print(table)
    return [
        Figure(f"{name}: reading / {BASE}", ratios(seconds["bot"], seconds[BASE]), SHARE_OF_BASE),
        Figure(f"{name}: whole process / {BASE}'s", ratios(processes.runs["bot"], processes.runs[BASE]), SHARE_OF_BASE),
        Figure(f"{name}: reading / wikitextparser", ratios(seconds["bot"], seconds["wikitextparser"]), None),
    ]


def _reading(read: Reader, texts: Sequence[str]) -> float:
    """CPU seconds: those of other processes on the machine do not count."""
    gc.collect()  # nobody pays for what another one left behind
    start = time.process_time()
    for text in texts:
        read(text)
    return time.process_time() - start


class _Processes:
    """What whole processes took, by parser."""

    def __init__(self) -> None:
        self.runs: dict[str, list[float]] = {}
        self.memory: dict[str, float] = {}  # MB

    def seconds(self, parser: str) -> Spread:
        return spread(self.runs[parser])


def _processes(texts: Sequence[str], rounds: int) -> _Processes:
    processes = _Processes()
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.wikitext" for number in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, encoding="utf-8", newline="")

        def process(parser: str) -> float:
            command = [sys.executable, "-m", "tests.benchmarks.readers", parser, *map(str, files)]
            start = time.perf_counter()
            printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
            seconds = time.perf_counter() - start
            processes.memory[parser] = max(processes.memory.get(parser, 0.0), json.loads(printed)["memory"])
            return seconds

        processes.runs = take_turns({parser: partial(process, parser) for parser in READERS}, rounds)
    return processes


# ---- Texts that are meant to be costly ------------------------------------------------------------------------------------------------


def growth(console: Console, longest: int, rounds: int) -> list[Figure]:
    """Double each hostile text twice, up to ``longest`` characters, and say which one is the worst in which way."""
    lengths = (longest // 4, longest // 2, longest)
    gc.freeze()
    seconds: dict[str, list[list[float]]] = {}
    # Rounds over all texts, not over each: a slow minute then falls on one round of many texts, not on all rounds of one.
    for _ in range(rounds):
        _round(lengths, seconds)
    # The worst of so many are to a part those that had bad luck: they get more chances. What is really worse stays so.
    for _ in range(CHANCES * rounds):
        steepness = _doubling(seconds)
        again = {
            *sorted(seconds, key=lambda name: -steepness[name])[:SUSPECTS],
            *sorted(seconds, key=lambda name: -_least(seconds[name])[-1])[:2],
        }
        _round(lengths, seconds, again)
    peaks = {name: _peak(text) for name, text in hostile(lengths[0])}  # to watch allocations makes everything slow

    least = {name: _least(times) for name, times in seconds.items()}
    doubling = _doubling(seconds)
    steepest = max(doubling, key=lambda name: doubling[name])
    slowest = max(least, key=lambda name: least[name][-1])
    hungriest = max(peaks, key=lambda name: peaks[name])

    title = f"{len(least)} hostile texts of {', '.join(f'{length // 1000} kB' for length in lengths)}, the worst of them"
    table = Table(title=title, title_justify="left")
    for heading in ("", *(f"{length // 1000} kB, s" for length in lengths), "doubling ×", f"MB for {lengths[0] // 1000} kB"):
        table.add_column(heading, justify="right" if heading else "left")
    worst = sorted(least, key=lambda name: -least[name][-1])[:5]
    for name in dict.fromkeys([*worst, steepest, hungriest]):
        table.add_row(name, *(f"{taken:.3f}" for taken in least[name]), f"{doubling[name]:.2f}", f"{peaks[name]:.0f}")
    console.print(table)

    at_longest = spread([times[-1] for times in seconds[slowest]])
    return [
        Figure("hostile: cost of doubling", spread([doubling[steepest]]), GROWTH_OF_DOUBLING, note=steepest),
        Figure(f"hostile: worst at {longest // 1000} kB", at_longest, SECONDS_A_MEGABYTE * longest / 1_000_000, "s", slowest),
        Figure(f"hostile: memory at {lengths[0] // 1000} kB", spread([peaks[hungriest]]), None, "MB", hungriest),
    ]


def _round(lengths: Sequence[int], seconds: dict[str, list[list[float]]], only: Collection[str] | None = None) -> None:
    """Scan each text, or those named ``only``, once at each length."""
    for texts in zip(*(hostile(length) for length in lengths), strict=True):
        name = texts[0][0]
        if only is None or name in only:
            seconds.setdefault(name, []).append([_scanning(text) for _, text in texts])


def _least(times: Sequence[Sequence[float]]) -> list[float]:
    """The least seconds at each length: whatever else the machine does (to its caches, say) can only add."""
    return [min(taken) for taken in zip(*times, strict=True)]


def _doubling(seconds: Mapping[str, Sequence[Sequence[float]]]) -> dict[str, float]:
    """How many times as much the double text takes, at worst."""
    least = {name: _least(times) for name, times in seconds.items()}
    return {name: max(later / earlier for earlier, later in pairwise(taken)) for name, taken in least.items()}


def _scanning(text: str) -> float:
    gc.collect()
    start = time.process_time()
    scan(text, translate=True, inside_tags=True)
    return time.process_time() - start


def _peak(text: str) -> float:
    """MB held at most while a text is read, the text itself apart."""
    gc.collect()
    tracemalloc.start()
    try:
        scan(text, translate=True, inside_tags=True)
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()
