"""Real MediaWikis on loopback for the tests: `Farm.start(engine, directory)`, or `python -m tests.farm up`."""

from __future__ import annotations

from tests.farm.accounts import ACCOUNTS, Account, BotPassword
from tests.farm.farm import Farm, LoggedRequest
from tests.farm.installation import Engine, FarmError, FarmUnavailableError
from tests.farm.wiki import FarmWiki, WikiError

__all__ = [
    "ACCOUNTS",
    "Account",
    "BotPassword",
    "Engine",
    "Farm",
    "FarmError",
    "FarmUnavailableError",
    "FarmWiki",
    "LoggedRequest",
    "WikiError",
]
