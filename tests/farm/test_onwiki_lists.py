"""Live lists of every kind of record on a real wiki: formats, conditions, figures, questions answered, in several languages."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.data_pages import CODES_TITLE, INDEX_TITLE, codes_page, data_pages
from bot.core.records import RECORDS, Partnership, Record, Source
from bot.core.template_pages.lists import SHORTER, conditions
from bot.i18n import raw_messages
from bot.jobs.configuration import shipped
from bot.jobs.install import planned_pages
from tests.farm import Farm, FarmWiki
from tests.farm.installation import PROJECT
from tests.farm.test_onwiki import plain, sound

FORMATS = ("table", "list", "count", "sentence", "figure")
LANGUAGES = ("en", "fr", "es", "ar")


def record(kind: str, name: str, page_id: int, **fields: object) -> Record:
    """A record on a page of its own."""
    when = datetime(2026, 11, 24, tzinfo=UTC)
    source = Source(
        site="metawiki", page_id=page_id, title=f"Partnerships/{name}", namespace=0, revision=9, timestamp=when, start=page_id, end=9
    )
    return RECORDS[kind].model_validate({"source": source, "display_name": name, "key_name": name, **fields})


def on_page_of(owner: Record, kind: str, name: str, **fields: object) -> Record:
    """A record on another's page, after it."""
    source = owner.source.model_copy(update={"start": owner.source.start + 10})
    return RECORDS[kind].model_validate({"source": source, "display_name": name, "key_name": name, **fields})


GLAM = {"programs": ("glam",), "gaps": ("gender", "language"), "status": "active", "themes": ("museums",)}
UNIVERSITY = {"partner_type": "university", "projects": ("wikidatawiki", "frwiki"), "status": "completed", "technology": ("wikibase",)}
A = record("partnership", "Alpha", 1, country=("SN",), start="2024", open_to="everyone", **GLAM)
B = record("partnership", "Beta", 2, country=("FR",), start="2025-03", **{**GLAM, "gaps": ("gender",)})
C = record("partnership", "Gamma", 3, country=("IN",), start="2023-01-02", **UNIVERSITY)
D = record("partnership", "Delta", 4, country=("SN", "FR"), collection_origin=("ML",), **{**UNIVERSITY, "projects": ("commonswiki",)})
RECORDED: list[Record] = [
    A, B, C, D,
    on_page_of(A, "contribution", "Portraits", type="media", date="2025", what="Portraits", licence="CC-BY-SA-4.0", records="1200"),
    on_page_of(B, "contribution", "Training", type="expertise", date="2025", what="Training"),
    record("hub", "Sahel hub", 5, type="regional", themes=("museums",), regions=("sub-saharan-africa",), languages=("fr",)),
    record("lesson", "Ask early", 6, themes=("museums",), partner_type="museum", languages=("fr",), ask_me=("Amina",), countries=("SN",)),
    record("tool", "Uploader", 7, purpose="Uploads", status="active", programs=("glam",), maintainers=("Amina", "Bo")),
    record("module", "First steps", 8, skills=("negotiation",), languages=("ar", "fr"), format="video", level="first-steps"),
    record("task", "contact", 9, page="Partnerships/Alpha", check="contact", claimed_by="Amina", since="2026-11-01"),
    record("nomination", "User:Bo", 10, nominee="User:Bo", nomination_kind="barnstar", status="open", nominated_by="Amina"),
    record("inquiry", "A museum", 11, inquiry_kind="content", country=("SN",), languages=("fr",), filed="2026-11-20", status="new",
           publicly_agreed="yes"),
]  # fmt: skip


@pytest.fixture(scope="module")
def meta(farm: Farm) -> Iterator[FarmWiki]:
    """A wiki with everything installed and the records above."""
    farm.reset()
    pages = {page.title: page.text for page in planned_pages(PROJECT / "templates", raw_messages(), "Partnerships", True)}
    order = sorted(pages, key=lambda title: (not title.startswith("Module:"), not title.endswith("/doc"), ":" not in title))
    labels = shipped(PROJECT / "templates").configuration.all_labels()
    wiki = farm.wiki("metawiki")
    wiki.create(
        {CODES_TITLE: codes_page(labels)} | data_pages(RECORDED, "metawiki", {}) | {title: pages[title] for title in order}, user="Admin"
    )
    wiki.run_jobs()
    yield wiki
    farm.reset()


