"""Messages of the bot, the tool and the wiki's pages, in the languages of ``i18n/`` and with MediaWiki's fallbacks.

toolforge_i18n reads the files and formats the messages. Two things it does are taken over here: it would ask Meta-Wiki for its table of
languages, which comes from ``languages.json`` instead, and it names a message's variables, which keep their numbers.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, Self

import babel
import toolforge_i18n._language_info as library_table
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup, escape
from toolforge_i18n import (
    GenderFormatter,
    HyperlinkFormatter,
    PluralFormatter,
    TranslationsConfig,
    UnknownMessageWarning,
    language_code_to_babel,
    load_translations,
)

SOURCE_LANGUAGE = "en"
#: In this language a message is its key and its arguments, as in MediaWiki.
KEY_LANGUAGE = "qqx"
DIRECTORY = Path(__file__).resolve().parent.parent / "i18n"

Direction = Literal["ltr", "rtl"]
Argument = str | int | float | Iterable[str]


class MessagesError(Exception):
    """The messages cannot be read. One line: what is wrong, where, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language as MediaWiki knows it: ``bcp47`` is its code in HTML, ``autonym`` its name in itself, ``fallbacks`` without English."""

    code: str
    bcp47: str
    direction: Direction
    autonym: str
    fallbacks: tuple[str, ...]


@cache
def language_table() -> Mapping[str, Language]:
    """Every language code of MediaWiki, from ``languages.json``.

    The file is what MediaWiki 1.43 answers to ``action=query&meta=languageinfo&liprop=autonym|bcp47|dir|fallbacks``.
    """
    raw = json.loads((Path(__file__).parent / "languages.json").read_text(encoding="utf-8"))
    return {code: Language(code, entry["bcp47"], entry["dir"], entry["autonym"], tuple(entry["fallbacks"])) for code, entry in raw.items()}


@cache
def seed_library() -> None:
    """Hand toolforge_i18n our table of languages, so that none of its functions asks a wiki for one."""
    table = language_table()
    library_table._language_info = {
        code: {"bcp47": known.bcp47, "dir": known.direction, "autonym": known.autonym, "fallbacks": list(known.fallbacks)}
        for code, known in table.items()
    }
    # Several codes share a BCP 47 code ("simple" and "en"): the one that is spelt like it stands for it.
    by_bcp47 = {known.bcp47: code for code, known in table.items()}
    library_table._by_bcp47 = by_bcp47 | {known.bcp47: code for code, known in table.items() if known.bcp47.lower() == code}


def fallbacks(language: str) -> tuple[str, ...]:
    """Where to look for what ``language`` lacks, in order, English last: ``pt-br`` gives ``pt``, ``en``. English has none."""
    known = language_table().get(language)
    chain = dict.fromkeys((*(known.fallbacks if known else ()), SOURCE_LANGUAGE))
    chain.pop(language, None)
    return tuple(chain)


@lru_cache(maxsize=1024)  # languages come from requests
def babel_code(language: str) -> str:
    """The CLDR locale that stands for a MediaWiki language: its own, else that of the first fallback which has one."""
    for code in (language, *fallbacks(language)):
        candidate = language_code_to_babel(code)
        try:
            babel.Locale.parse(candidate)
        except (ValueError, babel.UnknownLocaleError):
            continue
        return candidate
    return SOURCE_LANGUAGE


def variables(message: str) -> tuple[str, ...]:
    """Names for the variables ``$1``, ``$2``, … of an English message, whose prefixes tell toolforge_i18n what each is.

    ``num_1`` where it stands in ``{{PLURAL:$1|…}}``, ``user_name_1`` in ``{{GENDER:$1|…}}``, ``url_1`` in ``[$1 …]``, else ``text_1``.
    """
    count = max((int(number) for number in re.findall(r"\$([1-9][0-9]?)", message)), default=0)
    return tuple(f"{_variable_type(message, number)}_{number}" for number in range(1, count + 1))


def _variable_type(message: str, number: int) -> str:
    if f"{{{{GENDER:${number}|" in message:
        return "user_name"
    if f"[${number} " in message:
        return "url"
    # A number that the message skips counts as one too: only those may be left out.
    if f"{{{{PLURAL:${number}|" in message or not re.search(rf"\${number}(?![0-9])", message):
        return "num"
    return "text"


def raw_messages(directory: Path = DIRECTORY) -> dict[str, dict[str, str]]:
    """The messages as they stand in the files, by language and key: for the wiki, which formats them itself, and for labels.

    Raises MessagesError for a file that cannot be read.
    """
    messages = {}
    for file in sorted(directory.glob("*.json")):
        if file.stem == "qqq":
            continue
        try:
            texts = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise MessagesError(f"{file}: cannot read the messages ({error}); restore the file from the repository") from error
        messages[file.stem] = {key: text for key, text in texts.items() if not key.startswith("@")}
    return messages


def translations_config(directory: Path = DIRECTORY) -> TranslationsConfig:
    """How toolforge_i18n is to read the files in ``directory``. Raises MessagesError without a readable ``en.json``."""
    seed_library()
    source = directory / f"{SOURCE_LANGUAGE}.json"
    try:
        english = json.loads(source.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MessagesError(f"{source}: cannot read the English messages ({error}); restore the file from the repository") from error
    return TranslationsConfig(
        directory=str(directory),
        variables={key: variables(message) for key, message in english.items() if not key.startswith("@")},
        language_code_to_babel=babel_code,
        get_gender=_gender,
        check_translations=False,  # tests do, for every message in every language
    )


def _gender(word: object) -> Literal["m", "f", "n"]:
    """What ``{{GENDER:$1|…}}`` looks at: the argument is MediaWiki's word for a user's gender, never a name to be looked up."""
    match word:
        case "male":
            return "m"
        case "female":
            return "f"
        case _:
            return "n"


class _Formatter(PluralFormatter, GenderFormatter, HyperlinkFormatter):  # type: ignore[misc] # each narrows what it converts
    """The library's I18nFormatter without lists: that one makes babel's shared list patterns Markup, which escapes everybody's lists."""


