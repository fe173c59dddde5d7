"""Tasks taken on and given back: what the page says then, and that all else on it stays."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.claiming import claim_on, task_page, tasks_about, with_claim, without_claim
from bot.core.composing import UnfitError
from bot.core.configuration import Configuration
from bot.core.documentation import Claim
from bot.core.page import Page, Revision
from bot.core.parse import Reader, parse
from bot.core.records import Task
from bot.core.site import Site

SITE = Site("metawiki")
READER = Reader(SITE, Configuration().template_names("metawiki"))
TODAY = date(2026, 3, 14)
MUSEUM = "Partnerships/Museum"


def page(text: str, title: str = "Partnerships/Tasks/Museum") -> Page:
    return Page("metawiki", 1, title, 0, Revision(1, datetime(2026, 3, 1, tzinfo=UTC)), text)


def claimed(text: str, user: str = "Amina", about: str = MUSEUM) -> str:
    return with_claim(page(text), about, "summary", Claim(user, TODAY), READER, days=30, today=TODAY)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Partnerships/Museum", "Partnerships/Tasks/Museum"),
        ("GLAM/Museum", "Partnerships/Tasks/GLAM/Museum"),
        ("Partnerships/" + "é" * 119, "Partnerships/Tasks"),
    ],
)
def test_where_a_task_stands(title: str, expected: str) -> None:
    assert task_page(title, "Partnerships") == expected


SUMMARY, CONTACT = "{{Partnership task|page=Partnerships/Museum|check=summary", "{{Partnership task|page=Partnerships/Museum|check=contact"
NEW = """{{Partnership task
| page       = Partnerships/Museum
| check      = summary
| claimed_by = Amina
| since      = 2026-03-14
}}
"""
TAKEN = "|claimed_by=Amina|since=2026-03-14}}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", NEW),
        (f"{SUMMARY.replace('P', 'p')}}}}}{CONTACT}}}}}", f"{SUMMARY.replace('P', 'p')}{TAKEN}{CONTACT}}}}}"),
        # The open one is taken, though it comes later.
        (f"{SUMMARY}|done=2025}}}}{SUMMARY}}}}}", f"{SUMMARY}|done=2025}}}}{SUMMARY}{TAKEN}"),
    ],
)
def test_a_task_taken_on(before: str, after: str) -> None:
    assert claimed(before) == after


def test_what_somebody_has_stays_theirs() -> None:
    text = "{{{{Partnership task|page=Partnerships/Museum|check=summary|claimed_by=Luc|since={}}}}}"
    with pytest.raises(UnfitError):
        claimed(text.format("2026-03-01"))
    assert claimed(text.format("2026-01-01")) == text.format("2026-03-14").replace("Luc", "Amina")


@pytest.mark.parametrize("text", ["<nowiki>", "<!--", "{{Partnership task|page=", "{|"])
def test_a_page_on_which_it_would_not_be_read(text: str) -> None:
    try:
        after = claimed(text)
    except UnfitError:
        return
    assert after.startswith(text)
    assert parse(page(after), READER).records[-1].values("claimed_by") == ("Amina",)


def test_no_task_on_a_draft() -> None:
    with pytest.raises(UnfitError):
        with_claim(page("", "Partnerships/Sandbox"), MUSEUM, "summary", Claim("Amina", TODAY), READER, days=30, today=TODAY)


NAMES = st.text(alphabet="Aa1 é'=&;,~-*()\u0645", min_size=1, max_size=20).map(lambda name: " ".join(name.split())).filter(bool)


@given(NAMES)
def test_any_name_reads_as_itself_and_is_given_back(name: str) -> None:
    user = name[0].upper() + name[1:]
    try:
        after = claimed("Before.\n", user)
    except UnfitError:
        return
    (task,) = tasks_about(page(after), MUSEUM, "summary", READER)
    assert (task.claimed_by, task.since) == (user, "2026-03-14")
    assert claim_on([task], 30, TODAY) == Claim(user, date(2026, 4, 13))
    again = without_claim(page(after), task.key_name, user, READER)
    (left,) = parse(page(again), READER).records
    assert isinstance(left, Task)
    assert (left.page, left.check, left.claimed_by, left.since) == (MUSEUM, "summary", "", "")


def test_only_what_one_has_is_given_back() -> None:
    text = claimed("")
    (task,) = parse(page(text), READER).records
    for who, of in (("Luc", text), ("Amina", text.replace("}}", "| done = 2026-03-20\n}}")), ("Amina", "")):
        with pytest.raises(UnfitError):
            without_claim(page(of), task.key_name, who, READER)
