"""Messages: languages, fallbacks, numbers, lists, escaping."""

from __future__ import annotations

import json
from pathlib import Path

import babel.lists
import pytest
import toolforge_i18n
from markupsafe import Markup

from bot.i18n import DIRECTORY, Messages, MessagesError, babel_code, fallbacks, language_table, variables

ENGLISH = {
    "@metadata": {"authors": []},
    "count": "{{PLURAL:$1|One record|$1 records}} of $2",
    "link": "See [$1 the page] of $2",
    "list": "Partners: $1",
    "only-english": "Nothing & <b>nobody</b>",
    "reply": "Answer {{GENDER:$1|him|her|them}}",
    "skips": "Only $2",
}
OTHERS = {
    "fr": {"count": "{{PLURAL:$1|Une fiche|$1 fiches}} de $2", "list": "Partenaires : $1"},
    "pt": {"list": "Parceiros: $1"},
    "pl": {"count": "$2: {{PLURAL:$1|$1 wpis|$1 wpisy|$1 wpisów}}"},
    "ar": {"list": "الشركاء: $1"},
}


@pytest.fixture
def messages(tmp_path: Path) -> Messages:
    for language, texts in {"en": ENGLISH, "qqq": {}, **OTHERS}.items():
        (tmp_path / f"{language}.json").write_text(json.dumps(texts), encoding="utf-8")
    return Messages.load(tmp_path)


def test_languages_are_those_with_a_file(messages: Messages) -> None:
    assert messages.languages == ("ar", "en", "fr", "pl", "pt")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("pt-br", ("pt", "en")),
        ("en", ()),
        ("en-gb", ("en",)),
        ("fr", ("en",)),
        ("zh-hant", ("zh-tw", "zh-hk", "zh", "zh-hans", "en")),
        ("no such language", ("en",)),
    ],
)
def test_fallbacks_are_those_of_mediawiki_and_end_in_english(messages: Messages, language: str, expected: tuple[str, ...]) -> None:
    assert messages.fallbacks(language) == fallbacks(language) == expected


@pytest.mark.parametrize(("language", "expected"), [("ar", "rtl"), ("kk-arab", "rtl"), ("fr", "ltr"), ("no such language", "ltr")])
def test_direction(messages: Messages, language: str, expected: str) -> None:
    assert messages.direction(language) == expected


@pytest.mark.parametrize(
    ("language", "key", "arguments", "expected"),
    [
        ("en", "count", (1, "Dakar"), "One record of Dakar"),
        ("en", "count", (1234, "Dakar"), "1,234 records of Dakar"),
        ("fr", "count", (0, "Dakar"), "Une fiche de Dakar"),  # nought is singular in French
        ("fr", "count", (1234, "Dakar"), "1\u202f234 fiches de Dakar"),
        ("pl", "count", (3, "Dakar"), "Dakar: 3 wpisy"),
        ("pl", "count", (5, "Dakar"), "Dakar: 5 wpisów"),
        ("pt-br", "list", ("um",), "Parceiros: um"),
        ("pt-br", "only-english", (), "Nothing & <b>nobody</b>"),
        ("fr", "list", (["Musée", "Archives", "Ville"],), "Partenaires : Musée, Archives et Ville"),
        ("fr", "list", ([],), "Partenaires : "),
        ("fr", "list", (1.5,), "Partenaires : 1,5"),
        ("en", "reply", ("female",), "Answer her"),
        ("en", "reply", ("male",), "Answer him"),
        ("en", "reply", ("",), "Answer them"),
        ("en", "skips", ("a", "b", "c"), "Only b"),
        ("en", "list", ("{0} {{x}} <&> $1 %s",), "Partners: {0} {{x}} <&> $1 %s"),
        ("en", "list", (["<a>", "b & c"],), "Partners: <a> and b & c"),
        ("qqx", "count", (2, "Dakar"), "(count: 2, Dakar)"),
        ("qqx", "only-english", (), "(only-english)"),
    ],
)
def test_text(messages: Messages, language: str, key: str, arguments: tuple[str | int, ...], expected: str) -> None:
    text = messages(language, key, *arguments)
    assert text == expected
    assert type(text) is str


