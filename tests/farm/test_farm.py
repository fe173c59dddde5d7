"""The farm does what the tests on it rely on."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.farm import ACCOUNTS, Farm, FarmError, WikiError
from tests.farm.installation import EXTENSIONS, PROJECT

both_engines = pytest.mark.engines("sqlite", "mariadb")


@pytest.fixture
def outsider() -> Iterator[requests.Session]:
    """Somebody who is not the farm's own code: what they ask is logged."""
    with requests.Session() as session:
        session.trust_env = False
        session.headers["User-Agent"] = "outsider/1.0"
        yield session


@both_engines
def test_pages_are_saved_and_read(clean_farm: Farm) -> None:
    meta = clean_farm.wiki("metawiki")
    assert meta.get("Sandbox") is None
    assert meta.revision("Sandbox") is None
    first = meta.edit("Sandbox", "Première “édition” 図書館", summary="start")
    second = meta.edit("Sandbox", "Hello", user="Luc", minor=True)
    assert meta.edit("Sandbox", "Hello", user="Luc") == second > first
    assert meta.get("Sandbox") == "Hello"
    newest, oldest = meta.history("Sandbox")
    assert (newest["user"], newest["revid"], newest["minor"]) == ("Luc", second, True)
    assert (oldest["user"], oldest["comment"], oldest["minor"]) == ("Amina", "start", False)
    assert clean_farm.wiki("frwiki").get("Sandbox") is None


@both_engines
def test_reset_brings_back_the_snapshot(clean_farm: Farm) -> None:
    meta, commons = clean_farm.wiki("metawiki"), clean_farm.wiki("commonswiki")
    first = meta.edit("Sandbox", "before")
    commons.create_many("Page ", 3, lambda number: f"Text {number}")
    meta.edit("Template:Greeting", "Hello")
    assert "Hello" in meta.parse_text("{{Greeting}}")
    clean_farm.set_lag(7)
    clean_farm.set_outage("frwiki", active=True)
    clean_farm.reset()
    assert (meta.get("Sandbox"), commons.get("Page 2")) == (None, None)
    assert "Hello" not in meta.parse_text("{{Greeting}}")
    assert clean_farm.wiki("frwiki").get("Sandbox") is None
    assert meta.edit("Sandbox", "again") == first


def test_a_snapshot_can_be_taken_later(farm: Farm, tmp_path: Path) -> None:
    # On a farm of its own: the session's snapshot is everybody's.
    with Farm.start("sqlite", tmp_path) as own:
        own.wiki("metawiki").edit("Sandbox", "kept")
        own.snapshot()
        own.wiki("metawiki").edit("Sandbox", "lost")
        own.reset()
        assert own.wiki("metawiki").get("Sandbox") == "kept"
    with Farm.start("sqlite", tmp_path) as again:
        assert again.wiki("metawiki").get("Sandbox") == "kept"
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").touch()
    with pytest.raises(FarmError, match="neither empty nor a farm"):
        Farm.start("sqlite", tmp_path / "mine")


@both_engines
def test_modules_run_and_read_json_pages(clean_farm: Farm) -> None:
    meta = clean_farm.wiki("metawiki")
    meta.edit("Module:Count.json", json.dumps({"count": 58}))
    meta.edit("Module:Count", "return { show = function() return mw.loadJsonData( 'Module:Count.json' ).count .. ' found' end }")
    assert meta.query(prop="info", titles="Module:Count.json")["pages"][0]["contentmodel"] == "json"
    meta.edit("Sandbox", "{{#invoke:Count|show}}, {{USERLANGUAGE}}")
    assert "58 found, en" in meta.parse("Sandbox")
    assert "58 found, ar" in meta.parse("Sandbox", uselang="ar")
    meta.edit("Module:Count.json", json.dumps({"count": 59}))
    meta.run_jobs()
    assert "59 found, es" in meta.parse("Sandbox", uselang="es")


