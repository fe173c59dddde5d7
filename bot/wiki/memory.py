"""A wiki in memory, for tests and trials: pages, their history, people who edit them, protection and conflicts, as MediaWiki has them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import quote

from bot.core.candidates import FoundCandidate
from bot.core.outcome import Deferred, Failed, Outcome, Reason, Saved, Skipped, Unchanged
from bot.core.page import Edit, Known, Page, Revision, Unreadable
from bot.core.site import Site
from bot.wiki.categories import CATEGORY, FILE, Signs, categories
from bot.wiki.memory_community import Entry, MemoryCommunity
from bot.wiki.mentions import Mentions
from bot.wiki.titles import TEMPLATE, TitleError, as_stored, content_model_of, normalise, split, template_name

SIZE_LIMIT = 2 << 20  # $wgMaxArticleSize, bytes


class MemoryWiki(MemoryCommunity):
    """PageSource, PageTarget and Community at once. ``clock`` gives the time (UTC) of each revision.

    What people do goes through `put`, `delete`, `move`, `protect`, `register`. ``edits`` are the edits this account saved, in order;
    ``texts_read`` counts the texts handed out, ``requests`` the requests a live wiki would have answered with 500 titles each.
    """

    def __init__(
        self, site: Site, account: str = "Partnerships bot", *, clock: Callable[[], datetime], reads_user_language: bool = False
    ) -> None:
        super().__init__()
        self._site = site
        self._account = account
        self._clock = clock
        self._reads_user_language = reads_user_language
        self._pages: dict[str, Entry] = {}
        self._last_page = 0
        self._last_revision = 0
        self._refusals: dict[str, Outcome] = {}
        self._unreadable: dict[str, str] = {}
        self._protected: set[str] = set()
        self.edits: list[Edit] = []
        self.texts_read = 0
        self.requests = 0
        #: Called before each save with the edit: a test lets somebody else edit in between here.
        self.before_save: Callable[[Edit], None] | None = None

    #: See PageSource.
    is_complete = True

    @property
    def site(self) -> Site:
        """The wiki."""
        return self._site

    @property
    def ledger_name(self) -> str:
        """See PageTarget."""
        return self.site.dbname

    @property
    def account(self) -> str:
        """The user name that `save` edits under."""
        return self._account

    @property
    def reads_user_language(self) -> bool:
        """See PageTarget."""
        return self._reads_user_language

    # ---- What people do ---------------------------------------------------------------------------------------------------------------

    def put(
        self,
        title: str,
        text: str,
        *,
        user: str = "Example",
        timestamp: datetime | None = None,
        content_model: str = "",
    ) -> int:
        """Somebody saves a page whatever it was before; the new revision, or the present one where nothing changes. Raises TitleError."""
        name = normalise(title, self._site)
        entry = self._pages.get(name)
        text = as_stored(text)
        if entry and entry.history[-1][1] == text:
            return entry.history[-1][0].id
        if entry is None:
            self._last_page += 1
            entry = self._pages[name] = Entry(self._last_page, content_model or content_model_of(name, self._site))
        self.meet(user)
        self._last_revision += 1
        when = (timestamp or self._clock()).astimezone(UTC)
        entry.history.append((Revision(self._last_revision, when, user), text))
        return self._last_revision

    def delete(self, title: str) -> None:
        """Somebody deletes a page. Made again, it has another page id. Raises KeyError."""
        del self._pages[normalise(title, self._site)]

    def move(self, title: str, to: str, *, redirect: bool = True, user: str = "Example") -> None:
        """Somebody moves a page; it keeps its id and gets a new revision. Raises KeyError."""
        old, new = normalise(title, self._site), normalise(to, self._site)
        entry = self._pages[new] = self._pages.pop(old)
        self.meet(user)
        self._last_revision += 1
        entry.history.append((Revision(self._last_revision, self._clock().astimezone(UTC), user), entry.history[-1][1]))
        if redirect:
            self.put(old, f"#REDIRECT [[{new}]]", user=user)

    def protect(self, title: str) -> None:
        """From now on only administrators edit the page, of whom this account is none."""
        self.refuse(title, Skipped(Reason.PROTECTED))
        self._protected.add(normalise(title, self._site))

    def unprotect(self, title: str) -> None:
        """From now on everybody edits the page again."""
        self.refuse(title, None)
        self._protected.discard(normalise(title, self._site))

    def refuse(self, title: str, outcome: Outcome | None) -> None:
        """From now on saving this page ends with ``outcome`` (a block, lag, a filter, …); None takes that back."""
        name = normalise(title, self._site)
        self._refusals.pop(name, None)
        if outcome is not None:
            self._refusals[name] = outcome

    def make_unreadable(self, title: str, why: str) -> None:
        """From now on the page exists and its text cannot be read."""
        self._unreadable[normalise(title, self._site)] = why

    # ---- What tests look at -----------------------------------------------------------------------------------------------------------

    def text(self, title: str) -> str | None:
        """The present text of a page, or None; not counted as read."""
        entry = self._pages.get(normalise(title, self._site))
        return entry.history[-1][1] if entry else None

    def revisions_of(self, title: str) -> tuple[tuple[Revision, str], ...]:
        """The revisions of a page with their texts, oldest first; empty if there is none."""
        entry = self._pages.get(normalise(title, self._site))
        return tuple(entry.history) if entry else ()

    def titles(self) -> tuple[str, ...]:
        """All pages, sorted."""
        return tuple(sorted(self._pages))

    # ---- PageSource -------------------------------------------------------------------------------------------------------------------

    def template_names(self, names: Collection[str]) -> Mapping[str, str]:
        """See PageSource."""
        self.requests += 1
        asked = {template_name(name, self._site) for name in names}
        found = {name: name for name in asked}
        for title in self._pages:
            namespace, name = split(title, self._site)
            target = self._redirect(title)
            if namespace == TEMPLATE and target and split(target, self._site)[0] == TEMPLATE and template_name(target, self._site) in asked:
                found.setdefault(name, template_name(target, self._site))
        return found

    def changed(self, names: Collection[str], known: Mapping[int, int]) -> Iterator[Page | Known | Unreadable]:
        """See PageSource."""
        if not names:
            return
        mentions = Mentions(self.template_names(names))
        for title, entry in sorted(self._pages.items(), key=lambda item: item[1].id):
            revision, text = entry.history[-1]
            if not mentions.in_text(text):
                continue
            if known.get(entry.id) == revision.id:
                yield Known(entry.id, revision.id)
            elif title in self._unreadable:
                yield Unreadable(entry.id, title, self._unreadable[title])
            else:
                yield self._page(title)

    def candidates(self, categories: Sequence[str], templates: Sequence[str]) -> Mapping[int, FoundCandidate]:
        """See PageSource."""
        self.requests += len(categories) + bool(templates)
        signs = Signs(categories, templates, self._site)
        pages = ((entry.id, title, entry.history[-1][1]) for title, entry in self._pages.items())
        return {page_id: found for page_id, title, text in pages if (found := signs.found(page_id, title, text))}

    def confirm_missing(self, ids: Collection[int]) -> frozenset[int]:
        """See PageSource."""
        self.requests += -(-len(ids) // 500)
        return frozenset(ids) - {entry.id for entry in self._pages.values()}

    # ---- PageTarget -------------------------------------------------------------------------------------------------------------------

    def revisions(self, titles: Sequence[str], prefixes: Sequence[str] = ()) -> Mapping[str, int]:
        """See PageTarget. Keys are titles as they were asked for, and full titles of what begins with a prefix."""
        self.requests += -(-len(titles) // 500) + len(prefixes)
        found = {title: self._pages[name].history[-1][0].id for title in titles if (name := self._name(title)) in self._pages}
        starts = tuple(prefix.replace("_", " ") for prefix in prefixes)
        found |= {title: entry.history[-1][0].id for title, entry in self._pages.items() if starts and title.startswith(starts)}
        return found

    def read(self, titles: Sequence[str]) -> Mapping[str, Page]:
        """See PageTarget. Keys are titles as they were asked for."""
        self.requests += -(-len(titles) // 500)
        return {title: self._page(name) for title in titles if (name := self._name(title)) in self._pages}

    def protected(self, titles: Sequence[str]) -> frozenset[str]:
        """See PageTarget. Titles as they were asked for."""
        self.requests += -(-len(titles) // 500)
        return frozenset(title for title in titles if (name := self._name(title)) in self._pages and name in self._protected)

    def category_members(self, title: str) -> Sequence[str]:
        """See PageTarget: the pages whose own text says so."""
        self.requests += 1
        category = self._name(title)
        texts = {name: entry.history[-1][1] for name, entry in self._pages.items() if split(name, self._site)[0] not in {FILE, CATEGORY}}
        return sorted(name for name, text in texts.items() if category in categories(text, self._site))

    def save(self, edit: Edit) -> Outcome:
        """See PageTarget."""
        if self.before_save:
            self.before_save(edit)
        self.requests += 1
        try:
            title = normalise(edit.title, self._site)
        except TitleError as error:
            return Failed(Reason.TITLE, str(error))
        if refusal := self._refusals.get(title):
            return refusal
        if len(edit.text.encode()) > SIZE_LIMIT:
            return Failed(Reason.TOO_LARGE, f"more than {SIZE_LIMIT} bytes")
        entry = self._pages.get(title)
        if entry is None and edit.base is not None:
            return Deferred(Reason.CONFLICT, detail="the page was deleted")
        if entry is not None:
            if edit.base is None:
                return Deferred(Reason.CREATED)
            if edit.base != entry.history[-1][0].id:
                return Deferred(Reason.CONFLICT)
            if entry.history[-1][1] == as_stored(edit.text):
                return Unchanged()
        revision = self.put(title, edit.text, user=self._account, content_model=edit.content_model)
        self.edits.append(edit)
        return Saved(revision)

    def page_url(self, title: str, revision: int = 0) -> str:
        """See PageTarget."""
        address = (self._site.article_url or "https://wiki.invalid/wiki/$1").replace("$1", quote(title.replace(" ", "_"), safe="/:"))
        return f"{address}?oldid={revision}" if revision else address

    # ---- Details ----------------------------------------------------------------------------------------------------------------------

    def _name(self, title: str) -> str:
        try:
            return normalise(title, self._site)
        except TitleError:
            return ""
