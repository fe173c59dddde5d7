"""What became of a person's thanks for an edit."""

from __future__ import annotations

from enum import StrEnum


class Thanks(StrEnum):
    """An answer of the wiki, each with a message ``web-thanks-<value>``."""

    SENT = "sent"  # or sent before: nobody is thanked twice
    RECIPIENT = "recipient"  # oneself, a bot, or nobody with an account
    GONE = "gone"  # the revision is deleted or hidden
    BLOCKED = "blocked"
    OFTEN = "often"  # too many thanks within a short time
    RIGHTS = "rights"  # the access does not allow it, or not any more
    OTHER = "other"
