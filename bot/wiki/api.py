"""A wiki's api.php as the bot asks it: through pywikibot, logged in once."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from bot.settings import Settings
from bot.wiki.asking import Asking, line
from bot.wiki.protocol import WikiError
from bot.wiki.pywikibot_setup import APIError, Error, unreachable
from bot.wiki.pywikibot_setup import site as open_site


class Api(Asking):
    """One wiki, asked by the account of the settings."""

    def __init__(self, dbname: str, settings: Settings) -> None:
        super().__init__(dbname)
        self._settings = settings

    @property
    def account(self) -> str:
        """The user name that is asked and edited under; empty where there is none."""
        return self._settings.account(self.dbname).bot_username

    @cached_property
    def pywikibot(self) -> Any:
        """The wiki as pywikibot has it, logged in."""
        return open_site(self.dbname, self._settings)

    @cached_property
    def titles_at_once(self) -> int:
        """How many titles, ids or names one request may hold."""
        return 500 if "apihighlimits" in self.pywikibot.userinfo.get("rights", ()) else 50

    def ask(self, **parameters: Any) -> dict[str, Any]:
        """One request."""
        try:
            answer: dict[str, Any] = self.pywikibot.simple_request(formatversion=2, **parameters).submit()
        except APIError as error:
            raise WikiError(f"{self.dbname}: the wiki refuses to answer ({line(error)}): check the account's rights") from None
        except (Error, OSError) as error:
            raise unreachable(self.dbname, error) from None
        return answer
