"""Pages put in order: by tables of before and after, and for every text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.configuration import TemplateMapping
from bot.core.page import Page, Revision
from bot.core.parse import Reader, parse
from bot.core.problem import ProblemCode, Severity
from bot.core.records import RECORDS, parameter_names, parameters
from bot.core.scanner import scan
from bot.core.site import Site
from bot.core.tidy import Change, ChangeKind, Left, Tidied, tidy
from tests.core.test_tidy_values import INTERWIKIS, LABELS, PIECES, value_texts

# --- Pages

READER = Reader(
    Site("metawiki", interwikis=INTERWIKIS, namespaces={0: ("",), 2: ("User",), 3: ("User talk",), 10: ("Template",), 14: ("Category",)}),
    {**{record.template: kind for kind, record in RECORDS.items()}, "Old box": "partnership"},
    LABELS,
    ("fr", "es", "ar"),
    mappings={"Old box": TemplateMapping(wiki="metawiki", template="Old box", kind="partnership", parameters={"pays": "country"})},
)


def page(text: str, title: str = "Partnerships/Museum", namespace: int = 0) -> Page:
    return Page("metawiki", 7, title, namespace, Revision(99, datetime(2026, 3, 1, tzinfo=UTC)), text)


def tidied(text: str) -> Tidied:
    return tidy(page(text), READER)


def problems(text: str) -> set[tuple[ProblemCode, str]]:
    return {(problem.code, problem.parameter) for problem in parse(page(text), READER).problems}


DUPLICATE = ProblemCode.DUPLICATE_PARAMETER
LAYOUT = """Intro '''text'''
{{Partnership <!-- ours -->
 | partenaire   = [[Musée de l'Eau]]<ref>Press, 2024</ref>
 |<!-- where -->pays= Sénégal,  Mali ;{{flag|Togo}}
 | statut       = en cours
 | début        = 1er mars 2024
 | lead         = [[m:Wikimedia Sénégal|WMSN]]
}}
== End ==
{{Partnership hub|name=A|countries=الهند|capacity=١٢}} {{other|pays=Sénégal}}"""
IN_ORDER = """Intro '''text'''
{{Partnership <!-- ours -->
 | partner   = [[Musée de l'Eau]]<ref>Press, 2024</ref>
 |<!-- where -->country= SN,  ML ;TG
 | status       = active
 | start        = 2024-03-01
 | lead         = [[m:Wikimedia Sénégal|WMSN]]
}}
== End ==
{{Partnership hub|name=A|countries=IN|capacity=12}} {{other|pays=Sénégal}}"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LAYOUT, IN_ORDER),
        # Aliases of every language, filled or not
        ("{{Partnership|البلد=مالي}}", "{{Partnership|country=ML}}"),
        ("{{Partnership|país = Perú}}", "{{Partnership|country = PE}}"),
        ("{{Partnership|programmes=x}}", "{{Partnership|programs=x}}"),
        ("{{Partnership\n|pays=\n}}", "{{Partnership\n|country=\n}}"),
        ("{{Partnership|Pays=Mali}}", "{{Partnership|Pays=Mali}}"),
        # The same said twice
        ("{{Partnership|pays=Mali|country=ML}}", "{{Partnership|country=ML}}"),
        ("{{Partnership|country=ML|pays=Mali}}", "{{Partnership|country=ML}}"),
        ("{{Partnership|country=ML|pays=Mali|país=Malí}}", "{{Partnership|country=ML}}"),
        ("{{Partnership\n| country = ML\n| x = y\n| pays = Mali\n}}", "{{Partnership\n| country = ML\n| x = y\n}}"),
        ("{{Partnership\n| country = ML <!-- c -->\n| pays = Mali\n}}", "{{Partnership\n| country = ML <!-- c -->\n}}"),
        ("{{Partnership|a b|pays=Mali|country=ML}}", "{{Partnership|a b|country=ML}}"),
        ("{{Partnership|country=ML|a b |pays=Mali}}", "{{Partnership|country=ML|a b }}"),
        ("{{Partnership|lead=A|x=y|lead=A}}", "{{Partnership|x=y|lead=A}}"),
        ("{{Partnership|start=2024|start=[[2024]]}}", "{{Partnership|start=2024}}"),
        ("{{Partnership|lead=|lead=A}}", "{{Partnership|lead=A}}"),
        ("{{Partnership|pays=Mali|country=}}", "{{Partnership|country=ML}}"),
        ("{{Partnership|pays=|country=}}", "{{Partnership|country=}}"),
        ("{{Partnership|partenaire=[[A b]]|partner=[[A b]]}}", "{{Partnership|partner=[[A b]]}}"),
        # The one that says more stays
        ("{{Partnership|country=ML|pays=Mali (north)}}", "{{Partnership|country=Mali (north)}}"),
        ("{{Partnership|country=ML|pays=ML <!-- why? -->}}", "{{Partnership|country=ML <!-- why? -->}}"),
        ("{{Partnership|country=ML|<!-- why? -->pays=ML}}", "{{Partnership|<!-- why? -->country=ML}}"),
        # Not ours
        ("{{Old box|pays=Mali}}", "{{Old box|pays=Mali}}"),
        ("<nowiki>{{Partnership|pays=Mali}}</nowiki>", "<nowiki>{{Partnership|pays=Mali}}</nowiki>"),
        ("{{Partnership|region=Afrique|Mali|unknown=Mali}}", "{{Partnership|region=Afrique|Mali|unknown=Mali}}"),
        # Within each other, and under another name
        (
            "{{Partnership|summary={{Partnership hub|pays=Mali}}|pays=Mali}}",
            "{{Partnership|summary={{Partnership hub|countries=ML}}|country=ML}}",
        ),
        ("{{template:partnership|pays=Mali}}", "{{template:partnership|country=ML}}"),
        ("{|\n| {{Partnership|pays=Mali}}\n|}", "{|\n| {{Partnership|country=ML}}\n|}"),
    ],
)
def test_pages(before: str, after: str) -> None:
    result = tidied(before)
    assert result.text == after
    assert bool(result.changes) == (before != after)
    assert tidied(after).text == after


@pytest.mark.parametrize(
    ("before", "left"),
    [
        ("{{Partnership|pays=Mali|country=SN}}", Left("country", "pays=Mali · country=SN", DUPLICATE)),
        ("{{Partnership|country=ML|country=SN}}", Left("country", "country=ML · country=SN", DUPLICATE)),
        ("{{Partnership|country=ML|country=}}", Left("country", "country=ML · country=", DUPLICATE)),
        (
            "{{Partnership|country=Mali (west)|pays=Mali (north)}}",
            Left("country", "country=Mali (west) · pays=Mali (north)", DUPLICATE),
        ),
        ("{{Partnership|country=ML|pays=Mali, Xyz}}", Left("country", "country=ML · pays=Mali, Xyz", DUPLICATE)),
        (
            "{{Partnership|<!-- a -->country=ML|pays=ML<!-- b -->}}",
            Left("country", "country=ML · pays=ML<!-- b -->", DUPLICATE),
        ),
        (
            "{{Partnership|partner=A b|partenaire=[[A b]]}}",
            Left("partner", "partner=A b · partenaire=[[A b]]", DUPLICATE),
        ),
        (
            "{{Partnership|country=ML, Xyz|pays=Mali, [[Xyz]]}}",
            Left("country", "country=ML, Xyz · pays=Mali, [[Xyz]]", DUPLICATE),
        ),
        ("{{Partnership|pa<!-- x -->ys=ML}}", Left("country", "pa<!-- x -->ys", ProblemCode.KEPT_NAME)),
        ("{{Partnership|country=England}}", Left("country", "England", ProblemCode.KEPT_MEANING)),
        (
            "<languages/>{{Partnership|country=<translate>Mali</translate>}}",
            Left("country", "<translate>Mali</translate>", ProblemCode.KEPT_TRANSLATION),
        ),
        (
            "{{Partnership|summary={{Partnership hub|name=A}}|résumé={{Partnership hub|name=A}}}}",
            Left("summary", "summary={{Partnership hub|name=A}} · résumé={{Partnership hub|name=A}}", DUPLICATE),
        ),
    ],
)
def test_what_is_left_is_told(before: str, left: Left) -> None:
    assert tidied(before) == Tidied(before, (), (left,))
    assert (left.reason, left.parameter) in problems(before)


#: For each reason to leave something: a page, the parameter, what is found and what would be right.
LEFT = {
    ProblemCode.KEPT_COMMENT: ("{{Partnership|country=Mali <!-- sic -->}}", "country", "Mali <!-- sic -->", "ML"),
    ProblemCode.KEPT_REFERENCE: ("{{Partnership|country=Mali<ref>A</ref>}}", "country", "Mali<ref>A</ref>", "ML"),
    ProblemCode.KEPT_TRANSLATION: ("<translate>{{Partnership|country=Mali<!--T:1-->}}</translate>", "country", "Mali<!--T:1-->", "ML"),
    ProblemCode.KEPT_TEMPLATE: (
        "{{Partnership|start={{start date and age|2024|3|14}}}}",
        "start",
        "{{start date and age|2024|3|14}}",
        "2024-03-14",
    ),
    ProblemCode.KEPT_LINK: ("{{Partnership|country=SN, [[Bamako|Mali]]}}", "country", "[[Bamako|Mali]]", "ML"),
    ProblemCode.KEPT_MARKUP: ("{{Partnership|country=''Mali''}}", "country", "''Mali''", "ML"),
    ProblemCode.KEPT_MEANING: ("{{Partnership|pays=Mali, England}}", "country", "England", "GB"),
    ProblemCode.KEPT_GUESS: ("{{Partnership|début=2010/11}}", "start", "2010/11", "2010-11"),
    ProblemCode.KEPT_NAME: ("{{Partnership|pa<!-- x -->ys=ML}}", "country", "pa<!-- x -->ys", "country"),
    ProblemCode.KEPT_UNSURE: ("{{Partnership|country={{nowrap|Mali}}}}", "country", "{{nowrap|Mali}}", "ML"),
    DUPLICATE: ("{{Partnership|pays=Mali|country=SN}}", "country", "pays=Mali · country=SN", "SN"),
}


@pytest.mark.parametrize("reason", [*(code for code in ProblemCode if code.startswith("kept-")), DUPLICATE])
def test_what_is_left_for_each_reason_is_a_problem_of_the_page(reason: ProblemCode) -> None:
    text, parameter, found, remedy = LEFT[reason]
    names = {**READER.templates, "Nowrap": "hub"} if reason is ProblemCode.KEPT_UNSURE else READER.templates
    reader = replace(READER, templates=names)
    assert Left(parameter, found, reason) in tidy(page(text), reader).left
    (problem,) = (problem for problem in parse(page(text), reader).problems if problem.code is reason)
    assert (problem.parameter, problem.remedy) == (parameter, remedy)
    assert text.splitlines()[problem.line - 1][problem.column - 1 :].startswith(problem.found if reason is not DUPLICATE else "pays=Mali")
    assert problem.severity is (Severity.WARNING if reason is DUPLICATE else Severity.HINT)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{Partnership|<!-- a -->pays=|country=ML}}", True),
        ("{{Partnership|pays=<!-- a -->|country=ML}}", True),
        ("{{Partnership|pays= |country=ML}}", False),
        ("{{Partnership|country=|pays=}}", False),
    ],
)
def test_empty_parameters_that_say_something_are_told(text: str, told: bool) -> None:
    assert bool(tidied(text).left) is told
    assert ((DUPLICATE, "country") in problems(text)) is told


