"""Records as a graph (RDF): what schema.org, Dublin Core and PROV have words for, with Wikidata's items for partners.

A record names its page's revision as its source. What it states goes by the type of the parameter, and for texts and dates by the field.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any
from urllib.parse import quote

from rdflib import DCTERMS, PROV, RDF, RDFS, SDO, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from bot.core.plaintext import clean
from bot.core.records import Partnership, Record, parameter_name, parameters
from bot.core.values.affiliate import Affiliate
from bot.core.values.choice import Choice
from bot.core.values.code import Code
from bot.core.values.country import Country
from bot.core.values.date import Date
from bot.core.values.item import Item
from bot.core.values.language import Language
from bot.core.values.licence import Licence
from bot.core.values.lists import ListOf
from bot.core.values.places import Category
from bot.core.values.property import Property
from bot.core.values.reading import ValueType
from bot.core.values.text import Text
from bot.core.values.url import Url
from bot.i18n import language_table
from webservice.exchange import identifier
from webservice.wikis import Wikis

_Triple = tuple[Node, URIRef, Node]

WIKIDATA = Namespace("http://www.wikidata.org/entity/")
_PREFIXES = {"dcterms": DCTERMS, "prov": PROV, "rdfs": RDFS, "schema": SDO, "wd": WIKIDATA, "xsd": XSD}

_CLASSES = {
    "partnership": SDO.Project,
    "hub": SDO.Organization,
    "contribution": SDO.DonateAction,
    "lesson": SDO.Article,
    "tool": SDO.SoftwareApplication,
    "module": SDO.LearningResource,
    "task": SDO.PlanAction,
    "nomination": SDO.Recommendation,
    "inquiry": SDO.AskAction,
}
_TEXTS = {
    "summary": SDO.description,
    "purpose": SDO.description,
    "offer": SDO.description,
    "problem": SDO.abstract,
    "solution": SDO.articleBody,
}
_DATES = {
    "start": SDO.startDate,
    "end": SDO.endDate,
    "updated": SDO.dateModified,
    "last_release": SDO.datePublished,
    "date": DCTERMS.date,
    "filed": DCTERMS.date,
}
#: By the length of a date.
_DATE_TYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
_ISO_3166 = "https://www.iso.org/obp/ui/#iso:code:3166:"
_SPDX = "https://spdx.org/licenses/"
_CREATIVE_COMMONS = "https://creativecommons.org/"
_PUBLIC = {"CC0-1.0": "publicdomain/zero/1.0/", "CC-PDM-1.0": "publicdomain/mark/1.0/"}
_LICENCE = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-([1-4]\.[05])(?:-([A-Z]{2,3}))?")
_ITEM = re.compile(r"[QP][1-9][0-9]*")
#: What may be written as an address: RFC 3987 without its rarest characters.
_ADDRESS = re.compile(r"https?://[^\x00-\x20\x7f-\xa0<>\"{}|\\^`\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff]+")
_COMMONS = "commonswiki"


def graph(records: Iterable[Record], wikis: Wikis) -> Graph:
    """What the records say."""
    made = Graph(bind_namespaces="none")
    for prefix, namespace in _PREFIXES.items():
        made.bind(prefix, namespace)
    for record in records:
        for triple in _triples(record, wikis):
            made.add(triple)
    return made


def as_turtle(made: Graph) -> str:
    """A graph in Turtle."""
    return made.serialize(format="turtle")


def as_json_ld(made: Graph) -> str:
    """A graph in JSON-LD, with a context of its own: nothing needs to be fetched to read it."""
    context = {prefix: str(namespace) for prefix, namespace in _PREFIXES.items()}
    data = json.loads(made.serialize(format="json-ld", context=context, auto_compact=True))
    return json.dumps(_in_order(data), ensure_ascii=False, indent="\t")


def _in_order(value: Any) -> Any:  # noqa: ANN401 (any part of JSON)
    """The same with everything in an order of its own: that of a graph differs from process to process, and so would the ETag."""
    match value:
        case dict():
            return {name: _in_order(part) for name, part in sorted(value.items())}
        case list():
            return sorted(map(_in_order, value), key=json.dumps)
        case _:
            return value


def licence_address(code: str) -> str:
    """The address that stands for a licence, by its SPDX identifier: Creative Commons' own, else SPDX's."""
    if code in _PUBLIC:
        return _CREATIVE_COMMONS + _PUBLIC[code]
    if match := _LICENCE.fullmatch(code):
        name, version, country = match.groups()
        return f"{_CREATIVE_COMMONS}licenses/{name.lower()}/{version}/" + (f"{country.lower()}/" if country else "")
    return f"{_SPDX}{quote(code, safe='')}.html"


def _triples(record: Record, wikis: Wikis) -> Iterator[_Triple]:
    source, subject = record.source, URIRef(identifier(record, wikis))
    language = _language_of(source.site, wikis)
    yield subject, RDF.type, _CLASSES[record.kind]
    yield subject, SDO.name, _text(record.display_name, language)
    yield subject, DCTERMS.modified, Literal(source.timestamp.astimezone(UTC).isoformat(), datatype=XSD.dateTime, normalize=False)
    revision = wikis.revision(source.site, source.revision)
    yield from _address(subject, SDO.url, wikis.page(source.site, source.title))
    yield from _address(subject, DCTERMS.source, revision)
    yield from _address(subject, PROV.wasDerivedFrom, revision)
    if isinstance(record, Partnership):
        yield from _partners(subject, record)
    for field, parameter in parameters(type(record)).items():
        type_ = parameter.type.type if isinstance(parameter.type, ListOf) else parameter.type
        for value in record.values(field):
            match type_:
                case Text() if field in _TEXTS:
                    yield subject, _TEXTS[field], _text(value, language)
                case Affiliate():
                    yield from _organisation(subject, SDO.sponsor if field == "supported_by" else SDO.member, value)
                case Choice():
                    yield from _choice(subject, parameter_name(type(record), field), value)
                case Category():
                    yield from _address(subject, DCTERMS.relation, wikis.page(_COMMONS, f"Category:{value}"))
                case _:
                    yield from _in_one_form(subject, field, type_, value)


def _in_one_form(subject: URIRef, field: str, type_: ValueType, value: str) -> Iterator[_Triple]:
    """What is written in the same way everywhere: codes, dates and addresses."""
    match type_:
        case Country() if field in {"country", "countries"}:
            country = URIRef(_ISO_3166 + quote(value, safe=""))
            yield subject, DCTERMS.spatial, country
            yield country, RDF.type, SDO.Country
            yield country, SDO.identifier, _text(value)
        case Language():
            known = language_table().get(value)
            yield subject, SDO.inLanguage, _text(known.bcp47 if known else value)
        case Date() if field in _DATES and len(value) in _DATE_TYPES:
            yield subject, _DATES[field], Literal(value, datatype=_DATE_TYPES[len(value)], normalize=False)
        case Code():
            yield subject, SDO.keywords, _text(value)
        case Licence():
            yield subject, SDO.license, URIRef(licence_address(value))
        case Property() | Item() if field != "partner_qid":
            if _ITEM.fullmatch(value):
                yield subject, SDO.about, WIKIDATA[value]
        case Url():
            yield from _address(subject, RDFS.seeAlso, value)
        case _:
            pass


def _partners(subject: URIRef, record: Partnership) -> Iterator[_Triple]:
    items = [WIKIDATA[number] for number in record.partner_qid if _ITEM.fullmatch(number)]
    if len(record.partner) == len(items) == 1:
        yield subject, SDO.member, items[0]
        yield items[0], SDO.name, _text(record.partner[0])
        return
    for name in record.partner:
        yield from _organisation(subject, SDO.member, name)
    for item in items:
        # Which of several names belongs to which of several items is not said.
        yield subject, DCTERMS.relation if record.partner else SDO.member, item


def _organisation(subject: URIRef, role: URIRef, name: str) -> Iterator[_Triple]:
    """An organisation by its item or its name."""
    organisation = WIKIDATA[name] if _ITEM.fullmatch(name) else _node(subject, role, name)
    yield subject, role, organisation
    if isinstance(organisation, BNode):
        yield organisation, RDF.type, SDO.Organization
        yield organisation, SDO.name, _text(name)


def _choice(subject: URIRef, name: str, code: str) -> Iterator[_Triple]:
    chosen = _node(subject, SDO.additionalProperty, name, code)
    yield subject, SDO.additionalProperty, chosen
    yield chosen, RDF.type, SDO.PropertyValue
    yield chosen, SDO.propertyID, _text(name)
    yield chosen, SDO.value, _text(code)


def _node(*told: str) -> BNode:
    """A node without an address, told from others by what it is for: the same graph is written in the same way each time."""
    return BNode("n" + hashlib.sha256("\n".join(told).encode("utf-8", "replace")).hexdigest()[:32])


def _address(subject: URIRef, predicate: URIRef, address: str) -> Iterator[_Triple]:
    """Says it of what can be an address; of anything else nothing."""
    if _ADDRESS.fullmatch(address):
        yield subject, predicate, URIRef(address)


def _text(text: str, language: str | None = None) -> Literal:
    return Literal(clean(text), lang=language)


def _language_of(dbname: str, wikis: Wikis) -> str | None:
    """The language of what stands on a wiki, where the wiki is one of one language: ``frwiki`` is, ``metawiki`` is not."""
    site = wikis.sites.get(dbname)
    if site is None or not dbname.startswith(site.language.replace("-", "_") + "wik"):
        return None
    known = language_table().get(site.language)
    return known.bcp47 if known else None
