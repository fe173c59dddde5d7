"""The tables as the newest migration leaves them.

Sizes: a title has at most 255 bytes after its namespace, a database name 64 characters. What people typed is bounded by the size of a
page only (2 MB), so it goes where there is room for that. Keys stay below 3,072 bytes, at four bytes a character. On MariaDB,
characters are compared by code point and trailing spaces count: titles that differ in case or accents are different titles.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    insert,
    select,
)
from sqlalchemy.dialects import mysql
from sqlalchemy.types import TypeEngine

#: Characters that a page's full title, a database name, and a name or code of ours may have.
TITLE_LENGTH = 512
SITE_LENGTH = 64
NAME_LENGTH = 64


class UtcDateTime(TypeDecorator[datetime]):
    """A time with a zone going in, the same time in UTC coming out; the database keeps it to the microsecond."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """DATETIME of MariaDB drops fractions unless told."""
        return dialect.type_descriptor(mysql.DATETIME(fsp=6) if dialect.name == "mysql" else DateTime())

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Raises ValueError for a time without zone: nobody knows when that is."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without zone: {value.isoformat()}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """What comes out says that it is UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


_LONG_TEXT = Text().with_variant(mysql.MEDIUMTEXT(), "mysql")
#: Options of every table; SQLite takes no notice.
_MARIADB: dict[str, Any] = {
    "mysql_engine": "InnoDB",
    "mysql_row_format": "DYNAMIC",
    "mysql_charset": "utf8mb4",
    "mysql_collate": "utf8mb4_nopad_bin",
}

metadata = MetaData()

#: The wikis that were read, as far as links to their pages need them.
site = Table(
    "site",
    metadata,
    Column("site", String(SITE_LENGTH), primary_key=True),
    Column("language", String(NAME_LENGTH), nullable=False),
    Column("direction", String(NAME_LENGTH), nullable=False),
    Column("article_url", _LONG_TEXT, nullable=False),
    **_MARIADB,
)

#: Every page that was read, or could not be: then ``unreadable`` says why, and the rest is from when it last could (revision 0: never).
#: ``translatable`` pages carry the Translate extension's markup; ``translation`` ones were made from such a page, and their records
#: do not count.
page = Table(
    "page",
    metadata,
    Column("site", String(SITE_LENGTH), primary_key=True),
    Column("page_id", BigInteger, primary_key=True, autoincrement=False),
    Column("title", String(TITLE_LENGTH), nullable=False),
    Column("namespace", Integer, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("revision_time", UtcDateTime),
    Column("content_model", String(NAME_LENGTH), nullable=False),
    Column("unreadable", _LONG_TEXT, nullable=False),
    Column("translatable", Boolean(create_constraint=False), nullable=False),
    Column("translation", Boolean(create_constraint=False), nullable=False),
    **_MARIADB,
)


def _of_page() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["site", "page_id"], ["page.site", "page.page_id"], ondelete="CASCADE")


#: Records in the order of their page. ``key_digest`` is the SHA-256 of the key's name, which may be of any length; ``data`` is the
#: record as JSON.
record = Table(
    "record",
    metadata,
    Column("site", String(SITE_LENGTH), primary_key=True),
    Column("page_id", BigInteger, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(NAME_LENGTH), nullable=False),
    Column("key_digest", String(64), nullable=False),
    Column("data", _LONG_TEXT, nullable=False),
    _of_page(),
    Index("record_kind", "kind"),
    **_MARIADB,
)

