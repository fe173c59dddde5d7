"""Why somebody is not thanked, or not yet."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """A reason, each with a message ``recognition-<value>`` that says what to do about it."""

    # Something is wrong with the nomination itself.
    INCOMPLETE = "incomplete"  # it does not say whom, what kind, why, or who asks
    SEVERAL = "several"  # more than one nomination on the page, or none that can be read
    BARNSTAR = "barnstar"  # none that Settings offer
    NOT_A_USER = "not-a-user"  # a barnstar for a page that is no user's
    SELF_NOMINATION = "self-nomination"
    NOT_BY_NOMINATOR = "not-by-nominator"  # written by somebody else than it says
    NOMINATOR = "nominator"  # too new here to nominate, or not in good standing
    QUOTA = "quota"  # the nominator made too many in a month

    # Something is wrong with the approval.
    SELF_APPROVAL = "self-approval"
    BY_NOMINEE = "by-nominee"
    NOT_BY_APPROVER = "not-by-approver"  # somebody else wrote the name: typed, copied or restored it
    NO_ACCOUNT = "no-account"  # nobody has that name, or not any more
    CHANGED = "changed"  # nominee, kind or reason differ from what was approved
    UNENTITLED = "unentitled"
    AFFILIATE = "affiliate"  # approver and nominator belong to the same affiliate
    HIDDEN = "hidden"  # a revision that would have to be read is hidden
    IMPORTED = "imported"  # a revision was made elsewhere

    # The recipient, or the page the message would be on.
    CONSENT = "consent"  # the partner has not agreed, or nothing shows that it did
    NO_RECIPIENT = "no-recipient"  # no such account or page
    BLOCKED = "blocked"
    LOCKED = "locked"
    TEMPORARY = "temporary"  # a temporary account, or an address
    ELSEWHERE = "elsewhere"  # the talk page is on another wiki
    NOT_WIKITEXT = "not-wikitext"  # a structured discussion, or no page for messages
    OPTED_OUT = "opted-out"
    EXCLUDED = "excluded"  # the page asks bots to stay away

    # Nothing is wrong: it waits.
    NOT_APPROVED = "not-approved"
    OBJECTION = "objection"
    CLOSED = "closed"  # nominator or nominee withdrew it, or an approver declined it, and somebody else opened it again
    WINDOW = "window"  # somebody may still object
    COOL_DOWN = "cool-down"
    CAPS = "caps"  # as many messages as may be sent were sent
    NOT_SAVED = "not-saved"  # the wiki did not take the message now
    EXPIRED = "expired"  # nobody approved it in time
    DELIVERED = "delivered"  # it was sent already
