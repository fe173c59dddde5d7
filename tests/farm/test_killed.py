"""The bot is killed before and after each of its requests, and loses its database: everybody gets exactly one message."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from bot.core.wiki_settings import SETTINGS_TITLE
from tests.farm import Farm, FarmWiki
from tests.farm.bot import LOOPBACK_ONLY, PROJECT, settings_of
from tests.farm.proxy import Proxy

FOLDER = "Partnerships/Nominations"
#: What was delivered years ago: the first day's few messages are over.
LEDGER = {"generator": "partnerships", "deliveries": ["1|2020-01-01T00:00:00Z|Old|thank-you||en|Luc|Talk:Old|1"]}
SETTINGS = {
    "approvers": {"groups": ["sysop"], "min_edits": 0, "min_days": 1},
    "nominators": {"min_edits": 0, "min_days": 1, "per_month": 1000},
    "caps": {"per_run": 1, "per_day": 5000},
}
DELIVER = ["recognise", "--write", "live:metawiki"]
COLLECT = ["collect", "--wiki", "live:metawiki", "--write", "live:metawiki"]


@dataclass
class Bot:
    """The command line eight days from now, behind a proxy that knows when to kill it."""

    farm: Farm
    proxy: Proxy
    directory: Path
    nominated: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.wiki = self.farm.wiki("metawiki")
        self.settings = self.directory / "settings.yaml"
        self.database = self.directory / "bot.db"
        settings = settings_of(self.farm, f"sqlite:///{self.database}")
        settings["wikis"] = {"metawiki": {"api": self.wiki.api_url.replace(self.wiki.url, self.proxy.url)}}
        self.settings.write_text(yaml.safe_dump(settings), encoding="utf-8")
        kept = {name: value for name, value in os.environ.items() if name != "PYWIKIBOT_DIR" and not name.upper().endswith("_PROXY")}
        self._errors = (self.directory / "errors.txt").open("w")
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.farm.later", "8"],
            cwd=PROJECT,
            env=kept | LOOPBACK_ONLY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )

    def close(self) -> None:
        """No more runs."""
        self._server.communicate()
        self._errors.close()

    def run(self, command: list[str], at: int = 0, *, then: bool = False, edits: bool = False) -> int:
        """One run, killed before or after a request; its exit status, -9 where it was killed."""
        process = self.start(command)
        self.proxy.strike = lambda: os.kill(process, signal.SIGKILL)
        self.proxy.begin(at, then=then, edits=edits)
        return self.wait()

    def start(self, command: list[str]) -> int:
        """Make the process; its number."""
        self._tell(json.dumps([*command, "--settings", str(self.settings)]))
        return int(self._answer())

    def wait(self) -> int:
        """Let it begin, and end; its exit status."""
        self.begin()
        return self.ended()

    def begin(self) -> None:
        """Let it begin."""
        self._tell("")

    def ended(self) -> int:
        """Its exit status, once it has ended."""
        return int(self._answer())

    def nominate(self, count: int) -> None:
        """So many groups are to be thanked, and the bot knows."""
        first = len(self.nominated)
        groups = [f"Group {number}" for number in range(first, first + count)]
        self.wiki.create(dict.fromkeys(groups, "Words."), "Luc")
        asked = {group: f"{{{{Partnership nomination|nominee={group}|kind=thank-you|reason=Much.|nominated_by=Luc}}}}" for group in groups}
        self.wiki.create({f"{FOLDER}/{group}": text for group, text in asked.items()}, "Luc")
        self.wiki.create({f"{FOLDER}/{group}": text.replace("}}", "|approved_by=Admin}}") for group, text in asked.items()}, "Admin")
        self.nominated += groups
        assert self.run(COLLECT) == 0

    def delivered(self) -> list[str]:
        """The groups whose nomination says so."""
        return [group for group in self.nominated if "status=delivered" in (self.wiki.get(f"{FOLDER}/{group}") or "")]

    def notices(self) -> dict[str, int]:
        """How many messages each group got."""
        return {group: (self.wiki.get(f"Talk:{group}") or "").count("<!-- partnerships-notice") for group in self.nominated}

    def _tell(self, line: str) -> None:
        assert self._server.stdin
        self._server.stdin.write(line + "\n")
        self._server.stdin.flush()

    def _answer(self) -> str:
        assert self._server.stdout
        return self._server.stdout.readline()

    def said(self) -> str:
        """What all runs printed."""
        return (self.directory / "errors.txt").read_text(encoding="utf-8")

    def forget(self) -> None:
        """The database is deleted; what is on the wiki is read again."""
        for file in self.directory.glob("bot.db*"):
            file.unlink()
        assert self.run(COLLECT) == 0


@pytest.fixture
def wiki(clean_farm: Farm) -> FarmWiki:
    """The home wiki with people, settings in force, and tasks that may run."""
    wiki = clean_farm.wiki("metawiki")
    for name in ("Luc", "Admin"):
        wiki.establish(name, edits=1000, days=1000)
    for task in ("collect", "recognise"):
        wiki.edit(f"Partnerships/Bot/Run/{task}", "run", "Admin")
    wiki.edit("Module:Partnerships/Data/Deliveries/2020.json", json.dumps(LEDGER), "PartnershipsBot")
    wiki.edit(SETTINGS_TITLE, json.dumps(SETTINGS), "Admin")
    wiki.protect(SETTINGS_TITLE)
    return wiki


@pytest.fixture
def bot(clean_farm: Farm, wiki: FarmWiki, tmp_path: Path) -> Iterator[Bot]:
    with Proxy(wiki.url) as proxy:
        made = Bot(clean_farm, proxy, tmp_path)
        yield made
        made.close()


def test_a_dry_run_tells_who_would_be_thanked_and_saves_nothing(bot: Bot) -> None:
    bot.nominate(2)
    before = bot.wiki.query(list="recentchanges", rclimit=1, rcprop="ids")["recentchanges"]
    assert bot.run([*DELIVER, "--dry-run"]) == 0
    assert bot.wiki.query(list="recentchanges", rclimit=1, rcprop="ids")["recentchanges"] == before
    said = bot.said()
    assert "Group 0: It was delivered.\n  nominated by Luc, approved by Admin on" in said
    assert "== Thank you for your partnership work ==" in said
    assert "Group 1: Approved; as many messages as may be sent were sent, so it waits." in said


def finish(bot: Bot) -> None:
    """Run until all is done, and look: one message each, and every nomination says so."""
    for _ in range(len(bot.nominated) + 2):
        assert bot.run(DELIVER) == 0
        if bot.delivered() == bot.nominated:
            break
    assert bot.notices() == dict.fromkeys(bot.nominated, 1)
    assert bot.delivered() == bot.nominated
    for group in bot.nominated:
        assert len([each for each in bot.wiki.history(f"Talk:{group}") if each["user"] == "PartnershipsBot"]) == 1


def test_killed_at_each_save_it_thanks_everybody_once(bot: Bot) -> None:
    bot.nominate(4)
    # The first save is the message, the second the note on the nomination, the third the note that the next one waits.
    ends = [bot.run(DELIVER, at, then=then, edits=True) for at, then in itertools.product((1, 2, 3), (False, True))]
    assert set(ends) <= {0, -signal.SIGKILL}
    assert ends[:4] == [-signal.SIGKILL] * 4
    bot.forget()
    finish(bot)


@pytest.mark.sweep
def test_killed_at_each_request_it_thanks_everybody_once(bot: Bot) -> None:
    """Before and after its n-th request, n = 1, 2, … until a run completes; every fifth time the database is lost too."""
    runs = 0
    for then in (False, True):
        for at in itertools.count(1):
            if len(bot.nominated) - len(bot.delivered()) < 2:
                bot.nominate(2)
            runs += 1
            if runs % 5 == 0:
                bot.forget()
            if (status := bot.run(DELIVER, at, then=then)) == 0:
                break
            assert status == -signal.SIGKILL
    assert runs > 30
    finish(bot)


def test_two_bots_at_once_thank_everybody_once(bot: Bot, tmp_path: Path) -> None:
    with Proxy(bot.wiki.url) as proxy:
        (tmp_path / "other").mkdir()
        other = Bot(bot.farm, proxy, tmp_path / "other")
        bot.nominate(3)
        assert other.run(COLLECT) == 0
        for _ in range(3):
            for each in (bot, other):
                each.proxy.begin()
                each.start(DELIVER)
            for each in (bot, other):
                each.begin()
            assert {each.ended() for each in (bot, other)} <= {0, 1}
        other.close()
    finish(bot)
