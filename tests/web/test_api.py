from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from flask.testing import FlaskClient

from bot.core.records import RECORDS, parameters
from tests.web.reading import Page
from webservice.exchange import PLACE, fields

QUERIES = [
    "",
    "?country=SN",
    "?status=idea",
    "?q=museum",
    "?sort=newest",
    "?wiki=frwiki&language=fr",
    "?q=nowhere",
    "?region=sub-saharan-africa",
]


def get(client: FlaskClient, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    return response.json


@pytest.mark.parametrize("query", QUERIES)
def test_page_data_and_table_list_the_same_records(client: FlaskClient, query: str) -> None:
    data = get(client, f"/api/v1/partnerships{query}")
    page = Page(client.get(f"/partnerships{query}").text)
    shown = [link for link in page.links if link.startswith("/partnerships/")]
    records = [get(client, f"/api/v1{link}") for link in shown]
    for record in records:
        record.pop("problems")
    assert records == data["records"]
    table = list(csv.DictReader(io.StringIO(client.get(f"/partnerships.csv{query}").text)))
    assert [(row["site"], row["page_id"], row["key"]) for row in table] == [
        (record["site"], str(record["page_id"]), record["key"]) for record in records
    ]
    assert data["total"] == len(records)


@pytest.mark.parametrize("path", ["partnerships", "hubs"])
def test_everything_a_class_declares_is_handed_out(client: FlaskClient, path: str) -> None:
    kind = path.removesuffix("s")
    names = fields(kind)
    assert set(parameters(RECORDS[kind])) - {"volunteers"} <= set(names)
    assert set(PLACE) <= set(names)
    data = get(client, f"/api/v1/{path}")
    assert all(tuple(record) == names for record in data["records"])
    assert client.get(f"/{path}.csv").text.splitlines()[0] == ",".join(names)
    assert get(client, "/api/v1")[path]["fields"] == list(names)


def test_a_record_is_complete(client: FlaskClient) -> None:
    record = get(client, "/api/v1/partnerships/metawiki/1")
    assert {name: value for name, value in record.items() if value or name in {"key", "problems"}} == {
        "kind": "partnership",
        "site": "metawiki",
        "page_id": 1,
        "key": "",
        "name": "Museum of Salt",
        "page": "Partnerships/Museum of Salt",
        "url": "https://meta.wikimedia.org/wiki/Partnerships/Museum_of_Salt",
        "revision": 1001,
        "revision_url": "https://meta.wikimedia.org/w/index.php?oldid=1001",
        "revision_time": "2026-03-14T12:01:00Z",
        "partner": ["Museum of Salt", "City of Dakar"],
        "partner_qid": ["Q1193236"],
        "partner_type": "museum",
        "lead": "WUG",
        "country": ["SN", "FR"],
        "status": "active",
        "start": "2025-03",
        "languages": ["fr", "wo"],
        "lead_contact": ["Ana"],
        "hub": "Partnerships/Hubs/Sahel",
        "regions": ["sub-saharan-africa", "northern-western-europe"],
        "problems": [],
    }


def test_problems_come_with_their_place(client: FlaskClient) -> None:
    assert {
        "code": "date",
        "severity": "error",
        "template": "Partnership",
        "parameter": "start",
        "line": 3,
        "column": 12,
        "found": "bientôt",
        "remedy": "2026",
        "revision": 1003,
    } in get(client, "/api/v1/partnerships/frwiki/3")["problems"]


def test_a_list_says_how_long_and_how_fresh_it_is(client: FlaskClient) -> None:
    data = get(client, "/api/v1/partnerships")
    assert {name: data[name] for name in data if name not in {"records", "facets"}} == {
        "total": 6,
        "page": 1,
        "pages": 1,
        "per_page": 50,
        "newest_revision": "2026-03-14T12:06:00Z",
        "previous": None,
        "next": None,
    }


@pytest.mark.parametrize(
    ("address", "status", "detail"),
    [
        ("/api/v1/partnerships?page=2", 404, "There is no page 2: this list ends with page 1."),
        ("/api/v1/partnerships?page=x", 400, "“x” is not the number of a page. Use a whole number, 1 or higher."),
        ("/api/v1/partnerships?contry=SN", 400, "There is no parameter “contry” here."),
        ("/api/v1/partnerships?country=Senegal", 400, "“Senegal” is not a code for “country”. A code looks like this: SN."),
        ("/api/v1/hubs?type=large", 400, "“large” is not possible for “type”. Use one of: affiliate, thematic, regional, project."),
        ("/api/v1/partnerships/metawiki/99", 404, "There is no such record now."),
        ("/api/v1/nowhere", 404, "This address leads nowhere."),
    ],
)
def test_errors_are_problem_details(client: FlaskClient, address: str, status: int, detail: str) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    problem = response.get_json(force=True)
    assert problem["status"] == status
    assert problem["type"] == "about:blank"
    assert problem["title"]
    assert problem["detail"].startswith(detail)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    french = client.get(address, headers={"Accept-Language": "fr"}).get_json(force=True)
    assert french["detail"] != problem["detail"]


def test_writing_is_refused(client: FlaskClient) -> None:
    response = client.post("/api/v1/partnerships", json={})
    assert response.status_code == 405
    assert response.content_type == "application/problem+json"
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize(
    "address", ["/", "/partnerships", "/hubs", "/partnerships/metawiki/1", "/api/v1/partnerships", "/partnerships.csv"]
)
def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert first.headers["Cache-Control"] == "no-cache"
    other = client.get(address, headers={"If-None-Match": '"something-else"'})
    assert other.status_code == 200


def test_pages_in_another_language_are_another_version(client: FlaskClient) -> None:
    english = client.get("/", headers={"Accept-Language": "en"})
    assert client.get("/", headers={"Accept-Language": "fr", "If-None-Match": english.headers["ETag"]}).status_code == 200


def test_programs_on_other_sites_may_read(client: FlaskClient) -> None:
    for address in ("/api/v1", "/api/v1/partnerships", "/partnerships.csv"):
        assert client.get(address).headers["Access-Control-Allow-Origin"] == "*"
        asked = client.options(address, headers={"Origin": "https://example.org", "Access-Control-Request-Method": "GET"})
        assert asked.status_code == 200
        assert "If-None-Match" in asked.headers["Access-Control-Allow-Headers"]
        assert "POST" not in asked.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Origin" not in client.get("/").headers


def test_a_spreadsheet_is_given_no_formulas(client: FlaskClient) -> None:
    response = client.get("/partnerships.csv?q=calc")
    assert response.content_type == "text/csv; charset=utf-8"
    assert "partnerships.csv" in response.headers["Content-Disposition"]
    (row,) = csv.DictReader(io.StringIO(response.text))
    assert not any(value.startswith(("=", "+", "-", "@")) for value in row.values())
    assert row["partner"] == "<script>alert(1)</script>; =cmd|' /C calc'!A0"
