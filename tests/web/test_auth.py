"""Logging in and out, against a wiki that believes no request before it has checked it."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr

from bot.core.records import Nomination, Task
from bot.i18n import Messages
from bot.settings import Settings, SettingsError
from bot.store import Store
from bot.wiki.oauth import Token, signed_session
from tests.web.oauth_standin import CONSUMER_KEY, CONSUMER_SECRET, StandIn, oauth_wiki
from tests.web.reading import Page
from tests.web.records import META, page, placed
from webservice.app import create_app

SECRET_KEY = "of the tests, and long enough for it"


@pytest.fixture
def wiki() -> Iterator[StandIn]:
    with oauth_wiki() as stand_in:
        yield stand_in


@pytest.fixture
def login_app(filled: str, wiki: StandIn, make_app: Callable[..., Flask]) -> Callable[..., Flask]:
    """Makes the tool with that wiki as its home, with more settings."""

    def make(**more: object) -> Flask:
        settings = {"oauth_consumer_key": CONSUMER_KEY, "oauth_consumer_secret": CONSUMER_SECRET, "secret_key": SECRET_KEY}
        return make_app(filled, **settings | {"home": "homewiki", "wikis": {"homewiki": {"api": wiki.api}}} | more)

    return make


@pytest.fixture
def client(login_app: Callable[..., Flask]) -> FlaskClient:
    return login_app().test_client()


def begin(client: FlaskClient, back: str = "") -> str:
    """Where somebody is sent who wants to log in."""
    response = client.get("/login", query_string={"next": back} if back else {})
    assert response.status_code == 302, response.text
    return response.headers["Location"]


def come_back(client: FlaskClient, address: str) -> Any:
    """The answer to somebody who comes back from the wiki."""
    parts = urlsplit(address)
    return client.get(parts.path, query_string=parts.query)


def log_in(client: FlaskClient, wiki: StandIn, user: str = "Ana", back: str = "") -> Any:
    return come_back(client, wiki.allow(begin(client, back), user))


def name_of(client: FlaskClient) -> str:
    """Under which name the tool knows somebody; empty for nobody."""
    texts = Page(client.get("/partnerships").text).texts
    return texts[texts.index("Log out") - 1] if "Log out" in texts else ""


def csrf_token(client: FlaskClient, address: str = "/") -> str:
    return next(field["value"] for field in Page(client.get(address).text).all("input") if field.get("name") == "csrf_token")


# --- In and out --------------------------------------------------------------------------------------------------------------------


def test_in_and_out(client: FlaskClient, wiki: StandIn) -> None:
    assert name_of(client) == ""
    (link,) = [link for link in Page(client.get("/hubs?type=regional").text).links if link.startswith("/login")]
    begun = client.get(link)
    assert urlsplit(begun.headers["Location"]).netloc == urlsplit(wiki.url).netloc
    done = come_back(client, wiki.allow(begun.headers["Location"], "Ana"))
    assert done.headers["Location"] == "/hubs?type=regional"
    assert name_of(client) == "Ana"
    out = client.post("/logout", data={"csrf_token": csrf_token(client)})
    assert (out.status_code, out.headers["Location"]) == (303, "/")
    assert name_of(client) == ""


def test_names_are_shown_as_they_are(client: FlaskClient, wiki: StandIn) -> None:
    log_in(client, wiki, "آمنة <b>&")
    assert name_of(client) == "آمنة <b>&"


def test_two_windows_log_in_at_once(client: FlaskClient, wiki: StandIn) -> None:
    first, second = begin(client, "/hubs"), begin(client, "/me")
    assert come_back(client, wiki.allow(second, "Ana")).headers["Location"] == "/me"
    assert come_back(client, wiki.allow(first, "Luc")).headers["Location"] == "/hubs"
    assert name_of(client) == "Luc"


def test_what_was_begun_stays_small(client: FlaskClient, wiki: StandIn) -> None:
    addresses = [begin(client, "/" + "x" * 380) for _ in range(6)]
    cookie = client.get_cookie("partnerships")
    assert cookie is not None
    assert len(cookie.value) < 3500
    assert come_back(client, wiki.allow(addresses[0], "Ana")).status_code == 400
    assert come_back(client, wiki.allow(addresses[-1], "Ana")).status_code == 302


def test_where_it_is_not_set_up(filled: str, make_app: Callable[..., Flask]) -> None:
    client = make_app(filled).test_client()
    for address in ("/login", "/oauth-callback?oauth_token=a&oauth_verifier=b"):
        response = client.get(address)
        assert response.status_code == 404
        assert "Logging in is not set up here" in response.text
    assert "Logging in is not set up here" in client.get("/me").text
    # What the tool cannot do then, the wiki can.
    assert "https://meta.wikimedia.org/wiki/Partnerships/New/Lesson" in Page(client.get("/new/lessons").text).links
    assert "Log in" not in Page(client.get("/").text).texts


def test_my_page(client: FlaskClient, wiki: StandIn) -> None:
    assert "Log in with your Wikimedia account" in client.get("/me").text
    log_in(client, wiki, "Ana")
    shown = Page(client.get("/me").text)
    assert "/partnerships/metawiki/1" in shown.links
    assert "/partnerships/metawiki/2/radio" not in shown.links
    assert "You have not nominated anybody, and nobody has nominated you yet." in shown.text
    log_in(client, wiki, "Luc")
    assert "No partnership names you as a contact or volunteer yet." in Page(client.get("/me").text).text


def test_my_nominations_and_tasks(tmp_path: Path, messages: Messages) -> None:
    url = f"sqlite:///{tmp_path}/partnerships.db"
    nominated, claimed, done = (page(number, f"Partnerships/{number}") for number in (1, 2, 3))
    with Store.open(url, migrate=True) as store:
        store.set_site(META)
        mine = placed(nominated, Nomination, nominee="User:Luc", status="approved", nominated_by="Ana")
        store.replace(nominated, [mine, placed(nominated, Nomination, "2", nominee="User:Zoé", nominated_by="Luc")], [])
        store.replace(claimed, [placed(claimed, Task, page="Partnerships/Salt", check="report", claimed_by="Ana")], [])
        store.replace(done, [placed(done, Task, page="Partnerships/Tea", check="report", claimed_by="Ana", done="2026-03-01")], [])
    client = create_app(Settings(database=SecretStr(url)), messages=messages, developer="Ana").test_client()
    client.get("/login")
    shown = Page(client.get("/me").text)
    assert "User:Luc\nApproved" in shown.text
    assert "User:Zoé" not in shown.text
    assert "Partnerships/Salt\nOpen to everybody again" in shown.text
    assert "Partnerships/Tea\nDone" in shown.text
    assert {"/nominations/metawiki/1", "https://meta.wikimedia.org/wiki/Partnerships/Salt"} <= set(shown.links)


def test_pages_with_a_name_are_for_one_reader(client: FlaskClient, wiki: StandIn) -> None:
    for address in ("/", "/nowhere"):
        assert "Cookie" in client.get(address).headers["Vary"]
    assert client.get("/").headers["Cache-Control"] == "no-cache"
    log_in(client, wiki)
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"
    for address in ("/partnerships.csv", "/api/v1/partnerships"):
        headers = client.get(address).headers
        assert "Cookie" not in headers.get("Vary", "")
        assert "Set-Cookie" not in headers


# --- What the wiki says ------------------------------------------------------------------------------------------------------------


def refused(response: Any, client: FlaskClient) -> None:
    assert response.status_code == 502
    assert "The wiki did not confirm who you are" in response.text
    assert name_of(client) == ""


def test_a_wrong_secret_is_an_error_with_status_200(login_app: Callable[..., Flask], caplog: pytest.LogCaptureFixture) -> None:
    client = login_app(oauth_consumer_secret="0" * 40).test_client()
    refused(client.get("/login"), client)
    assert "initiate: the wiki refuses (mwoauth-oauth-exception)" in caplog.text


def test_a_wiki_that_does_not_answer(login_app: Callable[..., Flask]) -> None:
    client = login_app(wikis={"homewiki": {"api": "http://127.0.0.1:9/w/api.php"}}).test_client()
    refused(client.get("/login"), client)


HOUR = 3600  # seconds from now, where a claim is a time


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://meta.wikimedia.org.example"},
        {"aud": "another consumer"},
        {"nonce": "of another request"},
        {"exp": -HOUR},
        {"iat": HOUR},
        {"username": None},
        {"username": ""},
        {"nonce": None},
        {"exp": None},
    ],
    ids=str,
)
def test_identities_that_are_not_believed(client: FlaskClient, wiki: StandIn, changes: dict[str, Any]) -> None:
    later = {name: time.time() + value for name, value in changes.items() if isinstance(value, int)}
    wiki.claims = lambda claims: {name: value for name, value in (claims | changes | later).items() if value is not None}
    refused(log_in(client, wiki), client)


def test_an_identity_that_another_signed(client: FlaskClient, wiki: StandIn) -> None:
    wiki.signing_secret = "f" * 40
    refused(log_in(client, wiki), client)


def test_a_wrong_verifier(client: FlaskClient, wiki: StandIn) -> None:
    back = urlsplit(wiki.allow(begin(client), "Ana"))
    query = dict(parse_qsl(back.query)) | {"oauth_verifier": "0" * 32}
    refused(client.get(back.path, query_string=query), client)


# --- What anybody may send ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "//[",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "/\t/evil.example/",
        "/\n/evil.example",
        "javascript:alert(1)",
        "evil.example",
        "@evil.example",
        "/é",
        "/" + "x" * 500,
    ],
)
def test_no_address_elsewhere_to_return_to(client: FlaskClient, wiki: StandIn, address: str) -> None:
    assert log_in(client, wiki, back=address).headers["Location"] == "/"


def test_the_way_back_from_a_path_that_looks_like_an_address(client: FlaskClient, wiki: StandIn) -> None:
    response = client.get("/", environ_overrides={"PATH_INFO": "//evil.example/x"})
    elsewhere = [link for link in Page(response.text).links if re.search(r"(^|=|%2F)(//|%2F|https?:)", link)]
    assert not [link for link in elsewhere if not link.startswith(wiki.url)]


def test_somebody_elses_way_back_is_not_followed(login_app: Callable[..., Flask], wiki: StandIn) -> None:
    mine, yours = login_app().test_client(), login_app().test_client()
    address = wiki.allow(begin(mine), "Mallory")
    begin(yours)
    assert come_back(yours, address).status_code == 400
    assert name_of(yours) == ""


def test_a_way_back_is_followed_once(client: FlaskClient, wiki: StandIn) -> None:
    begun = begin(client)
    before = client.get_cookie("partnerships")
    address = wiki.allow(begun, "Ana")
    assert come_back(client, address).status_code == 302
    assert come_back(client, address).status_code == 400
    # Nor with the cookie that was there before: the wiki knows what it gave.
    assert before is not None
    client.set_cookie("partnerships", before.value)
    refused(come_back(client, address), client)


@pytest.mark.parametrize("query", ["", "oauth_token=x", "oauth_token=x&oauth_verifier=y", "oauth_verifier=y"])
def test_ways_back_from_nowhere(client: FlaskClient, wiki: StandIn, query: str) -> None:
    begin(client)
    response = client.get(f"/oauth-callback?{query}")
    assert response.status_code == 400
    assert "not started in this browser" in response.text
    assert "Special:OAuth/token" not in wiki.asked


def test_a_way_back_without_its_verifier(client: FlaskClient, wiki: StandIn) -> None:
    key = dict(parse_qsl(urlsplit(begin(client)).query))["oauth_token"]
    assert client.get("/oauth-callback", query_string={"oauth_token": key}).status_code == 400
    assert "Special:OAuth/token" not in wiki.asked


def test_a_tampered_cookie_is_nobodys(client: FlaskClient, wiki: StandIn) -> None:
    log_in(client, wiki)
    cookie = client.get_cookie("partnerships")
    assert cookie is not None
    data, _, rest = cookie.value.lstrip(".").partition(".")
    for value in ("", "x", data, f"{data[:-3]}AAA.{rest}", cookie.value[:-2], cookie.value.swapcase(), "." * 300):
        client.set_cookie("partnerships", value)
        assert name_of(client) == "", value


def test_a_cookie_signed_with_another_key_is_nobodys(client: FlaskClient, wiki: StandIn, login_app: Callable[..., Flask]) -> None:
    log_in(client, wiki)
    cookie = client.get_cookie("partnerships")
    assert cookie is not None
    other = login_app(secret_key="x" * 40).test_client()
    other.set_cookie("partnerships", cookie.value)
    assert name_of(other) == ""


def test_logging_out_takes_a_token_of_this_session(client: FlaskClient, wiki: StandIn, login_app: Callable[..., Flask]) -> None:
    log_in(client, wiki, "Ana")
    other = login_app().test_client()
    log_in(other, wiki, "Mallory")
    for data in ({}, {"csrf_token": "x"}, {"csrf_token": csrf_token(other)}):
        response = client.post("/logout", data=data)
        assert response.status_code == 400
        assert "This form was not sent from here" in response.text
    assert client.get("/logout").status_code == 405
    assert name_of(client) == "Ana"


def test_a_session_begins_anew_with_each_login(client: FlaskClient, wiki: StandIn) -> None:
    log_in(client, wiki, "Ana")
    token = csrf_token(client)
    log_in(client, wiki, "Luc")
    assert client.post("/logout", data={"csrf_token": token}).status_code == 400


def test_a_host_that_is_not_ours_gets_no_way_back(client: FlaskClient, wiki: StandIn) -> None:
    for host in ("evil.example", "localhost.evil.example", "localhost:99"):
        response = client.get("/login", headers={"Host": host})
        assert response.status_code == 502
        assert "evil" not in str(response.headers)
    assert not wiki.requested


def test_cookies_behind_the_proxy(login_app: Callable[..., Flask], wiki: StandIn) -> None:
    wiki.callback_prefix = "https://partnerships.toolforge.org/"
    client = login_app(proxies=1).test_client()
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "partnerships.toolforge.org", "X-Forwarded-For": "192.0.2.1"}
    response = client.get("/login", headers=headers)
    name, *attributes = (part.strip() for part in response.headers["Set-Cookie"].split(";"))
    assert name.startswith("__Host-partnerships=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} == set(attributes)
    assert wiki.allow(response.headers["Location"], "Ana").startswith("https://partnerships.toolforge.org/oauth-callback?")


def test_cookies_on_a_developers_machine(client: FlaskClient) -> None:
    attributes = {part.strip() for part in client.get("/login").headers["Set-Cookie"].split(";")[1:]}
    assert attributes == {"HttpOnly", "Path=/", "SameSite=Lax"}


def test_the_wiki_is_not_flooded(client: FlaskClient, wiki: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    log_in(client, wiki, "Anabelle")
    with caplog.at_level(logging.DEBUG):
        statuses = [client.get("/oauth-callback").status_code for _ in range(61)]
        assert statuses == [400] * 60 + [429]
        response = client.get("/oauth-callback")
    assert "Too many at once" in response.text
    assert int(response.headers["Retry-After"]) <= 61
    assert "Anabelle" not in caplog.text


def test_neither_secrets_nor_names_are_logged(client: FlaskClient, wiki: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        begun = begin(client)
        log_in(client, wiki, "Anabelle")
        client.get("/me")
        wiki.signing_secret = "f" * 40
        come_back(client, wiki.allow(begun, "Anabelle"))
    assert "cannot be believed" in caplog.text
    given = [word for token in wiki.requested.values() for word in (token.secret, token.verifier)]
    given += [word for key, (secret, _) in wiki.access.items() for word in (key, secret)]
    for word in ("Anabelle", CONSUMER_SECRET, SECRET_KEY, *given):
        assert word not in caplog.text, word


def test_the_wiki_itself_checks_signatures(wiki: StandIn) -> None:
    """The stand-in is as strict as what it stands for."""
    with signed_session(Token(CONSUMER_KEY, CONSUMER_SECRET), None, "tests", callback_uri="http://localhost/") as session:
        address = f"{wiki.url}/w/index.php?title=Special:OAuth/initiate"
        signed = session.prepare_request(requests.Request("POST", address))
        changed = signed.copy()
        changed.url = address + "&more=1"
        answers = [session.send(each, timeout=20).text for each in (changed, signed, signed)]
    assert "Invalid signature" in answers[0]
    assert "oauth_token=" in answers[1]
    assert "Nonce already used" in answers[2]


# --- On a developer's machine ------------------------------------------------------------------------------------------------------


def test_a_developer_logs_in_without_a_wiki(filled: str, messages: Messages) -> None:
    client = create_app(Settings(database=SecretStr(filled)), messages=messages, developer="Ana").test_client()
    assert name_of(client) == ""
    assert "/login?next=/hubs" in Page(client.get("/hubs").text).links
    assert client.get("/login?next=/me").headers["Location"] == "/me"
    assert name_of(client) == "Ana"
    assert client.post("/logout", data={"csrf_token": csrf_token(client)}).status_code == 303
    assert name_of(client) == ""


@pytest.mark.parametrize(
    "production", [{"proxies": 1}, {"oauth_consumer_key": "k", "oauth_consumer_secret": "s", "secret_key": SECRET_KEY}], ids=str
)
def test_nobody_is_a_developer_where_others_come(filled: str, messages: Messages, production: dict[str, object]) -> None:
    settings = Settings.model_validate({"database": filled} | production)
    with pytest.raises(SettingsError, match="leave out the developer"):
        create_app(settings, messages=messages, developer="Ana")
