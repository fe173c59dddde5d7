"""Which nominations are delivered now, which wait, and which never will be: by what people decided, and by the bounds of Settings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.agreement import may_be_thanked
from bot.core.recognition.approval import Judged
from bot.core.recognition.deliveries import Delivery
from bot.core.recognition.verdict import Why
from bot.core.records import Nomination, Partnership
from bot.core.values.folding import folded
from bot.core.wiki_settings import WikiSettings

#: On the first day no more are sent than these: people are to see some before there are many.
CANARY = 3
_DAY = timedelta(days=1)
_MONTH = timedelta(days=30)
#: A nomination with one of these is still to be decided on, or to be delivered.
UNDECIDED = frozenset({"", "open", "approved"})
#: For these a nomination waits until a person does something, and expires if nobody does.
_NEEDS_PEOPLE = frozenset({Why.NOT_APPROVED, Why.OBJECTION, Why.CLOSED})
#: For these it waits for time to pass.
WAITS = frozenset({Why.WINDOW, Why.COOL_DOWN, Why.CAPS})


@dataclass(frozen=True, slots=True)
class Case:
    """A nomination nobody has closed, and what its page's history shows."""

    nomination: Nomination
    judged: Judged


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done about a nomination: delivered where ``why`` is None; ``until`` is when it may be, where that is known."""

    case: Case
    why: Why | None = None
    until: datetime | None = None


def plan(
    cases: Iterable[Case],
    ledger: Sequence[Delivery],
    partnership_of: Callable[[Nomination], Partnership | None],
    settings: WikiSettings,
    now: datetime,
    *,
    bot: str = "",
) -> list[Decision]:
    """Decide on each case, in the order in which they were approved: who waited longest comes first.

    ``ledger`` is what was delivered before; ``partnership_of`` gives the partnership whose page the nominee is.
    What ``bot`` drafted counts against no quota: how much it drafts is bounded otherwise.
    """
    decisions = [_decided(case, partnership_of, settings, now) for case in _within_quota(cases, ledger, settings, bot)]
    decisions.sort(key=lambda each: (each.case.judged.approved or now, each.case.nomination.source.page_id))
    delivered = {each.page_id for each in ledger}
    budget = _budget(ledger, settings, now)
    latest = _latest(ledger)
    planned = []
    for decision in decisions:
        nomination = decision.case.nomination
        key = (folded(nomination.nominee), nomination.nomination_kind)
        if nomination.source.page_id in delivered:
            decision = replace(decision, why=Why.DELIVERED, until=None)
        elif decision.why is None and key in latest and latest[key] + timedelta(days=settings.cool_down_days) > now:
            decision = replace(decision, why=Why.COOL_DOWN, until=latest[key] + timedelta(days=settings.cool_down_days))
        elif decision.why is None and budget <= 0:
            decision = replace(decision, why=Why.CAPS)
        elif decision.why is None:
            budget -= 1
            latest[key] = now
        planned.append(decision)
    return planned


def _decided(case: Case, partnership_of: Callable[[Nomination], Partnership | None], settings: WikiSettings, now: datetime) -> Decision:
    """What people decided about one case, whatever else there is to deliver."""
    nomination, judged = case.nomination, case.judged
    why = judged.why or (Why.OBJECTION if judged.objections else None)
    if why is None and (partnership := partnership_of(nomination)) and not may_be_thanked(partnership):
        why = Why.CONSENT
    expires = (judged.made or nomination.source.timestamp) + timedelta(days=settings.open_days)
    if why is not None:
        return Decision(case, Why.EXPIRED if expires <= now else why, expires if why in _NEEDS_PEOPLE and expires > now else None)
    window = (judged.approved or now) + timedelta(days=settings.objection_days)
    return Decision(case, Why.WINDOW, window) if window > now else Decision(case)


def _within_quota(cases: Iterable[Case], ledger: Sequence[Delivery], settings: WikiSettings, bot: str) -> list[Case]:
    """The cases, those refused that are more than somebody may make within a month; those made first count first."""
    made: dict[str, list[datetime]] = defaultdict(list)
    for delivery in ledger:
        made[delivery.nominator].append(delivery.time)
    checked = []
    for case in sorted(cases, key=lambda each: (each.judged.made or each.nomination.source.timestamp, each.nomination.source.page_id)):
        when, who = case.judged.made or case.nomination.source.timestamp, case.judged.nominator
        if who not in {"", bot} and sum(when - _MONTH < other <= when for other in made[who]) >= settings.nominators.per_month:
            case = replace(case, judged=replace(case.judged, why=case.judged.why or Why.QUOTA))
        made[who].append(when)
        checked.append(case)
    return checked


def _budget(ledger: Sequence[Delivery], settings: WikiSettings, now: datetime) -> int:
    """How many messages may be sent now."""
    today = sum(each.time > now - _DAY for each in ledger)
    if all(each.time > now - _DAY for each in ledger):
        return min(settings.caps.per_run, settings.caps.per_day - today, CANARY - today)
    return min(settings.caps.per_run, settings.caps.per_day - today)


def _latest(ledger: Collection[Delivery]) -> dict[tuple[str, str], datetime]:
    """When each recipient last got a message of each kind."""
    found: dict[tuple[str, str], datetime] = {}
    for each in ledger:
        key = (folded(each.recipient), each.kind)
        found[key] = max(each.time, found.get(key, each.time))
    return found