def test_a_page_whose_records_would_change_stays() -> None:
    flag = Reader(READER.site, {**READER.templates, "Flag": "hub"}, LABELS)
    text = "{{Partnership|country={{flag|Mali}}}}"  # on this wiki that is a record within a record
    assert tidy(page(text), flag) == Tidied(text, (), (Left("country", "{{flag|Mali}}", ProblemCode.KEPT_UNSURE),))
    # What comes after too many problems is not read; with fewer of them more would be.
    crowded = ("{{Partnership|" + "|".join(["lead=A"] * 101) + "}}") * 21 + "{{Partnership|lead=B}}"
    assert len(parse(page(crowded), READER).records) == 20
    assert tidied(crowded).text == crowded


def test_templates_of_others_are_their_own_affair() -> None:
    text = "{{Old box|pays=England|country=Sénégal}}"
    assert parse(page(text), READER).records
    assert tidied(text) == Tidied(text)


def test_changes_are_told() -> None:
    result = tidied("{{Partnership|pays=Mali|country=ML|début=mars 2024}}")
    assert result.changes == (
        Change("country", ChangeKind.DUPLICATE, "pays=Mali", ""),
        Change("start", ChangeKind.NAME, "début", "start"),
        Change("start", ChangeKind.VALUE, "mars 2024", "2024-03"),
    )
    assert result.parameters == ("country", "start")


