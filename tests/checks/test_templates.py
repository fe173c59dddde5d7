"""What ``make templates`` makes is current, says what the records are, and holds nothing that MediaWiki takes although it is wrong."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.commands.templates import made, write
from bot.core.forms import FORMS, PREFILLED, preload_of
from bot.core.page import Page, Revision
from bot.core.parse import Reader, parse
from bot.core.problem import Problem
from bot.core.records import RECORDS, Record
from bot.core.records.partnership import SECTIONS
from bot.core.site import Site
from bot.core.template_pages import lua
from bot.core.template_pages.described import described
from bot.core.template_pages.template_data import AUTOMATIC, LANGUAGES
from bot.core.template_pages.templates import EXAMPLES, call
from bot.core.values.lists import ListOf
from bot.core.vocabulary import Vocabulary
from bot.i18n import language_table, raw_messages
from bot.jobs.configuration import shipped
from bot.jobs.install import planned_pages
from bot.wiki.titles import as_stored
from tests.checks import ROOT

TEMPLATES = ROOT / "templates"
#: What MediaWiki takes of compressed TemplateData.
LARGEST = 65_535
TEXTS = frozenset({".css", ".html", ".js", ".json", ".lua", ".md", ".py", ".wikitext"})
#: Types of TemplateData for which suggested values make sense.
SUGGESTING = frozenset({"line", "string", "content", "unbalanced-wikitext"})


@cache
def template_pages() -> Mapping[str, str]:
    """All pages of the template namespace in templates/, by path there."""
    return {
        str(file.relative_to(TEMPLATES)): file.read_text(encoding="utf-8") for file in sorted((TEMPLATES / "Template").rglob("*.wikitext"))
    }


@cache
def blocks(text: str) -> list[str]:
    return re.findall(r"<templatedata>(.*?)</templatedata>", text, re.DOTALL)


def faults(text: str) -> list[str]:
    """What is wrong with the TemplateData of a page although MediaWiki takes it."""
    found = ["two blocks"] if len(blocks(text)) > 1 else []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found.extend(f"key {key} twice" for key, number in Counter(key for key, _ in pairs).items() if number > 1)
        return dict(pairs)

    for block in blocks(text):
        data = json.loads(block, object_pairs_hook=unique)
        found += _faults(data)
        if len(gzip.compress(json.dumps(data, ensure_ascii=False).encode())) > LARGEST:
            found.append("too large")
    return found


def _faults(data: Mapping[str, Any]) -> list[str]:
    found = []
    names = [*data["params"], *(alias for parameter in data["params"].values() for alias in parameter.get("aliases", ()))]
    found += [f"{name} named twice" for name, number in Counter(names).items() if number > 1]
    for name, parameter in data["params"].items():
        if "suggestedvalues" in parameter and parameter["type"] not in SUGGESTING:
            found.append(f"{name}: values for type {parameter['type']}")
        if not set(parameter["label"]) | set(parameter["description"]) <= language_table().keys():
            found.append(f"{name}: no such language")
    if not set(data["description"]) <= language_table().keys():
        found.append("no such language")
    return found


def test_files_are_current() -> None:
    """After a change of classes or messages: make templates."""
    stale = [
        str(file.relative_to(TEMPLATES))
        for file, text in made(TEMPLATES).items()
        if not file.exists() or file.read_text(encoding="utf-8") != text
    ]
    assert not stale


def test_writing_twice_writes_once(tmp_path: Path) -> None:
    assert set(write(tmp_path)) == set(made(tmp_path))
    assert write(tmp_path) == []


def test_a_wiki_stores_them_as_they_are() -> None:
    assert [file for file, text in made(TEMPLATES).items() if as_stored(text) != text.rstrip("\n")] == []


def test_they_are_installed_under_their_titles() -> None:
    planned = {page.title for page in planned_pages(TEMPLATES, {}, "Partnerships", reads_user_language=True)}
    for record in RECORDS.values():
        assert {f"Template:{record.template}{end}" for end in ("", "/doc", "/Preload")} <= planned
    assert {f"Partnerships/{form.page}" for form in FORMS} <= planned
    assert {preload_of(kind) for kind in PREFILLED} | {"Module:Partnerships/Schema", "Module:Partnerships/Aliases"} <= planned


@pytest.mark.parametrize("path", sorted(template_pages()))
def test_template_data_are_sound(path: str) -> None:
    assert faults(template_pages()[path]) == []


def _tag(**parameters: Any) -> str:
    whole = {name: {"label": {"en": "x"}, "description": {"en": "x"}, "type": "line"} | rest for name, rest in parameters.items()}
    return f"<templatedata>{json.dumps({'description': {'en': 'x'}, 'params': whole})}</templatedata>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (_tag(a={"aliases": ["b"]}), []),
        (_tag(a={"aliases": ["b", "b"]}), ["b named twice"]),
        (_tag(a={"aliases": ["c"]}, b={"aliases": ["c"]}), ["c named twice"]),
        (_tag(a={"aliases": ["b"]}, b={}), ["b named twice"]),
        (_tag(a={"type": "number", "suggestedvalues": ["1"]}), ["a: values for type number"]),
        (_tag(a={"label": {"klingonese": "x"}}), ["a: no such language"]),
        (_tag(a={}).replace('"params"', '"params": {}, "params"'), ["key params twice"]),
        (_tag(a={}) + _tag(a={}), ["two blocks"]),
    ],
)
def test_what_mediawiki_takes_is_noticed(text: str, expected: list[str]) -> None:
    assert faults(text) == expected


@pytest.mark.parametrize("kind", RECORDS)
def test_template_data_say_what_the_records_are(kind: str) -> None:
    record = RECORDS[kind]
    (block,) = blocks(template_pages()[f"Template/{record.template}/doc.wikitext"])
    data = json.loads(block)
    assert data["format"] == "block"
    assert data["paramOrder"] == list(data["params"]) == [parameter.name for parameter in described(record)]
    for parameter in described(record):
        shown = data["params"][parameter.name]
        assert tuple(shown.get("aliases", ())) == parameter.aliases
        assert shown.get("suggested", False) == parameter.parameter.asked
        assert tuple(shown.get("suggestedvalues", ())) == (parameter.choice.codes if parameter.choice else ())
        for language in LANGUAGES:
            words = raw_messages()[language]
            assert shown["label"][language] == words[f"parameter-{kind}-{parameter.name}"]
            assert shown["description"][language] == words[f"parameter-{kind}-{parameter.name}-help"]


def begun(kind: str) -> list[str]:
    """What a form begins with: what is asked for, and what the wiki fills in by itself."""
    return [each.name for each in described(RECORDS[kind]) if each.parameter.asked or (kind, each.name) in AUTOMATIC]


@pytest.mark.parametrize("kind", RECORDS)
def test_forms_ask_for_what_is_asked(kind: str) -> None:
    preload = template_pages()[f"Template/{RECORDS[kind].template}/Preload.wikitext"]
    assert re.findall(r"^\| (\w+) = ", preload, re.MULTILINE) == begun(kind)
    marks = re.findall(r"^== .+ ==\n\{\{Partnership section\|(\w+)\}\}$", preload, re.MULTILINE)
    assert marks == (list(SECTIONS) if kind == "partnership" else [])


@pytest.mark.parametrize("kind", PREFILLED)
def test_links_fill_in_what_forms_can_take(kind: str) -> None:
    preload = template_pages()[f"Template/{RECORDS[kind].template}/Prefilled.wikitext"]
    names = re.findall(r"^\| (\w+) = ", preload, re.MULTILINE)
    assert set(names) == {*begun(kind), *PREFILLED[kind]}
    taken = {number: name for name, number in re.findall(r"^\| (\w+) = \$(\d)$", preload, re.MULTILINE)}
    assert tuple(taken[str(place)] for place in range(1, len(taken) + 1)) == PREFILLED[kind]


def read(text: str) -> tuple[list[Record], list[Problem]]:
    """The records on a page with a text, and the problems, by the configuration that ships."""
    configuration = shipped(TEMPLATES).configuration
    labels = {language: dict(texts) for language, texts in raw_messages().items()}
    for language, texts in configuration.labels().items():
        labels.setdefault(language, {}).update(texts)
    site = Site("metawiki")
    reader = Reader(site, {record.template: kind for kind, record in RECORDS.items()}, Vocabulary(labels), ("en",))
    revision = Revision(1, datetime(2026, 11, 24, tzinfo=UTC), "Amina")
    parsed = parse(Page("metawiki", 1, "Partnerships/Example", 0, revision, text), reader)
    return list(parsed.records), list(parsed.problems)


@pytest.mark.parametrize("kind", RECORDS)
def test_examples_in_the_documentation_are_read_without_problems(kind: str) -> None:
    text = call(RECORDS[kind].template, EXAMPLES[kind])
    assert text in template_pages()[f"Template/{RECORDS[kind].template}/doc.wikitext"]
    (record,), problems = read(text)
    assert problems == []
    assert record.kind == kind


def test_the_types_that_lua_knows_are_those_of_the_records() -> None:
    cells = (TEMPLATES / "Module" / "Partnerships" / "Values.lua").read_text(encoding="utf-8")
    shown = set(re.findall(r"^(?:function )?show\.(\w+)", cells, re.MULTILINE))
    types = {parameter.type for record in RECORDS.values() for parameter in described(record)}
    assert types <= shown
    english = raw_messages()["en"]
    told = {
        parameter.type
        for record in RECORDS.values()
        for parameter in described(record)
        if parameter.choice is None and f"wiki-type-{parameter.type}" not in english
    }
    assert not told


def test_commas_in_names_are_those_of_lists() -> None:
    declared = [parameter for record in RECORDS.values() for parameter in described(record)]
    assert any(parameter.has_commas_in_names for parameter in declared)
    assert all(isinstance(parameter.parameter.type, ListOf) for parameter in declared if parameter.has_commas_in_names)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("it's", r"'it\'s'"),
        ("a\\b", r"'a\\b'"),
        (True, "true"),
        ({"end": 1, "a-b": ["x", "y"], "c": {}}, "{ ['end'] = 1, ['a-b'] = { 'x', 'y' }, c = {} }"),
    ],
)
def test_lua_reads_what_was_meant(value: lua.Value, expected: str) -> None:
    assert lua.literal(value) == expected
    assert lua.pretty(value) == expected


def test_no_text_is_left_half_merged() -> None:
    marks = ("<<<<<<< ", ">>>>>>> ")
    texts = [path for folder in ("bot", "i18n", "templates", "webservice") for path in (ROOT / folder).rglob("*") if path.suffix in TEXTS]
    assert len(texts) > 300
    assert [path for path in texts if any(line.startswith(marks) for line in path.read_text(encoding="utf-8").splitlines())] == []
