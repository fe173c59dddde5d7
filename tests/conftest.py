"""What all tests share: real MediaWikis, Chromium, and time. That the network is closed but for loopback is set in pyproject.toml."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.browser.chromium import browser
from tests.farm.fixtures import choose_engines, clean_farm, farm, mark_farm_tests

__all__ = ["browser", "clean_farm", "farm"]

# A machine has other things to do.
settings.register_profile("partnerships", deadline=None)
settings.load_profile("partnerships")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """See choose_engines."""
    choose_engines(metafunc)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """See mark_farm_tests."""
    mark_farm_tests(items)
