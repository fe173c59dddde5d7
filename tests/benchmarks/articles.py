"""Makes wikitext from a seed: pages like the articles of large wikis, and texts that are meant to be costly."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from tests.core.test_scanner import HOSTILE

SEED = 20261124
ARTICLES = 70
AVERAGE_BYTES = 23_000  # of UTF-8

_ALPHABETS = (
    "etaoinshrdlucmfwypvbgk",
    "eaistnrulodcpmévqfbàèç",
    "ابتثجحخدرزسشصطعغفقكلمنهوي",
    "оеаинтсрвлкмдпуяыьгз",
    "अआइकखगचजटडतदनपबमयरलवसह",
    "日月火水木金土山川田人口中大小上下国語文学校",
    "ไทยกขคงจฉชซดตนบปพมรลวส",
)
_UNSPACED = frozenset(_ALPHABETS[5:])  # of scripts that put no spaces between words
_EMOJI = ("🏛", "👩🏽‍🔬", "🇸🇳", "🤝", "✅")
_CITATIONS = ("cite web", "Cite journal", "cite book", "Lien web", "استشهاد ويب")
_CITATION_PARAMETERS = (
    "title",
    "url",
    "last",
    "first",
    "date",
    "access-date",
    "publisher",
    "language",
    "archive-url",
    "archive-date",
    "doi",
)
_INFOBOXES = ("Infobox museum", "Infobox organization", "Infobox Musée", "صندوق معلومات متحف", "博物館情報")
_SMALL_TEMPLATES = (
    "{{lang|fr|%s}}",
    "{{nbsp}}%s",
    "{{convert|12|km|mi}} %s",
    "{{flag|%s}}",
    "{{small|''%s''}}",
    "{{citation needed|date=%s}}",
)

Words = Callable[[int], str]


def article(randomness: random.Random, size: int) -> str:
    """A page of about ``size`` bytes of UTF-8: infobox, lead, sections, references and categories."""
    alphabet = randomness.choice(_ALPHABETS)
    # Words are made once: randomness would else take longer than what is measured.
    vocabulary = ["".join(randomness.choices(alphabet, k=randomness.randint(2, 9))) for _ in range(400)]
    vocabulary += randomness.choices(_EMOJI, k=4)
    space = "" if alphabet in _UNSPACED else " "

    def words(count: int) -> str:
        return space.join(randomness.choices(vocabulary, k=count))

    parts = [_infobox(randomness, words), _paragraph(randomness, words)]
    length = sum(len(part.encode()) for part in parts)
    while length < size:
        part = randomness.choices(_BLOCKS, _WEIGHTS)[0](randomness, words)
        parts.append(part)
        length += len(part.encode())
    parts.append("\n== References ==\n<references />\n{{DEFAULTSORT:" + words(2) + "}}\n")
    parts += [f"[[Category:{words(3)}]]\n" for _ in range(randomness.randint(2, 8))]
    return "".join(parts)


def articles(count: int = ARTICLES, seed: int = SEED) -> list[str]:
    """So many pages with lengths like those of real articles: many short ones, few long ones. The same seed gives the same pages."""
    randomness = random.Random(seed)
    shares = [randomness.lognormvariate(0, 0.8) for _ in range(count)]
    return [article(randomness, int(share / sum(shares) * count * AVERAGE_BYTES)) for share in shares]


def _template(randomness: random.Random, words: Words, name: str, names: tuple[str, ...], *, lines: bool) -> str:
    separator, equals = ("\n | ", " = ") if lines else (randomness.choice(("|", " |", " | ")), randomness.choice(("=", " = ")))

    def value(parameter: str) -> str:
        if "url" in parameter:
            return f"https://example.org/{randomness.randint(1, 10**6)}?page={randomness.randint(1, 99)}"
        if "date" in parameter:
            return f"{randomness.randint(1990, 2026)}-{randomness.randint(1, 12):02}-{randomness.randint(1, 28):02}"
        return words(randomness.randint(1, 8))

    arguments = [f"{parameter}{equals}{value(parameter)}" for parameter in names]
    return "{{" + separator.join([name, *arguments]) + ("\n}}" if lines else "}}")


def _reference(randomness: random.Random, words: Words) -> str:
    if randomness.random() < 0.3:
        return f'<ref name="{randomness.randint(1, 40)}" />'
    names = tuple(randomness.sample(_CITATION_PARAMETERS, randomness.randint(4, len(_CITATION_PARAMETERS))))
    citation = _template(randomness, words, randomness.choice(_CITATIONS), names, lines=False)
    return f"<ref>{citation}</ref>" if randomness.random() < 0.7 else f'<ref name="{randomness.randint(1, 40)}">{citation}</ref>'


def _inline(randomness: random.Random, words: Words) -> str:
    chance = randomness.random()
    if chance < 0.45:
        return f"[[{words(2)}|{words(1)}]]" if randomness.random() < 0.4 else f"[[{words(2)}]]"
    if chance < 0.75:
        return _reference(randomness, words)
    if chance < 0.88:
        return randomness.choice(_SMALL_TEMPLATES).replace("%s", words(1))
    if chance < 0.94:
        return f"'''{words(2)}''' &ndash; ''{words(1)}''"
    if chance < 0.97:
        return f"<!-- {words(6)} {{{{no template}}}} -->"
    return f"[https://example.org/{randomness.randint(1, 999)} {words(3)}]"


def _paragraph(randomness: random.Random, words: Words) -> str:
    sentences = (f"{words(randomness.randint(6, 25))} {_inline(randomness, words)}. " for _ in range(randomness.randint(3, 10)))
    return "\n" + "".join(sentences) + "\n"


def _infobox(randomness: random.Random, words: Words) -> str:
    names = tuple(f"{words(1)} {number}" for number in range(randomness.randint(8, 30)))
    nested = "{{Start date|2019|3|14}} {{flag|" + words(1) + "}} {{Unbulleted list|{{nowrap|" + words(2) + "}}|" + words(2) + "}}"
    box = _template(randomness, words, randomness.choice(_INFOBOXES), ("name", "logo_date", *names), lines=True)
    return box.replace("\n}}", f"\n | founded = {nested}{_reference(randomness, words)}\n}}}}\n")


def _heading(randomness: random.Random, words: Words) -> str:
    signs = "=" * randomness.randint(2, 4)
    return f"\n{signs} {words(3)} {signs}\n" + _paragraph(randomness, words)


def _table(randomness: random.Random, words: Words) -> str:
    columns = randomness.randint(2, 7)
    rows = [
        "|-\n| " + " || ".join(words(randomness.randint(1, 4)) for _ in range(columns)) + ' || style="x" | {{yes}}\n'
        for _ in range(randomness.randint(3, 25))
    ]
    heads = "! " + " !! ".join(words(1) for _ in range(columns)) + "\n"
    return '{| class="wikitable sortable"\n' + heads + "".join(rows) + "|}\n"


def _gallery(randomness: random.Random, words: Words) -> str:
    files = (f"File:{words(2)}.jpg|{words(6)} {{{{small|{words(1)}}}}}\n" for _ in range(randomness.randint(2, 8)))
    return '<gallery mode="packed">\n' + "".join(files) + "</gallery>\n"


def _figure(randomness: random.Random, words: Words) -> str:
    return f"[[File:{words(3)}.jpg|thumb|upright=1.2|{words(12)} [[{words(2)}]] {_reference(randomness, words)}]]\n"


def _list(randomness: random.Random, words: Words) -> str:
    return "".join(f"* [[{words(2)}]] – {words(8)}\n" for _ in range(randomness.randint(3, 12)))


def _verbatim(_: random.Random, words: Words) -> str:
    return f"<nowiki>{{{{not|a={words(2)}}}}} [[{words(1)}]]</nowiki> <math>\\frac{{a}}{{b_{{1}}}}</math>\n"


_BLOCKS = (_paragraph, _heading, _table, _gallery, _figure, _list, _verbatim)
_WEIGHTS = (50, 20, 4, 2, 8, 8, 3)

# ---- Costly texts ---------------------------------------------------------------------------------------------------------------------

_CLOSINGS = ("", "}}", "-->", "]]")


def hostile(length: int) -> Iterator[tuple[str, str]]:
    """Names and texts of so many characters: what is known to be costly, repeated, then as often closed; and single, very long things."""
    for name, unit in HOSTILE.items():
        for closing in _CLOSINGS:
            count = length // (len(unit) + len(closing))
            yield f"{name}, {closing}" if closing else name, unit * count + closing * count
    yield "one parameter", "{{a|b=" + "c" * (length - 8) + "}}"
    yield "many parameters", "{{a" + "|b=c" * ((length - 5) // 4) + "}}"
    yield "empty parameters", "{{a" + "|" * (length - 5) + "}}"