@pytest.mark.parametrize(
    ("language", "key", "arguments", "expected"),
    [
        ("en", "count", (2, "<i>Dakar"), "2 records of &lt;i&gt;Dakar"),
        ("en", "count", (2, Markup("<i>Dakar</i>")), "2 records of <i>Dakar</i>"),
        ("en", "only-english", (), "Nothing & <b>nobody</b>"),
        ("en", "link", ('https://example.org/"><b>', "us"), 'See <a href="https://example.org/&#34;&gt;&lt;b&gt;">the page</a> of us'),
        ("fr", "list", (["<a>", Markup("<b>b</b>")],), "Partenaires : &lt;a&gt; et <b>b</b>"),
        ("qqx", "list", ("<a>",), "(list: &lt;a&gt;)"),
    ],
)
def test_markup_escapes_arguments(messages: Messages, language: str, key: str, arguments: tuple[str | int, ...], expected: str) -> None:
    text = messages.markup(language, key, *arguments)
    assert text == expected
    assert type(text) is Markup


def test_unknown_key_is_shown_and_warned_of(messages: Messages) -> None:
    assert "count" in messages
    assert "nothing" not in messages
    with pytest.warns(toolforge_i18n.UnknownMessageWarning, match="nothing"):
        assert messages("fr", "nothing", 1) == "⧼nothing⧽"


def test_too_few_arguments(messages: Messages) -> None:
    with pytest.raises(TypeError, match="count takes 2 arguments, 1 given"):
        messages("fr", "count", 1)


def test_keys(messages: Messages) -> None:
    assert messages.keys("pt") == ("list",)
    assert set(messages.keys()) == set(ENGLISH) - {"@metadata"}
    assert messages.keys("xx") == ()


@pytest.mark.parametrize("text", [None, "{", '["a"'])
def test_no_english_file(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "en.json").write_text(text, encoding="utf-8")
    with pytest.raises(MessagesError, match=r"en\.json: cannot read the English messages"):
        Messages.load(tmp_path)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("nothing", ()),
        ("$1 and $2", ("text_1", "text_2")),
        ("{{PLURAL:$2|one|$2}} of $1", ("text_1", "num_2")),
        ("[$1 here] {{GENDER:$2|he|she}}", ("url_1", "user_name_2")),
        ("$10", (*(f"num_{number}" for number in range(1, 10)), "text_10")),
    ],
)
def test_variables(message: str, expected: tuple[str, ...]) -> None:
    assert variables(message) == expected


def test_lists_of_others_are_left_alone(messages: Messages) -> None:
    messages.markup("fr", "list", ["a", "b"])
    text = babel.lists.format_list(["a & b", "c"], locale="fr")
    assert (text, type(text)) == ("a & b et c", str)


@pytest.mark.parametrize(("language", "expected"), [("pt-br", "pt_BR"), ("gsw", "gsw"), ("tay", "zh_Hant"), ("no such language", "en")])
def test_babel_code(language: str, expected: str) -> None:
    assert babel_code(language) == expected


def test_the_library_asks_no_wiki(messages: Messages) -> None:
    """With the network blocked its functions answer from our table."""
    assert toolforge_i18n.lang_fallbacks("pt-br") == ["pt"]
    assert toolforge_i18n.lang_dir("ar") == "rtl"
    assert toolforge_i18n.lang_autonym("fr") == "français"
    assert toolforge_i18n.lang_mw_to_bcp47("zh-hant") == "zh-Hant"
    assert toolforge_i18n.lang_bcp47_to_mw("en") == "en"
    assert len(language_table()) > 500


def test_own_messages_load() -> None:
    messages = Messages.load()
    assert {"en", "fr"} <= set(messages.languages)
    assert DIRECTORY.name == "i18n"
