"""An edit as api.php takes it, and what its answer means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.outcome import Deferred, Failed, Outcome, Reason, Saved, Skipped, Unchanged
from bot.core.page import Edit

#: API error codes, and what they mean for an edit. Codes that begin like one of them mean the same.
_DEFERRED = {
    "editconflict": Reason.CONFLICT,
    "articleexists": Reason.CREATED,
    "missingtitle": Reason.CONFLICT,
    "pagedeleted": Reason.CONFLICT,
    "nosuchrevid": Reason.CONFLICT,
    "readonly": Reason.READ_ONLY,
    "maxlag": Reason.LAG,
    "ratelimited": Reason.LAG,
    "actionthrottledtext": Reason.LAG,
}
_SKIPPED = {
    "protectedpage": Reason.PROTECTED,
    "cascadeprotected": Reason.PROTECTED,
    "protectedtitle": Reason.PROTECTED,
    "titleprotected": Reason.PROTECTED,
    "permissiondenied": Reason.RIGHTS,
    "protectednamespace": Reason.RIGHTS,
    "namespaceprotected": Reason.RIGHTS,
    "sitecssprotected": Reason.RIGHTS,
    "sitejsprotected": Reason.RIGHTS,
    "sitejsonprotected": Reason.RIGHTS,
    "cantcreate": Reason.RIGHTS,
    "nocreate": Reason.RIGHTS,
    "noedit": Reason.RIGHTS,
    "writeapidenied": Reason.RIGHTS,
    "cantchangecontentmodel": Reason.RIGHTS,
    "no-direct-editing": Reason.RIGHTS,
    "abusefilter": Reason.FILTER,
    "spamblacklist": Reason.FILTER,
    "titleblacklist": Reason.FILTER,
    "captcha": Reason.FILTER,
    "spamdetected": Reason.FILTER,
}
_FAILED = {
    "blocked": Reason.BLOCKED,
    "autoblocked": Reason.BLOCKED,
    "globalblocking": Reason.BLOCKED,
    "wikimedia-globalblocking": Reason.BLOCKED,
    "invalidtitle": Reason.TITLE,
    "contenttoobig": Reason.TOO_LARGE,
    "assertuserfailed": Reason.RIGHTS,
    "assertnameduserfailed": Reason.RIGHTS,
    "assertbotfailed": Reason.RIGHTS,
    "mwoauth-invalid-authorization": Reason.RIGHTS,
}


def request(edit: Edit) -> dict[str, Any]:
    """The parameters of an edit, but for its token."""
    parameters: dict[str, Any] = {"action": "edit", "title": edit.title, "text": edit.text, "summary": edit.summary}
    parameters |= {"createonly": True} if edit.base is None else {"baserevid": edit.base, "nocreate": True}
    parameters |= {"minor": True} if edit.minor else {"notminor": True}
    return parameters


def outcome(answer: Mapping[str, Any], edit: Edit) -> Outcome:
    """What the ``edit`` part of an answer says. A text that the page has already is Unchanged."""
    if answer.get("result") != "Success":
        return Skipped(Reason.FILTER, ", ".join(sorted(answer)))
    if "nochange" in answer:
        return Unchanged()
    return Saved(answer["newrevid"], merged=edit.base is not None and answer.get("oldrevid") != edit.base)


def refusal(code: str, detail: str) -> Outcome:
    """What an error code of the API means for an edit."""
    for codes, outcome in ((_DEFERRED, Deferred), (_SKIPPED, Skipped), (_FAILED, Failed)):
        for known, reason in codes.items():
            if code == known or code.startswith(f"{known}-"):
                return outcome(reason, detail=detail)
    return Failed(Reason.OTHER, detail)
