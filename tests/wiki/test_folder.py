"""What is particular to files."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.core.outcome import Failed, Reason, Saved
from bot.core.page import Edit, Page, Unreadable
from bot.core.site import Site
from bot.wiki.folder import FolderWiki
from bot.wiki.protocol import WikiError
from tests.wiki.accounts import unprivileged

SITE = Site("testwiki")


def files(directory: Path) -> list[str]:
    return sorted(str(path.relative_to(directory)) for path in directory.rglob("*") if path.is_file())


def save(directory: Path, title: str, text: str = "Text") -> object:
    return FolderWiki(directory, SITE).save(Edit(title, text, "", None))


def test_the_layout(tmp_path: Path) -> None:
    for title in ("Template:Partnership", "Module:Partnerships/Data/Index.json", "Partnerships/Index/All", "Module:Partnerships"):
        assert isinstance(save(tmp_path, title), Saved)
    assert files(tmp_path) == [
        "Module/Partnerships.lua",
        "Module/Partnerships/Data/Index.json",
        "Partnerships/Index/All.wikitext",
        "Template/Partnership.wikitext",
    ]
    assert (tmp_path / "Partnerships/Index/All.wikitext").read_bytes() == b"Text"


def test_numbers_are_the_same_everywhere_and_exact_in_json(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    outcomes = [save(tmp_path / place, "A", "é") for place in ("one", "two")]
    assert outcomes[0] == outcomes[1]
    page = FolderWiki(tmp_path / "two", SITE).read(["A"])["A"]
    assert 0 < page.id < 2**52
    assert 0 < page.revision.id < 2**52
    # A person's editor ends files with a line feed, or begins them with a byte order mark: no other revision.
    (tmp_path / "one" / "A.wikitext").write_bytes(b"\xef\xbb\xbf\xc3\xa9\r\n")
    assert FolderWiki(tmp_path / "one", SITE).read(["A"])["A"].revision.id == page.revision.id


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    for name in ("README.md", ".hidden.wikitext", "a.wikitext", "A.wikitext"):
        (tmp_path / name).write_text("{{Partnership}}")
    (tmp_path / "Link.wikitext").symlink_to(tmp_path / "A.wikitext")
    (tmp_path / "Latin.wikitext").write_bytes(b"{{Partnership|\xe9}}")
    found = list(FolderWiki(tmp_path, SITE).changed(["Partnership"], {}))
    assert [item.title for item in found if isinstance(item, (Page, Unreadable))] == ["A", "Latin"]
    assert isinstance(found[1], Unreadable)
    assert "not in UTF-8" in found[1].why


def test_a_missing_folder_is_empty(tmp_path: Path) -> None:
    wiki = FolderWiki(tmp_path / "none", SITE)
    assert list(wiki.changed(["Partnership"], {})) == []
    assert wiki.revisions(["A"], ["B"]) == {}
    assert wiki.read(["A"]) == {}
    assert not (tmp_path / "none").exists()


def test_titles_that_differ_only_in_case(tmp_path: Path) -> None:
    assert isinstance(save(tmp_path, "Museum/A"), Saved)
    for title in ("MUSEUM/A", "Museum/a", "MUSEUM/B"):
        outcome = save(tmp_path, title)
        assert isinstance(outcome, Failed)
        assert outcome.why is Reason.TITLE
    assert files(tmp_path) == ["Museum/A.wikitext"]


def test_links_do_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    directory, outside = tmp_path / "wiki", tmp_path / "outside"
    directory.mkdir()
    outside.mkdir()
    (directory / "Out").symlink_to(outside)
    (directory / "Page.wikitext").symlink_to(outside / "Page.wikitext")
    for title in ("Out/Page", "Page"):
        assert isinstance(save(directory, title), Failed)
    assert files(outside) == []


def test_long_names(tmp_path: Path) -> None:
    outcome = save(tmp_path, "?" * 200)
    assert getattr(outcome, "why", None) is Reason.TITLE
    assert files(tmp_path) == []


def test_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WikiError, match="this is not a folder; name another"):
        FolderWiki(tmp_path / "file", SITE)
    (tmp_path / "wiki").mkdir()
    (tmp_path / "wiki" / "A").write_text("in the way")
    for directory, title in ((tmp_path / "wiki", "A/B"), (tmp_path / "file" / "below", "A"), (Path("/proc/none"), "A")):
        with pytest.raises(WikiError, match=r"pages cannot be saved here .*; give the bot a folder") as error:
            save(directory, title)
        assert "\n" not in str(error.value)
    assert files(tmp_path) == ["file", "wiki/A"]


def test_a_folder_that_must_not_be_written(tmp_path: Path) -> None:
    directory = tmp_path / "wiki"
    directory.mkdir()
    directory.chmod(0o500)
    wiki = FolderWiki(directory, SITE)
    with unprivileged(), pytest.raises(WikiError, match="Permission denied") as error:
        wiki.save(Edit("A", "Text", "", None))
    assert "\n" not in str(error.value)
    assert files(directory) == []
    (tmp_path / "A").mkdir(mode=0)
    with unprivileged(), pytest.raises(WikiError, match="check its permissions"):
        list(FolderWiki(tmp_path / "A" / "B", SITE).changed(["Partnership"], {}))


_SAVE_FOR_EVER = """
import sys
from pathlib import Path
from bot.core.page import Edit
from bot.core.site import Site
from bot.wiki.folder import FolderWiki
wiki = FolderWiki(Path(sys.argv[1]), Site("testwiki"))
base = None
number = 0
while True:
    number += 1
    base = wiki.save(Edit("A", f"{number % 10}" * 300_000, "", base)).revision
"""


def test_killed_at_any_instant_a_page_is_whole(tmp_path: Path) -> None:
    for delay in (0.0, 0.003, 0.007):
        directory = tmp_path / str(delay)
        process = subprocess.Popen([sys.executable, "-c", _SAVE_FOR_EVER, str(directory)], cwd=Path(__file__).parents[2])
        deadline = time.monotonic() + 30
        while not (directory / "A.wikitext").exists() and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        page = FolderWiki(directory, SITE).read(["A"])["A"]
        assert len(page.text) == 300_000
        assert len(set(page.text)) == 1
        assert list(FolderWiki(directory, SITE).revisions([], [""])) == ["A"]
