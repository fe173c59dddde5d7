"""Records to the JSON pages that the wiki's Lua reads, and back: an index, and shards by region with one string a record."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import quote

from bot.core.agreement import may_be_named
from bot.core.belonging import contributions_of, partnership_of, types_given
from bot.core.data_rows import joined, parts, split
from bot.core.records import RECORDS, Record, RecordKey, parameter_name, parameters

DATA_ROOT = "Module:Partnerships/Data/"
INDEX_TITLE = DATA_ROOT + "Index.json"
CODES_TITLE = DATA_ROOT + "Codes.json"
NO_REGION = "none"
#: The mark by which a data page is known as ours.
GENERATOR = "partnerships"
FORMAT_VERSION = 1

_PLACE = ("name", "site", "page", "url", "revision")


def field_name(record: type[Record], field: str) -> str:
    """What a field is called on data pages: as its parameter, unless that is taken by where the record stands."""
    name = parameter_name(record, field)
    return f"{name}_stated" if name in _PLACE else name


#: What is found out about a record besides what it states itself.
DERIVED: Mapping[str, tuple[str, ...]] = {
    "partnership": ("regions", "contributions"),
    "contribution": ("partnership", "country", "regions"),
    "lesson": ("regions",),
    "inquiry": ("regions",),
}
#: The fields of a row, by kind; Lua finds them by the index's ``fields``.
FIELDS: Mapping[str, tuple[str, ...]] = {
    kind: (
        *_PLACE,
        *(field_name(record, field) for field, parameter in parameters(record).items() if parameter.listed),
        *DERIVED.get(kind, ()),
    )
    for kind, record in RECORDS.items()
}

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:-]+/[A-Za-z0-9./?=&%_-]*\$1")


def data_pages(records: Sequence[Record], home: str, urls: Mapping[str, str]) -> dict[str, str]:
    """Title -> JSON text of the index and all shards. ``urls`` gives, by site, the address of a page with ``$1`` for its title.

    The index says of which date the newest record is: so fresh are all lists. Records that may not be named are left out.
    """
    records = [record for record in records if may_be_named(record)]
    pages = {}
    kinds: dict[str, Any] = {}
    derived = _derived(records)
    owners = partnership_of(records)
    for kind, fields in FIELDS.items():
        by_region: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            if record.kind == kind:
                by_region[(owners.get(record.key, record).region or NO_REGION)].append(record)
        shards: dict[str, list[str]] = {}
        # A record is filed under its first region; where else it has to do with is told by these, code -> shards.
        countries: dict[str, set[str]] = defaultdict(set)
        regions: dict[str, set[str]] = defaultdict(set)
        for region, members in sorted(by_region.items()):
            rows = sorted(_row(record, fields, home, urls, derived) for record in members)
            for number, part in enumerate(parts(rows), 1):
                suffix = f"-{number}" if number > 1 else ""
                title = f"{DATA_ROOT}{kind.capitalize()}/{region}{suffix}.json"
                shards.setdefault(region, []).append(title)
                pages[title] = _json({"generator": GENERATOR, "records": part})
            for record in members:
                for country in record.places or derived[record.key].get("country", ()):
                    countries[country].add(region)
                for other in _regions(record, derived):
                    regions[other].add(region)
        kinds[kind] = {
            "count": sum(map(len, by_region.values())),
            "countries": {country: sorted(shards_of) for country, shards_of in sorted(countries.items())},
            "fields": list(fields),
            "regions": {region: sorted(shards_of) for region, shards_of in sorted(regions.items())},
            "shards": shards,
        }
    pages[INDEX_TITLE] = _json({"generator": GENERATOR, "version": FORMAT_VERSION, "date": date_of(records), "kinds": kinds})
    return pages


def date_of(records: Sequence[Record]) -> str:
    """Of which date records are: that of the newest one, in EDTF; empty where there is none."""
    return max((record.source.timestamp.date().isoformat() for record in records), default="")


def codes_page(labels: Mapping[str, Mapping[str, str]]) -> str:
    """The JSON text of the page with the labels of codes that the community decides on, by language and ``label-<family>-<code>``."""
    return _json({"generator": GENERATOR, "labels": {language: dict(sorted(texts.items())) for language, texts in sorted(labels.items())}})


def page_address(url: str, title: str) -> str:
    """The address of a page, from its site's pattern with ``$1``; empty where the site has none, or one that could hold markup."""
    if not _ADDRESS.fullmatch(url):
        return ""
    # No title has these, but a made-up one could: a signature, and a word like __NOTOC__.
    path = quote(title.replace(" ", "_"), safe="/:@!$*(),;-._").replace("~~", "~%7E").replace("__", "_%5F")
    return url.replace("$1", path)


def rows_of(text: str) -> list[tuple[str, str]] | None:
    """Site and page title of each record in a shard's text; None for a text that is no shard of ours."""
    data = _ours(text)
    if data is None or not isinstance(data.get("records"), list):
        return None
    rows = [split("|".join(str(row).split("|", 3)[:3])) for row in data["records"]]
    return [(";".join(row[1]), ";".join(row[2])) for row in rows if len(row) > 2]


def is_data(text: str) -> bool:
    """Whether a page's text is a data page of ours: only such a page may be written again."""
    return _ours(text) is not None


def meaning(text: str, content_model: str) -> str:
    """A digest of what a page says: the same for a text and what a wiki stores of it (laid out anew if JSON, trimmed, in NFC)."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if content_model == "json":
        with contextlib.suppress(ValueError, RecursionError):  # not JSON: then only the same letters say the same
            text = json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.rstrip(" \t\n\r\0\x0b").encode("utf-8", "surrogatepass")).hexdigest()


_Derived = Mapping[RecordKey, Mapping[str, tuple[str, ...]]]


def _derived(records: Sequence[Record]) -> _Derived:
    """What is found out about each record, by the names of ``DERIVED``."""
    owners = partnership_of(records)
    given = contributions_of(records)
    found: dict[RecordKey, dict[str, tuple[str, ...]]] = {}
    for record in records:
        owner = owners.get(record.key, record)
        found[record.key] = {
            "regions": owner.all_regions,
            "country": owner.places,
            "partnership": (owner.display_name,) if owner is not record else (),
            "contributions": types_given(given.get(record.key, ())),
        }
    return found


def _regions(record: Record, derived: _Derived) -> tuple[str, ...]:
    """Under which regions a record is found, the first is where it is filed."""
    return derived[record.key]["regions"]


@cache
def _fields_by_name(kind: str) -> Mapping[str, str]:
    record = RECORDS[kind]
    return {field_name(record, field): field for field in parameters(record)}


def _row(record: Record, fields: Sequence[str], home: str, urls: Mapping[str, str], derived: _Derived) -> str:
    source = record.source
    names = _fields_by_name(record.kind)
    url = "" if source.site == home else page_address(urls.get(source.site, ""), source.title)
    place = {"name": record.display_name, "site": source.site, "page": source.title, "url": url, "revision": str(source.revision)}
    found = derived[record.key]
    return joined(place[field] if field in place else getattr(record, names[field]) if field in names else found[field] for field in fields)


def _json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent="\t")


def _ours(text: str) -> dict[str, Any] | None:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and data.get("generator") == GENERATOR else None
