"""The command line as people use it: whole processes, and what they leave behind."""

from __future__ import annotations

import bz2
import contextlib
import csv
import gzip
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner

from bot.__main__ import DEMO, cli
from bot.core.configuration import CONFIGURATION_TITLE
from bot.store import Store
from bot.wiki.titles import path_of

PROJECT = Path(__file__).resolve().parent.parent
META = DEMO / "metawiki.xml"


def bot(
    *arguments: str | Path, status: int = 0, cwd: Path = PROJECT, given: bytes | None = None, process: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run the command line, in this process unless told otherwise; no setting of the machine's own gets in."""
    words = [str(argument) for argument in arguments]
    foreign = [name for name in os.environ if name.startswith(("PARTNERSHIPS_", "TOOL_"))]
    if process:
        environment = {name: value for name, value in os.environ.items() if name not in foreign} | {"PYTHONPATH": str(PROJECT)}
        command = [sys.executable, "-m", "bot", *words]
        whole = subprocess.run(command, cwd=cwd, env=environment, input=given, capture_output=True, timeout=120, check=False)
        done = subprocess.CompletedProcess(words, whole.returncode, whole.stdout.decode(), whole.stderr.decode())
    else:
        with contextlib.chdir(cwd):
            result = CliRunner(env=dict.fromkeys(foreign)).invoke(cli, words, input=given)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        done = subprocess.CompletedProcess(words, result.exit_code, result.stdout, result.stderr)
    assert done.returncode == status, f"{words}: status {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file below a folder: when it was written, and what it holds."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("demo") / "var"
    bot("demo", "--directory", directory)
    return directory


# The demonstration


def test_demo_says_what_it_found_and_where_to_look(tmp_path: Path) -> None:
    done = bot("demo", "--directory", tmp_path / "var", process=True)
    assert re.search(r"metawiki\W+25\W+5\W+17\b", done.stdout)
    assert re.search(r"frwiki\W+11\W+1\W+5\b", done.stdout)
    assert re.search(r"commonswiki\W+8\W+0\W+3\b", done.stdout)
    for place in re.findall(r"^ {2}(\S.*?) {2}\(", done.stdout, re.MULTILINE):
        assert Path(place).exists(), place


def test_second_demo_changes_nothing(demonstration: Path) -> None:
    before = contents(demonstration / "wiki")
    done = bot("demo", "--directory", demonstration, process=True)
    assert re.search(r"publish: \d+ unchanged \(nothing changed\)", done.stderr)
    assert re.search(r"install: \d+ unchanged \(nothing changed\)", done.stderr)
    assert re.search(r"metawiki: 0 read, 42 unchanged", done.stderr)
    assert contents(demonstration / "wiki") == before


def test_an_hour_later_nothing_has_changed_a_day_later_only_the_status_page(tmp_path: Path) -> None:
    start = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    snapshots = []
    for later in (timedelta(0), timedelta(hours=1), timedelta(days=1)):
        with time_machine.travel(start + later, tick=False):
            done = CliRunner().invoke(cli, ["demo", "--directory", str(tmp_path)])
        assert done.exit_code == 0, done.output
        snapshots.append({name: data for name, (_, data) in contents(tmp_path / "wiki").items()})
    assert snapshots[0] == snapshots[1]
    changed = {name for name, data in snapshots[2].items() if snapshots[1].get(name) != data}
    assert changed == {"Partnerships/Bot/Status.wikitext"}


# check and records


def test_check_names_place_and_remedy() -> None:
    done = bot("check", "--wiki", f"dump:{META}", status=1)
    lines = done.stdout.splitlines()
    assert "metawiki: Partnerships/Steppe University Press:4:3: error: “contry” is not a parameter of this template. → country" in [
        re.sub(r"error: .*contry.*(?= →)", "error: “contry” is not a parameter of this template.", line) for line in lines
    ]
    assert all(re.match(r"metawiki: [^:]+(:[^:]+)?:(\d+:\d+:)? (error|warning|hint): \S", line) for line in lines), lines
    assert re.fullmatch(r"read by the configuration that comes with the tool.*\n39 records, 17 problems, 8 of them errors\n", done.stderr)


def test_check_of_pages_without_errors_succeeds(tmp_path: Path) -> None:
    wiki = tmp_path / "testwiki"
    wiki.mkdir()
    page = "{{Partnership|partner=A museum|lead=Us|country=SN|status=active|start=2024}}"
    (wiki / "Good.wikitext").write_text(page, encoding="utf-8")
    assert bot("check", "--wiki", f"folder:{wiki}").stdout == ""


def test_records_come_out_in_every_form(demonstration: Path) -> None:
    lines = [json.loads(line) for line in bot("records", "--wiki", f"dump:{META}").stdout.splitlines()]
    assert len(lines) == 39
    assert json.loads(bot("records", "--wiki", f"dump:{META}", "--format", "json").stdout) == lines
    rows = list(csv.DictReader(bot("records", "--wiki", f"dump:{META}", "--format", "csv").stdout.splitlines()))
    assert [row["display_name"] for row in rows] == [line["display_name"] for line in lines]
    assert [row["country"] for row in rows] == ["; ".join(line.get("country", ())) for line in lines]
    stored = bot("records", "--database", f"sqlite:///{demonstration / 'partnerships.db'}").stdout.splitlines()
    assert len(stored) == 59


def test_pages_are_read_by_the_configuration_of_the_home_wiki(tmp_path: Path) -> None:
    source, home, database = tmp_path / "testwiki", tmp_path / "home", f"sqlite:///{tmp_path / 'p.db'}"
    configuration = home / path_of(CONFIGURATION_TITLE)
    for folder in (source, configuration.parent):
        folder.mkdir(parents=True)
    (source / "Page.wikitext").write_text("{{Deal|with=A museum}}", encoding="utf-8")
    mapping = {"wiki": "testwiki", "template": "Deal", "kind": "partnership", "parameters": {"with": "partner"}}
    configuration.write_text(json.dumps({"mappings": [mapping]}), encoding="utf-8")
    given = ["--wiki", f"folder:{source}", "--database", database]
    assert bot("records", *given).stdout == ""
    asked = bot("records", *given, "--write", f"folder:{home}")
    assert json.loads(asked.stdout)["partner"] == ["A museum"]
    assert re.fullmatch(rf"read by {CONFIGURATION_TITLE} of metawiki, revision \d+\n", asked.stderr)
    assert not (tmp_path / "p.db").exists()
    # Where nobody can be asked, what was in force last stays so.
    with Store.open(database, migrate=True) as store:
        store.remember("metawiki", CONFIGURATION_TITLE, 77, configuration.read_text(encoding="utf-8"))
    kept = bot("check", *given).stderr.splitlines()
    assert kept == [f"read by {CONFIGURATION_TITLE} of metawiki, revision 77", "1 records, 4 problems, 0 of them errors"]


def test_csv_holds_no_formulas(tmp_path: Path) -> None:
    wiki = tmp_path / "testwiki"
    wiki.mkdir()
    (wiki / "Page.wikitext").write_text("{{Partnership|name==1+1|partner=+1|lead=@x}}", encoding="utf-8")
    (row,) = csv.DictReader(bot("records", "--wiki", f"folder:{wiki}", "--format", "csv").stdout.splitlines())
    assert (row["name"], row["partner"], row["lead"]) == ("'=1+1", "'+1", "'@x")


# scan


def scanned(*arguments: str | Path, given: bytes | None = None) -> list[dict[str, object]]:
    return [json.loads(line) for line in bot("scan", *arguments, given=given, process=given is not None).stdout.splitlines()]


def test_scan_prints_one_object_for_each_call(tmp_path: Path) -> None:
    file = tmp_path / "page.wikitext"
    file.write_text("é {{ a <!-- x -->|b = {{c}}|d}}\n{{#if:1|x=y}}{{}}<ref>{{e}}</ref>", encoding="utf-8")
    assert scanned(file) == [
        {
            "file": str(file),
            "name": "a",
            "start": 2,
            "end": 31,
            "params": [
                {"name": "b", "value": " {{c}}", "positional": False},
                {"name": "1", "value": "d", "positional": True},
            ],
        },
        {"file": str(file), "name": "c", "start": 22, "end": 27, "params": []},
        {"file": str(file), "name": "#if:1", "start": 32, "end": 45, "params": [{"name": "x", "value": "y", "positional": False}]},
        {"file": str(file), "name": "", "start": 45, "end": 49, "params": []},
    ]
    assert [call["name"] for call in scanned(file, "--inside-tags")] == ["a", "c", "#if:1", "", "e"]
    assert [call["name"] for call in scanned(file, "--tags", "nowiki,pre")] == ["a", "c", "#if:1", "", "e"]


def test_scan_keeps_line_breaks_and_reads_several_files_and_standard_input(tmp_path: Path) -> None:
    for name, data in (("one", b"\r\n{{a|b\r\nc}}"), ("two", b""), ("three", "\ufeff{{😀}}".encode())):
        (tmp_path / name).write_bytes(data)
    calls = scanned(*(tmp_path / name for name in ("one", "two", "three")))
    assert [(Path(str(call["file"])).name, call["name"], call["start"], call["end"]) for call in calls] == [
        ("one", "a", 2, 12),
        ("three", "😀", 1, 6),
    ]
    assert calls[0]["params"] == [{"name": "1", "value": "b\r\nc", "positional": True}]
    assert [(call["file"], call["name"]) for call in scanned("-", given=b"{{x}}")] == [("-", "x")]


@pytest.mark.parametrize("name", ["latin-1", "missing", "a folder"])
def test_scan_says_what_it_cannot_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "good").write_text("{{a}}", encoding="utf-8")
    (tmp_path / "latin-1").write_bytes("{{é}}".encode("latin-1"))
    (tmp_path / "a folder").mkdir()
    done = bot("scan", tmp_path / "good", tmp_path / name, status=2)
    assert re.fullmatch(rf"error: \S*{name}: .{{20,}}\n", done.stderr)
    assert [json.loads(line)["name"] for line in done.stdout.splitlines()] == ["a"]


