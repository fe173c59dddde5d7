from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.search import highlights, searched, tokens, wanted
from bot.core.values.folding import folded, folded_character
from bot.core.vocabulary import Vocabulary
from tests.searching import CASES, TEXTS
from tests.web.records import page, partnership

VOCABULARY = Vocabulary(
    {
        "en": {
            "label-status-active": "In progress",
            "label-theme-oral-history": "Oral history",
            "label-region-sub-saharan-africa": "Africa",
        },
        "fr": {"label-status-active": "En cours", "label-partner-type-museum": "Musée"},
    }
)


def fits(query: str, text: str) -> bool:
    terms = [token.term for token in tokens(text)]
    looked_for = wanted(query)
    return bool(looked_for) and all(any(each.is_met_by(term) for term in terms) for each in looked_for)


@pytest.mark.parametrize(("query", "expected"), CASES)
def test_who_fits(query: str, expected: str) -> None:
    assert "".join(name for name, text in TEXTS.items() if fits(query, text)) == expected


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Museum of Art", "art museum", "[Museum] of [Art]"),
        ("L’École, école!", "ecole", "L’[École], [école]!"),
        ("Straße", "strasse", "[Straße]"),
        ("museums", "muse", "[museums]"),
        ("国立国会図書館の図書", "図書館", "国立国会[図書館]の[図書]"),
        ("国立国会図書館", "館", "国立国会図書[館]"),
        ("国立国会図書館", "会", "国立国[会]図書館"),
        ("会議", "会", "[会]議"),
        ("พิพิธภัณฑสถานแห่งชาติ", "แห่งชาติ", "พิพิธภัณฑสถาน[แห่งชาติ]"),
        ("شراكة مع المُتحَف", "متحف", "شراكة مع [المُتحَف]"),
        ("㍿図書", "株式", "[㍿]図書"),
        ("a, b", "c", "a, b"),
        ("", "a", ""),
    ],
)
def test_what_was_found_is_marked(text: str, query: str, marked: str) -> None:
    for start, end in reversed(highlights(text, query)):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    assert text == marked


@given(st.text(max_size=200))
@example("e\u0301ＤｉⅨ㍿ß\u200c\u0640")
def test_letter_by_letter_a_text_is_folded_as_a_whole(text: str) -> None:
    by_letter = " ".join("".join(map(folded_character, text)).split())
    # In a whole text several signs of one letter are put in order; that is all.
    assert unicodedata.normalize("NFD", by_letter) == unicodedata.normalize("NFD", folded(text))


@given(st.text(max_size=200), st.text(max_size=20))
@example("é" * 50 + " " + "щ" * 50 + " " + "a" * 100, "")
def test_any_text_has_terms_that_databases_take_and_spans_within_it(text: str, query: str) -> None:
    found = list(tokens(text))
    assert all(token.term.isascii() and token.term.isalnum() and token.term.islower() and 3 <= len(token.term) <= 84 for token in found)
    assert all(0 <= token.start < token.letter_end <= token.end <= len(text) for token in found)
    assert fits(text, text) or not found
    ends = [place for span in highlights(text, query) for place in span]
    assert ends == sorted(set(ends))


def test_a_record_is_found_by_names_prose_and_what_its_codes_are_called() -> None:
    record = partnership(
        page(1, "P/Salt"),
        partner=("City of Dakar",),
        country=("SN",),
        status="active",
        partner_type="museum",
        themes=("oral-history",),
        summary="Recordings of salt workers",
        lead_contact=("Fatou",),
        agreement="https://example.org/contract",
        partner_qid=("Q1193236",),
    )
    found = searched(record, VOCABULARY)

    def has(query: str, terms: str) -> bool:
        return all(any(each.is_met_by(term) for term in terms.split()) for each in wanted(query))

    assert all(has(query, found.names) and has(query, found.all) for query in ("salt", "dakar"))
    for query in ("recordings", "Senegal", "Sénégal", "in progress", "en cours", "musée", "oral history", "Africa", "Q1193236"):
        assert has(query, found.all), query
        assert not has(query, found.names), query
    assert not any(has(query, found.all) for query in ("fatou", "contract"))
