"""When something is broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.store import Store
from tests.web.reading import Page

SECRET = "s3cret-host"


@pytest.fixture(params=["missing", "rubbish", "unreachable"])
def broken(request: pytest.FixtureRequest, tmp_path: Path, make_app: Callable[..., Flask]) -> FlaskClient:
    """Asks a tool whose database is no use."""
    file = tmp_path / f"{SECRET}.db"
    if request.param == "rubbish":
        file.write_bytes(b"rubbish" * 1000)
    url = f"mysql+pymysql://{SECRET}:{SECRET}@127.0.0.1:9/{SECRET}" if request.param == "unreachable" else f"sqlite:///{file}"
    return make_app(url).test_client()


@pytest.mark.parametrize(
    "address", ["/", "/partnerships", "/partnerships/metawiki/1", "/hubs", "/partnerships.csv", "/api/v1/partnerships"]
)
def test_a_database_that_cannot_be_read(broken: FlaskClient, address: str) -> None:
    response = broken.get(address)
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert response.headers["Cache-Control"] == "no-store"
    assert SECRET not in response.text
    assert "Nothing is lost" in response.text


def test_health_says_so(broken: FlaskClient) -> None:
    response = broken.get("/healthz")
    assert response.status_code == 503
    assert response.json == {"status": "failing", "database": "unreadable"}


def test_other_pages_still_work(broken: FlaskClient) -> None:
    assert broken.get("/nowhere").status_code == 404
    assert broken.get("/api/v1").status_code == 200


def test_health_tells_ages(client: FlaskClient) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert response.json == {
        "status": "ok",
        "database": "ok",
        "newest_revision": {"time": "2026-03-14T12:06:00Z", "age_seconds": 3 * 3600 - 360},
        "jobs": {"collect": {"state": "ok", "last_success": {"time": "2026-03-14T14:00:00Z", "age_seconds": 3600}}},
    }


def test_health_of_an_empty_database(empty_client: FlaskClient) -> None:
    response = empty_client.get("/healthz")
    assert response.status_code == 200
    assert response.json == {"status": "ok", "database": "ok", "newest_revision": {"time": None, "age_seconds": None}, "jobs": {}}


@pytest.mark.parametrize("language", ["en", "fr", "qqx"])
def test_a_fault_of_ours_looks_like_the_rest(filled: str, make_app: Callable[..., Flask], language: str) -> None:
    app = make_app(filled)

    @app.get("/fault")
    @app.get("/api/fault", endpoint="api_fault")
    def fault() -> str:
        raise RuntimeError(SECRET)

    client = app.test_client()
    response = client.get(f"/fault?uselang={language}")
    assert response.status_code == 500
    assert SECRET not in response.text
    assert Page(response.text).all("html")[0]["lang"] == language
    assert response.headers["Content-Security-Policy"]
    data = client.get("/api/fault")
    assert data.content_type == "application/problem+json"
    assert data.get_json(force=True)["title"] == "Something went wrong"


def test_sending_something_is_refused_in_the_same_look(client: FlaskClient) -> None:
    for method in (client.post, client.put, client.delete):
        response = method("/partnerships")
        assert response.status_code == 405
        assert "GET" in response.headers["Allow"]
        assert "This cannot be done here" in response.text


def test_each_request_closes_its_database(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Store] = []
    closed: list[Store] = []
    really_open, really_close = Store.open, Store.close

    def open_noted(url: str, *, migrate: bool) -> Store:
        opened.append(store := really_open(url, migrate=migrate))
        return store

    def close_noted(store: Store) -> None:
        closed.append(store)
        really_close(store)

    monkeypatch.setattr(Store, "open", open_noted)
    monkeypatch.setattr(Store, "close", close_noted)
    for address in ("/", "/partnerships", "/partnerships?page=99", "/healthz"):
        client.get(address)
    assert len(opened) == 4
    assert opened == closed
