"""Configuration and settings on a real wiki: who may edit them, what is obeyed, what readers see of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import TEMPLATES
from bot.core.configuration import CONFIGURATION_TITLE
from bot.core.configuration_text import Why
from bot.core.wiki_settings import SETTINGS_TITLE
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


def default(title: str) -> Any:
    return json.loads((TEMPLATES / path_of(title)).read_text(encoding="utf-8"))


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


def test_what_people_configure_is_read_and_what_is_wrong_is_shown(clean_farm: Farm, tmp_path: Path) -> None:
    meta, french = clean_farm.wiki("metawiki"), clean_farm.wiki("frwiki")
    bot = CommandLine.of(clean_farm, tmp_path)
    bot.install()
    for title in (CONFIGURATION_TITLE, SETTINGS_TITLE):
        # As they are shipped, so that nobody has to save them again.
        assert meta.get(title) == (TEMPLATES / path_of(title)).read_text(encoding="utf-8").rstrip("\n")
    meta.protect(SETTINGS_TITLE)
    french.edit("Modèle:Boîte partenariat", "{{{institution|}}}")
    french.edit("Projet:Musée", "{{Boîte partenariat|institution=Musée du fleuve|pays=Sénégal|état=en sommeil|couleur=bleu}}")
    bot.run()
    assert "Musée du fleuve" in bot("records", "--wiki", "live:frwiki").stdout
    assert '"status": "paused"' in bot("records", "--wiki", "live:frwiki", "--format", "json").stdout
    assert CONFIGURATION_TITLE not in shown(meta, STATUS)
    meta.edit(CONFIGURATION_TITLE, json.dumps(default(CONFIGURATION_TITLE) | {"cheks": [], "thresholds": {"few": "many"}}))
    meta.protect(SETTINGS_TITLE, "all")
    bot.run()
    for language in ("en", "fr", "ar"):
        page = shown(meta, STATUS, language)
        assert "thresholds.few" in page
        assert "did you mean checks?" in page
        assert "action=edit" in page
    assert "This page is not obeyed" in shown(meta, STATUS)


def test_labels_of_codes_come_from_the_last_valid_configuration(clean_farm: Farm, tmp_path: Path) -> None:
    meta = clean_farm.wiki("metawiki")
    bot = CommandLine.of(clean_farm, tmp_path)
    bot.install()
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

    assert "none · none · none" in parsed("en")
    bot.run()
    assert "Oral history · A contact is named · none" in parsed("en")
    assert "Histoire orale · Un contact est nommé · none" in parsed("fr")
    configured = default(CONFIGURATION_TITLE)
    configured["codes"]["theme"]["oral-history"]["labels"]["en"] = "Told history"
    meta.edit(CONFIGURATION_TITLE, json.dumps(configured))
    bot.run()
    assert "Told history · A contact is named · none" in parsed("en")
    for broken in ("[]", '{"codes": [], "checks": 5}', '{"codes": {"theme": {"oral-history": {"labels": []}}}, "checks": [1, {}]}'):
        meta.edit(CONFIGURATION_TITLE, broken)
        bot.run()
        assert "Told history · A contact is named · none" in parsed("en")
