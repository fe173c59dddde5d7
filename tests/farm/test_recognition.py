"""Recognition on a real wiki: nominate, approve, wait, deliver; what readers see; and who cannot be made to be thanked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.configuration import Configuration
from bot.core.outcome import Outcome
from bot.core.page import Edit
from bot.core.parse import Reader
from bot.core.recognition.deliveries import Delivery
from bot.core.recognition.verdict import Why
from bot.core.wiki_settings import Approvers, Barnstar, Caps, Nominators, WikiSettings
from bot.i18n import Messages
from bot.jobs.collect import VanishingRules, collect
from bot.jobs.recognise import Recogniser, Words
from bot.jobs.stop_page import StopPage
from bot.store import Store
from bot.store.knowledge import knowledge_of
from bot.wiki.community import LiveCommunity
from tests.farm import Farm, FarmWiki
from tests.farm.bot import live_wiki

ROOT = "Partnerships"
STOP = f"{ROOT}/Bot/Run/recognise"
FOLDER = f"{ROOT}/Recognition/Nominations"
BOT = "PartnershipsBot"
MESSAGES = Messages.load()
SETTINGS = WikiSettings(
    approvers=Approvers(groups=("sysop",), min_edits=0, min_days=1),
    nominators=Nominators(min_edits=0, min_days=1, per_month=1000),
    caps=Caps(per_run=500, per_day=5000),
    barnstars={
        "mentoring": Barnstar(labels={"en": "The Mentor’s Barnstar", "fr": "L’étoile du mentorat", "ar": "نجمة الإرشاد"}, image="Star.png")
    },
)
ASKED = {"nominee": "User:Amina", "kind": "barnstar", "barnstar": "mentoring", "reason": "Taught many.", "nominated_by": "Luc"}
MUSEUM = (
    "{{Partnership|partner=Museum|status=active|country=SN|start=2025|recognition_consent=yes|consent_evidence=https://example.org/yes}}"
)

#: The first day sees a few messages only: with this it is over.
LONG_AGO = Delivery(1, datetime(2020, 1, 1, tzinfo=UTC), "User:Old", "barnstar", "mentoring", "en", "Luc", "User talk:Old", 1)


def written(values: dict[str, str]) -> str:
    return "{{Partnership nomination\n" + "".join(f"| {name} = {value}\n" for name, value in values.items()) + "}}"


@dataclass
class Ceremony:
    """A wiki with people, and the bot with a database and a clock of its own. The first day's few messages are long past."""

    farm: Farm
    store: Store
    days: float = 8

    def __post_init__(self) -> None:
        self.wiki = self.farm.wiki("metawiki")
        self.live = live_wiki(self.farm, "metawiki")
        for name in ("Amina", "Luc", "Admin"):
            self.wiki.establish(name, edits=1000, days=1000)
        self.wiki.edit(STOP, "run", "Admin")

    def nominate(self, name: str, **values: str) -> str:
        """Luc nominates and an administrator approves; the title of the page."""
        title = f"{FOLDER}/{name}"
        asked = {
            "nominee": f"User:{name}",
            "kind": "barnstar",
            "barnstar": "mentoring",
            "reason": "Taught [[many]] people.",
            "nominated_by": "Luc",
        } | values
        self.wiki.edit(title, written(asked), "Luc")
        self.wiki.edit(title, written(asked | {"approved_by": "Admin"}), "Admin")
        return title

    def run(self, store: Store | None = None) -> dict[str, Why | None]:
        """Read and deliver, so many days later; what was decided by title."""
        ledger = store or self.store
        self.wiki.run_jobs()
        configuration = Configuration()
        names = configuration.template_names("metawiki")
        site = self.live.site
        reader = Reader(site, names)
        collect(
            self.live,
            ledger,
            configuration=configuration,
            make_reader=lambda known: Reader(site, known),
            rules=VanishingRules(1, 1000, allowed=True),
            fingerprint="1",
        )
        now = datetime.now(UTC) + timedelta(days=self.days)
        knowledge = knowledge_of(
            ledger,
            configuration,
            now.date(),
            home=site.dbname,
            page_root=ROOT,
            prefixes=site.interwikis,
            settings=SETTINGS,
            place=self.live.ledger_name,
        )
        recognised = Recogniser(
            self.live,
            LiveCommunity(self.live.api),
            ledger,
            knowledge=knowledge,
            reader=reader,
            words=Words(
                MESSAGES, lambda languages: next((each for each in languages if each in MESSAGES.languages), "en"), MESSAGES.direction
            ),
            edits=500,
            page_root=ROOT,
            clock=lambda: now,
            stop_page=StopPage(self.live, ledger, STOP),
            summary=lambda kind, title: f"{kind} {title}".strip(),
            tell=lambda _decision, _message: None,
        ).run()
        return dict(recognised.decisions)

    def note(self, title: str) -> tuple[str, str]:
        """Status and note that a nomination's page has now."""
        text = self.wiki.get(title) or ""
        found = dict(re.findall(r"\| (status|note) = ?(.*)", text))
        return found.get("status", ""), found.get("note", "")

    def notices(self, title: str) -> int:
        return (self.wiki.get(title) or "").count("<!-- partnerships-notice")


