"""What lives on the wiki, on a real one: infoboxes, lists, reports, forms and words, in several languages."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.data_pages import data_pages
from bot.core.outcome import Reason
from bot.core.problem import ProblemCode
from bot.core.records import RECORDS, Hub, Partnership, Record, Source, parameters
from bot.core.render import ROWS_PER_PAGE, report_pages
from bot.core.values.choice import Choice
from bot.core.values.lists import Commas, ListOf
from bot.i18n import DIRECTORY
from bot.jobs.install import planned_pages
from tests.farm import Farm, FarmWiki
from tests.farm.installation import PROJECT

ROOT = "Partnerships"
#: An error of a template, of Lua, or of a message.
ERRORS = re.compile(r'class="[^"]*\b(?:error|scribunto-error)\b|⧼|Lua error')
#: Pages that are looked for, but need not be there.
OVERRIDES = "Module:Partnerships/i18n/overrides/"

PAGE = """{{Partnership
| partenaire = Archives, nationales (du Sénégal; Dakar) & fils
* [[IFAN, Dakar|IFAN]], [[Musée]]
* مكتبة (ZL).
| lead = Wikimedia Senegal
| pays = SN; Mali
| statut = En cours
| start = 2026-03
| partner_type = archive
| languages = fr, Wolof
| lead_contact = Ama
| hub = Partnerships/Hubs/West Africa
| partner_qid = q1193236
| summary = not shown yet
}}
"""


def messages(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((DIRECTORY / f"{language}.json").read_text(encoding="utf-8"))
    found.pop("@metadata", None)  # type: ignore[arg-type, unused-ignore]
    return found


def source(page_id: int, title: str, site: str = "metawiki") -> Source:
    return Source(
        site=site, page_id=page_id, title=title, namespace=0, revision=page_id, timestamp=datetime(2026, 11, 24, tzinfo=UTC), start=0, end=1
    )


RECORDED: Sequence[Record] = (
    Partnership(
        source=source(1, "Partnerships/Archives"),
        display_name="Archives",
        partner=("Archives nationales",),
        lead="Wikimedia Senegal",
        country=("SN",),
        status="active",
        start="2026-03",
        languages=("fr", "wo"),
        partner_type="archive",
        hub="Partnerships/Hubs/West Africa",
    ),
    Partnership(
        source=source(2, "Projet:Musée", "frwiki"),
        display_name="Musée | Monod; [[x]] {{y}} <b>z</b> ~~~~",
        partner=("Musée; d’art", "https://spam.example/ [https://spam.example x]"),
        country=("SN", "FR"),
        status="completed",
        start="2024-01-15",
        languages=("fr",),
        partner_type="museum",
    ),
    Partnership(
        source=source(3, "Partnerships/Zanzibar"), display_name="Zanzibar", country=("TZ",), status="idea", start="2026", languages=("sw",)
    ),
    Partnership(source=source(4, "Partnerships/British"), display_name="British", country=("GB",), status="active", languages=("en", "sw")),
    Hub(
        source=source(5, "Partnerships/Hubs/West Africa"),
        display_name="West Africa",
        type="regional",
        themes=("GLAM", "Education"),
        regions=("sub-saharan-africa", "middle-east-north-africa"),
    ),
)


def plain(page: str) -> str:
    """The text of HTML: blanks where blocks and labels begin and end, other tags leave none."""
    page = re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)
    page = re.sub(r"</?(?:div|span|li|ul|br|p)\b[^>]*>", " ", page)
    return re.sub(r"[ \t\n]+", " ", html.unescape(re.sub(r"<[^>]*>", "", page))).strip()


@pytest.fixture(scope="module")
def installed(farm: Farm) -> Iterator[Farm]:
    """Wikis with everything installed; only Meta has data, and only the French Wikipedia does not know its reader's language."""
    farm.reset()
    words = {language: messages(language) for language in ("en", "fr")}
    urls = {"frwiki": "https://fr.wikipedia.org/wiki/$1"}
    for name in ("metawiki", "commonswiki", "frwiki"):
        planned = planned_pages(PROJECT / "templates", words, ROOT, name != "frwiki")
        # What others include comes first: within one second MediaWiki cannot tell that a cached page is older than what it shows.
        planned.sort(key=lambda page: (not page.title.startswith("Module:"), not page.title.endswith("/doc"), ":" not in page.title))
        pages = {page.title: page.text for page in planned}
        if name == "metawiki":
            pages |= data_pages(RECORDED, "metawiki", urls)
            pages["Partnerships/Archives nationales"] = PAGE
            pages["Partnerships/Incomplete"] = "{{Partnership|partner=Somebody|status=soon}}"
        wiki = farm.wiki(name)
        wiki.create(pages, user="Admin")
        wiki.run_jobs()
    yield farm
    farm.reset()


