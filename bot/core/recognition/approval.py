"""Whether a nomination was approved: what its page's history shows, never what the page merely says.

An approval counts only if the revision that introduced it was made by the very account it names. That revision is found from the newest
backwards; a revert to exactly the same text is skipped, but not where it undid an edit of the approver, or a withdrawn approval would
come back. Every revision that has to be looked at must be visible, and made here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.page_links import fold_title
from bot.core.recognition.facts import Account, PastRevision
from bot.core.recognition.verdict import Why
from bot.core.records import Nomination, Partnership
from bot.core.wiki_settings import WikiSettings

#: Gives the one nomination that a text of the page holds; None where it holds none, or several.
Read = Callable[[str], Nomination | None]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the history of a nomination's page shows.

    ``made`` and ``nominator`` are of the revision that first asked for what is asked now. ``why`` is None if the approval, made by
    ``approver`` at ``approved``, counts; ``objections`` are the accounts whose objections stand.
    """

    made: datetime | None = None
    nominator: str = ""
    approver: str = ""
    approved: datetime | None = None
    why: Why | None = None
    objections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Approvals:
    """Judges nominations. ``accounts`` has everybody who edited them, and the approvers they name; ``affiliates`` those of a user, folded.

    ``bot`` may nominate without being entitled; ``nominee_of`` gives the user a title belongs to, or nothing.
    """

    settings: WikiSettings
    accounts: Mapping[str, Account]
    affiliates: Mapping[str, Collection[str]]
    bot: str
    now: datetime
    nominee_of: Callable[[str], str]

    def judge(self, history: Sequence[PastRevision], read: Read) -> Judged:
        """Judge one nomination by all revisions of its page, the newest first."""
        if not history or history[0].text is None:
            return Judged(why=Why.HIDDEN)
        current = read(history[0].text)
        if current is None:
            return Judged(why=Why.SEVERAL)
        creator = history[-1]
        asked = _first(history, read, lambda older: _subject(older) == _subject(current), current.nominated_by)
        if isinstance(asked, Why):
            return Judged(creator.timestamp, why=asked)
        if why := _made_here(creator):
            return Judged(creator.timestamp, why=why)
        judged = Judged(asked.timestamp, asked.user, current.approved_by)
        involved = {asked.user, creator.user, current.nominated_by}
        objections, closed = self._standing(history, read, involved, current)
        named = _first(history, read, lambda older: _recipient(older) == _recipient(current), current.nominated_by)
        if isinstance(named, Why):
            return replace(judged, why=named)
        why = self._wrong_with_nomination(current, asked, named, creator)
        if why is None and not current.approved_by:
            why = Why.NOT_APPROVED
        if why is None and closed and current.status in {"open", "approved", ""}:
            why = Why.CLOSED
        if why is not None:
            return replace(judged, why=why)
        introduced = _first(history, read, lambda older: older.approved_by == current.approved_by, current.approved_by)
        if isinstance(introduced, Why):
            return replace(judged, why=introduced)
        why = self._wrong_with_approval(current, introduced, involved, read)
        return replace(judged, approved=introduced.timestamp, why=why, objections=tuple(sorted(objections)))

    # -- The nomination

    def _wrong_with_nomination(self, nomination: Nomination, asked: PastRevision, named: PastRevision, creator: PastRevision) -> Why | None:
        """``asked`` is the revision that first asked for what is asked now, ``named`` the one that chose who is thanked how."""
        if not (nomination.nominee and nomination.nomination_kind and nomination.reason and nomination.nominated_by):
            return Why.INCOMPLETE
        if nomination.nominated_by not in {asked.user, named.user}:
            return Why.NOT_BY_NOMINATOR
        nominee = self.nominee_of(nomination.nominee)
        if nominee and nominee in {asked.user, creator.user, nomination.nominated_by}:
            return Why.SELF_NOMINATION
        if nomination.nomination_kind == "barnstar":
            if not nominee:
                return Why.NOT_A_USER
            if not self.settings.barnstar_named(nomination.barnstar):
                return Why.BARNSTAR
        rules = self.settings.nominators
        people = {asked.user, nomination.nominated_by} - {self.bot}
        return None if all(self._established(name, rules.min_edits, rules.min_days) for name in people) else Why.NOMINATOR

    # -- The approval

    def _wrong_with_approval(self, current: Nomination, introduced: PastRevision, involved: Collection[str], read: Read) -> Why | None:
        approver = current.approved_by
        if introduced.user != approver:
            account = self.accounts.get(approver)
            return Why.NOT_BY_APPROVER if account and account.id else Why.NO_ACCOUNT
        then = read(introduced.text or "")
        if then is None or _subject(then) != _subject(current):
            return Why.CHANGED
        if approver in involved or approver == self.bot:
            return Why.SELF_APPROVAL
        if approver == self.nominee_of(current.nominee):
            return Why.BY_NOMINEE
        if not self.entitled(approver):
            return Why.UNENTITLED
        if any(set(self.affiliates.get(approver, ())) & set(self.affiliates.get(name, ())) for name in involved):
            return Why.AFFILIATE
        return None

    def entitled(self, name: str) -> bool:
        """Whether Settings let this account approve."""
        rules = self.settings.approvers
        account = self.accounts.get(name)
        chosen = name in rules.names or (account is not None and bool(account.groups & set(rules.groups)))
        return chosen and self._established(name, rules.min_edits, rules.min_days)

    def _established(self, name: str, edits: int, days: int) -> bool:
        account = self.accounts.get(name)
        if account is None or not account.id or account.is_blocked or account.is_locked or account.is_hidden or account.is_temporary:
            return False
        old_enough = account.registered is None or account.registered + timedelta(days=days) <= self.now
        return account.edits >= edits and old_enough

    # -- Objections

    def _standing(
        self, history: Sequence[PastRevision], read: Read, involved: Collection[str], current: Nomination
    ) -> tuple[set[str], set[str]]:
        """Whose objections stand, and who closed it for good: people who did so themselves, and did not take it back.

        Somebody else who may approve takes back what others said, but not what the nominee said.
        """
        nominee = self.nominee_of(current.nominee)
        objections: set[str] = set()
        closed: set[str] = set()
        named: set[str] = set()
        for revision in reversed(history):
            nomination = read(revision.text) if revision.text is not None else None
            account = self.accounts.get(revision.user)
            if nomination is None or account is None or not account.id:
                continue  # what cannot be read, or was not said by anybody here, changes nothing
            user, before = revision.user, named
            named = set(nomination.objected_by)
            may_overrule = user not in {*involved, current.approved_by} and self.entitled(user)
            if user in named - before and not account.is_temporary:
                objections.add(user)
            gone = before - named
            objections -= {name for name in gone if name == user or (may_overrule and name != nominee)}
            withdrawn = nomination.status == "withdrawn" and user in {nominee, current.nominated_by}
            if withdrawn or (nomination.status == "declined" and self.entitled(user)):
                closed.add(user)
            elif nomination.status in {"open", "approved", ""}:
                closed -= {name for name in closed if name == user or (may_overrule and name not in {nominee, current.nominated_by})}
        return objections, closed


