"""The reach of categories by month, on every engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.core.recognition.reach import Measurement, Reach
from bot.store import Store
from tests.store.records import TYPES

DAY = date(2026, 11, 24)
MARCH = Measurement(Reach("Maps of Mali", "2026-03", 9, 0, 4, 3, 10**15), DAY)
APRIL = Measurement(Reach("Maps of Mali", "2026-04", None, None, None, None, None), DAY)
OTHER = Measurement(Reach("maps of Mali", "2026-03", 1, 1, 1, 1, None), DAY)


def test_what_is_noted_is_known_by_category_and_month(store: Store) -> None:
    store.note_reach([APRIL, OTHER, MARCH])
    assert store.reach() == [MARCH, APRIL, OTHER]


def test_what_is_noted_again_takes_the_place_of_what_was(store: Store) -> None:
    store.note_reach([MARCH, APRIL])
    now = replace(APRIL, reach=replace(APRIL.reach, views=0), asked=date(2026, 12, 1))
    store.note_reach([MARCH, now, APRIL, now])
    assert store.reach() == [MARCH, now]
    store.note_reach([])
    assert store.reach() == [MARCH, now]


def test_many_at_once(store: Store) -> None:
    many = [Measurement(Reach(f"Category {number:04}", "2026-03", number, 0, 0, 0, None), DAY) for number in range(1201)]
    for _ in range(2):
        store.note_reach(many)
    assert store.reach() == many


def test_categories_that_are_not_named_any_more_are_forgotten(store: Store) -> None:
    store.note_reach([MARCH, APRIL, OTHER])
    store.keep_reach({"Maps of Mali", "Photos"})
    assert store.reach() == [MARCH, APRIL]
    store.keep_reach(())
    assert store.reach() == []


def test_a_title_may_have_its_255_bytes_in_any_script(store: Store) -> None:
    longest = [Measurement(Reach(letter * (255 // len(letter.encode())), "2026-03", 1, 1, 1, 1, 1), DAY) for letter in "xéئ🏛"]
    store.note_reach(longest)
    assert {each.reach.category for each in store.reach()} == {each.reach.category for each in longest}


def test_a_copy_has_it_too(shared_url: str) -> None:
    with Store.open(shared_url, migrate=True, record_types=TYPES) as store:
        store.note_reach([MARCH, APRIL])
        with Store.copy_of(shared_url, record_types=TYPES) as copy:
            copy.keep_reach(())
            assert copy.reach() == []
        assert store.reach() == [MARCH, APRIL]
