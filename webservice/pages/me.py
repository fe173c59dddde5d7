"""``/me``: what a person has to do with."""

from __future__ import annotations

from flask import Blueprint, render_template

from bot.core.records import Nomination, Partnership, Record, Task
from webservice.auth import Person, person
from webservice.request import freshness, knowledge

me = Blueprint("me", __name__)


@me.get("/me")
def show() -> str:
    """Partnerships that name the person as a contact, their nominations, and the tasks they claimed; an invitation to log in else."""
    someone = person()
    if someone is None:
        return render_template("log_in.html")
    return render_template(
        "me.html",
        partnerships=_naming(someone, Partnership, "lead_contact"),
        nominations=_naming(someone, Nomination, "nominated_by"),
        tasks=_naming(someone, Task, "claimed_by"),
        freshness=freshness(),
    )


def _naming(someone: Person, kind: type[Record], field: str) -> list[Record]:
    """The records of a kind that name the person in a field."""
    return [record for record in knowledge().of(kind) if someone.name in record.values(field)]
