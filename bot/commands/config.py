"""Command *config*: whether a configuration page is valid, and what would change with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bot.commands.group import read_text
from bot.core.configuration import CONFIGURATION_TITLE, Configuration
from bot.core.configuration_difference import differences, lost_codes
from bot.core.configuration_text import Configured, read
from bot.core.records import Record
from bot.core.wiki_settings import WikiSettings
from bot.jobs.configuration import Loaded

MODELS: dict[str, type[Configured]] = {"configuration": Configuration, "settings": WikiSettings}


def schema(kind: str) -> str:
    """The JSON Schema of a page."""
    return json.dumps(MODELS[kind].model_json_schema(), ensure_ascii=False, indent=2)


def shown(in_force: Loaded, kind: str) -> str:
    """What is in force, as the page would say it."""
    value = in_force.configuration if kind == "configuration" else in_force.settings
    return json.dumps(value.model_dump(mode="json"), ensure_ascii=False, indent="\t")


def told(in_force: Loaded, home: str) -> str:
    """A line on which configuration pages were read by."""
    if in_force.revision:
        return f"read by {CONFIGURATION_TITLE} of {home}, revision {in_force.revision}"
    return f"read by the configuration that comes with the tool: {home} has none, or was not asked yet (--write names where it stands)"


def checked(
    file: Path,
    kind: str,
    in_force: Loaded,
    *,
    read_with: Callable[[Configuration], Sequence[Record]] | None,
    stored: Iterable[Record],
) -> tuple[list[str], bool]:
    """What to tell of a file, and whether it is valid.

    ``read_with`` reads the pages of the named wikis by a configuration; ``stored`` are the records of the database.
    """
    found = read(read_text(file), MODELS[kind])
    if isinstance(found, tuple):
        return [f"{file}:{problem.line}: {problem.path or 'the whole'}: {problem.found}; {problem.remedy}" for problem in found], False
    before = in_force.configuration if kind == "configuration" else in_force.settings
    lines = list(differences(before, found)) or ["nothing would change"]
    if isinstance(found, Configuration):
        lines += _losses(stored, found)
        if read_with is not None:
            lines.append(_read_differently(read_with(in_force.configuration), read_with(found)))
    return lines, True


def _losses(stored: Iterable[Record], after: Configuration) -> list[str]:
    losing = [record for record in stored if lost_codes(record, after)]
    return [f"{len(losing)} records of the database would lose a code"] if losing else []


def _read_differently(before: Sequence[Record], after: Sequence[Record]) -> str:
    old, new = ({record.key: record.model_dump() for record in records} for records in (before, after))
    differ = sum(1 for key in old.keys() & new.keys() if old[key] != new[key])
    return (
        f"{differ} of {len(old)} records would read differently, {len(new.keys() - old.keys())} would be added, "
        f"{len(old.keys() - new.keys())} would be gone"
    )