def publish(meta: FarmWiki, records: Sequence[Record], urls: Mapping[str, str] | None = None) -> None:
    """Write the data pages anew."""
    meta.create(data_pages(records, "metawiki", urls or {}), user="Admin")


def show(meta: FarmWiki, arguments: str, language: str = "en") -> str:
    """A list, without any error, unknown message or missing page."""
    text = "{{Partnerships|" + arguments + "}}"
    answer = meta.call(
        "parse", text=text, title="Sandbox", uselang=language, prop="text|templates", contentmodel="wikitext", disablelimitreport=True
    )
    return sound(answer)


def names(page: str) -> list[str]:
    """The names of records in a list or table, in order."""
    known = "|".join(re.escape(record.display_name) for record in RECORDED)
    return re.findall(rf"(?:{known})(?=</bdi></a>)", html.unescape(page))


@pytest.mark.parametrize("kind", sorted(RECORDS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_in_every_format(meta: FarmWiki, kind: str, language: str) -> None:
    expected = sorted(record.display_name for record in RECORDED if record.kind == kind)
    for form in FORMATS:
        page = show(meta, f"kind={kind}|format={form}", language)
        assert page.count("<div") == page.count("</div")
        if form in {"table", "list"}:
            assert [name for name in names(page) if name in expected] == expected
        # A code shows as its label, never as it is.
        assert "first-steps" not in plain(page)
    assert plain(show(meta, f"kind={kind}|format=count")) == str(len(expected))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("programs=glam", ["Alpha", "Beta"]),
        ("program=GLAM", ["Alpha", "Beta"]),
        ("gaps=language", ["Alpha"]),
        ("gap=gender;language", ["Alpha", "Beta"]),
        ("gap=Genre", ["Alpha", "Beta"]),
        ("project=wikidatawiki", ["Gamma"]),
        ("projects=wikidatawiki;commonswiki|partner_type=Université", ["Delta", "Gamma"]),
        ("contributions=media;metadata;data;text", ["Alpha"]),
        ("contribution=expertise", ["Beta"]),
        ("open_to=everyone", ["Alpha"]),
        ("technology=wikibase", ["Delta", "Gamma"]),
        ("collection_origin=Mali", ["Delta"]),
        ("country=Senegal", ["Alpha", "Delta"]),
        ("country=الهند", ["Gamma"]),
        ("wiki=metawiki|status=completed", ["Delta", "Gamma"]),
        ("wiki=frwiki", []),
        ("sort=start", ["Beta", "Alpha", "Gamma", "Delta"]),
        ("sort=newest", ["Beta", "Alpha", "Gamma", "Delta"]),
        ("start=2025", ["Beta"]),
        ("start=2023-01;2024", ["Alpha", "Gamma"]),
        ("start=*", ["Alpha", "Beta", "Gamma"]),
        ("country=*|open_to=*", ["Alpha"]),
        ("region=*|collection_origin=*", ["Delta"]),
        ("sort=name", ["Alpha", "Beta", "Delta", "Gamma"]),
        ("kind=contribution|country=SN", ["Portraits"]),
        ("kind=contribution|licence=CC BY-SA 4.0", ["Portraits"]),
        ("kind=contribution|type=Archivos multimedia", ["Portraits"]),
        ("kind=contribution|sort=records", ["Portraits", "Training"]),
        ("kind=lesson|theme=museums|region=sub-saharan-africa", ["Ask early"]),
        ("kind=tool|maintainers=Bo", ["Uploader"]),
        ("kind=module|skill=negotiation|language=ar|level=First steps", ["First steps"]),
        ("kind=module|form=video", ["First steps"]),
        ("kind=module|form=Curso", []),
        ("kind=nomination|status=open|kind_=x", None),
        ("kind=nomination|type=barnstar", ["User:Bo"]),
        ("kind=nomination|type=thank-you", []),
        ("kind=nomination|sort=newest", ["User:Bo"]),
        ("kind=inquiry|type=content", ["A museum"]),
        ("kind=inquiry|type=event", []),
        ("kind=inquiry|status=new", ["A museum"]),
    ],
)  # fmt: skip
def test_conditions(meta: FarmWiki, condition: str, expected: list[str] | None) -> None:
    if expected is None:
        assert 'class="error"' in meta.parse_text("{{Partnerships|" + condition + "}}")
        return
    wanted = {record.display_name for record in RECORDED}
    assert [name for name in names(show(meta, "format=list|" + condition)) if name in wanted] == expected


