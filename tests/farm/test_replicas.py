"""A live wiki whose pages its replica finds: the same pages as its API lists, and requests for texts alone."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pymysql
import pytest
import yaml
from click.testing import CliRunner

from bot.__main__ import cli
from bot.core.page import Known, Page
from bot.wiki.replicas import Replicas
from tests.farm import Farm
from tests.farm.bot import live_wiki, settings_of
from tests.farm.installation import DATABASE_PASSWORD, DATABASE_USER, read_configuration
from tests.farm.replicas import Replica, Toolforge, on_toolforge, replicate
from tests.store.mariadb import Server

pytestmark = pytest.mark.engines("mariadb")

SLICES = {"metawiki": "s7", "frwiki": "s6", "commonswiki": "s4"}


def server_of(farm: Farm) -> Server:
    return Server(read_configuration(farm.directory)["database"]["port"], DATABASE_USER, DATABASE_PASSWORD)


def replicas_of(farm: Farm, **tables: str) -> list[Replica]:
    """The replicas of a farm's wikis, under the names that ``live_wiki`` gives them."""
    return [
        Replica(f"{wiki.dbname}{wiki.port}", SLICES[wiki.dbname], f"http://127.0.0.1:{wiki.port}", tables.get(wiki.dbname, wiki.dbname))
        for wiki in farm.wikis
    ]


@pytest.fixture
def network(clean_farm: Farm) -> Iterator[Toolforge]:
    server = server_of(clean_farm)
    replicate(server, replicas_of(clean_farm))
    with on_toolforge(server) as found:
        yield found


def listings(farm: Farm) -> int:
    """How often a wiki was asked for a list of pages."""
    return sum(bool({"generator", "list"} & request.parameters.keys()) for request in farm.requests())


def texts(farm: Farm) -> list[int]:
    """How many pages each request for texts named."""
    return [len(request.parameters["pageids"].split("|")) for request in farm.requests() if request.reads_content]


def test_a_replica_finds_what_the_wiki_lists(clean_farm: Farm, network: Toolforge) -> None:
    french = clean_farm.wiki("frwiki")
    french.edit("Modèle:Partenariat", "Un partenariat")
    french.edit("Modèle:Partenariat GLAM été", "#REDIRECTION [[Modèle:Partenariat]]")
    french.edit("Modèle:À compléter", "À compléter")
    french.edit("Utilisateur:Luc/Été 2026", "{{partenariat GLAM été|pays=FR}}")
    french.edit("Musée d'Orsay", "{{Modèle:Partenariat|pays=FR}}{{Partnership}}")
    french.edit("شراكة", "{{Partenariat}}{{à compléter}}")
    french.edit("Ancien", "#REDIRECTION [[شراكة]]\n{{Partnership}}")
    french.edit("Rien", "{{Autre}} [[Modèle:Partenariat]]")
    names = ("Partenariat", "Partnership", "Partenariat GLAM été", "À compléter")
    listed = {item.id: item for item in live_wiki(clean_farm, "frwiki").changed(names, {}) if isinstance(item, Page)}
    assert {page.title for page in listed.values()} == {"Utilisateur:Luc/Été 2026", "Musée d'Orsay", "شراكة", "Ancien"}
    clean_farm.clear_requests()
    live = live_wiki(clean_farm, "frwiki", replicas=Replicas())
    assert {item.id: item for item in live.changed(names, {}) if isinstance(item, Page)} == listed
    assert (listings(clean_farm), texts(clean_farm)) == (0, [4])
    assert list(network.asked().values()) == [1]


def test_only_texts_that_changed_are_fetched_in_batches(clean_farm: Farm, network: Toolforge) -> None:
    meta = clean_farm.wiki("metawiki")
    meta.create_many("Partnerships/", 60, "{{Partnership}}")
    live = live_wiki(clean_farm, "metawiki", replicas=Replicas())
    vars(live.api)["titles_at_once"] = 50  # as without a bot's rights; this process is logged in already
    known = {item.id: item.revision.id for item in live.changed(["Partnership"], {}) if isinstance(item, Page)}
    assert len(known) == 60
    assert (listings(clean_farm), texts(clean_farm)) == (0, [50, 10])
    clean_farm.clear_requests()
    assert list(live.changed(["Partnership"], known)) == [Known(page_id, revision) for page_id, revision in known.items()]
    assert clean_farm.requests() == []
    newest = meta.edit("Partnerships/7", "{{Partnership|partner=A}}")
    clean_farm.clear_requests()
    (page,) = (item for item in live.changed(["Partnership"], known) if isinstance(item, Page))
    assert (page.revision.id, page.text) == (newest, "{{Partnership|partner=A}}")
    assert (len(clean_farm.requests()), texts(clean_farm)) == (1, [1])