@pytest.fixture
def ceremony(clean_farm: Farm) -> Ceremony:
    store = Store.open("sqlite://", migrate=True)
    return Ceremony(clean_farm, store)


def test_user_group_and_partnership_are_thanked_in_four_languages(ceremony: Ceremony) -> None:
    wiki = ceremony.wiki
    for name in ("Fatou", "Marie", "Sofia"):
        wiki.establish(name)
    wiki.edit("Wikimedians of Dakar", "A group.")
    wiki.edit("Museum", MUSEUM)
    wiki.edit("User talk:Amina", "== Hello ==\nEarlier words.", "Luc")
    titles = {
        ceremony.nominate("Amina", partnership="Museum"): "User talk:Amina",
        ceremony.nominate("Fatou", language="ar"): "User talk:Fatou",
        ceremony.nominate("Marie", language="fr"): "User talk:Marie",
        ceremony.nominate("Sofia", language="es"): "User talk:Sofia",
        ceremony.nominate("Group", nominee="Wikimedians of Dakar", kind="thank-you", barnstar=""): "Talk:Wikimedians of Dakar",
        ceremony.nominate("Museum", nominee="Museum", kind="thank-you", barnstar=""): "Talk:Museum",
    }
    first = ceremony.run()
    assert list(first.values()).count(None) == 3  # the first day sees a few
    ceremony.days += 2
    assert set(ceremony.run().values()) == {None}
    for title, talk in titles.items():
        assert ceremony.notices(talk) == 1
        assert ceremony.note(title) == ("delivered", "")
        page = wiki.parse(talk)
        assert "Taught many" in page
        assert "PartnershipsBot" in page  # signed
    assert "Earlier words." in (wiki.get("User talk:Amina") or "")
    assert 'dir="rtl"' in wiki.parse("User talk:Fatou")
    assert "Une étoile pour vous" in wiki.parse("User talk:Marie")
    assert "Una estrella para ti" in wiki.parse("User talk:Sofia")
    alerts = wiki.query("Amina", meta="notifications", notsections="alert", notprop="list", notformat="model")["notifications"]["list"]
    assert [(each["type"], each["agent"]["name"]) for each in alerts if each["type"] == "edit-user-talk"] == [
        ("edit-user-talk", BOT)
    ] or any(each["agent"]["name"] == BOT for each in alerts)
    latest = wiki.history("User talk:Amina")[0]
    assert (latest["user"], latest["minor"]) == (BOT, False)
    assert ceremony.run() == {}


def test_a_lost_database_doubles_nothing(ceremony: Ceremony) -> None:
    title = ceremony.nominate("Amina")
    before = ceremony.wiki.get(title) or ""
    assert ceremony.run() == {title: None}
    ceremony.wiki.edit("User talk:Amina", "Archived.", "Amina")
    ceremony.wiki.edit(title, before, "Luc")
    with Store.open("sqlite://", migrate=True) as store:
        assert ceremony.run(store) == {title: None}
    assert ceremony.notices("User talk:Amina") == 0
    assert ceremony.note(title)[0] == "delivered"


