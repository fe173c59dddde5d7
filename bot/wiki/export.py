"""Parses the two parts of an XML export that are needed: the site at its head, and one page. Pure.

expat only, in UTF-8 only; a document type, which is where entities are declared, is refused.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from xml.parsers import expat

from bot.core.page import Page, Revision
from bot.core.site import Site

_RIGHT_TO_LEFT = """
aeb-arab ar arc ary arz azb bcc bgn bqi ckb dv fa glk he kk-arab kk-cn khw ks ks-arab ku-arab lki lrc luz mnw-arab mzn nqo pnb ps rhg
sd sdh skr skr-arab ug ug-arab ur ydd yi
"""
#: MediaWiki's languages that are written from right to left.
RIGHT_TO_LEFT = frozenset(_RIGHT_TO_LEFT.split())


class ExportError(Exception):
    """XML that is no MediaWiki export; ``offset`` counts the bytes from the start of the part that was parsed."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class ExportedPage:
    """A page with its newest revision; ``text`` is None where it is hidden from the public or not in the export."""

    id: int
    title: str
    namespace: int
    revision: Revision
    text: str | None
    content_model: str
    redirect: str | None

    def on(self, site: str) -> Page:
        """The page as one of that wiki."""
        return Page(site, self.id, self.title, self.namespace, self.revision, self.text or "", self.content_model, self.redirect)


# ---- The site -------------------------------------------------------------------------------------------------------------------------


class _HeaderReader:
    """Collects what expat meets before the first page."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.root = ""
        self.language = "en"
        self.complete = False
        self.values: dict[str, str] = {}
        self.namespaces: dict[int, tuple[str, ...]] = {}
        self._parser = parser
        self._path: list[str] = []
        self._text: list[str] = []
        self._key = 0
        parser.XmlDeclHandler = self._declaration
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
            raise ExportError(f"it says it is in {encoding!r}, not in UTF-8; convert it (iconv -t UTF-8), or export it again")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._path:
            self.root = name
            self.language = attributes.get("xml:lang", "en")
        if name == "namespace":
            self._key = _number(attributes.get("key", ""), self._parser)
        self._path.append(name)
        self._text.clear()

    def _end(self, name: str) -> None:
        self._path.pop()
        value = unicodedata.normalize("NFC", "".join(self._text))
        if name == "namespace":
            self.namespaces[self._key] = (value,)
        elif name == "siteinfo":
            self.complete = True
        elif self._path[-1:] == ["siteinfo"]:
            self.values[name] = value
        self._text.clear()


def parse_site(header: bytes) -> Site:
    """The site that the part before the first page describes. Raises ExportError."""
    parser = _parser()
    read = _HeaderReader(parser)
    _run(parser, header, final=False)
    if read.root != "mediawiki":
        found = f"its first element is {read.root[:50]!r}" if read.root else "it has no element"
        raise ExportError(f"this is not a MediaWiki export ({found}); name one (Special:Export) or a dump (pages-articles.xml.bz2)")
    if not read.complete:
        raise ExportError("its <siteinfo> is missing or cut off; fetch the file again, or export it with a current MediaWiki")
    database = read.values.get("dbname", "")
    if not database:
        raise ExportError("its <siteinfo> does not name the wiki (<dbname>); export it again with a current MediaWiki")
    before, wiki, _ = read.values.get("base", "").partition("/wiki/")
    return Site(
        dbname=database,
        language=read.language,
        direction=_direction(read.language),
        namespaces=read.namespaces,
        article_url=f"{before}/wiki/$1" if wiki else "",
    )


def _direction(language: str) -> Literal["ltr", "rtl"]:
    return "rtl" if language.lower() in RIGHT_TO_LEFT else "ltr"


# ---- A page ---------------------------------------------------------------------------------------------------------------------------


_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class _Revision:
    id: int = 0
    timestamp: datetime = _NEVER
    user: str = ""
    model: str = "wikitext"
    text: str | None = None


class _PageReader:
    """Collects what expat meets in a page."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.values: dict[str, str] = {}
        self.redirect: str | None = None
        self.newest: _Revision | None = None
        self._parser = parser
        self._path: list[str] = []
        self._text: list[str] = []
        self._hidden = False
        self._current = _Revision()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        self._text.clear()
        if self._path == ["page", "revision"]:
            self._current = _Revision()
        elif self._path == ["page", "redirect"]:
            self.redirect = unicodedata.normalize("NFC", attributes.get("title", "")) or None
        elif name == "text":
            self._hidden = "deleted" in attributes

    def _end(self, name: str) -> None:
        value = "".join(self._text)
        self._text.clear()
        match self._path:
            case ["page", "revision"]:
                # Full histories come in the order of time, but nothing promises it.
                current, newest = self._current, self.newest
                if newest is None or (current.timestamp, current.id) >= (newest.timestamp, newest.id):
                    self.newest = current
            case ["page", _]:
                self.values[name] = value
            case ["page", "revision", *inner]:
                self._end_in_revision(inner, value)
            case _:
                pass
        self._path.pop()

    def _end_in_revision(self, path: list[str], value: str) -> None:
        match path:
            case ["id"]:
                self._current.id = _number(value, self._parser)
            case ["timestamp"]:
                self._current.timestamp = _time(value, self._parser)
            case ["contributor", "username" | "ip"]:
                self._current.user = unicodedata.normalize("NFC", value)
            case ["model"]:
                self._current.model = value
            case ["text"]:
                self._current.text = None if self._hidden else value
            case _:
                pass


