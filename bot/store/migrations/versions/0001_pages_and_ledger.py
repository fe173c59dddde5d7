"""Pages with their records and problems; what was written, remembered and done.

Every definition is taken only if it is not there yet: MariaDB commits one by one, and a run may be killed in between.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

from bot.store.migrations.definitions import create

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TIME = sa.DateTime().with_variant(mysql.DATETIME(fsp=6), "mysql")
_LONG_TEXT = sa.Text().with_variant(mysql.MEDIUMTEXT(), "mysql")


def upgrade() -> None:
    """Creates the first tables."""
    create(
        "site",
        sa.Column("site", sa.String(64), primary_key=True),
        sa.Column("language", sa.String(64), nullable=False),
        sa.Column("direction", sa.String(64), nullable=False),
        sa.Column("article_url", _LONG_TEXT, nullable=False),
    )
    create(
        "page",
        sa.Column("site", sa.String(64), primary_key=True),
        sa.Column("page_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("title", sa.String(512), nullable=False),
        sa.Column("namespace", sa.Integer, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("revision_time", _TIME),
        sa.Column("content_model", sa.String(64), nullable=False),
        sa.Column("unreadable", _LONG_TEXT, nullable=False),
        sa.Column("translatable", sa.Boolean, nullable=False),
        sa.Column("translation", sa.Boolean, nullable=False),
    )
    create(
        "record",
        sa.Column("site", sa.String(64), primary_key=True),
        sa.Column("page_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("key_digest", sa.String(64), nullable=False),
        sa.Column("data", _LONG_TEXT, nullable=False),
        _of_page(),
    )
    op.create_index("record_kind", "record", ["kind"], if_not_exists=True)
    create(
        "problem",
        sa.Column("site", sa.String(64), primary_key=True),
        sa.Column("page_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("severity", sa.String(64), nullable=False),
        sa.Column("page", sa.String(512), nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("template", _LONG_TEXT, nullable=False),
        sa.Column("parameter", _LONG_TEXT, nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("column", sa.Integer, nullable=False),
        sa.Column("found", _LONG_TEXT, nullable=False),
        sa.Column("remedy", _LONG_TEXT, nullable=False),
        _of_page(),
    )
    create(
        "written",
        sa.Column("site", sa.String(64), primary_key=True),
        sa.Column("title", sa.String(512), primary_key=True),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.String(128), nullable=False),
    )
    create(
        "remembered",
        sa.Column("site", sa.String(64), primary_key=True),
        sa.Column("title", sa.String(512), primary_key=True),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("text", _LONG_TEXT, nullable=False),
    )
    create("fingerprint", sa.Column("site", sa.String(64), primary_key=True), sa.Column("fingerprint", _LONG_TEXT, nullable=False))
    create(
        "job",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("last_start", _TIME),
        sa.Column("last_finish", _TIME),
        sa.Column("last_success", _TIME),
        sa.Column("counts", _LONG_TEXT, nullable=False),
        sa.Column("detail", _LONG_TEXT, nullable=False),
    )
    create(
        "outcome",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("job", sa.String(64), nullable=False),
        sa.Column("time", _TIME, nullable=False),
        sa.Column("site", sa.String(64), nullable=False),
        sa.Column("title", sa.String(512), nullable=False),
        sa.Column("type", sa.String(64), nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("until", _TIME),
        sa.Column("detail", _LONG_TEXT, nullable=False),
    )
    op.create_index("outcome_time", "outcome", ["time"], if_not_exists=True)


def _of_page() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["site", "page_id"], ["page.site", "page.page_id"], ondelete="CASCADE")
