"""How the migrations define a table, on both databases alike."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def create(name: str, *columns: sa.Column[object] | sa.ForeignKeyConstraint) -> None:
    """Create a table, unless it is there."""
    op.create_table(
        name,
        *columns,
        if_not_exists=True,
        mysql_engine="InnoDB",
        mysql_row_format="DYNAMIC",
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_nopad_bin",
    )
