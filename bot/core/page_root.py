"""The title under which the tool's pages stand: the default one in ``templates``, on a wiki the one that was chosen for it."""

from __future__ import annotations

import re

DEFAULT_ROOT = "Partnerships"
#: The root in wikitext: where a title below it begins, or as all of a link. Template and modules of that name lie in other namespaces.
_NAMED = re.compile(rf"(?<!Category:)(?<!Module:)(?<!Template:)\b{DEFAULT_ROOT}(?=/)|(?<=\[\[){DEFAULT_ROOT}(?=[|#\]])")


def placed(title: str, page_root: str) -> str:
    """Where a page goes: those of the default root below the one that was chosen."""
    root, slash, rest = title.partition("/")
    return f"{page_root}{slash}{rest}" if root == DEFAULT_ROOT else title


def moved(wikitext: str, page_root: str) -> str:
    """A page's text with all that it names below the default root (links, transclusions, forms) below the one that was chosen."""
    return _NAMED.sub(lambda _: page_root, wikitext)
