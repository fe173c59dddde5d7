"""What the tests of the jobs share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.store import Store
from tests.jobs.world import World
from tests.store.conftest import mariadb, mariadb_url, shared_url

__all__ = ["mariadb", "mariadb_url", "shared_url"]


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty store in memory."""
    with Store.open("sqlite://", migrate=True) as opened:
        yield opened


@pytest.fixture
def world(store: Store) -> World:
    """A wiki with a stop page that says "run", and an empty store."""
    return World(store)
