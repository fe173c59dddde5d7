"""What jobs may ask of a wiki, whatever it is: a live one, a dump, a folder or a memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol

from bot.core.candidates import FoundCandidate
from bot.core.outcome import Deferred, Failed, Outcome
from bot.core.page import Edit, Known, Page, Revision, Unreadable
from bot.core.recognition.facts import Account, Destination, PastRevision
from bot.core.recognition.reach import Question, Reach
from bot.core.site import Site


class WikiError(Exception):
    """A wiki cannot be used at all. The message is one line: what is wrong, where, and what to do about it."""


class PageSource(Protocol):
    """Pages to read."""

    @property
    def site(self) -> Site:
        """The wiki."""

    @property
    def is_complete(self) -> bool:
        """Whether it gives all pages there are; otherwise nothing may be concluded from what is missing."""

    def template_names(self, names: Collection[str]) -> Mapping[str, str]:
        """Every name under which these templates are called, redirects included, to the one asked for. Titles without namespace."""

    def changed(self, names: Collection[str], known: Mapping[int, int]) -> Iterator[Page | Known | Unreadable]:
        """Each page that calls one of the templates, once: its text only if its revision is not ``known[page id]``.

        What is not yielded does not exist any more, or calls none of them. Raises WikiError before the first page or in
        between; the caller then must not conclude that the rest is gone.
        """

    def candidates(self, categories: Sequence[str], templates: Sequence[str]) -> Mapping[int, FoundCandidate]:
        """Pages in one of the categories, or that call one of the templates (names without namespace), by page id.

        Files, templates and categories do not count.
        Empty where the source cannot tell (a dump does not: it would be one more pass over it).
        """

    def confirm_missing(self, ids: Collection[int]) -> frozenset[int]:
        """Those of the pages of which the wiki itself says that they do not exist any more."""


class PageTarget(Protocol):
    """Pages to write."""

    @property
    def site(self) -> Site:
        """The wiki."""

    @property
    def account(self) -> str:
        """The user name that edits are made under."""

    @property
    def ledger_name(self) -> str:
        """Under which name it is noted what was saved here (up to 64 characters): no two places have the same."""

    def revisions(self, titles: Sequence[str], prefixes: Sequence[str] = ()) -> Mapping[str, int]:
        """The latest revision of each existing page among ``titles`` and of all pages whose full title starts with a prefix.

        No text is fetched: a request for each fifty titles and each five hundred pages of a prefix (500 and 5,000 with bot rights).
        """

    def read(self, titles: Sequence[str]) -> Mapping[str, Page]:
        """The existing ones among the pages, with their text; redirects are not followed."""

    def protected(self, titles: Sequence[str]) -> frozenset[str]:
        """Those of the existing pages that only administrators may edit."""

    def category_members(self, title: str) -> Sequence[str]:
        """The titles of the pages in a category (``Category:…``), sorted; neither files nor categories in it."""

    def save(self, edit: Edit) -> Outcome:
        """Save with ``edit.base`` as base revision, or create only. Never raises for what a wiki may answer."""

    @property
    def reads_user_language(self) -> bool:
        """Whether ``{{USERLANGUAGE}}`` gives the reader's language on this wiki."""

    def page_url(self, title: str, revision: int = 0) -> str:
        """Where people read the page (that revision of it)."""


class Community(Protocol):
    """Who did what on a wiki, who people are, and where a message reaches them."""

    def history(self, title: str) -> Sequence[PastRevision]:
        """All revisions of a page with their texts, the newest first; empty if there is no such page.

        A request for each 50 revisions (500 as a bot).
        """

    def accounts(self, names: Collection[str]) -> Mapping[str, Account]:
        """An account for each of the names, by the name it was asked for; names that nobody can have give one without id."""

    def destination(self, title: str) -> Destination:
        """Where a message for this page goes. Titles as people write them; redirects are followed, but not to another wiki."""

    def own_revision_with(self, title: str, marker: str) -> int:
        """The first revision of a page, made by the bot's own account, whose text contains ``marker``; 0 if there is none."""


class ReachSource(Protocol):
    """What is known of the use of categories on Commons."""

    def reach(self, question: Question) -> Sequence[Reach] | Deferred | Failed:
        """Each month that was asked for, without figures where they are not known. Never raises for what the other side may answer.

        Deferred: no more questions now. Failed: this one cannot be answered, others may be.
        """


__all__ = ["Community", "PageSource", "PageTarget", "ReachSource", "Revision", "WikiError"]
