"""Command *templates*: what on the wiki follows from the classes of records, written into ``templates/``."""

from __future__ import annotations

from pathlib import Path

from bot.core.template_pages import pages
from bot.i18n import raw_messages
from bot.wiki.titles import path_of


def made(directory: Path) -> dict[Path, str]:
    """Every file that is made, with its text."""
    return {directory / path_of(title): text for title, text in pages(raw_messages()).items()}


def write(directory: Path) -> list[Path]:
    """Write those files that say something else; give which."""
    changed = []
    for file, text in made(directory).items():
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            changed.append(file)
    return changed
