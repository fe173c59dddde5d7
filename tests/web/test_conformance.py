"""What programs ask at random, rightly and wrongly, is answered as the OpenAPI document says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import CHECKS
from schemathesis.generation import GenerationMode

from tests.web.test_kinds import url
from webservice.catalogue import CATALOGUES

__all__ = ["url"]

#: What is checked of each answer, beside that it is no error of the server's.
CHECKED = {
    "content_type_conformance",
    "negative_data_rejection",
    "not_a_server_error",
    "positive_data_acceptance",
    "response_headers_conformance",
    "response_schema_conformance",
    "status_code_conformance",
    "unsupported_method",
}
PARTS = ["", *(catalogue.path for catalogue in CATALOGUES.values())]
#: The same few examples each time.
SEED = settings(
    max_examples=4, derandomize=True, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=[*HealthCheck]
)


@pytest.fixture
def operations(url: str, make_app: Callable[..., Flask]) -> list[Any]:
    """Everything that the document offers, over a database with a record of each kind."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", make_app(url))
    schema.validate()
    return [found.ok() for found in schema.get_all_operations()]  # type: ignore[union-attr] # the document was validated


def test_everything_is_checked(operations: list[Any]) -> None:
    assert {check.__name__ for check in CHECKS.get_all()} >= CHECKED


@pytest.mark.parametrize("part", PARTS)
def test_answers_are_what_the_document_says(operations: list[Any], part: str) -> None:
    asked = [operation for operation in operations if (operation.tags or [""]) == [part]]
    assert asked
    for operation in asked:
        cases = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)))

        @SEED
        @given(case=cases)
        def conforms(case: Any) -> None:
            case.call_and_validate()

        conforms()


@pytest.mark.parametrize(("number", "part"), [*enumerate(PARTS)])
def test_what_there_is_is_what_the_document_says(operations: list[Any], number: int, part: str) -> None:
    for operation in operations:
        if (operation.tags or [""]) == [part] and not operation.path.partition("{name}")[1]:
            place = {"site": "metawiki", "page_id": number} if "{site}" in operation.path else {}
            response = operation.Case(path_parameters=place).call_and_validate()
            assert response.status_code == 200, operation.label
            assert len(response.content) > 0 or operation.path.endswith(".quickstatements"), operation.label
