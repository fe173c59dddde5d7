"""History: by week, made anew the same, mirrored and restored, and gone with what it is about."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.core.history import HISTORY_ROOT, Change, Entry, continued, history_pages, restored, scores_by_week, week_of
from bot.core.knowledge import Knowledge
from bot.core.records import Partnership, RecordKey
from bot.core.records.base import Source
from bot.core.reports import changes

KEY = RecordKey("metawiki", 1, "partnership", "a")


def partnership(edited: str, page_id: int = 1, name: str = "a") -> Partnership:
    """A partnership whose page was last edited on a day."""
    when = datetime.fromisoformat(edited).replace(tzinfo=UTC)
    source = Source(site="metawiki", page_id=page_id, title=name, namespace=0, revision=7, timestamp=when, start=0, end=9)
    return Partnership(source=source, display_name=name, key_name=name, country=("SN",))


def test_weeks_are_those_of_iso_8601() -> None:
    assert [week_of(date(2027, 1, 3)), week_of(date(2026, 11, 24)), week_of(date(2024, 12, 30))] == ["2026-W53", "2026-W48", "2025-W01"]


def test_how_a_history_goes() -> None:
    def after(known: list[Entry], edited: str, score: int, today: str) -> list[Entry]:
        return continued(known, [partnership(edited)], {KEY: score}, date.fromisoformat(today))

    first = after([], "2026-03-04", 40, "2026-11-24")
    assert first == [Entry(KEY, "2026-W10", Change.NEW, 40)]
    assert after(first, "2026-03-04", 40, "2026-12-24") == first
    # An edit in the same week corrects what is known of it.
    assert after(first, "2026-03-06", 55, "2026-03-07") == [Entry(KEY, "2026-W10", Change.NEW, 55)]
    edited = after(first, "2026-11-23", 60, "2026-11-24")
    assert edited == [*first, Entry(KEY, "2026-W48", Change.CHANGED, 60)]
    # Nothing but time, or the checks, changed the score.
    later = after(edited, "2026-11-23", 50, "2026-12-24")
    assert later == [*edited, Entry(KEY, "2026-W52", Change.SCORE, 50)]
    assert after(later, "2026-11-23", 45, "2026-12-25") == [*edited, Entry(KEY, "2026-W52", Change.SCORE, 45)]
    # An edit in the week of such an entry takes its place.
    assert after(later, "2026-12-25", 70, "2026-12-25") == [*edited, Entry(KEY, "2026-W52", Change.CHANGED, 70)]
    assert continued(later, [], {}, date(2026, 12, 25)) == []


def test_scores_by_week() -> None:
    other = RecordKey("metawiki", 2, "partnership", "b")
    history = [
        Entry(KEY, "2026-W10", Change.NEW, 40), Entry(KEY, "2026-W12", Change.CHANGED, 60), Entry(other, "2026-W11", Change.NEW, 20),
        Entry(RecordKey("metawiki", 3, "hub", "h"), "2026-W10", Change.NEW),
    ]  # fmt: skip
    weeks = ["2026-W09", "2026-W10", "2026-W11", "2026-W12"]
    assert scores_by_week(history, weeks) == {"2026-W09": [], "2026-W10": [40], "2026-W11": [40, 20], "2026-W12": [60, 20]}


keys = st.builds(RecordKey, st.sampled_from(["metawiki", "frwiki"]), st.integers(1, 99), st.just("partnership"), st.text(max_size=9))
entries = st.lists(
    st.builds(Entry, keys, st.sampled_from(["2025-W52", "2026-W01", "2026-W30"]), st.sampled_from(list(Change)), st.integers(-1, 100)),
    unique_by=lambda entry: (entry.key, entry.week),
)


@given(entries)
def test_what_is_mirrored_is_restored(history: list[Entry]) -> None:
    history = [
        Entry(RecordKey(e.key.site, e.key.page_id, e.key.kind, e.key.name.replace("\n", " ")), e.week, e.change, e.score) for e in history
    ]
    pages = history_pages(history)
    assert set(pages) == {f"{HISTORY_ROOT}{entry.week[:4]}.json" for entry in history}
    order = sorted(map(repr, history))
    assert sorted(map(repr, restored(pages))) == order


def test_a_spoilt_page_spoils_only_itself() -> None:
    good = history_pages([Entry(KEY, "2026-W10", Change.NEW, 40)])
    (text,) = good.values()
    bad = {
        f"{HISTORY_ROOT}2025.json": "{",
        f"{HISTORY_ROOT}2024.json": "[]",
        f"{HISTORY_ROOT}x.json": text,
        f"{HISTORY_ROOT}2023.json": '{"history": ["a|b", "a|x|y|z|W01n1", "a|1|k|n|W99x;W00n;W53c1;W99n;W٠٣n;W02n7", 7]}',
    }
    found = restored({**good, **bad})
    assert Entry(KEY, "2026-W10", Change.NEW, 40) in found
    assert [entry.week for entry in found if entry.key != KEY] == ["2023-W02"]


def test_new_and_changed_in_a_week() -> None:
    records = [partnership("2026-11-23", 1, "a"), partnership("2026-11-24", 2, "b"), partnership("2026-03-04", 3, "c")]
    history = [
        Entry(records[0].key, "2026-W48", Change.NEW), Entry(records[1].key, "2026-W10", Change.NEW),
        Entry(records[1].key, "2026-W48", Change.CHANGED), Entry(records[2].key, "2026-W48", Change.SCORE),
        Entry(RecordKey("metawiki", 9, "partnership", "deleted"), "2026-W48", Change.NEW),
    ]  # fmt: skip
    knowledge = Knowledge(records, date(2026, 11, 24), history=history)
    rows = changes.rows(knowledge, "2026-W48")
    assert {table: [row["page"] for row in found] for table, found in rows.items()} == {"new": ["a"], "changed": ["b"]}
    assert {**rows["new"][0], "page_url": ""} == {
        "page": "a", "page_url": "", "page_name": "a", "kind": "partnership", "country": "SN", "wiki": "metawiki", "date": "2026-11-23",
    }  # fmt: skip
    assert [row["page"] for row in changes.rows(knowledge, "2026-W10")["new"]] == ["b"]