def test_extensions_and_interwiki_prefixes_are_there(farm: Farm) -> None:
    meta = farm.wiki("metawiki")
    information = meta.query(meta="siteinfo", siprop="extensions|interwikimap|extensiontags|general")
    assert {extension["name"].replace(" ", "") for extension in information["extensions"]} >= {
        name.partition("_")[0] for name in EXTENSIONS
    }
    assert {"<ref>", "<math>", "<poem>", "<syntaxhighlight>", "<templatedata>", "<inputbox>"} <= set(information["extensiontags"])
    addresses = {entry["prefix"]: entry["url"] for entry in information["interwikimap"]}
    assert addresses["fr"] == farm.wiki("frwiki").article_url
    assert addresses["c"] == farm.wiki("commonswiki").article_url
    assert information["general"]["wikiid"] == "metawiki"
    assert f'href="{farm.wiki("frwiki").url}/wiki/Page"' in meta.parse_text("[[:fr:Page]]")
    assert f'href="{farm.wiki("commonswiki").url}/wiki/File:Page.jpg"' in meta.parse_text("[[c:File:Page.jpg]]")
    assert "redlink=1" in farm.wiki("frwiki").parse_text("[[fr:Page|a page of its own]]")
    for wiki in farm.wikis:
        assert requests.get(wiki.page_url("Special:Version"), timeout=60).status_code == 200


def test_thanks_reach_their_person(clean_farm: Farm) -> None:
    meta = clean_farm.wiki("metawiki")
    revision = meta.edit("Sandbox", "Hello", user="Amina")
    token = meta.query("Luc", meta="tokens")["tokens"]["csrftoken"]
    meta.call("thank", "Luc", rev=revision, source="farm", token=token)
    notifications = meta.query("Amina", meta="notifications", notprop="list")["notifications"]["list"]
    assert "edit-thank" in {notification["type"] for notification in notifications}


