"""The OpenAPI document: made from the models of the answers and from what each list can be asked for.

Of flask-openapi3 only its models of a document are used, which say what one may hold. Its application class would check every request with
models of its own, which takes longer than an answer, and would refuse otherwise than the pages for people do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from flask_openapi3.models import OPENAPI3_REF_TEMPLATE, APISpec
from pydantic import BaseModel

from bot.core.facets import Facet
from bot.core.records import RECORDS, parameters
from webservice.api.answers import PROBLEM, ProblemDetails, offers, page_answer, record_answer, single_answer
from webservice.arguments import LANGUAGE
from webservice.catalogue import CATALOGUES, MAX_VALUE, PAGE, Catalogue
from webservice.exchange import PLACE, said
from webservice.formats import JSON_LD, MIME_TYPES, list_arguments, list_forms, record_forms
from webservice.reader import Reader

#: Where everything here stands.
ROOT = "/api/v1"
JSON = "application/json"

_OPENAPI = "3.1.0"
_VERSION = "1"
#: Any text but blanks alone.
_SOMETHING = r"[^\s\x1c-\x1f\x85]"
_LAST_PAGE = 999_999_999
_DBNAME = r"^[a-z][a-z0-9_-]{0,63}$"
_LAST_ID = 10**18 - 1
_PROBLEMS = {400: "web-error-request", 404: "web-error-missing", 429: "web-error-often", 503: "web-error-database"}

Part = dict[str, Any]


@lru_cache(maxsize=16)  # languages
def document(t: Reader) -> Part:
    """The document in a reader's language, as data for JSON. Not to be changed: it is made once."""
    about = {"title": t.text("web-title"), "version": _VERSION, "description": t.text("web-api-lead")}
    spec = APISpec.model_validate(
        {
            "openapi": _OPENAPI,
            "info": about,
            "tags": [{"name": catalogue.path, "description": t.text(f"web-{catalogue.path}")} for catalogue in CATALOGUES.values()],
            "paths": {path: {"get": operation} for path, operation in _operations(t)},
            "components": {"schemas": _schemas(t)},
        }
    )
    return spec.model_dump(mode="json", by_alias=True, exclude_unset=True)


def field_texts(t: Reader, kind: str) -> Mapping[str, tuple[str, str]]:
    """What each field of a kind of record is called, and what it holds."""
    declared = parameters(RECORDS[kind])
    texts = {name: (name, t.text(f"web-api-field-{name}")) for name in PLACE}
    for field, name in said(kind).items():
        if field in declared:
            parameter = declared[field].name or field
            texts[name] = (t.parameter(kind, parameter), t.text(f"parameter-{kind}-{parameter}-help"))
        else:
            texts[name] = (name, t.text(f"web-api-field-{field}"))
    return texts


def _operations(t: Reader) -> Iterator[tuple[str, Part]]:
    """Every address with what can be asked there."""
    yield ROOT, {**_operation(t, "web-api-lists", (), _json(offers())), "operationId": "lists"}
    description = {JSON: {"schema": {"type": "object"}}}
    yield f"{ROOT}/openapi.json", {**_operation(t, "web-api-document", (), description), "operationId": "description"}
    for catalogue in CATALOGUES.values():
        yield from _of_list(t, catalogue)
        yield from _of_record(t, catalogue)


def _of_list(t: Reader, catalogue: Catalogue) -> Iterator[tuple[str, Part]]:
    path = catalogue.path
    answer = _json(page_answer(catalogue.kind))
    operation = _operation(t, "web-api-list", _filters(t, catalogue, catalogue.arguments), answer, path)
    yield f"{ROOT}/{path}", {**operation, "operationId": f"list_{path}"}
    for form in list_forms(catalogue):
        operation = _operation(t, f"web-api-list-{form}", _filters(t, catalogue, list_arguments(catalogue, form)), _form(form), path)
        yield f"/{path}.{form}", {**operation, "operationId": f"list_{path}_{form}"}


def _of_record(t: Reader, catalogue: Catalogue) -> Iterator[tuple[str, Part]]:
    path, kind = catalogue.path, catalogue.kind
    place = [_text(t, "site", "path", pattern=_DBNAME), _page_id(t)]
    named = [*place, _text(t, "name", "path", minLength=1)]
    where = f"/{path}/{{site}}/{{page_id}}"
    answer = _json(single_answer(kind))
    yield f"{ROOT}{where}", {**_operation(t, "web-api-record", place, answer, path), "operationId": f"get_{kind}"}
    yield f"{ROOT}{where}/{{name}}", {**_operation(t, "web-api-record-named", named, answer, path), "operationId": f"get_named_{kind}"}
    for form in record_forms(catalogue):
        for address, asked, name in ((where, place, "get"), (f"{where}/{{name}}", named, "get_named")):
            operation = _operation(t, f"web-api-record-{form}", asked, _form(form), path)
            yield f"{address}.{form}", {**operation, "operationId": f"{name}_{kind}_{form}"}


