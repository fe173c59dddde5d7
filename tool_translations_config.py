"""Where toolforge_i18n, and its checks of every message under pytest, look for the messages."""

from __future__ import annotations

from bot.i18n import translations_config

config = translations_config()
