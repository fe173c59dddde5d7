"""The bot's jobs on three real wikis, from what people write to what readers see; and how little it asks of the wikis."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Any

import pytest

from bot.__main__ import DEMO
from tests.farm import Farm, FarmWiki, LoggedRequest
from tests.farm.bot import CommandLine

#: Partnerships and hubs that the demonstration's exports hold (bot/demo/README.md).
DEMO_PARTNERSHIPS, DEMO_HUBS = 44, 6

#: Pages of people in countries and a language that the demonstration does not have: what lists must show is known from here.
SEEDS: Mapping[str, Mapping[str, str]] = {
    "metawiki": {
        "Partnerships/Thimphu Library": (
            "{{Partnership|partner=National Library|lead=Wikimedia Bhutan|country=BT|status=active|start=2026-03"
            "|languages=dz|partner_type=library}}"
        ),
        "Partnerships/Paro Museum": (
            "Prose before.\n\n{{partnership\n| partner =\n* Museum of Paro\n* School of Crafts\n| lead = Amina\n"
            "| country = Bhutan; Andorra\n| status = Completed\n| start = 2024\n| languages = dz, ca\n| partner_type = museum\n}}\n"
        ),
        "Partnerships/Hubs/Mountains": (
            "{{Partnership hub|name=Mountain hub|type=thematic|themes=archives|regions=south-asia|contact_page=Partnerships/Talk}}"
        ),
    },
    "frwiki": {
        "Musée d’Andorre": (
            "{{Partenariat|partenaire=Musée d’Andorre|porteur=Luc|pays=Andorre|statut=En cours|début=2025-05"
            "|langues=ca|type_partenaire=musée}}"
        )
    },
    "commonswiki": {
        "Commons:Vallnord": "{{Alianza|socio=Archivo de Ordino|responsable=Luc|país=Andorra|estado=en curso|inicio=2025|idiomas=ca}}"
    },
}
THIMPHU, PARO, ANDORRA, VALLNORD = "Thimphu Library", "Paro Museum", "Musée d’Andorre", "Vallnord"

#: An error of a template, of Lua, or of a message.
ERRORS = re.compile(r'class="[^"]*\b(?:error|scribunto-error)\b|⧼|Lua error|Script error')
#: Pages that modules look for, but that need not be there.
OVERRIDES = "Module:Partnerships/i18n/overrides/"
DATA = "Module:Partnerships/Data/"
STATUS, PROBLEMS, INDEX = "Partnerships/Bot/Status", "Partnerships/Reports/Problems", f"{DATA}Index.json"

#: As on Wikimedia's wikis; the other files of this folder show the bot on SQLite.
on_mariadb = pytest.mark.engines("mariadb")


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandLine]:
    """Wikis with the demonstration's pages and the seeds; everything is installed, collected and published once."""
    farm.reset()
    # One page has its record inside another template's argument: it counts only where that template shows it.
    farm.wiki("metawiki").create({"Template:Note box": "{{{title}}}: {{{text}}}"})
    for wiki in farm.wikis:
        wiki.import_xml(DEMO / f"{wiki.dbname}.xml")
        wiki.create(dict(SEEDS[wiki.dbname]))
    bot = CommandLine.of(farm, tmp_path_factory.mktemp("bot"))
    bot.install()
    bot.run()
    for wiki in farm.wikis:
        wiki.run_jobs()
    yield bot
    farm.reset()


def edits(farm: Farm) -> list[str]:
    """The titles that were saved since the log was emptied."""
    return [request.parameters["title"] for request in farm.requests() if request.action == "edit"]


#: Pages that many changes change: what they say is compared with figures elsewhere.
REPORTS = ("Partnerships/Reports/", "Partnerships/New and changed/", "Module:Partnerships/Data/History/")


def besides_reports(titles: Sequence[str]) -> list[str]:
    """The titles but for those of reports, the Problems report included."""
    return [title for title in titles if title == PROBLEMS or not title.startswith(REPORTS)]


def run(bot: CommandLine, farm: Farm) -> list[LoggedRequest]:
    """What one run asks of the wikis."""
    farm.clear_requests()
    bot.run()
    return farm.requests()


