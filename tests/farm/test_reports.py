"""Every report of tables on a real wiki: each type of column in four languages, parts, empty tables, hostile values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest

from bot.core.data_pages import CODES_TITLE, codes_page
from bot.core.render import ROWS_PER_PAGE, table_pages
from bot.core.reports import changes, year
from bot.core.reports.registry import REPORTS
from bot.core.reports.table import Column, Report, Row, Rows
from bot.core.values.folding import digits_to_ascii
from bot.i18n import Messages, raw_messages
from bot.jobs.configuration import shipped
from bot.jobs.install import planned_pages
from tests.farm import Farm, FarmWiki
from tests.farm.installation import PROJECT
from tests.farm.test_onwiki import plain, sound

ALL = {**REPORTS, "changes": changes.REPORT, "year": year.REPORT}
HOSTILE = "a | b [[c]] {{d}} <b>e</b> ~~~~ https://x.example '''f''' __TOC__ مكتبة"
MESSAGES = Messages.load()
FACTS = {"date": "2026-11-24", "unreadable": "3"}
VALUES = {
    "text": HOSTILE, "country": "SN", "countries": "SN;TZ", "region": "sub-saharan-africa", "regions": "sub-saharan-africa;south-asia",
    "language": "sw", "languages": "fr;wo", "wiki": "frwiki", "wikis": "frwiki;metawiki", "user": "Amina", "users": "Amina;Bo",
    "url": "https://example.org/a?b=c", "date": "2026-03", "number": "1234", "share": "3/12", "figure": "1234",
    "series": "2026-02:1234;2026-03:0", "create": "https://example.org/w?title=X",
}  # fmt: skip
OF_FAMILY = {"label": "glam", "labels": "glam;education", "counts": "glam:3;education:0", "message": "x"}


def value(column: Column) -> Row:
    """A value that shows what a column can."""
    match column.type:
        case "page":
            return {column.name: "Project:A page", f"{column.name}_name": HOSTILE, f"{column.name}_url": "https://fr.example.org/wiki/A_b"}
        case "edit":
            return {}
        case "reasons":
            return {column.name: "country:SN;theme:music;language:sw;words:maps"}
        case _:
            return {column.name: OF_FAMILY.get(column.type, "") or VALUES[column.type]}


def sample(report: Report, count: int = 2) -> Rows:
    """Rows of each table: some at home, some elsewhere, some with nothing in them."""
    full = {table.name: {key: text for column in table.columns for key, text in value(column).items()} for table in report.tables}
    return {
        name: [row, {key: text for key, text in row.items() if not key.endswith("_url")}, {}][:count] + [row] * (count - 3)
        for name, row in full.items()
    }


@pytest.fixture(scope="module")
def meta(farm: Farm) -> Iterator[FarmWiki]:
    """A wiki with the templates and the codes' labels."""
    farm.reset()
    planned = planned_pages(PROJECT / "templates", raw_messages(), "Partnerships", True)
    pages = {page.title: page.text for page in planned if page.title.startswith(("Module:", "Template:"))}
    wiki = farm.wiki("metawiki")
    labels = shipped(PROJECT / "templates").configuration.all_labels()
    wiki.create(pages | {CODES_TITLE: codes_page(labels)}, user="Admin")
    wiki.run_jobs()
    yield wiki
    farm.reset()


def show(meta: FarmWiki, text: str, language: str = "en") -> str:
    """The page as a reader sees it; without any error, unknown message or missing page."""
    answer = meta.call(
        "parse",
        text=text,
        title="Partnerships/Reports/X",
        uselang=language,
        prop="text|templates",
        contentmodel="wikitext",
        disablelimitreport=True,
    )
    return sound(answer)


