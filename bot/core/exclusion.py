"""Whether a page asks bots, or this one, to stay away: ``{{nobots}}`` and ``{{bots}}`` in all their forms (Template:Bots)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.core.scanner import TemplateCall, scan
from bot.core.site import META_EXTENSION_TAGS


def may_edit(text: str, account: str, extension_tags: frozenset[str] = META_EXTENSION_TAGS) -> bool:
    """Whether the page lets this account edit it. A form that nobody documents is read as "stay away" only by its ``nobots``."""
    return not any(_excludes(call, name, account) for call, name in _calls(text, extension_tags))


def may_notify(text: str, account: str, kinds: Collection[str], extension_tags: frozenset[str] = META_EXTENSION_TAGS) -> bool:
    """Whether the page lets this account put a message on it that is of these ``kinds``: ``{{bots|optout=…}}`` names kinds, or all."""
    refused = frozenset({"all", *map(_folded, kinds)})
    return not any(_excludes(call, name, account) or _opts_out(call, name, refused) for call, name in _calls(text, extension_tags))


def _calls(text: str, extension_tags: frozenset[str]) -> Iterator[tuple[TemplateCall, str]]:
    for call in scan(text, extension_tags).calls:
        name = call.name.lower().removeprefix("template:").strip()
        if name in {"bots", "nobots"}:
            yield call, name


def _excludes(call: TemplateCall, name: str, account: str) -> bool:
    return _excluded_by_nobots(call, account) if name == "nobots" else _excluded_by_bots(call, account)


def _opts_out(call: TemplateCall, name: str, refused: frozenset[str]) -> bool:
    # Whoever gives it twice means both.
    return name == "bots" and any(argument.name == "optout" and _names(argument.value) & refused for argument in call.arguments)


def _excluded_by_nobots(call: TemplateCall, account: str) -> bool:
    if not call.arguments:
        return True
    first = call.arguments[0]
    names = _names(first.value)
    # A list without a name excludes those in it; anything else there is a misunderstanding whose author wants no bots.
    return not first.positional or not names or bool(names & {"all", _folded(account)})


def _excluded_by_bots(call: TemplateCall, account: str) -> bool:
    if not call.arguments:
        return False
    first = call.arguments[0]
    names = _names(first.value)
    if first.name == "allow" and names:
        return "none" in names or not names & {"all", _folded(account)}
    if first.name == "deny":
        return bool(names & {"all", _folded(account)})
    return False


def _names(value: str) -> frozenset[str]:
    return frozenset(_folded(name) for name in value.split(",")) - {""}


def _folded(name: str) -> str:
    return name.replace("_", " ").strip().lower()
