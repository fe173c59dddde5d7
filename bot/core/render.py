"""Data to wikitext: what people typed elsewhere reaches a page of ours only as escaped plain text of bounded length."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from bot.core.reports.table import Report, Rows
from bot.core.rewrite import escape_value

#: Characters of a value that are shown; the rest is cut off.
SHOWN_CHARACTERS = 300
#: Rows a page: MediaWiki's limits allow some more (half a megabyte after expansion).
ROWS_PER_PAGE = 300

# What the parser makes links of without brackets: addresses, and the numbers of books and standards.
_LINKS = re.compile(r"(?<=[A-Za-z]):(?=[^ ])|//|\b[IRP](?=(?:SBN|FC|MID)\s)")


def plain(text: str, characters: int = SHOWN_CHARACTERS) -> str:
    """Text of anybody as the value of a named template parameter: no link, template, category, tag or signature can come of it."""
    if len(text) > characters:
        text = text[: characters - 1].rstrip() + "…"
    return _LINKS.sub(lambda found: "".join(f"&#{ord(character)};" for character in found[0]), escape_value(text))


#: Arguments that are addresses of our own making.
_ADDRESSES = frozenset({"url", "edit", "create"})


def call(name: str, arguments: Mapping[str, str], whole: Collection[str] = (), titles: Collection[str] = ("page",)) -> str:
    """A template call on one line; empty arguments are left out. Names and template name are ours, values are escaped here.

    Values of the arguments named in ``whole``, lists of codes say, are not cut. Those in ``titles`` are made links of: what else could hold
    markup ``escape_value`` takes away.
    """

    def escaped(key: str, value: str) -> str:
        if key in _ADDRESSES or key.endswith("_url"):
            return value
        return escape_value(value) if key in titles else plain(value, len(value) if key in whole else SHOWN_CHARACTERS)

    return "{{" + "|".join([name, *(f"{key}={escaped(key, value)}" for key, value in arguments.items() if value)]) + "}}"


def table_pages(report: Report, title: str, rows: Rows, facts: Mapping[str, str]) -> dict[str, str]:
    """A report of tables as one page or more: title -> wikitext. ``facts`` stand in the head of each part.

    A table that is cut begins anew on the next part; one without rows says so.
    """
    pages: dict[str, str] = {}
    bodies: list[list[str]] = [[]]
    left = ROWS_PER_PAGE
    for table in report.tables:
        waiting = list(rows.get(table.name, ()))
        start = 0
        while start == 0 or start < len(waiting):
            if left < table.weight:
                bodies.append([])
                left = ROWS_PER_PAGE
            part = waiting[start : start + left // table.weight]
            place = {"report": report.name, "table": table.name}
            lines = [call("Partnership report table", {**place, "count": str(len(waiting)), "from": str(start + 1)})]
            codes = {column.name for column in table.columns if column.type not in {"text", "user", "page"}}
            titles = {column.name for column in table.columns if column.type == "page"}
            lines += [call("Partnership report row", {**place, **row}, codes, titles) for row in part]
            if part:
                lines.append(call("Partnership report table end", place))
            bodies[-1] += lines
            left -= len(part) * table.weight
            start += max(len(part), 1)
    count = str(sum(map(len, rows.values())))
    for number, body in enumerate(bodies, 1):
        place = {"page": title, "count": count, "part": str(number), "parts": str(len(bodies))}
        head = call("Partnership report", {"report": report.name, **facts, **place})
        foot = call("Partnership report end", {"report": report.name, **place})
        pages[title if number == 1 else f"{title}/{number}"] = "\n".join([head, *body, foot])
    return pages


def report_pages(report: str, title: str, rows: Sequence[Mapping[str, str]], facts: Mapping[str, str]) -> dict[str, str]:
    """A report as one page or more: title -> wikitext. ``facts`` stand in the head of each part; the rows carry codes and plain values.

    There is always a first page, so that an empty report says so.
    """
    parts = [rows[start : start + ROWS_PER_PAGE] for start in range(0, len(rows), ROWS_PER_PAGE)] or [[]]
    pages = {}
    for number, part in enumerate(parts, 1):
        place = {"count": str(len(rows)), "part": str(number), "parts": str(len(parts))}
        lines = [call("Partnership report", {"report": report, **facts, **place})]
        lines += [call("Partnership report row", {"report": report, **row}) for row in part]
        lines.append(call("Partnership report end", {"report": report, **place}))
        pages[title if number == 1 else f"{title}/{number}"] = "\n".join(lines)
    return pages


def is_report(text: str) -> bool:
    """Whether a page's text is one that ``report_pages`` wrote: only such a page may be written again."""
    return text.lstrip().startswith("{{Partnership report|report=")