def links(page: str) -> set[str]:
    """The titles that a page links, whether or not they are there."""
    return {unquote(title).replace("_", " ") for title in re.findall(r'href="[^"]*?(?:/wiki/|title=)([^"&?]+)', page)}


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize("name", sorted(ALL))
def test_each_report_is_shown_in_each_language(meta: FarmWiki, name: str, language: str) -> None:
    report = ALL[name]
    (text,) = table_pages(report, f"Partnerships/Reports/{report.title}", sample(report), FACTS).values()
    page = show(meta, text, language)
    words = plain(page).replace("\xa0", " ")  # which MediaWiki puts before French punctuation
    messages = raw_messages()[language]
    assert messages[f"wiki-report-{name}"] in words
    # What it counts, how old that is, and what is missing, with where to find what would put it right.
    assert messages[f"wiki-report-{name}-about"] in words
    assert messages["wiki-report-date"].partition("$1")[0] in words
    assert MESSAGES(language, "wiki-report-unreadable", 3) in digits_to_ascii(words)
    assert {"Partnerships/Reports/Problems", "Partnerships/Bot"} <= links(page)
    for table in report.tables:
        assert messages[f"wiki-table-{name}-{table.name}"] in words
    assert page.count('role="table"') == len(report.tables)
    assert page.count("<div") == page.count("</div")
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page
    # What people typed is text: no link, no markup, no signature of it.
    assert "x.example</a>" not in page
    assert "<b>e</b>" not in page
    if any(column.type in {"page", "text"} for table in report.tables for column in table.columns):
        assert "[[c]] {{d}} <b>e</b> ~~~~" in words


@pytest.mark.parametrize("name", sorted(ALL))
def test_an_empty_report_says_so(meta: FarmWiki, name: str) -> None:
    report = ALL[name]
    (text,) = table_pages(report, f"Partnerships/Reports/{report.title}", {}, FACTS).values()
    page = show(meta, text)
    messages = raw_messages()["en"]
    assert messages[f"wiki-report-{name}-none"] in plain(page)
    for table in report.tables:
        assert messages[f"wiki-table-{name}-{table.name}-none"] in plain(page)
    assert 'role="table"' not in page


def test_the_widest_report_fits_into_mediawikis_limits(meta: FarmWiki) -> None:
    report = max(ALL.values(), key=lambda report: max(len(table.columns) for table in report.tables))
    widest = max(report.tables, key=lambda table: len(table.columns))
    rows = {widest.name: sample(report, ROWS_PER_PAGE + 5)[widest.name]}
    first, second = table_pages(report, f"Partnerships/Reports/{report.title}", rows, FACTS).values()
    page = show(meta, first)
    assert page.count('role="row"') == ROWS_PER_PAGE + 1
    assert f"{report.title}/2" in page
    assert show(meta, second).count('role="row"') == 6


def test_figures_and_shares_speak_the_language(meta: FarmWiki) -> None:
    report = ALL["documentation"]
    rows = {"checks": [{"check": "contact", "points": "1234", "minutes": "5", "passed": "3/12"}, {"check": "contact", "passed": "-/7"}]}
    (text,) = table_pages(report, "X", rows, FACTS).values()
    english = plain(show(meta, text))
    assert "1,234" in english
    assert "3 of 12" in english
    assert "not shown: only 7" in english
    assert "3 pages could not be read" in english
    assert "width:25%" in show(meta, text)
    assert "٣ من ١٢" in plain(show(meta, text, "ar"))


def test_how_far_files_reach_is_shown_month_by_month(meta: FarmWiki) -> None:
    series = ";".join(f"2026-{month:02}:{10**14 * month}" for month in range(1, 7))
    known = {"page": "A", "category": "Category:Maps & more", "category_name": "Maps & more", "month": "2026-06", "files": "1234"}
    known |= {"category_url": "https://commons.wikimedia.org/wiki/Category:Maps_%26_more", "used_files": "0", "used_pages": "unknown"}
    rows = {"reach": [{**known, "views": "2026-01:1500;2026-02:0;2026-03:3000"}, {"page": "B", "views": "unknown"}]}
    (text,) = table_pages(ALL["data"], "X", rows, FACTS).values()
    page = show(meta, text)
    words = plain(page)
    assert 'href="https://commons.wikimedia.org/wiki/Category:Maps_%26_more"' in page
    assert "January 2026: 1,500" in words
    assert "February 2026: 0" in words
    assert re.findall(r"max-width:(\d+)%;background", page) == ["50", "0", "100"]
    assert "Pages using them not known" in words
    assert "Views of these pages not known" in words
    assert "janvier 2026 : 1 500" in plain(show(meta, text, "fr")).replace("\xa0", " ").replace("\u202f", " ")
    full = {**known, "views": series, **dict.fromkeys(("page_name", "category_name"), "x" * 255)}
    first, second = table_pages(ALL["data"], "X", {"reach": [full] * ROWS_PER_PAGE}, FACTS).values()
    assert show(meta, first).count('role="row"') == show(meta, second).count('role="row"') == ROWS_PER_PAGE // 2 + 1