@pytest.fixture(scope="module")
def meta(installed: Farm) -> FarmWiki:
    return installed.wiki("metawiki")


def sound(answer: Mapping[str, Any]) -> str:
    """The HTML of an answer to action=parse, which must be without any error and use no page that is not there."""
    page = str(answer["parse"]["text"])
    assert not ERRORS.search(page), page
    missing = {used["title"] for used in answer["parse"]["templates"] if not used["exists"] and not used["title"].startswith(OVERRIDES)}
    assert missing <= {"Module:Partnerships/Data/Index.json"}
    return page


def show(wiki: FarmWiki, text: str, uselang: str = "en", title: str = "Partnerships/Somewhere") -> str:
    """The HTML of wikitext."""
    return sound(wiki.call("parse", text=text, title=title, contentmodel="wikitext", prop="text|templates", uselang=uselang))


def show_page(wiki: FarmWiki, title: str, uselang: str = "en") -> str:
    """The HTML of a page."""
    return sound(wiki.call("parse", page=title, prop="text|templates", uselang=uselang))


def categories(wiki: FarmWiki, title: str, text: str, uselang: str = "en") -> set[str]:
    answer = wiki.call("parse", text=text, title=title, contentmodel="wikitext", prop="categories", uselang=uselang)
    return {category["category"].replace("_", " ") for category in answer["parse"]["categories"]}


# --- Records -----------------------------------------------------------------------------------------------------------------------


def test_record_in_english(meta: FarmWiki) -> None:
    page = show_page(meta, "Partnerships/Archives nationales")
    assert plain(page) == (
        "Archives nationales Partner Archives, nationales (du Sénégal; Dakar) & fils IFAN Musée مكتبة (ZL). Type of partner Archive "
        "Status Active Start March 2026 Country Senegal, Mali Languages français, Wolof Lead Wikimedia Senegal Contact Ama "
        "Hub Partnerships/Hubs/West Africa Wikidata item Q1193236"
    )
    assert "<bdi>مكتبة (ZL).</bdi>" in page
    assert 'href="https://www.wikidata.org/wiki/Special:EntityPage/Q1193236"' in page
    assert 'title="User:Ama' in page
    assert 'dir="ltr" lang="en"' in page or 'lang="en" dir="ltr"' in page
    assert "style=" in page
    assert "insecure input" not in page


def test_record_in_french(meta: FarmWiki) -> None:
    page = plain(show_page(meta, "Partnerships/Archives nationales", "fr"))
    for expected in (
        "Partenaire Archives",
        "Type de partenaire Archives",
        "État En cours",
        "Début mars 2026",
        "Pays Sénégal, Mali",
        "Porteur Wikimedia",
    ):
        assert expected in page


def test_record_in_arabic_reads_from_right_to_left_with_its_digits(meta: FarmWiki) -> None:
    page = show(meta, "{{#invoke:Partnerships|record|kind=partnership|lang=ar}}{{Partnerships|lang=ar}}")
    assert page.count('dir="rtl"') == 2
    assert "مارس ٢٠٢٦" in page
    assert "٢٠٢٦" in page
    assert '<bdi lang="en">' in page  # no Arabic words are installed: English ones keep their direction


def test_what_is_missing_is_asked_for_kindly(meta: FarmWiki) -> None:
    page = show_page(meta, "Partnerships/Incomplete", "fr")
    assert "À compléter\u00a0: Début, Pays, Porteur. Compléter" in plain(page)
    assert "action=edit" in page
    answer = meta.call(
        "parse", text="{{Partnership|foo=bar|summary=x|end=2027}}", title="Partnerships/X", contentmodel="wikitext", prop="parsewarnings"
    )
    (warning,) = answer["parse"]["parsewarnings"]
    assert "<code>foo</code>" in warning
    assert "summary" not in warning


