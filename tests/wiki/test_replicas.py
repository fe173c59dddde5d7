"""Toolforge's wiki replicas, stood in for by views on a real MariaDB: what they tell, are asked, and what follows when they fail."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.commands.wikis import Wikis
from bot.options import Options
from bot.settings import Settings, SettingsError
from bot.wiki.protocol import WikiError
from bot.wiki.replicas import ReplicaError, Replicas, ReplicatedWiki
from tests.farm.replicas import ACCOUNT, Replica, Toolforge, on_toolforge, replicate
from tests.store.mariadb import NoMariaDBError, Server, running_server

ALL = (
    Replica("commonswiki", "s4", "https://commons.wikimedia.org", "t_commonswiki"),
    Replica("frwiki", "s6", "https://fr.wikipedia.org", "t_frwiki"),
    Replica("ruwiki", "s6", "https://ru.wikipedia.org", "t_ruwiki"),
    Replica("metawiki", "s7", "https://meta.wikimedia.org", "t_metawiki"),
    Replica("oldwiki", "s6", "https://old.wikipedia.org", "t_oldwiki", closed=True),
)
#: As in MediaWiki 1.39 and later; what is not looked at is left out.
TABLES = (
    "CREATE TABLE page (page_id INT UNSIGNED PRIMARY KEY, page_namespace INT, page_title VARBINARY(255), page_latest INT UNSIGNED)",
    "CREATE TABLE linktarget (lt_id BIGINT UNSIGNED PRIMARY KEY AUTO_INCREMENT, lt_namespace INT, lt_title VARBINARY(255))",
    "CREATE TABLE templatelinks (tl_from INT UNSIGNED, tl_target_id BIGINT UNSIGNED, tl_from_namespace INT)",
    "CREATE TABLE redirect (rd_from INT UNSIGNED PRIMARY KEY, rd_namespace INT, rd_title VARBINARY(255), rd_interwiki VARBINARY(32))",
)
FRENCH, META = "Partenariat", "Partnership"


class Tables:
    """The tables of a wiki behind its replica."""

    def __init__(self, server: Server, dbname: str) -> None:
        self._server = server
        self._database = f"t_{dbname}"
        self._last = 0

    def page(self, title: str, *calls: str, namespace: int = 0, revision: int = 0, calls_in: int = 10) -> int:
        """A page that calls templates; its id. Its latest revision is a hundred times that, unless given."""
        self._last += 1
        statements = [f"INSERT INTO page VALUES ({self._last}, {namespace}, {_hex(title)}, {revision or self._last * 100})"]
        for name in calls:
            statements.append(f"INSERT INTO linktarget (lt_namespace, lt_title) VALUES ({calls_in}, {_hex(name)})")
            statements.append(f"INSERT INTO templatelinks VALUES ({self._last}, LAST_INSERT_ID(), {namespace})")
        self._server.execute(*statements, database=self._database)
        return self._last

    def redirect(self, title: str, to: str, *, namespace: int = 10, interwiki: str | None = "") -> None:
        """A page that is a redirect."""
        page = self.page(title, namespace=namespace)
        where = "NULL" if interwiki is None else f"'{interwiki}'"
        self._server.execute(f"INSERT INTO redirect VALUES ({page}, 10, {_hex(to)}, {where})", database=self._database)


def _hex(title: str) -> str:
    return f"X'{title.replace(' ', '_').encode().hex()}'"


@pytest.fixture(scope="module")
def mariadb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for this file; without one its tests are skipped, which in continuous integration is a failure."""
    try:
        with running_server(tmp_path_factory.mktemp("mariadb")) as server:
            yield server
    except NoMariaDBError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture
