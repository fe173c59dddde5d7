"""Records to the JSON pages that the wiki's Lua reads, and back: an index, and shards by region with one string a record."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from bot.core.records.base import Record

DATA_ROOT = "Module:Partnerships/Data/"
INDEX_TITLE = DATA_ROOT + "Index.json"
#: A page of so many records has about a megabyte and takes Lua some hundredths of a second.
RECORDS_PER_SHARD = 3000
NO_REGION = "none"
#: The mark by which a data page is known as ours.
GENERATOR = "partnerships"
FORMAT_VERSION = 1

_PLACE = ("name", "site", "page", "url", "revision")
#: The fields of a row, by kind; Lua finds them by the index's ``fields``.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "partnership": (
        *_PLACE,
        *("partner", "partner_qid", "partner_type", "lead", "country", "regions", "status", "start", "languages", "lead_contact", "hub"),
    ),
    "hub": (*_PLACE, "type", "themes", "regions", "countries", "languages", "contact_page", "until", "backup"),
}  # fmt: skip

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:-]+/[A-Za-z0-9./?=&%_-]*\$1")
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = (("\\", "\\\\"), ("|", "\\p"), (";", "\\s"), ("\n", " "))


def data_pages(records: Sequence[Record], home: str, urls: Mapping[str, str]) -> dict[str, str]:
    """Title -> JSON text of the index and all shards. ``urls`` gives, by site, the address of a page with ``$1`` for its title."""
    pages = {}
    kinds: dict[str, Any] = {}
    for kind, fields in FIELDS.items():
        by_region: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            if record.kind == kind:
                by_region[getattr(record, "region", "") or NO_REGION].append(record)
        shards: dict[str, list[str]] = {}
        # A record is filed under its first region; where else it has to do with is told by these, code -> shards.
        countries: dict[str, set[str]] = defaultdict(set)
        regions: dict[str, set[str]] = defaultdict(set)
        for region, members in sorted(by_region.items()):
            rows = sorted(_row(record, fields, home, urls) for record in members)
            for start in range(0, len(rows), RECORDS_PER_SHARD):
                suffix = f"-{start // RECORDS_PER_SHARD + 1}" if start else ""
                title = f"{DATA_ROOT}{kind.capitalize()}/{region}{suffix}.json"
                shards.setdefault(region, []).append(title)
                pages[title] = _json({"generator": GENERATOR, "records": rows[start : start + RECORDS_PER_SHARD]})
            for record in members:
                for country in getattr(record, "country", ()) or getattr(record, "countries", ()):
                    countries[country].add(region)
                for other in getattr(record, "regions", ()):
                    regions[other].add(region)
        kinds[kind] = {
            "count": sum(map(len, by_region.values())),
            "countries": {country: sorted(shards_of) for country, shards_of in sorted(countries.items())},
            "fields": list(fields),
            "regions": {region: sorted(shards_of) for region, shards_of in sorted(regions.items())},
            "shards": shards,
        }
    pages[INDEX_TITLE] = _json({"generator": GENERATOR, "version": FORMAT_VERSION, "kinds": kinds})
    return pages


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
    rows = [str(row).split("|") for row in data["records"]]
    return [(_unescaped(row[1]), _unescaped(row[2])) for row in rows if len(row) > 2]


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


def _row(record: Record, fields: Sequence[str], home: str, urls: Mapping[str, str]) -> str:
    source = record.source
    url = "" if source.site == home else page_address(urls.get(source.site, ""), source.title)
    place = {"name": record.display_name, "site": source.site, "page": source.title, "url": url, "revision": str(source.revision)}
    return "|".join(_cell(place[field] if field in place else getattr(record, field)) for field in fields)


def _cell(value: str | Sequence[str]) -> str:
    if isinstance(value, str):
        return _escaped(value)
    return ";".join(map(_escaped, value))


def _escaped(value: str) -> str:
    for plain, escape in _ESCAPES:
        value = value.replace(plain, escape)
    return value


def _unescaped(value: str) -> str:
    return _ESCAPE.sub(lambda found: {"p": "|", "s": ";"}.get(found[1], found[1]), value)


def _json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent="\t")


def _ours(text: str) -> dict[str, Any] | None:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and data.get("generator") == GENERATOR else None
