"""Tests of the types of values: what reading them takes, as the bot would read a page of Meta-Wiki in a language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.core.site import Site
from bot.core.values.locales import with_fallbacks
from bot.core.values.reading import Reading
from bot.core.vocabulary import Vocabulary
from bot.i18n import raw_messages
from bot.jobs.configuration import shipped

PROJECT = Path(__file__).resolve().parents[3]
#: The languages of the messages, in which every meaning is written.
LANGUAGES = ("en", "fr", "es", "ar")

SITE = Site(
    "metawiki",
    language="en",
    namespaces={2: ("User",), 4: ("Meta", "Project"), 10: ("Template",)},
    interwikis={
        "d": "https://www.wikidata.org/wiki/$1",
        "wikidata": "https://www.wikidata.org/wiki/$1",
        "c": "https://commons.wikimedia.org/wiki/$1",
        "commons": "https://commons.wikimedia.org/wiki/$1",
        "m": "https://meta.wikimedia.org/wiki/$1",
        "w": "https://en.wikipedia.org/wiki/$1",
        "fr": "https://fr.wikipedia.org/wiki/$1",
        "es": "https://es.wikipedia.org/wiki/$1",
        "ar": "https://ar.wikipedia.org/wiki/$1",
        "phab": "https://phabricator.wikimedia.org/$1",
        "phabricator": "https://phabricator.wikimedia.org/$1",
    },
    article_url="https://meta.wikimedia.org/wiki/$1",
)


@cache
def vocabulary() -> Vocabulary:
    """All labels of the messages and of the configuration that ships."""
    labels = {language: dict(texts) for language, texts in raw_messages().items()}
    for language, texts in shipped(PROJECT / "templates").configuration.labels().items():
        labels.setdefault(language, {}).update(texts)
    return Vocabulary(labels)


@cache
def reading(language: str = "en") -> Reading:
    """What values on a page in a language are read with: its own names first, then those of the messages' languages."""
    return Reading(SITE, with_fallbacks(language, *LANGUAGES), vocabulary(), "Partnerships/Example")
