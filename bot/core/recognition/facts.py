"""What a wiki knows about people, revisions and talk pages, as the rules of recognition need it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.page import ContentModel, Page


@dataclass(frozen=True, slots=True)
class PastRevision:
    """A revision of a page's history.

    ``user`` is empty where the author is hidden, ``text`` None where the text is hidden or lost. ``user_id`` is 0 for everybody without an
    account here: addresses, and authors of imported revisions.
    """

    id: int
    timestamp: datetime  # UTC
    user: str
    user_id: int
    text: str | None


@dataclass(frozen=True, slots=True)
class Account:
    """What a wiki says about an account, by the name it was asked for. ``id`` is 0 where there is none.

    ``blocked`` means from the whole wiki; ``locked`` and ``hidden`` also come from the global account where wikis share accounts.
    ``languages`` are those of the user's Babel box, the best known first.
    """

    name: str
    id: int = 0
    registered: datetime | None = None  # UTC; very old accounts have no date
    edits: int = 0
    groups: frozenset[str] = frozenset()
    is_blocked: bool = False
    is_locked: bool = False
    is_hidden: bool = False
    is_temporary: bool = False
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Destination:
    """A page that a message would be put on, redirects followed on the same wiki.

    ``page`` is None while it does not exist; ``content_model`` then is the one it would get. ``elsewhere`` is the target of a redirect to
    another wiki. ``notices_refused``: the page, or the user page it belongs to, is in the wiki's category of those who want no messages.
    ``user_page`` is the text of the user page, empty where there is none.
    """

    title: str
    namespace: int
    page: Page | None = None
    content_model: ContentModel = "wikitext"
    elsewhere: str = ""
    notices_refused: bool = False
    user_page: str = ""
