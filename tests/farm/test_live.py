"""A real MediaWiki as a place to read from and write to: the contract, and what only a live wiki has."""

from __future__ import annotations

import bz2
import itertools
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import requests
import yaml

from bot.core.page import Known, Page, Unreadable
from bot.wiki.dump import DumpSource
from bot.wiki.protocol import PageSource, PageTarget
from tests.farm import Farm, FarmWiki
from tests.farm.bot import CommandLine, live_wiki, settings_of
from tests.wiki.contract import WritingContract

_roots = (f"Contract {number}" for number in itertools.count(1))


class LivePlace:
    """A wiki on which Amina edits. Each test has a root of its own, so that all of them share the wiki."""

    everything_protected = False

    def __init__(self, farm: Farm) -> None:
        self.root = next(_roots)
        self._farm = farm
        self._wiki = farm.wiki("metawiki")
        self._has_jobs = False

    def put(self, title: str, text: str) -> None:
        self._wiki.edit(title, text)
        self._has_jobs |= title.startswith("Template:")

    def delete(self, title: str) -> None:
        self._wiki.delete(title)

    def protect(self, title: str) -> None:
        self._wiki.protect(title)

    def unprotect(self, title: str) -> None:
        self._wiki.protect(title, "all")

    def source(self) -> PageSource:
        if self._has_jobs:
            self._wiki.run_jobs()
        return live_wiki(self._farm, "metawiki")

    def target(self) -> PageTarget:
        return live_wiki(self._farm, "metawiki")


@pytest.mark.engines("sqlite", "mariadb")
class TestLive(WritingContract):
    @pytest.fixture
    def place(self, farm: Farm) -> LivePlace:
        return LivePlace(farm)


# --- What only a live wiki has -----------------------------------------------------------------------------------------------------


def pages_of(source: PageSource, *names: str) -> dict[str, Page]:
    return {item.title: item for item in source.changed(names, {}) if isinstance(item, Page)}


def test_names_of_templates_and_namespaces_in_the_wikis_language(clean_farm: Farm) -> None:
    french = clean_farm.wiki("frwiki")
    french.edit("Modèle:Partenariat", "Un partenariat")
    french.edit("Modèle:Partenariat GLAM", "#REDIRECTION [[Modèle:Partenariat]]")
    french.edit("Utilisateur:Luc/Essai", "{{partenariat GLAM|pays=FR}}")
    french.edit("Utilisateur:Luc/Autre", "{{Modèle:Partenariat|pays=FR}}{{Template:partenariat}}")
    french.edit("Utilisateur:Luc/Rien", "Rien")
    live = live_wiki(clean_farm, "frwiki")
    assert live.template_names(["Partenariat", "Partnership"]) == {
        "Partenariat": "Partenariat",
        "Partnership": "Partnership",
        "Partenariat GLAM": "Partenariat",
    }
    assert set(pages_of(live, "Partenariat")) == {"Utilisateur:Luc/Essai", "Utilisateur:Luc/Autre"}
    assert pages_of(live, "Partenariat GLAM")["Utilisateur:Luc/Essai"].namespace == 2
    assert live.site.language == "fr"
    assert {"Utilisateur", "User"} <= set(live.site.namespace_names(2))
    assert {"Modèle", "Template"} <= set(live.site.namespace_names(10))
    assert {"ref", "poem", "templatedata"} <= live.site.extension_tags
    assert live.site.interwikis["m"] == clean_farm.wiki("metawiki").article_url
    assert requests.get(live.page_url("Utilisateur:Luc/Essai"), timeout=60).status_code == 200


