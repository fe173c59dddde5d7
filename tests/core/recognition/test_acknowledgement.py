"""Who may be thanked for what."""

from __future__ import annotations

import pytest

from bot.core.recognition.acknowledgement import Acknowledgement, CategoryReach, Gift, Refusal, Refused, Views, of
from bot.core.recognition.reach import Reach
from bot.core.records import Contribution, Partnership
from tests.core.reports.records import TODAY, record

ADDRESS = "https://meta.wikimedia.org/wiki/P"
CONTRIBUTIONS = [
    record(Contribution, "P", at=50, type="metadata", date="2026", what="Catalogue", records="900"),
    record(Contribution, "P", at=90, type="media", date="2025-11", what="Photos", commons_category="B", records="12", records_linked="0"),
    record(Contribution, "P", at=70, type="media", what="Maps", commons_category="A"),
    record(Contribution, "P", at=80, type="media", date="2026-02", what="More photographs", commons_category="B"),
]


def told(consent: str = "yes", *reach: Reach, **fields: object) -> Acknowledgement:
    """What is said of a partnership with the contributions above."""
    values = {"partner": ("Museum",), "lead": "Wikimedia Mali", "status": "active", "start": "2024-03", **fields}
    partnership = record(Partnership, "P", recognition_consent=consent, consent_evidence="12345", **values)
    found = of(partnership, CONTRIBUTIONS, address=ADDRESS, today=TODAY, reach=reach)
    assert isinstance(found, Acknowledgement)
    return found


def month(category: str, name: str, views: int | None = None, files: int | None = None) -> Reach:
    return Reach(category, name, files, None, None, None, views)


@pytest.mark.parametrize(
    ("consent", "partner", "reason"),
    [
        ("no", "Museum", Refusal.CONSENT_REFUSED),
        ("", "Museum", Refusal.CONSENT_UNKNOWN),
        ("yes", "", Refusal.NO_PARTNER),
        ("no", "", Refusal.CONSENT_REFUSED),
        ("yes", "Unseen", Refusal.CONSENT_UNSEEN),
    ],
)
def test_who_did_not_agree_is_not_thanked(consent: str, partner: str, reason: Refusal) -> None:
    evidence = "" if partner == "Unseen" else "12345"
    partnership = record(Partnership, "P", recognition_consent=consent, partner=partner, consent_evidence=evidence)
    assert of(partnership, CONTRIBUTIONS, address=ADDRESS, today=TODAY) == Refused(reason)


def test_who_agreed_is_thanked_for_each_gift_in_the_order_of_time() -> None:
    found = told()
    assert found.gifts == (
        Gift("media", "Photos", "2025-11", 12, 0),
        Gift("metadata", "Catalogue", "2026", 900),
        Gift("media", "More photographs", "2026-02"),
        Gift("media", "Maps", ""),
    )
    assert (found.partners, found.title, found.address, found.revision) == (("Museum",), "P", ADDRESS, 7)
    assert (found.lead, found.began, found.ended, found.written) == ("Wikimedia Mali", "2024-03", "", "2026-11-24")


def test_who_agreed_to_be_named_only_is_told_of_no_gift() -> None:
    found = told("name-only", month("B", "2026-03", 5))
    assert (found.partners, found.gifts, found.reach) == (("Museum",), (), ())


def test_a_partner_is_named_as_it_wishes() -> None:
    assert told(attribution_text="The Museum, Bamako").partners == ("The Museum, Bamako",)
    assert told(partner=("Museum", "Library")).partners == ("Museum", "Library")


@pytest.mark.parametrize(
    ("lead", "signer"),
    [
        ("Wikimedia Mali", "Wikimedia Mali"),
        ("m:Wikimedia Mali", "Wikimedia Mali"),
        (":meta:Wikimedia Mali", "Wikimedia Mali"),
        ("Wikimedia: a society", "Wikimedia: a society"),
        ("Q42", ""),
        ("", ""),
    ],
)
def test_the_lead_signs(lead: str, signer: str) -> None:
    assert told(lead=lead).lead == signer


@pytest.mark.parametrize(
    ("status", "dates"),
    [
        ("active", ("2024-03", "")),
        ("paused", ("2024-03", "")),
        ("completed", ("2024-03", "2025")),
        ("ended", ("2024-03", "2025")),
        ("idea", ("", "")),
        ("discussion", ("", "")),
        ("", ("", "")),
    ],
)
def test_what_has_not_begun_has_no_beginning(status: str, dates: tuple[str, str]) -> None:
    found = told(status=status, end="2025")
    assert (found.began, found.ended) == dates


def test_reach_is_told_of_the_categories_that_contributions_name() -> None:
    march, april, nothing = month("B", "2026-03", 5), month("B", "2026-04", files=0), month("B", "2026-05")
    found = told("yes", april, month("C", "2026-03", 9), nothing, march)
    assert found.reach == (CategoryReach("B", (march, april)), CategoryReach("A"))
    assert found.reach[0].newest == april
    assert found.reach[1].newest is None


@pytest.mark.parametrize(
    ("views", "together"),
    [
        ({"2025-11": 5, "2026-02": 7}, Views(12, "2025-11", "2026-02", 2)),
        ({"2026-01": 5, "2026-02": None, "2026-03": 0, "2026-04": None}, Views(5, "2026-01", "2026-03", 1)),
        ({"2026-01": 0}, Views(0, "2026-01", "2026-01", 0)),
        ({"2026-01": None}, None),
        ({}, None),
    ],
)
def test_months_that_are_not_known_are_counted_as_such(views: dict[str, int | None], together: Views | None) -> None:
    assert CategoryReach("B", tuple(month("B", name, number) for name, number in views.items())).views == together
