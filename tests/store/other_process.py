"""What the second process of a test does: ``python -m tests.store.other_process JOB ADDRESS …``."""

from __future__ import annotations

import sys
import time

from bot.store import LockedError, Store
from tests.store.records import TYPES, museum, page, problem


def _open(url: str, _argument: str) -> None:
    Store.open(url, migrate=True, record_types=TYPES).close()


def _replace(url: str, name: str) -> None:
    """Replaces the same ten pages again and again."""
    with Store.open(url, migrate=True, record_types=TYPES) as store:
        for turn in range(10):
            for number in range(1, 11):
                this = page(number, revision=turn)
                store.replace(this, [museum(this, f"{name} {part}") for part in range(5)], [problem(this)] * 5)
                store.set_written("metawiki", f"Page {number}", turn, name)


def _hold(url: str, name: str) -> None:
    """Takes a lock, says so, and keeps it until it is killed."""
    with Store.open(url, migrate=True) as store:
        try:
            with store.lock(name):
                _say("held")
                time.sleep(60)
        except LockedError as error:
            _say(str(error))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    {"open": _open, "replace": _replace, "hold": _hold}[sys.argv[1]](sys.argv[2], sys.argv[3])
