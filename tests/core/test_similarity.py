"""What is like what, with the weights added up by hand."""

from __future__ import annotations

import pytest

from bot.core import similarity
from bot.core.records import Lesson, Partnership, Record
from bot.core.similarity import Features, Similar
from bot.core.words import only_rare, words_of
from tests.core.reports.records import record

ONE = {"partner_qid": "Q1", "themes": "maps law", "programs": "glam", "country": "SN"}


def like(record_: Record, among: list[Record]) -> list[tuple[str, int, str]]:
    """Name, weight and reasons of those that are like a record."""
    found = Similar(among, Features([record_, *among])).like(record_)
    return [(each.record.display_name, each.weight, " ".join(":".join(reason) for reason in each.reasons)) for each in found]


@pytest.mark.parametrize(
    ("fields", "weight", "reasons"),
    [
        ({"partner_qid": "Q1"}, 5, "item:Q1"),
        ({"themes": "maps law"}, 6, "theme:law theme:maps"),
        ({"themes": "maps", "languages": "fr"}, 3, None),
        ({"themes": "maps", "country": "ML"}, 4, "theme:maps region:sub-saharan-africa"),
        # The same country lies in the same region: 2 and 1; the programme 2.
        ({"country": "SN", "programs": "glam"}, 5, "program:glam country:SN region:sub-saharan-africa"),
        ({"country": "SN"}, 3, None),
        ({"programs": "glam"}, 2, None),
        ({}, 0, None),
    ],
)
def test_what_is_shared_weighs(fields: dict[str, object], weight: int, reasons: str | None) -> None:
    found = like(record(Partnership, "A", **ONE), [record(Partnership, "B", **fields)])
    assert found == ([("B", weight, reasons)] if reasons else [])


def test_every_kind_of_feature_counts() -> None:
    shared = {
        "partner_type": "museum", "gaps": "women", "technology": "ocr", "projects": "frwiki", "languages": "fr", "hub": "Sahel hub",
    }  # fmt: skip
    found = like(record(Partnership, "A", **shared), [record(Partnership, "B", **{**shared, "hub": "m:sahel_hub"})])
    assert found == [("B", 9, "partner-type:museum gap:women technology:ocr wiki:frwiki language:fr hub:Sahel hub")]


def test_at_most_three_rare_words_count() -> None:
    one = record(Partnership, "A", themes="maps", summary="Old sailing charts drawn near Dakar", partner=("Musée",))
    other = record(Partnership, "B", themes="maps", summary="CHARTS! Sailing; old, drawn… Dakar", name="musee")
    assert like(one, [other]) == [("B", 6, "theme:maps word:charts word:dakar word:drawn")]


def test_words_of_many_records_do_not_count() -> None:
    records = [record(Partnership, f"P {number}", themes="maps", summary="museum") for number in range(4)]
    assert like(records[0], [*records]) == []


def test_ties_go_to_the_newest_and_then_by_place_and_no_record_is_like_itself() -> None:
    one = record(Partnership, "A", partner_qid="Q1", start="2026-06-30")
    dated = {"C": "2025", "D": "2025-12-30", "B": "", "E": "2026"}
    among: list[Record] = [one, *(record(Partnership, name, partner_qid="Q1", start=start) for name, start in dated.items())]
    assert [name for name, _, _ in like(one, among)] == ["E", "C", "D"]


def test_lessons_are_like_partnerships() -> None:
    lesson = record(Lesson, "L", themes="law", programs="glam", countries="SN", problem="Fragile papyri")
    found = like(record(Partnership, "A", summary="They scan papyri.", **ONE), [lesson])
    assert found == [("L", 9, "theme:law program:glam country:SN region:sub-saharan-africa word:papyri")]


def test_of_many_records_the_weightiest_are_found_without_looking_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(similarity, "LOOK_UPS", 0)
    crowd: list[Record] = [record(Partnership, f"P {number}", themes="maps", country="SN", start="2026") for number in range(300)]
    twin = record(Partnership, "Twin", partner_qid="Q1", themes="maps", country="SN", start="1999")
    found = like(record(Partnership, "A", partner_qid="Q1", themes="maps", country="SN"), [*crowd, twin])
    assert found[0][:2] == ("Twin", 11)
    assert [weight for _, weight, _ in found] == [11, 6, 6]


@pytest.mark.parametrize(
    ("text", "words"),
    [("The old Map-Room, 1984: Écoles!", {"room", "ecoles"}), ("", set()), ("مكتبة قديمة", {"مكتبة", "قديمة"})],
)
def test_words_are_folded_and_neither_short_nor_numbers(text: str, words: set[str]) -> None:
    assert words_of(text) == words


def test_rare_are_words_of_three_texts_or_of_a_twentieth() -> None:
    texts = [{"three", "four"}] * 3 + [{"four"}] + [set[str]()] * 16
    assert only_rare(texts)[0] == {"three"}
    # Of a hundred texts a twentieth is five.
    assert only_rare([{"five", "six"}] * 5 + [{"six"}] + [set[str]()] * 94)[0] == {"five"}
