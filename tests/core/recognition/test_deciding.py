"""What a person does about a nomination, with any name: it reads as said, and nothing else changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.composing import UnfitError
from bot.core.configuration import Configuration
from bot.core.page import Page, Revision
from bot.core.parse import Reader
from bot.core.recognition.deciding import Deed, with_deed
from bot.core.recognition.nomination_page import nomination_in
from bot.core.site import Site

READER = Reader(Site("metawiki"), Configuration().template_names("metawiki"))
CALL = "{{{{Partnership nomination|nominee=User:Fatou|kind=thank-you|reason=Taught.|nominated_by=Luc{}}}}}"
NAMES = st.text(alphabet="Aa1 é'&;,~-*()\u0645", min_size=1, max_size=20).map(lambda name: " ".join(name.split())).filter(bool)


def page(text: str) -> Page:
    return Page("metawiki", 1, "Partnerships/Nominations/Fatou", 0, Revision(1, datetime(2026, 3, 1, tzinfo=UTC)), text)


@given(NAMES.map(lambda name: name[0].upper() + name[1:]), st.sampled_from([(Deed.APPROVE, Deed.UNAPPROVE), (Deed.OBJECT, Deed.UNOBJECT)]))
def test_any_name_reads_as_itself_and_is_taken_back(name: str, deeds: tuple[Deed, Deed]) -> None:
    do, undo = deeds
    text = CALL.format("|objected_by=Zoe, Old")
    try:
        after = with_deed(page(text), do, name, READER)
    except UnfitError:
        return
    said = nomination_in(page(after), after, READER)
    assert said is not None
    expected = ("", ("Zoe", "Old", name)) if do is Deed.OBJECT else (name, ("Zoe", "Old"))
    assert (said.approved_by, said.objected_by) == expected or name in {"Zoe", "Old"}
    back = with_deed(page(after), undo, name, READER)
    again = nomination_in(page(back), back, READER)
    assert again is not None
    assert (again.approved_by, again.objected_by) == ("", ("Zoe", "Old"))


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        (CALL.format(""), Deed.UNAPPROVE),
        (CALL.format("|approved_by=Zoe"), Deed.UNAPPROVE),
        (CALL.format("|objected_by=Zoe"), Deed.UNOBJECT),
        (CALL.format("|status=delivered"), Deed.APPROVE),
        (CALL.format("|status=withdrawn"), Deed.OBJECT),
        (CALL.format("") * 2, Deed.APPROVE),
        (CALL.format("|reason=<b>x</b>"), Deed.APPROVE),
        ("Text.", Deed.APPROVE),
    ],
)
def test_what_cannot_be_done(text: str, deed: Deed) -> None:
    with pytest.raises(UnfitError):
        with_deed(page(text), deed, "Amina", READER)
