"""Whatever is asked of any address, the server makes no mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule

from tests.web.records import SCRIPT
from webservice.catalogue import CATALOGUES
from webservice.formats import MIME_TYPES

#: Every view by its name: who adds one adds it here, and what its address may hold to ``HELD``.
VIEWS = {
    "api.description",
    "api.lists",
    "api_page.show",
    "auth.log_in",
    "auth.log_in_done",
    "auth.log_out",
    "claims.claim",
    "claims.release",
    "contact.guide",
    "deciding.decide",
    "forms.add_contribution",
    "forms.check",
    "forms.edit",
    "forms.register",
    "health.healthz",
    "home.show",
    "home.trend",
    "map.drawn",
    "map.show",
    "me.show",
    "messages.choose",
    "messages.show",
    "partners.everyone",
    "partners.one",
    "questions.show",
    "recognition.as_certificate",
    "recognition.as_letter",
    "recognition.newest",
    "recognition.thanks",
    "recognition.wall",
    "reports.as_chart",
    "reports.as_csv",
    "reports.as_json",
    "reports.one",
    "reports.overview",
    "reports.table",
    "saved.show",
    "scores.chart",
    "search.everything",
    "static",
    "status.show",
    "thanking.thank",
    "tidying.page",
}
#: Those that there are for each kind of record, with its path before them.
VIEWS_OF_KINDS = {"all_records", "one", "one_as", "whole", "api.all_records", "api.one"}

ODD = (
    "",
    " ",
    ".",
    "..",
    "/",
    "//",
    "%",
    "%00",
    "\x00",
    "\x1e",
    "\\",
    "?",
    "#",
    SCRIPT,
    "é",
    "\u202e",
    "𝒳",
    "9" * 400,
    "x" * 3000,
    "-1",
    "null",
)
TEXTS = st.one_of(st.sampled_from(ODD), st.text(max_size=20))


def _mostly(*usual: str) -> st.SearchStrategy[str]:
    # Of what is wrong in one part already, the others are not looked at.
    return st.one_of(*[st.sampled_from(usual)] * 4, TEXTS)


#: What an address may hold, by the name of its part: what there is, what there might be, and anything else.
HELD: dict[str, st.SearchStrategy[str]] = {
    "site": _mostly("metawiki", "metawiki", "frwiki", "nowiki", "METAWIKI"),
    "page_id": _mostly("1", "2", "3", "4", "5", "99", "9" * 18, "9" * 19),
    "name": _mostly("radio", "télé", "radio.ttl", "a/b", "documentation", "equity"),
    "form": _mostly(*MIME_TYPES, "exe"),
    "path": _mostly("partnerships", "lessons", "x"),
    "kind": _mostly("partnership", "contribution", "x"),
    "check": _mostly("summary", "x"),
    "deed": _mostly("approve", "object", "x"),
    "wish": _mostly("no", "yes", "x"),
    "revision": _mostly("1", "9" * 18, "9" * 19),
    "year": _mostly("2026", "0000", "99999"),
    "key": _mostly("Q1193236", "x"),
    "table": _mostly("gaps", "summary", "x"),
    "filename": _mostly("style.css", "../app.py", "codex"),
}
ARGUMENTS = sorted(
    {name for catalogue in CATALOGUES.values() for name in catalogue.arguments} | {"uselang", "sector", "kind", "oauth_token"}
)
VALUES = st.one_of(
    st.sampled_from(("SN", "active", "metawiki", "1", "2", "best", "newest", "fr", "qqx", "museum", "museum OR", '"')), TEXTS
)
LANGUAGES = st.one_of(st.sampled_from(("fr", "ar;q=0.5, *", "zz-zz-zz", ";;", "qqx")), st.text("abcz-,;=*0.9 ", max_size=30))


def _name(endpoint: str) -> str:
    """The name of a view without the kind of record it is about."""
    for catalogue in CATALOGUES.values():
        endpoint = endpoint.replace(f"api.{catalogue.path}.", "api.").removeprefix(f"{catalogue.path}.")
    return endpoint


def test_every_view_is_tried(client: FlaskClient) -> None:
    rules = [*client.application.url_map.iter_rules()]
    assert {_name(rule.endpoint) for rule in rules} == VIEWS | VIEWS_OF_KINDS
    assert {part for rule in rules for part in rule.arguments} <= set(HELD)


def _address(rule: Rule, held: dict[str, str]) -> str:
    # As the rule is written, whether or not its converters would take it.
    return "".join(quote(held[part] if dynamic else part, safe="/", errors="replace") for dynamic, part in rule._trace if part != "|")


@pytest.mark.parametrize("path", ["", *(catalogue.path for catalogue in CATALOGUES.values())])
def test_no_question_is_too_much(filled: str, make_app: Callable[..., Flask], path: str) -> None:
    app = make_app(filled)
    rules = [rule for rule in app.url_map.iter_rules() if (f"{path}." in rule.endpoint if path else rule.endpoint in VIEWS)]
    assert rules
    client = app.test_client()

    @settings(
        max_examples=15 if path in {"", "partnerships"} else 6,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
    )
    @given(data=st.data())
    def ask(rule: Rule, data: Any) -> None:
        held = {part: data.draw(HELD[part]) for part in sorted(rule.arguments)}
        query = data.draw(st.lists(st.tuples(st.sampled_from(ARGUMENTS), VALUES), max_size=2))
        methods = sorted(rule.methods or ())
        method = data.draw(st.sampled_from([*methods, *["GET"] * 6] if "GET" in methods else methods))
        headers = {"Accept-Language": data.draw(LANGUAGES), "If-None-Match": data.draw(st.sampled_from(("", "*", '"x"', "W/")))}
        response = client.open(_address(rule, held), method=method, query_string=query, headers=headers)
        assert response.status_code < 500, (method, response.request.url)
        response.close()

    for rule in rules:
        ask(rule)
