"""Job *install*: templates, modules, words and the people's first pages on the home wiki."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from bot.core.bot_pages import TASKS, stop_title
from bot.core.configuration import CONFIGURATION_TITLE
from bot.core.page_root import moved, placed
from bot.core.values.country import country_names
from bot.core.wiki_settings import SETTINGS_TITLE
from bot.jobs.writing import Owner, PlannedPage, Writer
from bot.wiki.titles import content_model_of, title_of

MODULE = "Module:Partnerships"
#: What people decide on, although it lies among the modules.
PEOPLES_MODULES = frozenset({CONFIGURATION_TITLE, SETTINGS_TITLE})
#: Messages that the wiki's templates show.
ON_WIKI_PREFIXES = ("label-", "outcome-", "parameter-", "problem-", "recognition-", "template-", "wiki-")


def planned_pages(
    directory: Path, messages: Mapping[str, Mapping[str, str]], page_root: str, reads_user_language: bool
) -> list[PlannedPage]:
    """Every page to install: the files of ``directory``, laid out as on the wiki, and the words of each language.

    ``messages`` are those of i18n/ by language. Stop pages come first, so that the rest can be stopped.
    """
    planned = []
    for file in sorted(path for path in directory.rglob("*") if path.is_file()):
        title = placed(title_of(PurePosixPath(file.relative_to(directory).as_posix())), page_root)
        model = content_model_of(title)
        text = file.read_text(encoding="utf-8")
        if model == "wikitext":
            text = moved(text, page_root)
        installed = title.startswith(("Template:", "Module:", "MediaWiki:")) and title not in PEOPLES_MODULES
        planned.append(PlannedPage(title, text, Owner.INSTALLED if installed else Owner.PEOPLE, model))
    planned += _words(messages, page_root, reads_user_language)
    stops = {stop_title(page_root, task) for task in TASKS}
    return sorted(planned, key=lambda page: (page.title not in stops, _layer(page), page.title))


def _layer(page: PlannedPage) -> int:
    """What others use comes first: a page saved in the same second as one it uses would keep a view without it."""
    if page.title == f"{MODULE}/i18n.json":
        return 1  # after the words it announces
    if page.title.startswith("Module:"):
        return 0
    if page.owner is Owner.PEOPLE:
        return 4
    return 2 if page.title.endswith("/doc") else 3


def install(writer: Writer, planned: Sequence[PlannedPage], page_root: str, summary: Callable[[str], str]) -> None:
    """Write the planned pages."""
    prefixes = ("Template:Partner", MODULE, page_root)
    writer.write(planned, prefixes, lambda page: summary(page.title))


def _words(messages: Mapping[str, Mapping[str, str]], page_root: str, reads_user_language: bool) -> list[PlannedPage]:
    pages = {}
    for language, texts in sorted(messages.items()):
        shown = {key: text for key, text in texts.items() if key.startswith(ON_WIKI_PREFIXES)}
        # Scribunto knows the names of languages, but not those of countries.
        shown |= {f"label-country-{code}": name for code, name in country_names(language).items()}
        pages[f"{MODULE}/i18n/{language}.json"] = _json(dict(sorted(shown.items())))
    # Cached views are made anew when a page that each of them reads has changed.
    version = hashlib.sha256("".join(pages.values()).encode()).hexdigest()[:16]
    index = {"version": version, "languages": sorted(messages), "userlanguage": reads_user_language, "root": page_root}
    pages[f"{MODULE}/i18n.json"] = _json(index)
    return [PlannedPage(title, text, Owner.INSTALLED, "json") for title, text in pages.items()]


def _json(data: Mapping[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, indent="\t")
