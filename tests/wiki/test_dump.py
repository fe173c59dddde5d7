"""Exports as they come, whole and broken."""

from __future__ import annotations

import bz2
import gzip
import logging
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.page import Known, Page, Revision, Unreadable
from bot.core.site import Site
from bot.wiki.dump import DumpSource
from bot.wiki.protocol import WikiError
from tests.wiki.accounts import unprivileged
from tests.wiki.exports import FOOTER, header, page_xml, revision_xml

SITE = Site(
    "arwiki",
    language="ar",
    direction="rtl",
    namespaces={0: ("",), 10: ("قالب",), 828: ("وحدة",)},
    article_url="https://ar.example.org/wiki/$1",
)
NAMES = ("Partnership", "Partnership hub")


def revision(number: int, text: str | None, day: int = 1, *, user_hidden: bool = False) -> str:
    return revision_xml(Revision(number, datetime(2026, 3, day, 12, 0, tzinfo=UTC), "A & B"), text, user_hidden=user_hidden)


def page(number: int, text: str | None = "{{Partnership|partner=A}}", title: str = "") -> str:
    return page_xml(title or f"Page {number}", 0, number, [revision(number * 10, text)])


def dump(*pages: str) -> bytes:
    return (header(SITE) + "".join(pages) + FOOTER).encode()


def read(path: Path, *names: str, known: dict[int, int] | None = None) -> list[Page | Known | Unreadable]:
    return list(DumpSource(path).changed(names or NAMES, known or {}))


