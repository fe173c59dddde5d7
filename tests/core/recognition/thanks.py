"""Acknowledgements made by hand, for the tests of what is printed."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from bot.core.recognition.acknowledgement import Acknowledgement, CategoryReach, Gift
from bot.core.recognition.reach import Reach
from bot.core.recognition.wording import Message
from bot.i18n import Messages

LANGUAGES: Mapping[str, Literal["ltr", "rtl"]] = {"en": "ltr", "fr": "ltr", "es": "ltr", "ar": "rtl"}
CATEGORY = "Media from the Museum of the Two Rivers"

#: Everything about it is known, but for one month and one figure.
USUAL = Acknowledgement(
    partners=("Museum of the Two Rivers",),
    name="Two Rivers",
    title="Partnerships/Two Rivers",
    address="https://meta.wikimedia.org/wiki/Partnerships/Two_Rivers",
    revision=26000123,
    began="2024-03",
    ended="",
    lead="Two Rivers Wikimedians User Group",
    written="2026-11-24",
    gifts=(
        Gift("media", "Photographs of river festivals", "2025-11", 2400, 1800),
        Gift("metadata", "Catalogue of masks", "2026", 900),
        Gift("expertise", "", ""),
    ),
    reach=(
        CategoryReach(
            CATEGORY,
            (
                Reach(CATEGORY, "2026-07", 2390, 300, 480, 16, 52000),
                Reach(CATEGORY, "2026-08", 2395, 305, 490, 16, 61000),
                Reach(CATEGORY, "2026-10", 2400, None, 502, 17, 64500),
            ),
        ),
    ),
)


def changed(**values: Any) -> Acknowledgement:
    """The usual one, but for some values."""
    return dataclasses.replace(USUAL, **values)


@cache
def _messages() -> Messages:
    return Messages.load()


def message(language: str) -> Message:
    """The project's messages in a language."""
    return functools.partial(_messages(), language)
