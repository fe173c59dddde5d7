"""Messages agree with the code that shows them, and with their documentation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from bot.core.outcome import Reason
from bot.core.problem import ProblemCode, Severity
from bot.core.recognition.drafts import Milestone
from bot.core.recognition.verdict import Why
from bot.core.records import RECORDS, parameters
from bot.core.records.partnership import SECTIONS
from bot.core.template_pages.template_data import LANGUAGES
from bot.core.values.choice import Choice
from bot.core.values.folding import folded
from bot.core.values.lists import ListOf
from bot.core.values.regions import REGIONS
from bot.i18n import DIRECTORY, language_table
from tests.checks import ROOT

#: Keys that code names one by one, or makes from a prefix and a word: ``"wiki-job-" .. name``.
NAMED_PREFIXES = ("bot", "certificate", "letter", "notice", "web", "wiki")
#: Types in TemplateData, and a programme, that look like keys.
NOT_KEYS = frozenset({"wiki-loves", "wiki-file-name", "wiki-page-name", "wiki-template-name", "wiki-user-name"})

#: Every language with messages.
TRANSLATED = tuple(sorted(path.stem for path in DIRECTORY.glob("*.json") if path.stem != "qqq"))
#: How many forms PLURAL takes: those of MediaWiki for numbers that are counted.
FORMS = {"ar": 6, "en": 2, "es": 2, "fr": 2}
#: What is said of every kind of record, besides its parameters.
OF_EVERY_KIND = ("template-{}", "wiki-category-{}", "wiki-list-{}", "wiki-list-none-{}", "wiki-sentence-{}")
#: Kinds that stand on pages of others, so no form creates a page for them.
ON_PAGES_OF_OTHERS = frozenset({"contribution", "task"})

CODE_SUFFIXES = frozenset({".html", ".js", ".lua", ".py", ".svg", ".txt", ".xml"})
PAGE_SUFFIXES = frozenset({".json", ".wikitext"})
BUILT = ROOT / "webservice" / "static" / "codex"

_KEY = rf"(?:{'|'.join(NAMED_PREFIXES)})-[a-z0-9_-]*"
#: In code a key is a string of its own; what ends in a hyphen, or goes on with a brace of an f-string, is a prefix.
_IN_CODE = re.compile(rf"""(?P<quote>["'])(?P<key>{_KEY})(?P<more>\{{[^"']*)?(?P=quote)""")
#: On pages a key is an argument.
_IN_PAGE = re.compile(rf"\|\s*(?P<key>{_KEY})\s*(?=[|}}])")


def _read(name: str) -> dict[str, str]:
    messages: dict[str, str] = json.loads((DIRECTORY / f"{name}.json").read_text(encoding="utf-8"))
    return {key: text for key, text in messages.items() if not key.startswith("@")}


@pytest.fixture(scope="module")
def english() -> Mapping[str, str]:
    return _read("en")


def _families() -> Iterator[tuple[str, frozenset[str]]]:
    """The prefixes whose members follow from the code, with all the keys that are to be there."""
    yield "outcome-", frozenset(f"outcome-{reason}" for reason in Reason)
    yield "recognition-", frozenset(f"recognition-{why}" for why in Why)
    yield "draft-", frozenset(f"draft-{milestone}" for milestone in Milestone)
    yield "problem-", frozenset(f"problem-{code}" for code in ProblemCode)
    yield "label-severity-", frozenset(f"label-severity-{severity}" for severity in Severity)
    yield "label-region-", frozenset(f"label-region-{code}" for code in REGIONS)
    yield from _families_of_records()


def _families_of_records() -> Iterator[tuple[str, frozenset[str]]]:
    """Those that follow from the classes of records."""
    declared = {kind: parameters(record) for kind, record in RECORDS.items()}
    yield "template-", frozenset(f"template-{kind}" for kind in declared)
    yield "label-kind-", frozenset(f"label-kind-{kind}" for kind in declared)
    yield "label-section-", frozenset(f"label-section-{code}" for code in SECTIONS)
    groups = {parameter.group for of_kind in declared.values() for parameter in of_kind.values() if parameter.group}
    yield "parameter-group-", frozenset(f"parameter-group-{group}" for group in groups)
    for kind, of_kind in declared.items():
        names = [parameter.name or field for field, parameter in of_kind.items()]
        yield f"parameter-{kind}-", frozenset(f"parameter-{kind}-{name}{end}" for name in names for end in ("", "-help"))
    for family, choice in _choices().items():
        yield f"label-{family}-", frozenset(f"label-{family}-{code}" for code in choice.codes)


def _choices() -> Mapping[str, Choice]:
    """The choices that parameters offer, by family."""
    choices: dict[str, Choice] = {}
    for record in RECORDS.values():
        for parameter in parameters(record).values():
            choice = parameter.type.type if isinstance(parameter.type, ListOf) else parameter.type
            if isinstance(choice, Choice):
                assert choices.setdefault(choice.family, choice) == choice, "two choices share a family"
    return choices


def _files() -> Iterator[Path]:
    for folder in ("bot", "webservice", "templates"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in CODE_SUFFIXES | PAGE_SUFFIXES and not path.is_relative_to(BUILT):
                yield path


@cache
def _uses() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Keys and prefixes in the code, each with a file that has it."""
    keys: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    for path in _files():
        pattern = _IN_CODE if path.suffix in CODE_SUFFIXES else _IN_PAGE
        where = str(path.relative_to(ROOT))
        for match in pattern.finditer(path.read_text(encoding="utf-8")):
            key = match["key"]
            if key.endswith("-") or match.groupdict().get("more"):
                prefixes.setdefault(key, where)
            elif key not in NOT_KEYS:
                keys.setdefault(key, where)
    return keys, prefixes


def test_every_key_is_documented(english: Mapping[str, str]) -> None:
    assert set(_read("qqq")) == set(english)


def test_documentation_tells_of_every_parameter(english: Mapping[str, str]) -> None:
    documentation = _read("qqq")
    untold = {
        key: missing
        for key, text in english.items()
        if (missing := set(re.findall(r"\$[1-9]", text)) - set(re.findall(r"\$[1-9]", documentation.get(key, ""))))
    }
    assert not untold


@pytest.mark.parametrize("language", sorted({*TRANSLATED} - {"en"}))
def test_translations_use_known_keys_and_parameters(english: Mapping[str, str], language: str) -> None:
    translation = _read(language)
    assert set(translation) <= set(english)
    strange = {
        key: found
        for key, text in translation.items()
        if (found := set(re.findall(r"\$[1-9]", text)) - set(re.findall(r"\$[1-9]", english[key])))
    }
    assert not strange


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_counted_in_every_form(language: str) -> None:
    wrong = {
        key: forms
        for key, text in _read(language).items()
        for forms in re.findall(r"\{\{PLURAL:\$[1-9]\|([^{}]*)\}\}", text)
        if forms.count("|") + 1 != FORMS[language]
    }
    assert not wrong


@pytest.mark.parametrize("language", [language for language in TRANSLATED if language_table()[language].direction == "rtl"])
def test_dates_are_not_turned_round(language: str) -> None:
    """After Arabic letters 2026-03-14 is shown as 14-03-2026, and https:// as //:https. U+200E before the one and after the other helps."""
    turned = {key: text for key, text in _read(language).items() if re.search(r"(?<![\d\u200e-])\d{4}-\d\d|://(?![\u200e\w])", text)}
    assert not turned


def test_the_same_languages_are_kept_complete_everywhere() -> None:
    """Whoever fills a record in reads them in TemplateData; the checker of translations wants every message in them."""
    configuration = json.loads((ROOT / ".bananaconfig.json").read_text(encoding="utf-8"))
    _, required = configuration["requireCompleteTranslationLanguages"]
    assert ["en", *required["langs"]] == list(LANGUAGES)


def test_no_templates_in_messages() -> None:
    """Translators know PLURAL and GENDER; braces of another kind would be run by one reader of the messages and shown by another."""
    braces = {
        (path.stem, key): text
        for path in DIRECTORY.glob("*.json")
        if path.stem != "qqq"
        for key, text in _read(path.stem).items()
        if re.search(r"[{}]", re.sub(r"\{\{(?:PLURAL|GENDER):\$[1-9]\|[^{}]*\}\}", "", text))
    }
    assert not braces


@pytest.mark.parametrize(("prefix", "expected"), sorted(_families()), ids=lambda value: value if isinstance(value, str) else "")
def test_families_are_complete_and_nothing_else(english: Mapping[str, str], prefix: str, expected: frozenset[str]) -> None:
    assert {key for key in english if key.startswith(prefix)} == expected


@pytest.mark.parametrize("language", [*LANGUAGES, "qqq"])
@pytest.mark.parametrize(("prefix", "expected"), sorted(_families_of_records()), ids=lambda value: value if isinstance(value, str) else "")
def test_records_are_described_in_every_language(language: str, prefix: str, expected: frozenset[str]) -> None:
    assert not {key for key in expected if not _read(language).get(key, "").strip()}, prefix


@pytest.mark.parametrize("language", [*LANGUAGES, "qqq"])
@pytest.mark.parametrize("kind", RECORDS)
def test_every_kind_has_its_lists_and_form(language: str, kind: str) -> None:
    expected = {pattern.format(kind) for pattern in OF_EVERY_KIND}
    if kind not in ON_PAGES_OF_OTHERS:
        expected |= {f"wiki-form-{kind}-title", f"wiki-form-{kind}-intro"}
    assert not {key for key in expected if not _read(language).get(key, "").strip()}


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize(("family", "choice"), sorted(_choices().items()), ids=lambda value: value if isinstance(value, str) else "")
def test_a_label_means_one_code(language: str, family: str, choice: Choice) -> None:
    """Labels are read as values, like codes and the further words: none may mean another code too."""
    words = {folded(code): code for code in choice.codes} | dict(choice.others)
    messages = _read(language)
    clashes = []
    for code in choice.codes:
        label = messages.get(f"label-{family}-{code}", "")
        if label and words.setdefault(folded(label), code) != code:
            clashes.append((label, code, words[folded(label)]))
    assert not clashes


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("prefix", sorted(prefix for prefix, _ in _families() if prefix.startswith("label-")))
def test_no_two_codes_of_a_family_look_the_same(language: str, prefix: str) -> None:
    codes: dict[str, list[str]] = {}
    for key, text in _read(language).items():
        if key.startswith(prefix):
            codes.setdefault(folded(text), []).append(key)
    assert not {label: keys for label, keys in codes.items() if len(keys) > 1}


def test_every_key_belongs_to_a_family_or_is_named(english: Mapping[str, str]) -> None:
    prefixes = tuple(prefix for prefix, _ in _families()) + tuple(f"{prefix}-" for prefix in NAMED_PREFIXES)
    assert not [key for key in english if not key.startswith(prefixes)]


def test_every_named_key_exists(english: Mapping[str, str]) -> None:
    keys, prefixes = _uses()
    assert keys, "no message is used anywhere: the search is wrong"
    assert not {key: where for key, where in keys.items() if key not in english}
    assert not {prefix: where for prefix, where in prefixes.items() if not any(key.startswith(prefix) for key in english)}


def test_every_named_key_is_used(english: Mapping[str, str]) -> None:
    keys, prefixes = _uses()
    named = [key for key in english if key.startswith(tuple(f"{prefix}-" for prefix in NAMED_PREFIXES))]
    assert not [key for key in named if key not in keys and not key.startswith(tuple(prefixes))]