def test_a_figure_has_a_bar_for_each_value(meta: FarmWiki) -> None:
    page = show(meta, "format=figure|by=country")
    assert page.count('role="listitem"') == 3
    assert "France 2 Senegal 2 India 1" in plain(page)
    assert 'aria-label="Partnerships – Country"' in page
    assert "width:50%" in page
    # What states nothing is counted too, and years begin with the last.
    assert plain(show(meta, "format=figure|by=start")) == "2025 1 2024 1 2023 1 Not stated 1 Data of 24 November 2026"
    assert plain(show(meta, "kind=nomination|format=figure|by=type")).startswith("Barnstar 1")
    assert "السنغال" in plain(show(meta, "format=figure|by=country", "ar"))


def test_the_working_groups_own_questions_are_answered(meta: FarmWiki) -> None:
    universities = plain(show(meta, "format=sentence|partner_type=university|projects=wikidatawiki"))
    assert universities.startswith("1 partnership in 1 country (")
    assert "Type of partner: University" in universities
    assert "Wikidata" in universities or "wikidatawiki" in universities
    given = "format=sentence|programs=glam|gaps=gender|contributions=media;metadata;data;text"
    assert plain(show(meta, given)).startswith("1 partnership in 1 country (")
    assert plain(show(meta, given, "fr")).startswith("1 partenariat dans 1 pays (")


def test_a_figure_counts_rare_values_together(meta: FarmWiki) -> None:
    codes = (
        "BE",
        "BF",
        "BG",
        "BI",
        "BJ",
        "BR",
        "BW",
        "CA",
        "CH",
        "CL",
        "CM",
        "CN",
        "CO",
        "CR",
        "CU",
        "CY",
        "CZ",
        "DE",
        "DK",
        "DZ",
        "EC",
        "EE",
        "EG",
    )
    several = [record("partnership", f"In {code}", number, country=(code,)) for number, code in enumerate(codes)]
    publish(meta, [*several, A, D])
    page = plain(show(meta, "format=figure|by=country"))
    publish(meta, RECORDED)
    assert page.startswith("Senegal 2 Belgium 1")
    assert page.endswith("5 others 5 Data of 24 November 2026")


def test_lists_say_how_fresh_they_are(meta: FarmWiki) -> None:
    for form in ("table", "list", "figure"):
        assert plain(show(meta, f"format={form}")).endswith("Data of 24 November 2026")
    assert plain(show(meta, "format=sentence|status=active")).endswith("(Status: Active · Data of 24 November 2026 )")
    assert plain(show(meta, "format=sentence", "fr")).endswith("( Données du 24 novembre 2026 )")
    assert "٢٠٢٦" in plain(show(meta, "format=sentence", "ar"))


def test_records_that_say_the_same_are_as_many_as_they_are(meta: FarmWiki) -> None:
    twice = [on_page_of(A, "contribution", "Portraits", type="media", key_name=f"media#{number}") for number in (1, 2)]
    pages = data_pages([A, *twice], "metawiki", {})
    # A record that changes its page stands on two while they are written: it is still one.
    index = json.loads(pages[INDEX_TITLE])
    ((region, (shard,)),) = index["kinds"]["contribution"]["shards"].items()
    index["kinds"]["contribution"]["shards"][region].append(shard.replace(".json", "-2.json"))
    for more in ({}, {INDEX_TITLE: json.dumps(index), shard.replace(".json", "-2.json"): pages[shard]}):
        meta.create(pages | more, user="Admin")
        assert plain(show(meta, "kind=contribution|type=media|format=count")) == "2"
        assert names(show(meta, "kind=contribution|format=list")) == ["Portraits", "Portraits"]
    publish(meta, RECORDED)


def test_revisions_have_permanent_links(meta: FarmWiki) -> None:
    elsewhere = A.model_copy(update={"source": A.source.model_copy(update={"site": "frwiki"})})
    publish(meta, [elsewhere, B], {"frwiki": "https://fr.wikipedia.org/wiki/$1"})
    pages = [show(meta, f"format={form}|revisions=yes") for form in ("table", "list")]
    without = show(meta, "format=list")
    publish(meta, RECORDED)
    for page in pages:
        assert "https://fr.wikipedia.org/wiki/Partnerships/Alpha?oldid=9" in page
        assert "Special:PermanentLink/9" in page
    assert "oldid" not in without
    assert "PermanentLink" not in without