# --- What readers see ---------------------------------------------------------------------------------------------------------------


def sound(answer: Mapping[str, Any]) -> str:
    """The HTML of an answer to action=parse, which must be without any error and use no template that is missing."""
    parsed = answer["parse"]
    page = str(parsed["text"])
    found = ERRORS.search(page)
    assert not found, page[max(0, found.start() - 300) : found.end() + 300]
    missing = {used["title"] for used in parsed["templates"] if not used["exists"] and not used["title"].startswith(OVERRIDES)}
    assert missing == set()
    red = {link["title"] for link in parsed["links"] if link["ns"] in (10, 828) and not link["exists"]}
    assert not {title for title in red if not title.startswith(OVERRIDES)}
    return page


def show_page(wiki: FarmWiki, title: str, uselang: str) -> str:
    return sound(wiki.call("parse", page=title, prop="text|templates|links", uselang=uselang))


def show(wiki: FarmWiki, text: str, uselang: str = "en") -> str:
    return sound(wiki.call("parse", text=text, title="Sandbox", contentmodel="wikitext", prop="text|templates|links", uselang=uselang))


def plain(page: str) -> str:
    """The text of HTML."""
    page = re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)
    page = re.sub(r"</?(?:div|span|li|ul|br|p)\b[^>]*>", " ", page)
    return re.sub(r"[ \t\n]+", " ", html.unescape(re.sub(r"<[^>]*>", "", page))).strip()


def names(page: str) -> list[str]:
    """The names of the records in a list or table, in order."""
    return re.findall(r"<bdi[^>]*>([^<]*)</bdi></a>", html.unescape(page))


@on_mariadb
@pytest.mark.parametrize("uselang", ["en", "fr"])
def test_every_page_shows_without_an_error(bot: CommandLine, farm: Farm, uselang: str) -> None:
    meta = farm.wiki("metawiki")
    changes = meta.query(list="usercontribs", ucuser="PartnershipsBot", ucprop="title", uclimit="max")["usercontribs"]
    titles = {change["title"] for change in changes}
    assert {"Partnerships", "Partnerships/Index/All", "Partnerships/New", "Partnerships/Bot", PROBLEMS, STATUS, INDEX} <= titles
    assert {f"Template:{name}" for name in ("Partnership", "Partnership hub", "Partnerships", "Partnership report")} <= titles
    shown = [title for title in titles if title.startswith(("Partnerships", "Template:"))]
    for title in [*shown, *SEEDS["metawiki"]]:
        show_page(meta, title, uselang)
    for dbname in ("frwiki", "commonswiki"):
        # Nothing is installed there: the bot only reads.
        assert not farm.wiki(dbname).query(list="usercontribs", ucuser="PartnershipsBot", uclimit=1)["usercontribs"]


@on_mariadb
def test_pages_say_what_was_recorded_in_two_languages(bot: CommandLine, farm: Farm) -> None:
    meta = farm.wiki("metawiki")
    partnerships, hubs = DEMO_PARTNERSHIPS + 4, DEMO_HUBS + 1
    assert f"{partnerships} partnerships in" in plain(show_page(meta, "Partnerships/Index/All", "en"))
    assert f"{partnerships} partenariats dans" in plain(show_page(meta, "Partnerships/Index/All", "fr"))
    assert "Mountain hub" in names(show_page(meta, "Partnerships/Hubs", "en"))
    assert plain(show(meta, "{{Partnerships|kind=hub|format=count}}")) == str(hubs)
    record = plain(show_page(meta, "Partnerships/Thimphu Library", "en"))
    assert "Partner National Library" in record
    assert "Status Active" in record
    record = plain(show_page(meta, "Partnerships/Thimphu Library", "fr"))
    assert "Partenaire National Library" in record
    assert "État En cours" in record
    assert "mars 2026" in record
    assert "Mountain hub" in plain(show_page(meta, "Partnerships/Hubs/Mountains", "fr"))
    status = plain(show_page(meta, STATUS, "en"))
    for job in ("collect", "publish"):
        assert job in status.lower()