problem = Table(
    "problem",
    metadata,
    Column("site", String(SITE_LENGTH), primary_key=True),
    Column("page_id", BigInteger, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("code", String(NAME_LENGTH), nullable=False),
    Column("severity", String(NAME_LENGTH), nullable=False),
    Column("page", String(TITLE_LENGTH), nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("template", _LONG_TEXT, nullable=False),
    Column("parameter", _LONG_TEXT, nullable=False),
    Column("line", Integer, nullable=False),
    Column("column", Integer, nullable=False),
    Column("found", _LONG_TEXT, nullable=False),
    Column("remedy", _LONG_TEXT, nullable=False),
    _of_page(),
    **_MARIADB,
)

#: What is searched of the record at a place, as terms of ``bot.core.search`` separated by blanks: those of its names, and all of them.
#: MariaDB indexes them here; on SQLite triggers feed its own full-text index, ``search_text``.
search = Table(
    "search",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("site", String(SITE_LENGTH), nullable=False),
    Column("page_id", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    Column("names", _LONG_TEXT, nullable=False),
    Column("terms", _LONG_TEXT, nullable=False),
    _of_page(),
    Index("search_page", "site", "page_id", "position", unique=True),
    Index("search_names", "names", mysql_prefix="FULLTEXT").ddl_if(dialect="mysql"),
    Index("search_terms", "terms", mysql_prefix="FULLTEXT").ddl_if(dialect="mysql"),
    **_MARIADB,
)

#: The revision and the digest of the text that this tool last saved under a title.
written = Table(
    "written",
    metadata,
    Column("site", String(SITE_LENGTH), primary_key=True),
    Column("title", String(TITLE_LENGTH), primary_key=True),
    Column("revision", BigInteger, nullable=False),
    Column("digest", String(128), nullable=False),
    **_MARIADB,
)

#: The text of pages that stay in force until a newer one is valid.
remembered = Table(
    "remembered",
    metadata,
    Column("site", String(SITE_LENGTH), primary_key=True),
    Column("title", String(TITLE_LENGTH), primary_key=True),
    Column("revision", BigInteger, nullable=False),
    Column("text", _LONG_TEXT, nullable=False),
    **_MARIADB,
)

#: What the pages of a site were read with.
fingerprint = Table(
    "fingerprint",
    metadata,
    Column("site", String(SITE_LENGTH), primary_key=True),
    Column("fingerprint", _LONG_TEXT, nullable=False),
    **_MARIADB,
)

#: Each job's last run; ``counts`` is a JSON object of numbers.
job = Table(
    "job",
    metadata,
    Column("name", String(NAME_LENGTH), primary_key=True),
    Column("state", String(NAME_LENGTH), nullable=False),
    Column("last_start", UtcDateTime),
    Column("last_finish", UtcDateTime),
    Column("last_success", UtcDateTime),
    Column("counts", _LONG_TEXT, nullable=False),
    Column("detail", _LONG_TEXT, nullable=False),
    **_MARIADB,
)

#: What became of edits, one row each. ``type`` names the class of the outcome; the columns after it are that class's fields.
outcome = Table(
    "outcome",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("job", String(NAME_LENGTH), nullable=False),
    Column("time", UtcDateTime, nullable=False),
    Column("site", String(SITE_LENGTH), nullable=False),
    Column("title", String(TITLE_LENGTH), nullable=False),
    Column("type", String(NAME_LENGTH), nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("reason", String(NAME_LENGTH), nullable=False),
    Column("until", UtcDateTime),
    Column("detail", _LONG_TEXT, nullable=False),
    Index("outcome_time", "time"),
    **_MARIADB,
)

#: What happened to a record in an ISO week (``2026-W47``), and its score at the end of it.
history = Table(
    "history",
    metadata,
    Column("site", String(SITE_LENGTH), primary_key=True),
    Column("page_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(NAME_LENGTH), primary_key=True),
    Column("key_digest", String(64), primary_key=True),
    Column("week", String(8), primary_key=True),
    Column("key_name", String(TITLE_LENGTH), nullable=False),
    Column("change", String(1), nullable=False),
    Column("score", Integer, nullable=False),
    Index("history_week", "week"),
    **_MARIADB,
)

#: Pages that look like partnerships but have no record, and by which category or template they were found.
candidate = Table(
    "candidate",
    metadata,
    Column("site", String(SITE_LENGTH), primary_key=True),
    Column("page_id", BigInteger, primary_key=True, autoincrement=False),
    Column("title", String(TITLE_LENGTH), nullable=False),
    Column("sign", String(TITLE_LENGTH), nullable=False),
    **_MARIADB,
)

#: The reach of a category on Commons in a month (``2026-03``), as far as it is known, and the day on which it was asked.
reach = Table(
    "reach",
    metadata,
    Column("category", String(TITLE_LENGTH), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("files", BigInteger),
    Column("used_files", BigInteger),
    Column("pages", BigInteger),
    Column("wikis", BigInteger),
    Column("views", BigInteger),
    Column("asked", Date, nullable=False),
    **_MARIADB,
)

#: Numbers that grow with each change of a part of what is stored.
changes = Table(
    "changes",
    metadata,
    Column("part", String(NAME_LENGTH), primary_key=True),
    Column("number", BigInteger, nullable=False),
    **_MARIADB,
)

#: Where a wiki's prefixes of links lead: addresses with ``$1`` for the title.
interwiki = Table(
    "interwiki",
    metadata,
    Column("site", String(SITE_LENGTH), primary_key=True),
    Column("prefix", String(NAME_LENGTH), primary_key=True),
    Column("address", _LONG_TEXT, nullable=False),
    **_MARIADB,
)


def copy_rows(source: Connection, target: Connection) -> None:
    """Puts every row of one database into another, empty one."""
    for table in metadata.sorted_tables:
        for rows in source.execute(select(table)).mappings().partitions(1000):
            target.execute(insert(table), [dict(row) for row in rows])


#: Messages that were delivered: ``site`` and ``page_id`` are of the nomination's page, ``page`` and ``revision`` of the message.
delivery = Table(
    "delivery",
    metadata,
    Column("site", String(SITE_LENGTH), primary_key=True),
    Column("page_id", BigInteger, primary_key=True, autoincrement=False),
    Column("time", UtcDateTime, nullable=False),
    Column("recipient", String(TITLE_LENGTH), nullable=False),
    Column("kind", String(NAME_LENGTH), nullable=False),
    Column("barnstar", String(NAME_LENGTH), nullable=False),
    Column("language", String(NAME_LENGTH), nullable=False),
    Column("nominator", String(TITLE_LENGTH), nullable=False),
    Column("page", String(TITLE_LENGTH), nullable=False),
    Column("revision", BigInteger, nullable=False),
    **_MARIADB,
)
