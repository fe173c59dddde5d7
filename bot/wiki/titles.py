"""Page titles: MediaWiki's normal form, their content models, and where a page lies in a folder. Pure.

A folder holds one file a page, ``Template/Partnership.wikitext`` or ``Module/Partnerships.lua``. Titles and paths map one to one: both
`path_of` and `title_of` refuse what does not come back the same, so no two pages share a file and no file lies outside the folder.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from types import MappingProxyType

from bot.core.site import CANONICAL_NAMESPACES, Site

MAIN, TEMPLATE, MODULE, MEDIAWIKI, USER, USER_TALK = 0, 10, 828, 8, 2, 3


class TitleError(ValueError):
    """A title that no wiki takes, or a path that belongs to no title. The message is one line."""


# As MediaWiki's MediaWikiTitleCodec: marks of direction vanish, all kinds of space and the underscore are one space.
_INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e]+")
_SPACES = re.compile("[ _\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_FORBIDDEN = re.compile(
    r"[\x00-\x1f\x7f#<>\[\]|{}\ufffd\ud800-\udfff]|%[0-9A-Fa-f]{2}|~~~|&(?:[A-Za-z0-9\x80-\uffff]+|#[0-9]+|#x[0-9A-Fa-f]+);"
)
_DOTS = re.compile(r"^\.{1,2}(?:/|$)|/\.{1,2}(?:/|$)")
_TITLE_BYTES = 255  # of the part after the namespace

_DEFAULT = Site(dbname="")


def _first_upper(text: str) -> str:
    """The first letter in upper case, where that is one letter; Georgian stays, as in MediaWiki."""
    first = text[:1]
    upper = first.upper()
    if len(upper) != 1 or "\u10d0" <= first <= "\u10ff":
        return text
    return upper + text[1:]


def split(title: str, site: Site = _DEFAULT) -> tuple[int, str]:
    """Namespace number and the rest of a title, both in normal form (NFC, spaces, first letter in upper case). Raises TitleError."""
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", _INVISIBLE.sub("", title))).strip(" ")
    text = text.removeprefix(":").lstrip(" ")
    namespace = MAIN
    before, colon, after = text.partition(":")
    if colon:
        number = _numbers(site).get(before.strip(" ").casefold())
        if number:
            namespace, text = number, after.strip(" ")
    reason = ""
    if not text or text.startswith(":"):
        reason = "it has no name"
    elif found := _FORBIDDEN.search(text):
        reason = f"{found[0]!r} is not allowed in it"
    elif _DOTS.search(text):
        reason = "a part of it is only dots"
    elif len(text.encode()) > _TITLE_BYTES:
        reason = f"it is longer than {_TITLE_BYTES} bytes"
    if reason:
        raise TitleError(f"Title {title[:100]!r} is not valid: {reason}.")
    return namespace, _first_upper(text)


def join(namespace: int, name: str, site: Site = _DEFAULT) -> str:
    """The full title of a name in a namespace, under the namespace's first name on the site."""
    names = site.namespace_names(namespace)
    if not names:
        raise TitleError(f"Namespace {namespace} does not exist on {site.dbname or 'any wiki'}.")
    return f"{names[0]}:{name}" if names[0] else name


def normalise(title: str, site: Site = _DEFAULT) -> str:
    """The title as the wiki shows it. Raises TitleError."""
    return join(*split(title, site), site)


def template_name(name: str, site: Site = _DEFAULT) -> str:
    """The normal form of a template's name as it is called: without the Template namespace, other namespaces kept."""
    namespace, rest = split(name, site)
    return rest if namespace in (MAIN, TEMPLATE) else join(namespace, rest, site)


@lru_cache(maxsize=64)
def _numbers(site: Site) -> dict[str, int]:
    # Local names last: where one is also another namespace's English name, the wiki's own meaning counts.
    numbers = {_fold(name): number for number, names in CANONICAL_NAMESPACES.items() for name in names if name}
    return numbers | {_fold(name): number for number, names in site.namespaces.items() for name in names if name}


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).replace("_", " ").casefold()


# ---- What MediaWiki does with a text --------------------------------------------------------------------------------------------------


