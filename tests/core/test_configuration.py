"""The configuration and the settings as people write them: what is taken, what is refused, and where it is said to stand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.configuration import CONFIGURATION_TITLE, Configuration, ConfigurationProblem, Configured, TemplateMapping, read
from bot.core.records import RECORDS
from bot.core.vocabulary import Vocabulary
from bot.core.wiki_settings import SETTINGS_TITLE, WikiSettings
from bot.wiki.titles import path_of

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FAMILIES = {"program", "theme", "gap", "priority", "skill", "technology"}


def shipped(title: str) -> str:
    return (TEMPLATES / path_of(title)).read_text(encoding="utf-8")


def made(value: object) -> Configuration:
    found = read(json.dumps(value), Configuration)
    assert isinstance(found, Configuration), found
    return found


def problems(text: str, model: type[Configured] = Configuration) -> list[tuple[int, str, str, str]]:
    found = read(text, model)
    assert isinstance(found, tuple)
    assert all(isinstance(problem, ConfigurationProblem) for problem in found)
    return [(problem.line, problem.path, problem.found, problem.remedy) for problem in found]


# --- What ships with the tool ----------------------------------------------------------------------------------------------------------


def test_the_defaults_are_valid_and_say_something() -> None:
    configuration = read(shipped(CONFIGURATION_TITLE), Configuration)
    assert isinstance(configuration, Configuration)
    assert set(configuration.codes) == FAMILIES
    assert max(configuration.codes["priority"].items(), key=lambda item: item[1].weight)[0] == "knowledge-equity"
    assert {"values", "objectives", "roles", "commitments", "equity", "partner_confirmed"} == set(configuration.frameworks["1"].asks)
    assert {mapping.wiki for mapping in configuration.mappings} == {"metawiki", "frwiki", "commonswiki"}
    objectives = next(check for check in configuration.checks if check.code == "objectives")
    assert (objectives.section, objectives.words) == ("objectives", 40)
    settings = read(shipped(SETTINGS_TITLE), WikiSettings)
    assert isinstance(settings, WikiSettings)
    assert settings.barnstars
    assert not settings.writes_to


def test_what_editors_are_told_of_mappings_is_true() -> None:
    page = (TEMPLATES / "Partnerships" / "Configuration.wikitext").read_text(encoding="utf-8")
    (example,) = re.findall(r'<pre dir="ltr">(.*?)</pre>', page, re.DOTALL)
    (mapping,) = made(json.loads(f"{{{example}}}")).mappings
    assert all(mapping.model_dump().values())
    module = (TEMPLATES / "Module" / "Partnerships" / "Pages.lua").read_text(encoding="utf-8")
    (told,) = re.findall(r"^local MAPPING = (.*)$", module, re.MULTILINE)
    needed = {name: field.is_required() for name, field in TemplateMapping.model_fields.items()}
    assert {name: not optional for name, optional in re.findall(r"\{ '(\w+)'(, true)? \}", told)} == needed


def test_every_default_code_and_check_has_labels_in_all_languages_and_no_two_are_the_same() -> None:
    configuration = made(json.loads(shipped(CONFIGURATION_TITLE)))
    labelled = [entry.labels for codes in configuration.codes.values() for entry in codes.values()]
    labelled += [check.labels for check in configuration.checks] + [framework.labels for framework in configuration.frameworks.values()]
    assert all({"en", "fr", "es", "ar"} <= set(labels) for labels in labelled)
    vocabulary = Vocabulary(configuration.labels())
    for family, codes in configuration.codes.items():
        for code, entry in codes.items():
            assert {vocabulary.code(family, text, (language,)) for language, text in entry.labels.items()} == {code}


def test_the_defaults_stay_as_the_wiki_stores_them() -> None:
    for title in (CONFIGURATION_TITLE, SETTINGS_TITLE):
        text = shipped(title)
        assert json.dumps(json.loads(text), ensure_ascii=False, indent="\t") == text.rstrip("\n")


# --- What is refused -------------------------------------------------------------------------------------------------------------------

CHECK = {"code": "a", "parameters": ["summary"]}
MAPPING = {"wiki": "frwiki", "template": "Boîte", "kind": "partnership", "parameters": {"état": "status"}}
THEME = {"theme": {"art": {"labels": {"en": "Art"}}}}


@pytest.mark.parametrize(
    ("value", "path", "found", "remedy"),
    [
        ({"version": 2}, "version", "2", "it must be 1"),
        ({"cheks": []}, "cheks", "“cheks”, which is not known", "did you mean checks?"),
        ({"thresholds": {"few": "10"}}, "thresholds.few", "“10”", "a whole number without quotation marks"),
        ({"thresholds": {"few": 0}}, "thresholds.few", "0", "input should be greater than or equal to 1"),
        (
            {"thresholds": {"inquiry_overdue_days": 30}},
            "thresholds.inquiry_escalate_days",
            "28",
            "at least inquiry_overdue_days (30)",
        ),
        ({"thresholds": {"few_": 1}}, "thresholds.few_", "“few_”, which is not known", "did you mean few?"),
        ({"checks": {}}, "checks", "names and values: {…}", "a list: […]"),
        ({"checks": [{"code": "a"}]}, "checks[0]", "a check without parameters and section", "name what it looks at"),
        ({"checks": [CHECK, {**CHECK, "points": 2}]}, "checks[1].code", "“a”, which checks[0] has already", "a code of its own"),
        ({"checks": [{**CHECK, "code": "Not good"}]}, "checks[0].code", "“Not good”", "small letters and digits, with hyphens between"),
        (
            {"checks": [{"code": "a", "parameters": ["sumary"]}]},
            "checks[0].parameters[0]",
            "“sumary”, which is no parameter of a partnership",
            "did you mean summary?",
        ),
        ({"checks": [{"code": "a", "section": "role"}]}, "checks[0].section", "“role”, which is no section", "did you mean roles?"),
        ({"checks": [{**CHECK, "statuses": ["activ"]}]}, "checks[0].statuses[0]", "“activ”, which is no status", "did you mean active?"),
        ({"checks": [{**CHECK, "words": 5}]}, "checks[0].words", "5", "name the section whose words are counted, or leave it out"),
        (
            {"frameworks": {"1": {"asks": ["valuez"]}}},
            "frameworks.1.asks[0]",
            "“valuez”, which is neither a section nor a parameter",
            "did you mean values?",
        ),
        ({"codes": {"hue": {}}}, "codes.hue", "“hue”", "it must be 'program', 'theme', 'gap', 'priority', 'skill' or 'technology'"),
        ({"codes": {"theme": {"art": {}}}}, "codes.theme.art.labels", "nothing", "add it"),
        (
            {"codes": {"theme": {"art": {"labels": {"english": "Art"}}}}},
            "codes.theme.art.labels.english",
            "“english”, which is no language",
            "a MediaWiki language code: en, fr, pt-br …",
        ),
        (
            {"codes": {"theme": {"art": {"labels": {"en": "Art"}, "since": "2026-13"}}}},
            "codes.theme.art.since",
            "“2026-13”",
            "a date as 2026, 2026-03 or 2026-03-14, or nothing",
        ),
        (
            {"codes": {"theme": {"art": {"labels": {"en": "Art"}, "since": "2026-03", "until": "2025"}}}},
            "codes.theme.art.until",
            "“2025”, before since (2026-03)",
            "the later date",
        ),
        (
            {"wikis": {"frwiki": {"templates": {"partnershp": []}}}},
            "wikis.frwiki.templates.partnershp",
            "“partnershp”",
            "did you mean partnership?",
        ),
        ({"codes": {"theme": {"art": {"labels": {}}}}}, "codes.theme.art.labels", "names and values: {…}", "at least 1 of them"),
        (
            {"wikis": {"frwiki": {"templates": {"hub": ["{{Pôle}}"]}}}},
            "wikis.frwiki.templates.hub[0]",
            "“{{Pôle}}”",
            "the template’s name without braces and without “Template:”",
        ),
        ({"mappings": [{**MAPPING, "kind": "alliance"}]}, "mappings[0].kind", "“alliance”", f"one of {', '.join(RECORDS)}"),
        (
            {"mappings": [{**MAPPING, "parameters": {"état": "stauts"}}]},
            "mappings[0].parameters.état",
            "“stauts”, which is no parameter of a partnership",
            "did you mean status?",
        ),
        (
            {"mappings": [MAPPING, {**MAPPING, "template": "boîte"}]},
            "mappings[1].template",
            "“Boîte” on frwiki, which mappings[0] has already",
            "put both together",
        ),
        (
            {"mappings": [{**MAPPING, "template": "Partenariat"}]},
            "mappings[0].template",
            "“Partenariat”, which is a name of our own template on frwiki",
            "no mapping is needed: remove it",
        ),
        (
            {"mappings": [{**MAPPING, "values": {"status": {"en cours": "activ"}}}]},
            "mappings[0].values.status.en cours",
            "“activ”, which is no code of status",
            "did you mean active?",
        ),
        (
            {"codes": THEME, "mappings": [{**MAPPING, "values": {"themes": {"beaux-arts": "arts"}}}]},
            "mappings[0].values.themes.beaux-arts",
            "“arts”, which is no code of themes",
            "did you mean art?",
        ),
        (
            {"candidates": [{"wiki": "frwiki", "categories": ["A"]}, {"wiki": "frwiki", "categories": ["B"]}]},
            "candidates[1].wiki",
            "“frwiki”, which candidates[0] has already",
            "put both together",
        ),
        ({"checks": [{**CHECK, "code": f"c{n}"} for n in range(201)]}, "checks", "a list: […]", "at most 200 of them"),
        ({"candidates": [{"wiki": "frwiki"}]}, "candidates[0]", "neither categories nor templates", "name at least one"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_path_and_what_would_be_right(value: object, path: str, found: str, remedy: str) -> None:
    text = json.dumps(value, ensure_ascii=False)
    assert [problem[1:] for problem in problems(text)] == [(path, found, remedy)]


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"caps": {"per_run": 50, "per_day": 10}}, "caps.per_run"),
        ({"objection_days": 91}, "objection_days"),
        ({"barnstars": {"a": {"labels": {}}}}, "barnstars.a.labels"),
        ({"barnstars": {"a": {"labels": {"en": "A"}, "image": "[[File:X.png]]"}}}, "barnstars.a.image"),
        ({"hubs": {"Hub": {"contact": "a\nb"}}}, "hubs.Hub.contact"),
        ({"hubs": {"Hub": {"contact": "a", "checked": "soon"}}}, "hubs.Hub.checked"),
        ({"approvers": {"names": ["A|B"]}}, "approvers.names[0]"),
        ({"writes_to": ["fr.wikipedia.org"]}, "writes_to[0]"),
        ({"tidy_everywhere": "yes"}, "tidy_everywhere"),
        ({"page_root": "A/B"}, "page_root"),
        ({"shrink_share": 2}, "shrink_share"),
    ],
)
def test_settings_that_are_refused(value: object, path: str) -> None:
    assert [problem[1] for problem in problems(json.dumps(value), WikiSettings)] == [path]


def test_the_page_root_is_read_as_the_wiki_writes_titles() -> None:
    settings = read('{"page_root": " partenariats_du  mouvement "}', WikiSettings)
    assert isinstance(settings, WikiSettings)
    assert settings.page_root == "Partenariats du mouvement"


def test_all_problems_are_told_at_once_each_with_its_line() -> None:
    text = """{
\t"version": 1,
\t"checks": [
\t\t{
\t\t\t"code": "a",
\t\t\t"parameters": [
\t\t\t\t"summary",
\t\t\t\t"sumary"
\t\t\t],
\t\t\t"points": "3"
\t\t}
\t],
\t"checks": [],
\t"thresholds": {"few": null}
}"""
    assert [(line, path) for line, path, _, _ in problems(text)] == [(13, "checks"), (14, "thresholds.few")]
    text = text.replace('\t"checks": [],\n', "")
    assert [(line, path) for line, path, _, _ in problems(text)] == [
        (8, "checks[0].parameters[1]"), (10, "checks[0].points"), (13, "thresholds.few"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "path"),
    [
        ("", 1, ""),
        ("[]", 1, ""),
        ("null", 1, ""),
        ("{", 1, ""),
        ('{"version": 1', 1, ""),
        ('{\n"version": 1,\n}', 3, ""),
        ('{\n"version" 1}', 2, "version"),
        ('{\n"checks": [\n1,\n]}', 4, "checks"),
        ('{"version": 1}\nx', 2, ""),
        ('{"version": NaN}', 1, "version"),
        ('{"version": Infinity}', 1, "version"),
        ('{"version": 1e999}', 1, "version"),
        (f'{{"version": {"9" * 5000}}}', 1, "version"),
        ('{"version": 01}', 1, "version"),
        ("{'version': 1}", 1, ""),
        ('{"version": "\\x"}', 1, "version"),
        ('{"version": "a\nb"}', 1, "version"),
        ('{"version": "\\ud800"}', 1, "version"),
        ('// note\n{"version": 1}', 1, ""),
        ("#REDIRECT [[Other]]", 1, ""),
        (" " * 1_000_001, 1, ""),
    ],
)
def test_what_is_not_json_is_told_with_its_line(text: str, line: int, path: str) -> None:
    (problem,) = problems(text)
    assert problem[:2] == (line, path)
    assert problem[3]


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, '{"checks":' + "[" * 50 + "]" * 50 + "}"])
def test_depth_is_bounded(text: str) -> None:
    assert "brackets within each other" in problems(text)[0][3]


def test_the_number_of_problems_is_bounded() -> None:
    text = json.dumps({"checks": [{"code": "é" * 100} for _ in range(5_000)]})
    assert 0 < len(problems(text)) <= 200


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from([*Configuration.model_fields, "labels", "code"]) | st.text(), inner)
        ),
        max_leaves=12,
    )
)
def test_reading_never_raises_whatever_the_values(value: Any) -> None:
    for model in (Configuration, WikiSettings):
        assert isinstance(read(json.dumps(value), model), model | tuple)


@given(st.text(alphabet='{}[]",:\\u0019.eE+-ntf \n'))
def test_reading_never_raises_whatever_the_text(text: str) -> None:
    assert isinstance(read(text, Configuration), Configuration | tuple)


def test_what_was_found_is_quoted_in_part() -> None:
    text = json.dumps({"checks": [{"code": "a", "parameters": ["x" * 10_000]}], "y" * 10_000: 1})
    assert all(len(part) < 1_000 for problem in problems(text) for part in problem[1:])


def test_the_schema_names_every_part() -> None:
    schema = Configuration.model_json_schema()
    assert set(schema["properties"]) == set(Configuration.model_fields)
    assert schema["additionalProperties"] is False


# --- What it means for reading ---------------------------------------------------------------------------------------------------------


def test_template_names_of_a_wiki_have_its_own_and_its_mappings() -> None:
    configuration = made(
        {"wikis": {"frwiki": {"templates": {"hub": ["pôle local"]}}}, "mappings": [{**MAPPING, "template": "boîte_projet"}]}
    )
    french, meta = configuration.template_names("frwiki"), configuration.template_names("metawiki")
    assert {name: french[name] for name in french if name not in meta} == {"Pôle local": "hub", "Boîte projet": "partnership"}
    assert {name: meta[name] for name in ("Partnership", "Partenariat", "Alianza", "Partnership hub")} == {
        "Partnership": "partnership", "Partenariat": "partnership", "Alianza": "partnership", "Partnership hub": "hub",
    }  # fmt: skip
    names = {"Boîte projet": "Boîte projet", "Boîte": "Boîte projet", "Partenariat": "Partenariat"}
    assert set(configuration.mappings_by_name("frwiki", names)) == {"Boîte projet", "Boîte"}
    assert not configuration.mappings_by_name("metawiki", names)


BASE: dict[str, Any] = {"codes": THEME, "mappings": [MAPPING], "checks": [CHECK]}


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        (lambda value: value, False),
        (lambda value: value | {"checks": []}, False),
        (lambda value: value | {"thresholds": {"few": 5}}, False),
        (lambda value: value | {"frameworks": {"1": {"asks": ["values"]}}}, False),
        (lambda value: value | {"candidates": [{"wiki": "frwiki", "categories": ["A"]}]}, False),
        (lambda value: value | {"codes": {"theme": {"art": {"labels": {"en": "Art"}, "weight": 2, "until": "2030"}}}}, False),
        (lambda value: value | {"codes": {"theme": {"art": {"labels": {"en": "Arts"}}}}}, True),
        (lambda value: value | {"codes": {"theme": {"art": {"labels": {"en": "Art", "fr": "Art"}}}}}, True),
        (lambda value: value | {"codes": {"gap": {"art": {"labels": {"en": "Art"}}}}}, True),
        (lambda value: value | {"mappings": []}, True),
        (lambda value: value | {"mappings": [MAPPING | {"values": {"status": {"en cours": "active"}}}]}, True),
        (lambda value: value | {"wikis": {"frwiki": {"templates": {"hub": ["Pôle"]}}}}, True),
    ],
)
def test_the_fingerprint_changes_where_pages_may_read_differently_and_nowhere_else(
    change: Callable[[dict[str, Any]], dict[str, Any]], differs: bool
) -> None:
    assert (made(change(BASE)).fingerprint("x") != made(BASE).fingerprint("x")) is differs
    assert made(BASE).fingerprint("x") != made(BASE).fingerprint("y")


def test_eleven_barnstars_are_offered_each_with_a_picture_and_a_name_in_four_languages() -> None:
    settings = read(shipped(SETTINGS_TITLE), WikiSettings)
    assert isinstance(settings, WikiSettings)
    barnstars = settings.barnstars
    assert len(barnstars) == 11
    assert {"documentation", "translation", "mentoring", "first-partnership"} <= barnstars.keys()
    for barnstar in barnstars.values():
        assert set(barnstar.labels) == {"en", "fr", "es", "ar"}
        assert barnstar.image
