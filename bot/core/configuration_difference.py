"""What would change if another configuration came into force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.core.configuration import Configuration, Configured
from bot.core.records import RECORDS, Record, parameters
from bot.core.values.code import Code
from bot.core.values.lists import ListOf

#: By what the parts of a list are told apart.
_NAMES: Mapping[str, tuple[str, ...]] = {"checks": ("code",), "mappings": ("wiki", "template"), "candidates": ("wiki",)}


def differences(before: Configured, after: Configured) -> Sequence[str]:
    """One line each: ``+ codes.theme.art`` (added), ``- …`` (removed), ``~ checks.contact.points: 10 -> 15``; sorted by path."""
    return tuple(line for _, line in sorted(_compared("", _named("", before.model_dump()), _named("", after.model_dump()))))


def lost_codes(record: Record, after: Configuration) -> frozenset[tuple[str, str]]:
    """The codes that a record states and that no family has any more, with the field they stand in."""
    lost = set()
    for field, parameter in parameters(RECORDS[record.kind]).items():
        type_ = parameter.type.type if isinstance(parameter.type, ListOf) else parameter.type
        if isinstance(type_, Code):
            known = next((codes for family, codes in after.codes.items() if family == type_.family), {})
            lost |= {(field, code) for code in record.values(field) if known and code not in known}
    return frozenset(lost)


def _named(name: str, value: Any) -> Any:  # noqa: ANN401 -- whatever JSON may hold
    """Lists whose parts have names, as mappings by those."""
    if name in _NAMES and not isinstance(value, Mapping):  # a code may be called so too
        return {"/".join(str(part[key]) for key in _NAMES[name]): _named("", part) for part in value}
    if isinstance(value, Mapping):
        return {str(key): _named(str(key), part) for key, part in value.items()}
    return value


def _compared(path: str, before: Any, after: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    if before == after:
        return
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        yield path, f"~ {path}: {_shown(before)} -> {_shown(after)}"
        return
    for key in {*before, *after}:
        place = f"{path}.{key}" if path else key
        if key not in after:
            yield place, f"- {place}"
        elif key not in before:
            yield place, f"+ {place}"
        else:
            yield from _compared(place, before[key], after[key])


def _shown(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "nothing"
    return str(value) if value not in {None, ""} else "nothing"
