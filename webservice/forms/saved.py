"""What was saved, where, and what would be good to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from werkzeug.exceptions import NotFound

from bot.core.configuration import Check
from bot.core.documentation import documentation
from bot.core.parse import parse
from bot.core.records import Partnership
from bot.core.vocabulary import Vocabulary
from bot.wiki.protocol import WikiError
from webservice.auth import home_wiki, person
from webservice.catalogue import NotUnderstoodError
from webservice.forms.rules import configuration, reader_of, site_of
from webservice.request import reader, tool, wikis

saved = Blueprint("saved", __name__)

_MOST_STEPS = 3
#: What to say of what was done besides, by its name in the address.
DID: Mapping[str, str] = {
    name: f"web-did-{name}"
    for name in ("claim", "release", "approve", "unapprove", "object", "unobject", "withdraw", "decline", "opt-out", "opt-in")
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """What would make the page better: what it is called, the minutes it takes, the points it earns, and where it is done."""

    label: str
    minutes: int
    points: int
    url: str


@saved.get("/saved")
def show() -> str:
    """The page that was saved, and the cheapest next steps where it is a partnership's."""
    title, revision = request.args.get("page", ""), request.args.get("revision", "")
    for name in request.args:
        if name not in {"page", "revision", "merged", "did", "uselang"}:
            raise NotUnderstoodError("web-error-parameter", name, "page, revision, merged, did")
    if not title or not revision.isascii() or not revision.isdecimal() or len(revision) > 18:
        raise NotFound
    partnership = _partnership(title)
    found = documentation(partnership, configuration(), tool().now().date()) if partnership else None
    home = tool().settings.home
    return render_template(
        "forms/saved.html",
        page_url=wikis().page(home, title),
        revision_url=wikis().revision(home, int(revision)),
        revision=revision,
        title=title,
        merged="merged" in request.args,
        did=DID.get(request.args.get("did", "")),
        partnership=partnership,
        score=found.score if found else None,
        steps=[_step(check, partnership) for check in found.failed[:_MOST_STEPS]] if found and partnership else (),
    )


def _partnership(title: str) -> Partnership | None:
    """The first partnership of a page as it is now; None where nobody is logged in who could read it, or the wiki does not answer."""
    someone = person()
    if someone is None:
        return None
    wiki = home_wiki(someone)
    try:
        page = wiki.read([title]).get(title)
        records = parse(page, reader_of(site_of(wiki))).records if page else ()
    except WikiError:
        return None
    return next((record for record in records if isinstance(record, Partnership)), None)


def _step(check: Check, partnership: Partnership) -> NextStep:
    t = reader()
    labels = Vocabulary(configuration().all_labels())
    label = check.code if t.shows_keys else labels.label("check", check.code, (t.language, *t.messages.fallbacks(t.language)))
    if check.parameters:
        name = partnership.key_name
        url = url_for("forms.edit", path="partnerships", page_id=partnership.source.page_id, name=name or None, step=check.code)
    else:
        url = wikis().edit(partnership.source.site, partnership.source.title)
    return NextStep(label, check.minutes, check.points, url)