COMPLETE = "{{Partnership|partner=A|lead=B|country=SN|status=active|start=2026}}"


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Partnerships/A", COMPLETE, {"Partnerships"}),
        ("A", "{{Partnership|socio=A}}", {"Partnerships", "Partnerships missing asked parameters"}),
        ("A", "{{Partnership hub|nom=A|tipo=regional|temas=B|régions=South Asia|page_contact=C}}", {"Partnership hubs"}),
        ("A", "{{Partnership hub}}", {"Partnership hubs", "Partnerships missing asked parameters"}),
        ("Partnerships/A/fr", COMPLETE, set()),
        ("Partnerships/A/zh-hans", COMPLETE, set()),
        ("Template:A", COMPLETE, set()),
        ("User:Amina/A", COMPLETE, set()),
        ("User talk:Amina", COMPLETE, set()),
        ("Partnerships/Sandbox 2", COMPLETE, set()),
        ("Partnerships/Bac à sable/A", COMPLETE, set()),
        ("Template:Partnership/doc", COMPLETE, set()),
    ],
)
def test_categories_are_those_of_records_only_and_of_every_reader(meta: FarmWiki, title: str, text: str, expected: set[str]) -> None:
    assert categories(meta, title, text) == categories(meta, title, text, "fr") == expected


def test_categories_have_the_names_of_the_wiki(installed: Farm) -> None:
    assert categories(installed.wiki("frwiki"), "A", COMPLETE, "en") == {"Partenariats"}


def test_an_unknown_kind_of_record_is_told(meta: FarmWiki) -> None:
    assert "Use kind=partnership or kind=hub." in plain(meta.parse_text("{{#invoke:Partnerships|record|kind=museum}}"))


# --- Lists -------------------------------------------------------------------------------------------------------------------------


HOSTILE = "Musée | Monod; [[x]] {{y}} <b>z</b> ~~~~"


def listing(arguments: str) -> str:
    return "{{Partnerships|" + arguments + "}}"


def names(page: str) -> list[str]:
    """The names of records in a list or table, in order."""
    known = "|".join(re.escape(record.display_name) for record in RECORDED)
    return re.findall(rf"(?:{known})(?=</bdi></a>)", html.unescape(page))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("", ["Archives", "British", HOSTILE, "Zanzibar"]),
        ("country=SN", ["Archives", HOSTILE]),
        ("country=sn, GB", ["Archives", "British", HOSTILE]),
        ("country=FR", [HOSTILE]),
        ("country=SN|status=active", ["Archives"]),
        ("region=sub-saharan-africa", ["Archives", HOSTILE, "Zanzibar"]),
        ("region=Europe du Nord et de l’Ouest", ["British", HOSTILE]),
        ("status=active", ["Archives", "British"]),
        ("status=En cours", ["Archives", "British"]),
        ("language=sw", ["British", "Zanzibar"]),
        ("partner_type=museum, archive", ["Archives", HOSTILE]),
        ("hub=partnerships/Hubs/West_Africa", ["Archives"]),
        ("limit=1|offset=1", ["British"]),
        ("kind=hub", ["West Africa"]),
        ("kind=hub|region=middle-east-north-africa|theme=glam|type=regional", ["West Africa"]),
    ],
)
def test_lists_are_narrowed(meta: FarmWiki, condition: str, expected: list[str]) -> None:
    assert names(show(meta, listing(condition))) == expected
    assert names(show(meta, listing("format=list|" + condition), "fr")) == expected
    if "limit" not in condition:
        assert plain(show(meta, listing("format=count|" + condition))) == str(len(expected))


def test_table_in_english_and_french(meta: FarmWiki) -> None:
    english = show(meta, "{{Partnerships|country=SN|status=active}}")
    assert plain(english) == (
        "Name Partner Lead Country Status Start "
        "Archives Partner Archives nationales Lead Wikimedia Senegal Country Senegal Status Active Start March 2026"
    )
    assert english.count('role="row"') == 2
    assert english.count('role="columnheader"') == 6
    french = plain(show(meta, "{{Partnerships|country=SN|status=active}}", "fr"))
    assert french.startswith("Nom Partenaire Porteur Pays État Début Archives")
    assert french.endswith("État En cours Début mars 2026")


