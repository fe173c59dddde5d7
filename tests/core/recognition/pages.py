"""Nominations' pages and their histories, as people and forgers write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.configuration import Configuration
from bot.core.page import Page, Revision
from bot.core.parse import Reader
from bot.core.recognition.approval import Approvals, Judged
from bot.core.recognition.facts import Account, PastRevision
from bot.core.recognition.nomination_page import nomination_in
from bot.core.recognition.recipient import user_of
from bot.core.records import Nomination
from bot.core.site import Site
from bot.core.wiki_settings import Approvers, Barnstar, Nominators, WikiSettings

HOME = Site("metawiki")
READER = Reader(HOME, Configuration().template_names("metawiki"))
BOT = "Partnerships bot"
START = datetime(2026, 1, 1, 12, tzinfo=UTC)
NOW = START + timedelta(days=30)
TITLE = "Partnerships/Recognition/Nominations/Amina"
SETTINGS = WikiSettings(
    approvers=Approvers(groups=("sysop",), names=("Chosen",), min_edits=500, min_days=180),
    nominators=Nominators(min_edits=50, min_days=30, per_month=3),
    barnstars={"mentoring": Barnstar(labels={"en": "The Mentor’s Barnstar", "fr": "L’étoile du mentorat"}, image="Star.png")},
)
ASKED = {
    "nominee": "User:Amina",
    "kind": "barnstar",
    "barnstar": "mentoring",
    "reason": "She taught twenty librarians.",
    "nominated_by": "Ibrahim",
}


def written(values: Mapping[str, str], name: str = "Partnership nomination") -> str:
    """A nomination as wikitext."""
    return "{{" + name + "".join(f"\n| {key} = {value}" for key, value in values.items()) + "\n}}"


def page(text: str, revision: int = 1, page_id: int = 7, title: str = TITLE) -> Page:
    """The nomination's page."""
    return Page("metawiki", page_id, title, 0, Revision(revision, START, "Ibrahim"), text)


def read(text: str) -> Nomination | None:
    """The nomination in a text of the page."""
    return nomination_in(page(text), text, READER)


def established(name: str, number: int, **facts: Any) -> Account:
    """An account with many edits and years."""
    return Account(name, number, START - timedelta(days=2000), 5000, **facts)


ACCOUNTS = {
    account.name: account
    for account in (
        established("Ibrahim", 1),
        established("Amina", 2),
        established("Sysop", 3, groups=frozenset({"sysop"})),
        established("Chosen", 4),
        established("Luc", 5),
        established("Blocked", 6, groups=frozenset({"sysop"}), is_blocked=True),
        Account("New sysop", 8, NOW - timedelta(days=10), 5000, frozenset({"sysop"})),
        Account("Newcomer", 9, NOW - timedelta(days=3), 4),
        Account("~2026-12", 10, NOW - timedelta(days=3), 4, is_temporary=True),
        Account("Gone"),
        established(BOT, 11),
    )
}


@dataclass
class History:
    """A page's revisions while they are made; each an hour after the one before."""

    revisions: list[PastRevision] = field(default_factory=list)

    def save(self, user: str, values: Mapping[str, str] | str | None, *, user_id: int | None = None) -> History:
        """Somebody saves: a nomination, any text, or one that is hidden since (None)."""
        text = values if isinstance(values, str) or values is None else written(values)
        number = len(self.revisions) + 1
        known = ACCOUNTS[user].id if user in ACCOUNTS else 0
        self.revisions.append(PastRevision(number, START + timedelta(hours=number), user, known if user_id is None else user_id, text))
        return self

    def judged(self, settings: WikiSettings = SETTINGS, affiliates: Mapping[str, Sequence[str]] | None = None) -> Judged:
        """What the rules make of it."""
        approvals = Approvals(settings, ACCOUNTS, affiliates or {}, BOT, NOW, lambda title: user_of(title, HOME))
        return approvals.judge(tuple(reversed(self.revisions)), read)