def affiliates(partnerships: Iterable[Partnership]) -> Mapping[str, Collection[str]]:
    """For which affiliates, folded, each user leads partnerships, as far as records say so."""
    found: dict[str, set[str]] = {}
    for record in partnerships:
        for user in record.lead_contact if record.lead else ():
            found.setdefault(user, set()).add(fold_title(record.lead).casefold())
    return found


def _first(history: Sequence[PastRevision], read: Read, holds: Callable[[Nomination], bool], whose: str) -> PastRevision | Why:
    """The revision since which something holds that holds now.

    It is the newest whose predecessor does not hold it, but for reverts: a text that came back exactly as it was is as old as it was,
    unless ``whose`` account brought it back, or had an edit undone with it.
    """
    place = 0
    while (older := place + 1) < len(history):
        text = history[older].text
        nomination = read(text) if text is not None else None
        if nomination is not None and holds(nomination):
            place = older
            continue
        same = next((at for at in range(older + 1, len(history)) if history[at].text == history[place].text), None)
        undone = history[older:same] if same else ()
        if same is None or whose in {history[place].user, *(each.user for each in undone)}:
            if text is None:
                return Why.HIDDEN
            break
        if any(not each.user for each in undone):
            return Why.HIDDEN
        place = same
    return _made_here(history[place]) or history[place]


def _made_here(revision: PastRevision) -> Why | None:
    if not revision.user:
        return Why.HIDDEN
    return Why.IMPORTED if revision.user_id == 0 or ">" in revision.user else None


def _recipient(nomination: Nomination) -> tuple[str, ...]:
    """Whom it asks to thank, and how."""
    return nomination.nominee, nomination.nomination_kind, nomination.barnstar


def _subject(nomination: Nomination) -> tuple[str, ...]:
    """What an approval is about."""
    return nomination.nominee, nomination.nomination_kind, nomination.barnstar, nomination.reason, nomination.partnership
