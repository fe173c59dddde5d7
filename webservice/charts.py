"""Charts as SVG without scripts: pygal lays them out, the style is the tool's own, for light and dark screens alike."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, log10
from xml.etree import ElementTree as ET

import pygal
from pygal.graph.graph import Graph

from bot.core.reports.drawing import Drawing, Form, Series, finding
from webservice.cells import Cells
from webservice.reader import Reader

# It would find extensions in a way that Python no longer knows, and warns about.
sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]

_SVG = "{http://www.w3.org/2000/svg}"
#: Units of the drawing, which is shown about as wide in pixels: letters stay readable on a telephone.
WIDTH = 400
_FONT = 13
_LONGEST = 26
#: What pygal makes and images cannot use, or is said elsewhere.
_LEFT_OUT = frozenset({_SVG + "style", _SVG + "script", _SVG + "desc", _SVG + "title"})
#: Codex's colours by day and by night, which differ in lightness too; the last one is for the rest.
COLOURS = (
    ("#36c", "#88a3e8"),
    ("#ca982e", "#edb537"),
    ("#177860", "#2cb491"),
    ("#a799cd", "#d9d0e9"),
    ("#bf3c2c", "#fd7865"),
    ("#404244", "#c8ccd1"),
    ("#80cdb3", "#177860"),
    ("#a2a9b1", "#72777d"),
)


@dataclass(frozen=True)
class Palette:
    """How what is drawn looks by day and by night."""

    colours: Sequence[tuple[str, str]] = COLOURS

    @property
    def style(self) -> str:
        """As a style sheet; the colours of text, lines and ground are Codex's too."""
        return f"{_STYLE}{self._fills(0)}@media (prefers-color-scheme:dark){{{_DARK}{self._fills(1)}}}"

    def _fills(self, scheme: int) -> str:
        return "".join(f".color-{number}{{fill:{pair[scheme]};stroke:{pair[scheme]}}}" for number, pair in enumerate(self.colours))


_STYLE = (
    f"text{{font:{_FONT}px sans-serif;fill:#202122;stroke:none;unicode-bidi:plaintext}}"
    ".horizontal .y text,.vertical .y text{text-anchor:end}.horizontal .x text,.vertical .x text{text-anchor:middle}"
    ".value{text-anchor:start}.background{fill:none;stroke:none}.ground{fill:#fff}"
    ".axis path{fill:none;stroke:#c8ccd1}.axis path.major.line:not(.guide){stroke:#72777d}"
    ".bar rect{stroke:#fff;stroke-width:1}path.nofill{fill:none;stroke-width:2.5}"
    ".country{fill:#dadde3;stroke:#fff;stroke-width:2}"
)
_DARK = "text{fill:#eaecf0}.ground{fill:#101418}.axis path{stroke:#404244}.bar rect,.country{stroke:#101418}.country{fill:#404244}"


def amount(value: Decimal, form: Form, t: Reader) -> str:
    """A number as a chart has it."""
    return t.percent(value / 100) if form is Form.SHARES else t.number(value)


def words(of: Drawing, title: str, cells: Cells) -> str:
    """What there is to see first on a chart of this title, for those who do not see it."""
    t, found = cells.t, finding(of)
    first, last = cells.plain(found.first), cells.plain(found.last)
    ends = amount(found.first_value, of.form, t), amount(found.last_value, of.form, t)
    if len(of.labels) == 1:
        return t.text("web-chart-one", title, first, ends[0])
    return t.text("web-chart-line" if of.form is Form.LINE else "web-chart-bars", title, first, ends[0], last, ends[1])


def chart(of: Drawing, title: str, cells: Cells) -> str:
    """The drawing as SVG, in the reader's language."""
    drawn = _laid_out(of, cells)
    if of.form is Form.LINE:
        labels, order = [_short(cells.plain(label)) for label in of.labels], 1
        # Not all of them have room below the line.
        drawn.x_labels_major_every, drawn.show_minor_x_labels = max(1, ceil(len(labels) / 4)), False
    else:
        # The first bar shall be the uppermost, and pygal begins below.
        labels, order = [_short(cells.plain(label)) for label in reversed(of.labels)], -1
    drawn.x_labels = labels
    for series in of.series:
        values = [None if value is None else float(value) for value in series.values[::order]]
        drawn.add(_named(series, cells), values)
    return svg(drawn, title, words(of, title, cells), Palette())


