"""What every place must do, whatever it is. Subclass, give a ``place`` fixture, and pytest runs all of it.

``place.root`` begins every title and template name made here, so that the tests can share one living wiki.
"""

from __future__ import annotations

from typing import Protocol

import pytest

from bot.core.outcome import Deferred, Failed, Outcome, Reason, Saved, Unchanged
from bot.core.page import Edit, Known, Page, Unreadable
from bot.wiki.protocol import PageSource, PageTarget


class ReadablePlace(Protocol):
    """A place with people who edit."""

    root: str

    def put(self, title: str, text: str) -> None:
        """Somebody saves a page."""

    def delete(self, title: str) -> None:
        """Somebody deletes a page."""

    def source(self) -> PageSource:
        """The source as it stands after the edits so far."""


class WritablePlace(ReadablePlace, Protocol):
    """A place that the bot saves to. ``everything_protected`` says that whoever edits there runs the bot."""

    everything_protected: bool

    def protect(self, title: str) -> None:
        """Somebody lets administrators alone edit a page."""

    def unprotect(self, title: str) -> None:
        """Somebody lets everybody edit a page again."""

    def target(self) -> PageTarget:
        """The same wiki as a target."""


def pages(place: ReadablePlace, *names: str, known: dict[int, int] | None = None) -> dict[str, Page]:
    """The pages with text that the source yields, by title, without those of other tests."""
    found = [item for item in place.source().changed(names or (template(place),), known or {}) if isinstance(item, Page)]
    titles = [page.title for page in found]
    assert len(titles) == len(set(titles))
    return {page.title: page for page in found if place.root in page.title}


def template(place: ReadablePlace, name: str = "partnership") -> str:
    """The name of a template of this test."""
    return f"{place.root} {name}"


ODD_TITLES = (
    "شراكة المتحف الوطني",
    "Musée d'art moderne",
    'The "Old" House',
    "Who? What!",
    "100 % open & free",
    "St. John's... (museum)",
    "Foo.json",
    "Foo.wikitext",
    "Foo.wikitext/Bar",
    "Template/Foo",
    "A//B",
    "C:\\D*",
    "~ tilde = + ,",
    "日本語",
)


