"""Messages that were delivered: of each nomination one at most."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import mysql

from bot.store.migrations.definitions import create

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the table."""
    create(
        "delivery",
        sa.Column("site", sa.String(64), primary_key=True),
        sa.Column("page_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("time", sa.DateTime().with_variant(mysql.DATETIME(fsp=6), "mysql"), nullable=False),
        sa.Column("recipient", sa.String(512), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("barnstar", sa.String(64), nullable=False),
        sa.Column("language", sa.String(64), nullable=False),
        sa.Column("nominator", sa.String(512), nullable=False),
        sa.Column("page", sa.String(512), nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
    )
