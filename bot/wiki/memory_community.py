"""The people of a wiki in memory: their accounts, what is hidden of their revisions, and their talk pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from ipaddress import ip_address

from bot.core.page import Page, Revision
from bot.core.recognition.facts import Account, Destination, PastRevision
from bot.core.site import Site
from bot.wiki.categories import OPTED_OUT, categories
from bot.wiki.titles import MAIN, USER, USER_TALK, TitleError, content_model_of, join, normalise, redirect_target, split


@dataclass(slots=True)
class Entry:
    """A page of a wiki in memory: its revisions with their texts, oldest first."""

    id: int
    content_model: str
    history: list[tuple[Revision, str]] = field(default_factory=list)


class MemoryCommunity:
    """Community of a wiki in memory. Who edits has an account from then on; `register` says more about it."""

    _site: Site
    _account: str
    _pages: dict[str, Entry]
    requests: int
    texts_read: int

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}
        self._edits: dict[str, int] = {}  # those before there was this wiki
        self._hidden_users: set[int] = set()
        self._hidden_texts: set[int] = set()

    # ---- What people do ---------------------------------------------------------------------------------------------------------------

    def register(
        self,
        name: str,
        *,
        edits: int = 0,
        registered: datetime | None = datetime(2015, 1, 1, tzinfo=UTC),
        groups: Collection[str] = (),
        is_blocked: bool = False,
        is_locked: bool = False,
        is_hidden: bool = False,
        is_temporary: bool = False,
        languages: Sequence[str] = (),
    ) -> None:
        """From now on this is what is known about an account; edits made here are added to ``edits``."""
        known = self._accounts.get(name)
        self._edits[name] = edits
        self._accounts[name] = Account(
            name,
            id=known.id if known else len(self._accounts) + 1,
            registered=registered,
            groups=frozenset({"*", "user", *groups}),
            is_blocked=is_blocked,
            is_locked=is_locked,
            is_hidden=is_hidden,
            is_temporary=is_temporary,
            languages=tuple(languages),
        )

    def rename_user(self, name: str, to: str) -> None:
        """Somebody gets another name, in all histories too. Raises KeyError."""
        self._accounts[to] = replace(self._accounts.pop(name), name=to)
        self._edits[to] = self._edits.pop(name)
        for entry in self._pages.values():
            entry.history = [(replace(about, user=to) if about.user == name else about, text) for about, text in entry.history]

    def hide(self, revision: int, *, user: bool = False, text: bool = False) -> None:
        """From now on nobody sees the author or the text of a revision."""
        if user:
            self._hidden_users.add(revision)
        if text:
            self._hidden_texts.add(revision)

    def meet(self, user: str) -> None:
        """Somebody edits: they have an account, unless the name is an address or one of another wiki (``imported>Ann``)."""
        if user not in self._accounts and ">" not in user and not _is_address(user):
            self.register(user)

    # ---- Community --------------------------------------------------------------------------------------------------------------------

    def history(self, title: str) -> Sequence[PastRevision]:
        """See Community."""
        entry = self._entry(title)
        self.requests += -(-len(entry.history) // 500) if entry else 1
        return [self._past(about, text) for about, text in reversed(entry.history)] if entry else []

    def _past(self, about: Revision, text: str) -> PastRevision:
        user = "" if about.id in self._hidden_users else about.user
        user_id = self._accounts[user].id if user in self._accounts else 0
        return PastRevision(about.id, about.timestamp, user, user_id, None if about.id in self._hidden_texts else text)

    def accounts(self, names: Collection[str]) -> Mapping[str, Account]:
        """See Community."""
        self.requests += -(-len(names) // 500)
        return {name: self._known(name) for name in names}

    def _known(self, asked: str) -> Account:
        try:
            name = split(f"User:{asked}", self._site)[1]
        except TitleError:
            return Account(asked)
        if name not in self._accounts:
            return Account(asked)
        made = sum(about.user == name for entry in self._pages.values() for about, _ in entry.history)
        return replace(self._accounts[name], name=asked, edits=self._edits[name] + made)

    def destination(self, title: str) -> Destination:
        """See Community."""
        self.requests += 3
        if elsewhere := self._elsewhere(title):
            return Destination(title, MAIN, content_model="", elsewhere=elsewhere)
        nowhere = Destination(title, MAIN, content_model="")
        try:
            talk = self._talk(normalise(title, self._site))
        except TitleError:
            return nowhere
        passed = [talk]
        while target := self._redirect(passed[-1]):
            if target in passed:
                return nowhere
            if elsewhere := self._elsewhere(target):
                return Destination(talk, split(talk, self._site)[0], content_model="", elsewhere=elsewhere)
            passed.append(target)
        return self._arrived(passed[-1], [normalise(title, self._site), *passed])

    def _arrived(self, talk: str, passed: Sequence[str]) -> Destination:
        namespace, name = split(talk, self._site)
        people = (USER, USER_TALK) if namespace in {USER, USER_TALK} else ()
        owners = [join(number, name.partition("/")[0], self._site) for number in people]
        category = normalise(f"Category:{OPTED_OUT}", self._site)
        asked = {*passed, *owners, join(namespace & ~1, name, self._site)}
        page = self._page(talk) if talk in self._pages else None
        return Destination(
            title=talk,
            namespace=namespace,
            page=page,
            content_model=page.content_model if page else content_model_of(talk, self._site),
            notices_refused=any(category in categories(self._latest(each), self._site) for each in asked),
            user_page=self._latest(owners[0]) if owners else "",
        )

    def own_revision_with(self, title: str, marker: str) -> int:
        """See Community."""
        own = [past for past in reversed(self.history(title)) if past.user == self._account]
        return next((past.id for past in own if past.text and marker in past.text), 0)

    # ---- Details ----------------------------------------------------------------------------------------------------------------------

    def _page(self, title: str) -> Page:
        self.texts_read += 1
        entry = self._pages[title]
        revision, text = entry.history[-1]
        namespace = split(title, self._site)[0]
        return Page(self._site.dbname, entry.id, title, namespace, revision, text, entry.content_model, self._redirect(title))

    def _redirect(self, title: str) -> str | None:
        entry = self._pages.get(title)
        return redirect_target(entry.history[-1][1], self._site) if entry and entry.content_model == "wikitext" else None

    def _entry(self, title: str) -> Entry | None:
        with suppress(TitleError):
            return self._pages.get(normalise(title, self._site))
        return None

    def _latest(self, title: str) -> str:
        entry = self._entry(title)
        return entry.history[-1][1] if entry else ""

    def _talk(self, title: str) -> str:
        """The talk page of a page in normal form, or itself if it is one. Raises TitleError for pages without one."""
        namespace, name = split(title, self._site)
        if namespace < 0 or (namespace in {MAIN, MAIN + 1} and self._is_prefixed(name)):
            raise TitleError(title)
        return join(namespace | 1, name, self._site)

    def _is_prefixed(self, name: str) -> bool:
        """Whether a name without namespace would be read as one with it: MediaWiki has no talk pages of such names."""
        return split(name, self._site)[0] != MAIN or bool(self._elsewhere(name))

    def _elsewhere(self, title: str) -> str:
        """The title, if it is one on another wiki, as a link there has it."""
        prefix, colon, rest = title.strip(": ").partition(":")
        prefix = prefix.strip(" _").lower()
        return f"{prefix}:{rest.strip()}" if colon and prefix in self._site.interwikis else ""


def _is_address(user: str) -> bool:
    with suppress(ValueError):
        return bool(ip_address(user))
    return False
