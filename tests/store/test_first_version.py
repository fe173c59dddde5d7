"""A database as the first version left it, on its way to this version: nothing is lost, and pages are read anew."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, DateTime, MetaData

from bot.core.records import Hub, Partnership
from bot.store import Store, StoreError
from bot.store.database import Database
from bot.store.migration import _config
from tests.checks import ROOT

#: What the first version's ``run`` wrote of three pages; page and revision numbers were made shorter.
FIRST_VERSION = ROOT / "tests" / "fixtures" / "first_version.json"


@pytest.fixture
def first_version(shared_url: str) -> str:
    """The address of such a database."""
    rows: dict[str, list[dict[str, Any]]] = json.loads(FIRST_VERSION.read_text(encoding="utf-8"))
    database = Database(shared_url)

    def fill(connection: Connection) -> None:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        found = MetaData()
        found.reflect(connection)
        for name in ("site", "page", *sorted(rows.keys() - {"site", "page"})):
            table = found.tables[name]
            times = [column.name for column in table.columns if isinstance(column.type, DateTime)]
            for row in rows[name]:
                dated = {time: datetime.fromisoformat(row[time]) if row[time] else None for time in times}
                connection.execute(table.insert().values({**row, **dated}))

    database.write(fill)
    database.close()
    return shared_url


def test_it_is_brought_to_this_version_with_all_it_holds(first_version: str) -> None:
    with pytest.raises(StoreError, match="older version"):
        Store.open(first_version, migrate=False)
    with Store.open(first_version, migrate=True) as store:
        museum, school = store.records(Partnership.kind)
        assert (museum.display_name, museum.values("country"), museum.values("lead")) == (
            "Museum of the Two Rivers",
            ("SN", "ML"),
            ("Wikimedia Community Dakar",),
        )
        assert school.display_name == "School"
        assert [hub.display_name for hub in store.records(Hub.kind)] == ["Sahel hub"]
        assert {problem.parameter for problem in store.problems()} == {"type", "lead", "status"}
        assert [job.name for job in store.jobs() if job.last_success] == ["collect", "install", "publish"]
        assert len(store.outcomes(limit=9)) == 2
        assert len(store.all_written("metawiki")) == 3
        assert store.remembered("metawiki", "Partnerships/Bot/Run/publish") is not None
        # Without it, the next run reads every page by this version's rules.
        assert store.get_fingerprint("metawiki") is None
    Store.open(first_version, migrate=False).close()
