"""The pages of a wiki as its api.php tells of them, whoever asks: what a target can say without saving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from bot.core.batches import batches
from bot.core.page import Page
from bot.core.site import Site
from bot.wiki.asking import Asking


class AskedPages:
    """All of PageTarget but saving; every method may raise WikiError."""

    def __init__(self, api: Asking) -> None:
        self._api = api

    @property
    def site(self) -> Site:
        """The wiki, as its siteinfo describes it."""
        return self._api.site

    @property
    def account(self) -> str:
        """The user name that edits are made under."""
        return self._api.account

    @property
    def ledger_name(self) -> str:
        """See PageTarget."""
        return self._api.dbname

    @property
    def reads_user_language(self) -> bool:
        """Whether ``{{USERLANGUAGE}}`` gives the reader's language here."""
        other = "fr" if self.site.language != "fr" else "en"
        answer = self._api.ask(action="expandtemplates", text="{{USERLANGUAGE}}", prop="wikitext", uselang=other)
        return bool(answer["expandtemplates"]["wikitext"].strip() == other)

    def revisions(self, titles: Sequence[str], prefixes: Sequence[str] = ()) -> Mapping[str, int]:
        """See PageTarget."""
        found: dict[str, int] = {}
        for prefix in prefixes:
            namespace, name = self._namespace(prefix)
            query = {"generator": "allpages", "gapnamespace": namespace, "gapprefix": name, "gaplimit": "max", "prop": "info"}
            for page in self._api.pages(**query):
                found[page["title"]] = page["lastrevid"]
        for batch in batches(titles, self._api.titles_at_once):
            for asked, page in self._api.titled(batch, prop="info"):
                if "lastrevid" in page and not page.get("missing"):
                    found[asked] = page["lastrevid"]
        return found

    def read(self, titles: Sequence[str]) -> Mapping[str, Page]:
        """See PageTarget."""
        found = {}
        for batch in batches(titles, self._api.titles_at_once):
            wanted = {title.replace("_", " "): title for title in batch}
            for answer in self._api.contents(titles="|".join(batch)):
                if not answer.get("missing") and not answer.get("invalid") and (page := self._api.page(answer)):
                    found[wanted.get(page.title, page.title)] = page
        return found

    def protected(self, titles: Sequence[str]) -> frozenset[str]:
        """See PageTarget."""
        found = set()
        for batch in batches(titles, self._api.titles_at_once):
            for asked, page in self._api.titled(batch, prop="info", inprop="protection"):
                levels = [entry["level"] for entry in page.get("protection", ()) if entry["type"] == "edit"]
                if "lastrevid" in page and not page.get("missing") and "sysop" in levels:
                    found.add(asked)
        return frozenset(found)

    def category_members(self, title: str) -> Sequence[str]:
        """See PageTarget: a request for each 500 pages (5,000 as a bot)."""
        query = {"list": "categorymembers", "cmtitle": title, "cmtype": "page", "cmprop": "title", "cmlimit": "max"}
        return sorted(page["title"] for answer in self._api.answers(**query) for page in answer.get("categorymembers", ()))

    def page_url(self, title: str, revision: int = 0) -> str:
        """See PageTarget."""
        address = self.site.article_url.replace("$1", quote(title.replace(" ", "_"), safe="/:@!$*(),;~-._"))
        return f"{address}{'&' if '?' in address else '?'}oldid={revision}" if revision else address

    def _namespace(self, title: str) -> tuple[int, str]:
        before, colon, after = title.partition(":")
        if colon:
            for number in self.site.namespaces:
                if number and before.casefold() in {name.casefold() for name in self.site.namespace_names(number)}:
                    return number, after
        return 0, title