@pytest.mark.parametrize(
    ("uselang", "expected"),
    [
        ("en", "4 partnerships in 4 countries / 1 partnership hub for 2 regions"),
        ("fr", "4 partenariats dans 4 pays / 1 pôle de partenariat pour 2 régions"),
    ],
)
def test_sentence_inflects(meta: FarmWiki, uselang: str, expected: str) -> None:
    assert plain(show(meta, "{{Partnerships|format=sentence}} / {{Partnerships|kind=hub|format=sentence}}", uselang)) == expected


def test_what_people_typed_elsewhere_is_shown_and_does_nothing(meta: FarmWiki) -> None:
    page = show(meta, "{{Partnerships|country=FR}}")
    assert HOSTILE in plain(page)
    assert "Musée; d’art, https://spam.example/ [https://spam.example x]" in plain(page)
    assert re.findall(r'href="([^"]*)"', page) == ["https://fr.wikipedia.org/wiki/Projet:Mus%C3%A9e"]
    assert "<b>z" not in page


def test_only_the_pages_needed_are_read(meta: FarmWiki) -> None:
    def read(text: str) -> set[str]:
        answer = meta.call("parse", text=text, title="Sandbox", contentmodel="wikitext", prop="templates")
        prefix = "Module:Partnerships/Data/"
        return {page["title"].removeprefix(prefix) for page in answer["parse"]["templates"] if page["title"].startswith(prefix)}

    assert read("{{Partnerships|format=count}}") == {"Index.json"}
    assert read("{{Partnerships|country=TZ}}") == {"Index.json", "Partnership/sub-saharan-africa.json"}
    assert read("{{Partnerships|country=XX}}") == {"Index.json"}
    # One of Senegal's is in France too, and is filed under the region of Senegal.
    both = {"Partnership/northern-western-europe.json", "Partnership/sub-saharan-africa.json"}
    assert read("{{Partnerships|region=northern-western-europe}}") == {"Index.json", *both}


@pytest.mark.parametrize(
    ("condition", "remedies"),
    [
        ("kind=museum", ["kind=partnership or kind=hub"]),
        ("country=Senegal", ["country=SN"]),
        (
            "status=soon|limit=0|offset=-1|format=map",
            ["idea, discussion, active", "from 1 to 500", "0 or higher", "table, list, count, sentence"],
        ),
        ("language=klingonese tongue", ["language=sw"]),
        ("theme=GLAM", ["country, region, language, partner_type, status, hub"]),
        ("[[x]]=<b>y</b>", ["“[[x]]”"]),
    ],
)
def test_wrong_arguments_name_the_remedy(meta: FarmWiki, condition: str, remedies: Sequence[str]) -> None:
    page = meta.parse_text(listing(condition))
    assert 'class="error"' in page
    assert "scribunto-error" not in page
    for remedy in remedies:
        assert remedy in plain(page)


def test_nothing_found_leads_to_the_form(meta: FarmWiki) -> None:
    page = show(meta, "{{Partnerships|country=XX}}")
    assert plain(page) == "Nothing recorded here fits this choice yet. Register one"
    assert 'title="Partnerships/New"' in page
    assert "No partnership" not in plain(page)


def test_before_anything_is_published(installed: Farm) -> None:
    commons = installed.wiki("commonswiki")
    page = show(commons, "{{Partnerships}}", "fr")
    assert plain(page).startswith("Les données ne sont pas encore publiées.")
    assert plain(show(commons, "{{Partnerships|format=count}}")) == "0"


def test_data_of_a_later_form_are_refused(installed: Farm) -> None:
    commons = installed.wiki("commonswiki")
    commons.edit("Module:Partnerships/Data/Index.json", '{"version": 2, "kinds": {"partnership": {}}}', user="Admin")
    assert "newer form" in plain(show(commons, "{{Partnerships}}"))
    commons.delete("Module:Partnerships/Data/Index.json")


