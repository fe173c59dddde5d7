"""What changed since somebody last looked, and where the prefixes of a wiki lead."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import mysql

from bot.store.migrations.definitions import create

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_LONG_TEXT = sa.Text().with_variant(mysql.MEDIUMTEXT(), "mysql")


def upgrade() -> None:
    """Creates the tables."""
    create("changes", sa.Column("part", sa.String(64), primary_key=True), sa.Column("number", sa.BigInteger, nullable=False))
    create(
        "interwiki",
        sa.Column("site", sa.String(64), primary_key=True),
        sa.Column("prefix", sa.String(64), primary_key=True),
        sa.Column("address", _LONG_TEXT, nullable=False),
    )
