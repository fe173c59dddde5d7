"""The tool over MariaDB shows what it shows over SQLite."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.store import Store
from tests.web.records import fill

pytestmark = pytest.mark.engines


@pytest.fixture
def on_mariadb(mariadb_url: str, make_app: Callable[..., Flask]) -> FlaskClient:
    with Store.open(mariadb_url, migrate=True) as store:
        fill(store)
    return make_app(mariadb_url).test_client()


def test_the_same_pages(client: FlaskClient, on_mariadb: FlaskClient) -> None:
    for address in (
        "/",
        "/partnerships",
        "/partnerships?country=KE",
        "/partnerships/metawiki/2/radio",
        "/hubs",
        "/partnerships.csv",
        "/healthz",
    ):
        assert on_mariadb.get(address).text == client.get(address).text, address
