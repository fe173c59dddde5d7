"""What the job asks for and how often, what becomes of the answers in the database, on the wiki and in the report."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner

from bot.__main__ import cli
from bot.core.bot_pages import stop_title
from bot.core.recognition.reach import REACH_ROOT, Reach
from bot.core.scanner import scan
from bot.jobs.measure import Measuring, measure
from bot.jobs.stop_page import StopPage
from bot.store import Store
from bot.wiki.metrics import ImpactMetrics
from tests.jobs.test_publish import partnership
from tests.jobs.world import ROOT, World
from tests.wiki.metrics_standin import StandIn, metrics_server, problem

STOP = stop_title(ROOT, "measure")
MAPS, PHOTOS, UNLISTED = "Maps of Mali", "Photos of Mali", "Private sketches"
MIRROR = f"{REACH_ROOT}2026.json"


def page(*categories: str, date: str = "2026-01") -> str:
    """A partnership with a contribution to each category."""
    given = "".join(f"\n{{{{Partnership contribution|type=media|date={date}|commons_category={name}}}}}" for name in categories)
    return partnership() + given


@pytest.fixture
def server() -> Iterator[StandIn]:
    with metrics_server() as stand_in:
        stand_in.known = {
            "Maps_of_Mali": {"2026-01": (10, 5, 4, 3, 100), "2026-02": (20, 10, 8, 4, 250)},
            "Photos_of_Mali": {"2026-01": (7, 0, 0, 0, 0), "2026-02": (7, 0, 0, 0, 0)},
        }
        yield stand_in


class Measurer:
    """Runs the job as the command line does, in a world whose clock says 14 March 2026."""

    def __init__(self, world: World, server: StandIn) -> None:
        world.wiki.put(STOP, "run")
        world.wiki.put("A", page(MAPS, UNLISTED))
        world.wiki.put("B", page(PHOTOS))
        world.collect()
        self.world = world
        self.server = server
        self.waited: list[float] = []
        self.seen: list[int] = []

    def __call__(self, most: int = 500, store: Store | None = None) -> Measuring:
        self.server.asked.clear()
        self.seen.clear()
        ledger = store or self.world.store
        with ImpactMetrics(self.server.address, "partnerships-bot/1", clock=self.world.clock, sleep=self.waited.append) as metrics:
            return measure(
                metrics,
                ledger,
                most=most,
                clock=self.world.clock,
                stop_page=StopPage(self.world.wiki, ledger, STOP),
                progress=lambda measuring: self.seen.append(measuring.answered),
            )

    def known(self) -> dict[tuple[str, str], tuple[int | None, ...]]:
        """What the store has of each category and month."""
        found = [each.reach for each in self.world.store.reach()]
        return {(each.category, each.month): (each.files, each.used_files, each.pages, each.wikis, each.views) for each in found}


@pytest.fixture
def run(world: World, server: StandIn) -> Measurer:
    return Measurer(world, server)


NOTHING = (None,) * 5


def test_what_is_known_and_what_is_not(run: Measurer) -> None:
    assert run() == Measuring(known=2, unknown=1)
    assert run.known() == {
        (MAPS, "2026-01"): (10, 5, 4, 3, 100),
        (MAPS, "2026-02"): (20, 10, 8, 4, 250),
        (PHOTOS, "2026-01"): (7, 0, 0, 0, 0),
        (PHOTOS, "2026-02"): (7, 0, 0, 0, 0),
        (UNLISTED, "2026-01"): NOTHING,
        (UNLISTED, "2026-02"): NOTHING,
    }
    # All months at once; for the views of what is not on the list it does not even ask.
    assert len(run.server.asked) == 2 + 2 + 1
    assert all(path.endswith("/20260101/20260301") for path in run.server.asked)
    assert run.seen == [1, 2, 3]
    (job,) = (job for job in run.world.store.jobs() if job.name == "measure")
    assert (job.state, job.counts, job.detail) == ("ok", {"known": 2, "unknown": 1, "failed": 0, "deferred": 0}, "")


def test_a_second_run_in_the_same_month_asks_nothing(run: Measurer) -> None:
    run()
    for _ in range(2):
        run.world.clock.move(days=8)
        assert run() == Measuring()
        assert run.server.asked == []


def test_the_next_month_only_what_is_new(run: Measurer) -> None:
    run()
    run.world.clock.move(days=18)  # 1 April: nothing is published yet
    assert run() == Measuring(known=0, unknown=2)
    assert run.server.count("Private") == 0
    for months in run.server.known.values():
        months["2026-03"] = (30, 11, 9, 4, 300)
    run.world.clock.move(days=7)
    assert run() == Measuring(known=2)
    assert all(path.endswith("/20260301/20260401") for path in run.server.asked)
    run.world.clock.move(days=7)  # a month later the category may have got on the list
    run.server.known["Private_sketches"] = {"2026-03": (1, 1, 1, 1, 1)}
    assert run() == Measuring(known=1)
    assert run.server.count("Private_sketches/20260101/20260401") == 1
    assert {month: figures for (name, month), figures in run.known().items() if name == UNLISTED} == {
        "2026-01": NOTHING,
        "2026-02": NOTHING,
        "2026-03": (1, 1, 1, 1, 1),
    }


def broken(handler: BaseHTTPRequestHandler) -> None:
    problem(handler, 500, "It broke")


def test_one_category_that_fails_spoils_only_itself(run: Measurer) -> None:
    run.server.misbehaves["Maps"] = [broken]
    done = run()
    assert (done.known, done.unknown, done.left, done.complete) == (1, 1, 0, False)
    assert done.failures == [(MAPS, "category-metrics-snapshot: HTTP 500: It broke")]
    assert {name for name, _ in run.known()} == {PHOTOS, UNLISTED}
    (job,) = (job for job in run.world.store.jobs() if job.name == "measure")
    assert (job.state, job.counts["failed"], job.detail) == ("incomplete", 1, "category-metrics-snapshot: HTTP 500: It broke")
    assert run() == Measuring(known=1)  # only what failed is asked for again


def test_views_that_fail_leave_nothing_half_noted(run: Measurer) -> None:
    run.server.misbehaves["monthly/Maps"] = [broken]
    assert [name for name, _ in run().failures] == [MAPS]
    assert MAPS not in {name for name, _ in run.known()}


def test_what_was_known_stays_when_it_is_not_told_any_more(run: Measurer) -> None:
    run.server.misbehaves["monthly/Maps"] = [lambda handler: problem(handler, 404, "not loaded yet")]
    run()
    half = {key: figures for key, figures in run.known().items() if key[0] == MAPS}
    assert half == {(MAPS, "2026-01"): (10, 5, 4, 3, None), (MAPS, "2026-02"): (20, 10, 8, 4, None)}
    del run.server.known["Maps_of_Mali"]
    run.world.clock.move(days=7)
    assert run() == Measuring(unknown=1)
    assert run.server.count("Maps_of_Mali/20260201/20260301") == 1
    assert {key: figures for key, figures in run.known().items() if key[0] == MAPS} == half


def test_where_all_fail_it_stops(run: Measurer) -> None:
    run.world.wiki.put("C", page(*(f"Category {number}" for number in range(30))))
    run.world.collect()
    run.server.misbehaves[""] = [broken] * 99
    done = run()
    assert (len(done.failures), done.left, done.why) == (10, 23, "10 questions in a row failed")
    assert len(run.server.asked) == 10
    assert done.detail() == "10 questions in a row failed; category-metrics-snapshot: HTTP 500: It broke"
    run.server.misbehaves.clear()
    assert run().complete


def test_what_is_put_off_is_done_next_time(run: Measurer) -> None:
    run.server.misbehaves["monthly"] = [lambda handler: problem(handler, 429, "Slow down", Retry_After="3600")]
    done = run()
    assert (done.left + done.answered, done.complete, done.failures) == (3, False, [])
    assert done.why == "the metrics ask to wait until 2026-03-14 10:30 UTC"
    assert run.waited == []
    assert run().answered == done.left
    assert run() == Measuring()


def test_a_run_asks_no_more_than_it_may(run: Measurer) -> None:
    first = run(most=2)
    assert (first.answered, first.left, first.why) == (2, 1, "2 questions were asked")
    assert run(most=2).answered == 1
    assert run(most=2) == Measuring()


@pytest.mark.parametrize("text", ["stop", None])
def test_the_stop_page_is_obeyed(run: Measurer, text: str | None) -> None:
    if text is None:
        run.world.wiki.delete(STOP)
    else:
        run.world.wiki.put(STOP, text)
    done = run()
    assert (done.left, run.server.asked, run.known()) == (3, [], {})
    assert STOP in done.why


def test_the_stop_page_is_looked_at_again(run: Measurer) -> None:
    run.world.wiki.put("C", page(*(f"Category {number}" for number in range(30))))
    run.world.collect()

    def stop(handler: BaseHTTPRequestHandler) -> None:
        run.world.wiki.put(STOP, "stop")
        broken(handler)

    run.server.misbehaves[""] = [stop]
    done = run()
    assert done.answered + len(done.failures) == 20
    assert done.left == 13


def test_killed_in_between_it_has_lost_nothing(run: Measurer) -> None:
    answered = iter([None, None])  # the third answer is its last

    def progress(_measuring: Measuring) -> None:
        if next(answered, "killed"):
            raise KeyboardInterrupt

    with ImpactMetrics(run.server.address, "partnerships-bot/1", clock=run.world.clock) as metrics, pytest.raises(KeyboardInterrupt):
        measure(metrics, run.world.store, most=9, clock=run.world.clock, stop_page=None, progress=progress)
    assert run() == Measuring()


# --- On the wiki


def rows(world: World) -> list[dict[str, str]]:
    """The rows of the table in the report."""
    calls = scan(world.wiki.text(f"{ROOT}/Reports/Data partnerships") or "").calls
    found = [{part.name: part.value for part in call.arguments} for call in calls if call.name == "Partnership report row"]
    return [row for row in found if row["table"] == "reach"]


def test_publishing_mirrors_it_and_shows_it(run: Measurer) -> None:
    run()
    run.world.publish()
    text = run.world.wiki.text(MIRROR) or ""
    assert f'"{MAPS}|01,10,5,4,3,100;02,20,10,8,4,250"' in text
    assert f'"{PHOTOS}|01,7,0,0,0,0;02,7,0,0,0,0"' in text
    assert UNLISTED not in text
    shown = {row["category_name"]: row for row in rows(run.world)}
    assert shown[MAPS]["views"] == "2026-01:100;2026-02:250"
    assert [shown[PHOTOS][column] for column in ("month", "files", "used_files", "used_pages", "used_wikis", "views")] == [
        "2026-02", "7", "0", "0", "0", "2026-01:0;2026-02:0"
    ]  # fmt: skip
    assert shown[UNLISTED]["views"] == "unknown"
    assert "files" not in shown[UNLISTED]
    run.world.saved()
    run()
    run.world.publish()
    assert run.world.saved() == []


def test_a_lost_database_has_it_back_and_asks_nothing_that_it_knew(run: Measurer) -> None:
    run()
    run.world.publish()
    run.server.known.clear()  # and nobody else would know
    before = {key: figures for key, figures in run.known().items() if figures != NOTHING}
    texts = {title: run.world.wiki.text(title) for title in (MIRROR, f"{ROOT}/Reports/Data partnerships")}
    with Store.open("sqlite://", migrate=True) as store:
        anew = replace(run.world, store=store)
        anew.wiki = run.world.wiki
        anew.collect()
        anew.publish()
        again = Measurer(anew, run.server)
        assert again.known() == before
        assert {title: anew.wiki.text(title) for title in texts} == texts
        assert again() == Measuring(unknown=1)
        assert run.server.count() == run.server.count("Private") == 1


def test_what_was_asked_again_before_the_mirror_was_read_spoils_nothing(run: Measurer) -> None:
    run()
    run.world.publish()
    run.server.known = {"Maps_of_Mali": {"2026-02": (21, 11, 9, 5, 260)}}
    with Store.open("sqlite://", migrate=True) as store:
        anew = replace(run.world, store=store)
        anew.wiki = run.world.wiki
        again = Measurer(anew, run.server)
        again()
        anew.publish()
        known = again.known()
    assert (known[MAPS, "2026-01"], known[MAPS, "2026-02"]) == ((10, 5, 4, 3, 100), (21, 11, 9, 5, 260))
    assert known[PHOTOS, "2026-02"] == (7, 0, 0, 0, 0)


def test_what_is_deleted_leaves_database_mirror_and_report(run: Measurer) -> None:
    run()
    run.world.publish()
    run.world.wiki.put("A", page(UNLISTED))
    run.world.collect()
    run.world.publish()
    assert {name for name, _ in run.known()} == {PHOTOS, UNLISTED}
    run.world.wiki.delete("B")
    run.world.collect()
    run.world.publish()
    assert {name for name, _ in run.known()} == {UNLISTED}
    for title in run.world.wiki.revisions([], ["Module:", ROOT]):
        if "New and changed" not in title:
            assert not [name for name in (MAPS, PHOTOS) if name in (run.world.wiki.text(title) or "")], title


# --- The command


@pytest.fixture
def command(tmp_path: Path, server: StandIn) -> Callable[..., tuple[int, str]]:
    """Runs the bot on folders; gives its status, and what it wrote."""
    wiki = tmp_path / "metawiki"
    wiki.mkdir()
    (wiki / "A.wikitext").write_text(page(MAPS, UNLISTED, date="2026-01"), encoding="utf-8")

    def invoke(*words: str) -> tuple[int, str]:
        database = f"sqlite:///{tmp_path}/p.db"
        environment = {name: None for name in os.environ if name.startswith(("PARTNERSHIPS_", "TOOL_"))}
        settings = {"PARTNERSHIPS_METRICS_ADDRESS": server.address, "PARTNERSHIPS_DATABASE": database}
        write = [] if words[0] == "collect" else ["--write", f"folder:{tmp_path}/out"]
        with time_machine.travel("2026-03-14T09:30:00Z"):
            result = CliRunner(env={**environment, **settings}).invoke(cli, [*words, *write])
        return result.exit_code, result.output

    assert invoke("collect", "--wiki", f"folder:{wiki}")[0] == 0
    assert invoke("install")[0] == 0
    return invoke


def test_on_the_command_line(command: Callable[..., tuple[int, str]], server: StandIn, tmp_path: Path) -> None:
    status, output = command("measure", "--dry-run")
    assert status == 0, output
    assert '"known": 1, "unknown": 1, "failed": 0, "deferred": 0' in output
    asked = server.count()
    assert command("measure")[0] == 0
    assert server.count() == 2 * asked  # the dry run had noted nothing
    with Store.open(f"sqlite:///{tmp_path}/p.db", migrate=False) as store:
        assert Reach(MAPS, "2026-01", 10, 5, 4, 3, 100) in [each.reach for each in store.reach()]
    (stop,) = (tmp_path / "out").rglob("measure.wikitext")
    stop.write_text("no", encoding="utf-8")
    with Store.open(f"sqlite:///{tmp_path}/p.db", migrate=False) as store:
        store.keep_reach(())
    status, output = command("measure")
    assert status == 1
    assert "does not begin with “run”" in output
    assert server.count() == 2 * asked
