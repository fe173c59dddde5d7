"""What stands on the home wiki after publishing, what a second run changes, and in which order pages are saved."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape

import pytest

from bot.core.data_pages import FIELDS, INDEX_TITLE, rows_of
from bot.core.outcome import Reason, Skipped
from bot.core.render import ROWS_PER_PAGE
from bot.core.scanner import scan
from bot.core.site import META_EXTENSION_TAGS
from bot.jobs.writing import WritingRules
from bot.store import Store
from bot.wiki.memory import MemoryWiki
from tests.jobs.world import FRENCH, RULES, STOP, World

DATA = "Module:Partnerships/Data"
AFRICA = f"{DATA}/Partnership/sub-saharan-africa.json"
ASIA = f"{DATA}/Partnership/south-asia.json"
NOWHERE = f"{DATA}/Partnership/none.json"
HUBS = f"{DATA}/Hub/sub-saharan-africa.json"
PROBLEMS = "Partnerships/Reports/Problems"
STATUS = "Partnerships/Bot/Status"


def partnership(country: str = "SN", **more: str) -> str:
    """A partnership with nothing wrong, unless said otherwise."""
    values = {"partner": "A museum", "lead": "Us", "country": country, "status": "active", "start": "2026-01", **more}
    return "{{Partnership" + "".join(f"|{name}={value}" for name, value in values.items()) + "}}"


HUB = "{{Partnership hub|name=Sahel hub|type=regional|themes=Music|regions=Sub-Saharan Africa|contact_page=Talk:Sahel hub}}"
INCOMPLETE = "{{Partnership|name=%d}}"  # five problems


def json_page(world: World, title: str) -> dict[str, object]:
    """A data page's content."""
    data: dict[str, object] = json.loads(world.wiki.text(title) or "null")
    return data


def records_of(world: World, title: str) -> list[str]:
    """The records of a shard."""
    records = json_page(world, title)["records"]
    assert isinstance(records, list)
    return records


def rows(world: World, title: str) -> list[dict[str, str]]:
    """The rows of a report."""
    calls = scan(world.wiki.text(title) or "", META_EXTENSION_TAGS).calls
    return [{part.name: part.value for part in call.arguments} for call in calls if call.name == "Partnership report row"]


def head(world: World, title: str) -> Mapping[str, str]:
    """The head of a report."""
    first = scan(world.wiki.text(title) or "", META_EXTENSION_TAGS).calls[0]
    assert first.name == "Partnership report"
    return {part.name: part.value for part in first.arguments}


#: Pages that any change may change: the tests of the reports look at what they say.
REPORTS = ("Partnerships/Reports/", "Partnerships/New and changed/", f"{DATA}/History/", f"{DATA}/Codes.json", "Partnerships/Recognition/")


def run(world: World, rules: WritingRules = RULES) -> list[str]:
    """One whole run; the titles it saved, in order, but for those of ``REPORTS``."""
    return [title for title in everything(world, rules) if title == PROBLEMS or not title.startswith(REPORTS)]


def everything(world: World, rules: WritingRules = RULES) -> list[str]:
    """One whole run; the titles it saved, in order."""
    world.store.start_job("collect", world.clock())
    world.collect()
    counts = world.store.counts()
    lasting = {"pages": counts.pages, "partnerships": counts.records.get("partnership", 0), "problems": sum(counts.problems.values())}
    world.store.finish_job("collect", world.clock(), "ok", lasting, "")
    world.saved()
    world.publish(rules)
    return world.saved()


def test_shards_come_before_the_index_and_the_status_last(world: World) -> None:
    world.wiki.put("A", partnership("SN"))
    world.wiki.put("B", partnership("IN"))
    world.wiki.put("C", HUB)
    assert run(world) == [HUBS, ASIA, AFRICA, INDEX_TITLE, PROBLEMS, STATUS]
    assert run(world) == []


def test_nothing_at_all_still_says_so(world: World) -> None:
    assert run(world) == [INDEX_TITLE, PROBLEMS, STATUS]
    assert head(world, PROBLEMS) == {"report": "problems", "count": "0", "part": "1", "parts": "1"}
    assert run(world) == []