def test_requests_of_others_are_logged_without_secrets(clean_farm: Farm, outsider: requests.Session) -> None:
    meta = clean_farm.wiki("metawiki")
    meta.edit("Sandbox", "Hello")
    bot = ACCOUNTS["PartnershipsBot"]
    assert bot.bot_password

    def ask(**parameters: str) -> dict[str, Any]:
        answer: dict[str, Any] = outsider.post(meta.api_url, {"format": "json", **parameters}, timeout=60).json()
        return answer

    token = ask(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
    login = ask(action="login", lgname=f"{bot.name}@{bot.bot_password.name}", lgpassword=bot.bot_password.password, lgtoken=token)
    assert login["login"]["result"] == "Success"
    ask(action="query", titles="Sandbox", prop="revisions", rvprop="content")
    csrf = ask(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
    assert ask(action="edit", title="Sandbox", text="Hällo", token=csrf, baserevid="1")["edit"]["result"] == "Success"

    _, logged_in, read, _, edit = clean_farm.requests()
    assert clean_farm.requests("frwiki") == []
    assert set(logged_in.parameters) == {"action", "format", "lgname"}
    assert (read.wiki, read.action, read.user, read.agent, read.method) == ("metawiki", "query", bot.name, "outsider/1.0", "POST")
    assert read.reads_content
    assert read.parameters["titles"] == "Sandbox"
    assert (edit.action, edit.parameters["text"], edit.parameters["baserevid"]) == ("edit", "6 bytes", "1")
    assert not edit.reads_content
    clean_farm.clear_requests()
    assert clean_farm.requests() == []


def test_conditions(clean_farm: Farm, outsider: requests.Session) -> None:
    meta = clean_farm.wiki("metawiki")
    clean_farm.set_lag(7)
    patient = outsider.get(meta.api_url, params={"action": "query", "format": "json", "maxlag": "8"}, timeout=60)
    refused = outsider.get(meta.api_url, params={"action": "query", "format": "json", "maxlag": "5"}, timeout=60)
    assert "error" not in patient.json()
    assert (refused.status_code, refused.json()["error"]["code"]) == (200, "maxlag")
    assert "Retry-After" in refused.headers
    clean_farm.set_lag(None)
    clean_farm.set_read_only("metawiki", "Moving house")
    with pytest.raises(WikiError, match="readonly"):
        meta.edit("Sandbox", "Hello")
    clean_farm.wiki("frwiki").edit("Sandbox", "Salut")
    clean_farm.set_read_only("metawiki", None)
    meta.edit("Sandbox", "Hello")
    clean_farm.set_outage("metawiki", active=True)
    assert outsider.get(meta.api_url, timeout=60).status_code == 503


def test_administrators_tools(clean_farm: Farm) -> None:
    meta = clean_farm.wiki("metawiki")
    meta.edit("Partnerships/One", "1")
    meta.move("Partnerships/One", "Partnerships/Two", leave_redirect=False)
    assert (meta.get("Partnerships/One"), meta.get("Partnerships/Two")) == (None, "1")
    meta.protect("Partnerships/Two")
    with pytest.raises(WikiError, match="protectedpage"):
        meta.edit("Partnerships/Two", "2")
    meta.delete("Partnerships/Two")
    assert meta.get("Partnerships/Two") is None
    meta.block("Luc")
    with pytest.raises(WikiError, match="blocked"):
        meta.edit("Sandbox", "2", user="Luc")
    meta.unblock("Luc")
    meta.edit("Sandbox", "2", user="Luc")
    meta.block("Luc", only_pages=["Sandbox"])
    meta.edit("Other", "3", user="Luc")
    with pytest.raises(WikiError, match="blocked"):
        meta.edit("Sandbox", "3", user="Luc")


def test_rights_are_as_on_meta(clean_farm: Farm) -> None:
    meta = clean_farm.wiki("metawiki")
    rights = {name: set(meta.query(name, meta="userinfo", uiprop="rights")["userinfo"]["rights"]) for name in ACCOUNTS}
    assert [name for name in ACCOUNTS if "editcontentmodel" in rights[name]] == ["Admin"]
    assert [name for name in ACCOUNTS if "editinterface" in rights[name]] == ["Admin"]
    assert "apihighlimits" in rights["PartnershipsBot"]
    assert "apihighlimits" not in rights["SlowBot"]
    meta.change_user_rights("Luc", add=["bot"])
    assert "bot" in meta.query("Luc", meta="userinfo", uiprop="groups")["userinfo"]["groups"]


@both_engines
def test_many_pages_are_real_edits(clean_farm: Farm) -> None:
    meta = clean_farm.wiki("metawiki")
    revisions = meta.create_many("Partnerships/", 30, lambda number: f"{{{{Partnership|partner=Museum {number}}}}}")
    assert len(set(revisions)) == 30
    assert meta.get("Partnerships/30") == "{{Partnership|partner=Museum 30}}"
    users = meta.query(list="embeddedin", eititle="Template:Partnership", eilimit="max")["embeddedin"]
    assert len(users) == 30
    time.sleep(1.1)  # a view made in the same second would count as newer than the template
    meta.edit("Template:Partnership", "About {{{partner}}}")
    meta.run_jobs()
    assert "About Museum 7" in meta.parse("Partnerships/7")


def test_exports_can_be_imported(clean_farm: Farm) -> None:
    meta, french = clean_farm.wiki("metawiki"), clean_farm.wiki("frwiki")
    meta.edit("Sandbox", "{{Greeting}} & more")
    export = meta.query(titles="Sandbox", export=True, exportschema="0.11")["export"]
    french.import_xml(str(export))
    assert french.get("Sandbox") == "{{Greeting}} & more"
    assert french.query(list="embeddedin", eititle="Modèle:Greeting")["embeddedin"][0]["title"] == "Sandbox"


def test_trees_are_the_same_both_ways(farm: Farm) -> None:
    texts = ["a {{b|c=[[d]]|e}}", "<!-- {{no}} --><nowiki>{{no}}</nowiki>", "== h ==\n{{{p|{{q}}}}}", "{{unclosed|[[", ""]
    meta = farm.wiki("metawiki")
    trees = meta.parsetrees(texts)
    assert trees == [meta.parsetree(text) for text in texts if text] + ["<root/>"]
    assert trees[0].startswith("<root>a <template>")
    assert meta.expand("{{lc:ABC}} {{#if:x|y}}") == "abc y"


def test_the_command_line_runs_a_farm_until_interrupted(farm: Farm, tmp_path: Path) -> None:
    # A farm that was filled before: filling one is what the tests of jobs do.
    Farm.start("sqlite", tmp_path).stop()
    (tmp_path / "samples").touch()
    command = [sys.executable, "-m", "tests.farm", "up", "--dir", str(tmp_path), "--first-port", "0"]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        printed = []
        for line in process.stdout:
            printed.append(line)
            if "Ctrl-C" in line:
                break
        api_url = printed[0].split()[-1]
        assert requests.get(api_url, timeout=60).status_code == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    with pytest.raises(requests.ConnectionError):
        requests.get(api_url, timeout=5)