def _operation(t: Reader, summary: str, asked: Iterable[Part], answer: Part, path: str = "") -> Part:
    """A question; ``path`` is the list's that it is about. Every answer can be asked for again with its ETag."""
    parameters = [*asked, _text(t, LANGUAGE, "query", pattern=_SOMETHING), _text(t, "If-None-Match", "header")]
    headers = {"ETag": {"description": t.text("web-api-etag"), "schema": {"type": "string"}}}
    responses: Part = {"200": {"description": t.text("web-api-200"), "headers": headers, "content": answer}}
    if any(parameter["in"] == "path" for parameter in parameters):
        responses["302"] = {"description": t.text("web-api-302")}
    responses["304"] = {"description": t.text("web-api-304"), "headers": headers}
    details = {PROBLEM: {"schema": _reference(ProblemDetails)}}
    responses |= {str(status): {"description": t.text(key), "content": details} for status, key in _PROBLEMS.items()}
    tags, about = ({"tags": [path]}, [t.text(f"web-{path}")]) if path else ({}, [])
    return {**tags, "summary": t.text(summary, *about), "parameters": parameters, "responses": responses}


def _filters(t: Reader, catalogue: Catalogue, known: Iterable[str]) -> Iterator[Part]:
    """Those of the arguments of a list that are known: what narrows it down, its order, its page."""
    facets = {facet.name: facet for facet in catalogue.facets}
    for name in known:
        match name:
            case "q":
                yield _text(t, name, "query", pattern=_SOMETHING, maxLength=MAX_VALUE)
            case "sort":
                # "Best" is the order wherever words are searched for, and means nothing elsewhere: nobody needs to ask for it.
                yield _text(t, name, "query", enum=[*catalogue.sorts(searching=False)])
            case "page":
                yield _page(t)
            case _:
                yield _facet(t, catalogue.kind, facets[name])


def _facet(t: Reader, kind: str, facet: Facet) -> Part:
    if facet.choices:
        limits: Part = {"enum": [*facet.choices]}
    else:
        limits = {"pattern": f"^{facet.pattern}$" if facet.pattern else _SOMETHING, "maxLength": MAX_VALUE}
    example = {"example": facet.example} if facet.example else {}
    return {"name": facet.name, "in": "query", "description": t.facet(kind, facet), "schema": {"type": "string", **limits}, **example}


def _page(t: Reader) -> Part:
    schema = {"type": "integer", "minimum": 1, "maximum": _LAST_PAGE, "default": 1}
    return {"name": PAGE, "in": "query", "description": t.text("web-api-page"), "schema": schema}


def _page_id(t: Reader) -> Part:
    schema = {"type": "integer", "minimum": 0, "maximum": _LAST_ID}
    return {"name": "page_id", "in": "path", "required": True, "description": t.text("web-api-page_id"), "schema": schema}


def _text(t: Reader, name: str, place: str, **limits: Any) -> Part:  # noqa: ANN401 (whatever a schema may say)
    required = {"required": True} if place == "path" else {}
    description = t.text(f"web-api-{name.lower()}")
    return {"name": name, "in": place, **required, "description": description, "schema": {"type": "string", **limits}}


def _json(model: type[BaseModel]) -> Part:
    return {JSON: {"schema": _reference(model)}}


def _form(form: str) -> Part:
    return {MIME_TYPES[form]: {"schema": {"type": "object" if form == JSON_LD else "string"}}}


def _reference(model: type[BaseModel]) -> Part:
    return {"$ref": OPENAPI3_REF_TEMPLATE.format(model=model.__name__)}


def _schemas(t: Reader) -> Part:
    """The schema of every answer, with what each field of a record means."""
    models: list[type[BaseModel]] = [ProblemDetails, offers()]
    for kind in CATALOGUES:
        models += [page_answer(kind), single_answer(kind)]
    found: Part = {}
    for model in models:
        schema = model.model_json_schema(ref_template=OPENAPI3_REF_TEMPLATE)
        found |= schema.pop("$defs", {}) | {model.__name__: schema}
    for kind in CATALOGUES:
        for model in (record_answer(kind), single_answer(kind)):
            properties = found[model.__name__]["properties"]
            for name, (title, description) in field_texts(t, kind).items():
                properties[name] |= {"title": title, "description": description}
    return found
