"""What lives on the wiki, on a real one: lists, words and people's pages, in several languages. Reports: see test_onwiki_reports.py."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.data_pages import CODES_TITLE, codes_page, data_pages
from bot.core.records import Hub, Partnership, Record, Source
from bot.i18n import DIRECTORY
from bot.jobs.install import planned_pages
from tests.farm import Farm, FarmWiki
from tests.farm.installation import PROJECT

ROOT = "Partnerships"
#: An error of a template, of Lua, or of a message.
ERRORS = re.compile(r'class="[^"]*\b(?:error|scribunto-error)\b|⧼|Lua error')
#: Pages that are looked for, but need not be there.
OVERRIDES = "Module:Partnerships/i18n/overrides/"


def messages(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((DIRECTORY / f"{language}.json").read_text(encoding="utf-8"))
    found.pop("@metadata", None)  # type: ignore[arg-type, unused-ignore]
    return found


def source(page_id: int, title: str, site: str = "metawiki") -> Source:
    return Source(
        site=site, page_id=page_id, title=title, namespace=0, revision=page_id, timestamp=datetime(2026, 11, 24, tzinfo=UTC), start=0, end=1
    )


RECORDED: Sequence[Record] = (
    Partnership(
        source=source(1, "Partnerships/Archives"),
        display_name="Archives",
        partner=("Archives nationales",),
        lead="Wikimedia Senegal",
        country=("SN",),
        status="active",
        start="2026-03",
        languages=("fr", "wo"),
        partner_type="archive",
        hub="Partnerships/Hubs/West Africa",
    ),
    Partnership(
        source=source(2, "Projet:Musée", "frwiki"),
        display_name="Musée | Monod; [[x]] {{y}} <b>z</b> ~~~~",
        partner=("Musée; d’art", "https://spam.example/ [https://spam.example x]"),
        country=("SN", "FR"),
        status="completed",
        start="2024-01-15",
        languages=("fr",),
        partner_type="museum",
    ),
    Partnership(
        source=source(3, "Partnerships/Zanzibar"), display_name="Zanzibar", country=("TZ",), status="idea", start="2026", languages=("sw",)
    ),
    Partnership(source=source(4, "Partnerships/British"), display_name="British", country=("GB",), status="active", languages=("en", "sw")),
    Hub(
        source=source(5, "Partnerships/Hubs/West Africa"),
        display_name="West Africa",
        type="regional",
        themes=("museums", "schools"),
        regions=("sub-saharan-africa", "middle-east-north-africa"),
    ),
)


def plain(page: str) -> str:
    """The text of HTML: blanks where blocks and labels begin and end, other tags leave none."""
    page = re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)
    page = re.sub(r"</?(?:div|span|li|ul|br|p)\b[^>]*>", " ", page)
    return re.sub(r"[ \t\n]+", " ", html.unescape(re.sub(r"<[^>]*>", "", page))).strip()


@pytest.fixture(scope="module")
def installed(farm: Farm) -> Iterator[Farm]:
    """Wikis with everything installed; only Meta has data, and only the French Wikipedia does not know its reader's language."""
    farm.reset()
    words = {language: messages(language) for language in ("en", "fr")}
    urls = {"frwiki": "https://fr.wikipedia.org/wiki/$1"}
    for name in ("metawiki", "commonswiki", "frwiki"):
        planned = planned_pages(PROJECT / "templates", words, ROOT, name != "frwiki")
        # What others include comes first: within one second MediaWiki cannot tell that a cached page is older than what it shows.
        planned.sort(key=lambda page: (not page.title.startswith("Module:"), not page.title.endswith("/doc"), ":" not in page.title))
        pages = {page.title: page.text for page in planned}
        if name == "metawiki":
            pages |= data_pages(RECORDED, "metawiki", urls) | {CODES_TITLE: codes_page({})}
        wiki = farm.wiki(name)
        wiki.create(pages, user="Admin")
        wiki.run_jobs()
    yield farm
    farm.reset()


@pytest.fixture(scope="module")
def meta(installed: Farm) -> FarmWiki:
    return installed.wiki("metawiki")


