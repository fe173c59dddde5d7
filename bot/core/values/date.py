"""Dates: ``2026``, ``2026-03`` or ``2026-03-14`` (EDTF, level 0), read in the notations people use."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import mwparserfromhell

from bot.core.plaintext import MAX_WIKITEXT, plain_text, positional, template_name, without_hidden
from bot.core.problem import ProblemCode
from bot.core.values.folding import digits_to_ascii, folded
from bot.core.values.locales import locales
from bot.core.values.reading import OR, Read, Reading, complaint

EARLIEST_YEAR = 1700
LATEST_YEAR = 2100

#: Templates that show a date of their arguments.
DATE_TEMPLATES = frozenset(
    {"date", "start date", "end date", "start date and age", "isodate", "iso date", "dts", "date-", "fecha", "data", "datum", "dtsh"}
    | {"date simple", "tdate", "format date", "release date", "تاريخ", "d-da", "begin date", "date de début", "yyyy-mm-dd"}
)

_TEMPLATE = re.compile(r"\{\{[^{}]{1,300}\}\}")
_YEAR_FIRST = re.compile(r"(\d{4})\s?[-/.]\s?(\d{1,2})(?:\s?[-/.]\s?(\d{1,2})\.?)?")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4})\.?")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{4})")
_TIMESTAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}[\d:.]*(?:Z|[+-]\d{2}:?\d{2})?")
_EAST_ASIAN = re.compile(r"(\d{4})\s?[年년](?:\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日号號일])?)?")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_ORDINAL = re.compile(r"(?<=\d)\.?(?:st|nd|rd|th|er|re|e|º|ª|°|-?го|a|o|:a|ème)(?![^\W\d_])", re.IGNORECASE)
#: Signs of doubt, or of more or less than the date.
_DOUBT = re.compile(r"[?؟？~≈<>±+*%=]")
_TOKEN = re.compile(r"\d+|[^\d\s.,،、/()–—-]+", re.UNICODE)
#: Words between the parts of a date.
_BETWEEN = "de del d of the le el al den der am la en in من عام سنة م г года год роки року р سال år jaar año ano"
_CONNECTING = frozenset(folded(word) for word in _BETWEEN.split())
#: Names of months that CLDR does not have.
_OTHER_MONTHS = {"es": {"setiembre": 9}}


@dataclass(frozen=True, slots=True)
class Date:
    """A day, a month or a year from 1700 to 2100."""

    is_list: bool = False

    def read(self, text: str, reading: Reading) -> Read:
        """The date in EDTF. Where day and month cannot be told apart, both are offered."""
        source = without_hidden(text[:MAX_WIKITEXT])
        if match := _TEMPLATE.fullmatch(source.strip()):
            source = _from_template(match.group())
        plain = plain_text(source)
        if not plain:
            return complaint(ProblemCode.EMPTY, text.strip())
        return _read(plain, reading.languages)


def _from_template(text: str) -> str:
    """What a date template shows, in an order that is read here; other templates as they stand."""
    templates = mwparserfromhell.parse(text).filter_templates(recursive=False)
    if not templates or template_name(templates[0]) not in DATE_TEMPLATES:
        return text
    values = [plain_text(value) for value in positional(templates[0])]
    values = [value for value in values if value]
    numeric = all(value.isdecimal() for value in values) and values and len(digits_to_ascii(values[0])) == 4
    if len(values) == 3 and all(value.isdecimal() for value in values) and len(values[2]) == 4:
        return "/".join(values)
    return ("-" if numeric else " ").join(values[:3] if numeric else values)


def _read(plain: str, languages: tuple[str, ...]) -> Read:
    text = digits_to_ascii(plain).strip()
    if len(text) > 100:
        return complaint(ProblemCode.DATE, plain)
    if match := _TIMESTAMP.fullmatch(text):
        text = match.group(1)
    if re.fullmatch(r"\d{4}", text):
        return _date(plain, text)
    if match := _YEAR_FIRST.fullmatch(text) or _EAST_ASIAN.fullmatch(text):
        return _date(plain, *match.groups(default=""))
    if match := _YEAR_LAST.fullmatch(text):
        first, second, year = match.groups()
        return _day_or_month_first(plain, year, first, second)
    if match := _MONTH_YEAR.fullmatch(text):
        return _date(plain, match.group(2), match.group(1))
    if not _DOUBT.search(text):
        for year, month, day in _in_words(text, languages):
            return _date(plain, year, month, day)
    return complaint(ProblemCode.DATE, plain, _nearby(text))


def _date(plain: str, year: str, month: str = "", day: str = "") -> Read:
    number = int(year)
    if not EARLIEST_YEAR <= number <= LATEST_YEAR:
        return complaint(ProblemCode.DATE, plain)
    if month and not 1 <= int(month) <= 12:
        return complaint(ProblemCode.DATE, plain, year)
    if day and not 1 <= int(day) <= calendar.monthrange(number, int(month))[1]:
        return complaint(ProblemCode.DATE, plain, f"{year}-{int(month):02}")
    return Read(("-".join([year, *(f"{int(part):02}" for part in (month, day) if part)]),))


def _day_or_month_first(plain: str, year: str, first: str, second: str) -> Read:
    possible = dict.fromkeys(
        read.value for month, day in ((second, first), (first, second)) if (read := _date(plain, year, month, day)).values
    )
    if len(possible) == 1:
        return Read(tuple(possible))
    if possible:
        return complaint(ProblemCode.DATE_AMBIGUOUS, plain, OR.join(possible))
    return _date(plain, year, second, first)


def _in_words(text: str, languages: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Year, month and day of "14 March 2024", "March 14, 2024", "14 de marzo de 2024", "mars 2024", "2024 March 14"; at most one."""
    numbers: list[str] = []
    words: list[str] = []
    months: set[int] = set()
    # Arabic documents write both names of a month: "آذار/مارس".
    for part in _ORDINAL.sub("", text).split("/"):
        tokens = _TOKEN.findall(part)
        numbers += [token for token in tokens if token.isdecimal()]
        if named := [word for token in tokens if not token.isdecimal() for word in folded(token).split()]:
            months.add(_month_in(named, languages))
            words += named
    month = months.pop() if len(months) == 1 else 0
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if month and len(years) == 1 and len(days) <= 1 and len(numbers) == len(years) + len(days):
        yield years[0], str(month), days[0] if days else ""
    elif not [word for word in words if word not in _CONNECTING] and len(numbers) == 1 == len(years):
        yield years[0], "", ""