@on_mariadb
@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("country=BT", [PARO, THIMPHU]),
        ("country=AD", [ANDORRA, PARO, VALLNORD]),
        ("country=BT, AD", [ANDORRA, PARO, THIMPHU, VALLNORD]),
        ("country=BT|status=active", [THIMPHU]),
        ("country=AD|status=active", [ANDORRA, VALLNORD]),
        ("country=AD|status=completed", [PARO]),
        ("country=AD|status=paused", []),
        ("region=south-asia|language=dz", [PARO, THIMPHU]),
        ("region=northern-western-europe|language=ca|country=AD", [ANDORRA, PARO, VALLNORD]),
        ("country=AD|partner_type=museum", [ANDORRA, PARO]),
        ("kind=hub|theme=archives|region=south-asia", ["Mountain hub"]),
    ],
)
def test_live_lists_hold_exactly_what_people_wrote(bot: CommandLine, farm: Farm, condition: str, expected: Sequence[str]) -> None:
    meta = farm.wiki("metawiki")
    for uselang in ("en", "fr"):
        for form in ("table", "list"):
            assert names(show(meta, f"{{{{Partnerships|{condition}|format={form}}}}}", uselang)) == list(expected)
    assert plain(show(meta, f"{{{{Partnerships|{condition}|format=count}}}}")) == str(len(expected))


@on_mariadb
def test_forms_of_a_list(bot: CommandLine, farm: Farm) -> None:
    meta = farm.wiki("metawiki")
    assert plain(show(meta, "{{Partnerships|country=BT|format=sentence}}")).startswith("2 partnerships in 2 countries")
    assert plain(show(meta, "{{Partnerships|country=BT|format=sentence}}", "fr")).startswith("2 partenariats dans 2 pays")
    assert plain(show(meta, "{{Partnerships|country=BT|status=active}}")).startswith(
        "Name Partner Country Lead Status Start "
        "Thimphu Library Partner National Library Country Bhutan Lead Wikimedia Bhutan Status Active Start March 2026"
    )
    french = plain(show(meta, "{{Partnerships|country=BT|status=active}}", "fr"))
    assert french.startswith("Nom Partenaire Pays Porteur État Début Thimphu Library")
    assert "Pays Bhoutan Porteur Wikimedia Bhutan État En cours Début mars 2026" in french
    links = re.findall(r'href="([^"]*)"', show(meta, "{{Partnerships|country=AD|format=list}}"))
    assert links == [
        f"{farm.wiki('frwiki').url}/wiki/Mus%C3%A9e_d%E2%80%99Andorre",
        "/wiki/Partnerships/Paro_Museum",
        f"{farm.wiki('commonswiki').url}/wiki/Commons:Vallnord",
    ]


# --- What the bot does when nothing, or one thing, has changed ---------------------------------------------------------------------


@on_mariadb
def test_a_second_run_edits_nothing_and_reads_no_text(bot: CommandLine, farm: Farm) -> None:
    asked = run(bot, farm)
    assert edits(farm) == []
    assert not [request.parameters for request in asked if request.reads_content]
    farm.clear_requests()
    bot.install()
    assert edits(farm) == []
    assert not [request.parameters for request in farm.requests() if request.reads_content]


def reads(requests: Sequence[LoggedRequest]) -> tuple[list[str], list[str]]:
    """Of whose pages texts were read: ids of pages that people write, titles of the bot's own."""
    ids = [part for request in requests if request.reads_content for part in request.parameters.get("pageids", "").split("|") if part]
    own = [part for request in requests if request.reads_content for part in request.parameters.get("titles", "").split("|") if part]
    return ids, own