def score_chart(scores: Sequence[tuple[str, int]], title: str, description: str) -> str:
    """A line through scores of 0 to 100, each with the name of its day, oldest first."""
    drawn = pygal.Line(
        js=(),
        no_prefix=True,
        disable_xml_declaration=True,
        width=WIDTH,
        height=200,
        range=(0, 100),
        y_labels=(0, 25, 50, 75, 100),
        show_legend=False,
        show_minor_x_labels=False,
        margin=10,
        margin_right=50,
    )
    names = [name for name, _ in scores]
    drawn.x_labels, drawn.x_labels_major = names, [names[0], names[-1]]
    drawn.add("", [score for _, score in scores])
    return svg(drawn, title, description, Palette())


def svg(drawn: Graph, title: str, description: str, palette: Palette) -> str:
    """What pygal drew, without scripts and links, in the style of a palette."""
    root = ET.fromstring(drawn.render())  # noqa: S314 (pygal's own)
    root.set("role", "img")
    root.attrib.pop("id", None)
    for parent in list(root.iter()):
        parent.attrib.pop("style", None)
        for child in list(parent):
            if child.tag in _LEFT_OUT or "tooltip-overlay" in child.get("class", ""):
                parent.remove(child)
    for position, (tag, text) in enumerate((("title", title), ("desc", description), ("style", palette.style))):
        element = ET.Element(_SVG + tag)
        element.text = text
        root.insert(position, element)
    root.insert(3, ET.Element(_SVG + "rect", {"class": "ground", "width": "100%", "height": "100%"}))
    ET.register_namespace("", _SVG[1:-1])
    return ET.tostring(root, encoding="unicode")


def _laid_out(of: Drawing, cells: Cells) -> Graph:
    ticks = _ticks(of)
    rows = len(of.labels) * (len(of.series) if of.form in {Form.BARS, Form.SHARES} else 1)
    legend = len(of.series) > 1 or of.form in {Form.STACKED, Form.LINE}
    room = 20 * len(of.series) + 10 if legend else 0
    kinds = {Form.LINE: pygal.Line, Form.STACKED: pygal.HorizontalStackedBar}
    drawn = kinds.get(of.form, pygal.HorizontalBar)(
        js=(),
        no_prefix=True,
        disable_xml_declaration=True,
        width=WIDTH,
        height=(240 if of.form is Form.LINE else 24 * rows + 8 * len(of.labels) + 60) + room,
        margin=10,
        # Room for the numbers behind bars; pygal leaves none for the first line of the legend.
        margin_right=40,
        margin_bottom=34 if legend else 10,
        style=pygal.style.Style(
            font_family="sans-serif", label_font_size=_FONT, major_label_font_size=_FONT, legend_font_size=_FONT, value_font_size=_FONT
        ),
        show_legend=legend,
        legend_at_bottom=True,
        legend_at_bottom_columns=1,
        truncate_legend=-1,
        truncate_label=-1,
        print_values=of.form in {Form.BARS, Form.SHARES},
        print_values_position="top",
        formatter=lambda value: amount(Decimal(str(value)), of.form, cells.t),
        range=(0, ticks[-1]),
    )
    drawn.y_labels = [{"value": tick, "label": amount(Decimal(tick), of.form, cells.t)} for tick in ticks]
    return drawn


def _named(series: Series, cells: Cells) -> str:
    return _short(cells.plain(series.name)) if series.name else cells.t.text("wiki-figure-others", series.others)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _ticks(of: Drawing) -> list[int]:
    """From nothing to beyond the largest number, in a few round steps."""
    if of.form is Form.SHARES:
        return [0, 25, 50, 75, 100]
    columns = zip(*(each.values for each in of.series), strict=True)
    most = max(
        sum(known) if of.form is Form.STACKED else max(known) for values in columns if (known := [v for v in values if v is not None])
    )
    rough = max(1, float(most) / 4)
    power = 10 ** int(log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    return [step * number for number in range(ceil(float(most) / step) + 1)]