def wikis(mariadb: Server) -> dict[str, Tables]:
    """Five wikis without pages, one of them closed, and their replicas."""
    databases = [replica.tables for replica in ALL]
    if not mariadb.execute(f"SHOW DATABASES LIKE '{databases[0]}'"):
        for database in databases:
            mariadb.execute(f"CREATE DATABASE {database}", f"USE {database}", *TABLES)
    names = [table.split()[2] for table in TABLES]
    mariadb.execute("DROP DATABASE IF EXISTS heartbeat_p", *(f"DELETE FROM {database}.{name}" for database in databases for name in names))
    replicate(mariadb, ALL)
    return {replica.dbname: Tables(mariadb, replica.dbname) for replica in ALL}


@pytest.fixture
def network(mariadb: Server, wikis: dict[str, Tables]) -> Iterator[Toolforge]:
    with on_toolforge(mariadb) as found:
        yield found


def host(name: str) -> str:
    return f"{name}.analytics.db.svc.wikimedia.cloud"


# What they tell


def test_wikis_are_those_that_are_open(network: Toolforge) -> None:
    found = Replicas().wikis()
    assert found == {wiki.dbname: ReplicatedWiki(wiki.dbname, wiki.slice, wiki.url) for wiki in ALL if not wiki.closed}
    assert network.hosts == [host("s7")]


def test_pages_of_every_namespace_come_once_with_their_latest_revision(network: Toolforge, wikis: Mapping[str, Tables]) -> None:
    meta = wikis["metawiki"]
    one = meta.page("Partnerships/One", META, "Partnership hub", "Other")
    two = meta.page("Luc/Été 2026", META, namespace=2, revision=7)
    meta.page("Other", "Other")
    meta.page("None")
    assert Replicas().transclusions("metawiki", [META, "Partnership hub"]) == {one: one * 100, two: 7}


@pytest.mark.parametrize("name", ["Modèle à compléter", "شراكة", "合作", "𝔓artnership", "O'Neil", 'A"B', "Back\\slash", "100% _sure", "%s"])
def test_template_names_are_what_they_are(network: Toolforge, wikis: Mapping[str, Tables], name: str) -> None:
    called = wikis["frwiki"].page("Called", name)
    wikis["frwiki"].page("Other", "Modele a completer", "A", "Backslash", "100", "s", "", namespace=1)
    assert Replicas().transclusions("frwiki", [name]) == {called: called * 100}


def test_a_name_that_looks_like_a_query_is_a_name(network: Toolforge, wikis: Mapping[str, Tables]) -> None:
    wikis["frwiki"].page("Called", FRENCH)
    assert Replicas().transclusions("frwiki", ["') OR 1=1 -- ", "' UNION SELECT 1, 1 #", "\\') OR ('1'='1"]) == {}


@pytest.mark.parametrize("interwiki", ["", None])
def test_calls_of_redirects_count(network: Toolforge, wikis: Mapping[str, Tables], interwiki: str | None) -> None:
    french = wikis["frwiki"]
    french.redirect("Partenariat GLAM été", FRENCH, interwiki=interwiki)
    called = french.page("Called", "Partenariat GLAM été")
    assert Replicas().transclusions("frwiki", [FRENCH]) == {called: called * 100}


def test_what_only_looks_like_a_call_does_not_count(network: Toolforge, wikis: Mapping[str, Tables]) -> None:
    french = wikis["frwiki"]
    french.redirect("Elsewhere", FRENCH, interwiki="m")
    french.page("Calls a redirect to another wiki", "Elsewhere")
    french.redirect("Article", FRENCH, namespace=0)
    french.page("Calls a template of that name", "Article")
    french.page("Calls an article of that name", FRENCH, calls_in=0)
    french.page("Writes it otherwise", "partenariat", "Partenariats")
    assert Replicas().transclusions("frwiki", [FRENCH]) == {}


# What they are asked


