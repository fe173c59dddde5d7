"""Where a page title that a record names may be meant to lie: on the record's own wiki, at home, or where its prefix says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

#: A wiki's database name and a folded title there.
Place = tuple[str, str]


def places(title: str, site: str, home: str, interwikis: Mapping[str, str]) -> Sequence[Place]:
    """Every place in question, the most probable first. ``interwikis`` gives the site that each prefix leads to."""
    found = [(site, fold_title(title)), (home, fold_title(title))]
    prefix, colon, rest = title.removeprefix(":").partition(":")
    target = {"m": home, "meta": home, **interwikis}.get(prefix.lower(), "") if colon else ""
    if target:
        found.insert(0, (target, fold_title(rest)))
    return found


def fold_title(title: str) -> str:
    """A title as titles are compared: underscores are blanks, the first letter is a capital."""
    plain = title.replace("_", " ").strip()
    return plain[:1].upper() + plain[1:]
