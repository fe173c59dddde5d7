"""Who was thanked, year by year; letters of thanks and certificates for partners who agreed to them."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from bot.core.agreement import may_be_thanked
from bot.core.bot_pages import recognition_root
from bot.core.data_pages import page_address
from bot.core.knowledge import Knowledge
from bot.core.recognition import acknowledgement
from bot.core.recognition.acknowledgement import Acknowledgement, Refused
from bot.core.recognition.certificate import HEIGHT, WIDTH, certificate
from bot.core.recognition.letter import letter
from bot.core.recognition.ornament import rosette
from bot.core.records import Nomination, Partnership
from bot.core.reports import year as of_year
from bot.core.reports.table import Row
from bot.i18n import language_table
from webservice.arguments import refuse_unknown
from webservice.catalogue import CATALOGUES, NotUnderstoodError
from webservice.headers import SELF_CONTAINED_POLICY
from webservice.pages.reports import address, cells, image, made
from webservice.request import find_record, freshness, knowledge, record_address, tool, wikis

recognition = Blueprint("recognition", __name__)

_COMMONS = "https://commons.wikimedia.org/wiki/$1"
_LANGUAGE = "language"
_DOWNLOAD = "download"
_DELIVERED, _THANKS = of_year.REPORT.tables


@dataclass(frozen=True, slots=True)
class _Given:
    """A barnstar or thank-you on the wall: its row, where it says why, its picture on Commons, and the emblem drawn instead of that."""

    row: Row
    nomination: str
    picture: str
    emblem: str


@dataclass(frozen=True, slots=True)
class _Partner:
    """A partner who is thanked: the cells of its row, and its letter where one can be written."""

    row: Row
    letter: str


@recognition.get("/recognition")
def newest() -> str:
    """The wall of this year."""
    return wall(knowledge().today.year)


@recognition.get("/recognition/<int(fixed_digits=4):year>")
def wall(year: int) -> str:
    """What was delivered in a year, and the partners who gave something in it and may be thanked."""
    refuse_unknown()
    of = knowledge()
    years = _years(of)
    if str(year) not in years:
        raise NotFound
    rows = of_year.rows(of, str(year))
    nominations = {each.source.title: each for each in of.of(Nomination) if each.source.site == of.home}
    return render_template(
        "recognition.html",
        year=year,
        years=years,
        given=[_given(of, row, nominations) for row in rows[_DELIVERED.name]],
        partners=_by_region([_Partner(row, _letter_address(row)) for row in rows[_THANKS.name]]),
        cells=cells(),
        columns={column.name: column for column in (*_DELIVERED.columns, *_THANKS.columns)},
        wiki_page=wikis().page(of.home, f"{recognition_root(of.page_root)}{year}"),
        nominate=wikis().page(of.home, recognition_root(of.page_root).rstrip("/")),
        freshness=freshness(),
    )


@recognition.get("/recognition/thanks/<dbname:site>/<page_id:page_id>", defaults={"name": ""})
@recognition.get("/recognition/thanks/<dbname:site>/<page_id:page_id>/<path:name>")
def thanks(site: str, page_id: int, name: str) -> str | AnyResponse:
    """A partner's letter and certificate, in a language to be chosen."""
    refuse_unknown(_LANGUAGE)
    partnership, _ = _told(site, page_id, name)
    if partnership.key_name != name:
        return redirect(record_address(partnership, ".thanks"))
    language = _language(partnership)
    place: dict[str, Any] = {"site": site, "page_id": page_id, "name": name or None, _LANGUAGE: language}
    return render_template(
        "thanks.html",
        partnership=partnership,
        language=language,
        letter=url_for(".as_letter", **place),
        certificate=url_for(".as_certificate", **place),
        download=url_for(".as_certificate", **place, download="1"),
        size=(WIDTH, HEIGHT),
        freshness=freshness(),
    )


