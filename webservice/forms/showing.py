"""A record's form as it is shown: its questions in the reader's words, and what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from bot.core.composing import Typed
from bot.core.configuration import Configuration
from bot.core.entry import Input, Question, questions
from bot.core.problem import Problem
from bot.core.records import RECORDS, Record
from bot.core.template_pages.templates import EXAMPLES
from webservice.reader import Reader


@dataclass(frozen=True, slots=True)
class Field:
    """A question, its words, the answers to choose from (codes and names), what is answered and what is wrong with that."""

    question: Question
    label: str
    help: str
    example: str
    options: Sequence[tuple[str, str]]
    answers: tuple[str, ...]
    wrong: Sequence[Markup]

    @property
    def text(self) -> str:
        """The answer as it stands in a field of text."""
        return ("\n" if self.question.input is Input.LINES else " ").join(self.answers)


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under a heading; those that are asked first have none."""

    heading: str
    fields: Sequence[Field]


@dataclass(frozen=True)
class Form:
    """The form of a kind of record: its questions, all or some."""

    kind: str
    questions: tuple[Question, ...]

    @classmethod
    def of(cls, kind: str, configuration: Configuration, only: Iterable[str] | None = None) -> Form:
        """All questions, or those about some fields."""
        found = questions(RECORDS[kind], configuration)
        return cls(kind, found if only is None else tuple(question for question in found if question.field in set(only)))

    @property
    def record_class(self) -> type[Record]:
        """The class of its records."""
        return RECORDS[self.kind]

    def typed(self, sent: MultiDict[str, str]) -> Typed:
        """What was sent for the questions: those that were not sent at all are left as they are."""
        return {
            question.field: tuple(value for value in sent.getlist(question.name) if value.strip())
            for question in self.questions
            if question.name in sent
        }

    def wrong(self, problems: Iterable[Problem], t: Reader) -> dict[str, list[Markup]]:
        """What problems say, by parameter; those of no question of the form under ""."""
        names = {question.name for question in self.questions}
        found: dict[str, list[Markup]] = {}
        for problem in problems:
            text = t.problem(problem, (self.kind,))
            if problem.remedy:
                text += Markup(" ") + t("web-steps-remedy", t.isolate(problem.remedy))
            found.setdefault(problem.parameter if problem.parameter in names else "", []).append(text)
        return found

    def groups(self, typed: Typed, wrong: Mapping[str, Sequence[Markup]], t: Reader) -> list[Group]:
        """Everything in the order in which it is shown: first what is asked, then the rest under the headings it has."""
        groups: dict[tuple[bool, str], list[Field]] = {}
        for question in self.questions:
            place = (question.asked, "" if question.asked else question.group)
            groups.setdefault(place, []).append(self._field(question, typed.get(question.field, ()), wrong.get(question.name, ()), t))
        return [
            Group("" if asked else t.text(f"parameter-group-{name}" if name else "web-form-more"), fields)
            for (asked, name), fields in groups.items()
        ]

    def _field(self, question: Question, answers: tuple[str, ...], wrong: Sequence[Markup], t: Reader) -> Field:
        key = f"parameter-{self.kind}-{question.name}"
        options = [(code, t.label(question.family, code)) for code in question.codes]
        # Of dates the help gives examples.
        example = "" if question.codes or question.input is Input.DATE else EXAMPLES[self.kind].get(question.name, "")
        return Field(question, t.text(key), t.text(f"{key}-help"), example, options, answers, wrong)