@pytest.mark.parametrize(("title", "namespace"), [("Template:Partnership", 10), ("User talk:A", 3), ("Partnerships/Sandbox", 0)])
def test_pages_without_records_stay(title: str, namespace: int) -> None:
    text = "{{Partnership|pays=Mali}}"
    assert tidy(page(text, title, namespace), READER) == Tidied(text)


def test_every_alias_of_every_record_becomes_the_name() -> None:
    for kind, record in RECORDS.items():
        for name, field in parameter_names(record).items():
            canonical = parameters(record)[field].name or field
            text = f"{{{{{record.template}|{name}=}}}}"
            assert tidied(text).text == f"{{{{{record.template}|{canonical}=}}}}", kind


# --- Whatever the text


@st.composite
def _call(draw: st.DrawFn) -> str:
    record = draw(st.sampled_from(sorted(RECORDS.values(), key=lambda record: record.kind)))
    few = draw(st.lists(st.sampled_from(sorted(parameter_names(record))), min_size=1, max_size=4))
    layout = draw(st.sampled_from(["|{}={}", "\n| {} = {}", "|{}={}\n", "|<!-- c --> {} ={} "]))
    arguments = [layout.format(draw(st.sampled_from(few)), draw(value_texts)) for _number in range(draw(st.integers(1, 6)))]
    return "{{" + record.template + "".join(arguments) + draw(st.sampled_from(["}}", "\n}}", "}}}}", "}"]))


