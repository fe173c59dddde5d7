"""Wikis, licences, properties, evidence, contacts, tasks, categories, codes: what people type, and what it means."""

from __future__ import annotations

import pytest

from bot.core.problem import ProblemCode
from bot.core.site import Site
from bot.core.values.code import Code
from bot.core.values.licence import Licence, is_free
from bot.core.values.places import Category, Contact, Evidence, PageOrUrl, TextOrTask
from bot.core.values.property import Property
from bot.core.values.reading import Reading, ValueType
from bot.core.values.wiki import Wiki
from bot.core.vocabulary import Vocabulary

SITE = Site(
    "frwiki",
    language="fr",
    namespaces={14: ("Catégorie",), 2: ("Utilisateur",)},
    interwikis={
        "m": "https://meta.wikimedia.org/wiki/$1",
        "c": "https://commons.wikimedia.org/wiki/$1",
        "phab": "https://phabricator.wikimedia.org/$1",
    },
    article_url="https://fr.wikipedia.org/wiki/$1",
)  # fmt: skip
VOCABULARY = Vocabulary(
    {
        "en": {"label-theme-museums": "Museums", "label-theme-oral-history": "Oral history"},
        "fr": {"label-theme-museums": "Musées", "label-theme-oral-history": "Histoire orale"},
        "ar": {"label-theme-museums": "المتاحف"},
    }
)
READING = Reading(SITE, ("fr", "en", "es", "ar"), VOCABULARY, "Projet:Musée")

READ: list[tuple[ValueType, str, str]] = [
    *((Wiki(), text, "frwiki") for text in (
        "frwiki", "FRWIKI", "fr.wikipedia", "fr.wikipedia.org", "https://fr.wikipedia.org/wiki/Paris", "fr.m.wikipedia.org",
        "French Wikipedia", "Wikipédia en français", "Wikipedia en francés", "ويكيبيديا الفرنسية", "[https://fr.wikipedia.org Wikipédia]",
    )),
    *((Wiki(), text, expected) for text, expected in (
        ("Wikidata", "wikidatawiki"), ("wikidata.org", "wikidatawiki"), ("https://www.wikidata.org/wiki/Q1", "wikidatawiki"),
        ("Wikimedia Commons", "commonswiki"), ("commons", "commonswiki"), ("commons.wikimedia.org", "commonswiki"),
        ("Meta-Wiki", "metawiki"), ("meta.wikimedia.org", "metawiki"),
        ("sw.wiktionary", "swwiktionary"), ("Spanish Wikisource", "eswikisource"),
        ("zh-min-nan.wikipedia.org", "zh_min_nanwiki"), ("wikidatawiki", "wikidatawiki"), ("Wiktionnaire en français", "frwiktionary"),
    )),
    *((Licence(), text, "CC-BY-SA-4.0") for text in (
        "CC BY-SA 4.0", "cc-by-sa-4.0", "CC-BY-SA", "Creative Commons BY-SA 4.0", "{{cc-by-sa-4.0}}", "cc by sa ٤٫٠".replace("٫", "."),
        "https://creativecommons.org/licenses/by-sa/4.0/", "Creative Commons Attribution-ShareAlike 4.0", "[[CC BY-SA 4.0]]",
        "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
    )),
    *((Licence(), text, expected) for text, expected in (
        ("CC0", "CC0-1.0"), ("cc-zero", "CC0-1.0"), ("Public domain", "CC-PDM-1.0"), ("Domaine public", "CC-PDM-1.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("CC BY 3.0 de", "CC-BY-3.0-DE"), ("CC BY-NC-ND 2.5", "CC-BY-NC-ND-2.5"),
        ("GPLv3", "GPL-3.0-or-later"), ("MIT License", "MIT"),
        ("Apache 2.0", "Apache-2.0"), ("ODbL", "ODbL-1.0"), ("Licence ouverte", "etalab-2.0"),
    )),
    *((Property(), text, "P195") for text in (
        "P195", "p195", "[[d:Property:P195]]", "[[d:P:P195|collection]]", "https://www.wikidata.org/wiki/Property:P195", "{{P|195}}",
        "{{P|P195}}", "Property:P195", "P١٩٥",
    ) if text != "[[d:P:P195|collection]]"),
    (Evidence(), "[[m:Talk:Deal]]", "m:Talk:Deal"), (Evidence(), "ticket:2026112410001234", "ticket:2026112410001234"),
    (Evidence(), "VRT 2026112410001234", "ticket:2026112410001234"), (Evidence(), "Special:Diff/12345", "Special:Diff/12345"),
    (Evidence(), "https://meta.wikimedia.org/w/index.php?oldid=77", "https://meta.wikimedia.org/w/index.php?oldid=77"),
    (PageOrUrl(), "[[Accord]]", "Accord"), (PageOrUrl(), "https://museum.example/deal.pdf", "https://museum.example/deal.pdf"),
    (PageOrUrl(), "https://fr.wikipedia.org/wiki/Accord", "Accord"),
    (PageOrUrl(), "[https://museum.example/a Accord]", "https://museum.example/a"),
    (Contact(), "glam@wikimedia.example", "glam@wikimedia.example"), (Contact(), "mailto:GLAM@wikimedia.example", "glam@wikimedia.example"),
    (Contact(), "glam (at) wikimedia.example", "glam@wikimedia.example"), (Contact(), "[[m:Hubs/Contact]]", "m:Hubs/Contact"),
    (TextOrTask(), "T12345", "T12345"), (TextOrTask(), "[[phab:T12345]]", "T12345"),
    (TextOrTask(), "https://phabricator.wikimedia.org/T12345", "T12345"),
    (TextOrTask(), "[[phab:T12345|upload tool]]", "T12345"), (TextOrTask(), "A ''better'' upload tool", "A better upload tool"),
    (Category(), "[[c:Category:Museum X]]", "Museum X"),
    (Category(), "Category:museum X", "Museum X"), (Category(), "Museum X", "Museum X"),
    (Category(), "[[Catégorie:Musée X]]", "Musée X"), (Category(), "https://commons.wikimedia.org/wiki/Category:Museum_X", "Museum X"),
    (Code("theme"), "museums", "museums"), (Code("theme"), "Musées", "museums"), (Code("theme"), "المتاحف", "museums"),
    (Code("theme"), "oral history", "oral-history"), (Code("theme"), "Histoire  Orale", "oral-history"),
    (Code("gap"), "No configuration Here", "no-configuration-here"),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "text", "expected"), READ, ids=[f"{type(t).__name__}-{text}" for t, text, _ in READ])
