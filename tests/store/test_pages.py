"""Pages, records and problems: put in, taken out, replaced and deleted."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.core.page import Page, Unreadable
from bot.core.problem import ProblemCode, Severity
from bot.core.records import Hub, Partnership
from bot.core.records.base import Record, RecordKey
from bot.store import Store, StoreError
from tests.store.records import NOON, TYPES, hub, museum, page, problem, source

_SEVERITIES = {Severity.ERROR: 0, Severity.WARNING: 0, Severity.HINT: 0}


def test_an_empty_store_has_nothing(store: Store) -> None:
    assert store.known_revisions("metawiki") == {}
    assert store.records() == []
    assert store.problems() == []
    assert store.newest_revision() is None
    assert store.remove_missing("metawiki", []) == 0
    counts = store.counts()
    assert (counts.pages, counts.unreadable, counts.records, counts.problems) == (0, 0, {}, _SEVERITIES)


def test_what_goes_in_comes_out(store: Store) -> None:
    first = page(1)
    record, found = museum(first, themes=("art", "glam")), problem(first)
    store.replace(first, [record], [found])
    assert store.records() == [record]
    assert store.problems() == [found]
    assert store.record(record.key) == record
    assert store.known_revisions("metawiki") == {1: 10}
    assert store.newest_revision() == NOON


def test_record_by_key(store: Store) -> None:
    first = page(1)
    store.replace(first, [museum(first, "A", key="a"), museum(first, "B", key="b")], [])
    assert store.record(RecordKey("metawiki", 1, "museum", "b")) == museum(first, "B", key="b")
    for absent in (
        RecordKey("frwiki", 1, "museum", "b"),
        RecordKey("metawiki", 2, "museum", "b"),
        RecordKey("metawiki", 1, "hub", "b"),
        RecordKey("metawiki", 1, "museum", "B"),
        RecordKey("metawiki", 1, "museum", "b "),
    ):
        assert store.record(absent) is None


def test_two_records_of_a_page_with_one_key_are_both_kept_and_the_first_answers(store: Store) -> None:
    first = page(1)
    both = [museum(first, "Louvre", city="Paris"), museum(first, "Louvre", city="Abu Dhabi")]
    store.replace(first, both, [])
    assert store.records() == both
    assert store.record(both[0].key) == both[0]


def test_replace_puts_the_new_in_the_place_of_the_old(store: Store) -> None:
    old, new = page(1), page(1, title="Moved", revision=11, when=NOON + timedelta(days=1))
    store.replace(old, [museum(old, "A"), museum(old, "B")], [problem(old), problem(old, line=2)])
    store.replace(new, [museum(new, "C")], [])
    assert store.records() == [museum(new, "C")]
    assert store.problems() == []
    assert store.known_revisions("metawiki") == {1: 11}
    assert store.newest_revision() == NOON + timedelta(days=1)
    assert store.counts().pages == 1


def test_replace_without_records_keeps_the_revision(store: Store) -> None:
    store.replace(page(1), [], [])
    assert store.known_revisions("metawiki") == {1: 10}


def test_replace_is_all_or_nothing(store: Store) -> None:
    old, new = page(1), page(1, revision=11)
    store.replace(old, [museum(old)], [problem(old)])
    too_long = problem(new)
    object.__setattr__(too_long, "line", None)  # the last thing that is written cannot be
    with pytest.raises(StoreError):
        store.replace(new, [museum(new, "New")], [problem(new), too_long])
    assert store.records() == [museum(old)]
    assert store.problems() == [problem(old)]
    assert store.known_revisions("metawiki") == {1: 10}


@pytest.mark.parametrize("other", [page(2), page(1, site="frwiki")])
def test_what_belongs_to_another_page_is_refused(store: Store, other: Page) -> None:
    with pytest.raises(ValueError, match="among those of page"):
        store.replace(page(1), [museum(other)], [])
    with pytest.raises(ValueError, match="among those of page"):
        store.replace(page(1), [], [problem(other)])
    assert store.counts().pages == 0


def test_records_are_sorted_and_chosen(store: Store) -> None:
    one, two, french = page(1), page(2), page(1, site="frwiki")
    store.replace(two, [museum(two, "Zoo"), museum(two, "abc"), hub(two, "Hub")], [])
    store.replace(one, [museum(one, "Zoo"), museum(one, "Émile")], [])
    store.replace(french, [museum(french, "Zoo")], [])
    names = [(record.kind, record.display_name, record.source.site, record.source.page_id) for record in store.records()]
    assert names == [
        ("hub", "Hub", "metawiki", 2),
        ("museum", "Zoo", "frwiki", 1),
        ("museum", "Zoo", "metawiki", 1),
        ("museum", "Zoo", "metawiki", 2),
        ("museum", "abc", "metawiki", 2),
        ("museum", "Émile", "metawiki", 1),
    ]
    assert store.records(kind="hub") == [hub(two, "Hub")]
    assert store.records(site="frwiki") == [museum(french, "Zoo")]
    assert store.records(kind="hub", site="frwiki") == []


def test_problems_are_sorted_by_place(store: Store) -> None:
    b, a, french = page(1, title="B"), page(2, title="A"), page(3, site="frwiki", title="Z")
    store.replace(b, [], [problem(b, line=10), problem(b, line=9, column=2), problem(b, ProblemCode.USER, line=9), problem(b, line=9)])
    store.replace(a, [], [problem(a)])
    store.replace(french, [], [problem(french)])
    places = [(found.site, found.page, found.line, found.column, found.code.value) for found in store.problems()]
    assert places == [
        ("frwiki", "Z", 1, 1, "date"),
        ("metawiki", "A", 1, 1, "date"),
        ("metawiki", "B", 9, 1, "date"),
        ("metawiki", "B", 9, 1, "user"),
        ("metawiki", "B", 9, 2, "date"),
        ("metawiki", "B", 10, 1, "date"),
    ]


def test_counts(store: Store) -> None:
    one, two = page(1), page(2)
    store.replace(one, [museum(one, "A"), museum(one, "B")], [problem(one, severity=Severity.ERROR), problem(one, severity=Severity.HINT)])
    store.replace(two, [hub(two)], [problem(two, severity=Severity.HINT)])
    store.mark_unreadable("metawiki", Unreadable(3, "Broken", "bad encoding"))
    counts = store.counts()
    assert (counts.pages, counts.unreadable) == (3, 1)
    assert counts.records == {"hub": 1, "museum": 2}
    assert counts.problems == {Severity.ERROR: 2, Severity.WARNING: 0, Severity.HINT: 2}


def test_an_unreadable_page_keeps_what_was_read_and_is_read_again(store: Store) -> None:
    first = page(1)
    store.replace(first, [museum(first)], [problem(first)])
    for why in ("no answer", "bad encoding"):  # the second time says the same only once
        store.mark_unreadable("metawiki", Unreadable(1, "Page 1", why))
    assert store.records() == [museum(first)]
    assert store.known_revisions("metawiki") == {}
    unreadable, other = store.problems()
    assert (unreadable.code, unreadable.severity, unreadable.found) == (ProblemCode.UNREADABLE, Severity.ERROR, "bad encoding")
    assert (unreadable.page, unreadable.page_id, unreadable.revision, unreadable.line) == ("Page 1", 1, 10, 0)
    assert other == problem(first)
    store.replace(first, [museum(first)], [])
    assert store.problems() == []
    assert store.counts().unreadable == 0
    assert store.known_revisions("metawiki") == {1: 10}


def test_a_page_that_was_never_readable(store: Store) -> None:
    store.mark_unreadable("metawiki", Unreadable(5, "Broken", ""))
    assert store.counts().unreadable == 1
    assert [found.page for found in store.problems()] == ["Broken"]
    assert store.newest_revision() is None


def test_deletion_follows_the_wiki(store: Store) -> None:
    for number in range(1, 1203):
        store_page = page(number)
        if number in {1, 2, 1202}:
            store.replace(store_page, [museum(store_page)], [problem(store_page)])
    french = page(2, site="frwiki")
    store.replace(french, [museum(french)], [problem(french)])
    store.mark_unreadable("metawiki", Unreadable(7, "Broken", "gone soon"))
    assert store.remove_missing("metawiki", {1, 99}) == 3
    assert [record.source.page_id for record in store.records()] == [2, 1]
    assert [(found.site, found.page_id) for found in store.problems()] == [("frwiki", 2), ("metawiki", 1)]
    assert store.known_revisions("frwiki") == {2: 10}
    assert store.remove_missing("metawiki", []) == 1
    assert store.counts().pages == 1


def test_many_pages_are_deleted_at_once(store: Store) -> None:
    for number in range(1, 602):
        store.mark_unreadable("metawiki", Unreadable(number, f"Page {number}", "x"))
    assert store.remove_missing("metawiki", range(1, 50)) == 552
    assert store.counts().pages == 49


@pytest.mark.parametrize(
    "text",
    [
        "Musée d’Orsay",
        "شراكة مع المتحف",
        "国立国会図書館 🏛️👩🏽‍🎨",
        "a|b\\;'\"%s%(x)s:name ?\n\t\x00 end ",
        "é" * 40_000,  # more bytes than a plain TEXT of MariaDB takes
        "",
    ],
    ids=["accents", "right to left", "emoji", "special", "long", "empty"],
)
def test_texts_come_back_as_they_were(store: Store, text: str) -> None:
    first = page(1)
    record, found = museum(first, text, key=text, city=text, themes=(text, text)), problem(first, found=text, remedy=text)
    store.replace(first, [record], [found])
    assert store.records() == [record]
    assert store.record(record.key) == record
    assert store.problems() == [found]


def test_the_longest_titles(store: Store) -> None:
    title = "Պարտնյորություն:" + "𝔐" * 63 + "é" * 120
    first = page(1, title=title)
    store.replace(first, [museum(first)], [problem(first)])
    assert store.records()[0].source.title == title
    assert store.problems()[0].page == title


def test_large_numbers(store: Store) -> None:
    first = page(2**40, revision=2**45)
    store.replace(first, [museum(first)], [problem(first)])
    assert store.known_revisions("metawiki") == {2**40: 2**45}


def test_times_are_kept_in_utc_and_need_a_zone(store: Store) -> None:
    local = datetime(2026, 3, 14, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    store.replace(page(1, when=local), [], [])
    newest = store.newest_revision()
    assert newest == local
    assert newest is not None
    assert newest.tzinfo is UTC
    with pytest.raises(ValueError, match="without zone"):
        store.replace(page(1, when=datetime(2026, 3, 14)), [], [])  # noqa: DTZ001
    assert store.newest_revision() == local


def test_records_of_another_shape_or_kind_are_left_out_with_a_warning(url: str, caplog: pytest.LogCaptureFixture) -> None:
    now: dict[str, type[Record]] = dict(TYPES)

    with Store.open(url, migrate=True, record_types=now) as store:
        first = page(1)
        store.replace(first, [museum(first), hub(first)], [])
        now["museum"] = TYPES["hub"]  # the class of a later version: it has no city
        with caplog.at_level(logging.WARNING):
            assert store.records() == [hub(first)]
            del now["hub"]
            assert store.records() == []
            assert store.record(museum(first).key) is None
        assert "until its page is read again" in caplog.text


def test_it_stays_when_the_store_is_closed(shared_url: str) -> None:
    first = page(1)
    with Store.open(shared_url, migrate=True, record_types=TYPES) as store:
        store.replace(first, [museum(first)], [problem(first)])
    with Store.open(shared_url, migrate=False, record_types=TYPES) as store:
        assert store.records() == [museum(first)]
        assert store.problems() == [problem(first)]


def test_the_records_of_this_tool_come_back(url: str) -> None:
    first = page(1)
    all_kinds = [
        Hub(source=source(first), display_name="Sahel", key_name="sahel", regions=("sub-saharan-africa",), until="2027-03"),
        Partnership(source=source(first), display_name="Musée", key_name="musée", partner=("Musée A", "B"), country=("SN",), start="2026"),
    ]
    with Store.open(url, migrate=True) as store:
        store.replace(first, all_kinds, [])
        assert store.records() == all_kinds
        assert [type(record) for record in store.records()] == [Hub, Partnership]
