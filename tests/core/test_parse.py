"""Pages as people write them: which records they give, and which problems, where."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.page import Page, Revision
from bot.core.parse import MAX_RECORDS, Parsed, Reader, parse
from bot.core.problem import ProblemCode, Severity
from bot.core.record_call import MAX_PROBLEMS
from bot.core.record_pages import is_record_page
from bot.core.records import RECORDS, Hub, Partnership, parameter_names
from bot.core.site import Site
from bot.core.translation_pages import translation_pages
from bot.core.vocabulary import Unclear, Vocabulary

SITE = Site(
    "frwiki",
    language="fr",
    namespaces={
        0: ("",),
        2: ("Utilisateur", "Utilisatrice"),
        3: ("Discussion utilisateur",),
        4: ("Wikipédia",),
        10: ("Modèle",),
        102: ("Projet",),
    },
    interwikis={"m": "https://meta.wikimedia.org/wiki/$1", "d": "https://www.wikidata.org/wiki/$1"},
)
READER = Reader(
    SITE,
    {"Partnership": "partnership", "partenariat": "partnership", "Partnership_hub": "hub", "Pôle de partenariat": "hub"},
    Vocabulary({"fr": {"label-status-active": "En cours"}, "ar": {"label-status-active": "نشطة"}}),
    ("es", "ar"),
)


def page(text: str, title: str = "Projet:Partenariats/Musée", namespace: int = 102, **fields: str) -> Page:
    return Page("frwiki", 7, title, namespace, Revision(99, datetime(2026, 3, 1, tzinfo=UTC)), text, **fields)


def found(parsed: Parsed) -> list[tuple[ProblemCode, str, int, int, str, str]]:
    return [(each.code, each.parameter, each.line, each.column, each.found, each.remedy) for each in parsed.problems]


FULL = """Intro