def sound(answer: Mapping[str, Any]) -> str:
    """The HTML of an answer to action=parse, which must be without any error and use no page that is not there."""
    page = str(answer["parse"]["text"])
    assert not ERRORS.search(page), page
    missing = {used["title"] for used in answer["parse"]["templates"] if not used["exists"] and not used["title"].startswith(OVERRIDES)}
    assert missing <= {"Module:Partnerships/Data/Index.json", "Module:Partnerships/Data/Codes.json"}  # not published on every wiki
    return page


def show(wiki: FarmWiki, text: str, uselang: str = "en", title: str = "Partnerships/Somewhere") -> str:
    """The HTML of wikitext."""
    return sound(wiki.call("parse", text=text, title=title, contentmodel="wikitext", prop="text|templates", uselang=uselang))


def show_page(wiki: FarmWiki, title: str, uselang: str = "en") -> str:
    """The HTML of a page."""
    return sound(wiki.call("parse", page=title, prop="text|templates", uselang=uselang))


def categories(wiki: FarmWiki, title: str, text: str, uselang: str = "en") -> set[str]:
    answer = wiki.call("parse", text=text, title=title, contentmodel="wikitext", prop="categories", uselang=uselang)
    return {category["category"].replace("_", " ") for category in answer["parse"]["categories"]}


# --- Records: see test_onwiki_records.py ---------------------------------------------------------------------------------------------


def test_categories_have_the_names_of_the_wiki(installed: Farm) -> None:
    complete = "{{Partnership|partner=A|lead=B|country=SN|status=active|start=2026}}"
    assert categories(installed.wiki("frwiki"), "A", complete, "en") == {"Partenariats"}


# --- Lists -------------------------------------------------------------------------------------------------------------------------


HOSTILE = "Musée | Monod; [[x]] {{y}} <b>z</b> ~~~~"


def listing(arguments: str) -> str:
    return "{{Partnerships|" + arguments + "}}"


def names(page: str) -> list[str]:
    """The names of records in a list or table, in order."""
    known = "|".join(re.escape(record.display_name) for record in RECORDED)
    return re.findall(rf"(?:{known})(?=</bdi></a>)", html.unescape(page))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("", ["Archives", "British", HOSTILE, "Zanzibar"]),
        ("country=SN", ["Archives", HOSTILE]),
        ("country=sn, GB", ["Archives", "British", HOSTILE]),
        ("country=FR", [HOSTILE]),
        ("country=SN|status=active", ["Archives"]),
        ("region=sub-saharan-africa", ["Archives", HOSTILE, "Zanzibar"]),
        ("region=Europe du Nord et de l’Ouest", ["British", HOSTILE]),
        ("status=active", ["Archives", "British"]),
        ("status=En cours", ["Archives", "British"]),
        ("language=sw", ["British", "Zanzibar"]),
        ("partner_type=museum, archive", ["Archives", HOSTILE]),
        ("hub=partnerships/Hubs/West_Africa", ["Archives"]),
        ("limit=1|offset=1", ["British"]),
        ("kind=hub", ["West Africa"]),
        ("kind=hub|region=middle-east-north-africa|theme=museums|type=regional", ["West Africa"]),
    ],
)
def test_lists_are_narrowed(meta: FarmWiki, condition: str, expected: list[str]) -> None:
    assert names(show(meta, listing(condition))) == expected
    assert names(show(meta, listing("format=list|" + condition), "fr")) == expected
    if "limit" not in condition:
        assert plain(show(meta, listing("format=count|" + condition))) == str(len(expected))


def test_table_in_english_and_french(meta: FarmWiki) -> None:
    english = show(meta, "{{Partnerships|country=SN|status=active}}")
    assert plain(english) == (
        "Name Partner Country Lead Status Start "
        "Archives Partner Archives nationales Country Senegal Lead Wikimedia Senegal Status Active Start March 2026 "
        "Data of 24 November 2026"
    )
    assert english.count('role="row"') == 2
    assert english.count('role="columnheader"') == 6
    french = plain(show(meta, "{{Partnerships|country=SN|status=active}}", "fr"))
    assert french.startswith("Nom Partenaire Pays Porteur État Début Archives")
    assert french.endswith("État En cours Début mars 2026 Données du 24 novembre 2026")