_texts = st.lists(st.one_of(_call(), st.sampled_from([*PIECES, "text", "{{other|pays=Mali}}"])), max_size=4).map("".join)


@settings(max_examples=300)
@given(text=_texts)
def test_records_read_the_same_and_nothing_else_changes(text: str) -> None:
    before = page(text)
    result = tidy(before, READER)
    after = page(result.text)
    assert [record.model_dump(exclude={"source"}) for record in parse(after, READER).records] == [
        record.model_dump(exclude={"source"}) for record in parse(before, READER).records
    ]
    assert tidy(after, READER).text == result.text
    assert (result.text == text) == (not result.changes)
    # What is left to people is a problem of the page, and nothing else is said to be; of what is given twice neither is looked at.
    # Records torn apart by stray braces, of which one says what the other does, are left as a whole.
    found = problems(text)
    left = {(each.reason, each.parameter) for each in result.left}
    unsure = {each for each in left if each[0] is ProblemCode.KEPT_UNSURE and not result.changes}
    assert left - unsure <= found
    assert {(code, parameter) for code, parameter in found if code.startswith("kept-") and (DUPLICATE, parameter) not in left} <= left
    # Without our calls' arguments both are the same.
    assert _outside(result.text) == _outside(text)
    # No note, reference or markup is lost but those of what was said twice.
    if not any(change.kind is ChangeKind.DUPLICATE for change in result.changes):
        assert re.findall(r"<[^<>]*>", result.text) == re.findall(r"<[^<>]*>", text)


def _outside(text: str) -> list[str]:
    """The page without the outermost calls of ours, and the names of these."""
    pieces, position = [], 0
    translate = "<translate" in text or "<languages" in text
    for call in scan(text, READER.site.extension_tags, translate=translate).calls:
        if call.start >= position and READER.kind(call.name):
            pieces += [text[position : call.start], call.name]
            position = call.end
    return [*pieces, text[position:]]
