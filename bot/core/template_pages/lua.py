"""Plain values as Lua writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Value = str | bool | int | Sequence["Value"] | Mapping[str, "Value"]

LONGEST_LINE = 130
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_RESERVED = frozenset(
    "and break do else elseif end false for function if in local nil not or repeat return then true until while".split()  # noqa: SIM905
)


def literal(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Mapping):
        inner = [f"{key(name)} = {literal(entry)}" for name, entry in value.items()]
    else:
        inner = [literal(entry) for entry in value]
    return f"{{ {', '.join(inner)} }}" if inner else "{}"


def pretty(value: Value, indent: int = 0, before: int = 0) -> str:
    """A value on one line if that is short, else with a line for each entry. ``before`` characters stand before it."""
    line = literal(value)
    if isinstance(value, str | bool | int) or not value or 4 * indent + before + len(line) <= LONGEST_LINE:
        return line
    tabs = "\t" * (indent + 1)
    if isinstance(value, Mapping):
        lines = [f"{tabs}{key(name)} = {pretty(entry, indent + 1, len(key(name)) + 4)}," for name, entry in value.items()]
    else:
        lines = [f"{tabs}{pretty(entry, indent + 1, 1)}," for entry in value]
    return "\n".join(("{", *lines, "\t" * indent + "}"))


def key(name: str) -> str:
    """A key of a table."""
    return name if _NAME.fullmatch(name) and name not in _RESERVED else f"[{_quoted(name)}]"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"