@pytest.mark.parametrize(
    ("uselang", "expected"),
    [
        ("en", "4 partnerships in 4 countries ( Data of 24 November 2026 ) / 1 partnership hub for 2 regions ( Data of 24 November 2026 )"),
        (
            "fr",
            (
                "4 partenariats dans 4 pays ( Données du 24 novembre 2026 ) / "
                "1 pôle de partenariat pour 2 régions ( Données du 24 novembre 2026 )"
            ),
        ),
    ],
)
def test_sentence_inflects(meta: FarmWiki, uselang: str, expected: str) -> None:
    assert plain(show(meta, "{{Partnerships|format=sentence}} / {{Partnerships|kind=hub|format=sentence}}", uselang)) == expected


def test_what_people_typed_elsewhere_is_shown_and_does_nothing(meta: FarmWiki) -> None:
    page = show(meta, "{{Partnerships|country=FR}}")
    assert HOSTILE in plain(page)
    assert "Musée; d’art, https://spam.example/ [https://spam.example x]" in plain(page)
    assert re.findall(r'href="([^"]*)"', page) == ["https://fr.wikipedia.org/wiki/Projet:Mus%C3%A9e"]
    assert "<b>z" not in page


def test_only_the_pages_needed_are_read(meta: FarmWiki) -> None:
    def read(text: str) -> set[str]:
        answer = meta.call("parse", text=text, title="Sandbox", contentmodel="wikitext", prop="templates")
        prefix = "Module:Partnerships/Data/"
        found = {page["title"].removeprefix(prefix) for page in answer["parse"]["templates"] if page["title"].startswith(prefix)}
        return found - {"Codes.json"}

    assert read("{{Partnerships|format=count}}") == {"Index.json"}
    assert read("{{Partnerships|country=TZ}}") == {"Index.json", "Partnership/sub-saharan-africa.json"}
    assert read("{{Partnerships|country=XX}}") == {"Index.json"}
    # One of Senegal's is in France too, and is filed under the region of Senegal.
    both = {"Partnership/northern-western-europe.json", "Partnership/sub-saharan-africa.json"}
    assert read("{{Partnerships|region=northern-western-europe}}") == {"Index.json", *both}


@pytest.mark.parametrize(
    ("condition", "remedies"),
    [
        ("kind=museum", ["contribution, hub, inquiry, lesson, module, nomination, partnership, task, tool"]),
        ("country=Atlantis", ["country=SN"]),
        (
            "status=soon|limit=0|offset=-1|format=map",
            ["idea, discussion, active", "from 1 to 500", "0 or higher", "table, list, count, sentence, figure"],
        ),
        ("language=klingonese tongue", ["language=sw"]),
        ("capacity=9", ["collection_origin", "country", "languages", "partner_type", "wiki"]),
        ("format=figure|by=colour", ["“by”", "country"]),
        ("[[x]]=<b>y</b>", ["“[[x]]”"]),
    ],
)
def test_wrong_arguments_name_the_remedy(meta: FarmWiki, condition: str, remedies: Sequence[str]) -> None:
    page = meta.parse_text(listing(condition))
    assert 'class="error"' in page
    assert "scribunto-error" not in page
    for remedy in remedies:
        assert remedy in plain(page)


def test_nothing_found_leads_to_the_form(meta: FarmWiki) -> None:
    page = show(meta, "{{Partnerships|country=XX}}")
    assert plain(page).startswith("Nothing recorded here fits this choice yet. Register one")
    assert 'title="Partnerships/New"' in page
    assert "No partnership" not in plain(page)


def test_before_anything_is_published(installed: Farm) -> None:
    commons = installed.wiki("commonswiki")
    page = show(commons, "{{Partnerships}}", "fr")
    assert plain(page).startswith("Les données ne sont pas encore publiées.")
    assert plain(show(commons, "{{Partnerships|format=count}}")) == "0"


