"""The message: what it says, in the recipient's language, and that nothing people typed gets out of its place."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge import Knowledge
from bot.core.recognition.deliveries import DELIVERIES_ROOT, Delivery, delivery_pages, marker, restored
from bot.core.recognition.nomination_page import with_values
from bot.core.recognition.notice import NextStep, Notice, next_step, notice, with_section
from bot.core.records import LearningModule, Lesson, Partnership, Record
from bot.core.scanner import scan
from bot.i18n import Messages
from tests.core.recognition.pages import ASKED, HOME, NOW, READER, SETTINGS, page, read, written

MESSAGES = Messages.load()
INDEX = NextStep("index", "Partnerships/Learning modules", "Learning modules")


def message(language: str = "en", step: NextStep = INDEX, **values: str) -> Notice:
    nomination = read(written(ASKED | {"approved_by": "Sysop"} | values))
    assert nomination is not None
    barnstar = SETTINGS.barnstars["mentoring"] if nomination.nomination_kind == "barnstar" else None
    return notice(
        nomination,
        lambda key, *arguments: MESSAGES(language, key, *arguments),
        site=HOME,
        language=language,
        direction=MESSAGES.direction(language),
        barnstar=barnstar,
        barnstar_name=(barnstar.labels.get(language) or barnstar.labels["en"]) if barnstar else "",
        step=step,
        opt_out_page="Partnerships/Recognition",
    )


def test_a_barnstar_says_who_what_why_and_how_to_refuse_more() -> None:
    made = message(partnership="Museum of Dakar")
    assert made.heading == "A barnstar for you"
    for part in (
        "[[File:Star.png|frameless|120px|alt=The Mentor’s Barnstar|",
        "'''The Mentor’s Barnstar'''",
        "She taught twenty librarians.",
        "[[User:Ibrahim|",
        "[[User:Sysop|",
        "[[:Museum of Dakar|",
        "[[:Partnerships/Recognition/Nominations/Amina|<bdi>Amina</bdi>]]",
        "[[:Partnerships/Learning modules|",
        "<nowiki>{{bots|optout=partnerships}}</nowiki>",
        "~~~~<!-- partnerships-notice metawiki:7 -->",
    ):
        assert part in made.text


def test_it_is_in_the_language_and_direction_of_the_recipient() -> None:
    made = message("ar")
    assert (made.heading, made.language) == ("نجمة لك", "ar")
    assert '<div lang="ar" dir="rtl"' in made.text
    assert "L’étoile du mentorat" in message("fr").text


def test_a_thank_you_has_no_picture() -> None:
    made = message(kind="thank-you", nominee="Museum", barnstar="")
    assert made.heading == "Thank you for your partnership work"
    assert "File:" not in made.text


@given(st.text(max_size=200), st.text(max_size=60))
def test_nothing_people_typed_becomes_markup(reason: str, name: str) -> None:
    quiet, loud = message().text, message(reason=f"x{reason}" if "}}" not in reason and "|" not in reason else "x", step=INDEX).text
    step = message(step=NextStep("module", "Course", name or "x")).text
    for text in (loud, step):
        assert len(scan(text, HOME.extension_tags).calls) == len(scan(quiet, HOME.extension_tags).calls)
        assert text.count("[[") == quiet.count("[[")
        assert text.count("~~~~") == 1
        assert text.count("<!--") == 1


def test_the_section_comes_last_and_what_was_there_stays() -> None:
    made = Notice("Hello", "text", "en")
    assert with_section("", made) == "== Hello ==\ntext"
    assert with_section("== Old ==\nwords\n\n\n", made) == "== Old ==\nwords\n\n== Hello ==\ntext"


def test_the_next_step_is_a_module_then_a_mentor_then_the_index() -> None:
    nomination = read(written(ASKED))
    assert nomination is not None
    source = nomination.source
    museum = Partnership(source=source, status="active", languages=("fr",), programs=("glam",))
    module = LearningModule(source=source, display_name="Course", languages=("fr",), programs=("glam",), stage=("active",))
    lesson = Lesson(source=source, display_name="Lesson", ask_me=("Fatou",), programs=("glam",))

    def step(*records: Record, languages: tuple[str, ...] = ("fr",), recipient: str = "Amina") -> NextStep:
        return next_step(Knowledge((museum, *records), date(2026, 1, 1)), museum, languages, "Index", recipient)

    assert step(module, lesson) == NextStep("module", source.title, "Course")
    assert step(module, lesson, languages=("ar",)) == NextStep("mentor", "Fatou", "Lesson")
    assert step(lesson, recipient="Fatou") == NextStep("index", "Index", "Index")
    assert step(module, languages=("ar",)) == NextStep("index", "Index", "Index")
    assert next_step(Knowledge((), date(2026, 1, 1)), None, ("fr",), "Index") == NextStep("index", "Index", "Index")


def test_deliveries_come_back_from_their_mirror() -> None:
    sent = [
        Delivery(9, NOW, "User:A|b;c\\d", "barnstar", "mentoring", "fr", "Ibrahim", "User talk:A|b;c\\d", 12),
        Delivery(3, NOW.replace(year=2024), "Museum", "thank-you", "", "en", "Luc", "Talk:Museum", 13),
    ]
    pages = delivery_pages(sent)
    assert list(pages) == [f"Module:Partnerships/Data/Deliveries/{year}.json" for year in (2024, 2026)]
    assert sorted(restored(pages), key=lambda each: -each.page_id) == sent
    rows = '["1|2", 5, "x|2026-01-01T00:00:00Z|a|b|c|d|e|f|g"]'
    broken = dict(zip(pages, ("{", f'{{"deliveries": {rows}}}'), strict=True)) | {f"{DELIVERIES_ROOT}2025.json": '{"deliveries": 3}'}
    assert restored(broken) == []


def test_what_became_of_it_is_written_beside_what_people_wrote() -> None:
    text = "Intro\n{{Nomination de partenariat}}\n" + written({"nommé": "User:Amina", "statut": "open", "reason": "<!-- why -->Much."})
    changed = with_values(text, {"status": "delivered", "delivered": "12", "note": ""}, READER)
    assert changed == text.replace("statut = open", "statut = delivered").replace("Much.\n", "Much.\n| delivered = 12\n")
    assert with_values("no nomination", {"status": "x"}, READER) == "no nomination"


def test_the_mark_tells_nominations_of_two_wikis_apart() -> None:
    assert marker("metawiki", 7) != marker("frwiki", 7)
    assert marker("metawiki", 7) not in marker("metawiki", 71)
    assert page("x").id == 7
