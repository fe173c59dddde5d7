"""One wiki of the farm, as a test uses it: edit, read, parse, block, import.

Everything goes through the wiki's own API as a named account, or through MediaWiki's maintenance scripts. Requests made here are
marked and therefore not in the farm's request log.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import requests

from tests.farm import installation
from tests.farm.accounts import ACCOUNTS
from tests.farm.installation import HERE, MEDIAWIKI, FarmError

Value = str | int | bool | None


class WikiError(FarmError):
    """The API answered with an error; `code` is its code, such as `protectedpage` or `editconflict`."""

    def __init__(self, code: str, info: str) -> None:
        super().__init__(f"{code}: {info}")
        self.code = code


class FarmWiki:
    """A running wiki. Users are names of `tests.farm.accounts`; titles are full titles with their namespace."""

    def __init__(self, dbname: str, port: int, directory: Path) -> None:
        self.dbname = dbname
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.api_url = f"{self.url}/w/api.php"
        self.article_url = f"{self.url}/wiki/$1"
        self._directory = directory
        self._sessions: dict[str | None, requests.Session] = {}
        self._tokens: dict[str, str] = {}
        self._trees: subprocess.Popen[str] | None = None

    def page_url(self, title: str) -> str:
        """The address of a page."""
        return self.article_url.replace("$1", quote(title.replace(" ", "_"), safe=":/()"))

    # --- Reading ---------------------------------------------------------------------------------------------------------------

    def get(self, title: str) -> str | None:
        """The text of a page, or None if there is none. Redirects are not followed."""
        page = self.query(prop="revisions", titles=title, rvprop="content", rvslots="main")["pages"][0]
        return None if "missing" in page else str(page["revisions"][0]["slots"]["main"]["content"])

    def revision(self, title: str) -> int | None:
        """The id of a page's latest revision, or None if there is none."""
        page = self.query(prop="info", titles=title)["pages"][0]
        return None if "missing" in page else int(page["lastrevid"])

    def history(self, title: str, limit: int = 50) -> list[dict[str, Any]]:
        """The latest revisions of a page, newest first: revid, user, comment, timestamp, tags, and minor as booleans. [] if missing."""
        page = self.query(prop="revisions", titles=title, rvprop="ids|user|comment|timestamp|tags|flags", rvlimit=limit)["pages"][0]
        return list(page.get("revisions", []))

    def parse(self, title: str, uselang: str = "en", *, user: str | None = None) -> str:
        """The HTML of a page as a reader with that interface language gets it (from the parser cache when that is current)."""
        return str(self.call("parse", user, page=title, prop="text", uselang=uselang, disablelimitreport=True)["parse"]["text"])

    def parse_text(self, text: str, *, title: str = "Sandbox", uselang: str = "en") -> str:
        """The HTML of wikitext that is on no page, as if it stood on `title`."""
        answer = self.call("parse", text=text, title=title, contentmodel="wikitext", prop="text", uselang=uselang, disablelimitreport=True)
        return str(answer["parse"]["text"])

    def expand(self, text: str, *, title: str = "Sandbox", uselang: str = "en") -> str:
        """Wikitext with its templates and parser functions expanded."""
        answer = self.call("expandtemplates", text=text, title=title, prop="wikitext", uselang=uselang)
        return str(answer["expandtemplates"]["wikitext"])

    def parsetree(self, text: str) -> str:
        """The preprocessor's tree of wikitext as XML, through the API: the text is NFC-normalised first."""
        return str(self.call("expandtemplates", text=text, title="Sandbox", prop="parsetree")["expandtemplates"]["parsetree"])

    def parsetrees(self, texts: Iterable[str]) -> list[str]:
        """The trees of many texts as XML, in their order, from one PHP process that stays: far quicker than `parsetree`.

        Texts go to the preprocessor as they are, without normalisation. Control characters and unpaired surrogates are for the
        caller to avoid; nesting some thousand deep ends PHP, which is a FarmError.
        """
        process = self._trees
        if process is None or process.poll() is not None:
            process = self._trees = subprocess.Popen(
                [*installation.php(self._directory, server=False), str(HERE / "console.php"), "trees"],
                env=installation.environment(self._directory, self.dbname),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        assert process.stdin
        assert process.stdout
        trees = []
        for text in texts:
            try:
                process.stdin.write(json.dumps(text) + "\n")
                process.stdin.flush()
                line = process.stdout.readline()
            except BrokenPipeError:
                line = ""
            if not line.startswith('"'):
                self._close_trees()
                raise FarmError(f"no tree for {text[:200]!r}: {line}")
            trees.append(json.loads(line))
        return trees

    # --- Writing ---------------------------------------------------------------------------------------------------------------

    def edit(self, title: str, text: str, user: str = "Amina", **parameters: Value) -> int:
        """Save a page and return the id of its latest revision (the old one if nothing changed).

        `parameters` are those of action=edit: summary, minor, bot, createonly, baserevid, section, contentmodel, … Raises WikiError.
        """
        result = self.call("edit", user, title=title, text=text, write=True, **parameters)["edit"]
        if result.get("result") != "Success":
            raise WikiError(str(result.get("code", "failure")), json.dumps(result))
        return int(result["newrevid"]) if "newrevid" in result else self.revision(title) or 0

    def delete(self, title: str, user: str = "Admin", reason: str = "Test") -> None:
        """Delete a page."""
        self.call("delete", user, title=title, reason=reason, write=True)

    def move(self, title: str, to: str, user: str = "Admin", *, leave_redirect: bool = True) -> None:
        """Move a page without its talk page."""
        self.call("move", user, from_=title, to=to, noredirect=not leave_redirect, reason="Test", write=True)

    def protect(self, title: str, level: str = "sysop", user: str = "Admin") -> None:
        """Protect editing and moving (or creation, if the page is missing): level sysop, autoconfirmed, or all to end protection."""
        actions = ("edit", "move") if self.revision(title) else ("create",)
        self.call("protect", user, title=title, protections="|".join(f"{action}={level}" for action in actions), write=True)

    def block(self, name: str, *, reason: str = "Test", only_pages: Sequence[str] = ()) -> None:
        """Block an account from the whole wiki, or only from the pages named."""
        pages = "|".join(only_pages) or None
        parameters: dict[str, Value] = {"partial": True, "pagerestrictions": pages, "allowusertalk": True} if pages else {}
        self._call("block", "Admin", {"user": name, "reason": reason, "expiry": "never", **parameters}, write=True)

    def unblock(self, name: str) -> None:
        """End a block."""
        self.call("unblock", "Admin", user_=name, write=True)

    def change_user_rights(self, name: str, *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> None:
        """Put an account into groups, or take it out of them."""
        token = self.query("Admin", meta="tokens", type="userrights")["tokens"]["userrightstoken"]
        self.call("userrights", "Admin", user_=name, add="|".join(add), remove="|".join(remove), token=token)

    def establish(self, name: str, *, edits: int = 0, days: int = 0) -> None:
        """Let an account have made so many edits and be so many days old; one that is new has no password, and edits by `create`."""
        self._console("establish", json.dumps({"name": name, "edits": edits, "days": days}))

    def rename_user(self, name: str, to: str) -> None:
        """Give an account another name; its user pages move and leave redirects."""
        self.script("renameUser.php", name, to, "--performer", "Admin")
        self.run_jobs()

    def hide(self, revision: int, *, user: bool = False, text: bool = False) -> None:
        """Hide the author or the text of a revision from everybody but administrators."""
        self.change_user_rights("Admin", add=["suppress"])
        hidden = "|".join([*(["user"] if user else []), *(["content"] if text else [])])
        self.call("revisiondelete", "Admin", write=True, type="revision", ids=revision, hide=hidden)

    def edit_logged_out(self, title: str, text: str) -> str:
        """Save a page without an account; the name of the temporary account that the wiki makes."""
        with self._new_session() as session:
            token = self._send(session, "query", {"meta": "tokens"})["query"]["tokens"]["csrftoken"]
            edit = self._send(session, "edit", {"title": title, "text": text, "token": token})["edit"]
        return str(self.query(prop="revisions", revids=edit["newrevid"], rvprop="user")["pages"][0]["revisions"][0]["user"])

    def create_many(self, prefix: str, count: int, text: str | Callable[[int], str], user: str = "Amina") -> list[int]:
        """Make pages `prefix1` … `prefixCOUNT` quickly and return their revision ids. `text` may depend on the number. See `create`."""
        numbers = range(1, count + 1)
        return self.create({f"{prefix}{number}": text if isinstance(text, str) else text(number) for number in numbers}, user)

    def create(self, pages: dict[str, str], user: str = "Amina", summary: str = "Test") -> list[int]:
        """Save many pages (title to text) by ordinary edits in one process; their revision ids in the same order.

        Links are up to date afterwards; what depends on the pages changes with `run_jobs`.
        """
        order = {"user": user, "summary": summary, "pages": list(pages.items())}
        return [int(revision) for revision in json.loads(self._console("create", json.dumps(order)))]

    def import_xml(self, source: Path | str) -> None:
        """Import a MediaWiki XML export, from a file or as text, and bring links up to date."""
        if isinstance(source, Path):
            self.script("importDump.php", str(source.resolve()))
        else:
            with tempfile.NamedTemporaryFile("w", suffix=".xml", encoding="utf-8") as file:
                file.write(source)
                file.flush()
                self.script("importDump.php", file.name)
        self.run_jobs()

    def upload_xml(self, source: str) -> None:
        """Import a MediaWiki XML export as an administrator does, with authors taken for accounts here that have their names."""
        self.change_user_rights("Admin", add=["import"])
        values = {"action": "import", "format": "json", "formatversion": "2", "interwikiprefix": "x", "assignknownusers": "1"}
        values |= {"summary": "Test", "token": self._csrf_token("Admin")}
        answer = self._session("Admin").post(
            self.api_url, data=values, files={"xml": ("export.xml", source.encode(), "text/xml")}, timeout=300
        )
        if "error" in answer.json():
            raise WikiError(answer.json()["error"]["code"], answer.json()["error"]["info"])

    def run_jobs(self) -> None:
        """Run the job queue until it is empty: only then do pages know that a template or data page they use has changed."""
        self.script("runJobs.php")

    def script(self, name: str, *arguments: str) -> str:
        """Run one of MediaWiki's maintenance scripts for this wiki and return its output."""
        return installation.run_php(self._directory, self.dbname, MEDIAWIKI / "maintenance" / name, *arguments)

    # --- The API itself --------------------------------------------------------------------------------------------------------

    def query(self, user: str | None = None, /, **parameters: Value) -> dict[str, Any]:
        """The `query` part of the answer to action=query, without continuation."""
        return dict(self._call("query", user, parameters, write=False)["query"])

    def call(self, action: str, user: str | None = None, /, *, write: bool = False, **parameters: Value) -> dict[str, Any]:
        """Call the API as `user` (None: not logged in) with POST, and return its answer; WikiError when it is an error.

        `write` adds the CSRF token. True is sent as 1, False and None are not sent; `user_` and `from_` are sent as `user` and `from`.
        """
        return self._call(action, user, parameters, write=write)

    def forget_memory(self) -> None:
        """Empty what the wiki's servers keep in memory, after its database was replaced."""
        self._session(None).get(f"{self.url}/farm/forget", timeout=30).raise_for_status()

    def close(self) -> None:
        """Close connections and processes."""
        self._close_trees()
        for user in list(self._sessions):
            self._forget_session(user)

    def _call(self, action: str, user: str | None, parameters: Mapping[str, Value], *, write: bool) -> dict[str, Any]:
        session = self._session(user)
        values = {name.removesuffix("_"): value for name, value in parameters.items()}
        if write:
            if not user:
                raise ValueError("somebody not logged in does not write here")
            values["token"] = self._csrf_token(user)
        if user:
            values["assertuser"] = user
        try:
            return self._send(session, action, values)
        except WikiError as error:
            if error.code in ("assertuserfailed", "assertnameduserfailed", "badtoken") and user:
                # The log-in has ended, for example because a test changed the password: once more from the beginning.
                self._forget_session(user)
                if write:
                    values["token"] = self._csrf_token(user)
                return self._send(self._session(user), action, values)
            raise

    def _send(self, session: requests.Session, action: str, values: dict[str, Value]) -> dict[str, Any]:
        sent = {name: "1" if value is True else str(value) for name, value in values.items() if value is not None and value is not False}
        response = session.post(self.api_url, data={"action": action, "format": "json", "formatversion": "2", **sent}, timeout=300)
        try:
            answer: dict[str, Any] = response.json()
        except requests.JSONDecodeError as error:
            raise WikiError(f"http-{response.status_code}", response.text[:2000]) from error
        if "error" in answer:
            raise WikiError(answer["error"]["code"], answer["error"]["info"])
        return answer

    def _session(self, user: str | None) -> requests.Session:
        if user in self._sessions:
            return self._sessions[user]
        session = self._new_session()
        if user:
            token = self._send(session, "query", {"meta": "tokens", "type": "login"})["query"]["tokens"]["logintoken"]
            password = ACCOUNTS[user].password
            values: dict[str, Value] = {"username": user, "password": password, "logintoken": token, "loginreturnurl": self.url}
            answer = self._send(session, "clientlogin", values)["clientlogin"]
            if answer["status"] != "PASS":
                raise WikiError("login", json.dumps(answer))
        self._sessions[user] = session
        return session

    def _new_session(self) -> requests.Session:
        session = requests.Session()
        session.trust_env = False
        session.headers.update({"User-Agent": "farm", "X-Farm-Operator": "1"})
        return session

    def _csrf_token(self, user: str) -> str:
        if user not in self._tokens:
            self._tokens[user] = self._send(self._session(user), "query", {"meta": "tokens"})["query"]["tokens"]["csrftoken"]
        return self._tokens[user]

    def _forget_session(self, user: str | None) -> None:
        session = self._sessions.pop(user, None)
        if session:
            session.close()
        if user:
            self._tokens.pop(user, None)

    def _console(self, command: str, standard_input: str) -> str:
        return installation.run_php(self._directory, self.dbname, HERE / "console.php", command, standard_input=standard_input)

    def _close_trees(self) -> None:
        if self._trees:
            for stream in (self._trees.stdin, self._trees.stdout):
                if stream:
                    stream.close()
            self._trees.wait(30)
            self._trees = None
