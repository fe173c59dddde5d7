"""Brings pywikibot up without a user's configuration: no file of its own, no prompt, no output, and manners as bots should have.

What it stores (cookies, caches) goes to a folder that is gone with the process, unless PYWIKIBOT_DIR names one.
"""

from __future__ import annotations

import atexit
import logging
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from bot.settings import Account, Settings
from bot.wiki.asking import line
from bot.wiki.protocol import WikiError

# It looks at these while it is imported.
os.environ["PYWIKIBOT_NO_USER_CONFIG"] = "2"
if not os.environ.get("PYWIKIBOT_DIR"):
    os.environ["PYWIKIBOT_DIR"] = tempfile.mkdtemp(prefix="partnerships-")
    atexit.register(shutil.rmtree, os.environ["PYWIKIBOT_DIR"], ignore_errors=True)
# Without this file, which it does not read, it takes no notice of the folder and writes to the home and the working directory.
(Path(os.environ["PYWIKIBOT_DIR"]) / "user-config.py").touch(mode=0o600)

import pywikibot  # noqa: E402
from pywikibot.bot import init_handlers  # noqa: E402
from pywikibot.exceptions import APIError, ApiTimeoutError, Error, MaxlagTimeoutError, NoUsernameError  # noqa: E402
from pywikibot.login import ClientLoginManager  # noqa: E402
from pywikibot.site import APISite  # noqa: E402

__all__ = ["APIError", "ApiTimeoutError", "Error", "MaxlagTimeoutError", "NoUsernameError", "site", "unreachable"]


@cache
def _configure() -> None:
    init_handlers()
    logger = logging.getLogger("pywiki")
    logger.handlers[:] = [logging.NullHandler()]  # outcomes say what went wrong, once
    logger.propagate = False
    config = pywikibot.config
    config.maxlag = 5
    config.write_maxlag = 5
    config.put_throttle = 0  # writing waits for each answer, and lag makes it wait longer
    config.minthrottle = 0
    config.max_retries = 3
    config.retry_wait = 2
    config.retry_max = 10
    config.socket_timeout = (10, 120)


def site(dbname: str, settings: Settings) -> Any:
    """The wiki of this database name, logged in where the settings have an account for it. Raises WikiError."""
    _configure()
    agent = settings.user_agent.replace("{", "").replace("}", "")
    pywikibot.config.user_agent_format = f"{agent} {{pwb}} {{http_backend}}"
    account = settings.account(dbname)
    try:
        found = _find(dbname, settings)
        if account.bot_username:
            _log_in(found, account, dbname)
    except WikiError:
        raise
    except ValueError as error:
        raise WikiError(f"{dbname}: no wiki of this name ({line(error)}): check the name, or give its api.php in “wikis”") from None
    except (Error, OSError) as error:
        raise unreachable(dbname, error) from None
    return found


def unreachable(dbname: str, error: Exception) -> WikiError:
    """One line for a wiki that does not answer as it should."""
    return WikiError(f"{dbname}: the wiki does not answer ({line(error)}): check the network and the address, then try again")


def _find(dbname: str, settings: Settings) -> Any:
    user = settings.account(dbname).bot_username or None
    wiki = settings.wikis.get(dbname)
    if wiki is None:
        found = APISite.fromDBName(dbname)
        family, code = found.family.name, found.code
    else:
        pywikibot.config.family_files[dbname] = wiki.api
        family = code = dbname
    if user:
        pywikibot.config.usernames[family][code] = user
    # Each new site object asks the wiki who it is, so there is one only.
    return pywikibot.Site(code, family, user=user)


def _log_in(found: Any, account: Account, dbname: str) -> None:
    try:
        if account.oauth:
            pywikibot.config.authenticate[found.hostname()] = account.oauth
        elif account.bot_password is not None and not found.logged_in():  # a wiki refuses to log in twice with a BotPassword
            manager = ClientLoginManager(site=found, user=account.bot_username, password=account.bot_password.get_secret_value())
            manager.login_name = f"{account.bot_username}@{account.bot_password_name}"
            if not manager.login():
                raise NoUsernameError("the login was refused")
        found.login()
        if not found.logged_in():
            raise NoUsernameError("not logged in as this account")
    except NoUsernameError as error:
        raise WikiError(
            f"{dbname}: {account.bot_username} cannot log in ({line(error)}): check bot_username, bot_password_name and bot_password"
        ) from None
    except Error as error:
        raise WikiError(f"{dbname}: {account.bot_username} cannot log in ({line(error)}): check its credentials") from None
