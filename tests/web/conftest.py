"""The tool over a real database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr

from bot.i18n import Messages
from bot.settings import Settings
from bot.store import Store
from tests.store.conftest import mariadb, mariadb_url
from tests.web.records import NOON, fill
from webservice.app import create_app

__all__ = ["mariadb", "mariadb_url"]


def clock() -> datetime:
    """An hour after the bot's last success."""
    return NOON + timedelta(hours=3)


@pytest.fixture(scope="session")
def messages() -> Messages:
    """The project's messages, read once."""
    return Messages.load()


@pytest.fixture
def make_app(messages: Messages) -> Callable[..., Flask]:
    """Makes the tool over the database at an address, with more settings."""

    def make(url: str, **more: object) -> Flask:
        return create_app(Settings(database=SecretStr(url), **more), messages=messages, now=clock)  # type: ignore[arg-type] # pydantic checks

    return make


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database with a few records. Nothing in the tool writes, so all tests share it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('web')}/partnerships.db"
    with Store.open(url, migrate=True) as store:
        fill(store)
    return url


@pytest.fixture
def client(filled: str, make_app: Callable[..., Flask]) -> FlaskClient:
    """Asks a tool over that database."""
    return make_app(filled).test_client()


@pytest.fixture
def empty_client(tmp_path: Path, make_app: Callable[..., Flask]) -> FlaskClient:
    """Asks a tool over a database in which nothing is."""
    url = f"sqlite:///{tmp_path}/empty.db"
    Store.open(url, migrate=True).close()
    return make_app(url).test_client()