{{Partenariat
 | partenaire = [[Musée de l'Eau]]<ref>Presse, 2024</ref> <!-- ou un autre ? -->
 | porteur = [[m:Wikimedia Sénégal|WMSN]]
 | pays = Sénégal, Mali
 | statut = en cours
 | début = 1er mars 2024
}}
"""


def test_a_page_without_fault() -> None:
    parsed = parse(page(FULL), READER)
    assert parsed.problems == ()
    (record,) = parsed.records
    assert isinstance(record, Partnership)
    assert (record.partner, record.lead, record.country, record.status, record.start) == (
        ("Musée de l'Eau",), "m:Wikimedia Sénégal", ("SN", "ML"), "active", "2024-03-01",
    )  # fmt: skip
    assert (record.display_name, record.key.name, record.region, record.all_regions) == (
        "Musée",
        "",
        "sub-saharan-africa",
        ("sub-saharan-africa",),
    )
    assert FULL[record.source.start : record.source.end].startswith("{{Partenariat")
    assert FULL[record.source.start : record.source.end].endswith("}}")
    assert (record.source.revision, record.source.page_id, record.source.timestamp.year) == (99, 7, 2026)


ASKED = "|partner=A|lead=B|country=SN|status=active|start=2024"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (f"{{{{Partnership{ASKED}}}}}", []),
        (
            "{{Partnership\n|partner=A\n|lead=\n|country=SN|status=active}}",
            [(ProblemCode.MISSING, "start", 1, 1, "", ""), (ProblemCode.MISSING, "lead", 3, 7, "", "")],
        ),
        (f"{{{{Partnership{ASKED}\n |contry = ML}}}}", [(ProblemCode.UNKNOWN_PARAMETER, "contry", 2, 3, "contry", "country")]),
        (f"{{{{Partnership{ASKED}|Pays=ML}}}}", [(ProblemCode.UNKNOWN_PARAMETER, "Pays", 1, 68, "Pays", "pays")]),
        (f"{{{{Partnership{ASKED}|zzz=}}}}", [(ProblemCode.UNKNOWN_PARAMETER, "zzz", 1, 68, "zzz", "")]),
        (f"{{{{Partnership{ASKED}|summary=x|programs=glam|end=2025}}}}", []),
        (f"{{{{Partnership{ASKED}|عنوان=x}}}}", [(ProblemCode.UNKNOWN_PARAMETER, "عنوان", 1, 68, "عنوان", "")]),
        (f"{{{{Partnership{ASKED}|{{{{unknown}}}}|\n}}}}", [(ProblemCode.POSITIONAL, "1", 1, 68, "{{unknown}}", "")]),
        (f"{{{{Partnership{ASKED}|\n  status: active}}}}", [(ProblemCode.POSITIONAL, "1", 2, 3, "status: active", "status=active")]),
        (f"{{{{Partnership|pays=ML{ASKED}}}}}", [(ProblemCode.DUPLICATE_PARAMETER, "country", 1, 15, "ML", "SN")]),
        (f"{{{{Partnership|country=Sénégal{ASKED}}}}}", [(ProblemCode.DUPLICATE_PARAMETER, "country", 1, 15, "Sénégal", "SN")]),
        (f"{{{{Partnership{ASKED}|end=2023-05}}}}", [(ProblemCode.DATE_ORDER, "end", 1, 72, "2024 / 2023-05", "")]),
        (f"{{{{Partnership{ASKED}|end=soon}}}}", [(ProblemCode.DATE, "end", 1, 72, "soon", "")]),
        (f"{{{{Partnership{ASKED}|languages=\n* français\n* Frensh}}}}", [(ProblemCode.LANGUAGE, "languages", 3, 3, "Frensh", "français")]),
        (
            f"{{{{Partnership{ASKED}}}}}\n{{{{partenariat{ASKED}}}}}",
            [(ProblemCode.SAME_NAME, "name", 2, 1, "Musée", "")],
        ),
        (f"{{{{Partnreship{ASKED}}}}}", [(ProblemCode.MISSPELT_TEMPLATE, "", 1, 1, "Partnreship", "Partnership")]),
        (f"{{{{Partnerships{ASKED}}}}} {{{{Partnership report{ASKED}}}}} {{{{Partner}}}}", []),
        (f"{{{{Partnership{ASKED}|hub=[[A]][[B]]}}}}", [(ProblemCode.PAGE, "hub", 1, 72, "AB", "")]),
        (f"{{{{Partnership{ASKED}|partner_type={{{{x}}}}}}}}", [(ProblemCode.EMPTY, "partner_type", 1, 81, "{{x}}", "")]),
    ],
)  # fmt: skip
def test_problems(text: str, problems: list[tuple[ProblemCode, str, int, int, str, str]]) -> None:
    assert found(parse(page(text), READER)) == problems


def test_of_duplicates_the_last_wins_as_in_mediawiki() -> None:
    (record,) = parse(page("{{Partnership|status=active|status=ended}}"), READER).records
    assert record.model_dump()["status"] == "ended"
    (record,) = parse(page("{{Partnership|status=active|status=}}"), READER).records
    assert record.model_dump()["status"] == ""
    (record,) = parse(page("{{Partnership|status=active|statut=}}"), READER).records
    assert record.model_dump()["status"] == "active"


def test_agreeing_duplicates_are_a_hint() -> None:
    severities = [
        problem.severity for problem in parse(page("{{Partnership|country=ML|pays=SN|country=Sénégal" + ASKED + "}}"), READER).problems
    ]
    assert severities == [Severity.WARNING, Severity.HINT, Severity.HINT]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Partnership", "partnership"),
        ("partnership", "partnership"),
        (" \n Partnership \n ", "partnership"),
        ("Template:Partnership", "partnership"),
        ("modèle: partenariat", "partnership"),
        (":Modèle:Partenariat", "partnership"),
        ("<!-- x -->Partnership<!-- y -->", "partnership"),
        ("partnership_hub", "hub"),
        ("Pôle  de_partenariat", "hub"),
        ("PARTNERSHIP", None),
        (":Partnership", None),
        ("Projet:Partnership", None),
        ("Partnership/doc", None),
        ("#if:Partnership", None),
        ("Partner\nship", None),
    ],
)
def test_template_names(name: str, kind: str | None) -> None:
    parsed = parse(page(f"{{{{{name}|name=x}}}}"), READER)
    assert [record.kind for record in parsed.records] == ([kind] if kind else [])


def test_what_is_shown_but_not_called_is_no_record() -> None:
    text = "<nowiki>{{Partnership|name=a}}</nowiki> <!-- {{Partnership|name=b}} --> <pre>{{Partnership|name=c}}</pre>"
    text += " <includeonly>{{Partnership}}</includeonly>"
    assert parse(page(text), READER).records == ()


def test_records_of_a_page_have_keys_of_their_own() -> None:
    text = "{{Partnership|name=Lac}} {{Partnership|name=LAC}} {{Partnership|name=Mer}} {{Partnership hub|name=Lac}}"
    text += " {{Partnership}} {{Partnership}}"
    keys = [record.key for record in parse(page(text), READER).records]
    assert len(set(keys)) == 6
    assert [key.name for key in keys] == ["lac", "lac#2", "mer", "lac", "", "#2"]
    moved = parse(page(text, title="Projet:Ailleurs/Nom nouveau"), READER)
    assert [record.key for record in moved.records] == keys


def test_arabic_with_translate_markup() -> None:
    text = (
        "<languages/>\n{{Partnership\n|الاسم=<translate><!--T:1--> \u200fمتحف البحر</translate>\n|الشريك=[[متحف البحر]]\n"
        "|المسؤول=ويكيميديون\n|البلد=المغرب، تونس\n|الحالة=نشطة\n"
        "|البداية=١٤ مارس ٢٠٢٤\n|اللغات=العربية، الفرنسية\n|جهة_الاتصال=[[مستخدم:موجة]]\n}}"
    )
    parsed = parse(page(text, "شراكات/متحف", 0), READER)
    assert parsed.problems == ()
    (record,) = parsed.records
    assert isinstance(record, Partnership)
    assert (record.name, record.country, record.status, record.start, record.languages, record.lead_contact) == (
        "متحف البحر", ("MA", "TN"), "active", "2024-03-14", ("ar", "fr"), ("موجة",),
    )  # fmt: skip


def test_columns_count_code_points() -> None:
    text = "😀 é 海 {{Partnership" + ASKED + "|languages=𝔛}}"
    (problem,) = parse(page(text), READER).problems
    assert text[problem.column - 1] == "𝔛"


def test_a_hub() -> None:
    text = (
        "{{Pôle de partenariat|nom=Pôle Sahel|type=régional|thèmes=musées, archives|régions=East, Southeast Asia and Pacific;"
        " Afrique subsaharienne|pays=Mali; Niger|langues=fr, bambara|page_contact=[[/Contact]]|jusque=décembre 2027"
        "|suppléant=[[m:Partnerships/Hubs/X]]}}"
    )
    parsed = parse(page(text, "Projet:Pôles/Sahel"), READER)
    assert parsed.problems == ()
    (hub,) = parsed.records
    assert isinstance(hub, Hub)
    assert {name: value for name, value in hub.model_dump(exclude={"source"}).items() if value} == {
        "display_name": "Pôle Sahel", "key_name": "pole sahel", "name": "Pôle Sahel", "type": "regional", "themes": ("musees", "archives"),
        "regions": ("east-southeast-asia-pacific", "sub-saharan-africa"), "countries": ("ML", "NE"), "languages": ("fr", "bm"),
        "contact_page": "Projet:Pôles/Sahel/Contact", "until": "2027-12", "backup": "m:Partnerships/Hubs/X",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("title", "namespace", "is_record"),
    [
        ("Partnerships/X", 0, True),
        ("Projet:Partenariats/X", 102, True),
        ("Wikipédia:Partenariat", 4, True),
        ("Utilisateur:Marie", 2, True),
        ("Utilisateur:Marie/Partenariats", 2, True),
        ("Utilisateur:Brouillon", 2, True),
        ("Utilisateur:Marie/Brouillon", 2, False),
        ("Utilisateur:Marie/Bac à sable 2", 2, False),
        ("Utilisatrice:Marie/drafts/X", 2, False),
        ("Partnerships/Draft horses", 0, True),
        ("Partnerships/Sandbox", 0, False),
        ("Partnerships/X/doc", 0, False),
        ("Wikipédia:Bac à sable", 4, False),
        ("Modèle:Partenariat", 10, False),
        ("Template:Partnership/Preload", 10, False),
        ("Discussion:X", 1, False),
        ("Translations:Partnerships/X/1/fr", 1198, False),
    ],
)
def test_pages_that_hold_records(title: str, namespace: int, is_record: bool) -> None:
    assert is_record_page(page("", title, namespace), SITE) is is_record


def test_redirects_and_other_models_hold_none() -> None:
    assert parse(page(FULL, redirect="Projet:Y"), READER) == Parsed()
    assert parse(page(FULL, content_model="Scribunto"), READER) == Parsed()


def test_translation_pages() -> None:
    titles = {
        "A": True,
        "A/fr": False,
        "A/zh-hans": False,
        "A/Contact": False,
        "B": False,
        "B/fr": False,
        "C/fr": False,
        "D/x": True,
        "D/x/ar": True,
        "fr": True,
    }
    assert translation_pages(titles) == {"A/fr", "A/zh-hans", "D/x/ar"}


def test_the_vocabulary_says_when_it_does_not_know() -> None:
    vocabulary = Vocabulary({"en": {"label-a-x": "Same", "label-a-y": "same", "label-a-z": "Other", "label-a-x-y": "", "other": "Same"}})
    assert vocabulary.code("a", "OTHER") == "z"
    assert vocabulary.code("a", "Same") == Unclear(("x", "y"))
    assert vocabulary.code("a", "Othr") == Unclear((), "Other")
    assert vocabulary.code("b", "Same") == Unclear()
    assert (vocabulary.label("a", "z", ("fr",)), vocabulary.label("a", "q"), vocabulary.languages) == ("Other", "q", ("en",))


def test_a_page_of_nonsense_does_not_fill_the_reports() -> None:
    many = "{{Partnership" + "".join(f"|x{number}=1" for number in range(5000)) + "}}"
    assert len(parse(page(many), READER).problems) == MAX_PROBLEMS
    parsed = parse(page(("{{Partnership" + ASKED + "}}") * (MAX_RECORDS + 10)), READER)
    assert len(parsed.records) == MAX_RECORDS
    assert parsed.problems[-1].code is ProblemCode.TOO_LONG


NAMES = sorted({name for record in RECORDS.values() for name in parameter_names(record)})
PIECES = [
    "{{",
    "}}",
    "|",
    "=",
    "\n",
    "[[",
    "]]",
    "<!--",
    "-->",
    "<translate>",
    "</translate>",
    "{{Partnership|",
    "{{Partnership hub|",
    "<nowiki>",
    ";",
    ",",
    "2024",
    "SN",
]


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES) | st.sampled_from([f"|{name}=" for name in NAMES]) | st.text(max_size=8), max_size=40).map("".join))
def test_it_never_raises(text: str) -> None:
    for each in (text, "{{Partnership|" + text + "}}"):
        parsed = parse(page(each), READER)
        lines = each.split("\n")
        for problem in parsed.problems:
            assert 1 <= problem.line <= len(lines)
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert len({record.key for record in parsed.records}) == len(parsed.records)
