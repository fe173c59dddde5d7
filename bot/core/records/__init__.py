"""The templates: one class each. The class is the schema, and everything else is derived from it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bot.core.records.base import Parameter, Record, RecordKey, Source
from bot.core.records.contribution import Contribution
from bot.core.records.hub import Hub
from bot.core.records.inquiry import Inquiry
from bot.core.records.learning_module import LearningModule
from bot.core.records.lesson import Lesson
from bot.core.records.nomination import Nomination
from bot.core.records.partnership import Partnership
from bot.core.records.task import Task
from bot.core.records.tool import Tool

#: Every record class by its kind.
RECORDS: Mapping[str, type[Record]] = {
    record.kind: record for record in (Partnership, Hub, Contribution, Lesson, Tool, LearningModule, Task, Nomination, Inquiry)
}


@cache
def parameters(record: type[Record]) -> Mapping[str, Parameter]:
    """Give the declared parameters of a record class by their field's name, in the order of the class."""
    declared = {}
    for name, field in record.model_fields.items():
        for mark in field.metadata:
            if isinstance(mark, Parameter):
                declared[name] = mark
    return declared


def parameter_name(record: type[Record], field: str) -> str:
    """Give the name on the wiki of the parameter that fills a field."""
    return parameters(record)[field].name or field


@cache
def parameter_names(record: type[Record]) -> Mapping[str, str]:
    """Give every name a template accepts, aliases of all languages included, with the field it fills."""
    names = {}
    for field, parameter in parameters(record).items():
        names[parameter.name or field] = field
        for aliases in parameter.aliases.values():
            names.update(dict.fromkeys(aliases, field))
    return names


__all__ = [
    "RECORDS",
    "Contribution",
    "Hub",
    "Inquiry",
    "LearningModule",
    "Lesson",
    "Nomination",
    "Parameter",
    "Partnership",
    "Record",
    "RecordKey",
    "Source",
    "Task",
    "Tool",
    "parameter_name",
    "parameter_names",
    "parameters",
]
