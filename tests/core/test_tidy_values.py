"""Values put in order: by tables of before and after, over every type, language and situation; and for every text."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.problem import ProblemCode
from bot.core.records import RECORDS, parameters
from bot.core.records.choices import FORMAT, PARTNER_TYPE, STATUS, YES_NO
from bot.core.site import Site
from bot.core.tidy_values import CODED, Kept, Replacement, is_coded, replaced, tidied_value
from bot.core.values.affiliate import Affiliate
from bot.core.values.code import Code
from bot.core.values.country import Country
from bot.core.values.date import Date
from bot.core.values.folding import digits_to_ascii
from bot.core.values.item import Item
from bot.core.values.language import Language
from bot.core.values.licence import Licence
from bot.core.values.lists import ListOf
from bot.core.values.locales import with_fallbacks
from bot.core.values.numbers import Number
from bot.core.values.page import Page as PageType
from bot.core.values.places import Category, Contact, Evidence, PageOrUrl, TextOrTask
from bot.core.values.property import Property
from bot.core.values.reading import Read, Reading, ValueType
from bot.core.values.region import Region
from bot.core.values.text import Text
from bot.core.values.url import Url
from bot.core.values.user import User
from bot.core.values.wiki import Wiki
from bot.core.vocabulary import Vocabulary

LABELS = Vocabulary(
    {
        "en": {"label-theme-climate": "Climate change", "label-status-active": "Ongoing", "label-status-paused": "Suspended"},
        "fr": {"label-theme-climate": "Changement climatique"},
        "es": {"label-theme-climate": "Cambio climático"},
        "ar": {"label-theme-climate": "تغير المناخ"},
    }
)
INTERWIKIS = {"d": "https://www.wikidata.org/wiki/$1", "m": "https://meta.wikimedia.org/wiki/$1"}


def reading(language: str = "en", vocabulary: Vocabulary = LABELS) -> Reading:
    return Reading(Site("testwiki", language=language, interwikis=INTERWIKIS), with_fallbacks(language), vocabulary)


def done(value: str, type_: ValueType, language: str = "en") -> tuple[str, tuple[ProblemCode, ...]]:
    """A value put in order, and why which entries were left."""
    steps = tidied_value(value, type_, reading(language))
    text = replaced(value, [step for step in steps if isinstance(step, Replacement)])
    return text, tuple(step.reason for step in steps if isinstance(step, Kept))


# --- The matrix: every type, in every language, in every situation

LANGUAGES = ("en", "fr", "es", "ar")
TYPES: dict[str, ValueType] = {
    "date": Date(), "choice": STATUS, "yesno": YES_NO, "code": Code("theme"), "country": Country(), "language": Language(),
    "region": Region(), "item": Item(), "property": Property(), "number": Number(), "licence": Licence(), "wiki": Wiki(),
}  # fmt: skip
#: Each type's words in the order of LANGUAGES, and the code they mean.
WORDS: dict[str, tuple[str, str, str, str, str]] = {
    "date": ("14 March 2024", "14 mars 2024", "14 de marzo de 2024", "١٤ مارس ٢٠٢٤", "2024-03-14"),
    "choice": ("Ongoing", "en cours", "en curso", "جارية", "active"),
    "yesno": ("Yes", "oui", "sí", "نعم", "yes"),
    "code": ("Climate change", "Changement climatique", "Cambio climático", "تغير المناخ", "climate"),
    "country": ("Senegal", "Sénégal", "República de Senegal", "السنغال", "SN"),
    "language": ("French", "français", "francés", "الفرنسية", "fr"),
    "region": ("Sub-Saharan Africa", "Afrique subsaharienne", "África subsahariana", "أفريقيا جنوب الصحراء", "sub-saharan-africa"),
    "item": ("q42", "d:Q42", "wikidata:Q42", "Q٤٢", "Q42"),
    "property": ("p195", "Property:P195", "d:Property:P195", "P١٩٥", "P195"),
    "number": ("1,234", "1 234", "1.234", "١٬٢٣٤", "1234"),
    "licence": ("CC BY-SA 4.0", "cc-by-sa 4.0", "CC by-sa v4.0", "CC BY-SA ٤.٠", "CC-BY-SA-4.0"),
    "wiki": ("French Wikipedia", "fr.wikipedia.org", "Wikipedia en francés", "ويكيبيديا الفرنسية", "frwiki"),
}
#: In a list a comma ends an entry.
IN_LISTS = {("number", "en"): "01234"}

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
#: How a value is written around its word, and what is to become of that (the word itself where it stays).
CHANGED: dict[str, Callable[[str], str]] = {
    "plain": str,
    "layout": "\n   {} \t\n".format,
    "Arabic digits": lambda word: word.translate(ARABIC),
    "direction marks": "\u200f{}\u200f".format,
    "entities": "&nbsp;{}&#32;".format,
    "link": "[[{}]]".format,
    "template": "{{{{nowrap|{}}}}}".format,
    "two lines": lambda word: word.replace(" ", "\n"),
}
LEFT: dict[str, tuple[Callable[[str], str], ProblemCode | None]] = {
    "comment": ("{} <!-- or not -->".format, ProblemCode.KEPT_COMMENT),
    "comment first": ("<!-- who says so? -->{}".format, ProblemCode.KEPT_COMMENT),
    "reference": ("{}<ref>Press, 2024</ref>".format, ProblemCode.KEPT_REFERENCE),
    "translation": ("<translate><!--T:3--> {}</translate>".format, ProblemCode.KEPT_TRANSLATION),
    "variable": ("<tvar name=1>{}</tvar>".format, ProblemCode.KEPT_TRANSLATION),
    "link with a label": ("[[Our story|{}]]".format, ProblemCode.KEPT_LINK),
    "template with more": ("{{{{abbr|{}|as far as we know}}}}".format, ProblemCode.KEPT_TEMPLATE),
    "bold": ("'''{}'''".format, ProblemCode.KEPT_MARKUP),
    "small": ("<small>{}</small>".format, ProblemCode.KEPT_MARKUP),
    "bullet": ("\n* {}".format, ProblemCode.KEPT_MARKUP),
    # Not every type reads these; none may lose what is said besides.
    "explained": ("{} (mostly in the north)".format, None),
    "doubted": ("{}?".format, None),
    "with a template": ("{} {{{{citation needed}}}}".format, None),
    "with a file": ("[[File:Flag.svg|20px]] {}".format, None),
    "two values": ("{0} and {0}".format, None),
}
SEPARATORS = (",", ", ", "; ", "\n* ", "<br />", "، ", "、", " • ", "；", " {{·}} ")


def cells() -> list[tuple[str, str, str, str]]:
    return [(name, language, WORDS[name][position], WORDS[name][-1]) for name, (position, language) in product(TYPES, enumerate(LANGUAGES))]


def test_the_matrix_has_no_hole() -> None:
    used = {type(p.type.type if isinstance(p.type, ListOf) else p.type) for record in RECORDS.values() for p in parameters(record).values()}
    assert {type(type_) for type_ in TYPES.values()} == set(CODED)
    assert used <= set(CODED) | {type(type_) for type_ in PROSE}
    assert set(WORDS) == set(TYPES)
    assert all(len(set(words)) > 2 and all(words) and len(words) == len(LANGUAGES) + 1 for words in WORDS.values())
    # The words are words of these languages, not only codes.
    assert all(WORDS[name][-1] not in WORDS[name][:-1] for name in TYPES)


@pytest.mark.parametrize("situation", CHANGED)
@pytest.mark.parametrize(("name", "language", "word", "code"), cells(), ids=lambda value: value if value in {*TYPES, *LANGUAGES} else "")
def test_a_word_becomes_its_code(name: str, language: str, word: str, code: str, situation: str) -> None:
    written = CHANGED[situation]
    after = written(code) if situation == "layout" else code
    assert done(written(word), TYPES[name], language) == (after, ())


@pytest.mark.parametrize("situation", LEFT)
@pytest.mark.parametrize(("name", "language", "word", "code"), cells(), ids=lambda value: value if value in {*TYPES, *LANGUAGES} else "")
def test_what_says_more_than_a_code_stays(name: str, language: str, word: str, code: str, situation: str) -> None:
    written, reason = LEFT[situation]
    text, reasons = done(written(word), TYPES[name], language)
    assert text == written(word)
    assert reason is None or reasons == (reason,)
    assert is_coded(TYPES[name])
    assert code


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize(("name", "language", "word", "code"), cells(), ids=lambda value: value if value in {*TYPES, *LANGUAGES} else "")
def test_entries_of_a_list_change_in_place(name: str, language: str, word: str, code: str, separator: str) -> None:
    word = IN_LISTS.get((name, language), word)
    before, after = (f" {one}{separator}Zzz unheard of{separator}{one} \n" for one in (word, code))
    assert done(before, ListOf(TYPES[name]), language) == (after, ())


@pytest.mark.parametrize(("name", "language", "word", "code"), cells(), ids=lambda value: value if value in {*TYPES, *LANGUAGES} else "")
def test_entries_of_list_templates_change_in_place(name: str, language: str, word: str, code: str) -> None:
    word = IN_LISTS.get((name, language), word)
    before, after = (f"\n{{{{hlist| {one}\n|Zzz unheard of|{{{{nowrap|{other}}}}}}}}}" for one, other in ((word, word), (code, "?")))
    assert done(before, ListOf(TYPES[name]), language) == (after.replace("{{nowrap|?}}", code), ())


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("situation", ["plain", "layout", "two lines", "comment", "reference", "translation", "variable"])
def test_what_is_canonical_stays_to_the_byte(name: str, situation: str) -> None:
    written = CHANGED[situation] if situation in CHANGED else LEFT[situation][0]
    code = WORDS[name][-1]
    assert done(written(code), TYPES[name]) == (written(code), ())
    assert done(f"{written(code)}; {code}", ListOf(TYPES[name])) == (f"{written(code)}; {code}", ())


# --- What people mean

_ = ProblemCode


@pytest.mark.parametrize(
    ("type_", "language", "before", "after"),
    [
        # Dates
        (Date(), "en", "March 2024", "2024-03"),
        (Date(), "en", "[[14 March]] [[2024]]", "2024-03-14"),
        (Date(), "en", "[[2024|2024]]", "2024"),
        (Date(), "en", "{{Date|2024|3|14}}", "2024-03-14"),
        (Date(), "fr", "{{date|14|mars|2024}}", "2024-03-14"),
        (Date(), "en", "{{start date and age|2024|3|14}}", _.KEPT_TEMPLATE),
        (Date(), "en", "{{start date|2024|3|14|df=y}}", _.KEPT_TEMPLATE),
        (Date(), "en", "2024-03-14T18:00:00Z", _.KEPT_MEANING),
        (Date(), "en", "2010/11", _.KEPT_GUESS),
        (Date(), "en", "2010/09", "2010-09"),
        (Date(), "en", "03/04/2024", None),
        (Date(), "en", "soon", None),
        (Date(), "en", "c. 2024", None),
        (Date(), "ar", "آذار ٢٠٢٤", "2024-03"),
        # Choices
        (STATUS, "en", "Active", "active"),
        (STATUS, "en", "cancelled", _.KEPT_MEANING),
        (STATUS, "en", "suspended", "paused"),
        (STATUS, "fr", "suspendu", _.KEPT_MEANING),
        (PARTNER_TYPE, "en", "Museum", "museum"),
        (PARTNER_TYPE, "en", "national library", _.KEPT_MEANING),
        (FORMAT, "en", "Video", "video"),
        (YES_NO, "en", "—", None),
        (YES_NO, "en", "✓", "yes"),
        (YES_NO, "en", "TRUE", "yes"),
        # Countries and regions
        (Country(), "en", "Senegal (SN)", "SN"),
        (Country(), "en", "Congo (Kinshasa)", "CD"),
        (Country(), "en", "Myanmar (Burma)", "MM"),
        (Country(), "en", "Senegal (Dakar)", _.KEPT_MEANING),
        (Country(), "en", "England", _.KEPT_MEANING),
        (Country(), "en", "[[Senegal]]", "SN"),
        (Country(), "en", "[[Senegal|Sénégal]]", "SN"),
        (Country(), "en", "[[:fr:Partenariats au Sénégal|Sénégal]]", _.KEPT_LINK),
        (Country(), "en", "{{flag|Senegal}}", "SN"),
        (Country(), "en", "{{flag|Senegal (Dakar)}}", _.KEPT_MEANING),
        (Country(), "en", "{{ping|Senegal}}", _.KEPT_TEMPLATE),
        (Country(), "en", "Korea", None),
        (ListOf(Country()), "en", "Korea, South, Mali", "KR, ML"),
        (ListOf(Country()), "en", "Senegal, England", "SN, England"),
        (ListOf(Country()), "en", "Senegal, SN", "SN, SN"),
        (ListOf(Country()), "en", "Senegal <!-- since 2020 -->, Mali", _.KEPT_COMMENT),
        (Region(), "en", "ESEAP", "east-southeast-asia-pacific"),
        (Region(), "en", "West Africa", _.KEPT_MEANING),
        (Language(), "en", "Chinese (simplified)", "zh-hans"),
        (Language(), "en", "French (Quebec)", _.KEPT_MEANING),
        (Language(), "en", "Flemish", None),
        (Language(), "en", "FR", "fr"),
        # Numbers of items and properties
        (Item(), "en", "https://www.wikidata.org/wiki/Q42", "Q42"),
        (Item(), "en", "https://www.wikidata.org/wiki/Q42#P17", _.KEPT_MEANING),
        (Item(), "en", "Q42#sitelinks", _.KEPT_MEANING),
        (Item(), "en", "[[d:Q42|Q42]]", "Q42"),
        (Item(), "en", "[[d:Q42|Douglas Adams]]", _.KEPT_LINK),
        (Item(), "en", "{{Q|42}}", "Q42"),
        (Item(), "en", "{{Q|42|dab}}", _.KEPT_TEMPLATE),
        (Item(), "en", "[https://www.wikidata.org/wiki/Q42 Q42]", _.KEPT_MARKUP),
        (Item(), "en", "Douglas Adams (Q42)", None),
        (Property(), "en", "{{P|195}}", "P195"),
        # Numbers
        (Number(), "en", "1,234", "1234"),
        (Number(), "fr", "1,234", _.KEPT_GUESS),
        (Number(), "en", "1.234", _.KEPT_GUESS),
        (Number(), "en", "1,234,567", "1234567"),
        (Number(), "en", "about 1,000", None),
        # Licences
        (Licence(), "en", "CC0", "CC0-1.0"),
        (Licence(), "en", "CC BY-SA", _.KEPT_GUESS),
        (Licence(), "en", "GPL v3", _.KEPT_GUESS),
        (Licence(), "en", "{{cc-by-sa-4.0}}", _.KEPT_TEMPLATE),
        (Licence(), "en", "https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        (Licence(), "en", "https://creativecommons.org/licenses/by/4.0/ but not the logos", _.KEPT_MEANING),
        # Wikis
        (Wiki(), "en", "https://fr.wikipedia.org/", "frwiki"),
        (Wiki(), "en", "https://fr.wikipedia.org/wiki/Projet:Eau", _.KEPT_MEANING),
        (Wiki(), "en", "Commons", "commonswiki"),
    ],
)  # fmt: skip
def test_values(type_: ValueType, language: str, before: str, after: str | ProblemCode | None) -> None:
    text, reasons = done(before, type_, language)
    if isinstance(after, ProblemCode):
        assert (text, reasons) == (before, (after,))
    elif after is None:
        assert text == before
    else:
        assert text == after


def test_codes_wait_for_a_configuration_that_names_them() -> None:
    assert tidied_value("Climate change", ListOf(Code("theme")), reading(vocabulary=Vocabulary({}))) == []


class Unstable(Country):
    """Reads each letter as the next one."""

    def read(self, text: str, _reading: Reading) -> Read:
        return Read((chr(ord(text.strip()[0]) + 1),))


def test_what_would_not_read_the_same_stays() -> None:
    assert done("A", Unstable()) == ("A", (ProblemCode.KEPT_UNSURE,))


#: Types of people's own words.
PROSE: tuple[ValueType, ...] = (
    Text(), User(), PageType(), PageOrUrl(), Url(), Evidence(), Contact(), TextOrTask(), Category(), Affiliate(),
)  # fmt: skip


@pytest.mark.parametrize("type_", PROSE, ids=lambda type_: type(type_).__name__)
@pytest.mark.parametrize(
    "value", ["[[User:A|A]]", "user:a_b", "https://meta.wikimedia.org/wiki/A_b", "''A''", "t12", "[[d:Q42]]", "2024", "A <!-- b -->"]
)
def test_peoples_own_words_are_never_touched(type_: ValueType, value: str) -> None:
    assert tidied_value(value, type_, reading()) == []
    assert tidied_value(f"{value}, {value}", ListOf(type_), reading()) == []


# --- Whatever the text

SAMPLE_VALUES = [
    *(word for words in WORDS.values() for word in words),
    "",
    " ",
    "\n",
    "Mali",
    "Senegal, Mali",
    "A b",
    "England",
    "Korea, South",
]
WRAPPED = [*CHANGED.values(), *(written for written, _reason in LEFT.values())]
PIECES = ["|", "{{", "}}", "[[", "]]", "<!--", "-->", "<ref>", "</ref>", "<nowiki>", "</nowiki>", "<translate>", "</translate>", "=", "\n"]
value_texts = st.one_of(
    st.builds(lambda word, wrap: wrap(word), st.sampled_from(SAMPLE_VALUES), st.sampled_from(WRAPPED)),
    st.lists(st.sampled_from(SAMPLE_VALUES), max_size=3).map(", ".join),
    st.lists(st.sampled_from([*PIECES, *SAMPLE_VALUES]), max_size=5).map("".join),
)


@settings(max_examples=200)
@given(value=value_texts, name=st.sampled_from(sorted(TYPES)), language=st.sampled_from(LANGUAGES), listed=st.booleans())
def test_values_keep_what_they_say(value: str, name: str, language: str, listed: bool) -> None:
    type_ = ListOf(TYPES[name]) if listed else TYPES[name]
    text, _reasons = done(value, type_, language)
    assert type_.read(text, reading(language)).values == type_.read(value, reading(language)).values
    assert done(text, type_, language)[0] == text
    assert len(digits_to_ascii(text)) <= len(value) + 40
