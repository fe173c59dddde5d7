"""A wiki as far as reading its pages needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

#: Extension tags of Meta-Wiki (siteinfo ``extensiontags``), for sources that cannot ask their wiki.
META_EXTENSION_TAGS = frozenset(
    {"categorytree", "ce", "charinsert", "chem", "dynamicpagelist", "gallery", "graph", "hiero", "imagemap", "indicator", "inputbox"}
    | {"langconvert", "languages", "mapframe", "maplink", "math", "nowiki", "phonos", "poem", "pre", "ref", "references", "score"}
    | {"section", "source", "syntaxhighlight", "templatedata", "templatestyles", "timeline"}
)

#: Namespace numbers and English names that every wiki understands (MediaWiki's NamespaceInfo).
CANONICAL_NAMESPACES: Mapping[int, tuple[str, ...]] = {
    -2: ("Media",),
    -1: ("Special",),
    0: ("",),
    1: ("Talk",),
    2: ("User",),
    3: ("User talk",),
    4: ("Project",),
    5: ("Project talk",),
    6: ("File", "Image"),
    7: ("File talk", "Image talk"),
    8: ("MediaWiki",),
    9: ("MediaWiki talk",),
    10: ("Template",),
    11: ("Template talk",),
    12: ("Help",),
    13: ("Help talk",),
    14: ("Category",),
    15: ("Category talk",),
    828: ("Module",),
    829: ("Module talk",),
}


@dataclass(frozen=True, slots=True)
class Site:
    """One wiki.

    ``dbname`` is its database name (``metawiki``), ``api`` the address of its api.php (empty if unknown), ``language`` a MediaWiki code.
    ``namespaces`` gives each number's names, the local one first; the canonical ones need not be repeated. ``interwikis`` gives
    each prefix the address its links have, with ``$1`` for the title.
    """

    dbname: str
    api: str = ""
    language: str = "en"
    direction: Literal["ltr", "rtl"] = "ltr"
    namespaces: Mapping[int, tuple[str, ...]] = field(default_factory=lambda: CANONICAL_NAMESPACES, hash=False)
    interwikis: Mapping[str, str] = field(default_factory=dict, hash=False)
    extension_tags: frozenset[str] = META_EXTENSION_TAGS
    #: Where pages are read, with ``$1`` for the title (siteinfo ``server`` + ``articlepath``); empty if unknown.
    article_url: str = ""

    def namespace_names(self, number: int) -> tuple[str, ...]:
        """Every name of a namespace, local ones first; empty for a number the wiki does not have."""
        local = tuple(self.namespaces.get(number, ()))
        return local + tuple(name for name in CANONICAL_NAMESPACES.get(number, ()) if name not in local)