def test_one_connection_for_each_slice_and_one_query_for_each_wiki(network: Toolforge, wikis: Mapping[str, Tables]) -> None:
    for dbname in ("ruwiki", "commonswiki", "frwiki", "metawiki"):
        wikis[dbname].page("Called", META)
    replicas = Replicas()
    most = 0

    def watch(query: str, connection: Any) -> None:
        nonlocal most
        most = max(most, network.open)

    network.before = watch
    names = dict.fromkeys(("ruwiki", "commonswiki", "metawiki", "frwiki"), (META, FRENCH))
    assert replicas.ask(names) == {dbname: {1: 100} for dbname in names}
    assert network.hosts == [host("s7"), host("commonswiki"), host("frwiki"), host("metawiki")]
    assert network.asked() == dict.fromkeys(names, 1)
    assert (most, network.open) == (1, 0)
    assert len(network.queries) == 1 + 3 + 4  # the wikis, how far each slice is behind, the pages


def test_what_was_told_is_not_asked_again_but_once(network: Toolforge, wikis: Mapping[str, Tables]) -> None:
    wikis["frwiki"].page("Called", FRENCH)
    replicas = Replicas()
    replicas.ask({"frwiki": [FRENCH]})
    network.clear()
    # Its redirects were looked for already.
    assert replicas.transclusions("frwiki", [FRENCH, "Partenariat GLAM"]) == {1: 100}
    assert network.queries == []
    wikis["frwiki"].page("New", FRENCH)
    assert replicas.transclusions("frwiki", [FRENCH]) == {1: 100, 2: 200}
    replicas.ask({"frwiki": [FRENCH, META]})
    assert replicas.transclusions("frwiki", [FRENCH]) == {1: 100, 2: 200}
    assert network.asked() == {"frwiki": 3}


def test_without_templates_nothing_is_asked(network: Toolforge) -> None:
    assert Replicas().transclusions("frwiki", []) == {}
    assert network.asked() == {}


# What happens when they fail


def failure(replicas: Replicas, dbname: str) -> str:
    with pytest.raises(ReplicaError) as raised:
        replicas.transclusions(dbname, [META])
    assert "\n" not in str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize("dbname", ["metawiki_p.page; DROP TABLE x", "metawiki`", "Metawiki", "7wiki", "metawiki\n", "meta-wiki", ""])
def test_what_is_no_database_name_reaches_no_query(network: Toolforge, mariadb: Server, dbname: str) -> None:
    mariadb.execute("DELETE FROM meta_p.wiki")
    mariadb.execute(f"INSERT INTO meta_p.wiki VALUES ('{dbname}', '', 's6.labsdb', 0), ('frwiki', '', 's6.labsdb', 0)")
    found = Replicas().ask({dbname: [META], "frwiki": [META]})
    assert "is no name of a database" in str(found[dbname])
    assert found["frwiki"] == {}
    assert not [query for query in network.queries if "DROP" in query or "`" in query]
    assert network.hosts == [host("s7"), host("frwiki")]


@pytest.mark.parametrize("dbname", ["oldwiki", "nowiki"])
def test_a_wiki_that_is_closed_or_unknown_has_none(network: Toolforge, dbname: str) -> None:
    assert failure(Replicas(), dbname) == f"{dbname} has no replica"
    assert network.hosts == [host("s7")]


@pytest.mark.parametrize("missing", ["DROP DATABASE frwiki_p", "DROP VIEW frwiki_p.linktarget"])
def test_a_missing_database_or_table_spoils_one_wiki(
    network: Toolforge, wikis: Mapping[str, Tables], mariadb: Server, missing: str
) -> None:
    wikis["ruwiki"].page("Called", META)
    mariadb.execute(missing)
    found = Replicas().ask({"frwiki": [META], "ruwiki": [META]})
    assert isinstance(found["frwiki"], ReplicaError)
    assert found["ruwiki"] == {1: 100}


def test_a_killed_connection_spoils_one_wiki(network: Toolforge, wikis: Mapping[str, Tables], mariadb: Server) -> None:
    wikis["ruwiki"].page("Called", META)

    def kill(query: str, connection: Any) -> None:
        if "frwiki_p" in query:
            mariadb.execute(f"KILL {connection.thread_id()}")

    network.before = kill
    found = Replicas().ask({"frwiki": [META], "ruwiki": [META]})
    assert str(found["frwiki"]).startswith("the replica of frwiki does not answer (")
    assert found["ruwiki"] == {1: 100}
    assert network.hosts == [host("s7"), host("frwiki"), host("ruwiki")]


