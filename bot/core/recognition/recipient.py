"""Whether a message may be put on a talk page: what its owner, its wiki and its administrators wish."""

from __future__ import annotations

from bot.core.exclusion import may_notify
from bot.core.recognition.facts import Account, Destination
from bot.core.recognition.verdict import Why
from bot.core.scanner import scan
from bot.core.site import Site
from bot.core.values.titles import split_namespace

USER_TALK = 3
_WIKITEXT = "wikitext"
#: Templates that send readers of a talk page to another wiki, without blanks and hyphens.
_SOFT_REDIRECTS = frozenset(
    {"softredirect", "softredir", "interwikiredirect", "interwikisoftredirect", "redirectdoux", "redireccióninterwiki"}
)
#: What ``{{bots|optout=…}}`` may name to refuse all messages of ours; the kind of message may be named too.
OPT_OUT = "partnerships"


def user_of(title: str, site: Site) -> str:
    """The user that a title belongs to: ``User:X``, ``User talk:X`` and their subpages give X; other pages nothing."""
    number, name = split_namespace(title, site)
    return name.partition("/")[0].strip() if number in {2, USER_TALK} else ""


def subject_of(title: str, site: Site) -> str:
    """The page that a talk page is about; other pages are themselves."""
    number, name = split_namespace(title, site)
    if number % 2 == 0:
        return title
    return f"{site.namespace_names(number - 1)[0]}:{name}" if number > 1 else name


def refusal(destination: Destination, account: Account | None, kind: str, bot: str, site: Site) -> Why | None:
    """Why no message of this kind may be put there; None if it may. ``account`` is the talk page's owner, None for other pages."""
    text = destination.page.text if destination.page else ""
    if destination.elsewhere or _is_soft_redirect(text, site):
        return Why.ELSEWHERE
    if account is not None and (why := _wrong_with_account(account)):
        return why
    if not destination.content_model:
        return Why.NO_RECIPIENT
    if destination.content_model != _WIKITEXT or destination.namespace % 2 == 0:
        return Why.NOT_WIKITEXT
    if destination.notices_refused:
        return Why.OPTED_OUT
    kinds = (OPT_OUT, kind)
    if not all(may_notify(each, bot, kinds, site.extension_tags) for each in (text, destination.user_page)):
        return Why.EXCLUDED
    return None


def _wrong_with_account(account: Account) -> Why | None:
    if account.is_temporary:
        return Why.TEMPORARY
    if not account.id or account.is_hidden:
        return Why.NO_RECIPIENT  # of hidden accounts the public knows as little
    if account.is_locked:
        return Why.LOCKED
    return Why.BLOCKED if account.is_blocked else None


def _is_soft_redirect(text: str, site: Site) -> bool:
    names = (call.name.lower().removeprefix("template:") for call in scan(text, site.extension_tags).calls)
    return any("".join(name.split()).replace("-", "").replace("_", "") in _SOFT_REDIRECTS for name in names)
