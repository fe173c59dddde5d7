"""What is searched. Pages that were read before are read again, so that all of them can be found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

from bot.store.migrations.definitions import create

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_LONG_TEXT = sa.Text().with_variant(mysql.MEDIUMTEXT(), "mysql")

_SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_text USING fts5(names, terms, content='search', content_rowid='id', tokenize='ascii')",
    (
        "CREATE TRIGGER IF NOT EXISTS search_added AFTER INSERT ON search BEGIN "
        "INSERT INTO search_text(rowid, names, terms) VALUES (new.id, new.names, new.terms); END"
    ),
    (
        "CREATE TRIGGER IF NOT EXISTS search_removed AFTER DELETE ON search BEGIN "
        "INSERT INTO search_text(search_text, rowid, names, terms) VALUES ('delete', old.id, old.names, old.terms); END"
    ),
)


def upgrade() -> None:
    """Creates the table and the full-text index over it, which SQLite keeps in tables of its own, filled by triggers."""
    create(
        "search",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("site", sa.String(64), nullable=False),
        sa.Column("page_id", sa.BigInteger, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("names", _LONG_TEXT, nullable=False),
        sa.Column("terms", _LONG_TEXT, nullable=False),
        sa.ForeignKeyConstraint(["site", "page_id"], ["page.site", "page.page_id"], ondelete="CASCADE"),
    )
    op.create_index("search_page", "search", ["site", "page_id", "position"], unique=True, if_not_exists=True)
    if op.get_bind().dialect.name == "mysql":
        for column in ("names", "terms"):
            op.create_index(f"search_{column}", "search", [column], mysql_prefix="FULLTEXT", if_not_exists=True)
    else:
        for statement in _SQLITE:
            op.execute(statement)
    op.execute("DELETE FROM fingerprint")
