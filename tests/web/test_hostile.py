"""What people wrote on pages, and what anybody may send."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from tests.web.reading import Page
from tests.web.records import SCRIPT

ADDRESSES = ["/", "/partnerships", "/partnerships/metawiki/4", "/hubs", "/nowhere"]
#: The only script: it copies what may be cited.
COPIES = [{"src": "/static/copy.js", "defer": ""}]


@pytest.mark.parametrize("language", ["en", "fr", "qqx"])
@pytest.mark.parametrize("address", ["/partnerships", "/partnerships/metawiki/4"])
def test_what_people_wrote_is_text(client: FlaskClient, address: str, language: str) -> None:
    response = client.get(f"{address}?uselang={language}")
    page = Page(response.text)
    assert SCRIPT in page.text
    assert page.all("script") == COPIES
    assert not page.all("b")
    assert [image["src"] for image in page.all("img")] == ["/static/icon.svg"]
    assert all(urlsplit(link).scheme in {"", "https"} for link in page.links), page.links


def test_a_page_named_like_a_script_leads_to_the_wiki(client: FlaskClient) -> None:
    links = Page(client.get("/partnerships/metawiki/4").text).links
    assert "https://meta.wikimedia.org/wiki/javascript:alert(3)" in links


@pytest.mark.parametrize("value", [SCRIPT, '"><svg onload=alert(1)>', "{{7*7}}", "$1 $2", "%", "\x00", "\ud800", "ø" * 150, "' OR 1=1 --"])
def test_what_is_searched_for_is_text(client: FlaskClient, value: str) -> None:
    for name in ("q", "country", "status", "page", "sort", "uselang", "other"):
        response = client.get("/partnerships", query_string={name: value.encode("utf-8", "surrogatepass")})
        assert response.status_code in {200, 302, 400}
        page = Page(response.text)
        assert page.all("script") in ([], COPIES)
        assert not page.all("svg")
        assert "49" not in page.text


@pytest.mark.parametrize(
    ("page", "status"),
    [
        ("1", 200),
        ("01", 200),
        ("2", 404),
        ("999999999", 404),
        ("9" * 30, 400),
        ("9" * 5000, 400),
        ("0", 400),
        ("1.5", 400),
        ("١", 400),
        ("1e3", 400),
    ],
)
def test_page_numbers(client: FlaskClient, page: str, status: int) -> None:
    assert client.get("/partnerships", query_string={"page": page}).status_code == status
    assert client.get("/api/v1/partnerships", query_string={"page": page}).status_code == status


@pytest.mark.parametrize(
    "path",
    [
        "/partnerships/metawiki/" + "9" * 18,
        "/partnerships/metawiki/" + "9" * 30,
        "/partnerships/metawiki/" + "9" * 5000,
        "/partnerships/metawiki/-1",
        "/partnerships/metawiki/1/../../etc/passwd",
        "/partnerships/..%2f..%2fetc/1",
        "/partnerships/METAWIKI/1",
        "/partnerships/metawiki/1/%00",
        "/partnerships/metawiki/2/%ed%a0%80",
        "/partnerships/metawiki/2/" + "x" * 3000,
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
    ],
)
def test_tricks_in_paths_find_nothing(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    # A page that has one record gives its address for whatever stands behind its number.
    assert response.status_code == 404 or response.headers["Location"] == "/partnerships/metawiki/1"
    assert "import" not in response.text
    assert not any(link.startswith("//") for link in Page(response.text).links)


def test_a_path_that_looks_like_an_address_is_no_way_out(client: FlaskClient) -> None:
    response = client.get("/", environ_overrides={"PATH_INFO": "//example.org/partnerships"})
    assert "//example.org" not in response.headers.get("Location", "").removeprefix("http://localhost")
    assert not any("example.org" in link for link in Page(response.text).links)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:99", "a b", "[", "x" * 300])
@pytest.mark.parametrize("address", [*ADDRESSES, "/api/v1/partnerships", "/healthz"])
def test_the_host_header_is_not_believed(client: FlaskClient, address: str, host: str) -> None:
    response = client.get(address, headers={"Host": host, "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"})
    assert response.status_code in {200, 400, 404}
    assert "evil" not in response.text
    assert "evil" not in str(response.headers)


def test_proxies_are_believed_only_when_the_settings_say_so(filled: str, make_app: Callable[..., Flask]) -> None:
    for proxies, expected in ((0, "http://localhost/"), (1, "https://partnerships.toolforge.org/")):
        app = make_app(filled, proxies=proxies)

        @app.get("/where")
        def where() -> str:
            return request.url_root

        response = app.test_client().get("/where", headers={"X-Forwarded-Proto": "https", "X-Forwarded-Host": "partnerships.toolforge.org"})
        assert response.text == expected


@pytest.mark.parametrize("address", [*ADDRESSES, "/api/v1/partnerships", "/api/v1/x", "/healthz", "/partnerships.csv", "/static/style.css"])
def test_headers_that_protect(client: FlaskClient, address: str) -> None:
    headers = client.get(address, buffered=True).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "http" not in headers["Content-Security-Policy"]
    assert policy["script-src"] == "'self'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "Set-Cookie" not in headers


def test_a_large_body_is_refused_or_ignored(client: FlaskClient) -> None:
    assert client.post("/partnerships", data=b"x" * 1_000_000).status_code == 405
