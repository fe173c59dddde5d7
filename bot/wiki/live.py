"""A live wiki through its API: source and target of pages."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from bot.core.batches import batches
from bot.core.candidates import FoundCandidate
from bot.core.outcome import Deferred, Failed, Outcome, Reason
from bot.core.page import Edit, Known, Page, Unreadable
from bot.settings import Settings
from bot.wiki import saving
from bot.wiki.api import Api
from bot.wiki.asked_pages import AskedPages
from bot.wiki.asking import line
from bot.wiki.categories import NO_CANDIDATES
from bot.wiki.protocol import WikiError
from bot.wiki.pywikibot_setup import APIError, ApiTimeoutError, Error, MaxlagTimeoutError, NoUsernameError
from bot.wiki.replicas import ReplicaError, Replicas

_log = logging.getLogger(__name__)

_TEMPLATE_NAMESPACE = 10
_CATEGORY = 14


class LiveWiki(AskedPages):
    """One wiki. It is asked for nothing before something is needed; every method may raise WikiError.

    ``api`` is how it is asked; who asks the same wiki for something else does so through it, under the same log-in.
    Where there are replicas, they find the pages that call our templates; the wiki itself is then asked for texts alone.
    """

    def __init__(self, dbname: str, settings: Settings, replicas: Replicas | None = None) -> None:
        self.api = Api(dbname, settings)
        super().__init__(self.api)
        self._replicas = replicas

    #: See PageSource.
    is_complete = True

    # -- Reading

    def template_names(self, names: Collection[str]) -> Mapping[str, str]:
        """See PageSource: one request."""
        found = {name: name for name in names}
        prefix = self.site.namespace_names(_TEMPLATE_NAMESPACE)[0] + ":"
        query = {"prop": "redirects", "rdnamespace": _TEMPLATE_NAMESPACE, "rdprop": "title", "rdlimit": "max"}
        for batch in batches(sorted(names), self.api.titles_at_once):
            titles = "|".join(f"Template:{name}" for name in batch)
            for page in self.api.pages(titles=titles, **query):
                name = page["title"].removeprefix(prefix)
                target = next((asked for asked in batch if asked.replace("_", " ").lower() == name.lower()), name)
                for redirect in page.get("redirects", ()):
                    found.setdefault(redirect["title"].removeprefix(prefix), target)
        return found

    def changed(self, names: Collection[str], known: Mapping[int, int]) -> Iterator[Page | Known | Unreadable]:
        """See PageSource: a request for each 500 uses of the templates, and one for each 50 pages that changed (5,000 and 500 as a bot).

        A replica gives the uses without a request.
        """
        latest = self._latest(names, known)
        changed = []
        for page_id, revision in latest.items():
            if known.get(page_id) == revision:
                yield Known(page_id, revision)
            else:
                changed.append(page_id)
        for batch in batches(changed, self.api.titles_at_once):
            for answer in self.api.contents(pageids="|".join(map(str, batch))):
                if answer.get("missing"):
                    continue  # deleted since the list was made
                yield self.api.page(answer) or _unreadable(answer)

    def _latest(self, names: Collection[str], known: Iterable[int]) -> Mapping[int, int]:
        """The latest revision of each page that calls one of the templates."""
        try:
            if self._replicas is not None and self._has_replica(self._replicas):
                found = self._replicas.transclusions(self.api.dbname, names)
                # A replica is a little behind: what it does not know yet is not gone.
                return {**found, **self._calling(set(known) - found.keys(), names)}
        except ReplicaError as error:
            _log.warning("%s: the wiki itself is asked which pages call the templates: %s", self.api.dbname, error)
        latest: dict[int, int] = {}
        for some in batches(sorted(names), self.api.titles_at_once):
            titles = "|".join(f"Template:{name}" for name in some)
            # Unlike list=embeddedin it takes all names at once, whether or not the wiki has these templates.
            for page in self.api.pages(generator="transcludedin", titles=titles, gtilimit="max", prop="info"):
                if page.get("pageid"):
                    latest[page["pageid"]] = page["lastrevid"]
        return latest

    def _has_replica(self, replicas: Replicas) -> bool:
        wiki = replicas.wikis().get(self.api.dbname)
        # A wiki of the settings may have the name of one of Wikimedia's.
        return wiki is not None and urlsplit(wiki.url).netloc == urlsplit(self.site.api).netloc

    def _calling(self, ids: Collection[int], names: Collection[str]) -> Mapping[int, int]:
        """Those of the pages that call one of the templates, with their latest revision: a request for each fifty (500 as a bot)."""
        latest: dict[int, int] = {}
        calling: set[int] = set()
        query = {"prop": "info|templates", "tllimit": "max"}
        for batch in batches(sorted(ids), self.api.titles_at_once):
            for some in batches(sorted(names), self.api.titles_at_once):
                titles = "|".join(f"Template:{name}" for name in some)
                for page in self.api.pages(pageids="|".join(map(str, batch)), tltemplates=titles, **query):
                    if "lastrevid" in page:
                        latest[page["pageid"]] = page["lastrevid"]
                    if page.get("templates"):
                        calling.add(page["pageid"])
        return {page_id: revision for page_id, revision in latest.items() if page_id in calling}

    def candidates(self, categories: Sequence[str], templates: Sequence[str]) -> Mapping[int, FoundCandidate]:
        """See PageSource: a request for each 500 pages of a category, and for each 500 uses of the templates (5,000 as a bot)."""
        names = {f"Category:{title}": self.site.namespace_names(_CATEGORY)[0] + ":" + title for title in categories}
        found: dict[int, FoundCandidate] = {}
        for title, sign in names.items():
            query = {"list": "categorymembers", "cmtitle": title, "cmtype": "page", "cmprop": "ids|title", "cmlimit": "max"}
            for answer in self.api.answers(**query):
                for page in answer.get("categorymembers", ()):
                    self._add_candidate(found, page, sign)
        for template in templates:
            sign = f"{self.site.namespace_names(_TEMPLATE_NAMESPACE)[0]}:{template}"
            for page in self.api.pages(generator="transcludedin", titles=f"Template:{template}", gtilimit="max", prop="info"):
                self._add_candidate(found, page, sign)
        return found

    def _add_candidate(self, found: dict[int, FoundCandidate], page: Mapping[str, Any], sign: str) -> None:
        if page.get("pageid") and page["ns"] not in NO_CANDIDATES:
            found.setdefault(page["pageid"], FoundCandidate(self.api.dbname, page["pageid"], page["title"], sign))

    def confirm_missing(self, ids: Collection[int]) -> frozenset[int]:
        """See PageSource: one request for each fifty (500 as a bot)."""
        gone: set[int] = set()
        for batch in batches(sorted(ids), self.api.titles_at_once):
            pages = self.api.pages(pageids="|".join(map(str, batch)), prop="info")
            gone.update(page["pageid"] for page in pages if page.get("missing"))
        return frozenset(gone)

    # -- Writing

    def save(self, edit: Edit) -> Outcome:
        """See PageTarget. What the wiki stores of a text is told by its revision; a text it has already is Unchanged."""
        parameters = saving.request(edit) | {"bot": True}
        try:
            parameters["token"] = self.api.pywikibot.tokens["csrf"]
            answer = self.api.pywikibot.simple_request(**parameters).submit()["edit"]
        except MaxlagTimeoutError as error:
            return Deferred(Reason.LAG, detail=line(error))
        except ApiTimeoutError as error:
            return self._not_answered(line(error))
        except APIError as error:
            return saving.refusal(error.code, line(error))
        except NoUsernameError as error:
            return Failed(Reason.RIGHTS, line(error))
        except WikiError as error:
            return Failed(Reason.OTHER, str(error))
        except (Error, OSError, KeyError) as error:
            # The edit may have been made all the same; the next run sees it.
            return Failed(Reason.OTHER, line(error))
        return saving.outcome(answer, edit)

    def _not_answered(self, detail: str) -> Outcome:
        """Why saving took too many attempts: pywikibot also repeats what a read-only wiki refuses, and then does not say so."""
        try:
            general = self.api.ask(action="query", meta="siteinfo", siprop="general")["query"]["general"]
        except WikiError:
            general = {}
        if general.get("readonly"):
            return Deferred(Reason.READ_ONLY, detail=general.get("readonlyreason", detail))
        # The edit may have been made all the same; the next run sees it.
        return Failed(Reason.OTHER, detail)


def _unreadable(answer: Mapping[str, Any]) -> Unreadable:
    hidden = "texthidden" in answer["revisions"][0].get("slots", {}).get("main", {})
    why = "its text is hidden" if hidden else "the wiki has lost its text"
    return Unreadable(answer["pageid"], answer["title"], why, hidden=hidden)