def titles(found: list[Page | Known | Unreadable]) -> list[str]:
    return [item.title for item in found if isinstance(item, Page)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dump"


WHOLE = dump(page(1), page(2, "Nothing"), page(3, "{{partnership hub|name=é}}"), page(4, "Partnership"))


@pytest.mark.parametrize(
    "compress",
    [
        bytes,
        gzip.compress,
        bz2.compress,
        lambda data: b"".join(bz2.compress(data[start : start + 700]) for start in range(0, len(data), 700)),
        lambda data: b"".join(gzip.compress(data[start : start + 700]) for start in range(0, len(data), 700)),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: b'<?xml version="1.0" encoding="utf-8"?>\n' + data,
    ],
    ids=["plain", "gz", "bz2", "multistream bz2", "several gz", "byte order mark", "declaration"],
)
def test_every_packing(path: Path, compress: Callable[[bytes], bytes]) -> None:
    path.write_bytes(compress(WHOLE))
    found = read(path)
    assert titles(found) == ["Page 1", "Page 3"]
    first = found[0]
    assert first == Page(
        "arwiki", 1, "Page 1", 0, Revision(10, datetime(2026, 3, 1, 12, 0, tzinfo=UTC), "A & B"), "{{Partnership|partner=A}}"
    )


def test_the_site(path: Path) -> None:
    path.write_bytes(WHOLE)
    site = DumpSource(path).site
    assert (site.dbname, site.language, site.direction) == ("arwiki", "ar", "rtl")
    assert site.namespace_names(10) == ("قالب", "Template")
    assert site.article_url == "https://ar.example.org/wiki/$1"
    assert DumpSource(path, Site("other")).site.dbname == "other"


def test_pages_across_the_bounds_of_reads(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(WHOLE)
    for size in (1, 7, 100, 1000):
        monkeypatch.setattr("bot.wiki.stream.READ_SIZE", size)
        assert titles(read(path)) == ["Page 1", "Page 3"]


def test_only_the_newest_revision_counts(path: Path) -> None:
    call, gone = "{{Partnership|partner=new}}", "Nothing any more"
    path.write_bytes(
        dump(
            page_xml("Now calls", 0, 1, [revision(1, gone), revision(2, call, 2)]),
            page_xml("Called once", 0, 2, [revision(3, call), revision(4, gone, 2)]),
            page_xml("In no order", 0, 3, [revision(6, call, 5), revision(5, gone, 4)]),
            page_xml("Known", 0, 4, [revision(7, gone), revision(8, call, 2)]),
        )
    )
    found = read(path, known={4: 8})
    assert titles(found) == ["Now calls", "In no order"]
    assert Known(4, 8) in found


def test_known_pages_are_not_parsed(path: Path) -> None:
    # It could not be: its time is none.
    broken = page(1).replace("2026-03-01T12:00:00Z", "yesterday")
    path.write_bytes(dump(broken, page(2)))
    assert read(path, known={1: 10, 2: 19})[0] == Known(1, 10)
    assert titles(read(path, known={1: 10, 2: 19})) == ["Page 2"]


def test_hidden_texts_and_users(path: Path) -> None:
    path.write_bytes(
        dump(
            page(1, None, "{{Partnership|}}"),
            page_xml("B", 0, 2, [revision(1, "{{Partnership}}", user_hidden=True)]),
            page(3, None, "Partnership"),
        )
    )
    (found,) = read(path)
    assert isinstance(found, Page)
    assert (found.title, found.revision.user) == ("B", "")


def test_a_page_twice_counts_once(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.write_bytes(dump(page(1), page(1, "{{Partnership|partner=B}}", "Moved meanwhile"), page(2)))
    with caplog.at_level(logging.WARNING):
        assert titles(read(path)) == ["Page 1", "Page 2"]
    assert "more than once" in caplog.text


def test_redirects_before_and_behind(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def redirect(number: int, name: str, to: str) -> str:
        return page_xml(f"قالب:{name}", 10, number, [revision(number, f"#تحويل [[{to}]]")], redirect=to)

    path.write_bytes(
        dump(
            page(1, "{{Old name}}"),
            page(2, "{{older}} {{Old name}}"),
            redirect(3, "Old name", "قالب:Partnership"),
            redirect(4, "Elsewhere", "قالب:Other partnership"),
            page(5, "{{old name|x}}"),
            page(6, "{{Elsewhere}}"),
            redirect(7, "Older", "قالب:Partnership"),
            page(8, "{{Partnership}}"),
            page(9, "{{older}}"),
        )
    )
    source = DumpSource(path)
    for ask_first in (False, True):
        source = DumpSource(path)
        if ask_first:
            names = source.template_names(["Partnership"])
            assert dict(names) == {"Partnership": "Partnership", "Old name": "Partnership", "Older": "Partnership"}
        found = list(source.changed(["Partnership"], {2: 20}))
        assert sorted(titles(found)) == ["Page 1", "Page 5", "Page 8", "Page 9"]
        assert Known(2, 20) in found
        assert len(found) == 5
    assert not caplog.records
    assert titles(list(source.changed(["Older"], {}))) == ["Page 9", "Page 2"]
    assert source.template_names(["Other partnership"]) == {"Other partnership": "Other partnership", "Elsewhere": "Other partnership"}
    assert titles(list(source.changed(["Other partnership"], {}))) == ["Page 6"]
    assert sorted(titles(list(source.changed(["Partnership"], {})))) == ["Page 1", "Page 2", "Page 5", "Page 8", "Page 9"]


def test_the_file_is_read_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(bz2.compress(WHOLE))
    source = DumpSource(path)
    names = source.template_names(NAMES)
    path.unlink()
    assert titles(list(source.changed(tuple(names), {}))) == ["Page 1", "Page 3"]
    assert titles(list(source.changed(NAMES[1:], {}))) == ["Page 3"]
    assert source.confirm_missing([1, 99]) == frozenset()


def test_many_pages_wait_on_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.wiki.pieces.IN_MEMORY", 500)
    path.write_bytes(WHOLE)
    source = DumpSource(path)
    first, second = source.changed(NAMES, {}), source.changed(NAMES, {})
    # Two readers in turn do not disturb each other.
    assert [titles([item]) for pair in zip(first, second, strict=True) for item in pair] == [["Page 1"]] * 2 + [["Page 3"]] * 2
    monkeypatch.setattr("tempfile.tempdir", "/proc/none")
    source = DumpSource(path)
    with pytest.raises(WikiError) as error:
        list(source.changed(NAMES, {}))
    check(error.value, path, "do not fit into /proc/none")


def test_an_export_without_pages(path: Path) -> None:
    path.write_bytes(dump())
    assert read(path) == []


def test_stopping_early_leaves_nothing_open(path: Path) -> None:
    path.write_bytes(bz2.compress(WHOLE))
    reading = DumpSource(path).changed(NAMES, {})
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    next(reading)
    reading.close()  # type: ignore[attr-defined]
    assert len(os.listdir("/proc/self/fd")) <= before  # noqa: PTH208


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE mediawiki [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
BROKEN: list[tuple[str, bytes, str]] = [
    ("empty", b"", "byte 0: the file is empty; fetch"),
    ("text", b"Hello\nworld\n", "byte 0: this is not XML; name"),
    ("binary", bytes(range(128, 256)) * 10, "byte 0: this is not XML; name"),
    ("other XML", b"<html><body/></html>", "this is not a MediaWiki export (its first element is 'html')"),
    ("other compressed XML", bz2.compress(b"<rss/>"), "this is not a MediaWiki export (its first element is 'rss')"),
    ("a page that is no export", b"<page><title>A</title></page>", "this is not a MediaWiki export (it has no element)"),
    ("no database name", WHOLE.replace(b"dbname", b"dbnone"), "does not name the wiki"),
    ("document type", DOCTYPE + WHOLE, "declares a document type"),
    ("document type in a page", dump(page(1).replace("<page>", "<page><!DOCTYPE a>")), "the XML is damaged"),
    ("entity", dump(page(1, "{{Partnership}}").replace("{{Part", "&a;{{Part")), "the XML is damaged (undefined entity"),
    ("damaged head", WHOLE.replace(b"</sitename>", b"</sitenam>"), "the XML is damaged (mismatched tag"),
    ("damaged page", WHOLE.replace(b"</title>", b"</titel>"), "the XML is damaged (mismatched tag"),
    ("no revision", dump("<page><title>A</title><id>1</id>{{Partnership}}</page>"), "lacks its <title>, <id> or <revision>"),
    ("no number", dump(page(1).replace("<id>1</id>", "<id>one</id>")), "'one' is not a number"),
    ("no time", dump(page(1).replace("2026-03-01T12:00:00Z", "yesterday")), "'yesterday' is not a time"),
    ("cut off within a page", WHOLE[: WHOLE.index(b"Page 3") + 40], "the XML is cut off within page 'Page 3'; fetch"),
    ("cut off between pages", WHOLE[: -len(FOOTER)], "the XML is cut off; fetch"),
    ("cut off in the head", WHOLE[:300], "cut off"),
    ("UTF-16", WHOLE.decode().encode("utf-16"), "not in UTF-8 but in UTF-16; convert"),
    ("declared encoding", b'<?xml version="1.0" encoding="ISO-8859-1"?>' + WHOLE, "'ISO-8859-1', not in UTF-8; convert"),
    ("other encoding", WHOLE.replace("é".encode(), b"\xe9"), "not in UTF-8; convert"),
    ("7z", b"7z\xbc\xaf'\x1c" + b"x" * 100, "7z is not read; unpack it"),
    ("stubs", WHOLE.replace(b' xml:space="preserve">', b' id="1" /><!--').replace(b"</text>", b"-->"), "no texts (a stub dump)"),
]


@pytest.mark.parametrize(("data", "message"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_broken_files_are_refused_in_one_line(path: Path, data: bytes, message: str) -> None:
    path.write_bytes(data)
    with pytest.raises(WikiError) as error:
        read(path)
    check(error.value, path, message)


def check(error: WikiError, path: Path, message: str) -> None:
    assert message in str(error)
    assert "\n" not in str(error)
    assert str(error).startswith(str(path))
    assert str(error).endswith(".")
    assert error.__cause__ is None


@pytest.mark.parametrize("compress", [bz2.compress, gzip.compress], ids=["bz2", "gz"])
@pytest.mark.parametrize("damage", ["cut off", "flipped", "cut off between streams"])
def test_damaged_compression(path: Path, compress: Callable[[bytes], bytes], damage: str) -> None:
    long = dump(*(page(number, "{{Partnership}} " + os.urandom(2000).hex()) for number in range(1, 500)))
    data = bytearray(compress(long))
    if damage == "cut off":
        del data[len(data) // 2 :]
    elif damage == "flipped":
        data[len(data) // 2] ^= 0xFF
        data[len(data) // 2 + 1] ^= 0xFF
    else:
        data = bytearray(compress(long[: len(long) // 2]))
    path.write_bytes(data)
    yielded: list[object] = []
    with pytest.raises(WikiError) as error:
        yielded.extend(DumpSource(path).changed(NAMES, {}))
    check(error.value, path, "fetch the file again")
    assert "cut off" in str(error.value) or "damaged" in str(error.value)


def zeros(megabytes: int) -> bytes:
    return header(SITE).encode() + b"<page><title>Large</title>" + bytes(megabytes << 20)


def test_a_bomb(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.wiki.stream.BOMB_ALLOWANCE", 2 << 20)
    path.write_bytes(bz2.compress(zeros(8)))
    with pytest.raises(WikiError) as error:
        read(path)
    check(error.value, path, "grows to more than 1000 times its size")


@pytest.mark.parametrize("compress", [bytes, gzip.compress, bz2.compress], ids=["plain", "gz", "bz2"])
def test_a_page_too_large(path: Path, monkeypatch: pytest.MonkeyPatch, compress: Callable[[bytes], bytes]) -> None:
    monkeypatch.setattr("bot.wiki.cut.PAGE_LIMIT", 4 << 20)
    path.write_bytes(compress(zeros(10)))
    with pytest.raises(WikiError) as error:
        read(path)
    check(error.value, path, "page 'Large' is larger than 4 MiB; use an export of the current revisions")


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(WikiError) as error:
        DumpSource(tmp_path / "none.xml")
    check(error.value, tmp_path / "none.xml", "there is no such file")
    with pytest.raises(WikiError) as error:
        DumpSource(tmp_path)
    check(error.value, tmp_path, "this is a folder")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(WikiError) as error:
        DumpSource(tmp_path / "pipe")
    check(error.value, tmp_path / "pipe", "name a plain file")


def test_a_file_that_must_not_be_read(path: Path) -> None:
    path.write_bytes(WHOLE)
    path.chmod(0)
    with unprivileged(), pytest.raises(WikiError) as error:
        read(path)
    check(error.value, path, "check its permissions")


def test_names_that_no_template_has(path: Path) -> None:
    path.write_bytes(WHOLE)
    with pytest.raises(WikiError, match="not valid"):
        read(path, "A|b")
