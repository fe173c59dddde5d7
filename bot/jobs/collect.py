"""Job *collect*: read the pages of one wiki into the store; only what changed since is fetched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.core.candidates import FoundCandidate
from bot.core.configuration import Configuration
from bot.core.outcome import Reason, Skipped
from bot.core.page import Known, Page, Unreadable
from bot.core.parse import Reader, parse
from bot.core.translation_pages import base_title, translation_pages
from bot.store import Store
from bot.wiki.protocol import PageSource


@dataclass(slots=True)
class Collected:
    """What a run found on one wiki. ``refusal`` says why pages that are gone were kept all the same."""

    site: str
    read: int = 0
    unchanged: int = 0
    unreadable: int = 0
    removed: int = 0
    refusal: Skipped | None = None


@dataclass(frozen=True, slots=True)
class VanishingRules:
    """How many pages may lose their templates between two runs: ``floor``, or this share of those known; more needs ``allowed``.

    Pages that the wiki says were deleted do not count.
    """

    share: float
    floor: int
    allowed: bool = False


def collect(
    source: PageSource,
    store: Store,
    *,
    configuration: Configuration,
    make_reader: Callable[[dict[str, str]], Reader],
    rules: VanishingRules,
    fingerprint: str,
    progress: Callable[[Collected], None] | None = None,
) -> Collected:
    """Bring the store up to what the wiki says. Raises WikiError; what was read until then stays, and nothing is removed.

    ``make_reader`` gives what reading takes, from the kind of record of each template name (redirects included).
    """
    site = source.site
    asked = configuration.template_names(site.dbname)
    names = source.template_names(tuple(asked))
    reader = make_reader({name: asked[target] for name, target in names.items() if target in asked})
    reader = replace(reader, mappings=configuration.mappings_by_name(site.dbname, names))
    fingerprint += "|".join(sorted(names))
    known = _known(store, site.dbname, fingerprint)
    before = store.page_ids(site.dbname)
    collected = Collected(site.dbname)
    seen: set[int] = set()
    hidden: set[int] = set()
    store.set_site(site)
    for item in source.changed(tuple(names), known):
        if isinstance(item, Unreadable) and item.hidden:
            hidden.add(item.id)
            continue
        seen.add(item.id)
        match item:
            case Known():
                collected.unchanged += 1
            case Unreadable():
                store.mark_unreadable(site.dbname, item)
                collected.unreadable += 1
            case Page():
                parsed = parse(item, reader)
                store.replace(item, parsed.records, parsed.problems, reader.vocabulary)
                collected.read += 1
        if progress:
            progress(collected)
    if not source.is_complete:
        return collected
    collected.refusal = _refusal(source, before - hidden, seen, rules)
    # What is hidden goes in any case.
    collected.removed = store.remove_missing(site.dbname, seen if collected.refusal is None else seen | before - hidden)
    store.set_translations(site.dbname, translation_pages(store.titles_with_markup(site.dbname)))
    store.set_candidates(site.dbname, _candidates(source, store, configuration))
    store.set_fingerprint(site.dbname, fingerprint)
    return collected


def _candidates(source: PageSource, store: Store, configuration: Configuration) -> list[FoundCandidate]:
    """Pages that the configuration wants to be looked at and that have no record yet, nor are translations of pages that have."""
    found: dict[int, FoundCandidate] = {}
    for wanted in configuration.candidates:
        if wanted.wiki == source.site.dbname:
            found = {**source.candidates(wanted.categories, wanted.templates), **found}
    recorded = {record.source.page_id for record in store.records(site=source.site.dbname)}
    titles = {record.source.title for record in store.records(site=source.site.dbname)}
    return [each for page_id, each in found.items() if page_id not in recorded and base_title(each.title) not in titles]


def _known(store: Store, dbname: str, fingerprint: str) -> dict[int, int]:
    before = store.get_fingerprint(dbname)
    if before == fingerprint:
        return store.known_revisions(dbname)
    if before is not None:
        store.set_fingerprint(dbname, "")  # if this run is cut off, its pages have been read in another way than the rest
    return {}


def _refusal(source: PageSource, known: set[int], seen: set[int], rules: VanishingRules) -> Skipped | None:
    missing = known - seen
    # A source that is suddenly empty is never believed without a reason.
    tolerated = max(rules.floor, rules.share * len(known)) if seen else 0
    if rules.allowed or len(missing) <= tolerated:
        return None
    unexplained = missing - source.confirm_missing(missing)
    if len(unexplained) <= tolerated:
        return None
    return Skipped(
        Reason.SHRINK,
        f"{len(unexplained)} of {len(known)} pages of {source.site.dbname} lost their templates at once; nothing was removed; "
        "--allow-shrink does it, once you know why",
    )