@pytest.mark.engines("sqlite", "mariadb")
def test_what_is_hidden_or_lost(clean_farm: Farm) -> None:
    meta = clean_farm.wiki("metawiki")
    names = ("Old text hidden", "Author hidden", "Lost")
    revisions = {name: meta.edit(f"Partnerships/{name}", f"{{{{Partnership|partner={name}}}}}") for name in names}
    meta.change_user_rights("Admin", add=["suppress"])
    meta.edit("Partnerships/Old text hidden", "{{Partnership|partner=Somebody}}")
    meta.call("revisiondelete", "Admin", write=True, type="revision", ids=revisions["Old text hidden"], hide="content|user")
    meta.call("revisiondelete", "Admin", write=True, type="revision", ids=revisions["Author hidden"], hide="user")
    # The text of a latest revision cannot be hidden, but a wiki may have lost it.
    content = f"SELECT slot_content_id FROM slots WHERE slot_revision_id = {revisions['Lost']}"
    meta.script("sql.php", "--query", f"UPDATE content SET content_address = 'tt:99999' WHERE content_id = ({content})")
    live = live_wiki(clean_farm, "metawiki")
    found = {item.title.removeprefix("Partnerships/"): item for item in live.changed(["Partnership"], {}) if not isinstance(item, Known)}
    text, author, lost = (found[name] for name in names)
    assert isinstance(text, Page)
    assert (text.revision.user, text.text) == ("Amina", "{{Partnership|partner=Somebody}}")
    assert isinstance(author, Page)
    assert (author.revision.user, author.text) == ("", "{{Partnership|partner=Author hidden}}")
    assert isinstance(lost, Unreadable)
    assert not lost.hidden


def test_what_vanished_is_confirmed(clean_farm: Farm) -> None:
    meta = clean_farm.wiki("metawiki")
    for name in ("Stays", "Moves", "Goes"):
        meta.edit(f"Partnerships/{name}", "{{Partnership}}")
    live = live_wiki(clean_farm, "metawiki")
    ids = {title: page.id for title, page in pages_of(live, "Partnership").items()}
    meta.delete("Partnerships/Goes")
    meta.move("Partnerships/Moves", "Partnerships/Moved")
    assert live.confirm_missing([*ids.values()]) == {ids["Partnerships/Goes"]}
    assert pages_of(live, "Partnership")["Partnerships/Moved"].id == ids["Partnerships/Moves"]


def test_more_pages_than_one_answer_holds_come_once_each(clean_farm: Farm, tmp_path: Path) -> None:
    meta = clean_farm.wiki("metawiki")
    meta.create_many("Partnerships/", 210, "{{Partnership}}{{Partnership hub}}{{Partenariat}}")
    bot = CommandLine.of(clean_farm, tmp_path, "SlowBot")
    records = [json.loads(line) for line in bot("records", "--wiki", "live:metawiki").stdout.splitlines()]
    assert len(records) == 3 * 210
    lists = [request for request in clean_farm.requests() if request.parameters.get("generator") == "transcludedin"]
    contents = [request for request in clean_farm.requests() if request.reads_content]
    assert (len(lists), len(contents)) == (2, 5)  # 500 uses, 50 texts an answer


@pytest.mark.engines("sqlite", "mariadb")
@pytest.mark.parametrize("compress", [None, bz2.compress], ids=["plain", "bz2"])
def test_an_export_reads_like_the_wiki_itself(clean_farm: Farm, tmp_path: Path, compress: Callable[[bytes], bytes] | None) -> None:
    meta = clean_farm.wiki("metawiki")
    texts = {
        "Partnerships/Musée & fils": '{{Partnership|partner=<b>A</b> & "B" &amp; é}}\n\n* end',
        "Partnerships/شراكة": "{{partnership\n| partner = [[مكتبة]]\n}}",
        "User:Luc/Hub": "{{Partnership hub|name=ʻO}}",
        "Project:Page": "{{Template:Partnership}}",
        "Partnerships/None": "Nothing",
    }
    meta.create(texts, user="Luc")
    meta.edit("Partnerships/شراكة", texts["Partnerships/شراكة"] + "\nMore")
    answer = requests.post(
        f"{meta.url}/w/index.php", params={"title": "Special:Export"}, data={"pages": "\n".join(texts), "curonly": "1"}, timeout=60
    )
    answer.raise_for_status()
    file = tmp_path / ("export.xml.bz2" if compress else "export.xml")
    file.write_bytes(compress(answer.content) if compress else answer.content)
    dump = DumpSource(file)
    names = ("Partnership", "Partnership hub")
    live = pages_of(live_wiki(clean_farm, "metawiki"), *names)
    assert set(live) == {"Partnerships/Musée & fils", "Partnerships/شراكة", "User:Luc/Hub", "Meta:Page"}
    assert pages_of(dump, *names) == {title: replace(page, site="metawiki") for title, page in live.items()}


