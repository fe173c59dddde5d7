"""Who agreed to what: organisations that asked to work with Wikimedia to be named, partners to be thanked in public."""

from __future__ import annotations

from bot.core.records import Inquiry, Partnership, Record


def may_be_named(record: Record) -> bool:
    """Whether lists, reports and their history may name a record."""
    return not isinstance(record, Inquiry) or record.publicly_agreed == "yes"


def may_be_thanked(partnership: Partnership) -> bool:
    """Whether a partner may be thanked in public, and its page shows where it said so."""
    return partnership.recognition_consent in {"yes", "name-only"} and bool(partnership.consent_evidence)
