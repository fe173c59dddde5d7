"""The api.php of a wiki in memory that also tells of people, and lets them thank."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.recognition.facts import PastRevision
from bot.wiki.memory import MemoryWiki
from bot.wiki.titles import split
from tests.web.memory_api import MemoryApi


class PeopleApi(MemoryApi):
    """``thanked`` is who thanked for which revision; ``refusal`` the code of the error with which the next thanks end."""

    def __init__(self, wiki: MemoryWiki) -> None:
        super().__init__(wiki)
        self.thanked: list[tuple[str, int]] = []
        self.refusal = ""

    def _answer(self, user: str, given: Mapping[str, str]) -> dict[str, Any]:
        if given.get("assertuser") == user:
            if given["action"] == "thank":
                return self._thank(user, given)
            if given.get("list") == "users":
                return {"query": {"users": [self._account(name) for name in given["ususers"].split("|")]}}
            if given.get("list") == "logevents":
                return {"query": {"logevents": []}}
            if given.get("meta") == "allmessages":
                return {"query": {"allmessages": [{"content": ""}]}}
            if given.get("meta", "") in {"globaluserinfo|babel", "babel|globaluserinfo"}:
                return {"query": {}}
            if given.get("rvlimit") == "max":
                revisions = [_revision(each) for each in self.wiki.history(given["titles"])]
                return {"query": {"pages": [{"title": given["titles"], "revisions": revisions}]}}
        return super()._answer(user, given)

    def _titled(self, title: str) -> dict[str, Any]:
        number, name = split(title)
        talk = f"User talk:{name}" if number == 2 else title
        return {"ns": number, "contentmodel": "wikitext", "associatedpage": talk} | super()._titled(title)

    def _thank(self, user: str, given: Mapping[str, str]) -> dict[str, Any]:
        if self.refusal or given["token"] != f"token of {user}":
            code = self.refusal or "badtoken"
            return {"error": {"code": code, "info": code}}
        self.thanked.append((user, int(given["rev"])))
        return {"result": {"success": 1, "recipient": "?"}}

    def _account(self, name: str) -> dict[str, Any]:
        known = self.wiki.accounts([name])[name]
        if not known.id:
            return {"name": name, "missing": True}
        registered = known.registered.isoformat() if known.registered else None
        about = {"userid": known.id, "name": name, "editcount": known.edits, "groups": sorted(known.groups), "registration": registered}
        return about | ({"blockid": 1} if known.is_blocked else {})


def _revision(past: PastRevision) -> dict[str, Any]:
    slot = {"contentmodel": "wikitext", "content": past.text} if past.text is not None else {"texthidden": True}
    about = {"revid": past.id, "timestamp": past.timestamp.isoformat(), "userid": past.user_id, "slots": {"main": slot}}
    return about | ({"user": past.user} if past.user else {"userhidden": True})
