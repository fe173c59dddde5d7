"""Public pages for what is not a partnership, and for those whom no hub can help."""

from __future__ import annotations

from collections.abc import Mapping

#: By the end of the keys of its messages, ``web-contact-exit-…``.
EXITS: Mapping[str, str] = {
    "article": "https://en.wikipedia.org/wiki/Wikipedia:FAQ/Organizations",
    "paid": "https://meta.wikimedia.org/wiki/Terms_of_use/FAQ_on_paid_contributions_without_disclosure",
    "press": "https://wikimediafoundation.org/about/press/",
    "complaint": "https://en.wikipedia.org/wiki/Wikipedia:Contact_us",
    "trademark": "https://foundation.wikimedia.org/wiki/Policy:Trademark_policy",
    "donation": "https://donate.wikimedia.org/",
}
#: Tells about people who take money for what volunteers do for nothing.
SCAMS = "https://en.wikipedia.org/wiki/Wikipedia:Scam_warning"
#: The chapters and groups that are recognised, by country.
AFFILIATES = "https://meta.wikimedia.org/wiki/Wikimedia_movement_affiliates"
