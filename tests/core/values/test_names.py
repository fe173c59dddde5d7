"""Every country, every language and every label is read in four languages, by the names that CLDR, MediaWiki and i18n/ give them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping

import pytest
from babel import Locale

from bot.core.problem import ProblemCode
from bot.core.values.choice import Choice
from bot.core.values.code import Code
from bot.core.values.country import Country
from bot.core.values.language import Language, is_language_code
from bot.core.values.reading import Read, Reading, ValueType
from bot.core.values.region import REGION, Region
from bot.core.values.regions import REGION_OF
from bot.i18n import DIRECTORY, language_table
from tests.core.values import LANGUAGES, PROJECT, reading
from tests.core.values.test_table import declared

ARTICLES = {"en": ("the ", "The "), "fr": ("le ", "la ", "les ", "l’", "L'"), "es": ("el ", "la ", "los ", "las "), "ar": ()}
#: Names that CLDR gives to one country, and people to two.
AMBIGUOUS_COUNTRIES = {("es", "CG")}  # just "Congo"

#: CLDR's codes for which MediaWiki has another; what is spoken in one country has none of its own there, with few exceptions.
MEDIAWIKI_CODES = {
    "fil": "tl", "no": "nb", "zza": "diq", "ar_001": "ar", "en_AU": "en", "en_US": "en", "es_ES": "es", "es_MX": "es", "fa_AF": "fa",
    "fr_CA": "fr", "fr_CH": "fr", "hi_Latn": "hi", "nl_BE": "nl", "pt_PT": "pt", "ro_MD": "ro", "sw_CD": "sw",
}  # fmt: skip
#: What CLDR names and is no language.
NO_LANGUAGES = {"und", "zxx"}
#: Names that are codes of other languages: Ga (gaa) is the code of Irish, Kom (bkm) one of Komi. Written as names they could be both.
NAMES_LIKE_CODES = {"Ga": "", "ga": "ga", "GA": "ga", "Kom": "", "kom": "kv", "KOM": "kv"}

#: Codes that MediaWiki keeps for old pages, and what they are now.
FORMER = {
    "als": "gsw", "bat-smg": "sgs", "be-x-old": "be-tarask", "bh": "bho", "fiu-vro": "vro", "mo": "ro", "no": "nb", "roa-rup": "rup",
    "zh-classical": "lzh", "zh-min-nan": "nan", "zh-yue": "yue",
}  # fmt: skip
#: Codes for a script whose name does not say which script: the language's own code.
NAMED_AS_THE_LANGUAGE = {
    "ady-cyrl", "aeb-arab", "aeb-latn", "bbc-latn", "gom-deva", "gom-latn", "hif-latn", "kbd-cyrl", "ks-arab", "ks-deva", "mnc-latn",
    "ruq-latn", "shi-latn", "shi-tfng", "shy-latn", "skr-arab", "tg-cyrl", "tt-cyrl", "tt-latn", "ug-arab", "ug-latn", "uz-cyrl", "uz-latn",
}  # fmt: skip
#: Names that two languages give themselves (Romani of two kinds, Tamazight of two), or that are a code ("Ga").
SHARED = {"gaa", "rmc", "rmy", "tzm"}


def in_any_case(name: str) -> Iterator[str]:
    """A name as people write it too: in capitals, in small letters, without accents, with the keyboard's apostrophe."""
    yield from (name, name.upper(), name.lower(), name.replace("’", "'"), f"''{name}''", f" {name}. ")
    yield "".join(letter for letter in unicodedata.normalize("NFD", name) if not "\u0300" <= letter <= "\u036f")