# Options


def test_dry_run_shows_every_edit_and_touches_nothing(demonstration: Path) -> None:
    directory = demonstration.parent / "dry"
    shutil.copytree(demonstration, directory)
    (directory / "wiki/Partnerships/Reports/Problems.wikitext").write_text("{{Partnership report|report=problems}}\n", encoding="utf-8")
    (directory / "wiki/Module/Partnerships/Data/Index.json").unlink()
    before = contents(directory)
    database, write = f"sqlite:///{directory / 'partnerships.db'}", f"folder:{directory / 'wiki'}"
    done = bot("run", "--wiki", f"dump:{META}", "--write", write, "--database", database, "--dry-run", "--recreate")
    assert contents(directory) == before
    assert "=== Partnerships/Reports/Problems\n" in done.stdout
    assert "-{{Partnership report|report=problems}}" in done.stdout
    assert "--- (new page)" in done.stdout


def test_dry_run_foretells_what_a_run_does(tmp_path: Path) -> None:
    directory = tmp_path / "foretold"
    bot("demo", "--directory", directory)
    (directory / "wiki/Template/Partnership.wikitext").write_text("Theirs", encoding="utf-8")
    (directory / "wiki/Partnerships/Reports/Problems.wikitext").write_text("{{Partnership report|report=problems}}\n", encoding="utf-8")
    (directory / "wiki/Module/Partnerships/Data/Index.json").unlink()
    given = ["--write", f"folder:{directory / 'wiki'}", "--database", f"sqlite:///{directory / 'partnerships.db'}"]
    for job, edited in (("install", set()), ("publish", {"Partnerships/Bot/Status.wikitext", "Partnerships/Reports/Problems.wikitext"})):
        before = contents(directory / "wiki")
        foretold = bot(job, *given, "--dry-run", status=1)
        assert contents(directory / "wiki") == before
        done = bot(job, *given, status=1)
        assert {name for name, data in contents(directory / "wiki").items() if before.get(name) != data} == edited
        shown = {title.replace(":", "/") + ".wikitext" for title in re.findall("^=== (.*)$", foretold.stdout, re.MULTILINE)}
        assert shown == edited
        assert re.findall('"outcome": .*"detail"', foretold.stderr) == re.findall('"outcome": .*"detail"', done.stderr)


