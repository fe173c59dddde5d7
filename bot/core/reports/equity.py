"""Report *Equity*: where partnerships are and in which languages, who may join them, and whose heritage is worked on without them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.core.knowledge import Knowledge
from bot.core.records import Partnership
from bot.core.records.choices import OPEN_TO
from bot.core.reports.rules import NOT_STATED, completed, going, in_order, listed
from bot.core.reports.table import Column, Report, Row, Rows, Table, share
from bot.core.values.country import country_name
from bot.core.values.folding import folded
from bot.core.values.regions import REGIONS

REPORT = Report(
    "equity",
    "Equity",
    (
        Table(
            "region",
            (
                Column("region", "region", weight=4),
                Column("partnerships", "number", weight=1),
                Column("share", "share", weight=2),
                Column("stating_languages", "share", weight=2),
                Column("open_to_all", "share", weight=2),
            ),
            drawn=("partnerships",),
        ),
        Table(
            "country",
            (
                Column("country", "country", weight=4),
                Column("partnerships", "number", weight=1),
                Column("share", "share", weight=2),
            ),
            drawn=("partnerships",),
        ),
        Table(
            "language",
            (
                Column("language", "language", weight=4),
                Column("partnerships", "number", weight=1),
                Column("share", "share", weight=2),
            ),
            drawn=("partnerships",),
        ),
        Table(
            "openness",
            (
                Column("open_to", "label", family="open-to", weight=4),
                Column("partnerships", "number", weight=1),
                Column("share", "share", weight=2),
            ),
            drawn=("partnerships",),
        ),
        Table(
            "concentration",
            (
                Column("by", "message", family="dimension", weight=4),
                Column("index", "number", weight=1),
                Column("places", "number", weight=1),
                Column("pairs", "number", weight=1),
            ),
        ),
        Table(
            "origins",
            (
                Column("page", "page", weight=4),
                Column("origin", "countries", weight=3),
                Column("involved", "countries", weight=3),
                Column("edit", "edit", of="page", weight=1),
            ),
        ),
    ),
)

_NAMED_IN = ("en", "fr", "es", "ar")
_CODE = re.compile(r"\b[A-Z]{2}\b")


def rows(knowledge: Knowledge) -> Rows:
    """All partnerships by region, country, language and who may join; a partnership counts in each place and language it names."""
    few = knowledge.configuration.thresholds.few
    partnerships = knowledge.partnerships
    countries = Counter(code for record in partnerships for code in set(record.country))
    languages = Counter(code for record in partnerships for code in set(record.languages))
    stating = sum(1 for record in partnerships if record.languages)
    open_to = Counter(record.open_to or NOT_STATED for record in partnerships)
    return {
        "region": [_region(partnerships, region, few) for region in REGIONS],
        "country": _counted("country", countries, len(partnerships), few),
        "language": _counted("language", languages, stating, few),
        "openness": [
            {"open_to": code, "partnerships": str(open_to[code]), "share": share(open_to[code], len(partnerships), few)}
            for code in (*OPEN_TO.codes, NOT_STATED)
        ],
        "concentration": [
            _concentration("country", countries),
            _concentration("region", Counter(region for record in partnerships for region in record.all_regions)),
        ],
        "origins": [row for record in in_order([*going(partnerships), *completed(partnerships)]) for row in _origins(knowledge, record)],
    }


def _region(partnerships: Sequence[Partnership], region: str, few: int) -> Row:
    here = [record for record in partnerships if region in record.all_regions]
    return {
        "region": region,
        "partnerships": str(len(here)),
        "share": share(len(here), len(partnerships), few),
        "stating_languages": share(sum(1 for record in here if record.languages), len(here), few),
        "open_to_all": share(sum(1 for record in here if record.open_to == "everyone"), len(here), few),
    }


def _counted(column: str, found: Counter[str], whole: int, few: int) -> list[Row]:
    """The most frequent first."""
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [{column: code, "partnerships": str(number), "share": share(number, whole, few)} for code, number in ordered]


def _concentration(by: str, found: Counter[str]) -> Row:
    """The Herfindahl index: the sum of the squared shares; 1 where all are in one place, near 0 where they are spread over many."""
    pairs = sum(found.values())
    index = sum(number * number for number in found.values()) / (pairs * pairs) if pairs else None
    return {"by": by, "index": "" if index is None else f"{index:.3f}", "places": str(len(found)), "pairs": str(pairs)}


def _origins(knowledge: Knowledge, record: Partnership) -> Iterable[Row]:
    """A row if heritage of a country is worked on while nobody from there is named."""
    if missing := [country for country in dict.fromkeys(record.collection_origin) if not _involved(record, country)]:
        yield {**knowledge.page("page", record), "origin": listed(missing), "involved": listed(record.country)}


def _involved(record: Partnership, country: str) -> bool:
    """Whether a partnership is in a country, or its lead, support or communities name it: by its name as whole words, or its code."""
    if country in record.country:
        return True
    texts = (record.lead, *record.supported_by, *record.communities)
    if any(country in _CODE.findall(text) for text in texts):
        return True
    named = [f" {folded(text)} " for text in texts]
    return any(f" {name} " in text for text in named for name in _names(country))


@lru_cache(maxsize=512)
def _names(country: str) -> frozenset[str]:
    return frozenset(folded(country_name(country, (language,))) for language in _NAMED_IN)