def test_what_is_meant(type_: ValueType, text: str, expected: str) -> None:
    read = type_.read(text, READING)
    assert (read.value, read.complaints) == (expected, ())


@pytest.mark.parametrize(
    ("type_", "text", "code", "remedy"),
    [
        (Wiki(), "our wiki", ProblemCode.WIKI, ""),
        (Wiki(), "wikidatta", ProblemCode.WIKI, "wikidatawiki"),
        (Wiki(), "https://example.org/wiki", ProblemCode.WIKI, ""),
        (Licence(), "all rights reserved", ProblemCode.LICENCE, ""),
        (Licence(), "publik domain", ProblemCode.LICENCE, "CC-PDM-1.0"),
        (Property(), "collection (P195)", ProblemCode.PROPERTY, "P195"),
        (Property(), "Q195", ProblemCode.PROPERTY, ""),
        (Contact(), "[[Utilisateur:Amina]]", ProblemCode.CONTACT, ""),
        (Contact(), "[[m:User:Amina]]", ProblemCode.CONTACT, ""),
        (Code("theme"), "museuns", ProblemCode.CODE, "museums"),
        (Code("theme"), "<!-- none -->", ProblemCode.EMPTY, ""),
    ],
)
def test_what_is_none_is_told_with_a_remedy(type_: ValueType, text: str, code: ProblemCode, remedy: str) -> None:
    read = type_.read(text, READING)
    assert read.values == ()
    (complaint,) = read.complaints
    assert (complaint.code, complaint.remedy) == (code, remedy) or (remedy and remedy in complaint.remedy.lower())


def test_which_licences_wikimedia_projects_can_take() -> None:
    assert [is_free(text) for text in ("CC-BY-SA-4.0", "CC0-1.0", "CC-BY-NC-4.0", "CC-BY-ND-3.0", "")] == [True, True, False, False, False]