def test_documentation_names_every_condition(meta: FarmWiki) -> None:
    page = meta.parse_text("{{#invoke:Partnerships|conditions}}")
    shown = {
        kind: set(re.findall(r"<code>(\w+)</code> ", rest)) for kind, rest in re.findall(r"<code>(\w+)</code></div>(.*?)</div></div>", page)
    }
    assert shown == {kind: {condition.name for condition in conditions(kind)} for kind in RECORDS}
    for kind, names_ in shown.items():
        for name in sorted(names_):
            assert "<li>" not in show(meta, f"kind={kind}|{name}=*|wiki=xxwiki|format=list"), name
    for name, shorter in SHORTER.items():
        kind = next(kind for kind in RECORDS if name in shown[kind])
        assert show(meta, f"kind={kind}|{shorter}=*|format=count") == show(meta, f"kind={kind}|{name}=*|format=count")


def test_paragraphs_read_in_the_readers_direction(meta: FarmWiki) -> None:
    answer = meta.call("parse", page="Partnerships/Lessons", uselang="ar", prop="text|templates", disablelimitreport=True)
    (paragraph,) = re.findall(r'<div class="partnerships-paragraph"[^>]*>', sound(answer))
    assert 'dir="rtl"' in paragraph
    assert 'lang="ar"' in paragraph


def test_cards_count_what_they_lead_to(meta: FarmWiki) -> None:
    page = meta.parse_text("{{#invoke:Partnerships|cards|Index/All|Lessons|Somewhere}}")
    assert plain(page).startswith("All partnerships 4 Every partnership on record. Lessons 1 ")
    assert page.count('role="listitem"') == 3
    assert 'title="Partnerships/Somewhere (page does not exist)"' in page


#: The portal and the pages that it leads to.
CENTRAL = ("Partnerships", "Partnerships/Questions", "Partnerships/Index/By region", "Partnerships/Index/By status")


@pytest.mark.parametrize("title", CENTRAL)
def test_pages_stay_far_below_the_limits(meta: FarmWiki, title: str) -> None:
    limits = {entry["name"]: entry for entry in meta.call("parse", page=title, prop="limitreportdata")["parse"]["limitreportdata"]}
    # MediaWiki's own limit of costly calls, a fifth of that on Wikimedia's wikis.
    assert int(limits["limitreport-expensivefunctioncount"]["0"]) < 100


def test_every_page_can_be_reached_from_the_portal(meta: FarmWiki) -> None:
    reached: set[str] = set()
    waiting = ["Partnerships"]
    while waiting:
        answer = meta.call("parse", page=waiting.pop(), prop="links")
        new = {link["title"] for link in answer["parse"]["links"] if link["exists"]} & set(titles()) - reached
        reached |= new
        waiting += new
    assert set(titles()) - {"Partnerships"} <= reached | {"Partnerships"}


def titles() -> list[str]:
    """The people's pages."""
    planned = planned_pages(PROJECT / "templates", {"en": {}}, "Partnerships", True)
    return [page.title for page in planned if page.title.startswith("Partnerships")]


@pytest.mark.parametrize("title", titles())
def test_peoples_pages_show_in_arabic_and_spanish(meta: FarmWiki, title: str) -> None:
    for language in ("ar", "es"):
        answer: dict[str, Any] = meta.call("parse", page=title, uselang=language, prop="text|templates", disablelimitreport=True)
        assert plain(sound(answer))


def test_ten_thousand_records_stay_within_the_limits(meta: FarmWiki) -> None:
    many = [
        Partnership.model_validate({**A.model_dump(), "source": A.source.model_copy(update={"page_id": n}), "display_name": f"P{n:05}",
                                    "key_name": f"p{n}", "country": ("SN", "FR", "IN")[n % 3 : n % 3 + 1], "partner": (f"Museum {n}",)})
        for n in range(10_000)
    ]  # fmt: skip
    meta.create(data_pages(many, "metawiki", {}), user="Admin")
    answer = meta.call(
        "parse", text="{{Partnerships|country=SN|gap=language}}", title="Sandbox", prop="text|limitreportdata", contentmodel="wikitext"
    )
    limits = {entry["name"]: entry for entry in answer["parse"]["limitreportdata"]}
    assert "3,334" in plain(str(answer["parse"]["text"]))
    # A fifth of what Wikimedia's wikis allow.
    assert float(limits["scribunto-limitreport-timeusage"]["0"]) < 2
    assert float(limits["scribunto-limitreport-memusage"]["0"]) < 10 * 2**20
