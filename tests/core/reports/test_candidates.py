"""Candidates: each with a form in which is filled in what is known."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from bot.core.candidates import FoundCandidate
from bot.core.forms import PREFILLED
from bot.core.reports import candidates
from tests.core.reports.records import columns, knowledge

FOUND = (
    FoundCandidate("frwiki", 4, "Projet:Musées, arts/Musée & Co", "Catégorie:GLAM"),
    FoundCandidate("metawiki", 5, "GLAM/Casa ~ __NOTOC__", "Category:GLAM"),
    FoundCandidate("eswiki", 6, "Museo", "Categoría:GLAM"),
)
KNOWN = replace(knowledge([]), candidates=FOUND, page_root="GLAM partnerships", interwikis={"w:fr": "frwiki", "fr": "frwiki"})


def test_the_home_wiki_comes_first() -> None:
    assert columns(candidates.rows(KNOWN)["pages"], "page", "wiki", "sign", "page_url") == [
        ("GLAM/Casa ~ __NOTOC__", "metawiki", "Category:GLAM", ""),
        ("Museo", "eswiki", "Categoría:GLAM", ""),
        (
            "Projet:Musées, arts/Musée & Co",
            "frwiki",
            "Catégorie:GLAM",
            "https://fr.wikipedia.org/wiki/Projet:Mus%C3%A9es,_arts/Mus%C3%A9e_%26_Co",
        ),
    ]


def test_forms_open_where_the_record_shall_stand_with_what_is_known() -> None:
    forms = [urlsplit(row["create"]) for row in candidates.rows(KNOWN)["pages"]]
    assert [form.path for form in forms] == [
        "/wiki/GLAM/Casa_~_%5F_NOTOC_%5F",
        "/wiki/GLAM_partnerships/Museo",
        "/wiki/GLAM_partnerships/Mus%C3%A9e_%26_Co",
    ]
    queries = [parse_qsl(form.query, keep_blank_values=True) for form in forms]
    filled = [
        dict(zip(PREFILLED["partnership"], [value for name, value in query if name == "preloadparams[]"], strict=True)) for query in queries
    ]
    assert filled == [
        {"name": "Casa ~ __NOTOC__", "projects": "", "documentation": ""},
        {"name": "Museo", "projects": "eswiki", "documentation": ""},
        {"name": "Musée & Co", "projects": "frwiki", "documentation": "[[:fr:Projet:Musées, arts/Musée & Co]]"},
    ]
    # A page that exists is begun nowhere but in a new section.
    assert [dict(query).get("section") for query in queries] == ["new", None, None]
    assert "~" not in forms[0].query
    assert "__" not in forms[0].query