def parse_page(data: bytes) -> ExportedPage:
    """The page in ``<page>…</page>``. Raises ExportError."""
    parser = _parser()
    read = _PageReader(parser)
    _run(parser, data, final=True)
    newest, values = read.newest, read.values
    if newest is None or not {"id", "title"} <= values.keys():
        raise ExportError("a page lacks its <title>, <id> or <revision>; fetch the file again")
    return ExportedPage(
        id=_number(values["id"], parser),
        title=unicodedata.normalize("NFC", values["title"]),
        namespace=_number(values.get("ns", "0"), parser),
        revision=Revision(newest.id, newest.timestamp, newest.user),
        text=newest.text,
        content_model=newest.model,
        redirect=read.redirect,
    )


# ---- expat ----------------------------------------------------------------------------------------------------------------------------


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    # Line feeds and carriage returns of a text count: MediaWiki writes them as they are, and texts have no carriage returns.

    def refuse(*_declared: object) -> None:
        raise ExportError(
            "it declares a document type, which no MediaWiki export does; it is not read, for safety", parser.CurrentByteIndex
        )

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def _run(parser: expat.XMLParserType, data: bytes, *, final: bool) -> None:
    try:
        parser.Parse(data, final)
    except expat.ExpatError as error:
        what = f"the XML is damaged ({expat.ErrorString(error.code)}, line {error.lineno} of this part)"
        try:
            data.decode()
        except UnicodeDecodeError as undecodable:
            # A part that is fed in pieces may end within a character.
            if final or undecodable.end < len(data):
                raise ExportError("it is not in UTF-8; convert it (iconv -t UTF-8), or export it again", undecodable.start) from None
        raise ExportError(f"{what}; fetch the file again", parser.ErrorByteIndex) from None


def _number(text: str, parser: expat.XMLParserType) -> int:
    if re.fullmatch(r"-?[0-9]{1,18}", text.strip()):
        return int(text)
    raise ExportError(f"{text[:50]!r} is not a number; fetch the file again", parser.CurrentByteIndex)


def _time(text: str, parser: expat.XMLParserType) -> datetime:
    try:
        return datetime.fromisoformat(text.strip()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ExportError(f"{text[:50]!r} is not a time; fetch the file again", parser.CurrentByteIndex) from None
