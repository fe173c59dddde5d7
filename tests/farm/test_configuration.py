"""Configuration and settings on a real wiki: who may edit them, what is obeyed, what readers see of it."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot.commands.workshop import TEMPLATES
from bot.core.configuration import CONFIGURATION_TITLE
from bot.core.configuration_text import Why
from bot.core.wiki_settings import SETTINGS_TITLE
from bot.i18n import raw_messages
from bot.jobs.configuration import load, shipped
from bot.store import Store
from bot.wiki.titles import path_of
from tests.farm import Farm, FarmWiki
from tests.farm.bot import CommandLine, live_wiki

DEFAULTS = shipped(TEMPLATES)
STATUS = "Partnerships/Bot/Status"


def shown(wiki: FarmWiki, title: str, language: str = "en") -> str:
    page = str(wiki.call("parse", page=title, prop="text", uselang=language)["parse"]["text"])
    assert "Lua error" not in page
    assert "⧼" not in page
    return page


def shipped_text(title: str) -> str:
    return (TEMPLATES / path_of(title)).read_text(encoding="utf-8")


def default() -> Any:
    return json.loads(shipped_text(CONFIGURATION_TITLE))


@pytest.mark.engines("sqlite", "mariadb")
def test_settings_are_obeyed_only_while_administrators_alone_edit_them(clean_farm: Farm) -> None:
    meta = clean_farm.wiki("metawiki")
    target = live_wiki(clean_farm, "metawiki")
    with Store.open("sqlite://", migrate=True) as store:

        def in_force() -> tuple[int, int, list[Why]]:
            loaded = load(target, store, DEFAULTS)
            return loaded.configuration.thresholds.few, loaded.settings.cool_down_days, [problem.why for problem in loaded.problems]

        assert in_force() == (10, 180, [])
        meta.edit(CONFIGURATION_TITLE, json.dumps({"thresholds": {"few": 3}}))
        meta.edit(SETTINGS_TITLE, json.dumps({"cool_down_days": 90}))
        assert in_force() == (3, 180, [Why.UNPROTECTED])
        meta.protect(SETTINGS_TITLE, "autoconfirmed")
        assert in_force() == (3, 180, [Why.UNPROTECTED])
        meta.protect(SETTINGS_TITLE)
        assert in_force() == (3, 90, [])
        clean_farm.clear_requests()
        assert in_force() == (3, 90, [])
        assert len(clean_farm.requests()) == 2
        meta.protect(SETTINGS_TITLE, "all")
        meta.edit(SETTINGS_TITLE, json.dumps({"cool_down_days": 1}))
        meta.edit(CONFIGURATION_TITLE, json.dumps({"thresholds": {"few": -3}}))
        assert in_force() == (3, 90, [Why.INVALID, Why.UNPROTECTED])


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandLine]:
    """Wikis with all installed and nothing read yet."""
    farm.reset()
    bot = CommandLine.of(farm, tmp_path_factory.mktemp("bot"))
    bot.install()
    yield bot
    farm.reset()


@pytest.fixture
def meta(bot: CommandLine, farm: Farm) -> FarmWiki:
    """The home wiki with the configuration that ships, and settings that are protected."""
    meta = farm.wiki("metawiki")
    meta.edit(CONFIGURATION_TITLE, shipped_text(CONFIGURATION_TITLE))
    meta.protect(SETTINGS_TITLE)
    return meta


def test_people_get_the_pages_as_they_are_shipped(bot: CommandLine, farm: Farm) -> None:
    for title in (CONFIGURATION_TITLE, SETTINGS_TITLE):
        # So that nobody has to save them again.
        assert [change["user"] for change in farm.wiki("metawiki").history(title)] == ["PartnershipsBot"]
        assert farm.wiki("metawiki").get(title) == shipped_text(title).rstrip("\n")


PAGES = {
    "metawiki": {
        "Template:Probox": "{{{project|}}}",
        "Grants:River": (
            "{{Probox\n|project = Manuscripts of the river <!-- in short -->\n|portal=[[Partnerships]]\n|status=In progress\n"
            "|contact3=[[User:Ibrahim|Ibrahim]]\n|contact1=Amina\n|volunteer1=Luc\n|country=Mali\n|partner=Library\n|more={{@}}\n}}"
        ),
        "Grants:Bridge": "{{probox|project=A bridge|portal=Research|status=open|contact1=Luc}}",
    },
    "frwiki": {
        "Modèle:Boîte partenariat": "{{{institution|}}}",
        "Projet:Musée": (
            "{{Boîte partenariat|intitulé=Musée du fleuve|institution=Musée|pays=Sénégal|état=en sommeil|référent=Luc|couleur=bleu}}"
        ),
    },
    "commonswiki": {
        "Template:Commons partnership": "{{{institution|}}}",
        "Commons:Other": "{{Partnership|name=Other}}",  # a wiki that has no record left at once would be left as it was
        "Commons:Archive": (
            "{{Commons partnership|title=City archive|institution=Archive|state=Uploading|program=WLM; glam|contact=[[User:Zoé]]}}"
        ),
    },
}


def records(bot: CommandLine) -> dict[str, dict[str, Any]]:
    """The records of the database, by what they are called."""
    return {record["display_name"]: record for record in json.loads(bot("records", "--format", "json").stdout)}


def test_templates_of_three_wikis_are_read_as_the_community_says(bot: CommandLine, farm: Farm, meta: FarmWiki) -> None:
    for dbname, pages in PAGES.items():
        farm.wiki(dbname).create(pages)
    bot.run()
    found = records(bot)
    river, museum, archive = (found[name] for name in ("Manuscripts of the river", "Musée du fleuve", "City archive"))
    assert "A bridge" not in found
    assert (river["status"], river["partner"], river["country"]) == ("active", ["Library"], ["ML"])
    assert river["lead_contact"] == ["Amina", "Ibrahim"]
    assert (museum["status"], museum["country"], museum["lead_contact"]) == ("paused", ["SN"], ["Luc"])
    assert (archive["status"], archive["programs"], archive["lead_contact"]) == ("active", ["wiki-loves", "glam"], ["Zoé"])

    def listed(conditions: str) -> list[str]:
        meta.run_jobs()
        page = meta.parse_text(f"{{{{Partnerships|{conditions}|format=list}}}}")
        return sorted(name for name in (*found, "A bridge") if name in page)

    assert listed("status=active") == ["City archive", "Manuscripts of the river"]
    assert listed("status=paused") == ["Musée du fleuve"]
    assert listed("programs=wiki-loves") == ["City archive"]
    changed = default()
    probox = next(mapping for mapping in changed["mappings"] if mapping["template"] == "Probox")
    probox["only"]["portal"].append("Research")
    probox["values"]["status"]["in progress"] = "paused"
    changed["mappings"] = [mapping for mapping in changed["mappings"] if mapping["wiki"] != "commonswiki"]
    revision = meta.edit(CONFIGURATION_TITLE, json.dumps(changed))
    # Who reads the home wiki asks it, before any run.
    asked = bot("records", "--wiki", "live:metawiki", "--format", "json")
    assert {record["display_name"]: record["status"] for record in json.loads(asked.stdout)} == {
        "Manuscripts of the river": "paused",
        "A bridge": "discussion",
    }
    assert f"read by {CONFIGURATION_TITLE} of metawiki, revision {revision}" in asked.stderr
    bot.run()
    assert listed("status=active; discussion") == ["A bridge"]
    assert listed("status=paused") == ["Manuscripts of the river", "Musée du fleuve"]
    assert "City archive" not in records(bot)


def test_priorities_checks_and_thresholds_that_the_community_changes_are_followed(bot: CommandLine, meta: FarmWiki) -> None:
    meta.edit("Museum of the Sea", "{{Partnership|partner=Museum of the Sea|country=SN|status=active|start=2025|open_to=everyone}}")
    bot.run()

    def told(report: str) -> str:
        return meta.get(f"Partnerships/Reports/{report}") or ""

    assert "priority=oceans" not in told("Priorities")
    assert "check=motto" not in told("Documentation gaps")
    assert "share=-/" in told("Equity")
    changed = default()
    changed["codes"]["priority"]["oceans"] = {"labels": {"en": "Oceans"}}
    changed["checks"].append({"code": "motto", "labels": {"en": "A motto"}, "parameters": ["attribution_text"], "points": 5, "minutes": 1})
    changed["thresholds"]["few"] = 1
    meta.edit(CONFIGURATION_TITLE, json.dumps(changed))
    bot.run()
    assert "priority=oceans" in told("Priorities")
    assert "check=motto" in told("Documentation gaps")
    assert "share=-/" not in told("Equity")
    meta.edit(CONFIGURATION_TITLE, json.dumps(changed | {"thresholds": {"few": -1}}))
    bot.run()
    assert "priority=oceans" in told("Priorities")
    assert "share=-/" not in told("Equity")


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_editors_are_told_how_to_add_a_mapping(meta: FarmWiki, language: str) -> None:
    page = html.unescape(shown(meta, "Partnerships/Configuration", language)).replace("\N{NO-BREAK SPACE}", " ")
    for key, text in raw_messages()[language].items():
        if key.startswith("wiki-mapping"):
            assert text in page, key


def test_what_is_wrong_is_shown(bot: CommandLine, meta: FarmWiki) -> None:
    bot.run()
    assert CONFIGURATION_TITLE not in shown(meta, STATUS)
    meta.edit(CONFIGURATION_TITLE, json.dumps(default() | {"cheks": [], "thresholds": {"few": "many"}}))
    meta.protect(SETTINGS_TITLE, "all")
    bot.run()
    for language in ("en", "fr", "ar"):
        page = shown(meta, STATUS, language)
        assert "thresholds.few" in page
        assert "did you mean checks?" in page
        assert "action=edit" in page
    assert "This page is not obeyed" in shown(meta, STATUS)


def test_labels_of_codes_come_from_the_last_valid_configuration(bot: CommandLine, meta: FarmWiki) -> None:
    meta.edit("Partnerships/A", "{{Partnership|partner=A}}")
    ask = (
        "{{#invoke:Label|show|label-theme-oral-history}} · {{#invoke:Label|show|label-check-contact}} · "
        "{{#invoke:Label|show|label-theme-nothing}}"
    )
    meta.edit(
        "Module:Label",
        "local Words = require( 'Module:Partnerships/Words' )\n"
        "return { show = function ( frame ) return Words.read( frame ):optional( frame.args[1] ) or 'none' end }",
    )

    def parsed(language: str) -> str:
        return str(meta.call("parse", text=ask, title="Sandbox", contentmodel="wikitext", prop="text", uselang=language)["parse"]["text"])

    bot.run()
    assert "Oral history · A contact is named · none" in parsed("en")
    assert "Histoire orale · Un contact est nommé · none" in parsed("fr")
    configured = default()
    configured["codes"]["theme"]["oral-history"]["labels"]["en"] = "Told history"
    meta.edit(CONFIGURATION_TITLE, json.dumps(configured))
    bot.run()
    assert "Told history · A contact is named · none" in parsed("en")
    for broken in ("[]", '{"codes": [], "checks": 5}', '{"codes": {"theme": {"oral-history": {"labels": []}}}, "checks": [1, {}]}'):
        meta.edit(CONFIGURATION_TITLE, broken)
        bot.run()
        assert "Told history · A contact is named · none" in parsed("en")
