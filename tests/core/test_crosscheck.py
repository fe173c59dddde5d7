"""A partnership's hub is one that somebody describes: here, at home, or where its prefix says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.problem import ProblemCode, Severity
from bot.core.records import Hub, Partnership
from bot.core.records.base import Source
from bot.core.reports.crosscheck import problems


def source(site: str, title: str) -> Source:
    """A place on a wiki."""
    when = datetime(2026, 3, 14, tzinfo=UTC)
    return Source(site=site, page_id=len(title), title=title, namespace=0, revision=7, timestamp=when, start=0, end=9)


HUBS = [
    Hub.model_validate({"source": source("metawiki", "Sahel hub"), "display_name": "Sahel"}),
    Hub.model_validate({"source": source("frwiki", "Projet:Pôle"), "display_name": "Pôle"}),
]


@pytest.mark.parametrize(
    ("site", "hub", "known"),
    [
        ("metawiki", "Sahel hub", True),
        ("metawiki", "Sahel_hub", True),
        ("metawiki", "sahel hub", True),
        ("metawiki", " Sahel hub ", True),
        ("metawiki", "Sahel Hub", False),
        ("metawiki", "Sahel", False),
        ("metawiki", "Projet:Pôle", False),
        ("metawiki", "fr:Projet:Pôle", True),
        ("metawiki", ":fr:Projet:Pôle", True),
        ("metawiki", "FR:projet:Pôle", True),
        ("metawiki", "de:Projet:Pôle", False),
        ("frwiki", "Projet:Pôle", True),
        ("frwiki", "Sahel hub", True),
        ("frwiki", "m:Sahel hub", True),
        ("frwiki", ":meta:sahel_hub", True),
        ("frwiki", "m:Nowhere", False),
        ("dewiki", "Sahel hub", True),
        ("dewiki", "Projet:Pôle", False),
        ("metawiki", "", True),  # none is stated
    ],
)
def test_a_hub_is_known_or_a_problem(site: str, hub: str, known: bool) -> None:
    record = Partnership.model_validate({"source": source(site, "A"), "display_name": "A", "hub": hub})
    found = problems([record, *HUBS], "metawiki", {"fr": "frwiki", "de": "dewiki"})
    assert [(problem.code, problem.severity, problem.found) for problem in found] == (
        [] if known else [(ProblemCode.HUB_UNKNOWN, Severity.WARNING, hub)]
    )


def test_the_problem_says_where() -> None:
    record = Partnership.model_validate({"source": source("frwiki", "Musée"), "display_name": "A", "hub": "X"})
    (problem,) = problems([record], "metawiki")
    assert (problem.site, problem.page, problem.revision, problem.template, problem.parameter) == (
        "frwiki",
        "Musée",
        7,
        "Partnership",
        "hub",
    )
    assert (problem.line, problem.column) == (0, 0)


def test_hubs_alone_are_no_problem() -> None:
    assert problems(HUBS, "metawiki") == []
