"""The accounts that exist on every wiki of the farm. Their passwords are for loopback only, so they are no secrets."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class BotPassword:
    """A bot password: log in as `NAME@name` with action=login. MediaWiki takes only 32 or more characters of 0-9 and a-w."""

    name: str
    password: str
    grants: tuple[str, ...]


@dataclass(frozen=True)
class Account:
    """One account: its main password (action=clientlogin), its groups beside `user`, and its bot password, if any."""

    name: str
    password: str
    groups: tuple[str, ...] = ()
    bot_password: BotPassword | None = None

    def as_json(self) -> dict[str, Any]:
        """The shape that console.php's `accounts` command reads."""
        return asdict(self)


_BOT_GRANTS = ("basic", "highvolume", "editpage", "editprotected", "createeditmovepage", "viewdeleted")

ADMIN = Account("Admin", "farm-admin-password", ("sysop", "bureaucrat", "interface-admin"))
PARTNERSHIPS_BOT = Account(
    "PartnershipsBot",
    "farm-bot-password",
    ("bot",),
    BotPassword("tests", "0123456789abcdefghijklmnopqrstuv", _BOT_GRANTS),
)
# Without the bot flag: 50 titles a request instead of 500.
SLOW_BOT = Account("SlowBot", "farm-slow-password", (), BotPassword("tests", "vutsrqponmlkjihgfedcba9876543210", _BOT_GRANTS))
AMINA = Account("Amina", "farm-amina-password")
LUC = Account("Luc", "farm-luc-password")

ACCOUNTS: dict[str, Account] = {account.name: account for account in (ADMIN, PARTNERSHIPS_BOT, SLOW_BOT, AMINA, LUC)}
