"""Linked data: both forms say the same, whatever people wrote."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, PROV, RDF, SDO, XSD, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from bot.core.records import Contribution, Lesson, Record, Tool
from bot.core.site import Site
from tests.checks import ROOT
from tests.web.records import FRENCH, META, SCRIPT, page, partnership, placed
from webservice.exchange import identifier
from webservice.linked_data import WIKIDATA, as_json_ld, as_turtle, graph, licence_address
from webservice.wikis import Wikis

# What rdflib's own reader of JSON-LD does.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

WIKIS = Wikis({}, {"metawiki": META, "frwiki": FRENCH})
SALT = URIRef("https://meta.wikimedia.org/w/index.php?curid=1#partnership")
REVISION = URIRef("https://meta.wikimedia.org/w/index.php?oldid=1001")


def both(records: list[Record], wikis: Wikis = WIKIS) -> Graph:
    """What the records say, read again from Turtle and from JSON-LD."""
    made = graph(records, wikis)
    turtle = Graph().parse(data=as_turtle(made), format="turtle")
    assert isomorphic(made, turtle)
    assert isomorphic(made, Graph().parse(data=as_json_ld(made), format="json-ld"))
    return turtle


def read(client: FlaskClient, address: str) -> Graph:
    response = client.get(address)
    assert response.status_code == 200
    form = {"text/turtle": "turtle", "application/ld+json": "json-ld"}[str(response.mimetype)]
    return Graph().parse(data=response.text, format=form)


def test_a_record_in_both_forms(client: FlaskClient) -> None:
    turtle = read(client, "/partnerships/metawiki/1.ttl")
    assert isomorphic(turtle, read(client, "/partnerships/metawiki/1.jsonld"))
    for predicate, value in (
        (RDF.type, SDO.Project),
        (SDO.name, Literal("Museum of Salt")),
        (SDO.url, URIRef("https://meta.wikimedia.org/wiki/Partnerships/Museum_of_Salt")),
        (DCTERMS.source, REVISION),
        (PROV.wasDerivedFrom, REVISION),
        (DCTERMS.modified, Literal("2026-03-14T12:01:00+00:00", datatype=XSD.dateTime)),
        (DCTERMS.relation, WIKIDATA["Q1193236"]),
        (DCTERMS.spatial, URIRef("https://www.iso.org/obp/ui/#iso:code:3166:SN")),
        (SDO.startDate, Literal("2025-03", datatype=XSD.gYearMonth, normalize=False)),
        (SDO.inLanguage, Literal("wo")),
    ):
        assert (SALT, predicate, value) in turtle, predicate
    names = {str(name) for member in turtle.objects(SALT, SDO.member) for name in turtle.objects(member, SDO.name)}
    assert names == {"Museum of Salt", "City of Dakar", "WUG"}
    choices = {
        str(turtle.value(said, SDO.propertyID)): str(turtle.value(said, SDO.value)) for said in turtle.objects(SALT, SDO.additionalProperty)
    }
    assert choices == {"status": "active", "partner_type": "museum"}


def test_a_list_by_filter(client: FlaskClient) -> None:
    everything, french = read(client, "/partnerships.ttl"), read(client, "/partnerships.jsonld?country=FR")
    assert len(set(everything.subjects(RDF.type, SDO.Project))) == 6
    assert set(french.subjects(RDF.type, SDO.Project)) == {SALT, URIRef("https://fr.wikipedia.org/w/index.php?curid=3#partnership")}
    assert all(triple in everything for triple in french if not any(str(part).startswith("n") for part in triple))


def test_one_of_several_on_a_page(client: FlaskClient) -> None:
    radio = read(client, "/partnerships/metawiki/2/radio.ttl")
    assert set(radio.subjects(RDF.type, SDO.Project)) == {URIRef("https://meta.wikimedia.org/w/index.php?curid=2#partnership/radio")}
    moved = client.get("/partnerships/metawiki/1/once.ttl")
    assert (moved.status_code, moved.headers["Location"]) == (302, "/partnerships/metawiki/1.ttl")


def test_one_partner_with_one_item_is_that_item() -> None:
    made = both([partnership(page(1, "P/Salt"), partner=("Museum of Salt",), partner_qid=("Q5",), lead="Q7")])
    assert set(made.objects(SALT, SDO.member)) == {WIKIDATA["Q5"], WIKIDATA["Q7"]}
    assert (WIKIDATA["Q5"], SDO.name, Literal("Museum of Salt")) in made
    assert not list(made.objects(SALT, DCTERMS.relation))


def test_names_have_the_language_of_a_wiki_of_one_language() -> None:
    made = both([partnership(page(1, "P/Sel", "frwiki")), partnership(page(2, "P/Salt"))])
    assert set(made.objects(None, SDO.name)) == {Literal("Sel", lang="fr"), Literal("Salt")}


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("CC-BY-NC-ND-3.0-IGO", "https://creativecommons.org/licenses/by-nc-nd/3.0/igo/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("MIT", "https://spdx.org/licenses/MIT.html"),
    ],
)
def test_licences_have_addresses(code: str, address: str) -> None:
    assert licence_address(code) == address
    made = both(
        [placed(page(1, "P/Given"), Contribution, what="Photos", licence=code, commons_category="Given by a museum", property_id="P5")]
    )
    given = URIRef("https://meta.wikimedia.org/w/index.php?curid=1#contribution")
    assert made.value(given, SDO.license) == URIRef(address)
    assert made.value(given, DCTERMS.relation) == URIRef("https://commons.wikimedia.org/wiki/Category:Given_by_a_museum")
    assert made.value(given, SDO.about) == WIKIDATA["P5"]


def test_identity_does_not_go_by_title_or_host() -> None:
    before, after = page(1, "P/Salt"), page(1, "P/Renamed")
    assert identifier(partnership(before), WIKIS) == identifier(partnership(after), WIKIS) == str(SALT)
    unknown = identifier(partnership(page(1, "P", "nowhere")), WIKIS)
    assert unknown.startswith("urn:uuid:")
    assert unknown == identifier(partnership(page(1, "Q", "nowhere")), WIKIS)
    assert len({identifier(record, WIKIS) for record in (partnership(before, "a"), partnership(before, "b"), placed(before, Lesson))}) == 3


HOSTILE = (
    *("", '"', "\\", '"""', "a\nb", "\r", "\t", "<>", "{}", "^`|", SCRIPT, "@en", "^^xsd:int", "_:b", "Q1 "),
    *("\u202e", "\u2066", "\x00", "\x7f", "\x85", "\u2028", "\ufffe"),
    *("https://a b", "https://[", "javascript:alert(1)", 'https://x/"><'),
)
#: All that a database can hold.
TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.lists(st.sampled_from(HOSTILE)).map("".join),
)