def test_a_query_that_was_stopped_for_its_slowness_spoils_one_wiki(
    network: Toolforge, wikis: Mapping[str, Tables], mariadb: Server
) -> None:
    for dbname in ("frwiki", "ruwiki"):
        wikis[dbname].page("Called", META)
    mariadb.execute(
        "CREATE FUNCTION t_frwiki.stopped() RETURNS INT BEGIN SIGNAL SQLSTATE '70100' SET MYSQL_ERRNO = 1317; RETURN 1; END",
        "CREATE OR REPLACE VIEW frwiki_p.linktarget AS SELECT * FROM t_frwiki.linktarget WHERE t_frwiki.stopped()",
    )
    replicas = Replicas()
    found = replicas.ask({"frwiki": [META], "ruwiki": [META]})
    assert str(found["frwiki"]).startswith("the replica of frwiki does not answer (")
    assert found["ruwiki"] == {1: 100}
    assert network.hosts == [host("s7"), host("frwiki")]
    failure(replicas, "frwiki")


def test_a_server_that_is_down_is_tried_once(network: Toolforge, wikis: Mapping[str, Tables]) -> None:
    wikis["metawiki"].page("Called", META)
    network.down = frozenset({host("frwiki"), host("ruwiki")})
    found = Replicas().ask({"frwiki": [META], "ruwiki": [META], "metawiki": [META]})
    assert str(found["frwiki"]) == str(found["ruwiki"])
    assert "the replicas of s6 cannot be used" in str(found["frwiki"])
    assert found["metawiki"] == {1: 100}
    assert network.hosts == [host("s7"), host("frwiki"), host("metawiki")]


def test_a_refused_account_is_told_without_its_password(network: Toolforge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOOL_REPLICA_PASSWORD", "wrong-word")
    replicas = Replicas()
    told = failure(replicas, "frwiki")
    assert "u1234" in told
    assert "wrong-word" not in told
    failure(replicas, "metawiki")
    assert network.hosts == [host("s7")]


@pytest.mark.parametrize(("lag", "usable"), [(0, True), (599.5, True), (601.25, False), (86_400, False)])
def test_replicas_that_are_far_behind_are_not_used(
    network: Toolforge, wikis: Mapping[str, Tables], mariadb: Server, lag: float, usable: bool
) -> None:
    wikis["frwiki"].page("Called", META)
    mariadb.execute(
        "CREATE DATABASE heartbeat_p",
        "CREATE TABLE heartbeat_p.heartbeat (shard VARBINARY(10), last_updated VARBINARY(26), lag DECIMAL(25, 4))",
        f"INSERT INTO heartbeat_p.heartbeat VALUES ('s6', '2026-11-24T10:00:00.5', {lag}), ('s1', '2020-01-01T00:00:00.5', 99999)",
    )
    found = Replicas().ask({"frwiki": [META]})["frwiki"]
    assert found == {1: 100} if usable else str(found) == f"the replicas of s6 cannot be used (they are {lag:.0f} seconds behind)"


# Whether there are any


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, False),
        (ACCOUNT, True),
        ({**ACCOUNT, "TOOL_REPLICA_PASSWORD": ""}, False),
        ({"TOOL_REPLICA_USER": "u1234"}, False),
        ({**ACCOUNT, "PARTNERSHIPS_REPLICAS": "no"}, False),
        ({"PARTNERSHIPS_REPLICAS": "yes"}, True),
    ],
)
def test_there_are_some_where_there_is_an_account_unless_told_otherwise(given: Mapping[str, str], expected: bool) -> None:
    assert Settings.load(None, given).replicas is expected


def test_the_setting_is_yes_or_no() -> None:
    with pytest.raises(SettingsError, match="the environment: replicas must be yes or no: correct the value"):
        Settings.load(None, {"PARTNERSHIPS_REPLICAS": "perhaps"})


# All wikis


