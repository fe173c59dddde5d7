"""Which pages are translations made by the Translate extension, and so no records of their own."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.translate_markup import has_markup
from bot.core.values.language import is_language_code


def translation_pages(titles_with_markup: Mapping[str, bool]) -> frozenset[str]:
    """Give the titles that are translations, once all pages of a wiki are known.

    ``titles_with_markup`` says of each title whether its page carries ``<translate>`` or ``<languages``. A translation's last part is
    a language code, and the page without that part carries the markup; the page in the source language (``Page/en``) is one too.
    """
    return frozenset(title for title in titles_with_markup if titles_with_markup.get(base_title(title), False))


def base_title(title: str) -> str:
    """Give the title of which this could be a translation; empty where the last part is no language code."""
    base, slash, last = title.rpartition("/")
    return base if slash and is_language_code(last) else ""


__all__ = ["base_title", "has_markup", "translation_pages"]
