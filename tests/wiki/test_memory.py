"""What the wiki in memory lets tests do."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.core.outcome import Deferred, Failed, Reason, Saved, Skipped
from bot.core.page import Edit, Known, Page, Unreadable
from bot.core.site import Site
from bot.wiki.memory import MemoryWiki

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def wiki() -> MemoryWiki:
    return MemoryWiki(Site("testwiki"), "Bot", clock=lambda: NOW)


def test_people_edit_with_names_and_times() -> None:
    memory = wiki()
    then = datetime(2026, 1, 2, tzinfo=UTC)
    memory.put("A", "{{Partnership}}", user="Ann", timestamp=then)
    (page,) = memory.changed(["Partnership"], {})
    assert isinstance(page, Page)
    assert (page.revision.user, page.revision.timestamp) == ("Ann", then)
    assert isinstance(memory.save(Edit("A", "B", "", page.revision.id)), Saved)
    assert [(revision.user, text) for revision, text in memory.revisions_of("A")] == [("Ann", "{{Partnership}}"), ("Bot", "B")]
    assert [edit.title for edit in memory.edits] == ["A"]


def test_texts_read_are_counted() -> None:
    memory = wiki()
    memory.put("A", "{{Partnership}}")
    (page,) = memory.changed(["Partnership"], {})
    assert isinstance(page, Page)
    assert memory.texts_read == 1
    assert list(memory.changed(["Partnership"], {page.id: page.revision.id})) == [Known(page.id, page.revision.id)]
    memory.revisions(["A"])
    assert memory.texts_read == 1


def test_somebody_edits_in_between() -> None:
    memory = wiki()
    revision = memory.put("A", "One")
    memory.before_save = lambda edit: void(memory.put(edit.title, "Two", user="Ann"))
    assert memory.save(Edit("A", "Three", "", revision)) == Deferred(Reason.CONFLICT)
    assert memory.text("A") == "Two"


def void(_: object) -> None:
    """For callbacks that give nothing back."""


def test_protection_and_other_refusals() -> None:
    memory = wiki()
    memory.protect("A")
    assert memory.save(Edit("a", "x", "", None)) == Skipped(Reason.PROTECTED)
    memory.refuse("A", Deferred(Reason.LAG))
    assert memory.save(Edit("A", "x", "", None)) == Deferred(Reason.LAG)
    memory.refuse("A", None)
    assert isinstance(memory.save(Edit("A", "x", "", None)), Saved)
    large = memory.save(Edit("B", "x" * 3_000_000, "", None))
    assert isinstance(large, Failed)
    assert large.why is Reason.TOO_LARGE


def test_a_moved_page_keeps_its_id() -> None:
    memory = wiki()
    memory.put("A", "{{Partnership}}")
    (before,) = memory.changed(["Partnership"], {})
    memory.move("A", "B")
    (after,) = memory.changed(["Partnership"], {before.id: memory.revisions_of("B")[0][0].id})
    assert isinstance(after, Page)
    assert (after.id, after.title) == (before.id, "B")
    assert memory.text("A") == "#REDIRECT [[B]]"


def test_a_page_made_again_has_another_id() -> None:
    memory = wiki()
    memory.put("A", "{{Partnership}}")
    (first,) = memory.changed(["Partnership"], {})
    memory.delete("A")
    assert list(memory.changed(["Partnership"], {})) == []
    memory.put("A", "{{Partnership}}")
    (second,) = memory.changed(["Partnership"], {})
    assert second.id != first.id


def test_unreadable_pages() -> None:
    memory = wiki()
    memory.put("A", "{{Partnership}}")
    memory.make_unreadable("A", "The text is lost.")
    (found,) = memory.changed(["Partnership"], {})
    assert found == Unreadable(found.id, "A", "The text is lost.")


def test_addresses() -> None:
    assert wiki().page_url("Ä b?") == "https://wiki.invalid/wiki/%C3%84_b%3F"
    assert wiki().page_url("A", 7).endswith("A?oldid=7")
