"""Data pages hold every record once, give back what was put in, and change only when their meaning does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core import data_pages as data_pages_module
from bot.core.data_pages import DATA_ROOT, FIELDS, INDEX_TITLE, data_pages, is_data, meaning, page_address, rows_of
from bot.core.records import RECORDS, Hub, Partnership, Record, parameters
from bot.core.records.base import Source
from bot.wiki.titles import as_stored, content_model_of, normalise

URLS = {"metawiki": "https://meta.example.org/wiki/$1", "frwiki": "https://fr.example.org/wiki/$1"}
#: What fields of a row are called that are none of the record's own.
PLACE = {"name", "site", "page", "url", "revision"}


def source(title: str = "Page", site: str = "metawiki", page_id: int = 1) -> Source:
    """A place on a wiki."""
    when = datetime(2026, 3, 14, tzinfo=UTC)
    return Source(site=site, page_id=page_id, title=title, namespace=0, revision=7, timestamp=when, start=0, end=9)


def partnership(title: str = "Page", site: str = "metawiki", **fields: object) -> Partnership:
    """A partnership."""
    return Partnership.model_validate({"source": source(title, site), "display_name": title, **fields})


def read_back(pages: Mapping[str, str], kind: str) -> list[dict[str, str | list[str]]]:
    """What a reader of the pages who knows the format, and not our code, makes of them."""
    index = json.loads(pages[INDEX_TITLE])["kinds"][kind]
    lists = {name for name in index["fields"] if isinstance(getattr(RECORDS[kind](source=source()), name, ""), tuple)}
    found = []
    for titles in index["shards"].values():
        for title in titles:
            for row in json.loads(pages[title])["records"]:
                cells = dict(zip(index["fields"], row.split("|"), strict=True))
                found.append(
                    {
                        name: [plain(item) for item in cell.split(";") if item] if name in lists else plain(cell)
                        for name, cell in cells.items()
                    }
                )
    assert len(found) == index["count"]
    return found


def plain(cell: str) -> str:
    """A cell without its escapes."""
    characters = iter(cell)
    return "".join({"p": "|", "s": ";", "\\": "\\"}[next(characters)] if character == "\\" else character for character in characters)


# ---- Format ↔ records -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(RECORDS))
def test_each_field_exists_on_its_record(kind: str) -> None:
    assert set(FIELDS) == set(RECORDS)
    empty = RECORDS[kind](source=source())
    for name in FIELDS[kind]:
        assert name in PLACE or isinstance(getattr(empty, name), str | tuple), name
    assert len(set(FIELDS[kind])) == len(FIELDS[kind])


@pytest.mark.parametrize("kind", list(RECORDS))
def test_each_parameter_has_its_field(kind: str) -> None:
    assert set(parameters(RECORDS[kind])) <= set(FIELDS[kind])


def test_the_index_says_what_lua_needs() -> None:
    index = json.loads(data_pages([], "metawiki", {})[INDEX_TITLE])
    assert (index["generator"], index["version"], set(index["kinds"])) == ("partnerships", 1, set(RECORDS))
    for kind, about in index["kinds"].items():
        assert about == {"count": 0, "countries": {}, "fields": list(FIELDS[kind]), "regions": {}, "shards": {}}


def test_no_records_no_shards() -> None:
    assert set(data_pages([], "metawiki", {})) == {INDEX_TITLE}


# ---- Round trip -------------------------------------------------------------------------------------------------------------------------

hostile = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from(["\\", "|", ";", "\\p", "\\s", "\\\\", '"', "{{", "]]", "é", "😀", "\u2028", "=", " "]), max_size=8).map(
        "".join
    ),
)


def one_line(text: str) -> str:
    """Values are one line: that is what reads them."""
    return text.replace("\n", " ")


@given(hostile, hostile, st.lists(hostile, max_size=4), hostile)
@example("\\", "|", [";", "\\p"], "a;b|c")
@example("\\p", "\\s", ["\\\\p", "|;|"], "p\\")
def test_whatever_the_values_they_come_back(title: str, lead: str, partners: list[str], hub: str) -> None:
    record = partnership(title, "frwiki", partner=tuple(partners), lead=lead, hub=hub, country=("SN", "IN"))
    pages = data_pages([record], "metawiki", URLS)
    (found,) = read_back(pages, "partnership")
    assert (found["name"], found["page"], found["lead"], found["hub"]) == tuple(one_line(text) for text in (title, title, lead, hub))
    assert found["partner"] == [one_line(partner) for partner in partners if partner]
    assert (found["site"], found["revision"], found["country"]) == ("frwiki", "7", ["SN", "IN"])
    (shard,) = (text for page, text in pages.items() if page != INDEX_TITLE)
    assert rows_of(shard) == [("frwiki", one_line(title))]
    assert is_data(shard)
    assert is_data(pages[INDEX_TITLE])


@given(st.permutations([partnership(f"Page {number}", country=(code,)) for number, code in enumerate(["SN", "SN", "IN", "IN", "FR", ""])]))
def test_the_order_of_records_makes_no_difference(records: list[Record]) -> None:
    pages = data_pages(records, "metawiki", URLS)
    assert pages == data_pages(sorted(records, key=lambda record: record.display_name), "metawiki", URLS)
    for title, text in pages.items():
        if title != INDEX_TITLE:
            rows = json.loads(text)["records"]
            assert rows == sorted(rows)


def test_one_record_a_line() -> None:
    pages = data_pages([partnership("A\nB"), partnership("C")], "metawiki", URLS)
    lines = pages[f"{DATA_ROOT}Partnership/none.json"].split("\n")
    assert [line.strip().strip('",').split("|")[0] for line in lines if "|" in line] == ["A B", "C"]


def test_shards_by_region_and_where_to_find_a_country() -> None:
    records: list[Record] = [
        partnership("Dakar", country=("SN",)),
        partnership("Both", country=("SN", "IN")),
        partnership("Delhi", country=("IN",)),
        partnership("Nowhere"),
        Hub.model_validate({"source": source("Hub"), "display_name": "Hub", "regions": ("south-asia", "sub-saharan-africa")}),
    ]
    pages = data_pages(records, "metawiki", URLS)
    kinds = json.loads(pages[INDEX_TITLE])["kinds"]
    names = {title: [row.split("|")[0] for row in json.loads(text)["records"]] for title, text in pages.items() if title != INDEX_TITLE}
    assert names == {
        f"{DATA_ROOT}Partnership/sub-saharan-africa.json": ["Both", "Dakar"],
        f"{DATA_ROOT}Partnership/south-asia.json": ["Delhi"],
        f"{DATA_ROOT}Partnership/none.json": ["Nowhere"],
        f"{DATA_ROOT}Hub/south-asia.json": ["Hub"],
    }
    assert kinds["partnership"]["countries"] == {"IN": ["south-asia", "sub-saharan-africa"], "SN": ["sub-saharan-africa"]}
    assert kinds["partnership"]["regions"]["south-asia"] == ["south-asia", "sub-saharan-africa"]
    assert kinds["hub"]["regions"] == {"south-asia": ["south-asia"], "sub-saharan-africa": ["south-asia"]}
    for title in pages:
        assert normalise(title) == title
        assert content_model_of(title) == "json"


def test_large_regions_are_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_pages_module, "RECORDS_PER_SHARD", 3)
    pages = data_pages([partnership(f"P{number}", country=("SN",)) for number in range(7)], "metawiki", URLS)
    first = f"{DATA_ROOT}Partnership/sub-saharan-africa"
    shards = json.loads(pages[INDEX_TITLE])["kinds"]["partnership"]["shards"]
    assert shards == {"sub-saharan-africa": [f"{first}.json", f"{first}-2.json", f"{first}-3.json"]}
    assert [len(rows_of(pages[title]) or ()) for title in shards["sub-saharan-africa"]] == [3, 3, 1]
    assert [row["name"] for row in read_back(pages, "partnership")] == [f"P{number}" for number in range(7)]


# ---- Addresses --------------------------------------------------------------------------------------------------------------------------


def test_pages_of_other_wikis_have_an_address() -> None:
    pages = data_pages([partnership("At home"), partnership("Musée d'art", "frwiki"), partnership("X", "xwiki")], "metawiki", URLS)
    urls = {str(row["name"]): row["url"] for row in read_back(pages, "partnership")}
    assert urls == {"At home": "", "Musée d'art": "https://fr.example.org/wiki/Mus%C3%A9e_d%27art", "X": ""}


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "javascript:alert($1)",
        "https://x.example/ [[$1",
        "https://x.example/{{x}}/$1",
        "https://x.example/",
        "//x.example/$1",
        "https://a|b/$1",
    ],
)
def test_no_address_from_a_pattern_that_could_hold_markup(pattern: str) -> None:
    assert page_address(pattern, "Page") == ""


@given(st.text(min_size=1, max_size=60))
@example("__NOTOC__")
@example("~~~~~")
@example("]] [[x|{{y}}")
@example("'''a'''")
def test_an_address_holds_no_markup(title: str) -> None:
    try:
        title.encode()
    except UnicodeEncodeError:
        return  # no wiki has such a title
    address = page_address(URLS["frwiki"], title)
    assert address.isascii()
    assert not set("[]{}|<>\"' \n") & set(address)
    for mark in ("~~~", "__", "''"):
        assert mark not in address


# ---- Meaning ----------------------------------------------------------------------------------------------------------------------------


@given(st.text(max_size=200))
@example("x\r\ny  \n\n")
@example("e\u0301")
@example("x\0")
@example("x\u3000")
def test_what_a_wiki_stores_of_a_text_means_the_same(text: str) -> None:
    assert meaning(as_stored(text), "wikitext") == meaning(text, "wikitext")


def _holding(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return inner | st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)


values = _holding(_holding(st.none() | st.booleans() | st.integers() | st.text(max_size=10)))


@given(values)
def test_json_means_the_same_however_it_is_laid_out(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False)
    assert meaning(text, "json") == meaning(json.dumps(value, ensure_ascii=False, indent=4) + "\n", "json")
    assert meaning(as_stored(text), "json") == meaning(text, "json")


@pytest.mark.parametrize(
    ("one", "other", "model"),
    [
        ("{}", "[]", "json"),
        ('{"a": [1, 2]}', '{"a": [2, 1]}', "json"),
        ('{"a": 1}', '{"a": "1"}', "json"),
        ('{"a":  1}', '{"a": 1}', "wikitext"),
        ("{", "{}", "json"),
        ("a b", "a  b", "wikitext"),
        ("a", " a", "wikitext"),
        ("", "x", "wikitext"),
    ],
)
def test_different_meanings(one: str, other: str, model: str) -> None:
    assert meaning(one, model) != meaning(other, model)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"partnerships"',
        "{}",
        '{"generator": "x"}',
        '{"generator": ["partnerships"]}',
        "[" * 100_000,
        "#REDIRECT [[X]]",
    ],
)
def test_what_is_no_data_page_of_ours(text: str) -> None:
    assert not is_data(text)
    assert rows_of(text) is None
    assert meaning(text, "json")


def test_a_shard_that_people_damaged_has_the_rows_that_are_left() -> None:
    assert rows_of('{"generator": "partnerships", "records": ["a|metawiki|P|", 3, null, "x", ["x"]]}') == [("metawiki", "P")]
    assert rows_of('{"generator": "partnerships", "records": {"a": 1}}') is None
    assert rows_of('{"generator": "partnerships"}') is None
