"""The database: a cache of what the wikis say, and a ledger of what the bot did. SQLite by default, MariaDB in production."""

from bot.store.changes import Version
from bot.store.errors import LockedError, StoreError
from bot.store.ledger import OK, RUNNING, JobState, LoggedOutcome, Remembered, Written
from bot.store.pages import Counts
from bot.store.search import Hit
from bot.store.store import Store

__all__ = [
    "OK",
    "RUNNING",
    "Counts",
    "Hit",
    "JobState",
    "LockedError",
    "LoggedOutcome",
    "Remembered",
    "Store",
    "StoreError",
    "Version",
    "Written",
]
