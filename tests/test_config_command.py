"""The command *config*: what is in force, whether a draft is valid, what would change with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.__main__ import DEMO, cli
from bot.commands.workshop import TEMPLATES
from bot.core.configuration import CONFIGURATION_TITLE, Configuration
from bot.core.wiki_settings import SETTINGS_TITLE, WikiSettings
from bot.wiki.titles import path_of


def config(directory: Path, *arguments: str | Path, status: int = 0) -> str:
    """Run the command with a database in the directory, and give its output."""
    words = ["config", "--database", f"sqlite:///{directory / 'partnerships.db'}", *map(str, arguments)]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == status, result.output
    return result.stdout


def draft(directory: Path, **change: Any) -> Path:
    """The default configuration with parts of it replaced."""
    value = json.loads((TEMPLATES / path_of(CONFIGURATION_TITLE)).read_text(encoding="utf-8"))
    for name, part in change.items():
        value[name] = value[name] | part if isinstance(part, dict) else part
    file = directory / "draft.json"
    file.write_text(json.dumps(value, ensure_ascii=False, indent="\t"), encoding="utf-8")
    return file


def test_schemas_name_every_part(tmp_path: Path) -> None:
    for kind, model in (("configuration", Configuration), ("settings", WikiSettings)):
        assert set(json.loads(config(tmp_path, "--schema", "--of", kind))["properties"]) == set(model.model_fields)
    assert not list(tmp_path.iterdir())


def test_what_is_in_force_can_be_checked_again(tmp_path: Path) -> None:
    for kind in ("configuration", "settings"):
        file = tmp_path / f"{kind}.json"
        file.write_text(config(tmp_path, "--of", kind), encoding="utf-8")
        assert config(tmp_path, "--check", file, "--of", kind) == "nothing would change\n"
    assert not (tmp_path / "partnerships.db").exists()


def test_every_problem_of_a_draft_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "draft.json"
    file.write_text('{\n"version": 2,\n"cheks": []\n}', encoding="utf-8")
    assert config(tmp_path, "--check", file, status=1).splitlines() == [
        f"{file}:2: version: 2; it must be 1",
        f"{file}:3: cheks: “cheks”, which is not known; did you mean checks?",
    ]


def test_a_code_may_be_called_like_a_part_of_the_configuration(tmp_path: Path) -> None:
    codes = {"theme": {"checks": {"labels": {"en": "Checks"}}, "mappings": {"labels": {"en": "Mappings"}}}}
    told = config(tmp_path, "--check", draft(tmp_path, codes=codes)).splitlines()
    assert {"+ codes.theme.checks", "+ codes.theme.mappings"} <= {*told}


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    config(tmp_path, "--check", tmp_path / "none.json", status=2)


def test_what_would_change(tmp_path: Path) -> None:
    check = {"code": "next", "section": "next"}
    lines = config(tmp_path, "--check", draft(tmp_path, checks=[check], thresholds={"few": 5})).splitlines()
    assert "+ checks.next" in lines
    assert "- checks.contact" in lines
    assert lines[-1] == "~ thresholds.few: 10 -> 5"


@pytest.mark.parametrize(("wikis", "differ"), [({}, 0), ({"metawiki": {"templates": {"partnership": ["Partnership x"]}}}, 0)])
def test_how_many_records_would_read_differently(tmp_path: Path, wikis: dict[str, Any], differ: int) -> None:
    file = draft(tmp_path, wikis=wikis)
    lines = config(tmp_path, "--check", file, "--wiki", f"dump:{DEMO / 'metawiki.xml'}").splitlines()
    assert lines[-1] == f"{differ} of 39 records would read differently, 0 would be added, 0 would be gone"


def test_records_that_would_lose_a_code(tmp_path: Path) -> None:
    arguments = ["demo", "--directory", str(tmp_path)]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    themes = {"theme": {"art": {"labels": {"en": "Art"}}}}
    lines = config(tmp_path, "--check", draft(tmp_path, codes=themes), "--wiki", f"dump:{DEMO / 'metawiki.xml'}").splitlines()
    assert "- codes.theme.manuscripts" in lines
    lost, differ = lines[-2:]
    assert int(lost.split()[0]) > 0
    assert lost.endswith("records of the database would lose a code")
    assert int(differ.split()[0]) > 0


def test_what_a_wiki_says_is_shown(tmp_path: Path) -> None:
    file = tmp_path / "wiki" / path_of(SETTINGS_TITLE)
    file.parent.mkdir(parents=True)
    file.write_text('{"cool_down_days": 33}', encoding="utf-8")
    assert json.loads(config(tmp_path, "--of", "settings", "--write", f"folder:{tmp_path / 'wiki'}"))["cool_down_days"] == 33


def test_settings_on_the_wiki_move_its_pages(tmp_path: Path) -> None:
    wiki = tmp_path / "wiki"
    file = wiki / path_of(SETTINGS_TITLE)
    file.parent.mkdir(parents=True)
    file.write_text('{"page_root": "GLAM partnerships"}', encoding="utf-8")
    arguments = ["install", "--write", f"folder:{wiki}", "--database", f"sqlite:///{tmp_path / 'partnerships.db'}"]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    assert (wiki / "GLAM partnerships").is_dir()
    assert not (wiki / "Partnerships").exists()
    assert file.read_text(encoding="utf-8") == '{"page_root": "GLAM partnerships"}'