class ReadingContract:
    """What holds for every source."""

    def test_finds_the_pages_that_call_a_template_however_it_is_written(self, place: ReadablePlace) -> None:
        name = template(place)
        lower, underscored = name[0].lower() + name[1:], name.replace(" ", "_")
        calls = {
            "upper": f"{{{{{name}|partner=A}}}}",
            "lower": f"Text {{{{{lower}}}}}",
            "underscore": f"{{{{{underscored}|partner=A}}}}",
            "prefix": f"{{{{Template:{name}|partner=A}}}}",
            "small prefix": f"{{{{template:{lower}|partner=A}}}}",
            "layout": f"{{{{ \n {name}\n | partner = A\n}}}}",
            "comment": f"{{{{<!-- here -->{name}<!-- there -->|partner=A}}}}",
            "nested": "{{#if:x|{{" + name + "|partner={{x}}}}}}",
        }
        for title, text in calls.items():
            place.put(f"{place.root}/{title}", text)
        place.put(f"{place.root}/prose", f"We speak of {name}, not {{{{{name}s|partner=A}}}} or {{{{Other {lower}}}}}.")
        found = pages(place)
        assert {title.removeprefix(f"{place.root}/") for title in found} == {*calls}
        assert all(found[f"{place.root}/{title}"].text == text for title, text in calls.items())

    def test_a_page_says_what_it_is(self, place: ReadablePlace) -> None:
        place.put(f"User:{place.root}/A", f'{{{{{template(place)}}}}} é\n\n<b>&amp; & "x"</b>')
        (page,) = pages(place).values()
        assert (page.title, page.namespace, page.content_model, page.redirect) == (f"User:{place.root}/A", 2, "wikitext", None)
        assert page.text == f'{{{{{template(place)}}}}} é\n\n<b>&amp; & "x"</b>'
        assert page.site == place.source().site.dbname
        assert page.id > 0
        assert page.revision.id > 0
        assert page.revision.timestamp.utcoffset() is not None

    def test_several_templates_and_names_with_entities(self, place: ReadablePlace) -> None:
        first, second = template(place, "hub"), template(place, "R&D d'art")
        place.put(f"{place.root}/1", f"{{{{{first}}}}}")
        place.put(f"{place.root}/2", f"{{{{{second}|a=b}}}}")
        place.put(f"{place.root}/3", f"{{{{{first}}}}}{{{{{second}}}}}")
        assert set(pages(place, first)) == {f"{place.root}/1", f"{place.root}/3"}
        assert set(pages(place, first, second)) == {f"{place.root}/{number}" for number in (1, 2, 3)}

    def test_redirects_to_a_template_count(self, place: ReadablePlace) -> None:
        name, other = template(place), template(place, "alias")
        # The page that uses it comes before the redirect and before the template, in every order a place may have.
        place.put(f"{place.root}/A", f"{{{{{other}|partner=A}}}}")
        place.put(f"Template:{other}", f"#REDIRECT [[Template:{name}]]")
        place.put(f"{place.root}/B", f"{{{{{other}|partner=B}}}}")
        place.put(f"{place.root}/C", f"{{{{{name}|partner=C}}}}")
        source = place.source()
        names = source.template_names((name,))
        found = {page.title for page in source.changed((name,), {}) if isinstance(page, Page)}
        assert found >= {f"{place.root}/{letter}" for letter in "ABC"}
        assert found == {page.title for page in source.changed(tuple(names), {}) if isinstance(page, Page)}
        assert dict(names) == {name: name, other: name}

    def test_unchanged_pages_are_not_read_again(self, place: ReadablePlace) -> None:
        place.put(f"{place.root}/A", f"{{{{{template(place)}|partner=A}}}}")
        place.put(f"{place.root}/B", f"{{{{{template(place)}|partner=B}}}}")
        before = pages(place)
        known = {page.id: page.revision.id for page in before.values()}
        place.put(f"{place.root}/B", f"{{{{{template(place)}|partner=C}}}}")
        after = list(place.source().changed((template(place),), known))
        kept, again = before[f"{place.root}/A"], before[f"{place.root}/B"]
        assert Known(kept.id, kept.revision.id) in after
        (read,) = (item for item in after if isinstance(item, Page) and place.root in item.title)
        assert (read.id, read.text) == (again.id, f"{{{{{template(place)}|partner=C}}}}")
        assert read.revision.id != again.revision.id

    def test_what_is_deleted_or_calls_no_more_disappears(self, place: ReadablePlace) -> None:
        for letter in "ABC":
            place.put(f"{place.root}/{letter}", f"{{{{{template(place)}|partner={letter}}}}}")
        known = {page.id: page.revision.id for page in pages(place).values()}
        place.delete(f"{place.root}/A")
        place.put(f"{place.root}/B", "Nothing any more.")
        left = [item for item in place.source().changed((template(place),), known) if not isinstance(item, Unreadable)]
        assert [item.id for item in left if item.id in known] == [pages(place)[f"{place.root}/C"].id]

    def test_what_is_gone_is_never_said_of_what_is_there(self, place: ReadablePlace) -> None:
        for letter in "AB":
            place.put(f"{place.root}/{letter}", f"{{{{{template(place)}|partner={letter}}}}}")
        ids = {page.title: page.id for page in pages(place).values()}
        place.put(f"{place.root}/A", "No call any more.")
        place.delete(f"{place.root}/B")
        # Not every source can know: then it says nothing is gone.
        assert place.source().confirm_missing([*ids.values()]) <= {ids[f"{place.root}/B"]}
        assert place.source().confirm_missing([]) == frozenset()

    def test_a_blank_wiki_and_no_names(self, place: ReadablePlace) -> None:
        place.put(f"{place.root}/A", "Nothing.")
        assert pages(place) == {}
        assert list(place.source().changed((), {})) == []

    @pytest.mark.parametrize("title", ODD_TITLES)
    def test_odd_titles_come_back(self, place: ReadablePlace, title: str) -> None:
        place.put(f"{place.root} {title}", f"{{{{{template(place)}}}}}")
        assert list(pages(place)) == [f"{place.root} {title}"]

    def test_decomposed_letters_are_the_same_title(self, place: ReadablePlace) -> None:
        place.put(f"{place.root} Muse\u0301e_x ", f"{{{{{template(place)}}}}} re\u0301sume\u0301")
        (page,) = pages(place).values()
        assert page.title == f"{place.root} Mus\u00e9e x"
        assert page.text.endswith("r\u00e9sum\u00e9")


