"""The parsers that are compared, doing the same work: find each template of a page, read its name and its parameters' names and values.

``python -m tests.benchmarks.readers READER FILE…`` is one whole process of that; each loads only what it needs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.memory import peak_memory


class Counted(NamedTuple):
    """What a reader saw of a page; ``characters`` of names and values, so that none can be lazy about them."""

    templates: int
    parameters: int
    characters: int


Reader = Callable[[str], Counted]


def _bot() -> Reader:
    from bot.core.scanner import scan  # noqa: PLC0415

    def read(text: str) -> Counted:
        calls = scan(text, inside_tags=True).calls
        parameters = characters = 0
        for call in calls:
            characters += len(call.name)
            for argument in call.arguments:
                parameters += 1
                characters += len(argument.name) + len(argument.value)
        return Counted(len(calls), parameters, characters)

    return read


def _mwparserfromhell() -> Reader:
    import mwparserfromhell  # noqa: PLC0415

    def read(text: str) -> Counted:
        templates = mwparserfromhell.parse(text).filter_templates()
        parameters = characters = 0
        for template in templates:
            characters += len(str(template.name))
            for parameter in template.params:
                parameters += 1
                characters += len(str(parameter.name)) + len(str(parameter.value))
        return Counted(len(templates), parameters, characters)

    return read


def _wikitextparser() -> Reader:
    import wikitextparser  # type: ignore[import-untyped]  # noqa: PLC0415

    def read(text: str) -> Counted:
        parsed = wikitextparser.parse(text)
        templates = [*parsed.templates, *parsed.parser_functions]
        parameters = characters = 0
        for template in templates:
            characters += len(template.name)
            for argument in template.arguments:
                parameters += 1
                characters += len(argument.name) + len(argument.value)
        return Counted(len(templates), parameters, characters)

    return read


#: Each loads a parser when it is called.
READERS: Mapping[str, Callable[[], Reader]] = {"bot": _bot, "mwparserfromhell": _mwparserfromhell, "wikitextparser": _wikitextparser}


def main(reader: str, *files: str) -> None:
    """Read the files and print what was seen and the process's peak memory in MB, as JSON."""
    read = READERS[reader]()
    templates = sum(read(Path(file).read_text(encoding="utf-8")).templates for file in files)
    print(json.dumps({"templates": templates, "memory": peak_memory()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
