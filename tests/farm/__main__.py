"""python -m tests.farm up|down: the farm for people, to look at in a browser and to run the bot and the web tool against."""

# ruff: noqa: T201 - a command line prints

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import threading
from pathlib import Path

from bot.__main__ import DEMO
from tests.farm import ACCOUNTS, Engine, Farm, FarmError
from tests.farm.bot import WIKIS, CommandLine
from tests.farm.farm import stop_left_over
from tests.farm.installation import ENGINES


def main() -> int:
    """Run the command line; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.farm", description="A farm of real MediaWikis on loopback.")
    commands = parser.add_subparsers(dest="command", required=True)
    up = commands.add_parser("up", help="start the wikis and stay until Ctrl-C")
    up.add_argument("--engine", choices=ENGINES, default="sqlite", help="the database (default: %(default)s)")
    up.add_argument(
        "--first-port",
        type=int,
        default=8180,
        help="of consecutive ports; 0 chooses free ones (default: %(default)s)",
    )
    up.add_argument("--fresh", action="store_true", help="throw away what the folder holds")
    down = commands.add_parser("down", help="stop wikis that were left running")
    for command in (up, down):
        command.add_argument("--dir", type=Path, default=Path("var/farm"), help="the farm's folder (default: %(default)s)")
    options = parser.parse_args()
    if options.command == "down":
        print("Stopped." if stop_left_over(options.dir) else "Nothing runs there.")
        return 0
    return _up(options.engine, options.dir, options.first_port, fresh=options.fresh)


def _up(engine: Engine, directory: Path, first_port: int, *, fresh: bool) -> int:
    stop_asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop_asked.set())
    try:
        if fresh and (directory / "farm.json").exists():
            stop_left_over(directory)
            shutil.rmtree(directory)
        farm = Farm.start(engine, directory, job_run_rate=1, first_port=first_port)
    except FarmError as error:
        print(error, file=sys.stderr)
        return 1
    with farm:
        for wiki in farm.wikis:
            print(f"{wiki.dbname:12} {wiki.page_url('')}   API {wiki.api_url}")
        for account in ACCOUNTS.values():
            groups = f" ({', '.join(account.groups)})" if account.groups else ""
            print(f"{account.name}{groups}: password {account.password}")
            if account.bot_password:
                print(f"  bot password: {account.name}@{account.bot_password.name} {account.bot_password.password}")
        bot = CommandLine.of(farm, farm.directory)
        if not (farm.directory / "samples").exists():
            print("Installing the templates and importing sample pages …", flush=True)
            _fill(farm, bot)
            (farm.directory / "samples").touch()
        print(f"Look at {farm.wiki('metawiki').page_url('Partnerships')}. Run the bot:")
        print(f"  .venv/bin/python -m bot run --settings {bot.settings} {' '.join(WIKIS)}")
        print(f"Folder {farm.directory}. Ctrl-C stops the wikis; their contents stay (--fresh throws them away).", flush=True)
        stop_asked.wait()
    print("Stopped.")
    return 0


def _fill(farm: Farm, bot: CommandLine) -> None:
    bot.install()
    for wiki in farm.wikis:
        wiki.import_xml(DEMO / f"{wiki.dbname}.xml")
    bot.run()
    for wiki in farm.wikis:
        wiki.run_jobs()


if __name__ == "__main__":
    sys.exit(main())
