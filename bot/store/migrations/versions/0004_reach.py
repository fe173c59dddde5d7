"""The reach of categories on Commons by month."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.migrations.definitions import create

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the table."""
    create(
        "reach",
        sa.Column("category", sa.String(512), primary_key=True),
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("files", sa.BigInteger),
        sa.Column("used_files", sa.BigInteger),
        sa.Column("pages", sa.BigInteger),
        sa.Column("wikis", sa.BigInteger),
        sa.Column("views", sa.BigInteger),
        sa.Column("asked", sa.Date, nullable=False),
    )