#: Somebody does something to a nomination.
Step = Callable[[FarmWiki, str], object]


def saves(user: str, **values: str) -> Step:
    """Somebody saves the nomination with these values."""
    return lambda wiki, title: wiki.edit(title, written(ASKED | values), user)


APPROVED = {"approved_by": "Admin"}
#: What is done to a page on which Luc asked and, where the first word is true, an administrator approved.
FORGERIES: dict[str, tuple[bool, Sequence[Step], Why]] = {
    "self-approval": (False, [saves("Luc", approved_by="Luc")], Why.SELF_APPROVAL),
    "by the nominee": (False, [saves("Amina", approved_by="Amina")], Why.BY_NOMINEE),
    "someone else's name typed": (False, [saves("Luc", **APPROVED)], Why.NOT_BY_APPROVER),
    "restored by exact revert": (True, [saves("Admin"), saves("Luc", **APPROVED)], Why.NOT_BY_APPROVER),
    "edited after approval": (True, [saves("Luc", reason="Other.", **APPROVED)], Why.CHANGED),
    "swapped nominee": (True, [saves("Luc", nominee="User:Sofia", **APPROVED)], Why.CHANGED),
    "unentitled": (False, [saves("SlowBot", approved_by="SlowBot")], Why.UNENTITLED),
    "suppressed author": (True, [lambda wiki, title: wiki.hide(wiki.history(title)[0]["revid"], user=True)], Why.HIDDEN),
    "suppressed text": (
        True,
        [
            saves("Luc", language="fr", **APPROVED),
            saves("Luc", language="es", **APPROVED),
            lambda wiki, title: wiki.hide(wiki.history(title)[1]["revid"], text=True),
        ],
        Why.HIDDEN,
    ),
    "renamed approver": (
        False,
        [
            lambda wiki, title: wiki.create({title: written(ASKED | {"approved_by": "Carla"})}, "Carla"),
            lambda wiki, _: wiki.rename_user("Carla", "Carla S."),
        ],
        Why.NO_ACCOUNT,
    ),
    "withdrawn by the nominee": (True, [saves("Amina", status="withdrawn", **APPROVED), saves("Luc", **APPROVED)], Why.CLOSED),
    "an objection removed": (True, [saves("SlowBot", objected_by="SlowBot", **APPROVED), saves("Luc", **APPROVED)], Why.OBJECTION),
}
IMPORTED = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
<page><title>{title}</title><ns>0</ns><id>1</id>{revisions}</page></mediawiki>"""
REVISION = """<revision><id>{number}</id><timestamp>{day}T0{number}:00:00Z</timestamp>
<contributor><username>{user}</username><id>7</id></contributor><model>wikitext</model><format>text/x-wiki</format>
<text xml:space="preserve">{text}</text></revision>"""


def test_forgeries_are_refused_by_the_real_history_and_the_page_says_why(ceremony: Ceremony) -> None:
    ceremony.wiki.establish("Carla", edits=1000, days=1000)
    ceremony.wiki.change_user_rights("Carla", add=["sysop"])
    expected = {}
    for name, (is_approved, steps, why) in FORGERIES.items():
        title = f"{FOLDER}/Forged, {name}"
        for step in (saves("Luc"), *([saves("Admin", **APPROVED)] if is_approved else []), *steps):
            step(ceremony.wiki, title)
        expected[title] = why
    copied = f"{FOLDER}/Copied"
    ceremony.wiki.edit(copied, written(ASKED | APPROVED), "Luc")
    expected[copied] = Why.NOT_BY_APPROVER
    imported = f"{FOLDER}/Imported"
    day = datetime.now(UTC).date().isoformat()
    texts = {"Luc": written(ASKED), "Admin": written(ASKED | APPROVED)}
    revisions = "".join(
        REVISION.format(day=day, number=number, user=user, text=text) for number, (user, text) in enumerate(texts.items(), 1)
    )
    ceremony.wiki.upload_xml(IMPORTED.format(title=imported, revisions=revisions))
    expected[imported] = Why.IMPORTED
    assert ceremony.run() == expected
    assert ceremony.notices("User talk:Amina") == 0
    assert {title: ceremony.note(title)[1] for title in expected} == {title: str(why) for title, why in expected.items()}


def test_a_genuine_approval_survives_vandals(ceremony: Ceremony) -> None:
    title = ceremony.nominate("Amina")
    text = ceremony.wiki.get(title) or ""
    ceremony.wiki.edit(title, "rubbish", "SlowBot")
    ceremony.wiki.edit(title, text, "Luc")
    assert ceremony.run() == {title: None}


EXCLUSIONS = (
    *(
        "{{nobots}}",
        "{{bots|deny=all}}",
        f"{{{{bots|deny={BOT}}}}}",
        "{{bots|allow=none}}",
        "{{bots|allow=Other}}",
        "{{nobots|all}}",
        f"{{{{nobots|Other,{BOT}}}}}",
    ),
    *("{{bots|optout=all}}", "{{bots|optout=partnerships}}", "{{bots|optout=news,barnstar}}"),
)


def test_every_wish_to_be_left_alone_is_obeyed(ceremony: Ceremony) -> None:
    wiki = ceremony.wiki
    expected: dict[str, Why | None] = {}

    def person(name: str, why: Why | None, talk: str | None = None, page: str | None = None) -> None:
        wiki.establish(name)
        pages = {f"User talk:{name}": talk, f"User:{name}": page}
        wiki.create({title: text for title, text in pages.items() if text is not None}, "Luc")
        expected[ceremony.nominate(name)] = why

    for number, text in enumerate(EXCLUSIONS):
        person(f"Excluded {number}", Why.EXCLUDED, talk=f"Hello {text}")
    person("On user page", Why.EXCLUDED, page="{{bots|optout=all}}")
    person("Opted out", Why.OPTED_OUT, talk="[[Category:Opted-out of message delivery]]")
    person("Opted out above", Why.OPTED_OUT, page="[[Category:Opted-out of message delivery]]")
    person("Gone away", Why.ELSEWHERE, talk="#REDIRECT [[fr:Discussion utilisateur:Gone]]")
    person("Led to the nominator", Why.SELF_NOMINATION, talk="#REDIRECT [[User talk:Luc]]")
    person("Led to the approver", Why.BY_NOMINEE, talk="#REDIRECT [[User talk:Admin]]")
    person("Gone softly", Why.ELSEWHERE, talk="{{soft redirect|fr:Discussion utilisateur:Gone}}")
    person("Blocked", Why.BLOCKED)
    wiki.block("Blocked")
    wiki.edit("Museum", MUSEUM)
    person("Blocked partly", None)
    wiki.block("Blocked partly", only_pages=["Museum"])
    expected[ceremony.nominate("Nobody here")] = Why.NO_RECIPIENT
    expected[ceremony.nominate("192.0.2.7")] = Why.NO_RECIPIENT
    wiki.establish("Structured")
    wiki.edit("User talk:Structured", "{}", "Admin", contentmodel="json")
    expected[ceremony.nominate("Structured")] = Why.NOT_WIKITEXT
    ceremony.store.add_delivery(ceremony.live.ledger_name, LONG_AGO)
    decided = ceremony.run()
    assert decided == expected
    for title, why in expected.items():
        assert ceremony.note(title) == (("undeliverable", str(why)) if why else ("delivered", ""))


def test_another_of_our_runs_in_between_doubles_nothing(ceremony: Ceremony) -> None:
    title = ceremony.nominate("Amina")
    other = Ceremony(ceremony.farm, Store.open("sqlite://", migrate=True))
    save = ceremony.live.save
    saves: list[str] = []

    def save_later(edit: Edit) -> Outcome:
        if not saves:
            saves.append(edit.title)
            assert other.run() == {title: None}
        return save(edit)

    ceremony.live.save = save_later  # type: ignore[method-assign]
    ceremony.run()
    assert ceremony.notices("User talk:Amina") == 1
    assert ceremony.note(title)[0] == "delivered"
