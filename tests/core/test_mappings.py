"""Templates that are in use on the wikis already: how the configuration has them read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.page import Page, Revision
from bot.core.parse import Parsed, Reader, parse
from bot.core.problem import ProblemCode, Severity
from bot.core.records import Partnership
from bot.core.site import Site
from bot.core.vocabulary import Vocabulary
from tests.core.test_configuration import made

FRENCH = Site("frwiki", language="fr")
BOX = {
    "wiki": "frwiki",
    "template": "Boîte partenariat",
    "kind": "partnership",
    "parameters": {"institution": "partner", "état": "status", "depuis": "début", "sujets": "themes", "1": "name"},
    "values": {"status": {"en sommeil": "paused"}, "themes": {"beaux-arts": "art"}},
}


def mapped(text: str, **more: object) -> Parsed:
    configuration = made(
        {"codes": {"theme": {"art": {"labels": {"en": "Art"}}, "law": {"labels": {"en": "Law"}}}}, "mappings": [{**BOX, **more}]}
    )
    names = {"Boîte partenariat": "Boîte partenariat", "Boîte": "Boîte partenariat", "Partenariat": "Partenariat"}
    kinds = {name: configuration.template_names("frwiki")[target] for name, target in names.items()}
    reader = Reader(FRENCH, kinds, Vocabulary(configuration.labels()), mappings=configuration.mappings_by_name("frwiki", names))
    page = Page("frwiki", 1, "Projet:Essai", 4, Revision(1, datetime(2026, 1, 1, tzinfo=UTC), "A"), text, "wikitext", None)
    return parse(page, reader)


def record(parsed: Parsed) -> Partnership:
    (found,) = parsed.records
    assert isinstance(found, Partnership)
    return found


@pytest.mark.parametrize("name", ["Boîte partenariat", "boîte_partenariat", "Boîte", "Template:Boîte"])
def test_a_mapped_template_is_read_by_its_own_names(name: str) -> None:
    text = f"{{{{{name}|institution=Musée|état=''En sommeil''|depuis=mars 2024|sujets=Beaux-Arts, Law}}}}"
    found = record(mapped(text))
    assert (found.partner, found.status, found.start, found.themes) == (("Musée",), "paused", "2024-03", ("art", "law"))


@pytest.mark.parametrize(
    ("given", "is_record"),
    [
        ("portail=Partenariats", True),
        ("portail= [[partenariats]] ", True),
        ("portail=Musées|ville=Dakar", True),
        ("portail=Sport", False),
        ("portail=", False),
        ("ville=Dakar", False),
    ],
)
def test_a_template_that_is_used_for_other_things_too_is_a_record_only_where_it_is_meant(given: str, is_record: bool) -> None:
    parsed = mapped(f"{{{{Boîte|institution=A|{given}}}}}", only={"portail": ["Partenariats", "Musées"]})
    assert (len(parsed.records), parsed.problems if not is_record else ()) == (int(is_record), ())


def test_values_that_are_not_mapped_are_read_as_ours() -> None:
    assert record(mapped("{{Boîte|institution=A|état=actif|sujets=art}}")).status == "active"


def test_a_numbered_parameter_can_be_mapped() -> None:
    assert record(mapped("{{Boîte|Le projet|institution=A}}")).name == "Le projet"


def test_what_a_mapped_template_has_besides_is_no_problem_and_what_it_lacks_a_hint() -> None:
    parsed = mapped("{{Boîte|institution=A|couleur=rouge|status=nonsense|x|y}}")
    assert record(parsed).status == ""
    assert {(problem.code, problem.severity) for problem in parsed.problems} == {(ProblemCode.MISSING, Severity.HINT)}


NUMBERED = {f"contact{number}": "lead_contact" for number in (1, 2, 3)}


@pytest.mark.parametrize(
    ("given", "contacts"),
    [
        ("contact3=Luc|contact1=[[User:Amina|A]]", ("Amina", "Luc")),
        ("contact1=|contact2=<!-- nobody -->|contact3=Luc", ("Luc",)),
        ("contact1=Amina; Ibrahim|contact2=Amina|contact3=Zoé", ("Amina", "Ibrahim", "Zoé")),
        ("contact2=Luc|contact2=Zoé", ("Zoé",)),
        ("contact1=|contact2=", ()),
    ],
)
def test_a_list_may_stand_in_several_parameters_of_theirs(given: str, contacts: tuple[str, ...]) -> None:
    parsed = mapped(f"{{{{Boîte|institution=A|{given}}}}}", parameters={"institution": "partner", **NUMBERED})
    assert record(parsed).lead_contact == contacts
    assert {problem.code for problem in parsed.problems} == {ProblemCode.MISSING}


def test_each_part_of_a_list_has_its_own_problems() -> None:
    parsed = mapped("{{Boîte|institution=A|contact1=Luc|\ncontact2=127.0.0.1}}", parameters={"institution": "partner", **NUMBERED})
    assert record(parsed).lead_contact == ("Luc",)
    assert (ProblemCode.USER, 2) in {(problem.code, problem.line) for problem in parsed.problems}


def test_of_one_value_in_two_parameters_of_theirs_the_last_counts() -> None:
    parameters = {"institution": "partner", "état": "status", "statut": "status"}
    parsed = mapped("{{Boîte|institution=A|statut=active|état=completed}}", parameters=parameters)
    assert record(parsed).status == "completed"
    assert ProblemCode.DUPLICATE_PARAMETER in {problem.code for problem in parsed.problems}


def test_our_own_template_is_not_mapped() -> None:
    parsed = mapped("{{Partenariat|institution=A|pays=FR}}")
    assert ProblemCode.UNKNOWN_PARAMETER in {problem.code for problem in parsed.problems}
