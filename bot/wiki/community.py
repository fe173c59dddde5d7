"""Who did what on a live wiki, who people are there, and where a message reaches them: through its API."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any

from bot.core.batches import batches
from bot.core.recognition.facts import Account, Destination, PastRevision
from bot.wiki.asking import CONTENT, Asking, author, moment
from bot.wiki.categories import OPTED_OUT
from bot.wiki.titles import MAIN, USER, USER_TALK, TitleError, join, normalise, split

#: What extensions know about an account, and how each is told which.
_EXTENSIONS: Mapping[str, str] = MappingProxyType({"globaluserinfo": "guiuser", "babel": "babuser"})
_LEVELS = "N54321"  # of a Babel box, the best first; 0 is for what somebody does not speak


class LiveCommunity:
    """Community of the wiki that ``api`` asks; every method may raise WikiError.

    ``opted_out`` is the category of those who want no messages, where the wiki itself (MassMessage) has no name for it.
    """

    def __init__(self, api: Asking, opted_out: str = OPTED_OUT) -> None:
        self._api = api
        self._opted_out = opted_out
        self._extensions: Collection[str] = _EXTENSIONS

    # -- Histories

    def history(self, title: str) -> Sequence[PastRevision]:
        """See Community: also a request for the log of imports.

        An import may give its revisions to accounts here that have the names of the authors elsewhere: only the log tells.
        """
        revisions = [_past(revision) for revision in self._revisions(title, rvprop="ids|timestamp|user|userid|content")]
        imported = self._last_import(title) if revisions else None
        return [replace(each, user_id=0) if imported and each.timestamp <= imported else each for each in revisions]

    def _last_import(self, title: str) -> datetime | None:
        """When revisions of a page were last imported; what was written here before then cannot be told from them."""
        answer = self._api.ask(action="query", list="logevents", letype="import", letitle=title, leprop="timestamp", lelimit=1)
        events = answer.get("query", {}).get("logevents", ())
        return moment(events[0]["timestamp"]) if events else None

    def own_revision_with(self, title: str, marker: str) -> int:
        """See Community: a request for each 50 revisions that the account made of the page (500 as a bot)."""
        own = self._revisions(title, rvprop="ids|content", rvuser=self._api.account, rvdir="newer") if self._api.account else ()
        return next((revision["revid"] for revision in own if marker in _slot(revision).get("content", "")), 0)

    def _revisions(self, title: str, **query: Any) -> Iterator[dict[str, Any]]:
        with suppress(TitleError):
            normalise(title, self._api.site)  # what is no title might be several for the API
            for page in self._api.pages(titles=title, prop="revisions", rvslots="main", rvlimit="max", **query):
                yield from page.get("revisions", ())

    # -- Accounts

    def accounts(self, names: Collection[str]) -> Mapping[str, Account]:
        """See Community: a request for fifty names (500 as a bot), and one for each where the wiki has global accounts or Babel boxes."""
        found = {name: Account(name) for name in names}
        asked: dict[str, list[str]] = {}
        for name in names:
            with suppress(TitleError):
                asked.setdefault(split(f"User:{name}")[1], []).append(name)
        query = {"list": "users", "usprop": "groups|registration|editcount|blockinfo"}
        for batch in batches(sorted(asked), self._api.titles_at_once):
            for answer in self._api.answers(ususers="|".join(batch), **query):
                for entry in answer.get("users", ()):
                    if entry.get("userid"):
                        account = self._account(entry)
                        found |= {name: replace(account, name=name) for name in asked.get(entry["name"], ())}
        return found

    def _account(self, entry: Mapping[str, Any]) -> Account:
        more = self._more(entry["name"])
        everywhere = more.get("globaluserinfo", {})
        groups = frozenset(entry.get("groups", ()))
        return Account(
            entry["name"],
            id=entry["userid"],
            registered=moment(entry["registration"]) if entry.get("registration") else None,
            edits=entry.get("editcount", 0),
            groups=groups,
            is_blocked="blockid" in entry and not entry.get("blockpartial"),
            is_locked=bool(everywhere.get("locked")),
            # Of a hidden global account the wiki says that there is none.
            is_hidden=bool(entry.get("hidden") or everywhere.get("hidden") or everywhere.get("missing")),
            is_temporary="temp" in groups,
            languages=_languages(more.get("babel")),
        )

    def _more(self, name: str) -> Mapping[str, Any]:
        """What extensions say about an account. Those that the wiki turns out not to have are not asked again."""
        if not self._extensions:
            return {}
        names = {_EXTENSIONS[extension]: name for extension in self._extensions}
        answer: dict[str, Any] = self._api.ask(action="query", meta="|".join(self._extensions), **names).get("query", {})
        self._extensions = [extension for extension in self._extensions if extension in answer]
        return answer

    # -- Destinations

    def destination(self, title: str) -> Destination:
        """See Community: two requests, or three where there is a redirect."""
        try:
            normalise(title, self._api.site)
            return self._destination(title)
        except TitleError:
            return Destination(title, MAIN, content_model="")

    def _destination(self, title: str) -> Destination:
        pages, elsewhere = self._look([title])
        if elsewhere:
            return Destination(title, MAIN, content_model="", elsewhere=elsewhere)
        asked = _only(pages)
        talk = asked["title"] if asked["ns"] % 2 else asked["associatedpage"]
        target = asked
        if talk != asked["title"] or asked.get("redirect"):
            more, elsewhere = self._look([talk], redirects=True)
            if elsewhere:
                return Destination(talk, asked["ns"] | 1, content_model="", elsewhere=elsewhere)
            target = _only(more)
            pages |= more
        owners = self._owners(target)
        unseen = [join(*owner, self._api.site) for owner in owners if owner not in pages]
        pages |= self._look(unseen)[0] if unseen else {}
        user_page = self._api.page(pages[owners[0]]) if owners[0][0] == USER and "revisions" in pages[owners[0]] else None
        return Destination(
            title=target["title"],
            namespace=target["ns"],
            page=self._api.page(target) if "revisions" in target else None,
            content_model=target["contentmodel"],
            notices_refused=any(page.get("categories") for page in pages.values()),
            user_page=user_page.text if user_page else "",
        )

    def _owners(self, page: Mapping[str, Any]) -> list[tuple[int, str]]:
        """Whose page it is: the user page and its talk page; else the page that it talks about. Namespace and name."""
        name = split(page["title"], self._api.site)[1]
        if page["ns"] in {USER, USER_TALK}:
            return [(number, name.partition("/")[0]) for number in (USER, USER_TALK)]
        return [(page["ns"] & ~1, name)]

    def _look(self, titles: Sequence[str], **query: Any) -> tuple[dict[tuple[int, str], dict[str, Any]], str]:
        """Pages by namespace and name, and where the way goes on if that is another wiki. Invalid titles are left out."""
        query |= {**CONTENT, "prop": "revisions|info|categories", "inprop": "associatedpage", "clcategories": self._refusing}
        pages: dict[tuple[int, str], dict[str, Any]] = {}
        elsewhere = ""
        for answer in self._api.answers(titles="|".join(titles), **query):
            for interwiki in answer.get("interwiki", ()):
                elsewhere = interwiki["title"]
            for page in answer.get("pages", ()):
                if "ns" in page:
                    # The namespace's name may depend on who it is about: User, in some languages, has a masculine and a feminine.
                    key = (page["ns"], split(page["title"], self._api.site)[1])
                    pages[key] = pages.get(key, {}) | page
        return pages, elsewhere

    @cached_property
    def _refusing(self) -> str:
        """The title of the category of those who want no messages."""
        query = {"meta": "allmessages", "ammessages": "massmessage-optout-category", "amlang": self._api.site.language}
        (message,) = self._api.ask(action="query", **query)["query"]["allmessages"]
        return "Category:" + (message.get("content", "").strip() or self._opted_out)


def _only(pages: Mapping[tuple[int, str], dict[str, Any]]) -> dict[str, Any]:
    """The one page. Raises TitleError where nobody can write: an invalid title, a special page, redirects in a circle, a lost text."""
    for page in pages.values():
        slot = _slot(page["revisions"][0]) if "revisions" in page else None
        if page["ns"] >= 0 and (page.get("missing") or (slot and "content" in slot)):
            return page
    raise TitleError("no page to write on")


def _slot(revision: Mapping[str, Any]) -> dict[str, Any]:
    slot: dict[str, Any] = revision.get("slots", {}).get("main", {})
    return slot


def _past(revision: Mapping[str, Any]) -> PastRevision:
    user, slot = author(revision), _slot(revision)
    return PastRevision(
        revision["revid"],
        moment(revision["timestamp"]),
        user,
        revision.get("userid", 0) if user else 0,
        None if "texthidden" in slot else slot.get("content"),
    )


def _languages(babel: Mapping[str, Any] | Sequence[Any] | None) -> tuple[str, ...]:
    known = babel.items() if isinstance(babel, Mapping) else ()  # an empty object may come as an empty list
    return tuple(code.lower() for level in _LEVELS for code, of in known if of == level)
