"""The reports of problems and of the bot's status on a real wiki: sentences, links, limits, in English and French."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest

from bot.core.outcome import Reason
from bot.core.problem import ProblemCode
from bot.core.render import ROWS_PER_PAGE, report_pages
from bot.jobs.install import planned_pages
from tests.farm import Farm, FarmWiki
from tests.farm.installation import PROJECT
from tests.farm.test_onwiki import messages, plain, show


@pytest.fixture(scope="module")
def meta(farm: Farm) -> Iterator[FarmWiki]:
    """A wiki with the templates, and the page that has problems."""
    farm.reset()
    words = {language: messages(language) for language in ("en", "fr")}
    planned = planned_pages(PROJECT / "templates", words, "Partnerships", reads_user_language=True)
    pages = {page.title: page.text for page in planned if page.title.startswith(("Module:", "Template:"))}
    wiki = farm.wiki("metawiki")
    wiki.create(pages | {"Partnerships/Incomplete": "{{Partnership|partner=Somebody|status=soon}}"}, user="Admin")
    yield wiki
    farm.reset()


def problem(code: str, **values: str) -> dict[str, str]:
    place = {
        "site": "metawiki",
        "page": "Partnerships/Incomplete",
        "severity": "error",
        "template": "Partnership",
        "line": "12",
        "column": "3",
    }
    return {**place, "code": code, "parameter": "status", "found": "soon [[x]] {{y}} <b>", "remedy": "idea / active", **values}


@pytest.mark.parametrize("uselang", ["en", "fr"])
def test_every_problem_is_a_sentence(meta: FarmWiki, uselang: str) -> None:
    (text,) = report_pages("problems", "X", [problem(code) for code in ProblemCode], {"date": "2026-11-24"}).values()
    page = show(meta, text, uselang)
    assert page.count("partnerships-card") == len(ProblemCode) + 1
    assert not re.search(r"\$\d|PLURAL|\(problem-", page)
    assert plain(page).count("idea / active") == len(ProblemCode)


def test_problem_in_english_and_french(meta: FarmWiki) -> None:
    rows = [
        problem("choice"),
        problem(
            "missing",
            found="",
            remedy="",
            page="Projet:Musée",
            site="frwiki",
            url="https://fr.wikipedia.org/wiki/X",
            edit="https://fr.wikipedia.org/wiki/X?action=edit",
        ),
    ]
    (text,) = report_pages("problems", "X", rows, {"date": "2026-11-24"}).values()
    english = show(meta, text)
    assert plain(english) == (
        "Problems in partnership records What the bot could not read, where, and what would be right. "
        "Whoever knows the answer may correct the page. 2 problems · Data of 24 November 2026 "
        "Partnerships/Incomplete Error Status (status): “soon [[x]] {{y}} <b>” is not one of the possible values. "
        "Suggestion: idea / active metawiki · {{Partnership}} · line 12, column 3 · edit the page "
        "Projet:Musée Error Status (status) is missing. frwiki · {{Partnership}} · line 12, column 3 · edit the page "
        "A bot keeps this page; what is written here by hand will be overwritten. About the bot"
    )
    links = [html.unescape(link) for link in re.findall(r'href="([^"]*)"', english)]
    assert links[0].endswith("/Partnerships/Incomplete")
    assert links[1].endswith("?title=Partnerships/Incomplete&action=edit")
    assert links[2:4] == ["https://fr.wikipedia.org/wiki/X", "https://fr.wikipedia.org/wiki/X?action=edit"]
    french = plain(show(meta, text, "fr"))
    assert "État (status)\u00a0: «\u00a0soon [[x]] {{y}} <b>\u00a0» ne fait pas partie des valeurs possibles." in french
    assert "Il manque\u00a0: État (status). frwiki" in french


def test_an_empty_report_says_so(meta: FarmWiki) -> None:
    (text,) = report_pages("problems", "X", [], {"date": "2026-11-24"}).values()
    assert "No problems · Data of 24 November 2026" in plain(show(meta, text))


def test_a_full_report_page_fits_into_mediawikis_limits(meta: FarmWiki) -> None:
    rows = [problem("choice", found="x" * 300, page=f"Partnerships/{number}") for number in range(ROWS_PER_PAGE + 1)]
    first, second = report_pages("problems", "Partnerships/Reports/Problems", rows, {"date": "2026-11-24"}).values()
    page = show(meta, first)
    assert page.count("partnerships-card") == ROWS_PER_PAGE + 1
    assert 'title="Partnerships/Reports/Problems/2' in page
    assert show(meta, second).count("partnerships-card") == 2


def test_status_of_the_bot(meta: FarmWiki) -> None:
    rows = [
        {"job": "collect", "state": "ok", "last_start": "2026-11-24", "last_success": "2026-11-24", "pages": "1234", "partnerships": "17"},
        {
            "job": "publish",
            "state": "incomplete",
            "detail": "a [[link]]",
            "last_start": "2026-11-24T06:14:00Z",
            "failed": "1",
            "new thing": "2",
        },
        *({"job": "other", "state": "strange", "reason": reason.value} for reason in Reason),
    ]
    (text,) = report_pages("status", "X", rows, {}).values()
    page = plain(show(meta, text))
    assert "Collect records Done Last start: 24 November 2026 · Last success: 24 November 2026 pages: 1,234 · partnerships: 17" in page
    assert "Publish lists and reports Not finished a [[link]] Last start: 24 November 2026, 06:14 UTC failed: 1 · new thing: 2" in page
    assert "other strange The account is blocked." in page
    assert "Collecte des fiches Terminé" in plain(show(meta, text, "fr"))


def test_an_unknown_report_is_told(meta: FarmWiki) -> None:
    assert "problems, recognition, status" in plain(meta.parse_text("{{Partnership report|report=weather}}"))
