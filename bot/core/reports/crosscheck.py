"""Problems that only all records together show: a partnership's hub that nobody describes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.page_links import fold_title, places
from bot.core.problem import Problem, ProblemCode, Severity
from bot.core.records import Hub, Partnership, Record


def problems(records: Sequence[Record], home: str, interwikis: Mapping[str, str] | None = None) -> list[Problem]:
    """One problem for each ``hub`` that names no page with a hub record. ``interwikis`` gives the site of each prefix."""
    hubs = {(record.source.site, fold_title(record.source.title)) for record in records if isinstance(record, Hub)}
    return [
        _problem(record)
        for record in records
        if isinstance(record, Partnership)
        and record.hub
        and hubs.isdisjoint(places(record.hub, record.source.site, home, interwikis or {}))
    ]


def _problem(record: Partnership) -> Problem:
    source = record.source
    return Problem(
        code=ProblemCode.HUB_UNKNOWN,
        severity=Severity.WARNING,
        site=source.site,
        page_id=source.page_id,
        page=source.title,
        revision=source.revision,
        template=record.template,
        parameter="hub",
        line=0,
        column=0,
        found=record.hub,
        remedy="",
    )
