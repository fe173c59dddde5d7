"""How fast dumps are read, and in how much memory: side by side with decompression alone and with pywikibot, in one run.

Ratios count, not the absolute times: the machine is shared. Every measurement is a process of its own; the median of three is taken,
the measurements taking turns.
"""

from __future__ import annotations

import argparse
import bz2
import json
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.core.page import Revision
from bot.core.site import Site
from tests.benchmarks.measuring import ROOT, Figure, Spread, ratios, spread
from tests.benchmarks.memory import peak_memory
from tests.wiki.exports import FOOTER, header, page_xml, revision_xml

SITE = Site("benchwiki", article_url="https://example.org/wiki/$1")
NAMES = ("Partnership", "Partnership hub", "Partenariat", "Alianza", "Pôle de partenariat")
SEED = 20261124
ROUNDS = 3
_STREAM_PAGES = 100  # as in Wikimedia's multistream dumps


def generate(megabytes: int) -> Iterator[str]:
    """An export of about so many megabytes: one page in 200 calls a template, one in 20 speaks of a partnership; 8 kB a page on average."""
    randomness = random.Random(SEED)
    words = ["".join(randomness.choices("etaoinshrdlucmfwypvbgkjqxz", k=randomness.randint(2, 9))) for _ in range(20_000)]
    words += ["[[link|text]]", "{{cite|url=x}}", "'''bold'''", "<ref>a & b</ref>", "\n\n== Title ==\n", "شراكة", "musée", "日本"] * 150
    # Texts are put together from paragraphs: the randomness would else take longer than all measurements.
    paragraphs = [" ".join(randomness.choices(words, k=120)) for _ in range(5_000)]
    written = 0
    number = 0
    yield header(SITE)
    while written < megabytes * 1_000_000:
        number += 1
        parts = randomness.choices(paragraphs, k=randomness.randint(1, 20))
        if number % 200 == 0:
            parts.insert(0, f"{{{{Partnership|partner=Museum {number}|lead=WMFR|country=FR|status=active|start=2026}}}}\n")
        elif number % 20 == 0:
            parts.append("about a partnership of many years")
        revision = revision_xml(Revision(number * 3, datetime(2026, 1, 1, tzinfo=UTC), "Example"), "\n".join(parts))
        text = page_xml(f"Page {number}", 0, number, [revision])
        written += len(text)
        yield text
    yield FOOTER


def write(megabytes: int, plain: Path, packed: Path | None) -> None:
    """Writes the export plain and, where asked for, as multistream bz2."""
    with plain.open("wb") as file:
        for part in generate(megabytes):
            file.write(part.encode())
    if packed:
        with packed.open("wb") as file:
            pages: list[bytes] = []
            for part in generate(megabytes):
                pages.append(part.encode())
                if len(pages) == _STREAM_PAGES or part == FOOTER:
                    file.write(bz2.compress(b"".join(pages)))
                    pages.clear()


# ---- What is measured, each in a process of its own -----------------------------------------------------------------------------------


def _pages(path: Path) -> int:
    from bot.wiki.dump import DumpSource  # noqa: PLC0415  # a measurement loads only what it measures

    source = DumpSource(path)
    return sum(1 for _ in source.changed(tuple(source.template_names(NAMES)), {}))


def _bytes_only(path: Path) -> int:
    from bot.wiki.stream import open_stream  # noqa: PLC0415

    with open_stream(path) as stream:
        while stream.read():
            pass
    return 0


def _standard_bz2(path: Path) -> int:
    with bz2.open(path) as file:
        while file.read(1 << 21):
            pass
    return 0


def _pywikibot(path: Path) -> int:
    import os  # noqa: PLC0415

    os.environ["PYWIKIBOT_NO_USER_CONFIG"] = "2"
    from pywikibot.xmlreader import XmlDump  # noqa: PLC0415

    return sum(1 for entry in XmlDump(str(path)).parse() if "artnership|" in entry.text)


MEASURES: dict[str, Callable[[Path], int]] = {
    "pages": _pages,
    "decompression": _bytes_only,
    "standard library's bz2": _standard_bz2,
    "pywikibot": _pywikibot,
}


