"""Problems that only all records together show: a partnership's hub that nobody describes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.core.problem import Problem, ProblemCode, Severity
from bot.core.records import Hub, Partnership, Record


def problems(records: Sequence[Record], home: str, interwikis: Mapping[str, str] | None = None) -> list[Problem]:
    """One problem for each ``hub`` that names no page with a hub record. ``interwikis`` gives the site of each prefix."""
    hubs = {(record.source.site, _fold(record.source.title)) for record in records if isinstance(record, Hub)}
    sites = {"m": home, "meta": home, **(interwikis or {})}
    return [
        _problem(record)
        for record in records
        if isinstance(record, Partnership) and record.hub and hubs.isdisjoint(_places(record.hub, record.source.site, home, sites))
    ]


def _places(title: str, site: str, home: str, sites: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Where a title may be meant to lie: on the page's own wiki, at home, or where its prefix says."""
    yield site, _fold(title)
    yield home, _fold(title)
    prefix, colon, rest = title.removeprefix(":").partition(":")
    if colon and prefix.lower() in sites:
        yield sites[prefix.lower()], _fold(rest)


def _fold(title: str) -> str:
    plain = title.replace("_", " ").strip()
    return plain[:1].upper() + plain[1:]


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