@given(texts=st.lists(TEXTS, min_size=9, max_size=9), article=TEXTS)
def test_no_text_breaks_a_graph(texts: list[str], article: str) -> None:
    title, name, partner, item, lead, country, language, licence, url = texts
    of = page(1, title)
    wikis = Wikis({}, {"metawiki": Site("metawiki", article_url=f"https://meta.wikimedia.org/{article}$1")})
    both(
        [
            partnership(
                of,
                name,
                partner=(partner, name),
                partner_qid=(item,),
                lead=lead,
                country=(country,),
                languages=(language,),
                start=url,
                themes=(lead,),
                summary=item,
            ),
            placed(
                of, Contribution, name, what=partner, licence=licence, source_url=url, commons_category=title, property_id=item, date=url
            ),
            placed(of, Tool, name, source_url=url, purpose=partner),
        ],
        wikis,
    )


def test_every_process_writes_the_same() -> None:
    script = (
        "from tests.web.test_linked_data import *\n"
        "said = {'partner': tuple('abcdef'), 'themes': tuple('xyz'), 'status': 'active', 'country': ('SN', 'FR', 'KE')}\n"
        "made = graph([partnership(page(1, 'P/Salt'), **said)], WIKIS)\n"
        "print(as_turtle(made), as_json_ld(made))"
    )
    outputs = set()
    for seed in "12":
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        outputs.add(subprocess.run([sys.executable, "-c", script], env=environment, check=True, capture_output=True, text=True).stdout)
    assert len(outputs) == 1
