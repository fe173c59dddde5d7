"""The templates: one class each. The class is the schema, and everything else is derived from it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bot.core.records.base import Parameter, Record, RecordKey, Source
from bot.core.records.hub import Hub
from bot.core.records.partnership import Partnership

#: Every record class by its kind.
RECORDS: Mapping[str, type[Record]] = {record.kind: record for record in (Partnership, Hub)}


@cache
def parameters(record: type[Record]) -> Mapping[str, Parameter]:
    """Give the declared parameters of a record class by their field's name, in the order of the class."""
    declared = {}
    for name, field in record.model_fields.items():
        for mark in field.metadata:
            if isinstance(mark, Parameter):
                declared[name] = mark
    return declared


@cache
def parameter_names(record: type[Record]) -> Mapping[str, str]:
    """Give every name a template accepts, aliases of all languages included, with the field it fills or is checked for."""
    names = {}
    for field, parameter in (*parameters(record).items(), *record.CHECKED.items()):
        names[parameter.name or field] = field
        for aliases in parameter.aliases.values():
            names.update(dict.fromkeys(aliases, field))
    return names


__all__ = ["RECORDS", "Hub", "Parameter", "Partnership", "Record", "RecordKey", "Source", "parameter_names", "parameters"]