def test_what_the_pages_say(world: World) -> None:
    french = MemoryWiki(FRENCH, clock=world.clock)
    french.put("Musée & Cie; (Paris)", partnership("FR", partner="Musée A; B|hub=Sahel hub|lead_contact=Amina"))
    world.collect(french)
    world.wiki.put("A", partnership("SN;IN", partner="One; Two", partner_qid="Q42", hub="C"))
    world.wiki.put("C", HUB)
    run(world)
    index = json_page(world, INDEX_TITLE)
    kinds = index["kinds"]
    assert isinstance(kinds, dict)
    assert (index["generator"], index["version"]) == ("partnerships", 1)
    assert kinds["partnership"]["count"] == 2
    assert kinds["partnership"]["countries"] == {
        "FR": ["northern-western-europe"],
        "IN": ["sub-saharan-africa"],
        "SN": ["sub-saharan-africa"],
    }
    assert kinds["partnership"]["shards"]["sub-saharan-africa"] == [AFRICA]
    assert kinds["hub"]["shards"] == {"sub-saharan-africa": [HUBS]}
    for kind in kinds.values():
        for titles in kind["shards"].values():
            assert all(world.wiki.text(title) for title in titles)
    (row,) = records_of(world, AFRICA)
    cells = dict(zip(FIELDS["partnership"], row.split("|"), strict=True))
    assert (cells["name"], cells["site"], cells["page"], cells["url"]) == ("A", "metawiki", "A", "")
    assert (cells["partner"], cells["partner_qid"], cells["country"]) == ("One;Two", "Q42", "SN;IN")
    europe = f"{DATA}/Partnership/northern-western-europe.json"
    assert rows_of(world.wiki.text(europe) or "") == [("frwiki", "Musée & Cie; (Paris)")]
    (row,) = records_of(world, europe)
    assert "|https://fr.example.org/wiki/Mus%C3%A9e_%26_Cie;_(Paris)|".replace(";", r"\s") in row


def test_a_changed_page_changes_its_shard_only(world: World) -> None:
    world.wiki.put("A", partnership("SN"))
    world.wiki.put("B", partnership("IN"))
    run(world)
    world.wiki.put("A", partnership("SN", partner="Another museum"))
    assert run(world) == [AFRICA]


def test_a_record_that_moves_to_another_region(world: World) -> None:
    world.wiki.put("A", partnership("SN"))
    world.wiki.put("B", partnership("IN"))
    run(world)
    world.wiki.put("A", partnership("IN"))
    assert run(world) == [ASIA, INDEX_TITLE, AFRICA]
    assert json_page(world, AFRICA) == {"generator": "partnerships", "records": []}
    assert len(records_of(world, ASIA)) == 2
    assert AFRICA not in (world.wiki.text(INDEX_TITLE) or "")
    assert run(world) == []
    # And back.
    world.wiki.put("A", partnership("SN"))
    assert run(world) == [ASIA, AFRICA, INDEX_TITLE]
    assert len(records_of(world, AFRICA)) == 1


def test_many_records_may_move_at_once(world: World) -> None:
    for number in range(40):
        world.wiki.put(f"Page {number}", partnership("SN"))
    run(world)
    for number in range(40):
        world.wiki.put(f"Page {number}", partnership("IN"))
    assert run(world) == [ASIA, INDEX_TITLE, AFRICA]
    assert len(records_of(world, ASIA)) == 40


def test_readers_find_every_record_while_the_edits_are_made(world: World) -> None:
    world.wiki.put("A", partnership("SN"))
    run(world)
    world.wiki.put("A", partnership("IN"))
    before = world.wiki.text(INDEX_TITLE)
    assert run(world, replace(RULES, edits=1)) == [ASIA]
    assert world.wiki.text(INDEX_TITLE) == before
    assert len(records_of(world, AFRICA)) == 1
    assert run(world) == [INDEX_TITLE, AFRICA]


def test_an_index_waits_for_a_list_that_cannot_be_written(world: World) -> None:
    world.wiki.put("A", partnership("SN"))
    run(world)
    world.wiki.put("A", partnership("IN"))
    before = world.wiki.text(INDEX_TITLE)
    world.wiki.refuse(ASIA, Skipped(Reason.PROTECTED))
    assert not {ASIA, INDEX_TITLE, AFRICA} & set(run(world))
    assert world.wiki.text(INDEX_TITLE) == before
    assert len(records_of(world, AFRICA)) == 1


