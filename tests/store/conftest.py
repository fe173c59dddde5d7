"""Every test of the store runs on SQLite in memory, on SQLite in a file and on a real MariaDB."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from bot.store import Store
from tests.store.mariadb import NoMariaDBError, Server, running_server
from tests.store.records import TYPES

_numbers = count(1)


@pytest.fixture(scope="session")
def mariadb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for the session; without one the test is skipped, which in continuous integration is a failure."""
    try:
        with running_server(tmp_path_factory.mktemp("mariadb")) as server:
            yield server
    except NoMariaDBError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture
def mariadb_url(mariadb: Server) -> Iterator[str]:
    """The address of an empty database."""
    name = f"test{next(_numbers)}"
    mariadb.execute(f"CREATE DATABASE {name}")
    yield mariadb.url(name)
    mariadb.execute(f"DROP DATABASE {name}")


@pytest.fixture(params=["file", "mariadb"])
def shared_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database that several processes can open."""
    if request.param == "mariadb":
        return str(request.getfixturevalue("mariadb_url"))
    return f"sqlite:///{tmp_path}/partnerships.db"


@pytest.fixture(params=["memory", "file", "mariadb"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "mariadb":
        return str(request.getfixturevalue("mariadb_url"))
    return "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path}/partnerships.db"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store."""
    with Store.open(url, migrate=True, record_types=TYPES) as opened:
        yield opened
