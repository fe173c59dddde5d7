"""Things a few at a time: what a request, or a reading, may take at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

_T = TypeVar("_T")


def batches(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """The items in their order, ``size`` at a time; the last batch may have fewer."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