class WritingContract(ReadingContract):
    """What holds for every place that is a target too."""

    def save(self, place: WritablePlace, title: str, text: str, base: int | None = None) -> Outcome:
        return place.target().save(Edit(f"{place.root}/{title}", text, "A test", base))

    def read(self, place: WritablePlace, title: str) -> Page | None:
        return place.target().read([f"{place.root}/{title}"]).get(f"{place.root}/{title}")

    def test_create_read_and_change(self, place: WritablePlace) -> None:
        created = self.save(place, "A", "One")
        assert isinstance(created, Saved)
        page = self.read(place, "A")
        assert page is not None
        assert (page.text, page.revision.id, page.title) == ("One", created.revision, f"{place.root}/A")
        changed = self.save(place, "A", "Two", created.revision)
        assert isinstance(changed, Saved)
        assert changed.revision != created.revision
        page = self.read(place, "A")
        assert page is not None
        assert (page.text, page.revision.id) == ("Two", changed.revision)

    def test_saving_the_same_again_changes_nothing(self, place: WritablePlace) -> None:
        created = self.save(place, "A", "One")
        assert isinstance(created, Saved)
        assert self.save(place, "A", "One", created.revision) == Unchanged()
        # The end of a page is stored without blanks.
        assert self.save(place, "A", "One \n\n", created.revision) == Unchanged()

    def test_create_only_never_replaces(self, place: WritablePlace) -> None:
        place.put(f"{place.root}/A", "Somebody's")
        outcome = self.save(place, "A", "Ours")
        assert isinstance(outcome, Deferred)
        assert outcome.why is Reason.CREATED
        page = self.read(place, "A")
        assert page is not None
        assert page.text == "Somebody's"

    def test_an_edit_in_between_is_not_lost(self, place: WritablePlace) -> None:
        created = self.save(place, "A", "One line")
        assert isinstance(created, Saved)
        place.put(f"{place.root}/A", "Somebody's line")
        outcome = self.save(place, "A", "Our line", created.revision)
        assert isinstance(outcome, Deferred)
        assert outcome.why is Reason.CONFLICT
        page = self.read(place, "A")
        assert page is not None
        assert page.text == "Somebody's line"

    def test_our_own_edit_in_between_is_not_lost(self, place: WritablePlace) -> None:
        created = self.save(place, "A", "One line")
        assert isinstance(created, Saved)
        assert isinstance(self.save(place, "A", "Second line", created.revision), Saved)
        outcome = self.save(place, "A", "Third line", created.revision)
        assert isinstance(outcome, Deferred)
        assert outcome.why is Reason.CONFLICT

    def test_a_deleted_page_is_known_to_be_gone(self, place: WritablePlace) -> None:
        place.put(f"{place.root}/A", f"{{{{{template(place)}}}}}")
        (page,) = pages(place).values()
        place.delete(f"{place.root}/A")
        assert place.source().confirm_missing([page.id]) == {page.id}

    def test_a_deleted_page_is_not_made_again(self, place: WritablePlace) -> None:
        created = self.save(place, "A", "One")
        assert isinstance(created, Saved)
        place.delete(f"{place.root}/A")
        outcome = self.save(place, "A", "Two", created.revision)
        assert isinstance(outcome, Deferred)
        assert outcome.why is Reason.CONFLICT
        assert self.read(place, "A") is None

    def test_a_blanked_page_exists(self, place: WritablePlace) -> None:
        created = self.save(place, "A", "One")
        assert isinstance(created, Saved)
        blanked = self.save(place, "A", "", created.revision)
        assert isinstance(blanked, Saved)
        page = self.read(place, "A")
        assert page is not None
        assert page.text == ""
        assert place.target().revisions([f"{place.root}/A"]) == {f"{place.root}/A": blanked.revision}

    def test_revisions_by_title_and_prefix(self, place: WritablePlace) -> None:
        saved = {}
        for title in ("Data/1", "Data/2", "Database", "Other"):
            outcome = self.save(place, title, title)
            assert isinstance(outcome, Saved)
            saved[f"{place.root}/{title}"] = outcome.revision
        root, target = place.root, place.target()
        assert target.revisions([f"{root}/Other", f"{root}/None"]) == {f"{root}/Other": saved[f"{root}/Other"]}
        assert target.revisions([], [f"{root}/Data/"]) == {title: saved[title] for title in (f"{root}/Data/1", f"{root}/Data/2")}
        assert target.revisions([f"{root}/Other"], [f"{root}/Data"]) == saved
        assert target.revisions([]) == {}

    def test_titles_that_no_wiki_takes(self, place: WritablePlace) -> None:
        for title in ("A[b]", "<x>", "A|b", "../A", "A\nb", "A\0b", "x" * 300):
            outcome = self.save(place, title, "Text")
            assert isinstance(outcome, Failed), title
            assert outcome.why is Reason.TITLE
        assert place.target().read([f"{place.root}/A|b"]) == {}

    def test_content_models_and_json_as_given(self, place: WritablePlace) -> None:
        title, text = f"Module:{place.root}/Data.json", '{\n\t"a": "é|b"\n}'
        assert isinstance(place.target().save(Edit(title, text, "A test", None, content_model="json")), Saved)
        page = place.target().read([title])[title]
        assert (page.content_model, page.text, page.namespace) == ("json", text, 828)

    def test_redirects_are_told_and_not_followed(self, place: WritablePlace) -> None:
        place.put(f"{place.root}/New", "Text")
        place.put(f"{place.root}/Old", f"#REDIRECT [[{place.root}/New]]")
        page = self.read(place, "Old")
        assert page is not None
        # A wiki may say that it is one without saying where to.
        assert page.redirect in (f"{place.root}/New", "")

    def test_which_pages_administrators_alone_edit(self, place: WritablePlace) -> None:
        open_page, closed, opened, missing = (f"{place.root}/{name}" for name in ("open page", "Closed", "Opened", "Missing"))
        for title in (open_page, closed, opened):
            place.put(title, "Text")
        place.protect(closed)
        place.protect(opened)
        place.unprotect(opened)
        everything = {open_page, closed, opened} if place.everything_protected else {closed}
        assert place.target().protected([open_page, closed, opened, missing]) == everything
        assert place.target().protected([]) == frozenset()

    def test_pages_in_a_category(self, place: WritablePlace) -> None:
        category = f"Category:{place.root} to tidy"
        asked = f"[[Category:{place.root} to tidy]]"
        lower = asked.replace(" to tidy", "_to_tidy").replace("[[C", "[[ c")
        texts = {"B": f"Text {asked}", "A": lower.replace("]]", "|sorted]]"), "Talk": "none", "Linked": asked.replace("[[", "[[:")}
        texts |= {"Hidden": f"<!-- {asked} --><nowiki>{asked}</nowiki>", "Other": asked.replace("tidy", "keep")}
        for title, text in texts.items():
            place.put(f"{place.root}/{title}", text)
        place.put(f"Category:{place.root} of all", asked)
        assert place.target().category_members(category) == [f"{place.root}/A", f"{place.root}/B"]
        assert place.target().category_members(f"Category:{place.root} of none") == []

    def test_pages_that_bear_a_sign(self, place: WritablePlace) -> None:
        name, category = template(place, "project box"), f"{place.root} alliances"
        place.put(f"{place.root}/1", f"Text [[Category:{category}]]")
        place.put(f"{place.root}/2", f"{{{{{name}|a=b}}}}")
        place.put(f"{place.root}/3", f"{{{{{name}}}}} [[Category:{category}]]")
        place.put(f"{place.root}/4", "Neither")
        found = {each.title: each for each in place.source().candidates([category], [name]).values()}
        names = place.source().site.namespace_names
        assert {title: each.sign for title, each in found.items()} == {
            f"{place.root}/1": f"{names(14)[0]}:{category}",
            f"{place.root}/2": f"{names(10)[0]}:{name}",
            f"{place.root}/3": f"{names(14)[0]}:{category}",
        }
        assert all(each.site == place.source().site.dbname and each.page_id > 0 for each in found.values())
        assert place.source().candidates([], []) == {}

    def test_where_people_read(self, place: WritablePlace) -> None:
        assert place.target().page_url(f"{place.root}/A").startswith(("http://", "https://", "file://"))
        assert place.target().account
