"""Another page root on a real wiki: nothing leads to the default one, and prefilled forms open below the one that was chosen."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

import pytest
import requests

from bot.core.forms import FORMS
from bot.core.page_root import DEFAULT_ROOT
from bot.core.wiki_settings import SETTINGS_TITLE
from tests.farm import Farm, FarmWiki
from tests.farm.bot import CommandLine

ROOT = "Partenariats d'ici"
HUB = f"{ROOT}/Hubs/Fleuve"
PAGES = {
    "metawiki": {
        f"{ROOT}/Bibliothèque": (
            "{{Partnership|partner=Bibliothèque|lead=Wikimédia|country=SN|status=active|start=2026|recognition_consent=yes"
            f"|hub={HUB}}}}}\n{{{{Partnership contribution|type=media|date=2026-03|what=Photographies}}}}"
        ),
        HUB: f"{{{{Partnership hub|name=Fleuve|type=regional|themes=archives|regions=sub-saharan-africa|contact_page={HUB}/Contact}}}}",
        f"{HUB}/Contact": "Écrivez-nous ici.",
        "GLAM/Casa": "Un acuerdo. [[Category:GLAM]]",
    },
    "frwiki": {"Projet:Musées, arts/Musée & Co": "Un accord. [[Catégorie:Projet:Partenariat]]"},
}
#: What people make when they want it.
NOT_YET = re.compile(rf"{ROOT}/(New and changed/\d{{4}}-W\d\d|Hubs/Name of the hub)")


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandLine]:
    """Wikis with all installed and published below another root."""
    farm.reset()
    meta = farm.wiki("metawiki")
    meta.edit(SETTINGS_TITLE, json.dumps({"page_root": ROOT}), "Admin")
    meta.protect(SETTINGS_TITLE)
    for dbname, pages in PAGES.items():
        farm.wiki(dbname).create(pages)
    bot = CommandLine.of(farm, tmp_path_factory.mktemp("bot"))
    bot.install()
    bot.run()
    meta.run_jobs()
    yield bot
    farm.reset()


def below(wiki: FarmWiki, root: str) -> list[str]:
    """The pages below a title, and the one that has it."""
    return [page["title"] for page in wiki.query(list="allpages", apprefix=root, aplimit="max")["allpages"]]


def test_every_link_leads_below_the_root(bot: CommandLine, farm: Farm) -> None:
    meta = farm.wiki("metawiki")
    assert below(meta, DEFAULT_ROOT) == []
    assert {ROOT, f"{ROOT}/Reports/Candidates", f"{ROOT}/Bot/Run/tidy"} <= set(below(meta, ROOT))
    linked = [link["title"] for link in meta.query(list="alllinks", alunique=True, allimit="max")["alllinks"]]
    assert [title for title in linked if title == DEFAULT_ROOT or title.startswith(f"{DEFAULT_ROOT}/")] == []
    assert meta.query(list="alltransclusions", atnamespace=0, atprefix=f"{DEFAULT_ROOT}/")["alltransclusions"] == []
    leading = {title for title in linked if title == ROOT or title.startswith(f"{ROOT}/")}
    assert {ROOT, *(f"{ROOT}/{form.page}" for form in FORMS), f"{ROOT}/Bot", f"{ROOT}/Bot/Status", f"{ROOT}/Index/All"} <= leading
    assert sorted(title for title in leading - set(below(meta, ROOT)) if not NOT_YET.fullmatch(title)) == []


def test_no_page_speaks_of_the_default_root(bot: CommandLine, farm: Farm) -> None:
    meta = farm.wiki("metawiki")
    for title in [*below(meta, ROOT), "Template:Partnership hub", "Template:Partnership report/doc", "Module:Partnerships/doc"]:
        page = html.unescape(meta.parse(title))
        found = re.search(rf".{{60}}(?<!Module:)(?<!Template:)\b{DEFAULT_ROOT}/.*", page)
        assert not found, (title, found)
    for form in FORMS:
        assert f'value="{ROOT}/{form.prefix}"' in html.unescape(meta.parse(f"{ROOT}/{form.page}"))


def forms(wiki: FarmWiki, report: str) -> list[str]:
    """Where the prefilled forms of a report lead."""
    return re.findall(r'href="([^"]*preloadparams[^"]*)"', html.unescape(wiki.parse(f"{ROOT}/Reports/{report}")))


def opened(address: str) -> dict[str, str]:
    """What stands in the edit box of a form, by parameter."""
    page = requests.get(address, timeout=60).text
    box = re.search(r"<textarea[^>]*wpTextbox1[^>]*>([^<]*)</textarea>", page)
    assert box, page[:1000]
    return dict(re.findall(r"^\| (\w+) = (.*)$", html.unescape(box.group(1)), re.MULTILINE))


ASKED = {"partner": "", "lead": "", "country": "", "status": "", "start": ""}


def test_a_candidate_becomes_a_record_by_a_prefilled_form(bot: CommandLine, farm: Farm) -> None:
    meta = farm.wiki("metawiki")
    here, elsewhere = forms(meta, "Candidates")
    assert here.startswith(meta.page_url("GLAM/Casa"))
    assert opened(here) == ASKED | {"name": "Casa", "projects": "", "documentation": ""}
    title = f"{ROOT}/Musée & Co"
    assert elsewhere.startswith(f"{meta.url}/wiki/Partenariats_d%27ici/Mus%C3%A9e_%26_Co?")
    # The shortest prefix of the French wiki.
    filled = {"name": "Musée & Co", "projects": "frwiki", "documentation": "[[:w:Projet:Musées, arts/Musée & Co]]"}
    assert opened(elsewhere) == ASKED | filled
    call = "{{Partnership\n| partner = A museum\n" + "".join(f"| {name} = {value}\n" for name, value in filled.items()) + "}}"
    meta.edit(title, call)
    (record,) = [
        record for record in json.loads(bot("records", "--wiki", "live:metawiki", "--format", "json").stdout) if record["title"] == title
    ]
    assert (record["projects"], record["documentation"]) == (["frwiki"], ["w:Projet:Musées, arts/Musée & Co"])
    meta.edit("GLAM/Casa", "{{Partnership|partner=Casa}}", section="new")
    bot.run()
    assert forms(meta, "Candidates") == [elsewhere]


def test_a_nomination_is_begun_with_its_partnership(bot: CommandLine, farm: Farm) -> None:
    (address,) = forms(farm.wiki("metawiki"), "Recognition")
    assert "/Partenariats_d%27ici/Nominations/Partenariats_d%27ici/Biblioth%C3%A8que?" in address
    assert opened(address)["partnership"] == f"{ROOT}/Bibliothèque"
