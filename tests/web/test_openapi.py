"""The OpenAPI document says what the API does: every address, parameter and answer."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from bot.core.records import RECORDS
from tests.web.reading import Page
from webservice.catalogue import CATALOGUES
from webservice.exchange import fields


@pytest.fixture
def document(client: FlaskClient) -> Any:
    return client.get("/api/v1/openapi.json").json


def _parameters(operation: Any) -> dict[str, Any]:
    return {parameter["name"]: parameter for parameter in operation["parameters"]}


def test_every_address_of_the_api_is_described(client: FlaskClient, document: Any) -> None:
    rules = {str(rule) for rule in client.application.url_map.iter_rules() if str(rule).startswith("/api/v1")}
    written = {
        rule.replace("<dbname:site>", "{site}").replace("<page_id:page_id>", "{page_id}").replace("<path:name>", "{name}") for rule in rules
    }
    assert {path for path in document["paths"] if path.startswith("/api/")} == written
    names = [item["get"]["operationId"] for item in document["paths"].values()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", CATALOGUES)
def test_a_list_can_be_asked_for_what_the_document_says(document: Any, kind: str) -> None:
    catalogue = CATALOGUES[kind]
    parameters = _parameters(document["paths"][f"/api/v1/{catalogue.path}"]["get"])
    assert list(parameters) == [*catalogue.arguments, "uselang", "If-None-Match"]
    for facet in catalogue.facets:
        schema = parameters[facet.name]["schema"]
        assert tuple(schema.get("enum", ())) == facet.choices
        assert facet.pattern in schema.get("pattern", "")
    record = document["components"]["schemas"][RECORDS[kind].__name__]
    assert tuple(record["properties"]) == tuple(record["required"]) == fields(kind)
    assert all(schema["description"] for schema in record["properties"].values())


def test_choices_are_those_of_the_class(document: Any) -> None:
    properties = document["components"]["schemas"]["Partnership"]["properties"]
    assert properties["status"]["enum"] == ["", "idea", "discussion", "active", "paused", "completed", "ended"]
    assert properties["country"]["items"] == {"type": "string"}


def test_the_document_is_in_the_readers_language(client: FlaskClient) -> None:
    french = client.get("/api/v1/openapi.json", headers={"Accept-Language": "fr"})
    assert french.headers["Content-Language"] == "fr"
    assert "Accept-Language" in french.headers["Vary"]
    assert french.json == client.get("/api/v1/openapi.json?uselang=fr").json != client.get("/api/v1/openapi.json").json
    assert "⧼" not in french.text


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("country=", "“country” has no value."),
        ("q=%20%09", "“q” has no value."),
        ("country=SN&country=FR", "“country” is given more than once."),
        ("contry=SN", "There is no parameter “contry” here."),
    ],
)
def test_no_other_question_is_answered_than_was_asked(client: FlaskClient, query: str, detail: str) -> None:
    response = client.get(f"/api/v1/partnerships?{query}")
    assert response.status_code == 400
    assert response.content_type == "application/problem+json"
    assert response.get_json(force=True)["detail"].startswith(detail)


@pytest.mark.parametrize("address", ["/api/v1", "/api/v1/openapi.json", "/api/v1/partnerships/metawiki/1"])
def test_no_address_takes_what_it_does_not_know(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 200
    assert client.get(f"{address}?country=SN").status_code == 400


def test_the_page_shows_every_address_and_its_examples_work(client: FlaskClient, document: Any) -> None:
    html = client.get("/api").text
    page = Page(html)
    assert "⧼" not in html
    for path, item in document["paths"].items():
        assert f"GET {path}" in page.texts
        assert item["get"]["summary"] in page.texts
    for name in fields("lesson"):
        assert name in page.texts
    examples = [link for link in page.links if link.startswith("/api/v1")]
    assert "/api/v1/partnerships?country=SN" in examples
    assert any(link.startswith("/api/v1/partnerships/") for link in examples)
    assert {client.get(link).status_code for link in examples} == {200}
    assert "/api" in Page(client.get("/").text).links