def _measured(measure: str, path: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.dumps", "--measure", measure, str(path)]
    result: dict[str, Any] = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    return result


def _measure(measure: str, path: Path) -> None:
    import time  # noqa: PLC0415

    # A file of no pages first: loading libraries is not what is measured.
    MEASURES[measure](path.with_name(f"none-{path.name}"))
    start, cpu = time.perf_counter(), time.process_time()
    found = MEASURES[measure](path)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(json.dumps({"seconds": seconds, "cpu": cpu, "memory": peak_memory(), "found": found}))


def _compare(path: Path, measures: tuple[str, ...], base: str) -> dict[str, Spread]:
    runs: dict[str, list[dict[str, Any]]] = {measure: [] for measure in measures}
    for _ in range(ROUNDS):
        for measure in measures:
            runs[measure].append(_measured(measure, path))
    compared = {}
    for measure in measures:
        seconds = statistics.median(run["seconds"] for run in runs[measure])
        compared[measure] = ratios([run["seconds"] for run in runs[measure]], [run["seconds"] for run in runs[base]])
        found = runs[measure][0]["found"]
        memory = max(run["memory"] for run in runs[measure])
        print(f"  {measure:24} {seconds:8.2f} s  × {base}: {compared[measure]}  {memory:6.0f} MB  {found} found")
    return compared


def _peak(path: Path) -> float:
    # The median: which of the threads that decompress is ahead changes from run to run.
    return float(statistics.median(_measured("pages", path)["memory"] for _ in range(ROUNDS)))


def run(megabytes: int = 100, large: int = 1000) -> list[Figure]:
    """Prints times, ratios and peak memory for files of so many megabytes; ``large`` 0 leaves out the comparison of memory."""
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        plain, packed = Path(folder) / "dump.xml", Path(folder) / "dump.xml.bz2"
        write(0, plain.with_name(f"none-{plain.name}"), packed.with_name(f"none-{packed.name}"))
        write(megabytes, plain, packed)
        print(f"Dumps: {plain.stat().st_size / 1e6:.0f} MB of XML, {packed.stat().st_size / 1e6:.0f} MB as multistream bz2")
        print(" bz2 (goal: pages ≤ 1.10 × decompression)")
        compared = _compare(packed, ("pages", "decompression", "standard library's bz2", "pywikibot"), "decompression")
        figures.append(Figure("dumps: pages / decompression alone", compared["pages"], 1.10, note=f"{megabytes} MB, bz2"))
        print(" plain")
        _compare(plain, ("pages", "decompression", "pywikibot"), "pages")
        seconds = min(_measured("pages", plain)["seconds"] for _ in range(ROUNDS))
        print(f"  {plain.stat().st_size / 1e6 / seconds:.0f} MB/s")
        if not large:
            return figures
        small = {path.name: _peak(path) for path in (plain, packed)}
        write(large, plain, packed)
        print(f" Peak memory at {large} MB (goal: ≤ 1.10 × that at {megabytes} MB, and under 200 MB)")
        for path in (plain, packed):
            memory = _peak(path)
            print(f"  {path.name:24} {memory:6.0f} MB  ratio {memory / small[path.name]:.2f}")
            figures.append(
                Figure(f"dumps: memory at {large} MB / at {megabytes} MB", spread([memory / small[path.name]]), 1.10, note=path.name)
            )
            figures.append(Figure(f"dumps: memory at {large} MB", spread([memory]), 200, "MB", path.name))
    return figures


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=100, help="size of the files that are timed")
    parser.add_argument("--large", type=int, default=1000, help="size of the files whose memory is compared; 0: none")
    parser.add_argument("--measure", nargs=2, metavar=("WHAT", "FILE"), help="one measurement, as JSON (used by the benchmark itself)")
    arguments = parser.parse_args()
    if arguments.measure:
        _measure(arguments.measure[0], Path(arguments.measure[1]))
    else:
        run(arguments.megabytes, arguments.large)


if __name__ == "__main__":
    main()
