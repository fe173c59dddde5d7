"""The figures of the report on recognition."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta

from tests.generated.counting import Expected, Figures, Known, unaccented, yes
from tests.generated.plan import Nomination, Partnership
from tests.generated.words import NAMESPACES, REGIONS, open_days


def recognition(known: Known) -> Figures:
    delivered = [nomination for nomination in known.plan.nominations if nomination.status == "delivered"]
    return {
        ("recognition", "celebrate"): Expected(("community", "partnerships"), celebrated(known, delivered), ordered=True),
        ("recognition", "unacknowledged"): Expected(("page", "page_name", "what", "date"), unacknowledged(known, delivered)),
        ("recognition", "open"): Expected(("page", "page_name", "kind", "since", "overdue"), waiting(known)),
        ("recognition", "thanked"): Expected(("region", "delivered", "languages"), by_region(known, delivered), ordered=True),
    }


def about(known: Known, nomination: Nomination) -> list[Partnership]:
    """The partnerships on the page that it names, else on the nominee's; titles may be those of its own wiki or of the home wiki."""
    for title in (nomination.partnership, nomination.nominee):
        found = [record for record in known.all if record.title == title and record.wiki in {nomination.wiki, "metawiki"}]
        if found:
            return found
    return []


def thanked(record: Partnership, delivered: Sequence[Nomination]) -> list[Nomination]:
    """What was delivered for a partnership, or to it."""
    return [
        nomination
        for nomination in delivered
        if nomination.wiki == record.wiki and record.title in {nomination.partnership, nomination.nominee}
    ]


def celebrated(known: Known, delivered: Sequence[Nomination]) -> tuple[tuple[str, ...], ...]:
    """Accents and capitals make no difference; a group is shown as most write it."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    done = {unaccented(nomination.nominee) for nomination in delivered}
    for record in known.all:
        if record.status in {"active", "completed"}:
            named = {name for name in (record.lead, *record.supported_by, *record.communities) if name}
            if thanked(record, delivered):
                done |= {unaccented(name) for name in named}
            for name in named:
                written[unaccented(name)][name] += 1
    left = [(max(sorted(names), key=names.__getitem__), names.total()) for name, names in written.items() if name not in done]
    return tuple((name, str(number)) for name, number in sorted(left))


def unacknowledged(known: Known, delivered: Sequence[Nomination]) -> tuple[tuple[str, ...], ...]:
    """All contributions are older than the nominations."""
    thank_yous = [nomination for nomination in delivered if nomination.kind == "thank-you"]
    return tuple(
        (record.title, record.shown, given.what, given.date)
        for record in known.all
        if record.consent in {"yes", "name-only"} and not thanked(record, thank_yous)
        for given in record.contributions
    )


def waiting(known: Known) -> tuple[tuple[str, ...], ...]:
    """They count from the Monday of the week in which they were made."""
    since = known.plan.made - timedelta(days=known.plan.made.weekday())
    overdue = yes((known.today - since).days > open_days())
    open_ones = [nomination for nomination in known.plan.nominations if nomination.status in {"open", ""}]
    return tuple((each.title, local(each.wiki, each.nominee), each.kind, since.isoformat(), overdue) for each in open_ones)


def local(wiki: str, title: str) -> str:
    """A title with its namespace as the wiki calls it."""
    namespace, colon, rest = title.partition(":")
    return f"{NAMESPACES.get(wiki, {}).get(namespace, namespace)}{colon}{rest}"


def by_region(known: Known, delivered: Sequence[Nomination]) -> tuple[tuple[str, ...], ...]:
    found: dict[str, list[Nomination]] = defaultdict(list)
    for nomination in delivered:
        countries = [country for record in about(known, nomination) for country in record.countries]
        for region in known.regions(countries) or [""]:
            found[region].append(nomination)
    rows = []
    for region in (*REGIONS, *([""] if found[""] else [])):
        languages = Counter(nomination.language for nomination in found[region] if nomination.language)
        rows.append((region, str(len(found[region])), ";".join(f"{code}:{languages[code]}" for code in sorted(languages))))
    return tuple(rows)
