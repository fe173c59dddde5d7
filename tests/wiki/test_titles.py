"""Titles, their paths, their content models."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.core.site import Site
from bot.wiki.titles import (
    TitleError,
    as_stored,
    content_model_of,
    join,
    normalise,
    path_of,
    redirect_target,
    split,
    template_name,
    title_of,
)

FRENCH = Site("frwiki", language="fr", namespaces={2: ("Utilisateur", "Utilisatrice"), 10: ("Modèle",), 102: ("Projet",)})


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("Template:Partnership", "Template/Partnership.wikitext"),
        ("Template:Partnership/styles.css", "Template/Partnership/styles.css"),
        ("Template:Partnership/doc", "Template/Partnership/doc.wikitext"),
        ("Module:Partnerships", "Module/Partnerships.lua"),
        ("Module:Partnerships/doc", "Module/Partnerships/doc.wikitext"),
        ("Module:Doc", "Module/Doc.lua"),
        ("Module:Partnerships/Data/Index.json", "Module/Partnerships/Data/Index.json"),
        ("MediaWiki:Gadget-partnerships.js", "MediaWiki/Gadget-partnerships.js"),
        ("Partnerships/Index/All", "Partnerships/Index/All.wikitext"),
        ("User talk:A/B", "User talk/A/B.wikitext"),
        ("Partnerships", "Partnerships.wikitext"),
        ("Template", "Template.wikitext"),
        ("Template/X", "%54emplate/X.wikitext"),
        ("TEMPLATE/X", "%54EMPLATE/X.wikitext"),
        ("Foo.wikitext", "Foo.wikitext.wikitext"),
        ("Foo.wikitext/Bar", "Foo%2Ewikitext/Bar.wikitext"),
        ("Foo.json/Bar", "Foo%2Ejson/Bar.wikitext"),
        (".json", "%2Ejson.wikitext"),
        ("A//B", "A/%2F/B.wikitext"),
        ("A/", "A/%2F.wikitext"),
        ("Who? 100 %", "Who%3F 100 %25.wikitext"),
        ("A ./B", "A %2E/B.wikitext"),
        ("...", "%2E...wikitext"),
        ("A: b\\c", "A%3A b%5Cc.wikitext"),
        ("شراكة", "شراكة.wikitext"),
    ],
)
def test_a_title_has_its_path(title: str, path: str) -> None:
    assert str(path_of(title)) == path
    assert title_of(PurePosixPath(path)) == title


@pytest.mark.parametrize(
    "path",
    [
        "../Foo.wikitext",
        "/etc/Foo.wikitext",
        "A/../B.wikitext",
        "A\0.wikitext",
        "A\\B.wikitext",
        "README.md",
        "Foo",
        "foo.wikitext",
        "A_b.wikitext",
        "template/X.wikitext",
        "Template/X.lua",
        "Module/X.wikitext",
        "A%2fB.wikitext",
        "%41.wikitext",
        "A%2F.wikitext",
        "A%FF.wikitext",
        "%2E%2E/B.wikitext",
        ".hidden.wikitext",
        "",
    ],
)
def test_other_paths_belong_to_no_page(path: str) -> None:
    with pytest.raises(TitleError) as error:
        title_of(PurePosixPath(path))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "title", ["", " ", ":", "Template:", "A[b", "A|b", "<b>", "{{x}}", "a\nb", "a\0", "../A", "A/./B", "%41", "~~~", "x" * 256, "\ud800"]
)
def test_titles_that_no_wiki_takes(title: str) -> None:
    with pytest.raises(TitleError) as error:
        normalise(title)
    assert "\n" not in str(error.value)
    with pytest.raises(TitleError):
        path_of(title)


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        ("  partnership__hub ", FRENCH, "Partnership hub"),
        ("template: partenariat", FRENCH, "Modèle:Partenariat"),
        ("Mode\u0300le:partenariat", FRENCH, "Modèle:Partenariat"),
        ("utilisatrice:x", FRENCH, "Utilisateur:X"),
        ("Projet:x", FRENCH, "Projet:X"),
        (":Template:x", Site("x"), "Template:X"),
        ("élan", Site("x"), "Élan"),
        ("ßa", Site("x"), "ßa"),
        ("ა", Site("x"), "ა"),
        ("A\u200e b", Site("x"), "A b"),
        ("Unknown:x", Site("x"), "Unknown:x"),
    ],
)
def test_the_normal_form(title: str, site: Site, expected: str) -> None:
    assert normalise(title, site) == expected
    assert normalise(expected, site) == expected


def test_local_namespaces_share_the_english_folders() -> None:
    assert str(path_of("Modèle:Partenariat", FRENCH)) == "Template/Partenariat.wikitext"
    assert title_of(PurePosixPath("Template/Partenariat.wikitext"), FRENCH) == "Modèle:Partenariat"
    assert title_of(path_of("Projet:GLAM", FRENCH), FRENCH) == "Projet:GLAM"


def test_template_names() -> None:
    assert template_name("Template:partnership_hub") == "Partnership hub"
    assert template_name("User:x/y") == "User:X/y"


_PIECES = st.sampled_from(
    [
        "/",
        ":",
        ".",
        "..",
        "%",
        "?",
        " ",
        "_",
        "\\",
        ".json",
        ".lua",
        ".wikitext",
        ".css",
        "Template",
        "Module",
        "user",
        "doc",
        "e\u0301",
        "ش",
        "con",
    ]
)
TITLES = st.lists(st.one_of(_PIECES, st.text(max_size=4)), min_size=1, max_size=8).map("".join)


@given(TITLES, st.sampled_from([Site("x"), FRENCH]))
@example("Module:/doc", Site("x"))
@example("Template:.css", Site("x"))
@example("\u0345\u0301", Site("x"))
def test_titles_and_paths_map_one_to_one(title: str, site: Site) -> None:
    try:
        path = path_of(title, site)
    except TitleError:
        assume(False)
        raise
    assert title_of(path, site) == normalise(title, site)
    assert normalise(normalise(title, site), site) == normalise(title, site)
    assert not path.is_absolute()
    assert not {".", "..", ""} & set(path.parts)
    assert not any("\0" in part or "\\" in part or part.startswith(".") for part in path.parts)
    assert join(*split(title, site), site) == normalise(title, site)


@given(st.lists(st.one_of(_PIECES, st.just("%2E"), st.just("%2F"), st.text(max_size=3)), max_size=7).map("".join))
def test_a_path_that_has_a_title_is_that_titles_path(path: str) -> None:
    for candidate in (path, path + ".wikitext", path + ".lua", path + ".json"):
        try:
            title = title_of(PurePosixPath(candidate))
        except TitleError:
            continue
        assert title_of(path_of(title)) == title


@pytest.mark.parametrize(
    ("title", "model"),
    [
        ("Partnerships", "wikitext"),
        ("Foo.json", "wikitext"),
        ("Module:Partnerships", "Scribunto"),
        ("Module:Partnerships/doc", "wikitext"),
        ("Module:Partnerships/i18n/en.json", "json"),
        ("Template:Partnership/styles.css", "sanitized-css"),
        ("Template:Partnership.css", "wikitext"),
        ("MediaWiki:Gadget-partnerships.js", "javascript"),
        ("MediaWiki:Gadget-partnerships.css", "css"),
        ("MediaWiki:Sidebar", "wikitext"),
        ("User:A/x.js", "javascript"),
        ("User:A.js", "wikitext"),
    ],
)
def test_content_models(title: str, model: str) -> None:
    assert content_model_of(title) == model


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("#REDIRECT [[Template:Partnership]]", "Template:Partnership"),
        ("#redirect: [[template:partnership hub#top|x]] {{R}}", "Template:Partnership hub"),
        ("#REDIRECTION [[A]]", "A"),
        ("#تحويل [[قالب]]", "قالب"),
        ("#list [[A]]", None),
        ("Text #REDIRECT [[A]]", None),
        ("#REDIRECT [[]]", None),
        ("", None),
    ],
)
def test_redirects(text: str, target: str | None) -> None:
    assert redirect_target(text) == target


def test_texts_as_stored() -> None:
    assert as_stored("e\u0301\r\nb\r \n\t") == "\u00e9\nb"
