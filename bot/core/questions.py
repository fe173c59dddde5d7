"""What people ask about partnerships, and the choices that answer it: the same questions as on the wiki's page of questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Question:
    """A question (message ``wiki-question-<name>``).

    Each of ``answers`` gives the choices of a list, by facet; ``by`` is what the answer is counted by: a facet, or a field with dates.
    """

    name: str
    kind: str = "partnership"
    answers: tuple[Mapping[str, str], ...] = field(default=({},))
    by: str = ""


QUESTIONS = (
    Question("universities", answers=({"partner-type": "university", "project": "wikidatawiki"},)),
    Question("gender", answers=({"program": "glam", "gap": "gender", "gave-content": "yes"},)),
    Question("open", answers=({"open-to": "everyone", "status": "active"},)),
    Question("indigenous", answers=({"gap": "indigenous"},), by="region"),
    Question("given", "contribution", by="type"),
    Question("began", by="start"),
    Question("failed", answers=({"outcome": "failure"},)),
    Question("ai", answers=({"ai-use": "unreviewed"}, {"ai-use": "undisclosed"})),
)
