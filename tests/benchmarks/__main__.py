"""``python -m tests.benchmarks``: measures time and memory against the project's goals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from tests.benchmarks import dumps, records, scanner, web
from tests.benchmarks.measuring import Figure


def _scanner(console: Console, *, quick: bool, rounds: int, files: Sequence[Path]) -> list[Figure]:
    return scanner.run(console, quick=quick, rounds=rounds, files=files)


def _dumps(console: Console, *, quick: bool, rounds: int, files: Sequence[Path]) -> list[Figure]:
    console.print()
    return dumps.run(2 if quick else 100, 0 if quick else 1000)


def _records(console: Console, *, quick: bool, rounds: int, files: Sequence[Path]) -> list[Figure]:
    console.print()
    return records.run(console, (100, 1_000) if quick else records.SIZES)


def _web(console: Console, *, quick: bool, rounds: int, files: Sequence[Path]) -> list[Figure]:
    console.print()
    return web.run(console, (100, 1_000) if quick else records.SIZES, rounds)


BENCHMARKS: Mapping[str, Callable[..., list[Figure]]] = {"scanner": _scanner, "dumps": _dumps, "records": _records, "web": _web}


def _chosen(wanted: Sequence[str]) -> tuple[list[str], list[Path]]:
    """The benchmarks and the files among the arguments."""
    names = [word for word in wanted if word in BENCHMARKS]
    files = [Path(word) for word in wanted if word not in BENCHMARKS]
    for file in files:
        if not file.is_file():
            raise click.BadParameter(f"“{file}” is neither a file nor one of: {', '.join(BENCHMARKS)}")
    if files and names and "scanner" not in names:
        raise click.BadParameter("only the benchmark “scanner” reads files")
    return names or (["scanner"] if files else list(BENCHMARKS)), files


def summary(figures: Sequence[Figure]) -> Table:
    """Goal and measurement of each figure."""
    table = Table(title="Goals", title_justify="left")
    for heading in ("", "goal", "measured (range)", "met", "where"):
        table.add_column(heading, justify="right" if heading in {"goal", "measured (range)"} else "left")
    for figure in figures:
        goal = "" if figure.goal is None else f"≤ {figure.goal:g} {figure.unit}"
        met = {True: "[green]yes", False: "[red]no", None: ""}[figure.met]
        table.add_row(figure.name, goal, f"{figure.measured} {figure.unit}", met, figure.note)
    return table


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("wanted", nargs=-1, metavar="[scanner|dumps|records|web|FILE]…")
@click.option("--quick", is_flag=True, help="Small sizes: does everything work? The numbers mean little.")
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(min=1), help="How often each comparison is made.")
def main(wanted: Sequence[str], quick: bool, rounds: int) -> None:
    """Measure time and memory, each thing side by side with what it is compared with.

    Without names everything is measured. Each FILE holds the wikitext of one page; the scanner and the other parsers read it too.
    Ratios are those of one round; printed are their median and range.
    """
    names, files = _chosen(wanted)
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 140
    figures = [figure for name in names for figure in BENCHMARKS[name](console, quick=quick, rounds=1 if quick else rounds, files=files)]
    console.print()
    console.print(summary(figures))


if __name__ == "__main__":
    main()
