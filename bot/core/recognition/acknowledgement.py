"""What a partner is thanked for, and by whom: as its partnership's page tells, and as far as it agreed to be thanked."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from bot.core.recognition.reach import Reach, is_known, month_number
from bot.core.records import Contribution, Partnership

#: Statuses of partnerships that began; before, there is nothing to be a partner since.
_BEGUN = frozenset({"active", "paused", "completed", "ended"})
_ITEM = re.compile(r"Q[1-9][0-9]*")
_PREFIXES = re.compile(r"^:?(?:[a-z][a-z-]*:)*")


class Refusal(StrEnum):
    """Why nothing may be written."""

    CONSENT_REFUSED = "consent-refused"
    CONSENT_UNKNOWN = "consent-unknown"
    CONSENT_UNSEEN = "consent-unseen"
    NO_PARTNER = "no-partner"


@dataclass(frozen=True, slots=True)
class Refused:
    """The partner cannot be thanked."""

    reason: Refusal


@dataclass(frozen=True, slots=True)
class Gift:
    """A contribution: the code of its type, what it is, when (EDTF), how many records it has and how many are linked to items.

    "" and None mean not stated.
    """

    kind: str
    what: str
    date: str
    records: int | None = None
    linked: int | None = None


@dataclass(frozen=True, slots=True)
class Views:
    """Views of all months known from ``first`` to ``last`` (EDTF); of ``unknown`` months between them nothing is known."""

    total: int
    first: str
    last: str
    unknown: int


@dataclass(frozen=True, slots=True)
class CategoryReach:
    """What became of the files of a category: the months of which anything is known, in order; none if nothing is."""

    category: str
    months: tuple[Reach, ...] = ()

    @property
    def newest(self) -> Reach | None:
        """The last month of which anything is known."""
        return self.months[-1] if self.months else None

    @property
    def views(self) -> Views | None:
        """The views of all months together; None if no month's are known."""
        known = [(month.month, month.views) for month in self.months if month.views is not None]
        if not known:
            return None
        first, last = known[0][0], known[-1][0]
        return Views(sum(views for _, views in known), first, last, month_number(last) - month_number(first) + 1 - len(known))


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What a letter or a certificate says. Dates are EDTF, "" is not known.

    ``partners`` are named as they wish; ``lead`` is the affiliate that signs; ``title``, ``address`` and ``revision`` are those of the page
    that tells of the partnership, ``name`` is what it is called there.
    """

    partners: tuple[str, ...]
    name: str
    title: str
    address: str
    revision: int
    began: str
    ended: str
    lead: str
    written: str
    gifts: tuple[Gift, ...] = ()
    reach: tuple[CategoryReach, ...] = ()


def of(
    partnership: Partnership, contributions: Iterable[Contribution], *, address: str, today: date, reach: Iterable[Reach] = ()
) -> Acknowledgement | Refused:
    """Whom to thank for what on a day. ``address`` is where the partnership's page is read, ``reach`` may be about other categories too."""
    consent = partnership.recognition_consent
    if consent not in {"yes", "name-only"}:
        return Refused(Refusal.CONSENT_REFUSED if consent == "no" else Refusal.CONSENT_UNKNOWN)
    if not partnership.consent_evidence:
        return Refused(Refusal.CONSENT_UNSEEN)
    partners = (partnership.attribution_text,) if partnership.attribution_text else partnership.partner
    if not partners:
        return Refused(Refusal.NO_PARTNER)
    begun = partnership.status in _BEGUN
    named = sorted(contributions, key=lambda each: (not each.date, each.date, each.source.start)) if consent == "yes" else []
    return Acknowledgement(
        partners=partners,
        name=partnership.display_name,
        title=partnership.source.title,
        address=address,
        revision=partnership.source.revision,
        began=partnership.start if begun else "",
        ended=partnership.end if partnership.status in {"completed", "ended"} else "",
        lead=_signer(partnership.lead),
        written=today.isoformat(),
        gifts=tuple(_gift(contribution) for contribution in named),
        reach=_reach(named, reach),
    )


def language_of(partnership: Partnership, languages: Container[str]) -> str:
    """In which of the languages that can be written a partner is thanked: the first of the partnership's own, else English."""
    return next((code for code in partnership.languages if code in languages), "en")


def _signer(lead: str) -> str:
    """What the lead is called; an item's number is no name, and the prefix of another wiki no part of one."""
    return "" if _ITEM.fullmatch(lead) else _PREFIXES.sub("", lead)


def _gift(contribution: Contribution) -> Gift:
    records, linked = (int(text) if text else None for text in (contribution.records, contribution.records_linked))
    return Gift(contribution.type, contribution.what, contribution.date, records, linked)


def _reach(contributions: Sequence[Contribution], reach: Iterable[Reach]) -> tuple[CategoryReach, ...]:
    """What is known of the categories that contributions name, each once, in the order of the contributions."""
    told = [month for month in reach if is_known(month)]
    told.sort(key=lambda month: (month.category, month.month))
    months = {category: tuple(found) for category, found in groupby(told, key=lambda month: month.category)}
    categories = dict.fromkeys(contribution.commons_category for contribution in contributions if contribution.commons_category)
    return tuple(CategoryReach(category, months.get(category, ())) for category in categories)
