"""The store as everybody else uses it: each public method is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from bot.core.candidates import FoundCandidate
from bot.core.history import Entry
from bot.core.outcome import Outcome
from bot.core.page import Page, Unreadable
from bot.core.problem import Problem
from bot.core.recognition.deliveries import Delivery
from bot.core.recognition.reach import Measurement
from bot.core.records import RECORDS
from bot.core.records.base import Record, RecordKey
from bot.core.search import Wanted
from bot.core.site import Site
from bot.core.vocabulary import Vocabulary
from bot.store import changes, deliveries, history, ledger, locks, migration, pages, reach, records, search, tables
from bot.store.changes import Part, Version
from bot.store.database import Database, Result
from bot.store.ledger import JobState, LoggedOutcome, Remembered, Written
from bot.store.pages import Counts
from bot.store.records import RecordTypes
from bot.store.search import Hit

_WITHOUT_LABELS = Vocabulary({})


class Store:
    """A database of pages, records, problems and what the bot did; SQLite or MariaDB.

    Every method is one transaction and raises StoreError when the database fails, LockedError where a lock is taken. Times go in with a
    zone (ValueError without) and come out as UTC. It may be used from several threads and, but for memory, by several processes.
    """

    def __init__(self, database: Database, record_types: RecordTypes = RECORDS) -> None:
        """Use ``Store.open``: this one does not look whether the database has the tables."""
        self._database = database
        self._record_types = record_types
        self._identity = database.identity

    @classmethod
    def open(cls, url: str, *, migrate: bool, record_types: RecordTypes = RECORDS) -> Self:
        """The store at a database address (``sqlite:///folder/file.db``, ``sqlite://`` for memory, ``mysql+pymysql://…``).

        With ``migrate`` it is created, its folder too, or brought to this version's tables; without, an older one or none is a
        StoreError and nothing is touched. A newer one, or another program's, is always a StoreError.
        ``record_types`` is the record class of each kind.
        """
        database = Database(url)
        try:
            if migrate:
                migration.make_current(database)
            else:
                migration.check_current(database)
        except BaseException:
            database.close()
            raise
        return cls(database, record_types)

    @classmethod
    def copy_of(cls, url: str, *, record_types: RecordTypes = RECORDS) -> Self:
        """A store in memory with all that the database at this address holds now; empty where there is none.

        The database is only read. Raises StoreError where ``open`` without ``migrate`` would, but for a missing or empty one.
        """
        database = Database(url)
        try:
            if migration.is_empty(database):
                return cls.open("sqlite://", migrate=True, record_types=record_types)
            migration.check_current(database)
            copy = cls.open("sqlite://", migrate=True, record_types=record_types)
            database.read(lambda source: copy._database.write(lambda target: tables.copy_rows(source, target)))
        finally:
            database.close()
        return copy

    def close(self) -> None:
        """Closes what is open; a store in memory is gone then."""
        self._database.close()

    def __enter__(self) -> Self:
        """The store itself; it is closed at the end."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        """Closes it."""
        self.close()

    def lock(self, name: str, *, seconds: float = 0) -> AbstractContextManager[None]:
        """Within it no other process or thread holds the lock ``name`` (small letters, digits, hyphens) of this database.

        Raises LockedError when another holds it still after ``seconds``. A process that is killed holds it no longer.
        """
        return locks.held(self._database, name, seconds)

    # Pages, records, problems

    def known_revisions(self, site: str) -> dict[int, int]:
        """The revision that each page of a site was last read at, by page id; pages marked unreadable are not known."""
        return self._database.read(lambda connection: pages.known_revisions(connection, site))

    def replace(self, page: Page, records: Sequence[Record], problems: Sequence[Problem], vocabulary: Vocabulary = _WITHOUT_LABELS) -> None:
        """Puts a page with what was read in it in the place of all that was known of it. Raises ValueError for those of another page.

        By the labels of ``vocabulary`` the records can be searched, too.
        """
        self._change(Part.DATA, lambda connection: pages.replace(connection, page, records, problems, vocabulary))

    def mark_unreadable(self, site: str, page: Unreadable) -> None:
        """Notes that a page exists but could not be read, as a problem too. What was read in it before stays, until it is read again."""
        self._change(Part.DATA, lambda connection: pages.mark_unreadable(connection, site, page))

    def remove_missing(self, site: str, seen: Collection[int]) -> int:
        """Deletes the pages of a site whose ids are not among those seen, with their records and problems; returns their number."""
        return self._change(Part.DATA, lambda connection: pages.remove_missing(connection, site, seen))

    def page_ids(self, site: str) -> set[int]:
        """The ids of all pages of a site that are known, readable or not."""
        return self._database.read(lambda connection: pages.page_ids(connection, site))

    def titles(self) -> frozenset[tuple[str, str]]:
        """Site and title of every page that is known."""
        return self._database.read(pages.titles)

    def titles_with_markup(self, site: str) -> dict[str, bool]:
        """Of each page of a site, by title, whether it carried the markup of the Translate extension when it could last be read."""
        return self._database.read(lambda connection: pages.titles_with_markup(connection, site))

    def set_translations(self, site: str, titles: Collection[str]) -> None:
        """Notes which pages of a site are translations of others: their records and problems do not count from now on."""
        self._change(Part.DATA, lambda connection: pages.set_translations(connection, site, titles))

    def set_site(self, site: Site) -> None:
        """Notes a wiki's language and where its pages are read."""
        self._change(Part.DATA, lambda connection: pages.set_site(connection, site))

    def sites(self) -> dict[str, Site]:
        """The wikis that were read, by database name, with what ``set_site`` notes."""
        return self._database.read(pages.sites)

    def set_interwikis(self, site: str, prefixes: Mapping[str, str]) -> None:
        """Notes where a wiki's prefixes of links lead: addresses with ``$1`` for the title."""
        self._change(Part.DATA, lambda connection: pages.set_interwikis(connection, site, prefixes))

    def interwikis(self, site: str) -> dict[str, str]:
        """The address that each prefix of a wiki leads to, as last noted."""
        return self._database.read(lambda connection: pages.interwikis(connection, site))

    def counts(self) -> Counts:
        """How many pages, records and problems there are."""
        return self._database.read(pages.counts)

    def newest_revision(self) -> datetime | None:
        """The time of the newest revision that was read: the date of all data. None when nothing was read."""
        return self._database.read(pages.newest_revision)

    def records(self, kind: str | None = None, site: str | None = None) -> list[Record]:
        """All records (of a kind, of a site), sorted by kind, display name (by code point), site, page id and place in the page.

        A record that another version of the tool wrote in another shape is left out, with a warning in the log.
        """
        return self._database.read(lambda connection: records.records(connection, self._record_types, kind, site))

    def record(self, key: RecordKey) -> Record | None:
        """The record with this key; the first of its page where several share it."""
        return self._database.read(lambda connection: records.record(connection, self._record_types, key))

    def numbered_records(self) -> list[tuple[Record, int | None]]:
        """All records, in the order of ``records``, each with the number by which ``search`` finds it; None where it cannot."""
        return self._database.read(lambda connection: records.numbered(connection, self._record_types))

    def search(self, wanted: Sequence[Wanted]) -> list[Hit]:
        """The records that have all that is wanted, those on pages of translations too, in no order. Of nothing, none."""
        return search.search(self._database, wanted)

    def problems(self) -> list[Problem]:
        """All problems, sorted by site, page title, line, column and code."""
        return self._database.read(records.problems)

    # What changed

    @property
    def is_current(self) -> bool:
        """Whether the address still leads to what was opened; not so when another file took its place."""
        return self._database.identity == self._identity

    def version(self) -> Version:
        """How things stand, found out in one small statement. Each method that changes what others return makes it another one."""
        return changes.version(self._database)

    def _change(self, part: Part, work: Callable[[Connection], Result]) -> Result:
        """One transaction that changes a part of what is stored, unless ``work`` returns False or 0: then it changed nothing."""

        def noted(connection: Connection) -> Result:
            result = work(connection)
            if result is None or result:
                changes.note(connection, part)
            return result

        return self._database.write(noted)

    # What was written and remembered

    def written(self, site: str, title: str) -> Written | None:
        """What this tool last saved under a title."""
        return self._database.read(lambda connection: ledger.written(connection, site, title))

    def all_written(self, site: str) -> dict[str, Written]:
        """What this tool saved on a site, by title."""
        return self._database.read(lambda connection: ledger.all_written(connection, site))

    def set_written(self, site: str, title: str, revision: int, digest: str) -> None:
        """Notes a save: its revision and a digest (up to 128 characters) of its text."""
        self._change(Part.LEDGER, lambda connection: ledger.set_written(connection, site, title, Written(revision, digest)))

    def remembered(self, site: str, title: str) -> Remembered | None:
        """The text that was remembered of a page, with its revision."""
        return self._database.read(lambda connection: ledger.remembered(connection, site, title))

    def remember(self, site: str, title: str, revision: int, text: str) -> None:
        """Remembers a page's text, in place of an earlier one."""
        self._change(Part.DATA, lambda connection: ledger.remember(connection, site, title, Remembered(revision, text)))

    def get_fingerprint(self, site: str) -> str | None:
        """What the pages of a site were last read with; when that has changed, all of them must be read again."""
        return self._database.read(lambda connection: ledger.get_fingerprint(connection, site))

    def set_fingerprint(self, site: str, fingerprint: str) -> None:
        """Notes what all pages of a site have been read with now."""
        self._change(Part.LEDGER, lambda connection: ledger.set_fingerprint(connection, site, fingerprint))

    # History and candidates

    def history(self) -> list[Entry]:
        """What happened to records, by record and week."""
        return self._database.read(history.history)

    def set_history(self, entries: Sequence[Entry]) -> None:
        """Puts these in the place of all history; only what differs is written."""
        self._change(Part.DATA, lambda connection: history.set_history(connection, entries))

    def candidates(self) -> list[FoundCandidate]:
        """Pages that may want a record, by site and title."""
        return self._database.read(history.candidates)

    def set_candidates(self, site: str, found: Collection[FoundCandidate]) -> None:
        """Puts these in the place of all candidates of a site."""
        self._change(Part.DATA, lambda connection: history.set_candidates(connection, site, found))

    # Deliveries

    def deliveries(self, site: str) -> list[Delivery]:
        """The messages that nominations on a site led to, the oldest first."""
        return self._database.read(lambda connection: deliveries.deliveries(connection, site))

    def add_delivery(self, site: str, delivery: Delivery) -> None:
        """Notes that a message was delivered, in place of what was known of the same nomination."""
        self._change(Part.DATA, lambda connection: deliveries.add_delivery(connection, site, delivery))

    def forget_deliveries(self, site: str, page_ids: Collection[int]) -> None:
        """Drops what nominations led to whose pages are gone."""
        self._change(Part.DATA, lambda connection: deliveries.forget_deliveries(connection, site, page_ids))

    # Reach

    def reach(self) -> list[Measurement]:
        """What was found out about the reach of categories, known or not, by category and month."""
        return self._database.read(reach.reach)

    def note_reach(self, measurements: Sequence[Measurement]) -> None:
        """Puts these in the place of what was noted of the same categories and months; of two for one month the last counts."""
        self._change(Part.DATA, lambda connection: reach.note_reach(connection, measurements))

    def keep_reach(self, categories: Collection[str]) -> None:
        """Deletes what was noted of all other categories."""
        self._change(Part.DATA, lambda connection: reach.keep_reach(connection, categories))

    # Jobs and outcomes

    def start_job(self, name: str, when: datetime) -> None:
        """A job starts: its state is "running". Outcomes older than ninety days are dropped."""
        self._change(Part.LEDGER, lambda connection: ledger.start_job(connection, name, when))

    def finish_job(self, name: str, when: datetime, state: str, counts: Mapping[str, int], detail: str) -> None:
        """A job ended; the state "ok" makes it a success, any other word does not."""
        self._change(Part.LEDGER, lambda connection: ledger.finish_job(connection, name, when, state=state, counts=counts, detail=detail))

    def jobs(self) -> list[JobState]:
        """Each job that ever started, by name."""
        return self._database.read(ledger.jobs)

    def log_outcome(self, job: str, when: datetime, site: str, title: str, outcome: Outcome) -> None:
        """Notes what became of an edit."""
        self._change(Part.LEDGER, lambda connection: ledger.log_outcome(connection, LoggedOutcome(job, when, site, title, outcome)))

    def outcomes(self, limit: int) -> list[LoggedOutcome]:
        """What became of the last ``limit`` edits, the newest first."""
        return self._database.read(lambda connection: ledger.outcomes(connection, limit))