@on_mariadb
def test_one_edit_by_a_person_changes_what_depends_on_it(bot: CommandLine, farm: Farm) -> None:
    meta = farm.wiki("metawiki")
    title = "Partnerships/Thimphu Library"
    page_id = str(meta.query(titles=title)["pages"][0]["pageid"])
    text = SEEDS["metawiki"][title]
    south_asia, europe = f"{DATA}Partnership/south-asia.json", f"{DATA}Partnership/northern-western-europe.json"

    # Another status: the row in its shard, and nothing else.
    meta.edit(title, text.replace("status=active", "status=paused"))
    asked = run(bot, farm)
    assert (reads(asked)[0], besides_reports(reads(asked)[1])) == ([page_id], [south_asia])
    assert besides_reports(edits(farm)) == [south_asia]
    meta.run_jobs()
    assert names(show(meta, "{{Partnerships|country=BT|status=paused}}")) == [THIMPHU]

    # A country that had none, in another region: out of one shard, into the other, and the index says where.
    meta.edit(title, text.replace("country=BT", "country=LI"))
    asked = run(bot, farm)
    assert reads(asked)[0] == [page_id]
    assert sorted(besides_reports(edits(farm))) == sorted([INDEX, europe, south_asia])
    assert besides_reports(edits(farm))[-1] == INDEX
    meta.run_jobs()
    assert names(show(meta, "{{Partnerships|country=BT}}")) == [PARO]

    # A mistake: the report has it, and the status page its number.
    meta.edit(title, text.replace("status=active", "status=sleeping"))
    asked = run(bot, farm)
    assert reads(asked)[0] == [page_id]
    assert sorted(besides_reports(edits(farm))) == sorted([INDEX, europe, south_asia, PROBLEMS, STATUS])
    assert "sleeping" in plain(show_page(meta, PROBLEMS, "en"))
    # As it was, but for the revision's number.
    meta.edit(title, text)
    bot.run()
    assert names(show(meta, "{{Partnerships|country=BT|status=active}}")) == [THIMPHU]


@on_mariadb
def test_edits_are_marked_explained_and_safe(bot: CommandLine, farm: Farm) -> None:
    meta = farm.wiki("metawiki")
    meta.edit("Partnerships/Paro Museum", SEEDS["metawiki"]["Partnerships/Paro Museum"] + "\nMore prose.")
    asked = run(bot, farm)
    saves = [request for request in asked if request.action == "edit"]
    assert saves
    for request in saves:
        assert request.parameters.keys() & {"baserevid", "createonly"}
        assert "bot" in request.parameters
        assert request.parameters["maxlag"] == "5"
        assert "Partnerships/Bot" in request.parameters["summary"]
        assert "Partnerships/Bot/Run/publish" in request.parameters["summary"]
    for request in asked:
        assert re.match(r"partnerships-bot/\S+ \(tests@example\.org\) ", request.agent)
        assert request.parameters.get("format") == "json"
    shard = json.loads(meta.get(f"{DATA}Partnership/south-asia.json") or "")
    assert shard["records"] == sorted(shard["records"])


# --- How little it asks --------------------------------------------------------------------------------------------------------------

#: Requests of a run in which nothing changed, of all three wikis together, beside those that grow with the number of pages. Per wiki
#: 10: log-in 6 (who am I, parameters twice, token, log-in, who am I now), siteinfo 3, names of templates 1. The stop page before each
#: wiki: 3. The lists of the two wikis without pages: 2. Revisions of the reports, of the weekly pages, of the year’s page and of the
#: status page: 4. Configuration and settings, and whether they are protected: 2. Candidates: each category and template that is looked
#: at, 9.
FIXED_REQUESTS = 3 * 10 + 3 + 2 + 4 + 2 + 9


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_requests_of_an_unchanged_run(clean_farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> None:
    meta = clean_farm.wiki("metawiki")
    # A kind of which no report has a row each: it is reading and comparing that is counted here, not writing long reports.
    complete = "{{Partnership contribution|type=space|date=2026|what=Rooms}}"
    bots = {}
    for account, limit in (("PartnershipsBot", 5000), ("SlowBot", 500)):
        bots[account] = (CommandLine.of(clean_farm, tmp_path_factory.mktemp(account), account), limit)
    bots["PartnershipsBot"][0].install()
    for count in (100, 600):
        meta.create_many("Partnerships/", count, complete)
        for bot, limit in bots.values():
            bot.run()
            asked = run(bot, clean_farm)
            owned = meta.query(list="allpages", apnamespace=828, apprefix="Partnerships/Data/", aplimit="max")["allpages"]
            assert edits(clean_farm) == []
            assert not any(request.reads_content for request in asked)
            growing = ceil(count / limit) + ceil(len(owned) / limit)
            assert len(asked) <= growing + FIXED_REQUESTS, [dict(request.parameters) for request in asked]