def named(*texts: str, stored: tuple[str, ...] = (), told: list[str] | None = None, **settings: object) -> tuple[str, ...]:
    chosen = Wikis(Options(wikis=texts), Settings(replicas=True, **settings), (told if told is not None else []).append)  # type: ignore[arg-type]
    return chosen.named(lambda dbname: [FRENCH, META] if dbname.startswith("fr") else [META], stored)


def test_all_wikis_are_the_home_wiki_and_those_with_pages(network: Toolforge, wikis: Mapping[str, Tables]) -> None:
    wikis["frwiki"].page("Called", FRENCH)
    wikis["commonswiki"].page("Calls what is no template of ours here", FRENCH)
    wikis["oldwiki"].page("Called", META)
    assert named("live:all") == ("live:metawiki", "live:frwiki")
    assert network.asked() == dict.fromkeys(("commonswiki", "frwiki", "ruwiki", "metawiki"), 1)


def test_a_wiki_that_was_read_before_is_read_again_to_see_what_is_gone(network: Toolforge) -> None:
    assert named("live:all", stored=("ruwiki", "folderwiki")) == ("live:metawiki", "live:ruwiki")


def test_wikis_named_besides_all_come_once(network: Toolforge, wikis: Mapping[str, Tables]) -> None:
    wikis["frwiki"].page("Called", FRENCH)
    assert named("dump:x.xml", "live:frwiki", "live:all", "live:mywiki") == ("dump:x.xml", "live:frwiki", "live:metawiki", "live:mywiki")


def test_named_wikis_are_asked_slice_by_slice_before_they_are_read(network: Toolforge) -> None:
    texts = ("live:ruwiki", "live:metawiki", "live:frwiki", "live:mywiki")
    assert named(*texts) == texts
    assert network.asked() == {"frwiki": 1, "ruwiki": 1, "metawiki": 1}
    assert network.hosts == [host("s7"), host("frwiki"), host("metawiki")]


def test_files_ask_no_replica(network: Toolforge) -> None:
    assert named("dump:x.xml", "folder:x") == ("dump:x.xml", "folder:x")
    assert network.hosts == []


def test_wikis_that_cannot_be_asked_are_told_in_one_line(network: Toolforge, wikis: Mapping[str, Tables]) -> None:
    wikis["commonswiki"].page("Called", META)
    network.down = frozenset({host("frwiki")})
    told: list[str] = []
    assert named("live:all", stored=("ruwiki",), told=told) == ("live:metawiki", "live:commonswiki", "live:ruwiki")
    (line,) = told
    assert line.startswith("live:all: not known whether there are such pages on frwiki: the replicas of s6 cannot be used (")


def test_without_the_list_of_wikis_those_known_are_read(network: Toolforge) -> None:
    network.down = frozenset({host("s7")})
    told: list[str] = []
    assert named("live:all", stored=("frwiki", "metawiki"), told=told) == ("live:metawiki", "live:frwiki")
    (line,) = told
    assert "only wikis that were read before" in line
    with pytest.raises(
        WikiError, match=r"live:all: the list of all wikis cannot be read .*: try again later, or name the wikis one by one"
    ):
        named("live:all")
    assert named("live:frwiki", told=told) == ("live:frwiki",)
    assert len(told) == 1  # the wiki itself tells


@pytest.mark.parametrize("command", ["check", "records", "collect", "run"])
def test_where_there_are_no_replicas_all_is_an_error(command: str, tmp_path: os.PathLike[str]) -> None:
    foreign = [name for name in os.environ if name.startswith(("PARTNERSHIPS_", "TOOL_"))]
    done = CliRunner(env=dict.fromkeys(foreign)).invoke(cli, [command, "--wiki", "live:all", "--database", f"sqlite:///{tmp_path}/x.db"])
    assert done.exit_code == 2
    assert done.stderr == (
        "error: live:all: only Toolforge’s wiki replicas know which wikis have such pages, and there are none here: "
        "name the wikis one by one, --wiki live:metawiki --wiki live:frwiki\n"
    )