def as_stored(text: str) -> str:
    """A text as MediaWiki stores it: NFC, lines end with a line feed only, nothing blank at the end."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).rstrip(" \t\n\r\0\x0b")


_REDIRECT = re.compile(
    r"\s*#(?:redirect|redirection|redirección|redireccion|redirecionamento|rinvia|weiterleitung|doorverwijzing|omdirigering|viderestilling|"
    r"patrz|przekieruj|перенаправление|перенаправлення|תפנית|تحويل|تغییر_مسیر|转送|重定向|轉址|転送|넘겨주기|yönlendirme|alih)\s*:?\s*\[\[([^\]|\n]+)",
    re.IGNORECASE,
)


def redirect_target(text: str, site: Site = _DEFAULT) -> str | None:
    """The title that a wikitext redirects to, or None. Knows the words of the widest-used languages only: a wiki itself knows better."""
    found = _REDIRECT.match(text)
    if not found:
        return None
    try:
        return normalise(found[1].partition("#")[0], site)
    except TitleError:
        return None


def content_model_of(title: str, site: Site = _DEFAULT) -> str:
    """The content model a new page of this title gets (MediaWiki with Scribunto, TemplateStyles). Raises TitleError."""
    namespace, name = split(title, site)
    subpage = "/" in name
    if namespace == MODULE:
        return "json" if name.endswith(".json") else "wikitext" if name.endswith("/doc") else "Scribunto"
    if namespace == TEMPLATE and subpage and name.endswith(".css"):
        return "sanitized-css"
    if namespace == MEDIAWIKI or (namespace == USER and subpage):
        for ending, model in _CODE_MODELS.items():
            if name.endswith(ending):
                return model
    return "wikitext"


_CODE_MODELS: Mapping[str, str] = MappingProxyType({".json": "json", ".css": "css", ".js": "javascript"})

# ---- Titles and paths -----------------------------------------------------------------------------------------------------------------

_KEPT = (".json", ".css", ".js")  # such a title is its own file name
_ENDINGS = (*_KEPT, ".lua", ".wikitext")
_UNSAFE = re.compile(r'[%\\:*?"<>|\x00-\x1f\x7f]')
_ESCAPE = re.compile(r"((?:%[0-9A-F]{2})+)")
_EMPTY = "%2F"  # the part between two slashes: no other part contains a slash
_PART_BYTES = 255  # what file systems take

#: Folders of namespaces: the English name, the same on every wiki.
_FOLDERS: Mapping[int, str] = MappingProxyType({number: names[0] for number, names in CANONICAL_NAMESPACES.items() if number > 0})
_FOLDER_NUMBERS: Mapping[str, int] = MappingProxyType({folder.casefold(): number for number, folder in _FOLDERS.items()})


def _escaped(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


def _encoded(part: str, *, folder: bool, first: bool) -> str:
    """A part of a title as part of a path."""
    if not part:
        return _EMPTY
    text = _UNSAFE.sub(lambda found: _escaped(found[0]), part)
    # A folder must not look like a file of another page, nor like a namespace's folder.
    if folder and text.endswith(_ENDINGS):
        stem, _, ending = text.rpartition(".")
        text = f"{stem}%2E{ending}"
    if first and text.casefold() in _FOLDER_NUMBERS:
        text = _escaped(text[0]) + text[1:]
    # Dots in front hide files or climb out; dots and spaces at the end are dropped by some file systems.
    if text[0] in ". ":
        text = _escaped(text[0]) + text[1:]
    if folder and text[-1] in ". ":
        text = text[:-1] + _escaped(text[-1])
    return text


def path_of(title: str, site: Site = _DEFAULT) -> PurePosixPath:
    """Where a page lies in a folder, relative to it. Raises TitleError for titles no wiki or no file system takes."""
    namespace, name = split(title, site)
    if namespace and namespace not in _FOLDERS:
        # Namespaces of one wiki have no folder: their name is part of the file name.
        name, namespace = join(namespace, name, site), MAIN
    *folders, last = name.split("/")
    parts = [_encoded(part, folder=True, first=not (namespace or position)) for position, part in enumerate(folders)]
    stem = _encoded(last, folder=False, first=False) if last else _EMPTY
    if any(stem.endswith(ending) and len(stem) > len(ending) for ending in _KEPT):
        ending = ""
    elif namespace == MODULE and not (folders and last == "doc"):
        ending = ".lua"
    else:
        ending = ".wikitext"
    path = PurePosixPath(*([_FOLDERS[namespace]] if namespace else []), *parts, stem + ending)
    if any(len(part.encode()) > _PART_BYTES for part in path.parts):
        raise TitleError(f"Title {title[:100]!r} makes a file name longer than {_PART_BYTES} bytes.")
    return path


def title_of(path: PurePosixPath, site: Site = _DEFAULT) -> str:
    """The title of the page that lies at a path relative to the folder. Raises TitleError where no page's file is."""
    refused = TitleError(f"No page lies at {str(path)[:200]!r}: see bot/wiki/titles.py for how files are named.")
    parts = [unicodedata.normalize("NFC", part) for part in path.parts]
    if not parts or path.is_absolute() or any(part in (".", "..") or "\0" in part or "\\" in part for part in parts):
        raise refused
    folder = ""
    if len(parts) > 1 and parts[0] in _FOLDERS.values():
        folder = parts.pop(0)
    last = parts.pop()
    for ending in (".lua", ".wikitext"):
        if last.endswith(ending):
            last = last.removesuffix(ending)
            break
    try:
        name = "/".join(_decoded(part) for part in (*parts, last))
        title = join(_FOLDER_NUMBERS[folder.casefold()], name, site) if folder else name
        if path_of(title, site) != PurePosixPath(unicodedata.normalize("NFC", str(path))):
            raise refused
        return normalise(title, site)
    except (TitleError, UnicodeError):
        raise refused from None


def _decoded(part: str) -> str:
    if part == _EMPTY:
        return ""
    return _ESCAPE.sub(lambda found: bytes.fromhex(found[1].replace("%", "")).decode(), part)
