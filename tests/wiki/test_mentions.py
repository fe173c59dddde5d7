"""Finding calls without parsing."""

from __future__ import annotations

from html import escape

import pytest

from bot.wiki.mentions import Mentions

CASES = [
    ("Partnership", "{{Partnership}}", True),
    ("Partnership", "{{partnership|a}}", True),
    ("Partnership", "{{ partnership\n|a}}", True),
    ("Partnership", "{{Template:Partnership|a}}", True),
    ("Partnership", "{{Modèle : partnership |a}}", True),
    ("Partnership", "{{\u200epartnership\u200f|a}}", True),
    ("Partnership", "{{\u00a0Partnership|a}}", True),
    ("Partnership", "{{{{{|safesubst:}}}Partnership|a}}", True),
    ("Partnership", "{{<noinclude/>Partnership<!-- x -->|a}}", True),
    ("Partnership", "{{Partnership#top|a}}", True),
    ("Partnership", "{{Partnerships|a}}", False),
    ("Partnership", "{{Partnership/doc}}", False),
    ("Partnership", "{{My partnership|a}}", False),
    ("Partnership", "{{PARTNERSHIP|a}}", False),
    ("Partnership", "a partnership", False),
    ("Partnership", "[[partnership|a]]", False),
    ("Partnership hub", "{{partnership_hub}}", True),
    ("Partnership hub", "{{Partnership__ hub}}", True),
    ("Partnership hub", "{{Partnership}}", False),
    ("Pôle de partenariat", "{{pôle de partenariat|x}}", True),
    ("Éducation", "{{éducation}}", True),
    ("الشراكة", "{{الشراكة|x}}", True),
    ("合作", "{{合作}}", True),
    ("R&D d'art", "{{r&D d'art}}", True),
    ("R&D", "{{R&amp;D}}", True),
    ("'", "{{'}}", True),
    ("X", "{{x}}", True),
    ("X", "{{y}}", False),
    ("A.b", "{{Axb}}", False),
]


@pytest.mark.parametrize(("name", "text", "expected"), CASES)
def test_calls_are_found(name: str, text: str, expected: bool) -> None:
    mentions = Mentions([name])
    exported = escape(f"before {text} after").encode()
    assert mentions.in_text(f"before {text} after") is expected
    assert mentions.in_export(exported) is expected
    if expected:
        assert any(needle in exported for needle in mentions.needles)


def test_few_needles_serve_many_names() -> None:
    mentions = Mentions(["Partnership", "Partnership hub", "Partenariat", "Pôle de partenariat", "Alianza"])
    assert mentions.needles == (b"artenariat", b"artnership", b"lianza")


def test_no_names_are_refused() -> None:
    for names in ([], [""]):
        with pytest.raises(ValueError, match="Name the templates"):
            Mentions(names)


@pytest.mark.parametrize("unit", ["{", "{ ", "{{Partnership", "{{Partnership ", ": ", "{{Partnership_ ", "{\u200e", " _"])
def test_hostile_texts_are_searched_in_linear_time(unit: str) -> None:
    # A regular expression that went back over what it has read would not end within the time limit of a test.
    text = unit * (1_000_000 // len(unit)) + "x"
    mentions = Mentions(["Partnership", "Partnership hub"])
    assert not mentions.in_text(text)
    assert not mentions.in_export(text.encode())
