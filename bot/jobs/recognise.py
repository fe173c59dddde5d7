"""Job *recognise*: puts on talk pages what people nominated and approved, once, and writes back what became of each nomination.

Killed at any instant it can be started again: a message carries a hidden mark, by which it is found where nothing else remembers it. The
message is saved against the revision of the talk page in which the mark was looked for, so that of two bots at once one alone gets
through.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache

from bot.core.agreement import may_be_thanked
from bot.core.knowledge import Knowledge
from bot.core.outcome import ENDS_RUN, Deferred, Failed, Outcome, Reason, Saved, Skipped, Unchanged
from bot.core.page import Edit, Page
from bot.core.page_links import fold_title
from bot.core.parse import Reader
from bot.core.recognition.approval import Approvals, affiliates
from bot.core.recognition.deliveries import DELIVERIES_ROOT, Delivery, marker, restored
from bot.core.recognition.facts import Account, Destination, PastRevision
from bot.core.recognition.nomination_page import nomination_in, with_values
from bot.core.recognition.notice import Notice, next_step, notice, with_section
from bot.core.recognition.planning import UNDECIDED, WAITS, Case, Decision, plan
from bot.core.recognition.recipient import USER_TALK, refusal, subject_of, user_of
from bot.core.recognition.verdict import Why
from bot.core.records import Nomination, Partnership
from bot.core.rewrite import RewriteError
from bot.jobs.stop_page import StopPage
from bot.jobs.writing import EDITS_PER_BATCH, Written
from bot.store import Store
from bot.wiki.protocol import Community, PageTarget

_TRIES = 3


@dataclass(frozen=True)
class Words:
    """How messages are worded. ``say(language, key, *arguments)`` gives one; ``written`` the first of some languages that has messages."""

    say: Callable[..., str]
    written: Callable[[Sequence[str]], str]
    direction: Callable[[str], str]


@dataclass(slots=True)
class Recognised:
    """What became of each nomination, by the title of its page: why it was not delivered (None if it was), and of each page saved."""

    decisions: list[tuple[str, Why | None]] = field(default_factory=list)
    written: Written = field(default_factory=Written)

    @property
    def complete(self) -> bool:
        """Whether nothing went wrong and nothing is left for want of edits."""
        return not any(
            isinstance(each, Failed) or (isinstance(each, Deferred | Skipped) and each.why in ENDS_RUN) for _, each in self.written.outcomes
        )


class Recogniser:
    """Delivers messages on the home wiki. ``tell`` is told of each decision, with the message where there is one."""

    def __init__(
        self,
        target: PageTarget,
        community: Community,
        store: Store,
        *,
        knowledge: Knowledge,
        reader: Reader,
        words: Words,
        edits: int,
        page_root: str,
        clock: Callable[[], datetime],
        stop_page: StopPage,
        summary: Callable[[str, str], str],
        tell: Callable[[Decision, Notice | None], None],
    ) -> None:
        """``summary(kind, title)`` gives the summary of an edit.

        ``kind`` is "barnstar", "thank-you" or "nomination"; ``title`` is the nomination's, empty on its own page.
        """
        self._target = target
        self._community = community
        self._store = store
        self._knowledge = knowledge
        self._settings = knowledge.settings
        self._reader = reader
        self._words = words
        self._edits = edits
        self._page_root = page_root
        self._clock = clock
        self._stop_page = stop_page
        self._summary = summary
        self._tell = tell
        self._saved = 0
        self._halt: Outcome | None = None
        self._accounts: dict[str, Account] = {}
        self._pages: dict[int, Page] = {}
        self.recognised = Recognised()

    def run(self) -> Recognised:
        """Look at every nomination that nobody has closed, and do what is due."""
        if stopped := self._stop_page.refusal():
            self._note(self._stop_page.title, stopped)
            return self.recognised
        cases = self._cases()
        for decision in plan(cases, self._ledger(), self._partnership, self._settings, self._clock(), bot=self._target.account):
            if self._halt is None:
                self._act(decision)
        return self.recognised

    # -- What is known

    def _cases(self) -> list[Case]:
        known = [each for each in self._knowledge.of(Nomination) if each.source.site == self._knowledge.home and each.status in UNDECIDED]
        titles = list(dict.fromkeys(each.source.title for each in known))
        # Judged is what the pages say now, not what they said when they were collected.
        pages = self._target.read(titles)
        histories = {title: self._community.history(title) for title in titles if title in pages}
        reads = {title: self._read(pages[title]) for title in histories}
        self._accounts |= self._community.accounts(sorted(self._people(histories, reads)))
        approvals = Approvals(
            self._settings,
            self._accounts,
            affiliates(self._knowledge.partnerships),
            self._target.account,
            self._clock(),
            lambda title: user_of(title, self._reader.site),
        )
        cases = []
        for title, history in histories.items():
            page, read = pages[title], reads[title]
            nomination = read(page.text) or next(each for each in known if each.source.title == title)
            # A page saved or moved in between is judged next time.
            is_same = history and history[0].id == page.revision.id and nomination.source.page_id == page.id
            if nomination.status in UNDECIDED and is_same:
                self._pages[page.id] = page
                cases.append(Case(nomination, approvals.judge(history, read)))
        return cases

    def _read(self, page: Page) -> Callable[[str], Nomination | None]:
        return cache(lambda text: nomination_in(page, text, self._reader))

    def _people(self, histories: Mapping[str, Sequence[PastRevision]], reads: Mapping[str, Callable[[str], Nomination | None]]) -> set[str]:
        names = {revision.user for history in histories.values() for revision in history}
        for title, history in histories.items():
            if history and history[0].text is not None and (nomination := reads[title](history[0].text)):
                names |= {nomination.nominated_by, nomination.approved_by, user_of(nomination.nominee, self._reader.site)}
        return names - {""}

    def _partnership(self, nomination: Nomination) -> Partnership | None:
        """The partnership whose page is to be thanked, if it is one's."""
        return self._partnership_at(nomination.nominee, nomination)

    def _partnership_at(self, title: str, nomination: Nomination) -> Partnership | None:
        for place in self._knowledge.places(title, nomination) if title else ():
            if found := self._knowledge.partnerships_by_page.get(place):
                return found[0]
        return None

    def _ledger(self) -> list[Delivery]:
        """What was delivered before: as the database knows, else its mirror on the wiki; and what nominations say of themselves."""
        site = self._target.ledger_name
        if not self._store.deliveries(site):
            titles = list(self._target.revisions([], [DELIVERIES_ROOT]))
            for delivery in restored({title: page.text for title, page in self._target.read(titles).items()}) if titles else ():
                self._store.add_delivery(site, delivery)
        ledger = self._store.deliveries(site)
        known = {each.page_id for each in ledger}
        return ledger + [
            _as_told(each)
            for each in self._knowledge.of(Nomination)
            if each.status == "delivered" and each.source.site == self._knowledge.home and each.source.page_id not in known
        ]

    # -- What is done

    def _act(self, decision: Decision) -> None:
        nomination = decision.case.nomination
        if decision.why is None:
            why, message = self._deliver(decision.case)
            self._decided(Decision(decision.case, why), message)
            if why is Why.COOL_DOWN:
                self._finish(nomination, {"status": "approved", "note": ""})
            elif why not in {None, Why.NOT_SAVED}:
                # It can be delivered only if people change something about it.
                self._finish(nomination, {"status": "undeliverable", "note": str(why)})
            return
        self._decided(decision, None)
        if decision.why is Why.DELIVERED:
            sent = {each.page_id: each.revision for each in self._store.deliveries(self._target.ledger_name)}
            # What another nomination on the page says of itself is no delivery of ours.
            if revision := sent.get(nomination.source.page_id):
                self._finish(nomination, {"status": "delivered", "delivered": str(revision), "note": ""})
        elif decision.why is Why.EXPIRED:
            self._finish(nomination, {"status": "expired", "note": str(decision.case.judged.why or Why.EXPIRED)})
        elif decision.why is Why.CONSENT:
            self._finish(nomination, {"status": "undeliverable", "note": str(decision.why)})
        elif decision.why in WAITS:
            self._finish(nomination, {"status": "approved", "note": ""})
        else:
            note = "" if decision.why is Why.NOT_APPROVED else str(decision.why)
            status = {"status": "open"} if nomination.status == "approved" else {}
            self._finish(nomination, {**status, "note": note})

    def _decided(self, decision: Decision, message: Notice | None) -> None:
        self.recognised.decisions.append((decision.case.nomination.source.title, decision.why))
        self._tell(decision, message)

    def _deliver(self, case: Case) -> tuple[Why | None, Notice | None]:
        """Put the message on its page, unless it is there; why it was not, and the message."""
        nomination = case.nomination
        site, mark = self._target.ledger_name, marker(nomination.source.site, nomination.source.page_id)
        message = None
        for _ in range(_TRIES):
            destination, account = self._recipient(nomination)
            if destination is None:
                return Why.NO_RECIPIENT, None
            text = destination.page.text if destination.page else ""
            revision = self._community.own_revision_with(destination.title, mark) if destination.page else 0
            if not revision and (why := self._wrong_with(case, destination, account)):
                return why, None
            message = self._message(nomination, account)
            if not revision:
                if self._saved and (stopped := self._stop_page.refusal()):
                    self._halt = stopped
                base = destination.page.revision.id if destination.page else None
                summary = self._summary(nomination.nomination_kind, nomination.source.title)
                outcome = self._save(Edit(destination.title, with_section(text, message), summary, base))
                if isinstance(outcome, Deferred) and outcome.why in {Reason.CONFLICT, Reason.CREATED}:
                    continue  # somebody was faster, perhaps another of our runs: look again
                if not isinstance(outcome, Saved):
                    return Why.NOT_SAVED, message
                revision = outcome.revision
            delivery = Delivery(
                nomination.source.page_id,
                self._clock().astimezone(UTC).replace(microsecond=0),
                nomination.nominee,
                nomination.nomination_kind,
                self._settings.barnstar_named(nomination.barnstar),
                message.language,
                nomination.nominated_by,
                destination.title,
                revision,
            )
            self._store.add_delivery(site, delivery)
            self._finish(nomination, {"status": "delivered", "delivered": str(revision), "note": ""})
            return None, message
        return Why.NOT_SAVED, message

    def _wrong_with(self, case: Case, destination: Destination, account: Account | None) -> Why | None:
        """What speaks against a message there: redirects, and other titles of the page, go round nothing that people decided."""
        nomination, owner = case.nomination, user_of(destination.title, self._reader.site)
        if owner and owner in {nomination.nominated_by, case.judged.nominator}:
            return Why.SELF_NOMINATION
        if owner and owner == nomination.approved_by:
            return Why.BY_NOMINEE
        place = (self._knowledge.home, fold_title(subject_of(destination.title, self._reader.site)))
        if not all(map(may_be_thanked, self._knowledge.partnerships_by_page.get(place, ()))):
            return Why.CONSENT
        since = self._clock() - timedelta(days=self._settings.cool_down_days)
        ledger = self._store.deliveries(self._target.ledger_name)
        if any(each.page == destination.title and each.kind == nomination.nomination_kind and each.time > since for each in ledger):
            return Why.COOL_DOWN
        return refusal(destination, account, nomination.nomination_kind, self._target.account, self._reader.site)

    def _recipient(self, nomination: Nomination) -> tuple[Destination | None, Account | None]:
        """Where the message goes, and whose talk page that is; no place where what is to be thanked does not exist."""
        talk, person = self._reader.site.namespace_names(USER_TALK)[0], user_of(nomination.nominee, self._reader.site)
        # A person is told on the talk page itself: nobody is told of what is written on pages below it.
        is_barnstar = nomination.nomination_kind == "barnstar"
        destination = self._community.destination(f"{talk}:{person}" if is_barnstar else nomination.nominee)
        owner = user_of(destination.title, self._reader.site) or person
        if owner:
            if owner not in self._accounts:
                self._accounts |= self._community.accounts([owner])
            return destination, self._accounts[owner]
        exists = destination.elsewhere or nomination.nominee in self._target.revisions([nomination.nominee])
        return (destination if exists else None), None

    def _message(self, nomination: Nomination, account: Account | None) -> Notice:
        partnership = self._partnership_at(nomination.partnership or nomination.nominee, nomination)
        wished = [nomination.language, *(account.languages if account else ()), self._target.site.language]
        language = self._words.written([each for each in wished if each])
        named = self._settings.barnstar_named(nomination.barnstar)
        barnstar = self._settings.barnstars.get(named) if nomination.nomination_kind == "barnstar" else None
        labels = barnstar.labels if barnstar else {}
        return notice(
            nomination,
            lambda key, *arguments: self._words.say(language, key, *arguments),
            site=self._reader.site,
            language=language,
            direction=self._words.direction(language),
            barnstar=barnstar,
            barnstar_name=labels.get(language) or labels.get("en") or next(iter(labels.values()), ""),
            step=next_step(
                self._knowledge, partnership, [language], f"{self._page_root}/Learning modules", account.name if account else ""
            ),
            opt_out_page=f"{self._page_root}/Recognition",
        )

    def _finish(self, nomination: Nomination, values: Mapping[str, str]) -> None:
        """Write on the nomination's page what became of it. What a person noted there stays."""
        page: Page | None = self._pages[nomination.source.page_id]
        for _ in range(_TRIES):
            current = nomination_in(page, page.text, self._reader) if page else None
            if page is None or current is None or current.status not in UNDECIDED:
                return
            ours = current.note in set(Why) or not current.note
            wanted = {name: value for name, value in values.items() if (name != "note" or ours) and getattr(current, name) != value}
            if not wanted:
                return
            try:
                text = with_values(page.text, wanted, self._reader)
            except RewriteError as error:
                self._note(page.title, Failed(Reason.OTHER, str(error)))
                return
            outcome = self._save(Edit(page.title, text, self._summary("nomination", ""), page.revision.id))
            if not (isinstance(outcome, Deferred) and outcome.why is Reason.CONFLICT):
                return
            page = self._target.read([page.title]).get(page.title)

    def _save(self, edit: Edit) -> Outcome:
        outcome = self._refusal() or self._target.save(edit)
        if isinstance(outcome, Saved):
            self._saved += 1
        elif not isinstance(outcome, Unchanged) and outcome.why in ENDS_RUN:
            self._halt = outcome
        self._note(edit.title, outcome)
        return outcome

    def _refusal(self) -> Outcome | None:
        if self._halt is not None:
            return self._halt
        if self._saved >= self._edits:
            return Deferred(Reason.TRIAL, detail=f"{self._edits} edits were made")
        return self._stop_page.refusal() if self._saved and self._saved % EDITS_PER_BATCH == 0 else None

    def _note(self, title: str, outcome: Outcome) -> None:
        self.recognised.written.outcomes.append((title, outcome))
        if not isinstance(outcome, Unchanged):
            self._store.log_outcome("recognise", self._clock(), self._target.site.dbname, title, outcome)


def _as_told(nomination: Nomination) -> Delivery:
    """A delivery that only the nomination's page remembers."""
    revision = int(nomination.delivered) if nomination.delivered.isdecimal() else 0
    return Delivery(
        nomination.source.page_id, nomination.source.timestamp, nomination.nominee, nomination.nomination_kind, nomination.barnstar,
        nomination.language, nomination.nominated_by, "", revision,
    )  # fmt: skip
