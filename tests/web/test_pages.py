from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.web.reading import Page
from webservice.formats import is_for_programs

PAGES = {
    "/": 200,
    "/partnerships": 200,
    "/partnerships?country=SN&status=active&region=sub-saharan-africa&language=fr&wiki=metawiki&sort=newest": 200,
    "/partnerships?q=nowhere": 200,
    "/partnerships/metawiki/1": 200,
    "/partnerships/metawiki/2/radio": 200,
    "/partnerships/frwiki/3": 200,
    "/hubs": 200,
    "/hubs?type=regional": 200,
    "/hubs/metawiki/5/sahel hub": 200,
    "/search": 200,
    "/search?q=radio": 200,
    "/search?q=nowhere": 200,
    "/partners": 200,
    "/partners?q=nobody": 200,
    "/partners/Q1193236": 200,
    "/questions": 200,
    "/me": 200,
    "/login": 404,
    "/oauth-callback": 404,
    "/nowhere": 404,
    "/partnerships/metawiki/999": 404,
    "/partnerships?page=7": 404,
    "/partnerships?page=-1": 400,
    "/partnerships?status=great": 400,
    "/partnerships?country=Senegal": 400,
}

#: What a page may show beside keys: what people wrote, codes, addresses, dates, numbers, names of languages.
DATA = re.compile(
    r"\b(?:community-languages|languages|case-study|contact|summary|item|objectives|reviewed|consent|roles|agreement)\b"
    r"|script>|Museum of Salt|City of Dakar|Q1193236|WUG|Ana|Radio|Télé|Archives d’Écume|Archives|Sahel hub|manuscripts|Talk:Sahel"
    r"|مكتبة الواحة|<script>alert\(1\)</|meta\.wikimedia\.org|fr\.wikipedia\.org|Partnerships/|Two of them|Hubs/Sahel"
    r"|Projet:Partenariats/Archives d’Écume|English|français|español|العربية|=cmd\|' /C calc'!A0|\b(?:[A-Z]{2}|fr|wo|ar)\b"
    r"|\b(?:contact|community-languages|languages)\b"
)
KEY = re.compile(r"\([a-z]+-[a-zA-Z0-9_-]+(: [^()]*)?\)")


def opened(client: FlaskClient, address: str, language: str = "en") -> Page:
    return Page(client.get(f"{address}{'&' if '?' in address else '?'}uselang={language}").text)