def test_a_list_that_would_be_lost_stays_in_the_index(world: World) -> None:
    for number in range(40):
        world.wiki.put(f"Page {number}", partnership("SN"))
    run(world)
    before = world.wiki.text(INDEX_TITLE)
    for number in range(40):
        world.wiki.put(f"Page {number}", f"<nowiki>{partnership('SN')}</nowiki>")
    assert not {INDEX_TITLE, AFRICA} & set(run(world))
    assert world.wiki.text(INDEX_TITLE) == before
    assert len(records_of(world, AFRICA)) == 40


def test_deletion_follows_the_wiki(world: World) -> None:
    for number in range(40):
        world.wiki.put(f"Page {number}", partnership("SN", partner="The secret museum"))
    run(world)
    for number in range(40):
        world.wiki.delete(f"Page {number}")
    run(world)
    assert not any("secret" in (world.wiki.text(title) or "") for title in world.wiki.titles())


# ---- Reports ----------------------------------------------------------------------------------------------------------------------------


def parts(world: World) -> dict[str, list[dict[str, str]]]:
    """The report's pages with their rows."""
    return {title: rows(world, title) for title in world.wiki.titles() if title.startswith(PROBLEMS)}


def test_a_long_report_has_parts_and_shrinks_again(world: World) -> None:
    assert ROWS_PER_PAGE == 300
    world.wiki.put("Many", "".join(INCOMPLETE % number for number in range(130)))
    run(world)
    assert {title: len(found) for title, found in parts(world).items()} == {PROBLEMS: 300, f"{PROBLEMS}/2": 300, f"{PROBLEMS}/3": 50}
    for number, title in enumerate(parts(world), 1):
        assert head(world, title) == {"report": "problems", "date": "2026-03-14", "count": "650", "part": str(number), "parts": "3"}
        last = scan(world.wiki.text(title) or "", META_EXTENSION_TAGS).calls[-1]
        assert last.name == "Partnership report end"
    assert run(world) == []
    world.wiki.put("Many", "".join(INCOMPLETE % number for number in range(61)))
    run(world)
    assert {title: len(found) for title, found in parts(world).items()} == {PROBLEMS: 300, f"{PROBLEMS}/2": 5, f"{PROBLEMS}/3": 0}
    world.wiki.put("Many", partnership())
    run(world)
    assert {title: len(found) for title, found in parts(world).items()} == {PROBLEMS: 0, f"{PROBLEMS}/2": 0, f"{PROBLEMS}/3": 0}
    assert head(world, PROBLEMS)["count"] == "0"
    assert run(world) == []


