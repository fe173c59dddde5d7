"""Who agreed to be named: organisations that asked to work with Wikimedia are named on the tool's pages only if they did."""

from __future__ import annotations

from bot.core.records import Inquiry, Record


def may_be_named(record: Record) -> bool:
    """Whether lists, reports and their history may name a record."""
    return not isinstance(record, Inquiry) or record.publicly_agreed == "yes"
