"""What is like what, and why: records share features, each of which weighs something. Whoever wonders can count again.

===================== ======  =================================
the same partner item      5
theme                      3  each
program                    2  each
kind of partner            2
gap, technology            2  each
country                    2  each
project, language          1  each
region, hub                1  each
rare word                  1  each, the first 3 of the alphabet
===================== ======  =================================

Two are alike that share features of ``ALIKE`` together; of those that are so alike the newest come first. Reasons are told in the order
of this table, and within a family by their codes. Words are those of names, partners, summaries, problems and solutions; which are rare
is said in ``bot.core.words``.

Nothing is compared with everything: for each record those are looked up that share its features, from the rarest and weightiest to the
commonest, the newest records first, up to a number of look-ups. Among a hundred records none is missed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.page_links import fold_title
from bot.core.records import Record
from bot.core.values.date import last_day
from bot.core.words import only_rare, words_of

#: Below this weight together two records are not alike.
ALIKE = 4
#: So often it is looked who has a feature of a record: of many records less often each, but so often at least.
LOOK_UPS, MOST = 500_000, 100
#: So many are compared in full.
COMPARED = 6
#: So many shared words count.
MOST_WORDS = 3

#: A feature: the family of its code, and the code.
Feature = tuple[str, str]

_WORD = "word"
#: By family, in the order in which reasons are told: the field and its weight.
_FIELDS: Mapping[str, tuple[tuple[str, ...], int]] = {
    "item": (("partner_qid",), 5),
    "theme": (("themes",), 3),
    "program": (("programs",), 2),
    "partner-type": (("partner_type",), 2),
    "gap": (("gaps",), 2),
    "technology": (("technology",), 2),
    "country": (("country", "countries"), 2),
    "wiki": (("projects",), 1),
    "language": (("languages",), 1),
}
_WEIGHTS = {family: weight for family, (_, weight) in _FIELDS.items()} | {"region": 1, "hub": 1, _WORD: 1}
_PLACES = {family: place for place, family in enumerate(_WEIGHTS)}
#: Where the words of a record are.
_TEXTS = ("name", "partner", "summary", "title", "problem", "solution")


@dataclass(frozen=True, slots=True)
class Likeness:
    """A record that is like another: how much what they share weighs, and what that is, the weightiest first."""

    record: Record
    weight: int
    reasons: tuple[Feature, ...]


class Features:
    """What each of some records has that others may share. Words are rare among all of them."""

    def __init__(self, records: Sequence[Record]) -> None:
        """By the identity of the object: the records are kept, so that it stays theirs."""
        self._records = {id(record): record for record in records}
        words = only_rare([_words(record) for record in self._records.values()])
        self._features = {number: _features(record, rare) for (number, record), rare in zip(self._records.items(), words, strict=True)}

    def __len__(self) -> int:
        return len(self._records)

    def of(self, record: Record) -> frozenset[Feature]:
        """The features of one of the records."""
        return self._features[id(record)]


class Similar:
    """Finds among records those that are like one."""

    def __init__(self, among: Sequence[Record], features: Features) -> None:
        """``features`` are those of all these records, and of those that will be asked about."""
        self._among = sorted(among, key=_newest)
        self._features = features
        self._look_ups = max(MOST, LOOK_UPS // max(len(features), 1))
        self._having: dict[Feature, list[int]] = defaultdict(list)
        for place, record in enumerate(self._among):
            for feature in features.of(record):
                self._having[feature].append(place)
        # When it is a feature's turn: a weighty one may be less rare than a light one.
        turns = sorted(self._having, key=lambda feature: (len(self._having[feature]) / _WEIGHTS[feature[0]] ** 2, feature))
        self._turns = {feature: turn for turn, feature in enumerate(turns)}

    def like(self, record: Record, number: int = 3) -> list[Likeness]:
        """The records most like one that was handed in, itself left out: weightiest first, then newest, then by key."""
        mine = self._features.of(record)
        found = []
        for place in self._promising(record, mine):
            shared = _counted(mine & self._features.of(self._among[place]))
            weight = sum(_WEIGHTS[family] for family, _ in shared)
            if weight >= ALIKE:
                found.append((-weight, place, shared))
        return [Likeness(self._among[place], -weight, shared) for weight, place, shared in sorted(found)[:number]]

    def _promising(self, record: Record, mine: frozenset[Feature]) -> list[int]:
        """The places of the few that are worth comparing in full: those that share most, as far as was looked."""
        weights: dict[int, int] = {}
        words: dict[int, int] = {}
        left = self._look_ups
        for feature in sorted(filter(self._turns.__contains__, mine), key=self._turns.__getitem__):
            having = self._having[feature]
            weight = _WEIGHTS[feature[0]]
            counted = words if feature[0] == _WORD else weights
            for place in having[:left]:
                counted[place] = counted.get(place, 0) + weight
            left -= len(having)
            if left <= 0:
                break
        for place, shared in words.items():
            weights[place] = weights.get(place, 0) + (shared if shared < MOST_WORDS else MOST_WORDS)
        # Where not everything was looked at, they may share more than was seen.
        bar = ALIKE if left > 0 else ALIKE // 2
        likely = [(-weight, place) for place, weight in weights.items() if weight >= bar and self._among[place] is not record]
        return [place for _, place in sorted(likely)[:COMPARED]]


def _newest(record: Record) -> tuple[int, str, int, str, str]:
    """The newest first, by start or update; then by key."""
    day = last_day(next(iter(record.values("start") or record.values("updated")), "")) or date.min
    return -day.toordinal(), record.source.site, record.source.page_id, record.kind, record.key_name


def _features(record: Record, words: frozenset[str]) -> frozenset[Feature]:
    found = {(family, code) for family, (fields, _) in _FIELDS.items() for field in fields for code in record.values(field)}
    found |= {("region", region) for region in record.all_regions}
    found |= {("hub", fold_title(title.removeprefix("m:"))) for title in record.values("hub")}
    return frozenset(found | {(_WORD, word) for word in words})


def _words(record: Record) -> frozenset[str]:
    return frozenset(word for field in _TEXTS for text in record.values(field) for word in words_of(text))


def _counted(shared: frozenset[Feature]) -> tuple[Feature, ...]:
    """What counts of what is shared, the weightiest first: of the words the first three."""
    ordered = sorted(shared, key=lambda feature: (-_WEIGHTS[feature[0]], _PLACES[feature[0]], feature[1]))
    words = [feature for feature in ordered if feature[0] == _WORD]
    return tuple(feature for feature in ordered if feature[0] != _WORD or feature in words[:MOST_WORDS])
