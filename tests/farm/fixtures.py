"""Fixtures for tests on real MediaWikis; tests/conftest.py makes them known to all tests.

`farm`: running wikis for the whole session, in whatever state earlier tests left them. `clean_farm`: the same, freshly reset.
A test runs on SQLite unless it says `@pytest.mark.engines("sqlite", "mariadb")`, or `@pytest.mark.engines` for all.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator

import pytest

from tests.farm import Farm, FarmUnavailableError
from tests.farm.installation import ENGINES


def choose_engines(metafunc: pytest.Metafunc) -> None:
    """Let a test that uses the farm run once for each engine it asks for."""
    if "farm" in metafunc.fixturenames:
        marker = metafunc.definition.get_closest_marker("engines")
        engines = (marker.args or ENGINES) if marker else ("sqlite",)
        metafunc.parametrize("farm", engines, indirect=True, scope="session")


def mark_farm_tests(items: list[pytest.Item]) -> None:
    """Give tests that use the farm the marker `farm`, so that they can be chosen or left out."""
    for item in items:
        if isinstance(item, pytest.Function) and "farm" in item.fixturenames:
            item.add_marker("farm")


@pytest.fixture(scope="session")
def farm(request: pytest.FixtureRequest) -> Iterator[Farm]:
    """Running wikis. Where they cannot be had, the test is skipped, visibly; under CI=true it fails."""
    with tempfile.TemporaryDirectory(prefix="farm-") as directory:
        try:
            running = Farm.start(request.param, directory)
        except FarmUnavailableError as error:
            if os.environ.get("CI") == "true":
                pytest.fail(f"no farm: {error}")
            pytest.skip(f"no farm: {error}")
        with running:
            yield running


@pytest.fixture
def clean_farm(farm: Farm) -> Farm:
    """Running wikis as freshly installed (or as in the last snapshot), with no condition set and an empty request log."""
    farm.reset()
    return farm
