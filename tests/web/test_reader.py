from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from bot.i18n import DIRECTORY, Messages, language_table
from webservice.reader import Reader, choose_language

LANGUAGES = ("en", "fr", "ar", "pt-br")


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> Messages:
    """The English messages, and other languages with one each."""
    folder = tmp_path_factory.mktemp("i18n")
    for name in ("en", "qqq"):
        (folder / f"{name}.json").write_bytes((DIRECTORY / f"{name}.json").read_bytes())
    for language in LANGUAGES[1:]:
        (folder / f"{language}.json").write_text(json.dumps({"web-home": language}), encoding="utf-8")
    return Messages.load(folder)


@pytest.mark.parametrize(
    ("asked", "accepted", "default", "chosen"),
    [
        ("", "", "en", "en"),
        ("", "", "fr", "fr"),
        ("fr", "en", "en", "fr"),
        ("FR", "", "en", "fr"),
        ("qqx", "fr", "en", "qqx"),
        ("", "qqx", "en", "qqx"),
        ("", "fr-CA, en;q=0.5", "en", "fr"),
        ("", "de, fr;q=0.9", "en", "fr"),
        ("", "pt-BR", "en", "pt-br"),
        ("", "pt", "en", "pt-br"),  # its first fallback
        ("", "wo", "en", "fr"),  # its fallback
        ("", "wo, en;q=0.8", "en", "fr"),
        ("", "fr;q=0, en", "en", "en"),
        ("arz", "", "en", "ar"),
        ("he", "", "en", "en"),  # right to left, but there are no messages
        ("nonsense!", "fr", "en", "fr"),
        ("../../etc", "", "en", "en"),
        ("", "*", "fr", "fr"),
        ("", "x" * 2000, "en", "en"),
        ("", "xx", "xx", "en"),
    ],
)
def test_the_language_is_one_that_has_words(messages: Messages, asked: str, accepted: str, default: str, chosen: str) -> None:
    expected = "en" if chosen == "qqx" and not asked else chosen  # only who asks for keys gets them
    assert choose_language(asked, parse_accept_header(accepted, LanguageAccept), default, messages) == expected


def test_direction_and_fallback_of_a_language_with_few_words(messages: Messages) -> None:
    reader = Reader("ar", messages)
    assert (reader.bcp47, reader.direction) == ("ar", "rtl")
    assert reader("web-home") == "ar"
    assert reader("web-title") == "Wikimedia partnerships"
    assert reader.country("SN") == "السنغال"


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("en", "2026", "2026"),
        ("en", "2026-03", "March 2026"),
        ("en", "2026-03-14", "March 14, 2026"),
        ("fr", "2026-03", "mars 2026"),
        ("fr", "2026-03-01", "1 mars 2026"),
        ("qqx", "2026-03", "2026-03"),
        ("en", "soon", "soon"),
        ("en", "2026-13", "2026-13"),
        ("en", "2026-02-30", "2026-02-30"),
        ("en", "", ""),
    ],
)
def test_dates(messages: Messages, language: str, value: str, shown: str) -> None:
    assert Reader(language, messages).edtf(value) == shown


@pytest.mark.parametrize(
    ("language", "code", "shown"),
    [
        ("en", "fr", "French"),
        ("fr", "wo", "wolof"),
        ("en", "zh-hant", "Traditional Chinese"),
        ("en", "gcr", "kriyòl gwiyannen"),
        ("qqx", "fr", "fr"),
        ("en", "xx-none", "xx-none"),
        ("en", "simple", "Simple English"),
    ],
)
def test_names_of_languages(messages: Messages, language: str, code: str, shown: str) -> None:
    assert Reader(language, messages).language_name(code) == shown


def test_what_is_unknown_stays_a_code(messages: Messages) -> None:
    reader = Reader("en", messages)
    assert reader.country("QQ") == "QQ"
    assert reader.label("status", "glorious") == "glorious"
    assert reader.parameter("partnership", "colour") == "colour"


def test_lists_are_joined_and_escaped(messages: Messages) -> None:
    assert Reader("en", messages).listed(["a", "<b>", "c"]) == "a, &lt;b&gt;, and c"
    assert Reader("qqx", messages).listed(["a", "<b>"]) == "a, &lt;b&gt;"
    assert Reader("qqx", messages).listed([]) == ""


def test_every_language_that_may_come_can_show_everything(messages: Messages) -> None:
    when = datetime(2026, 3, 14, 23, 30, tzinfo=UTC)
    for language in language_table():
        reader = Reader(language, messages)
        for items in ([], ["A"], ["A", "B"], ["A", "B", "C"]):
            text = reader.listed(items)
            assert [letter for letter in "ABC" if text.count(letter) == 1] == items, (language, text)
        assert all((reader.edtf("2026-03"), reader.edtf("2026-03-14"), reader.day(when), reader.moment(when), reader.number(1234)))
        assert reader.language_name("fr")
        assert reader.country("SN")


def test_times_say_their_zone(messages: Messages) -> None:
    when = datetime(2026, 3, 14, 23, 30, tzinfo=UTC)
    assert Reader("en", messages).day(when) == "March 14, 2026"
    assert Reader("en", messages).moment(when).endswith("UTC")
    assert Reader("qqx", messages).moment(when) == "(web-moment: 2026-03-14, 23:30)"


def test_every_language_of_the_project_can_show_dates_and_names() -> None:
    messages = Messages.load()
    assert {path.stem for path in Path(DIRECTORY).glob("*.json")} - {"qqq"} == set(messages.languages)
    for language in messages.languages:
        reader = Reader(language, messages)
        assert reader.edtf("2026-03")
        assert reader.country("SN")
