"""Whether somebody wants messages of ours, as their talk page says, and how that page says so and takes it back."""

from __future__ import annotations

from bot.core.composing import UnfitError
from bot.core.exclusion import may_notify
from bot.core.page import Page
from bot.core.recognition.recipient import OPT_OUT
from bot.core.rewrite import RewriteError, set_parameter
from bot.core.scanner import TemplateCall, scan

_MARK = f"{{{{bots|optout={OPT_OUT}}}}}"


def wants_messages(text: str, account: str, tags: frozenset[str]) -> bool:
    """Whether a talk page lets the bot with this account write messages of ours on it."""
    return may_notify(text, account, (OPT_OUT,), tags)


def with_opt_out(page: Page) -> str:
    """The page with the mark that refuses messages of ours before all else. Raises UnfitError for a redirect, which must come first."""
    if page.redirect is not None or page.content_model != "wikitext":
        raise UnfitError
    return f"{_MARK}\n{page.text}"


def without_opt_out(page: Page, tags: frozenset[str]) -> str:
    """The page without what refuses messages of ours by name; what refuses others stays. Raises UnfitError where nothing does by name."""
    text = page.text
    while (found := _naming_us(text, tags)) is not None:
        text = _without(text, found, tags)
    if text == page.text:
        raise UnfitError
    return text


def _naming_us(text: str, tags: frozenset[str]) -> TemplateCall | None:
    return next((call for call in scan(text, tags).calls if _is_bots(call) and OPT_OUT in _names(call)), None)


def _is_bots(call: TemplateCall) -> bool:
    return call.name.lower().removeprefix("template:").strip() == "bots"


def _names(call: TemplateCall) -> list[str]:
    return [name for argument in call.arguments if argument.name == "optout" for name in _split(argument.value)]


def _split(value: str) -> list[str]:
    return [" ".join(name.replace("_", " ").split()).lower() for name in value.split(",")]


def _without(text: str, call: TemplateCall, tags: frozenset[str]) -> str:
    given = [argument for argument in call.arguments if argument.name == "optout"]
    if len(given) > 1:
        raise UnfitError  # whoever gives it twice means both: a person has to look
    kept = [name.strip() for name in given[0].value.split(",") if _split(name) != [OPT_OUT] and name.strip()]
    if kept or len(call.arguments) > 1:
        try:
            return set_parameter(text, call, "optout", ",".join(kept), tags)
        except RewriteError:
            raise UnfitError from None
    end = call.end + (1 if text.startswith("\n", call.end) else 0)
    return text[: call.start] + text[end:]