@pytest.mark.parametrize("language", ["en", "fr", "qqx"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_in_every_language(client: FlaskClient, address: str, language: str) -> None:
    response = client.get(f"{address}{'&' if '?' in address else '?'}uselang={language}")
    assert response.status_code == PAGES[address]
    page = Page(response.text)
    assert page.all("html") == [{"lang": language, "dir": "ltr"}]
    assert response.headers["Content-Language"] == language
    assert "⧼" not in response.text
    for element in ("main", "header", "footer", "h1"):
        assert len(page.all(element)) == 1, element
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", PAGES)
def test_no_word_is_written_into_a_template(client: FlaskClient, address: str) -> None:
    for text in opened(client, address, "qqx").texts:
        text = text.replace("javascript:alert(3)", "")  # what somebody calls a hub looks like a key
        while text != (shorter := KEY.sub("", text)):
            text = shorter
        rest = DATA.sub("", text)
        assert not re.search(r"[^\W\d_]", rest), f"{address}: {text}"


def test_the_first_page_has_numbers_and_their_date(client: FlaskClient) -> None:
    text = opened(client, "/").text
    assert "6\npartnerships" in text
    assert "1\npartnership hub" in text
    assert "2\nwikis with records" in text
    assert "5\ndetails to clarify" in text  # four of pages, and a hub that is none
    assert "Newest change included: March 14, 2026" in text
    assert "Wikis last checked: March 14, 2026, 2:00" in text


def test_a_list_names_codes_in_the_readers_language(client: FlaskClient) -> None:
    english, french = (opened(client, "/partnerships", language).text for language in ("en", "fr"))
    assert "6 partnerships" in english
    assert "Senegal and France" in english
    assert "March 2025" in english
    assert "6 partenariats" in french
    assert "Sénégal et France" in french
    assert "mars 2025" in french
    assert "En cours" in french


def test_a_record_says_where_it_comes_from(client: FlaskClient) -> None:
    page = opened(client, "/partnerships/metawiki/1")
    assert "https://meta.wikimedia.org/wiki/Partnerships/Museum_of_Salt" in page.links
    assert "https://meta.wikimedia.org/w/index.php?oldid=1001" in page.links
    assert "https://meta.wikimedia.org/w/index.php?title=Partnerships/Museum_of_Salt&action=edit" in page.links
    assert "https://www.wikidata.org/wiki/Q1193236" in page.links
    assert "https://meta.wikimedia.org/wiki/User:Ana" in page.links
    assert "French and Wolof" in page.text
    assert "Sub-Saharan Africa" in page.text
    assert "Everything on this page could be read." in page.text
    assert "1001 of March 14, 2026" in page.text


def test_a_partnership_and_its_hub_lead_to_each_other(client: FlaskClient) -> None:
    assert "/hubs/metawiki/5/sahel%20hub?uselang=en" in opened(client, "/partnerships/metawiki/1").links
    assert "/partnerships/metawiki/1?uselang=en" in opened(client, "/hubs/metawiki/5/sahel hub").links


def test_problems_are_details_to_clarify_with_place_and_remedy(client: FlaskClient) -> None:
    text = opened(client, "/partnerships/frwiki/3").text
    assert "Details to clarify" in text
    assert "Suggestion:" in text
    assert "bientôt" in text
    assert "Line 3, column 12" in text
    assert "not clear yet: see the details to clarify" in text  # a date was given
    assert "not stated yet" in text  # no lead was


def test_links_within_the_tool_stay_in_the_language(client: FlaskClient) -> None:
    for address in ("/", "/partnerships", "/partnerships/metawiki/1", "/nowhere"):
        page = opened(client, address, "fr")
        inside = [link for link in page.links if link.startswith("/") and not is_for_programs(urlsplit(link).path)]
        assert inside
        assert all("uselang=fr" in link for link in inside), inside
        assert "?uselang=en" in page.links


def test_without_being_asked_the_browsers_language_is_used(client: FlaskClient) -> None:
    response = client.get("/", headers={"Accept-Language": "wo, fr-CA;q=0.8, en;q=0.5"})
    assert Page(response.text).all("html")[0]["lang"] == "fr"
    assert "Accept-Language" in response.headers["Vary"]
    assert "uselang" not in "".join(link for link in Page(response.text).links if link.startswith("/"))


def test_empty_fields_of_the_form_leave_the_address(client: FlaskClient) -> None:
    response = client.get("/partnerships?q=&country=SN&region=&uselang=fr")
    assert response.status_code == 302
    assert response.headers["Location"] == "/partnerships?country=SN&uselang=fr"
    assert client.get("/hubs?q=").headers["Location"] == "/hubs"


def test_a_record_that_was_given_a_name_is_still_found(client: FlaskClient) -> None:
    response = client.get("/hubs/metawiki/5")
    assert response.status_code == 302
    assert unquote(response.headers["Location"]) == "/hubs/metawiki/5/sahel hub"
    assert client.get("/partnerships/metawiki/2").status_code == 404  # two are there: which one is meant, nobody knows


def test_the_form_keeps_what_was_chosen(client: FlaskClient) -> None:
    page = opened(client, "/partnerships?q=mus&country=SN&sort=start")
    chosen = [attributes["value"] for attributes in page.all("option") if "selected" in attributes]
    assert chosen == ["SN", "start"]
    assert [field["value"] for field in page.all("input") if field["name"] == "q"] == ["mus"]
    labelled = {label["for"] for label in page.all("label")}
    assert {field["id"] for field in (*page.all("select"), *page.all("input")) if field.get("type") != "hidden"} == labelled


def test_an_empty_database_is_no_error(empty_client: FlaskClient) -> None:
    assert "Nothing has been read from the wikis yet." in empty_client.get("/").text
    assert "Nothing fits" in empty_client.get("/partnerships").text


@pytest.mark.parametrize("address", PAGES)
def test_nothing_comes_from_elsewhere_and_nothing_is_inline(client: FlaskClient, address: str) -> None:
    page = opened(client, address)
    loaded = [attributes["href"] for attributes in page.all("link")] + [attributes["src"] for attributes in page.all("img")]
    loaded += [attributes["src"] for attributes in page.all("script")]
    assert all(re.match(r"/[^/]", target) for target in loaded), loaded
    assert not page.all("style")
    for _, attributes in page.elements:
        assert not any(name == "style" or name.startswith("on") for name in attributes)