def test_trial_makes_so_many_edits(tmp_path: Path) -> None:
    write, database = f"folder:{tmp_path / 'wiki'}", f"sqlite:///{tmp_path / 'p.db'}"
    bot("install", "--write", write, "--database", database, "--trial", "3", status=1)
    assert len(contents(tmp_path / "wiki")) == 3


def test_limit_reads_so_many_pages_and_publishes_nothing(tmp_path: Path) -> None:
    write, database = f"folder:{tmp_path / 'wiki'}", f"sqlite:///{tmp_path / 'p.db'}"
    bot("install", "--write", write, "--database", database)
    done = bot("run", "--wiki", f"dump:{META}", "--write", write, "--database", database, "--limit", "5")
    assert "nothing is published" in done.stderr
    assert not (tmp_path / "wiki/Partnerships/Reports").exists()
    with Store.open(database, migrate=False) as store:
        assert store.counts().pages == 5


@pytest.mark.parametrize("command", ["install", "collect", "publish", "run", "check", "records"])
def test_help_teaches(command: str) -> None:
    shown = bot(command, "--help").stdout
    for option in ("--database", "--settings", "--dry-run", "--trial", "--limit", "--write"):
        assert option in shown
    assert ("--wiki" in shown) is (command not in {"install", "publish"})
    assert "dump:FILE" in bot("--help").stdout


