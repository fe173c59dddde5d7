"""The same as the pages, for programs: JSON to read, under ``/api/v1``."""
