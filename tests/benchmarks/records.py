"""Many generated records through *collect* and *publish*: time must grow with their number, not faster. In memory, with a file database."""

from __future__ import annotations

import gc
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from bot.jobs.configuration import shipped
from bot.store import Store
from tests.benchmarks.measuring import ROOT, Figure, Spread
from tests.jobs.world import RULES, World

SIZES = (1_000, 10_000, 100_000)
#: Doubling a load may cost so many times more for each record: caches and indexes do not stay the same.
GOAL = 1.5

_COUNTRIES = ("SN", "FR", "IN", "Mali", "Brésil", "México", "مصر", "Kenya", "DE", "JP", "Peru", "Poland")
_STATUSES = ("active", "en cours", "completed", "idea", "paused")
_THEMES = ("museums", "archives", "music", "art", "history", "women", "maps", "health")


def page(number: int, randomness: random.Random) -> str:
    """The text of the page of a partnership, with a contribution on one in four."""
    pick = randomness.choice
    text = "\n".join(
        (
            "{{Partnership",
            f"| partner = Museum {number} of {pick(_THEMES)}",
            f"| lead = Wikimedia {pick(_COUNTRIES)}",
            f"| country = {pick(_COUNTRIES)}, {pick(_COUNTRIES)}",
            f"| status = {pick(_STATUSES)}",
            f"| start = {pick(('2024', '2025-03', '14 March 2026'))}",
            f"| themes = {pick(_THEMES)}",
            "| programs = glam",
            "| languages = fr, en",
            f"| summary = They scan {pick(_THEMES)} and {pick(_THEMES)} together.",
            "}}\n",
        )
    )
    if number % 4 == 0:
        text += f"{{{{Partnership contribution|type=media|date=2025|what=Scans {number}|licence=CC BY-SA 4.0|records={number}}}}}\n"
    return text


def run(console: Console, sizes: Sequence[int] = SIZES) -> list[Figure]:
    """Measure and print; the figures are costs for each record, by those of a tenth of the records."""
    configuration = shipped(ROOT / "templates").configuration
    seconds: dict[str, list[float]] = {"collect": [], "collect again": [], "publish": [], "publish again": []}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{Path(folder) / 'x.db'}", migrate=True) as store:
            world = World(store, configuration=configuration)
            randomness = random.Random(size)
            for number in range(size):
                world.wiki.put(f"Partnerships/{number}", page(number, randomness))
            rules = replace(RULES, edits=100_000)
            steps: tuple[tuple[str, Callable[[], object]], ...] = (
                ("collect", world.collect),
                ("publish", lambda world=world, rules=rules: world.publish(rules)),  # type: ignore[misc] # bound at once
                ("collect again", world.collect),
                ("publish again", lambda world=world, rules=rules: world.publish(rules)),  # type: ignore[misc]
            )
            for name, step in steps:
                gc.collect()
                start = time.process_time()
                step()
                seconds[name].append(time.process_time() - start)
        console.print(f" {size:>7} records  " + "  ".join(f"{name} {values[-1]:.2f} s" for name, values in seconds.items()))
    figures = []
    for name, values in seconds.items():
        for position in range(1, len(sizes)):
            ratio = (values[position] / sizes[position]) / (values[position - 1] / sizes[position - 1])
            note = f"{sizes[position]} / {sizes[position - 1]} records"
            figures.append(Figure(f"records: {name}, cost of each", Spread(ratio, ratio, ratio), GOAL, note=note))
    return figures
