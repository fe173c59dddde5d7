"""Titles of the pages that the bot keeps below its root on the home wiki, and of those by which it is stopped."""

from __future__ import annotations

#: Tasks that can be stopped by themselves.
TASKS = ("collect", "measure", "publish", "recognise", "tasks", "tidy")


def stop_title(page_root: str, task: str) -> str:
    """The title of a task's stop page."""
    return f"{page_root}/Bot/Run/{task}"


def status_title(page_root: str) -> str:
    """The title of the page that tells how the bot is doing."""
    return f"{page_root}/Bot/Status"


def reports_root(page_root: str) -> str:
    """Under this title stand the reports."""
    return f"{page_root}/Reports/"


def weeks_root(page_root: str) -> str:
    """Under this title stand the pages of what was new and changed in a week."""
    return f"{page_root}/New and changed/"


def recognition_root(page_root: str) -> str:
    """Under this title stand the pages of what was delivered in a year."""
    return f"{page_root}/Recognition/"