def test_nothing_is_lost_where_a_replica_is_behind(clean_farm: Farm, network: Toolforge) -> None:
    meta = clean_farm.wiki("metawiki")
    for name in ("Stays", "Changes", "Goes", "Loses"):
        meta.edit(f"Partnerships/{name}", f"{{{{Partnership|partner={name}}}}}")
    # From here on the replica has the wiki as it is now.
    server = network.server
    server.execute("DROP DATABASE IF EXISTS behind", "CREATE DATABASE behind")
    server.execute(
        *(f"CREATE TABLE behind.{name} SELECT * FROM metawiki.{name}" for name in ("page", "linktarget", "templatelinks", "redirect"))
    )
    replicate(server, replicas_of(clean_farm, metawiki="behind"))
    newest = meta.edit("Partnerships/Changes", "{{Partnership|partner=Changed}}")
    meta.edit("Partnerships/New", "{{Partnership|partner=New}}")
    by_api = live_wiki(clean_farm, "metawiki")
    known = {item.id: item.revision.id for item in by_api.changed(["Partnership"], {}) if isinstance(item, Page)}
    ids = {
        page.title.removeprefix("Partnerships/"): page.id
        for page in by_api.read([f"Partnerships/{name}" for name in ("Goes", "Loses", "New")]).values()
    }
    live = live_wiki(clean_farm, "metawiki", replicas=Replicas())
    clean_farm.clear_requests()
    found = {item.id: item for item in live.changed(["Partnership"], known)}
    assert found.keys() == known.keys()
    assert found[ids["New"]] == Known(ids["New"], known[ids["New"]])
    (page,) = (item for item in found.values() if isinstance(item, Page))
    assert (page.revision.id, page.text) == (newest, "{{Partnership|partner=Changed}}")
    assert listings(clean_farm) == 0
    # What the replica has seen go is gone.
    meta.delete("Partnerships/Goes")
    meta.edit("Partnerships/Loses", "Nothing")
    replicate(server, replicas_of(clean_farm))
    left = {item.id for item in live.changed(["Partnership"], known)}
    assert left == known.keys() - {ids["Goes"], ids["Loses"]}
    server.execute("DROP DATABASE behind")


def test_where_a_replica_fails_the_wiki_lists_the_pages(clean_farm: Farm, network: Toolforge, caplog: pytest.LogCaptureFixture) -> None:
    clean_farm.wiki("metawiki").edit("Partnerships/One", "{{Partnership}}")

    def kill(query: str, connection: pymysql.Connection[Any]) -> None:
        if "linktarget" in query:
            network.server.execute(f"KILL {connection.thread_id()}")  # type: ignore[no-untyped-call]  # missing in its types

    network.before = kill
    live = live_wiki(clean_farm, "metawiki", replicas=Replicas())
    with caplog.at_level(logging.WARNING, "bot"):
        (page,) = live.changed(["Partnership"], {})
    assert isinstance(page, Page)
    (record,) = caplog.records
    assert "the wiki itself is asked which pages call the templates: the replica of metawiki" in record.getMessage()
    assert listings(clean_farm) == 1


def test_a_wiki_of_the_same_name_elsewhere_is_not_meant(clean_farm: Farm, network: Toolforge, caplog: pytest.LogCaptureFixture) -> None:
    clean_farm.wiki("metawiki").edit("Partnerships/One", "{{Partnership}}")
    network.server.execute("UPDATE meta_p.wiki SET url = 'https://meta.wikimedia.org'")
    (page,) = live_wiki(clean_farm, "metawiki", replicas=Replicas()).changed(["Partnership"], {})
    assert isinstance(page, Page)
    assert (network.asked(), listings(clean_farm), caplog.records) == ({}, 1, [])


def test_all_wikis_are_collected(clean_farm: Farm, network: Toolforge, tmp_path: Path) -> None:
    clean_farm.wiki("metawiki").edit("Partnerships/One", "{{Partnership|partner=Museum|country=SN}}")
    clean_farm.wiki("frwiki").edit("Projet:Musée", "{{Partenariat|partenaire=Musée|pays=FR}}")
    clean_farm.wiki("commonswiki").edit("Commons:None", "Nothing")
    names = {wiki.dbname: f"{wiki.dbname}{wiki.port}" for wiki in clean_farm.wikis}
    settings = settings_of(clean_farm, f"sqlite:///{tmp_path}/bot.db")
    settings |= {"wikis": {names[wiki.dbname]: {"api": wiki.api_url} for wiki in clean_farm.wikis}, "home": names["metawiki"]}
    settings_file = tmp_path / "settings.yaml"
    settings_file.write_text(yaml.safe_dump(settings), encoding="utf-8")

    def collect() -> Mapping[str, tuple[int, int]]:
        clean_farm.clear_requests()
        network.clear()
        done = CliRunner().invoke(cli, ["collect", "--wiki", "live:all", "--settings", str(settings_file)], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        lines = [json.loads(line) for line in done.stderr.splitlines()]
        return {line["wiki"]: (line["read"], line["unchanged"]) for line in lines if line["event"] == "collected"}

    assert collect() == {names["metawiki"]: (1, 0), names["frwiki"]: (1, 0)}
    assert clean_farm.requests("commonswiki") == []
    assert network.asked() == dict.fromkeys(names.values(), 1)
    assert len(network.hosts) == 4
    assert listings(clean_farm) == 0
    clean_farm.wiki("commonswiki").edit("Commons:One", "{{Partnership|partner=Archive}}")
    clean_farm.wiki("frwiki").delete("Projet:Musée")
    assert collect() == {names["metawiki"]: (0, 1), names["commonswiki"]: (1, 0), names["frwiki"]: (0, 0)}
    assert (listings(clean_farm), texts(clean_farm)) == (0, [1])
    # Nothing is left of it, so it is not asked for again.
    assert collect().keys() == {names["metawiki"], names["commonswiki"]}