@pytest.mark.parametrize("problems", [299, 300, 301, 600])
def test_parts_are_full(world: World, problems: int) -> None:
    calls, rest = divmod(problems, 5)
    complete = {"partner": "A", "lead": "B", "country": "SN", "status": "active", "start": "2026"}
    given = "".join(f"|{name}={value}" for name, value in list(complete.items())[rest:])
    world.wiki.put("Many", "".join(INCOMPLETE % number for number in range(calls)) + (f"{{{{Partnership|name=x{given}}}}}" if rest else ""))
    run(world)
    assert [len(found) for found in parts(world).values()] == [300] * (problems // 300) + ([problems % 300] if problems % 300 else [])


@pytest.mark.parametrize("first", ["Partnerships/New and changed/2026-W11", "Partnerships/Recognition/2026"])
def test_weeks_and_years_shrink_again(world: World, first: str) -> None:
    thanked = partnership(name="%d", recognition_consent="yes", consent_evidence="Talk:M")
    thanked += "{{Partnership contribution|type=data|date=2026}}"
    world.wiki.put("Many", "".join(thanked % number for number in range(160)))
    run(world)
    assert rows(world, f"{first}/2")
    world.wiki.put("Many", thanked % 1)
    run(world)
    assert rows(world, first)
    assert rows(world, f"{first}/2") == []
    assert run(world) == []


def test_a_row_says_where_what_and_how_to_put_it_right(world: World) -> None:
    french = MemoryWiki(FRENCH, clock=world.clock)
    french.put("Page", partnership(start="bientôt [[x]] {{y}} |contry=Mali"))
    world.collect(french)
    world.wiki.put("Page", "\n" + partnership(hub="Nowhere", status="actve"))
    run(world)
    home_hub, home_status, *away = sorted(rows(world, PROBLEMS), key=lambda row: (row["site"] != "metawiki", row["code"] != "hub-unknown"))
    assert (home_hub["code"], home_hub["severity"], home_hub["found"], "line" in home_hub) == ("hub-unknown", "warning", "Nowhere", False)
    assert (home_status["code"], home_status["line"], "url" in home_status) == ("choice", "2", False)
    assert (home_status["page"], home_status["parameter"], home_status["template"]) == ("Page", "status", "Partnership")
    assert home_status["remedy"] == "active"
    assert {row["code"] for row in away} == {"date", "unknown-parameter"}
    for row in away:
        assert row["url"] == "https://fr.example.org/wiki/Page"
        assert row["edit"] == "https://fr.example.org/wiki/Page?action=edit"
    # The rows stand in the report with the home wiki first, errors before warnings.
    order = [(row["site"], row["severity"]) for row in rows(world, PROBLEMS)]
    assert order == [("metawiki", "error"), ("metawiki", "warning"), ("frwiki", "error"), ("frwiki", "error")]


def test_a_hub_that_is_described_later_ends_the_problem(world: World) -> None:
    world.wiki.put("A", partnership(hub="Sahel hub"))
    run(world)
    assert [row["code"] for row in rows(world, PROBLEMS)] == ["hub-unknown"]
    world.wiki.put("Sahel hub", HUB)
    run(world)
    assert rows(world, PROBLEMS) == []


# ---- Status -----------------------------------------------------------------------------------------------------------------------------


def status(world: World) -> dict[str, dict[str, str]]:
    """The rows of the status page by job."""
    return {row["job"]: row for row in rows(world, STATUS)}


def test_the_status_page_is_saved_once_a_day_and_when_something_changes(world: World) -> None:
    world.wiki.put("A", partnership())
    assert STATUS in run(world)
    for hours in (1, 5, 8):
        world.clock.move(hours=hours)
        assert run(world) == []
    world.clock.move(hours=1)  # past midnight
    assert run(world) == [STATUS]
    assert status(world)["publish"]["last_success"] == "2026-03-15"
    world.clock.move(hours=1)
    assert run(world) == []
    world.wiki.put("B", "{{Partnership}}")
    assert set(run(world)) == {NOWHERE, INDEX_TITLE, PROBLEMS, STATUS}
    assert status(world)["collect"] | {"report": ""} == {
        "report": "", "job": "collect", "state": "ok", "last_start": "2026-03-15", "last_success": "2026-03-15",
        "pages": "2", "partnerships": "2", "problems": "5",
    }  # fmt: skip


def test_the_status_page_tells_what_was_left(world: World) -> None:
    world.wiki.put("A", partnership())
    run(world)
    world.clock.move(days=1)
    world.wiki.put("A", partnership("IN"))
    world.wiki.put(AFRICA, "{}", content_model="json")
    run(world)
    row = status(world)["publish"]
    assert (row["state"], row["skipped"], row["last_start"], row["last_success"]) == ("incomplete", "1", "2026-03-15", "2026-03-14")
    assert unescape(row["detail"]) == f"{AFRICA}: not-ours"
    world.clock.move(hours=1)
    assert run(world) == []
    world.wiki.put(AFRICA, '{"generator": "partnerships", "records": []}')
    assert run(world) == [STATUS]
    assert status(world)["publish"]["state"] == "ok"


# ---- Interrupted, stopped, begun again ---------------------------------------------------------------------------------------------------


def test_a_run_that_was_stopped_is_finished_by_the_next(world: World) -> None:
    world.wiki.put("A", partnership("SN"))
    world.wiki.put("B", partnership("IN"))
    world.collect()
    few = replace(RULES, edits=2)
    saved: list[str] = []
    while titles := [title for title, outcome in world.publish(few).outcomes if type(outcome).__name__ == "Saved"]:
        assert len(titles) <= 2
        saved += titles
    assert [title for title in saved if not title.startswith(REPORTS) or title == PROBLEMS] == [ASIA, AFRICA, INDEX_TITLE, PROBLEMS, STATUS]


def test_stopped_means_no_edit_at_all(world: World) -> None:
    world.wiki.put("A", partnership())
    world.wiki.put(STOP, "Stop, please.")
    assert run(world) == []
    assert {type(outcome) for _, outcome in world.publish().outcomes} == {Skipped}
    assert {outcome.why for _, outcome in world.publish().outcomes if isinstance(outcome, Skipped)} == {Reason.STOPPED}


def test_a_new_database_knows_what_the_lost_one_wrote(world: World) -> None:
    world.wiki.put("A", partnership("SN"))
    world.wiki.put("Many", "".join(INCOMPLETE % number for number in range(130)))
    run(world)
    world.saved()
    with Store.open("sqlite://", migrate=True) as store:
        world.store = store
        assert run(world) == []
    # In the meantime pages became superfluous that the new database has never heard of.
    world.wiki.put("A", partnership("IN"))
    world.wiki.put("Many", "")
    world.wiki.put(f"{PROBLEMS}/fr", "Les problèmes")
    with Store.open("sqlite://", migrate=True) as store:
        world.store = store
        run(world)
        assert records_of(world, AFRICA) == []
        assert [len(found) for found in parts(world).values()] == [0, 0, 0, 0]
        assert world.wiki.text(f"{PROBLEMS}/fr") == "Les problèmes"
        assert run(world) == []


def test_a_run_costs_few_requests_and_no_text_when_nothing_changed(world: World) -> None:
    for number in range(30):
        world.wiki.put(f"Page {number}", partnership(["SN", "IN", "FR", "BR"][number % 4]))
    run(world)
    requests, texts = world.wiki.requests, world.wiki.texts_read
    world.publish()
    assert world.wiki.texts_read == texts
    assert world.wiki.requests - requests <= 5


def test_hostile_pages_reach_the_wiki_as_plain_text(world: World) -> None:
    hostile = (
        "<nowiki>[[Category:Spam]] {{Delete}} ~~~~ <script>alert(1)</script> https://spam.example mailto:a@b "
        "[https://spam.example x] __NOTOC__ '''b''' ISBN 9780306406157 RFC 2324 {{{1}}} -{zh:x}- |x=y</nowiki>"
    )
    world.wiki.put(
        "Page", f"{{{{Partnership|name={hostile}|partner={hostile}|status={hostile}|start={hostile}|<nowiki>[[x]]</nowiki>=1}}}}"
    )
    run(world)
    found = rows(world, PROBLEMS)
    assert len(found) > 3
    calls = scan(world.wiki.text(PROBLEMS) or "", META_EXTENSION_TAGS).calls
    assert {call.name for call in calls} == {"Partnership report", "Partnership report row", "Partnership report end"}
    values = [value for row in found for name, value in row.items() if name not in {"url", "edit"}]
    for mark in ("[[", "{{", "}}", "<", "~~~", "://", "'''", "__", "mailto:", "-{"):
        assert not any(mark in value for value in values), mark
    assert not re.search(r"\b(ISBN|RFC) \d", "".join(values))


def test_who_did_not_agree_is_named_on_no_page(world: World) -> None:
    asked = "{{Partner inquiry|kind=data|organisation=%s|publicly_agreed=%s|filed=2026-03-10}}"
    world.wiki.put(
        "Partnerships/Inquiries/1", asked % ("Open archive", "yes") + asked % ("Shy archive", "no") + asked % ("Mute archive", "")
    )
    pages = {title: world.wiki.text(title) or "" for title in everything(world)}
    assert {title for title, text in pages.items() if "Shy" in text or "shy" in text or "Mute" in text or "mute" in text} == set()
    assert sum("Open archive" in text for text in pages.values()) >= 2
    assert [row["withheld"] for row in rows(world, "Partnerships/Reports/Inquiries") if "withheld" in row] == ["2"]


def test_reports_are_of_the_same_date_as_lists(world: World) -> None:
    world.wiki.put("A", partnership())
    world.clock.move(days=3)
    world.wiki.put("Template:Partnership/doc", partnership())  # no record
    run(world)
    assert head(world, "Partnerships/Reports/Equity")["date"] == json_page(world, f"{DATA}/Index.json")["date"] == "2026-03-14"


def test_where_prefixes_lead_is_noted_for_the_web_tool(world: World) -> None:
    prefixes = {"fr": "https://fr.wikipedia.org/wiki/$1"}
    with_prefixes = replace(world.wiki.site, interwikis=prefixes)
    known, without = MemoryWiki(with_prefixes, clock=world.clock), world.wiki
    known.put(STOP, "run")
    for wiki in (known, without):  # a wiki that does not say takes nothing back
        world.wiki = wiki
        world.collect()
        world.publish()
        assert world.store.interwikis("metawiki") == prefixes