def test_data_of_a_later_form_are_refused(installed: Farm) -> None:
    commons = installed.wiki("commonswiki")
    commons.edit("Module:Partnerships/Data/Index.json", '{"version": 2, "kinds": {"partnership": {}}}', user="Admin")
    assert "newer form" in plain(show(commons, "{{Partnerships}}"))
    commons.delete("Module:Partnerships/Data/Index.json")


def test_a_long_list_is_cut_and_says_so(installed: Farm) -> None:
    commons = installed.wiki("commonswiki")
    many = [
        Partnership(
            source=source(number, f"Partnerships/{number}"),
            display_name=f"Number {number:04}",
            country=("SN",),
            status="active",
            partner=("Museum",) * 3,
        )
        for number in range(1, 1201)
    ]
    commons.create(data_pages(many, "commonswiki", {}), user="Admin")
    page = show(commons, "{{Partnerships|limit=500|offset=200}}")
    assert page.count('role="row"') == 501
    assert "Number 0700" in page
    assert "Number 0701" not in page
    assert "Shown here: 201 to 700 of 1,200. · Data of" in plain(page)
    for title in data_pages(many, "commonswiki", {}):
        commons.delete(title)


# --- Words -------------------------------------------------------------------------------------------------------------------------


def test_the_language_asked_for_comes_first(installed: Farm) -> None:
    meta, frwiki = installed.wiki("metawiki"), installed.wiki("frwiki")
    text = "{{Partnerships|format=sentence%s}}"
    assert "partenariats" in show(meta, text % "|lang=fr")
    assert "partenariats" in show(meta, text % "", "fr")
    assert "partenariats" in show(meta, text % "", "wo")  # a language that falls back to French
    assert "partnerships" in show(meta, text % "", "sw")  # one that falls back to English
    assert "partnerships" in show(meta, text % "|lang=no such language")
    # No {{USERLANGUAGE}} and no MediaWiki:Lang there: the page's language.
    assert "Les données" in plain(show(frwiki, text % "", "en"))


def test_no_word_is_hard_coded(meta: FarmWiki) -> None:
    page = plain(show(meta, "{{Partnership|partner=ΑΑΑ|status=active}}{{Partnerships|country=XX}}{{Partnerships|kind=hub}}", "qqx"))
    left = re.sub(r"\([a-z0-9_-]+\)|ΑΑΑ|Somewhere|West Africa|GLAM|Education|[\s,.·/]", "", page)
    assert left == ""


def test_local_words_win(meta: FarmWiki) -> None:
    title = "Module:Partnerships/i18n/overrides/en.json"
    meta.edit(title, '{"label-status-active": "Under way [[x]]"}')
    assert "Under way [[x]]" in plain(show(meta, "{{Partnerships|status=active}}"))
    meta.edit(title, "[]")
    assert "Active" in plain(show(meta, "{{Partnerships|status=active}}"))
    meta.delete(title)


def test_messages_are_plain_text(meta: FarmWiki) -> None:
    page = show(meta, "{{#invoke:Partnerships|message|problem-choice|<b>x</b>|[[y]]}}")
    assert plain(page) == "<b>x</b>: “[[y]]” is not one of the possible values."
    assert "href" not in page


# --- People's pages and documentation ----------------------------------------------------------------------------------------------


def pages_of_people() -> list[str]:
    planned = planned_pages(PROJECT / "templates", {"en": messages("en")}, ROOT, reads_user_language=True)
    return [page.title for page in planned if page.content_model == "wikitext"]


@pytest.mark.parametrize("title", pages_of_people())
@pytest.mark.parametrize("uselang", ["en", "fr"])
def test_every_page_shows_without_error(meta: FarmWiki, title: str, uselang: str) -> None:
    assert show_page(meta, title, uselang)


def test_stop_pages_say_run(meta: FarmWiki) -> None:
    for task in ("collect", "publish"):
        assert (meta.get(f"Partnerships/Bot/Run/{task}") or "").split()[0] == "run"
