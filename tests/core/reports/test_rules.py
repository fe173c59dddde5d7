"""What several reports count alike."""

from __future__ import annotations

import pytest

from bot.core.configuration import Code
from bot.core.records import Partnership
from bot.core.reports.rules import going, in_force, in_order, languages_of, past, stale
from tests.core.reports.records import TODAY, record


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-10-25", False),
        ("2026-10-24", True),
        ("2026-10", False),
        ("2026-09", True),
        ("2026", False),
        ("2025", True),
        ("", False),
        ("soon", False),
    ],
)
def test_a_date_is_stale_once_its_last_day_is(value: str, expected: bool) -> None:
    assert stale(value, 30, TODAY) is expected


@pytest.mark.parametrize(
    ("value", "expected"), [("2026-11-23", True), ("2026-11-24", False), ("2026-11", False), ("2025", True), ("", False)]
)
def test_a_date_is_past_after_its_last_day(value: str, expected: bool) -> None:
    assert past(value, TODAY) is expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("", "", True),
        ("2026-11-24", "2026-11-24", True),
        ("2026-11-25", "", False),
        ("", "2026-11-23", False),
        ("2026", "2026", True),
        ("2026-12", "", False),
        ("2027", "", False),
        ("", "2025", False),
        ("", "2026-11", True),
    ],
)
def test_a_code_counts_from_its_first_day_until_its_last(since: str, until: str, expected: bool) -> None:
    assert in_force(Code(labels={"en": "x"}, since=since, until=until), TODAY) is expected


@pytest.mark.parametrize(
    ("site", "languages", "expected"),
    [
        ("metawiki", "", ("en",)),
        ("commonswiki", "", ("en",)),
        ("frwiki", "", ("fr",)),
        ("pt_brwikisource", "", ("pt-br",)),
        ("eswiktionary", "", ("es",)),
        ("wikidatawiki", "", ("en",)),
        ("sourceswiki", "", ("en",)),
        ("frwiki", "ar wo", ("ar", "wo")),
    ],
)
def test_the_languages_of_a_record_are_stated_or_its_wikis(site: str, languages: str, expected: tuple[str, ...]) -> None:
    assert languages_of(record(Partnership, "A", site=site, languages=languages)) == expected


def test_what_is_going() -> None:
    found = going(
        [record(Partnership, status, status=status) for status in ("idea", "discussion", "active", "paused", "completed", "ended")]
    )
    assert [each.status for each in found] == ["idea", "discussion", "active", "paused"]


def test_records_are_ordered_by_name_wiki_and_page() -> None:
    records = [record(Partnership, "B"), record(Partnership, "A", site="metawiki"), record(Partnership, "A", site="frwiki")]
    assert [(each.display_name, each.source.site) for each in in_order(records)] == [("A", "frwiki"), ("A", "metawiki"), ("B", "metawiki")]
