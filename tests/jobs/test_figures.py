"""What the reports say of three whole wikis: the figures that were drawn before a page was written."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Sequence

import pytest

from bot.core.parse import Reader
from bot.core.reports import registry
from bot.core.scanner import scan
from bot.core.site import CANONICAL_NAMESPACES, Site
from bot.core.vocabulary import Vocabulary
from bot.i18n import raw_messages
from bot.jobs import configuration as configuration_job
from bot.jobs import publish as publish_job
from bot.jobs.collect import Collected, collect
from bot.jobs.writing import Written
from bot.store import Store
from bot.wiki.memory import MemoryWiki
from tests.generated.generator import World, generate
from tests.generated.shown import Shown, differences, rows_shown
from tests.generated.words import PROJECT
from tests.jobs.world import HOME, LENIENT, ROOT, Clock
from tests.jobs.world import World as Bot

REPORTS = f"{ROOT}/Reports/"
SITES = (
    HOME,
    Site(
        "frwiki",
        language="fr",
        article_url="https://fr.example.org/wiki/$1",
        namespaces={**CANONICAL_NAMESPACES, 2: ("Utilisateur", "Utilisatrice"), 10: ("Modèle",), 14: ("Catégorie",)},
    ),
    Site(
        "commonswiki",
        article_url="https://commons.example.org/wiki/$1",
        namespaces={**CANONICAL_NAMESPACES, 4: ("Commons",)},
    ),
)
#: Seeds and numbers of partnerships: small worlds have shares of few.
WORLDS = ((1, 300), (2, 60), (3, 10))


class Movement:
    """Three wikis with a generated world, and the bot that reads all of them and writes to the first, with the configuration it ships."""

    def __init__(self, store: Store, world: World) -> None:
        self.bot = Bot(store)
        self.world = world
        self.store = store
        self.wikis = {site.dbname: MemoryWiki(site, clock=self.bot.clock) for site in SITES}
        self.wikis[HOME.dbname] = self.bot.wiki
        self.configuration = configuration_job.shipped(PROJECT / "templates").configuration
        labels = {language: dict(texts) for language, texts in raw_messages().items()}
        for language, texts in self.configuration.labels().items():
            labels.setdefault(language, {}).update(texts)
        self.vocabulary = Vocabulary(labels)
        for dbname, pages in world.pages.items():
            for title, text in pages.items():
                self.wikis[dbname].put(title, text)

    @property
    def clock(self) -> Clock:
        """The time of all wikis."""
        return self.bot.clock

    def collect(self, dbname: str) -> Collected:
        """Read one wiki."""
        wiki = self.wikis[dbname]
        return collect(
            wiki,
            self.store,
            configuration=self.configuration,
            make_reader=lambda names: Reader(wiki.site, names, self.vocabulary, ("fr", "es", "ar")),
            rules=LENIENT,
            fingerprint="1",
        )

    def run(self) -> Written:
        """Read all wikis, publish."""
        for dbname in self.wikis:
            self.collect(dbname)
        writer = self.bot.writer()
        self.store.start_job("publish", self.clock())
        publish_job.publish(
            writer,
            self.store,
            configuration=self.configuration,
            home=HOME.dbname,
            page_root=ROOT,
            now=self.clock(),
            summary=lambda title: f"Update {title}",
        )
        self.store.finish_job("publish", self.clock(), "ok", writer.written.counts(), writer.written.left())
        return writer.written

    def shown(self) -> Shown:
        """The rows of all reports."""
        return rows_shown(self.texts(REPORTS))

    def texts(self, prefix: str) -> Sequence[str]:
        """The pages below a title, a report's parts in their order."""
        home = self.wikis[HOME.dbname]
        titles = sorted(home.revisions([], [prefix]), key=_part)
        return [home.text(title) or "" for title in titles]

    def everything(self) -> Sequence[str]:
        """All that is told of records: the bot's pages, and the records that it keeps."""
        return [
            *self.texts("Module:Partnerships/Data/"),
            *self.texts(f"{ROOT}/"),
            *(str(record) for record in self.store.records()),
            *(str(entry) for entry in self.store.history()),
        ]


def _part(title: str) -> tuple[str, int]:
    base, _, last = title.rpartition("/")
    return (base, int(last)) if last.isdecimal() else (title, 1)


@pytest.fixture(scope="module", params=WORLDS, ids=lambda world: f"{world[1]} of seed {world[0]}")
def movement(request: pytest.FixtureRequest) -> Iterator[Movement]:
    """Everything read and published once."""
    with Store.open("sqlite://", migrate=True) as store:
        movement = Movement(store, generate(*request.param))
        assert movement.run().left() == ""
        yield movement


def test_every_report_shows_the_figures(movement: Movement) -> None:
    assert differences(movement.world.figures, movement.shown()) == []


def test_the_problems_are_those_that_were_made(movement: Movement) -> None:
    rows = movement.shown()["problems", ""]
    found = sorted((row["site"], row["page"], row["parameter"], row["code"]) for row in rows if row["severity"] != "hint")
    assert tuple(found) == movement.world.problems
    # Other values read well, but some are written so that only people may put them in order.
    assert {row["code"].partition("-")[0] for row in rows if row["severity"] == "hint"} == {"kept"}


def test_a_second_run_saves_nothing(movement: Movement) -> None:
    movement.bot.saved()
    movement.run()
    assert movement.bot.saved() == []


def test_what_is_deleted_counts_no_more_and_is_named_nowhere(movement: Movement) -> None:
    gone = movement.world.deletable()
    names = movement.world.named(gone)
    assert _named(names, movement.everything()) == names
    for dbname, title in gone:
        movement.wikis[dbname].delete(title)
    movement.world = movement.world.without(gone)
    movement.run()
    assert differences(movement.world.figures, movement.shown()) == []
    assert _named(names, movement.everything()) == set()


def test_time_passes(movement: Movement) -> None:
    for days in (1, 30, 400):
        movement.clock.move(days=days)
        movement.world = movement.world.later(days)
        movement.run()
        assert differences(movement.world.figures, movement.shown()) == []


def test_every_report_says_how_fresh_it_is_and_what_could_not_be_read(movement: Movement) -> None:
    record = movement.world.plan.partnerships[0]
    wiki = movement.wikis[record.wiki]
    wiki.put(record.title, f"{wiki.text(record.title)}\nMore.")
    wiki.make_unreadable(record.title, "the server does not give its text")
    movement.run()
    # What was known of the page still counts.
    assert differences(movement.world.figures, movement.shown()) == []
    heads = [{part.name: part.value for part in scan(text).calls[0].arguments} for text in movement.texts(REPORTS)]
    day = movement.world.plan.made.isoformat()
    expected = {(name, day, "1") for name in registry.REPORTS} | {("problems", day, "")}
    assert {(head["report"], head.get("date", ""), head.get("unreadable", "")) for head in heads} == expected


def _named(names: Collection[str], texts: Sequence[str]) -> set[str]:
    plain = [html.unescape(text) for text in texts]
    return {name for name in names if any(re.search(rf"{re.escape(name)}\b", text, re.IGNORECASE) for text in plain)}
