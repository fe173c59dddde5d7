"""Run by alembic for each migration; the connection is handed in by ``bot.store.migration``."""

from __future__ import annotations

from alembic import context

from bot.store.migration import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    transactional_ddl=context.config.attributes["connection"].dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
