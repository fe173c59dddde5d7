"""Addresses of wikis and their pages, by database name.

Where pages are read comes from the wikis themselves; what they did not say, from the settings, else from the rule Wikimedia's follow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from bot.core.data_pages import page_address
from bot.core.site import Site

_DBNAME = re.compile(r"[a-z][a-z0-9_]{1,62}")
#: Longest first, so that "frwiktionary" is no Wikipedia.
_PROJECTS = (
    ("wiktionary", "wiktionary.org"),
    ("wikiversity", "wikiversity.org"),
    ("wikivoyage", "wikivoyage.org"),
    ("wikimedia", "wikimedia.org"),
    ("wikisource", "wikisource.org"),
    ("wikibooks", "wikibooks.org"),
    ("wikiquote", "wikiquote.org"),
    ("wikinews", "wikinews.org"),
    ("wiki", "wikipedia.org"),
)
#: Wikis that stand for themselves, not for a language.
_OWN_HOSTS: Mapping[str, str] = {
    "foundationwiki": "foundation.wikimedia.org",
    "mediawikiwiki": "www.mediawiki.org",
    "sourceswiki": "wikisource.org",
    "wikidatawiki": "www.wikidata.org",
    "wikifunctionswiki": "www.wikifunctions.org",
    "wikimaniawiki": "wikimania.wikimedia.org",
    "be_x_oldwiki": "be-tarask.wikipedia.org",
} | {f"{name}wiki": f"{name}.wikimedia.org" for name in ("commons", "incubator", "meta", "outreach", "species", "strategy")}


@dataclass(frozen=True)
class Wikis:
    """Finds addresses. ``apis`` gives those of api.php of wikis that are not Wikimedia's, ``sites`` the wikis that were read."""

    apis: Mapping[str, str]
    sites: Mapping[str, Site] = field(default_factory=dict)

    def name(self, dbname: str) -> str:
        """What a wiki is called where its language does not matter: its host, else its database name."""
        return urlsplit(self.page(dbname, "")).netloc or dbname

    def page(self, dbname: str, title: str) -> str:
        """The address of a page; empty for a wiki that is not known."""
        site = self.sites.get(dbname)
        # Whatever a wiki calls its address, nothing but the web is linked to.
        if site and site.article_url.startswith(("https://", "http://")):
            return page_address(site.article_url, title)
        if dbname in self.apis:
            return page_address(self.script(dbname) + "?title=$1", title)
        host = _host(dbname)
        return page_address(f"https://{host}/wiki/$1", title) if host else ""

    def revision(self, dbname: str, revision: int) -> str:
        """The address of a page as it was at a revision; empty for a wiki that is not known."""
        script = self.script(dbname)
        return f"{script}?oldid={revision}" if script and revision else ""

    def edit(self, dbname: str, title: str) -> str:
        """The address of a page's edit form; empty for a wiki that is not known."""
        script = self.script(dbname)
        return f"{script}?title={quote(title.replace(' ', '_'), safe='/:')}&action=edit" if script else ""

    def api(self, dbname: str) -> str:
        """The address of a wiki's api.php; empty for a wiki that is not known."""
        return re.sub(r"index\.php$", "api.php", self.script(dbname))

    def script(self, dbname: str) -> str:
        """The address of a wiki's index.php; empty for a wiki that is not known."""
        site = self.sites.get(dbname)
        api = self.apis.get(dbname) or (site.api if site else "")
        if api.startswith(("https://", "http://")):
            return re.sub(r"api\.php.*", "index.php", api)
        host = _host(dbname)
        return f"https://{host}/w/index.php" if host else ""


def _host(dbname: str) -> str:
    if dbname in _OWN_HOSTS:
        return _OWN_HOSTS[dbname]
    if _DBNAME.fullmatch(dbname):
        for suffix, domain in _PROJECTS:
            language = dbname.removesuffix(suffix)
            if language and language != dbname:
                return f"{language.replace('_', '-')}.{domain}"
    return ""
