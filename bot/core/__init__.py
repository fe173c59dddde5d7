"""The rules. Pure: no clock, no files, no network, no database."""