# What cannot work


def bad_input(directory: Path) -> dict[str, list[str | Path]]:
    """Arguments that cannot work, by what is wrong with them."""
    text = META.read_bytes()
    files = {
        "not-xml": b"once upon a time",
        "other-xml": b"<html><body/></html>",
        "empty": b"",
        "cut": text[: len(text) // 2],
        "cut.bz2": bz2.compress(text)[:-400],
        "cut.gz": gzip.compress(text)[:-400],
        "damaged.bz2": bz2.compress(text)[:2000] + b"x" * 2000 + bz2.compress(text)[4000:],
        "bomb.bz2": bz2.compress(text[:4000] + b" " * 100_000_000),
        "bomb.gz": gzip.compress(text[:4000] + b" " * 100_000_000),
        "latin1": text.decode().encode("utf-16"),
        "entities": text.replace(b"<mediawiki", b"<!DOCTYPE x [<!ENTITY a 'b'>]><mediawiki", 1),
    }
    cases: dict[str, list[str | Path]] = {}
    for name, data in files.items():
        (directory / name).write_bytes(data)
        cases[name] = ["--wiki", f"dump:{directory / name}"]
    (directory / "file").write_text("a file where a folder is wanted", encoding="utf-8")
    settings = {
        "nobody-listens": "wikis: {xwiki: {api: 'http://127.0.0.1:9/w/api.php'}}\nhome: xwiki\n",
        "unknown-setting": "databse: sqlite://\n",
        "not-yaml": "a: [b\n",
    }
    for name, yaml in settings.items():
        (directory / f"{name}.yaml").write_text(yaml, encoding="utf-8")
    with sqlite3.connect(directory / "other.db") as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    (directory / "no.db").write_text("not a database, but longer than its header would be " * 20, encoding="utf-8")
    good = ["--wiki", f"dump:{META}"]
    return cases | {
        "missing": ["--wiki", f"dump:{directory / 'nothing.xml'}"],
        "folder-for-dump": ["--wiki", f"dump:{directory}"],
        "file-for-folder": ["--wiki", f"folder:{directory / 'file'}"],
        "nothing-to-read": [],
        "unwritable": ["--database", "sqlite://", "--write", f"folder:{directory / 'file' / 'below'}"],
        "not-home": [*good, "--write", "live:elsewhere"],
        "nobody-listens": ["--wiki", "live:xwiki", "--settings", directory / "nobody-listens.yaml"],
        "no-settings": [*good, "--settings", directory / "none.yaml"],
        "unknown-setting": [*good, "--settings", directory / "unknown-setting.yaml"],
        "not-yaml": [*good, "--settings", directory / "not-yaml.yaml"],
        "other-database": [*good, "--database", f"sqlite:///{directory / 'other.db'}"],
        "not-a-database": [*good, "--database", f"sqlite:///{directory / 'no.db'}"],
        "unwritable-database": [*good, "--database", f"sqlite:///{directory / 'file' / 'x.db'}"],
        "bad-database": [*good, "--database", "postgres://x"],
    }


NAMES = (
    *("not-xml", "other-xml", "empty", "cut", "cut.bz2", "cut.gz", "damaged.bz2", "bomb.bz2", "bomb.gz", "latin1", "entities"),
    *("missing", "folder-for-dump", "file-for-folder", "nothing-to-read", "unwritable", "not-home", "nobody-listens", "no-settings"),
    *("unknown-setting", "not-yaml", "other-database", "not-a-database", "unwritable-database", "bad-database"),
)


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str | Path]]]:
    directory = tmp_path_factory.mktemp("bad")
    cases = bad_input(directory)
    assert set(cases) == set(NAMES)
    return directory, cases


@pytest.mark.parametrize("name", NAMES)
def test_bad_input_is_one_line_with_a_remedy(bad: tuple[Path, dict[str, list[str | Path]]], name: str) -> None:
    directory, cases = bad
    before = contents(directory)
    command = "install" if name == "unwritable" else "run" if {"--write", "--database"} & set(map(str, cases[name])) else "check"
    done = bot(command, *cases[name], status=2, cwd=directory, process=name in {"cut", "nobody-listens"})
    assert "Traceback" not in done.stderr
    (line,) = done.stderr.splitlines()
    assert re.match(r"error: \S.{20,}", line), line
    assert len(line) < 600
    assert done.stdout == ""
    assert contents(directory) == before


