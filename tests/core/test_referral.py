"""Whom an institution is sent to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.workshop import TEMPLATES
from bot.core.knowledge import Knowledge
from bot.core.records import Hub, Partnership, Record
from bot.core.records.choices import INQUIRY_KIND, PARTNER_TYPES
from bot.core.referral import KINDS, SECTORS, Wish, examples, referrals
from bot.core.wiki_settings import VerifiedHub, WikiSettings
from bot.jobs.configuration import shipped
from tests.core.reports.records import knowledge, record

MUSEUM = Wish("museum", "SN", "fr", "content")


def known(records: Iterable[Record], *verified: str) -> Knowledge:
    """What is known, with these hubs verified."""
    pins = {title: VerifiedHub(contact=f"{title}@example.org", checked="2026-11") for title in verified}
    return replace(knowledge(records), settings=WikiSettings(hubs=pins))


def going(hub: str, number: int) -> list[Partnership]:
    """So many partnerships that a hub looks after."""
    return [record(Partnership, f"{hub} {count}", hub=hub, status="active") for count in range(number)]


HUBS = [
    record(Hub, "Museums", themes="museums", languages="en"),
    record(Hub, "Senegal", countries="SN", languages="fr"),
    record(Hub, "Africa", regions="sub-saharan-africa", languages="fr", capacity="2", backup="Spare"),
    record(Hub, "Andes", regions="latin-america-caribbean", themes="museums"),
    record(Hub, "Spare", countries="KE"),
    record(Hub, "Expired", countries="SN", until="2025"),
    record(Hub, "Tongues", languages="fr"),
]
ALL = [hub.source.title for hub in HUBS]


@pytest.mark.parametrize(
    ("wish", "names"),
    [
        # Country, region, language 6; theme 4; region, language 3; region 2. One that works elsewhere does not help, however much it knows.
        (MUSEUM, ["Senegal", "Museums", "Africa", "Spare"]),
        (replace(MUSEUM, country="PE"), ["Andes", "Museums"]),
        (replace(MUSEUM, country=""), ["Museums"]),
        (replace(MUSEUM, country="", sector="company"), []),
        (replace(MUSEUM, country="AQ", sector="school"), []),
        (replace(MUSEUM, sector="company", language="en"), ["Senegal", "Africa", "Spare"]),
    ],
)
def test_the_hubs_that_may_help(wish: Wish, names: list[str]) -> None:
    assert [referral.hub.display_name for referral in referrals(wish, known(HUBS, *ALL))] == names


def test_it_says_why_and_gives_the_pinned_contact() -> None:
    first, second = referrals(MUSEUM, known(HUBS, *ALL))[:2]
    assert first.shared == (("country", "SN"), ("region", "sub-saharan-africa"), ("language", "fr"))
    assert second.shared == (("theme", "museums"),)
    assert first.verified.contact == "Senegal@example.org"
    assert not first.full
    assert first.stands_in_for is None


def test_what_is_asked_about_matters() -> None:
    hubs = [record(Hub, "Code", programs="technology"), record(Hub, "Data", themes="open-data")]
    for kind, names in {"technical": ["Code"], "data": ["Data"], "funding": []}.items():
        found = referrals(Wish("company", "SN", "fr", kind), known(hubs, "Code", "Data"))
        assert [referral.hub.display_name for referral in found] == names


def test_the_settings_name_hubs_by_their_page_at_home() -> None:
    hubs = [record(Hub, "Same", countries="SN", site="frwiki"), record(Hub, "Far", countries="SN", site="frwiki")]
    assert referrals(MUSEUM, known(hubs, "Same")) == ()
    assert [referral.hub.source.site for referral in referrals(MUSEUM, known(hubs, "fr:far"))] == ["frwiki"]


def test_a_backup_takes_the_place_of_a_hub_without_room() -> None:
    found = referrals(replace(MUSEUM, country="ML"), known([*HUBS, *going("Africa", 2)], *ALL))
    # By what they share themselves they would follow Senegal (region, language), of the same weight as Africa, and Museums.
    assert [(each.hub.display_name, each.full, each.stands_in_for and each.stands_in_for.display_name) for each in found] == [
        ("Museums", False, None),
        ("Spare", False, "Africa"),
        ("Senegal", False, None),
        ("Africa", True, None),
    ]
    assert found[1].shared == (("region", "sub-saharan-africa"),)
    assert not any(each.full or each.stands_in_for for each in referrals(MUSEUM, known([*HUBS, *going("Africa", 1)], *ALL)))


@pytest.mark.parametrize(
    ("records", "verified"),
    [
        ([record(Hub, "Spare", countries="PE")], ["Full"]),  # not verified
        ([record(Hub, "Spare", countries="PE", until="2025")], ["Full", "Spare"]),  # over
        ([record(Hub, "Spare", countries="PE", capacity="1"), *going("Spare", 1)], ["Full", "Spare"]),  # no room either
        ([], ["Full", "Spare"]),  # no such page
    ],
)
def test_a_backup_that_cannot_help_is_not_named(records: list[Record], verified: list[str]) -> None:
    full = record(Hub, "Full", countries="SN", capacity="0", backup="Spare")
    assert [(each.hub.display_name, each.full) for each in referrals(MUSEUM, known([full, *records], *verified))] == [("Full", True)]


_NAMES = ["A", "B", "C", "D"]
_HUBS = st.lists(
    st.builds(
        lambda title, site, countries, themes, languages, capacity, backup, until: record(
            Hub, title, site=site, countries=countries, themes=themes, languages=languages, capacity=capacity, backup=backup, until=until
        ),
        st.sampled_from(_NAMES),
        st.sampled_from(["metawiki", "frwiki"]),
        st.sampled_from(["", "SN", "KE", "PE SN"]),
        st.sampled_from(["", "museums", "law museums"]),
        st.sampled_from(["", "fr", "en"]),
        st.sampled_from(["", "0", "1", "2"]),
        st.sampled_from(["", *_NAMES]),
        st.sampled_from(["", "2025", "2030"]),
    ),
    max_size=6,
)


@given(
    hubs=_HUBS,
    load=st.lists(st.sampled_from(_NAMES), max_size=4),
    verified=st.sets(st.sampled_from(_NAMES)),
    wish=st.builds(
        Wish,
        st.sampled_from(PARTNER_TYPES),
        st.sampled_from(["", "SN", "KE", "AQ"]),
        st.sampled_from(["fr", "en"]),
        st.sampled_from(INQUIRY_KIND.codes),
    ),
    data=st.data(),
)
def test_nobody_is_sent_to_a_hub_that_is_not_verified(
    hubs: list[Hub], load: list[str], verified: set[str], wish: Wish, data: st.DataObject
) -> None:
    records = [*hubs, *(record(Partnership, f"P{count}", hub=name, status="active") for count, name in enumerate(load))]
    found = referrals(wish, known(records, *verified))
    for referral in found:
        assert referral.hub.source.site == "metawiki"
        assert referral.hub.source.title in verified
        assert referral.verified.contact == f"{referral.hub.source.title}@example.org"
        assert referral.hub.until != "2025"
        assert referral.shared or referral.stands_in_for
    assert len({referral.hub.key for referral in found}) == len(found)
    assert [referral.full for referral in found] == sorted(referral.full for referral in found)
    # The order in which pages were read does not matter: of several hubs on a page the first counts.
    if len({hub.key for hub in hubs}) == len(hubs):
        assert referrals(wish, known(data.draw(st.permutations(records)), *verified)) == found


def test_examples_are_alike_and_went_well() -> None:
    def example(title: str, partner_type: str = "museum", country: str = "SN", status: str = "active", outcome: str = "") -> Partnership:
        return record(Partnership, title, partner_type=partner_type, country=country, status=status, outcome=outcome)

    partnerships = [
        example("Alike far away", country="PE"),
        example("Here", "school"),
        example("Alike near by", country="ML"),
        example("Alike here", status="completed", outcome="success"),
        example("Neither", "school", "PE"),
        example("Failed", status="completed", outcome="failure"),
        example("Not yet", status="idea"),
        example("Another one here"),
    ]
    found = [partnership.display_name for partnership in examples(MUSEUM, partnerships, 9)]
    assert found == ["Alike here", "Another one here", "Alike near by", "Here", "Alike far away"]
    assert len(examples(MUSEUM, partnerships, 2)) == 2
    assert [each.display_name for each in examples(replace(MUSEUM, country=""), partnerships, 9)] == [
        "Alike far away", "Alike here", "Alike near by", "Another one here",
    ]  # fmt: skip


def test_what_can_be_asked_is_known_to_the_configuration() -> None:
    assert tuple(SECTORS) == PARTNER_TYPES
    assert tuple(KINDS) == INQUIRY_KIND.codes
    codes = shipped(TEMPLATES).configuration.codes
    for family, code in (feature for features in (*SECTORS.values(), *KINDS.values()) for feature in features):
        assert code in codes[family]  # type: ignore[index] # a family of features is one of codes
