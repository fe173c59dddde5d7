"""Texts as terms, the same for what is searched and what is searched for, so that two databases find the same.

A term is a folded word; of scripts that put no blanks between words, each letter with the one after it, and the last alone. Databases
leave out short words, common English ones and letters they do not know: they are given terms as ASCII, never shorter than three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.core.records import Record, parameters
from bot.core.values.affiliate import Affiliate
from bot.core.values.choice import Choice
from bot.core.values.code import Code
from bot.core.values.country import Country, country_name
from bot.core.values.folding import folded_character
from bot.core.values.item import Item
from bot.core.values.lists import ListOf
from bot.core.values.places import TextOrTask
from bot.core.values.property import Property
from bot.core.values.reading import ValueType
from bot.core.values.region import Region
from bot.core.values.text import Text
from bot.core.vocabulary import Vocabulary

#: A query's words of so many letters are looked for at the beginning of words too.
SHORTEST_BEGINNING = 3
#: More terms of a query are not looked for.
MAX_TERMS = 20

# Thai, Lao, Myanmar, Khmer, Kana, Han, the last with their further planes.
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\U00020000-\U0003ffff]"
)
# Vowel signs and tone marks belong to the letter before them; those of Thai that are letters by name are letters.
_SIGN = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b6-\u17d3\u3099\u309a]")
# "المتحف" is a museum as "متحف" is.
_ARABIC_ARTICLE = re.compile("(?:[وبفك]?ال|لل)(?=[\u0620-\u064a]{3})")
#: InnoDB takes terms up to this length.
_MAX_LENGTH = 84
_ASCII, _OTHER = "zz", "zx"


@dataclass(frozen=True, slots=True)
class Token:
    """A term, and the span of the text that it stands for; ``letter_end`` is where the span's first letter ends, if it is one of two."""

    term: str
    start: int
    end: int
    letter_end: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term of a query; ``begins`` where longer terms that begin with it will do."""

    term: str
    begins: bool

    def is_met_by(self, term: str) -> bool:
        """Whether a term of a text is what is wanted."""
        return term.startswith(self.term) if self.begins else term == self.term


@dataclass(frozen=True, slots=True)
class Searched:
    """The terms of a record, separated by blanks: those of its names, and all of them."""

    names: str
    all: str


def tokens(text: str) -> Iterator[Token]:
    """Every term of a text, in its order."""
    for chunk in re.finditer(r"\S+", text):
        for token in _tokens(chunk[0]):
            yield Token(token.term, token.start + chunk.start(), token.end + chunk.start(), token.letter_end + chunk.start())


def wanted(query: str) -> tuple[Wanted, ...]:
    """What a query looks for, each once: a text fits that has all of it. Empty for a query without letters and digits."""
    found: dict[Wanted, None] = {}
    lonely: dict[Wanted, None] = {}
    for chunk in re.finditer(r"\S+", query):
        for run in _runs(chunk[0]):
            if run.is_spaced:
                term = _term(run.word)
                # A letter alone is mostly what an apostrophe cut off.
                (found if len(run.word) > 1 else lonely)[Wanted(term, len(run.word) >= SHORTEST_BEGINNING)] = None
            elif len(run.letters) == 1:
                found[Wanted(_term(run.word), begins=True)] = None
            else:
                found |= {Wanted(_term(first.text + second.text), begins=False): None for first, second in _pairs(run)}
    return tuple(found or lonely)[:MAX_TERMS]


def highlights(text: str, query: str) -> list[tuple[int, int]]:
    """The spans ``[start, end)`` of a text that a query found, apart from each other and in order."""
    looked_for = wanted(query)
    spans: list[tuple[int, int]] = []
    for token in tokens(text):
        fitting = [each for each in looked_for if each.is_met_by(token.term)]
        if not fitting:
            continue
        end = token.end if any(each.term == token.term or not each.begins for each in fitting) else token.letter_end
        if spans and token.start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((token.start, end))
    return spans


def searched(record: Record, vocabulary: Vocabulary) -> Searched:
    """The terms of a record: of its names and prose, its codes and what they are called in the languages of the vocabulary."""
    names = (record.display_name, *record.values("partner"))
    more = [text for field, type_ in _types(type(record)) for value in record.values(field) for text in _texts(type_, value, vocabulary)]
    more += [text for region in record.all_regions for text in _labels("region", region, vocabulary)]
    return Searched(_terms(names), _terms((*names, *more)))


def _terms(texts: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(token.term for text in texts for token in tokens(text)))


@cache
def _types(record: type[Record]) -> tuple[tuple[str, ValueType], ...]:
    """Field and type of the values of each parameter."""
    declared = {field: parameter.type for field, parameter in parameters(record).items()}
    return tuple((field, type_.type if isinstance(type_, ListOf) else type_) for field, type_ in declared.items())


def _texts(type_: ValueType, value: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """By what a value can be found; by nothing those that name people or addresses."""
    match type_:
        case Text() | TextOrTask() | Affiliate() | Item() | Property():
            return (value,)
        case Choice() | Code():
            return (value, *_labels(type_.family, value, vocabulary))
        case Region():
            return (value,)
        case Country():
            return tuple(country_name(value, (language,)) for language in vocabulary.languages)
        case _:
            return ()


def _labels(family: str, code: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(vocabulary.label(family, code, (language,)) for language in vocabulary.languages)


@dataclass(frozen=True, slots=True)
class _Letter:
    """A folded letter with its signs, and where it stood."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Run:
    """Letters without anything between them, all of scripts of one sort."""

    letters: tuple[_Letter, ...]
    is_spaced: bool

    @property
    def word(self) -> str:
        """The folded letters."""
        return "".join(letter.text for letter in self.letters)


@lru_cache(maxsize=50_000)
def _tokens(chunk: str) -> tuple[Token, ...]:
    """Those of a text without blanks; the same words come again and again."""
    return tuple(token for run in _runs(chunk) for token in _of_run(run))


def _of_run(run: _Run) -> Iterator[Token]:
    last = run.letters[-1]
    if run.is_spaced:
        yield Token(_term(run.word), run.letters[0].start, last.end, last.end)
        return
    for first, second in _pairs(run):
        yield Token(_term(first.text + second.text), first.start, second.end, first.end)
    yield Token(_term(last.text), last.start, last.end, last.end)


def _pairs(run: _Run) -> Iterator[tuple[_Letter, _Letter]]:
    return zip(run.letters, run.letters[1:])  # noqa: B905 (the last has none after it)


def _runs(chunk: str) -> Iterator[_Run]:
    letters: list[_Letter] = []
    is_spaced = True
    for place, character in enumerate(chunk):
        for part in folded_character(character):
            if letters and not is_spaced and _SIGN.match(part):
                before = letters.pop()
                letters.append(_Letter(before.text + part, before.start, place + 1))
                continue
            spaced = not _WITHOUT_SPACES.match(part)
            if letters and (part == " " or spaced is not is_spaced):
                yield _Run(tuple(letters), is_spaced)
                letters = []
            if part != " ":
                letters.append(_Letter(part, place, place + 1))
                is_spaced = spaced
    if letters:
        yield _Run(tuple(letters), is_spaced)


def _term(word: str) -> str:
    """A folded word as databases take it. What one begins with, its term begins with; only of overlong ones the end is cut off."""
    word = _ARABIC_ARTICLE.sub("", word, count=1) if _ARABIC_ARTICLE.match(word) else word
    return (_ASCII + word if word.isascii() else _OTHER + word.encode().hex())[:_MAX_LENGTH]
