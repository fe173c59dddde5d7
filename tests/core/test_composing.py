"""What is typed into forms as wikitext: it reads back as what was typed, and nothing else on the page moves."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.composing import Typed, UnfitError, begin, change, changed_fields, contribute, page_name, shown_values, value_text
from bot.core.configuration import Configuration
from bot.core.entry import Input, questions
from bot.core.page import Page, Revision
from bot.core.parse import Reader, parse
from bot.core.plaintext import clean
from bot.core.problem import ProblemCode
from bot.core.records import RECORDS, Contribution, Partnership, parameter_names, parameters
from bot.core.site import Site
from bot.core.template_pages.templates import EXAMPLES
from bot.core.vocabulary import Vocabulary

READER = Reader(
    Site("metawiki", interwikis={"fr": "https://fr.wikipedia.org/wiki/$1"}),
    {record.template: kind for kind, record in RECORDS.items()} | {"Partenariat": "partnership"},
    Vocabulary({"en": {"label-status-active": "Active"}}),
    ("fr", "ar"),
)
_PIECES = [
    "}}",
    "{{",
    "|",
    "=",
    "[[",
    "]]",
    "<!--",
    "-->",
    "<nowiki>",
    "</nowiki>",
    "<ref>",
    "~~~~",
    "''",
    "__TOC__",
    "\n",
    "*",
    "#",
    ":",
    ";",
]
_PIECES += [",", "،", "、", "(", ")", "&amp;", "&#124;", "{{subst:x}}", "partner", "lead=", " ", "a", "é", "م", "\u0338", "\u202e", "\x00"]
_PIECES += ["http://x.y", "[http://x.y z]", "____"]
HOSTILE = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join) | st.text(max_size=60)
BEFORE = """Intro {{other|lead=Z}}
{{Partenariat
 | partenaire = Museum of Salt <!-- the big one -->
 | porteur    = [[Wikimedia Senegal]] <!-- ask -->
 | country    = SN
 | start      = soon
}}
Words.

