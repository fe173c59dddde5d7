"""Each type reads what people write: a row is a text, what it gives, and what it is told to be instead."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.problem import ProblemCode
from bot.core.records.choices import HUB_TYPE, PARTNER_TYPE, STATUS, STATUSES, YES_NO
from bot.core.rewrite import escape_value
from bot.core.site import Site
from bot.core.values.affiliate import Affiliate
from bot.core.values.code import Code
from bot.core.values.country import Country, country_name
from bot.core.values.date import Date
from bot.core.values.item import Item
from bot.core.values.language import Language, is_language_code
from bot.core.values.language_names import OWN_NAMES
from bot.core.values.licence import Licence
from bot.core.values.lists import MAX_ENTRIES, Commas, ListOf
from bot.core.values.locales import with_fallbacks
from bot.core.values.numbers import Number
from bot.core.values.page import Page
from bot.core.values.places import Category, Contact, Evidence, PageOrUrl, TextOrTask
from bot.core.values.property import Property
from bot.core.values.reading import Reading, ValueType
from bot.core.values.region import Region
from bot.core.values.regions import REGION_OF, REGIONS, regions_of
from bot.core.values.text import Text
from bot.core.values.url import Url
from bot.core.values.user import User
from bot.core.values.wiki import Wiki
from bot.core.vocabulary import Vocabulary

SITE = Site(
    "metawiki",
    language="en",
    namespaces={2: ("User",), 10: ("Template",), 4: ("Meta", "Project")},
    interwikis={
        "d": "https://www.wikidata.org/wiki/$1",
        "fr": "https://fr.wikipedia.org/wiki/$1",
        "c": "https://commons.wikimedia.org/wiki/$1",
        "commons": "https://commons.wikimedia.org/wiki/$1",
    },
    article_url="https://meta.wikimedia.org/wiki/$1",
)
VOCABULARY = Vocabulary(
    {
        "en": {"label-status-active": "Active", "label-region-south-asia": "South Asia", "label-status-ended": "Ended"},
        "fr": {"label-status-active": "En cours", "label-status-completed": "Terminé"},
        "ar": {"label-status-active": "نشِطة", "label-partner-type-museum": "متحف"},
        "zh": {"label-status-active": "进行中"},
    }
)


def reading(language: str = "en") -> Reading:
    return Reading(
        SITE, with_fallbacks(language, "fr", "es", "ar") if language == "en" else with_fallbacks(language), VOCABULARY, "Partnerships/X"
    )


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "2026", "2026"),
        ("en", "2026-03", "2026-03"),
        ("en", "2026-3-4", "2026-03-04"),
        ("en", "14 March 2024", "2024-03-14"),
        ("en", "March 14, 2024", "2024-03-14"),
        ("en", "14th of March 2024", "2024-03-14"),
        ("en", "Sept. 2024", "2024-09"),
        ("en", "Thursday, 14 March 2024", "2024-03-14"),
        ("en", "2024/03/14", "2024-03-14"),
        ("en", "2024-03-14T10:00:00Z", "2024-03-14"),
        ("en", "14/03/2024", "2024-03-14"),
        ("en", "03/14/2024", "2024-03-14"),
        ("en", "14.3.2024", "2024-03-14"),
        ("en", "5/5/2024", "2024-05-05"),
        ("en", "03/2024", "2024-03"),
        ("en", "29 February 2024", "2024-02-29"),
        ("en", "{{start date|2024|3|14|df=y}}", "2024-03-14"),
        ("en", "{{Date|2024-03}}", "2024-03"),
        ("en", "<!-- about --> ''March 2024''<ref>press</ref>", "2024-03"),
        ("fr", "1er mars 2024", "2024-03-01"),
        ("fr", "mars 2024", "2024-03"),
        ("fr", "14 févr. 2024", "2024-02-14"),
        ("fr", "AOÛT 2023", "2023-08"),
        ("fr", "{{date|14|mars|2024}}", "2024-03-14"),
        ("es", "14 de marzo de 2024", "2024-03-14"),
        ("es", "setiembre de 2024", "2024-09"),
        ("pt-br", "14 de março de 2024", "2024-03-14"),
        ("de", "14. März 2024", "2024-03-14"),
        ("de", "Jänner 2024", "2024-01"),
        ("ru", "14 марта 2024 г.", "2024-03-14"),
        ("ru", "Март 2024", "2024-03"),
        ("ar", "١٤ مارس ٢٠٢٤", "2024-03-14"),
        ("ar", "تشرين الأول 2023", "2023-10"),
        ("ar", "٢٠٢٤/٣/١٤", "2024-03-14"),
        ("fa", "۱۴ مارس ۲۰۲۴", "2024-03-14"),
        ("hi", "१४ मार्च २०२४", "2024-03-14"),
        ("bn", "১৪ মার্চ ২০২৪", "2024-03-14"),
        ("ja", "2024年3月14日", "2024-03-14"),
        ("zh-hans", "2024年3月", "2024-03"),
        ("ko", "2024년 3월 14일", "2024-03-14"),
        ("ko", "2024. 3. 14.", "2024-03-14"),
        ("sw", "14 Machi 2024", "2024-03-14"),
        ("oc", "mars 2024", "2024-03"),
    ],
)
def test_dates(language: str, text: str, value: str) -> None:
    assert Date().read(text, reading(language)).values == (value,)


@pytest.mark.parametrize(
    ("language", "text", "code", "remedy"),
    [
        ("en", "03/04/2024", ProblemCode.DATE_AMBIGUOUS, "2024-04-03 / 2024-03-04"),
        ("en", "3.4.2024", ProblemCode.DATE_AMBIGUOUS, "2024-04-03 / 2024-03-04"),
        ("en", "2023-02-29", ProblemCode.DATE, "2023-02"),
        ("en", "2024-13", ProblemCode.DATE, "2024"),
        ("en", "30/30/2024", ProblemCode.DATE, "2024"),
        ("en", "1699", ProblemCode.DATE, ""),
        ("en", "2101", ProblemCode.DATE, ""),
        ("th", "14 มีนาคม 2567", ProblemCode.DATE, ""),
        ("en", "c. 2020", ProblemCode.DATE, "2020"),
        ("en", "Spring 2024", ProblemCode.DATE, "2024"),
        ("en", "2020–2022", ProblemCode.DATE, ""),
        ("en", "20240314", ProblemCode.DATE, "2024-03-14"),
        ("en", "March", ProblemCode.DATE, ""),
        ("en", "14/3/24", ProblemCode.DATE, ""),
        ("fr", "jui 2024", ProblemCode.DATE, "2024"),
        ("en", "{{unknown}}", ProblemCode.EMPTY, ""),
    ],
)
def test_what_is_no_date(language: str, text: str, code: ProblemCode, remedy: str) -> None:
    read = Date().read(text, reading(language))
    assert read.values == ()
    assert [(complaint.code, complaint.remedy) for complaint in read.complaints] == [(code, remedy)]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "SN", "SN"),
        ("en", "sn", "SN"),
        ("en", "SEN", "SN"),
        ("en", "{{flag|SEN}}", "SN"),
        ("en", "{{flag|Senegal}}", "SN"),
        ("en", "[[Sénégal]]", "SN"),
        ("fr", "Le Sénégal", "SN"),
        ("fr", "senegal", "SN"),
        ("en", "Cote d'Ivoire", "CI"),
        ("en", "Côte d’Ivoire", "CI"),
        ("en", "Ivory Coast", "CI"),
        ("en", "USA", "US"),
        ("en", "U.S.A.", "US"),
        ("en", "the United States of America", "US"),
        ("en", "UK", "GB"),
        ("en", "Scotland", "GB"),
        ("en", "DRC", "CD"),
        ("en", "Democratic Republic of the Congo", "CD"),
        ("en", "Republic of the Congo", "CG"),
        ("fr", "Congo-Brazzaville", "CG"),
        ("en", "Congo (Kinshasa)", "CD"),
        ("en", "Korea, South", "KR"),
        ("en", "Czech Republic", "CZ"),
        ("en", "Turkey", "TR"),
        ("en", "Georgia", "GE"),
        ("en", "Guinea", "GN"),
        ("en", "Guinea Bissau", "GW"),
        ("en", "Palestine", "PS"),
        ("en", "Senegal (SN)", "SN"),
        ("en", "Republic of Kenya", "KE"),
        ("es", "Estados Unidos", "US"),
        ("es", "EE. UU.", "US"),
        ("ar", "السنغال", "SN"),
        ("ar", "مِصر", "EG"),
        ("ar", "الإمارات", "AE"),
        ("ja", "日本", "JP"),
        ("zh", "中国", "CN"),
        ("ru", "Грузия", "GE"),
        ("hi", "भारत", "IN"),
        ("en", "Kosovo", "XK"),
        ("en", "Türkiye", "TR"),
    ],
)
def test_countries(language: str, text: str, value: str) -> None:
    assert Country().read(text, reading(language)).values == (value,)


@pytest.mark.parametrize(
    ("language", "text", "code", "remedy"),
    [
        ("en", "Congo", ProblemCode.COUNTRY_AMBIGUOUS, "CD (Congo - Kinshasa) / CG (Congo - Brazzaville)"),
        ("es", "Congo", ProblemCode.COUNTRY_AMBIGUOUS, "CD (República Democrática del Congo) / CG (Congo)"),
        ("en", "Korea", ProblemCode.COUNTRY_AMBIGUOUS, "KP (North Korea) / KR (South Korea)"),
        ("fr", "la Corée", ProblemCode.COUNTRY_AMBIGUOUS, "KP (Corée du Nord) / KR (Corée du Sud)"),
        ("en", "Sengal", ProblemCode.COUNTRY, "Senegal"),
        ("fr", "Sénégale", ProblemCode.COUNTRY, "Sénégal"),
        ("en", "XX", ProblemCode.COUNTRY, ""),
        ("en", "EU", ProblemCode.COUNTRY, ""),
        ("en", "everywhere", ProblemCode.COUNTRY, ""),
        ("en", "Senegal (ML)", ProblemCode.COUNTRY_AMBIGUOUS, "ML (Mali) / SN (Senegal)"),
    ],
)
def test_what_is_no_country(language: str, text: str, code: ProblemCode, remedy: str) -> None:
    read = Country().read(text, reading(language))
    assert read.values == ()
    assert [(complaint.code, complaint.remedy) for complaint in read.complaints] == [(code, remedy)]


@pytest.mark.parametrize(
    ("type_", "language", "text", "value"),
    [
        (Language(), "en", "fr", "fr"),
        (Language(), "en", "français", "fr"),
        (Language(), "en", "French", "fr"),
        (Language(), "en", "French language", "fr"),
        (Language(), "en", "pt-BR", "pt-br"),
        (Language(), "en", "pt_br", "pt-br"),
        (Language(), "en", "Brazilian Portuguese", "pt-br"),
        (Language(), "en", "zh-min-nan", "nan"),
        (Language(), "en", "simplified chinese", "zh-hans"),
        (Language(), "en", "fra", "fr"),
        (Language(), "en", "العربية", "ar"),
        (Language(), "en", "中文", "zh"),
        (Language(), "en", "Kiswahili", "sw"),
        (Language(), "en", "bci", "bci"),
        (Language(), "fr", "wolof", "wo"),
        (Language(), "ar", "الفرنسية", "fr"),
        (Language(), "en", "{{lang|fr|français}}", "fr"),
        (STATUS, "en", "active", "active"),
        (STATUS, "en", "ACTIVE", "active"),
        (STATUS, "en", "en cours", "active"),
        (STATUS, "es", "Terminé", "completed"),
        (STATUS, "ar", "نشطة", "active"),
        (STATUS, "ja", "进行中", "active"),
        (STATUS, "en", "ongoing", "active"),
        (YES_NO, "en", "✓", "yes"),
        (YES_NO, "en", "✗", "no"),
        (PARTNER_TYPE, "ar", "متحف", "museum"),
        (PARTNER_TYPE, "fr", "Musée", "museum"),
        (HUB_TYPE, "fr", "régional", "regional"),
        (Region(), "en", "South Asia", "south-asia"),
        (Region(), "en", "ESEAP", "east-southeast-asia-pacific"),
        (Region(), "en", "Middle East & North Africa", "middle-east-north-africa"),
        (Region(), "fr", "Afrique subsaharienne", "sub-saharan-africa"),
        (User(), "en", "[[User:foo_bar|Foo]]", "Foo bar"),
        (User(), "en", "[[Utilisateur:Foo]]", "Foo"),
        (User(), "en", "[[:fr:Utilisatrice:Foo|F]]", "Foo"),
        (User(), "en", "[[User:Foo|Foo]] ([[User talk:Foo|talk]])", "Foo"),
        (User(), "en", "[[User:Foo/Work]]", "Foo"),
        (User(), "en", "{{u|foo}}", "Foo"),
        (User(), "en", "@Foo", "Foo"),
        (User(), "en", "User:Foo", "Foo"),
        (User(), "en", "  foo   (WMF) ", "Foo (WMF)"),
        (User(), "ar", "[[مستخدم:نخلة وقلم]]", "نخلة وقلم"),
        (User(), "en", "利用者:山", "山"),
        (Page(), "en", "[[Partnerships/Hubs/X|the hub]]", "Partnerships/Hubs/X"),
        (Page(), "en", "partnerships/Hubs_X#Contact", "Partnerships/Hubs X"),
        (Page(), "en", "[[:fr:Musée|x]]", "fr:Musée"),
        (Page(), "en", "project:foo", "Meta:Foo"),
        (Page(), "en", "https://meta.wikimedia.org/wiki/User:Foo_bar?uselang=fr", "User:Foo bar"),
        (Page(), "en", "https://fr.wikipedia.org/wiki/Mus%C3%A9e", "fr:Musée"),
        (Page(), "en", "https://commons.m.wikimedia.org/wiki/X", "c:X"),
        (Page(), "en", "[[/Contact]]", "Partnerships/X/Contact"),
        (Item(), "en", "q42", "Q42"),
        (Item(), "en", "[[d:Q42|Adams]]", "Q42"),
        (Item(), "en", "{{Q|42}}", "Q42"),
        (Item(), "en", "https://www.wikidata.org/wiki/Q42#P31", "Q42"),
        (Item(), "en", "http://www.wikidata.org/entity/Q42", "Q42"),
        (Item(), "ar", "Q٤٢", "Q42"),
        (Affiliate(), "en", "Wikimedia Senegal", "Wikimedia Senegal"),
        (Affiliate(), "en", "[[Wikimedia_Senegal|WMSN]]", "Wikimedia Senegal"),
        (Affiliate(), "en", "[[d:Q5|x]]", "Q5"),
        (Url(), "en", "[https://example.org/a b]", "https://example.org/a"),
        (Url(), "en", "//example.org", "https://example.org"),
        (Number(), "fr", "1 234", "1234"),
        (Number(), "ar", "١٬٢٣٤", "1234"),
        (Text(), "ar", "متحف\u200f الفن", "متحف الفن"),
        (Text(), "en", "{{lang|fr|Théâtre}} ''national''", "Théâtre national"),
    ],
)  # fmt: skip
def test_values(type_: ValueType, language: str, text: str, value: str) -> None:
    read = type_.read(text, reading(language))
    assert (read.values, read.complaints) == ((value,), ())


@pytest.mark.parametrize(
    ("type_", "text", "code", "remedy"),
    [
        (Language(), "Frensh", ProblemCode.LANGUAGE, "French"),
        (Language(), "the sea", ProblemCode.LANGUAGE, ""),
        (STATUS, "activ", ProblemCode.CHOICE, "active"),
        (YES_NO, "★", ProblemCode.CHOICE, "yes / no"),
        (YES_NO, "—", ProblemCode.CHOICE, "yes / no"),
        (STATUS, "x", ProblemCode.CHOICE, "idea / discussion / active / paused / completed / ended"),
        (Region(), "Africa", ProblemCode.REGION, "middle-east-north-africa / sub-saharan-africa"),
        (Region(), "the moon", ProblemCode.REGION, ""),
        (User(), "127.0.0.1", ProblemCode.USER, ""),
        (User(), "2001:db8::1", ProblemCode.USER, ""),
        (User(), "a" * 236, ProblemCode.USER, ""),
        (User(), "[[Main Page|Someone]] <b>#</b>", ProblemCode.USER, ""),
        (Page(), "[[A]] or [[B]]", ProblemCode.PAGE, ""),
        (Page(), "a{b", ProblemCode.PAGE, ""),
        (Page(), "https://example.org/x", ProblemCode.PAGE, ""),
        (Item(), "Q0", ProblemCode.ITEM, ""),
        (Item(), "the item Q42", ProblemCode.ITEM, "Q42"),
        (Item(), "42", ProblemCode.ITEM, "Q42"),
        (Item(), "P31", ProblemCode.ITEM, ""),
        (Url(), "example.org", ProblemCode.URL, "https://example.org"),
        (Url(), "javascript:alert(1)", ProblemCode.URL, ""),
        (Number(), "about 12", ProblemCode.NUMBER, ""),
        (Text(), "{{unknown|x}}", ProblemCode.EMPTY, ""),
    ],
)
def test_what_is_none(type_: ValueType, text: str, code: ProblemCode, remedy: str) -> None:
    read = type_.read(text, reading())
    assert read.values == ()
    assert [(complaint.code, complaint.remedy) for complaint in read.complaints] == [(code, remedy)]


def test_no_mail_address_is_repeated_in_a_complaint() -> None:
    (complaint,) = User().read("Jane, jane.doe@example.org", reading()).complaints
    assert "jane.doe" not in complaint.found


NAMES = ListOf(Text(), Commas.IN_NAMES)
LIST = ListOf(Text())


@pytest.mark.parametrize(
    ("type_", "text", "values"),
    [
        (LIST, "A, B; C\nD", ("A", "B", "C", "D")),
        (LIST, "\n* A\n* B\n", ("A", "B")),
        (LIST, "A<br/>B • C", ("A", "B", "C")),
        (LIST, "أ، ب؛ ج", ("أ", "ب", "ج")),
        (LIST, "甲、乙，丙；丁", ("甲", "乙", "丙", "丁")),
        (LIST, "[[A, b]], {{u|c, d}}", ("A, b", "c, d")),
        (LIST, "A (x, y), B", ("A (x, y)", "B")),
        (LIST, "A, (B", ("A", "(B")),
        (LIST, "A&amp;B; C", ("A&B", "C")),
        (LIST, "A<ref>x, y</ref>, B<!-- c, d -->", ("A", "B")),
        (LIST, "A, A, a", ("A", "a")),
        (LIST, "{{ubl|A|B}}", ("A", "B")),
        (LIST, "{{plainlist|\n* A\n* B\n}}", ("A", "B")),
        (NAMES, "Museum of Arts, Paris", ("Museum of Arts, Paris",)),
        (NAMES, "Museum of Arts, Paris; National Library", ("Museum of Arts, Paris", "National Library")),
        (NAMES, "National Library, Great Museum", ("National Library", "Great Museum")),
        (NAMES, "National Library, Great Museum;", ("National Library, Great Museum",)),
        (NAMES, "IFAN, UCAD", ("IFAN", "UCAD")),
        (NAMES, "[[Museum]], [[National Library]]", ("Museum", "National Library")),
        (NAMES, "مكتبة الواحة، جمعية المخطوط", ("مكتبة الواحة", "جمعية المخطوط")),
        (NAMES, "海辺民話図書館、潮騒子ども文庫", ("海辺民話図書館", "潮騒子ども文庫")),
        (ListOf(Country()), "Korea, South, Mali", ("KR", "ML")),
        (ListOf(Country()), "Senegal; nowhere at all; Mali", ("SN", "ML")),
        (ListOf(Region()), "East, Southeast Asia, & Pacific, MENA", ("east-southeast-asia-pacific", "middle-east-north-africa")),
        (ListOf(User()), "[[User:A]], {{u|b}} and [[User:C]]", ("A", "C", "B")),
        (ListOf(Language()), "fr / en", ()),
    ],
)  # fmt: skip
def test_lists(type_: ListOf, text: str, values: tuple[str, ...]) -> None:
    assert type_.read(text, reading()).values == values


def test_long_lists_are_cut_with_a_warning() -> None:
    read = LIST.read(";".join(f"x{number}" for number in range(MAX_ENTRIES + 50)), reading())
    assert len(read.values) == MAX_ENTRIES
    assert [complaint.code for complaint in read.complaints] == [ProblemCode.TOO_LONG]


def test_long_texts_are_cut_with_a_warning() -> None:
    read = Text(longest=20).read("word " * 20, reading())
    assert read.values == ("word word word word…",)
    assert [complaint.code for complaint in read.complaints] == [ProblemCode.TOO_LONG]


def test_every_country_has_its_place() -> None:
    assert len(REGION_OF) == 250
    assert {region for region in REGION_OF.values() if region} == set(REGIONS)
    assert regions_of(["SN", "US", "FR", "SN", "AQ"]) == ("sub-saharan-africa", "northern-western-europe", "north-america")


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "sw", "hi", "ja"])
def test_every_country_is_read_by_its_code_and_its_name(language: str) -> None:
    for code in REGION_OF:
        assert Country().read(code, reading(language)).values == (code,)
        read = Country().read(country_name(code, (language,)), reading(language))
        # The one name that CLDR gives to one country and people to two.
        assert read.values == (code,) or read.complaints[0].code is ProblemCode.COUNTRY_AMBIGUOUS


def test_languages_are_read_by_their_own_names() -> None:
    unread = [code for code, name in OWN_NAMES.items() if not Language().read(name, reading()).values]
    assert unread == []
    assert is_language_code("pt-br")
    assert is_language_code("zh-hans")
    assert not is_language_code("fr2")
    assert not is_language_code("Contact")


SINGLE: list[ValueType] = [
    Text(),
    Date(),
    Country(),
    Region(),
    Language(),
    STATUS,
    PARTNER_TYPE,
    User(),
    Page(),
    Item(),
    Affiliate(),
    Url(),
    Number(),
    YES_NO,
    Code("theme"),
    Wiki(),
    Licence(),
    Property(),
    PageOrUrl(),
    Evidence(),
    Contact(),
    TextOrTask(),
    Category(),
]
_PIECES = """
[[ ]] {{ }} | = '' <!-- --> <ref> </ref> <br> <nowiki> * ; , &amp; &# User: fr: / # 2024 -03 /04 March 1er Q42 Senegal Congo https://
example.org {{u| {{date| مارس ٢٠٢٤ 、 ( )
"""
MARKUP = st.lists(st.sampled_from([*_PIECES.split(), "\n", " ", "\u200f", "\x00", "\ud800"]) | st.text(max_size=5), max_size=30).map(
    "".join
)


@settings(max_examples=300, deadline=None)
@given(text=MARKUP | st.text(), number=st.integers(0, len(SINGLE) - 1), language=st.sampled_from(["en", "fr", "ar", "ja"]))
@example(text="00:00:00", number=7, language="en")
@example(text="\u200f*", number=7, language="en")
@example(text="https://{{", number=18, language="en")
def test_reading_never_raises_and_reading_again_changes_nothing(text: str, number: int, language: str) -> None:
    type_ = SINGLE[number]
    read = type_.read(text, reading(language))
    assert bool(read.values) or bool(read.complaints)
    # Values are plain text, not wikitext: what is read again is escaped as a form would.
    if not isinstance(type_, (Text, Affiliate, TextOrTask)):
        for value in read.values:
            assert type_.read(escape_value(value), reading(language)).values == (value,)
    for type_list in (ListOf(type_), ListOf(type_, Commas.IN_NAMES)):
        assert len(set(type_list.read(text, reading(language)).values)) == len(type_list.read(text, reading(language)).values)


@pytest.mark.parametrize("code", STATUSES)
def test_codes_are_read_as_they_are(code: str) -> None:
    assert STATUS.read(code, dataclasses.replace(reading(), languages=())).values == (code,)
