"""Differences of texts: exact, whatever the texts, and quick."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.difference import MAX_LINES, MAX_WORDS, Row, difference

LINES = st.lists(st.text("ab |=", max_size=6), max_size=12).map("\n".join)


def shown(rows: tuple[Row, ...]) -> list[str]:
    """Rows as people write them: what changed within a line stands in brackets."""
    signs = {"same": " ", "removed": "-", "added": "+", "gap": "…"}
    return [signs[row.kind] + "".join(f"[{run.text}]" if run.changed else run.text for run in row.runs) for row in rows]


@pytest.mark.parametrize(
    ("before", "after", "rows"),
    [
        ("a", "a", []),
        ("", "a", ["-", "+[a]"]),
        ("| start = soon", "| start = 2026", ["-| start = [soon]", "+| start = [2026]"]),
        ("a\nb\nc", "a\nc", [" a", "-[b]", " c"]),
        ("a\nc", "a\nb\nc", [" a", "+[b]", " c"]),
        ("1\n2\n3\n4\n5\nx\n6", "1\n2\n3\n4\n5\ny\n6", ["…", " 3", " 4", " 5", "-[x]", "+[y]", " 6"]),
        ("x\ny", "xx\nyy\nz", ["-[x]", "+[xx]", "-[y]", "+[yy]", "+[z]"]),
        ("a\n", "a", [" a", "-[]"]),
        ("a  b", "a b", ["-[a  ]b", "+[a ]b"]),
    ],
)
def test_rows(before: str, after: str, rows: list[str]) -> None:
    assert shown(difference(before, after)) == rows


@given(LINES, LINES)
def test_both_texts_can_be_read_from_the_rows(before: str, after: str) -> None:
    rows = difference(before, after, context=None)
    if before == after:
        assert rows == ()
        return
    assert "\n".join(row.text for row in rows if row.kind != "added") == before
    assert "\n".join(row.text for row in rows if row.kind != "removed") == after
    for kind, text in (("removed", before), ("added", after)):
        lines = text.split("\n")
        assert all(lines[row.line - 1] == row.text for row in rows if row.kind == kind)
    # What is left out is no change.
    changes = [row for row in rows if row.kind != "same"]
    assert [row for row in difference(before, after) if row.kind not in {"same", "gap"}] == changes


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\n".join(f"a{n % 7}" for n in range(MAX_LINES * 20)), "\n".join(f"a{n % 5}" for n in range(MAX_LINES * 20))),
        ("a b " * MAX_WORDS * 20, "b a c " * MAX_WORDS * 20),
        ("\n".join(f"{n} " + "a b " * 95 for n in range(1000)), "\n".join(f"{n}c " + "b a " * 95 for n in range(1000))),
        ("a\n" * MAX_LINES, "b\na\n" * (MAX_LINES // 2)),
    ],
)
def test_large_texts_take_little_time(before: str, after: str) -> None:
    begun = time.process_time()
    rows = difference(before, after, context=None)
    assert time.process_time() - begun < 2
    assert "\n".join(row.text for row in rows if row.kind != "removed") == after
