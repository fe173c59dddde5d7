"""Which pages are known, as of which revision, and what is replaced when one is read again.

Each function works in the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, select, update

from bot.core.batches import batches
from bot.core.page import Page, Unreadable
from bot.core.problem import Problem, ProblemCode, Severity
from bot.core.records.base import Record
from bot.core.site import Site
from bot.core.translate_markup import has_markup
from bot.core.vocabulary import Vocabulary
from bot.store import tables
from bot.store.records import in_translation, problem_row, record_row
from bot.store.search import search_row

#: Numbers in one statement: all databases take as many.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is: pages, those of them that could not be read, records by kind, problems by severity (each severity is there)."""

    pages: int
    unreadable: int
    records: Mapping[str, int]
    problems: Mapping[Severity, int]


def known_revisions(connection: Connection, site: str) -> dict[int, int]:
    """See ``Store.known_revisions``."""
    page = tables.page.c
    rows = connection.execute(select(page.page_id, page.revision).where(page.site == site, page.unreadable == ""))
    return {row.page_id: row.revision for row in rows}


def replace(connection: Connection, page: Page, records: Sequence[Record], problems: Sequence[Problem], vocabulary: Vocabulary) -> None:
    """See ``Store.replace``."""
    for source in (*((record.source.site, record.source.page_id) for record in records), *((p.site, p.page_id) for p in problems)):
        if source != (page.site, page.id):
            raise ValueError(f"a record or problem of page {source} among those of page {(page.site, page.id)}")
    connection.execute(delete(tables.page).where(tables.page.c.site == page.site, tables.page.c.page_id == page.id))
    connection.execute(
        insert(tables.page).values(
            site=page.site,
            page_id=page.id,
            title=page.title,
            namespace=page.namespace,
            revision=page.revision.id,
            revision_time=page.revision.timestamp,
            content_model=page.content_model,
            unreadable="",
            translatable=has_markup(page.text),
            translation=False,
        )
    )
    if records:
        connection.execute(insert(tables.record), [record_row(record, position) for position, record in enumerate(records)])
        connection.execute(insert(tables.search), [search_row(record, position, vocabulary) for position, record in enumerate(records)])
    if problems:
        connection.execute(insert(tables.problem), [problem_row(problem, position) for position, problem in enumerate(problems)])


def mark_unreadable(connection: Connection, site: str, page: Unreadable) -> bool:
    """See ``Store.mark_unreadable``. False where nothing changed."""
    columns, problem = tables.page.c, tables.problem.c
    this_page = (columns.site == site) & (columns.page_id == page.id)
    why = page.why or "?"  # an empty one would say that the page is readable
    known = connection.execute(select(columns.revision, columns.title, columns.unreadable).where(this_page)).first()
    if known is not None and (known.title, known.unreadable) == (page.title, why):
        return False
    revision = known.revision if known else None
    if revision is None:
        connection.execute(
            insert(tables.page).values(
                site=site,
                page_id=page.id,
                title=page.title,
                namespace=0,
                revision=0,
                revision_time=None,
                content_model="",
                unreadable=why,
                translatable=False,
                translation=False,
            )
        )
    else:
        connection.execute(update(tables.page).where(this_page).values(title=page.title, unreadable=why))
    of_page = (problem.site == site) & (problem.page_id == page.id)
    connection.execute(delete(tables.problem).where(of_page, problem.code == ProblemCode.UNREADABLE))
    last = connection.execute(select(func.max(problem.position)).where(of_page)).scalar()
    found = Problem(
        code=ProblemCode.UNREADABLE,
        severity=Severity.ERROR,
        site=site,
        page_id=page.id,
        page=page.title,
        revision=revision or 0,
        template="",
        parameter="",
        line=0,
        column=0,
        found=page.why,
        remedy="",
    )
    connection.execute(insert(tables.problem).values(**problem_row(found, 0 if last is None else last + 1)))
    return True


def remove_missing(connection: Connection, site: str, seen: Collection[int]) -> int:
    """See ``Store.remove_missing``."""
    page = tables.page.c
    kept = frozenset(seen)
    gone = sorted(page_ids(connection, site) - kept)
    for start in range(0, len(gone), _AT_ONCE):
        # Records, what is searched of them, and problems go with their page: the foreign keys see to that.
        connection.execute(delete(tables.page).where(page.site == site, page.page_id.in_(gone[start : start + _AT_ONCE])))
    return len(gone)