def test_a_long_list_is_cut_and_says_so(installed: Farm) -> None:
    commons = installed.wiki("commonswiki")
    many = [
        Partnership(
            source=source(number, f"Partnerships/{number}"),
            display_name=f"Number {number:04}",
            country=("SN",),
            status="active",
            partner=("Museum",) * 3,
        )
        for number in range(1, 1201)
    ]
    commons.create(data_pages(many, "commonswiki", {}), user="Admin")
    page = show(commons, "{{Partnerships|limit=500|offset=200}}")
    assert page.count('role="row"') == 501
    assert "Number 0700" in page
    assert "Number 0701" not in page
    assert plain(page).endswith("Shown here: 201 to 700 of 1,200.")
    for title in data_pages(many, "commonswiki", {}):
        commons.delete(title)


# --- Reports -----------------------------------------------------------------------------------------------------------------------


def problem(code: str, **values: str) -> dict[str, str]:
    place = {
        "site": "metawiki",
        "page": "Partnerships/Incomplete",
        "severity": "error",
        "template": "Partnership",
        "line": "12",
        "column": "3",
    }
    return {**place, "code": code, "parameter": "status", "found": "soon [[x]] {{y}} <b>", "remedy": "idea / active", **values}


@pytest.mark.parametrize("uselang", ["en", "fr"])
def test_every_problem_is_a_sentence(meta: FarmWiki, uselang: str) -> None:
    (text,) = report_pages("problems", "X", [problem(code) for code in ProblemCode], {"date": "2026-11-24"}).values()
    page = show(meta, text, uselang)
    assert page.count("partnerships-card") == len(ProblemCode) + 1
    assert not re.search(r"\$\d|PLURAL|\(problem-", page)
    assert plain(page).count("idea / active") == len(ProblemCode)


def test_problem_in_english_and_french(meta: FarmWiki) -> None:
    rows = [
        problem("choice"),
        problem(
            "missing",
            found="",
            remedy="",
            page="Projet:Musée",
            site="frwiki",
            url="https://fr.wikipedia.org/wiki/X",
            edit="https://fr.wikipedia.org/wiki/X?action=edit",
        ),
    ]
    (text,) = report_pages("problems", "X", rows, {"date": "2026-11-24"}).values()
    english = show(meta, text)
    assert plain(english) == (
        "Problems in partnership records What the bot could not read, where, and what would be right. "
        "Whoever knows the answer may correct the page. 2 problems · Data of 24 November 2026 "
        "Partnerships/Incomplete Error Status (status): “soon [[x]] {{y}} <b>” is not one of the possible values. "
        "Suggestion: idea / active metawiki · {{Partnership}} · line 12, column 3 · edit the page "
        "Projet:Musée Error Status (status) is missing. frwiki · {{Partnership}} · line 12, column 3 · edit the page "
        "A bot keeps this page; what is written here by hand will be overwritten. About the bot"
    )
    links = [html.unescape(link) for link in re.findall(r'href="([^"]*)"', english)]
    assert links[0].endswith("/Partnerships/Incomplete")
    assert links[1].endswith("?title=Partnerships/Incomplete&action=edit")
    assert links[2:4] == ["https://fr.wikipedia.org/wiki/X", "https://fr.wikipedia.org/wiki/X?action=edit"]
    french = plain(show(meta, text, "fr"))
    assert "État (status)\u00a0: «\u00a0soon [[x]] {{y}} <b>\u00a0» ne fait pas partie des valeurs possibles." in french
    assert "Il manque\u00a0: État (status). frwiki" in french


def test_an_empty_report_says_so(meta: FarmWiki) -> None:
    (text,) = report_pages("problems", "X", [], {"date": "2026-11-24"}).values()
    assert "No problems · Data of 24 November 2026" in plain(show(meta, text))


def test_a_full_report_page_fits_into_mediawikis_limits(meta: FarmWiki) -> None:
    rows = [problem("choice", found="x" * 300, page=f"Partnerships/{number}") for number in range(ROWS_PER_PAGE + 1)]
    first, second = report_pages("problems", "Partnerships/Reports/Problems", rows, {"date": "2026-11-24"}).values()
    page = show(meta, first)
    assert page.count("partnerships-card") == ROWS_PER_PAGE + 1
    assert 'title="Partnerships/Reports/Problems/2' in page
    assert show(meta, second).count("partnerships-card") == 2