def test_a_newer_database_is_left_alone_and_an_older_one_brought_up(tmp_path: Path, demonstration: Path) -> None:
    file = tmp_path / "p.db"
    shutil.copy(demonstration / "partnerships.db", file)
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        (table,) = database.execute("SELECT name FROM sqlite_master WHERE name LIKE '%version'").fetchone()
        database.execute(f"UPDATE {table} SET version_num = '9999'")
    before = file.read_bytes()
    done = bot("collect", "--wiki", f"dump:{META}", "--database", f"sqlite:///{file}", status=2)
    assert re.fullmatch(r"error: .*newer.*\n", done.stderr)
    assert file.read_bytes() == before
    empty = tmp_path / "older.db"
    sqlite3.connect(empty).close()
    done = bot("records", "--database", f"sqlite:///{empty}", status=2)
    assert re.fullmatch(r"error: .*\n", done.stderr)
    bot("collect", "--wiki", f"dump:{META}", "--database", f"sqlite:///{empty}")


def test_two_runs_at_once_do_not_both_write(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'p.db'}"
    with Store.open(database, migrate=True) as store, store.lock("run"):
        done = bot("collect", "--wiki", f"dump:{META}", "--database", database, status=2)
    assert re.fullmatch(r"error: \S.*\n", done.stderr)
    with Store.open(database, migrate=False) as store:
        assert store.counts().pages == 0


def test_one_wiki_that_fails_spoils_only_itself(tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_text("nothing", encoding="utf-8")
    database = f"sqlite:///{tmp_path / 'p.db'}"
    done = bot("collect", "--wiki", f"dump:{tmp_path / 'bad.xml'}", "--wiki", f"dump:{META}", "--database", database, status=1)
    assert "bad.xml" in done.stderr
    with Store.open(database, migrate=False) as store:
        assert store.counts().pages == 42
        assert [(job.name, job.state) for job in store.jobs()] == [("collect", "incomplete")]


def test_nothing_read_at_all_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_text("nothing", encoding="utf-8")
    write, database = f"folder:{tmp_path / 'wiki'}", f"sqlite:///{tmp_path / 'p.db'}"
    bot("install", "--write", write, "--database", database)
    given = ["--wiki", f"dump:{tmp_path / 'bad.xml'}", "--write", write, "--database", database]
    for job in ("collect", "run"):
        assert re.fullmatch(r"error: \S.*bad\.xml.*\n", bot(job, *given, status=2).stderr)
    (tmp_path / "wiki/Partnerships/Bot/Run/collect.wikitext").write_text("stop", encoding="utf-8")
    done = bot("run", *given, status=1)
    assert "does not begin with “run”" in done.stderr
    assert "nothing is published" in done.stderr
    assert not (tmp_path / "wiki/Partnerships/Reports").exists()


def test_a_wiki_that_is_named_no_more_stays_as_it_was(demonstration: Path) -> None:
    directory = demonstration.parent / "fewer"
    shutil.copytree(demonstration, directory)
    before = contents(directory / "wiki")
    database, write = f"sqlite:///{directory / 'partnerships.db'}", f"folder:{directory / 'wiki'}"
    bot("run", "--wiki", f"dump:{META}", "--write", write, "--database", database)
    assert contents(directory / "wiki") == before


def test_a_wiki_named_twice_is_read_once(tmp_path: Path) -> None:
    twice = ["--wiki", f"dump:{META}", "--wiki", f"dump:{META.parent}/../demo/{META.name}"]
    done = bot("collect", *twice, "--database", f"sqlite:///{tmp_path / 'p.db'}", status=1)
    assert "name each wiki once" in done.stderr
    done = bot("check", *twice, status=2)
    assert re.fullmatch(r"error: .*name each wiki once\n", done.stderr)


def test_what_was_written_to_one_folder_was_not_written_to_another(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'p.db'}"
    for folder in ("one", "two"):
        bot("install", "--write", f"folder:{tmp_path / folder}", "--database", database)
        bot("run", "--wiki", f"dump:{META}", "--write", f"folder:{tmp_path / folder}", "--database", database)
    one, two = ({name: data for name, (_, data) in contents(tmp_path / folder).items()} for folder in ("one", "two"))
    assert one == two


def test_nothing_is_published_while_a_wiki_was_never_read(tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_text("nothing", encoding="utf-8")
    write, database = f"folder:{tmp_path / 'wiki'}", f"sqlite:///{tmp_path / 'p.db'}"
    bot("install", "--write", write, "--database", database)
    wikis = ["--wiki", f"dump:{tmp_path / 'bad.xml'}", "--wiki", f"dump:{META}"]
    done = bot("run", *wikis, "--write", write, "--database", database, status=2)
    assert "nothing is published" in done.stderr
    assert not (tmp_path / "wiki/Partnerships/Reports").exists()
