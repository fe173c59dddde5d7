"""The contact guide: four questions, and whom to write to. What is answered stands in the address, in codes, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

import babel
from flask import Blueprint, Response, make_response, render_template, request
from markupsafe import Markup

from bot.core.records import Hub
from bot.core.records.choices import INQUIRY_KIND, PARTNER_TYPES
from bot.core.referral import Referral, Wish, examples, referrals
from bot.core.values.folding import folded
from bot.core.values.places import mail_address
from bot.core.values.regions import REGION_OF
from bot.core.vocabulary import Vocabulary
from bot.i18n import language_table
from webservice.exits import AFFILIATES, EXITS, SCAMS
from webservice.reader import Reader
from webservice.request import freshness, knowledge, reader, tool, wikis

contact = Blueprint("contact", __name__)

#: Stands for all countries, as in CLDR.
WORLD = "001"
#: Whose names the answers to each question have.
_FAMILIES = {"sector": "partner-type", "country": "country", "language": "language", "kind": "inquiry-kind"}
_EXAMPLES = 4
_OTHERS = 3


@dataclass(frozen=True)
class Question:
    """A question with its possible answers: codes and their names, as they are offered. ``answer`` is "" until a possible one was given."""

    name: str
    options: Sequence[tuple[str, str]]
    answer: str
    missing: bool

    def answer_in(self, language: Reader) -> str:
        """What the answer is called in a language."""
        return language.text("web-contact-world") if self.answer == WORLD else language.name(_FAMILIES[self.name], self.answer)


@dataclass(frozen=True)
class Suggestion:
    """A hub, why it is suggested, and how it is reached: ``contact`` leads to ``url``, with the message filled in where it is mail."""

    hub: Hub
    reasons: Sequence[Markup]
    contact: str
    url: str
    mail: bool
    checked: str


@dataclass(frozen=True)
class Letter:
    """A message that can be sent as it is, once its gaps are filled, and who can read it."""

    reader: Reader
    subject: str
    body: str


@contact.get("/contact")
def guide() -> str | Response:
    """The questions; once all are answered, whom to write to."""
    questions = _questions(request.args)
    if all(question.answer for question in questions):
        return _answer(questions)
    asked = any(question.name in request.args for question in questions)
    page = render_template("contact.html", exits=EXITS, scams=SCAMS, questions=questions, asked=asked)
    return make_response(page, 400 if asked else 200)


def _questions(answers: Mapping[str, str]) -> tuple[Question, ...]:
    t = reader()
    options = {
        "sector": [(code, t.label("partner-type", code)) for code in PARTNER_TYPES],
        "country": [(WORLD, t.text("web-contact-world")), *_by_name("country", REGION_OF)],
        "language": _by_name("language", _languages()),
        "kind": [(code, t.label("inquiry-kind", code)) for code in INQUIRY_KIND.codes],
    }
    asked = any(name in answers for name in options)
    # Most people would like to write in the language in which they read.
    given = answers if asked else {"language": t.language}
    possible = {name: code if (code := given.get(name, "")) in dict(pairs) else "" for name, pairs in options.items()}
    return tuple(Question(name, pairs, possible[name], asked and not possible[name]) for name, pairs in options.items())


def _by_name(family: str, codes: Iterable[str]) -> list[tuple[str, str]]:
    return sorted(((code, reader().name(family, code)) for code in codes), key=lambda pair: (folded(pair[1]), pair[0]))


@cache
def _languages() -> tuple[str, ...]:
    """The languages that have a name in English; variants of them do not matter here."""
    named = babel.Locale.parse("en").languages
    return tuple(code for code in language_table() if "-" not in code and code in named)


def _answer(questions: Sequence[Question]) -> str:
    sector, country, language, kind = (question.answer for question in questions)
    wish = Wish(sector, "" if country == WORLD else country, language, kind)
    known = knowledge()
    configuration = known.configuration
    letter = _letter(questions)
    vocabulary = Vocabulary(configuration.labels())
    suggestions = [_suggestion(referral, letter, vocabulary) for referral in referrals(wish, known)[: 1 + _OTHERS]]
    return render_template(
        "contact_answer.html",
        scams=SCAMS,
        questions=questions,
        answers=[question.answer_in(reader()) for question in questions],
        suggestions=suggestions,
        letter=letter,
        examples=examples(wish, known.partnerships, _EXAMPLES),
        thresholds=configuration.thresholds,
        inquiries=wikis().page(known.home, f"{known.page_root}/Inquiries"),
        affiliates=AFFILIATES,
        freshness=freshness(),
    )


def _letter(questions: Sequence[Question]) -> Letter:
    """In the language that the institution would like to write, if there are messages in it, else in that of the page."""
    written = reader()
    answers = {question.name: question for question in questions}
    language = answers["language"].answer
    if language in written.messages.languages and not written.shows_keys:
        written = Reader(language, written.messages)
    names = {name: question.answer_in(written) for name, question in answers.items()}
    body = (
        written.text("web-contact-letter-greeting"),
        "",
        written.text("web-contact-letter-who"),
        "",
        *(written.text("web-contact-letter-" + name, answer) for name, answer in names.items()),
        "",
        written.text("web-contact-letter-what"),
        "",
        written.text("web-contact-letter-regards"),
        written.text("web-contact-letter-name"),
    )
    return Letter(written, written.text("web-contact-letter-subject", names["sector"], names["country"]), "\n".join(body))


def _suggestion(referral: Referral, letter: Letter, vocabulary: Vocabulary) -> Suggestion:
    pinned = referral.verified.contact
    address = mail_address(pinned)
    if address:
        # RFC 6068: everything encoded, lines broken as in mail.
        subject, body = quote(letter.subject, safe=""), quote(letter.body.replace("\n", "\r\n"), safe="")
        url = f"mailto:{quote(address, safe='@')}?subject={subject}&body={body}"
    else:
        url = pinned if pinned.startswith(("https://", "http://")) else wikis().page(tool().settings.home, pinned)
    return Suggestion(referral.hub, _reasons(referral, vocabulary), address or pinned, url, bool(address), referral.verified.checked)


def _reasons(referral: Referral, vocabulary: Vocabulary) -> list[Markup]:
    t = reader()
    families = {family for family, _ in referral.shared}
    found = []
    if referral.stands_in_for:
        found.append(t("web-contact-reason-backup", t.isolate(referral.stands_in_for.display_name)))
    for family, code in referral.shared:
        if family in {"country", "region", "language"}:
            name = t.name(family, code)
        else:
            name = code if t.shows_keys else vocabulary.label(family, code, (t.language, *t.messages.fallbacks(t.language)))
        # Who works in a country works in its region.
        if family != "region" or "country" not in families:
            found.append(t("web-contact-reason-" + family, t.isolate(name)))
    if referral.full:
        found.append(t("web-contact-reason-full"))
    return found
