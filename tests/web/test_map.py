"""The map: the same numbers as its table, and shapes that stay countries."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pygal_maps_world.maps import WORLD_MAP, World

from bot.core.values.regions import REGION_OF
from tests.web.reading import Page
from webservice.worldmap import COLOURS, steps, world

SVG = "{http://www.w3.org/2000/svg}"


def _coloured(svg: str) -> dict[str, str]:
    """The colour of each country that has one."""
    root = ET.fromstring(svg)
    classes = [element.get("class", "").split() for element in root.iter(SVG + "g")]
    return {names[0]: colour for names in classes if "country" in names for colour in names if colour.startswith("color-")}


def test_countries_have_the_colour_of_their_number() -> None:
    found = _coloured(world({"FR": 1, "SN": 40, "KE": 3, "SG": 2, "TV": 9}, "t", "d"))
    assert set(found) == {"fr", "sn", "ke", "sg"}
    assert found["fr"] < found["ke"] < found["sn"]


def test_fewer_points_leave_every_country() -> None:
    svg = world({"FR": 1}, "t", "d")
    assert len(svg) < 150_000
    root = ET.fromstring(svg)
    drawn = {element.get("class", "").split()[0] for element in root.iter(SVG + "g") if element.find(SVG + "path") is not None}
    before = {group.get("class", "").split()[0] for group in ET.fromstring(WORLD_MAP).iter(SVG + "g") if group.get("class")}
    assert drawn >= before
    assert {code.lower() for code in REGION_OF} > before & set(World.area_names)
    assert not list(root.iter(SVG + "script"))


@given(st.integers(1, 10**7))
def test_steps_begin_with_one_and_reach_no_further_than_the_largest_number(most: int) -> None:
    found = steps(most)
    assert found[0] == 1
    assert found == sorted(set(found))
    assert len(found) <= len(COLOURS)
    assert most == 1 or found[-1] <= most


def test_the_table_counts_a_partnership_in_each_of_its_countries(client: FlaskClient) -> None:
    page = Page(client.get("/map").text)
    assert "/partnerships?country=FR" in page.links
    table = [text for text in page.texts if text in {"France", "Kenya", "Senegal", "Egypt"}]
    assert table == ["France", "Kenya", "Egypt", "Senegal"]
    (image,) = (each for each in page.all("img") if "map.svg" in each["src"])
    assert image["alt"] == "Map of the world. There are partnerships in 4 countries; the most are in France (2)."
    assert _coloured(client.get("/map.svg").text).keys() == {"fr", "ke", "sn", "eg"}


def test_what_is_chosen_narrows_map_table_and_links_alike(client: FlaskClient) -> None:
    page = Page(client.get("/map?status=active").text)
    assert "/partnerships?country=SN&status=active" in page.links
    assert "Kenya" not in page.texts
    (image,) = (each for each in page.all("img") if "map.svg" in each["src"])
    assert _coloured(client.get(image["src"]).text).keys() == {"fr", "sn", "eg"}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/map?status=great", 400),
        ("/map?country=FR", 400),
        ("/map.svg?q=x", 400),
        ("/map?status=&program=", 302),
        ("/map?status=completed", 200),
        ("/map.svg?status=completed", 200),
    ],
)
def test_only_what_can_be_chosen_is_understood(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_where_there_is_nothing_it_says_so(empty_client: FlaskClient) -> None:
    assert "No partnership that fits states a country." in Page(empty_client.get("/map").text).texts
    assert "No partnership that fits states a country." in empty_client.get("/map.svg").text


def test_colours_are_distinct() -> None:
    assert len({light for light, _ in COLOURS}) == len({dark for _, dark in COLOURS}) == len(COLOURS)
