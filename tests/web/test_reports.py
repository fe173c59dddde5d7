"""The reports as pages, as data and as charts."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr

from bot.core.reports.drawing import Name
from bot.core.reports.registry import REPORTS, ROWS
from bot.core.reports.table import Column, Row
from bot.i18n import Messages
from bot.settings import Settings
from bot.store import Store
from tests.web.conftest import clock
from tests.web.reading import Page
from tests.web.records import META, page, partnership
from webservice.app import create_app
from webservice.cells import Cells
from webservice.headers import SELF_CONTAINED_POLICY
from webservice.pages.reports import FIRST_ROWS, GROUPS, PER_PAGE
from webservice.reader import Reader
from webservice.request import knowledge
from webservice.wikis import Wikis

TABLES = [(report.name, table.name) for report in REPORTS.values() for table in report.tables]


@pytest.fixture(scope="module")
def app(filled: str, messages: Messages) -> Flask:
    """One tool for all tests that ask the same database."""
    return create_app(Settings(database=SecretStr(filled)), messages=messages, now=clock)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Asks it."""
    return app.test_client()


@pytest.fixture
def many(tmp_path: Path, make_app: Callable[..., Flask]) -> FlaskClient:
    """Asks a tool that knows more partnerships than a page of a table has rows."""
    url = f"sqlite:///{tmp_path}/many.db"
    with Store.open(url, migrate=True) as store:
        store.set_site(META)
        for number in range(1, PER_PAGE + 3):
            of = page(number, f"Partnerships/{number:03}")
            store.replace(of, [partnership(of, partner=("P",), country=("SN",), status="active", languages=("fr",))], [])
    return make_app(url).test_client()


@pytest.fixture
def cells(messages: Messages) -> Cells:
    """Shows cells in English, of a tool that knows no record."""
    return Cells(Reader("en", messages), Wikis({}), "metawiki", {}, lambda record: record.source.title)


def test_every_report_is_in_one_group() -> None:
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(REPORTS)


def test_all_reports_are_named_with_what_they_answer(client: FlaskClient, messages: Messages) -> None:
    shown = Page(client.get("/reports").text)
    for name in REPORTS:
        assert f"/reports/{name}" in shown.links
        assert messages("en", f"wiki-report-{name}-about") in shown.text


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_shows_the_rows_of_the_wiki(name: str, app: Flask) -> None:
    with app.test_request_context():
        rows = ROWS[name](knowledge())
    shown = Page(app.test_client().get(f"/reports/{name}").text)
    tables = [len(found) for found in rows.values() if found]
    assert len(shown.all("table")) == len(tables)
    assert len(shown.all("tr")) == sum(min(FIRST_ROWS, number) + 1 for number in tables)


@pytest.mark.parametrize(("name", "table"), TABLES)
def test_every_table_is_handed_out_whole(name: str, table: str, app: Flask) -> None:
    client = app.test_client()
    with app.test_request_context():
        rows = ROWS[name](knowledge())[table]
    data = client.get(f"/reports/{name}/{table}.json").get_json()
    codes = [column.name for column in next(each for each in REPORTS[name].tables if each.name == table).columns if column.type != "edit"]
    assert [[row.get(code, "") for code in codes] for row in data["rows"]] == [[row.get(code, "") for code in codes] for row in rows]
    text = client.get(f"/reports/{name}/{table}.csv").text
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [[line[code].removeprefix("'") for code in codes] for line in lines] == [[row.get(code, "") for code in codes] for row in rows]
    assert client.get(f"/reports/{name}/{table}").status_code == 200


def test_pages_have_addresses(client: FlaskClient) -> None:
    data = client.get("/reports/documentation/gaps.json").get_json()
    assert {"Radio", "Museum of Salt"} <= {row["page_name"] for row in data["rows"]}
    assert all(row["page_url"].startswith("https://") for row in data["rows"])
    assert data["wiki_page"] == "https://meta.wikimedia.org/wiki/Partnerships/Reports/Documentation_gaps"
    assert data["newest_revision"] == "2026-03-14T12:06:00Z"
    assert client.get("/reports/documentation/gaps.json").headers["Access-Control-Allow-Origin"] == "*"


def test_a_page_that_has_a_record_leads_to_it(client: FlaskClient) -> None:
    shown = Page(client.get("/reports/documentation/gaps").text)
    assert "/partnerships/metawiki/1" in shown.links
    assert "/partnerships/frwiki/3" in shown.links
    assert "https://meta.wikimedia.org/w/index.php?title=Partnerships/Museum_of_Salt&action=edit" in shown.links


