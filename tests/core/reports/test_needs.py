"""Needs and offers: what fits what."""

from __future__ import annotations

import pytest

from bot.core.records import Partnership, Tool
from bot.core.reports import needs
from tests.core.reports.records import columns, knowledge, record


@pytest.mark.parametrize(
    ("need", "need_programs", "offer", "offer_programs", "reasons"),
    [
        ("Help with georeferencing", "glam", "Georeferencing of maps", "glam data", "program:glam;word:georeferencing"),
        ("Help with georeferencing", "glam", "Georeferencing of maps", "", "word:georeferencing"),
        ("Help with georeferencing", "", "Georeferencing of maps", "data", "word:georeferencing"),
        ("Help with georeferencing", "glam", "Georeferencing of maps", "data", None),
        ("Help with georeferencing", "glam", "Somebody to do OCR", "glam", None),
        ("Do OCR", "", "Any OCR", "", None),  # three letters say little
        ("T123", "glam", "T123", "data", "task:T123"),
        ("T123", "", "T1234", "", None),
        ("Batch upload of photos", "", "Photos: batch UPLOAD", "", "word:batch;word:photos;word:upload"),
    ],
)
def test_when_an_offer_fits_a_need(need: str, need_programs: str, offer: str, offer_programs: str, reasons: str | None) -> None:
    records = [
        record(Partnership, "A", status="active", tech_needs=(need,), programs=need_programs),
        record(Partnership, "B", status="completed", tech_offers=(offer,), programs=offer_programs),
    ]
    rows = needs.rows(knowledge(records))
    assert columns(rows["needs"], "page", "need", "matches") == [("A", need, "1" if reasons else "0")]
    assert columns(rows["matches"], "page", "offered_by", "offer", "reasons") == ([("A", "B", offer, reasons)] if reasons else [])
    assert columns(rows["offers"], "page", "offer") == ([] if reasons else [("B", offer)])


def test_words_that_many_say_fit_nothing() -> None:
    records = [record(Partnership, f"N {number}", status="active", tech_needs=("Software",)) for number in range(3)]
    rows = needs.rows(knowledge([*records, record(Partnership, "O", tech_offers=("Software",))]))
    assert rows["matches"] == []


def test_who_needs_and_who_offers() -> None:
    records = [
        record(Partnership, "Over", status="completed", tech_needs=("Scanner",), tech_offers=("Papyrus viewer",)),
        record(Partnership, "Own", status="active", tech_needs=("Bookbinding robot",), tech_offers=("Bookbinding robot",)),
        record(Tool, "Gone", status="retired", needs=("Rewrite",), offers=("Papyrus reader",), purpose="Papyrus"),
        record(Tool, "Viewer", status="active", needs=("Papyrus fonts",), purpose="Shows manuscripts", offers=("Zooming",)),
    ]
    rows = needs.rows(knowledge(records))
    assert columns(rows["needs"], "page", "need", "matches") == [("Own", "Bookbinding robot", "0"), ("Viewer", "Papyrus fonts", "1")]
    assert columns(rows["matches"], "page", "offered_by", "offer") == [("Viewer", "Over", "Papyrus viewer")]
    assert columns(rows["offers"], "page", "offer") == [
        ("Own", "Bookbinding robot"),
        ("Viewer", "Zooming"),
        ("Viewer", "Shows manuscripts"),
    ]


def test_programmes_with_their_figures_and_the_best_three_offers() -> None:
    records = [
        record(Partnership, "A", status="active", tech_needs=("Ancient papyri catalogue", "Nobody offers this"), programs="glam data"),
        record(Partnership, "B", status="idea", tech_needs=("T9",)),
        *(record(Tool, f"Tool {number}", purpose=f"Catalogue {number}", programs="glam") for number in range(2)),
        record(Tool, "Tool 5", purpose="Ancient papyri"),
        record(Tool, "Tool 6", purpose="T9", programs="data"),
    ]
    rows = needs.rows(knowledge(records))
    assert columns(rows["programs"], "program", "needs", "unmatched", "offers") == [
        ("data", "2", "1", "1"),
        ("glam", "2", "1", "2"),
        ("not-stated", "1", "0", "1"),
    ]
    # Two words before one, then by name.
    assert columns(rows["matches"], "page", "offered_by") == [("A", "Tool 5"), ("A", "Tool 0"), ("A", "Tool 1"), ("B", "Tool 6")]
    assert columns(rows["needs"], "page", "programs") == [("A", "data;glam"), ("A", "data;glam"), ("B", "")]
