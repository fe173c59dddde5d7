"""What is stored, as the reports and the web tool look at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.core.configuration import Configuration
from bot.core.knowledge import Knowledge
from bot.core.records import Record
from bot.core.reports import crosscheck
from bot.core.wiki_settings import WikiSettings
from bot.store.store import Store


def knowledge_of(
    store: Store,
    configuration: Configuration,
    today: date,
    *,
    home: str,
    page_root: str,
    prefixes: Mapping[str, str] | None = None,
    settings: WikiSettings | None = None,
    place: str = "",
    records: Sequence[Record] | None = None,
) -> Knowledge:
    """What the reports may look at; with the history as it was when it was last published.

    ``prefixes`` are the home wiki's interwikis, by default those last noted; ``place`` is where messages were delivered;
    ``records`` are the store's, for who has them already.
    """
    prefixes = store.interwikis(home) if prefixes is None else prefixes
    sites = store.sites()
    records = store.records() if records is None else records
    by_address = {site.article_url: dbname for dbname, site in sites.items() if site.article_url}
    interwikis = {prefix: by_address[address] for prefix, address in prefixes.items() if address in by_address}
    return Knowledge(
        records,
        today,
        home,
        page_root,
        configuration,
        problems=[*store.problems(), *crosscheck.problems(records, home, interwikis)],
        urls={dbname: site.article_url for dbname, site in sites.items()},
        interwikis=interwikis,
        unreadable=store.counts().unreadable,
        history=store.history(),
        candidates=store.candidates(),
        settings=settings or WikiSettings(),
        deliveries=store.deliveries(place),
        reach=[measured.reach for measured in store.reach()],
    )
