"""Reads pages for commands that store nothing of them, or change them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

from bot.commands.wikis import Wikis
from bot.core.page import Page, Unreadable
from bot.core.parse import Parsed, Reader, parse
from bot.core.site import Site
from bot.core.translation_pages import has_markup, translation_pages
from bot.jobs.run import Reading
from bot.wiki.protocol import PageSource, WikiError


def reader_of(source: PageSource, site: Site, reading: Reading) -> tuple[Reader, list[str]]:
    """What reads the pages of a wiki, and the names its templates have there. ``site`` is the wiki, or the one that it has drafts of."""
    configuration = reading.configuration
    asked = configuration.template_names(site.dbname)
    names = source.template_names(tuple(asked))
    reader = reading.reader(site, {name: asked[ours] for name, ours in names.items() if ours in asked})
    return dataclasses.replace(reader, mappings=configuration.mappings_by_name(site.dbname, names)), list(names)


def read(wikis: Wikis, reading: Reading, failure: Callable[[str], None]) -> Iterator[Parsed]:
    """What is in each page of the wikis that is no translation. ``failure`` takes a line for each page that cannot be read."""
    seen: set[str] = set()
    for text in wikis.named(reading.configuration.template_names):
        source = wikis.source(text)
        dbname = source.site.dbname
        if dbname in seen:
            raise WikiError(f"{text}: {dbname} is named twice: name each wiki once")
        seen.add(dbname)
        reader, names = reader_of(source, source.site, reading)
        pages = []
        for item in source.changed(names, {}):
            if isinstance(item, Page):
                pages.append(item)
            elif isinstance(item, Unreadable):
                failure(f"{dbname}: {item.title} cannot be read: {item.why}")
        translations = translation_pages({page.title: has_markup(page.text) for page in pages})
        yield from (parse(page, reader) for page in pages if page.title not in translations)
