"""A letter of thanks to a partner: one page of HTML to print, sign and send, which needs nothing from anywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Literal

from bot.core.recognition.acknowledgement import Acknowledgement, CategoryReach, Gift
from bot.core.recognition.ornament import rosette
from bot.core.recognition.reach import Reach, month_number
from bot.core.recognition.wording import END, ISOLATE, Message, Wording, isolated, readable_address

#: So many months are drawn.
_MONTHS_DRAWN = 24

_STYLE = """
:root { color-scheme: light; }
html { background: #f1efe9; }
body { margin: 0; color: #202122; font: 1rem/1.5 Georgia, "Noto Serif", "Noto Naskh Arabic", serif; }
main { box-sizing: border-box; max-width: 44rem; margin: 0 auto; padding: 2.5rem clamp(1rem, 7vw, 4rem); background: #fff; }
main { overflow-wrap: anywhere; }
h1 { margin: 0; color: #14425a; font-size: 1.9rem; font-weight: normal; line-height: 1.25; }
h2 { margin: 1.4rem 0 0.4rem; color: #14425a; font-size: 1.1rem; break-after: avoid; }
p, ul, dl { margin: 0.6rem 0; }
ul { padding-inline-start: 1.2rem; }
header { display: flex; align-items: center; justify-content: space-between; gap: 1rem; }
header { border-block-end: 3px double #7d5a12; padding-block-end: 0.6rem; margin-block-end: 1.2rem; }
.rosette { flex: none; fill: none; stroke: #7d5a12; }
.date, .small { color: #54595d; }
.small { font-size: 0.85rem; line-height: 1.45; }
.to { font-size: 1.15rem; }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) minmax(0, 1fr); gap: 0.1rem 1.2rem; }
dt { color: #54595d; }
dd { margin: 0; }
.figures dd { font-variant-numeric: tabular-nums; }
.bars { display: block; max-width: 100%; margin-block: 0.5rem; fill: #14425a; }
[dir="rtl"] .bars { transform: scaleX(-1); }
.signature { break-inside: avoid; margin-block-start: 1.4rem; }
.line { width: min(18rem, 100%); margin-block-start: 3rem; border-block-start: 1px solid #54595d; padding-block-start: 0.2rem; }
a { color: #14425a; }
@media (max-width: 30rem) { dl { display: block; } dd { margin-block-end: 0.4rem; } }
@page { margin: 14mm 20mm; }
@media print {
html { background: none; font-size: 10pt; }
body { line-height: 1.35; }
main { max-width: none; padding: 0; }
h2 { margin-block-start: 0.9rem; }
p, ul, dl { margin-block: 0.45rem; }
header { margin-block-end: 0.8rem; padding-block-end: 0.4rem; }
.signature { margin-block-start: 0.9rem; }
a { color: inherit; text-decoration: none; }
}
"""


def letter(acknowledgement: Acknowledgement, message: Message, language: str, direction: Literal["ltr", "rtl"]) -> str:
    """The page. ``message`` answers in ``language`` (BCP 47), which is written in ``direction``."""
    return _Letter(acknowledgement, Wording(message, language, direction)).page()


class _Letter:
    def __init__(self, acknowledgement: Acknowledgement, wording: Wording) -> None:
        self._told = acknowledgement
        self._wording = wording

    def page(self) -> str:
        language, direction = escape(self._wording.language), self._wording.direction
        title = self._text("letter-title")
        return "\n".join(
            (
                f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction}">\n<head>\n<meta charset="utf-8">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">""",
                f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>",
                f"<header>\n<h1>{title}</h1>\n{_ornament()}\n</header>",
                *self._content(),
                "</main>\n</body>\n</html>\n",
            )
        )

    def _content(self) -> Iterator[str]:
        told = self._told
        yield f'<p class="date">{_html(self._wording.date(told.written))}</p>'
        yield f'<p class="to">{self._text("letter-to", self._wording.listed(told.partners))}</p>'
        yield f"<p>{self._text('letter-opening')}</p>"
        if told.gifts:
            yield f"<h2>{self._text('letter-given')}</h2>\n<ul>"
            yield from (f"<li>{self._gift(gift)}</li>" for gift in told.gifts)
            yield "</ul>"
        if told.reach:
            yield f"<h2>{self._text('letter-became')}</h2>"
            for reach in told.reach:
                yield from self._reach(reach)
            if any(reach.newest for reach in told.reach):
                yield f'<p class="small">{self._text("letter-source")}</p>'
        yield f"<p>{self._text('letter-closing')}</p>"
        yield from self._signature()
        yield f"<h2>{self._text('letter-record')}</h2>"
        yield from _definitions(self._record())
        yield f'<p class="small">{self._text("letter-limits")}</p>'

    def _gift(self, gift: Gift) -> str:
        """What it is, else of what kind; when; how many records, and how many of them are linked."""
        kind = self._wording.message(f"label-contribution-type-{gift.kind}") if gift.kind else ""
        parts = [isolated(gift.what) if gift.what else kind, kind if gift.what else "", self._wording.date(gift.date)]
        if gift.records is not None:
            parts.append(self._wording.message("letter-records", gift.records))
        if gift.linked:
            parts.append(self._wording.message("letter-linked", gift.linked))
        return _html(" · ".join(filter(None, parts)))

    def _reach(self, reach: CategoryReach) -> Iterator[str]:
        category, newest = isolated(reach.category), reach.newest
        if newest is None:
            yield f"<p>{self._text('letter-reach-unknown', category)}</p>"
            return
        yield f"<p>{self._text('letter-reach', category, self._wording.date(newest.month))}</p>"
        figures = [
            ("letter-files", newest.files),
            ("letter-used-files", newest.used_files),
            ("letter-pages", newest.pages),
            ("letter-wikis", newest.wikis),
            ("letter-views", newest.views),
        ]
        rows = [(self._text(key), self._figure(value)) for key, value in figures]
        if (views := reach.views) and views.first != views.last:
            name = self._text("letter-views-together", self._wording.date(views.first), self._wording.date(views.last))
            unknown = f" {self._text('letter-months-unknown', views.unknown)}" if views.unknown else ""
            rows.append((name, self._figure(views.total) + unknown))
        yield from _definitions(rows, "figures")
        if views and views.first != views.last:
            yield _bars(reach.months)

    def _figure(self, value: int | None) -> str:
        return self._text("letter-unknown") if value is None else self._wording.number(value)

    def _record(self) -> Iterator[tuple[str, str]]:
        told, wording = self._told, self._wording
        yield self._text("letter-partnership"), _html(isolated(told.name))
        for key, date in (("letter-began", told.began), ("letter-ended", told.ended)):
            if date:
                yield self._text(key), _html(wording.date(date))
        if told.lead:
            yield self._text("letter-lead"), _html(isolated(told.lead))
        yield self._text("letter-page"), self._page()
        if told.revision:
            yield self._text("letter-revision"), _html(str(told.revision))

    def _page(self) -> str:
        """Where it is read, as people can type it."""
        told = self._told
        if not told.address.startswith(("https://", "http://")):
            return _html(isolated(told.title))
        return f'<a href="{escape(told.address)}"><bdi dir="ltr">{escape(readable_address(told.address))}</bdi></a>'

    def _signature(self) -> Iterator[str]:
        yield f'<div class="signature">\n<p>{self._text("letter-gratitude")}</p>'
        yield f'<div class="line small">{self._text("letter-signature")}</div>'
        if self._told.lead:
            yield f"<p>{_html(isolated(self._told.lead))}</p>"
        yield "</div>"

    def _text(self, key: str, *parameters: str | int) -> str:
        return _html(self._wording.message(key, *parameters))


def _html(text: str) -> str:
    """Plain text as HTML, with an element for each isolate."""
    return escape(text).replace(ISOLATE, "<bdi>").replace(END, "</bdi>")


def _definitions(rows: Iterator[tuple[str, str]] | list[tuple[str, str]], kind: str = "record") -> Iterator[str]:
    """Names and values, both HTML, as a list of definitions."""
    yield f'<dl class="{kind}">'
    yield from (f"<dt>{name}</dt>\n<dd>{value}</dd>" for name, value in rows)
    yield "</dl>"


def _ornament() -> str:
    path = rosette(30, 30, 28, petals=16, inner=0.25)
    return f'<svg class="rosette" viewBox="0 0 60 60" width="60" height="60" aria-hidden="true"><path d="{path}"/></svg>'


def _bars(months: tuple[Reach, ...]) -> str:
    """Views by month, drawn below the figures that say the same; a month that is not known has no bar."""
    last = month_number(months[-1].month)
    ages = [(last - month_number(month.month), month.views) for month in months if month.views is not None]
    drawn = [(age, views) for age, views in ages if age < _MONTHS_DRAWN]
    most = max((views for _, views in drawn), default=0) or 1
    count = max((age for age, _ in drawn), default=0) + 1
    heights = [(18 * (count - 1 - age), max(1.0, 36 * views / most)) for age, views in drawn]
    bars = "".join(f'<rect x="{x}" y="{36 - height:.1f}" width="14" height="{height:.1f}"/>' for x, height in heights)
    return f'<svg class="bars" viewBox="0 0 {18 * count} 36" width="{18 * count}" height="36" aria-hidden="true">{bars}</svg>'