def given(read: Read) -> tuple[str, ...]:
    """The values, or the codes of the problems."""
    return read.values or tuple(problem.code for problem in read.complaints)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_by_its_name_with_and_without_article(language: str) -> None:
    names = Locale.parse(language).territories
    wrong = {}
    for code in REGION_OF:
        expected = (ProblemCode.COUNTRY_AMBIGUOUS,) if (language, code) in AMBIGUOUS_COUNTRIES else (code,)
        for text in (*in_any_case(names[code]), *(article + names[code] for article in ARTICLES[language]), f"[[{names[code]}]]"):
            if (found := given(Country().read(text, reading(language)))) != expected:
                wrong[code, text] = found
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_by_its_code(language: str) -> None:
    forms = [(code, form) for code in REGION_OF for form in (code, code.lower(), f"{{{{flag|{code}}}}}", f"<!-- x -->{code}")]
    assert [form for code, form in forms if Country().read(form, reading(language)).values != (code,)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_by_its_name(language: str) -> None:
    wrong = {}
    for cldr, name in Locale.parse(language).languages.items():
        code = MEDIAWIKI_CODES.get(cldr, cldr.replace("_", "-").lower())
        for text in (name, name.upper(), name.lower(), f"[[{name}]]", f" {name} "):
            expected = (ProblemCode.LANGUAGE,) if cldr in NO_LANGUAGES else (code,)
            if text.strip("[] ") in NAMES_LIKE_CODES:
                expected = (NAMES_LIKE_CODES[text.strip("[] ")] or ProblemCode.LANGUAGE_AMBIGUOUS,)
            if (found := given(Language().read(text, reading(language)))) != expected:
                wrong[cldr, text] = found
    assert wrong == {}


def test_every_language_of_mediawiki_by_its_code_and_what_it_calls_itself() -> None:
    wrong = {}
    for code, known in language_table().items():
        expected = FORMER.get(code, code)
        for text in (code, code.upper(), code.replace("-", "_")):
            if (found := given(Language().read(text, reading()))) != (expected,):
                wrong[code, text] = found
        assert is_language_code(code)
        if code in NAMED_AS_THE_LANGUAGE:
            expected = code.partition("-")[0]
        elif code in {"ike-cans", "ike-latn"}:  # Inuktitut, as iu
            expected = "iu"
        elif code in SHARED:
            expected = ProblemCode.LANGUAGE_AMBIGUOUS
        if (found := given(Language().read(known.autonym, reading()))) != (expected,):
            wrong[code, known.autonym] = found
    assert wrong == {}


def test_what_is_no_language_code() -> None:
    assert [text for text in ("fr2", "Contact", "FR", "en-us", "", "all", "-", "français") if is_language_code(text)] == []


def messages(language: str) -> Mapping[str, str]:
    found: Mapping[str, str] = json.loads((DIRECTORY / f"{language}.json").read_text(encoding="utf-8"))
    return found


def shipped_codes() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """The labels of the configuration that ships: family, code, language."""
    configuration = json.loads((PROJECT / "templates" / "Module" / "Partnerships" / "Configuration.json").read_text(encoding="utf-8"))
    return {
        family: {code: entry["labels"] for code, entry in codes.items()} for family, codes in configuration["codes"].items()
    }  # fmt: skip


def choices() -> Mapping[str, Choice]:
    """Every choice that a parameter has, regions among them, by its family."""
    found = {"region": REGION}
    for declaration in declared().values():
        type_ = getattr(declaration, "type", declaration)
        if isinstance(type_, Choice):
            found[type_.family] = type_
    return found


def labelled() -> Iterator[tuple[ValueType, str, str, str]]:
    """Types, codes, and their labels with the language of each."""
    for family, choice in choices().items():
        for code in choice.codes:
            for language in LANGUAGES:
                yield (Region() if choice is REGION else choice), code, language, messages(language)[f"label-{family}-{code}"]
    for family, codes in shipped_codes().items():
        for code, labels in codes.items():
            for language, label in labels.items():
                yield Code(family), code, language, label


LABELLED = list(labelled())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_read_on_pages_in_every_language(language: str) -> None:
    wrong = {}
    for type_, code, of, label in LABELLED:
        for text in in_any_case(label) if of == language else (label, label.upper()):
            if (found := given(type_.read(text, reading(language)))) != (code,):
                wrong[code, of, text] = found
    assert wrong == {}


@pytest.mark.parametrize("family", choices())
def test_every_code_and_every_other_word_for_it_is_read(family: str) -> None:
    choice = choices()[family]
    meant = {code: code for code in choice.codes} | dict(choice.others)
    for language in LANGUAGES:
        assert {word: given(choice.read(word, reading(language))) for word in meant} == {word: (code,) for word, code in meant.items()}
    unlabelled = Reading(reading().site, ())
    assert [code for code in choice.codes if choice.read(code, unlabelled).values != (code,)] == []


def test_every_list_of_codes_that_ships_has_a_parameter_and_four_languages() -> None:
    families = {type_.family for declaration in declared().values() if isinstance(type_ := getattr(declaration, "type", declaration), Code)}
    assert families == set(shipped_codes())
    lacking = [
        (family, code) for family, codes in shipped_codes().items() for code, labels in codes.items() if not set(LANGUAGES) <= set(labels)
    ]  # fmt: skip
    assert lacking == []