# --- What the command line makes of wikis that cannot be used --------------------------------------------------------------------------


def command_line(directory: Path, settings: Mapping[str, object]) -> CommandLine:
    file = directory / "settings.yaml"
    file.write_text(yaml.safe_dump(dict(settings)), encoding="utf-8")
    return CommandLine(file)


def closed_port() -> dict[str, object]:
    return {"wikis": {"metawiki": {"api": "http://127.0.0.1:9/w/api.php"}}}


@pytest.mark.parametrize(
    ("wiki", "changes", "expected"),
    [
        ("metawiki", {"bot_password": "wrong" * 8}, ("metawiki", "PartnershipsBot", "bot_password")),
        ("metawiki", {"bot_username": "Nobody"}, ("metawiki", "Nobody", "bot_username")),
        ("metawiki", closed_port(), ("metawiki", "check the network and the address")),
        ("nosuchwiki", {}, ("nosuchwiki",)),
    ],
    ids=["wrong password", "no such account", "closed port", "unknown wiki"],
)
def test_one_line_says_why_a_wiki_cannot_be_used(
    clean_farm: Farm, tmp_path: Path, wiki: str, changes: Mapping[str, object], expected: tuple[str, ...]
) -> None:
    bot = command_line(tmp_path, {**settings_of(clean_farm, f"sqlite:///{tmp_path / 'bot.db'}"), **changes})
    done = bot("check", "--wiki", f"live:{wiki}", expected_status=2)
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: ")
    assert "wrongwrong" not in line
    for part in expected:
        assert part in line


# --- Trying it out -----------------------------------------------------------------------------------------------------------------


def latest_change(wiki: FarmWiki) -> int:
    """The number of the wiki's latest change."""
    return int(wiki.query(list="recentchanges", rcprop="ids", rclimit=1)["recentchanges"][0]["rcid"])


def test_a_dry_run_writes_nothing(clean_farm: Farm, tmp_path: Path) -> None:
    meta = clean_farm.wiki("metawiki")
    meta.edit("Partnerships/One", "{{Partnership|partner=Museum|country=SN}}")
    bot = CommandLine.of(clean_farm, tmp_path)
    planned = bot.install("--dry-run").stdout
    assert "=== Template:Partnership\n" in planned
    assert "=== Partnerships/Bot/Run/publish\n" in planned
    meta.edit("Partnerships/Bot/Run/collect", "run")
    meta.edit("Partnerships/Bot/Run/publish", "run")
    before = latest_change(meta)
    clean_farm.clear_requests()
    shown = bot.run("--dry-run").stdout
    assert "=== Module:Partnerships/Data/Partnership/sub-saharan-africa.json\n" in shown
    assert "=== Partnerships/Reports/Problems\n" in shown
    assert {request.action for request in clean_farm.requests()} <= {"login", "paraminfo", "query", "expandtemplates"}
    assert latest_change(meta) == before
    assert not (tmp_path / "PartnershipsBot.db").exists()


def test_a_trial_makes_as_many_edits_as_it_says(clean_farm: Farm, tmp_path: Path) -> None:
    bot = CommandLine.of(clean_farm, tmp_path)
    bot.install("--trial", "3", expected_status=1)
    edits = [request for request in clean_farm.requests() if request.action == "edit"]
    assert len(edits) == 3
    made = clean_farm.wiki("metawiki").query(list="recentchanges", rcuser="PartnershipsBot", rcshow="bot", rclimit="max")["recentchanges"]
    assert len(made) == 3
    # What was left over is done next time; what is done is not done again.
    clean_farm.clear_requests()
    bot.install()
    titles = {request.parameters["title"] for request in clean_farm.requests() if request.action == "edit"}
    assert titles
    assert not titles & {edit.parameters["title"] for edit in edits}
