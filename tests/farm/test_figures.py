"""A generated world on three real wikis: the bot writes the figures that were drawn, and readers see them without an error."""

from __future__ import annotations

import html
import re
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.farm import Farm, FarmWiki
from tests.farm.bot import CommandLine
from tests.farm.test_jobs import DATA, edits, plain, show, show_page
from tests.generated.generator import World, generate
from tests.generated.shown import Shown, differences, rows_shown

SEED, PARTNERSHIPS = 11, 100
REPORTS = "Partnerships/Reports/"


@dataclass
class Movement:
    """The wikis, what is written on them, and the bot."""

    farm: Farm
    bot: CommandLine
    world: World
    database: Path

    @property
    def meta(self) -> FarmWiki:
        """The wiki that the bot writes to."""
        return self.farm.wiki("metawiki")

    def titles(self, *prefixes: str) -> list[str]:
        """The pages that the bot wrote, parts of a report in their order."""
        found: set[str] = set()
        for prefix in prefixes:
            namespace, _, rest = prefix.partition(":") if prefix.startswith("Module:") else ("", "", prefix)
            listed = self.meta.query(list="allpages", apnamespace=828 if namespace else 0, apprefix=rest, aplimit="max")
            found.update(page["title"] for page in listed["allpages"])
        return sorted(found, key=lambda title: (re.sub(r"/\d+$", "", title), int((re.findall(r"/(\d+)$", title) or ["1"])[0])))

    def texts(self, *prefixes: str) -> list[str]:
        """Their wikitext."""
        return [self.meta.get(title) or "" for title in self.titles(*prefixes)]

    def shown(self) -> Shown:
        """The rows of all reports."""
        return rows_shown(self.texts(REPORTS))

    def everything(self) -> Sequence[str]:
        """All that is told of records: the bot's pages, and what its database holds."""
        with sqlite3.connect(self.database) as connection:
            dump = "\n".join(connection.iterdump())
        connection.close()
        return [dump, *self.texts(DATA, "Partnerships/")]

    def history(self) -> str:
        """The history that is mirrored on the wiki."""
        return "\n".join(self.texts(f"{DATA}History/"))

    def history_key(self, dbname: str, title: str) -> str:
        """How the history's rows of a page begin."""
        (page,) = self.farm.wiki(dbname).query(titles=title)["pages"]
        return f'"{dbname}|{page["pageid"]}|'

    def remove(self, wiki: FarmWiki, title: str) -> None:
        """Delete a page; or, as administrators do with what nobody should have written, hide for ever what it said."""
        revision = wiki.revision(title)
        hidden = {"ids": revision, "hide": "content|comment|user", "suppress": "yes"}
        if wiki.dbname != "metawiki":
            wiki.change_user_rights("Admin", add=["suppress"])
        if wiki.dbname == "frwiki":
            # The newest text cannot be hidden: somebody takes it away first.
            wiki.edit(title, "Nothing.")
            wiki.call("revisiondelete", "Admin", write=True, type="revision", **hidden)
            return
        wiki.delete(title)
        if wiki.dbname == "commonswiki":
            wiki.call("revisiondelete", "Admin", write=True, type="archive", target=title, **hidden)


@pytest.fixture(scope="module")
def movement(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Movement]:
    """Everything installed, written by people, collected and published once."""
    farm.reset()
    world = generate(SEED, PARTNERSHIPS, today=datetime.now(UTC).date(), margin=2)
    directory = tmp_path_factory.mktemp("bot")
    bot = CommandLine.of(farm, directory)
    bot.install()
    for wiki in farm.wikis:
        wiki.create(dict(world.pages[wiki.dbname]))
    bot.run()
    farm.wiki("metawiki").run_jobs()
    yield Movement(farm, bot, world, directory / "PartnershipsBot.db")
    farm.reset()


@pytest.mark.timeout(600)
def test_every_report_shows_the_figures(movement: Movement) -> None:
    shown = movement.shown()
    assert differences(movement.world.figures, shown) == []
    rows = [row for row in shown["problems", ""] if row["severity"] != "hint"]
    problems = sorted((row["site"], row["page"], row["parameter"], row["code"]) for row in rows)
    assert tuple(problems) == movement.world.problems


@pytest.mark.timeout(600)
def test_live_lists_count_the_same(movement: Movement) -> None:
    found = [
        (each.arguments, plain(show(movement.meta, f"{{{{Partnerships|{each.arguments}|format=count}}}}"))) for each in movement.world.lists
    ]
    assert found == [(each.arguments, str(each.count)) for each in movement.world.lists]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("uselang", ["en", "ar"])
def test_reports_and_indexes_show_without_an_error(movement: Movement, uselang: str) -> None:
    titles = movement.titles(REPORTS, "Partnerships/Index/", "Partnerships/New and changed/")
    assert len(titles) > len(movement.world.figures) / 4
    for title in titles:
        show_page(movement.meta, title, uselang)


@pytest.mark.timeout(600)
def test_a_second_run_edits_nothing(movement: Movement) -> None:
    movement.farm.clear_requests()
    movement.bot.run()
    assert edits(movement.farm) == []


@pytest.mark.timeout(600)
def test_what_is_deleted_or_suppressed_counts_no_more_and_is_named_nowhere(movement: Movement) -> None:
    gone = movement.world.deletable()
    assert {wiki for wiki, _ in gone} == {wiki.dbname for wiki in movement.farm.wikis}
    names, keys = movement.world.named(gone), [movement.history_key(*place) for place in gone]
    assert _named(names, movement.everything()) == names
    assert [key for key in keys if key in movement.history()] == keys
    for dbname, title in gone:
        movement.remove(movement.farm.wiki(dbname), title)
    movement.world = movement.world.without(gone)
    movement.bot.run()
    assert differences(movement.world.figures, movement.shown()) == []
    assert _named(names, movement.everything()) == set()
    assert [key for key in keys if key in movement.history()] == []


def _named(names: Collection[str], texts: Sequence[str]) -> set[str]:
    plain = [html.unescape(text) for text in texts]
    return {name for name in names if any(re.search(rf"{re.escape(name)}\b", text, re.IGNORECASE) for text in plain)}
