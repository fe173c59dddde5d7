"""Command *letter*: a letter of thanks or a certificate for a partner, from what the database says of its partnership."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import assert_never

import click

from bot.core.belonging import contributions_of
from bot.core.data_pages import page_address
from bot.core.page_links import fold_title
from bot.core.recognition import acknowledgement
from bot.core.recognition.acknowledgement import Refusal, Refused
from bot.core.recognition.certificate import certificate
from bot.core.recognition.letter import letter
from bot.core.records import Partnership
from bot.core.values.folding import folded
from bot.i18n import Messages, language_table
from bot.store import Store
from bot.wiki.protocol import WikiError

#: So many titles are offered, that contain what was written if it is so long at least.
_OFFERED, _SHORTEST = 3, 3

FORMATS = {"letter": letter, "certificate": certificate}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be made for the partnership on a page.

    ``site`` and ``name`` tell it from others on pages of this title; without a language it is in one of the partnership's own.
    """

    page: str
    site: str | None
    name: str | None
    language: str | None
    form: str


#: The command's own options, which make a ``Wanted``.
OPTIONS = (
    click.option("--page", required=True, metavar="TITLE", help="The partnership's page."),
    click.option("--wiki", "site", metavar="DBNAME", help="Its wiki, where several have such a page."),
    click.option("--name", metavar="NAME", help="The partnership's name, where the page has several."),
    click.option("--language", metavar="CODE", help="In which language; the first of the partnership's that has messages by default."),
    click.option(
        "--format", "form", type=click.Choice([*FORMATS]), default="letter", show_default=True,
        help="A letter (HTML, to print) or a certificate (SVG, for a wall).",
    ),
)  # fmt: skip


def made(wanted: Wanted, store: Store, messages: Messages, today: date) -> str:
    """The text of the file. Raises WikiError where there is no such partnership or language, or its partner may not be thanked."""
    records = store.records()
    partnership = _chosen(wanted, [record for record in records if isinstance(record, Partnership)])
    source = partnership.source
    site = store.sites().get(source.site)
    told = acknowledgement.of(
        partnership,
        contributions_of(records).get(partnership.key, ()),
        address=page_address(site.article_url, source.title) if site else "",
        today=today,
        reach=[measured.reach for measured in store.reach()],
    )
    if isinstance(told, Refused):
        raise WikiError(f"nothing is made: {_explained(told.reason, partnership)}")
    language = _language(wanted.language, partnership, messages)
    form = FORMATS[wanted.form]
    return form(told, functools.partial(messages, language), language_table()[language].bcp47, messages.direction(language))


def write(text: str, output: Path | None) -> None:
    """To a file, or to standard output. Raises WikiError."""
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise WikiError(f"{output}: cannot be written ({error.strerror}): check its path and rights") from None


def _chosen(wanted: Wanted, partnerships: Sequence[Partnership]) -> Partnership:
    title = fold_title(wanted.page)
    found = [
        record
        for record in partnerships
        if fold_title(record.source.title) == title
        and wanted.site in (None, record.source.site)
        and (wanted.name is None or folded(record.display_name) == folded(wanted.name))
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        where = f" on {wanted.site}" if wanted.site else ""
        near = " or ".join(_near(wanted, partnerships))
        remedy = f"did you mean {near}?" if near else "read its wiki first, with “python -m bot collect”"
        raise WikiError(f"the database has no partnership “{wanted.name or wanted.page}”{where}: {remedy}")
    sites = sorted({record.source.site for record in found})
    if len(sites) > 1:
        raise WikiError(f"“{wanted.page}” has a partnership on several wikis: name one with --wiki: {', '.join(sites)}")
    raise WikiError(f"“{wanted.page}” has several partnerships: name one with --name: {', '.join(record.display_name for record in found)}")


def _near(wanted: Wanted, partnerships: Sequence[Partnership]) -> list[str]:
    """Partnerships on such a page, else pages whose titles are spelt alike or contain what was written; each with its wiki."""
    if here := [record for record in partnerships if fold_title(record.source.title) == fold_title(wanted.page)]:
        return [f"“{record.display_name}” ({record.source.site})" for record in here]
    titles = {folded(record.source.title): record.source for record in partnerships}
    text = folded(wanted.page)
    containing = (title for title in titles if text in title) if len(text) >= _SHORTEST else ()
    close = dict.fromkeys((*containing, *difflib.get_close_matches(text, titles, n=_OFFERED)))
    return [f"“{titles[title].title}” ({titles[title].site})" for title in [*close][:_OFFERED]]


def _language(wanted: str | None, partnership: Partnership, messages: Messages) -> str:
    if wanted is None:
        return acknowledgement.language_of(partnership, messages.languages)
    if wanted.lower() not in messages.languages:
        raise WikiError(f"there are no messages in “{wanted}”: choose one of {', '.join(messages.languages)}")
    return wanted.lower()


def _explained(reason: Refusal, partnership: Partnership) -> str:
    """Why not, and what would help."""
    source = partnership.source
    page = f"“{source.title}” ({source.site})"
    match reason:
        case Refusal.CONSENT_REFUSED:
            return f"{page} says “recognition_consent = no”: the partner does not want to be thanked in public"
        case Refusal.CONSENT_UNKNOWN:
            return (
                f"{page} does not say that the partner agrees to be thanked: ask it, then add “recognition_consent = yes” or “= name-only” "
                "to {{Partnership}} there, and where it agreed as “consent_evidence”, and read the wiki again"
            )
        case Refusal.CONSENT_UNSEEN:
            return (
                f"{page} does not show where the partner agreed: add that as “consent_evidence” to {{{{Partnership}}}} there "
                "and read the wiki again"
            )
        case Refusal.NO_PARTNER:
            return f"{page} names no partner: add “partner = …” to {{{{Partnership}}}} there and read the wiki again"
        case _:
            assert_never(reason)
