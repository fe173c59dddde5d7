"""Arrays narrow down, count and order as the plain rules do."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.core.facets import facets
from bot.core.records import Partnership, Record
from tests.listing import counts, fits, ordered
from tests.web.records import page, partnership
from webservice.arrays import Codes, Matches
from webservice.catalogue import CATALOGUES, find, listing, read_query

PARTNERSHIPS = CATALOGUES["partnership"]
RECORDS: list[Record] = [
    partnership(page(1, "P/A"), country=("SN", "FR"), status="active", themes=("music",), languages=("fr",)),
    partnership(page(2, "P/B"), country=("SN", "ML"), status="idea", themes=("music", "craft"), languages=("fr",)),
    partnership(page(3, "P/C", "frwiki"), country=("FR",), status="active", languages=("fr",), hub="Hubs/Sahel"),
]


def test_each_number_says_what_a_choice_would_leave() -> None:
    columns = PARTNERSHIPS.columns(RECORDS)
    everything = columns.chosen(None, {}).numbers
    assert everything["country"] == {"SN": 2, "FR": 2, "ML": 1}
    assert everything["region"] == {"sub-saharan-africa": 2, "northern-western-europe": 2}
    assert everything["wiki"] == {"metawiki": 2, "frwiki": 1}
    assert everything["hub"] == {"Hubs/Sahel": 1}
    chosen = columns.chosen(None, {"status": "active", "country": "SN"}).numbers
    assert chosen["country"] == {"SN": 1, "FR": 2}  # of the active ones
    assert chosen["status"] == {"active": 1, "idea": 1}  # of those in Senegal
    assert chosen["theme"] == {"music": 1}  # of those that are both


def test_a_code_that_a_record_has_twice_counts_once() -> None:
    codes = Codes([("a", "a", "b"), (), ("a",)])
    assert codes.totals == codes.count(np.array([2, 0, 1])) == {"a": 2, "b": 1}
    assert codes.has("a").tolist() == [True, False, True]
    many = Codes([tuple("abcdef"), (), ("a", "f", "a")])
    assert many.count(np.array([2, 1])) == {"a": 1, "f": 1}
    assert many.count(np.array([2, 0])) == {**dict.fromkeys("bcde", 1), "a": 2, "f": 2}
    assert codes.has("c").tolist() == [False, False, False]


def test_nothing_at_all() -> None:
    answer = listing(PARTNERSHIPS, Matches(PARTNERSHIPS.columns([])), read_query(PARTNERSHIPS, {"status": "active", "sort": "newest"}))
    assert (answer.total, answer.pages, answer.records) == (0, 1, ())


_COUNTRIES, _STATUSES, _THEMES, _DATES = ["SN", "FR", "ML"], ["", "active", "idea"], ["music", "craft", "maps"], ["", "2024", "2025-03"]


@st.composite
def _records(draw: st.DrawFn) -> list[Record]:
    def some(of: list[str]) -> tuple[str, ...]:
        return tuple(draw(st.lists(st.sampled_from(of), max_size=3)))

    return [
        partnership(
            page(number, f"P/{draw(st.sampled_from(['a', 'Á', 'b']))}", draw(st.sampled_from(["metawiki", "frwiki"]))),
            country=some(_COUNTRIES),
            status=draw(st.sampled_from(_STATUSES)),
            themes=some(_THEMES),
            start=draw(st.sampled_from(_DATES)),
        )
        for number in range(1, draw(st.integers(1, 9)))
    ]


_CHOICES = st.fixed_dictionaries(
    {},
    optional={
        "country": st.sampled_from([*_COUNTRIES, "QQ"]),
        "status": st.sampled_from(_STATUSES[1:]),
        "theme": st.sampled_from([*_THEMES, "unknown"]),
        "region": st.just("sub-saharan-africa"),
        "wiki": st.sampled_from(["metawiki", "dewiki"]),
    },
)


@given(records=_records(), chosen=_CHOICES, order=st.sampled_from(["", "name", "newest", "start"]), data=st.data())
def test_arrays_say_what_the_rules_say(records: list[Record], chosen: dict[str, str], order: str, data: st.DataObject) -> None:
    of, columns = facets(Partnership), PARTNERSHIPS.columns(records)
    places = data.draw(st.none() | st.permutations(range(len(records))).flatmap(lambda some: st.just(some[: len(some) // 2 + 1])))
    searching = {} if places is None else {"q": "x"}
    query = read_query(PARTNERSHIPS, {**chosen, **searching, "sort": order})
    found = records if places is None else [records[place] for place in places]
    fitting = [record for record in found if fits(record, of, chosen)]
    expected = fitting if searching and not order else ordered(fitting, order, "start")
    matches = Matches(columns, None if places is None else np.array(places, dtype=np.intp))
    answer = listing(PARTNERSHIPS, matches, query)
    assert list(answer.records) == find(PARTNERSHIPS, matches, query) == expected
    numbers = counts(found, of, chosen)
    assert {name: {code: number for code, number in codes.items() if number} for name, codes in answer.offered.items()} == numbers
