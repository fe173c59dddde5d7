"""Records of the tests' own, so that the store is tested as it is: for any record class."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from bot.core.page import Page, Revision
from bot.core.problem import Problem, ProblemCode, Severity
from bot.core.records.base import Record, Source

NOON = datetime(2026, 3, 14, 12, 0, 0, 123456, tzinfo=UTC)


class Museum(Record):
    """A record with a text and a list."""

    kind: ClassVar[str] = "museum"
    template: ClassVar[str] = "Museum"

    city: str = ""
    themes: tuple[str, ...] = ()


class Hub(Record):
    """A record of a second kind."""

    kind: ClassVar[str] = "hub"
    template: ClassVar[str] = "Partnership hub"

    regions: tuple[str, ...] = ()


TYPES: dict[str, type[Record]] = {"museum": Museum, "hub": Hub}


def page(number: int = 1, *, site: str = "metawiki", title: str = "", revision: int = 10, when: datetime = NOON) -> Page:
    """A page by its id."""
    return Page(
        site=site, id=number, title=title or f"Page {number}", namespace=0, revision=Revision(revision, when, "Ana"), text="{{Museum}}"
    )


def source(of: Page, start: int = 0) -> Source:
    """A place in a page."""
    return Source(
        site=of.site,
        page_id=of.id,
        title=of.title,
        namespace=of.namespace,
        revision=of.revision.id,
        timestamp=of.revision.timestamp,
        start=start,
        end=start + 10,
    )


def museum(of: Page, name: str = "Louvre", *, key: str = "", city: str = "Paris", themes: tuple[str, ...] = ()) -> Museum:
    """A museum that stands on a page."""
    return Museum(source=source(of), display_name=name, key_name=key or name.casefold(), city=city, themes=themes)


def hub(of: Page, name: str = "Sahel hub") -> Hub:
    """A hub that stands on a page."""
    return Hub(source=source(of), display_name=name, key_name=name.casefold(), regions=("sub-saharan-africa",))


def problem(
    of: Page,
    code: ProblemCode = ProblemCode.DATE,
    severity: Severity = Severity.WARNING,
    *,
    line: int = 1,
    column: int = 1,
    found: str = "soon",
    remedy: str = "2026-03",
) -> Problem:
    """A problem on a page."""
    return Problem(code, severity, of.site, of.id, of.title, of.revision.id, "Museum", "start", line, column, found, remedy)