def test_status_of_the_bot(meta: FarmWiki) -> None:
    rows = [
        {"job": "collect", "state": "ok", "last_start": "2026-11-24", "last_success": "2026-11-24", "pages": "1234", "partnerships": "17"},
        {
            "job": "publish",
            "state": "incomplete",
            "detail": "a [[link]]",
            "last_start": "2026-11-24T06:14:00Z",
            "failed": "1",
            "new thing": "2",
        },
        *({"job": "other", "state": "strange", "reason": reason.value} for reason in Reason),
    ]
    (text,) = report_pages("status", "X", rows, {}).values()
    page = plain(show(meta, text))
    assert "Collect records Done Last start: 24 November 2026 · Last success: 24 November 2026 pages: 1,234 · partnerships: 17" in page
    assert "Publish lists and reports Not finished a [[link]] Last start: 24 November 2026, 06:14 UTC failed: 1 · new thing: 2" in page
    assert "other strange The account is blocked." in page
    assert "Collecte des fiches Terminé" in plain(show(meta, text, "fr"))


def test_an_unknown_report_is_told(meta: FarmWiki) -> None:
    assert "Use one of: problems, status." in plain(meta.parse_text("{{Partnership report|report=weather}}"))


# --- Words -------------------------------------------------------------------------------------------------------------------------


def test_the_language_asked_for_comes_first(installed: Farm) -> None:
    meta, frwiki = installed.wiki("metawiki"), installed.wiki("frwiki")
    text = "{{Partnerships|format=sentence%s}}"
    assert "partenariats" in show(meta, text % "|lang=fr")
    assert "partenariats" in show(meta, text % "", "fr")
    assert "partenariats" in show(meta, text % "", "wo")  # a language that falls back to French
    assert "partnerships" in show(meta, text % "", "sw")  # one that falls back to English
    assert "partnerships" in show(meta, text % "|lang=no such language")
    # No {{USERLANGUAGE}} and no MediaWiki:Lang there: the page's language.
    assert "Les données" in plain(show(frwiki, text % "", "en"))


def test_no_word_is_hard_coded(meta: FarmWiki) -> None:
    page = plain(show(meta, "{{Partnership|partner=ΑΑΑ|status=active}}{{Partnerships|country=XX}}{{Partnerships|kind=hub}}", "qqx"))
    left = re.sub(r"\([a-z0-9_-]+\)|ΑΑΑ|Somewhere|West Africa|GLAM|Education|[\s,.·/]", "", page)
    assert left == ""


def test_local_words_win(meta: FarmWiki) -> None:
    title = "Module:Partnerships/i18n/overrides/en.json"
    meta.edit(title, '{"label-status-active": "Under way [[x]]"}')
    assert "Under way [[x]]" in plain(show(meta, "{{Partnerships|status=active}}"))
    meta.edit(title, "[]")
    assert "Active" in plain(show(meta, "{{Partnerships|status=active}}"))
    meta.delete(title)


def test_messages_are_plain_text(meta: FarmWiki) -> None:
    page = show(meta, "{{#invoke:Partnerships|message|problem-choice|<b>x</b>|[[y]]}}")
    assert plain(page) == "<b>x</b>: “[[y]]” is not one of the possible values."
    assert "href" not in page


# --- People's pages and documentation ----------------------------------------------------------------------------------------------


def pages_of_people() -> list[str]:
    planned = planned_pages(PROJECT / "templates", {"en": messages("en")}, ROOT, reads_user_language=True)
    return [page.title for page in planned if page.content_model == "wikitext"]


@pytest.mark.parametrize("title", pages_of_people())
@pytest.mark.parametrize("uselang", ["en", "fr"])
def test_every_page_shows_without_error(meta: FarmWiki, title: str, uselang: str) -> None:
    assert show_page(meta, title, uselang)


