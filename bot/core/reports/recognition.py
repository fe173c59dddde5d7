"""Report *Recognition*: who has reason to be celebrated, which gifts nobody has thanked for, and which nominations wait."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

from bot.core.forms import prefilled, prefix_of
from bot.core.history import Change
from bot.core.knowledge import Knowledge
from bot.core.page_links import Place, fold_title
from bot.core.records import Contribution, Nomination, Partnership
from bot.core.reports.rules import order, yes_no
from bot.core.reports.table import Column, Report, Row, Rows, Table, counts
from bot.core.values.folding import folded
from bot.core.values.regions import REGIONS

REPORT = Report(
    "recognition",
    "Recognition",
    (
        Table("celebrate", (Column("community", "text", weight=4), Column("partnerships", "number", weight=1))),
        Table(
            "unacknowledged",
            (
                Column("page", "page", weight=4),
                Column("what", "text", weight=4),
                Column("date", "date", weight=2),
                Column("create", "create", weight=1),
            ),
        ),
        Table(
            "open",
            (
                Column("page", "page", weight=4),
                Column("kind", "label", family="nomination-kind", weight=2),
                Column("since", "date", weight=2),
                Column("overdue", "label", family="yesno", weight=1),
            ),
        ),
        Table(
            "thanked",
            (
                Column("region", "region", weight=4),
                Column("delivered", "number", weight=2),
                Column("languages", "counts", family="language", weight=4),
            ),
            drawn=("delivered",),
        ),
    ),
)


def rows(knowledge: Knowledge) -> Rows:
    """Communities nobody has thanked, by name; gifts nobody has thanked for, the newest first; open nominations; thanks by region.

    Nominations wait since the Monday of the week in which they appeared. What was delivered for several regions counts in each of them.
    """
    thanks = Thanks(knowledge)
    return {
        "celebrate": _celebrate(knowledge, thanks),
        "unacknowledged": _unacknowledged(knowledge, thanks),
        "open": _open(knowledge),
        "thanked": _thanked(thanks, {each.page_id: each.language for each in knowledge.deliveries}),
    }


class Thanks:
    """What was delivered, and to whom."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.delivered = [nomination for nomination in knowledge.of(Nomination) if nomination.status == "delivered"]

    @cached_property
    def names(self) -> frozenset[str]:
        """What those who were thanked are called: the folded titles of their pages, with and without namespace."""
        titles = [nomination.nominee for nomination in self.delivered]
        return frozenset(folded(fold_title(name)) for title in titles for name in (title, title.rpartition(":")[2]))

    @cached_property
    def pages(self) -> Mapping[Place, Sequence[Nomination]]:
        """What was delivered for the partnership on each page, or to it."""
        found: dict[Place, list[Nomination]] = defaultdict(list)
        for nomination in self.delivered:
            for title in filter(None, (nomination.partnership, nomination.nominee)):
                for place in dict.fromkeys(self._knowledge.places(title, nomination)):
                    found[place].append(nomination)
        return found

    def of(self, record: Partnership) -> Sequence[Nomination]:
        """What was delivered for a partnership or to it."""
        return self.pages.get((record.source.site, fold_title(record.source.title)), ())

    def partnerships(self, nomination: Nomination) -> Iterator[Partnership]:
        """The partnerships that a nomination is about."""
        for title in filter(None, (nomination.partnership, nomination.nominee)):
            for place in self._knowledge.places(title, nomination):
                if found := self._knowledge.partnerships_by_page.get(place):
                    yield from found
                    return


def _celebrate(knowledge: Knowledge, thanks: Thanks) -> list[Row]:
    """The communities of partnerships that are active or completed, but not those that were thanked, for whichever partnership."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    thanked = set(thanks.names)
    for record in knowledge.partnerships:
        if record.status in {"active", "completed"}:
            named = {folded(fold_title(text)): text for text in (*record.supported_by, record.lead, *record.communities) if folded(text)}
            if thanks.of(record):
                thanked |= named.keys()
            for name, text in named.items():
                written[name][text] += 1
    found = [(min(texts, key=lambda text: (-texts[text], text)), texts.total()) for name, texts in written.items() if name not in thanked]
    return [{"community": text, "partnerships": str(number)} for text, number in sorted(found)]


def _unacknowledged(knowledge: Knowledge, thanks: Thanks) -> list[Row]:
    """Dated contributions to partnerships whose partners may be thanked in public, without a thank-you since."""
    found = [
        (owner, record)
        for record in knowledge.of(Contribution)
        if record.date
        and (owner := knowledge.owners.get(record.key))
        and owner.recognition_consent in {"yes", "name-only"}
        and not any(_thanks_for(nomination, record) for nomination in thanks.of(owner))
    ]
    found.sort(key=lambda pair: (order(pair[0]), pair[1].what, pair[1].key_name))
    found.sort(key=lambda pair: pair[1].date, reverse=True)
    return [
        {
            **knowledge.page("page", owner),
            "what": record.what,
            "date": record.date,
            "create": _form(knowledge, owner),
        }
        for owner, record in found
    ]


def _thanks_for(nomination: Nomination, contribution: Contribution) -> bool:
    """Whether a thank-you was delivered when the contribution was made, or later. Dates compare as far as the contribution's goes."""
    day = nomination.source.timestamp.date().isoformat()
    return nomination.nomination_kind == "thank-you" and day[: len(contribution.date)] >= contribution.date


def _form(knowledge: Knowledge, record: Partnership) -> str:
    """The address of a new nomination page that names the partnership."""
    page = prefix_of("nomination", knowledge.page_root) + record.source.title
    values = {"partnership": knowledge.title_at_home(record.source.site, record.source.title)}
    return prefilled(knowledge.urls.get(knowledge.home, ""), page, "nomination", values)


def _open(knowledge: Knowledge) -> list[Row]:
    """Nominations that nobody has decided on, the oldest first."""
    known = {
        entry.key: date.fromisocalendar(int(entry.week[:4]), int(entry.week[-2:]), 1)
        for entry in knowledge.history
        if entry.change is Change.NEW
    }
    days = knowledge.settings.open_days
    found = []
    for nomination in knowledge.of(Nomination):
        if nomination.status in {"open", ""}:
            edited = nomination.source.timestamp.date()
            # The history knows the week; the page may have been edited since, but not made later than its revision.
            found.append((min(known.get(nomination.key, edited), edited), nomination))
    return [
        {
            **knowledge.page("page", nomination),
            "kind": nomination.nomination_kind,
            "since": since.isoformat(),
            "overdue": yes_no(since + timedelta(days=days) < knowledge.today),
        }
        for since, nomination in sorted(found, key=lambda pair: (pair[0], order(pair[1])))
    ]


def _thanked(thanks: Thanks, spoken: Mapping[int, str]) -> list[Row]:
    """What was delivered by the regions of the partnerships, and in which languages; last what belongs to no region.

    ``spoken`` are the languages of the messages by the nomination's page; of those sent by other means the nomination tells.
    """
    delivered: Counter[str] = Counter()
    languages: dict[str, Counter[str]] = defaultdict(Counter)
    for nomination in thanks.delivered:
        regions = {region for record in thanks.partnerships(nomination) for region in record.all_regions} or {""}
        delivered.update(regions)
        for region in regions:
            language = spoken.get(nomination.source.page_id) or nomination.language
            languages[region].update([language] if language else [])
    return [
        {"region": region, "delivered": str(delivered[region]), "languages": counts(dict(sorted(languages[region].items())))}
        for region in (*REGIONS, "")
        if region or delivered[region]
    ]
