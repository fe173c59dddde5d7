"""What was answered is given again, and only as long as it is true and to whom it is meant for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask, request, session
from flask.testing import FlaskClient
from pydantic import SecretStr

from bot.i18n import Messages
from bot.settings import Settings
from bot.store import OK, Store
from tests.web.conftest import clock
from tests.web.records import NOON, fill, page, partnership
from webservice import answers
from webservice.app import create_app

ADDRESSES = ["/", "/partnerships?country=SN", "/partnerships/metawiki/1", "/partnerships.csv", "/api/v1/partnerships?q=museum", "/api/v1"]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/partnerships.db"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store.open(url, migrate=True) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def app(store: Store, url: str, make_app: Callable[..., Flask]) -> Flask:
    return make_app(url)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def worked(app: Flask) -> Counter[str]:
    """Counts the requests that the tool itself had to answer, by their address."""
    counted: Counter[str] = Counter()
    really = app.full_dispatch_request

    def noted() -> object:
        counted[request.full_path.rstrip("?")] += 1
        return really()

    app.full_dispatch_request = noted  # type: ignore[method-assign,assignment] # the tests' own
    return counted


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_same_is_not_worked_out_twice(client: FlaskClient, worked: Counter[str], address: str) -> None:
    first, second, head = client.get(address), client.get(address), client.head(address)
    assert worked == {address: 1}
    assert (second.status_code, second.data, list(second.headers)) == (200, first.data, list(first.headers))
    assert (head.status_code, head.data, list(head.headers)) == (200, b"", list(first.headers))
    unchanged = client.get(address, headers={"If-None-Match": f'W/{first.headers["ETag"]}, "x"'})
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert worked == {address: 1}
    entity = {"Content-Type", "Content-Length", "Content-Language"}
    assert sorted(unchanged.headers) == sorted((name, value) for name, value in first.headers if name not in entity)
    assert client.get(address, headers={"If-None-Match": "*"}).status_code == 304


def test_nothing_is_given_that_is_true_no_more(client: FlaskClient, worked: Counter[str], store: Store) -> None:
    changes: tuple[Callable[[], object], ...] = (
        lambda: store.replace(of := page(9, "P/New"), [partnership(of, "Zanzibar")], []),
        lambda: store.remove_missing("metawiki", [1, 2, 4, 5, 6]),
        lambda: store.finish_job("collect", NOON + timedelta(days=1), OK, {}, ""),
    )
    tags = set()
    for number, change in enumerate(changes, 1):
        tags.add(tag := client.get("/partnerships").headers["ETag"])
        change()
        answer = client.get("/partnerships", headers={"If-None-Match": tag})
        assert answer.status_code == 200
        assert ("Zanzibar" in answer.text) is (number == 1)
    assert len(tags) == len(changes)
    assert worked["/partnerships"] == len(changes) + 1


def test_another_process_knows_what_was_told(
    client: FlaskClient, url: str, make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = client.get("/api/v1/partnerships").headers["ETag"]
    other = make_app(url).test_client()
    monkeypatch.setattr(Store, "numbered_records", None)  # not even the records are read
    answer = other.get("/api/v1/partnerships", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.headers["ETag"], answer.headers["Access-Control-Allow-Origin"]) == (304, tag, "*")
    assert answer.headers["Cache-Control"] == "no-cache"


def test_what_is_asked_otherwise_is_answered_otherwise(
    client: FlaskClient, worked: Counter[str], store: Store, url: str, make_app: Callable[..., Flask]
) -> None:
    first = client.get("/partnerships")
    others = [
        client.get("/partnerships", headers={"Accept-Language": "fr"}),
        client.get("/partnerships", headers={"Accept": "text/turtle"}),
        client.get("/partnerships?uselang=ar"),
        client.get("/hubs"),
        client.get("/partnerships", base_url="https://other.example/"),
        make_app(url, page_root="Elsewhere").test_client().get("/partnerships"),
    ]
    assert len({each.headers["ETag"] for each in (first, *others)}) == len(others) + 1
    assert 'lang="fr"' in others[0].text
    assert sum(worked.values()) == len(others)


def test_what_is_no_answer_is_not_kept(client: FlaskClient, worked: Counter[str]) -> None:
    for address in ("/nowhere", "/partnerships?page=99", "/partnerships?status=", "/healthz", "/partnerships?page=x"):
        answers_ = [client.get(address) for _ in range(2)]
        assert worked[address] == 2
        assert all("ETag" not in each.headers for each in answers_)


def test_who_logged_in_is_answered_alone(store: Store, url: str, messages: Messages) -> None:
    app = create_app(Settings(database=SecretStr(url)), messages=messages, now=clock, developer="Ana")
    stranger, ana = app.test_client(), app.test_client()
    ana.get("/login")
    told = stranger.get("/me").headers["ETag"]
    personal = ana.get("/me", headers={"If-None-Match": told})
    assert personal.status_code == 200
    assert personal.headers["Cache-Control"] == "private, no-cache"
    assert "Ana" in personal.text
    for _ in range(2):
        assert "Ana" not in stranger.get("/me").text


def test_what_comes_with_a_cookie_is_given_once(app: Flask, client: FlaskClient, worked: Counter[str]) -> None:
    @app.get("/form")
    def form() -> str:
        session["token"] = worked["/form"]
        return f"token {worked['/form']}"

    first, second = client.get("/form"), app.test_client().get("/form")
    assert (first.text, second.text) == ("token 1", "token 2")
    assert first.headers["Cache-Control"] == "private, no-cache"
    tag = app.test_client().get("/form", headers={"If-None-Match": "*"}).headers.get("ETag")
    assert tag not in {first.headers["ETag"], second.headers["ETag"]}


@pytest.mark.parametrize("header", ["Set-Cookie", "X-RateLimit-Limit", "Link"])
def test_what_is_said_to_one_is_not_said_to_others(app: Flask, client: FlaskClient, worked: Counter[str], header: str) -> None:
    @app.get("/one")
    def one() -> tuple[str, dict[str, str]]:
        return "one", {header: "1"}

    for _ in range(2):
        client.get("/one")
    assert worked["/one"] == 2


def test_no_more_is_kept_than_fits(client: FlaskClient, worked: Counter[str], monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(client.get("/api/v1").data)
    monkeypatch.setattr(answers, "_MOST_BYTES", 3 * size)
    monkeypatch.setattr(answers, "_WEIGHT_OF_HEADERS", 0)
    for turn in range(10):
        client.get(f"/api/v1?uselang={turn}")
    client.get("/api/v1?uselang=9")
    client.get("/api/v1?uselang=0")
    assert (worked["/api/v1?uselang=9"], worked["/api/v1?uselang=0"]) == (1, 2)
    tag = client.get("/api/v1?uselang=4").headers["ETag"]
    for turn in range(10):
        client.get(f"/api/v1?uselang={turn}")
    assert client.get("/api/v1?uselang=4", headers={"If-None-Match": tag}).status_code == 304
    asked = worked["/api/v1?uselang=4"]
    monkeypatch.setattr(answers, "_MOST_NOTED", 1)
    client.get("/api/v1?uselang=5", headers={"Accept": "*/*"})
    assert client.get("/api/v1?uselang=4", headers={"If-None-Match": tag}).status_code == 304
    assert worked["/api/v1?uselang=4"] == asked + 1
    monkeypatch.setattr(answers, "_LONGEST", size - 1)
    for _ in range(2):
        client.get("/api/v1?uselang=20")
    assert worked["/api/v1?uselang=20"] == 2


def test_answers_without_a_body_take_room_too(client: FlaskClient, worked: Counter[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "_MOST_BYTES", 20_000)
    addresses = [f"/partnerships.quickstatements?q=nothing{turn}" for turn in range(10)]
    for address in addresses:
        assert client.get(address).data == b""
    client.get(addresses[-1])
    client.get(addresses[0])
    assert (worked[addresses[-1]], worked[addresses[0]]) == (1, 2)
