"""A wiki as a folder of files, one a page, laid out as `bot.wiki.titles` says: drafts, previews, the demonstration.

The revision of a page is made from its text and the id of a page from its title, so that nothing but the files is kept.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from bot.core.candidates import FoundCandidate
from bot.core.outcome import Deferred, Failed, Outcome, Reason, Saved, Unchanged
from bot.core.page import Edit, Known, Page, Revision, Unreadable
from bot.core.site import Site
from bot.wiki.categories import CATEGORY, FILE, Signs, categories
from bot.wiki.mentions import Mentions
from bot.wiki.protocol import WikiError
from bot.wiki.titles import (
    TEMPLATE,
    TitleError,
    as_stored,
    content_model_of,
    normalise,
    path_of,
    redirect_target,
    split,
    template_name,
    title_of,
)

_NUMBER_BITS = 52  # what JSON's numbers keep exactly everywhere
_UNFINISHED = ".unfinished-"
# What one file may be in the way of, as opposed to a folder that cannot be used at all.
_TITLE_ERRORS = frozenset({errno.ENAMETOOLONG, errno.EILSEQ, errno.EINVAL})


class FolderWiki:
    """PageSource and PageTarget at once. The folder is made with the first save.

    A save either happens whole or not at all, even if the process is killed. Raises WikiError if the folder cannot be read or written.
    Two processes that save the same existing page within the same instant are not kept apart.
    """

    def __init__(self, directory: Path, site: Site, account: str = "Partnerships bot") -> None:
        try:
            if directory.exists() and not directory.is_dir():
                raise WikiError(f"{directory}: this is not a folder; name another, or move the file away.")
        except OSError as error:
            raise WikiError(f"{directory}: the folder cannot be used ({error.strerror}); check its permissions.") from None
        self._directory = directory
        self._site = site
        self._account = account

    #: See PageSource.
    is_complete = True

    @property
    def site(self) -> Site:
        """The wiki whose pages these are."""
        return self._site

    @property
    def ledger_name(self) -> str:
        """See PageTarget: what was saved in one folder was not saved in another, nor on the wiki they are drafts of."""
        return "folder:" + hashlib.sha256(str(self._directory.resolve()).encode()).hexdigest()[:32]

    @property
    def account(self) -> str:
        """The user name that edits are made under; files do not keep it."""
        return self._account

    @property
    def reads_user_language(self) -> bool:
        """Files have no readers with a language."""
        return False

    # ---- PageSource -------------------------------------------------------------------------------------------------------------------

    def template_names(self, names: Collection[str]) -> Mapping[str, str]:
        """See PageSource."""
        asked = {template_name(name, self._site) for name in names}
        found = {name: name for name in asked}
        for title, path in self._files():
            namespace, name = split(title, self._site)
            if namespace != TEMPLATE:
                continue
            target = redirect_target(self._text(path) or "", self._site)
            if target and split(target, self._site)[0] == TEMPLATE and template_name(target, self._site) in asked:
                found.setdefault(name, template_name(target, self._site))
        return found

    def changed(self, names: Collection[str], known: Mapping[int, int]) -> Iterator[Page | Known | Unreadable]:
        """See PageSource. Every file is read, for the revision is made from its text."""
        if not names:
            return
        mentions = Mentions(self.template_names(names))
        for title, path in self._files():
            text = self._text(path)
            if text is None:
                yield Unreadable(_page_id(title), title, f"{path} is not in UTF-8.")
            elif mentions.in_text(text):
                page_id, revision = _page_id(title), _revision_id(text)
                yield Known(page_id, revision) if known.get(page_id) == revision else self._page(title, path, text)

    def candidates(self, categories: Sequence[str], templates: Sequence[str]) -> Mapping[int, FoundCandidate]:
        """See PageSource."""
        signs = Signs(categories, templates, self._site)
        pages = ((_page_id(title), title, self._text(path) or "") for title, path in self._files())
        return {page_id: found for page_id, title, text in pages if (found := signs.found(page_id, title, text))}

    def confirm_missing(self, ids: Collection[int]) -> frozenset[int]:
        """See PageSource."""
        return frozenset(ids) - {_page_id(title) for title, _ in self._files()}

    # ---- PageTarget -------------------------------------------------------------------------------------------------------------------

    def revisions(self, titles: Sequence[str], prefixes: Sequence[str] = ()) -> Mapping[str, int]:
        """See PageTarget. Keys are titles as they were asked for, and full titles of what begins with a prefix."""
        found = {title: _revision_id(text) for title, _, text in self._existing(titles)}
        starts = tuple(prefix.replace("_", " ") for prefix in prefixes)
        if starts:
            for title, path in self._files():
                if title.startswith(starts) and (text := self._text(path)) is not None:
                    found[title] = _revision_id(text)
        return found

    def read(self, titles: Sequence[str]) -> Mapping[str, Page]:
        """See PageTarget. Keys are titles as they were asked for."""
        return {title: self._page(normalise(title, self._site), path, text) for title, path, text in self._existing(titles)}

    def protected(self, titles: Sequence[str]) -> frozenset[str]:
        """See PageTarget. Whoever can write to the folder runs the tool: every page counts as protected."""
        return frozenset(title for title, _, _ in self._existing(titles))

    def category_members(self, title: str) -> Sequence[str]:
        """See PageTarget: the pages whose own text says so."""
        category = normalise(title, self._site)
        pages = ((name, self._text(path) or "") for name, path in self._files() if split(name, self._site)[0] not in {FILE, CATEGORY})
        return sorted(name for name, text in pages if category in categories(text, self._site))

    def save(self, edit: Edit) -> Outcome:
        """See PageTarget. Raises WikiError if the folder cannot be written to at all."""
        try:
            relative = path_of(edit.title, self._site)
        except TitleError as error:
            return Failed(Reason.TITLE, str(error))
        path = self._directory / relative
        try:
            if other := self._in_the_way(relative):
                return Failed(Reason.TITLE, f"{other} is in the way: it differs only in case, or leads out of the folder.")
            stored = as_stored(edit.text)
            exists = path.is_file()
            if refused := self._refused(edit, stored, path, exists=exists):
                return refused
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, stored, create=not exists)
        except OSError as error:
            # Of the errors only that of a link has a second name: the page was made between our look and our write.
            if isinstance(error, FileExistsError) and error.filename2:
                return Deferred(Reason.CREATED)
            if error.errno in _TITLE_ERRORS:
                return Failed(Reason.TITLE, error.strerror or "")
            remedy = "give the bot a folder that it may write to, with room left"
            raise WikiError(f"{self._directory}: pages cannot be saved here ({error.strerror}); {remedy}.") from None
        return Saved(_revision_id(stored))

    def _refused(self, edit: Edit, stored: str, path: Path, *, exists: bool) -> Outcome | None:
        """What becomes of an edit that must not be written, or None."""
        if not exists:
            return None if edit.base is None else Deferred(Reason.CONFLICT, detail="the file was deleted")
        present = self._text(path)
        if edit.base is None:
            return Deferred(Reason.CREATED)
        if present is None or edit.base != _revision_id(present):
            return Deferred(Reason.CONFLICT)
        return Unchanged() if present == stored else None

    def page_url(self, title: str, revision: int = 0) -> str:  # noqa: ARG002  # files have no former revisions
        """The address of the page on its wiki, where the site has one, else of the file."""
        if self._site.article_url:
            return self._site.article_url.replace("$1", quote(normalise(title, self._site).replace(" ", "_"), safe="/:"))
        return (self._directory.absolute() / path_of(title, self._site)).as_uri()

    # ---- Details ----------------------------------------------------------------------------------------------------------------------

    def _in_the_way(self, relative: PurePosixPath) -> Path | None:
        """A file or folder that some file systems take for the same, or a link."""
        place = self._directory
        for part in relative.parts:
            if not place.is_dir():
                return None
            for entry in place.iterdir():
                if entry.name != part and entry.name.casefold() == part.casefold():
                    return entry
            place /= part
            if place.is_symlink():
                return place
        return None

    def _files(self) -> Iterator[tuple[str, Path]]:
        """Title and file of each page, sorted by title. What is no page's file is passed over."""

        def fail(error: OSError) -> None:
            raise WikiError(f"{error.filename}: the folder cannot be read ({error.strerror}); check its permissions.") from None

        if not self._directory.exists():
            return
        found = []
        for parent, _, names in os.walk(self._directory, onerror=fail):
            for name in names:
                path = Path(parent, name)
                if name.startswith(".") or path.is_symlink():
                    continue
                try:
                    found.append((title_of(PurePosixPath(path.relative_to(self._directory)), self._site), path))
                except TitleError:
                    continue
        yield from sorted(found)

    def _existing(self, titles: Sequence[str]) -> Iterator[tuple[str, Path, str]]:
        for title in titles:
            try:
                relative = path_of(title, self._site)
            except TitleError:
                continue
            path = self._directory / relative
            # On a file system that ignores case another page's file would answer: look for the very name.
            if path.is_file() and not self._in_the_way(relative) and (text := self._text(path)) is not None:
                yield title, path, text

    def _text(self, path: Path) -> str | None:
        """The text as MediaWiki would store it, or None if it is not in UTF-8."""
        try:
            return as_stored(path.read_bytes().decode("utf-8-sig"))
        except UnicodeDecodeError:
            return None
        except OSError as error:
            raise WikiError(f"{path}: it cannot be read ({error.strerror}); check its permissions.") from None

    def _page(self, title: str, path: Path, text: str) -> Page:
        revision = Revision(_revision_id(text), datetime.fromtimestamp(int(path.stat().st_mtime), UTC))
        model = content_model_of(title, self._site)
        redirect = redirect_target(text, self._site) if model == "wikitext" else None
        return Page(self._site.dbname, _page_id(title), title, split(title, self._site)[0], revision, text, model, redirect)


def _write(path: Path, text: str, *, create: bool) -> None:
    unfinished = path.parent / f"{_UNFINISHED}{secrets.token_hex(8)}"
    try:
        unfinished.write_bytes(text.encode())
        if create:
            path.hardlink_to(unfinished)  # unlike a rename it never replaces
        else:
            unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _number_of(text: str) -> int:
    """A number from 1 that is the same for the same text."""
    number = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> (64 - _NUMBER_BITS)
    return number or 1


def _revision_id(text: str) -> int:
    return _number_of(text)


def _page_id(title: str) -> int:
    return _number_of(f"title\0{title}")
