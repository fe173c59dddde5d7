"""A map of the world on which countries have the colour of a number. The shapes are those of pygal's map, with fewer points."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from math import floor, hypot, log10
from xml.etree import ElementTree as ET

from pygal_maps_world.maps import WORLD_MAP, World

from webservice.charts import Palette, svg

#: From pale to strong by day, from dark to light by night.
COLOURS = (("#b6d4fb", "#3056a9"), ("#88a3e8", "#6485d1"), ("#36c", "#a6bbf5"), ("#233566", "#e8eeff"))

_WIDTH, _HEIGHT = 1000, 570
#: Points of a coast that are nearer than this to the last one are left out; the map is 2475 units wide.
_NEAR = 5.0
_SVG = "{http://www.w3.org/2000/svg}"
_PART = re.compile(r"([a-z])([^a-z]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+")
#: How many numbers each command takes, of which the last two lead to the next point.
_TAKES = {"m": 2, "l": 2, "c": 6, "s": 4, "h": 1, "v": 1}


def steps(most: int) -> list[int]:
    """The least number of each colour, where the largest number is ``most``: round ones, each a few times the one before."""
    rough = (max(most, 1) ** (number / len(COLOURS)) for number in range(len(COLOURS)))
    return sorted(
        {min((each * 10 ** floor(log10(value)) for each in (1, 2, 5, 10)), key=lambda each: abs(each - value)) for value in rough}
    )


def world(numbers: Mapping[str, int], title: str, description: str) -> str:
    """The map as SVG; ``numbers`` by ISO 3166-1 code. What the map does not know is not on it."""
    drawn = _Map(
        js=(),
        no_prefix=True,
        disable_xml_declaration=True,
        width=_WIDTH,
        height=_HEIGHT,
        margin=5,
        show_legend=False,
        no_data_text=description,
    )
    by_colour: dict[int, dict[str, int]] = defaultdict(dict)
    bounds = steps(max(numbers.values(), default=1))
    for code, number in numbers.items():
        if number and code.lower() in World.area_names:
            by_colour[sum(bound <= number for bound in bounds) - 1][code.lower()] = number
    for colour in range(len(bounds)):
        drawn.add(str(colour), by_colour.get(colour, {}))
    return svg(drawn, title, description, Palette(COLOURS))


@cache
def _simplified() -> str:
    root = ET.fromstring(WORLD_MAP)  # noqa: S314 (of the library)
    for country in root.iter(_SVG + "g"):
        paths = country.findall(_SVG + "path")
        shapes = [shape for path in paths for shape in _shapes(path.get("d", ""))]
        for path in paths:
            country.remove(path)
        # An island may vanish, a country may not.
        large = [shape for shape in shapes if len(shape) > 2] or [_square(*shapes[0][0])] if shapes else []
        if large:
            ET.SubElement(country, _SVG + "path", d="".join("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in shape) + "Z" for shape in large))
    return ET.tostring(root, encoding="unicode")


def _shapes(path: str) -> Iterator[list[tuple[float, float]]]:
    """The points of each line of a path, but those that are near to others."""
    x = y = 0.0
    shape: list[tuple[float, float]] = []
    for command, text in _PART.findall(path):
        numbers = [float(number) for number in _NUMBER.findall(text)]
        takes = _TAKES.get(command, 2)
        for start in range(0, len(numbers) - takes + 1, takes):
            step = numbers[start : start + takes]
            x += 0 if command == "v" else step[-1] if command == "h" else step[-2]
            y += 0 if command == "h" else step[-1]
            if command == "m" and start == 0:
                if shape:
                    yield shape
                shape = [(x, y)]
            elif hypot(x - shape[-1][0], y - shape[-1][1]) >= _NEAR:
                shape.append((x, y))
    if shape:
        yield shape


def _square(x: float, y: float) -> list[tuple[float, float]]:
    return [(x - 3, y - 3), (x + 3, y - 3), (x + 3, y + 3), (x - 3, y + 3)]


class _Map(World):  # type: ignore[misc] # pygal has no types
    @property
    def svg_map(self) -> str:
        return _simplified()
