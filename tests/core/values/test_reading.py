"""What holds for whatever is read: bounds, reading again, the regions of countries, licences that can be taken."""

from __future__ import annotations

import pytest
from babel import Locale
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.problem import ProblemCode
from bot.core.rewrite import escape_value
from bot.core.values.affiliate import Affiliate
from bot.core.values.code import Code
from bot.core.values.country import Country
from bot.core.values.licence import is_free
from bot.core.values.lists import MAX_ENTRIES, Commas, ListOf
from bot.core.values.places import TextOrTask
from bot.core.values.reading import Reading
from bot.core.values.regions import REGION_OF, REGIONS, regions_of
from bot.core.values.text import Text
from bot.core.values.user import User
from tests.core.values import SITE, reading
from tests.core.values.test_table import types

SINGLE = [type_ for type_ in types().values() if not isinstance(type_, ListOf)]
_PIECES = """
[[ ]] {{ }} | = '' <!-- --> <ref> </ref> <br> <nowiki> * ; , &amp; &# User: fr: / # 2024 -03 /04 March 1er Q42 Senegal Congo https://
example.org {{u| {{date| {{URL| [mailto: @ ticket: T12 مارس ٢٠٢٤ 、 ( ) ? Ga CC BY formatnum: بال
"""
MARKUP = st.lists(st.sampled_from([*_PIECES.split(), "\n", " ", "\u200f", "\x00", "\ud800"]) | st.text(max_size=5), max_size=30).map(
    "".join
)


@settings(max_examples=300)
@given(text=MARKUP | st.text(), number=st.integers(0, len(SINGLE) - 1), language=st.sampled_from(["en", "fr", "ar", "ja"]))
@example(text="00:00:00", number=[isinstance(type_, User) for type_ in SINGLE].index(True), language="en")
def test_reading_never_raises_and_reading_again_changes_nothing(text: str, number: int, language: str) -> None:
    type_ = SINGLE[number]
    read = type_.read(text, reading(language))
    assert bool(read.values) or bool(read.complaints)
    # Values are plain text, not wikitext: what is read again is escaped as a form would.
    if not isinstance(type_, (Text, Affiliate, TextOrTask)):
        for value in read.values:
            assert type_.read(escape_value(value), reading(language)).values == (value,)
    for type_list in (ListOf(type_), ListOf(type_, Commas.IN_NAMES)):
        values = type_list.read(text, reading(language)).values
        assert len(set(values)) == len(values)


@pytest.mark.parametrize("text", ["\u200f*", "https://{{", "[https://", "{{URL|", "[mailto:@", "?", "2024?", "{{formatnum:}}", "@", "()"])
def test_scraps_of_markup_are_read_or_complained_of(text: str) -> None:
    for type_ in SINGLE:
        read = type_.read(text, reading())
        assert bool(read.values) or bool(read.complaints)


def test_long_lists_are_cut_with_a_warning() -> None:
    read = ListOf(Text()).read(";".join(f"x{number}" for number in range(MAX_ENTRIES + 50)), reading())
    assert len(read.values) == MAX_ENTRIES
    assert [complaint.code for complaint in read.complaints] == [ProblemCode.TOO_LONG]


def test_long_texts_are_cut_between_words() -> None:
    read = Text(longest=20).read("word " * 20, reading())
    assert read.values == ("word word word word…",)
    assert [complaint.code for complaint in read.complaints] == [ProblemCode.TOO_LONG]


def test_without_a_configuration_any_text_is_a_code() -> None:
    assert Code("gap").read("No configuration Here", Reading(SITE)).values == ("no-configuration-here",)


def test_no_mail_address_is_repeated_in_a_complaint() -> None:
    (complaint,) = User().read("Jane, jane.doe@example.org", reading()).complaints
    assert "jane.doe" not in complaint.found


def test_every_country_has_its_place() -> None:
    assert len(REGION_OF) == 250
    assert {region for region in REGION_OF.values() if region} == set(REGIONS)
    assert regions_of(["SN", "US", "FR", "SN", "AQ"]) == ("sub-saharan-africa", "northern-western-europe", "north-america")


@pytest.mark.parametrize("language", ["sw", "hi", "ja", "pt", "ru", "de"])
def test_countries_are_read_in_other_languages_too(language: str) -> None:
    names = Locale.parse(language).territories
    unread = {code for code in REGION_OF if Country().read(names[code], reading(language)).values != (code,)}
    # The one name that people give to two.
    assert unread <= {"CG", "CD"}


def test_which_licences_wikimedia_projects_can_take() -> None:
    assert [is_free(text) for text in ("CC-BY-SA-4.0", "CC0-1.0", "CC-BY-NC-4.0", "CC-BY-ND-3.0", "")] == [True, True, False, False, False]
