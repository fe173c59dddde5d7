"""The command *letter*: what it makes of a database, and what it says where it makes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner

from bot.__main__ import cli
from bot.core.site import Site
from bot.store import Store
from bot.wiki.titles import path_of

PAGES = {
    "Partnerships/Museum": """{{Partnership|partner=Museum of the River|lead=Wikimedia Mali|country=ML|status=active|start=2024-03
|languages=bm, fr, en|recognition_consent=yes|consent_evidence=12345}}
{{Partnership contribution|type=media|date=2025-11|what=Photographs of festivals|commons_category=Festivals}}""",
    "Partnerships/Library": "{{Partnership|partner=Library|country=ML|status=active|recognition_consent=no}}",
    "Partnerships/Archive": "{{Partnership|partner=Archive|country=ML|status=active}}",
    "Partnerships/Nobody": "{{Partnership|name=Nobody|country=ML|status=active|recognition_consent=yes|consent_evidence=12345}}",
    "Partnerships/Schools": """{{Partnership|name=First|partner=A|recognition_consent=yes|consent_evidence=12345}}
{{Partnership|name=Second|partner=B|recognition_consent=name-only|consent_evidence=12345}}""",
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """One that has read two wikis; one page is on both."""
    folder = tmp_path_factory.mktemp("letter")
    pages = [("metawiki", title, text) for title, text in PAGES.items()]
    pages += [("frwiki", title, PAGES["Partnerships/Museum"]) for title in ("Projet:Musée", "Partnerships/Library")]
    for site, title, text in pages:
        file = folder / site / path_of(title)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    url = f"sqlite:///{folder}/partnerships.db"
    wikis = [f"--wiki=folder:{folder / site}" for site in ("metawiki", "frwiki")]
    result = CliRunner().invoke(cli, ["collect", *wikis, "--database", url])
    assert result.exit_code == 0, result.output
    with Store.open(url, migrate=False) as store:
        store.set_site(Site("metawiki", article_url="https://meta.wikimedia.org/wiki/$1"))
    return url


def letter(database: str, *arguments: str | Path, status: int = 0) -> str:
    """What the command prints; where it fails, its complaint."""
    with time_machine.travel("2026-11-24T12:00Z"):
        result = CliRunner().invoke(cli, ["letter", "--database", database, *map(str, arguments)])
    assert result.exit_code == status, result.output
    return result.stderr if status else result.stdout


def test_a_letter_in_the_first_language_of_the_partnership_that_has_messages(database: str) -> None:
    text = letter(database, "--page", "partnerships/Museum")
    assert '<html lang="fr" dir="ltr">' in text
    for shown in ("Museum of the River", "24 novembre 2026", "Photographs of festivals", "novembre 2025", "mars 2024", "Wikimedia Mali"):
        assert shown in text
    assert "https://meta.wikimedia.org/wiki/Partnerships/Museum" in text
    assert "On ne sait pas encore" in text


def test_a_certificate_in_a_file(database: str, tmp_path: Path) -> None:
    file = tmp_path / "certificate.svg"
    assert letter(database, "--page", "Partnerships/Museum", "--language", "AR", "--format", "certificate", "--output", file) == ""
    text = file.read_text(encoding="utf-8")
    assert text.startswith("<svg ")
    assert 'lang="ar"' in text
    assert 'direction="rtl"' in text
    assert "Photographs of festivals" in text
    assert "cannot be written (No such file or directory)" in letter(
        database, "--page", "Partnerships/Museum", "--output", tmp_path / "no" / "letter.html", status=2
    )


def test_one_of_several(database: str) -> None:
    assert "<bdi>B</bdi>" in letter(database, "--page", "Partnerships/Schools", "--name", "second")
    assert "<bdi>Museum of the River</bdi>" in letter(database, "--page", "Partnerships/Library", "--wiki", "frwiki")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["Partnerships/Musem"], "no partnership “Partnerships/Musem”: did you mean “Partnerships/Museum” (metawiki)"),
        (["archive"], "did you mean “Partnerships/Archive” (metawiki)?"),
        (["Partnerships/Archive", "--wiki", "frwiki"], "“Partnerships/Archive” on frwiki: did you mean “Archive” (metawiki)?"),
        (["Partnerships/Schools", "--name", "Third"], "“Third”: did you mean “First” (metawiki) or “Second” (metawiki)?"),
        (["??"], "no partnership “??”: read its wiki first, with “python -m bot collect”"),
        (["Partnerships/Schools"], "has several partnerships: name one with --name: First, Second"),
        (["Partnerships/Library"], "has a partnership on several wikis: name one with --wiki: frwiki, metawiki"),
        (
            ["Partnerships/Library", "--wiki", "metawiki"],
            "says “recognition_consent = no”: the partner does not want to be thanked in public",
        ),
        (["Partnerships/Archive"], "add “recognition_consent = yes” or “= name-only” to {{Partnership}} there"),
        (["Partnerships/Nobody"], "names no partner: add “partner = …” to {{Partnership}} there"),
        (["Partnerships/Museum", "--language", "xx"], "there are no messages in “xx”: choose one of ar, en, es, fr"),
    ],
)
def test_what_cannot_be_made_is_told_with_a_remedy(database: str, arguments: list[str], complaint: str) -> None:
    assert complaint in letter(database, "--page", *arguments, status=2)
