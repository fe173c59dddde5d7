"""Partners across wikis: a list with search, and a page for each."""

from __future__ import annotations

import math
import re

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from bot.core.values.folding import folded
from webservice.catalogue import MAX_VALUE, PAGE, PER_PAGE, SEARCH, BeyondTheEndError, NotUnderstoodError
from webservice.related import related
from webservice.request import freshness

partners = Blueprint("partners", __name__, url_prefix="/partners")


@partners.get("")
def everyone() -> str:
    """All partners by name, or those whose name or item has the words that were looked for."""
    search = " ".join(request.args.get(SEARCH, "").split())
    if len(search) > MAX_VALUE:
        raise NotUnderstoodError("web-error-long", SEARCH, MAX_VALUE)
    number = request.args.get(PAGE, "1")
    if not re.fullmatch(r"0*[1-9][0-9]{0,8}", number, re.ASCII):
        raise NotUnderstoodError("web-error-page-number", number)
    words = folded(search).split()
    called = ((partner, f"{folded(partner.name)} {folded(partner.item)}") for partner in related().partners.all)
    found = [partner for partner, name in called if all(word in name for word in words)]
    page, pages = int(number), max(1, math.ceil(len(found) / PER_PAGE))
    if page > pages:
        raise BeyondTheEndError(page, pages)
    shown = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    return render_template(
        "partners.html", shown=shown, total=len(found), page=page, pages=pages, search=search, page_argument=PAGE, freshness=freshness()
    )


@partners.get("/<path:key>")
def one(key: str) -> str | AnyResponse:
    """One partner. Under a key that it had once, or would have without its item, its address now is given."""
    partner = related().partners.get(key)
    if partner is None:
        raise NotFound
    if partner.key != key:
        return redirect(url_for(".one", key=partner.key))
    known = related().knowledge
    hubs = {hub.key: hub for record in partner.records if (hub := known.hub_of(record))}
    given = [contribution for record in partner.records for contribution in known.contributions.get(record.key, ())]
    return render_template(
        "partner.html",
        partner=partner,
        hubs=tuple(hubs.values()),
        given=given,
        first=min((record.start for record in partner.records if record.start), default=""),
        freshness=freshness(),
        related=related(),
    )
