"""The bot's command line some days from now: ``python -m tests.farm.later DAYS ARGUMENT …``, many times without loading it anew.

Each line of standard input is a JSON list of arguments. A process of its own is made for it, whose number is the answer; it begins when
another line comes, and its exit status (negative where a signal ended it) is the second answer.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime, timedelta

import time_machine

from bot.__main__ import cli


def main(days: int) -> None:
    """Serve until standard input ends."""
    for line in iter(sys.stdin.readline, ""):
        waiting, going = os.pipe()
        child = os.fork()
        if child == 0:
            os.dup2(2, 1)  # what is said there is not an answer
            os.read(waiting, 1)
            with time_machine.travel(datetime.now(UTC) + timedelta(days=days), tick=True):
                status = _status(json.loads(line))
            os._exit(status)
        _answer(child)
        sys.stdin.readline()
        os.write(going, b"x")
        _answer(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        os.close(waiting)
        os.close(going)


def _answer(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _status(arguments: list[str]) -> int:
    try:
        cli(arguments, prog_name="python -m bot", standalone_mode=False)
    except SystemExit as ended:
        return int(ended.code or 0)
    except Exception as error:  # noqa: BLE001 (told by the status)
        sys.stderr.write(f"{error}\n")
        return 3
    return 0


if __name__ == "__main__":
    main(int(sys.argv[1]))
