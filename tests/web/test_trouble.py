"""When something is broken."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.store import Store
from bot.store.migration import VERSION_TABLE
from tests.web.reading import Page
from tests.web.records import page, partnership

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


def test_requests_share_one_database(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    really_open = Store.open

    def open_noted(url: str, *, migrate: bool) -> Store:
        opened.append(url)
        return really_open(url, migrate=migrate)

    monkeypatch.setattr(Store, "open", open_noted)
    for address in ("/", "/partnerships", "/partnerships?page=99", "/healthz"):
        client.get(address)
    assert len(opened) == 1


def test_another_database_in_the_place_of_the_first_is_read(tmp_path: Path, make_app: Callable[..., Flask]) -> None:
    file = tmp_path / "partnerships.db"
    client = make_app(f"sqlite:///{file}").test_client()
    for name in ("Radio", "Choir"):
        with Store.open(f"sqlite:///{tmp_path}/next.db", migrate=True) as store:
            of = page(1, "P")
            store.replace(of, [partnership(of, name)], [])
        (tmp_path / "next.db").replace(file)
        for rest in tmp_path.glob("*.db-*"):
            rest.unlink()
        assert client.get("/api/v1/partnerships").json["records"][0]["name"] == name  # type: ignore[index] # it is an object
    file.unlink()
    assert client.get("/partnerships").status_code == 503


def test_a_database_of_a_newer_version_is_not_read(tmp_path: Path, make_app: Callable[..., Flask]) -> None:
    url = f"sqlite:///{tmp_path}/partnerships.db"
    Store.open(url, migrate=True).close()
    client = make_app(url).test_client()
    assert client.get("/partnerships").status_code == 200
    with sqlite3.connect(tmp_path / "partnerships.db") as database:
        database.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    database.close()
    assert client.get("/partnerships").status_code == 503
