"""What happened to records by week, and pages that look like partnerships but have no record.

Every definition is taken only if it is not there yet: MariaDB commits one by one, and a run may be killed in between.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.definitions import create

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates both tables."""
    create(
        "history",
        sa.Column("site", sa.String(64), primary_key=True),
        sa.Column("page_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(64), primary_key=True),
        sa.Column("key_digest", sa.String(64), primary_key=True),
        sa.Column("week", sa.String(8), primary_key=True),
        sa.Column("key_name", sa.String(512), nullable=False),
        sa.Column("change", sa.String(1), nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
    )
    op.create_index("history_week", "history", ["week"], if_not_exists=True)
    create(
        "candidate",
        sa.Column("site", sa.String(64), primary_key=True),
        sa.Column("page_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("title", sa.String(512), nullable=False),
        sa.Column("sign", sa.String(512), nullable=False),
    )
