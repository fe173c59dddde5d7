"""The ledger of what was delivered, in every database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.core.recognition.deliveries import Delivery
from bot.store import Store

SENT = Delivery(7, datetime(2026, 3, 14, 9, 30, tzinfo=UTC), "User:Amína", "barnstar", "mentoring", "sw", "Ibrahim", "User talk:Amína", 12)


def test_what_was_delivered_is_known_by_place_and_time(store: Store) -> None:
    later = replace(SENT, page_id=3, time=datetime(2026, 4, 1, tzinfo=UTC))
    store.add_delivery("metawiki", later)
    store.add_delivery("metawiki", SENT)
    store.add_delivery("folder:drafts", replace(SENT, page_id=9))
    assert store.deliveries("metawiki") == [SENT, later]
    assert store.deliveries("frwiki") == []


def test_of_each_nomination_there_is_one(store: Store) -> None:
    store.add_delivery("metawiki", SENT)
    store.add_delivery("metawiki", replace(SENT, revision=13))
    assert [each.revision for each in store.deliveries("metawiki")] == [13]


def test_what_is_gone_is_forgotten(store: Store) -> None:
    for page_id in (1, 2, 3):
        store.add_delivery("metawiki", replace(SENT, page_id=page_id))
    store.add_delivery("frwiki", replace(SENT, page_id=1))
    store.forget_deliveries("metawiki", [1, 3, 99])
    assert [each.page_id for each in store.deliveries("metawiki")] == [2]
    assert [each.page_id for each in store.deliveries("frwiki")] == [1]