def test_long_tables_have_parts(many: FlaskClient) -> None:
    gaps = many.get("/reports/documentation/gaps")
    total = len(many.get("/reports/documentation/gaps.json").get_json()["rows"])
    assert total > PER_PAGE
    assert len(Page(gaps.text).all("tr")) == PER_PAGE + 1
    last = -(-total // PER_PAGE)
    assert len(Page(many.get(f"/reports/documentation/gaps?page={last}").text).all("tr")) == (total - 1) % PER_PAGE + 2
    assert many.get(f"/reports/documentation/gaps?page={last + 1}").status_code == 404
    assert f"All {total} rows" in Page(many.get("/reports/documentation").text).text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/reports/nothing", 404),
        ("/reports/equity/nothing", 404),
        ("/reports/equity/concentration.svg", 404),
        ("/reports/nothing/region.csv", 404),
        ("/reports/equity?x=1", 400),
        ("/reports/equity/region?page=0", 400),
        ("/reports/equity/region?page=x", 400),
        ("/reports/equity/region.svg?page=1", 400),
        ("/reports?uselang=fr", 200),
    ],
)
def test_only_what_there_is_is_answered(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_an_empty_tool_has_all_reports(empty_client: FlaskClient, messages: Messages) -> None:
    for name in REPORTS:
        answer = empty_client.get(f"/reports/{name}")
        assert answer.status_code == 200
    assert messages("en", "wiki-table-lessons-lessons-none") in Page(empty_client.get("/reports/lessons").text).text


def test_a_chart_stands_beside_its_table_with_words_for_it(many: FlaskClient) -> None:
    shown = Page(many.get("/reports/equity").text)
    (chart,) = (image for image in shown.all("img") if "equity/region.svg" in image["src"])
    assert chart["alt"].startswith("Bar chart. By region: Partnerships. The most: Sub-Saharan Africa (52); the least: ")
    assert many.get(chart["src"]).mimetype == "image/svg+xml"


@pytest.mark.parametrize("language", ["en", "ar", "qqx"])
def test_a_chart_is_a_drawing_and_nothing_else(many: FlaskClient, language: str) -> None:
    answer = many.get(f"/reports/equity/country.svg?uselang={language}")
    assert answer.headers["Content-Security-Policy"] == SELF_CONTAINED_POLICY
    root = ET.fromstring(answer.text)
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert {"title", "desc", "style", "rect", "text"} <= names
    assert not names & {"script", "a", "image", "foreignObject", "use"}
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or "href" in name or name == "style"}
    assert "http://" not in answer.text.replace("http://www.w3.org/", "")
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"en": "Senegal", "ar": "السنغال", "qqx": "SN"}[language] in texts
    # Nothing in it depends on when it was made.
    assert many.get(f"/reports/equity/country.svg?uselang={language}").headers["ETag"] == answer.headers["ETag"]
    assert "2026" not in answer.text


def test_what_people_wrote_does_no_harm_in_a_chart(client: FlaskClient) -> None:
    answer = client.get("/reports/documentation/hubs.svg")
    assert answer.status_code == 200
    assert "Sahel hub" in answer.text
    assert "<script" not in answer.text


def _html(cells: Cells, column: Column, value: str, **more: str) -> str:
    return str(cells.html(column, {column.name: value, **more}))


@pytest.mark.parametrize(
    ("column", "row", "shown"),
    [
        (Column("c", "share"), {"c": "-/7"}, '<span class="quiet">not shown: only 7</span>'),
        (Column("c", "number"), {"c": "1234"}, "1,234"),
        (Column("c", "number"), {"c": "0.125"}, "0.125"),
        (Column("c", "figure"), {"c": "unknown"}, '<span class="quiet">not known</span>'),
        (Column("c", "series"), {"c": "unknown"}, '<span class="quiet">not known</span>'),
        (Column("c", "region"), {}, "No region"),
        (Column("c", "text"), {}, ""),
        (Column("c", "text"), {"c": "<b>"}, "<bdi>&lt;b&gt;</bdi>"),
        (Column("c", "text"), {"c": "T12"}, '<a href="https://phabricator.wikimedia.org/T12">T12</a>'),
        (Column("c", "countries"), {"c": "SN;FR"}, "<bdi>Senegal</bdi> and <bdi>France</bdi>"),
        (Column("c", "label", family="part"), {"c": "objectives"}, "<bdi>Objectives</bdi>"),
        (Column("c", "label", family="open-to"), {"c": "not-stated"}, "<bdi>Not stated</bdi>"),
        (Column("c", "message", family="routed"), {"c": "nobody"}, "No hub fits"),
        (Column("c", "reasons"), {"c": "country:SN;theme:x"}, "country: <bdi>Senegal</bdi> and theme: <bdi>x</bdi>"),
        (Column("c", "user"), {"c": "A&B"}, '<a href="https://meta.wikimedia.org/wiki/User:A%26B"><bdi>A&amp;B</bdi></a>'),
        (Column("c", "url"), {"c": "javascript:alert(1)"}, "<bdi>javascript:alert(1)</bdi>"),
        (Column("c", "create"), {"c": "javascript:alert(1)"}, "begin"),
        (Column("c", "page"), {"c": "P", "c_url": 'https://x/"', "c_name": "N"}, '<a href="https://x/&#34;"><bdi>N</bdi></a>'),
        (Column("c", "date"), {"c": "2026-03"}, '<time datetime="2026-03">March 2026</time>'),
    ],
)
def test_cells(cells: Cells, column: Column, row: Row, shown: str) -> None:
    assert str(cells.html(column, row)) == shown


def test_cells_with_numbers_show_their_size(cells: Cells) -> None:
    assert "3 of 12" in _html(cells, Column("c", "share"), "3/12")
    assert 'd="M0 0H25V6H0Z"' in _html(cells, Column("c", "share"), "3/12")
    assert 'd="M0 0H100V6H0Z"/></svg>' in _html(cells, Column("c", "share"), "13/12")
    chips = _html(cells, Column("c", "counts", family="language"), "fr:2;wo:0")
    assert chips.count("cdx-info-chip__text") == 2
    assert chips.count("cdx-info-chip--warning") == 1
    assert "March 2026" in _html(cells, Column("c", "series"), "2026-03:5;2026-04:10")


def test_names_on_charts_are_plain(cells: Cells) -> None:
    assert cells.plain(Name(Column("c", "country"), {"c": "SN"})) == "Senegal"
    assert cells.plain(Name(Column("c", "page"), {"c": "A/B", "c_name": "<B>"})) == "<B>"
    assert cells.plain(Name(Column("c", "page"), {})) == "Not stated"
    assert cells.plain(Name(Column("partnerships", "number"))) == "Partnerships"
    assert cells.plain(Name(Column("c", "date"), {"c": "2026-03"})) == "March 2026"