== Next ==
{{Partnership contribution
| type = media
| date = 2025
}}
"""


def page(text: str = "", title: str = "Partnerships/Museum") -> Page:
    return Page("metawiki", 7, title, 0, Revision(99, datetime(2026, 3, 1, tzinfo=UTC)), text)


def one_line(text: str) -> str:
    """A text as a reader sees it in one line, without what MediaWiki does not store."""
    return " ".join(clean(unicodedata.normalize("NFC", re.sub("[\x00-\x08\x0e-\x1b\x7f\ufffe\uffff\ud800-\udfff]", "", text))).split())


# --- Values ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "written"),
    [
        ("partner", "Museum of Salt", "Museum of Salt"),
        ("partner", "Museum of Arts, Paris", "Museum of Arts, Paris;"),
        ("partner", "Radio, Television", "Radio, Television;"),
        ("partner", "Museum of Arts, Paris\nLibrary", "Museum of Arts, Paris; Library"),
        ("partner", "Museum; Library", "Museum; Library"),
        ("partner", "Museum (a\nb) Library", "Museum &#40;a; b&#41; Library"),
        ("country", "Sénégal\nmali", "SN, ML"),
        ("country", "Senegal, Mali", "SN, ML"),
        ("country", "Atlantis", "Atlantis"),
        ("status", "Active", "active"),
        ("start", "14 March 2026", "2026-03-14"),
        ("start", "soon", "soon"),
        ("lead_contact", "[[User:Amina]]\n@Luc", "Amina, Luc"),
        ("documentation", "[[Help:Salt, and water]]\nhttps://a.org/x|y", "Help:Salt&#44; and water, https://a.org/x&#124;y"),
        ("projects", "fr.wikipedia, Commons", "frwiki, commonswiki"),
        ("summary", "  Two\nlines of  ''words'' ", "Two lines of &#39;&#39;words&#39;&#39;"),
        ("lead", "[[Wikimedia Senegal]]", "&#91;&#91;Wikimedia Senegal&#93;&#93;"),
        ("themes", "", ""),
        ("summary", "Maps\u202espaM", "MapsspaM"),
    ],
)
def test_values(field: str, typed: str, written: str) -> None:
    assert value_text(parameters(Partnership)[field], (typed,), READER.reading(page())) == written


@given(HOSTILE)
def test_a_text_says_what_was_typed(typed: str) -> None:
    composed = begin(page(), Partnership, {"framework": (typed,), "partner": ("Museum",)}, {}, READER)
    said = one_line(typed)
    assert composed.record.values("framework") == ((said,) if said and len(said) <= 60 else composed.record.values("framework"))
    assert composed.record.values("partner") == ("Museum",)


@settings(max_examples=150)
@given(st.sampled_from(sorted(RECORDS)), st.data())
def test_nothing_that_is_typed_leaves_its_place(kind: str, data: st.DataObject) -> None:
    fields = data.draw(st.lists(st.sampled_from(list(parameters(RECORDS[kind]))), min_size=1, max_size=4, unique=True))
    typed: Typed = {field: (data.draw(HOSTILE),) for field in fields}
    composed = begin(page(), RECORDS[kind], typed, {}, READER)
    (record,) = parse(replace(page(), text=composed.text), READER).records
    assert record.kind == kind
    for field in parameters(RECORDS[kind]):
        if field not in typed:
            assert not record.values(field)


# --- Pages that are made -----------------------------------------------------------------------------------------------------------


def test_a_page_begins_as_the_form_of_the_wiki_does() -> None:
    typed = {"partner": ("Museum of Salt",), "country": ("Senegal",)}
    composed = begin(page(), Partnership, typed, {}, READER)
    assert composed.text.startswith(
        "{{Partnership\n| partner = Museum of Salt\n| lead = \n| country = SN\n| status = \n| start = \n}}\n\n== "
    )
    assert "{{Partnership section|objectives}}" in composed.text
    assert {(problem.code, problem.parameter) for problem in composed.warnings} == {
        (ProblemCode.MISSING, name) for name in ("lead", "status", "start")
    }
    assert composed.errors == ()


def test_what_the_wiki_fills_in_is_filled_in() -> None:
    typed = {"nominee": ("User:Luc",), "nomination_kind": ("barnstar",), "reason": ("Help",)}
    composed = begin(page(), RECORDS["nomination"], typed, {"nominated_by": "Amina|x", "status": "open"}, READER)
    assert "| nominated_by = Amina&#124;x\n" in composed.text
    assert "subst" not in composed.text


def test_what_is_not_understood_is_an_error() -> None:
    composed = begin(page(), Partnership, {"partner": ("Museum",), "start": ("soon",), "end": ("2025",)}, {}, READER)
    assert [(problem.code, problem.parameter) for problem in composed.errors] == [(ProblemCode.DATE, "start")]


@pytest.mark.parametrize("title", ["Partnerships/Sandbox", "Talk:Museum"])
def test_no_record_stands_there(title: str) -> None:
    with pytest.raises(UnfitError):
        begin(replace(page(title=title), namespace=1 if title.startswith("Talk") else 0), Partnership, {"partner": ("x",)}, {}, READER)


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_examples_can_be_typed(kind: str) -> None:
    names = parameter_names(RECORDS[kind])
    typed = {names[name]: (text,) for name, text in EXAMPLES[kind].items()}
    composed = begin(page(), RECORDS[kind], typed, {}, READER)
    assert composed.errors == ()
    assert all(composed.record.values(field) for field in typed)


# --- Pages that are changed --------------------------------------------------------------------------------------------------------


def test_only_what_was_changed_is_set() -> None:
    shown = shown_values(parse(page(BEFORE), READER).records[0])
    typed = {**shown, "start": ("2026-03",), "status": ("active",), "partner": (" Museum  of Salt ",)}
    composed = change(page(BEFORE), ("partnership", ""), typed, shown, READER)
    assert composed.text == BEFORE.replace("= soon", "= 2026-03").replace("2026-03\n}}", "2026-03\n | status     = active\n}}")
    assert composed.errors == ()
    assert changed_fields(Partnership, typed, shown) == ("status", "start")


def test_the_name_that_stands_there_is_kept() -> None:
    composed = change(page(BEFORE), ("partnership", ""), {"lead": ("WUG",)}, {"lead": ("Wikimedia Senegal",)}, READER)
    assert composed.text == BEFORE.replace("[[Wikimedia Senegal]]", "WUG")


def test_what_is_taken_away_is_empty() -> None:
    composed = change(page(BEFORE), ("partnership", ""), {"country": ()}, {"country": ("SN",)}, READER)
    assert composed.text == BEFORE.replace("= SN", "= ")
    assert [problem.code for problem in composed.warnings] == [ProblemCode.MISSING]


def test_what_was_wrong_before_is_no_error_of_this_change() -> None:
    composed = change(page(BEFORE), ("partnership", ""), {"lead": ("WUG",)}, {"lead": ("x",)}, READER)
    assert composed.errors == ()
    worse = change(page(BEFORE), ("partnership", ""), {"start": ("later",)}, {"start": ()}, READER)
    assert [problem.found for problem in worse.errors] == ["later"]


@given(HOSTILE)
def test_nothing_else_moves(typed: str) -> None:
    composed = change(page(BEFORE), ("partnership", ""), {"lead": (typed,)}, {"lead": ("\ufffd",)}, READER)
    before, after = BEFORE.split("[[Wikimedia Senegal]]")
    assert composed.text.startswith(before)
    assert composed.text.endswith(after)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{{Partnership|name=x}}{{Partnership|name=y}}",
        "<nowiki>{{Partnership|partner=a}}</nowiki>",
        "{{Partnership hub|name=a}}",
    ],
)
def test_a_page_for_which_the_form_is_not_made(text: str) -> None:
    with pytest.raises(UnfitError):
        change(page(text), ("partnership", ""), {"lead": ("x",)}, {}, READER)


def test_one_of_several_records_is_changed() -> None:
    text = "{{Partnership|name=One|partner=a}}\n{{Partnership|name=Two|partner=b}}"
    composed = change(page(text), ("partnership", "two"), {"partner": ("c",)}, {"partner": ("b",)}, READER)
    assert composed.text == text.replace("=b", "=c")


def test_other_peoples_templates_are_theirs() -> None:
    mapping = {"wiki": "metawiki", "template": "GLAM", "kind": "partnership", "parameters": {"institution": "partner"}}
    rules = Configuration.model_validate({"mappings": [mapping]})
    reader = replace(READER, templates={"GLAM": "partnership"}, mappings={"GLAM": rules.mappings[0]})
    assert parse(page("{{GLAM|institution=a}}"), reader).records
    with pytest.raises(UnfitError):
        change(page("{{GLAM|institution=a}}"), ("partnership", ""), {"lead": ("x",)}, {}, reader)


# --- Contributions -----------------------------------------------------------------------------------------------------------------


def test_a_contribution_comes_after_its_partnership() -> None:
    text = "{{Partnership|name=One|partner=a}}\n{{Partnership contribution|type=media|date=2024}} x\n{{Partnership|name=Two|partner=b}}\n"
    added = "\n{{Partnership contribution\n| type = data\n| date = 2026-03\n| what = Maps &#123;&#123;x&#125;&#125;\n}}"
    typed = {"type": ("data",), "date": ("March 2026",), "what": ("Maps {{x}}",)}
    first = contribute(page(text), "one", typed, READER)
    assert first.text == text.replace("date=2024}}", "date=2024}}" + added)
    assert isinstance(first.record, Contribution)
    assert first.record.what == "Maps {{x}}"
    assert contribute(page(text), "two", typed, READER).text == text.replace("partner=b}}", "partner=b}}" + added)
    with pytest.raises(UnfitError):
        contribute(page(text), "three", typed, READER)


@given(HOSTILE)
def test_no_contribution_changes_its_page(typed: str) -> None:
    composed = contribute(page(BEFORE), "", {"type": ("media",), "date": ("2026",), "what": (typed,)}, READER)
    source = composed.record.source
    assert composed.text[: source.start - 1] + composed.text[source.end :] == BEFORE


@pytest.mark.parametrize(
    ("text", "name"),
    [("Museum of Salt", "Museum of Salt"), ("AC/DC [x]", "AC DC x"), ("  ", ""), ("é" * 200, "é" * 90), ("a#b|c", "a b c")],
)
def test_names_of_pages(text: str, name: str) -> None:
    assert page_name(text) == name


# --- Questions ---------------------------------------------------------------------------------------------------------------------


def test_the_five_are_asked_first() -> None:
    asked = questions(Partnership, Configuration())
    assert [question.name for question in asked[:5]] == ["partner", "lead", "country", "status", "start"]
    assert [question.name for question in asked if question.needed] == ["partner"]
    assert len(asked) == len(parameters(Partnership))


def test_kinds_of_answers() -> None:
    rules = Configuration.model_validate({"codes": {"theme": {"salt": {"labels": {"en": "Salt"}}}}})
    kinds = {question.name: question for question in questions(Partnership, rules)}
    found = {name: kinds[name].input for name in ("status", "themes", "programs", "start", "summary", "lead", "partner", "doc_budget")}
    assert found == {
        "status": Input.ONE,
        "themes": Input.SOME,
        "programs": Input.LINES,
        "start": Input.DATE,
        "summary": Input.PROSE,
        "lead": Input.LINE,
        "partner": Input.LINES,
        "doc_budget": Input.ONE,
    }
    assert kinds["themes"].codes == ("salt",)
    assert kinds["summary"].longest == 600


def test_what_others_say_is_not_asked() -> None:
    names = {question.name for question in questions(RECORDS["nomination"], Configuration())}
    assert names == {"nominee", "kind", "barnstar", "reason", "partnership", "language"}
    assert [question.name for question in questions(RECORDS["inquiry"], Configuration()) if question.needed] == ["organisation"]
