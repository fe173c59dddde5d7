"""What can be asked of a wiki's api.php, whoever asks: many titles at a time, answers that go on put together."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from bot.core.page import Page, Revision
from bot.core.site import Site

#: What to ask of a page to make a `Page` of it.
CONTENT: Mapping[str, str] = MappingProxyType(
    {"prop": "revisions|info", "rvprop": "ids|timestamp|user|content|contentmodel", "rvslots": "main"}
)


class Asking(ABC):
    """One wiki. It is asked for nothing before something is needed; every method may raise WikiError."""

    def __init__(self, dbname: str) -> None:
        self.dbname = dbname

    @property
    @abstractmethod
    def account(self) -> str:
        """The user name that is asked and edited under; empty where there is none."""

    @property
    @abstractmethod
    def titles_at_once(self) -> int:
        """How many titles, ids or names one request may hold."""

    @abstractmethod
    def ask(self, **parameters: Any) -> dict[str, Any]:
        """One request."""

    @cached_property
    def site(self) -> Site:
        """The wiki, as its siteinfo describes it."""
        answer = self.ask(action="query", meta="siteinfo", siprop="general|namespaces|namespacealiases|interwikimap|extensiontags")
        return _site(self.dbname, answer["query"])

    def answers(self, **query: Any) -> Iterator[dict[str, Any]]:
        """The ``query`` part of each answer, until all is said."""
        proceed: dict[str, Any] = {}
        while True:
            answer = self.ask(action="query", **query, **proceed)
            yield answer.get("query", {})
            if not (proceed := answer.get("continue", {})):
                return

    def pages(self, **query: Any) -> Iterator[dict[str, Any]]:
        """The pages of all answers; one that did not fit into an answer comes again."""
        for answer in self.answers(**query):
            yield from answer.get("pages", ())

    def titled(self, titles: Sequence[str], **query: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        """The pages of all answers, each with the title it was asked for by."""
        for answer in self.answers(titles="|".join(titles), **query):
            asked = {entry["to"]: entry["from"] for entry in answer.get("normalized", ())}
            for page in answer.get("pages", ()):
                yield asked.get(page["title"], page["title"]), page

    def contents(self, **which: Any) -> Iterator[dict[str, Any]]:
        """Each page of a batch once, with its text; answers are cut at eight megabytes, and go on."""
        for page in self.pages(**which, **CONTENT):
            if "revisions" in page or page.get("missing") or page.get("invalid"):
                yield page

    def page(self, answer: Mapping[str, Any]) -> Page | None:
        """The page of an answer to `CONTENT`; None where its text is hidden or lost."""
        revision = answer["revisions"][0]
        slot = revision.get("slots", {}).get("main", {})
        if "content" not in slot:
            return None
        about = Revision(revision["revid"], moment(revision["timestamp"]), author(revision))
        redirect = "" if answer.get("redirect") else None
        return Page(
            self.dbname, answer["pageid"], answer["title"], answer["ns"], about, slot["content"], slot.get("contentmodel", ""), redirect
        )


def author(revision: Mapping[str, Any]) -> str:
    """Who made a revision of an answer; empty where that is hidden, even from those who may see it all the same."""
    return "" if "userhidden" in revision else str(revision.get("user", ""))


def moment(timestamp: str) -> datetime:
    """A time of an answer, in UTC."""
    return datetime.fromisoformat(timestamp.replace("Z", "+00:00")).astimezone(UTC)


def _site(dbname: str, info: Mapping[str, Any]) -> Site:
    general = info["general"]
    namespaces: dict[int, list[str]] = {}
    for number, entry in info["namespaces"].items():
        namespaces[int(number)] = list(dict.fromkeys([entry.get("name", ""), entry.get("canonical", entry.get("name", ""))]))
    for alias in info.get("namespacealiases", ()):
        namespaces[int(alias["id"])].append(alias["alias"])
    server = general["server"]
    if server.startswith("//"):
        server = "https:" + server
    return Site(
        dbname=dbname,
        api=f"{server}{general['scriptpath']}/api.php",
        language=general["lang"],
        direction="rtl" if general.get("rtl") else "ltr",
        namespaces={number: tuple(names) for number, names in namespaces.items()},
        interwikis={entry["prefix"]: entry["url"] for entry in info.get("interwikimap", ())},
        extension_tags=frozenset(tag.strip("<>").lower() for tag in info.get("extensiontags", ())),
        article_url=server + general["articlepath"] if urlsplit(server).scheme else "",
    )


def line(error: Exception) -> str:
    """An error in one line of bounded length."""
    return " ".join(str(error).split())[:300] or type(error).__name__
