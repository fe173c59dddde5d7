"""Cuts the pages with a hit out of the bytes of an XML export, without parsing.

MediaWiki writes ``<page>`` and ``</page>`` without attributes and escapes ``<`` in texts, so that the two byte strings bound a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.wiki.mentions import Mentions
from bot.wiki.stream import ByteStream

# MediaWiki's own limit of a text is 2 MB; an export of whole histories may have more in one page.
PAGE_LIMIT = 64 << 20
HEADER_LIMIT = 4 << 20

_START, _END = b"<page>", b"</page>"
_CLOSED = re.compile(rb"\A\s*</mediawiki>\s*\Z")
_STUB = re.compile(rb"<text\b[^>]*\bbytes=\"[1-9][^>]*/>")
_TITLE = re.compile(rb"<title>([^<]{0,400})")
_NAME_ONE = "name a MediaWiki export (Special:Export) or dump (pages-articles.xml.bz2)"
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


@dataclass(frozen=True, slots=True)
class Piece:
    """``<page>…</page>`` and its offset in the decompressed export, in bytes."""

    offset: int
    data: bytes


@dataclass(slots=True)
class Cut:
    """What to search for; may be exchanged between two pages."""

    mentions: Mentions


def read_header(stream: ByteStream) -> bytes:
    """What comes before the first page; the stream goes on with that page. Raises WikiError if this cannot be an export."""
    header = b""
    while True:
        block = stream.read()
        header += block
        if header.startswith(_BYTE_ORDER_MARKS):
            raise stream.error("it is not in UTF-8 but in UTF-16; convert it (iconv -t UTF-8), or export it again", 0)
        bare = header[:100].removeprefix(b"\xef\xbb\xbf").lstrip()
        if bare and not bare.startswith(b"<"):
            raise stream.error(f"this is not XML; {_NAME_ONE}", 0)
        start = header.find(_START)
        if start < 0 and not block:
            start = header.rfind(b"</mediawiki>")
        if start >= 0:
            stream.unread(header[start:])
            return header[:start]
        if not block:
            return header
        if len(header) > HEADER_LIMIT:
            raise stream.error(f"no page begins before here; {_NAME_ONE}", HEADER_LIMIT)


def cut_pages(stream: ByteStream, cut: Cut, until: int | None = None) -> Iterator[Piece]:
    """Each page in which a needle of ``cut.mentions`` occurs, in the order of the file, up to an offset in bytes if one is given.

    Raises WikiError where the file ends before its last tag, or a page is larger than any of a current dump is.
    """
    carry = b""
    offset = stream.offset  # of the first byte of ``carry``
    checked = False
    while block := stream.read():
        data = carry + block
        end = data.rfind(_END, max(0, len(carry) - len(_END) + 1))
        if end < 0:
            if len(data) > PAGE_LIMIT:
                raise stream.error(
                    f"{_named(data)}is larger than {PAGE_LIMIT >> 20} MiB; use an export of the current revisions only (pages-articles)",
                    offset,
                )
            carry = data
            continue
        end += len(_END)
        if not checked:
            checked = True
            # Read as it stands, it would look as if every text were gone.
            if _STUB.search(data, 0, data.find(_END)):
                raise stream.error("this dump has no texts (a stub dump); use pages-articles or pages-meta-current", offset)
        yield from _pieces(data, end, offset, cut)
        carry = data[end:]
        offset += end
        if until is not None and offset > until:
            return
    if not _CLOSED.match(carry):
        raise stream.error(f"the XML is cut off{_within(carry)}; fetch the file again", stream.offset)


def _pieces(data: bytes, end: int, offset: int, cut: Cut) -> Iterator[Piece]:
    position = 0
    mentions: Mentions | None = None
    hits: dict[bytes, int] = {}
    while True:
        if mentions is not cut.mentions:
            mentions = cut.mentions
            hits = dict.fromkeys(mentions.needles, 0)
        for needle, hit in hits.items():
            if 0 <= hit <= position:
                hits[needle] = data.find(needle, position, end)
        hit = min((hit for hit in hits.values() if hit >= 0), default=-1)
        if hit < 0:
            return
        start = data.rfind(_START, position, hit)
        if start < 0 or data.find(_END, start, hit) >= 0:
            # Between two pages.
            position = data.find(_START, hit, end)
            if position < 0:
                return
            continue
        position = data.find(_END, hit, end) + len(_END)
        yield Piece(offset + start, data[start:position])


def _named(data: bytes) -> str:
    title = _TITLE.search(data)
    return f"page {title[1].decode(errors='replace')!r} " if title else "what lies between two pages "


def _within(data: bytes) -> str:
    return f" within {_named(data).strip()}" if _TITLE.search(data) else ""
