"""How the store says that it cannot be used."""

from __future__ import annotations


class StoreError(Exception):
    """The database cannot be used, or not now. The message is one line: what is wrong, where, and what to do about it."""


class LockedError(StoreError):
    """Another run holds the lock that was asked for."""
