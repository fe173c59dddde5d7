"""The api.php of a wiki in memory, as far as a person needs it: pages with their revisions, tokens, edits."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from bot.core.outcome import Deferred, Failed, Outcome, Reason, Saved, Skipped, Unchanged
from bot.core.page import Edit, Page, Revision
from bot.core.site import CANONICAL_NAMESPACES
from bot.wiki.memory import MemoryWiki
from bot.wiki.titles import TitleError, normalise, split

#: What the API calls the reasons for which an edit is not made.
_CODES = {
    Reason.CONFLICT: "editconflict",
    Reason.CREATED: "articleexists",
    Reason.PROTECTED: "protectedpage",
    Reason.BLOCKED: "blocked",
    Reason.LAG: "ratelimited",
    Reason.FILTER: "abusefilter-disallowed",
    Reason.READ_ONLY: "readonly",
    Reason.TITLE: "invalidtitle",
    Reason.TOO_LARGE: "contenttoobig",
    Reason.RIGHTS: "permissiondenied",
}


class MemoryApi:
    """Answers to accounts; each edit is the account's own. ``summaries`` are those of the edits, by revision."""

    def __init__(self, wiki: MemoryWiki) -> None:
        self.wiki = wiki
        self.summaries: dict[int, str] = {}
        #: Called before each edit: a test lets somebody else edit in between here.
        self.before_edit: Callable[[], object] | None = None

    def __call__(self, user: str, parameters: Mapping[str, str]) -> bytes:
        return json.dumps(self._answer(user, parameters)).encode()

    def _answer(self, user: str, given: Mapping[str, str]) -> dict[str, Any]:
        if given.get("assertuser") != user:
            return _error("assertnameduserfailed")
        if given["action"] == "edit":
            return self._edit(user, given)
        if given.get("meta") == "tokens":
            return {"query": {"tokens": {"csrftoken": f"token of {user}"}}}
        if given.get("meta") == "siteinfo":
            return {"query": self._siteinfo()}
        return {"query": {"pages": self._pages(given)}}

    def _edit(self, user: str, given: Mapping[str, str]) -> dict[str, Any]:
        if given["token"] != f"token of {user}":
            return _error("badtoken")
        if self.before_edit:
            self.before_edit()
        base = int(given["baserevid"]) if "baserevid" in given else None
        self.wiki._account = user
        outcome: Outcome = self.wiki.save(Edit(given["title"], given["text"], given["summary"], base))
        match outcome:
            case Saved(revision):
                self.summaries[revision] = given["summary"]
                return {"edit": {"result": "Success", "newrevid": revision, "oldrevid": base or 0}}
            case Unchanged():
                return {"edit": {"result": "Success", "nochange": True}}
            case Deferred(why) | Skipped(why) | Failed(why):
                return _error(_CODES[why])

    def _siteinfo(self) -> dict[str, Any]:
        site = self.wiki.site
        namespaces = {str(number): {"name": names[0], "canonical": names[0]} for number, names in CANONICAL_NAMESPACES.items()}
        general = {"lang": site.language, "server": "https://meta.wikimedia.org", "scriptpath": "/w", "articlepath": "/wiki/$1"}
        return {"general": general, "namespaces": namespaces, "namespacealiases": [], "interwikimap": [], "extensiontags": ["<ref>"]}

    def _pages(self, given: Mapping[str, str]) -> list[dict[str, Any]]:
        if "titles" in given:
            return [self._titled(title) for title in given["titles"].split("|")]
        for title in self.wiki.titles():
            page = self.wiki.read([title])[title]
            if given.get("pageids") == str(page.id):
                return [_content(page, page.revision, page.text)]
            for revision, text in self.wiki.revisions_of(title):
                if given.get("revids") == str(revision.id):
                    return [_content(page, revision, text)]
        return [{"pageid": 1, "missing": True}] if "pageids" in given else []

    def _titled(self, title: str) -> dict[str, Any]:
        try:
            name = normalise(title, self.wiki.site)
        except TitleError:
            return {"title": title, "invalid": True}
        page = self.wiki.read([name]).get(name)
        return _content(page, page.revision, page.text) if page else {"title": name, "missing": True}


def _content(page: Page, revision: Revision, text: str) -> dict[str, Any]:
    slot = {"contentmodel": page.content_model, "content": text}
    about = {"revid": revision.id, "timestamp": revision.timestamp.isoformat(), "user": revision.user, "slots": {"main": slot}}
    answer = {"pageid": page.id, "title": page.title, "ns": split(page.title)[0], "revisions": [about]}
    return answer | ({"redirect": True} if page.redirect is not None else {})


def _error(code: str) -> dict[str, Any]:
    return {"error": {"code": code, "info": code}}
