"""What became of an edit: five types, matched exhaustively."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Reason(StrEnum):
    """Why an edit was not made. Each has a message ``outcome-<value>``."""

    CONFLICT = "conflict"  # somebody saved in between
    CREATED = "created"  # the page was created in between
    DELETED = "deleted"  # it was ours and somebody deleted it
    NOT_OURS = "not-ours"  # a page that this tool did not write
    NOBOTS = "nobots"
    PROTECTED = "protected"
    RIGHTS = "rights"
    BLOCKED = "blocked"
    STOPPED = "stopped"  # its stop page does not say "run"
    SHRINK = "shrink"  # it would lose more than Settings allow
    LAG = "lag"  # the servers asked for a pause
    TITLE = "title"  # a title the wiki does not take
    TOO_LARGE = "too-large"
    READ_ONLY = "read-only"
    TRIAL = "trial"  # the trial's edits are used up
    FILTER = "filter"  # an abuse filter, a spam list or a captcha
    IN_USE = "in-use"  # a mark says that somebody works on the page
    TRANSLATION = "translation"  # prepared for translation, or a translation
    RECENT = "recent"  # somebody edited a short while ago
    UNDONE = "undone"  # somebody undid the same edit
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Saved:
    """Saved as ``revision`` (0 in a dry run).

    ``merged``: somebody saved in between, elsewhere on the page, so that the page now says what both wanted.
    """

    revision: int
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The page says so already."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Left alone on purpose; the next run will do the same unless a person changes something."""

    why: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Deferred:
    """Not now; the next run tries again, not before ``until`` (UTC) where that is known."""

    why: Reason
    until: datetime | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """Went wrong in a way somebody has to look at."""

    why: Reason
    detail: str = ""


Outcome = Saved | Unchanged | Skipped | Deferred | Failed

#: What ends a run before its last page: the next edits would fare no better, or must not be made.
ENDS_RUN = frozenset({Reason.STOPPED, Reason.TRIAL, Reason.LAG, Reason.READ_ONLY, Reason.BLOCKED})
