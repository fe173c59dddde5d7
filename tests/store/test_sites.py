"""Wikis that were read, titles, and which pages are translations of others."""

from __future__ import annotations

from dataclasses import replace

from bot.core.page import Unreadable
from bot.core.problem import Severity
from bot.core.site import Site
from bot.store import Store
from tests.store.records import museum, page, problem


def test_sites(store: Store) -> None:
    assert store.sites() == {}
    store.set_site(Site("metawiki", language="en", article_url="https://meta.example.org/wiki/$1"))
    store.set_site(Site("arwiki", language="ar", direction="rtl"))
    store.set_site(Site("metawiki", language="fr", article_url="https://meta.example.org/w/$1"))
    found = store.sites()
    assert list(found) == ["arwiki", "metawiki"]
    assert (found["arwiki"].language, found["arwiki"].direction, found["arwiki"].article_url) == ("ar", "rtl", "")
    assert (found["metawiki"].language, found["metawiki"].article_url) == ("fr", "https://meta.example.org/w/$1")


def test_titles(store: Store) -> None:
    store.replace(page(1, title="École 🏛"), [], [])
    store.replace(page(1, site="frwiki", title="ecole"), [], [])
    store.mark_unreadable("metawiki", Unreadable(2, "Broken", "x"))
    assert store.titles() == {("metawiki", "École 🏛"), ("frwiki", "ecole"), ("metawiki", "Broken")}


def test_titles_with_markup(store: Store) -> None:
    store.replace(replace(page(1, title="A"), text="<languages/>\n<translate>Hello</translate>"), [], [])
    store.replace(page(2, title="A/fr"), [], [])
    store.replace(page(3, site="frwiki"), [], [])
    store.mark_unreadable("metawiki", Unreadable(4, "Broken", "x"))
    store.mark_unreadable("metawiki", Unreadable(1, "A", "x"))
    assert store.titles_with_markup("metawiki") == {"A": True, "A/fr": False, "Broken": False}


def test_records_and_problems_of_translations_do_not_count(store: Store) -> None:
    original, translation = page(1, title="A"), page(2, title="A/fr")
    french = page(2, site="frwiki", title="A/fr")
    for this in (original, translation, french):
        store.replace(this, [museum(this)], [problem(this)])
    store.set_translations("metawiki", {"A/fr"})
    assert [record.source.title for record in store.records(site="metawiki")] == ["A"]
    assert len(store.records()) == len(store.problems()) == 2
    counts = store.counts()
    assert (counts.pages, counts.records, counts.problems[Severity.WARNING]) == (3, {"museum": 2}, 2)
    assert store.known_revisions("metawiki") == {1: 10, 2: 10}
    store.set_translations("metawiki", ())
    assert len(store.records()) == len(store.problems()) == 3
