"""Records of every kind on a real wiki: frames and cards, categories, documentation, forms, and what Lua knows of them."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from bot.core.data_pages import CODES_TITLE, codes_page
from bot.core.forms import FORMS
from bot.core.records import RECORDS
from bot.core.records.partnership import SECTIONS
from bot.core.template_pages.described import described
from bot.core.template_pages.modules import choices
from bot.core.template_pages.template_data import LANGUAGES
from bot.core.template_pages.templates import EXAMPLES, call
from bot.core.values.folding import folded
from bot.i18n import raw_messages
from bot.jobs.configuration import shipped
from bot.jobs.install import planned_pages
from tests.farm import Farm, FarmWiki
from tests.farm.installation import PROJECT
from tests.farm.test_onwiki import categories, plain, show, show_page

PAGE = """{{Partnership
| partenaire = Archives, nationales (du Sénégal; Dakar) & fils
* [[IFAN, Dakar|IFAN]], [[Musée]]
* مكتبة (ZL).
| lead = Wikimedia Senegal
| pays = SN; Mali
| statut = En cours
| start = 2026-03
| partner_type = Archivo
| languages = fr, Wolof
| lead_contact = Ama
| hub = Partnerships/Hubs/West Africa
| partner_qid = q1193236
}}
"""


@pytest.fixture(scope="module")
def meta(farm: Farm) -> Iterator[FarmWiki]:
    """A wiki with everything installed, in all languages, and the codes of the configuration that ships."""
    farm.reset()
    templates = PROJECT / "templates"
    pages = {page.title: page.text for page in planned_pages(templates, raw_messages(), "Partnerships", reads_user_language=True)}
    order = sorted(pages, key=lambda title: (not title.startswith("Module:"), not title.endswith("/doc"), ":" not in title))
    wiki = farm.wiki("metawiki")
    labels = shipped(templates).configuration.all_labels()
    wiki.create({CODES_TITLE: codes_page(labels)} | {title: pages[title] for title in order}, user="Admin")
    wiki.create({"Partnerships/Archives nationales": PAGE, "Partnerships/Incomplete": "{{Partnership|partner=Somebody|status=soon}}"})
    wiki.run_jobs()
    yield wiki
    farm.reset()


# --- Partnerships ------------------------------------------------------------------------------------------------------------------


def test_partnership_in_english(meta: FarmWiki) -> None:
    page = show_page(meta, "Partnerships/Archives nationales")
    assert plain(page) == (
        "Archives nationales Partnership Partner Archives, nationales (du Sénégal; Dakar) & fils IFAN Musée مكتبة (ZL). "
        "Lead Wikimedia Senegal Country Senegal, Mali Status Active Start March 2026 Type of partner Archive Wikidata item Q1193236 "
        "Languages français, Wolof Contact Ama Hub Partnerships/Hubs/West Africa"
    )
    assert "<bdi>مكتبة (ZL).</bdi>" in page
    assert 'href="https://www.wikidata.org/wiki/Special:EntityPage/Q1193236"' in page
    assert 'title="User:Ama' in page
    assert 'dir="ltr" lang="en"' in page or 'lang="en" dir="ltr"' in page
    assert "style=" in page
    assert "insecure input" not in page


def test_partnership_in_french(meta: FarmWiki) -> None:
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


def test_partnership_in_arabic_reads_from_right_to_left_with_its_digits(meta: FarmWiki) -> None:
    page = show_page(meta, "Partnerships/Archives nationales", "ar")
    assert page.count('dir="rtl"') == 1
    assert "مارس ٢٠٢٦" in page
    assert "السنغال، Mali" in plain(page)


MUCH = """{{Partnership|partner=A|lead=Q180|country=SN|status=active|start=2026|summary=What it does.|projects=frwiki, wikidata
|programs=GLAM, Éducation, bees|gaps=gender|collection_origin=ML|volunteers=Ada, [[User:Bo]], Cy|partner_confirmed=ticket:2026112410001234
|end=2027|outcome=succès|framework=1|agreement=https://www.example.org/{path}|open_to=tous|tech_needs=T123; A converter
|ai_use=reviewed|doc_budget=✓|report=https://meta.wikimedia.org/w/index.php?title=X&oldid=12|image=File:No such.jpg|colour=blue}}
""".replace("{path}", "a" * 60)


def test_a_long_record_is_grouped(meta: FarmWiki) -> None:
    page = show(meta, MUCH)
    assert re.findall(r'partnerships-record-group"[^>]*>([^<]+)<', page) == [
        "What", "Who", "Where", "How it stands", "Framework and equity", "Technology", "Documentation",
    ]  # fmt: skip
    assert plain(page) == (
        "Somewhere Partnership What it does. What Partner A Programmes GLAM and culture, Education, bees Projects fr.wikipedia, wikidata "
        "Image File:No such.jpg Who Lead Q180 Volunteers 3 volunteers Confirmed by the partner Ticket 2026112410001234 "
        "Where Country Senegal Origin of the collection Mali How it stands Status Active Start 2026 End 2027 Outcome Success "
        f"Framework and equity Framework Partnership framework, version 1 Agreement example.org/{'a' * 27}… Open to Everyone Gaps Gender "
        "Technology Technical needs T123 A converter Use of AI Used, checked by people "
        "Documentation Report meta.wikimedia.org/w/index.php?title=X&… Budget for documentation Yes"
    )
    assert "Ada" not in page
    links = html.unescape(page)
    for address in (
        "https://www.wikidata.org/wiki/Special:EntityPage/Q180",
        "https://fr.wikipedia.org/",
        "https://phabricator.wikimedia.org/T123",
    ):
        assert f'href="{address}"' in links
    assert "TicketNumber=2026112410001234" in links


def test_a_short_record_has_no_groups(meta: FarmWiki) -> None:
    assert "partnerships-record-group" not in show(meta, call("Partnership", EXAMPLES["partnership"]))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("{{Partnership hub|contact_public=hub@example.org}}", 'href="mailto:hub@example.org"'),
        ("{{Partnership hub|regions=MENA}}", "<bdi>Middle East and North Africa</bdi>"),
        ("{{Partnership hub|regions=Afrique subsaharienne}}", "<bdi>Sub-Saharan Africa</bdi>"),
        ("{{Partnership hub|capacity=12345}}", "<bdi>12,345</bdi>"),
        ("{{Partnership contribution|licence=cc by-sa 4.0}}", 'href="https://creativecommons.org/licenses/by-sa/4.0/"'),
        ("{{Partnership contribution|licence=CC0}}", "<bdi>CC0 1.0</bdi>"),
        ("{{Partnership contribution|licence=MIT}}", "<bdi>MIT</bdi>"),
        ("{{Partnership contribution|property=p195}}", 'href="https://www.wikidata.org/wiki/Property:P195"'),
        ("{{Partnership contribution|commons_category=A b & c}}", 'href="https://commons.wikimedia.org/wiki/Category:A_b_%26_c"'),
        ("{{Partnership contribution|commons_category=[[:Category:X]]}}", ">Category:X</a>"),
        ("{{Partnership contribution|uses_wikibase=non}}", "<bdi>No</bdi>"),
        ("{{Partnership contribution|type=Photos}}", ">Media files</bdi>"),
        ("{{Partnership contribution|type=bees}}", ">bees</bdi>"),
        ("{{Partnership tool|source=javascript:alert(1)}}", "javascript:alert(1)"),
        ("{{Partnership tool|source=[https://a.example b]}}", 'href="https://a.example">b</a>'),
        ("{{Partnership tool|needs=T12345}}", 'href="https://phabricator.wikimedia.org/T12345"'),
        ("{{Partnership tool|needs=T12345 and more}}", "<bdi>T12345 and more</bdi>"),
        ("{{Partnership tool|steward=[[Wikimedia Senegal|us]]}}", ">us</a>"),
        ("{{Partnership tool|maintainers=@Ama}}", ">Ama</a>"),
        ("{{Partnership learning module|stage=ongoing; idée}}", "<bdi>Active</bdi>, <bdi>Idea</bdi>"),
        ("{{Partnership learning module|skills=Negociar acuerdos}}", "<bdi>Negotiating agreements</bdi>"),
        ("{{Partnership nomination|delivered=Special:Diff/12}}", "Special:Diff/12"),
        ("{{Partner inquiry|country=sn}}", "<bdi>Senegal</bdi>"),
        ("{{Partner inquiry|filed=soon}}", "<bdi>soon</bdi>"),
        ("{{Partnership|projects=wo.wikipedia.org}}", 'href="https://wo.wikipedia.org/"'),
        ("{{Partnership|projects=Wikimedia Commons}}", "Wikimedia Commons"),
        ("{{Partnership|consent_evidence=Talk:X}}", 'title="Talk:X'),
        ("{{Partnership|gaps=género}}", "<bdi>Gender</bdi>"),
    ],
)
def test_values_show_what_they_mean(meta: FarmWiki, typed: str, shown: str) -> None:
    page = html.unescape(show(meta, typed))
    assert shown in page
    assert "insecure input" not in page
    assert 'href="javascript' not in page


# --- Other kinds -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", [*LANGUAGES, "qqx"])
@pytest.mark.parametrize("kind", RECORDS)
def test_every_kind_shows_its_example(meta: FarmWiki, kind: str, language: str) -> None:
    page = show(meta, call(RECORDS[kind].template, EXAMPLES[kind]), language)
    assert page.count("<div") == page.count("</div")
    on_card = kind in {"contribution", "task"}
    assert ("partnerships-card" in page, 'class="partnerships-record ' in page) == (on_card, not on_card)
    assert "⧼" not in page


def test_what_is_told_in_sentences_stands_beside_the_frame(meta: FarmWiki) -> None:
    page = show(meta, "{{Partnership lesson|title=T|problem=One.\n\nTwo.|solution=S|ask_me=Ama}}")
    assert plain(page) == "T Lesson Ask me Ama Problem One. Two. Solution S"
    assert page.count('class="partnerships-record-prose"') == 2
    assert len(re.findall(r"<p>(?:One|Two)\.", page)) == 2


def test_cards_have_what_and_when_in_their_head(meta: FarmWiki) -> None:
    text = "{{Partnership contribution|type=media|date=2026-03|what=Maps|records=1200}}"
    assert plain(show(meta, text)) == "Media files Maps March 2026 Records: 1,200"
    text = "{{Partnership task|page=A|check=summary|claimed_by=Ama|done=2026}}"
    assert plain(show(meta, text)) == "A summary says what it is about Done: 2026 Page: A · Taken on by: Ama"
    assert "Still to be added: Type, Date." in plain(show(meta, "{{Partnership contribution|what=Maps}}"))


def test_what_is_missing_is_asked_for_kindly(meta: FarmWiki) -> None:
    page = show_page(meta, "Partnerships/Incomplete", "fr")
    assert "À compléter\u00a0: Porteur, Pays, Début. Compléter" in plain(page)
    assert "action=edit" in page
    text = "{{Partnership|foo=bar|summary=x|region=y}}"
    answer = meta.call("parse", text=text, title="Partnerships/X", contentmodel="wikitext", prop="parsewarnings")
    (warning,) = answer["parse"]["parsewarnings"]
    assert "<code>foo</code>" in warning
    assert "summary" not in warning
    assert "region" not in warning


# --- Categories --------------------------------------------------------------------------------------------------------------------

COMPLETE = "{{Partnership|partner=A|lead=B|country=SN|status=active|start=2026}}"


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Partnerships/A", COMPLETE, {"Partnerships"}),
        ("A", "{{Partnership|socio=A}}", {"Partnerships", "Partnerships missing asked parameters"}),
        ("A", "{{Partnership hub|nom=A|tipo=regional|temas=B|régions=South Asia|page_contact=C}}", {"Partnership hubs"}),
        ("A", "{{Partnership hub}}", {"Partnership hubs", "Partnerships missing asked parameters"}),
        ("A", call("Partnership contribution", EXAMPLES["contribution"]), {"Partnership contributions"}),
        ("A", call("Partner inquiry", EXAMPLES["inquiry"]), {"Partner inquiries"}),
        ("Partnerships/A/fr", COMPLETE, set()),
        ("Partnerships/A/zh-hans", COMPLETE, set()),
        ("Template:A", COMPLETE, set()),
        ("User:Amina/A", COMPLETE, set()),
        ("User talk:Amina", COMPLETE, set()),
        ("Partnerships/Sandbox 2", COMPLETE, set()),
        ("Partnerships/Bac à sable/A", COMPLETE, set()),
        ("Partnerships/サンドボックス", COMPLETE, set()),
        ("Template:Partnership/doc", COMPLETE, set()),
    ],
)
def test_categories_are_those_of_records_only_and_of_every_reader(meta: FarmWiki, title: str, text: str, expected: set[str]) -> None:
    assert categories(meta, title, text) == categories(meta, title, text, "fr") == expected


@pytest.mark.parametrize("kind", RECORDS)
def test_every_kind_has_its_category(meta: FarmWiki, kind: str) -> None:
    text = call(RECORDS[kind].template, EXAMPLES[kind])
    assert categories(meta, "Partnerships/A", text) == {raw_messages()["en"][f"wiki-category-{kind}"]}


def test_an_unknown_kind_of_record_is_told(meta: FarmWiki) -> None:
    assert "museum" in plain(meta.parse_text("{{#invoke:Partnerships|record|kind=museum}}"))
    assert 'class="error"' in meta.parse_text("{{#invoke:Partnerships|parameters|kind=museum}}")


# --- Sections ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "code"),
    [("objectives", "objectives"), (" Roles ", "roles"), ("Objectifs", "objectives"), ("Lessons learned", "lessons")],
)
def test_sections_are_anchors_that_show_nothing(meta: FarmWiki, typed: str, code: str) -> None:
    page = show(meta, f"{{{{Partnership section|{typed}}}}}")
    assert re.findall(r'id="partnership-([^"]*)"', page) == [code]
    assert plain(page) == ""


def test_a_section_nobody_knows_is_told_in_the_preview(meta: FarmWiki) -> None:
    def warnings(text: str) -> list[str]:
        answer = meta.call("parse", text=text, title="A", contentmodel="wikitext", prop="parsewarnings")
        return list(answer["parse"]["parsewarnings"])

    assert warnings("{{Partnership section|results}}") == []
    (warning,) = warnings("{{Partnership section|weather}}")
    assert "weather" in warning


def test_the_form_of_a_partnership_marks_every_section(meta: FarmWiki) -> None:
    page = show(meta, meta.get("Template:Partnership/Preload") or "")
    assert re.findall(r'id="partnership-(\w+)"', page) == list(SECTIONS)


# --- Forms and documentation -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
def test_forms_lead_to_pages_with_the_parameters_that_are_asked_for(meta: FarmWiki, form: Any) -> None:
    template = RECORDS[form.kind].template
    page = html.unescape(show_page(meta, f"Partnerships/{form.page}", "fr"))
    assert f'value="Template:{template}/Preload"' in page
    assert f'value="Template:{template}/Intro"' in page
    assert f'value="Partnerships/{form.prefix}"' in page
    assert raw_messages()["fr"][f"wiki-form-{form.kind}-title"] in page
    for other in {form.page for form in FORMS} - {form.page}:
        assert f'title="Partnerships/{other}"' in page


def test_a_form_fills_in_who_uses_it(meta: FarmWiki) -> None:
    preload = meta.get("Template:Partnership nomination/Preload") or ""
    assert "{{<includeonly>subst:</includeonly>REVISIONUSER}}" in preload
    # What a preload gives to the editor: as if transcluded.
    meta.edit("Partnerships/Nominations/A", preload.replace("<includeonly>", "").replace("</includeonly>", ""), user="Amina")
    assert "| nominated_by = Amina" in (meta.get("Partnerships/Nominations/A") or "")


def template_data(wiki: FarmWiki, template: str) -> dict[str, Any]:
    (page,) = wiki.call("templatedata", titles=f"Template:{template}")["pages"].values()
    return dict(page)


@pytest.mark.parametrize("kind", RECORDS)
def test_mediawiki_knows_the_template_data(meta: FarmWiki, kind: str) -> None:
    data = template_data(meta, RECORDS[kind].template)
    assert data["format"] == "block"
    assert list(data["params"]) == data["paramOrder"] == [parameter.name for parameter in described(RECORDS[kind])]
    for parameter in described(RECORDS[kind]):
        shown = data["params"][parameter.name]
        assert (tuple(shown["aliases"]), shown["suggested"]) == (parameter.aliases, parameter.parameter.asked)
        assert set(shown["label"]) == set(shown["description"]) == set(LANGUAGES)


def test_every_template_has_template_data_in_its_languages(meta: FarmWiki) -> None:
    for template, languages in (("Partnerships", {"en", "fr"}), ("Partnership section", set(LANGUAGES))):
        data = template_data(meta, template)
        assert set(data["description"]) >= languages
        for parameter in data["params"].values():
            assert set(parameter["label"]) == set(parameter["description"]) >= languages


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", RECORDS)
def test_documentation_is_in_the_language_of_the_reader(meta: FarmWiki, kind: str, language: str) -> None:
    page = plain(show_page(meta, f"Template:{RECORDS[kind].template}", language))
    words = raw_messages()[language]
    assert words[f"template-{kind}"] in page
    for parameter in described(RECORDS[kind]):
        assert parameter.name in page
        for key in (f"parameter-{kind}-{parameter.name}", f"parameter-{kind}-{parameter.name}-help"):
            assert " ".join(words[key].split()) in " ".join(page.split()), key


# --- What Lua knows ----------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lua(meta: FarmWiki) -> Any:
    """Runs an expression in Lua and gives what it is."""

    def run(expression: str) -> Any:
        answer = meta.call(
            "scribunto-console",
            "Admin",
            write=True,
            title="Module:Sandbox",
            content="return {}",
            question=f"=mw.text.jsonEncode({expression})",
        )
        return json.loads(answer["return"])

    return run


@pytest.mark.parametrize("kind", RECORDS)
def test_lua_accepts_what_the_bot_reads(lua: Any, kind: str) -> None:
    known: Mapping[str, Any] = lua(f"require('Module:Partnerships/Schema').kinds['{kind}']")
    assert known["template"] == RECORDS[kind].template
    shown = [
        (one["name"], one["type"], one.get("list", False), one.get("asked", False), one.get("family", ""), tuple(one["aliases"]))
        for one in known["parameters"]
    ]
    assert shown == [(one.name, one.type, one.is_list, one.parameter.asked, one.family, one.aliases) for one in described(RECORDS[kind])]


def test_lua_folds_as_the_bot_does(lua: Any) -> None:
    texts = ["En cours", "ÉCOLE", "Screen_Reader", "lecteur d’écran", "أرشيف", "مُتْحَف", "Straße", "サンドボックス", "x  –  y", "Łódź"]
    listed = ", ".join(f"'{text}'" for text in texts)
    found = lua(f"(function (f) local r = {{}} for _, t in ipairs {{ {listed} }} do r[#r + 1] = f( t ) end return r end)"
                "( require('Module:Partnerships/Values').fold )")  # fmt: skip
    assert found == [unicodedata.normalize("NFC", folded(text)) for text in texts]


@pytest.mark.parametrize("family", sorted(choices()))
def test_lua_understands_the_words_that_the_bot_understands(lua: Any, family: str) -> None:
    choice = choices()[family]
    words = {word: code for word, code in choice.others.items() if word} | {code: code for code in choice.codes}
    listed = ", ".join("'" + word.replace("'", "\\'") + "'" for word in words)
    found = lua(f"(function (f) local r = {{}} for _, t in ipairs {{ {listed} }} do r[#r + 1] = f( '{family}', t ) or '' end return r end)"
                "( require('Module:Partnerships/Values').known )")  # fmt: skip
    assert dict(zip(words, found, strict=True)) == words
