"""Runs the bot against a farm as its operators do: by its command line, with a settings file."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.settings import Settings
from bot.wiki.live import LiveWiki
from bot.wiki.replicas import Replicas
from tests.farm import Farm
from tests.farm.accounts import ACCOUNTS

PROJECT = Path(__file__).resolve().parents[2]
#: What a child process gets so that it reaches nothing but this machine.
LOOPBACK_ONLY = {"HTTP_PROXY": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9", "NO_PROXY": "127.0.0.1,localhost"}


def settings_of(farm: Farm, database: str, account: str = "PartnershipsBot") -> dict[str, object]:
    """Settings of a bot that runs under an account of the farm."""
    bot_password = ACCOUNTS[account].bot_password
    assert bot_password is not None
    return {
        "database": database,
        "wikis": {wiki.dbname: {"api": wiki.api_url} for wiki in farm.wikis},
        "bot_username": account,
        "bot_password_name": bot_password.name,
        "bot_password": bot_password.password,
        "contact": "tests@example.org",
    }


def live_wiki(farm: Farm, dbname: str, account: str = "PartnershipsBot", replicas: Replicas | None = None) -> LiveWiki:
    """One of the farm's wikis as the bot sees it, within this process.

    Its ``site.dbname`` ends with the port: pywikibot keeps sites by name as long as the process lives, and farms come and go.
    """
    wiki = farm.wiki(dbname)
    name = f"{dbname}{wiki.port}"
    settings = settings_of(farm, "sqlite://", account) | {"wikis": {name: {"api": wiki.api_url}}, "home": name}
    return LiveWiki(name, Settings.model_validate(settings), replicas)


#: Options of ``run`` that read all wikis of the farm and write to the home wiki.
WIKIS = (
    *("--wiki", "live:metawiki"),
    *("--wiki", "live:frwiki"),
    *("--wiki", "live:commonswiki"),
    *("--write", "live:metawiki"),
)


@dataclass(frozen=True)
class CommandLine:
    """``python -m bot`` with one settings file."""

    settings: Path

    @classmethod
    def of(cls, farm: Farm, directory: Path, account: str = "PartnershipsBot") -> CommandLine:
        """The command line of a bot with a database of its own in ``directory``."""
        file = directory / f"settings-{account}.yaml"
        file.write_text(yaml.safe_dump(settings_of(farm, f"sqlite:///{directory / account}.db", account)), encoding="utf-8")
        return cls(file)

    def __call__(self, *arguments: str, expected_status: int = 0) -> subprocess.CompletedProcess[str]:
        """Run it to its end; the output is in ``stdout`` and ``stderr``."""
        command = [sys.executable, "-m", "bot", *arguments, "--settings", str(self.settings)]
        # Not the folder of this process' own pywikibot: its cookies would log the bot in whatever the settings say.
        kept = {name: value for name, value in os.environ.items() if name != "PYWIKIBOT_DIR" and not name.upper().endswith("_PROXY")}
        done = subprocess.run(command, cwd=PROJECT, env=kept | LOOPBACK_ONLY, capture_output=True, text=True, timeout=600, check=False)
        assert done.returncode == expected_status, f"{arguments}: status {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def install(self, *arguments: str, expected_status: int = 0) -> subprocess.CompletedProcess[str]:
        """``install`` on the home wiki."""
        return self("install", "--write", "live:metawiki", *arguments, expected_status=expected_status)

    def run(self, *arguments: str, expected_status: int = 0) -> subprocess.CompletedProcess[str]:
        """``run`` over the three wikis."""
        return self("run", *WIKIS, *arguments, expected_status=expected_status)
