"""Data pages hold every record once, give back what was put in, and change only when their meaning does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core import data_rows
from bot.core.data_pages import DATA_ROOT, FIELDS, INDEX_TITLE, codes_page, data_pages, field_name, is_data, meaning, page_address, rows_of
from bot.core.records import RECORDS, Contribution, Hub, Partnership, Record, parameter_names, parameters
from bot.core.records.base import Source
from bot.wiki.titles import as_stored, content_model_of, normalise

URLS = {"metawiki": "https://meta.example.org/wiki/$1", "frwiki": "https://fr.example.org/wiki/$1"}
#: What fields of a row are called that are none of the record's own.
PLACE = ("name", "site", "page", "url", "revision")
#: What is found out about a record besides what it states itself.
DERIVED = {"regions", "contributions", "partnership", "country"}


def source(title: str = "Page", site: str = "metawiki", page_id: int = 1) -> Source:
    """A place on a wiki."""
    when = datetime(2026, 3, 14, tzinfo=UTC)
    return Source(site=site, page_id=page_id, title=title, namespace=0, revision=7, timestamp=when, start=0, end=9)


def partnership(title: str = "Page", site: str = "metawiki", **fields: object) -> Partnership:
    """A partnership."""
    return Partnership.model_validate({"source": source(title, site), "display_name": title, "key_name": title, **fields})


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
def test_no_field_stands_for_two_things(kind: str) -> None:
    assert set(FIELDS) == set(RECORDS)
    assert len(set(FIELDS[kind])) == len(FIELDS[kind])
    assert FIELDS[kind][: len(PLACE)] == PLACE


@pytest.mark.parametrize("kind", list(RECORDS))
def test_each_listed_parameter_has_its_field(kind: str) -> None:
    record = RECORDS[kind]
    assert {field_name(record, field) for field, parameter in parameters(record).items() if parameter.listed} <= set(FIELDS[kind])
    assert all(name in parameter_names(record) or name.endswith("_stated") for name in FIELDS[kind][len(PLACE) :] if name not in DERIVED)


def test_the_index_says_what_lua_needs() -> None:
    index = json.loads(data_pages([], "metawiki", {})[INDEX_TITLE])
    assert (index["generator"], index["version"], set(index["kinds"])) == ("partnerships", 1, set(RECORDS))
    for kind, about in index["kinds"].items():
        assert about == {"count": 0, "countries": {}, "fields": list(FIELDS[kind]), "regions": {}, "shards": {}}


def test_the_index_says_of_which_date_the_newest_record_is() -> None:
    dates = [datetime(2025, 12, 31, 23, 59, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC), datetime(2024, 5, 6, tzinfo=UTC)]
    records = [
        record.model_copy(update={"source": record.source.model_copy(update={"timestamp": date})})
        for record, date in zip((partnership("A"), partnership("B"), contribution("C", 3)), dates, strict=True)
    ]
    assert json.loads(data_pages(records, "metawiki", URLS)[INDEX_TITLE])["date"] == "2026-01-02"
    assert json.loads(data_pages([], "metawiki", URLS)[INDEX_TITLE])["date"] == ""


def test_codes_have_their_labels_by_language() -> None:
    page = codes_page({"fr": {"label-gap-b": "B", "label-gap-a": "A"}, "en": {"label-gap-a": "a"}})
    assert json.loads(page) == {
        "generator": "partnerships",
        "labels": {"en": {"label-gap-a": "a"}, "fr": {"label-gap-a": "A", "label-gap-b": "B"}},
    }
    assert page.index('"en"') < page.index('"fr"')
    assert page.index('label-gap-a": "A') < page.index("label-gap-b")
    assert is_data(page)


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
    monkeypatch.setattr(data_rows, "ROWS_PER_PAGE", 3)
    pages = data_pages([partnership(f"P{number}", country=("SN",)) for number in range(7)], "metawiki", URLS)
    first = f"{DATA_ROOT}Partnership/sub-saharan-africa"
    shards = json.loads(pages[INDEX_TITLE])["kinds"]["partnership"]["shards"]
    assert shards == {"sub-saharan-africa": [f"{first}.json", f"{first}-2.json", f"{first}-3.json"]}
    assert [len(rows_of(pages[title]) or ()) for title in shards["sub-saharan-africa"]] == [3, 3, 1]
    assert [row["name"] for row in read_back(pages, "partnership")] == [f"P{number}" for number in range(7)]


def test_a_page_ends_before_it_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_rows, "BYTES_PER_PAGE", 250)
    pages = data_pages([partnership("é" * 50 + str(number), country=("SN",)) for number in range(3)], "metawiki", URLS)
    shards = json.loads(pages[INDEX_TITLE])["kinds"]["partnership"]["shards"]["sub-saharan-africa"]
    assert [len(rows_of(pages[title]) or ()) for title in shards] == [1, 1, 1]


# ---- What belongs together --------------------------------------------------------------------------------------------------------------


def contribution(what: str, start: int, page_id: int = 1, **fields: object) -> Contribution:
    """A contribution at a place on a page."""
    where = source(page_id=page_id).model_copy(update={"start": start})
    return Contribution.model_validate({"source": where, "what": what, "key_name": what, "display_name": what, **fields})


def test_contributions_belong_to_the_partnership_above_them() -> None:
    first, second = partnership("First", country=("SN",)), partnership("Second", country=("IN",))
    first = first.model_copy(update={"source": first.source.model_copy(update={"start": 10}), "key_name": "first"})
    second = second.model_copy(update={"source": second.source.model_copy(update={"start": 50}), "key_name": "second"})
    given_ = [
        contribution("before", 0, type="media"),
        contribution("first", 20, type="data"),
        contribution("second", 60, type="text"),
        contribution("elsewhere", 60, page_id=2, type="space"),
    ]
    pages = data_pages([first, second, *given_], "metawiki", URLS)
    rows = {row["name"]: row for row in read_back(pages, "contribution")}
    assert {name: row["partnership"] for name, row in rows.items()} == {
        "before": "First", "first": "First", "second": "Second", "elsewhere": "",
    }  # fmt: skip
    assert {row["name"]: row["contributions"] for row in read_back(pages, "partnership")} == {
        "First": ["data", "media"],
        "Second": ["text"],
    }
    # They are found where their partnerships are.
    kinds = json.loads(pages[INDEX_TITLE])["kinds"]["contribution"]
    assert kinds["countries"] == {"SN": ["sub-saharan-africa"], "IN": ["south-asia"]}
    assert set(kinds["shards"]) == {"sub-saharan-africa", "south-asia", "none"}


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