@recognition.get("/recognition/letter/<dbname:site>/<page_id:page_id>", defaults={"name": ""})
@recognition.get("/recognition/letter/<dbname:site>/<page_id:page_id>/<path:name>")
def as_letter(site: str, page_id: int, name: str) -> Response:
    """The letter, to print and sign: a page that needs nothing from here."""
    refuse_unknown(_LANGUAGE)
    partnership, told = _told(site, page_id, name)
    language = _language(partnership)
    messages = tool().messages
    text = letter(told, functools.partial(messages, language), language_table()[language].bcp47, messages.direction(language))
    response = Response(text, mimetype="text/html")
    response.headers["Content-Security-Policy"] = SELF_CONTAINED_POLICY
    return response


@recognition.get("/recognition/certificate/<dbname:site>/<page_id:page_id>", defaults={"name": ""})
@recognition.get("/recognition/certificate/<dbname:site>/<page_id:page_id>/<path:name>")
def as_certificate(site: str, page_id: int, name: str) -> Response:
    """The certificate, to print on a sheet of A4; as a file with ``download``."""
    refuse_unknown(_LANGUAGE, _DOWNLOAD)
    partnership, told = _told(site, page_id, name)
    language = _language(partnership)
    messages = tool().messages
    answer = image(certificate(told, functools.partial(messages, language), language_table()[language].bcp47, messages.direction(language)))
    if request.args.get(_DOWNLOAD):
        answer.headers["Content-Disposition"] = f'attachment; filename="certificate-{site}-{page_id}-{language}.svg"'
    return answer


def _years(of: Knowledge) -> list[str]:
    """This year, and those in which something was delivered or given by somebody who may be thanked; the newest first."""
    thanked = (record.key for record in of.partnerships if may_be_thanked(record))
    given = {each.date[:4] for key in thanked for each in of.contributions.get(key, ()) if each.date}
    delivered = {f"{each.time:%Y}" for each in of.deliveries}
    this = f"{of.today:%Y}"
    return sorted({this, *delivered, *(year for year in given if year <= this)}, reverse=True)


def _given(of: Knowledge, row: Row, nominations: Mapping[str, Nomination]) -> _Given:
    barnstar = of.settings.barnstars.get(row.get("barnstar", ""))
    picture = page_address(_COMMONS, f"File:{barnstar.image}") if barnstar and barnstar.image else ""
    # Each barnstar has a rosette of its own: petals that go round.
    petals = 9 + 2 * (crc32((row.get("barnstar") or row["kind"]).encode()) % 12)
    return _Given(row, address(nominations[row["nomination"]]), picture, rosette(50, 50, 46, petals=petals, inner=0.3))


def _by_region(partners: Sequence[_Partner]) -> Mapping[str, list[_Partner]]:
    found: dict[str, list[_Partner]] = {}
    for partner in partners:
        found.setdefault(partner.row.get("region", ""), []).append(partner)
    return found


def _letter_address(row: Row) -> str:
    record = made().records.get((row["page"], row["page_url"], row["page_name"]))
    return record_address(record, ".thanks") if record else ""


def _told(site: str, page_id: int, name: str) -> tuple[Partnership, Acknowledgement]:
    """The partnership, and what its partner is thanked for. Raises NotFound where there is none, or it may not be thanked."""
    record = find_record(CATALOGUES[Partnership.kind], site, page_id, name)
    if not isinstance(record, Partnership):
        raise NotFound("web-error-record")
    of = knowledge()
    url = wikis().page(record.source.site, record.source.title)
    told = acknowledgement.of(record, of.contributions.get(record.key, ()), address=url, today=of.today, reach=of.reach)
    if isinstance(told, Refused):
        raise NotFound("web-error-letter")
    return record, told


def _language(partnership: Partnership) -> str:
    """The language that was asked for, else one of the partnership's own. Raises NotUnderstoodError."""
    asked, languages = request.args.get(_LANGUAGE, ""), tool().messages.languages
    if asked and asked not in languages:
        raise NotUnderstoodError("web-error-choice", _LANGUAGE, asked[:100], ", ".join(languages))
    return asked or acknowledgement.language_of(partnership, languages)
