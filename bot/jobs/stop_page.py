"""The stop page of a task: anybody stops the bot by editing it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.outcome import Reason, Skipped
from bot.store import Store
from bot.wiki.protocol import PageTarget, WikiError


@dataclass(frozen=True, slots=True)
class StopPage:
    """Asks the wiki whether a task may run. Missing, blanked or unreadable means no: silence is never consent."""

    target: PageTarget
    store: Store
    title: str
    missing_means_run: bool = False  # for the job that creates it

    def refusal(self) -> Skipped | None:
        """Why the task must not run now; None where the page's first word is "run".

        The page's revision is asked for each time, its text only when that has changed.
        """
        site = self.target.ledger_name
        try:
            revision = self.target.revisions([self.title]).get(self.title)
            if revision is None:
                if self.missing_means_run:
                    return None
                return Skipped(Reason.STOPPED, f"{self.title} does not exist; “python -m bot install” creates it")
            known = self.store.remembered(site, self.title)
            if known is None or known.revision != revision:
                page = self.target.read([self.title]).get(self.title)
                if page is None:
                    return Skipped(Reason.STOPPED, f"{self.title} cannot be read")
                self.store.remember(site, self.title, page.revision.id, page.text)
                text = page.text
            else:
                text = known.text
        except WikiError as error:
            return Skipped(Reason.STOPPED, f"{self.title} cannot be read: {error}")
        words = text.split(maxsplit=1)
        if not words or words[0].strip(".,:;!'\"").lower() != "run":
            return Skipped(Reason.STOPPED, f"{self.title} does not begin with “run”")
        return None
