"""``python -m webservice``: shows what a demo or a trial run put into a folder, on this machine only."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType

import click
from pydantic import SecretStr
from werkzeug.serving import WSGIRequestHandler, make_server

from bot.i18n import MessagesError
from bot.settings import Settings, SettingsError
from bot.store import Store, StoreError
from webservice.app import create_app

HOST = "127.0.0.1"
DATABASE = "partnerships.db"


class _Quiet(WSGIRequestHandler):
    """Names no requests: names of people may stand in addresses."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


@click.command()
@click.option(
    "--directory", default="var", show_default=True, type=click.Path(path_type=Path, file_okay=False), help="Folder with the database."
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free one.")
@click.option("--developer", default="", metavar="NAME", help="Let whoever logs in be NAME, without asking a wiki.")
def main(directory: Path, port: int, developer: str) -> None:
    """Serve the web tool on this machine until interrupted."""
    database = directory / DATABASE
    if not database.is_file():
        raise click.ClickException(f"{database} does not exist: run “make demo” first, or name another folder with --directory")
    try:
        settings = Settings.load(None, os.environ).model_copy(update={"database": SecretStr(f"sqlite:///{database}")})
        Store.open(settings.database_url, migrate=False).close()
        app = create_app(settings, developer=developer)
    except (SettingsError, StoreError, MessagesError) as error:
        raise click.ClickException(str(error)) from None
    # werkzeug would print several lines and leave.
    try:
        server = make_server(HOST, port, app, threaded=True, request_handler=_Quiet)
    except (OSError, SystemExit) as error:
        raise click.ClickException(f"port {port} of {HOST} cannot be used: name another one with --port") from error
    signal.signal(signal.SIGTERM, _interrupt)
    click.echo(f"Serving on http://{HOST}:{server.port}/ (Ctrl+C ends it)")
    sys.stdout.flush()
    with suppress(KeyboardInterrupt):
        server.serve_forever()
    server.server_close()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main(prog_name="python -m webservice")
