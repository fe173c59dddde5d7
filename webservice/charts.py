"""Charts as SVG, to be shown as images: what they say stands beside them as a table, and in their alternative texts."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

import pygal
from pygal.style import Style

# pygal looks for maps in a manner of Python 2, of which Python 3.11 warns whenever any module is missing. They have their own package.
sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]

#: An image may bring its own style, and nothing else.
CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
#: Codex's colours, by day and by night.
_STYLE = Style(
    background="transparent",
    plot_background="transparent",
    foreground="#54595d",
    foreground_strong="#202122",
    foreground_subtle="#72777d",
    colors=("#36c",),
    font_family="sans-serif",
    label_font_size=20,
    major_label_font_size=20,
    stroke_width=4,
)
_BY_NIGHT = (
    "inline:@media (prefers-color-scheme: dark) { text.no_data, .title, .axis text { fill: #eaecf0 !important }"
    " .axis .line, .axis .guides { stroke: #72777d !important } .color-0 { stroke: #6d8af2 !important; fill: #6d8af2 !important } }"
)
#: A script that would make it move, and who made it when.
_NOT_DRAWN = re.compile("<script.*?</script>|<!--.*?-->", re.DOTALL)


def score_chart(scores: Sequence[tuple[str, int]]) -> str:
    """A line through scores of 0 to 100, each with the name of its day, oldest first. The same scores give the same text."""
    chart = pygal.Line(
        style=_STYLE,
        css=["file://style.css", "file://graph.css", _BY_NIGHT],
        js=(),
        no_prefix=True,
        width=800,
        height=320,
        range=(0, 100),
        y_labels=(0, 25, 50, 75, 100),
        show_legend=False,
        show_minor_x_labels=False,
        dots_size=6,
        margin=20,
        margin_right=90,
        disable_xml_declaration=True,
    )
    names = [name for name, _ in scores]
    chart.x_labels = names
    chart.x_labels_major = [names[0], names[-1]]
    chart.add("", [score for _, score in scores])
    return _NOT_DRAWN.sub("", str(chart.render(is_unicode=True)))
