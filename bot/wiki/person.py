"""A wiki as a person who logged in to the web tool uses it: what is saved is saved by their own account."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

import requests

from bot.core.outcome import Failed, Outcome, Reason
from bot.core.page import Edit, Page
from bot.core.thanks import Thanks
from bot.wiki import saving
from bot.wiki.asked_pages import AskedPages
from bot.wiki.asking import Asking, line
from bot.wiki.community import LiveCommunity
from bot.wiki.oauth import TIMEOUT
from bot.wiki.protocol import WikiError

_TOO_MANY_REQUESTS = 429
#: How the wiki's log of thanks calls where they were sent from.
_SOURCE = "partnerships"
#: Error codes of the Thanks API; codes that begin like one of them mean the same.
_NOT_THANKED: Mapping[str, Thanks] = MappingProxyType(
    {
        "invalidrecipient": Thanks.RECIPIENT,
        "invalidrevision": Thanks.GONE,
        "revdeleted": Thanks.GONE,
        "notitle": Thanks.GONE,
        "blocked": Thanks.BLOCKED,
        "autoblocked": Thanks.BLOCKED,
        "globalblocking": Thanks.BLOCKED,
        "ratelimited": Thanks.OFTEN,
        "permissiondenied": Thanks.RIGHTS,
        "notloggedin": Thanks.RIGHTS,
        "assertnameduserfailed": Thanks.RIGHTS,
        "mwoauth-invalid-authorization": Thanks.RIGHTS,
    }
)


class _RefusedError(Exception):
    """The API answered with an error: its code."""

    def __init__(self, code: str, info: str) -> None:
        super().__init__(info)
        self.code = code


class PersonApi(Asking):
    """The wiki whose api.php is at ``address``, asked by the person ``account``; ``session`` signs with the access they gave."""

    titles_at_once = 50

    def __init__(self, dbname: str, address: str, account: str, session: requests.Session) -> None:
        super().__init__(dbname)
        self._address = address
        self._account = account
        self._session = session

    @property
    def account(self) -> str:
        """See Asking."""
        return self._account

    def ask(self, **parameters: Any) -> dict[str, Any]:
        """See Asking. Nothing is asked where the wiki takes the request for somebody else's."""
        try:
            return self.send(parameters)
        except _RefusedError as error:
            raise WikiError(f"{self.dbname}: the wiki refuses to answer ({error.code}): log in again") from None

    def send(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """One request, which nobody repeats: a person waits. Raises _RefusedError for an error of the API, and WikiError."""
        values = {name: "1" if value is True else str(value) for name, value in parameters.items()}
        values |= {"format": "json", "formatversion": "2", "assertuser": self._account}
        try:
            response = self._session.post(self._address, data=values, timeout=TIMEOUT, allow_redirects=False)
            if response.status_code == _TOO_MANY_REQUESTS:
                raise _RefusedError("ratelimited", "too many requests")
            answer: dict[str, Any] = response.json()
        except (requests.RequestException, ValueError) as error:
            raise WikiError(f"{self.dbname}: the wiki does not answer ({type(error).__name__}): try again in a while") from None
        if "error" in answer:
            raise _RefusedError(str(answer["error"].get("code", "")), str(answer["error"].get("info", "")))
        return answer


class PersonWiki(AskedPages):
    """Target of what a person saves. Every method but ``save`` and ``thank`` may raise WikiError."""

    def __init__(self, api: PersonApi) -> None:
        super().__init__(api)
        self._person = api

    @cached_property
    def community(self) -> LiveCommunity:
        """Who did what on the wiki, as far as the person may see it."""
        return LiveCommunity(self._api)

    def page(self, page_id: int) -> Page | None:
        """A page as it is now, by its number; None where there is none, or none to be read."""
        return self._one(pageids=page_id)

    def page_at(self, revision: int) -> Page | None:
        """A page as it was at a revision; None where there is none, or none to be read."""
        return self._one(revids=revision)

    def _one(self, **which: int) -> Page | None:
        found = [answer for answer in self._api.contents(**which) if "revisions" in answer]
        return self._api.page(found[0]) if found else None

    def save(self, edit: Edit) -> Outcome:
        """See PageTarget. Made anew or at a revision, never over somebody else's edit."""
        try:
            answer = self._person.send(saving.request(edit) | {"token": self._token()})["edit"]
        except _RefusedError as error:
            return saving.refusal(error.code, line(error))
        except (WikiError, KeyError) as error:
            # The edit may have been made all the same: the page's history tells.
            return Failed(Reason.OTHER, line(error))
        return saving.outcome(answer, edit)

    def thank(self, revision: int) -> Thanks:
        """Thank whoever made a revision, in public and for good. Who was thanked already is not told again."""
        try:
            answer = self._person.send({"action": "thank", "rev": revision, "source": _SOURCE, "token": self._token()})
        except _RefusedError as error:
            return next((result for code, result in _NOT_THANKED.items() if error.code.startswith(code)), Thanks.OTHER)
        except (WikiError, KeyError):
            return Thanks.OTHER
        return Thanks.SENT if answer.get("result", {}).get("success") else Thanks.OTHER

    def _token(self) -> str:
        answer = self._person.send({"action": "query", "meta": "tokens"})
        return str(answer["query"]["tokens"]["csrftoken"])
