"""A nomination's page: read as its history has it, and told what became of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.core.page import Page
from bot.core.parse import Reader, parse
from bot.core.problem import ProblemCode, Severity
from bot.core.records import Nomination, parameter_name, parameter_names
from bot.core.rewrite import escape_value, set_parameter
from bot.core.scanner import TemplateCall, scan

_TAG = re.compile(r"</?[a-z!]|\{\{", re.IGNORECASE)


def nomination_in(page: Page, text: str, reader: Reader) -> Nomination | None:
    """The one nomination that a text of the page holds; None where it holds none, or several, or one that shows something else.

    Of a parameter and its alias the template on the wiki shows another than is read here: it cannot know which is the last. Tags and
    templates in a reason can hide from the approver what would be sent.
    """
    parsed = parse(replace(page, text=text), reader)
    found = [record for record in parsed.records if isinstance(record, Nomination)]
    is_clear = not any(each.code is ProblemCode.DUPLICATE_PARAMETER and each.severity is Severity.WARNING for each in parsed.problems)
    return found[0] if len(found) == 1 and is_clear and not _hides(text, reader) else None


def with_values(text: str, values: Mapping[str, str], reader: Reader) -> str:
    """The page with fields of its nomination set to plain text; all else stays to the byte. Raises RewriteError."""
    for field, value in values.items():
        call = _call(text, reader)
        if call is None:
            return text
        names = parameter_names(Nomination)
        given = [argument for argument in call.arguments if names.get(argument.name) == field]
        name = given[-1].name if given else parameter_name(Nomination, field)
        if given or value:
            text = set_parameter(text, call, name, escape_value(value), reader.site.extension_tags)
    return text


def _hides(text: str, reader: Reader) -> bool:
    names = parameter_names(Nomination)
    call = _call(text, reader)
    reasons = [argument.value for argument in call.arguments if names.get(argument.name) == "reason"] if call else []
    return any(_TAG.search(reason) for reason in reasons)


def _call(text: str, reader: Reader) -> TemplateCall | None:
    calls = scan(text, reader.site.extension_tags).calls
    return next((call for call in calls if reader.kind(call.name) == Nomination.kind), None)