def titles_with_markup(connection: Connection, site: str) -> dict[str, bool]:
    """See ``Store.titles_with_markup``."""
    page = tables.page.c
    rows = connection.execute(select(page.title, page.translatable).where(page.site == site))
    return {row.title: bool(row.translatable) for row in rows}


def set_translations(connection: Connection, site: str, titles: Collection[str]) -> int:
    """See ``Store.set_translations``. Returns of how many pages it changed that."""
    page = tables.page.c
    number = 0
    rows = connection.execute(select(page.page_id, page.title, page.translation).where(page.site == site)).all()
    for value in (True, False):
        changed = [row.page_id for row in rows if bool(row.translation) is not value and (row.title in titles) is value]
        for start in range(0, len(changed), _AT_ONCE):
            these = page.page_id.in_(changed[start : start + _AT_ONCE])
            connection.execute(update(tables.page).where(page.site == site, these).values(translation=value))
        number += len(changed)
    return number


def page_ids(connection: Connection, site: str) -> set[int]:
    """See ``Store.page_ids``."""
    return set(connection.execute(select(tables.page.c.page_id).where(tables.page.c.site == site)).scalars())


def titles(connection: Connection) -> frozenset[tuple[str, str]]:
    """See ``Store.titles``."""
    return frozenset((row.site, row.title) for row in connection.execute(select(tables.page.c.site, tables.page.c.title)))


def set_site(connection: Connection, site: Site) -> bool:
    """See ``Store.set_site``. False where nothing changed."""
    values = {"site": site.dbname, "language": site.language, "direction": site.direction, "article_url": site.article_url}
    row = connection.execute(select(tables.site).where(tables.site.c.site == site.dbname)).first()
    if row is not None and dict(row._mapping) == values:
        return False
    connection.execute(delete(tables.site).where(tables.site.c.site == site.dbname))
    connection.execute(insert(tables.site).values(**values))
    return True


def sites(connection: Connection) -> dict[str, Site]:
    """See ``Store.sites``."""
    rows = connection.execute(select(tables.site).order_by(tables.site.c.site))
    return {row.site: Site(row.site, language=row.language, direction=row.direction, article_url=row.article_url) for row in rows}


def set_interwikis(connection: Connection, site: str, prefixes: Mapping[str, str]) -> bool:
    """See ``Store.set_interwikis``. False where nothing changed."""
    if interwikis(connection, site) == prefixes:
        return False
    connection.execute(delete(tables.interwiki).where(tables.interwiki.c.site == site))
    for some in batches(prefixes.items(), _AT_ONCE):
        connection.execute(insert(tables.interwiki), [{"site": site, "prefix": prefix, "address": address} for prefix, address in some])
    return True


def interwikis(connection: Connection, site: str) -> dict[str, str]:
    """See ``Store.interwikis``."""
    rows = connection.execute(select(tables.interwiki).where(tables.interwiki.c.site == site))
    return {row.prefix: row.address for row in rows}


def counts(connection: Connection) -> Counts:
    """See ``Store.counts``."""

    def number_by(column: ColumnElement[str], table: Table) -> dict[str, int]:
        query = select(column, func.count()).where(~in_translation(table)).group_by(column).order_by(column)
        return {str(value): int(number) for value, number in connection.execute(query)}

    page = tables.page.c
    severities = number_by(tables.problem.c.severity, tables.problem)
    return Counts(
        pages=connection.execute(select(func.count()).select_from(tables.page)).scalar_one(),
        unreadable=connection.execute(select(func.count()).select_from(tables.page).where(page.unreadable != "")).scalar_one(),
        records=number_by(tables.record.c.kind, tables.record),
        problems={severity: severities.get(severity, 0) for severity in Severity},
    )


def newest_revision(connection: Connection) -> datetime | None:
    """See ``Store.newest_revision``."""
    return connection.execute(select(func.max(tables.page.c.revision_time))).scalar()
