"""Sections of partnership pages: found in any language by their marks, with their words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.page import Page, Revision
from bot.core.parse import Parsed, Reader, parse
from bot.core.problem import ProblemCode
from bot.core.records import Partnership
from bot.core.site import Site
from bot.core.vocabulary import Vocabulary

LABELS = {"fr": {"label-section-objectives": "Objectifs"}, "en": {"label-section-lessons": "Lessons learned"}}
READER = Reader(Site("metawiki"), {"Partnership": "partnership"}, Vocabulary(LABELS))


def parsed(text: str) -> Parsed:
    """What a page with this text holds."""
    return parse(Page("metawiki", 1, "Page", 0, Revision(1, datetime(2026, 1, 1, tzinfo=UTC)), text), READER)


def sections(text: str) -> list[dict[str, int]]:
    """The sections of each partnership of a page."""
    return [dict(record.sections) for record in parsed(text).records if isinstance(record, Partnership)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{Partnership}}\n== Aims ==\n{{Partnership section|objectives}}\nScan old maps.\n== Next ==\nMore.", {"objectives": 3}),
        ("{{Partnership}}\n== Aims ==\n{{Partnership section|objectives}}\nOne.\n=== More ===\nTwo three.\n== X ==\n4.", {"objectives": 3}),
        ("{{Partnership}}\n== A ==\n{{Partnership section|roles}}\nOne two.\n== B ==\n{{Partnership section|results}}\nThree.",
         {"roles": 2, "results": 1}),
        ("{{Partnership}}\n{{Partnership section|lessons}} No heading at all.", {"lessons": 4}),
        ("{{Partnership}}\n==A==\n{{Partnership section|lessons}}\n<!-- to do -->{{todo|x}} https://x.example/ <br>", {"lessons": 0}),
        ("{{Partnership}}\n==A==\n{{Partnership section|lessons}}\n[[Long title|Ask]] [[:Category:Maps]] [[early]]\n[[Category:Maps|A]]",
         {"lessons": 4}),
        ("{{Partnership}}\n==A==\n{{Partnership section|lessons}} [[Fichier:A b.jpg|thumb|Ana at [[work|her work]]]] One. [[Catégorie:A]]",
         {"lessons": 1}),
        ("{{Partnership}}\n== أهداف ==\n{{Partnership section| objectives }}\nمسح الخرائط القديمة", {"objectives": 3}),
        ("{{Partnership}}\n== 目的 ==\n{{Partnership section|objectives}}\n地図をみる", {"objectives": 2}),
        ("{{Partnership section|next}}before<br>{{Partnership}}", {"next": 1}),
        ("{{Partnership}}\n{{Partnership section|next}}\na\n{{Partnership section|next}}\nb c", {"next": 3}),
        ("{{Partnership}}\n== A ==\n{{Partnership section|objectifs}} one\n== B ==\n{{Partnership section|Lessons learned}} one two",
         {"objectives": 1, "lessons": 2}),
        ("{{Partnership}}", {}),
    ],
)  # fmt: skip
def test_words_of_sections(text: str, found: dict[str, int]) -> None:
    assert sections(text) == [found]
    assert [problem.code for problem in parsed(text).problems if problem.code is ProblemCode.SECTION] == []


def test_each_partnership_has_the_sections_that_follow_it() -> None:
    text = "{{Partnership|name=A}}\n{{Partnership section|roles}} one\n{{Partnership|name=B}}\n{{Partnership section|roles}} one two"
    assert sections(text) == [{"roles": 1}, {"roles": 2}]


@pytest.mark.parametrize(("code", "remedy"), [("objective", "objectives"), ("", ""), ("xyz", "")])
def test_an_unknown_code_is_told_with_its_place(code: str, remedy: str) -> None:
    text = "{{Partnership}}\n\n {{Partnership section|" + code + "}} words"
    (problem,) = [problem for problem in parsed(text).problems if problem.code is ProblemCode.SECTION]
    assert (problem.line, problem.column, problem.found, problem.template) == (3, 2, code, "Partnership section")
    assert problem.remedy.startswith(remedy)
    assert sections(text) == [{}]