def test_form_leads_to_a_page_with_the_five_parameters(meta: FarmWiki) -> None:
    page = show_page(meta, "Partnerships/New", "fr")
    assert 'value="Template:Partnership/Preload"' in page
    assert 'value="Template:Partnership hub/Preload"' in page
    assert "Nom du partenariat" in page
    assert "Commencer" in page
    for kind, record in RECORDS.items():
        preload = meta.get(f"Template:{record.template}/Preload") or ""
        asked = [name for name, parameter in parameters(record).items() if parameter.asked]
        assert sorted(re.findall(r"^\| (\w+) = ?$", preload, flags=re.MULTILINE)) == sorted(asked), kind


def test_stop_pages_say_run(meta: FarmWiki) -> None:
    for task in ("collect", "publish"):
        assert (meta.get(f"Partnerships/Bot/Run/{task}") or "").split()[0] == "run"


def test_sections_have_anchors(meta: FarmWiki) -> None:
    preload = meta.get("Template:Partnership/Preload") or ""
    page = show(meta, preload)
    assert re.findall(r'id="(partnership-\w+)"', page) == [f"partnership-{name}" for name in ("objectives", "roles", "results", "lessons")]


def template_data(wiki: FarmWiki, template: str) -> dict[str, Any]:
    (page,) = wiki.call("templatedata", titles=f"Template:{template}")["pages"].values()
    return dict(page)


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_template_data_say_what_the_records_are(meta: FarmWiki, kind: str) -> None:
    record = RECORDS[kind]
    data = template_data(meta, record.template)
    declared = parameters(record)
    assert set(data["params"]) == set(declared) == set(data["paramOrder"])
    assert data["format"] == "block"
    for name, parameter in declared.items():
        shown = data["params"][name]
        assert shown["aliases"] == [alias for aliases in parameter.aliases.values() for alias in aliases], name
        assert (shown["suggested"], shown["required"]) == (parameter.asked, False)
        choice = parameter.type.type if isinstance(parameter.type, ListOf) else parameter.type
        assert tuple(shown.get("suggestedvalues", ())) == (choice.codes if isinstance(choice, Choice) else ()), name
        for language in ("en", "fr"):
            words = messages(language)
            assert shown["label"][language] == words[f"parameter-{kind}-{name}"]
            assert shown["description"][language] == words[f"parameter-{kind}-{name}-help"]


def test_every_template_has_template_data_in_both_languages(meta: FarmWiki) -> None:
    for template in ("Partnerships", "Partnership section"):
        data = template_data(meta, template)
        assert set(data["description"]) == {"en", "fr"}
        for parameter in data["params"].values():
            assert set(parameter["label"]) == set(parameter["description"]) == {"en", "fr"}


@pytest.fixture(scope="module")
def schema(meta: FarmWiki) -> Mapping[str, Any]:
    """What the wiki's Lua knows of the records."""
    answer = meta.call(
        "scribunto-console",
        "Admin",
        write=True,
        title="Module:Sandbox",
        content="return {}",
        question="=mw.text.jsonEncode(require('Module:Partnerships/Schema'))",
    )
    found: dict[str, Any] = json.loads(answer["return"])
    return found


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_lua_accepts_what_the_bot_reads(schema: Mapping[str, Any], kind: str) -> None:
    record = RECORDS[kind]
    known = schema["kinds"][kind]
    assert known["template"] == record.template
    declared = parameters(record)
    lua = {parameter["name"]: parameter for parameter in known["parameters"]}
    assert set(lua) == set(declared)
    for name, parameter in declared.items():
        assert lua[name]["aliases"] == [alias for aliases in parameter.aliases.values() for alias in aliases], name
        assert lua[name].get("asked", False) == parameter.asked, name
        assert lua[name].get("list", False) == isinstance(parameter.type, ListOf), name
        commas_in_names = isinstance(parameter.type, ListOf) and parameter.type.commas is Commas.IN_NAMES
        assert lua[name].get("commasInNames", False) == commas_in_names, name
        choice = parameter.type.type if isinstance(parameter.type, ListOf) else parameter.type
        if isinstance(choice, Choice):
            assert tuple(schema["enumerations"][lua[name]["enumeration"]]) == choice.codes
            assert lua[name]["enumeration"] == choice.family
    checked = {
        name for field, parameter in record.CHECKED.items() for name in (field, *(a for names in parameter.aliases.values() for a in names))
    }
    assert set(known["later"]) == record.LATER | checked
