"""Keeps partnership pages of Wikimedia wikis in order, indexes them and reports on them."""

__version__ = "0.1.0"
