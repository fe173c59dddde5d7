"""The first page and the main menu."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.reading import Page
from tests.web.records import SCRIPT
from webservice.catalogue import CATALOGUES


def test_how_things_stand(client: FlaskClient) -> None:
    shown = Page(client.get("/").text)
    (trend,) = (image for image in shown.all("img") if "began.svg" in image["src"])
    assert trend["alt"].startswith("Bar chart. Partnerships by year of their beginning. The most: 2025 (2); the least: 2017 (0).")
    assert {"2024", "2025", "2026"} <= set(Page(client.get(trend["src"]).text).texts)
    assert "4 countries on the map" in shown.texts
    # A check that takes a minute and fails on three of the pages.
    fixes = shown.texts[shown.texts.index("Where a few minutes help") :]
    assert fixes[2:4] == ["A contact is named", "4 pages, 1 minute each"]
    assert any(text.startswith("Partnerships work on 0 of ") for text in fixes)
    assert {"/reports/documentation", "/reports/priorities", "/map"} <= set(shown.links)


def test_what_was_edited_last_comes_first_and_each_page_once(client: FlaskClient) -> None:
    shown = Page(client.get("/").text)
    changes = shown.texts[shown.texts.index("Edited last") :]
    names = [
        text for text in changes if text in {"مكتبة الواحة", "Sahel hub", SCRIPT, "Archives d’Écume", "Radio", "Télé", "Museum of Salt"}
    ]
    assert names[:2] == ["مكتبة الواحة", "Sahel hub"]
    assert len({"Radio", "Télé"} & set(names)) == 1


def test_an_empty_tool_has_a_first_page(empty_client: FlaskClient) -> None:
    shown = Page(empty_client.get("/").text)
    assert "Edited last" not in shown.texts
    assert not [image for image in shown.all("img") if "began.svg" in image["src"]]
    assert empty_client.get("/began.svg").status_code == 404
    assert empty_client.get("/began.svg?x=1").status_code == 400


def test_the_menu_leads_to_every_list(client: FlaskClient) -> None:
    links = Page(client.get("/").text).links
    assert {f"/{catalogue.path}" for catalogue in CATALOGUES.values()} <= set(links)
    assert {"/reports", "/map", "/recognition", "/status", "/contact"} <= set(links)


@pytest.mark.parametrize(
    ("address", "entry", "current"),
    [
        ("/partnerships", "/partnerships", "page"),
        ("/partnerships/metawiki/1", "/partnerships", "true"),
        ("/reports/equity", "/reports", "true"),
        ("/map", "/map", "page"),
        ("/contact", "/contact", "page"),
    ],
)
def test_the_menu_shows_where_one_is(client: FlaskClient, address: str, entry: str, current: str) -> None:
    shown = Page(client.get(address).text)
    marked = [link for link in shown.all("a") if "aria-current" in link and "hreflang" not in link]
    assert [(link["href"], link["aria-current"]) for link in marked] == [(entry, current)]
    groups = [details for details in shown.all("details") if "menu-group-current" in details.get("class", "")]
    assert len(groups) == (0 if address == "/contact" else 1)
