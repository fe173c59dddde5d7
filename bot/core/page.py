"""Pages of a wiki, and changes to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ContentModel = str  # "wikitext", "json", "Scribunto", "sanitized-css", "flow-board", …


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision by its number, time (UTC) and author (empty where hidden)."""

    id: int
    timestamp: datetime
    user: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as one revision has it. ``title`` is the full title, namespace included; ``redirect`` the target's title, if it is one."""

    site: str  # database name
    id: int
    title: str
    namespace: int
    revision: Revision
    text: str
    content_model: ContentModel = "wikitext"
    redirect: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A page that still exists and has not changed since the revision the caller knows: its text is not fetched."""

    id: int
    revision: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A page that exists but could not be read; ``why`` is a sentence for the log.

    What is ``hidden`` on the wiki is to be forgotten here too.
    """

    id: int
    title: str
    why: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """One save. ``base`` is the revision the text was made from; None means the page must not exist yet.

    Every edit carries one of the two, so that nobody's edit is lost.
    """

    title: str
    text: str
    summary: str
    base: int | None
    minor: bool = False
    content_model: ContentModel | Literal[""] = ""
