"""What a person does about a nomination: approve, object, withdraw or decline it, or take back what they said themselves.

Each sets the one parameter that ``approval`` looks for, to the person's own name; nobody speaks for somebody else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core.composing import UnfitError, change, shown_values
from bot.core.page import Page
from bot.core.parse import Reader, parse
from bot.core.problem import Severity
from bot.core.recognition.approval import Approvals, Judged, Read
from bot.core.recognition.facts import PastRevision
from bot.core.recognition.nomination_page import nomination_in
from bot.core.recognition.planning import UNDECIDED
from bot.core.records import Nomination


class Deed(StrEnum):
    """Something that is done about a nomination."""

    APPROVE = "approve"
    UNAPPROVE = "unapprove"
    OBJECT = "object"
    UNOBJECT = "unobject"
    WITHDRAW = "withdraw"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class Stand:
    """How somebody stands to a nomination. ``nominee`` is the user who is to be thanked, empty where it is no user."""

    user: str
    nomination: Nomination
    nominee: str

    @property
    def deeds(self) -> Sequence[Deed]:
        """What they may do, as far as the nomination itself tells; whether somebody is entitled to approve it does not."""
        said = self.nomination
        if said.status not in UNDECIDED:
            return ()
        takes_part = self.user in {said.nominated_by, self.nominee}
        possible = {
            Deed.APPROVE: not said.approved_by and not takes_part,
            Deed.UNAPPROVE: said.approved_by == self.user,
            Deed.OBJECT: self.user not in said.objected_by,
            Deed.UNOBJECT: self.user in said.objected_by,
            Deed.WITHDRAW: takes_part,
            Deed.DECLINE: not takes_part,
        }
        return [deed for deed, is_possible in possible.items() if is_possible]


def with_deed(page: Page, deed: Deed, user: str, reader: Reader) -> str:
    """The page with what somebody does; all else stays to the byte.

    Raises UnfitError where there is nothing to decide or to take back, and where the nomination would not read as meant.
    """
    nomination = nomination_in(page, page.text, reader)
    if nomination is None or nomination.status not in UNDECIDED:
        raise UnfitError
    said = _said(nomination, deed, user)
    unread = {each.parameter for each in parse(page, reader).problems if each.severity is Severity.ERROR}
    if "objected_by" in unread & set(said):
        raise UnfitError  # what could not be read would be lost
    text = change(page, (Nomination.kind, nomination.key_name), said, shown_values(nomination), reader).text
    after = nomination_in(page, text, reader)
    if after is None or any(after.values(field) != values for field, values in said.items()):
        raise UnfitError
    return text


def _said(nomination: Nomination, deed: Deed, user: str) -> Mapping[str, tuple[str, ...]]:
    """The field that is set, and its values."""
    others = tuple(name for name in nomination.objected_by if name != user)
    match deed:
        case Deed.APPROVE:
            return {"approved_by": (user,)}
        case Deed.UNAPPROVE if nomination.approved_by == user:
            return {"approved_by": ()}
        case Deed.OBJECT:
            return {"objected_by": (*others, user)}
        case Deed.UNOBJECT if user in nomination.objected_by:
            return {"objected_by": others}
        case Deed.WITHDRAW:
            return {"status": ("withdrawn",)}
        case Deed.DECLINE:
            return {"status": ("declined",)}
        case _:
            raise UnfitError


def foreseen(approvals: Approvals, history: Sequence[PastRevision], read: Read, text: str, user: str) -> Judged:
    """What will be judged once somebody has saved this text on the page with this history, the newest first."""
    account = approvals.accounts.get(user)
    return approvals.judge([PastRevision(0, approvals.now, user, account.id if account else 0, text), *history], read)
