"""Writes XML exports as MediaWiki does (export-0.11), from pages in memory; for tests and benchmarks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from html import escape

from bot.core.page import Revision
from bot.core.site import Site
from bot.wiki.memory import MemoryWiki
from bot.wiki.titles import content_model_of, redirect_target, split

FOOTER = "</mediawiki>\n"


def header(site: Site) -> str:
    """Everything before the first page."""
    namespaces = {**{number: (site.namespace_names(number)[0],) for number in (-2, -1, *range(16), 828, 829)}, **site.namespaces}
    lines = "".join(
        f'      <namespace key="{number}" case="first-letter">{escape(names[0])}</namespace>\n' for number, names in namespaces.items()
    )
    base = site.article_url.replace("$1", "Main_Page") or "https://example.org/wiki/Main_Page"
    return (
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="http://www.mediawiki.org/xml/export-0.11/ http://www.mediawiki.org/xml/export-0.11.xsd" '
        f'version="0.11" xml:lang="{site.language}">\n  <siteinfo>\n    <sitename>Example</sitename>\n    <dbname>{site.dbname}</dbname>\n'
        f"    <base>{escape(base)}</base>\n    <generator>MediaWiki 1.45.0</generator>\n    <case>first-letter</case>\n"
        f"    <namespaces>\n{lines}    </namespaces>\n  </siteinfo>\n"
    )


def revision_xml(revision: Revision, text: str | None, *, model: str = "wikitext", user_hidden: bool = False) -> str:
    """One revision; a text of None is hidden."""
    user = f"<username>{escape(revision.user)}</username><id>7</id>"
    contributor = '<contributor deleted="deleted" />' if user_hidden else f"<contributor>{user}</contributor>"
    stamp = revision.timestamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    content = (
        '<text deleted="deleted" />' if text is None else f'<text bytes="{len(text.encode())}" xml:space="preserve">{escape(text)}</text>'
    )
    return (
        f"    <revision>\n      <id>{revision.id}</id>\n      <timestamp>{stamp}</timestamp>\n      {contributor}\n"
        f"      <model>{model}</model>\n      <format>text/x-wiki</format>\n      {content}\n      <sha1>0</sha1>\n    </revision>\n"
    )


def page_xml(title: str, namespace: int, page_id: int, revisions: Iterable[str], redirect: str | None = None) -> str:
    """One page."""
    target = f'    <redirect title="{escape(redirect)}" />\n' if redirect else ""
    body = "".join(revisions)
    return f"  <page>\n    <title>{escape(title)}</title>\n    <ns>{namespace}</ns>\n    <id>{page_id}</id>\n{target}{body}  </page>\n"


def export(wiki: MemoryWiki, ids: Mapping[str, int], *, full: bool = False, order: Sequence[str] = ()) -> str:
    """The pages of a wiki in memory, with all their revisions or the newest; ``ids`` gives the page ids by title."""
    pages = []
    for title in order or wiki.titles():
        history = wiki.revisions_of(title)
        model = content_model_of(title, wiki.site)
        revisions = [revision_xml(revision, text, model=model) for revision, text in (history if full else history[-1:])]
        redirect = redirect_target(history[-1][1], wiki.site)
        pages.append(page_xml(title, split(title, wiki.site)[0], ids[title], revisions, redirect))
    return header(wiki.site) + "".join(pages) + FOOTER
