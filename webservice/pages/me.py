"""``/me``: what a person has to do with, and what they can do next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, url_for

from bot.core.claiming import claim_on
from bot.core.documentation import documentation
from bot.core.knowledge import Knowledge
from bot.core.outcome import Saved
from bot.core.page_links import fold_title
from bot.core.recognition.deciding import Deed
from bot.core.recognition.planning import UNDECIDED
from bot.core.recognition.recipient import USER_TALK, user_of
from bot.core.records import Nomination, Partnership, Record, Task
from bot.store.ledger import LoggedOutcome
from bot.wiki.protocol import WikiError
from webservice.auth import Person, consumer, home_wiki, person
from webservice.forms.nominations import deeds, is_entitled
from webservice.forms.rules import configuration, known_site
from webservice.forms.taking import check_label
from webservice.request import freshness, knowledge, reader, store, tool

me = Blueprint("me", __name__)

#: Of the bot's last edits so many are looked at, and so many shown that concern somebody.
_LAST, _MOST = 2000, 20


@dataclass(frozen=True, slots=True)
class Involved:
    """A partnership that names somebody, and what would make its page better with the least work.

    ``check`` is its code, ``step`` the same where the form can ask for that alone.
    """

    record: Partnership
    check: str = ""
    label: str = ""
    minutes: int = 0
    step: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A task that somebody took on; ``until`` is a day, empty where that is over or it is done. ``url`` is where it is done."""

    record: Task
    label: str
    until: str
    url: str


@me.get("/me")
def show() -> str:
    """Somebody's partnerships, nominations and tasks, and what the bot did to their pages; an invitation to log in else."""
    someone = person()
    if someone is None:
        return render_template("log_in.html")
    known = knowledge()
    partnerships = [record for record in known.partnerships if someone.name in {*record.lead_contact, *record.volunteers}]
    nominations = [each for each in known.of(Nomination) if someone.name in {each.nominated_by, _nominee(each)}]
    tasks = [task for task in known.of(Task) if task.claimed_by == someone.name]
    return render_template(
        "me.html",
        partnerships=[_involved(record, known) for record in partnerships],
        nominations=nominations,
        waiting=_waiting(someone, known),
        tasks=[_taken(task, known) for task in tasks],
        done=_done(someone, [*partnerships, *nominations, *tasks]),
        has_wiki=consumer() is not None,
        freshness=freshness(),
    )


def _nominee(nomination: Nomination) -> str:
    return user_of(nomination.nominee, known_site())


def _involved(record: Partnership, known: Knowledge) -> Involved:
    if record.source.site != known.home:
        return Involved(record)
    cheapest = next(iter(documentation(record, configuration(), known.today).failed), None)
    if cheapest is None:
        return Involved(record)
    step = cheapest.code if cheapest.parameters else ""
    return Involved(record, cheapest.code, check_label(cheapest.code, reader().language), cheapest.minutes, step)


def _taken(task: Task, known: Knowledge) -> Taken:
    claim = claim_on([task], configuration().thresholds.claim_days, known.today)
    here = next((found for place in known.places(task.page, task) if (found := known.partnerships_by_page.get(place))), ())
    is_at_home = bool(here) and here[0].source.site == known.home
    has_form = any(check.code == task.check and check.parameters for check in configuration().checks)
    url = ""
    if is_at_home and has_form:
        name = here[0].key_name or None
        url = url_for("forms.edit", path="partnerships", page_id=here[0].source.page_id, name=name, step=task.check)
    return Taken(task, check_label(task.check, reader().language), claim.until.isoformat() if claim else "", url)


def _waiting(someone: Person, known: Knowledge) -> Sequence[Nomination]:
    """What waits for an approval that this person may give; nothing where the wiki does not tell."""
    found = [each for each in known.of(Nomination) if each.status in UNDECIDED and Deed.APPROVE in deeds(each, someone.name)]
    if not found or consumer() is None:
        return ()
    try:
        return found if is_entitled(home_wiki(someone), someone.name) else ()
    except WikiError:
        return ()


def _done(someone: Person, records: Iterable[Record]) -> Sequence[LoggedOutcome]:
    """What the bot saved on the pages of these records, and on this person's talk page, the newest first."""
    home = tool().settings.home
    places = {(record.source.site, fold_title(record.source.title)) for record in records}
    places |= {(home, fold_title(f"{name}:{someone.name}")) for name in known_site().namespace_names(USER_TALK)}
    found = [each for each in store().outcomes(_LAST) if isinstance(each.outcome, Saved) and each.outcome.revision]
    return [each for each in found if (each.site, fold_title(each.title)) in places][:_MOST]