def _month_in(words: list[str], languages: tuple[str, ...]) -> int:
    """The month that words name. Some names are two words ("تشرين الأول"); so all are tried before connecting ones are left out."""
    return _month(" ".join(words), languages) or _month(
        " ".join(word for word in words if word not in _CONNECTING and not _is_weekday(word, languages)), languages
    )


def _month(name: str, languages: tuple[str, ...]) -> int:
    """The number of a month by its name, or by its beginning where that says which; 0 if it is none."""
    if not name or len(name) > 40:
        return 0
    for language in languages:
        if number := _months(language).get(name):
            return number
    if len(name) >= 3:
        found = {number for language in languages for month, number in _months(language).items() if month.startswith(name)}
        if len(found) == 1:
            return found.pop()
    return 0


@lru_cache(maxsize=256)
def _months(language: str) -> dict[str, int]:
    """All names CLDR has for the months of a language; what is the name of two is left out."""
    names: dict[str, set[int]] = {name: {number} for name, number in _OTHER_MONTHS.get(language, {}).items()}
    for each in locales(language):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in each.months[context][width].items():
                    name = folded(str(name))
                    # Chinese and Japanese "3月" and bare numbers are read as numbers.
                    if name and not re.fullmatch(r"\d+\D?", name):
                        names.setdefault(name, set()).add(int(number))
                        names.setdefault(" ".join(word for word in name.split() if word not in _CONNECTING), set()).add(int(number))
    return {name: numbers.pop() for name, numbers in names.items() if name and len(numbers) == 1}


@lru_cache(maxsize=256)
def _weekdays(language: str) -> frozenset[str]:
    return frozenset(
        folded(str(name)) for each in locales(language) for width in ("wide", "abbreviated") for name in each.days["format"][width].values()
    )


def _is_weekday(word: str, languages: tuple[str, ...]) -> bool:
    return any(word in _weekdays(language) for language in languages)


def _nearby(text: str) -> str:
    """What to propose for a text that is no date: the one year in it."""
    years = {year for year in _YEAR.findall(text) if EARLIEST_YEAR <= int(year) <= LATEST_YEAR}
    if match := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text):
        read = _date(text, *match.groups())
        return read.value
    return years.pop() if len(years) == 1 else ""


def has_begun(value: str, today: date) -> bool:
    """Whether the first day of an EDTF date is not to come. Dates compare as far as they go: 2026 has begun on its first day."""
    return value <= today.isoformat()[: len(value)]


def last_day(value: str) -> date | None:
    """The last day of an EDTF date such as 2026, 2026-03 or 2026-03-14; None for anything else."""
    parts = value.split("-")
    try:
        year, month, day = (*map(int, parts), *(0, 0))[:3]
        if day:
            return date(year, month, day)
        return date(year, month, calendar.monthrange(year, month)[1]) if month else date(year, 12, 31)
    except ValueError:
        return None
