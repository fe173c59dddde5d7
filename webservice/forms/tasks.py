"""Taking on what is missing in the documentation of a partnership, so that nobody else begins it, and giving it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, url_for
from flask_limiter import Limiter
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.core.claiming import claim_on, task_page, tasks_about, with_claim, without_claim
from bot.core.configuration import Check
from bot.core.documentation import Claim, documentation
from bot.core.page import Page
from bot.core.page_links import fold_title
from bot.core.parse import parse
from bot.core.records import Partnership, Task
from bot.wiki.person import PersonWiki
from webservice.auth import Person, home_wiki
from webservice.forms.flow import Change
from webservice.forms.rules import configuration, page_root, reader_of, site_of
from webservice.forms.taking import WRITES, answering, carried_out, check_label, existing, nothing_to_do, or_empty, there, with_person
from webservice.request import knowledge, reader, tool


def task_pages(limiter: Limiter) -> Blueprint:
    """The addresses for taking a task on and giving it back."""
    pages = answering("claims")
    writes = limiter.limit(WRITES, methods=["POST"])

    @pages.route("/claim/<page_id:page_id>/<check>", methods=["GET", "POST"])
    @writes
    def claim(page_id: int, check: str) -> Response:
        """Takes on a check of the partnerships on a page of the home wiki."""
        return with_person(lambda someone: _claim(page_id, _check(check), someone))

    @pages.route("/release/<page_id:page_id>/<path:name>", methods=["GET", "POST"])
    @writes
    def release(page_id: int, name: str) -> Response:
        """Gives back the task with this key on a page of the home wiki."""
        return with_person(lambda someone: _release(page_id, name, someone))

    return pages


@dataclass(frozen=True)
class _Place:
    """Where a check is taken on: the page's title, the page if there is one, and all tasks about it."""

    title: str
    page: Page | None
    tasks: Sequence[Task]


def _check(code: str) -> Check:
    found = next((check for check in configuration().checks if check.code == code), None)
    if found is None:
        raise NotFound("web-error-record")
    return found


def _claim(page_id: int, check: Check, someone: Person) -> Response:
    wiki = home_wiki(someone)
    page, reading = existing(wiki, page_id), reader_of(site_of(wiki))
    partnerships = [record for record in parse(page, reading).records if isinstance(record, Partnership)]
    if not partnerships:
        raise NotFound("web-error-record")
    days, today = configuration().thresholds.claim_days, tool().now().date()
    t, label = reader(), check_label(check.code, reader().language)
    back = url_for("partnerships.one", site=tool().settings.home, page_id=page_id)
    if not any(check in documentation(record, configuration(), today).failed for record in partnerships):
        return nothing_to_do("web-claim", [t("web-claim-done", t.isolate(label))], [(back, "web-claim-back")])
    place = _place(wiki, page, check)
    current = claim_on(place.tasks, days, today)
    if current:
        key = "web-claim-own" if current.user == someone.name else "web-claim-taken"
        told = t(key, t.isolate(label), t.edtf(current.until.isoformat()), t.isolate(current.user))
        own = next((task for task in place.tasks if task.claimed_by == someone.name and not task.done), None)
        release = url_for(".release", page_id=own.source.page_id, name=own.key_name) if own else ""
        return nothing_to_do("web-claim", [told], [(release, "web-release"), (back, "web-claim-back")])
    claim = Claim(someone.name, today)
    language = reading.site.language
    change = Change(
        place.title,
        place.page,
        lambda now: with_claim(or_empty(now, place.title, reading.site), page.title, check.code, claim, reading, days=days, today=today),
        tool().messages(language, "web-summary-claim", check_label(check.code, language), page.title, page_root()),
        about=t("web-claim-about", t.isolate(label), t.isolate(page.title), days),
        back=back,
        did="claim",
    )
    return carried_out(wiki, change)


def _place(wiki: PersonWiki, page: Page, check: Check) -> _Place:
    """The page of a task about this that is open, else of one that was done, else where a new one belongs."""
    known = knowledge()
    here = (known.home, fold_title(page.title))
    named = [
        task.source.title
        for task in known.of(Task)
        if task.source.site == known.home and task.check == check.code and here in known.places(task.page, task)
    ]
    new = task_page(page.title, page_root())
    titles = list(dict.fromkeys([*named, new]))
    pages, reading = wiki.read(titles), reader_of(site_of(wiki))
    found = [task for title in titles if title in pages for task in tasks_about(pages[title], page.title, check.code, reading)]
    first = next((task for task in sorted(found, key=lambda task: bool(task.done))), None)
    title = first.source.title if first else new
    return _Place(title, pages.get(title), found)


def _release(page_id: int, name: str, someone: Person) -> Response:
    wiki = home_wiki(someone)
    page, reading = existing(wiki, page_id), reader_of(site_of(wiki))
    task = next((task for task in parse(page, reading).records if isinstance(task, Task) and task.key_name == name), None)
    if task is None:
        raise NotFound("web-error-record")
    t, language = reader(), reading.site.language
    if task.claimed_by != someone.name or task.done:
        return nothing_to_do("web-release", [t("web-release-not-own")], [(url_for("me.show"), "web-me")])
    label = check_label(task.check, t.language)
    change = Change(
        page.title,
        page,
        lambda now: without_claim(there(now), name, someone.name, reading),
        tool().messages(language, "web-summary-release", check_label(task.check, language), task.page, page_root()),
        about=t("web-release-about", t.isolate(label), t.isolate(task.page)),
        back=url_for("me.show"),
        did="release",
    )
    return carried_out(wiki, change)
