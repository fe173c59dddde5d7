"""Labels of codes in all languages: "en cours" is the status ``active``. Handed in, never loaded here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.values.folding import folded, nearest


@dataclass(frozen=True, slots=True)
class Unclear:
    """A text that names no code, or several: ``candidates``. ``similar`` is the label that looks most like it, or empty."""

    candidates: tuple[str, ...] = ()
    similar: str = ""


def merged(*messages: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Messages by language and key as one; what comes later counts."""
    found: dict[str, dict[str, str]] = {}
    for by_language in messages:
        for language, texts in by_language.items():
            found.setdefault(language, {}).update(texts)
    return found


class Vocabulary:
    """Labels by language and message key: ``label-<family>-<code>``, e.g. ``label-status-active``."""

    def __init__(self, labels: Mapping[str, Mapping[str, str]]) -> None:
        """``labels`` maps a MediaWiki language code to message keys and their texts; keys that are not labels are ignored."""
        self._labels: dict[str, dict[str, str]] = {
            language: {key: text for key, text in messages.items() if key.startswith("label-") and text}
            for language, messages in labels.items()
        }
        self._codes: dict[tuple[str, str], dict[str, frozenset[str]]] = {}
        self._families: dict[str, tuple[str, ...]] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have labels, sorted."""
        return tuple(sorted(self._labels))

    def label(self, family: str, code: str, languages: Sequence[str] = ("en",)) -> str:
        """The label of a code in the first of the languages that has one, else in English, else the code."""
        key = f"label-{family}-{code}"
        for language in (*languages, "en"):
            if text := self._labels.get(language, {}).get(key):
                return text
        return code

    def codes(self, family: str) -> tuple[str, ...]:
        """Every code of a family that has a label in any language, sorted."""
        if family not in self._families:
            prefix = f"label-{family}-"
            keys = {key for messages in self._labels.values() for key in messages if key.startswith(prefix)}
            self._families[family] = tuple(sorted(key.removeprefix(prefix) for key in keys))
        return self._families[family]

    def code(self, family: str, text: str, languages: Sequence[str] = ("en",)) -> str | Unclear:
        """The code that a text names: a label in one of the languages, those first, else in any. Case and accents do not count.

        The first language that knows the text decides; all the others are asked together.
        """
        wanted = folded(text)
        if not wanted:
            return Unclear()
        for language in languages:
            if found := self._by_label(family, language).get(wanted):
                return next(iter(found)) if len(found) == 1 else Unclear(tuple(sorted(found)))
        everywhere: set[str] = set()
        for language in self._labels:
            everywhere |= self._by_label(family, language).get(wanted, frozenset())
        if everywhere:
            return everywhere.pop() if len(everywhere) == 1 else Unclear(tuple(sorted(everywhere)))
        return Unclear((), self._similar(family, wanted, languages))

    def _similar(self, family: str, wanted: str, languages: Sequence[str]) -> str:
        candidates: dict[str, str] = {}
        for language in (*languages, "en"):
            for label, codes in self._by_label(family, language).items():
                candidates.setdefault(label, self.label(family, min(codes), (language,)))
        return candidates.get(nearest(wanted, candidates), "")

    def _by_label(self, family: str, language: str) -> Mapping[str, frozenset[str]]:
        known = self._codes.get((family, language))
        if known is None:
            prefix = f"label-{family}-"
            known = {}
            for key, text in self._labels.get(language, {}).items():
                if key.startswith(prefix) and (label := folded(text)):
                    known[label] = known.get(label, frozenset()) | {key.removeprefix(prefix)}
            self._codes[family, language] = known
        return known
