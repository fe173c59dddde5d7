"""Dates as people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from babel import Locale
from babel.dates import format_date, format_skeleton


def date_in_words(value: str, locale: Locale) -> str:
    """A date in EDTF (``2026``, ``2026-03``, ``2026-03-14``) in words; anything else as it is."""
    try:
        match [int(part) for part in value.split("-")]:
            case [year, month]:
                return str(format_skeleton("yMMMM", datetime(year, month, 1, tzinfo=UTC), locale=locale))
            case [year, month, day]:
                return format_date(date(year, month, day), "long", locale=locale)
            case _:
                return value
    except (ValueError, KeyError):
        return value