class _Number(int):
    """A whole number that shows itself in the manner of a language, and is still one for PLURAL."""

    locale: babel.Locale

    def __format__(self, specification: str) -> str:
        return format_decimal(int(self), locale=self.locale)


class Messages:
    """Calls give a message: ``messages("fr", key, 3, "Dakar")``, with $1 and $2 put in.

    Whole numbers and decimals are written in the manner of the language; a year or another number that stands for itself is handed in as
    text. Lists are joined as the language joins them. For ``{{GENDER:$1|…}}`` the argument is "male", "female" or anything else.
    """

    def __init__(self, translations: Mapping[str, Mapping[str, str]], names: Mapping[str, tuple[str, ...]]) -> None:
        """``translations`` by language and key as toolforge_i18n prepared them, ``names`` the variables of each key."""
        self._translations = translations
        self._names = names

    @classmethod
    def load(cls, directory: Path | None = None) -> Self:
        """The messages in ``directory``, by default the project's. Raises MessagesError without a readable ``en.json``."""
        config = translations_config(directory or DIRECTORY)
        translations, _documentation = load_translations(config)
        return cls(translations, {key: tuple(names) for key, names in config.variables.items()})

    @property
    def languages(self) -> tuple[str, ...]:
        """The MediaWiki codes of the languages that have a file, sorted."""
        return tuple(sorted(self._translations))

    def fallbacks(self, language: str) -> tuple[str, ...]:
        """Where to look for what ``language`` lacks, in order, English last."""
        return fallbacks(language)

    def direction(self, language: str) -> Direction:
        """The direction the language is written in; of an unknown language, left to right."""
        known = language_table().get(language)
        return known.direction if known else "ltr"

    def __contains__(self, key: object) -> bool:
        return key in self._translations[SOURCE_LANGUAGE]

    def keys(self, language: str = SOURCE_LANGUAGE) -> tuple[str, ...]:
        """The keys of the messages that the language has itself, sorted."""
        return tuple(sorted(self._translations.get(language, {})))

    def __call__(self, language: str, key: str, *arguments: Argument) -> str:
        """The message as plain text in the language or its nearest fallback.

        An unknown key gives ``⧼key⧽`` and a warning. Raises TypeError if the message needs more arguments.
        """
        return str(self._message(language, key, arguments, str))

    def markup(self, language: str, key: str, *arguments: Argument) -> Markup:
        """The same as HTML: the message's own elements stay, arguments are escaped unless they are Markup."""
        return Markup(self._message(language, key, arguments, Markup))  # noqa: S704 (translations are checked, arguments escaped)

    def _message(self, language: str, key: str, arguments: tuple[Argument, ...], kind: type[str]) -> str:
        if language == KEY_LANGUAGE:
            shown = ", ".join(str(argument) for argument in arguments)
            text = f"({key}: {shown})" if arguments else f"({key})"
            return escape(text) if kind is Markup else text
        chain = (language, *self.fallbacks(language))
        found = next((code for code in chain if key in self._translations.get(code, {})), None)
        if found is None:
            warnings.warn(UnknownMessageWarning(key, list(chain)), stacklevel=3)
            return kind(f"⧼{key}⧽")
        text, names = self._translations[found][key], self._names.get(key, ())
        if len(arguments) < len(names):
            raise TypeError(f"message {key} takes {len(names)} arguments, {len(arguments)} given")
        if not names:
            return kind(text)
        # It keeps the text's type while it formats: one for each call, or threads would disturb each other.
        formatter = _Formatter(locale_identifier=babel_code(found), get_gender=_gender)
        values = {name: _localised(argument, formatter.locale, kind) for name, argument in zip(names, arguments, strict=False)}
        return formatter.vformat(kind(text), (), values)


def _localised(argument: Argument, locale: babel.Locale, kind: type[str]) -> object:
    if isinstance(argument, str | bool):
        return argument
    if isinstance(argument, int):
        number = _Number(argument)
        number.locale = locale
        return number
    if isinstance(argument, float):
        return format_decimal(argument, locale=locale)
    items = [escape(item) if kind is Markup else item for item in argument]
    return kind(format_list(items, locale=locale))
