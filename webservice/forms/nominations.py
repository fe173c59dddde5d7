"""Deciding on nominations: what one leads to is shown first, and the bot's own rules tell whether an approval will count."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from flask_limiter import Limiter
from markupsafe import Markup
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.core.agreement import may_be_thanked
from bot.core.composing import UnfitError
from bot.core.page import Page
from bot.core.parse import Reader
from bot.core.recognition.approval import Approvals, Judged, affiliates
from bot.core.recognition.deciding import Deed, Stand, foreseen, with_deed
from bot.core.recognition.nomination_page import nomination_in
from bot.core.recognition.planning import UNDECIDED
from bot.core.recognition.recipient import user_of
from bot.core.recognition.verdict import Why
from bot.core.records import Nomination
from bot.core.site import Site
from bot.wiki.person import PersonWiki
from webservice.auth import Person, home_wiki
from webservice.forms.flow import Change
from webservice.forms.rules import known_site, page_root, reader_of, site_of
from webservice.forms.taking import WRITES, answering, carried_out, existing, nothing_to_do, there, with_person
from webservice.request import knowledge, reader, tool

_DEEDS = ",".join(Deed)


def nomination_pages(limiter: Limiter) -> Blueprint:
    """The addresses for deciding on a nomination of the home wiki."""
    pages = answering("deciding")

    @pages.route(f"/nominations/<page_id:page_id>/<any({_DEEDS}):deed>", methods=["GET", "POST"])
    @limiter.limit(WRITES, methods=["POST"])
    def decide(page_id: int, deed: str) -> Response:
        """Does something about a nomination."""
        return with_person(lambda someone: _decide(page_id, Deed(deed), someone))

    return pages


def deeds(nomination: Nomination, name: str) -> list[Deed]:
    """What somebody may do about a nomination, by its record."""
    return list(Stand(name, nomination, user_of(nomination.nominee, known_site())).deeds) if _is_here(nomination) else []


def is_entitled(wiki: PersonWiki, name: str) -> bool:
    """Whether Settings let somebody approve. Raises WikiError."""
    return _approvals(wiki, {name}, site_of(wiki)).entitled(name)


def _is_here(nomination: Nomination) -> bool:
    return nomination.source.site == tool().settings.home


@dataclass(frozen=True)
class _Case:
    """A nomination as its page has it now, and who looks at it."""

    wiki: PersonWiki
    page: Page
    nomination: Nomination
    reading: Reader
    name: str

    @property
    def stand(self) -> Stand:
        return Stand(self.name, self.nomination, self.nominee)

    @property
    def nominee(self) -> str:
        """The user who is to be thanked; empty where it is no user."""
        return user_of(self.nomination.nominee, self.reading.site)

    def judged(self, text: str | None = None) -> Judged:
        """What the bot will judge once this text is saved, or judges now. Raises WikiError."""
        history = self.wiki.community.history(self.page.title)
        said = self.nomination
        people = {each.user for each in history} | {said.nominated_by, said.approved_by, self.nominee, self.name}
        approvals = _approvals(self.wiki, people - {""}, self.reading.site)

        def read(other: str) -> Nomination | None:
            return nomination_in(self.page, other, self.reading)

        if text is None:
            return approvals.judge(history, read)
        return foreseen(approvals, history, read, text, self.name)


def _approvals(wiki: PersonWiki, people: set[str], site: Site) -> Approvals:
    known, settings = knowledge(), tool().settings
    bot = settings.account(settings.home).bot_username
    accounts = wiki.community.accounts(sorted(people))
    return Approvals(known.settings, accounts, affiliates(known.partnerships), bot, tool().now(), lambda title: user_of(title, site))


def _decide(page_id: int, deed: Deed, someone: Person) -> Response:
    wiki = home_wiki(someone)
    page, reading = existing(wiki, page_id), reader_of(site_of(wiki))
    nomination = nomination_in(page, page.text, reading)
    if nomination is None:
        if page_id not in {each.source.page_id for each in knowledge().of(Nomination) if _is_here(each)}:
            raise NotFound("web-error-record")
        return _refused(deed, page_id, reader()("recognition-several"))
    case = _Case(wiki, page, nomination, reading, someone.name)
    refusal = _refusal(case, deed)
    if refusal:
        return _refused(deed, page_id, refusal)
    change = Change(
        page.title,
        page,
        lambda now: with_deed(there(now), deed, someone.name, reading),
        tool().messages(reading.site.language, f"web-summary-{deed}", page_root()),
        _warnings(case, deed),
        about=_about(case, deed),
        back=_back(page_id),
        did=deed,
    )
    return carried_out(wiki, change)


def _refused(deed: Deed, page_id: int, why: Markup) -> Response:
    return nothing_to_do(f"web-decide-{deed}", [why], [(_back(page_id), "web-decide-back")])


def _back(page_id: int) -> str:
    return url_for("nominations.one", site=tool().settings.home, page_id=page_id)


def _refusal(case: _Case, deed: Deed) -> Markup | None:
    """Why somebody cannot do this, in words; None where nothing speaks against it. Raises WikiError."""
    t, said = reader(), case.nomination
    if said.status not in UNDECIDED:
        return t("web-decide-closed", t.label("nomination-status", said.status))
    if deed is Deed.APPROVE:
        return _against_approval(case)
    if deed not in case.stand.deeds:
        return t("web-decide-not-yours" if deed in {Deed.WITHDRAW, Deed.DECLINE} else "web-decide-nothing")
    if deed is Deed.DECLINE and not is_entitled(case.wiki, case.name):
        return t("web-decide-unentitled")
    return None


def _against_approval(case: _Case) -> Markup | None:
    t, said = reader(), case.nomination
    if said.approved_by and case.judged().why is None:
        return t("web-decide-nothing") if said.approved_by == case.name else t("web-decide-approved", t.isolate(said.approved_by))
    try:
        why = case.judged(with_deed(case.page, Deed.APPROVE, case.name, case.reading)).why
    except UnfitError:
        return None  # the flow tells
    if why is Why.UNENTITLED:
        return t("web-decide-unentitled")
    return t(f"recognition-{why}") if why else None


def _warnings(case: _Case, deed: Deed) -> list[Markup]:
    """What keeps the message from being delivered although it is approved."""
    known, said = knowledge(), case.nomination
    here = next((found for place in known.places(said.nominee, said) if (found := known.partnerships_by_page.get(place))), ())
    lacks_consent = deed is Deed.APPROVE and not all(map(may_be_thanked, here))
    return [reader()(f"recognition-{Why.CONSENT}")] if lacks_consent else []


def _about(case: _Case, deed: Deed) -> Markup:
    settings = knowledge().settings
    barnstar = settings.barnstars.get(settings.barnstar_named(case.nomination.barnstar))
    labels = barnstar.labels if barnstar else {}
    t = reader()
    name = next((labels[code] for code in (t.language, *t.messages.fallbacks(t.language), "en") if code in labels), "")
    return Markup(  # noqa: S704 (a template that escapes)
        render_template(
            "forms/nomination_about.html",
            nomination=case.nomination,
            barnstar=name or case.nomination.barnstar,
            deed=deed,
            days=settings.objection_days,
        )
    )
