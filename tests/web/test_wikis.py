from __future__ import annotations

import pytest

from bot.core.site import Site
from webservice.wikis import Wikis

WIKIS = Wikis(
    {"partnerswiki": "https://wiki.example/w/api.php"},
    {
        "ourwiki": Site("ourwiki", api="https://our.example/api.php", article_url="https://our.example/$1"),
        "oddwiki": Site("oddwiki", api="javascript:alert(1)//api.php", article_url="javascript:alert(1)//$1"),
    },
)


@pytest.mark.parametrize(
    ("dbname", "host"),
    [
        ("metawiki", "meta.wikimedia.org"),
        ("commonswiki", "commons.wikimedia.org"),
        ("wikidatawiki", "www.wikidata.org"),
        ("mediawikiwiki", "www.mediawiki.org"),
        ("frwiki", "fr.wikipedia.org"),
        ("zh_min_nanwiki", "zh-min-nan.wikipedia.org"),
        ("be_x_oldwiki", "be-tarask.wikipedia.org"),
        ("frwiktionary", "fr.wiktionary.org"),
        ("dewikisource", "de.wikisource.org"),
        ("brwikimedia", "br.wikimedia.org"),
        ("enwikivoyage", "en.wikivoyage.org"),
        ("partnerswiki", "wiki.example"),
        ("ourwiki", "our.example"),
        ("something", "something"),
        ("wiki", "wiki"),
    ],
)
def test_wikis_are_called_by_their_host(dbname: str, host: str) -> None:
    assert WIKIS.name(dbname) == host


@pytest.mark.parametrize(
    ("dbname", "page", "revision", "edit"),
    [
        (
            "frwiki",
            "https://fr.wikipedia.org/wiki/A_b/É%3F",
            "https://fr.wikipedia.org/w/index.php?oldid=7",
            "https://fr.wikipedia.org/w/index.php",
        ),
        (
            "partnerswiki",
            "https://wiki.example/w/index.php?title=A_b/É%3F",
            "https://wiki.example/w/index.php?oldid=7",
            "https://wiki.example/w/index.php",
        ),
        ("ourwiki", "https://our.example/A_b/É%3F", "https://our.example/index.php?oldid=7", "https://our.example/index.php"),
        ("something", "", "", ""),
    ],
)
def test_addresses(dbname: str, page: str, revision: str, edit: str) -> None:
    assert WIKIS.page(dbname, "A b/É?") == page.replace("É", "%C3%89")
    assert WIKIS.revision(dbname, 7) == revision
    assert WIKIS.edit(dbname, "A b/É?") == (f"{edit}?title=A_b/%C3%89%3F&action=edit" if edit else "")


def test_only_the_web_is_linked_to() -> None:
    for address in (WIKIS.page("oddwiki", "A"), WIKIS.revision("oddwiki", 1), WIKIS.edit("oddwiki", "A")):
        assert "javascript" not in address


def test_a_page_never_read_has_no_revision() -> None:
    assert WIKIS.revision("metawiki", 0) == ""
